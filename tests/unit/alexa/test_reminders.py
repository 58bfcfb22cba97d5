"""Alexa's reminders over HTTP: what is set is what is read, and whatever fails has its reason."""

import json
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.services import (
    ApiClient,
    ApiClientResponse,
    ApiConfiguration,
    ServiceClientFactory,
)
from hypothesis import given
from hypothesis import strategies as st

from simulator.device import reminders as alexas
from simulator.device.clock import VirtualClock
from simulator.rig.reminder_service import ReminderService
from simulator.rig.settings_service import SettingsService
from skill.alexa import api_client
from skill.alexa.api_client import MOST_BYTES, PatientApiClient
from skill.alexa.reminders import PATH, DeviceReminders
from skill.alexa.request_reader import Origin
from skill.progress.reminders import (
    MOST_REMINDERS,
    WEEKDAYS,
    WEEKEND,
    KeptReminder,
    NewReminder,
    Reminder,
    ReminderFault,
    RemindersUnavailable,
    SetReminder,
    Weekday,
)
from tests.unit.progress.strategies import JSON, reminders

START = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
OSLO = "Europe/Oslo"
NOW = datetime.fromisoformat("2026-11-23T08:30")
"""The same by the clock at a wall in Oslo."""
TODAY = NOW.date()
TUESDAY, NEXT_YEAR = TODAY + timedelta(1), date(2027, 1, 1)
DAILY = Reminder(7 * 60 + 30)
TEXT = "Time for your heel stretches. Say: Alexa, start my heel stretches."

KINDS = {
    "once, today": Reminder(20 * 60, (), 1, TODAY),
    "once, next year": Reminder(0, (), 1, NEXT_YEAR),
    "every day": DAILY,
    "every day at midnight": Reminder(0),
    "on Mondays": Reminder(7 * 60 + 5, (Weekday.MONDAY,)),
    "at weekends": Reminder(23 * 60 + 59, WEEKEND),
    "every other day": Reminder(7 * 60, WEEKDAYS, 2, TUESDAY),
    "every other day, from today": Reminder(20 * 60, WEEKDAYS, 2, TODAY),
}


def factory(client):
    """Return the SDK's way to Alexa's services, by a client."""
    return ServiceClientFactory(ApiConfiguration(DefaultSerializer(), client))


def adapter(endpoint, *, token="token", client=None):
    """Return the skill's reminders at an address."""
    origin = Origin("", "", "device", api_endpoint=endpoint, api_access_token=token)
    return DeviceReminders(origin, "en-GB", factory(client or PatientApiClient()))


def new(reminder, *, text=TEXT, zone=OSLO, now=NOW):
    """Return a reminder as it is to be set."""
    return NewReminder(reminder, text, now, zone)


@pytest.fixture
def alexa():
    """Return Alexa's own reminders, allowed, and the skill's way to them; her clock stands."""
    clock, kept = VirtualClock(START), alexas.Reminders()
    kept.allow(is_allowed=True)
    served = ReminderService(kept, clock.now)
    with SettingsService(OSLO, "token", reminders=served) as service:
        yield SimpleNamespace(
            clock=clock,
            kept=kept,
            endpoint=service.endpoint,
            ours=adapter(service.endpoint),
        )


@pytest.mark.parametrize("reminder", KINDS.values(), ids=KINDS)
def test_a_reminder_that_is_set_is_read_as_it_was(alexa, reminder):
    """By its token; it says its words, in the language of the device, and rings when it should."""
    token = alexa.ours.create(new(reminder))

    assert (KeptReminder(SetReminder(token, reminder), TEXT, OSLO),) == alexa.ours.all()
    [kept] = alexa.kept.all(START)
    assert TEXT == kept.text
    assert "en-GB" == kept.wish["alertInfo"]["spokenInfo"]["content"][0]["locale"]
    assert "ENABLED" == kept.wish["pushNotification"]["status"]
    assert reminder.next_after(NOW) == kept.next_at.astimezone(ZoneInfo(OSLO)).replace(tzinfo=None)


