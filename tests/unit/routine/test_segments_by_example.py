"""What is heard, second by second, in the responses that the design spells out."""

from itertools import pairwise, takewhile

import pytest

from skill.routine.cues import CueKind, length_ms
from skill.routine.delivery import LISTENING_MS, After, Delivery, Entry, Tip
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
from skill.routine.segments import Composer
from skill.routine.settings import Settings, Talk
from skill.routine.transitions import Floor
from skill.speech.english.rules import English
from skill.speech.narration import FluentNarration
from tests.unit.routine.walking import (
    composer_for,
    responses,
    segments_of,
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
    """Brief, thirty seconds, three sets: one response, which goes on to the towel scrunch."""
    composer = composer_for(ExerciseId.CALF, ExerciseId.TOWEL)
    first = composer.segment(0, Entry.INTRO, ask=False)
    second = first.then

    assert [
        (0, 5, "Calf stretch. Left leg back, hands on the wall."),
        (5, 15, ""),
        (15, 20, "A pull, not a pain. Set one of three."),
        (20, 21, "Hold."),
        (51, 53, "And relax."),
        (53, 55, "Right leg back."),
        (55, 61, ""),
        (61, 62, "Hold."),
        (92, 94, "And relax."),
        (94, 98, "Left leg back. Set two of three."),
        (98, 102, ""),
        (102, 103, "Hold."),
        (133, 135, "And relax."),
        (135, 137, "Right leg back."),
        (137, 143, ""),
        (143, 144, "Hold."),
        (174, 176, "And relax."),
        (176, 180, "Left leg back. Set three of three."),
        (180, 184, ""),
        (184, 185, "Hold."),
        (215, 217, "And relax."),
        (217, 219, "Right leg next."),
    ] == _without_counts(first.timeline)
    assert (219_000, After.SEAM) == (first.timeline.length_ms, first.after)
    assert [
        (0, 4, "Set three of three. Right leg."),
        (4, 5, "Hold."),
        (35, 37, "And relax."),
        (37, 39, "Calf stretch done."),
        (39, 46, "Towel scrunch. Sit down, towel on the floor, both feet on its near edge."),
        (46, 52, ""),
        (52, 54, "Seven more seconds."),
        (54, 61, ""),
        (61, 66, "Tired is fine, cramp is not. Set one of three."),
        (106, 108, "And relax."),
        (108, 110, "Fifteen seconds."),
        (110, 113, "Lay the towel flat."),
        (113, 120, ""),
        (120, 123, "Set two of three."),
        (163, 165, "And relax."),
        (165, 167, "Fifteen seconds."),
        (167, 170, "Lay the towel flat."),
        (170, 177, ""),
        (177, 180, "Set three of three."),
        (220, 222, "And relax."),
        (222, 225, "That's the towel scrunch."),
    ] == _without_counts(second.timeline)
    assert (225_000, After.END, None) == (second.timeline.length_ms, second.after, second.then)
    assert [(20, 51), (61, 92), (102, 133), (143, 174), (184, 215)] == _mark_seconds(first)
    assert [(4, 35), (66, 106), (123, 163), (180, 220)] == _mark_seconds(second)
    assert (36, 37, "half way") in told(first.timeline)


def test_the_calf_stretch_alone_is_cut_between_its_sets():
    """One response all the same, so no set is cut in two."""
    first = composer_for(ExerciseId.CALF).segment(0, Entry.INTRO, ask=False)

    assert ((176, 180, "Two sets done, one to go."), After.SEAM) == (
        _without_counts(first.timeline)[-1],
        first.after,
    )
    assert [
        (0, 4, "Set three of three. Left leg."),
        (4, 5, "Hold."),
        (35, 37, "And relax."),
        (37, 40, "Right leg back. Last one."),
        (40, 45, ""),
        (45, 46, "Hold."),
        (76, 78, "And relax."),
        (78, 80, "Calf stretch done."),
    ] == _without_counts(first.then.timeline)
    assert After.END is first.then.after


def _mark_seconds(segment):
    return [(mark.start_ms / 1000, mark.end_ms / 1000) for mark in segment.timeline.marks]


def test_an_arch_hold_takes_thirteen_seconds():
    """
    One for "hold two", ten counted, two for "and relax"; then the next "hold" at once.

    What it feels like comes before the first.
    """
    timeline = composer_for(ExerciseId.ARCH).segment(0, Entry.COUNT).timeline
    second = [heard for heard in told(timeline) if 17 <= heard[0] < 30]

    numbers = ["ten", "nine", "eight", "seven", "six", "five", "four", "three", "two", "one"]
    assert [
        (17, 18, "Hold two."),
        *((18 + at, 19 + at, number) for at, number in enumerate(numbers)),
        (28, 30, "And relax."),
    ] == second
    assert (0, 4, "Tight along the arch, never sharp.") == told(timeline)[0]
    assert [4 + 13.0 * at for at in range(10)] == [mark.start_ms / 1000 for mark in timeline.marks]


def test_two_long_arch_holds_are_eight_seconds_apart():
    """From the end of one count to the start of the next: relax 2, silence 5, "hold" 1."""
    timeline = composer_for(Pick(ExerciseId.ARCH, hold_seconds=30)).segment(0, Entry.COUNT).timeline

    assert [(35, 37, "And relax."), (37, 42, ""), (42, 43, "Hold two.")] == _without_counts(
        timeline
    )[2:5]


def test_the_arch_stretch_on_both_feet_changes_sides_in_ten_seconds():
    """Its words are part of the switch."""
    composer = composer_for(
        Pick(ExerciseId.ARCH, hold_seconds=30), delivery=Delivery(Settings(foot=Foot.BOTH), words())
    )
    timeline = composer.segment(0, Entry.COUNT).timeline
    heard = _without_counts(timeline)
    at = [text for _, _, text in heard].index("Right leg across.")

    assert 10 == heard[at + 1][1] - heard[at][0]
    assert (0, 4, "Tight along the arch, never sharp. Left leg.") == heard[0]


def test_a_towel_rest_takes_fifteen_seconds_and_ends_with_the_next_set():
    """Words at its start, silence, the set at its end."""
    heard = _without_counts(composer_for(ExerciseId.TOWEL).segment(0, Entry.COUNT).timeline)

    assert [
        (5, "Tired is fine, cramp is not. Set one of three."),
        (2, "And relax."),
        (2, "Fifteen seconds."),
        (3, "Lay the towel flat."),
        (7, ""),
        (3, "Set two of three."),
        (2, "And relax."),
    ] == [(end - start, text) for start, end, text in heard[:7]]


def test_the_tip_to_skip_a_rest_is_part_of_its_seconds():
    """It takes from the silence."""
    delivery = Delivery(Settings(), words(), tips=frozenset({Tip.SKIP_REST}))
    plain = composer_for(ExerciseId.TOWEL).segment(0, Entry.COUNT)
    tipped = composer_for(ExerciseId.TOWEL, delivery=delivery).segment(0, Entry.COUNT)

    assert plain.timeline.length_ms == tipped.timeline.length_ms
    assert (frozenset(), {Tip.SKIP_REST}) == (plain.tips, tipped.tips)
    assert (4, "Say Alexa, skip, to cut it short.") in [
        (end - start, text) for start, end, text in _without_counts(tipped.timeline)[:6]
    ]


def test_the_default_raises_are_cut_after_the_tiptoes_of_set_two():
    """They do not fit as one set and two, so the cut is between the parts."""
    composer = composer_for(ExerciseId.RAISES)
    first = composer.segment(0, Entry.COUNT)
    second = first.then
    units = [(step.unit, step.set_number) for step in composer.plan]

    assert [(Part.TIPTOE, 1), (Part.ROCK, 1), (Part.TIPTOE, 2)] == units[: first.next_index]
    assert "Ten heel rocks next." == first.timeline.cues[-1].text
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


GETTING_UP = [
    (181, 187, "Roll onto your side and get up slowly; hold on to something."),
    (187, 198, ""),
    (198, 200, "Twelve more seconds."),
    (200, 212, ""),
]
"""Twenty-five seconds from the words on; a long silence says that it goes on."""


def test_getting_up_off_the_floor_is_told_first_and_has_its_own_time():
    """Rolling onto the side comes first; nothing is explained for twenty-five seconds."""
    composer = composer_for(ExerciseId.HAMSTRING, ExerciseId.RAISES)
    hamstring = composer.segment(0, Entry.COUNT)
    *_, instruction, ready = hamstring.timeline.cues

    assert GETTING_UP == _without_counts(hamstring.timeline)[-6:-2]
    assert "Tiptoe raises, then heel rocks. Stand up, one hand on the wall." == instruction.text
    assert "Ready?" == ready.text


@pytest.mark.parametrize(
    ("after", "sits_ms"), [(ExerciseId.ARCH, 10_000), (ExerciseId.TOWEL, 15_000)]
)
def test_who_sits_down_after_getting_up_has_time_for_that_too(after, sits_ms):
    """Up first; then what to do, and the time that it takes to sit."""
    composer = composer_for(ExerciseId.HAMSTRING, after)
    cues = composer.segment(4, Entry.INTRO, floor=Floor.DOWN).timeline.cues
    up, *ms_up, instruction = cues[:5]
    sitting = takewhile(
        lambda cue: not cue.text.endswith(("Hold one.", "three.", "sharp.")), cues[5:]
    )

    assert GETTING_UP[0][2] == up.text
    assert 25_000 == length_ms(ms_up)
    assert "Sit" in instruction.text or "across" in instruction.text
    assert sits_ms == length_ms(sitting)


def test_nobody_who_lies_on_the_floor_hears_the_closing_words():
    """Where the floor exercise is the last, getting up comes first, with its time."""
    plan = make_plan((Pick(ExerciseId.HAMSTRING),), Settings())
    composer = Composer(plan, Delivery(Settings(), words(), closing=(message("closing"),)))
    *_, done, up, before, sign, silence, closing = _without_counts(
        composer.segment(0, Entry.COUNT).timeline
    )

    assert words()(message("praise", exercise="hamstring", variant=2)) == done[2]
    assert GETTING_UP == [up, before, sign, silence]
    assert words()(message("closing")) == closing[2]


def test_getting_up_is_reckoned_with_when_its_words_come_in_the_next_response():
    """The towel scrunch, told in full, does not fit behind the hamstring stretch."""
    delivery = Delivery(Settings(), words(), talk={ExerciseId.TOWEL: Talk.FULL})
    composer = composer_for(ExerciseId.HAMSTRING, ExerciseId.TOWEL, delivery=delivery)
    answered = list(responses(composer))
    segments = [segment for response in answered for segment in segments_of(response)]
    sound_ms = sum(segment.timeline.length_ms for segment in segments)
    quiet_ms = LISTENING_MS * (len(segments) - len(answered))

    assert After.NEXT in [segment.after for segment in segments]
    assert (sound_ms + quiet_ms) // 1000 + 5 * (len(answered) - 1) == (
        composer.seconds_left(0, Entry.INTRO)
    )


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
                (14, 17, "Set two of three."),
                (17, 18, "Hold."),
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


