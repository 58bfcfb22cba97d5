"""Questions that are open for one turn, and ends that are ends."""

from datetime import date

import pytest

from skill.progress.days import LogEntry
from skill.routine.exercises import ExerciseId
from tests.fakes import count

TODAY = date(2026, 11, 23)
LONG_AGO = date(2020, 1, 1)

ALL_FIVE = {
    f"{unit}_{what}": number
    for unit, steps in {"calf": 6, "towel": 3, "hamstring": 4, "tiptoe": 3, "rock": 3}.items()
    for what, number in (("steps", steps), ("done", 1), ("done_steps", steps))
}


def profile_of(home):
    """Return what is stored of the person."""
    return home.store.load(home.user_id, since=LONG_AGO).profile


def test_a_question_is_closed_by_what_is_said_in_between(returning_home):
    """An explanation ends with the count that it was for: the yes then means the count."""
    returning_home.says("""
        U: start my heel stretches
        +40s
        U: delete all my data
        A: That deletes your settings, your reminders and every day I've noted. ...
        U: start the towel scrunch
        A: Towel scrunch. ...
        +3s
        U: yes
        A: Set one of three. One, reach, ...
    """)
    assert profile_of(returning_home) is not None


def test_a_question_that_stays_open_is_asked_again(returning_home):
    """Whatever was asked in passing, the last words are the question."""
    returning_home.says("""
        U: tell my heel stretches to delete my data
        U: how do i do it
        A: I have calf, towel, hamstring, raises and arch. Which? (listening)
        U: yes
        A: I have calf, towel, hamstring, raises and arch. Which? (listening)
        U: delete all my data
        U: what do i need
        A: ... Delete it all? (listening)
        U: no
        A: Nothing is deleted. Anything else?
        U: yes
        A: What would you like?
    """)
    assert profile_of(returning_home) is not None


@pytest.mark.parametrize("word", ["okay", "ready", "start"])
def test_okay_does_not_delete(returning_home, word):
    """It may be no more than "I have heard"; a yes or the word itself deletes."""
    returning_home.says(f"""
        U: tell my heel stretches to delete my data
        U: {word}
        A: Say yes, delete. Delete it all? (listening)
    """)
    assert profile_of(returning_home) is not None
    returning_home.says("""
        U: delete everything
        A: Everything is deleted. (session ends)
    """)
    assert profile_of(returning_home) is None


@pytest.mark.parametrize(
    ("wish", "question", "answer", "done"),
    [
        ("change my foot", "Which foot is sore: left, right or both?", "right", "Right foot."),
        (
            "change the hold length",
            "Say how many seconds, or ...",
            "forty five",
            "Calf stretch: forty-five ...",
        ),
    ],
)
def test_a_setting_without_its_value_waits_for_it(returning_home, wish, question, answer, done):
    """Asked from outside: the question keeps the session open."""
    returning_home.says(f"""
        U: ask my heel stretches to {wish}
        A: {question} (listening)
        U: {answer}
        A: {done} Anything else? (listening)
        U: that's all for now
    """)


def test_which_is_answered_by_what_was_asked(returning_home):
    """After "how do I do it" a name is explained, not started."""
    returning_home.says("""
        U: ask my heel stretches how do i do it
        A: I have calf, towel, hamstring, raises and arch. Which? (listening)
        U: the arch stretch
        A: Arch stretch. Sit down, left leg across the other. ... Ten holds of ten seconds. You
           should feel a tight band along the arch, ... Anything else?
        U: no
        A: Next stretch at midday. (session ends)
    """)


def test_no_thanks_on_the_first_visit(home):
    """Words and microphone agree."""
    home.says("""
        U: start my heel stretches
        U: left
        A: Left. You'll want a chair, ... All five, or two? (listening)
        U: no
        A: Next stretch at midday. (session ends)
    """)


def test_the_end_is_an_end(returning_home):
    """Closing words, and nothing asked; silence ends the session, without a word more."""
    returning_home.says("""
        U: ask my heel stretches for the calf stretch
        U: ready
        A: Set three of three. ... You've done the calf stretch. That's the lot for now. Next
           stretch at midday.
        U: (nothing)
        X: session ends
    """)


