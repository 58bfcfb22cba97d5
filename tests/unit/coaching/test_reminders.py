"""The coach and Alexa's reminders: exactly what is told is set, and only after a yes."""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from skill.coaching.coach import Coach
from skill.coaching.commands import (
    CancelReminders,
    Consent,
    DayPart,
    NotReady,
    Permitted,
    Plain,
    Progress,
    Remind,
    Rhythm,
    Start,
)
from skill.coaching.dialogue import Question
from skill.coaching.reply import State, Turn
from skill.progress.days import at_the_wall
from skill.progress.profile import Profile
from skill.progress.reminders import (
    WEEKEND,
    WORKDAYS,
    Reminder,
    ReminderFault,
    Weekday,
    in_order,
    still_to_ring,
)
from skill.routine.exercises import ExerciseId, Foot
from skill.routine.message import message
from skill.routine.settings import Settings
from skill.service.session_attributes import attributes_of, state_of
from tests.fakes import InMemoryReminders, respond
from tests.unit.coaching.asking import PRACTISED, WORDS, said
from tests.unit.progress.strategies import MINUTES, SOME_WEEKDAYS

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(1)
MONDAY_10_AM_MS = int(datetime(2026, 11, 23, 10, tzinfo=UTC).timestamp() * 1000)
ZONE = "Europe/London"
SEVEN, EIGHT, NINE_PM = 7 * 60, 8 * 60, 21 * 60
DAILY = Reminder(7 * 60 + 30)
TOWEL = Start(exercise=ExerciseId.TOWEL)
ROUNDS = Remind(rhythm=Rhythm.THREE_TIMES_A_DAY)

MOST_SECONDS = 240
"""A session lasts as long as its sound: nobody answers a question later."""

PROPOSED = re.compile(r"Shall I remind you to stretch (.*?)(?: instead)?\?$")
DONE = re.compile(r"Done\. I'll remind you (.*?)\.(?: |$)")
IS_SET = re.compile(r"You're reminded (.*?)\.(?: |$)")


class Person:
    """Somebody who talks to the coach, and Alexa's reminders of theirs."""

    def __init__(self, *there):
        """Begin with these reminders set, which the coach has not seen."""
        self.coach = Coach(lambda _: WORDS)
        profile = Profile(
            Settings(foot=Foot.LEFT), ZONE, 1, told={"disclaimer": 1}, practice=PRACTISED
        )
        self.state = State(profile)
        self.service = InMemoryReminders({f"old-{n}": (each, "") for n, each in enumerate(there)})
        self.now_ms = MONDAY_10_AM_MS
        self.turns = 0
        self.in_session = False
        self.reply = None

    @property
    def now(self):
        """The present, by the clock at the wall."""
        return at_the_wall(self.now_ms, ZONE).replace(tzinfo=None)

    @property
    def known(self):
        """The reminders in the profile, as they are there."""
        return self.state.profile.reminders

    def says(self, command, *faults, after=5):
        """Say something some seconds later, with faults of the service; return what is answered."""
        self.now_ms += after * 1000
        self.turns += 1
        # No session waits for hours: who comes back opens another one.
        self.in_session = self.in_session and after <= MOST_SECONDS
        # One that has rung for the last time is not there any more.
        there = still_to_ring((kept.set for kept in self.service.all()), self.now)
        self.service.there = {each.token: self.service.there[each.token] for each in there}
        self.service.calls.clear()
        self.service.faults[:] = faults
        turn = Turn(self.now_ms, f"{self.turns:012x}", not self.in_session)
        self.reply = respond(self.coach, self.state, command, turn, self.service)
        self.service.faults.clear()
        written = replace(self.reply.state, entries=(), other_places={})
        carried = state_of(json.loads(json.dumps(attributes_of(written, self.now_ms))))
        self.state = replace(carried, days=written.days)
        # While Alexa asks, the session stays.
        self.in_session = self.reply.listen or bool(self.reply.asks_to_remind)
        played = self.reply.timeline.cues if self.reply.timeline else ()
        return " ".join([said(self.reply), *(each.text for each in played)]).strip()

    def is_answered(self, command, expected, *faults, after=5):
        """Say something, and check what is answered."""
        assert expected == self.says(command, *faults, after=after)


