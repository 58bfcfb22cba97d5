"""
Alexa's rules for the words and names of an interaction model, and a few of our own.

Each rule takes a model and yields what breaks it, as one plain line. `overlaps` finds phrases that
could mean two things, by filling the slots of every sample: a declared type stands for each of its
values, one of Amazon's types for a few examples. The word lists are for English locales.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import prod
from typing import NamedTuple

from tools.checks.model import Model, SlotType

Rule = Callable[[Model], Iterable[str]]
"""A model to the lines that tell what is wrong with it."""

BUILT_IN_INTENTS = frozenset(
    f"AMAZON.{name}Intent"
    for name in (
        *("Help", "Stop", "Cancel", "Fallback", "NavigateHome", "Yes", "No", "Next"),
        *("Previous", "Repeat", "StartOver", "Pause", "Resume"),
    )
)
"""The built-ins this skill answers. Alexa requires the first five; the others are our choice."""

NOT_EXTENDED = frozenset({"AMAZON.NavigateHomeIntent"})
"""
Built-ins that take no samples of our own.

Our choice: "go home" is left to Amazon's own phrases, since the skill does nothing with it. The
fallback takes some: talk that is close to our samples and means nothing here (Amazon, "The Built-In
FallbackIntent [...] Get Expanded Locale Support", 21 November 2019).
"""

BUILT_IN_TYPES: Mapping[str, tuple[str, ...]] = {
    "AMAZON.NUMBER": ("one", "two", "five", "ten", "twenty five"),
    "AMAZON.DURATION": ("a second", "a minute", "two minutes", "thirty seconds", "half an hour"),
    "AMAZON.DATE": ("today", "yesterday", "monday", "this week", "last month", "november third"),
    "AMAZON.TIME": ("seven", "half past six", "eight thirty p. m.", "noon", "tonight"),
}
"""Amazon's slot types that this skill uses, each with a few things said for it."""

NOTHING_ALONE = frozenset({"AMAZON.DATE", "AMAZON.TIME"})
"""
Amazon's types that mean nothing by themselves: a sample needs words around them.

Our choice: a bare number answers a question, "{number}"; a bare day is mostly talk in the room.
"""

DOZENS = 24
"""Samples that each of our own intents has at least. Our choice: fewer leave too much to guess."""

LONGEST_VALUE = 140
"""Characters of a slot value: the limit of Amazon Lex (`SampleValue`); Alexa's own is not known."""

MOST_FILLINGS = 400
"""
Fillings tried for a sample with several slots; above it, each value still takes part once.

Our choice: all combinations of the longest types would be millions of phrases.
"""

_PRIVATE = 0xE000
"""First code point of Unicode's private use area: no sample has it, `as_heard` lets it pass."""

_BARRED_WORDS: Mapping[str, tuple[str, ...]] = {
    "launch": (
        *("run", "start", "play", "resume", "use", "launch", "ask", "open", "tell", "load"),
        *("begin", "enable"),
    ),
    "connecting": (
        *("to", "from", "in", "using", "with", "about", "for", "that", "by", "if", "and"),
        "whether",
    ),
    "wake or platform": ("alexa", "amazon", "echo", "computer", "ziggy", "skill", "app"),
}
_SMALL_WORDS = ("a", "an", "the", "of", "on", "at", "to", "for", "with", "by", "from", "in")

_NAME = re.compile(r"[A-Za-z][A-Za-z_]*")
_ID = re.compile(r"[A-Za-z0-9_]+")
_PLAIN_WORD = re.compile(r"[a-z]+(?:['_-][a-z]+)*'?|(?:[a-z]\.)+(?:'s)?")
_SLOT_WORD = re.compile(r"\{([A-Za-z_]+)\}(?:'s)?")


def slots_in(sample: str) -> list[str]:
    """Return the names in a sample's curly brackets, in order."""
    return re.findall(r"\{([^{}]*)\}", sample)


def invocation_name(model: Model) -> Iterator[str]:
    """Rules as transcribed from Amazon's "Choose the Invocation Name": an old copy."""
    words = model.invocation_name.split()
    said = f"invocation name {model.invocation_name!r}"
    if model.invocation_name != " ".join(words) or not all(map(_PLAIN_WORD.fullmatch, words)):
        yield f"{said}: lower-case words with single spaces, numbers spelled out"
    if len(words) < 2:
        yield f"{said}: needs two words or more"
    if len(words) == 2 and not set(words).isdisjoint(_SMALL_WORDS):
        yield f"{said}: a name of two words has no article or preposition"
    for kind, barred in _BARRED_WORDS.items():
        for word in words:
            if word in barred:
                yield f"{said}: {word!r} is a {kind} word"


def samples_without_name(model: Model) -> Iterator[str]:
    """No sample holds the invocation name: Alexa would hear a call of the skill."""
    name = f" {as_heard(model.invocation_name)} "
    for intent, sample in model.samples():
        if name in f" {as_heard(sample)} ":
            yield f"{intent.name}: {sample!r} holds the invocation name"


def names(model: Model) -> Iterator[str]:
    """Intents, slots and slot types are named once each, in letters and underscores."""
    yield from _name_findings("intent", [i.name for i in model.intents if not i.is_built_in])
    yield from _repeated("intent", [i.name for i in model.intents if i.is_built_in])
    yield from _name_findings("slot type", [slot_type.name for slot_type in model.types])
    for intent in model.intents:
        yield from _name_findings(f"{intent.name}: slot", [slot.name for slot in intent.slots])


def built_in_intents(model: Model) -> Iterator[str]:
    """The built-ins are those the skill answers; no slots, and samples only where they may be."""
    present = {intent.name: intent for intent in model.intents if intent.is_built_in}
    for name in sorted(BUILT_IN_INTENTS - present.keys()):
        yield f"{name} is missing"
    for name in sorted(present.keys() - BUILT_IN_INTENTS):
        yield f"{name} is no built-in intent that this skill knows"
    for name, intent in present.items():
        if intent.slots or any(map(slots_in, intent.samples)):
            yield f"{name}: a built-in intent takes no slots"
        if name in NOT_EXTENDED and intent.samples:
            yield f"{name}: takes no samples of our own"


def enough_samples(model: Model) -> Iterator[str]:
    """Each of our own intents is said in dozens of ways."""
    for intent in model.intents:
        if not intent.is_built_in and len(intent.samples) < DOZENS:
            yield f"{intent.name}: {len(intent.samples)} samples, fewer than {DOZENS}"


def sample_words(model: Model) -> Iterator[str]:
    """
    Samples hold lower-case words and slots, with single spaces.

    Amazon's console, as quoted in jradwan/alexa_tivo_control#30: "Valid punctuation marks are
    periods for abbreviations, underscores, possessive apostrophes, and hyphens". A slot stands
    alone between spaces, or before "'s".
    """
    for intent, sample in model.samples():
        if problem := _word_problem(sample):
            yield f"{intent.name}: {sample!r}: {problem}"


def sample_slots(model: Model) -> Iterator[str]:
    """A sample's slots are declared, each once in it; a declared slot is in some sample."""
    for intent in model.intents:
        declared = {slot.name: slot.type_name for slot in intent.slots}
        used: set[str] = set()
        for sample in intent.samples:
            named = slots_in(sample)
            used.update(named)
            for slot in sorted(set(named) - declared.keys()):
                yield f"{intent.name}: {sample!r}: slot {slot!r} is not declared"
            for slot in _twice(named):
                yield f"{intent.name}: {sample!r}: slot {slot!r} stands twice"
            if sample == f"{{{''.join(named)}}}" and declared.get(named[0]) in NOTHING_ALONE:
                yield f"{intent.name}: {sample!r}: a bare {declared[named[0]]} means nothing alone"
        for slot in sorted(declared.keys() - used):
            yield f"{intent.name}: slot {slot!r} is in no sample"


def slot_types(model: Model) -> Iterator[str]:
    """Every type that a slot has is declared, or Amazon's; every declared type is used."""
    used = {slot.type_name for intent in model.intents for slot in intent.slots}
    for name in sorted(used - model.types_by_name.keys() - BUILT_IN_TYPES.keys()):
        yield f"slot type {name} is not declared"
    for name in sorted(model.types_by_name.keys() - used):
        yield f"slot type {name} is used by no slot"


def slot_values(model: Model) -> Iterator[str]:
    """A type has values; their ids and all that is said for them stand once in it."""
    for slot_type in model.types:
        if not slot_type.values:
            yield f"{slot_type.name}: has no values"
        ids = [value.id for value in slot_type.values]
        for value_id in ids:
            if not _ID.fullmatch(value_id):
                yield f"{slot_type.name}: id {value_id!r}: letters, digits and underscores only"
        yield from _repeated(f"{slot_type.name}: id", ids)
        spoken = [words for value in slot_type.values for words in value.spoken]
        for words in _twice([as_heard(words) for words in spoken]):
            yield f"{slot_type.name}: {words!r} stands twice"
        for words in spoken:
            if (problem := _word_problem(words)) or slots_in(words):
                yield f"{slot_type.name}: {words!r}: {problem or 'a value has no slots'}"
            if len(words) > LONGEST_VALUE:
                yield f"{slot_type.name}: {words!r}: longer than {LONGEST_VALUE} characters"


@cache
def as_heard(words: str) -> str:
    """Return words without what the ear does not tell: case, apostrophes, hyphens, periods."""
    plain = re.sub(r"['.]", "", words.lower())
    return " ".join(re.sub(r"[_-]", " ", plain).split())


def _word_problem(text: str) -> str | None:
    if text != " ".join(text.split()) or not text:
        return "needs words with single spaces, none at the ends"
    for word in text.split():
        if "{" in word or "}" in word:
            if not _SLOT_WORD.fullmatch(word):
                return f"{word!r}: a slot stands alone between spaces, or before 's"
        elif any(map(str.isdigit, word)):
            return f"{word!r}: numbers are spelled out"
        elif word != word.lower():
            return f"{word!r}: lower case"
        elif not _PLAIN_WORD.fullmatch(word):
            return f"{word!r}: a character that a sample may not hold"
    return None


def _name_findings(kind: str, found: list[str]) -> Iterator[str]:
    for name in found:
        if not _NAME.fullmatch(name):
            yield f"{kind} {name!r}: letters and underscores only"
    yield from _repeated(kind, found)


def _repeated(kind: str, found: list[str]) -> Iterator[str]:
    return (f"{kind} {name!r} is declared twice" for name in _twice(found))


def _twice(found: Iterable[str]) -> list[str]:
    return [name for name, times in Counter(found).items() if times > 1]


Slots = tuple[tuple[str, str], ...]
"""Name and id of each slot, sorted by name; for Amazon's types the words instead of an id."""


class Reading(NamedTuple):
    """One way in which the model understands a phrase."""

    intent: str
    """The intent it belongs to."""
    sample: str
    """The sample that was filled."""
    slots: Slots
    """What its slots hold."""


@dataclass(frozen=True, eq=False, slots=True)
class _Filling:
    """
    What can be said for a slot type.

    Compared by identity: it is part of a cache's key, and hashing hundreds of values for each
    sample would take longer than filling it.
    """

    said: tuple[tuple[str, str], ...]
    """Words, as heard, and the id they stand for."""


def overlaps(model: Model) -> Iterator[str]:
    """Yield phrases that two intents share, or that fill one intent's slots in two ways."""
    first: dict[str, tuple[str, str, Mapping[str, Slots]]] = {}
    told: set[tuple[str, str]] = set()
    for intent, sample, phrases in _phrases(model):
        if first.keys().isdisjoint(phrases):
            first.update(dict.fromkeys(phrases, (intent, sample, phrases)))
            continue
        for phrase, slots in phrases.items():
            other, other_sample, known = first.setdefault(phrase, (intent, sample, phrases))
            pair = (other_sample, sample)
            if (other == intent and known[phrase] == slots) or pair in told:
                continue
            told.add(pair)
            if other != intent:
                yield f"{phrase!r} is {other} ({other_sample!r}) and {intent} ({sample!r})"
            else:
                yield f"{phrase!r} fills the slots of {intent} in two ways: {pair}"


def repeated_samples(model: Model) -> Iterator[str]:
    """Yield samples that stand twice in one intent."""
    for intent in model.intents:
        seen: set[str] = set()
        for sample in intent.samples:
            if as_heard(sample) in seen:
                yield f"{intent.name}: {sample!r} stands twice"
            seen.add(as_heard(sample))


def readings(model: Model) -> Iterator[tuple[str, Reading]]:
    """Yield every phrase of the model, its slots filled, with what the model makes of it."""
    for intent, sample, phrases in _phrases(model):
        for phrase, slots in phrases.items():
            yield phrase, Reading(intent, sample, slots)


def _phrases(model: Model) -> Iterator[tuple[str, str, Mapping[str, Slots]]]:
    """Yield intent, sample and phrases of each sample; twice, where a phrase has two meanings."""
    fillings = {
        **{name: _amazons_filling(name) for name in BUILT_IN_TYPES},
        **{slot_type.name: _own_filling(slot_type) for slot_type in model.types},
    }
    for intent in model.intents:
        types = {slot.name: slot.type_name for slot in intent.slots}
        for sample in intent.samples:
            gaps = tuple(
                (name, fillings[types[name]])
                for name in dict.fromkeys(slots_in(sample))
                if types.get(name) in fillings
            )
            for phrases in _filled(sample, gaps):
                yield intent.name, sample, phrases


@cache
def _amazons_filling(name: str) -> _Filling:
    return _Filling(tuple((as_heard(words), words) for words in BUILT_IN_TYPES[name]))


@cache
def _own_filling(slot_type: SlotType) -> _Filling:
    return _Filling(
        tuple((as_heard(w), value.id) for value in slot_type.values for w in value.spoken)
    )


# The locales' models share most samples and values with the source: what is cached here is made
# once for all of them.
@cache
def _filled(sample: str, gaps: tuple[tuple[str, _Filling], ...]) -> Sequence[Mapping[str, Slots]]:
    """Return what each phrase of a sample, as heard, puts in the slots; further meanings after."""
    names = [name for name, _ in gaps]
    # A private character stands for each slot, so that the sample is brought to its form once.
    marks = [chr(_PRIVATE + at) for at in range(len(gaps))]
    for name, mark in zip(names, marks, strict=True):
        sample = sample.replace(f"{{{name}}}", mark)
    heard, meanings = as_heard(sample), [dict[str, Slots]()]
    for chosen in _combinations([filling.said for _, filling in gaps]):
        phrase = heard
        for mark, (words, _) in zip(marks, chosen, strict=True):
            phrase = phrase.replace(mark, words)
        slots = tuple(sorted((n, means) for n, (_, means) in zip(names, chosen, strict=True)))
        for phrases in meanings:
            if phrases.setdefault(phrase, slots) == slots:
                break
        else:
            meanings.append({phrase: slots})
    return tuple(meanings)


def _combinations(
    lists: Sequence[tuple[tuple[str, str], ...]],
) -> Iterator[tuple[tuple[str, str], ...]]:
    """Yield all combinations; where they are too many, each value with turns of the others."""
    if len(lists) < 2 or prod(map(len, lists)) <= MOST_FILLINGS:
        yield from product(*lists)
        return
    for at in range(max(map(len, lists))):
        yield tuple(values[at % len(values)] for values in lists)


RULES: tuple[Rule, ...] = (
    invocation_name,
    samples_without_name,
    names,
    built_in_intents,
    enough_samples,
    sample_words,
    sample_slots,
    slot_types,
    slot_values,
    repeated_samples,
    overlaps,
)
"""Every rule, the slow one last."""
