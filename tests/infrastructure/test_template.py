"""What is deployed: table, function, permissions and settings, as template.yaml says."""

import re
import tomllib
from uuid import uuid4

import pytest

from skill.config import (
    DAYS_KEPT,
    FEWEST_DAYS_KEPT,
    LOG_LEVELS,
    MOST_DAYS_KEPT,
    MOST_PICTURES,
    VARIABLES,
    Configuration,
    ConfigurationError,
)
from tests.infrastructure.conftest import TEMPLATE
from tests.limits import ANSWER_WITHIN_SECONDS, VERSION_DESCRIPTION_CHARACTERS


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


def test_old_days_are_deleted_in_time(parameters, table):
    """The attribute is the one that storage writes; the setting's bounds are the skill's own."""
    kept = parameters["DaysKept"]

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


def test_the_function_may_do_five_things_to_its_own_table(statements):
    """Exactly what storage does, and to no other table."""
    [statement] = statements

    assert "Allow" == statement["Effect"]
    assert [
        "dynamodb:BatchWriteItem",
        "dynamodb:DeleteItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "dynamodb:UpdateItem",
    ] == sorted(statement["Action"])
    assert "GetAtt ProgressTable.Arn" == statement["Resource"]


def test_no_permission_has_a_wildcard(statements):
    """A star would grant more than somebody decided."""
    assert statements
    assert "*" not in str(statements)


def test_alexa_may_call_the_function_for_this_skill_only(function):
    """The trigger is bound to the skill's id; SAM would also take none, which means any skill."""
    [event] = function["Events"].values()

    assert {"Type": "AlexaSkill", "Properties": {"SkillId": "Ref SkillId"}} == event


def test_the_skill_id_has_the_form_of_one(parameters):
    """A typing error is refused before anything is deployed."""
    parameter = parameters["SkillId"]

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


def test_the_function_is_built_by_the_makefile_and_only_what_was_built_is_deployed(
    resources, function
):
    """SAM builds in the checkout, and takes the template that points to what it built."""
    config = tomllib.loads((TEMPLATE.parent / "samconfig.toml").read_text(encoding="utf-8"))

    assert "." == function["CodeUri"]
    assert {"BuildMethod": "makefile"} == resources["CoachFunction"]["Metadata"]
    assert config["default"]["build"]["parameters"]["build_in_source"] is True
    assert (
        ".aws-sam/build/template.yaml" == config["default"]["deploy"]["parameters"]["template_file"]
    )


def test_people_are_answered_by_a_published_version(function):
    """Lambda keeps snapshots of published versions only; Alexa calls the alias of the newest."""
    assert {"ApplyOn": "PublishedVersions"} == function["SnapStart"]
    assert "live" == function["AutoPublishAlias"]


def test_a_changed_setting_is_a_new_version(function):
    """SAM looks at the template, not at the values: the version's description has to name them."""
    values = function["Environment"]["Variables"].values()
    chosen = {value for value in values if value != "Ref ProgressTable"}

    assert function["AutoPublishAliasAllProperties"] is True
    assert chosen == {
        f"Ref {name}" for name in re.findall(r"\$\{(\w+)\}", function["VersionDescription"])
    }


def test_the_longest_settings_fit_into_a_versions_description(parameters, function):
    """A longer one is refused in the middle of a deployment."""
    longest = {"SkillId": f"amzn1.ask.skill.{uuid4()}", "DaysKept": str(MOST_DAYS_KEPT)}
    longest["Pictures"] = "x" * parameters["Pictures"]["MaxLength"]
    for name, each in parameters.items():
        longest[name] = longest.get(name) or max(map(str, each.get("AllowedValues", [""])), key=len)
    text = re.sub(
        r"\$\{(\w+)\}",
        lambda name: longest[name[1]],
        function["VersionDescription"].removeprefix("Sub "),
    )

    assert len(text) <= VERSION_DESCRIPTION_CHARACTERS


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://a.example/cards",
        "https://a.example:8443/",
        "http://a.example",
        "https://a b",
        "a",
    ],
)
def test_an_address_of_pictures_is_taken_by_both_or_by_none(parameters, address):
    """What the template takes, the function starts with."""
    parameter = parameters["Pictures"]
    try:
        Configuration.from_env({"PROGRESS_TABLE": "progress", "PICTURES": address})
        is_taken = True
    except ConfigurationError:
        is_taken = False

    assert MOST_PICTURES == parameter["MaxLength"]
    assert is_taken is bool(re.fullmatch(parameter["AllowedPattern"], address))


