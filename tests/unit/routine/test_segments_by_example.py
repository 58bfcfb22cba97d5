"""What is heard, second by second, in the responses that the design spells out."""

from itertools import pairwise

import pytest

from skill.routine.cues import CueKind
from skill.routine.exercises import (
    ExerciseId,
    Foot,
    Order,
    Pace,
    Part,
    RoutineName,
)
from skill.routine.message import message
from skill.routine.plan import Pick, make_plan, picks_of_routine
from skill.routine.segments import After, Composer, Delivery, Entry
from skill.routine.settings import Settings, Talk
from skill.routine.transitions import Floor
from skill.speech.english.rules import English
from skill.speech.narration import FluentNarration
from tests.unit.routine.walking import (
    composer_for,
    told,
    walk,
    words,
)


def _without_counts(timeline):
    """Return what is heard outside the counts; silence has no words."""
    counts = (CueKind.COUNT, CueKind.REP)
    return [
        heard
        for heard, cue in zip(told(timeline), timeline.cues, strict=True)
        if cue.kind not in counts
    ]


def test_the_calf_stretch_is_heard_second_by_second_as_designed():
    """Brief, thirty seconds, three sets, the first of the session: two responses."""
    composer = composer_for(ExerciseId.CALF, ExerciseId.TOWEL)
    first = composer.segment(0, Entry.INTRO, ask=False)
    second = composer.segment(first.next_index, Entry.COUNT)

    assert [
        (0, 5, "Calf stretch. Left leg back, hands on the wall."),
        (5, 15, ""),
        (15, 19, "Set one of three. Left leg."),
        (19, 20, "Hold."),
        (50, 52, "And relax."),
        (52, 55, "Other side. Right leg back."),
        (55, 60, ""),
        (60, 61, "Hold."),
        (91, 93, "And relax."),
        (93, 97, "Set two of three. Left leg back."),
        (97, 101, ""),
        (101, 102, "Hold."),
        (132, 134, "And relax."),
        (134, 136, "Right leg back."),
        (136, 142, ""),
        (142, 143, "Hold."),
        (173, 175, "And relax."),
        (175, 179, "Two of three done. Say ready."),
    ] == _without_counts(first.timeline)
    assert (179_000, After.SEAM) == (first.timeline.length_ms, first.after)
    assert [
        (0, 4, "Set three of three. Left leg."),
        (4, 5, "Hold."),
        (35, 37, "And relax."),
        (37, 40, "Right leg back. Last one."),
        (40, 45, ""),
        (45, 46, "Hold."),
        (76, 78, "And relax."),
        (78, 80, "Calf stretch done."),
        (80, 87, "Towel scrunch. Sit down, towel on the floor, both feet on its near edge."),
        (87, 102, ""),
        (102, 103, "Ready?"),
    ] == _without_counts(second.timeline)
    assert (103_000, After.READY) == (second.timeline.length_ms, second.after)
    assert [(19, 50), (60, 91), (101, 132), (142, 173)] == _mark_seconds(first)
    assert [(4, 35), (45, 76)] == _mark_seconds(second)
    assert (35, 36, "half way") in told(first.timeline)


def _mark_seconds(segment):
    return [(mark.start_ms / 1000, mark.end_ms / 1000) for mark in segment.timeline.marks]


def test_an_arch_hold_takes_thirteen_seconds():
    """One for "hold two", ten counted, two for "and relax"; then the next "hold" at once."""
    timeline = composer_for(ExerciseId.ARCH).segment(0, Entry.COUNT).timeline
    second = [heard for heard in told(timeline) if 13 <= heard[0] < 26]

    numbers = ["ten", "nine", "eight", "seven", "six", "five", "four", "three", "two", "one"]
    assert [
        (13, 14, "Hold two."),
        *((14 + at, 15 + at, number) for at, number in enumerate(numbers)),
        (24, 26, "And relax."),
    ] == second
    assert [13.0 * at for at in range(10)] == [mark.start_ms / 1000 for mark in timeline.marks]


