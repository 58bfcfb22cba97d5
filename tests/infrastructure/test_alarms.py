"""The alarms ring for what people notice, say so, and docs/runbook.md knows each; the dashboard."""

import json
import re
from pathlib import Path

import pytest

from skill.service.telemetry import DIMENSION, METRICS, NAMESPACE
from tests.limits import ANSWER_WITHIN_SECONDS

RUNBOOK = Path(__file__).parents[2] / "docs" / "runbook.md"
DEPLOY_PAGE = RUNBOOK.with_name("deploy.md")
LONGEST_DESCRIPTION = 1024
"""CloudWatch's limit, in characters."""


def watched(alarm):
    """Return the metrics that an alarm is reckoned from, each as namespace, name and dimensions."""
    metrics = [
        each["MetricStat"]["Metric"] for each in alarm.get("Metrics", ()) if "MetricStat" in each
    ]
    return [
        (
            metric["Namespace"],
            metric["MetricName"],
            {dimension["Name"]: dimension["Value"] for dimension in metric["Dimensions"]},
        )
        for metric in metrics or [alarm]
    ]


@pytest.fixture
def ours(alarms):
    """Return the alarms on what the skill counts itself."""
    return {
        name: alarm
        for name, alarm in alarms.items()
        if NAMESPACE in {each[0] for each in watched(alarm)}
    }


@pytest.fixture
def sections():
    """Return what the runbook says to each alarm, by its name; a section may be for several."""
    text = RUNBOOK.read_text(encoding="utf-8")
    [chapter] = re.findall(r"^## An alarm rang\n(.*?)(?=^## )", text, re.DOTALL | re.MULTILINE)
    found = re.findall(r"^### (.*?)\n(.*?)(?=^### |\Z)", chapter, re.DOTALL | re.MULTILINE)
    return {name: body for names, body in found for name in names.split(", ")}


@pytest.fixture
def widgets(resources):
    """Return what the dashboard shows, with names in the place of ``${...}``."""
    body = resources["Dashboard"]["Properties"]["DashboardBody"].removeprefix("Sub ")
    return json.loads(re.sub(r"\$\{([\w.:]+)\}", r"\1", body))["widgets"]


def test_the_alarms_are_those_that_somebody_chose(alarms):
    """A control for the tests of all of them."""
    assert {
        "FunctionErrorsAlarm",
        "NewVersionErrorsAlarm",
        "FunctionThrottlesAlarm",
        "SlowAnswersAlarm",
        "TableReadThrottlesAlarm",
        "TableWriteThrottlesAlarm",
        "TableReadErrorsAlarm",
        "TableWriteErrorsAlarm",
        "TableTransactionErrorsAlarm",
        "FaultsAlarm",
        "StoreFaultsAlarm",
        "SettleConflictsAlarm",
        "UnplayedResponsesAlarm",
        "ForeignRequestsAlarm",
        "UnreadableRequestsAlarm",
    } == alarms.keys()


def test_every_alarm_tells_when_it_begins_and_when_it_is_over(alarms):
    """Both go to the topic."""
    told = {name: (alarm["AlarmActions"], alarm["OKActions"]) for name, alarm in alarms.items()}

    assert dict.fromkeys(alarms, (["Ref AlarmTopic"], ["Ref AlarmTopic"])) == told


def test_no_alarm_rings_because_nobody_stretches(alarms):
    """Where there is no data there is nothing wrong; nor does it keep a deployment waiting."""
    assert {"notBreaching"} == {alarm["TreatMissingData"] for alarm in alarms.values()}


def test_every_alarm_says_what_people_notice_and_where_to_read_on(alarms):
    """One who is woken by it has the name of the runbook's section before their eyes."""
    for name, alarm in alarms.items():
        text = alarm["AlarmDescription"]

        assert text.endswith(f". See {name} in docs/runbook.md.")
        assert re.search(r"\b(people|somebody|whoever|visits|their)\b", text, re.IGNORECASE), name
        assert len(text) <= LONGEST_DESCRIPTION


def test_the_runbook_has_a_section_for_every_alarm_and_for_no_other(alarms, sections):
    """An alarm without a section helps nobody; nor does a section whose alarm is gone."""
    assert alarms.keys() == sections.keys()


def test_every_section_says_what_is_noticed_where_to_look_and_what_to_do(sections):
    """In this order, for somebody who has just woken up."""
    said = {
        name: re.findall(r"^\*\*(.+?)\*\*", body, re.MULTILINE) for name, body in sections.items()
    }

    assert {name: ["People notice", "Look at", "Do"] for name in sections} == said


def test_alarms_on_our_own_metrics_name_one_that_exists(ours):
    """A misspelt metric has no data, and an alarm without data never rings."""
    named = {metric for alarm in ours.values() for _, metric, _ in watched(alarm)}

    assert {
        "Faults",
        "StoreFaults",
        "SettleConflicts",
        "TurnTime",
        "UnplayedResponses",
        "ForeignRequests",
        "UnreadableRequests",
    } == named
    assert named <= METRICS.keys()


