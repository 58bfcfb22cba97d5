"""Reminders: asked about, allowed, set, heard, changed, and gone, with all that may go wrong."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from simulator.device.events import PermissionCardSent, ReminderRang
from simulator.device.reminders import ReminderFault
from skill.progress.history import History
from skill.progress.reminders import WORKDAYS, Reminder, SetReminder
from tests.conversation.conftest import MONDAY_MORNING, home_in, returning_profile

PAGE = Path(__file__).parents[2] / "docs" / "reminders.md"
TODAY = MONDAY_MORNING.date()
DAILY = Reminder(7 * 60 + 30)
ROUNDS = (DAILY, Reminder(13 * 60), Reminder(18 * 60 + 30))
CONSENT = (
    "Do you give Heel Stretches permission to update your reminders? You can say I approve or no."
)
OFFER = "I can remind you. Say: Alexa, ask my heel stretches to remind me every morning."


def profile_of(home):
    """Return what is stored of the person."""
    return home.store.load(home.user_id, since=TODAY).profile


def known(home):
    """Return the reminders in the profile."""
    profile = profile_of(home)
    return tuple(each.reminder for each in profile.reminders) if profile else ()


def alexas(home):
    """Return what is in the Alexa app: when each rings next in London, and its rule in words."""
    kept = home.talk.echo.reminders.all(home.talk.clock.now())
    return [(f"{each.next_at:%a %H:%M}", each.trigger.rule_text) for each in kept if each.next_at]


def tokens(home):
    """Return Alexa's ids of what is set, and those in the profile: they are the same."""
    kept = {each.token for each in home.talk.echo.reminders.all(home.talk.clock.now())}
    assert kept == {each.token for each in profile_of(home).reminders}
    return kept


@pytest.fixture
def allowed_home(returning_home):
    """The home of somebody who allows reminders."""
    returning_home.talk.echo.reminders.allow(is_allowed=True)
    return returning_home


@pytest.fixture
def reminded_home(allowed_home):
    """The home of somebody who is reminded every morning."""
    allowed_home.says("""
        U: ask my heel stretches to remind me every morning
        U: yes
        A: Done. I'll remind you every day at half past seven in the morning. Anything else?
        U: no
    """)
    assert (DAILY,) == known(allowed_home)
    return allowed_home


def test_a_reminder_is_asked_about_allowed_set_and_heard_the_next_day(returning_home):
    """What it says leads into the routine."""
    home = returning_home
    home.says(f"""
        U: ask my heel stretches to remind me every morning
        A: Shall I remind you to stretch every day at half past seven in the morning? (listening)
        U: half past eight instead
        A: Shall I remind you to stretch every day at half past eight in the morning? (listening)
        U: yes
        A: {CONSENT}
    """)
    assert [] == alexas(home)
    home.says("""
        U: i approve
        A: Done. I'll remind you every day at half past eight in the morning. Anything else?
        U: no
    """)
    assert [("Mon 08:30", "every day")] == alexas(home)
    assert 1 == len(tokens(home))

    talked = home.says("""
        +1d
        R: Here's your reminder. Time for your heel stretches. Say: Alexa, start my heel stretches.
        U: start my heel stretches
        A: ... Calf stretch. ...
    """)

    [rang] = [each for each in talked.events if isinstance(each, ReminderRang)]
    assert (8, 30) == (rang.local_at.hour, rang.local_at.minute)


