"""
Whether Amazon's own definitions know all that a skill package says.

They are public as the classes of ask-smapi-model, made from the interface that takes the package.
Each file is read into them and back: a key that they do not have is lost on the way, a value that
they do not have is refused. They are of 2023; what Amazon has added since would be found wrongly,
and would be named here as an exception. There is none so far. What may not be left out they do not
say: that is for `listing_checks` and `tools.checks`.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_smapi_model.v1.skill.interaction_model.interaction_model_data import InteractionModelData
from ask_smapi_model.v1.skill.manifest.skill_manifest_envelope import SkillManifestEnvelope


def definition_findings(folder: Path) -> list[str]:
    """Return what of a package Amazon's definitions do not know, each as one plain line."""
    models = sorted(folder.glob("interactionModels/custom/*.json"))
    return [
        *_file_findings(folder / "skill.json", SkillManifestEnvelope),
        *(finding for path in models for finding in _file_findings(path, InteractionModelData)),
    ]


def _file_findings(path: Path, definition: type) -> Iterator[str]:
    serializer = DefaultSerializer()
    try:
        text = path.read_text(encoding="utf-8")
        written = json.loads(text)
        known: Any = serializer.serialize(serializer.deserialize(text, definition))
    except (OSError, ValueError, SerializationException) as error:
        yield f"{path.name}: {error}"
        return
    yield from _differences(written, known, path.name)


def _differences(written: Any, known: Any, where: str) -> Iterator[str]:
    """Yield where what came back is not what was written."""
    match written, known:
        case dict(), dict():
            for key in written:
                if key in known:
                    yield from _differences(written[key], known[key], f"{where}: {key}")
                else:
                    yield f"{where}: unknown key {key!r}"
        case list(), list() if len(written) == len(known):
            for at, (one, other) in enumerate(zip(written, known, strict=True)):
                yield from _differences(one, other, f"{where}[{at}]")
        case _ if written != known or type(written) is not type(known):
            yield f"{where}: {written!r} is taken for {known!r}"
