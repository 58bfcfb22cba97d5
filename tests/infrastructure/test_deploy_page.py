"""docs/deploy.md says what template.yaml and the commands are."""

import re
from pathlib import Path

import pytest

from deployment.runtime import ROOT, function_runtime
from deployment.skill_package import main as skill_package

PAGE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")


def test_every_parameter_is_told(parameters):
    """Whoever deploys reads the page, not the template."""
    [table] = re.findall(r"^\| parameter \| is \|\n(.*?)\n\n", PAGE, re.DOTALL | re.MULTILINE)

    assert parameters.keys() == set(re.findall(r"`([A-Z]\w+)`", table.replace("`INFO`", ""))) - {
        *parameters["LogLevel"]["AllowedValues"],
        *parameters["Rollout"]["AllowedValues"],
    }


def test_every_output_that_is_named_exists(template):
    """A name that nobody finds in the stack's outputs stops a reader for good."""
    named = {"SkillEndpoint", "DashboardUrl", "CoachLogGroupName"}

    assert [] == [name for name in named if f"`{name}`" not in PAGE]
    assert named <= template["Outputs"].keys()


def test_the_runtime_and_its_memory_are_told():
    """The page names the Python to have, and reckons with the memory there is."""
    runtime = function_runtime()

    assert f"| Python of the function's version, {runtime.python_version} |" in PAGE
    assert f"Assumed: {runtime.memory_mb} MB" in PAGE


def test_the_sum_for_a_thousand_routines_is_right():
    """Each row is units times price; together they are the bold row."""
    what = r"^\| (?:DynamoDB|Lambda|logs)[^|]*\| "
    units_price_cost = r"([\d,]+)(?: \S+)? \| ([\d.]+) a (\S+).*?\| ([\d.]+) \|$"
    rows = re.findall(what + units_price_cost, PAGE, re.MULTILINE)
    each = {"million": 1e6, "GB-s": 1.0, "GB": 1e3}
    costs = [
        float(units.replace(",", "")) * float(price) / each[per] for units, price, per, _ in rows
    ]

    assert 5 == len(rows)
    for cost, (_, _, _, told) in zip(costs, rows, strict=True):
        assert pytest.approx(cost, abs=0.00006) == float(told)
    assert f"| **together** | | | **{sum(costs):.2f}** |" in PAGE


@pytest.mark.parametrize("option", ["--endpoint", "--site", "--for-publication"])
def test_options_that_are_named_exist(option, capsys):
    """As the command's own help has them."""
    with pytest.raises(SystemExit):
        skill_package(["--help"])

    assert option in PAGE
    assert option in capsys.readouterr().out


def test_pages_that_are_linked_exist():
    """Those of this repository."""
    links = re.findall(r"\]\(([\w./-]+\.md)", PAGE)

    assert links
    assert [] == [link for link in links if not Path(ROOT, "docs", link).exists()]