AT_HALF_PAST_SEVEN = "every day at half past seven in the morning"
IN_ROUNDS = f"{AT_HALF_PAST_SEVEN}, one in the afternoon and half past six in the evening"
TOLD = {
    AT_HALF_PAST_SEVEN: Remind(),
    IN_ROUNDS: ROUNDS,
    "every day at noon": Remind((720,)),
    "every day at midnight": Remind((0,)),
    "every day at a quarter to eight in the morning": Remind((7 * 60 + 45,)),
    "every day at a quarter to twelve in the morning": Remind((11 * 60 + 45,)),
    "every day at a quarter to one in the afternoon": Remind((12 * 60 + 45,)),
    "every day at six oh five in the evening": Remind((18 * 60 + 5,)),
    "every day at twelve twenty at night": Remind((20,)),
    "every day at seven and half past nine in the morning": Remind((SEVEN, 9 * 60 + 30)),
    "every day at seven in the morning, noon, one and two in the afternoon": Remind(
        (SEVEN, 12 * 60, 13 * 60, 14 * 60)
    ),
    "every day at twelve twenty at night and eleven at night": Remind((20, 23 * 60)),
    "on weekdays at seven in the morning": Remind((SEVEN,), weekdays=WORKDAYS),
    "at weekends at seven in the morning": Remind((SEVEN,), weekdays=WEEKEND),
    "on Mondays and Fridays at seven in the morning": Remind(
        (SEVEN,), weekdays=(Weekday.MONDAY, Weekday.FRIDAY)
    ),
    "every other day, first tomorrow, at seven in the morning": Remind(
        (SEVEN,), rhythm=Rhythm.EVERY_OTHER_DAY
    ),
    "today at nine in the evening": Remind((NINE_PM,), day=MONDAY),
    "tomorrow at seven in the morning": Remind((SEVEN,), day=TUESDAY),
    "on Friday at seven in the morning": Remind((SEVEN,), day=MONDAY + timedelta(4)),
    "on the thirtieth of November at seven in the morning": Remind(
        (SEVEN,), day=MONDAY + timedelta(7)
    ),
}
"""What is told, by what was wished for, on a Monday at ten."""


@pytest.mark.parametrize("plan", TOLD)
def test_one_sentence_says_what_is_to_be_set(plan):
    """When exactly, and how often; nothing is set yet. After the yes it is told once more."""
    person = Person()

    told = person.says(TOLD[plan])
    assert [plan] == PROPOSED.findall(told)
    assert Question.REMINDERS is person.state.dialogue.question
    assert ["all"] == person.service.calls

    person.is_answered(Plain.YES, f"Done. I'll remind you {plan}. Anything else?")
    assert in_order(person.service.reminders) == tuple(each.reminder for each in person.known)


def test_a_wish_a_change_and_an_end():
    """As a dialogue: one that is set, another time, other days, the next one, and none."""
    person = Person()
    person.is_answered(Remind(), f"Shall I remind you to stretch {AT_HALF_PAST_SEVEN}?")
    person.is_answered(Plain.YES, f"Done. I'll remind you {AT_HALF_PAST_SEVEN}. Anything else?")
    person.is_answered(Remind(), f"You're reminded {AT_HALF_PAST_SEVEN}. Anything else?")
    person.is_answered(
        Remind((EIGHT,)),
        "Shall I remind you to stretch every day at eight in the morning instead?",
    )
    person.is_answered(
        Remind(part=DayPart.EVENING),
        "Shall I remind you to stretch every day at eight in the evening instead?",
    )
    person.is_answered(
        CancelReminders(weekdays=WEEKEND),
        "Shall I remind you to stretch on weekdays at eight in the evening instead?",
    )
    person.is_answered(
        Plain.YES, "Done. I'll remind you on weekdays at eight in the evening. Anything else?"
    )
    person.is_answered(
        Plain.REMINDERS,
        "You're reminded on weekdays at eight in the evening. The next one is today. "
        "Anything else?",
    )
    person.is_answered(
        CancelReminders(), "Cancelled: on weekdays at eight in the evening. Anything else?"
    )
    assert [] == person.service.reminders
    nothing = "No reminder is set. You can say: remind me every morning. Anything else?"
    person.is_answered(Plain.REMINDERS, nothing)
    person.is_answered(CancelReminders(), nothing)


