"""The table as `template.yaml` declares it, made in a local engine where it is missing."""

from pathlib import Path

import yaml

from simulator.errors import SimulatorError
from simulator.json_types import JsonObject

TABLE_TYPE = "AWS::DynamoDB::Table"
"""CloudFormation's name for a table."""

_PROPERTIES = ("KeySchema", "AttributeDefinitions", "BillingMode", "GlobalSecondaryIndexes")
"""What a local engine needs; the rest of the declaration means nothing to it."""


class _CloudFormationLoader(yaml.SafeLoader):
    """Reads YAML with CloudFormation's tags (`!Ref`, `!Sub`), whose values do not matter here."""


def _value_of_tag(loader: yaml.SafeLoader, _tag: str, node: yaml.Node) -> object:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node)
    return loader.construct_mapping(node) if isinstance(node, yaml.MappingNode) else None


_CloudFormationLoader.add_multi_constructor("!", _value_of_tag)


def table_shape(template: Path) -> JsonObject:
    """
    Return what CreateTable needs besides the name.

    Raises:
        SimulatorError: The template cannot be read, or declares no table, or several.
    """
    try:
        # A subclass of SafeLoader: it makes plain values only.
        whole = yaml.load(template.read_text(encoding="utf-8"), _CloudFormationLoader)  # noqa: S506
        resources = whole["Resources"].values()
        shapes = [found["Properties"] for found in resources if found.get("Type") == TABLE_TYPE]
    except (OSError, yaml.YAMLError, LookupError, TypeError, AttributeError) as error:
        raise SimulatorError(f"The table cannot be read from {template}: {error!r}.") from error
    if len(shapes) != 1:
        raise SimulatorError(f"{template} declares {len(shapes)} tables; one is expected.")
    return {name: shapes[0][name] for name in _PROPERTIES if name in shapes[0]}


def ensure_table(endpoint: str, region: str, table: str, shape: JsonObject) -> None:
    """
    Make the table if it is not there yet, and return when it is ready.

    Args:
        endpoint: Where DynamoDB is. The credentials are those of the environment.
        region: The region it plays, or is in.
        table: The table's name.
        shape: What `table_shape` gave.

    Raises:
        SimulatorError: It does not answer, or refuses.
    """
    import boto3  # noqa: PLC0415 (0.1 s, for nothing but this)
    from botocore.config import Config  # noqa: PLC0415
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

    config = Config(connect_timeout=3, read_timeout=10, retries={"total_max_attempts": 2})
    try:
        client = boto3.client("dynamodb", endpoint_url=endpoint, region_name=region, config=config)
        try:
            client.create_table(TableName=table, **shape)
        except client.exceptions.ResourceInUseException:
            return
        client.get_waiter("table_exists").wait(
            TableName=table, WaiterConfig={"Delay": 1, "MaxAttempts": 20}
        )
    except (BotoCoreError, ClientError) as error:
        raise SimulatorError(f"The table {table} cannot be made at {endpoint}: {error}") from error
