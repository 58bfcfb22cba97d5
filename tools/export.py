"""
Everything that is kept of one person, as JSON, for the operator whom that person has asked for it.

Reads the table that the environment names, as the skill itself does.
"""

import json
import sys
from collections.abc import Mapping

from skill.config import Configuration, ConfigurationError
from skill.progress.store import StoreUnavailable
from skill.storage.dynamodb import DynamoDbProgressStore


def main(user_id: str, environ: Mapping[str, str]) -> int:
    """
    Print a JSON object with the items of a person, profile last, and their number to the log.

    Args:
        user_id: Alexa's id of the account, as it is in requests: ``amzn1.ask.account.…``.
        environ: ``PROGRESS_TABLE``, and where AWS is, as boto3 reads it.

    Returns:
        The exit status: 0, or 1 when the table is not named or does not answer.
    """
    try:
        table = Configuration.from_env(environ).progress_table
    except ConfigurationError as error:
        return _failed(str(error))
    try:
        items = [*DynamoDbProgressStore(table).everything(user_id)]
    except StoreUnavailable as error:
        return _failed(f"the table {table} cannot be read: {error}")
    json.dump({"user_id": user_id, "items": items}, sys.stdout, indent=2, ensure_ascii=False)
    print()
    print(f"{len(items)} items", file=sys.stderr)
    return 0


def _failed(why: str) -> int:
    print(f"heel-stretches export: {why}", file=sys.stderr)
    return 1
