"""Another language is a class and its messages: no code of the skill changes for it."""

import pytest

from skill.routine.cues import CueKind, filled, instruct, length_ms, work_cues
from skill.routine.exercises import ExerciseId
from skill.routine.message import message, names
from skill.routine.plan import Pick, make_plan
from skill.routine.settings import Counting, Settings, Talk
from skill.routine.timeline import Timeline
from skill.speech import narration
from skill.speech.apla import apla_document
from skill.speech.narration import narration_for
from skill.speech.ssml import timeline_speech

MESSAGES = """
count = { NUM($n) }
half-way = mezo
not-yet = Ankoraŭ ne: { $exercises }.
name-calf = suro
name-arch = arko
"""


class Tally:
    """A made-up language that counts in strokes, says "plus" in lists and takes its time."""

    locale = "eo"

    def messages(self):
        """Return the few words there are."""
        return MESSAGES

    def number(self, number):
        """Return ``iii`` for three."""
        return "i" * number

    def date(self, day, month):
        """Return the month, then the day."""
        return f"{month} {self.number(day.day)}"

    def joined(self, items):
        """Return "suro plus arko"."""
        return " plus ".join(items)

    def slot_ms(self, text):
        """Two seconds a word."""
        return 2_000 * len(text.split())

    def spoken_ms(self, text):
        """Ten milliseconds a letter."""
        return 10 * len(text)

    def is_quick(self, said):
        """Any number of more than twenty-five strokes."""
        return dict(said.values).get("n", 0) > 25


@pytest.fixture
def tally(monkeypatch):
    """Return the narration in the made-up language, for a locale of it."""
    monkeypatch.setitem(narration.LANGUAGES, "xt", Tally)
    return narration_for("xt-TT")


def test_an_answer_is_told_in_the_other_language(tally):
    """Its words, its way to join a list, its own length of a slot."""
    said = message("not-yet", exercises=names([ExerciseId.CALF, ExerciseId.ARCH]))
    (cue,) = instruct([said], tally)

    assert ("Ankoraŭ ne: suro plus arko.", 10_000) == (cue.text, cue.slot_ms)
    assert "Not yet: calf stretch and arch stretch." == narration_for("en")(said)


def test_a_timeline_counts_in_the_other_language(tally):
    """Thirty strokes, twenty-nine strokes: those that are long are spoken faster."""
    step = make_plan((Pick(ExerciseId.CALF),), Settings())[0]
    cues = work_cues(step, Counting.EVERY_SECOND, Talk.BRIEF, tally)
    numbers = ["i" * left if left != 15 else "mezo" for left in range(30, 0, -1)]

    assert numbers == [cue.text for cue in cues]
    assert [left > 25 for left in range(30, 0, -1)] == [cue.quick for cue in cues]
    assert 30_000 == length_ms(cues)


def test_a_timeline_is_rendered_in_the_other_language(tally):
    """As sound and as SSML, whose breaks follow that language's own length of words."""
    step = make_plan((Pick(ExerciseId.CALF),), Settings())[0]
    pause = filled((message("half-way"),), 5_000, tally)
    timeline = Timeline((*pause, *work_cues(step, Counting.EVERY_SECOND, Talk.BRIEF, tally)))
    document = str(apla_document(timeline))
    ssml = timeline_speech(timeline, tally)

    assert [(CueKind.INSTRUCT, 2_000), (CueKind.REST, 3_000)] == [
        (cue.kind, cue.slot_ms) for cue in pause
    ]
    assert f"'{'i' * 26}'" in document
    assert "120%" in document
    assert f'{"i" * 20} <break time="{5_000 - 10 * 20}ms"/>' in ssml


def test_a_language_is_chosen_by_its_primary_subtag(tally):
    """Any locale of it; what there is nothing for is told in English."""
    assert tally is narration_for("xt") is narration_for("XT-yy")
    assert narration_for() is narration_for("en") is narration_for("en-GB") is narration_for("de")
    assert tally is not narration_for()


def test_what_has_no_words_in_a_language_is_a_fault(tally):
    """Two languages in one answer would be worse."""
    with pytest.raises(narration.UnknownMessage):
        tally(message("welcome"))
