"""An exercise that one of the tables, messages or pages leaves out is named by the check."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from skill.routine.cues import BREATH_CELLS
from skill.routine.exercises import EXERCISES, FILL_ORDER, ORDERS, ExerciseId, Order, Part
from skill.routine.hold_cues import HOLD_CUES, CueIdea
from skill.speech.narration import narration_for
from tools.checks import exercises
from tools.checks.exercises import (
    exercise_findings,
    long_cues_findings,
    page_findings,
    unnamed_findings,
)


def test_the_shipped_exercises_have_no_findings():
    """Each has its place everywhere."""
    assert [] == list(exercise_findings())


@pytest.mark.parametrize("gone", ExerciseId)
def test_an_exercise_without_a_row_is_named(monkeypatch, gone):
    """The member alone is not enough."""
    rest = {each: row for each, row in EXERCISES.items() if each is not gone}
    monkeypatch.setattr(exercises, "EXERCISES", MappingProxyType(rest))

    assert f"skill/routine/exercises.py: EXERCISES lacks a row for '{gone}'; add it" in list(
        exercise_findings()
    )


def test_an_exercise_that_is_in_no_order_is_named(monkeypatch):
    """It would never be played, or fail when the order is looked up."""
    orders = {**ORDERS, Order.EASY: ORDERS[Order.EASY][1:]}
    monkeypatch.setattr(exercises, "ORDERS", orders)
    monkeypatch.setattr(exercises, "FILL_ORDER", FILL_ORDER[1:])

    assert [
        "skill/routine/exercises.py: FILL_ORDER lacks a place for 'arch'; add it",
        "skill/routine/exercises.py: ORDERS[EASY] lacks a place for 'arch'; add it",
    ] == list(exercise_findings())


def test_a_part_that_no_exercise_has_is_named(monkeypatch):
    """Its work would be counted under nothing."""
    rest = {each: row for each, row in EXERCISES.items() if not row.parts}
    monkeypatch.setattr(exercises, "EXERCISES", MappingProxyType(rest))

    named = [line for line in exercise_findings() if "with the part" in line]
    assert len(Part) == len(named)


def test_a_message_that_names_all_but_one_is_named():
    """The messages that list the exercises are written by hand."""

    def narration(said):
        return said.key.removeprefix("short-") if said.key.startswith("short-") else "calf, arch"

    assert [
        f"message {key!r} does not name {name.value!r}; add {name.value!r}"
        for key in ("list", "ask-which-exercise")
        for name in ExerciseId
        if name not in ("calf", "arch")
    ] == list(unnamed_findings(narration))


def test_a_counter_that_the_page_lacks_is_named(tmp_path):
    """Whoever reads the table by hand finds each attribute explained."""
    page = tmp_path / "table.md"
    page.write_text(exercises.TABLE_PAGE.read_text("utf-8").replace("`calf_done`", ""), "utf-8")

    assert ["docs/table.md: add the counter `calf_done` of 'calf'"] == list(page_findings(page))


def test_an_exercise_with_a_single_cue_of_an_idea_is_named(monkeypatch):
    """Two days in a row would have the same."""
    few = [cue for cue in HOLD_CUES if cue.exercise != "arch" or cue.idea is not CueIdea.EASE]
    monkeypatch.setattr(exercises, "HOLD_CUES", few)

    assert [
        f"{exercises.CUES}: HOLD_CUES has 0 of at least 2 cues of 'ease' for 'arch'; add some"
    ] == (list(exercise_findings()))


@pytest.mark.parametrize("key", [*(cue.key for cue in HOLD_CUES), "breathe-in", "breathe-out"])
def test_a_cue_that_the_slowest_voice_does_not_end_in_time_is_named(key):
    """It would be cut off: the count goes on at its second."""

    class Wordy:
        slot_ms = narration_for().slot_ms

        def __call__(self, said):
            return "one two three four five six seven eight nine" if said.key == key else "one"

    cells = {cue.key: cue.cells for cue in HOLD_CUES}.get(key, BREATH_CELLS)

    assert [f"message {key!r} needs 5 s, but has {cells}; shorten it"] == list(
        long_cues_findings(Wordy())
    )


def test_a_cue_that_runs_into_a_number_is_named(monkeypatch):
    """There are four seconds between two of them."""
    monkeypatch.setattr(exercises, "HOLD_CUES", [replace(HOLD_CUES[0], cells=5)])

    assert [
        "skill/routine/hold_cues.py: 'cue-calf-heel-down' takes 5 s, but a number comes after 4"
    ] == list(long_cues_findings(narration_for()))
