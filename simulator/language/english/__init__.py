"""English: numbers, dates, durations, fixed phrases, and the written form of speech."""

from collections.abc import Sequence
from datetime import date

from simulator.language.english import phrases
from simulator.language.english.dates import parse_date, parse_time
from simulator.language.english.durations import parse_duration
from simulator.language.english.normalisation import as_spoken
from simulator.language.english.numbers import parse_number
from simulator.language.rules import LanguageRules


def _number_value(words: Sequence[str], _today: date) -> str | None:
    number = parse_number(words)
    return None if number is None else str(number)


ENGLISH = LanguageRules(
    code="en",
    as_spoken=as_spoken,
    without_wake_word=phrases.without_wake_word,
    find_invocation=phrases.find_invocation,
    parse_number=parse_number,
    slot_parsers={
        "AMAZON.NUMBER": _number_value,
        "AMAZON.DURATION": lambda words, _today: parse_duration(words),
        "AMAZON.DATE": parse_date,
        "AMAZON.TIME": lambda words, _today: parse_time(words),
    },
    standard_phrases=phrases.STANDARD_PHRASES,
    fillers=phrases.FILLERS,
    apology=phrases.APOLOGY,
    consent_question=phrases.CONSENT_QUESTION,
    consent_answers=phrases.CONSENT_ANSWERS,
    reminder_words=phrases.REMINDER_WORDS,
    set_named=phrases.set_named,
    side_named=phrases.side_named,
    answers=phrases.ANSWERS,
    yes_or_no=phrases.YES_OR_NO,
)
"""The rules of every English locale."""
