"""template.yaml as it is written, for the tests of this folder."""

from pathlib import Path

import pytest
import yaml

TEMPLATE = Path(__file__).parents[2] / "template.yaml"


class Short(str):
    """A short-form function of CloudFormation: ``!Ref SkillId`` reads as ``Ref SkillId``."""

    __slots__ = ()


class TemplateLoader(yaml.SafeLoader):
    """Plain YAML, and CloudFormation's tags: the list ``!If [a, b]`` reads as ``{If: [a, b]}``."""


def _short(loader, tag, node):
    if isinstance(node, yaml.SequenceNode):
        return {tag: loader.construct_sequence(node, deep=True)}
    return Short(f"{tag} {loader.construct_scalar(node)}")


TemplateLoader.add_multi_constructor("!", _short)


@pytest.fixture(scope="session")
def template():
    """Return template.yaml."""
    text = TEMPLATE.read_text(encoding="utf-8")
    return yaml.load(text, TemplateLoader)  # noqa: S506 - it is a SafeLoader


@pytest.fixture
def parameters(template):
    """Return what whoever deploys may choose."""
    return template["Parameters"]


@pytest.fixture
def resources(template):
    """Return all that is deployed."""
    return template["Resources"]


@pytest.fixture
def function(resources):
    """Return the coach's function."""
    return resources["CoachFunction"]["Properties"]


@pytest.fixture
def table(resources):
    """Return the table, with its policies."""
    return resources["ProgressTable"]


@pytest.fixture
def statements(function):
    """Return all that the function is allowed, beside its log and its traces."""
    return [statement for policy in function["Policies"] for statement in policy["Statement"]]


@pytest.fixture
def alarms(resources):
    """Return every alarm's properties, by its name in the template."""
    return {
        name: resource["Properties"]
        for name, resource in resources.items()
        if resource["Type"] == "AWS::CloudWatch::Alarm"
    }