def test_nothing_is_told_to_be_instead_where_all_that_is_set_goes_on():
    """Another day of the same time is one reminder of both days."""
    person = Person(Reminder(SEVEN, WEEKEND[:1]))
    person.is_answered(
        Remind(weekdays=WEEKEND[1:], is_more=True),
        "Shall I remind you to stretch at weekends at seven in the morning?",
    )
    person.is_answered(
        Remind(weekdays=WORKDAYS),
        "Shall I remind you to stretch on weekdays at seven in the morning instead?",
    )


def test_right_after_a_reminder_is_set_undo_means_that():
    """And not the last step, which has nothing to do with it. The others stay."""
    person = Person(DAILY)
    person.says(Remind((NINE_PM,), is_more=True))
    person.says(Plain.YES)

    person.is_answered(Plain.UNDO, "Cancelled: every day at nine in the evening. Anything else?")
    assert [DAILY] == person.service.reminders
    person.is_answered(Plain.UNDO, "There's nothing more to take back. Anything else?")


def test_undo_after_a_reminder_that_was_deleted_in_the_app_says_what_is_set():
    """Nothing is left of it to take back."""
    for there, answer in {
        (): "No reminder is set. You can say: remind me every morning. Anything else?",
        (DAILY,): f"You're reminded {AT_HALF_PAST_SEVEN}. Anything else?",
    }.items():
        person = Person(*there)
        person.says(Remind((NINE_PM,), is_more=True))
        person.says(Plain.YES)
        person.service.there.pop("reminder-1")

        person.is_answered(Plain.UNDO, answer)


def test_every_other_day_tells_when_it_begins_and_not_when_it_began():
    """Then the next one is told, as of every other reminder."""
    person = Person()
    person.says(Remind((SEVEN,), rhythm=Rhythm.EVERY_OTHER_DAY))
    person.says(Plain.YES)
    begins = "every other day, first tomorrow, at seven in the morning"
    person.is_answered(Plain.REMINDERS, f"You're reminded {begins}. Anything else?")

    person.is_answered(
        Plain.REMINDERS,
        "You're reminded every other day at seven in the morning. The next one is on Thursday.",
        after=24 * 60 * 60,
    )


def test_what_is_deleted_in_the_app_is_noticed_before_it_is_spoken_of():
    """Whatever is said: a look, a wish, an end."""
    for command in (Plain.REMINDERS, Remind(), CancelReminders()):
        person = Person(DAILY)
        person.says(Plain.REMINDERS)
        assert [DAILY] == [each.reminder for each in person.known]
        person.service.there.clear()

        assert "You're reminded" not in person.says(command)
        assert () == person.known


def test_what_was_set_elsewhere_is_known():
    """The profile has none: Alexa has."""
    person = Person(DAILY)

    person.is_answered(Remind(), f"You're reminded {AT_HALF_PAST_SEVEN}. Anything else?")
    assert [DAILY] == [each.reminder for each in person.known]


