"""Silence goes on: who says nothing is counted on, and who speaks is heard at once."""

import io
from datetime import date

import pytest

from simulator.terminal.transcript import LISTENING_GOES_ON, PlainTranscript
from tests.conversation.conftest import MONDAY_MORNING, home_in, returning_profile

TODAY = date(2026, 11, 23)
TOMORROW = date(2026, 11, 24)


@pytest.fixture
def waiting_home(tmp_path, local_engine):
    """A home whose devices play no sound of a reprompt: the operator has said so."""
    living = home_in("Europe/London", MONDAY_MORNING, tmp_path, local_engine, SILENCE="waits")
    with living as home:
        home.knows(returning_profile())
        yield home


@pytest.fixture
def plain_home(tmp_path, local_engine):
    """A home where nothing plays APL for Audio: counts are in the words of a response."""
    living = home_in("Europe/London", MONDAY_MORNING, tmp_path, local_engine, COUNTING="ssml")
    with living as home:
        home.knows(returning_profile())
        yield home


def calf_steps(home, day=TODAY):
    """Return how many holds of the calf stretch are stored of a day; six are a dose."""
    return home.day(day).steps("calf")


def test_who_says_nothing_is_counted_on(returning_home):
    """The third set comes by itself, eight seconds after the first two."""
    returning_home.says("""
        U: ask my heel stretches for the calf stretch
        A: Calf stretch. Left leg back, ... And relax. Two sets done, one to go. (listening)
        U: (nothing)
        A: Set three of three. Left leg. Hold. Thirty, twenty-nine, ... one. And relax.
           Right leg back. Last one. (6 s) Hold. Thirty, ... one. And relax.
           You've done the calf stretch. ...
        U: (nothing)
        X: session ends
    """)
    assert calf_steps(returning_home) == 6


def test_an_exercise_that_is_known_goes_on_into_the_next(returning_home):
    """The towel is laid down within the sound; only what comes after it waits for a word."""
    returning_home.says("""
        U: start my heel stretches
        A: ... Set three of three. ... And relax. Right leg next. (listening)
        U: (nothing)
        A: Set three of three. Right leg. Hold. ... You've done the calf stretch. Towel scrunch.
           Sit down, towel on the floor, ... Set one of three. One, reach, ... And relax. ...
           Set three of three. ... Towel scrunch done. Say ready for the next one.
        U: ready
        A: Hamstring stretch. Onto your back. ...
    """)


@pytest.mark.parametrize("sooner", ["+3m1s", "+3m3s", "+3m7s"])
def test_ready_in_the_eight_seconds_starts_at_once(returning_home, sooner):
    """What came by itself is counted once."""
    returning_home.says(f"""
        U: ask my heel stretches for the calf stretch
        A: ... Two sets done, one to go. ...
        {sooner}
        U: ready
        A: Set three of three. Left leg. Hold. Thirty, ... You've done the calf stretch. ...
        U: (nothing)
        X: session ends
    """)
    assert calf_steps(returning_home) == 6


def test_more_time_is_given_and_then_it_goes_on(returning_home):
    """Again without a word."""
    returning_home.says("""
        U: ask my heel stretches for the calf stretch
        U: more time
        A: Take your time. (8 s) Ten more seconds. (10 s) Ready? (listening)
        U: (nothing)
        A: Set three of three. Left leg. Hold. ... You've done the calf stretch. ...
    """)


def test_a_pause_in_what_came_by_itself(returning_home):
    """The hold that was not finished begins again; nothing goes on before that is said."""
    returning_home.says("""
        U: ask my heel stretches for the calf stretch
        U: (nothing)
        A: Set three of three. ...
        +60s
        U: Alexa, pause
        A: Paused. Say resume within a minute; later, Alexa, start my heel stretches. (listening)
        U: (nothing)
        A: (30 s) Still paused; your place is kept. Say resume when you're back.
        U: resume
        A: Set three of three. Right leg. (6 s) Hold. Thirty, ... You've done the calf stretch. ...
        U: (nothing)
        X: session ends
    """)
    assert calf_steps(returning_home) == 6


def test_a_pause_by_the_name_of_the_skill(returning_home):
    """Alexa ends the session first: the count is found all the same."""
    returning_home.says("""
        U: ask my heel stretches for the calf stretch
        U: (nothing)
        +60s
        U: ask my heel stretches to pause
        A: Paused. ...
        U: resume
        A: Set three of three. Right leg. ...
    """)


def test_questions_within_what_came_by_itself(returning_home):
    """Where one is, and how long it takes; then the same hold again."""
    returning_home.says("""
        U: ask my heel stretches for the calf stretch
        U: (nothing)
        +10s
        U: how long left
        A: About two minutes. Left leg. Hold. Thirty, ... Right leg back. Last one. ...
        +50s
        U: where am i
        A: Calf stretch, set three of three, right. Right leg. Hold. Thirty, ...
        U: (nothing)
        X: session ends
    """)
    assert calf_steps(returning_home) == 6


