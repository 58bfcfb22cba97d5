"""Counts are exact: each second of a hold and each phase of a repetition in its own slot."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from skill.routine.cues import (
    Cue,
    CueKind,
    end_signal,
    filled,
    joined,
    length_ms,
    rest,
    spoken_cue,
    start_signal,
    work_cues,
)
from skill.routine.exercises import ExerciseId, Foot, Pace, Part, Side
from skill.routine.message import message
from skill.routine.plan import Pick, make_plan
from skill.routine.settings import Counting, Settings, Talk
from skill.routine.timeline import Timeline
from tests.choices import chosen
from tests.unit.routine.walking import told, words

COUNTED_DOWN = (
    "thirty twenty-nine twenty-eight twenty-seven twenty-six twenty-five twenty-four twenty-three"
    " twenty-two twenty-one twenty nineteen eighteen seventeen sixteen half-way fourteen thirteen"
    " twelve eleven ten nine eight seven six five four three two one"
)

LAST_THREE = "3 three/2 two/1 one"


def _step(exercise, index=0, part=None, **choices):
    return make_plan((Pick(exercise, part),), chosen(**choices))[index]


def _count(step, counting=Counting.EVERY_SECOND, talk=Talk.BRIEF):
    return told(Timeline(work_cues(step, counting, talk, words())))


def _spoken(step, counting):
    """Return what is said in a hold, by seconds left."""
    seconds = step.work.slot_seconds
    return {seconds - int(start): text for start, _, text in _count(step, counting) if text}


def test_a_hold_of_thirty_seconds_counts_down_with_half_way_in_the_middle():
    """Thirty cells of one second; "half way" is the sixteenth."""
    expected = [
        (second, second + 1, text.replace("half-way", "half way"))
        for second, text in enumerate(COUNTED_DOWN.split())
    ]

    assert expected == _count(_step(ExerciseId.CALF))
    assert "half way" == expected[15][2]


@pytest.mark.parametrize(
    ("counting", "spoken"),
    [
        (
            Counting.EVERY_FIVE,
            "30 thirty/25 twenty-five/20 twenty/15 half way/10 ten/5 five/4 four/" + LAST_THREE,
        ),
        (Counting.LAST_FIVE, "15 half way/5 five/4 four/" + LAST_THREE),
        (Counting.LAST_THREE, LAST_THREE),
        (Counting.SILENT, ""),
    ],
)
def test_each_style_says_its_own_seconds_of_a_hold(counting, spoken):
    """What is said with so many seconds left, and nothing else."""
    expected = dict(each.split(" ", 1) for each in spoken.split("/") if each)

    assert {int(left): text for left, text in expected.items()} == _spoken(
        _step(ExerciseId.CALF), counting
    )


@pytest.mark.parametrize(
    ("exercise", "seconds", "left"),
    [
        (ExerciseId.CALF, 30, 15),
        (ExerciseId.CALF, 35, 17),
        (ExerciseId.CALF, 45, 22),
        (ExerciseId.CALF, 60, 30),
        (ExerciseId.HAMSTRING, 20, 10),
        (ExerciseId.HAMSTRING, 25, 12),
        (ExerciseId.ARCH, 30, 15),
        (ExerciseId.ARCH, 10, None),
    ],
)
def test_half_way_comes_at_half_the_hold_rounded_down(exercise, seconds, left):
    """With so many whole seconds left; never in a hold of ten."""
    step = _step(exercise, **{f"{exercise}_hold_seconds": seconds})
    expected = [] if left is None else [left]
    for counting in (Counting.EVERY_SECOND, Counting.EVERY_FIVE, Counting.LAST_FIVE):
        spoken = _spoken(step, counting)

        assert expected == [second for second, text in spoken.items() if text == "half way"]


@pytest.mark.parametrize("counting", [each for each in Counting if each is not Counting.COACH])
@pytest.mark.parametrize("seconds", range(30, 61, 5))
def test_a_hold_is_one_cell_a_second_in_every_style_but_the_coachs(seconds, counting):
    """Styles differ in words, never in time."""
    cues = work_cues(
        _step(ExerciseId.CALF, calf_hold_seconds=seconds), counting, Talk.BRIEF, words()
    )

    assert [(CueKind.COUNT, 1000)] * seconds == [(cue.kind, cue.slot_ms) for cue in cues]


@pytest.mark.parametrize("seconds", [30, 45, 60])
def test_a_hold_in_ticks_has_one_a_second_and_two_half_way(seconds):
    """A device without sounds has the words in their place."""
    step = _step(ExerciseId.CALF, calf_hold_seconds=seconds)
    cues = work_cues(step, Counting.TICKS, Talk.BRIEF, words())
    expected = {left: 2 if left == seconds // 2 else 1 for left in range(seconds, 0, -1)}

    assert expected == {seconds - at: cue.ticks for at, cue in enumerate(cues)}
    assert _count(step) == _count(step, Counting.TICKS)


def test_a_hold_of_ten_seconds_in_ticks_has_no_middle():
    """Its middle is between two holds."""
    cues = work_cues(_step(ExerciseId.ARCH), Counting.TICKS, Talk.BRIEF, words())

    assert [1] * 10 == [cue.ticks for cue in cues]


@pytest.mark.parametrize("counting", [each for each in Counting if each is not Counting.TICKS])
@pytest.mark.parametrize("exercise", ExerciseId)
def test_no_other_style_ticks(exercise, counting):
    """Whoever did not ask for ticks hears words or nothing."""
    cues = work_cues(_step(exercise), counting, Talk.BRIEF, words())

    assert {0} == {cue.ticks for cue in cues}


@pytest.mark.parametrize("talk", Talk)
def test_a_repetition_in_ticks_has_its_number_and_a_tick_a_movement(talk):
    """The number is still said; the tick of a movement stands where its word stood."""
    tiptoe = _step(ExerciseId.RAISES, part=Part.TIPTOE)
    cues = work_cues(tiptoe, Counting.TICKS, talk, words())

    assert [("one", 0, 2000), 1, 1] == [
        (cues[0].text, cues[0].ticks, cues[0].slot_ms),
        cues[1].ticks,
        cues[2].ticks,
    ]
    assert [1000, 3000] == [cue.slot_ms for cue in cues[1:3]]
    assert ("ten, last one", 0) == (cues[27].text, cues[27].ticks)
    assert 30 == len(cues)


def test_numbers_above_twenty_are_spoken_faster():
    """Slow voices run over the second with them; "half way" and the small ones do not."""
    cues = work_cues(
        _step(ExerciseId.CALF, calf_hold_seconds=60), Counting.EVERY_SECOND, Talk.BRIEF, words()
    )
    quick = [60 - second for second, cue in enumerate(cues) if cue.quick]

    assert [left for left in range(60, 20, -1) if left != 30] == quick


@pytest.mark.parametrize(
    ("step", "first", "tenth"),
    [
        (
            _step(ExerciseId.TOWEL),
            [(0, "one, reach"), (1, "pull"), (2, "hold"), (3, "let go")],
            [(36, "ten, reach"), (37, "pull"), (38, "hold"), (39, "let go")],
        ),
        (
            _step(ExerciseId.TOWEL, pace=Pace.SLOW),
            [(0, "one, reach"), (1, "pull"), (3, "hold"), (4, "let go")],
            [(54, "ten, reach"), (55, "pull"), (57, "hold"), (58, "let go")],
        ),
        (
            _step(ExerciseId.RAISES, part=Part.TIPTOE),
            [(0, "one, up"), (2, "hold"), (3, "down")],
            [(54, "ten, last one"), (56, "hold"), (57, "down")],
        ),
        (
            _step(ExerciseId.RAISES, part=Part.TIPTOE, pace=Pace.QUICK),
            [(0, "one, up"), (1, "hold"), (2, "down")],
            [(36, "ten, up"), (37, "hold"), (38, "down")],
        ),
        (
            _step(ExerciseId.RAISES, part=Part.ROCK),
            [(0, "one, back"), (1, "hold"), (2, "down")],
            [(36, "ten, back"), (37, "hold"), (38, "down")],
        ),
    ],
    ids=["towel", "towel slow", "tiptoe", "tiptoe quick", "rock"],
)
def test_a_repetition_is_told_at_its_tempo(step, first, tenth):
    """The number with the first movement, each movement at its second; the tenth is the last."""
    cells = [(start, text) for start, _, text in _count(step)]

    assert first == cells[: len(first)]
    assert tenth == cells[-len(tenth) :]
    assert 10 * len(first) == len(cells)


@pytest.mark.parametrize("exercise", [ExerciseId.TOWEL, ExerciseId.RAISES])
@pytest.mark.parametrize("counting", [Counting.COACH, Counting.LAST_FIVE, Counting.LAST_THREE])
def test_styles_that_tell_the_end_of_a_hold_still_tell_every_repetition(exercise, counting):
    """The words guide the movement."""
    step = _step(exercise)

    assert _count(step) == _count(step, counting)


@pytest.mark.parametrize(
    ("exercise", "said"), [(ExerciseId.TOWEL, "let go"), (ExerciseId.RAISES, "down")]
)
def test_minimal_talk_says_number_and_way_back_only(exercise, said):
    """As in "one ... down": the other movements are silent."""
    step = _step(exercise)
    spoken = [text for _, _, text in _count(step, talk=Talk.MINIMAL) if text]

    assert 20 == len(spoken)
    assert ["one", said, "two", said] == spoken[:4]


def test_a_silent_set_begins_with_a_word_and_says_nothing_in_it():
    """After "begin" there is silence; a set that is counted aloud begins by itself."""
    step = _step(ExerciseId.TOWEL)

    assert {""} == {text for _, _, text in _count(step, Counting.SILENT)}
    assert (Cue(CueKind.SIGNAL, 1000, "Begin."),) == start_signal(step, Counting.SILENT, words())
    assert () == start_signal(step, Counting.EVERY_SECOND, words())


@pytest.mark.parametrize("counting", Counting)
def test_every_hold_starts_with_hold_and_ends_with_and_relax(counting):
    """One second for "hold", before the clock; two for "and relax", after it."""
    step = _step(ExerciseId.HAMSTRING)

    assert (Cue(CueKind.SIGNAL, 1000, "Hold."),) == start_signal(step, counting, words())
    assert Cue(CueKind.SIGNAL, 2000, "And relax.") == end_signal(step, words())


def test_a_hold_of_a_row_is_named_with_its_number():
    """The number goes with its noun, so it is never taken for a second."""
    starts = [
        start_signal(_step(ExerciseId.ARCH, index), Counting.EVERY_SECOND, words())[0].text
        for index in range(10)
    ]

    assert "Hold one." == starts[0]
    assert "Hold ten." == starts[9]


@pytest.mark.parametrize("chosen", [{}, {"foot": Foot.BOTH}])
def test_half_way_is_told_after_the_fifth_arch_hold(chosen):
    """Ten holds of ten have their middle between two holds; on both feet each foot has one."""
    plan = make_plan((Pick(ExerciseId.ARCH),), Settings(**chosen))
    relax = [end_signal(step, words()) for step in plan]
    middle = Cue(CueKind.SIGNAL, 2000, "And relax. Half way.", quick=True)

    assert [middle if step.hold_number == 5 else relax[0] for step in plan] == relax
    assert "And relax." == relax[0].text


def test_two_long_arch_holds_have_no_half_way_between_them():
    """Each says it inside."""
    plan = make_plan((Pick(ExerciseId.ARCH),), chosen(arch_hold_seconds=30))

    assert ["And relax."] * 2 == [end_signal(step, words()).text for step in plan]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", 1),
        ("Tiptoes.", 2),
        ("Other side.", 2),
        ("Calf stretch done.", 2),
        ("Right leg back. Last one.", 3),
        ("Set one of three. Left leg.", 4),
        ("Calf stretch. Left leg back, hands on the wall.", 5),
        ("Towel scrunch. Sit down, towel on the floor, left foot on its near edge.", 7),
    ],
)
def test_a_spoken_slot_follows_from_the_number_of_words(text, seconds):
    """`ceil(0.42 x words + 0.6)` whole seconds."""
    assert seconds * 1000 == words().slot_ms(text)


@given(words_=st.lists(st.sampled_from(["a", "wall", "hands"]), max_size=40))
def test_a_longer_sentence_never_has_a_shorter_slot(words_):
    """More words need more time."""
    slots = [words().slot_ms(" ".join(words_[:end])) for end in range(len(words_) + 1)]

    assert sorted(slots) == slots


@given(slot_ms=st.integers(1, 30).map(lambda seconds: seconds * 1000))
def test_a_pause_with_words_is_as_long_as_asked_for_or_as_its_words(slot_ms):
    """Words at the start, silence behind them, nothing cut off."""
    pause = filled((message("move-calf", side=Side.RIGHT), message("last-one")), slot_ms, words())
    spoken = spoken_cue("Right leg back. Last one.", words())

    assert spoken == pause[0]
    assert max(slot_ms, spoken.slot_ms) == length_ms(pause)
    assert [] == [cue for cue in pause[1:] if cue.text or cue.slot_ms <= 0]


spoken_or_silent = st.one_of(
    st.sampled_from(["Ready.", "Set two of three.", "Left leg."]).map(
        lambda text: spoken_cue(text, words())
    ),
    st.integers(1, 9).map(lambda seconds: rest(seconds * 1000)),
)


@bounds(max_examples=60)
@given(cues=st.lists(spoken_or_silent))
def test_instructions_in_a_row_become_one(cues):
    """No slack falls between two sentences, and no word gets lost."""
    whole = joined(cues, words())
    kinds = [cue.kind for cue in whole]

    assert " ".join(cue.text for cue in cues).split() == " ".join(cue.text for cue in whole).split()
    assert [] == [pair for pair in pairwise(kinds) if pair == (CueKind.INSTRUCT,) * 2]
    assert length_ms(whole) <= length_ms(tuple(cues))
    assert [cue for cue in cues if not cue.text] == [cue for cue in whole if not cue.text]
