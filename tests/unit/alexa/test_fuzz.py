"""Good requests with something wrong in them, 5,000 a run: whatever it is, somebody is answered."""

import copy
import json
import logging
import random
from dataclasses import dataclass

import pytest

from skill.bootstrap import build_skill
from skill.routine.message import message
from skill.service.telemetry import Outcome
from skill.speech.narration import narration_for
from tests.envelopes import (
    APPLICATION,
    SECRETS,
    USER,
    Caller,
    assert_valid,
    both_slot,
    consent_answer,
    ended,
    envelope,
    intent,
    is_silent,
    launch,
    new_slot,
    old_slot,
    sound_failed,
)
from tests.fakes import InMemoryProgressStore, keep
from tests.unit.conftest import KNOWN, logged

OWN_FAULT = narration_for()(message("own-fault"))
LINE = 400
"""Most characters of a log line."""
SPOKEN = ("LaunchRequest", "IntentRequest", "Connections.Response")
DAILY = "[[450]]"
"""The token of a consent: every day at half past seven."""

PERSON = "amzn1.ask.person.SOMEBODY-IN-THE-ROOM"
ARCH = {"exercise": both_slot("arch", "arch")}
CALF = {"exercise": new_slot("calf", "calf")}


@dataclass(frozen=True)
class Good:
    """A request as Alexa sends it, and what the store held when it came."""

    name: str
    event: dict
    stored: dict


def conversation(*said):
    """Yield the requests of a conversation: each what is sent, and the seconds before it."""
    store = InMemoryProgressStore()
    keep(store, USER, KNOWN)
    caller = Caller(store)
    for request, seconds in said:
        before = copy.deepcopy(vars(store))
        caller.send(request, after=seconds)
        event = with_more(caller.event)
        yield Good(request.get("intent", request).get("name") or request["type"], event, before)


def with_more(event):
    """Return a request with parts that Alexa sends and the skill does not look at."""
    event = json.loads(json.dumps(event))
    system = event["context"]["System"]
    system["person"] = {"personId": PERSON, "accessToken": "x"}
    system["unit"] = {"unitId": "amzn1.ask.unit.HOME"}
    scope = {"status": "GRANTED"}
    system["user"]["permissions"] = {"scopes": {"alexa::devices:all:geolocation:read": scope}}
    event["context"]["Viewport"] = {"shape": "ROUND", "dpi": 160, "touch": ["SINGLE"]}
    event["context"]["Extensions"] = {"available": {"aplext:backstack:10": {}}}
    if event["request"]["type"] == "IntentRequest":
        event["request"]["dialogState"] = "STARTED"
    return event


def alone(request):
    """Return a request of a kind that nobody speaks, outside any session."""
    store = InMemoryProgressStore()
    keep(store, USER, KNOWN)
    event = envelope(request)
    del event["session"]
    return Good(request["type"], event, vars(store))


