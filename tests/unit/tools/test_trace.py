"""A reader follows a turn through few files, in one direction."""

import pytest

from tools.trace import TURNS, changes_of_file, files_entered


@pytest.mark.parametrize(
    ("said", "files", "changes"),
    [("next exercise", 22, 60), ("pause", 20, 60), ("what did I do today", 31, 165)],
)
def test_a_turn_passes_no_more_files_than(said, files, changes):
    """What `make trace` prints must not grow unseen."""
    entered = files_entered(TURNS[said])

    assert len(set(entered)) <= files
    assert changes_of_file(entered) <= changes
