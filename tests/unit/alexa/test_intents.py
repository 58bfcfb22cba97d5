"""Which command a request is: a table, with every form a slot can have."""

import json
from datetime import date

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope
from hypothesis import given
from hypothesis import strategies as st

from skill.alexa.intents import COMMANDS, command_of
from skill.coaching import commands
from skill.coaching.commands import (
    Amount,
    Change,
    DayPart,
    PainWord,
    Plain,
    Rhythm,
    SkipPart,
    Symptom,
    Topic,
)
from skill.progress.reminders import WEEKEND, WORKDAYS, Weekday
from skill.routine.exercises import ExerciseId, Foot, Order, Pace, Part, RoutineName
from skill.routine.settings import Counting, Grip, Ground, Scrunch, Silence
from tests.envelopes import (
    both_slot,
    ended,
    envelope,
    intent,
    launch,
    new_slot,
    old_slot,
    sound_failed,
)

FORMS = [old_slot, new_slot, both_slot]
Start, Skip, HowTo = commands.Start, commands.Skip, commands.HowTo
Progress, SetFoot, NotReady = commands.Progress, commands.SetFoot, commands.NotReady
Remind, CancelReminders = commands.Remind, commands.CancelReminders


def read(request):
    """Return the command of a request, read as the SDK reads it."""
    text = json.dumps(envelope(request))
    return command_of(DefaultSerializer().deserialize(text, RequestEnvelope).request)


PLAIN = {
    "NextExerciseIntent": Plain.NEXT,
    "PreviousExerciseIntent": Plain.PREVIOUS,
    "ReadyIntent": Plain.READY,
    "WhatNextIntent": Plain.WHAT_NEXT,
    "WhereAmIIntent": Plain.WHERE_AM_I,
    "TimeLeftIntent": Plain.TIME_LEFT,
    "ListExercisesIntent": Plain.LIST_EXERCISES,
    "AMAZON.HelpIntent": Plain.HELP,
    "AMAZON.StopIntent": Plain.STOP,
    "AMAZON.CancelIntent": Plain.STOP,
    "AMAZON.NavigateHomeIntent": Plain.STOP,
    "AMAZON.FallbackIntent": Plain.NOT_UNDERSTOOD,
    "AMAZON.YesIntent": Plain.YES,
    "AMAZON.NoIntent": Plain.NO,
    "AMAZON.NextIntent": Plain.NEXT,
    "AMAZON.PreviousIntent": Plain.PREVIOUS,
    "AMAZON.RepeatIntent": Plain.REPEAT,
    "AMAZON.StartOverIntent": Plain.START_OVER,
    "AMAZON.PauseIntent": Plain.PAUSE,
    "AMAZON.ResumeIntent": Plain.RESUME,
    # With slots, none of them filled.
    "StartRoutineIntent": Start(),
    "SkipIntent": Skip(),
    "NotReadyIntent": NotReady(),
    "HowToIntent": HowTo(),
    "ProgressIntent": Progress(),
    "SetFootIntent": SetFoot(),
    "SetHoldIntent": commands.SetHold(),
    "SetSetsIntent": commands.SetSets(),
    "SetPaceIntent": commands.SetPace(),
    "SetCountingIntent": commands.SetCounting(),
    "SetTalkIntent": commands.SetTalk(),
    "SetOrderIntent": commands.SetOrder(),
    "DoneIntent": commands.Done(),
    "UndoIntent": Plain.UNDO,
    "HurtsIntent": commands.Hurts(),
    "NumberIntent": Plain.NOT_UNDERSTOOD,
    "RedFlagIntent": commands.RedFlag(calls_for_help=True),
    "WhyIntent": commands.Why(),
    "EquipmentIntent": Plain.EQUIPMENT,
    "AdviceIntent": commands.Advice(),
    "RecordIntent": Plain.RECORD,
    "ReminderIntent": Remind(),
    "CancelReminderIntent": CancelReminders(),
    "NextReminderIntent": Plain.REMINDERS,
    "ForgetMeIntent": Plain.FORGET_ME,
    "ThanksIntent": Plain.THANKS,
    "SettingsIntent": Plain.SETTINGS,
    "SetSilenceIntent": commands.SetSilence(),
    "SetWayIntent": commands.SetWay(),
    "CorrectIntent": commands.Correct(),
}


