"""What SAM makes of template.yaml, where SAM is installed: aliases, permissions, roles."""

import json
import os
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.infrastructure.conftest import TEMPLATE

SAM = Path(sys.prefix) / "sam" / "bin" / "python"
"""SAM has an environment of its own: requirements/sam.in says why."""

TRANSLATE = """
import json, sys
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse
template = yaml_parse(open(sys.argv[1], encoding="utf-8").read())
# As `sam deploy` leaves it, once the package is uploaded.
template["Resources"]["CoachFunction"]["Properties"]["CodeUri"] = "s3://bucket/package"
print(json.dumps(Translator({}, Parser()).translate(template, parameter_values={})))
"""

pytestmark = pytest.mark.skipif(
    not SAM.exists() and "CI" not in os.environ, reason="SAM is not there: `make check` installs it"
)


@pytest.fixture(scope="module")
def translated():
    """Return all that CloudFormation would make."""
    done = subprocess.run(
        [SAM, "-c", TRANSLATE, TEMPLATE], capture_output=True, check=True, text=True
    )
    return json.loads(done.stdout)["Resources"]


def of_type(resources, kind):
    """Return name and properties of the one resource of a type."""
    [(name, resource)] = [each for each in resources.items() if each[1]["Type"] == kind]
    return name, resource["Properties"]


def named(node):
    """Return what a part of a template refers to."""
    if isinstance(node, list):
        return {name for each in node for name in named(each)}
    if not isinstance(node, dict):
        return set()
    names = {name for each in node.values() for name in named(each)}
    if "Ref" in node:
        names.add(node["Ref"])
    if "Fn::GetAtt" in node:
        names.add(node["Fn::GetAtt"][0])
    if "Fn::Sub" in node:
        text = node["Fn::Sub"] if isinstance(node["Fn::Sub"], str) else node["Fn::Sub"][0]
        names |= set(re.findall(r"\$\{(\w+)", text))
    return names


def test_alexa_may_call_the_alias_for_this_skill_and_nothing_else(translated):
    """One permission: for Alexa, for the alias, for the skill's id."""
    alias, _ = of_type(translated, "AWS::Lambda::Alias")

    assert {
        "Action": "lambda:InvokeFunction",
        "FunctionName": {"Ref": alias},
        "Principal": "alexa-appkit.amazon.com",
        "EventSourceToken": {"Ref": "SkillId"},
    } == of_type(translated, "AWS::Lambda::Permission")[1]


def test_the_alias_goes_over_to_the_new_version_in_a_watched_deployment(translated):
    """CodeDeploy moves it, asks both alarms, and goes back when one rings."""
    version, _ = of_type(translated, "AWS::Lambda::Version")
    alias, properties = of_type(translated, "AWS::Lambda::Alias")
    group, deployment = of_type(translated, "AWS::CodeDeploy::DeploymentGroup")

    assert {"Fn::GetAtt": [version, "Version"]} == properties["FunctionVersion"]
    assert {"Ref": group} == translated[alias]["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"][
        "DeploymentGroupName"
    ]
    assert {
        "Enabled": True,
        "Alarms": [{"Name": {"Ref": "NewVersionErrorsAlarm"}}, {"Name": {"Ref": "FaultsAlarm"}}],
    } == deployment["AlarmConfiguration"]["Fn::If"][1]
    assert "DEPLOYMENT_STOP_ON_ALARM" in deployment["AutoRollbackConfiguration"]["Events"]


def test_the_functions_role_is_ours_and_what_log_and_traces_need(translated):
    """SAM adds AWS's two policies for these, and nothing else."""
    role = translated["CoachFunctionRole"]["Properties"]

    assert ["AWSLambdaBasicExecutionRole", "AWSXrayWriteOnlyAccess"] == sorted(
        arn.rsplit("/", 1)[1] for arn in role["ManagedPolicyArns"]
    )
    assert 1 == len(role["Policies"])


def test_nothing_waits_for_itself(translated):
    """Alias, deployment, alarms and versions name each other; CloudFormation refuses a circle."""
    waits_for = {name: named(each) & translated.keys() for name, each in translated.items()}

    assert {"FaultsAlarm", "NewVersionErrorsAlarm"} <= waits_for["CoachFunctionDeploymentGroup"]
    assert len(translated) == len(list(TopologicalSorter(waits_for).static_order()))
