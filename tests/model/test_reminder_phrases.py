"""What people say of reminders, all the way to the command it is."""

import json
from datetime import date

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope

from simulator.device.request import intent_request
from simulator.language.english.phrases import find_invocation
from skill.alexa.intents import command_of
from skill.coaching.commands import CancelReminders, DayPart, Plain, Remind, Rhythm
from skill.progress.reminders import WEEKEND, WORKDAYS, Weekday
from tests.envelopes import APPLICATION, envelope

MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
SEVEN, HALF_PAST_SEVEN, EIGHT, HALF_PAST_EIGHT, NINE, NOON, SIX_PM, NINE_PM = (
    *(420, 450, 480, 510, 540, 720, 1080, 1260),
)
MON, WED, FRI = Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.FRIDAY


def _heard(language, text):
    """Return the command of a text, by the request that Alexa would send."""
    request = intent_request(language.understand(text, MONDAY), APPLICATION)
    read = DefaultSerializer().deserialize(json.dumps(envelope(request)), RequestEnvelope)
    return command_of(read.request)


WISHES = {
    "remind me": Remind(),
    "set a reminder": Remind(),
    "remind me later": Remind(in_minutes=60),
    "remind me again later": Remind(in_minutes=60),
    "remind me in an hour": Remind(in_minutes=60),
    "remind me in ten minutes": Remind(in_minutes=10),
    "no, tomorrow": Remind(day=TUESDAY),
    "remind me in half an hour": Remind(in_minutes=30),
    "no, in two hours": Remind(in_minutes=120),
    "remind me at half seven": Remind(minutes=(HALF_PAST_SEVEN,)),
    "remind me after lunch": Remind(part=DayPart.AFTERNOON, rhythm=Rhythm.EVERY_DAY),
    "remind me in the evening and in the morning": Remind(rhythm=Rhythm.TWICE_A_DAY),
    "remind me on mondays and wednesdays at nine and at eight": Remind(
        minutes=(NINE, EIGHT), weekdays=(MON, WED)
    ),
    "remind me at seven": Remind(minutes=(SEVEN,)),
    "remind me at seven and at six in the evening": Remind(minutes=(SEVEN, SIX_PM)),
    "remind me at eight, noon and six in the evening": Remind(minutes=(EIGHT, NOON, SIX_PM)),
    "remind me every morning": Remind(part=DayPart.MORNING, rhythm=Rhythm.EVERY_DAY),
    "remind me in the evening": Remind(part=DayPart.EVENING),
    "remind me every evening at nine": Remind(minutes=(NINE_PM,), rhythm=Rhythm.EVERY_DAY),
    "remind me every morning at nine": Remind(minutes=(NINE,), rhythm=Rhythm.EVERY_DAY),
    "remind me mornings and evenings": Remind(rhythm=Rhythm.TWICE_A_DAY),
    "remind me tonight": Remind(part=DayPart.EVENING, rhythm=Rhythm.ONCE),
    "remind me tonight at nine": Remind(minutes=(NINE_PM,), rhythm=Rhythm.ONCE),
    "set a reminder for tonight": Remind(part=DayPart.NIGHT, rhythm=Rhythm.ONCE),
    "remind me tomorrow": Remind(day=TUESDAY),
    "remind me tomorrow at eight": Remind(minutes=(EIGHT,), day=TUESDAY),
    "set a reminder for tomorrow at eight": Remind(minutes=(EIGHT,), day=TUESDAY),
    "remind me tomorrow morning": Remind(part=DayPart.MORNING, day=TUESDAY),
    "remind me tomorrow evening at nine": Remind(minutes=(NINE_PM,), day=TUESDAY),
    "remind me three times a day": Remind(rhythm=Rhythm.THREE_TIMES_A_DAY),
    "remind me twice a day": Remind(rhythm=Rhythm.TWICE_A_DAY),
    "remind me every other day": Remind(rhythm=Rhythm.EVERY_OTHER_DAY),
    "remind me every day at 7:30 a.m.": Remind((HALF_PAST_SEVEN,), rhythm=Rhythm.EVERY_DAY),
    "remind me every day at seven and at six in the evening": Remind(
        (SEVEN, SIX_PM), rhythm=Rhythm.EVERY_DAY
    ),
    "remind me on weekdays": Remind(weekdays=WORKDAYS),
    "remind me in the morning on weekdays": Remind(part=DayPart.MORNING, weekdays=WORKDAYS),
    "remind me on weekends": Remind(weekdays=WEEKEND),
    "remind me on Monday": Remind(weekdays=(MON,)),
    "remind me Mondays and Fridays": Remind(weekdays=(MON, FRI)),
    "remind me on Friday and Monday": Remind(weekdays=(MON, FRI)),
    "remind me on Monday, Wednesday and Friday": Remind(weekdays=(MON, WED, FRI)),
    "remind me on Mondays and Fridays at seven": Remind((SEVEN,), weekdays=(MON, FRI)),
    # One of this kind where nothing says each: the coming Monday.
    "set a reminder for Monday at seven": Remind((SEVEN,), day=MONDAY),
}

