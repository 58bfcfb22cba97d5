"""One line a turn: what the operator learns of it, and what nobody does."""

import json
import logging
import re
from datetime import UTC, datetime

import pytest

from skill.bootstrap import build_warm
from skill.service.telemetry import METRICS, NAMESPACE, Outcome, TelemetryWriter, pseudonym
from tests.envelopes import (
    APPLICATION,
    USER,
    Caller,
    both_slot,
    call,
    ended,
    envelope,
    intent,
    launch,
    sound_failed,
)
from tests.unit.conftest import logged

ARCH = {"exercise": both_slot("arch", "arch")}
NOW = datetime(2026, 3, 2, 7, 0, 1, tzinfo=UTC).timestamp()
PLAIN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
"""What every log record has."""


@pytest.fixture
def on_lambda(store):
    """Return somebody who talks to the skill where its lines are read as metrics."""
    return Caller(store, skill_id=APPLICATION, observe=TelemetryWriter("coach", lambda: NOW))


def turns(log):
    """Return the fields of each turn's line, as they are beside the message in JSON."""
    return [
        {name: value for name, value in vars(record).items() if name not in PLAIN}
        for record in log.records
        if record.name == "skill.service.telemetry"
    ]


def metrics(log):
    """Return the metrics of each turn as CloudWatch reads them, without the time."""
    told = []
    for fields in turns(log):
        [definition] = fields["_aws"]["CloudWatchMetrics"]
        values = {each["Name"]: fields[each["Name"]] for each in definition["Metrics"]}
        told.append({name: value for name, value in values.items() if name != "TurnTime"})
    return told


def test_a_turn_is_one_line(caller, log):
    """Who, as a digest; what; where they are; what is played; how long; the store's share."""
    caller.say("StartRoutineIntent", **ARCH)
    caller.say("ReadyIntent", after=20)

    started, counting = turns(log)
    assert {"outcome", "request", "user", "exercise", "segment", "store", "ms"} == started.keys()
    assert ("answered", "StartRoutineIntent") == (started["outcome"], started["request"])
    assert {pseudonym(USER)} == {started["user"], counting["user"]}
    assert ("arch", "ReadyIntent") == (counting["exercise"], counting["request"])
    assert re.fullmatch("[0-9a-f]{12}", counting["segment"])
    assert started["segment"] != counting["segment"]
    calls = {"calls": 1, "reads": 0, "writes": 1}
    assert {**calls, "faults": 0, "conflicts": 0} == counting["store"]
    assert {"read", "turn", "render", "write", "store", "all"} == counting["ms"].keys()


def test_the_stages_take_their_time(store, log):
    """In milliseconds by the clock that is given; the store's wait is part of the turn's."""
    ticks = iter(range(1000))
    caller = Caller(store, clock=lambda: next(ticks) / 1000)

    caller.send(launch())

    [fields] = turns(log)
    times = fields["ms"]
    assert (1, 1, 1) == (times["read"], times["render"], times["write"])
    assert 0 < times["store"] < times["turn"] < times["all"]


def test_the_line_is_json(on_lambda, log):
    """Lambda's formatter writes it so; a field that is none would lose the line."""
    on_lambda.send(launch())

    [fields] = turns(log)
    assert fields == json.loads(json.dumps(fields, allow_nan=False))


def test_metrics_have_cloudwatchs_form(on_lambda, log):
    """Namespace, one dimension with its value, a unit for each, and the time in milliseconds."""
    on_lambda.send(launch())

    [fields] = turns(log)
    assert int(NOW * 1000) == fields["_aws"]["Timestamp"]
    [definition] = fields["_aws"]["CloudWatchMetrics"]
    assert (NAMESPACE, [["FunctionName"]]) == (definition["Namespace"], definition["Dimensions"])
    assert "coach" == fields["FunctionName"]
    units = {each["Name"]: each["Unit"] for each in definition["Metrics"]}
    assert {"Conversations": "Count", "TurnTime": "Milliseconds"} == units
    assert fields["TurnTime"] >= 0


def test_elsewhere_there_are_no_metrics(caller, log):
    """Nobody reads them out of a laptop's log."""
    caller.send(launch())

    [fields] = turns(log)
    assert not {"_aws", "FunctionName", *METRICS} & fields.keys()