def test_how_long_the_routine_takes_from_there(returning_home):
    """What was named so far is known: three exercises are to come."""
    returning_home.says("""
        U: start my heel stretches
        U: (nothing)
        +3m
        U: how long left
        A: About fourteen minutes: hamstring stretch, raises and arch stretch to come. ...
           Set three of three. ... Towel scrunch done. Hamstring stretch. ... (listening)
    """)


def test_what_is_not_understood_in_it_is_not_noise(returning_home):
    """It stops, waits a moment, and counts the same hold again."""
    returning_home.says("""
        U: ask my heel stretches for the calf stretch
        U: (nothing)
        +12s
        U: the weather is nice
        A: I didn't catch that. If it hurts, say it hurts. (5 s) Left leg. Hold. Thirty, ...
    """)


@pytest.mark.parametrize("said_in", ["", "U: (nothing)\n+65s"])
def test_nothing_goes_on_after_a_stop_for_pain(returning_home, said_in):
    """Neither where the microphone was open, nor within the hold that came by itself."""
    returning_home.says(f"""
        U: ask my heel stretches for the calf stretch
        {said_in}
        U: that hurts
        A: Stopped. Let go gently. Zero to ten, how bad? (listening)
        U: (nothing)
        A: Zero to ten, how bad?
        U: (nothing)
        X: session ends
    """)
    assert calf_steps(returning_home) == (5 if said_in else 4)


def test_nothing_goes_on_after_the_answer_to_how_bad_it_is(returning_home):
    """The exercise is left out; the next one begins with a word, or not at all."""
    returning_home.says("""
        U: ask my heel stretches for the calf stretch
        U: (nothing)
        +65s
        U: that hurts
        A: Stopped. ...
        U: seven
        A: We'll leave this one today. ... Next exercise, or stop? (listening)
        U: (nothing)
        A: Next exercise, or stop?
        U: (nothing)
        X: session ends
    """)


@pytest.mark.parametrize("said_in", ["", "U: (nothing)\n+10s"])
def test_nothing_goes_on_after_a_warning_sign(returning_home, said_in):
    """Whom to ask is said, and that is the end."""
    returning_home.says(f"""
        U: ask my heel stretches for the calf stretch
        {said_in}
        U: my foot is numb
        A: Stop the exercises for now. A doctor or podiatrist should look at that soon. ...
           (session ends)
        X: session ends
    """)
    assert calf_steps(returning_home) == 4


def test_nothing_goes_on_after_a_pause_where_the_microphone_was_open(returning_home):
    """Half a minute later it says so, and closes."""
    returning_home.says("""
        U: ask my heel stretches for the calf stretch
        U: pause
        A: Paused. ... (listening)
        U: (nothing)
        A: (30 s) Still paused; your place is kept. Say resume when you're back.
        U: (nothing)
        X: session ends
    """)
    assert calf_steps(returning_home) == 4


def test_an_exercise_with_a_towel_waits_the_first_time(home):
    """It is told in full by itself, and then it asks: nobody is counted who looks for a towel."""
    home.says("""
        U: start my heel stretches
        U: left
        U: all five
        A: Calf stretch. ... Two sets done, one to go. (listening)
        U: (nothing)
        A: Set three of three. ... You've done the calf stretch. Towel scrunch. Sit on a chair, ...
           Ready? (listening)
        U: (nothing)
        X: session ends
        U: start my heel stretches
        A: You were in the towel scrunch, set one of three. Carry on?
    """)
    assert home.day(TODAY).steps("towel") == 0


def test_an_exercise_at_the_wall_waits_the_first_time(home):
    """Lying and sitting have their time in the sound, and go on even then."""
    home.says("""
        U: start my heel stretches
        U: left
        U: all five
        U: (nothing)
        U: ready
        A: ... Set one of three. ... Towel scrunch done. Hamstring stretch. ... Ready? (listening)
        U: (nothing)
        A: ... Set one of two. Left leg. Hold. ... Roll onto your side and get up slowly; ...
           Tiptoe raises: hand on the wall, ... Ready? (listening)
        U: (nothing)
        X: session ends
    """)
    assert home.day(TODAY).steps("tiptoe") == 0


def test_wait_for_me_holds_at_once_and_until_it_is_taken_back(returning_home):
    """Asked in the eight seconds, it stops what would have come."""
    returning_home.says("""
        U: ask my heel stretches for the calf stretch
        U: wait for me
        A: I'll wait for ready. Ready? (listening)
        U: (nothing)
        A: Take your time. (25 s) Say ready when you are.
        U: (nothing)
        X: session ends
        +1m
        U: ask my heel stretches for the calf stretch
        A: ... Two sets done, one to go. Ready? (listening)
        U: (nothing)
        A: Take your time. (25 s) Say ready when you are.
        U: go on by yourself
        A: I'll go on by myself; say more time if you need it. ... (listening)
        U: (nothing)
        A: Set three of three. ...
    """)


