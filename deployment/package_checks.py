"""
Checks a built skill package: against Amazon's own classes, and what the store asks beyond them.

The classes are those of ask-smapi-model, made from the interface that takes the package. Limits
without a source are from memory of the developer console, which shows them beside its fields.
"""

import json
import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_smapi_model.v1.skill.interaction_model.interaction_model_data import InteractionModelData
from ask_smapi_model.v1.skill.manifest.skill_manifest_envelope import SkillManifestEnvelope

from deployment.runtime import ROOT
from tools.checks.locales import read_differences
from tools.checks.model import Model, as_model, read_document
from tools.checks.model_rules import as_heard, readings

CHARACTERS: Mapping[str, tuple[int, int]] = {
    "name": (2, 50),
    "summary": (1, 160),
    "description": (1, 4_000),
    "testingInstructions": (1, 4_000),
}
"""Fewest and most characters of a text."""

KEYWORDS = 30
"""Most keywords."""

EXAMPLE_PHRASES = 3
"""How many example phrases there are. Amazon's definitions, ask-smapi-model 1.36.0: "Three example
phrases ..., these phrases must come directly from your sample utterances"."""

ICON_PIXELS: Mapping[str, int] = {"smallIconUri": 108, "largeIconUri": 512}
"""Width and height by the manifest's key. Amazon's definitions, as above."""

SHOWN = frozenset({"name", "summary", "description", "examplePhrases", "keywords", *ICON_PIXELS})
"""What every locale says. Our choice: Amazon asks for most of it, but at publication only."""

DISCLAIMER = ("general exercise guidance", "not medical advice", "does not replace a doctor")
"""Words that every description has. A skill about health was refused for a description without."""

BARRED_IN_NAME = re.compile(
    r"\b(skill|alexa|amazon|echo|free)\b|[$£€₹]|\d[.,]\d\d\b", re.IGNORECASE
)
"""What the name may not have. "[NAME] Alexa skill" is against Amazon's "Policy Requirements for an
Alexa Skill", 1a. Our choice: no other word of Amazon's and no price, as names with them look like
advertising."""

PHRASE = re.compile(r"Alexa, (?:(?:open|start|launch|begin|run|load) NAME|(?:ask|tell) NAME (.+))")
"""A phrase that opens the skill, or asks something of it: Amazon's blog on example phrases of April
2017."""

CONNECTING = re.compile(r"(?:for|to|about) ")
"""Words that may stand between the name and what is wanted: some of Amazon's."""

RESERVED_HOSTS = re.compile(r"(?:.*\.)?(?:example(?:\.(?:com|net|org))?|invalid|test|localhost)")
"""Names that are set aside for documents and trials: RFC 2606."""

PAGES = ROOT / "docs"
"""Where the source of the two pages is."""

TO_FILL_IN = "[OPERATOR: "
"""Begins what whoever publishes the skill has to write into the pages."""


def definition_findings(folder: Path) -> list[str]:
    """
    Return what of a package Amazon's definitions do not know, each as one plain line.

    Each file is read into their classes and written again: a key that they do not have is lost on
    the way, a value that they do not have is refused. They are of 2023; a later addition of
    Amazon's would be found wrongly, and would be an exception here. There is none so far.
    """
    serializer, found = DefaultSerializer(), list[str]()
    models = sorted(folder.glob("interactionModels/custom/*.json"))
    files: list[tuple[Path, type]] = [(folder / "skill.json", SkillManifestEnvelope)]
    for path, definition in files + [(model, InteractionModelData) for model in models]:
        try:
            text = path.read_text(encoding="utf-8")
            written = json.loads(text)
            known = serializer.serialize(serializer.deserialize(text, definition))
            found += _differences(written, known, path.name)
        except (OSError, ValueError, SerializationException) as error:
            found.append(f"{path.name}: {error}")
    return found