@pytest.mark.parametrize(
    ("consent", "words"),
    [
        (Consent.ACCEPTED, f"Done. I'll remind you {AT_HALF_PAST_SEVEN}."),
        (Consent.DENIED, "No reminder, then. If you change your mind, ask me again."),
        (Consent.NOT_ANSWERED, "Reminders need your permission. I've sent a card"),
        (Consent.NOT_ASKED, "Reminders need your permission. I've sent a card"),
    ],
)
@pytest.mark.parametrize("in_the_midst", [False, True])
def test_alexa_is_asked_for_the_permission_after_the_yes(consent, words, in_the_midst):
    """In silence, since she speaks next; afterwards it goes on where it was."""
    person = Person()
    if in_the_midst:
        person.says(TOWEL)
    person.says(Remind(), ReminderFault.NOT_ALLOWED, after=40)
    assert "" == person.says(Plain.YES, ReminderFault.NOT_ALLOWED)
    assert (DAILY,) == person.reply.asks_to_remind

    told = person.says(Permitted(consent, person.reply.asks_to_remind), after=15)

    assert told.startswith(words)
    assert (consent is Consent.ACCEPTED) == (person.service.reminders == [DAILY])
    assert person.reply.shows_permission == (consent in (Consent.NOT_ANSWERED, Consent.NOT_ASKED))
    assert in_the_midst == (person.reply.timeline is not None)
    assert in_the_midst == ("Set one of three." in told)


def test_alexa_is_not_asked_to_ask_twice():
    """Where she says that it is allowed and refuses all the same, the app is the way."""
    person = Person()
    person.says(Remind(), ReminderFault.NOT_ALLOWED, after=40)
    person.says(Plain.YES, ReminderFault.NOT_ALLOWED)
    agreed = Permitted(Consent.ACCEPTED, person.reply.asks_to_remind)

    told = person.says(agreed, ReminderFault.NOT_ALLOWED)

    assert () == person.reply.asks_to_remind
    assert person.reply.shows_permission
    assert "Reminders need your permission" in told


@pytest.mark.parametrize("fault", [each for each in ReminderFault if each != "not_allowed"])
def test_a_fault_is_said_and_nothing_is_claimed(fault):
    """Where Alexa could not be looked at, and where she set nothing; what is set stays known."""
    words = WORDS(_fault_message(fault))
    person = Person(DAILY)
    person.says(Plain.REMINDERS)
    person.is_answered(Plain.REMINDERS, f"{words} Anything else?", fault)
    assert [DAILY] == [each.reminder for each in person.known]

    person.says(Remind((EIGHT,)))
    person.is_answered(
        Plain.YES,
        f"{words} You're reminded {AT_HALF_PAST_SEVEN}. Anything else?",
        *(None, fault),
    )
    assert [DAILY] == person.service.reminders == [each.reminder for each in person.known]


def test_of_several_that_could_not_all_be_set_those_are_told_that_are():
    """Part of it may have been done."""
    person = Person()
    person.says(ROUNDS)
    busy = WORDS(_fault_message(ReminderFault.BUSY))

    person.is_answered(
        Plain.YES,
        f"{busy} You're reminded {AT_HALF_PAST_SEVEN}. Anything else?",
        *(None, None, ReminderFault.BUSY),
    )
    assert [DAILY] == person.service.reminders == [each.reminder for each in person.known]


def test_of_several_only_those_are_cancelled_that_are_named():
    """At once, and told; the others ring on. What is not there is not cancelled."""
    person = Person(DAILY, Reminder(EIGHT), Reminder(NINE_PM))

    person.is_answered(
        CancelReminders((EIGHT,)), "Cancelled: every day at eight in the morning. Anything else?"
    )
    person.is_answered(
        CancelReminders(part=DayPart.AFTERNOON),
        f"You're reminded {AT_HALF_PAST_SEVEN} and nine in the evening. Anything else?",
    )
    assert [DAILY, Reminder(NINE_PM)] == person.service.reminders


@pytest.mark.parametrize("command", [Plain.REMINDERS, CancelReminders()])
def test_without_the_permission_nothing_is_said_of_what_was_set(command):
    """It may still ring: it is not told as gone. Who never had one hears that there is none."""
    person = Person(DAILY)
    person.says(Plain.REMINDERS)
    words = WORDS(_fault_message(ReminderFault.NOT_ALLOWED))

    person.is_answered(command, f"{words} Anything else?", ReminderFault.NOT_ALLOWED)
    assert [DAILY] == [each.reminder for each in person.known]

    told = Person().says(command, ReminderFault.NOT_ALLOWED)
    assert told.startswith("No reminder is set.")


