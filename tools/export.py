"""
Everything that is kept of one person, as JSON, for the operator whom that person has asked for it.

Reads the table that the environment names, as the skill itself does.
"""

import json
import sys
from collections.abc import Mapping

from skill.bootstrap import configured_store
from skill.config import Configuration, ConfigurationError
from skill.progress.store import StoreUnavailable
from skill.web.reasons import reason


def main(user_id: str, environ: Mapping[str, str]) -> int:
    """
    Print a JSON object with the items of a person, profile last, and their number to the log.

    Args:
        user_id: Alexa's id of the account, as it is in requests: ``amzn1.ask.account.…``.
        environ: what `skill.config` reads, and AWS's credentials, as boto3 reads them.

    Returns:
        The exit status: 0, or 1 when the table is not named or does not answer.
    """
    try:
        configuration = Configuration.from_env(environ)
    except ConfigurationError as error:
        return _failed(str(error))
    try:
        items = [*configured_store(configuration).everything(user_id)]
    except StoreUnavailable as error:
        return _failed(unreadable(configuration.progress_table, environ, error))
    json.dump({"user_id": user_id, "items": items}, sys.stdout, indent=2, ensure_ascii=False)
    print()
    print(f"{len(items)} items", file=sys.stderr)
    return 0


def unreadable(table: str, environ: Mapping[str, str], error: StoreUnavailable) -> str:
    """Return that a table cannot be read: which one, where it was looked for, and why."""
    return f"the table {table}{_where(environ)} cannot be read: {reason(error)}"


def _where(environ: Mapping[str, str]) -> str:
    """Return where a table is looked for, as far as that was said."""
    if endpoint := environ.get("AWS_ENDPOINT_URL_DYNAMODB"):
        return f" at {endpoint}"
    region = environ.get("AWS_REGION") or environ.get("AWS_DEFAULT_REGION")
    return f" in {region}" if region else ""


def _failed(why: str) -> int:
    print(f"heel-stretches export: {why}.", file=sys.stderr)
    return 1
