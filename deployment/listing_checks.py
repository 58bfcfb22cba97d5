"""
What Alexa's store, and we, want of a skill package that Amazon's definitions do not say.

Looks at the package as it was written. Each limit has its source; some are from memory of the
developer console, which shows them beside its fields and is the one to ask: nothing public that we
could read states them.
"""

import json
import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tools.checks.locales import read_differences
from tools.checks.model import Model, as_model, read_document
from tools.checks.model_rules import as_heard, readings

NAME_CHARACTERS = (2, 50)
"""Fewest and most characters of the name. Third-party pages about the console, and memory of it."""

SUMMARY_CHARACTERS = 160
"""Most characters of the summary. From memory of the console."""

DESCRIPTION_CHARACTERS = 4_000
"""Most characters of the description. From memory of the console."""

TESTING_CHARACTERS = 4_000
"""Most characters of the testing instructions. From memory of the console."""

KEYWORDS = 30
"""Most keywords. From memory of the console."""

EXAMPLE_PHRASES = 3
"""How many example phrases there are. Amazon's definitions, ask-smapi-model 1.36.0: "Three example
phrases ..., these phrases must come directly from your sample utterances"."""

ICON_PIXELS: Mapping[str, int] = {"smallIconUri": 108, "largeIconUri": 512}
"""Width and height by the manifest's key. Amazon's definitions, as above."""

SHOWN = frozenset({"name", "summary", "description", "examplePhrases", "keywords", *ICON_PIXELS})
"""What every locale says. Ours: Amazon wants most of it, at publication."""

DISCLAIMER = ("general exercise guidance", "not medical advice", "does not replace a doctor")
"""Words that every description has. A skill about health was refused for a description without."""

BARRED_IN_NAME = frozenset({"skill", "alexa", "amazon", "echo", "free"})
"""Words that the name is not to have. "[NAME] Alexa skill" is against Amazon's "Policy Requirements
for an Alexa Skill", 1a; the others, and prices, are ours."""

OPENING_WORDS = frozenset({"open", "start", "launch", "begin", "run", "load"})
"""Words that open a skill: Amazon's blog on example phrases of April 2017."""

ASKING_WORDS = frozenset({"ask", "tell"})
"""Words that are followed by what is wanted. The same."""

CONNECTING_WORDS = frozenset({"for", "to", "about"})
"""Words that may stand between the name and what is wanted: some of Amazon's."""

NOBODYS_HOSTS = re.compile(r"(?:.*\.)?(?:example(?:\.(?:com|net|org))?|invalid|test|localhost)")
"""Names that are set aside for documents and trials: RFC 2606."""

PAGES = Path(__file__).parents[1] / "docs"
"""Where the source of the two pages is."""

TO_FILL_IN = "[OPERATOR: "
"""Begins what whoever publishes the skill has to write into the pages."""

_IMAGE_URI = re.compile(r"file://(assets/images/[\w-]+\.png)")
_QUOTED = re.compile(r'"([^"]+)"')
_SLOT = re.compile(r"\{[^{}]*\}(?:'s)?")
_PRICE = re.compile(r"[$£€₹]|\d[.,]\d\d\b")


def listing_findings(folder: Path, *, for_publication: bool = False) -> list[str]:
    """
    Return everything that is wrong with a package, each fault as one plain line.

    Args:
        folder: Where the package is.
        for_publication: Whether to find, too, what may be missing as long as the skill is under
            development: who answers, the two pages, and who operates it.
    """
    try:
        text = (folder / "skill.json").read_text(encoding="utf-8")
        manifest = json.loads(text)["manifest"]
        found = list(_findings(manifest, folder, for_publication=for_publication))
    except (OSError, ValueError) as error:
        return [f"the package cannot be read: {error}"]
    except (KeyError, TypeError, AttributeError) as error:
        return [f"skill.json has not the form of a manifest: {error!r}"]
    return [*found, *(_page_findings() if for_publication else ())]