@pytest.mark.parametrize("ask", [True, False])
@pytest.mark.parametrize("unfamiliar", [frozenset(), frozenset({ExerciseId.CALF})])
def test_the_first_exercise_needs_no_ready_where_it_is_known(ask, unfamiliar):
    """Only a new one that is asked for waits; it is not counted by itself."""
    delivery = Delivery(Settings(), words(), unfamiliar=unfamiliar)
    segment = composer_for(ExerciseId.CALF, delivery=delivery).segment(0, Entry.INTRO, ask=ask)
    waits = ask and bool(unfamiliar)

    assert (After.READY if waits else After.SEAM) is segment.after
    assert waits is ("Ready?" == segment.timeline.cues[-1].text)
    assert waits is (segment.then is None)


def test_full_talk_tells_what_to_do_and_that_the_towel_can_slip():
    """Instruction, what will be called, safety, in that order and in one go."""
    delivery = Delivery(Settings(), words(), talk={ExerciseId.TOWEL: Talk.FULL})
    text = (
        composer_for(ExerciseId.TOWEL, delivery=delivery)
        .segment(0, Entry.INTRO)
        .timeline.cues[0]
        .text
    )

    assert text.startswith("Towel scrunch. Sit on a chair")
    assert text.endswith(
        "hold a second, let go. I'll call it: reach, pull, hold, let go. Stay seated; the towel"
        " can slip."
    )


