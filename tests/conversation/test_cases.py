"""Small dialogues that went wrong once, each for a kind; what was done is looked up as well."""

from datetime import date

import pytest

from skill.routine.exercises import ExerciseId, Foot, Order, Pace

TODAY = date(2026, 11, 23)
LONG_AGO = date(2020, 1, 1)


def profile_of(home):
    """Return what is stored of the person."""
    return home.store.load(home.user_id, since=LONG_AGO).profile


def test_longer_holds_are_about_holds(home):
    """Before the first count of a first visit, and from outside; never more detail."""
    home.says("""
        U: start my heel stretches
        U: left
        U: the whole thing
        U: longer holds
        A: Calf stretch: thirty-five seconds. The hamstring stays at thirty. Ready? (listening)
        U: stop
        U: ask my heel stretches for longer holds
        A: Calf stretch: forty seconds. The hamstring stays at thirty. Anything else? (listening)
    """)
    assert profile_of(home).settings.hold_seconds(ExerciseId.CALF) == 40


@pytest.mark.parametrize(
    ("wish", "question"),
    [
        ("change my foot", "Which foot is sore: left, right or both?"),
        ("change the hold", "Say how many seconds, or shorter, or longer."),
        ("change the sets", "Say how many sets."),
        (
            "change the counting",
            "Say with tips, every second, every five, the last five, or don't count.",
        ),
        ("change how you talk", "Say less talking, or explain everything."),
        ("change the pace", "Say slower, steady, or quicker."),
        ("change the order", "Say the article's order, or the easy order."),
        ("change whether you wait", "Say wait for me, or go on by yourself."),
    ],
)
def test_a_setting_without_its_value_changes_nothing_and_asks(returning_home, wish, question):
    """The session stays open, and a yes names nothing."""
    before = profile_of(returning_home).settings
    returning_home.says(f"""
        U: ask my heel stretches to {wish}
        A: {question} (listening)
        U: yes
        A: {question} (listening)
    """)
    assert profile_of(returning_home).settings == before


def test_asking_for_the_order_does_not_change_it(returning_home):
    """Neither does saying twice where the floor comes."""
    returning_home.says("""
        U: ask my heel stretches what's the order
        A: Say the article's order, or the easy order. (listening)
        U: the floor one last
        A: Easy order: arch first, floor last, from the next time. Anything else?
        U: the floor one last
        A: Easy order: arch first, floor last, from the next time. Anything else?
    """)
    assert profile_of(returning_home).settings.order is Order.EASY


@pytest.mark.parametrize(
    ("said", "pace"), [("shorter rests", Pace.STEADY), ("i can't keep up", Pace.SLOW)]
)
def test_only_who_names_a_pace_gets_another(returning_home, said, pace):
    """Of rests nothing can be set; who cannot keep up wants it slower."""
    returning_home.says(f"""
        U: start my heel stretches
        U: {said}
        A: ... (listening)
    """)
    assert profile_of(returning_home).settings.pace is pace


def test_a_note_names_its_day_and_is_taken_back_from_it(returning_home):
    """The last note, of whatever day; then there is nothing more."""
    returning_home.says("""
        U: ask my heel stretches i did the calf stretch on thursday
        A: Noted for Thursday: calf stretch. (session ends)
        U: ask my heel stretches that doesn't count
        A: Taken back from Thursday: calf stretch. (session ends)
        U: ask my heel stretches that doesn't count
        A: There's nothing more to take back. (session ends)
    """)
    counted = returning_home.day(date(2026, 11, 19)).counters
    assert counted == dict.fromkeys(("calf_steps", "calf_done", "calf_done_steps"), 0)


def test_a_step_taken_back_comes_again(returning_home):
    """In the log and in the place: the hold that was taken back is the one that comes next."""
    returning_home.says("""
        U: ask my heel stretches for the calf stretch
        U: ready
        U: that doesn't count
        A: Taken back from today: calf stretch, set three of three, right. Anything else?
        U: no
        U: start my heel stretches
        A: You were in the calf stretch, set three of three. Carry on?
        U: yes
        A: Right leg back, hands on the wall. (10 s) Set three of three. Hold. Thirty, ... one, and
           relax. You've done the calf stretch. ...
        U: (nothing)
        X: session ends
    """)
    assert returning_home.day(TODAY).steps(ExerciseId.CALF) == 6