def _findings(manifest: Any, folder: Path, *, for_publication: bool) -> Iterator[str]:
    publishing, privacy = manifest["publishingInformation"], manifest["privacyAndCompliance"]
    shown, urls = publishing["locales"], privacy.get("locales", {})
    models = {path.stem for path in folder.glob("interactionModels/custom/*.json")}
    wanted = read_differences().keys()
    yield from _unlike("listings", shown.keys(), wanted)
    yield from _unlike("interaction models", models, wanted)
    if urls or for_publication:
        yield from _unlike("addresses of the two pages", urls.keys(), wanted)
    testing = publishing["testingInstructions"]
    yield from _length("testingInstructions", testing, 1, TESTING_CHARACTERS)
    for locale in sorted(wanted & shown.keys() & models):
        if missing := sorted(SHOWN - shown[locale].keys()):
            yield f"{locale}: missing: {', '.join(missing)}"
            continue
        model = as_model(read_document(folder / f"interactionModels/custom/{locale}.json"))
        faults = (
            *_text_faults(shown[locale]),
            *_saying_faults(shown[locale], testing, model),
            *_icon_faults(shown[locale], folder),
        )
        yield from (f"{locale}: {fault}" for fault in faults)
    for locale, pages in urls.items():
        for key in ("privacyPolicyUrl", "termsOfUseUrl"):
            if fault := _url_fault(pages.get(key, ""), for_publication=for_publication):
                yield f"{locale}: {key}: {fault}"
    yield from _endpoint_findings(manifest, for_publication=for_publication)


def _unlike(what: str, found: Any, wanted: Any) -> Iterator[str]:
    for locale in sorted(wanted - found):
        yield f"{what}: {locale} is missing"
    for locale in sorted(found - wanted):
        yield f"{what}: {locale} is no locale of the skill"


def _length(what: str, text: str, fewest: int, most: int) -> Iterator[str]:
    if not fewest <= len(text) <= most:
        yield f"{what}: {len(text)} characters; it may have {fewest} to {most}"


def _text_faults(shown: Any) -> Iterator[str]:
    """Yield what is wrong with name, summary, description and keywords."""
    name, description, keywords = shown["name"], shown["description"], shown["keywords"]
    yield from _length("name", name, *NAME_CHARACTERS)
    yield from _length("summary", shown["summary"], 1, SUMMARY_CHARACTERS)
    yield from _length("description", description, 1, DESCRIPTION_CHARACTERS)
    for word in sorted(BARRED_IN_NAME & set(re.findall(r"[a-z]+", name.lower()))):
        yield f"name: {word!r} is not to stand in it"
    if _PRICE.search(name):
        yield "name: a price is not to stand in it"
    for words in DISCLAIMER:
        if words not in description:
            yield f"description: the disclaimer's {words!r} is missing"
    if not 1 <= len(keywords) <= KEYWORDS:
        yield f"keywords: {len(keywords)} of them; there may be 1 to {KEYWORDS}"
    for keyword in sorted({each for each in keywords if keywords.count(each) > 1}):
        yield f"keywords: {keyword!r} stands twice"
    if "{" in "".join((name, shown["summary"], description, *shown["examplePhrases"], *keywords)):
        yield "a bracket was left over: only {invocation} is filled in"


def _saying_faults(shown: Any, testing: str, model: Model) -> Iterator[str]:
    """Yield what people are told to say, and would not be understood."""
    name, examples = model.invocation_name, shown["examplePhrases"]
    quoted = [
        (what, words)
        for what, text in (("description", shown["description"]), ("testingInstructions", testing))
        for words in _QUOTED.findall(text)
    ]
    phrases = _understood(model, [*examples, *(words for _, words in quoted)])
    if len(set(examples)) != EXAMPLE_PHRASES or len(examples) != EXAMPLE_PHRASES:
        yield f"examplePhrases: {len(set(examples))} different ones, not {EXAMPLE_PHRASES}"
    for at, example in enumerate(examples):
        if fault := _phrase_fault(example, name, phrases, opens=at == 0):
            yield f"examplePhrases: {example!r}: {fault}"
    for what, words in quoted:
        said = words.removeprefix("Alexa, ")
        if name in said:
            fault = _phrase_fault(words, name, phrases, opens=False)
        else:
            known = said == "Alexa" or as_heard(said) in phrases
            fault = "" if known else "no phrase of the model"
        if fault:
            yield f"{what}: {words!r}: {fault}"


