"""The transcripts of how the coach sounds, played: real model, real handler, real database."""

from datetime import date

from simulator.device.events import Heard
from skill.routine.exercises import ExerciseId, Part
from tests.conversation.conftest import returning_profile

TODAY = date(2026, 11, 23)


def test_first_visit(home):
    """Welcome and disclaimer once, two questions, then the first exercise in full, to its count."""
    home.says("""
        U: Alexa, start my heel stretches
        A: Welcome. I'll talk you through five heel exercises and count. These are general exercises
           from an article; I'm not a doctor. Sharp pain means stop. With diabetes, numb feet, a
           recent injury or operation, ask your doctor first. Which foot is sore: left, right or
           both? (listening)
        U: left
        A: Left. You'll want a chair, a small towel, a wall. All five take twenty-three minutes, two
           take eight. All five, or two? (listening)
        U: all five
        A: Calf stretch. Hands on a wall, left foot back, knee straight, heel down, toes forward.
           Bend the front knee until the back calf pulls. (12 s) If you need me, say Alexa first. A
           pull, not a pain. Set one of three. (2 s) Hold. Thirty, twenty-nine, ... sixteen, half
           way, fourteen, ... one, and relax. Right leg back. (6 s) Hold. Thirty, ... one, and
           relax. Left leg back. Set two of three. (5 s) Hold. Thirty, ... one, and relax. Right leg
           back. (6 s) Hold. Thirty, ... one, and relax. Two sets done, one to go. (listening)
        U: (nothing)
        A: Set three of three. Left leg. Hold. Thirty, ... one, and relax. Right leg back. Last one.
           (6 s) Hold. Thirty, ... one, and relax. You've done the calf stretch. Towel scrunch. Sit
           on a chair, ... Stay seated; the towel can slip. (8 s) Take your time. Say Alexa, ready,
           to start sooner. (8 s) Ready? (listening)
    """)


def test_first_visit_straight_in(home):
    """A launch that names something gives the disclaimer and goes straight in."""
    home.says("""
        U: Alexa, ask my heel stretches for the morning stretch
        A: These are general exercises from an article; I'm not a doctor. Sharp pain means stop.
           With diabetes, numb feet, a recent injury or operation, ask your doctor first. Arch
           stretch. Sit down, sore leg across the other. ... it should pull tight, like a string.
           (15 s) If you need me, say Alexa first. Tight along the arch, never sharp. Hold one. Ten,
           nine, eight, ... three, two, one, and relax. Hold two. ... Hold ten. ... One of three
           arch rounds today. ... (listening)
    """)


def test_returning(returning_home):
    """Somebody who knows the exercises is counting after fifteen seconds, and may stay silent."""
    returning_home.says("""
        U: Alexa, start my heel stretches
        A: Good morning. Off we go. Calf stretch. Left leg back, hands on the wall. (12 s) If you
           need me, say Alexa first. Set one of three. (2 s) Hold. Thirty, twenty-nine, ... sixteen,
           half way, fourteen, ... one, and relax. Right leg back. (6 s) Hold. Thirty, ... one, and
           relax. Left leg back. Set two of three. (5 s) Hold. ... Right leg back. (6 s) Hold. ...
           Left leg back. Set three of three. (5 s) Hold. Thirty, ... one, and relax. Right leg
           next. (listening)
        U: (nothing)
        A: Set three of three. Right leg. Hold. Thirty, ... one, and relax. You've done the calf
           stretch. Towel scrunch. Sit down, towel on the floor, left foot on its near edge. (5 s)
           Take your time. Say Alexa, ready, to start sooner. (8 s) Set one of three. One, reach,
           pull, hold, let go, ... ten, reach, pull, hold, let go, and relax. Fifteen seconds. Lay
           the towel flat. (8 s) Set two of three. One, (2 s) let go, ... Towel scrunch done. Say
           ready for the next one. (listening)
    """)


def test_second_round_of_the_day(returning_home):
    """Rounds are counted by the day, and told when one is finished."""
    returning_home.says("""
        U: Alexa, ask my heel stretches for the morning stretch
        A: ... One of three arch rounds today. Next stretch at midday. (listening)
        U: (nothing)
        X: session ends
        U: Alexa, ask my heel stretches for round two
        A: Arch stretch. Left leg across the other, pull the toes back. (12 s) Hold one. Ten, ...
           three, two, one, and relax. The arch stretch is done. Two of three arch rounds today.
           Next stretch at midday. (listening)
    """)


