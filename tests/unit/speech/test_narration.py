"""Every message has words for the ear in every form in which it can be asked for."""

import re

import pytest

from skill.routine.exercises import ExerciseId, Part, Side
from skill.routine.message import Message, message, names
from skill.routine.plan import UNITS
from skill.routine.settings import Talk
from skill.speech.english.rules import English
from skill.speech.narration import LOWER_CASE, UnknownMessage, narration_for
from tests.languages import narration_of
from tools.checks.messages import Catalogue, parse

MESSAGES = parse(English().messages())
SHIPPED = Catalogue(MESSAGES, {})
WORDS = narration_for()
CALF, TOWEL, HAMSTRING, ARCH = (
    ExerciseId.CALF,
    ExerciseId.TOWEL,
    ExerciseId.HAMSTRING,
    ExerciseId.ARCH,
)


NEVER_SAID = (
    *("great job", "awesome", "no pain,? no gain", "don't give up", "you missed", "streak"),
    *("only", "unfortunately", "failed", "you should have", "as an assistant", "invalid", "error"),
    *("intent", "slot", "I heard you say", "are you sure", "would you like me to", "percent"),
    *("sorry", "toe lifts?", "heel lifts?", "toe raises?", "heel raises?", "dorsiflexion"),
    *("cures?", "heals?", "treats?", "treatment", "fix(es)?", "shrinks?", "dissolves?"),
    *("clinically", "proven", "diagnos\\w+", "physio\\w* plan", "guaranteed?"),
)
"""What is never said: blame, praise by rote, machine talk, promises, names that half misread."""

STEADY = re.compile("only if you are steady", re.IGNORECASE)

ALLOWED = {
    **dict.fromkeys(("position-tiptoe", "tiptoe-stand", "tiptoe-on-stairs", "way-set"), STEADY),
    **dict.fromkeys(("instruct-tiptoe", "instruct-raises"), STEADY),
    "advice-shockwave": re.compile("shockwave treatment"),
    "counting-set": re.compile("Only the last"),
}
"""Words that blame or promise elsewhere, and are a name or a choice here."""

FRAGMENTS = {
    *(name for key in MESSAGES for name in SHIPPED.needs_of(key).references),
    *("begun", "begun-short", "begun-many", "names-many", "the-name", "arch-rounds"),
    *("clock-time", "day-plural", "reminder-days", "reminder-day", "reminder-when"),
    *(f"short-{unit}" for unit in (*ExerciseId, *Part)),
    *(key for key in MESSAGES if key.startswith("chosen-")),
} - {
    *("exercise-done", "feel-tiptoe", "help-resume", "dose-towel", "set"),
    *("welcome-back", "record-month", "nothing-yet-today"),
}
"""Messages that stand inside others; those taken away are sentences by themselves, too."""

WRITTEN = frozenset(key for key in MESSAGES if key.startswith("card-"))
"""Messages for a card: lines for the eye, with digits."""

TIME = "screen-time"
"""A time on a screen: it has digits, too."""


SHOWN = {key for key in MESSAGES if key.startswith("screen-")}
"""Messages of a screen: words to be read, not sentences."""

SAYINGS = [said for key in MESSAGES for said in SHIPPED.renderings(key)]


def _named(key):
    return [said for said in SAYINGS if said.key == key]


@pytest.mark.parametrize("key", MESSAGES)
def test_a_message_has_words_for_whatever_it_is_asked_with(key):
    """No value is missing, no choice leads nowhere, nothing is left unspoken."""
    said = [WORDS(each) for each in _named(key)]

    unsayable = r"[{}$<>&_#*]|\s\s|^\s|\s$" + (r"" if key in {*WRITTEN, TIME} else r"|\d")
    assert said
    assert [] == [text for text in said if re.search(unsayable, text)]


@pytest.mark.parametrize("key", MESSAGES)
def test_a_message_says_nothing_that_is_never_said(key):
    """House rules for the ear, whatever the values."""
    never = re.compile(rf"\b({'|'.join(NEVER_SAID)})\b", re.IGNORECASE)

    allowed = ALLOWED.get(key, re.compile("^$"))
    said = [allowed.sub("", text) for text in map(WORDS, _named(key))]
    assert [] == [text for text in said if never.search(text)]


@pytest.mark.parametrize("key", sorted(SHOWN - {"screen-when"}))
def test_what_a_screen_says_is_read_from_the_floor(key):
    """
    A word or two: eight or nine characters fill a screen's width from three metres.

    The name of a day is as long as it is, and stands above what was done on it.
    """
    said = [WORDS(each) for each in _named(key)]

    form = r"\d{1,2}:\d\d [AP]M" if key == TIME else r"[A-Z][a-z ]{0,8}[?]?"
    assert said
    assert [] == [text for text in said if not re.fullmatch(form, text)]


@pytest.mark.parametrize("key", sorted(WRITTEN))
def test_a_line_of_a_card_is_a_line(key):
    """A capital at its start, no stop at its end, no number in words."""
    number = re.compile(r"\b(one|two|three|twenty-one)\b")
    said = [WORDS(each) for each in _named(key)]

    assert [] == [text for text in said if not re.fullmatch(r"[A-Z][^.?!]*", text)]
    assert [] == [text for text in said if number.search(text)]