def _understood(model: Model, texts: Iterable[str]) -> set[str]:
    """
    Return the phrases of the model, of those that could be meant in some texts.

    Filling the slots of every sample takes seconds; here only samples are filled whose own words
    are all in one of the texts.
    """
    words = [set(as_heard(text).replace(",", "").split()) for text in texts]

    def could_be_meant(sample: str) -> bool:
        own = set(as_heard(_SLOT.sub(" ", sample)).split())
        return any(own <= each for each in words)

    intents = tuple(
        replace(intent, samples=tuple(filter(could_be_meant, intent.samples)))
        for intent in model.intents
    )
    return {phrase for phrase, _ in readings(replace(model, intents=intents))}


def _phrase_fault(example: str, name: str, phrases: set[str], *, opens: bool) -> str:
    """
    Return what is wrong with a phrase that calls the skill by its name; empty if nothing is.

    Wake word, launch word, name, and with a word that asks, a phrase of the model: Amazon's blog
    as above. The first example is the easiest way in: its blog on example phrases and samples.
    """
    shape = re.fullmatch(rf"Alexa, (\w+) {re.escape(name)}(?: (.+))?", example)
    if not shape:
        return f"not 'Alexa,', a launch word, and {name!r}"
    launch, wish = shape[1], as_heard(shape[2] or "")
    if not wish:
        return "" if launch in OPENING_WORDS else f"{launch!r} does not open a skill"
    if opens:
        return "the first one just opens the skill"
    if launch not in ASKING_WORDS:
        return f"{launch!r} does not ask for anything"
    connecting, _, rest = wish.partition(" ")
    known = wish in phrases or (connecting in CONNECTING_WORDS and rest in phrases)
    return "" if known else f"{wish!r} is no phrase of the model"


def _icon_faults(shown: Any, folder: Path) -> Iterator[str]:
    for key, pixels in ICON_PIXELS.items():
        uri = _IMAGE_URI.fullmatch(shown[key])
        if not uri:
            yield f"{key}: {shown[key]!r} is no image of the package"
            continue
        size = _png_size(folder / uri[1])
        if size != (pixels, pixels):
            told = "no PNG" if size is None else "{} by {} pixels".format(*size)
            yield f"{key}: {told}, not {pixels} by {pixels} pixels"


def _png_size(path: Path) -> tuple[int, int] | None:
    """Return width and height of a PNG: its first chunk begins with them (PNG, 11.2.1, IHDR)."""
    if not path.is_file():
        return None
    head = path.read_bytes()[:24]
    if len(head) < 24 or not head.startswith(b"\x89PNG\r\n\x1a\n"):
        return None
    width, height = struct.unpack(">II", head[16:])
    return width, height


def _url_fault(url: str, *, for_publication: bool) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        return f"{url!r} does not begin with https://"
    if for_publication and NOBODYS_HOSTS.fullmatch(parts.hostname):
        return f"{parts.hostname} is nobody's"
    return ""


def _endpoint_findings(manifest: Any, *, for_publication: bool) -> Iterator[str]:
    """Yield it where nobody answers, or where a disabled skill would not be told of it."""
    endpoint, events = manifest["apis"]["custom"].get("endpoint"), manifest.get("events", {})
    if endpoint is None:
        if for_publication:
            yield "apis: custom: endpoint is missing: nobody answers"
        if events:
            yield "events: there is no endpoint that takes them"
    elif {"eventName": "SKILL_DISABLED"} not in events.get("subscriptions", ()):
        yield "events: SKILL_DISABLED is missing: nothing is deleted with a disabled skill"
    elif events.get("endpoint") != endpoint:
        yield "events: another endpoint than that of the skill"


def _page_findings() -> Iterator[str]:
    """Yield what whoever publishes the skill has not filled in."""
    for page in sorted(PAGES.glob("*.md")):
        if TO_FILL_IN in page.read_text(encoding="utf-8"):
            yield f"docs/{page.name}: something is left to fill in: {TO_FILL_IN}...]"