def test_our_own_metrics_are_those_of_this_stacks_function(ours):
    """Two stacks of one account do not ring each other's alarms."""
    dimensions = [each for alarm in ours.values() for _, _, each in watched(alarm)]

    assert dimensions
    assert [{DIMENSION: "Ref CoachFunction"}] * len(dimensions) == dimensions


def test_what_must_never_happen_rings_at_once(alarms):
    """An apology, a silence, a failed write, a request for another skill or of no known form."""
    once = {
        name
        for name, alarm in alarms.items()
        if alarm["Threshold"] == 1
        and alarm["EvaluationPeriods"] == 1
        and alarm["Period"] <= 300
        and alarm["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"
    }

    assert once >= {
        "FaultsAlarm",
        "UnplayedResponsesAlarm",
        "ForeignRequestsAlarm",
        "UnreadableRequestsAlarm",
        "StoreFaultsAlarm",
    }


def test_slow_answers_are_heard_of_before_alexa_gives_up(alarms):
    """There is time left, in milliseconds."""
    alarm = alarms["SlowAnswersAlarm"]

    assert "p99" == alarm["ExtendedStatistic"]
    assert alarm["Threshold"] <= ANSWER_WITHIN_SECONDS * 1000 / 2


def test_a_sum_of_metrics_never_waits_for_one_that_is_missing(alarms):
    """Only metrics of ours are reckoned together, with the turn's time, which every turn has."""
    together = [watched(alarm) for alarm in alarms.values() if len(watched(alarm)) > 1]

    assert together
    assert {NAMESPACE} == {namespace for metrics in together for namespace, _, _ in metrics}


def test_errors_of_the_table_are_watched_where_the_function_calls_it(alarms, statements):
    """By operation: DynamoDB knows no sum of them."""
    operations = {
        dimensions["Operation"]
        for alarm in alarms.values()
        for _, metric, dimensions in watched(alarm)
        if metric == "SystemErrors"
    }

    assert {"Query", "UpdateItem", "TransactWriteItems"} == operations
    assert {f"dynamodb:{each}" for each in operations - {"TransactWriteItems"}} <= {
        action for statement in statements for action in statement["Action"]
    }


def test_a_version_that_answers_with_errors_goes_back_by_itself(template, function):
    """And where all goes over at once, faults of the old version do not keep its repair away."""
    preference = function["DeploymentPreference"]

    assert "Ref Rollout" == preference["Type"]
    assert {
        "If": [
            "Gradual",
            ["Ref NewVersionErrorsAlarm", "Ref FaultsAlarm"],
            ["Ref NewVersionErrorsAlarm"],
        ]
    } == preference["Alarms"]
    assert {"Not": [{"Equals": ["Ref Rollout", "AllAtOnce"]}]} == template["Conditions"]["Gradual"]


def test_a_new_version_goes_over_gradually_unless_somebody_says_otherwise(parameters):
    """The default is one of the gradual ones."""
    rollout = parameters["Rollout"]

    assert "Canary10Percent5Minutes" == rollout["Default"]
    assert {"Canary10Percent5Minutes", "AllAtOnce"} <= set(rollout["AllowedValues"])


def test_errors_of_the_old_version_do_not_keep_its_repair_away(alarms):
    """Only the version that takes over is looked at."""
    assert [
        (
            "AWS/Lambda",
            "Errors",
            {
                "FunctionName": "Ref CoachFunction",
                "Resource": "Sub ${CoachFunction}:live",
                "ExecutedVersion": "GetAtt CoachFunction.Version.Version",
            },
        )
    ] == watched(alarms["NewVersionErrorsAlarm"])


def test_the_alarms_of_a_deployment_ring_while_it_lasts(alarms):
    """The shortest gradual one takes five minutes."""
    for name in ("NewVersionErrorsAlarm", "FaultsAlarm"):
        assert 60 == alarms[name]["Period"] * alarms[name]["EvaluationPeriods"]


def test_the_page_about_costs_knows_how_many_metrics_there_are(alarms):
    """Ten cents for each that an alarm watches, thirty for each of ours, in a month."""
    watches = sum(len(watched(alarm)) for alarm in alarms.values())
    text = DEPLOY_PAGE.read_text(encoding="utf-8")

    assert f" {watches} metrics of alarms ({watches * 0.1:.2f})," in text
    assert f" our {len(METRICS)} metrics ({len(METRICS) * 0.3:.2f} at most)," in text


def test_the_dashboard_fits_a_screen(widgets):
    """A handful of pictures, on CloudWatch's grid of 24 columns."""
    assert 6 <= len(widgets) <= 8
    assert [] == [each for each in widgets if each["x"] + each["width"] > 24]


def test_the_dashboard_shows_every_alarm(alarms, widgets):
    """Green where all is well."""
    [shown] = [each["properties"]["alarms"] for each in widgets if each["type"] == "alarm"]

    assert sorted(f"{name}.Arn" for name in alarms) == sorted(shown)


def test_the_dashboard_shows_every_metric_of_ours(widgets):
    """And none that does not exist."""
    lines = [line for each in widgets for line in each["properties"].get("metrics", ())]

    assert METRICS.keys() == {line[1] for line in lines if line[0] == NAMESPACE}