def test_the_floor_takes_time(returning_home):
    """Half a minute to get down, with a word in the middle of it; and as much to get up again."""
    returning_home.says("""
        U: Alexa, ask my heel stretches for the hamstring stretch
        A: Hamstring stretch. Onto your back. (9 s) Take your time. Say Alexa, ready, to start
           sooner. (12 s) Left leg up, both hands behind the thigh. (6 s) If you need me, say Alexa
           first. Set one of two. Hold. Thirty, ... one, and relax. Bend the knee, lower. Right leg
           up. (9 s) Hold. Thirty, ... one, and relax. One set done, one to go. (listening)
        U: (nothing)
        A: Set two of two. Left leg. Hold. Thirty, ... one, and relax. Bend the knee, lower. Right
           leg up. Last one. (9 s) Hold. Thirty, ... one, and relax. That's the hamstring stretch.
           Roll onto your side and get up slowly; hold on to something. (9 s) Take your time. Say
           Alexa, ready, to start sooner. (12 s) That's the lot for now. Next stretch at midday.
        U: (nothing)
        X: session ends
    """)


def test_the_floor_asks_who_is_new_to_it(home):
    """A person who lies there may stay silent all the same: the reprompt counts."""
    home.says("""
        U: Alexa, ask my heel stretches for the hamstring stretch
        A: ... Hamstring stretch. Now onto the floor: lie on your back, something soft under your
           neck. Take your time. (11 s) Take your time. Say Alexa, ready, to start sooner. (12 s)
           Bend your left knee to your chest, ... Breathe deep and slow. (9 s) Ready? (listening)
        U: (nothing)
        A: If you need me, say Alexa first. A pull along the back of the thigh. Set one of two. Left
           leg. (2 s) Hold. Thirty, ...
    """)


def test_not_ready(returning_home):
    """More time is given as often as it is asked for; who is told so hears how much is left."""
    returning_home.says("""
        U: ask my heel stretches for the calf stretch
        A: Calf stretch. ...
        U: start the towel one
        A: Towel scrunch. Sit down, towel on the floor, left foot on its near edge. (5 s)
           Take your time. Say Alexa, ready, to start sooner. (8 s) Set one of three. One, reach,
           ...
        +10s
        U: let me find my towel
        A: Take your time. (8 s) Ten more seconds. (10 s) Ready?
        U: go
        A: Set one of three. One, reach, pull, hold, let go. Two, reach, ...
    """)


def test_pause_in_a_hold(returning_home):
    """A pause goes back to the start of the step it fell in."""
    returning_home.says("""
        U: start my heel stretches
        A: Good morning. Off we go. Calf stretch. ...
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
        A: Left leg back, hands on the wall. (10 s) Set two of three. Hold. Thirty, ...
    """)
    assert returning_home.day(TODAY).steps(ExerciseId.CALF) == 2


def test_interrupted_and_back_the_next_day(returning_home):
    """Another day starts fresh; what was done stays on its own day."""
    returning_home.says("""
        U: start my heel stretches
        U: (nothing)
        A: ... Towel scrunch done. Say ready for the next one.
        U: stop
        +1d
        U: Alexa, start my heel stretches
        A: Yesterday you did two of the five. Five exercises today, about twenty-one
           minutes. Calf stretch. Left leg back, hands on the wall. (10 s) ...
    """)


def test_skip_then_regret(returning_home):
    """Go back undoes a skip; getting up is told to whoever lies down already."""
    returning_home.says("""
        U: start my heel stretches
        U: ready
        U: ready
        +20s
        U: skip this one
        A: Hamstring left out. If you're down, roll onto your side and get up slowly. (9 s) Take
           your time. Say Alexa, ready, to start sooner. (12 s) Tiptoe raises, then heel rocks.
           Stand up, one hand on the wall. Set one of three. Tiptoes. One, up, ...
        +20s
        U: go back
        A: Hamstring stretch. Onto your back. (9 s) ... Left leg up, both hands behind the thigh.
           (6 s) Set one of two. ...
    """)


def test_skip_where_the_microphone_is_open(returning_home):
    """Between two exercises it is the one that comes next."""
    returning_home.says("""
        U: start my heel stretches
        U: ready
        U: ready
        A: ... That's the hamstring stretch. Raises next. (listening)
        U: skip this one
        A: Raises left out. Roll onto your side and get up slowly; hold on to something. (9 s) Take
           your time. Say Alexa, ready, to start sooner. (12 s) Arch stretch. ...
    """)


def test_next_in_the_middle_of_a_count(returning_home):
    """Next goes to the next exercise; what was finished is logged, the rest is not."""
    returning_home.says("""
        U: start my heel stretches
        +120s
        U: Alexa, next
        A: Towel scrunch. Sit down, towel on the floor, left foot on its near edge. (5 s) ... Set
           one of three. One, reach, ...
        +10s
        U: what did I do so far
        A: Today: one of three sets of the calf stretch. Ready?
    """)