@pytest.mark.parametrize("before", KINDS.values(), ids=KINDS)
def test_a_reminder_of_any_kind_becomes_one_of_any_other(alexa, before):
    """It keeps its token, and nothing of what it was."""
    token = alexa.ours.create(new(before))
    for after in (*KINDS.values(), before):
        alexa.ours.change(token, new(after, text="Another."))

        assert (KeptReminder(SetReminder(token, after), "Another.", OSLO),) == alexa.ours.all()
        [kept] = alexa.kept.all(START)
        assert "Another." == kept.text
        rings_at = kept.next_at.astimezone(ZoneInfo(OSLO)).replace(tzinfo=None)
        assert after.next_after(NOW) == rings_at


@pytest.mark.parametrize("zone", ["America/St_Johns", "Pacific/Chatham", "UTC"])
def test_a_reminder_rings_in_the_persons_zone(alexa, zone):
    """Wherever the device says that it is, in winter and in summer."""
    there = ZoneInfo(zone)
    wall = START.astimezone(there).replace(tzinfo=None)
    alexa.ours.create(new(DAILY, zone=zone, now=wall))
    assert DAILY.next_after(wall).replace(tzinfo=there) == alexa.kept.next_at

    alexa.kept.ring(START + timedelta(days=240))

    rings_at = alexa.kept.next_at.astimezone(there)
    assert (7, 30) == (rings_at.hour, rings_at.minute)


def test_without_a_zone_it_rings_in_that_of_the_device(alexa):
    """Alexa knows it."""
    alexa.ours.create(new(DAILY, zone=None))

    assert datetime(2026, 11, 24, 6, 30, tzinfo=UTC) == alexa.kept.next_at


def test_a_cancelled_reminder_is_gone(alexa):
    """Cancelling one that is not there is no fault: somebody was faster."""
    token, other = alexa.ours.create(new(DAILY)), alexa.ours.create(new(KINDS["on Mondays"]))

    alexa.ours.cancel(token)
    alexa.ours.cancel(token)

    assert [other] == [each.set.token for each in alexa.ours.all()]


def test_what_the_person_deletes_is_not_read(alexa):
    """Nor is one that has rung for the last time, which the Alexa app still shows."""
    token = alexa.ours.create(new(DAILY))
    once = alexa.ours.create(new(KINDS["once, today"]))
    alexa.kept.delete(token, START)
    assert [once] == [each.set.token for each in alexa.ours.all()]

    alexa.kept.ring(START + timedelta(days=1))

    assert 1 == len(alexa.kept.all(START))
    assert () == alexa.ours.all()


def test_to_change_one_that_is_not_there_is_a_fault(alexa):
    """It would be told as set."""
    with pytest.raises(RemindersUnavailable) as refused:
        alexa.ours.change("nowhere", new(DAILY))

    assert ReminderFault.UNREACHABLE is refused.value.fault


CALLS = {
    "all": lambda ours, _: ours.all(),
    "create": lambda ours, _: ours.create(new(DAILY)),
    "change": lambda ours, token: ours.change(token, new(DAILY)),
    "cancel": lambda ours, token: ours.cancel(token),
}
EVERY_CALL = tuple(CALLS)
FAULTS = {
    "throttled": (ReminderFault.BUSY, EVERY_CALL),
    "too-many": (ReminderFault.TOO_MANY, ("create",)),
    "unsupported": (ReminderFault.NOT_HERE, ("create",)),
    "broken": (ReminderFault.UNREACHABLE, EVERY_CALL),
    "unavailable": (ReminderFault.UNREACHABLE, ("create",)),
    "offline": (ReminderFault.OFFLINE, ("create",)),
    "silent": (ReminderFault.UNREACHABLE, EVERY_CALL),
    "unreachable": (ReminderFault.UNREACHABLE, EVERY_CALL),
}
"""By what goes wrong in Alexa's service: why a call fails, and which calls do."""


def test_every_fault_of_alexas_is_tried():
    """A control."""
    assert FAULTS.keys() == set(alexas.ReminderFault)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("fault", FAULTS)