def test_every_intent_is_in_the_table_of_this_test():
    """A new intent is a row here, too."""
    assert COMMANDS.keys() == PLAIN.keys()


@pytest.mark.parametrize(("name", "command"), PLAIN.items())
def test_an_intent_is_a_command(name, command):
    """Without slots, and with slots that are there and empty, as Alexa sends them."""
    empty = {"name": "exercise", "confirmationStatus": "NONE"}
    slots = dict.fromkeys(["routine", "exercise", "foot", "minutes", "part", "date"], empty)

    assert [command, command] == [read(intent(name)), read(intent(name, **slots))]


@pytest.mark.parametrize(
    ("request_", "command"),
    [
        (launch(), Plain.LAUNCH),
        (ended("USER_INITIATED"), Plain.END),
        (ended("ERROR"), Plain.END),
        (ended("EXCEEDED_MAX_REPROMPTS"), Plain.NO_ANSWER),
        (intent("NoSuchIntent"), Plain.NOT_UNDERSTOOD),
        (intent(""), Plain.NOT_UNDERSTOOD),
        (sound_failed(), None),
        ({"type": "IntentRequest"}, None),
    ],
)
def test_other_requests(request_, command):
    """Opening, the end, what the model does not have; what nobody spoke is no command."""
    assert command == read(request_)


def test_no_request_is_no_command():
    """The SDK reads an envelope without one."""
    assert command_of(None) is None