DISABLED = {
    "type": "AlexaSkillEvent.SkillDisabled",
    "body": {"userInformationPersistenceStatus": "NOT_PERSISTED"},
    "eventCreationTime": "2026-03-02T07:00:00Z",
    "eventPublishingTime": "2026-03-02T07:00:00Z",
}
INVALID = ended("ERROR", error={"type": "INVALID_RESPONSE", "message": "too long"})
GOOD = [
    *conversation(
        (launch(), 0),
        (intent("ReadyIntent"), 40),
        (intent("AMAZON.PauseIntent"), 75),
        (intent("WhereAmIIntent"), 5),
        (intent("AMAZON.ResumeIntent"), 20),
        (intent("HurtsIntent"), 40),
        (intent("NumberIntent", number=old_slot("3")), 5),
        (intent("AMAZON.YesIntent"), 5),
        (intent("NotReadyIntent", duration=both_slot("PT30S")), 5),
        (intent("DoneIntent", **CALF), 20),
        (intent("UndoIntent"), 5),
        (intent("AMAZON.RepeatIntent"), 5),
        (intent("SetFootIntent", foot=both_slot("left", "left")), 5),
        (intent("ProgressIntent", date=both_slot("2026-03-01"), period=both_slot("week")), 5),
        (intent("StartRoutineIntent", **ARCH), 5),
        (intent("ReadyIntent"), 20),
        (intent("AMAZON.FallbackIntent"), 90),
        (ended("USER_INITIATED"), 20),
        (launch(), 100),
        (intent("ForgetMeIntent"), 5),
        (intent("AMAZON.NoIntent"), 5),
        (intent("ReadyIntent"), 5),
        (INVALID, 1),
    ),
    *conversation((launch(), 0), (intent("ReadyIntent"), 40), (sound_failed(), 2)),
    *conversation(
        (launch(), 0),
        (intent("StartRoutineIntent", **ARCH), 40),
        (intent("ReadyIntent"), 20),
        (intent("HurtsIntent", number=old_slot("2")), 60),
        (intent("AMAZON.YesIntent"), 5),
        (intent("AMAZON.StopIntent"), 20),
    ),
    *conversation(
        (launch(), 0),
        (intent("ForgetMeIntent"), 40),
        (intent("AMAZON.RepeatIntent"), 5),
        (intent("WhyIntent"), 5),
        (intent("AMAZON.PauseIntent"), 5),
        (intent("ForgetMeIntent"), 5),
        (intent("AMAZON.YesIntent"), 2),
    ),
    *conversation(
        (intent("ReminderIntent", time=old_slot("07:30")), 0),
        (consent_answer(DAILY), 20),
        (intent("NextReminderIntent"), 5),
        (intent("CancelReminderIntent", days=both_slot("weekends", "weekends")), 5),
        (launch(), 5),
        (intent("ReadyIntent"), 40),
        (consent_answer(DAILY, "NOT_ANSWERED"), 20),
        (consent_answer(DAILY, "DENIED"), 20),
    ),
    alone(DISABLED),
    alone({"type": "AudioPlayer.PlaybackStopped", "token": "x", "offsetInMilliseconds": 5}),
    alone({"type": "System.ExceptionEncountered", "error": {"type": "INVALID_RESPONSE"}}),
]

LOOKED_AT = [
    ("request", "type"),
    ("request", "requestId"),
    ("request", "timestamp"),
    ("request", "locale"),
    ("request", "reason"),
    ("request", "error", "type"),
    ("request", "errors"),
    ("request", "body"),
    ("request", "token"),
    ("request", "payload"),
    ("request", "intent", "name"),
    ("request", "intent", "slots", "*", "value"),
    ("request", "intent", "slots", "*", "resolutions"),
    ("request", "intent", "slots", "*", "slotValue", "value"),
    ("request", "intent", "slots", "*", "slotValue", "resolutions"),
    ("session", "new"),
    ("session", "attributes"),
    ("session", "user", "userId"),
    ("session", "application", "applicationId"),
    ("context", "System", "application", "applicationId"),
    ("context", "System", "user", "userId"),
    ("context", "System", "device", "deviceId"),
    ("context", "System", "device", "supportedInterfaces"),
    ("context", "System", "apiEndpoint"),
    ("context", "System", "apiAccessToken"),
]
"""What the skill reads of a request; "*" stands for any key."""


def is_looked_at(path):
    """Return whether a change at a path may change what the skill reads."""
    return any(
        all(name in ("*", key) for name, key in zip(read, path, strict=False)) for read in LOOKED_AT
    )


def paths_of(part, path=()):
    """Yield the path of every value in JSON, and so of every object and list."""
    children = part.items() if isinstance(part, dict) else enumerate(part)
    for key, value in list(children):
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from paths_of(value, (*path, key))


ODD = [
    *(None, True, False, 0, 1, -1, 5, 10**13, 2**63, 10**400, 0.5, 1e308),
    *("", "?", "UNHEARD_OF", "x' OR 1=1 --", "now", "NOT_PERSISTED", "a\nb", "\ud800", "9" * 5_000),
    *("LaunchRequest", "calf", "calf-1-left", "0123456789ab", "PT9S", "2026-03-02T07:00:00Z"),
    *([], {}, [None], [[]], [{}], {"a": 1}, {"value": "calf"}, {"type": "UNHEARD_OF"}, ["calf"]),
]


def deep(value):
    """Return a value inside a hundred lists."""
    for _ in range(100):
        value = [value]
    return value


def mutate(event, path, chance, new=("more", "status", "type")):
    """Change one thing of a request, or add one beside it under a new name."""
    *way, last = path
    holder = event
    for key in way:
        holder = holder[key]
    value = holder[last]
    match chance.randrange(8):
        case 0:
            del holder[last]
        case 1:
            holder[last] = chance.choice([{"more": value}, [value], {"value": value}, [value] * 3])
        case 2:
            huge = "x" * 50_000, [value] * 500, {str(n): value for n in range(500)}, deep(value)
            holder[last] = chance.choice(huge)
        case 3 if isinstance(holder, dict):
            holder[chance.choice(new)] = copy.deepcopy(chance.choice(ODD))
        case 4 if isinstance(value, int) and not isinstance(value, bool):
            holder[last] = chance.choice([-value, value + 1, value * 1_000, str(value)])
        case _:
            holder[last] = copy.deepcopy(chance.choice(ODD))


