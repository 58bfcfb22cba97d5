"""
What is sent to Lambda: all that the function imports, nothing else of ours, always the same bytes.

Built of this environment's own packages, which the locks keep the same, and with its own Python;
so nothing is downloaded here. tests/smoke builds and runs the package that is deployed.
"""

import importlib.metadata
import importlib.util
import json
import marshal
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from deployment.function import (
    MOST_BYTES,
    NOT_ON_LAMBDA,
    TASK_ROOT,
    build_function,
    check_size,
    sha256_of,
    trim,
)
from deployment.runtime import DeploymentError, function_runtime
from tests.checkout import copy_source

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8")
LOCKED = re.findall(r"^([a-z0-9-]+)==", LOCK, re.MULTILINE)

UNCHECKED = 0b01
"""The flags of byte code that is tied to its source by a hash which nobody compares (PEP 552)."""

ENVIRONMENT = {
    "PROGRESS_TABLE": "table",
    "AWS_REGION": "eu-west-1",
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
}

ALONE = """
import json, sys, zoneinfo
sys.path.insert(0, sys.argv[1])
import lambda_function
import boto3
boto3.client("dynamodb", region_name="eu-west-1")
zoneinfo.reset_tzpath(())
zoneinfo.ZoneInfo("Europe/London")
print(json.dumps(sorted(name for name in sys.modules if name.split(".")[0] == "skill")))
"""


def install_here(folder, _runtime):
    """Copy what the lock names from this environment."""
    for name in LOCKED:
        for file in importlib.metadata.files(name):
            if ".." not in file.parts:
                target = folder / file
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file.locate(), target)


def build(folder, source):
    """Build the package of a source in a folder."""
    return build_function(
        folder, function_runtime(), Path(sys.executable), source=source, install=install_here
    )


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """Return a copy of what the package is made from: nobody edits it meanwhile."""
    return copy_source(tmp_path_factory.mktemp("checkout"))


@pytest.fixture(scope="module")
def built(checkout, tmp_path_factory):
    """Return the package."""
    return build(tmp_path_factory.mktemp("built") / "function", checkout)


@pytest.fixture(scope="module")
def imported(built):
    """Start the function with nothing but its package and Python itself; return what of ours."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", ALONE, str(built.folder)],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def module_of(path):
    """Return the name of the module in a file, seen from the package."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_the_function_starts_with_nothing_but_its_package(imported):
    """Every package, message, number rule and time zone is in it, and the model of DynamoDB."""
    assert {"skill.bootstrap", "skill.speech.narration", "skill.storage.dynamodb"} <= imported


def test_all_that_is_sent_of_ours_is_imported(built, imported):
    """What hosts, developers and the operator have is left out: the function never loads it."""
    folder = built.folder
    sent = {module_of(path.relative_to(folder)) for path in (folder / "skill").rglob("*.py")}

    assert imported == sent


@pytest.mark.parametrize("name", NOT_ON_LAMBDA)
def test_what_is_left_out_is_there_to_be_left_out(built, name):
    """A control: the names are those of files, and none of them is sent."""
    assert (ROOT / "skill" / name).exists()
    assert not (built.folder / "skill" / name).exists()


def test_nothing_else_of_the_project_is_sent(built):
    """No pretend Echo, no tests, no interaction model, no benchmark."""
    ours = {path.name for path in ROOT.iterdir() if path.suffix != ".py"} - {"skill"}

    assert set() == ours & {path.name for path in built.folder.iterdir()}
    assert (built.folder / "lambda_function.py").exists()


def test_every_module_has_byte_code_that_is_taken_as_it_is(built):
    """Lambda can write none: without it a cold start takes more than twice as long."""
    sources = [*built.folder.rglob("*.py")]
    compiled = [Path(importlib.util.cache_from_source(source)) for source in sources]

    assert len(sources) > 500
    assert [] == [path for path in compiled if not path.exists()]
    flags = {int.from_bytes(path.read_bytes()[4:8], "little") for path in compiled}
    assert {UNCHECKED} == flags


def test_byte_code_names_its_source_as_it_lies_on_lambda(built):
    """A traceback in the log finds the line; nobody learns where it was built."""
    source = built.folder / "skill" / "bootstrap.py"
    code = marshal.loads(  # noqa: S302 - our own
        Path(importlib.util.cache_from_source(source)).read_bytes()[16:]
    )
    place = str(built.folder.parent).encode()

    assert f"{TASK_ROOT}/skill/bootstrap.py" == code.co_filename
    assert [] == [
        path for path in built.folder.rglob("*") if path.is_file() and place in path.read_bytes()
    ]


def test_another_checkout_gives_the_same_bytes(built, checkout, tmp_path):
    """No new version of the function without new code: neither dates nor places are in it."""
    source = tmp_path / "another checkout"
    shutil.copytree(checkout, source)
    for path in source.rglob("*.py"):
        os.utime(path, (1, 1))
    (source / "skill" / ".notes.swp").write_text("an editor's")

    assert built.sha256 == build(tmp_path / "built", source).sha256


def test_a_licence_goes_along_with_what_it_is_for(built):
    """Nothing of a package's own licence files is trimmed."""
    kept = [path for path in built.folder.glob("*.dist-info/**/*") if "LICEN" in path.name.upper()]
    there = [
        file
        for name in LOCKED
        for file in importlib.metadata.files(name)
        if ".dist-info" in str(file) and "LICEN" in file.name.upper()
    ]

    assert there
    assert len(there) == len([path for path in kept if path.is_file()])


def test_most_of_what_is_installed_is_not_sent(built):
    """Other services' models, and how other languages write dates."""
    services = [
        path.name for path in (built.folder / "botocore" / "data").iterdir() if path.is_dir()
    ]

    assert ["dynamodb"] == services
    assert built.total_bytes < built.installed_bytes / 2


def test_data_that_has_moved_is_noticed(tmp_path):
    """A new version of a package that keeps its data elsewhere would be sent whole."""
    with pytest.raises(DeploymentError, match="botocore/data"):
        trim(tmp_path)


def test_a_name_and_a_content_are_both_part_of_the_hash(built, tmp_path):
    """SAM names an upload in the same way: a changed or moved file is a new version."""
    renamed, changed = (shutil.copytree(built.folder, tmp_path / each) for each in "ab")
    (renamed / "six.py").rename(renamed / "seven.py")
    (changed / "six.py").write_text("")

    hashes = {sha256_of(folder) for folder in (built.folder, renamed, changed)}
    assert 3 == len(hashes)
    assert built.sha256 in hashes


def test_a_folder_that_is_not_empty_is_refused(checkout, tmp_path):
    """A file of the package before would change the hash; and a checkout is never emptied."""
    (tmp_path / "old.py").write_text("")

    with pytest.raises(DeploymentError, match="is not empty"):
        build(tmp_path, checkout)
    assert (tmp_path / "old.py").exists()


def test_a_package_that_grows_is_noticed(built):
    """Something came in that nobody meant to send."""
    check_size(replace(built, total_bytes=MOST_BYTES))

    with pytest.raises(DeploymentError, match="more than"):
        check_size(replace(built, total_bytes=MOST_BYTES + 1))


def test_sam_builds_the_function_by_the_makefile(built):
    """`sam build` calls a target named for the function; the handler is in what it makes."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    module, _, name = function_runtime().handler.rpartition(".")

    assert "\nbuild-CoachFunction: " in makefile
    assert 'python -m deployment.function "$(ARTIFACTS_DIR)"' in makefile
    assert name in (built.folder / f"{module}.py").read_text(encoding="utf-8")
