"""Safety, settings, notes and advice, as they are spoken: transcripts and their neighbours."""

from datetime import date

from skill.progress.days import DayLog, LogEntry
from skill.routine.exercises import ExerciseId
from tests.fakes import count

TODAY = date(2026, 11, 23)


def test_it_hurts_a_lot(returning_home):
    """Stop, one question; six and more leave the exercise out."""
    returning_home.says("""
        U: start my heel stretches
        +40s
        U: Alexa, ow, that hurts
        A: Stopped. Let go gently. Zero to ten, how bad?
        U: about a seven
        A: We'll leave this one today. If it hurts more tomorrow, or again next time, ask a doctor
           or physio. Next exercise, or stop?
        U: next
        A: Towel scrunch. Sit down, towel on the floor, left foot on its near edge. (5 s) ... Set
           one of three. One, reach, ...
    """)


def test_it_hurts_a_little(returning_home):
    """A level said with it skips the question; the same hold comes again."""
    returning_home.says("""
        U: start my heel stretches
        +75s
        U: Alexa, that pulls too much, it's a three
        A: Stopped. That's mild. Ease off a little. Carry on?
        U: yes
        A: Right leg. Hold. Thirty, ...
    """)


def test_pain_twice_in_the_same_exercise_leaves_it_out(returning_home):
    """The second time no number is asked for."""
    returning_home.says("""
        U: start my heel stretches
        +40s
        U: that hurts
        U: two
        A: That's mild. Ease off a little. Carry on?
        U: yes
        +15s
        U: ouch
        A: Stopped. We'll leave this one today. ... Next exercise, or stop?
        U: stop
        A: Stopped. I've kept your place. (session ends)
    """)


def test_pain_without_a_number_takes_the_careful_answer(returning_home):
    """Two answers that fit nothing are as good as a six."""
    returning_home.says("""
        U: start my heel stretches
        +40s
        U: ow
        U: the market fell
        A: A number from zero to ten, or say skip. Zero to ten, how bad?
        U: the weather
        A: We'll leave this one today. ...
    """)


def test_a_numb_foot(returning_home):
    """A warning sign ends the session with whom to see; what was done is kept."""
    returning_home.says("""
        U: start my heel stretches
        +70s
        U: Alexa, my foot's gone numb
        A: Stop the exercises for now. A doctor or podiatrist should look at that soon. I've kept
           what you did. (session ends)
        +5m
        U: start my heel stretches
        A: Five exercises, ...
    """)
    assert returning_home.day(TODAY).steps(ExerciseId.CALF) == 1


def test_nothing_of_pain_is_kept(returning_home):
    """No number, no symptom: not in the attributes, not in the table."""
    played = returning_home.says("""
        U: start my heel stretches
        +40s
        U: it's a seven out of ten
        A: Stopped. We'll leave this one today. ...
    """)
    kept = str(played.last_response["sessionAttributes"])
    stored = returning_home.store.load(returning_home.user_id, since=TODAY)
    for word in ("7", "seven", "level"):
        assert f"'{word}'" not in kept
        assert f"'{word}'" not in str(stored)


def test_settings(returning_home):
    """Each changes what was asked, says so in a phrase, and stays open for more."""
    returning_home.says("""
        U: Alexa, ask my heel stretches to hold for a minute and a half
        A: The article says thirty to sixty. Calf stretch: sixty seconds.
           The hamstring stays at thirty. Anything else?
        U: only count the last five
        A: Only the last five. Anything else?
        U: less talking
        A: Less talk. ...
        U: stop
        U: start the calf stretch with my heel stretches
        A: Calf, left. (11 s) ... Set one of three. Hold. Half way, five, four, three, two,
           one, and relax. ...
    """)


def test_a_setting_changes_the_hold_that_runs(returning_home):
    """This step again, in the new form."""
    returning_home.says("""
        U: start my heel stretches
        +40s
        U: forty five seconds
        A: Calf stretch: forty-five seconds. The hamstring stays at thirty. Left leg. Hold. ...
    """)


def test_easy_order_and_the_other_foot(returning_home):
    """From the next time on."""
    returning_home.says("""
        U: Alexa, tell my heel stretches it's my right foot now
        A: Right foot. Anything else?
        U: sitting ones first
        A: Easy order: arch first, floor last, from the next time. Anything else?
        U: no
        U: start my heel stretches
        A: Good morning. Off we go. Arch stretch. Right leg across the other, pull the toes back.
           ...
    """)