def test_the_first_of_a_day_is_for_all_exercises_and_the_others_are_for_the_arch():
    """Each names the stretch, and how to start it."""
    person = Person()
    person.says(ROUNDS)
    person.says(Plain.YES)

    texts = [text for _, text in person.service.there.values()]
    assert "Time for your heel stretches. Say: Alexa, start my heel stretches." == texts[0]
    assert [
        "Time for the arch stretch. Say: Alexa, ask my heel stretches for the arch stretch."
    ] * 2 == texts[1:]


@pytest.mark.parametrize(
    ("faults", "is_told"),
    [
        ((), False),
        ((ReminderFault.NOT_ALLOWED,), False),
        ((ReminderFault.BUSY,), True),
        ((None, ReminderFault.OFFLINE), True),
    ],
)
def test_with_everything_the_reminders_are_deleted(faults, is_told):
    """What could not be cancelled is said; who has none hears nothing of it."""
    person = Person(DAILY)
    person.says(Plain.REMINDERS)
    assert "your reminders" in person.says(Plain.FORGET_ME)

    told = person.says(Plain.YES, *faults)

    assert told.startswith("Everything is deleted.")
    assert is_told == ("please delete them in the Alexa app" in told)
    assert person.reply.forget
    assert (not faults) == (person.service.reminders == [])

    stranger = Person()
    stranger.says(Plain.FORGET_ME)
    stranger.is_answered(Plain.YES, "Everything is deleted.", *faults)


def test_more_than_there_may_be_are_not_proposed():
    """They could not all be known."""
    person = Person(*(Reminder(minute) for minute in range(6)))

    person.is_answered(
        Remind((NINE_PM,), is_more=True), "Six reminders are the most I set. Anything else?"
    )
    assert person.state.dialogue.reminders == ()


def test_a_time_that_is_over_is_not_proposed():
    """Nothing would ring."""
    Person().is_answered(
        Remind((0,), day=MONDAY - timedelta(1)),
        "That time is over already. Say a later one. Anything else?",
    )


@pytest.mark.parametrize("asks_alexa", [False, True])
def test_a_time_that_comes_while_it_is_asked_about_is_over(asks_alexa):
    """Alexa would refuse it: it is not set, by the yes or by her consent."""
    person = Person()
    person.says(Remind((10 * 60 + 1,), day=MONDAY))
    agreed = Plain.YES
    if asks_alexa:
        person.says(Plain.YES, ReminderFault.NOT_ALLOWED)
        agreed = Permitted(Consent.ACCEPTED, person.reply.asks_to_remind)

    past = "That time is over already. Say a later one. Anything else?"
    person.is_answered(agreed, past, after=60)
    assert [] == person.service.calls


def _fault_message(fault):
    return message(f"reminder-fault-{fault}")


PLANS = st.lists(
    st.builds(Reminder, MINUTES, SOME_WEEKDAYS, st.just(1), st.none())
    | st.builds(
        Reminder,
        st.integers(11 * 60, 24 * 60 - 1),
        st.just(()),
        st.just(1),
        st.dates(MONDAY, MONDAY + timedelta(60)),
    ),
    min_size=1,
    max_size=4,
    unique=True,
)


@given(PLANS, PLANS)
def test_two_plans_are_never_told_alike(one, other):
    """What is agreed to can only be meant in one way."""
    # To cancel what is not there tells what is.
    assume(not {1} & {each.minute for each in (*one, *other)})
    told = [Person(*plan).says(CancelReminders((1,))) for plan in (one, other)]

    assert all(IS_SET.match(each) for each in told)
    assert (in_order(one) == in_order(other)) == (told[0] == told[1])


# --- anything, at any time ---