def test_two_long_arch_holds_are_eight_seconds_apart():
    """From the end of one count to the start of the next: relax 2, silence 5, "hold" 1."""
    timeline = composer_for(Pick(ExerciseId.ARCH, hold_seconds=30)).segment(0, Entry.COUNT).timeline

    assert [(31, 33, "And relax."), (33, 38, ""), (38, 39, "Hold two.")] == _without_counts(
        timeline
    )[1:4]


def test_the_arch_stretch_on_both_feet_changes_sides_in_ten_seconds():
    """Its words are part of the switch."""
    composer = composer_for(
        Pick(ExerciseId.ARCH, hold_seconds=30), delivery=Delivery(Settings(foot=Foot.BOTH), words())
    )
    timeline = composer.segment(0, Entry.COUNT).timeline
    heard = _without_counts(timeline)
    at = [text for _, _, text in heard].index("Other side. Right leg across.")

    assert 10 == heard[at + 1][1] - heard[at][0]
    assert (0, 2, "Left leg.") == heard[0]


def test_a_towel_rest_takes_fifteen_seconds_and_ends_with_the_next_set():
    """Words at its start, silence, the set at its end."""
    heard = _without_counts(composer_for(ExerciseId.TOWEL).segment(0, Entry.COUNT).timeline)

    assert [
        (3, "Set one of three."),
        (2, "And relax."),
        (2, "Rest, fifteen seconds."),
        (3, "Lay the towel flat again."),
        (7, ""),
        (3, "Set two of three."),
        (2, "And relax."),
    ] == [(end - start, text) for start, end, text in heard[:7]]


def test_the_tip_to_skip_a_rest_is_part_of_its_seconds():
    """It takes from the silence."""
    delivery = Delivery(Settings(), words(), rest_tip=True)
    plain = composer_for(ExerciseId.TOWEL).segment(0, Entry.COUNT)
    tipped = composer_for(ExerciseId.TOWEL, delivery=delivery).segment(0, Entry.COUNT)

    assert plain.timeline.length_ms == tipped.timeline.length_ms
    assert (False, True) == (plain.tipped, tipped.tipped)


def test_the_default_raises_are_cut_after_the_tiptoes_of_set_two():
    """They do not fit as one set and two, so the cut is between the parts."""
    composer = composer_for(ExerciseId.RAISES)
    first = composer.segment(0, Entry.COUNT)
    second = composer.segment(first.next_index, Entry.COUNT)
    units = [(step.unit, step.set_number) for step in composer.plan]

    assert [(Part.TIPTOE, 1), (Part.ROCK, 1), (Part.TIPTOE, 2)] == units[: first.next_index]
    assert "Tiptoes done. Say ready for heel rocks." == first.timeline.cues[-1].text
    assert "Set two of three. Heel rocks." == second.timeline.cues[0].text
    assert After.END is second.after


def test_a_change_of_parts_takes_eight_seconds_with_more_words_the_first_time():
    """At first with the hand on the wall, later by name alone."""
    segments = walk(composer_for(ExerciseId.RAISES, pace=Pace.QUICK))
    heard = [each for segment in segments for each in _without_counts(segment.timeline)]
    changes = [
        (after[1] - change[0], change[2])
        for change, after in pairwise(heard)
        if not after[2] and change[2].endswith(("Hand on the wall.", "Heel rocks."))
    ]

    assert (8, "Now heel rocks. Hand on the wall.") in changes
    assert (8, "Heel rocks.") in changes


def test_getting_up_off_the_floor_is_told_first_and_has_its_own_time():
    """Rolling onto the side comes first; nothing is explained for twenty-five seconds."""
    composer = composer_for(ExerciseId.HAMSTRING, ExerciseId.RAISES)
    hamstring = composer.segment(0, Entry.COUNT)
    *_, up, silence, instruction, ready = hamstring.timeline.cues

    assert ("Roll onto your side and get up slowly.", 25_000) == (up.text, silence.slot_ms)
    assert "Tiptoe raises, then heel rocks. Stand up, one hand on the wall." == instruction.text
    assert "Ready?" == ready.text