def test_questions_from_outside(returning_home):
    """Answered, and the session is closed."""
    returning_home.says("""
        U: Alexa, ask my heel stretches what I need
        A: Nothing to buy. A chair, a small towel, a wall, and for the floor a mat and a pillow if
           you have them. ... (session ends)
        U: Alexa, ask my heel stretches if shockwave works
        A: The article says many people combine these exercises with shockwave treatment, and
           thinks well of it. Whether it suits you is a question for a doctor or physiotherapist.
           (session ends)
    """)


def test_delete_my_data(returning_home):
    """Only a yes deletes; afterwards there is nobody."""
    returning_home.says("""
        U: ask my heel stretches for the morning stretch
        U: no
        U: Alexa, tell my heel stretches to delete my data
        A: That deletes your settings, your reminders and every day I've noted. ...
        U: um
        A: Yes deletes everything. No keeps it. Delete it all?
        U: yes
        A: Everything is deleted. (session ends)
    """)
    stored = returning_home.store.load(returning_home.user_id, since=date(2020, 1, 1))
    assert (None, {}) == (stored.profile, stored.days)


def test_unclear_answers_delete_nothing(returning_home):
    """The safe answer is no."""
    returning_home.says("""
        U: ask my heel stretches to forget me
        U: um
        U: the market fell
        A: Nothing is deleted. Anything else?
    """)
    stored = returning_home.store.load(returning_home.user_id, since=date(2020, 1, 1))
    assert stored.profile is not None


def test_done_already_and_taken_back(returning_home):
    """A dose that was done elsewhere is noted, once; undo takes it back."""
    returning_home.says("""
        U: ask my heel stretches i already did the calf stretch
        A: Noted for today: calf stretch. (session ends)
        U: ask my heel stretches what i did today
        A: Today: calf stretch. Not yet: ...
        U: ask my heel stretches undo that
        A: Taken back from today: calf stretch. (session ends)
    """)
    log = returning_home.day(TODAY)
    assert (0, 0) == (log.steps(ExerciseId.CALF), log.doses(ExerciseId.CALF))


def test_the_week_and_the_record(returning_home):
    """Days of the last seven, the whole routine, the rounds; the longest run."""
    store, user_id = returning_home.store, returning_home.user_id
    done = {"calf_steps": 6, "calf_done": 1, "calf_done_steps": 6, "arch_steps": 20, "arch_done": 2}
    for day in (16, 17, 18, 19, 21):
        count(store, user_id, LogEntry(f"seg-{day}", date(2026, 11, day), done))
    returning_home.says("""
        U: Alexa, ask my heel stretches about this week
        A: You stretched on four of the last seven days. The arch stretch eight rounds.
           (session ends)
        U: Alexa, ask my heel stretches what's my longest run
        A: Four of the last seven days. Your longest run is four days. (session ends)
        U: ask my heel stretches what did i do this month
        A: Five days in November so far. (session ends)
    """)
    assert isinstance(returning_home.day(TODAY), DayLog)


def test_why_and_how(returning_home):
    """Asked in a count: two sentences, then the same hold again."""
    returning_home.says("""
        U: start my heel stretches
        +40s
        U: what is this one good for
        A: The article says tight calf muscles are often linked to heel pain, and that walking
           differently because of a sore heel can tighten them further. It adds that the stretch can
           help against leg cramps. Left leg. Hold. Thirty, ...
    """)


def test_my_week_and_my_month(returning_home):
    """Both reach up to today."""
    done = {"calf_steps": 6, "calf_done": 1, "calf_done_steps": 6}
    for day in (2, 20, 21):
        entry = LogEntry(f"seg-{day}", date(2026, 11, day), done)
        count(returning_home.store, returning_home.user_id, entry)
    returning_home.says("""
        U: ask my heel stretches how was my week
        A: You stretched on two of the last seven days. (session ends)
        U: ask my heel stretches how is my month
        A: Three days in November so far. (session ends)
    """)


def test_a_cramp_settles_before_anything_else(returning_home):
    """No number is asked; ready goes on, skip leaves it."""
    returning_home.says("""
        U: start my heel stretches
        +40s
        U: my calf's cramping
        A: Stopped. Ease off and let it settle. Say ready, or skip. (listening)
        U: ready
        A: Left leg. Hold. Thirty, ...
    """)


def test_the_other_side_now(returning_home):
    """In a count left and right are sides, not the sore foot."""
    returning_home.says("""
        U: start my heel stretches
        +40s
        U: right
        A: Set one of three. Right leg. (4 s) Hold. Thirty, ...
    """)


