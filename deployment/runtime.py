"""What `template.yaml` says of the function: which Python it runs on, on which processor, how."""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from deployment.errors import DeploymentError

ROOT = Path(__file__).parents[1]
"""The folder of the whole project."""

FUNCTION_TYPE = "AWS::Serverless::Function"
"""SAM's name for a function."""


@dataclass(frozen=True, slots=True)
class FunctionRuntime:
    """How Lambda runs the function."""

    python_version: str
    """Major and minor, "3.13"."""
    architecture: str
    """Lambda's name for the processor: arm64 or x86_64."""
    handler: str
    """Module and function that are called."""
    timeout_seconds: int
    """How long one call may take."""
    memory_mb: int
    """How much memory there is; the share of a processor goes with it."""


class _Loader(yaml.SafeLoader):
    """Reads YAML with CloudFormation's tags (`!Ref`, `!Sub`), whose values do not matter here."""


_Loader.add_multi_constructor("!", lambda _loader, _tag, _node: None)


def function_runtime(template: Path = ROOT / "template.yaml") -> FunctionRuntime:
    """
    Return how the template's one function is run.

    Raises:
        DeploymentError: It cannot be read, or there is no such function in it, or several.
    """
    try:
        # A subclass of SafeLoader: it makes plain values only.
        whole = yaml.load(template.read_text(encoding="utf-8"), _Loader)  # noqa: S506
        found = [each for each in whole["Resources"].values() if each["Type"] == FUNCTION_TYPE]
        [properties] = [each["Properties"] for each in found]
        [architecture] = properties["Architectures"]
        [version] = re.findall(r"\Apython(3\.\d+)\Z", properties["Runtime"])
        return FunctionRuntime(
            python_version=version,
            architecture=architecture,
            handler=properties["Handler"],
            timeout_seconds=int(properties["Timeout"]),
            memory_mb=int(properties["MemorySize"]),
        )
    except (OSError, yaml.YAMLError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise DeploymentError(f"the function cannot be read from {template}: {error!r}") from error
