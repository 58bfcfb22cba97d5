"""`python -m deployment`: makes all that is deployed, and says what it made."""

import argparse
import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from deployment.archive import files_in
from deployment.function import FunctionPackage, build_function
from deployment.interpreter import VARIABLE, find_interpreter
from deployment.runtime import function_runtime
from deployment.skill_package import add_options, build_skill_package, findings_of

FOLDER = Path("build")
"""Where `template.yaml` and `ask-resources.json` look, from the top of the project."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Make function.zip for AWS Lambda and the skill package for Alexa; return the exit status."""
    parser = argparse.ArgumentParser(
        "python -m deployment",
        description="Make function.zip for AWS Lambda and the skill package for Alexa. The same "
        "source and options give the same bytes.",
    )
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where to (%(default)s)")
    add_options(parser)
    parser.add_argument(
        "--python", type=Path, help=f"a Python of the runtime's version; or set {VARIABLE}"
    )
    chosen = parser.parse_args(arguments)
    skill = chosen.folder / "skill-package"
    try:
        runtime = function_runtime()
        python = find_interpreter(runtime.python_version, os.environ, candidate=chosen.python)
        build_skill_package(skill, endpoint=chosen.endpoint, site=chosen.site)
        made = build_function(chosen.folder, runtime, python)
    except (OSError, ValueError) as error:
        print(f"deployment: {error}", file=sys.stderr)  # noqa: T201  (a command that prints)
        return 1
    findings = findings_of(skill, for_publication=chosen.for_publication)
    for line in (*_table(chosen.folder, made, skill), *findings):
        print(line)  # noqa: T201  (a command that prints)
    return 1 if findings else 0


def _table(folder: Path, made: FunctionPackage, skill: Path) -> Iterator[str]:
    """Yield what was made: file, bytes, hash."""
    rows = [(made.archive.name, made.zipped_bytes, made.sha256)]
    for path in files_in(skill):
        content = path.read_bytes()
        name = path.relative_to(folder).as_posix()
        rows.append((name, len(content), hashlib.sha256(content).hexdigest()))
    width = max(len(name) for name, _, _ in rows)
    yield f"{'in ' + str(folder):{width}}  {'bytes':>10}  sha256"
    for name, size, digest in rows:
        yield f"{name:{width}}  {size:10,}  {digest}"
    yield (
        f"The function unzipped: {made.unzipped_bytes / 1e6:.1f} MB with its byte code; "
        f"what it installs has {made.installed_bytes / 1e6:.1f} MB untrimmed."
    )


if __name__ == "__main__":
    sys.exit(main())
