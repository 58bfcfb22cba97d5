"""The transcripts of how the coach sounds, played: real model, real handler, real database."""

from datetime import date

from skill.routine.exercises import ExerciseId, Part
from tests.conversation.conftest import returning_profile

TODAY = date(2026, 11, 23)


def test_first_visit(home):
    """Welcome and disclaimer once, two questions, then the first exercise in full."""
    home.says("""
        U: Alexa, start my heel stretches
        A: Welcome to my heel stretches. I guide general heel exercises from a published article.
           I'm not a doctor and can't tell what's wrong with your foot. If a move gives sharp or
           rising pain, stop. Check first with a doctor if you have diabetes, numb feet, or a recent
           injury or operation. Nothing to buy: a chair, a small towel, a wall. To stop or ask
           anything while I count, say Alexa first. Which foot is sore: left, right or both?
        U: left
        A: Left. The whole routine is about twenty-three minutes, the short one nine. Which?
        U: the whole thing
        A: Five exercises, about twenty-three minutes. Exercise one, calf stretch. Stand facing a
           wall and put both hands on it. Step your left foot back. ... Three holds of thirty
           seconds on each leg. (10 s) Ready? (listening)
    """)


def test_first_visit_straight_in(home):
    """A launch that names something gives the disclaimer and goes straight in."""
    home.says("""
        U: Alexa, ask my heel stretches for the morning stretch
        A: I guide general heel exercises from a published article. ... Exercise five, arch stretch.
           Sit down and cross your sore leg over the other. ... Ten holds of ten seconds. (10 s)
           Ready?
        U: yep
        A: Hold one. Ten, nine, eight, ... three, two, one, and relax. Hold two. ...
    """)


def test_returning(returning_home):
    """Somebody who knows the exercises is counting after fifteen seconds."""
    returning_home.says("""
        U: Alexa, start my heel stretches
        A: Five exercises, about twenty-one minutes. Calf stretch. Left leg back, hands on the wall.
           (10 s) Set one of three. Left leg. Hold. Thirty, twenty-nine, ... sixteen, half way,
           fourteen, ... one, and relax. Other side. Right leg back. Hold. Thirty, ...
           Two of three done. Say ready.
    """)


def test_second_round_of_the_day(returning_home):
    """Rounds are counted by the day, and told when one is finished."""
    returning_home.says("""
        U: Alexa, ask my heel stretches for the morning stretch
        A: ... One of three arch rounds today. (listening)
        U: (nothing)
        X: session ends
        U: Alexa, ask my heel stretches for round two
        A: Arch stretch. Left leg across the other, pull the toes back. (10 s) Hold one. Ten, ...
           three, two, one, and relax. Arch stretch done. Two of three arch rounds today.
    """)


def test_the_floor_takes_time(returning_home):
    """The floor exercise always asks, and its reprompt holds time to get down."""
    returning_home.says("""
        U: Alexa, ask my heel stretches for the hamstring stretch
        A: Hamstring stretch. On your back, left leg up, both hands behind the thigh. (25 s) Ready?
        U: (nothing)
        A: Take your time. (25 s) Say ready when you are.
        U: okay ready
        A: Set one of two. Left leg. Hold. Thirty, ...
    """)


def test_not_ready(returning_home):
    """More time is given as often as it is asked for."""
    returning_home.says("""
        U: ask my heel stretches for the calf stretch
        A: Calf stretch. ...
        U: start the towel one
        A: Towel scrunch. Sit down, towel on the floor, left foot on its near edge. (15 s)
           Set one of three. One, reach, ...
        +10s
        U: let me find my towel
        A: Take your time. (20 s) Ready?
        U: go
        A: Set one of three. One, reach, pull, hold, let go. Two, reach, ...
    """)


def test_pause_in_a_hold(returning_home):
    """A pause goes back to the start of the step it fell in."""
    returning_home.says("""
        U: start my heel stretches
        A: Five exercises, ... Calf stretch. ...
        +115s
        U: Alexa, hang on, someone's at the door
        A: Paused. Say resume within a minute; later, Alexa, start my heel stretches. (listening)
        U: carry on
        A: Set two of three. Left leg. (5 s) Hold. Thirty, twenty-nine, ...
    """)