def test_what_goes_wrong_has_its_reason(alexa, monkeypatch, fault, call):
    """Nothing is set by what failed; afterwards all is well."""
    monkeypatch.setattr(api_client, "TIMEOUT_SECONDS", 0.3)
    ours = adapter(alexa.endpoint)
    token = ours.create(new(KINDS["on Mondays"]))
    alexa.kept.fault = alexas.ReminderFault(fault)
    why, which = FAULTS[fault]

    if call in which:
        with pytest.raises(RemindersUnavailable) as refused:
            CALLS[call](ours, token)
        assert why is refused.value.fault
        assert [(token, 1)] == [(each.token, each.version) for each in alexa.kept.all(START)]
    else:
        CALLS[call](ours, token)
    alexa.kept.fault = None
    ours.all()


@pytest.mark.parametrize("call", CALLS)
def test_without_the_permission_nothing_is_allowed(alexa, call):
    """401; nor with another bearer token, which is refused in the same way."""
    token = alexa.ours.create(new(DAILY))
    alexa.kept.allow(is_allowed=False)
    with pytest.raises(RemindersUnavailable) as refused:
        CALLS[call](alexa.ours, token)
    assert ReminderFault.NOT_ALLOWED is refused.value.fault

    alexa.kept.allow(is_allowed=True)
    with pytest.raises(RemindersUnavailable) as refused:
        CALLS[call](adapter(alexa.endpoint, token="other"), token)
    assert ReminderFault.NOT_ALLOWED is refused.value.fault


@pytest.mark.parametrize(
    ("endpoint", "token"),
    [
        ("", "token"),
        ("ftp://127.0.0.1", "token"),
        ("here", "token"),
        ("http://127.0.0.1:9", ""),
        ("http://127.0.0.1:9", "token"),
        ("http://[::1", "token"),
        ("http://127.0.0.1:9\n", "a\nb"),
    ],
)
def test_where_alexa_cannot_be_asked_she_is_out_of_reach(endpoint, token):
    """An address or a token that is missing, or none."""
    for call in CALLS.values():
        with pytest.raises(RemindersUnavailable) as refused:
            call(adapter(endpoint, token=token), "one")
        assert ReminderFault.UNREACHABLE is refused.value.fault


class Answers(ApiClient):
    """Answers every request in the same way, and keeps it."""

    def __init__(self, body, status=200):
        """Answer with this body."""
        self.body = body
        self.status = status
        self.requests = []

    def invoke(self, request):
        """Answer."""
        self.requests.append(request)
        return ApiClientResponse(headers=[], status_code=self.status, body=self.body)


def answered(body, status=200):
    """Return the skill's reminders where Alexa answers with this."""
    text = body if isinstance(body, str) else json.dumps(body)
    return adapter("https://alexa.example", client=Answers(text, status))


def alert(trigger=None, **changes):
    """Return a reminder as Alexa tells of it."""
    daily = {"recurrenceRules": ["FREQ=DAILY;BYHOUR=7;BYMINUTE=30;BYSECOND=0;INTERVAL=1;"]}
    usual = {"type": "SCHEDULED_ABSOLUTE", "timeZoneId": OSLO, "recurrence": daily}
    return {"alertToken": "one", "status": "ON", "trigger": trigger or usual} | changes


def listed(*alerts):
    """Return what is read where Alexa tells of these."""
    told = answered({"totalCount": "1", "alerts": list(alerts)})
    return [each.set.reminder for each in told.all()]


def test_without_a_token_nobody_is_asked():
    """A request without one has not come from Alexa's device."""
    client = Answers('{"alerts": []}')

    with pytest.raises(RemindersUnavailable):
        adapter("https://alexa.example", token="", client=client).all()
    assert [] == client.requests


@pytest.mark.parametrize("body", ["", "{", "null", "[]", "5", '{"alerts": 5}', "{}", "[" * 9_999])
@pytest.mark.parametrize("call", ["all", "create"])
def test_an_answer_that_is_none_is_no_answer(call, body):
    """It is not taken for no reminders, and not for one that is set."""
    with pytest.raises(RemindersUnavailable) as refused:
        CALLS[call](answered(body), "one")

    assert ReminderFault.UNREACHABLE is refused.value.fault


