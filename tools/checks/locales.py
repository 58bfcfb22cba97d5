"""
Each English locale's interaction model, made from the one that is written.

Knows `interaction_models/locales.json`: for each locale, words that it says otherwise and samples
of its own. Both are few: a phrase that everyone understands belongs into the source.
"""

import copy
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from tools.checks.model import MODEL_FILE, as_model, read_document
from tools.checks.model_rules import RULES, as_heard

LOCALES_FILE = MODEL_FILE.with_name("locales.json")
"""What differs, by locale. Its keys are the locales there are."""

Differences = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""For each locale ``words``, source to local, and ``samples``, intent to list; both optional."""


def read_differences() -> Differences:
    """
    Return what differs, by locale.

    Raises:
        OSError: The file cannot be read.
        ValueError: It is no JSON object.
    """
    differences = read_document(LOCALES_FILE)
    if not isinstance(differences, dict):
        msg = f"{LOCALES_FILE.name} must hold an object"
        raise ValueError(msg)  # noqa: TRY004  (what cannot be read is one kind of error)
    return differences


def locale_model(document: Any, locale: str, differences: Differences) -> Any:
    """
    Return the interaction model of a locale.

    A word that is replaced may make a sample or a synonym equal to one that is there; it is then
    left out. Ids, intents and slots are the same everywhere.

    Args:
        document: The source, decoded; it is not changed.
        locale: Such as ``en-GB``.
        differences: What differs, by locale.

    Raises:
        KeyError: The locale has no entry.
        ValueError: An entry is of no use: words that the source does not have, samples for an
            intent that is not there or that has them already.
    """
    own = differences[locale]
    if unknown := sorted(own.keys() - {"words", "samples"}):
        raise ValueError(f"{locale}: unknown key {unknown[0]!r}")
    made = copy.deepcopy(document)
    language = made["interactionModel"]["languageModel"]
    for word, local in own.get("words", {}).items():
        before = json.dumps(language)
        _replace(language, _replacer(word, local))
        if json.dumps(language) == before:
            raise ValueError(f"{locale}: {word!r} is not in the source")
    intents = {intent["name"]: intent for intent in language["intents"]}
    for name, samples in own.get("samples", {}).items():
        if name not in intents:
            raise ValueError(f"{locale}: no intent {name!r}")
        known = set(map(as_heard, intents[name]["samples"]))
        for sample in samples:
            if as_heard(sample) in known:
                raise ValueError(f"{locale}: {name} has {sample!r} already")
        intents[name]["samples"] += samples
    return made


def locale_findings() -> Iterator[str]:
    """Yield everything that is wrong with the models made for the locales."""
    try:
        document, differences = read_document(), read_differences()
    except (OSError, ValueError) as error:
        yield f"the locales cannot be read: {error}"
        return
    # A locale without differences is the source, which is checked by itself.
    for locale in (each for each in differences if differences[each]):
        try:
            model = as_model(locale_model(document, locale, differences))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            yield f"the model of {locale} cannot be made: {error}"
            continue
        for rule in RULES:
            yield from (f"{locale}: {finding}" for finding in rule(model))


def locales_size() -> str:
    """Return how many locales there are, for the closing line."""
    try:
        return f"locales: {len(read_differences())}"
    except (OSError, ValueError):
        return "locales: unreadable"


def _replacer(word: str, local: str) -> Callable[[str], str]:
    whole = re.compile(rf"(?<![\w'-]){re.escape(word)}(?![\w'-])")
    return lambda text: whole.sub(local, text)


def _replace(language: Any, replaced: Callable[[str], str]) -> None:
    """Put local words into samples and slot values, and drop what then stands twice."""
    for intent in language["intents"]:
        intent["samples"] = _changed(intent["samples"], replaced)
    for slot_type in language["types"]:
        for value in slot_type["values"]:
            value["name"]["value"] = replaced(value["name"]["value"])
        taken = {as_heard(value["name"]["value"]) for value in slot_type["values"]}
        for value in slot_type["values"]:
            if synonyms := value["name"].get("synonyms"):
                value["name"]["synonyms"] = _changed(synonyms, replaced, taken)


def _changed(
    texts: list[str], replaced: Callable[[str], str], taken: Collection[str] = ()
) -> list[str]:
    """Return texts with local words, without those that then repeat another or are taken."""
    as_before = {as_heard(text) for text in texts if replaced(text) == text}
    seen = set(taken)
    kept = []
    for text in texts:
        local = replaced(text)
        heard = as_heard(local)
        if heard in seen or (local != text and heard in as_before):
            continue
        seen.add(heard)
        kept.append(local)
    return kept