def test_interrupted_and_back_in_an_hour(returning_home):
    """Within two hours the coach carries on in the middle of the exercise."""
    returning_home.says("""
        U: start my heel stretches
        +115s
        U: stop
        A: Stopped. I've kept your place. (session ends)
        +1h
        U: Alexa, start my heel stretches
        A: You were in the calf stretch, set two of three. Carry on?
        U: yes
        A: Left leg back, hands on the wall. (10 s) Set two of three. Left leg. Hold. Thirty, ...
    """)
    assert returning_home.day(TODAY).steps(ExerciseId.CALF) == 2


def test_interrupted_and_back_the_next_day(returning_home):
    """Another day starts fresh; what was done stays on its own day."""
    returning_home.says("""
        U: start my heel stretches
        U: ready
        U: ready
        A: ... Towel scrunch done. Hamstring stretch. ... Ready?
        U: stop
        +1d
        U: Alexa, start my heel stretches
        A: Yesterday you did two of the five. Five exercises today, about twenty-one
           minutes. Calf stretch. Left leg back, hands on the wall. (10 s) ...
    """)


def test_skip_then_regret(returning_home):
    """Go back undoes a skip; getting up is offered to whoever lies down already."""
    returning_home.says("""
        U: start my heel stretches
        U: ready
        U: ready
        A: ... Hamstring stretch. ... Ready?
        U: skip this one
        A: Hamstring left out. Roll onto your side and get up slowly if you're down. (25 s)
           Tiptoe raises, then heel rocks. Stand up, one hand on the wall. Ready?
        U: go back
        A: Hamstring stretch. On your back, left leg up, both hands behind the thigh. (25 s) Ready?
    """)


def test_next_in_the_middle_of_a_count(returning_home):
    """Next goes to the next exercise; what was finished is logged, the rest is not."""
    returning_home.says("""
        U: start my heel stretches
        +120s
        U: Alexa, next
        A: Towel scrunch. Sit down, towel on the floor, left foot on its near edge. (15 s) Ready?
        U: what did I do so far
        A: Today: one of three sets of the calf stretch. Ready?
    """)


def test_skip_the_rest(returning_home):
    """A rest is cut short by one word."""
    returning_home.says("""
        U: ask my heel stretches for the towel one
        A: Towel scrunch. ... And relax. Rest, fifteen seconds. ... Set two of three. ...
        +74s
        U: Alexa, skip
        A: Set two of three. One, reach, pull, ...
    """)


def test_how_long_left(returning_home):
    """A question in the middle of a count is answered, and the hold starts again by itself."""
    returning_home.says("""
        U: start my heel stretches
        U: ready
        U: ready
        U: ready
        +50s
        U: Alexa, how long left
        A: About twelve minutes: raises and arch stretch to come. Right leg. Hold. Thirty, ...
    """)


def test_the_naming_trap(returning_home):
    """A toe lift is two movements for two people: the coach asks."""
    returning_home.says("""
        U: Alexa, ask my heel stretches for the toe lift
        A: Tiptoes, or rocking onto your heels?
        U: rocking
        A: Heel rocks. Stand up, one hand on the wall. (10 s) Set one of three. One, back, hold,
           down. Two, ...
    """)


def test_a_loud_room(returning_home):
    """
    Speech that means nothing never moves the person: the same hold goes on.

    Alexa has heard her name, so it was no noise, and might have been pain.
    """
    returning_home.says("""
        U: start my heel stretches
        +30s
        U: Alexa, the market fell
        A: I didn't catch that. If it hurts, say it hurts. (5 s) Left leg. Hold. Thirty, ...
        +20s
        U: Alexa, and now the weather
        A: I didn't catch that. If it hurts, say it hurts. Say stop to end. (5 s) Left leg.
           Hold. Thirty, ...
        +20s
        U: Alexa, how long left
        A: About twenty-one minutes: ...
        +20s
        U: Alexa, the market fell
        A: I didn't catch that. If it hurts, say it hurts. (5 s) Left leg. Hold. Thirty, ...
    """)