HELD = ("profiles", "places", "devices", "days", "forgotten")
"""What a store holds of people."""


class Bench:
    """One skill for all of them, on a store that is put back before each request."""

    def __init__(self):
        self.store = InMemoryProgressStore()
        self.outcomes = []
        self.skill = build_skill(
            store=self.store,
            skill_id=APPLICATION,
            observe=lambda turn: self.outcomes.append(turn.outcome),
        )

    def answer(self, good, event):
        """Return what is answered to a request, as JSON, and what is stored afterwards."""
        vars(self.store).update(copy.deepcopy(good.stored))
        answer = json.loads(json.dumps(self.skill(event, None), allow_nan=False))
        return answer, copy.deepcopy({name: getattr(self.store, name) for name in HELD})


@pytest.fixture(scope="module")
def bench():
    """Return one for the module: what a request leaves behind must not harm the next."""
    return Bench()


def lines(log):
    """Return the log's lines since the last call, with their tracebacks."""
    told = [logged(record) for record in log.records if record.levelno > logging.DEBUG]
    log.clear()
    return told


def assert_answered(bench, log, good, event):
    """Check the answer to a request of which some parts are not as they should be."""
    answer, stored = bench.answer(good, event)
    assert_valid(answer)
    assert bench.outcomes[-1] is not Outcome.FAULT
    for line in lines(log):
        assert len(line) <= LINE, line
        assert not [secret for secret in (*SECRETS, PERSON) if secret in line]
        assert "\n" not in line
    request = event.get("request")
    kind = request.get("type") if isinstance(request, dict) else None
    if bench.outcomes[-1] in (Outcome.FOREIGN, Outcome.REFUSED):
        assert is_silent(answer)
    elif kind in SPOKEN:
        assert not is_silent(answer)
        assert isinstance(answer["response"]["shouldEndSession"], bool)
    else:
        assert is_silent(answer)
    if bench.outcomes[-1] is not Outcome.ANSWERED:
        assert {name: good.stored[name] for name in HELD} == stored
    if OWN_FAULT in json.dumps(answer):
        assert bench.outcomes[-1] is Outcome.UNREADABLE
        assert answer["response"]["shouldEndSession"] is False


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_wrong_with_a_request_it_is_answered(bench, log, seed):
    """Never an exception, never silence to somebody who spoke, nobody's id in the log."""
    chance = random.Random(seed)
    for number in range(100):
        good = chance.choice(GOOD)
        event = copy.deepcopy(good.event)
        for _ in range(chance.choice([1, 1, 2, 3])):
            mutate(event, chance.choice(list(paths_of(event))), chance)
        try:
            assert_answered(bench, log, good, event)
        except Exception as fault:
            text = json.dumps(event)
            raise AssertionError(f"{good.name}, {seed}/{number}: {text[:3_000]}") from fault


@pytest.mark.parametrize("seed", range(10))
def test_what_is_not_looked_at_changes_nothing(bench, log, seed):
    """Not the answer, and nothing of what is stored."""
    chance = random.Random(seed)
    for number in range(100):
        good = chance.choice(GOOD)
        event = copy.deepcopy(good.event)
        right = bench.answer(good, event)
        elsewhere = [path for path in paths_of(event) if not is_looked_at(path)]
        mutate(event, path := chance.choice(elsewhere), chance, new=["NEW"])

        assert right == bench.answer(good, event), (good.name, path, seed, number)


def test_the_good_requests_are_of_every_kind(bench, log):
    """A control: all are understood, and there are places outside of what is read in each."""
    for good in GOOD:
        bench.answer(good, copy.deepcopy(good.event))
        assert Outcome.ANSWERED is bench.outcomes[-1]
        assert "dropped" not in log.text
        assert any(not is_looked_at(path) for path in paths_of(good.event))
    sessions = [
        (good.event.get("session") or {}).get("attributes", {}).get("session", {}) for good in GOOD
    ]
    states = {session.get(name) for session in sessions for name in ("status", "question")}
    assert {"wait", "paused", "idle", "forget", "pain", "carry_on", "resume"} <= states
    assert any("playing" in session for session in sessions)