NAMED = [
    *[("exercise", unit, Start(exercise=unit)) for unit in ExerciseId],
    *[("exercise", unit, Start(exercise=unit)) for unit in Part],
    ("exercise", "ambiguous_lift", Start(ambiguous=True)),
    *[("routine", routine, Start(routine=routine)) for routine in RoutineName],
    *[("foot", foot, Start(foot=foot)) for foot in Foot],
]
SLOTTED = [
    *[("StartRoutineIntent", *row) for row in NAMED],
    *[("SkipIntent", "part", part, Skip(part)) for part in SkipPart],
    *[("HowToIntent", "exercise", unit, HowTo(unit)) for unit in (*ExerciseId, *Part)],
    *[("SetFootIntent", "foot", foot, SetFoot(foot)) for foot in Foot],
    ("ProgressIntent", "exercise", "calf", Progress(exercise=ExerciseId.CALF)),
    ("StartRoutineIntent", "routine", "no_floor", Start(no_floor=True)),
    *[("SkipIntent", "exercise", each, Skip(exercise=each)) for each in ("raises", *Part)],
    *[("SetHoldIntent", "change", each, commands.SetHold(change=each)) for each in Change],
    *[("SetSetsIntent", "change", each, commands.SetSets(change=each)) for each in Change],
    *[("SetPaceIntent", "pace", each, commands.SetPace(each)) for each in Pace],
    *[("SetCountingIntent", "style", each, commands.SetCounting(each)) for each in Counting],
    *[("SetTalkIntent", "amount", each, commands.SetTalk(each)) for each in Amount],
    *[("SetOrderIntent", "order", each, commands.SetOrder(each)) for each in Order],
    *[("DoneIntent", "exercise", each, commands.Done(each)) for each in (*ExerciseId, *Part)],
    *[("HurtsIntent", "level", str(n), commands.Hurts(n)) for n in range(11)],
    *[("HurtsIntent", "level", each, commands.Hurts(word=each)) for each in PainWord],
    *[("RedFlagIntent", "symptom", each, commands.RedFlag(each)) for each in Symptom],
    *[("RedFlagIntent", "sign", each, commands.RedFlag(each)) for each in Symptom],
    *[("SetSilenceIntent", "silence", each, commands.SetSilence(each)) for each in Silence],
    *[("SetWayIntent", "way", each, commands.SetWay(each)) for each in (*Grip, *Scrunch, *Ground)],
    *[("CorrectIntent", "foot", each, commands.Correct(foot=each)) for each in Foot],
    ("CorrectIntent", "wrong", "left", commands.Correct(foot=Foot.RIGHT)),
    ("CorrectIntent", "wrong", "right", commands.Correct(foot=Foot.LEFT)),
    ("CorrectIntent", "wrong", "both", Plain.NOT_UNDERSTOOD),
    *[("CorrectIntent", "routine", each, commands.Correct(routine=each)) for each in RoutineName],
    *[
        ("CorrectIntent", "exercise", each, commands.Correct(exercise=each))
        for each in (*ExerciseId, *Part)
    ],
    ("HowToIntent", "feel", "where", commands.Feel()),
    ("DoneIntent", "everything", "all_five", commands.Done(everything=True)),
    ("StartRoutineIntent", "routine", "cannot_get_down", Plain.CANNOT_GET_DOWN),
    ("StartRoutineIntent", "routine", "start_gently", Plain.START_GENTLY),
    *[("EquipmentIntent", "instead", each, commands.Advice(each)) for each in Topic],
    *[("WhyIntent", "exercise", each, commands.Why(each)) for each in (*ExerciseId, *Part)],
    *[("AdviceIntent", "topic", each, commands.Advice(each)) for each in Topic],
    *[("ReminderIntent", "days", each.name.lower(), Remind(weekdays=(each,))) for each in Weekday],
    ("ReminderIntent", "days", "weekdays", Remind(weekdays=WORKDAYS)),
    ("ReminderIntent", "days", "weekends", Remind(weekdays=WEEKEND)),
    *[("ReminderIntent", "rhythm", each, Remind(rhythm=each)) for each in Rhythm],
    *[
        ("ReminderIntent", "daily_part", each, Remind(part=each, rhythm=Rhythm.EVERY_DAY))
        for each in DayPart
    ],
    ("ReminderIntent", "todays_part", "evening", Remind(part=DayPart.EVENING, rhythm=Rhythm.ONCE)),
    ("ReminderIntent", "more", "more", Remind(is_more=True)),
    *[
        ("CancelReminderIntent", "days", each.name.lower(), CancelReminders(weekdays=(each,)))
        for each in Weekday
    ],
    ("CancelReminderIntent", "days", "weekends", CancelReminders(weekdays=WEEKEND)),
    *[("CancelReminderIntent", "daily_part", each, CancelReminders(part=each)) for each in DayPart],
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("name", "slot", "value_id", "command"), SLOTTED)
def test_a_slot_is_read_by_the_id_of_what_was_meant(form, name, slot, value_id, command):
    """Whatever the word was, and however the request carries it."""
    assert command == read(intent(name, **{slot: form("whatever they called it", value_id)}))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("value_id", [None, "swimming"])