def test_the_end_is_an_end_where_silence_went_on(returning_home):
    """The same words, and the session closes although nobody said anything."""
    returning_home.says("""
        U: ask my heel stretches for the calf stretch
        A: ... Two sets done, one to go. (listening)
        U: (nothing)
        A: Set three of three. ... You've done the calf stretch. That's the lot for now. Next
           stretch at midday.
        U: (nothing)
        X: session ends
    """)
    assert returning_home.day(TODAY).steps(ExerciseId.CALF) == 6


def test_pause_in_the_last_count(returning_home):
    """The session is open while it plays."""
    returning_home.says("""
        U: ask my heel stretches for the morning stretch
        A: ... The arch stretch is done. One of three arch rounds today. Next stretch at midday.
           (listening)
        +140s
        U: Alexa, pause
        A: Paused. Say resume within a minute; later, Alexa, start my heel stretches. (listening)
        U: resume
        A: (5 s) Hold ten. Ten, nine, ... One of three arch rounds today. Next stretch at midday.
    """)
    assert returning_home.day(TODAY).steps(ExerciseId.ARCH) == 9


def test_after_the_end(returning_home):
    """Again is the exercise again, and counts again; what is next are the rounds of the day."""
    returning_home.says("""
        U: ask my heel stretches for the morning stretch
        U: again
        A: Arch stretch. Left leg across the other, pull the toes back. (12 s) Hold one. ... Two of
           three arch rounds today. Next stretch at midday. (listening)
        U: what's next
        A: The arch stretch once more today. Anything else?
        U: no
        A: ... (session ends)
        U: ask my heel stretches what's next
        A: The arch stretch once more today. (session ends)
        U: ask my heel stretches to go back
        A: Arch stretch. Left leg across the other, pull the toes back. (12 s) Hold one. ...
        +3s
        U: stop
    """)
    assert returning_home.day(TODAY).steps(ExerciseId.ARCH) == 20


def test_talk_in_the_room_after_the_end(returning_home):
    """Nothing was asked, so it was no answer."""
    returning_home.says("""
        U: ask my heel stretches for the morning stretch
        U: the market fell
        A: Next stretch at midday. (session ends)
    """)


def test_the_last_exercise_skipped(returning_home):
    """An end without a count closes the session itself."""
    returning_home.says("""
        U: ask my heel stretches for the hamstring stretch
        +20s
        U: skip this one
        A: Hamstring left out. If you're down, roll onto your side and get up slowly. That's the lot
           for now. ... (session ends)
    """)


def test_the_last_set_skipped(returning_home):
    """Who has done some of it lies down, and hears how to get up before the closing words."""
    returning_home.says("""
        U: ask my heel stretches for the hamstring stretch
        A: ... One set done, one to go. (listening)
        U: skip this one
        A: The last set left out. Roll onto your side and get up slowly; hold on to something.
           That's the lot for now. Next stretch at midday. (session ends)
    """)


def test_a_pain_that_nobody_answers_leaves_the_exercise_out(returning_home):
    """The next launch says so, and goes to the next one."""
    returning_home.says("""
        U: start my heel stretches
        +40s
        U: that hurts
        A: Stopped. Let go gently. Zero to ten, how bad?
        U: (nothing)
        U: (nothing)
        X: session ends
        +10m
        U: start my heel stretches
        A: Left out today: calf stretch. Next is the towel scrunch. Carry on?
        U: yes
        A: Towel scrunch. Sit down, towel on the floor, left foot on its near edge. (5 s) ... Set
           one of three. ...
        +10s
        U: stop
        +1d
        U: start my heel stretches
        A: Good morning. Let's begin. Calf stretch. ...
    """)


def test_an_exercise_stopped_for_pain_is_not_in_a_routine_that_day(returning_home):
    """Not in the whole one, not by minutes, not as an offer; by its own name it is."""
    returning_home.says("""
        U: ask my heel stretches for the morning stretch
        +40s
        U: that hurts
        U: eight
        U: stop
        U: ask my heel stretches what i did today
        A: Today: ...
        U: ask my heel stretches for the whole thing
        A: Left out today: arch stretch. Four exercises, ... Calf stretch. ...
        U: stop
        U: ask my heel stretches for three minutes
        A: Left out today: arch stretch. Anything else?
        U: no
        U: ask my heel stretches for the arch stretch
        A: Arch stretch. Left leg across the other, pull the toes back. (12 s) Hold one. ...
    """)