@pytest.mark.parametrize("token", [None, "", 5, {}, "x" * 257])
def test_a_reminder_without_a_token_is_none(token):
    """It could never be changed."""
    with pytest.raises(RemindersUnavailable):
        answered({"alertToken": token}).create(new(DAILY))
    assert [] == listed(alert(alertToken=token))
    assert "x" * 256 == answered({"alertToken": "x" * 256}).create(new(DAILY))


@pytest.mark.parametrize("status", ["COMPLETED", "OFF", "SNOOZED", "", None, 5, ["ON"], {}])
def test_only_what_is_on_will_ring(status):
    """Whatever else there is."""
    assert [DAILY] == listed(alert(), alert(status=status))


def rule(text, **recurrence):
    """Return a trigger with one rule."""
    return {
        "type": "SCHEDULED_ABSOLUTE",
        "recurrence": {"recurrenceRules": [text], **recurrence},
    }


AT = "BYHOUR=7;BYMINUTE=30;BYSECOND=0"
FROM = {"startDateTime": "2026-11-24T00:00:00.000"}


@pytest.mark.parametrize(
    ("trigger", "expected"),
    [
        (rule(f"FREQ=DAILY;{AT}"), DAILY),
        (rule(f"FREQ=DAILY;{AT};INTERVAL=1;"), DAILY),
        (rule(f"INTERVAL=1;{AT};FREQ=DAILY"), DAILY),
        (rule("FREQ=DAILY;BYHOUR=7"), Reminder(7 * 60)),
        (rule(f"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;{AT}"), DAILY),
        (rule(f"FREQ=DAILY;BYDAY=SU,SA;{AT}"), Reminder(450, WEEKEND)),
        (rule(f"FREQ=WEEKLY;BYDAY=SU,SA;{AT}"), Reminder(450, WEEKEND)),
        (rule(f"FREQ=DAILY;{AT};INTERVAL=2", **FROM), Reminder(450, WEEKDAYS, 2, TUESDAY)),
        ({"scheduledTime": "2026-11-24T07:30:00.000"}, Reminder(450, (), 1, TUESDAY)),
        ({"scheduledTime": "2026-11-24T07:30", "recurrence": None}, Reminder(450, (), 1, TUESDAY)),
    ],
)
def test_a_trigger_of_ours_is_read_in_the_forms_that_it_may_come_back_in(trigger, expected):
    """The parts of a rule in any order, what is usual left out."""
    assert [expected] == listed(alert(trigger))


@pytest.mark.parametrize(
    "trigger",
    [
        rule(f"FREQ=MONTHLY;{AT}"),
        rule(f"FREQ=WEEKLY;{AT}"),
        rule(f"FREQ=WEEKLY;BYDAY=MO;INTERVAL=2;{AT}"),
        rule(f"FREQ=WEEKLY;BYDAY=1MO;{AT}"),
        rule(f"FREQ=DAILY;INTERVAL=3;{AT}", **FROM),
        rule(f"FREQ=DAILY;INTERVAL=2;{AT}"),
        rule(f"FREQ=DAILY;INTERVAL=2;BYDAY=MO;{AT}", **FROM),
        rule(f"FREQ=DAILY;INTERVAL=x;{AT}"),
        rule("FREQ=DAILY"),
        rule("FREQ=DAILY;BYHOUR=24"),
        rule("FREQ=DAILY;BYHOUR=7,19;BYMINUTE=30"),
        rule("FREQ=DAILY;BYHOUR=7;BYMINUTE=60"),
        rule(AT),
        rule(""),
        rule(None),
        rule(f"FREQ=DAILY;{AT};INTERVAL=2", startDateTime="yesterday"),
        rule(f"FREQ=DAILY;{AT}", startDateTime=5),
        {"recurrence": {"recurrenceRules": []}},
        {"recurrence": {"recurrenceRules": [f"FREQ=DAILY;{AT}"] * 2}},
        {"recurrence": {"freq": "DAILY"}, "scheduledTime": "2026-11-24T07:30:00"},
        {"recurrence": [AT]},
        {"recurrence": 5},
        {"type": "SCHEDULED_RELATIVE", "offsetInSeconds": 60},
        {"scheduledTime": "soon"},
        {"scheduledTime": None},
        {"scheduledTime": 5},
        {},
        [],
        5,
    ],
)
def test_a_trigger_that_the_skill_never_set_is_left_out(log, trigger):
    """It is not told as something else; the others are there, and the log knows of it."""
    other = alert(trigger) | {"trigger": trigger}

    assert [DAILY] == listed(other, alert())
    assert "a form that it never set" in log.text