def test_a_length_between_the_steps_is_told_as_such(returning_home):
    """Thirty-seven is in the article's range, so the range is no reason."""
    returning_home.says("""
        U: ask my heel stretches to hold for thirty seven seconds
        A: In fives. Calf stretch: thirty-five seconds. The hamstring stays at thirty. ...
    """)


def test_anything_else_starts_nothing(returning_home):
    """A yes says only that there is something."""
    returning_home.says("""
        U: ask my heel stretches to go faster
        A: Quick. Anything else? (listening)
        U: yes
        A: What would you like? (listening)
        U: yes
        A: What would you like? (listening)
        U: nothing
        A: Next stretch at midday. (session ends)
    """)


def test_a_place_that_is_done_by_now_is_dropped(returning_home):
    """What was left in the middle was done from the beginning meanwhile."""
    returning_home.says("""
        U: ask my heel stretches for the calf stretch
        +50s
        U: stop
        U: ask my heel stretches for the calf stretch
        U: ready
        U: start my heel stretches
        A: You've done the calf stretch. The other four, about seventeen minutes? (listening)
    """)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("if i did exercise four today", "The raises: not yet today."),
        ("did i do the calf stretch", "The calf stretch: not yet today."),
        ("if i did everything yesterday", "Nothing noted for yesterday."),
    ],
)
def test_who_asks_what_was_done_notes_nothing(returning_home, asked, told):
    """The answer alone."""
    returning_home.says(f"""
        U: ask my heel stretches {asked}
        A: {told} (session ends)
    """)
    for day in (TODAY, date(2026, 11, 22)):
        assert returning_home.day(day).counters == {}


def test_done_while_paused_is_asked_about(returning_home):
    """It may mean "ready", and four holds are not done because of a word."""
    returning_home.says("""
        U: ask my heel stretches for the hamstring stretch
        +50s
        U: pause
        U: done
        A: Ready, or done already? (listening)
        U: ready
        A: Set one of two. Left leg. (9 s) Take your time. ... (13 s) Hold. ...
        +3s
        U: stop
    """)
    assert returning_home.day(TODAY).counters == {}


def test_who_deletes_everything_on_the_floor_hears_how_to_get_up(returning_home):
    """No closing words before that."""
    returning_home.says("""
        U: ask my heel stretches for the hamstring stretch
        +50s
        U: delete my data
        U: yes
        A: Roll onto your side and get up slowly ... Everything is deleted. (session ends)
    """)
    assert profile_of(returning_home) is None


def test_after_a_stop_for_pain_next_is_the_next(returning_home):
    """Nothing is jumped over, also when it is said from outside, later."""
    returning_home.says("""
        U: start my heel stretches
        +40s
        U: that hurts
        U: stop
        +10m
        U: ask my heel stretches for the next exercise
        A: Towel scrunch. Sit down, ...
    """)


def test_a_foot_is_put_right_after_it_was_set(returning_home):
    """And nothing else is touched."""
    returning_home.says("""
        U: ask my heel stretches to change my foot
        U: left
        A: Left foot. Anything else?
        U: no the right
        A: Right foot. Anything else?
        U: no
        A: Next stretch at midday. (session ends)
    """)
    assert profile_of(returning_home).settings.foot is Foot.RIGHT


def test_all_that_was_noted_is_taken_back_by_one_word_each(returning_home):
    """Two notes of two days, the later one first; then the routine is whole again."""
    returning_home.says("""
        U: ask my heel stretches i did everything
        A: Noted for today: all five exercises. (session ends)
        U: ask my heel stretches i did everything yesterday
        A: Noted for yesterday: all five exercises. (session ends)
        U: ask my heel stretches that doesn't count
        A: Taken back from yesterday: all five exercises. (session ends)
        U: ask my heel stretches that doesn't count
        A: Taken back from today: all five exercises. (session ends)
        U: start my heel stretches
        A: Good morning. Off we go. Calf stretch. ...
    """)
