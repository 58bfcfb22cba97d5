"""SSML: always well formed, breaks that Alexa takes, and about as long as the timeline."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from skill.routine.cues import Cue, CueKind
from skill.routine.delivery import Entry
from skill.routine.exercises import ExerciseId
from skill.routine.hold_cues import hold_cue
from skill.routine.message import message
from skill.routine.plan import Pick
from skill.routine.settings import Counting
from skill.routine.timeline import Timeline
from skill.speech.ssml import speech, timeline_speech
from tests.limits import SSML_AUDIO_FILES
from tests.unit.routine.walking import coached, composer_for, walks, words

HOSTILE = st.text(
    alphabet=st.characters(min_codepoint=32, exclude_categories=["Cs", "Cn", "Co"]), max_size=30
) | st.sampled_from(["<speak>", "</speak>", "a & b", "&amp;", '<break time="99s"/>', "]]>", "<!--"])


def _parsed(ssml):
    root = ET.fromstring(ssml)  # noqa: S314  (made by the code under test)
    assert "speak" == root.tag
    return root


def _breaks_ms(ssml):
    times = [element.get("time") for element in _parsed(ssml).iter("break")]
    return [int(re.fullmatch(r"(\d+)ms", time)[1]) for time in times]


def _said(ssml):
    """Return the words between the breaks, in order."""
    root = _parsed(ssml)
    texts = [root.text, *(element.tail for element in root)]
    return [text.strip() for text in texts if text and text.strip()]


@bounds(max_examples=80)
@given(texts=st.lists(HOSTILE, max_size=4), silence_ms=st.integers(0, 60_000))
def test_any_text_becomes_well_formed_speech_that_says_it(texts, silence_ms):
    """No text can open a tag, close the speech or break the response."""
    ssml = speech(texts, silence_ms=silence_ms)

    assert {"speak", "break"} >= {element.tag for element in _parsed(ssml).iter()}
    assert " ".join(" ".join(texts).split()) == " ".join(" ".join(_said(ssml)).split())


@bounds(max_examples=80)
@given(texts=st.lists(HOSTILE, min_size=1, max_size=4), before=st.lists(HOSTILE, max_size=2))
def test_any_timeline_becomes_well_formed_speech_that_says_it(texts, before):
    """Words of cues and words before them, whatever is in them."""
    cues = tuple(Cue(CueKind.INSTRUCT, 2000, text) for text in texts)
    ssml = timeline_speech(Timeline(cues), words(), before=before)

    assert {"speak", "break"} >= {element.tag for element in _parsed(ssml).iter()}
    assert " ".join(" ".join([*before, *texts]).split()) == " ".join(" ".join(_said(ssml)).split())


@bounds(max_examples=80)
@given(silence_ms=st.integers(0, 120_000))
def test_a_silence_is_made_of_breaks_of_at_most_ten_seconds(silence_ms):
    """Alexa takes no longer ones; together they are the silence asked for."""
    breaks = _breaks_ms(speech(["Take your time.", "Say ready."], silence_ms=silence_ms))

    assert silence_ms == sum(breaks)
    assert all(0 < each <= 10_000 for each in breaks)


def test_a_silence_stands_before_the_last_sentence():
    """Time is given between the two sentences of a reprompt."""
    assert '<speak>Take your time. <break time="5000ms"/> Say ready.</speak>' == speech(
        ["Take your time.", "Say ready."], silence_ms=5_000
    )


def test_nothing_to_say_is_still_speech():
    """Empty texts leave no gaps."""
    assert "<speak></speak>" == speech([])
    assert "<speak>One. Two.</speak>" == speech(["One.", "", "Two."])


@bounds(max_examples=40)
@given(walked=walks())
def test_no_break_of_a_response_is_longer_than_alexa_takes(walked):
    """Get-ready, rests and silent holds come in pieces."""
    for segment in walked.segments:
        assert all(
            0 < each <= 10_000 for each in _breaks_ms(timeline_speech(segment.timeline, words()))
        )


@bounds(max_examples=40)
@given(walked=walks())
def test_breaks_and_modelled_words_last_as_long_as_the_timeline(walked):
    """Within two hundredths: a word modelled longer than its slot is all that may be over."""
    for segment in walked.segments:
        ssml = timeline_speech(segment.timeline, words())
        root = _parsed(ssml)
        texts = [text for text in (root.text, *(each.tail for each in root)) if text]
        total_ms = sum(_breaks_ms(ssml)) + sum(words().spoken_ms(text.strip()) for text in texts)

        assert abs(total_ms - segment.timeline.length_ms) <= max(
            500, segment.timeline.length_ms // 50
        )


@pytest.mark.parametrize(
    ("pick", "chosen", "told"),
    [
        (ExerciseId.CALF, {}, "thirty/twenty-five/twenty/half way/ten/five"),
        (
            ExerciseId.CALF,
            {"calf_hold_seconds": 35},
            "thirty-five/thirty/twenty-five/twenty/fifteen/ten/five",
        ),
        (
            ExerciseId.CALF,
            {"calf_hold_seconds": 45},
            "forty-five/forty/thirty/twenty/ten",
        ),
        (
            ExerciseId.CALF,
            {"calf_hold_seconds": 60},
            "sixty/fifty/forty/half way/twenty/ten",
        ),
        (
            Pick(ExerciseId.HAMSTRING),
            {"hamstring_hold_seconds": 20},
            "twenty/fifteen/half way/five",
        ),
        (ExerciseId.ARCH, {}, "ten/five"),
        (ExerciseId.CALF, {"counting": Counting.LAST_FIVE}, "half way/five"),
        (ExerciseId.CALF, {"counting": Counting.LAST_THREE}, ""),
        (ExerciseId.CALF, {"counting": Counting.SILENT}, ""),
    ],
)
def test_every_fifth_second_of_a_hold_is_told_and_every_tenth_of_a_long_one(pick, chosen, told):
    """Never each second: the error of so many words would add up."""
    timeline = composer_for(pick, **chosen).segment(0, Entry.COUNT).timeline
    said = _said(timeline_speech(timeline, words()))
    hold = next(at for at, text in enumerate(said) if text.startswith("Hold"))
    expected = [text for text in told.split("/") if text]

    assert [*expected, "And relax."] == said[hold + 1 : hold + 2 + len(expected)]


@pytest.mark.parametrize(
    ("pick", "chosen", "told"),
    [
        (ExerciseId.CALF, {}, "thirty, CUE/twenty-five/twenty/half way/ten/five"),
        (ExerciseId.CALF, {"calf_hold_seconds": 60}, "sixty, CUE/fifty/forty/half way/twenty/ten"),
        (
            ExerciseId.HAMSTRING,
            {},
            "thirty, breathe in/twenty-five, CUE/twenty, breathe in/half way, and out/ten/five",
        ),
        (ExerciseId.ARCH, {}, "ten, CUE/five"),
    ],
)
def test_a_cue_is_told_right_after_its_number(pick, chosen, told):
    """With no pause between the two, whose error would come on top."""
    composer = composer_for(pick, delivery=coached(), **chosen)
    cue = words()(message(hold_cue(composer.plan[0], composer.delivery.day).key))
    said = _said(timeline_speech(composer.segment(0, Entry.COUNT).timeline, words()))
    hold = next(at for at, text in enumerate(said) if text.startswith("Hold"))
    expected = told.replace("CUE", cue).split("/")

    assert [*expected, "And relax."] == said[hold + 1 : hold + 2 + len(expected)]


def test_a_number_comes_at_its_second():
    """The break before it is shortened by the modelled length of the number before that."""
    cells = tuple(Cue(CueKind.COUNT, 1000, str(left)) for left in range(10, 0, -1))

    assert (
        "<speak>"
        f'10 <break time="{5000 - words().spoken_ms("10")}ms"/>'
        f' 5 <break time="{5000 - words().spoken_ms("5")}ms"/>'
        "</speak>"
    ) == timeline_speech(Timeline(cells), words())


@bounds(max_examples=40)
@given(walked=walks())
def test_speech_alone_has_no_more_audio_files_than_alexa_takes(walked):
    """A hold in ticks would need more: its ticks are words."""
    for segment in walked.segments:
        root = _parsed(timeline_speech(segment.timeline, words()))

        assert len(list(root.iter("audio"))) <= SSML_AUDIO_FILES


def test_ticks_are_told_in_words_without_apla():
    """As in the other styles: every fifth second, and each movement."""
    hold = composer_for(ExerciseId.CALF, counting=Counting.TICKS).segment(0, Entry.COUNT).timeline
    towel = composer_for(ExerciseId.TOWEL, counting=Counting.TICKS).segment(0, Entry.COUNT).timeline
    said = _said(timeline_speech(hold, words()))
    start = said.index("Hold.")

    assert ["thirty", "twenty-five", "twenty", "half way", "ten", "five", "And relax."] == said[
        start + 1 : start + 8
    ]
    assert "one pull hold let go" in " ".join(_said(timeline_speech(towel, words())))


def test_sentences_never_run_into_one_another():
    """Where a slot leaves no time for a break, and after words that come first, is a space."""
    tight = tuple(Cue(CueKind.REP, 100, text) for text in ("one, reach", "pull"))

    assert "<speak>Saved later. one, reach pull</speak>" == timeline_speech(
        Timeline(tight), words(), before=["Saved later."]
    )


def test_every_repetition_is_told_without_apla_too():
    """They guide the movement."""
    timeline = composer_for(ExerciseId.TOWEL).segment(0, Entry.COUNT).timeline
    said = _said(timeline_speech(timeline, words()))
    numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]

    # From the second set on the movement is known: its number and its end are enough.
    assert [f"{number}, reach" for number in numbers] == [
        text for text in said if text.endswith(", reach")
    ]
    assert numbers * 2 == [text for text in said if text in numbers]
    assert 3 == said.count("And relax.")


def test_every_hold_ends_with_and_relax_without_apla_too():
    """In every style."""
    for counting in Counting:
        timeline = composer_for(ExerciseId.CALF, counting=counting).segment(0, Entry.COUNT).timeline
        said = _said(timeline_speech(timeline, words()))

        assert len(timeline.marks) == said.count("And relax.") == said.count("Hold.")


def test_numbers_take_between_a_quarter_and_one_and_a_half_seconds():
    """A control of the model: the shortest and the longest that are spoken."""
    lengths = [words().spoken_ms(words()(said)) for said in _counts()]

    assert 250 <= min(lengths) <= max(lengths) <= 1_500
    assert 0 == words().spoken_ms("")


def _counts():
    return [message("count", n=number) for number in range(1, 61)]