def _differences(written: Any, known: Any, where: str) -> Iterator[str]:
    """Yield where what came back is not what was written."""
    match written, known:
        case dict(), dict():
            yield from (f"{where}: unknown key {key!r}" for key in written.keys() - known.keys())
            for key in written.keys() & known.keys():
                yield from _differences(written[key], known[key], f"{where}: {key}")
        case list(), list() if len(written) == len(known):
            for at, (one, other) in enumerate(zip(written, known, strict=True)):
                yield from _differences(one, other, f"{where}[{at}]")
        case _ if written != known or type(written) is not type(known):
            yield f"{where}: {written!r} is taken for {known!r}"


def listing_findings(folder: Path, *, for_publication: bool = False) -> list[str]:
    """
    Return what the store would not take, and what we would not say in it, each as one plain line.

    Args:
        folder: Where the package is.
        for_publication: Whether to find, too, what may be missing as long as the skill is under
            development: who answers, the two pages, and who operates it.
    """
    try:
        manifest = json.loads((folder / "skill.json").read_text(encoding="utf-8"))["manifest"]
        return [
            *_locale_findings(manifest, folder),
            *_endpoint_findings(manifest),
            *_page_findings(manifest, for_publication=for_publication),
        ]
    except (OSError, ValueError) as error:
        return [f"the package cannot be read: {error}"]
    except (KeyError, TypeError, AttributeError) as error:
        return [f"skill.json has not the form of a manifest: {error!r}"]


def _locale_findings(manifest: Any, folder: Path) -> Iterator[str]:
    """Yield what is wrong with what the store shows, locale by locale."""
    publishing, wanted = manifest["publishingInformation"], read_differences().keys()
    shown, testing = publishing["locales"], publishing["testingInstructions"]
    models = {path.stem for path in folder.glob("interactionModels/custom/*.json")}
    yield from _unlike("listings", shown.keys(), wanted)
    yield from _unlike("interaction models", models, wanted)
    for locale in sorted(wanted & shown.keys() & models):
        if missing := sorted(SHOWN - shown[locale].keys()):
            yield f"{locale}: missing: {', '.join(missing)}"
            continue
        model = as_model(read_document(folder / f"interactionModels/custom/{locale}.json"))
        texts = shown[locale] | {"testingInstructions": testing}
        for faults in (_text_faults(texts), _phrase_faults(texts, model), _icons(texts, folder)):
            yield from (f"{locale}: {fault}" for fault in faults)


def _unlike(what: str, found: Iterable[str], wanted: Iterable[str]) -> Iterator[str]:
    yield from (f"{what}: {locale} is missing" for locale in sorted({*wanted} - {*found}))
    for locale in sorted({*found} - {*wanted}):
        yield f"{what}: {locale} is no locale of the skill"


def _text_faults(texts: Any) -> Iterator[str]:
    """Yield what is wrong with the texts themselves."""
    for what, (fewest, most) in CHARACTERS.items():
        if not fewest <= len(texts[what]) <= most:
            yield f"{what}: {len(texts[what])} characters; it may have {fewest} to {most}"
    if barred := BARRED_IN_NAME.search(texts["name"]):
        yield f"name: {barred[0]!r} is not to stand in it"
    for words in DISCLAIMER:
        if words not in texts["description"]:
            yield f"description: the disclaimer's {words!r} is missing"
    keywords = texts["keywords"]
    if not 1 <= len(keywords) <= KEYWORDS:
        yield f"keywords: {len(keywords)} of them; there may be 1 to {KEYWORDS}"
    for keyword in sorted({each for each in keywords if keywords.count(each) > 1}):
        yield f"keywords: {keyword!r} stands twice"