@pytest.mark.parametrize("key", sorted(WRITTEN))
def test_a_card_knows_nothing_of_pain(key):
    """It stays in the app, for the whole household to see."""
    of_pain = re.compile(r"\b(sore|pain|hurt|ache|numb|swollen)", re.IGNORECASE)

    assert [] == [text for text in map(WORDS, _named(key)) if of_pain.search(text)]


@pytest.mark.parametrize(
    "key", [key for key in MESSAGES if key not in FRAGMENTS | LOWER_CASE | WRITTEN | SHOWN]
)
def test_a_sentence_begins_with_a_capital_and_ends_with_a_stop(key):
    """What is said by itself is whole sentences; a name alone has no stop."""
    whole = r"[A-Z].*" if key.startswith("name-") else r"[A-Z].*[.?]"

    assert [] == [
        text for text in map(WORDS, _named(key)) if text and not re.fullmatch(whole, text)
    ]


@pytest.mark.parametrize("key", MESSAGES)
def test_punctuation_stands_right_behind_its_word(key):
    """No pause where there is none to be made."""
    assert [] == [text for text in map(WORDS, _named(key)) if re.search(r" [,.?!:;]|[,.]{2}", text)]


def test_only_sides_and_rests_may_have_nothing_to_say():
    """A message is silent for a reason: no side named, nothing special about it, none to count."""
    silent = {said.key for said in SAYINGS if not WORDS(said)}

    sides = {"side", "side-words", "part-words", "change", "rest-raises"}
    counts = {"week-rounds", "so-far"}
    # A time of the day before one of the same part.
    said_after = {"part-of-the-clock"}
    assert sides | counts | said_after >= silent


def test_every_message_is_looked_at():
    """A control: the messages were read, and its choices were found."""
    assert len(MESSAGES) > 150
    assert {said.key for said in SAYINGS} == set(MESSAGES)
    assert len(SAYINGS) > 1000
    assert {"sets", "side", "part", "n", "way"} == SHIPPED.needs_of("lead").names


@pytest.mark.parametrize(
    "key",
    [key for key in MESSAGES if any(each.id.name == "v1" for each in MESSAGES[key].attributes)],
)
def test_variants_of_a_message_differ(key):
    """That is what they are for; a third asking comes back to the first of two."""
    entry = MESSAGES[key]
    number = len(entry.attributes)
    for said in _named(key):
        texts = [WORDS(Message(key, said.values, variant=variant)) for variant in range(2 * number)]

        assert number == len(set(texts))
        assert texts[:number] == texts[number:]
    assert [f"v{at}" for at in range(1, number + 1)] == [each.id.name for each in entry.attributes]


@pytest.mark.parametrize("talk", Talk)
@pytest.mark.parametrize(
    ("side", "foot"), [(Side.LEFT, "left"), (Side.RIGHT, "right"), (None, "both feet")]
)
def test_the_towel_scrunch_names_the_foot(talk, side, foot):
    """The sore one; both together where both are sore or none is named. At every length."""
    said = narration_for()(message("instruct-towel", talk=talk, side=side, way=None)).lower()
    others = {"left", "right", "both feet"} - {foot}

    assert foot in said
    assert not any(other in said for other in others)


@pytest.mark.parametrize("key", [key for key in MESSAGES if key.startswith("instruct-")])
def test_less_talk_has_fewer_words(key):
    """Full, brief, minimal: each shorter than the one before."""
    for said in _named(key):
        full, brief, minimal = (
            len(WORDS(Message(key, said.values, talk=talk)).split())
            for talk in (Talk.FULL, Talk.BRIEF, Talk.MINIMAL)
        )

        assert full > brief > minimal


@pytest.mark.parametrize(
    ("amounts", "talk", "expected"),
    [
        ("full brief minimal", Talk.FULL, "Full."),
        ("full brief minimal", Talk.BRIEF, "Brief."),
        ("full brief minimal", Talk.MINIMAL, "Minimal."),
        ("full minimal", Talk.BRIEF, "Full."),
        ("full brief", Talk.MINIMAL, "Brief."),
        ("brief minimal", Talk.FULL, "Brief."),
        ("full", Talk.MINIMAL, "Full."),
        ("minimal", Talk.FULL, "Minimal."),
    ],
)
def test_a_missing_amount_of_talk_falls_back_to_the_nearest(amounts, talk, expected):
    """Rather too much than nothing."""
    source = "do =\n" + "".join(f"    .{amount} = {amount}.\n" for amount in amounts.split())

    assert expected == narration_of(source)(message("do", talk=talk))


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "zero"), (1, "one"), (12, "twelve"), (20, "twenty"), (21, "twenty-one"), (60, "sixty")],
)
def test_a_number_is_spelled(number, words):
    """A voice would read digits, but a word's length decides whether it fits its second."""
    assert words == WORDS(message("count", n=number))


def _begun(unit, done, sets, key="begun-short"):
    return message(key, exercise=unit, n=done, sets=sets)