def test_the_dialogue_of_the_page_is_true(returning_home):
    """docs/reminders.md shows it."""
    [dialogue] = re.findall(r"```text\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)

    returning_home.says(dialogue)

    assert (Reminder(8 * 60 + 30, WORKDAYS),) == known(returning_home)


def test_who_allows_none_is_left_alone(returning_home):
    """Not asked again, not offered again, and nothing is set."""
    returning_home.says(f"""
        U: ask my heel stretches to remind me every morning
        U: yes
        A: {CONSENT}
        U: no
        A: No reminder, then. If you change your mind, ask me again. Anything else? (listening)
        U: no
        A: ... (session ends)
    """)

    assert ([], ()) == (alexas(returning_home), known(returning_home))


def test_who_does_not_answer_alexa_gets_a_card(returning_home):
    """She asks twice; the Alexa app is the other way, and it leads to the same reminder."""
    talked = returning_home.says(f"""
        U: ask my heel stretches to remind me every morning
        U: yes
        A: {CONSENT}
        U: (nothing)
        A: {CONSENT}
        U: (nothing)
        A: Reminders need your permission. I've sent a card to your Alexa app: allow them there,
           then ask me again. Anything else? (listening)
        U: no
    """)
    assert 1 == len([each for each in talked.events if isinstance(each, PermissionCardSent)])
    assert [] == alexas(returning_home)

    returning_home.says("""
        /allow
        U: ask my heel stretches to remind me every morning
        A: Shall I remind you to stretch every day at half past seven in the morning?
        U: yes
        A: Done. I'll remind you every day at half past seven in the morning. Anything else?
    """)
    assert 1 == len(tokens(returning_home))


@pytest.mark.parametrize(
    ("answer", "says", "number"),
    [
        ("i approve", "Done. I'll remind you every day at half past seven in the morning. ...", 1),
        ("no", "No reminder, then. If you change your mind, ask me again. ...", 0),
    ],
)
def test_a_session_that_alexa_forgets_at_her_question_is_no_loss(
    returning_home, answer, says, number
):
    """What was to be set comes back with the answer, in whatever session."""
    returning_home.talk.echo.forgets_session_at_consent = True
    returning_home.says(f"""
        U: ask my heel stretches to remind me every morning
        U: yes
        A: {CONSENT}
        U: {answer}
        A: {says}
    """)

    assert number == len(alexas(returning_home))


@pytest.mark.parametrize("word", ["no", "(nothing)", "what did i do today", "stop", "help"])
def test_what_is_no_yes_sets_nothing(allowed_home, word):
    """A no, silence, another question."""
    allowed_home.says(f"""
        U: ask my heel stretches to remind me every morning
        A: Shall I remind you to stretch every day at half past seven in the morning? (listening)
        U: {word}
    """)

    assert ([], ()) == (alexas(allowed_home), known(allowed_home))


def test_three_times_a_day_for_the_rounds(allowed_home):
    """Each rings at its time; the first is for all exercises, the others for the arch."""
    allowed_home.says("""
        U: ask my heel stretches to remind me three times a day
        A: Shall I remind you to stretch every day at half past seven in the morning, one in the
           afternoon and half past six in the evening? (listening)
        U: yes
        A: Done. I'll remind you every day at half past seven in the morning, one in the afternoon
           and half past six in the evening. Anything else?
        U: no
        +5h
        R: Here's your reminder. Time for the arch stretch. Say: Alexa, ask my heel stretches for
           the arch stretch.
        U: ask my heel stretches for the arch stretch
        A: Arch stretch. ...
        U: stop
        +6h
        R: Here's your reminder. Time for the arch stretch. ...
        +13h
        R: Here's your reminder. Time for your heel stretches. Say: Alexa, start my heel stretches.
    """)
    assert ROUNDS == known(allowed_home)
    assert 3 == len(tokens(allowed_home))


def test_not_on_weekends(reminded_home):
    """Said exactly, set after a yes: the one there is becomes the other, and keeps its id."""
    before = tokens(reminded_home)
    reminded_home.says("""
        U: ask my heel stretches for the towel scrunch
        +40s
        U: not on weekends
        A: Shall I remind you to stretch on weekdays at half past seven in the morning instead?
           (listening)
    """)
    assert (DAILY,) == known(reminded_home)
    reminded_home.says("""
        U: yes
        A: Done. I'll remind you on weekdays at half past seven in the morning. Set one of ...

    """)

    assert (Reminder(7 * 60 + 30, WORKDAYS),) == known(reminded_home)
    assert [("Tue 07:30", "every week on Mon, Tue, Wed, Thu, Fri")] == alexas(reminded_home)
    assert before == tokens(reminded_home)


def test_not_on_weekends_while_it_is_asked_about(allowed_home):
    """It is proposed once more, without them."""
    allowed_home.says("""
        U: ask my heel stretches to remind me every morning
        U: not on weekends
        A: Shall I remind you to stretch on weekdays at half past seven in the morning? (listening)
        U: yes
        A: Done. I'll remind you on weekdays at half past seven in the morning. Anything else?
    """)

    assert (Reminder(7 * 60 + 30, WORKDAYS),) == known(allowed_home)


def test_a_change_leaves_one(reminded_home):
    """The other time takes the place of the first; what is said before a yes is not set."""
    before = tokens(reminded_home)
    reminded_home.says("""
        U: ask my heel stretches to remind me at eight
        A: Shall I remind you to stretch every day at 8 in the morning instead? (listening)
        U: in the evening
        A: Shall I remind you to stretch every day at 8 in the evening instead? (listening)
        U: yes
        A: Done. I'll remind you every day at 8 in the evening. Anything else?
        U: when is my next reminder
        A: You're reminded every day at 8 in the evening. The next one is today. Anything else?
    """)

    assert [("Mon 20:00", "every day")] == alexas(reminded_home)
    assert before == tokens(reminded_home)


def test_what_is_deleted_in_the_app_is_not_claimed(reminded_home):
    """It is looked for each time, and set anew where it is wanted again."""
    reminded_home.says("""
        /delete 1
        U: ask my heel stretches when is my next reminder
        A: No reminder is set. You can say: remind me every morning. ...
    """)
    assert () == known(reminded_home)

    reminded_home.says("""
        U: ask my heel stretches to remind me every morning
        A: Shall I remind you to stretch every day at half past seven in the morning? (listening)
        U: yes
        A: Done. ...
    """)
    assert 1 == len(tokens(reminded_home))


def test_a_reminder_is_cancelled(reminded_home):
    """At once: it can be asked for again."""
    reminded_home.says("""
        U: ask my heel stretches to cancel my reminders
        A: Cancelled: every day at half past seven in the morning. ...
        U: ask my heel stretches when is my next reminder
        A: No reminder is set. ...
    """)

    assert ([], ()) == (alexas(reminded_home), known(reminded_home))


def test_the_exercise_goes_on(returning_home):
    """After the reminder is set, in the midst of a count; Alexa's own question stands between."""
    returning_home.says(f"""
        U: ask my heel stretches for the towel scrunch
        +40s
        U: remind me every morning
        A: Shall I remind you to stretch every day at half past seven in the morning? (listening)
        U: yes
        A: {CONSENT}
        U: i approve
        A: Done. I'll remind you every day at half past seven in the morning. Set one of three. One,
           reach, ...
        +40s
        U: when is my next reminder
        A: You're reminded every day at half past seven in the morning. The next one is tomorrow.
           Set one of three. One, reach, ...
        +8m
    """)

    assert 1 == len(tokens(returning_home))
    assert 3 == returning_home.day(TODAY).counters["towel_steps"]


@pytest.mark.parametrize("answer", ["no", "(nothing)"])
def test_the_exercise_goes_on_without_a_reminder(returning_home, answer):
    """Denied, or Alexa's question not answered."""
    twice = "U: (nothing)" if answer == "(nothing)" else ""
    returning_home.says(f"""
        U: ask my heel stretches for the towel scrunch
        +40s
        U: remind me every morning
        U: yes
        A: {CONSENT}
        U: {answer}
        {twice}
        A: ... Set one of three. One, reach, ...
    """)

    assert [] == alexas(returning_home)


SAID = {
    "throttled": "Alexa's reminders are busy. Please ask again in a minute.",
    "too-many": "Alexa has no room for more reminders. Please delete some in the Alexa app.",
    "unsupported": "This device can't keep reminders. Please ask me on another one.",
    "broken": "I can't reach Alexa's reminders just now. Please ask again later.",
    "unavailable": "I can't reach Alexa's reminders just now. Please ask again later.",
    "offline": "Alexa can't reach the device that would ring. Please ask again later.",
    "silent": "I can't reach Alexa's reminders just now. Please ask again later.",
    "unreachable": "I can't reach Alexa's reminders just now. Please ask again later.",
}
"""What is said where something goes wrong in Alexa's service."""


def test_every_fault_has_its_words():
    """A control."""
    assert set(ReminderFault) == SAID.keys()


@pytest.mark.parametrize("fault", SAID)
def test_what_goes_wrong_is_said_and_the_exercise_goes_on(allowed_home, fault):
    """Nothing is claimed to be set; a moment later it can be."""
    allowed_home.says("""
        U: ask my heel stretches for the towel scrunch
        +40s
        U: remind me every morning
        A: Shall I remind you to stretch every day at half past seven in the morning? (listening)
    """)
    allowed_home.talk.echo.reminders.fault = ReminderFault(fault)
    allowed_home.says(f"""
        U: yes
        A: {SAID[fault]} Set one of three. One, reach, ...
    """)
    assert ([], ()) == (alexas(allowed_home), known(allowed_home))

    allowed_home.says("""
        /fault none
        +40s
        U: remind me every morning
        A: Shall I remind you to stretch every day at half past seven in the morning? (listening)
        U: yes
        A: Done. I'll remind you every day at half past seven in the morning. Set one of three. ...
    """)
    assert 1 == len(tokens(allowed_home))


def test_forgetting_everything_removes_the_reminders_too(reminded_home):
    """As is said before."""
    reminded_home.says("""
        U: tell my heel stretches to delete all my data
        A: That deletes your settings, your reminders and every day I've noted. It can't be undone.
           Delete it all? (listening)
        U: yes
        A: Everything is deleted. (session ends)
    """)

    assert [] == alexas(reminded_home)
    assert profile_of(reminded_home) is None


def test_reminders_that_cannot_be_removed_are_named(reminded_home):
    """Everything else is deleted all the same."""
    reminded_home.talk.echo.reminders.fault = ReminderFault.BROKEN
    reminded_home.says("""
        U: tell my heel stretches to delete all my data
        U: yes
        A: Everything is deleted. I couldn't cancel your reminders: please delete them in the Alexa
           app. (session ends)
    """)

    assert 1 == len(alexas(reminded_home))
    assert profile_of(reminded_home) is None


def does_a_day(home, *, is_offered):
    """Do an exercise, hear whether reminders are offered at its end, and wait for the next day."""
    talked = home.says("""
        U: ask my heel stretches for the towel scrunch
        +8m
    """)
    assert (OFFER in talked.transcript()) is is_offered, talked.transcript()
    home.talk.echo.wait((timedelta(days=1) - timedelta(minutes=9)).total_seconds())


def test_reminders_are_offered_once_at_the_end_of_the_third_day(home):
    """Never before, and never again."""
    home.knows(replace(returning_profile(), history=History()))

    for is_offered in (False, False, True, False, False):
        does_a_day(home, is_offered=is_offered)


def test_who_has_reminders_is_not_offered_any(home):
    """On no day, also where they were never offered."""
    there = (SetReminder("set-elsewhere", DAILY),)
    home.knows(replace(returning_profile(), history=History(), reminders=there))

    for _ in range(4):
        does_a_day(home, is_offered=False)


def test_a_reminder_rings_by_the_clock_at_the_wall(tmp_path, local_engine):
    """Also where it is another hour than in Greenwich."""
    with home_in("America/New_York", MONDAY_MORNING, tmp_path, local_engine) as home:
        home.knows(returning_profile())
        home.talk.echo.reminders.allow(is_allowed=True)
        home.says("""
            U: ask my heel stretches to remind me every morning
            U: yes
            A: Done. ...
        """)
        [kept] = home.talk.echo.reminders.all(home.talk.clock.now())

    assert datetime(2026, 11, 23, 12, 30, tzinfo=UTC) == kept.next_at


def test_who_wants_it_in_an_hour_is_reminded_in_an_hour(reminded_home):
    """Once, at a time that is told; what rings every morning stays."""
    reminded_home.says("""
        U: ask my heel stretches to remind me in an hour
        A: Shall I remind you to stretch every day at half past seven in the morning and today at
           nine in the morning? (listening)
        U: no, in two hours
        A: Shall I remind you to stretch every day at half past seven in the morning and today at
           ten in the morning? (listening)
        U: yes
        U: no
        +3h
        R: Here's your reminder. ...
    """)

    assert (DAILY,) == known(reminded_home)[:1]
    assert [("Tue 07:30", "every day")] == alexas(reminded_home)


def test_a_number_is_a_time_and_the_near_half_of_the_day_is_meant(allowed_home):
    """Alexa sends the hours of the night for "at seven" and "at two"."""
    allowed_home.says("""
        U: ask my heel stretches to remind me every evening
        A: Shall I remind you to stretch every day at half past six in the evening?
        U: seven
        A: Shall I remind you to stretch every day at seven in the evening?
        U: make it two
        A: Shall I remind you to stretch every day at two in the afternoon?
        U: no, at two in the morning
        A: Shall I remind you to stretch every day at two at night?
        U: forty
        A: Yes sets it, no leaves it. Or say another time, or other days. ...
        U: on mondays and thursdays at nine and at six
        A: Shall I remind you to stretch on Mondays and Thursdays at nine in the morning and six in
           the evening?
        U: no
        A: No reminder, then. Anything else?
        U: no
    """)
    assert [] == alexas(allowed_home)


def test_the_first_of_a_day_is_for_all_the_exercises_also_when_it_was_a_round(allowed_home):
    """Once the one before it is cancelled, it says so."""
    allowed_home.says("""
        U: ask my heel stretches to remind me three times a day
        U: yes
        U: cancel the morning reminder
        A: Cancelled: every day at half past seven in the morning. Anything else?
        U: no
        +5h
        R: Here's your reminder. Time for your heel stretches. Say: Alexa, start my heel stretches.
        +6h
        R: Here's your reminder. Time for the arch stretch. ...
    """)


def moved(home, zone):
    """Live in another time zone from now on; the skill is told within a day."""
    home.talk.settings_service.zone_name = zone
    home.talk.echo.wait(timedelta(days=1, hours=1).total_seconds())


def test_who_has_moved_is_asked_whether_the_reminders_move_too(reminded_home):
    """What rings in the middle of the night is not told as if it rang in the morning."""
    moved(reminded_home, "America/New_York")
    reminded_home.says("""
        U: ask my heel stretches when is my next reminder
        A: Your reminders go by another time zone. Shall I remind you to stretch every day at half
           past seven in the morning here? (listening)
        U: no
        A: Your reminders stay as they are. Anything else?
        U: remind me every morning
        A: Your reminders go by another time zone. Shall I remind you to stretch every day at half
           past seven in the morning here? (listening)
        U: at eight
        A: Shall I remind you to stretch every day at eight in the morning here? (listening)
        U: at half past seven
        A: Shall I remind you to stretch every day at half past seven in the morning here?
           (listening)
    """)
    assert [("Wed 07:30", "every day")] == alexas(reminded_home)

    reminded_home.says("""
        U: yes
        A: Done. I'll remind you every day at half past seven in the morning. Anything else?
        U: when is my next reminder
        A: You're reminded every day at half past seven in the morning. ...
        U: no
    """)

    [kept] = reminded_home.talk.echo.reminders.all(reminded_home.talk.clock.now())
    assert "America/New_York" == kept.wish["trigger"]["timeZoneId"]
    assert 1 == len(tokens(reminded_home))


def test_what_is_cancelled_elsewhere_moves_nothing(allowed_home):
    """Nobody has agreed to that: the others ring when they did, also with other words."""
    allowed_home.says("""
        U: ask my heel stretches to remind me three times a day
        U: yes
        U: no
    """)
    moved(allowed_home, "America/New_York")

    allowed_home.says("""
        U: ask my heel stretches to cancel my morning reminder
        A: Cancelled: every day at half past seven in the morning. Anything else?
        U: no
    """)

    kept = allowed_home.talk.echo.reminders.all(allowed_home.talk.clock.now())
    assert ["Europe/London"] * 2 == [each.wish["trigger"]["timeZoneId"] for each in kept]


def test_who_has_moved_to_the_same_time_is_asked_nothing(reminded_home):
    """London and Lisbon have the same clock all year."""
    moved(reminded_home, "Europe/Lisbon")

    reminded_home.says("""
        U: ask my heel stretches when is my next reminder
        A: You're reminded every day at half past seven in the morning. The next one is tomorrow.
    """)