def test_what_may_have_been_an_ow_is_asked_about(returning_home):
    """The count stops first; no goes on with the same hold."""
    returning_home.says("""
        U: start my heel stretches
        +40s
        U: Alexa, oh
        A: Stopped. Did that hurt? (listening)
        U: no
        A: Left leg. Hold. Thirty, ...
        +12s
        U: oh
        U: yes
        A: Zero to ten, how bad?
    """)


def test_an_exercise_left_out_for_pain_is_not_come_back_to(returning_home):
    """Stopping there keeps the place at the next one."""
    returning_home.says("""
        U: start my heel stretches
        +70s
        U: that hurts
        U: eight
        A: We'll leave this one today. ...
        U: stop
        A: Stopped. I've kept your place. (session ends)
        +10m
        U: start my heel stretches
        A: Left out today: calf stretch. Next is the towel scrunch. Carry on?
        U: yes
        A: Towel scrunch. Sit down, towel on the floor, left foot on its near edge. (5 s) ... Set
           one of three. One, reach, ...
    """)


def test_what_was_done_stays_on_a_card_in_the_app(returning_home):
    """A line an exercise when it is asked for, and again with the last words of the day."""
    played = returning_home.says("""
        U: start my heel stretches
        +120s
        U: next
        +10s
        U: what did i do today
        A: Today: one of three sets of the calf stretch. Ready?
        U: stop
        A: Stopped. I've kept your place. (session ends)
    """)
    shown = [exchange.response["response"].get("card") for exchange in played.exchanges]

    card = {
        "type": "Simple",
        "title": "Heel stretches, today",
        "content": "Calf stretch: 1 of 3 sets\n"
        "Not yet: towel scrunch, hamstring stretch, raises and arch stretch",
    }
    assert "What to do today" == shown[0]["title"]
    assert [None, card, card] == shown[1:]


def test_the_disclaimer_stays_on_the_card_of_the_first_visit(home):
    """It is said once; the app keeps it."""
    played = home.says("""
        U: start my heel stretches
        U: left
        A: Left. You'll want a chair, ... All five, or two?
    """)
    first, second = (exchange.response["response"].get("card") for exchange in played.exchanges)

    assert "Before you start" == first["title"]
    assert first["content"].startswith(
        "These are general exercises from an article; I'm not a doctor."
    )
    assert second is None


def test_after_midnight_the_evening_is_not_over(returning_home):
    """It is nine in the evening in London; four hours later it is still that day."""
    returning_home.says("""
        +13h
        U: ask my heel stretches i already did the calf stretch
        +4h
        U: ask my heel stretches what i did today
        A: Today: calf stretch. Not yet: four exercises. (session ends)
        +2h
        U: ask my heel stretches what i did today
        A: Nothing yet today. The arch stretch takes about three minutes. Start? (listening)
    """)


def test_a_routine_over_midnight_is_one_day(returning_home):
    """Whoever asks in the middle of it hears of what was done before twelve."""
    returning_home.says("""
        +15h
        +55m
        +30s
        U: start my heel stretches
        A: Good evening. Off we go. Calf stretch. ...
        U: (nothing)
        A: ... You've done the calf stretch. Towel scrunch. ...
        U: what did i do so far
        A: Today: calf stretch and towel scrunch. Say ready for the next one.
    """)


def test_the_sore_foot_is_asked_for_again_after_a_week(home):
    """No answer: it is "your sore foot" for a week, and then the question comes once more."""
    home.says("""
        U: start my heel stretches
        A: Welcome. ... Which foot is sore: left, right or both?
        U: (nothing)
        +6d
        U: start my heel stretches
        A: Day one. Here we go. Five exercises today, about twenty-three minutes. ...
        U: stop
        +1d
        U: start my heel stretches
        A: Which foot is sore: left, right or both? (listening)
        U: (nothing)
        +3d
        U: start my heel stretches
        A: Thursday. Here we go. Five exercises today, about twenty-three minutes. ...
        U: stop
        +4d
        U: start my heel stretches
        A: Which foot is sore: left, right or both?
        U: left
        A: Left. You'll want a chair, ... All five, or two?
        U: stop
        +20d
        U: start my heel stretches
        A: Sunday. Here we go. Five exercises today, about twenty-three minutes. ...
    """)


def test_whoever_comes_back_after_a_long_time_is_welcome(returning_home):
    """One sentence, and no count of the days in between."""
    returning_home.says("""
        +15d
        U: start my heel stretches
        A: Good to have you back. Five exercises today, about twenty-three minutes.
           Calf stretch. Hands on a wall, left foot back, ... Set one of three. ...
        +60s
        U: stop
        U: start my heel stretches
        A: You were in the calf stretch, set one of three. Carry on?
    """)
