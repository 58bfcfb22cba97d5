"""
What the installed packages bring and Lambda never reads.

Only data, and only where what is read is known: the package is run without it in every test of it.
Code is not touched, and no licence. Knows nothing of how the package is made.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from deployment.errors import DeploymentError


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder of which little is needed."""

    folder: str
    """Where it is in the package."""
    patterns: tuple[str, ...]
    """Names in it that stay; all others go."""


KEPT = (
    # boto3 1.44: what a client for DynamoDB reads: endpoints, partitions, _retry, the defaults of
    # its modes, and that service's own model. Other services are there for ways to get credentials
    # (sts for assumed roles, sso for a person's sign-on); Lambda's come from the environment, or
    # with SnapStart from an address on the machine itself, and need no service's model.
    Kept("botocore/data", ("*.json", "dynamodb")),
    Kept("boto3/data", ()),  # resources: we use a client
    Kept("boto3/examples", ()),
    # Fluent makes its bundle for en-US; babel 2.18 reads that, and what it inherits from.
    Kept("babel/locale-data", ("root.dat", "en.dat", "en_*.dat")),
    Kept("unicode_rbnf/rbnf", ("root.xml", "en.xml")),
)

IDLE = ("bin", ".lock")
"""What the installer leaves at the top: commands of packages, and its own lock."""

IDLE_NOTES = frozenset({"INSTALLER", "RECORD", "REQUESTED", "direct_url.json", "uv_cache.json"})
"""What it notes of a package. METADATA stays, which unicode-rbnf reads when imported; and licences,
which have to go along with what they are for."""


def remove_leftovers(folder: Path) -> None:
    """Remove what the installer left for itself, and byte code of any other Python."""
    for name in IDLE:
        _remove(folder / name)
    for notes in folder.glob("*.dist-info"):
        for name in IDLE_NOTES:
            _remove(notes / name)
    for cache in [*folder.rglob("__pycache__")]:
        _remove(cache)


def trim(folder: Path) -> None:
    """
    Remove the data that is never read.

    Raises:
        DeploymentError: A folder is not where it was: a new version of a package keeps it
            elsewhere, and the table above has to follow.
    """
    for kept in KEPT:
        whole = folder / kept.folder
        if not whole.is_dir():
            raise DeploymentError(f"{kept.folder} is not in the package: see deployment.trimming")
        stays = {found for pattern in kept.patterns for found in whole.glob(pattern)}
        if kept.patterns and not stays:
            raise DeploymentError(f"{kept.folder} holds no {', '.join(kept.patterns)}")
        for found in [*whole.iterdir()]:
            if found not in stays:
                _remove(found)
        if not stays:
            whole.rmdir()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