@pytest.mark.parametrize("after", [ExerciseId.ARCH, ExerciseId.TOWEL])
def test_who_sits_down_after_getting_up_has_time_for_that_too(after):
    """Up first; then what to do, and the time that it takes to sit."""
    composer = composer_for(ExerciseId.HAMSTRING, after)
    *_, up, silence, instruction, sitting, _ = composer.segment(0, Entry.COUNT).timeline.cues

    assert ("Roll onto your side and get up slowly.", 25_000) == (up.text, silence.slot_ms)
    assert "" == sitting.text != instruction.text
    assert sitting.slot_ms >= 10_000


def test_nobody_who_lies_on_the_floor_hears_the_closing_words():
    """Where the floor exercise is the last, getting up comes first, with its time."""
    plan = make_plan((Pick(ExerciseId.HAMSTRING),), Settings())
    composer = Composer(plan, Delivery(Settings(), words(), closing=(message("closing"),)))
    *_, done, up, silence, closing = composer.segment(0, Entry.COUNT).timeline.cues

    assert words()(message("praise", exercise="hamstring", variant=2)) == done.text
    assert ("Roll onto your side and get up slowly.", 25_000) == (up.text, silence.slot_ms)
    assert closing.text == words()(message("closing"))


def test_getting_up_is_reckoned_with_when_its_words_come_in_the_next_response(monkeypatch):
    """In shorter responses the raises, told in full, do not fit behind the hamstring stretch."""
    monkeypatch.setattr("skill.routine.segments.SEGMENT_MS", 220_000)
    delivery = Delivery(Settings(), words(), talk={ExerciseId.RAISES: Talk.FULL})
    composer = composer_for(ExerciseId.HAMSTRING, ExerciseId.RAISES, delivery=delivery)
    segments = list(walk(composer))
    sound_ms = sum(segment.timeline.length_ms for segment in segments)

    assert After.NEXT in [segment.after for segment in segments]
    assert sound_ms // 1000 + 5 * (len(segments) - 1) == composer.seconds_left(0, Entry.INTRO)


@pytest.mark.parametrize(
    ("entry", "heard"),
    [
        (Entry.COUNT, [(0, 4, "Set two of three. Left leg."), (4, 5, "Hold.")]),
        (Entry.AGAIN, [(0, 2, "Left leg."), (2, 3, "Hold.")]),
        (Entry.RESUME, [(0, 4, "Set two of three. Left leg."), (4, 9, ""), (9, 10, "Hold.")]),
        (
            Entry.RETURN,
            [
                (0, 4, "Left leg back, hands on the wall."),
                (4, 14, ""),
                (14, 18, "Set two of three. Left leg."),
                (18, 19, "Hold."),
            ],
        ),
    ],
)
def test_a_step_is_led_into_as_the_person_comes_back_to_it(entry, heard):
    """After "ready", an interruption, a pause, a relaunch."""
    timeline = composer_for(ExerciseId.CALF).segment(2, entry).timeline

    assert heard == told(timeline)[: len(heard)]


def test_an_answer_comes_first_and_flows_into_the_instruction():
    """Sentences in a row are one, so no slack falls between them."""
    segment = composer_for(ExerciseId.CALF).segment(
        0, Entry.INTRO, before=(message("first-already"),), ask=False
    )

    assert segment.timeline.cues[0].text == (
        "This is the first. Calf stretch. Left leg back, hands on the wall."
    )


@pytest.mark.parametrize(("ask", "after"), [(True, After.READY), (False, After.SEAM)])
def test_the_first_exercise_at_brief_talk_needs_no_ready(ask, after):
    """Only where it is asked for does an introduced exercise wait."""
    segment = composer_for(ExerciseId.CALF).segment(0, Entry.INTRO, ask=ask)

    assert after is segment.after
    assert ask is ("Ready?" == segment.timeline.cues[-1].text)