def test_a_name_heard_wrong(home):
    """Planter fashion is the plantar fascia."""
    home.knows(returning_profile())
    home.says("""
        U: Alexa, ask my heel stretches for planter fashion
        A: Arch stretch. Left leg across the other, pull the toes back. (10 s) Hold one. ...
    """)


def test_summary_in_the_morning(returning_home):
    """One thing done is told with its round."""
    returning_home.says("""
        U: ask my heel stretches for the morning stretch
        U: no
        U: Alexa, ask my heel stretches what I did today
        A: One so far today: the arch stretch, round one of three. (session ends)
    """)


def test_summary_in_the_evening_and_the_next_day(returning_home):
    """All five and the rounds are told apart; tomorrow they are yesterday's."""
    returning_home.says("""
        U: start my heel stretches
        U: ready
        U: ready
        U: ready
        U: ready
        U: ready
        U: ready
        A: ... Arch stretch done. That's all five, and round one of three. Shoes on before you
           walk about. (listening)
        U: no
        U: ask my heel stretches for round two
        U: no
        U: Alexa, ask my heel stretches what I did today
        A: Today: all five exercises, and two of three arch rounds. One round left if you like.
        +1d
        U: Alexa, ask my heel stretches what I did yesterday
        A: Yesterday: all five exercises, and two of three arch rounds. (session ends)
    """)
    log = returning_home.day(TODAY)
    assert [6, 3, 4, 3, 3, 20] == [
        log.steps(unit)
        for unit in (
            ExerciseId.CALF,
            ExerciseId.TOWEL,
            ExerciseId.HAMSTRING,
            Part.TIPTOE,
            Part.ROCK,
            ExerciseId.ARCH,
        )
    ]


def test_nothing_yesterday(returning_home):
    """A day without anything is told in four words, and no more."""
    returning_home.says("""
        U: Alexa, ask my heel stretches what I did yesterday
        A: Nothing noted for yesterday. (session ends)
    """)


def test_a_full_routine_needs_seven_utterances(returning_home):
    """Launch and six times "ready": at most eight are allowed."""
    played = returning_home.says("""
        U: start my heel stretches
        U: ready
        U: ready
        U: ready
        U: ready
        U: ready
        U: ready
        A: ... That's all five, ...
    """)
    assert len(played.exchanges) == 7


def test_a_first_routine_told_in_full_needs_eight_utterances(home):
    """Also where every exercise is explained, the most allowed is enough."""
    played = home.says("""
        U: ask my heel stretches for the whole thing
        U: ready
        U: ready
        U: ready
        U: ready
        U: ready
        U: ready
        U: ready
        A: ... That's all five, ...
    """)
    assert len(played.exchanges) == 8


def test_the_day_is_done_already(returning_home):
    """A launch on a finished day says so, and offers the arch round that is due."""
    returning_home.says("""
        U: start my heel stretches
        U: ready
        U: ready
        U: ready
        U: ready
        U: ready
        U: ready
        U: stop
        +5h
        U: start my heel stretches
        A: All five today, and one of three arch rounds. The arch stretch once more?
        U: yes
        A: Arch stretch. Left leg across the other, pull the toes back. (10 s) Hold one. ...
    """)


def test_later_the_same_day(returning_home):
    """After two hours what was done is named, and the others are offered."""
    returning_home.says("""
        U: start my heel stretches
        U: ready
        U: ready
        U: stop
        +5h
        U: start my heel stretches
        A: Earlier you did the calf stretch and the towel scrunch. Do the other three?
        U: yes
        A: Hamstring stretch. On your back, left leg up, both hands behind the thigh. (25 s) Ready?
    """)


def test_a_device_that_never_said_goodbye(returning_home):
    """What was playing when the line went dead is counted as played, on the day it was played."""
    returning_home.says("""
        U: start my heel stretches
        A: ...
        +30s
    """)
    returning_home.talk.echo.lose_power()
    returning_home.says("""
        +1d
        U: ask my heel stretches what I did yesterday
        A: Yesterday: two of three sets of the calf stretch. (session ends)
    """)
    assert returning_home.day(TODAY).steps(ExerciseId.CALF) == 4