def _phrase_faults(texts: Any, model: Model) -> Iterator[str]:
    """Yield what people are told to say, and would not be understood."""
    examples = texts["examplePhrases"]
    if not len(set(examples)) == len(examples) == EXAMPLE_PHRASES:
        yield f"examplePhrases: {len(set(examples))} different ones, not {EXAMPLE_PHRASES}"
    told = [("examplePhrases", words) for words in examples]
    for what in ("description", "testingInstructions"):
        told += [(what, words) for words in re.findall(r'"([^"]+)"', texts[what])]
    phrases = _understood(model, [words for _, words in told])
    phrase = re.compile(PHRASE.pattern.replace("NAME", re.escape(model.invocation_name)))
    for what, words in told:
        called = phrase.fullmatch(words)
        if called and called[1] is None:
            continue  # it just opens the skill
        if not called and (what == "examplePhrases" or model.invocation_name in words):
            yield f"{what}: {words!r}: not 'Alexa, start' or 'Alexa, ask' with the skill's name"
            continue
        wish = as_heard(called[1] if called else words.removeprefix("Alexa, "))
        variants = {wish, CONNECTING.sub("", wish, count=1)} if called else {wish}
        if wish != "alexa" and not variants & phrases:
            yield f"{what}: {words!r}: {wish!r} is no phrase of the model"
    # The first example is the easiest way in: Amazon's blog on example phrases and samples.
    if examples and (first := phrase.fullmatch(examples[0])) and first[1]:
        yield f"examplePhrases: {examples[0]!r}: the first one just opens the skill"


def _understood(model: Model, texts: Iterable[str]) -> set[str]:
    """
    Return the phrases of the model, of those that could be meant in some texts.

    Filling the slots of every sample takes seconds; here only samples are filled whose own words
    are all in one of the texts.
    """
    words = [set(as_heard(text).replace(",", "").split()) for text in texts]

    def could_be_meant(sample: str) -> bool:
        own = set(as_heard(re.sub(r"\{[^{}]*\}(?:'s)?", " ", sample)).split())
        return any(own <= each for each in words)

    intents = tuple(
        replace(intent, samples=tuple(filter(could_be_meant, intent.samples)))
        for intent in model.intents
    )
    return {phrase for phrase, _ in readings(replace(model, intents=intents))}


def _icons(texts: Any, folder: Path) -> Iterator[str]:
    """Yield icons that are not in the package, or have another size."""
    for key, pixels in ICON_PIXELS.items():
        path = folder / texts[key].removeprefix("file://")
        head = path.read_bytes()[:24] if path.is_file() else b""
        # The first chunk of a PNG begins with width and height (PNG, 11.2.1, IHDR).
        is_png = len(head) == 24 and head.startswith(b"\x89PNG\r\n\x1a\n")
        if not is_png or struct.unpack(">II", head[16:]) != (pixels, pixels):
            yield f"{key}: {texts[key]!r} is no PNG of the package with {pixels} by {pixels} pixels"


def _endpoint_findings(manifest: Any) -> Iterator[str]:
    """Yield what is wrong with where requests and events go."""
    endpoint, events = manifest["apis"]["custom"].get("endpoint"), manifest.get("events", {})
    if events.get("endpoint") != endpoint:
        yield "events: another endpoint than that of the skill"
    elif endpoint and {"eventName": "SKILL_DISABLED"} not in events.get("subscriptions", ()):
        yield "events: SKILL_DISABLED is missing: nothing is deleted with a disabled skill"


def _page_findings(manifest: Any, *, for_publication: bool) -> Iterator[str]:
    """Yield what is wrong with the two pages, and what is missing for publication."""
    pages = manifest["privacyAndCompliance"].get("locales", {})
    if pages or for_publication:
        yield from _unlike("addresses of the two pages", pages.keys(), read_differences().keys())
    for locale, urls in pages.items():
        for key in ("privacyPolicyUrl", "termsOfUseUrl"):
            parts = urlsplit(urls.get(key, ""))
            if parts.scheme != "https" or not parts.hostname:
                yield f"{locale}: {key}: {urls.get(key, '')!r} does not begin with https://"
            elif for_publication and RESERVED_HOSTS.fullmatch(parts.hostname):
                yield f"{locale}: {key}: {parts.hostname} is set aside for examples (RFC 2606)"
    if not for_publication:
        return
    if "endpoint" not in manifest["apis"]["custom"]:
        yield "apis: custom: endpoint is missing: nothing answers the skill's requests"
    for page in sorted(PAGES.glob("*.md")):
        if TO_FILL_IN in page.read_text(encoding="utf-8"):
            yield f"docs/{page.name}: something is left to fill in: {TO_FILL_IN}...]"