def test_full_talk_tells_the_dose_and_the_first_time_the_safety_line():
    """Instruction, safety, dose, in that order and in one go."""
    delivery = Delivery(
        Settings(),
        words(),
        talk={ExerciseId.TOWEL: Talk.FULL},
        first_time=frozenset({ExerciseId.TOWEL}),
    )
    text = (
        composer_for(ExerciseId.TOWEL, delivery=delivery).segment(0, Entry.INTRO).timeline.cues[0]
    )

    assert text.text.startswith("Exercise two, towel scrunch. Sit on a chair")
    assert text.text.endswith(
        "Hold one second, and let go. Clear floor. The towel can slip, so stay seated."
        " Three sets of ten."
    )


@pytest.mark.parametrize(
    ("picks", "chosen", "said"),
    [
        ((ExerciseId.CALF,), {}, "Three holds of thirty seconds on each leg."),
        ((Pick(ExerciseId.CALF, sets=1),), {}, "One hold of thirty seconds on each leg."),
        ((ExerciseId.HAMSTRING,), {}, "Two holds of thirty seconds on each leg."),
        ((ExerciseId.RAISES,), {}, "Three sets of ten of each, taking turns."),
        ((Pick(ExerciseId.RAISES, Part.ROCK),), {}, "Three sets of ten."),
        ((ExerciseId.ARCH,), {}, "Ten holds of ten seconds."),
        ((ExerciseId.ARCH,), {"foot": Foot.BOTH}, "Ten holds of ten seconds on each foot."),
        ((Pick(ExerciseId.ARCH, hold_seconds=30),), {}, "Two holds of thirty seconds."),
    ],
)
def test_the_dose_that_is_told_is_the_plans_own(picks, chosen, said):
    """Never a figure written in a message."""
    exercise = getattr(picks[0], "exercise", picks[0])
    delivery = Delivery(Settings(), words(), talk={exercise: Talk.FULL})
    composer = composer_for(*picks, delivery=delivery, **chosen)

    assert composer.segment(0, Entry.INTRO).timeline.cues[0].text.endswith(said)


def test_a_full_routine_at_defaults_asks_for_at_most_eight_words():
    """One launch, and a "ready" for each response but the last."""
    for order in Order:
        chosen = Settings(order=order)
        plan = make_plan(picks_of_routine(RoutineName.FULL, chosen), chosen)
        responses = list(walk(Composer(plan, Delivery(chosen, words())), ask=False))

        assert len(responses) <= 8


def test_the_person_who_may_lie_on_the_floor_is_asked_to_get_up_if_so():
    """The floor exercise was introduced, but left out."""
    composer = composer_for(ExerciseId.HAMSTRING, ExerciseId.ARCH)
    segment = composer.segment(4, Entry.INTRO, floor=Floor.MAYBE)

    assert "Roll onto your side and get up slowly if you're down." == segment.timeline.cues[0].text
    assert 25_000 == segment.timeline.cues[1].slot_ms


PRAISE_WORDINGS = 8


def praised(day):
    """Return the exercises of a full routine with what is said when each of them is done."""
    said = {}

    class Listening(FluentNarration):
        def __call__(self, asked):
            text = super().__call__(asked)
            if asked.key == "praise":
                said[dict(asked.values)["exercise"]] = asked.variant % PRAISE_WORDINGS, text
            return text

    plan = make_plan(picks_of_routine(RoutineName.FULL, Settings()), Settings())
    for _ in walk(Composer(plan, Delivery(Settings(), Listening(English()), day=day))):
        pass
    return said


def test_no_line_of_praise_comes_twice_on_a_day_or_in_a_week():
    """On a day no two exercises are praised in one way, and in a week none is twice."""
    days = [praised(738_000 + day) for day in range(16)]

    for said in days:
        assert {*ExerciseId} == said.keys()
        assert len({wording for wording, _ in said.values()}) == len(said)
    for exercise in ExerciseId:
        texts = [said[exercise][1] for said in days]
        assert all(7 == len({*texts[day : day + 7]}) for day in range(10))