def test_what_happens_is_counted(on_lambda, store, log):
    """A conversation, what was not understood, a whole dose, and a count that came twice."""
    on_lambda.say("StartRoutineIntent", **ARCH)
    on_lambda.say("AMAZON.FallbackIntent", after=5)
    on_lambda.say("ReadyIntent", after=20)
    before = on_lambda.attributes
    on_lambda.say("AMAZON.HelpIntent", after=200)
    on_lambda.attributes = before
    on_lambda.say("AMAZON.HelpIntent")
    store.go_down()
    on_lambda.say("AMAZON.HelpIntent", after=5)

    assert {"Conversations": 1} == metrics(log)[0]
    assert {"Fallbacks": 1} == metrics(log)[1]
    assert {} == metrics(log)[2]
    assert {"FinishedExercises": 1} == metrics(log)[3]
    assert {"SettleConflicts": 1} == metrics(log)[4]
    assert {"StoreFaults": 1} == metrics(log)[5]


REFUSED = {
    "for another skill": (
        envelope(launch()) | {"context": {"System": {"application": {"applicationId": "x"}}}},
        Outcome.FOREIGN,
        {"RefusedRequests": 1, "ForeignRequests": 1},
    ),
    "no request": ({"hello": "world"}, Outcome.REFUSED, {"RefusedRequests": 1}),
    "of a kind that nobody knows": (
        envelope({"type": "Alexa.Presentation.Smell.Event"}),
        Outcome.ANSWERED,
        {},
    ),
    "of no kind": (envelope({"type": 5}), Outcome.UNREADABLE, {"UnreadableRequests": 1}),
    "an intent without a name": (
        envelope({"type": "IntentRequest", "intent": {}}),
        Outcome.UNREADABLE,
        {"UnreadableRequests": 1},
    ),
}


@pytest.mark.parametrize(("event", "outcome", "counts"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_read_has_a_line_too(on_lambda, log, event, outcome, counts):
    """And an alarm rings for requests of another skill."""
    call(on_lambda.skill, event)

    assert ([outcome], [counts]) == ([each["outcome"] for each in turns(log)], metrics(log))


def test_a_fault_of_ours_is_counted(on_lambda, store, log):
    """Whoever hears an apology is one who would not write to us."""
    store.fault = RuntimeError("a fault of ours")

    on_lambda.send(launch())

    assert [{"Faults": 1}] == metrics(log)
    assert "fault" == turns(log)[0]["outcome"]


@pytest.mark.parametrize(
    "request_", [sound_failed(), ended("ERROR", error={"type": "INVALID_RESPONSE"})]
)
def test_an_answer_that_was_not_played_is_counted(on_lambda, log, request_):
    """Nothing else tells that a device cannot play what it gets."""
    on_lambda.say("StartRoutineIntent", **ARCH)
    on_lambda.send(request_, after=5)

    assert 1 == metrics(log)[1]["UnplayedResponses"]


@pytest.mark.parametrize(
    "request_",
    [
        intent("HurtsIntent"),
        intent("RedFlagIntent", symptom=both_slot("x", "numb")),
        intent("what somebody said\nin two lines"),
    ],
    ids=["pain", "a warning sign", "no intent of ours"],
)
def test_a_turn_about_pain_names_nothing(on_lambda, log, request_):
    """Neither what was said nor by whom nor where they were; nor one that is none of ours."""
    on_lambda.say("StartRoutineIntent", **ARCH)
    on_lambda.send(request_, after=5)

    _, fields = turns(log)
    assert "IntentRequest" == fields["request"]
    assert ("", "", "") == (fields["user"], fields["exercise"], fields["segment"])


def test_a_higher_log_level_keeps_the_line(store, caplog):
    """Without it there are no metrics, and no alarm rings."""
    environ = {"PROGRESS_TABLE": "t", "LOG_LEVEL": "ERROR", "AWS_LAMBDA_FUNCTION_NAME": "coach"}
    skill = build_warm(environ)

    skill({"no": "request"}, None)

    assert ["skill.service.telemetry"] == [record.name for record in caplog.records]
    assert "coach" == caplog.records[0].FunctionName


def test_an_answer_does_not_wait_for_its_line(store, log):
    """Whatever is wrong with the log, the person hears the answer."""

    def observe(_):
        raise RuntimeError("no room for a line")

    response = Caller(store, observe=observe).send(launch())

    assert "outputSpeech" in response or response["directives"]
    assert "no room for a line" in "".join(map(logged, log.records))