def test_wait_for_me_said_into_what_came_by_itself(returning_home):
    """This hold is counted to its end: who says so is doing it."""
    returning_home.says("""
        U: start my heel stretches
        U: (nothing)
        +10s
        U: Alexa, wait for me
        A: I'll wait for ready. Right leg. Hold. Thirty, ... Towel scrunch. ... Ready? (listening)
        U: (nothing)
        A: Take your time. ...
    """)


def test_devices_that_play_no_sound_of_a_reprompt(waiting_home):
    """The operator says so once: everybody is waited for."""
    waiting_home.says("""
        U: ask my heel stretches for the calf stretch
        A: ... Two sets done, one to go. Ready? (listening)
        U: (nothing)
        A: Take your time. (25 s) Say ready when you are.
        U: ready
        A: Set three of three. Left leg. Hold. ...
    """)


def test_devices_without_apl_for_audio(plain_home):
    """Every fifth second is said, also in what comes by itself; it is interrupted as elsewhere."""
    plain_home.says("""
        U: ask my heel stretches for the calf stretch
        A: ... Two sets done, one to go. (listening)
        U: (nothing)
        A: Set three of three. Left leg. Hold. Thirty, (4 s) twenty-five, ... And relax.
           Right leg back. Last one. (6 s) Hold. Thirty, ... You've done the calf stretch. ...
        +60s
        U: pause
        A: Paused. ...
        U: resume
        A: Set three of three. Right leg. ...
        U: (nothing)
        X: session ends
    """)
    assert calf_steps(plain_home) == 6


@pytest.mark.parametrize("kind", ["returning_home", "plain_home", "waiting_home"])
def test_who_reads_along_is_told_that_nothing_is_needed(kind, request):
    """Once, before it goes on; never where the coach waits for a word."""
    home, written = request.getfixturevalue(kind), io.StringIO()
    home.talk.echo.subscribe(PlainTranscript(written, "my heel stretches").show)

    home.says("""
        U: ask my heel stretches for the calf stretch
        U: (nothing)
        U: (nothing)
        X: session ends
    """)

    times = 0 if kind == "waiting_home" else 1
    assert written.getvalue().count(f"one to go.\n   ({LISTENING_GOES_ON})\nA: Set three") == times
    assert written.getvalue().count(LISTENING_GOES_ON) == times


def test_silence_to_the_end_counts_on_the_day_it_was_played(returning_home):
    """The session ends by itself after the second sound; the next day nothing is counted again."""
    returning_home.says("""
        U: ask my heel stretches for the calf stretch
        U: (nothing)
        U: (nothing)
        X: session ends
    """)
    assert calf_steps(returning_home) == 6
    returning_home.says("""
        +1d
        U: ask my heel stretches what I did yesterday
        A: Yesterday: calf stretch. (session ends)
    """)
    assert [6, 0] == [calf_steps(returning_home), calf_steps(returning_home, TOMORROW)]


def test_silence_over_midnight_counts_on_the_day_a_hold_ended(tmp_path, local_engine):
    """The day ends at three at night, and the last hold comes after it."""
    before_three = MONDAY_MORNING.replace(day=24, hour=2, minute=56)
    with home_in("Europe/London", before_three, tmp_path, local_engine) as home:
        home.knows(returning_profile())
        home.says("""
            U: ask my heel stretches for the calf stretch
            U: (nothing)
            U: (nothing)
            X: session ends
        """)
        counted = [calf_steps(home), calf_steps(home, TOMORROW)]
    assert counted == [5, 1]


def test_starting_again_soon_after_the_power_was_lost_in_it(returning_home):
    """What the clock says was reached is done; the hold that was running begins again."""
    returning_home.says("""
        U: ask my heel stretches for the calf stretch
        U: (nothing)
        A: Set three of three. ...
        +50s
    """)
    returning_home.talk.echo.lose_power()
    returning_home.says("""
        +10s
        U: start my heel stretches
        A: You were in the calf stretch, set three of three. Carry on?
        U: yes
        A: ... Right leg ... Hold. Thirty, ... You've done the calf stretch. ...
        U: (nothing)
        X: session ends
    """)
    assert calf_steps(returning_home) == 6


def test_starting_again_long_after_the_power_was_lost_in_it(returning_home):
    """Nobody told that it was not played to its end: it counts, on its own day."""
    returning_home.says("""
        U: ask my heel stretches for the calf stretch
        U: (nothing)
        +50s
    """)
    returning_home.talk.echo.lose_power()
    returning_home.says("""
        +1d
        U: ask my heel stretches what I did yesterday
        A: Yesterday: calf stretch. (session ends)
    """)
    assert [6, 0] == [calf_steps(returning_home), calf_steps(returning_home, TOMORROW)]
