"""A reader follows a turn through few files, in one direction."""

import re
import subprocess
import sys

import pytest

PRINTED = re.compile(r"^(.+): (\d+) files, (\d+) changes of file$", re.MULTILINE)


@pytest.fixture(scope="module")
def printed():
    """Return the files and changes of each turn; its own process has no caches of other tests."""
    command = [sys.executable, "-m", "tools.trace"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {said: (int(files), int(changes)) for said, files, changes in PRINTED.findall(text)}


@pytest.mark.parametrize(
    ("said", "files", "changes"),
    [("next exercise", 37, 3674), ("pause", 24, 90), ("what did I do today", 39, 295)],
)
def test_a_turn_passes_no_more_files_than(printed, said, files, changes):
    """What `make trace` prints must not grow unseen."""
    assert printed[said][0] <= files
    assert printed[said][1] <= changes