def test_left_out_by_word_and_left_out_for_pain_are_stored_alike(returning_home):
    """So what is stored tells nothing of pain."""
    returning_home.says("""
        U: start my heel stretches
        +40s
        U: that hurts
        U: eight
        U: next
        +5s
        U: skip this one
        +5s
        U: stop
    """)
    assert {ExerciseId.CALF: TODAY, ExerciseId.TOWEL: TODAY} == profile_of(returning_home).left_out


def test_taking_a_step_back_does_not_begin_what_hurt(returning_home):
    """The step is taken back, and the exercise that runs goes on."""
    returning_home.says("""
        U: start my heel stretches
        +60s
        U: that hurts
        U: eight
        U: next
        +5s
        U: that doesn't count
        A: Taken back from today: calf stretch, set one of three, left. ...
        +5s
        U: where am i
        A: Towel scrunch, ...
        U: stop
    """)
    assert returning_home.day(TODAY).steps(ExerciseId.CALF) == 0


def test_nothing_is_a_pain_level_only_where_pain_was_asked_for(returning_home):
    """There it is a zero: the count may go on."""
    returning_home.says("""
        U: start my heel stretches
        +40s
        U: that hurts
        U: zero
        A: That's mild. Ease off a little. Carry on?
        U: yes
        A: Left leg. Hold. Thirty, ...
    """)
    assert {} == profile_of(returning_home).left_out


def test_a_call_from_outside_finds_the_count(returning_home):
    """What was heard so far is settled first; the place is where it was."""
    returning_home.says("""
        U: start my heel stretches
        +115s
        U: ask my heel stretches to pause
        A: Paused. Say resume within a minute; later, Alexa, start my heel stretches. (listening)
        U: resume
        A: Set two of three. Left leg. (5 s) Hold. Thirty, ...
        +20s
        U: ask my heel stretches how long left
        A: About twenty minutes: four exercises to come. Left leg. Hold. Thirty, ...
    """)
    assert returning_home.day(TODAY).steps(ExerciseId.CALF) == 2


def test_a_call_from_outside_finds_the_instruction(returning_home):
    """There, too: its sound is part of the exercise."""
    returning_home.says("""
        U: ask my heel stretches for the hamstring stretch
        +10s
        U: ask my heel stretches what's next
        A: Hamstring stretch next. Ready? (listening)
    """)


def test_a_call_from_outside_an_hour_later_starts_nothing(returning_home):
    """The place is kept, and asking does not start a count."""
    returning_home.says("""
        U: start my heel stretches
        +40s
        U: stop
        +1h
        U: ask my heel stretches what do i need
        A: Nothing to buy. ... (session ends)
        U: ask my heel stretches to pause
        A: Nothing's running. You stopped before the calf stretch. Say resume, or start. (listening)
    """)


def test_again_is_the_answer_that_was_asked_for(returning_home):
    """Before the count, and in it; once something was done in between it is the step."""
    returning_home.says("""
        U: ask my heel stretches for the hamstring stretch
        +34s
        U: does cortisone help
        A: The article advises against cortisone injections, ... Ready?
        U: repeat
        A: The article advises against cortisone injections, ... Ready?
        U: ready
        A: Set one of two. Left leg. Hold. ...
        +20s
        U: what is this one good for
        A: The article says ... Left leg. Hold. Thirty, ...
        +5s
        U: again
        A: The article says ... Left leg. Hold. Thirty, ...
        +65s
        U: again
        A: Right leg. Hold. Thirty, ...
    """)


def test_words_that_are_not_understood_stop_the_count(returning_home):
    """Never silently; the hold comes again from its start."""
    returning_home.says("""
        U: start my heel stretches
        +75s
        U: Alexa, the market fell
        A: I didn't catch that. If it hurts, say it hurts. (5 s) Right leg. Hold. Thirty, ...
        +5s
        U: Alexa, that hurts
        A: Stopped. Let go gently. Zero to ten, how bad? (listening)
    """)


def test_after_all_five(returning_home):
    """Nothing else is asked; what comes next today is the arch stretch."""
    store, user_id = returning_home.store, returning_home.user_id
    count(store, user_id, LogEntry("earlier", TODAY, ALL_FIVE))
    returning_home.says("""
        U: ask my heel stretches for the morning stretch
        U: (nothing)
        X: session ends
        U: ask my heel stretches what's next
        A: The arch stretch twice more today. (session ends)
    """)