def test_a_version_that_nobody_hears_costs_nothing(function):
    """The snapshot of each version that is kept has its price."""
    assert "Delete" == function["VersionDeletionPolicy"]


def test_requests_can_be_traced(function):
    """X-Ray follows some of them."""
    assert "Active" == function["Tracing"]


def test_log_lines_are_json_in_the_stacks_own_group(function):
    """Below INFO botocore logs people's ids; above it metrics and times of snapshots are lost."""
    assert {
        "LogGroup": "Ref CoachLogGroup",
        "LogFormat": "JSON",
        "ApplicationLogLevel": "INFO",
        "SystemLogLevel": "INFO",
    } == function["LoggingConfig"]


def test_every_log_level_to_choose_has_an_effect(parameters, function):
    """The skill's own, without those that Lambda passes over."""
    levels = LOG_LEVELS[LOG_LEVELS.index(function["LoggingConfig"]["ApplicationLogLevel"]) :]

    assert list(levels) == parameters["LogLevel"]["AllowedValues"]


def test_log_lines_are_kept_as_long_as_somebody_chose(parameters, resources):
    """A number of days that CloudWatch knows; cfn-lint compares them with its list."""
    kept = parameters["LogDaysKept"]

    assert "Ref LogDaysKept" == resources["CoachLogGroup"]["Properties"]["RetentionInDays"]
    assert 30 == kept["Default"]
    assert kept["Default"] in kept["AllowedValues"]
    assert sorted(set(kept["AllowedValues"])) == kept["AllowedValues"]


def test_every_choice_is_explained_and_has_bounds(parameters):
    """Whoever deploys reads what it is, and cannot get it wrong unnoticed."""
    bounds = {"AllowedValues", "AllowedPattern", "MinValue"}

    assert [] == [name for name, each in parameters.items() if not each.get("Description")]
    assert [] == [name for name, each in parameters.items() if not bounds & each.keys()]


def test_only_the_skill_id_has_to_be_given(parameters):
    """Everything else has a default that is safe."""
    assert ["SkillId"] == [name for name, each in parameters.items() if "Default" not in each]


def test_an_alarm_reaches_whoever_gave_an_address(parameters, template, resources):
    """Without an address there is no subscription, and no e-mail that nobody confirms."""
    subscription = resources["AlarmSubscription"]

    assert not parameters["AlarmEmail"]["Default"]
    assert "SomebodyIsTold" == subscription["Condition"]
    assert {"Not": [{"Equals": ["Ref AlarmEmail", ""]}]} == template["Conditions"]["SomebodyIsTold"]
    assert {
        "TopicArn": "Ref AlarmTopic",
        "Protocol": "email",
        "Endpoint": "Ref AlarmEmail",
    } == subscription["Properties"]


def test_alarms_can_be_published(resources):
    """CloudWatch may not use SNS's own key: with it every alarm would be silent."""
    assert "KmsMasterKeyId" not in resources["AlarmTopic"]["Properties"]


def test_the_stack_tells_what_its_neighbours_need_to_know(template):
    """The endpoint is the alias: Alexa is permitted to call nothing else."""
    assert {
        "SkillEndpoint": "Ref CoachFunction.Alias",
        "ProgressTableName": "Ref ProgressTable",
        "CoachLogGroupName": "Ref CoachLogGroup",
        "AlarmTopicArn": "Ref AlarmTopic",
    } == {
        name: output["Value"]
        for name, output in template["Outputs"].items()
        if name != "DashboardUrl"
    }
    assert template["Outputs"]["DashboardUrl"]["Value"].endswith(
        "#dashboards/dashboard/${Dashboard}"
    )