@pytest.mark.parametrize(
    ("name", "slot", "command"),
    [
        ("StartRoutineIntent", "exercise", Plain.UNKNOWN_EXERCISE),
        ("StartRoutineIntent", "routine", Plain.UNKNOWN_EXERCISE),
        ("StartRoutineIntent", "foot", Start()),
        ("SkipIntent", "part", Plain.NOT_UNDERSTOOD),
        ("HowToIntent", "exercise", Plain.UNKNOWN_EXERCISE),
        ("SetFootIntent", "foot", SetFoot()),
        ("ProgressIntent", "exercise", Progress()),
        # "Make it bigger", "tell me when": what is none of our words is none of our business.
        ("SetHoldIntent", "change", Plain.NOT_UNDERSTOOD),
        ("SetSetsIntent", "change", Plain.NOT_UNDERSTOOD),
        ("SetPaceIntent", "pace", Plain.NOT_UNDERSTOOD),
        ("SetCountingIntent", "style", Plain.NOT_UNDERSTOOD),
        ("SetTalkIntent", "amount", Plain.NOT_UNDERSTOOD),
        ("SetOrderIntent", "order", Plain.NOT_UNDERSTOOD),
        ("SetSilenceIntent", "silence", Plain.NOT_UNDERSTOOD),
        ("SetWayIntent", "way", Plain.NOT_UNDERSTOOD),
        ("CorrectIntent", "foot", Plain.NOT_UNDERSTOOD),
        ("CorrectIntent", "wrong", Plain.NOT_UNDERSTOOD),
        ("CorrectIntent", "routine", Plain.NOT_UNDERSTOOD),
        ("CorrectIntent", "exercise", Plain.NOT_UNDERSTOOD),
        ("DoneIntent", "exercise", Plain.UNKNOWN_EXERCISE),
        ("HurtsIntent", "body", commands.Hurts()),
        # "I'm hungry" is no warning sign; only one that is recognised ends the session.
        ("RedFlagIntent", "symptom", Plain.NOT_UNDERSTOOD),
        ("RedFlagIntent", "sign", Plain.NOT_UNDERSTOOD),
        # Without this word it would be a reminder for all days, and all reminders cancelled.
        *[
            ("ReminderIntent", name, Plain.NOT_UNDERSTOOD)
            for name in (
                *("time", "second_time", "third_time", "days", "first_day", "second_day"),
                *("third_day", "daily_part", "todays_part", "rhythm", "date"),
            )
        ],
        *[
            ("CancelReminderIntent", name, Plain.NOT_UNDERSTOOD)
            for name in (
                *("time", "second_time", "days", "first_day", "second_day", "third_day"),
                "daily_part",
            )
        ],
    ],
)
def test_a_word_that_is_none_of_ours(form, value_id, name, slot, command):
    """It starts nothing, skips nothing and changes nothing."""
    assert command == read(intent(name, **{slot: form("swimming", value_id)}))


def test_several_slots_of_one_start():
    """The left foot's arch stretch; fifteen minutes of the short routine."""
    arch_left = {"exercise": both_slot("arch", "arch"), "foot": both_slot("left", "left")}
    short = {"routine": both_slot("short", "short"), "minutes": both_slot("15")}

    assert Start(exercise=ExerciseId.ARCH, foot=Foot.LEFT) == read(
        intent("StartRoutineIntent", **arch_left)
    )
    assert Start(routine=RoutineName.SHORT, minutes=15) == read(
        intent("StartRoutineIntent", **short)
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("value", "minutes"),
    [
        ("1", 1),
        ("15", 15),
        ("015", 15),
        ("?", None),
        ("", None),
        ("-5", None),
        ("2.5", None),
        ("ten", None),
        ("²", None),
        ("9" * 4000, None),
        ("9" * 5000, None),
    ],
)
def test_a_number_of_minutes(form, value, minutes):
    """AMAZON.NUMBER is digits, or "?" when Alexa did not make it out."""
    command = read(intent("StartRoutineIntent", minutes=form(value)))

    assert Start(minutes=minutes) == command


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("PT30S", 30),
        ("PT1M30S", 90),
        ("PT2M", 120),
        ("PT1H", 3600),
        ("P1D", 86_400),
        ("P1W", 604_800),
        ("PT1.5S", 1),
        ("PT0S", None),
        ("PT", None),
        ("-PT5S", None),
        ("P1Y", None),
        ("P1M", None),
        ("P", None),
        ("?", None),
        ("", None),
        ("a while", None),
        ("PT99999999999999999999S", None),
        ("P9999999999D", None),
        ("PT" + "9" * 5000 + "S", None),
    ],
)
def test_a_duration(form, value, seconds):
    """AMAZON.DURATION is ISO 8601; what has no length in seconds is none, and never negative."""
    assert NotReady(seconds) == read(intent("NotReadyIntent", duration=form(value)))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("value", "first_day", "last_day"),
    [
        ("2026-03-01", date(2026, 3, 1), None),
        ("2024-02-29", date(2024, 2, 29), None),
        ("2026-W10", date(2026, 3, 2), date(2026, 3, 8)),
        ("2026-W10-WE", date(2026, 3, 7), date(2026, 3, 8)),
        ("2026-SP", date(2026, 3, 1), date(2026, 5, 31)),
        ("2026-SU", date(2026, 6, 1), date(2026, 8, 31)),
        ("2026-FA", date(2026, 9, 1), date(2026, 11, 30)),
        # A winter goes on into the next year, which may be a leap year.
        ("2026-WI", date(2026, 12, 1), date(2027, 2, 28)),
        ("2027-WI", date(2027, 12, 1), date(2028, 2, 29)),
        ("2026-03", date(2026, 3, 1), date(2026, 3, 31)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("", None, None),
    ],
)
def test_a_date(form, value, first_day, last_day):
    """AMAZON.DATE is a day, a week, a month or a year."""
    expected = Progress(first_day, last_day)
    assert expected == read(intent("ProgressIntent", date=form(value)))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "value",
    [
        *(
            "202X",
            "2026-XX",
            "9999-WI",
            "2026-W60",
            "2026-03-XX",
            "PRESENT_REF",
            "2026-02-30",
            "0000",
            "?",
        ),
        "\u0662\u0660\u0662\u0666-\u0660\u0663-\u0660\u0661",
    ],
)
def test_a_date_that_is_none_is_not_taken_for_today(form, value):
    """Today's progress would be an answer to another question."""
    assert Plain.NOT_UNDERSTOOD == read(intent("ProgressIntent", date=form(value)))