CHANGES = {
    "change my reminder": Remind(),
    "change my reminder to eight": Remind(minutes=(EIGHT,)),
    "change my reminder from seven to eight": Remind(minutes=(EIGHT,)),
    "move the reminder to half past eight": Remind(minutes=(HALF_PAST_EIGHT,)),
    "move my reminder to the evening": Remind(part=DayPart.EVENING),
    "change the reminder to weekdays": Remind(weekdays=WORKDAYS),
    "also at six in the evening": Remind(minutes=(SIX_PM,), is_more=True),
    "another reminder at six in the evening": Remind(minutes=(SIX_PM,), is_more=True),
    "and one at six in the evening": Remind(minutes=(SIX_PM,), is_more=True),
    "add a reminder at six in the evening": Remind(minutes=(SIX_PM,), is_more=True),
    "at six in the evening too": Remind(minutes=(SIX_PM,), is_more=True),
    "also remind me in the evening": Remind(part=DayPart.EVENING, is_more=True),
    "and one on Mondays": Remind(weekdays=(MON,), is_more=True),
}

ANSWERS = {
    "half past eight instead": Remind(minutes=(HALF_PAST_EIGHT,)),
    "make it half past eight": Remind(minutes=(HALF_PAST_EIGHT,)),
    "eight o'clock instead": Remind(minutes=(EIGHT,)),
    "later: nine": Remind(minutes=(NINE,)),
    "at eight": Remind(minutes=(EIGHT,)),
    "no, at eight": Remind(minutes=(EIGHT,)),
    "at seven and at six in the evening": Remind(minutes=(SEVEN, SIX_PM)),
    "in the evening": Remind(part=DayPart.EVENING),
    "every evening": Remind(part=DayPart.EVENING, rhythm=Rhythm.EVERY_DAY),
    "only on weekdays": Remind(weekdays=WORKDAYS),
    "not on weekends": CancelReminders(weekdays=WEEKEND),
    "only on Mondays": Remind(weekdays=(MON,)),
    "Mondays and Fridays": Remind(weekdays=(MON, FRI)),
    "every day": Remind(rhythm=Rhythm.EVERY_DAY),
    "just once": Remind(rhythm=Rhythm.ONCE),
    "only once": Remind(rhythm=Rhythm.ONCE),
    "three times a day": Remind(rhythm=Rhythm.THREE_TIMES_A_DAY),
    "tomorrow at eight": Remind(minutes=(EIGHT,), day=TUESDAY),
}

CANCELLATIONS = {
    "cancel my reminders": CancelReminders(),
    "stop reminding me": CancelReminders(),
    "don't remind me": CancelReminders(),
    "no reminders on Fridays": CancelReminders(weekdays=(FRI,)),
    "no reminders on Mondays and Fridays": CancelReminders(weekdays=(MON, FRI)),
    "cancel the seven o'clock reminder": CancelReminders(minutes=(SEVEN,)),
    "cancel the reminder at seven": CancelReminders(minutes=(SEVEN,)),
    "cancel the seven and noon reminders": CancelReminders(minutes=(SEVEN, NOON)),
    "cancel the evening reminder": CancelReminders(part=DayPart.EVENING),
    "cancel the Friday reminder": CancelReminders(weekdays=(FRI,)),
    "don't remind me in the mornings": CancelReminders(part=DayPart.MORNING),
    "not in the morning": CancelReminders(part=DayPart.MORNING),
}

QUESTIONS = dict.fromkeys(
    (
        "when's my next reminder",
        "what reminders do I have",
        "do I have a reminder",
        "what time is my reminder",
        "my reminders",
    ),
    Plain.REMINDERS,
)

ALL = {**WISHES, **CHANGES, **ANSWERS, **CANCELLATIONS, **QUESTIONS}

AT_ONCE = {
    "ask my heel stretches to remind me every morning": Remind(
        part=DayPart.MORNING, rhythm=Rhythm.EVERY_DAY
    ),
    "ask my heel stretches to remind me at seven": Remind(minutes=(SEVEN,)),
    "tell my heel stretches to remind me on weekdays": Remind(weekdays=WORKDAYS),
    "ask my heel stretches to set a reminder for tomorrow at eight": Remind((EIGHT,), day=TUESDAY),
    "ask my heel stretches to move my reminder to eight": Remind(minutes=(EIGHT,)),
    "ask my heel stretches to cancel my reminders": CancelReminders(),
    "tell my heel stretches to stop reminding me": CancelReminders(),
    "ask my heel stretches to cancel the evening reminder": CancelReminders(part=DayPart.EVENING),
    "ask my heel stretches when my next reminder is": Plain.REMINDERS,
    "ask my heel stretches what reminders I have": Plain.REMINDERS,
}


@pytest.mark.parametrize(("said", "command"), ALL.items())
def test_what_is_said_of_reminders_is_a_command(language, said, command):
    """Times, days, how often, and whether what is set stays: nothing is lost on the way."""
    assert command == _heard(language, said)


@pytest.mark.parametrize(("said", "command"), AT_ONCE.items())
def test_a_reminder_is_asked_for_in_one_breath_with_the_skill_s_name(language, said, command):
    """With its connecting word, which Alexa may leave in, and without."""
    invocation = find_invocation(said, "my heel stretches")

    assert {command} == {_heard(language, wish) for wish in invocation.wishes[:2]}
