"""What is deployed: the table's keys, who may do what, and the settings, as template.yaml says."""

from pathlib import Path

import pytest
import yaml

from skill.config import DAYS_KEPT, FEWEST_DAYS_KEPT, MOST_DAYS_KEPT, VARIABLES
from skill.limits import ANSWER_WITHIN_SECONDS

TEMPLATE = Path(__file__).parents[2] / "template.yaml"


class Short(str):
    """A short-form function of CloudFormation: ``!Ref SkillId`` reads as ``Ref SkillId``."""

    __slots__ = ()


class TemplateLoader(yaml.SafeLoader):
    """Plain YAML, and CloudFormation's tags on strings."""


def _short(loader, tag, node):
    return Short(f"{tag} {loader.construct_scalar(node)}")


TemplateLoader.add_multi_constructor("!", _short)


@pytest.fixture(scope="module")
def template():
    """Return template.yaml as it is written."""
    text = TEMPLATE.read_text(encoding="utf-8")
    return yaml.load(text, TemplateLoader)  # noqa: S506 - it is a SafeLoader


@pytest.fixture
def function(template):
    """Return the coach's function."""
    return template["Resources"]["CoachFunction"]["Properties"]


@pytest.fixture
def table(template):
    """Return the table, with its policies."""
    return template["Resources"]["ProgressTable"]


@pytest.fixture
def statements(function):
    """Return all that the function is allowed, beside writing its log."""
    return [statement for policy in function["Policies"] for statement in policy["Statement"]]


def test_the_table_has_a_person_and_an_item_as_its_keys(table):
    """One table: pk is the user, sk is PROFILE or a day, both strings."""
    properties = table["Properties"]

    assert [
        {"AttributeName": "pk", "KeyType": "HASH"},
        {"AttributeName": "sk", "KeyType": "RANGE"},
    ] == properties["KeySchema"]
    assert [
        {"AttributeName": "pk", "AttributeType": "S"},
        {"AttributeName": "sk", "AttributeType": "S"},
    ] == properties["AttributeDefinitions"]


def test_nobodys_progress_goes_with_the_stack(table):
    """The table outlives the stack and its own replacement, and can be put back in time."""
    assert "Retain" == table["DeletionPolicy"]
    assert "Retain" == table["UpdateReplacePolicy"]
    assert table["Properties"]["DeletionProtectionEnabled"] is True
    assert {"PointInTimeRecoveryEnabled": True} == table["Properties"][
        "PointInTimeRecoverySpecification"
    ]
    assert {"SSEEnabled": True} == table["Properties"]["SSESpecification"]


def test_old_days_are_deleted_in_time(template, table):
    """The attribute is the one that storage writes; the setting's bounds are the skill's own."""
    kept = template["Parameters"]["DaysKept"]

    assert {"AttributeName": "expires_at", "Enabled": True} == table["Properties"][
        "TimeToLiveSpecification"
    ]
    assert (FEWEST_DAYS_KEPT, DAYS_KEPT, MOST_DAYS_KEPT) == (
        kept["MinValue"],
        kept["Default"],
        kept["MaxValue"],
    )


def test_the_table_costs_by_use(table):
    """Nothing is paid while nobody stretches."""
    assert "PAY_PER_REQUEST" == table["Properties"]["BillingMode"]


def test_the_function_may_do_four_things_to_its_own_table(statements):
    """Exactly what storage does, and to no other table."""
    [statement] = statements

    assert "Allow" == statement["Effect"]
    assert [
        "dynamodb:BatchWriteItem",
        "dynamodb:DeleteItem",
        "dynamodb:Query",
        "dynamodb:UpdateItem",
    ] == sorted(statement["Action"])
    assert "GetAtt ProgressTable.Arn" == statement["Resource"]


def test_no_permission_has_a_wildcard(function):
    """A star would grant more than somebody decided."""
    assert "*" not in str(function["Policies"])


def test_alexa_may_call_the_function_for_this_skill_only(function):
    """The trigger is bound to the skill's id; SAM would also take none, which means any skill."""
    [event] = function["Events"].values()

    assert {"Type": "AlexaSkill", "Properties": {"SkillId": "Ref SkillId"}} == event


def test_the_skill_id_has_the_form_of_one(template):
    """A typing error is refused before anything is deployed."""
    parameter = template["Parameters"]["SkillId"]

    assert r"^amzn1\.ask\.skill\.[0-9a-f-]+$" == parameter["AllowedPattern"]
    assert "Default" not in parameter


def test_the_function_gets_every_setting_that_the_skill_reads(function):
    """What Settings reads, template.yaml sets; what begins with AWS_ comes from Lambda itself."""
    ours = {name for name in VARIABLES if not name.startswith("AWS_")}

    assert ours
    assert ours == set(function["Environment"]["Variables"])


def test_the_settings_name_the_table_and_the_skill(function):
    """The function writes to the table of its own stack and accepts its own skill's id."""
    variables = function["Environment"]["Variables"]

    assert "Ref ProgressTable" == variables["PROGRESS_TABLE"]
    assert "Ref SkillId" == variables["SKILL_ID"]


def test_the_function_stops_before_alexa_gives_up(function):
    """A function stopped in time leaves a line in the log."""
    assert function["Timeout"] < ANSWER_WITHIN_SECONDS


def test_the_handler_is_the_entry_file(function):
    """The handler named here is the file in lambda/ and the function in it."""
    module, name = function["Handler"].split(".")
    entry = TEMPLATE.parent / "lambda" / f"{module}.py"

    assert f"\n{name} = " in entry.read_text(encoding="utf-8")


def test_log_lines_are_not_kept_for_ever(template, function):
    """The function logs to a group with an end."""
    assert {"LogGroup": "Ref CoachLogGroup"} == function["LoggingConfig"]
    assert template["Resources"]["CoachLogGroup"]["Properties"]["RetentionInDays"] > 0