def test_a_slot_with_several_values_or_a_broken_one_is_as_good_as_not_resolved():
    """Nothing of the model takes lists; none of these is a fault."""
    several = {"slotValue": {"type": "List", "values": [both_slot("left", "left")["slotValue"]]}}
    matched = {"status": {"code": "ER_SUCCESS_MATCH"}}
    broken = [
        {"value": "left", "resolutions": {"resolutionsPerAuthority": [matched | more]}}
        for more in (
            {},
            {"values": []},
            {"values": [None]},
            {"values": [{}]},
            {"values": [{"value": {"name": "l"}}]},
        )
    ]
    broken += [
        {"value": "left", "resolutions": {}},
        {"value": "left", "resolutions": {"resolutionsPerAuthority": [{}]}},
        {"value": "left", "resolutions": {"resolutionsPerAuthority": [None]}},
        {"value": "left", "resolutions": {"resolutionsPerAuthority": [{"values": [None]}]}},
    ]

    for slot in (several, *broken):
        assert SetFoot() == read(intent("SetFootIntent", foot=slot))


def test_a_resolution_by_a_second_authority_counts():
    """Static values come first, values of a session's own after them."""
    resolved = old_slot("left", None)
    second = old_slot("left", "left")["resolutions"]["resolutionsPerAuthority"]
    resolved["resolutions"]["resolutionsPerAuthority"] += second

    assert SetFoot(Foot.LEFT) == read(intent("SetFootIntent", foot=resolved))


@given(
    st.sampled_from(["StartRoutineIntent", "NotReadyIntent", "ProgressIntent", "SetFootIntent"]),
    st.text(max_size=30) | st.from_regex(r"-?P[0-9YMWDTHS.,]{0,12}", fullmatch=True),
    st.sampled_from(FORMS),
)
def test_whatever_a_slot_holds_it_is_a_command(name, value, form):
    """Values are spoken by people and spelled by Alexa: no text is a fault."""
    slots = dict.fromkeys(["routine", "exercise", "foot", "minutes", "duration", "date"])
    command = read(intent(name, **{slot: form(value) for slot in slots}))

    assert isinstance(command, commands.Command)


@pytest.mark.parametrize("form", FORMS)
def test_of_two_numbers_for_pain_the_higher_counts(form):
    """Four is what "between three and four" means."""
    request = intent("HurtsIntent", number=form("3"), upper=form("4"))

    assert commands.Hurts(4) == read(request)


@pytest.mark.parametrize("form", FORMS)
def test_not_the_left_but_the_right(form):
    """Of two feet in a correction the one that is wanted counts."""
    request = intent("CorrectIntent", foot=form("right", "right"), wrong=form("left", "left"))

    assert commands.Correct(foot=Foot.RIGHT) == read(request)


