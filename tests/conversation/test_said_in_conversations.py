"""What people said in whole conversations, with the answer that is right."""

from datetime import date

from skill.routine.exercises import ExerciseId, Part
from skill.routine.settings import Silence

TODAY = date(2026, 11, 23)


def test_asking_whether_something_was_done_notes_nothing(returning_home):
    """Only what is told is noted; "if I did" is a question."""
    returning_home.says("""
        U: ask my heel stretches if i did exercise four today
        A: The raises: not yet today. (session ends)
        U: ask my heel stretches whether i did the calf stretch
        A: The calf stretch: not yet today. (session ends)
        U: ask my heel stretches if i did all five yesterday
        A: Nothing noted for yesterday. (session ends)
    """)
    log = returning_home.day(TODAY)

    assert 0 == sum(log.doses(unit) for unit in (*ExerciseId, *Part))


def test_settings_are_told_as_far_as_they_were_chosen(coached_home):
    """The calf hold always; of all else what differs from the defaults."""
    coached_home.says("""
        U: ask my heel stretches what are my settings
        A: Left foot and calf thirty seconds. (session ends)
        U: ask my heel stretches to hold for forty five seconds
        A: Calf stretch: forty-five seconds. The hamstring stays at thirty. Anything else?
        U: slower
        A: Slow. Anything else?
        U: count every five
        A: Every five. Anything else?
        U: sitting ones first
        A: Easy order: arch first, floor last, from the next time. Anything else?
        U: read me my settings
        A: Left foot and calf forty-five seconds. Slow pace, every five counted and the easy order.
           Anything else?
    """)


def test_whether_the_coach_waits_is_a_setting(returning_home):
    """Told when it is not the default, and stored."""
    returning_home.says("""
        U: ask my heel stretches to wait for me
        A: I'll wait for ready. Anything else?
        U: what are my settings
        A: Left foot and calf thirty seconds. Every second counted and waiting for ready.
               Anything else?
    """)
    assert silence_of(returning_home) is Silence.WAITS
    returning_home.says("""
        U: go on by yourself
        A: I'll go on by myself; say more time if you need it. Anything else?
        U: do you wait for me
        A: Say wait for me, or go on by yourself. (listening)
    """)
    assert silence_of(returning_home) is Silence.GOES_ON


def silence_of(home):
    """Return what is stored of the setting."""
    return home.store.load(home.user_id, since=date(2020, 1, 1)).profile.settings.silence


def test_where_it_should_be_felt_is_two_sentences(returning_home):
    """Then the same hold again."""
    returning_home.says("""
        U: start my heel stretches
        +40s
        U: where should i feel it
        A: You should feel a firm, comfortable pull in the calf of the back leg. Nothing sharp, and
           no new pain under the heel. Left leg. Hold. Thirty, ...
        +10s
        U: where should i feel the arch stretch
        A: You should feel a tight band along the arch, which your other hand can find. ... Left
           leg. Hold. Thirty, ...
    """)


def test_what_is_not_there_has_something_instead(returning_home):
    """No towel, no chair, the bed for the floor: an answer, and on."""
    returning_home.says("""
        U: start my heel stretches
        +10s
        U: i don't have a towel
        A: Any small cloth that lies flat will do, such as a T-shirt. Or say skip, and we leave the
           towel scrunch out. Ready?
        U: can i do it on the bed
        A: The article says the floor, on a mat. If you can't get down there, a firm bed will do.
           Ready?
        U: what do i need
        A: Nothing to buy. A chair, a small towel, a wall, ... Ready?
    """)


def test_a_gentle_session_has_the_fewest_sets_once(returning_home):
    """All five, with as little of each as there can be; nothing is set."""
    returning_home.says("""
        U: ask my heel stretches for the gentle one
        A: A gentle one: the fewest sets. Five exercises today, about eleven minutes. Calf stretch.
           Left leg back, hands on the wall. (12 s) ... One set. Hold. Thirty, ...
           You've done the calf stretch. Towel scrunch. ... One set. ... Hamstring stretch. ...
           Ready?
        U: what are my settings
        A: Left foot and calf thirty seconds. Every second counted. Ready?
    """)


def test_whoever_cannot_get_down_does_the_other_four(returning_home):
    """From outside the others are offered, and the floor is not offered again that day."""
    returning_home.says("""
        U: ask my heel stretches i can't get down on the floor
        A: Everything but the hamstring stretch, ... Start?
        U: yes
        A: ... Calf stretch. ...
        U: stop
        U: start my heel stretches
        A: You were in the calf stretch, ...
        U: no
        A: ... from the top?
        U: yes
        A: Left out today: hamstring stretch. ...
    """)


def test_whoever_cannot_get_down_in_a_routine_goes_on_from_there(returning_home):
    """Without the floor."""
    returning_home.says("""
        U: start my heel stretches
        +40s
        U: i can't get down on the floor
        A: Hamstring left out. ... Hold. ...
    """)


def test_nothing_is_no_pain_where_pain_was_asked_for(returning_home):
    """And where nothing was asked for, it is the end."""
    returning_home.says("""
        U: start my heel stretches
        +40s
        U: my knee hurts
        A: Stopped. Let go gently. Zero to ten, how bad?
        U: nothing
        A: That's mild. Ease off a little. Carry on?
        U: no
        U: stop
        U: ask my heel stretches to go slower
        A: Slow. Anything else?
        U: nothing
        A: Next stretch at midday. (session ends)
        U: ask my heel stretches to go slower
        U: thank you
        A: Next stretch at midday. (session ends)
    """)


def test_a_warning_sign_called_out_by_itself_ends_the_session(returning_home):
    """Nobody makes a sentence of it."""
    returning_home.says("""
        U: start my heel stretches
        +40s
        U: ow, pins and needles
        A: Stop the exercises for now. ... (session ends)
        U: start my heel stretches
        +40s
        U: i fell and hurt my foot
        A: Stop the exercises for now. ... (session ends)
        U: start my heel stretches
        +40s
        U: help me
        A: This may be an emergency. Call your local emergency number now. I can't call for you.
           (session ends)
    """)


def test_talk_in_the_room_changes_no_setting(returning_home):
    """What is near a setting's words, and none of them, is not understood."""
    returning_home.says("""
        U: ask my heel stretches to go slower
        U: who are you talking to
        A: I didn't catch that. ...
        U: make it bigger
        A: Say start to begin.
        U: what are my settings
        A: Left foot and calf thirty seconds. Slow pace and every second counted.
               Anything else?
    """)


def test_delete_answers_whether_to_delete(returning_home):
    """Right after the question the word itself is a yes."""
    returning_home.says("""
        U: tell my heel stretches to delete my data
        A: That deletes your settings, your reminders and every day I've noted. ...
        U: delete
        A: Everything is deleted. (session ends)
    """)