WISHES = (
    *(Remind(), ROUNDS, Remind((EIGHT,)), Remind((NINE_PM,), is_more=True)),
    *(Remind(part=DayPart.EVENING), Remind(part=DayPart.NIGHT, rhythm=Rhythm.ONCE)),
    *(Remind((11 * 60,), day=MONDAY), Remind(day=TUESDAY), Remind(weekdays=WORKDAYS)),
    *(Remind((SEVEN, NINE_PM)), Remind(rhythm=Rhythm.EVERY_OTHER_DAY), Remind((1,), day=MONDAY)),
    *(CancelReminders(), CancelReminders(weekdays=WEEKEND), CancelReminders((EIGHT,))),
    *(CancelReminders(part=DayPart.EVENING), CancelReminders(weekdays=(Weekday.MONDAY,))),
)
OTHERS = (
    *(Plain.NO, Plain.REPEAT, Plain.HELP, Plain.STOP, Plain.THANKS, Plain.NOT_UNDERSTOOD),
    *(Plain.REMINDERS, Plain.LAUNCH, Plain.PAUSE, Plain.NEXT, Plain.FORGET_ME, Plain.UNDO),
    *(Plain.READY, Plain.RESUME, Start()),
    *(Plain.END, Plain.NO_ANSWER, TOWEL, Progress(), NotReady()),
)
SAID = st.sampled_from(WISHES) | st.sampled_from(OTHERS) | st.just(Plain.YES)
FAULTY = st.lists(st.none() | st.sampled_from(ReminderFault), max_size=4)
SECONDS = st.sampled_from([3, 5, 20, 90, 7_200, 86_400])
STEPS = st.lists(
    st.tuples(SAID, SECONDS, st.just([]) | FAULTY, st.sampled_from(Consent), st.booleans()),
    min_size=5,
    max_size=25,
)


@given(st.lists(st.sampled_from([DAILY, Reminder(EIGHT, WORKDAYS)]), max_size=2), STEPS)
@settings(max_examples=200)
def test_nothing_is_set_but_what_was_told_and_agreed_to(there, steps):
    """
    A yes straight after the sentence sets exactly what it said; Alexa's consent does, too.

    To cancel takes no yes, and adds nothing. Everything else leaves all as it is.
    """
    person, proposed, plan = Person(*there), None, None
    for said_next, seconds, faults, consent, deletes in steps:
        if deletes and person.service.there and not (person.reply and person.reply.asks_to_remind):
            person.service.there.popitem()  # in the Alexa app
        asked = person.reply.asks_to_remind if person.reply else ()
        # While Alexa asks, nobody else is heard.
        command = Permitted(consent, asked) if asked else said_next
        is_open = person.in_session and seconds <= MOST_SECONDS
        is_agreed = command is Plain.YES and is_open and proposed is not None
        is_forgetting = person.state.dialogue.question is Question.FORGET
        consents = bool(asked) and consent is Consent.ACCEPTED
        there = (each.set for each in person.service.all())
        until = person.now + timedelta(seconds=seconds)
        before = Counter(each.reminder for each in still_to_ring(there, until))
        person.in_session = person.in_session and command is not Plain.LAUNCH

        told = person.says(command, *faults, after=seconds)

        after, calls = Counter(person.service.reminders), person.service.calls
        is_fine = not any(faults[: len(calls)])
        if after != before:
            if is_agreed or consents:
                wanted = Counter(proposed if is_agreed else asked)
                assert after <= before + wanted
                assert after == wanted or not is_fine
            else:
                cancels = isinstance(command, CancelReminders) or is_forgetting
                assert cancels, command
                assert after < before
        if is_agreed and is_fine and calls:
            assert after == Counter(proposed)
            assert all(each.next_after(person.now) for each in after)
            assert [plan] == DONE.findall(told)
        if calls and is_fine:
            assert after == Counter(each.reminder for each in person.known)
            assert max(after.values(), default=1) == 1 or max(before.values(), default=1) > 1
        is_asked = person.state.dialogue.question is Question.REMINDERS
        proposed = person.state.dialogue.reminders if is_asked else None
        if is_asked:
            [plan] = PROPOSED.findall(told)