def _rounds(told, done):
    return message("arch-rounds", told=told, rounds=done, rounds_per_day=3)


@pytest.mark.parametrize(
    ("exercises", "said"),
    [
        (names([CALF]), "Calf stretch."),
        (names([CALF, TOWEL]), "Calf stretch and towel scrunch."),
        (names([CALF, TOWEL, ARCH]), "Calf stretch, towel scrunch and arch stretch."),
        (names([CALF, TOWEL, HAMSTRING, ARCH]), "Four exercises."),
        (names([CALF, TOWEL, HAMSTRING, Part.ROCK, ARCH]), "Four exercises and heel rocks."),
        ((_begun("calf", 1, 3, "begun"),), "One of three sets of the calf stretch."),
        ((_begun("arch", 4, 10, "begun"),), "Four of ten holds of the arch stretch."),
        ((_begun("towel", 0, 3),), "Part of the towel scrunch."),
        (
            (_begun("calf", 1, 3), _begun("rock", 0, 3)),
            "One of three calf sets and part of the heel rocks.",
        ),
        ((*names([CALF]), _begun("tiptoe", 2, 3)), "Calf stretch and two of three tiptoe sets."),
        ((message("begun-many", n=3),), "Parts of three exercises."),
        ((*names([TOWEL]), _rounds("some", 1)), "Towel scrunch and one of three arch rounds."),
        ((_rounds("all", 3),), "All three arch rounds."),
        ((_rounds("more", 4),), "Four arch rounds."),
        ((message("name-all"),), "All five exercises."),
    ],
)
def test_a_list_of_messages_is_joined_as_people_join_it(exercises, said):
    """Up to three exercises are named, more are a number; "and" stands before the last."""
    found = WORDS(message("not-yet", exercises=exercises))

    assert f"Not yet: {said[0].lower()}{said[1:]}" == found


@pytest.mark.parametrize("unit", [*ExerciseId, *Part])
def test_every_exercise_is_named_wherever_all_are(unit):
    """A control: whoever adds an exercise is told which sentences it is missing from."""
    short = WORDS(message(f"short-{unit}")).lower()

    named = WORDS(message(f"name-{unit}")).lower() if unit in tuple(Part) else short
    assert WORDS(message("left-out", exercise=unit)).lower() == f"{named} left out."
    if unit in ExerciseId:
        assert re.search(rf"\b{short}\b", WORDS(message("ask-which-exercise")))
    if unit in UNITS:
        assert WORDS(message(f"name-{unit}")).lower() in WORDS(message("list")).lower()


def test_a_list_can_have_articles():
    """Where the sentence needs "the" before each name."""
    assert "Earlier you did the calf stretch and the arch stretch. Do the other three?" == WORDS(
        message("ask-rest-of-day", exercises=names([CALF, ARCH], article=True), left=3)
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (message("exercise-done", exercise="calf"), "Calf stretch done."),
        (message("exercise-done", exercise="raises"), "Raises done."),
        (message("rest-tip"), "Say Alexa, skip, to cut it short."),
        (
            message("lead", n=2, sets=3, side="left", part=None, way=None),
            "Set two of three. Left leg.",
        ),
        (message("lead", n=1, sets=1, side=None, part="rock", way=None), "One set. Heel rocks."),
        (
            message("where", exercise="calf", n=2, sets=3, side="left"),
            "Calf stretch, set two of three, left.",
        ),
        (
            message("time-left", minutes=1, exercises=names([ARCH])),
            "About a minute: arch stretch to come.",
        ),
        (message("time-left", minutes=2, exercises="none"), "About two minutes."),
        (message("about", minutes=21), "About twenty-one minutes"),
    ],
)
def test_a_sentence_is_put_together_as_people_say_it(said, words):
    """Capitals at the start of sentences only, no space before a stop."""
    assert words == WORDS(said)


@pytest.mark.parametrize("key", sorted(LOWER_CASE))
def test_the_words_of_a_count_are_no_sentences(key):
    """Cells: no capital, no stop."""
    assert [] == [text for text in map(WORDS, _named(key)) if re.search(r"[A-Z.?!]", text)]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (message("no-such-message"), "no message no-such-message"),
        (message("rest"), "rest: "),
        (message("instruct-yoga", talk=Talk.FULL), "no message instruct-yoga"),
    ],
)
def test_a_message_without_words_is_a_fault_and_named(said, why):
    """An unknown key or a missing value is never spoken as if nothing were wrong."""
    with pytest.raises(UnknownMessage, match=why):
        WORDS(said)


@pytest.mark.parametrize("text", ["a & b <c>", '"quoted"', "a {b} c"])
def test_values_are_spoken_as_they_are(text):
    """The narration neither escapes nor reads values; that is for what writes SSML."""
    said = narration_of("say = It is { $value }.")

    assert f"It is {text}." == said(message("say", value=text))


def test_no_mark_of_writing_direction_comes_into_speech():
    """Voices would read them out."""
    said = narration_of("say = It is { $value }.")(message("say", value="left"))

    assert said.isascii()
