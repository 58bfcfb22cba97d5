"""What is heard of whole routines is what was read and agreed to: the files in transcripts."""

import difflib

import pytest

from tests.conversation.whole_routines import FOLDER, shortened, transcripts

FILES = ("day-01.txt", "day-02.txt", "day-03.txt", "day-20.txt", "after-a-week.txt")


@pytest.fixture(scope="module")
def played():
    """What is heard now, by file name."""
    return transcripts()


def test_every_file_is_of_a_day_that_is_played(played):
    """A file that nothing is compared with would say nothing."""
    assert set(FILES) == set(played) == {path.name for path in FOLDER.iterdir()}


@pytest.mark.parametrize("name", FILES)
def test_a_whole_routine_sounds_as_it_was_written_down(played, name):
    """Whoever changes a word or a silence sees where it is heard, and writes the files anew."""
    written = (FOLDER / name).read_text(encoding="utf-8")
    changes = difflib.unified_diff(
        written.splitlines(),
        played[name].splitlines(),
        "written down",
        "heard now",
        lineterm="",
        n=2,
    )
    if found := "\n".join(changes):
        pytest.fail(f"{name} (`make transcripts` writes it anew)\n{found}", pytrace=False)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["three", "two", "one"], "three ... one"),
        (["two", "one"], "two, one"),
        (
            ["six", "five", "half way", "three", "two", "one"],
            "six, five, half way, three ... one",
        ),
        (
            ["nine", "eight", "seven", "heel down", "five", "four", "three"],
            "nine ... seven, heel down, five ... three",
        ),
        (["twenty", "fifteen", "ten", "five"], "twenty, fifteen, ten, five"),
        (["ten", "five", "four", "three"], "ten, five ... three"),
        (
            ["one, up", "down", "two, up", "down", "three, up", "down", "four, last one", "down"],
            "one, up, down ... three, up, down, four, last one, down",
        ),
        (
            ["one, up", "down", "two, up", "breathe", "three, up"],
            "one, up, down, two, up, breathe, three, up",
        ),
        (["[tick]", "[tick]", "one", "two", "three"], "[tick], [tick], one ... three"),
    ],
)
def test_a_count_is_shortened_to_the_ends_of_its_runs(words, text):
    """Every word between the numbers is still seen, at the number it follows."""
    assert text == shortened(words)
