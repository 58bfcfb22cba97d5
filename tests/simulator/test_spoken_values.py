"""Numbers, durations, dates and times are understood as Alexa sends them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.language.english.dates import parse_date, parse_time
from simulator.language.english.durations import parse_duration
from simulator.language.english.normalisation import as_spoken
from simulator.language.english.numbers import LARGEST, number_words, ordinal_words, parse_number
from simulator.language.english.phrases import without_wake_word

MONDAY = date(2026, 11, 23)


@given(st.integers(0, LARGEST))
def test_every_number_is_understood_from_its_own_words(number):
    """Saying and understanding are inverse."""
    assert number == parse_number(number_words(number).split())


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("one hundred and twenty", 120),
        ("a hundred", 100),
        ("a thousand and one", 1001),
        ("two thousand five hundred", 2500),
        ("forty five", 45),
        ("", None),
        ("a", None),
        ("and twenty", None),
        ("hundred", None),
        ("one hundred and", None),
        ("twenty ten", None),
        ("ten minutes", None),
        ("twenty zero", None),
    ],
)
def test_number_words_are_one_number_or_none(words, number):
    """British "and" is welcome; anything else in between is no number."""
    assert number == parse_number(words.split())


@pytest.mark.parametrize(
    ("number", "words"), [(1, "first"), (12, "twelfth"), (20, "twentieth"), (21, "twenty first")]
)
def test_ordinals_are_said(number, words):
    """Dates need them."""
    assert words == ordinal_words(number)


def test_numbers_without_words_are_refused():
    """A million is nothing to say to a coach."""
    with pytest.raises(ValueError, match="not between"):
        number_words(LARGEST + 1)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("a minute and a half", "PT1M30S"),
        ("one and a half minutes", "PT1M30S"),
        ("forty five seconds", "PT45S"),
        ("45 sec", "PT45S"),
        ("ninety seconds", "PT90S"),
        ("half a minute", "PT30S"),
        ("half an hour", "PT30M"),
        ("ten minutes", "PT10M"),
        ("a quarter of an hour", "PT15M"),
        ("three quarters of an hour", "PT45M"),
        ("a couple of minutes", "PT2M"),
        ("two minutes thirty", "PT2M30S"),
        ("a minute and twenty seconds", "PT1M20S"),
        ("an hour and ten minutes", "PT1H10M"),
        ("two and a half hours", "PT2H30M"),
        ("1.5 minutes", "PT1M30S"),
        ("a hundred and twenty seconds", "PT120S"),
        ("two weeks", "P2W"),
        ("three days", "P3D"),
        ("a week and two days", "P9D"),
        ("zero seconds", "PT0S"),
        ("minutes", None),
        ("ten", None),
        ("ten minutes ten minutes", None),
        ("ten seconds two minutes", None),
        ("and ten seconds", None),
        ("ten green minutes", None),
        ("one point minutes", None),
        ("", None),
    ],
)
def test_a_length_of_time_is_iso_8601(said, value):
    """Whole amounts keep their unit, fractions go to the next smaller one."""
    assert value == parse_duration(as_spoken(said).split())


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("today", "2026-11-23"),
        ("yesterday", "2026-11-22"),
        ("the day before yesterday", "2026-11-21"),
        ("monday", "2026-11-23"),
        ("friday", "2026-11-27"),
        ("last friday", "2026-11-20"),
        ("last monday", "2026-11-16"),
        ("next monday", "2026-11-30"),
        ("this week", "2026-W48"),
        ("last week", "2026-W47"),
        ("this weekend", "2026-W48-WE"),
        ("this month", "2026-11"),
        ("last month", "2026-10"),
        ("november", "2026-11"),
        ("this year", "2026"),
        ("the third of december", "2026-12-03"),
        ("november 3rd", "2027-11-03"),
        ("february 29", "2028-02-29"),
        ("february 30", None),
        ("the first", None),
        ("some day", None),
        ("green friday", None),
    ],
)
def test_a_date_is_what_alexa_makes_of_it(said, value):
    """A bare weekday, or a day of a month, is the coming one: Alexa never looks back by herself."""
    assert value == parse_date(as_spoken(said).split(), MONDAY)


def test_last_month_in_january_is_in_the_year_before():
    """Months count over the end of the year."""
    assert "2026-12" == parse_date(["last", "month"], date(2027, 1, 5))


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("seven", "07:00"),
        ("7:30 p.m.", "19:30"),
        ("half past six", "06:30"),
        ("half past six in the evening", "18:30"),
        ("a quarter past nine", "09:15"),
        ("ten past seven", "07:10"),
        ("twenty five past six", "06:25"),
        ("five minutes past eight", "08:05"),
        ("twenty to eight in the evening", "19:40"),
        ("ten minutes to one", "12:50"),
        ("quarter to eight in the evening", "19:45"),
        ("half seven", "07:30"),
        ("noon", "12:00"),
        ("twelve am", "00:00"),
        ("nine oh five", "09:05"),
        ("19:15", "19:15"),
        ("eight o'clock", "08:00"),
        ("in the morning", "MO"),
        ("tonight", "NI"),
        ("this evening", "EV"),
        ("seven tonight", "19:00"),
        ("half past six this evening", "18:30"),
        ("eight o'clock this morning", "08:00"),
        ("twenty five", None),
        ("seven seventy", None),
        ("half past", None),
        ("past six", None),
        ("sixty past six", None),
        ("something to six", None),
        ("half past six to seven", None),
    ],
)
def test_an_hour_of_the_day_is_understood(said, value):
    """With or without the half of the day."""
    assert value == parse_time(as_spoken(said).split())


@pytest.mark.parametrize(
    ("typed", "spoken"),
    [
        ("Exercise 2, please!", "exercise two please"),
        ("That\u2019s all", "thats all"),
        ("forty-five", "forty five"),
        ("10min", "ten min"),
        ("the 21st", "the twenty first"),
        ("7:05 a.m.", "seven oh five am"),
        ("1.25", "one point two five"),
        ("1234567", "one two three four five six seven"),
        ("12:00", "twelve"),
    ],
)
def test_typed_text_becomes_what_a_voice_would_say(typed, spoken):
    """No capitals, no punctuation, no digits."""
    assert spoken == as_spoken(typed)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Alexa, pause", "pause"),
        ("hey alexa pause", "pause"),
        ("computer: next", "next"),
        ("Alexander is here", "Alexander is here"),
        ("echo", ""),
    ],
)
def test_the_wake_word_stays_with_the_device(text, rest):
    """Only a whole word at the beginning is the wake word."""
    assert rest == without_wake_word(text)
