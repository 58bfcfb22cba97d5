"""
Understands what was said as an intent of the interaction model.

The model's samples are matched whole, from the first word to the last, by hassil. The pretend Echo
knows the declared samples only, where Alexa also guesses near misses; what it does not know is
AMAZON.FallbackIntent. Built-in slot types are worked out from the utterance itself: every run of
words in it that is a number, a duration, a date or a time becomes a value that may fill the slot.
"""

import functools
import json
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from hassil.expression import TextChunk
from hassil.intents import Intent, IntentData, Intents, SlotList, TextSlotList, TextSlotValue
from hassil.recognize import RecognizeResult, recognize_all

from simulator.common import JsonObject, ModelError, why_unreadable
from simulator.language.english import ENGLISH
from simulator.language.rules import LanguageRules, SlotParser


@dataclass(frozen=True, slots=True)
class Match:
    """An entry of a custom slot type that what was said stands for."""

    name: str
    """The entry's canonical value."""
    id: str | None
    """The entry's id, where the model gives one."""


@dataclass(frozen=True, slots=True)
class FilledSlot:
    """A slot of an intent, as a request carries it."""

    name: str
    """The slot's name in the model."""
    type_name: str
    """Its type: AMAZON.NUMBER and so on, or a custom one."""
    value: str | None = None
    """What was said for a custom type, the value for a built-in one; None when not filled."""
    matches: tuple[Match, ...] = ()
    """For a custom type, the entries that were meant: nearly always one."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """An utterance understood: an intent and all its slots, filled or not."""

    intent: str
    """The intent's name."""
    slots: tuple[FilledSlot, ...] = ()
    """Every slot of the intent, in the model's order."""
    sample: str | None = None
    """The sample that fits, as the model has it; None for the fallback."""
    is_standard_phrase: bool = False
    """Whether the sample is one of Amazon's own and not the model's."""
    literal_characters: int = field(default=0, compare=False)
    """How much of what was said the sample has word for word."""
    others: tuple["Meaning", ...] = field(default=(), compare=False)
    """What else it could have meant, best first; filled in where one meaning was chosen."""

    @property
    def rank(self) -> tuple[bool, int, int]:
        """Where it stands among others: the smallest comes first; see `Language.meanings`."""
        filled = sum(slot.value is not None for slot in self.slots)
        return self.is_standard_phrase, filled, -self.literal_characters

    def reason_before(self, other: "Meaning") -> str:
        """Return why it comes before another meaning of the same words."""
        standard, slots, literal = zip(self.rank, other.rank, strict=True)
        if standard[0] != standard[1]:
            return "the model's own sample comes before a phrase of Amazon's"
        if slots[0] != slots[1]:
            return f"fewer slots: {slots[0]}, not {slots[1]}"
        if literal[0] != literal[1]:
            return f"more said word for word: {-literal[0]} characters, not {-literal[1]}"
        return "all equal: it comes first in the model"


FALLBACK = "AMAZON.FallbackIntent"
"""What Alexa sends for speech that fits no sample."""

RULES: Mapping[str, LanguageRules] = {ENGLISH.code: ENGLISH}
"""The languages that the simulator understands, by the first part of the locale."""

_SLOT = re.compile(r"\{([A-Za-z_]+)\}")
_SAMPLE_CHARACTERS = re.compile(r"[\w\s.'\u2019{}-]+")


@dataclass(frozen=True, slots=True)
class _IntentShape:
    """What the model says of one intent, besides its samples."""

    name: str
    """The intent's name."""
    slot_types: Mapping[str, str]
    """The type of each slot."""