@pytest.mark.parametrize("form", FORMS)
def test_where_an_exercise_is_felt_and_everything_on_a_day(form):
    """The second slot says which exercise, or which day."""
    feel = intent("HowToIntent", feel=form("where", "where"), exercise=form("calf", "calf"))
    day = form("2026-03-01")
    done = intent("DoneIntent", everything=form("all five", "all_five"), date=day)

    assert commands.Feel(ExerciseId.CALF) == read(feel)
    assert commands.Done(everything=True, day=date(2026, 3, 1)) == read(done)


@pytest.mark.parametrize("form", FORMS)
def test_settings_read_numbers_and_durations(form):
    """Two sets, forty-five seconds, a bare number, as much as fits a quarter of an hour."""
    quarter = intent("StartRoutineIntent", duration=form("PT15M"))

    assert commands.SetSets(2) == read(intent("SetSetsIntent", number=form("2")))
    assert commands.SetHold(45) == read(intent("SetHoldIntent", duration=form("PT45S")))
    assert commands.Number(7) == read(intent("NumberIntent", number=form("7")))
    assert Start(minutes=15) == read(quarter)


@pytest.mark.parametrize("form", FORMS)
def test_what_was_done_on_a_day_is_read_with_its_day(form):
    """A week is no day to note an exercise on."""
    day = intent("DoneIntent", exercise=form("calf", "calf"), date=form("2026-03-01"))
    week = intent("DoneIntent", exercise=form("calf", "calf"), date=form("2026-W10"))

    assert commands.Done(ExerciseId.CALF, day=date(2026, 3, 1)) == read(day)
    assert Plain.NOT_UNDERSTOOD == read(week)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("value", "command"),
    [
        ("07:00", Remind(minutes=(420,))),
        ("00:00", Remind(minutes=(0,))),
        ("23:59", Remind(minutes=(1439,))),
        ("MO", Remind(part=DayPart.MORNING)),
        ("AF", Remind(part=DayPart.AFTERNOON)),
        ("EV", Remind(part=DayPart.EVENING)),
        # "Tonight" is one evening.
        ("NI", Remind(part=DayPart.NIGHT, rhythm=Rhythm.ONCE)),
        ("24:00", Plain.NOT_UNDERSTOOD),
        ("07:60", Plain.NOT_UNDERSTOOD),
        ("7", Plain.NOT_UNDERSTOOD),
        ("?", Plain.NOT_UNDERSTOOD),
        ("PRESENT_REF", Plain.NOT_UNDERSTOOD),
        ("\u0660\u0667:\u0660\u0660", Plain.NOT_UNDERSTOOD),
        ("", Remind()),
    ],
)
def test_a_time_of_the_day(form, value, command):
    """AMAZON.TIME is an hour by the clock or a part of the day; what is neither sets nothing."""
    assert command == read(intent("ReminderIntent", time=form(value)))


def _remind(**slots):
    """Return the command of a wish to be reminded; ids as they are, values after an equals sign."""
    return read(intent("ReminderIntent", **{name: _slot(said) for name, said in slots.items()}))


def _cancel(**slots):
    return read(
        intent("CancelReminderIntent", **{name: _slot(said) for name, said in slots.items()})
    )


def _slot(said):
    return both_slot(said[1:]) if said.startswith("=") else both_slot("as they called it", said)


def test_several_times_are_all_meant_as_they_were_said_each_once():
    """At seven, at noon and at six; "at seven and at seven" is one."""
    three = _remind(time="=07:00", second_time="=12:00", third_time="=18:00")

    assert Remind(minutes=(420, 720, 1080)) == three
    assert Remind(minutes=(420,)) == _remind(time="=07:00", second_time="=07:00")


def test_several_days_are_put_in_their_order_each_once():
    """Friday and Monday are Monday and Friday."""
    assert Remind(weekdays=(Weekday.MONDAY, Weekday.FRIDAY)) == _remind(
        first_day="friday", second_day="monday", third_day="friday"
    )