@given(st.lists(JSON, max_size=3), st.lists(JSON, min_size=4, max_size=4))
def test_whatever_alexa_tells_is_read_or_left_out(alerts, odd):
    """Never an exception, and never a reminder that is none."""
    status, trigger, recurrence, rules = odd
    found = listed(
        *alerts,
        alert(status=status),
        alert() | {"trigger": trigger},
        alert({"recurrence": recurrence, "scheduledTime": status}),
        alert({"recurrence": {"recurrenceRules": rules, "startDateTime": trigger}}),
    )

    assert all(each.is_possible for each in found)


@given(st.text(min_size=1, max_size=256))
def test_a_token_is_one_part_of_an_address(token):
    """Whatever is in it leads to no other place."""
    client = Answers("")
    adapter("https://alexa.example", client=client).cancel(token)

    [request] = client.requests
    place = request.url.removeprefix(f"https://alexa.example{PATH}/")
    assert not {"/", "?", "#"} & set(place)


@given(reminders(st.dates(TODAY + timedelta(1), TODAY + timedelta(400))))
def test_what_is_sent_is_read_back(reminder):
    """Of every kind, as JSON."""
    client = Answers('{"alertToken": "one"}')
    adapter("https://alexa.example", client=client).create(new(reminder))

    [request] = client.requests
    sent = json.loads(json.dumps(request.body))
    assert [reminder] == listed(alert() | {"trigger": sent["trigger"]})


def test_as_many_as_there_may_be_are_read(alexa):
    """Those that a person has here, and what each of them says: less than is read at most."""
    for number in range(MOST_REMINDERS):
        alexa.ours.create(new(Reminder(number, WEEKDAYS), text="x" * 1_000))

    assert MOST_REMINDERS == len(alexa.ours.all())


def test_too_long_an_answer_is_none(alexa):
    """It is not read to its end."""
    for number in range(MOST_REMINDERS):
        alexa.ours.create(new(Reminder(number, WEEKDAYS), text="x" * MOST_BYTES))

    with pytest.raises(RemindersUnavailable) as refused:
        alexa.ours.all()
    assert ReminderFault.UNREACHABLE is refused.value.fault


@pytest.mark.parametrize(
    ("status", "body", "fault"),
    [
        (401, "", ReminderFault.NOT_ALLOWED),
        (403, "<html>", ReminderFault.NOT_HERE),
        (403, '{"code": "MAX_REMINDERS_EXCEEDED"}', ReminderFault.TOO_MANY),
        (404, "", ReminderFault.UNREACHABLE),
        (409, "", ReminderFault.NOT_ALLOWED),
        (429, "{", ReminderFault.BUSY),
        (500, "{}", ReminderFault.UNREACHABLE),
        (503, "", ReminderFault.UNREACHABLE),
        (504, "null", ReminderFault.OFFLINE),
        (418, "[]", ReminderFault.UNREACHABLE),
        (302, "", ReminderFault.UNREACHABLE),
    ],
)
def test_a_refusal_counts_by_its_status(log, status, body, fault):
    """Whatever its body is; the status is in the log."""
    with pytest.raises(RemindersUnavailable) as refused:
        answered(body, status).create(new(DAILY))

    assert fault is refused.value.fault
    assert f"Alexa's reminders refuse: {status}" in log.text