class Language:
    """One locale's interaction model, ready to understand."""

    def __init__(self, model: JsonObject, rules: LanguageRules = ENGLISH) -> None:
        """
        Compile a model.

        Args:
            model: The decoded JSON of `interaction_models/<locale>.json`.
            rules: The rules of the model's language.

        Raises:
            ModelError: It cannot be understood rightly: an unknown slot type, an undeclared slot,
                a character no sample may hold, no AMAZON.FallbackIntent.
        """
        source = model["interactionModel"]["languageModel"]
        self.rules = rules
        self._recognizing = threading.Lock()  # hassil builds its indices at their first use
        self.invocation_name = rules.as_spoken(source["invocationName"])
        self._intents = {intent["name"]: _shape(intent) for intent in source["intents"]}
        if FALLBACK not in self._intents:
            raise ModelError(f"the model must declare {FALLBACK}")
        custom = {entry["name"]: entry for entry in source.get("types", ())}
        used = {kind for shape in self._intents.values() for kind in shape.slot_types.values()}
        built_in = rules.slot_parsers
        self._spans = {kind: built_in[kind] for kind in used if kind in built_in}
        if unknown := sorted(used - custom.keys() - built_in.keys()):
            raise ModelError(f"slot types this simulator does not know: {', '.join(unknown)}")
        self._grammar = Intents(
            language=rules.code,
            intents={
                intent["name"]: _sentences(intent, self._intents[intent["name"]], rules)
                for intent in source["intents"]
            },
            slot_lists={_list_name(name): _entries(entry, rules) for name, entry in custom.items()},
        )

    @staticmethod
    def load(folder: Path, locale: str) -> "Language":
        """
        Read the model of a locale; locales without a file of their own use en-US.

        Args:
            folder: Where the models are.
            locale: As in `en-GB`.

        Raises:
            ModelError: The file is missing, no JSON, or as for a new object.
        """
        path = folder / f"{locale}.json"
        if not path.exists():
            path = folder / "en-US.json"
        return _read(path, locale.partition("-")[0])

    @property
    def intents(self) -> frozenset[str]:
        """The names of all intents the model declares."""
        return frozenset(self._intents)

    def warm_up(self) -> None:
        """Do now what would make a first phrase slow: hassil reads a sample at its first use."""
        self.meanings(self.invocation_name, date.min)
        for intent in self._grammar.intents.values():
            for samples in intent.data:
                _ = samples.sentences

    def understand(self, text: str, today: date) -> Meaning:
        """
        Return what Alexa would take the text for.

        Args:
            text: What was said, without wake word.
            today: The person's own local day, for dates.

        Returns:
            The best meaning, with the others; the fallback when there is none.
        """
        meanings = self.meanings(text, today)
        if not meanings:
            bare = " ".join(
                word
                for word in self.rules.as_spoken(text).split()
                if word not in self.rules.fillers
            )
            meanings = self.meanings(bare, today)
        if not meanings:
            return Meaning(FALLBACK)
        best, *others = meanings
        return replace(best, others=tuple(others))

    def meanings(self, text: str, today: date) -> tuple[Meaning, ...]:
        """
        Return everything the text could mean, best first; a check for ties reads this.

        The model's own samples come before Amazon's phrases, few slots before many, much literal
        text before little. Among equals the model's order decides.
        """
        said = self.rules.as_spoken(text)
        if not said:
            return ()
        lists: dict[str, SlotList] = {
            _list_name(kind): TextSlotList.from_tuples(
                ((span, value) for span, value in _spans(said, meant, today)),
                allow_template=False,
            )
            for kind, meant in self._spans.items()
        }
        with self._recognizing:
            found = list(recognize_all(said, self._grammar, slot_lists=lists))
        meanings = map(self._meaning, found)
        return tuple(dict.fromkeys(sorted(meanings, key=lambda meaning: meaning.rank)))

    def _meaning(self, result: RecognizeResult) -> Meaning:
        shape = self._intents[result.intent.name]
        slots = []
        for name, kind in shape.slot_types.items():
            entity = result.entities.get(name)
            if entity is None:
                slots.append(FilledSlot(name, kind))
            elif kind in self._spans:
                slots.append(FilledSlot(name, kind, str(entity.value)))
            else:
                said, matches = entity.value
                slots.append(FilledSlot(name, kind, said, matches))
        metadata = result.intent_metadata or {}
        sentence = result.intent_sentence
        return Meaning(
            intent=shape.name,
            slots=tuple(slots),
            sample=metadata["samples"].get(sentence.text if sentence else None),
            is_standard_phrase=metadata["is_standard_phrase"],
            literal_characters=result.text_chunks_matched,
        )


