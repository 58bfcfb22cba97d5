"""
Phrases that could mean two things, found by filling the slots of every sample.

A custom type stands for each of its values, one of Amazon's types for a few examples. The pretend
Echo's own matcher is asked the same in the model tests; this needs nothing but the file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from tools.checks.model import Intent, Model
from tools.checks.model_rules import BUILT_IN_TYPES, as_heard, slots_in

MOST_FILLINGS = 400
"""Fillings tried for a sample with several slots; each value still takes part. Ours."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way in which a phrase comes out of the model."""

    intent: str
    """The intent it belongs to."""
    sample: str
    """The sample that was filled."""
    slots: tuple[tuple[str, str], ...]
    """Name and id of each slot, sorted; for Amazon's types the words."""


def overlaps(model: Model) -> Iterator[str]:
    """Yield phrases that two intents share, or that fill one intent's slots in two ways."""
    first: dict[str, Reading] = {}
    told: set[tuple[str, str]] = set()
    for phrase, reading in readings(model):
        known = first.setdefault(phrase, reading)
        pair = (known.sample, reading.sample)
        if (known.intent, known.slots) == (reading.intent, reading.slots) or pair in told:
            continue
        told.add(pair)
        if known.intent != reading.intent:
            yield (
                f"{phrase!r} is {known.intent} ({known.sample!r})"
                f" and {reading.intent} ({reading.sample!r})"
            )
        else:
            yield f"{phrase!r} fills the slots of {known.intent} in two ways: {pair}"


def repeated_samples(model: Model) -> Iterator[str]:
    """Yield samples that stand twice in one intent."""
    for intent in model.intents:
        seen: set[str] = set()
        for sample in intent.samples:
            if as_heard(sample) in seen:
                yield f"{intent.name}: {sample!r} stands twice"
            seen.add(as_heard(sample))


def readings(model: Model) -> Iterator[tuple[str, Reading]]:
    """Yield every phrase of the model, its slots filled, with what it comes out as."""
    fillings = {name: tuple((w, w) for w in examples) for name, examples in BUILT_IN_TYPES.items()}
    for slot_type in model.types:
        fillings[slot_type.name] = tuple(
            (words, value.id) for value in slot_type.values for words in value.spoken
        )
    for intent in model.intents:
        for sample in intent.samples:
            for phrase, slots in _filled(intent, sample, fillings):
                yield as_heard(phrase), Reading(intent.name, sample, slots)


def _filled(
    intent: Intent, sample: str, fillings: Mapping[str, tuple[tuple[str, str], ...]]
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    types = {slot.name: slot.type_name for slot in intent.slots}
    named = [name for name in slots_in(sample) if types.get(name) in fillings]
    for chosen in _combinations([fillings[types[name]] for name in named]):
        words = {name: said for name, (said, _) in zip(named, chosen, strict=True)}
        meant = {name: means for name, (_, means) in zip(named, chosen, strict=True)}
        phrase = sample
        for name, said in words.items():
            phrase = phrase.replace(f"{{{name}}}", said)
        yield phrase, tuple(sorted(meant.items()))


def _combinations(
    lists: list[tuple[tuple[str, str], ...]],
) -> Iterator[tuple[tuple[str, str], ...]]:
    """Yield all combinations; where they are too many, each value with turns of the others."""
    total = 1
    for values in lists:
        total *= len(values)
    if len(lists) < 2 or total <= MOST_FILLINGS:
        yield from product(*lists)
        return
    for at in range(max(map(len, lists))):
        yield tuple(values[at % len(values)] for values in lists)