@pytest.mark.parametrize(
    ("picks", "chosen", "said"),
    [
        ((ExerciseId.CALF,), {}, "Set one of three."),
        ((Pick(ExerciseId.CALF, sets=1),), {}, "A pull, not a pain. One set."),
        ((ExerciseId.HAMSTRING,), {}, "Set one of two."),
        ((ExerciseId.HAMSTRING,), {"hamstring_sets": 3}, "Set one of three."),
        ((ExerciseId.RAISES,), {}, "Ten of those, then ten heel rocks, three times over."),
        ((ExerciseId.RAISES,), {"raises_sets": 2}, "ten heel rocks, twice over."),
        ((ExerciseId.RAISES,), {"raises_sets": 1}, "ten heel rocks, once over."),
        ((Pick(ExerciseId.RAISES, sets=2),), {}, "ten heel rocks, twice over."),
        ((Pick(ExerciseId.RAISES, Part.ROCK),), {}, "Set one of three."),
        ((ExerciseId.TOWEL,), {"towel_sets": 2}, "Set one of two."),
    ],
)
def test_the_dose_that_is_told_is_the_plans_own(picks, chosen, said):
    """Never a figure written in a message."""
    exercise = getattr(picks[0], "exercise", picks[0])
    delivery = Delivery(Settings(), words(), talk={exercise: Talk.FULL})
    composer = composer_for(*picks, delivery=delivery, **chosen)
    before_count = takewhile(
        lambda cue: cue.kind not in (CueKind.COUNT, CueKind.REP),
        composer.segment(0, Entry.INTRO, ask=False).timeline.cues,
    )

    assert said in " ".join(cue.text for cue in before_count)


def test_a_full_routine_at_defaults_asks_for_at_most_four_words():
    """One launch, and a "ready" for each response but the first."""
    for order in Order:
        chosen = Settings(order=order)
        plan = make_plan(picks_of_routine(RoutineName.FULL, chosen), chosen)
        composer = Composer(plan, Delivery(chosen, words()))

        assert len(list(responses(composer, ask=False))) <= 4


def test_the_person_who_may_lie_on_the_floor_is_asked_to_get_up_if_so():
    """The floor exercise was introduced, but left out."""
    composer = composer_for(ExerciseId.HAMSTRING, ExerciseId.ARCH)
    segment = composer.segment(4, Entry.INTRO, floor=Floor.MAYBE)

    up, *silence = segment.timeline.cues[:4]

    assert "If you're down, roll onto your side and get up slowly." == up.text
    assert 25_000 == length_ms(silence)


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