@functools.cache  # half a second to compile: once for all locales, and for all rooms of a process
def _read(path: Path, code: str) -> Language:
    try:
        model = json.loads(path.read_text(encoding="utf-8"))
        return Language(model, RULES[code])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path.name} cannot be read: {why_unreadable(error)}.") from error


def _shape(intent: JsonObject) -> _IntentShape:
    return _IntentShape(
        name=intent["name"],
        slot_types={slot["name"]: slot["type"] for slot in intent.get("slots", ())},
    )


def _sentences(intent: JsonObject, shape: _IntentShape, rules: LanguageRules) -> Intent:
    own = {_template(sample, shape, rules): sample for sample in intent.get("samples", ())}
    amazons = {phrase: phrase for phrase in rules.standard_phrases.get(shape.name, ())}
    return Intent(
        shape.name,
        [
            IntentData(
                list(samples),
                metadata={"samples": samples, "is_standard_phrase": is_standard_phrase},
                required_keywords={word} if word else None,
            )
            for phrases, is_standard_phrase in ((own, False), (amazons, True))
            for word, samples in _by_word(phrases).items()
        ],
    )


def _by_word(samples: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """
    Return samples by their longest literal word; what is nothing but slots by no word.

    hassil leaves out a group whose word was not said: most of the model's 6,000 samples, at once.
    """
    groups: dict[str, dict[str, str]] = {}
    for template, sample in samples.items():
        words = [word for word in template.split() if word.isalpha()]
        groups.setdefault(max(words, key=len, default=""), {})[template] = sample
    return groups


def _template(sample: str, shape: _IntentShape, rules: LanguageRules) -> str:
    """Write a sample as hassil reads it: `{exercise}` becomes `{EXERCISE:exercise}`."""
    if not _SAMPLE_CHARACTERS.fullmatch(sample):
        raise ModelError(f"{shape.name}: a character no sample may hold: {sample!r}")
    written = ""
    for at, part in enumerate(_SLOT.split(sample)):
        if at % 2 == 0:
            written += _spaced(part, rules)
        elif part in shape.slot_types:
            written += f"{{{_list_name(shape.slot_types[part])}:{part}}}"
        else:
            raise ModelError(f"{shape.name}: slot {part!r} is not declared: {sample!r}")
    if "{" in _SLOT.sub("", sample):
        raise ModelError(f"{shape.name}: a slot that is not understood: {sample!r}")
    return " ".join(written.split())


def _spaced(literal: str, rules: LanguageRules) -> str:
    """Return literal words as spoken, with the spaces at their ends where there were some."""
    before = " " if literal[:1].isspace() else ""
    after = " " if literal[-1:].isspace() else ""
    return f"{before}{rules.as_spoken(literal)}{after}"


def _list_name(type_name: str) -> str:
    return type_name.replace(".", "_")


def _entries(custom_type: JsonObject, rules: LanguageRules) -> TextSlotList:
    """Return a custom type's values and synonyms; the same words may stand for several values."""
    meant: dict[str, tuple[str, dict[Match, None]]] = {}
    for value in custom_type.get("values", ()):
        name = value["name"]
        match = Match(name["value"], value.get("id"))
        for said in (name["value"], *name.get("synonyms", ())):
            meant.setdefault(rules.as_spoken(said), (said.casefold(), {}))[1][match] = None
    return TextSlotList(
        name=_list_name(custom_type["name"]),
        values=[
            TextSlotValue(text_in=TextChunk(words), value_out=(said, tuple(matches)))
            for words, (said, matches) in meant.items()
        ],
    )


def _spans(said: str, meant: SlotParser, today: date) -> Iterator[tuple[str, str]]:
    """Yield every run of words that means something, with its value."""
    words = said.split()
    for start, end in _ranges(len(words)):
        value = meant(words[start:end], today)
        if value is not None:
            yield " ".join(words[start:end]), value


def _ranges(length: int) -> Iterable[tuple[int, int]]:
    return ((start, end) for start in range(length) for end in range(start + 1, length + 1))