@pytest.mark.parametrize(
    ("part", "time", "minutes"),
    [
        ("evening", "=09:00", 21 * 60),
        ("evening", "=04:00", 16 * 60),
        ("evening", "=18:30", 18 * 60 + 30),
        ("afternoon", "=01:15", 13 * 60 + 15),
        ("afternoon", "=12:30", 12 * 60 + 30),
        ("night", "=11:00", 23 * 60),
        ("night", "=01:00", 60),
        ("morning", "=09:00", 9 * 60),
    ],
)
def test_an_hour_in_a_part_of_the_day_is_the_one_that_lies_in_it(part, time, minutes):
    """Nine, every evening, is 21:00; the part has said all that it had to say."""
    every_day = Remind(minutes=(minutes,), rhythm=Rhythm.EVERY_DAY)

    assert every_day == _remind(daily_part=part, time=time)


def test_tomorrow_evening_at_nine_is_one_time_and_seven_and_the_evening_are_two():
    """A part of the day that comes first says which nine it is."""
    tomorrow = _remind(date="=2026-03-03", time="=EV", second_time="=09:00")

    assert Remind(minutes=(1260,), day=date(2026, 3, 3)) == tomorrow
    assert Remind((420,), DayPart.EVENING) == _remind(time="=07:00", second_time="=EV")


def test_two_parts_of_the_day_are_twice_a_day():
    """In the morning and in the evening."""
    assert Remind(rhythm=Rhythm.TWICE_A_DAY) == _remind(time="=MO", second_time="=EV")
    assert Plain.NOT_UNDERSTOOD == _cancel(time="=MO", second_time="=EV")


def test_days_that_are_named_say_how_often_themselves():
    """Mornings on weekdays are not every morning; tomorrow night is not tonight."""
    weekdays = _remind(daily_part="morning", days="weekdays")
    tomorrow = _remind(date="=2026-03-03", time="=NI")

    assert Remind(part=DayPart.MORNING, weekdays=WORKDAYS) == weekdays
    assert Remind(part=DayPart.NIGHT, day=date(2026, 3, 3)) == tomorrow


@pytest.mark.parametrize("value", ["2026-W10", "2026-03", "2026", "2026-WI"])
def test_a_reminder_has_one_day_and_not_a_week(value):
    """Nothing rings "next month"."""
    assert Plain.NOT_UNDERSTOOD == _remind(date=f"={value}")


@pytest.mark.parametrize(
    ("duration", "minutes"), [("PT1H", 60), ("PT10M", 10), ("PT90S", 2), ("P1D", 1440)]
)
def test_a_reminder_may_ring_so_long_from_now(duration, minutes):
    """In whole minutes, and never too early."""
    assert Remind(in_minutes=minutes) == _remind(duration=f"={duration}")


@pytest.mark.parametrize("duration", ["?", "PT0S", "P1Y"])
def test_what_is_no_length_of_time_sets_no_reminder(duration):
    """Not one for another time, either."""
    assert Plain.NOT_UNDERSTOOD == _remind(duration=f"={duration}")


def test_later_is_in_an_hour():
    """Which is told before anything is set."""
    assert Remind(in_minutes=60) == _remind(later="later")


def test_a_word_that_means_no_more_does_not_replace_what_is_set():
    """Where it is not known whether the others stay, nothing is changed."""
    unknown = intent("ReminderIntent", more=both_slot("less", None), time=both_slot("18:00"))

    assert Plain.NOT_UNDERSTOOD == read(unknown)
    assert Remind(minutes=(1080,), is_more=True) == _remind(more="more", time="=18:00")


def test_the_time_a_reminder_had_is_left_out():
    """From seven to eight: eight is what is wanted."""
    assert Remind(minutes=(480,)) == _remind(old_time="=07:00", time="=08:00")


def test_reminders_are_cancelled_by_their_times_or_for_some_days():
    """The reminders of seven and noon; those of Mondays and Fridays."""
    assert CancelReminders(minutes=(420, 720)) == _cancel(time="=07:00", second_time="=12:00")
    assert CancelReminders(part=DayPart.EVENING) == _cancel(time="=EV")
    assert CancelReminders(weekdays=(Weekday.MONDAY, Weekday.FRIDAY)) == _cancel(
        first_day="friday", second_day="monday"
    )