def test_skip_the_rest(returning_home):
    """A rest is cut short by one word."""
    returning_home.says("""
        U: ask my heel stretches for the towel one
        A: Towel scrunch. ... And relax. Fifteen seconds. Lay the towel flat. (8 s) Set two of
           three. ...
        +74s
        U: Alexa, skip
        A: Set two of three. One, (2 s) let go. Two, (2 s) let go. ...
    """)


def test_how_long_left(returning_home):
    """A question in the middle of a count is answered, and the hold starts again by itself."""
    returning_home.says("""
        U: start my heel stretches
        U: (nothing)
        U: ready
        +90s
        U: Alexa, how long left
        A: About twelve minutes: raises and arch stretch to come. Right leg. Hold. Thirty, ...
    """)


def test_the_naming_trap(returning_home):
    """A toe lift is two movements for two people: the coach asks."""
    returning_home.says("""
        U: Alexa, ask my heel stretches for the toe lift
        A: Tiptoes, or rocking onto your heels?
        U: rocking
        A: Heel rocks. Stand up, one hand on the wall. (12 s) ... Set one of three. One, back,
           hold, down. Two, ...
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
        A: Arch stretch. Left leg across the other, pull the toes back. (12 s) If you need me, say
           Alexa first. Hold one. ...
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
        U: (nothing)
        U: ready
        U: (nothing)
        U: ready
        U: (nothing)
        A: ... The arch stretch is done. The whole routine is done. Shoes on before you walk about.
           The arch stretch twice more today: midday and evening. (listening)
        U: (nothing)
        X: session ends
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


def test_a_full_routine_needs_three_utterances(returning_home):
    """Launch and "ready" twice: where silence goes on nobody has to speak."""
    played = returning_home.says("""
        U: start my heel stretches
        U: (nothing)
        U: ready
        U: (nothing)
        U: ready
        U: (nothing)
        A: ... The whole routine is done. ...
        U: (nothing)
        X: session ends
    """)
    assert ["start my heel stretches", "ready", "ready"] == heard(played)


def heard(played):
    """Return all that a person said."""
    return [event.text for event in played.events if isinstance(event, Heard)]


def test_a_first_routine_told_in_full_needs_five_utterances(home):
    """Where every exercise is explained, a new one at a chair or a wall waits for "ready"."""
    played = home.says("""
        U: ask my heel stretches for the whole thing
        U: (nothing)
        A: ... Towel scrunch. ... Stay seated; the towel can slip. ... Ready?
        U: ready
        A: ... Towel scrunch done. Hamstring stretch. Now onto the floor: ... Ready?
        U: (nothing)
        A: ... Set one of two. ... Roll onto your side ... Tiptoe raises: ... Ready?
        U: ready
        A: ... Set one of three. ... One set done, two to go.
        U: (nothing)
        A: Set two of three. ... Two sets done, one to go. Ready?
        U: ready
        A: Set three of three. ... Raises, all done. Arch stretch. ... like a string. (13 s) Ready?
        U: (nothing)
        A: Tight along the arch, never sharp. Hold one. ... The whole routine is done. Shoes on
           before you walk about. The arch stretch twice more today: midday and evening. Tomorrow,
           do this one before your first step.
        U: (nothing)
        X: session ends
    """)
    assert ["ask my heel stretches for the whole thing", *["ready"] * 3] == heard(played)


def test_the_day_is_done_already(returning_home):
    """A launch on a finished day says so, and offers the arch round that is due."""
    returning_home.says("""
        U: start my heel stretches
        U: (nothing)
        U: ready
        U: (nothing)
        U: ready
        U: (nothing)
        U: stop
        +5h
        U: start my heel stretches
        A: All five today, and one of three arch rounds. The arch stretch once more?
        U: yes
        A: Arch stretch. Left leg across the other, pull the toes back. (12 s) Hold one. ...
    """)


def test_later_the_same_day(returning_home):
    """After two hours what was done is named, and the others are offered."""
    returning_home.says("""
        U: start my heel stretches
        U: (nothing)
        U: stop
        +5h
        U: start my heel stretches
        A: Earlier you did the calf stretch and the towel scrunch. Do the other three?
        U: yes
        A: Hamstring stretch. Onto your back. (9 s) ... Left leg up, both hands behind the thigh.
           (6 s) Set one of two. ...
    """)


def test_a_device_that_never_said_goodbye(returning_home):
    """
    What was playing when the line went dead is counted as played, on the day it was played.

    What would have played by itself after it, too: nobody told that it did not.
    """
    returning_home.says("""
        U: start my heel stretches
        A: ...
        +30s
    """)
    returning_home.talk.echo.lose_power()
    returning_home.says("""
        +1d
        U: ask my heel stretches what I did yesterday
        A: Yesterday: calf stretch and towel scrunch. (session ends)
    """)
    log = returning_home.day(TODAY)
    assert [6, 3] == [log.steps(ExerciseId.CALF), log.steps(ExerciseId.TOWEL)]
