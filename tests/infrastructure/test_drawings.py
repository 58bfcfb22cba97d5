"""The pictures of docs/ are those that `make drawings` draws, and stand by themselves."""

import re
import struct
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from skill.alexa.cards import LARGE, SMALL, picture_name
from skill.routine.plan import UNITS
from tools.drawings import cards, contact_sheet_png, style, svg_files

DOCS = Path(__file__).parents[2] / "docs"
PICTURES = svg_files()

MOST_BYTES = 200_000
"""Of the moving picture, which README shows."""

PNG = b"\x89PNG\r\n\x1a\n"


def png_size(png):
    """Return width and height of a PNG, from its header."""
    assert png.startswith(PNG)
    return struct.unpack(">II", png[16:24])


def test_every_picture_is_the_one_that_is_drawn_now():
    """Movements, colours and words may change; then `make drawings` has to be run."""
    assert len(UNITS) + 3 == len(PICTURES)
    for name, text in PICTURES.items():
        assert text == (DOCS / name).read_text(encoding="utf-8"), f"{name}: run make drawings"


def test_no_picture_is_left_over():
    """What a movement was called once."""
    found = {path.relative_to(DOCS).as_posix() for path in (DOCS / "drawings").glob("*.svg")}

    assert found == {name for name in PICTURES if "/" in name}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_contact_sheet_can_be_drawn(scheme):
    """And is as large as the one that is kept."""
    file = {"light": "contact-sheet.png", "dark": "contact-sheet-dark.png"}[scheme]

    assert png_size((DOCS / "drawings" / file).read_bytes()) == png_size(contact_sheet_png(scheme))


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_needs_nothing_else(name):
    """No script, no file of another place, no variable of the page; and it has a title."""
    text = PICTURES[name]
    picture = ET.fromstring(text)  # noqa: S314 - we wrote it

    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"var\(|<script|url\(|@import", text)
    assert len(picture.findtext("{http://www.w3.org/2000/svg}title")) > 20


@pytest.mark.parametrize("name", PICTURES)
def test_every_style_has_a_colour_in_both_schemes(name):
    """A name that the style sheet does not know would be drawn black, or not at all."""
    names = set(re.findall(r'class="([a-z-]+)"', PICTURES[name])) - {"figure", "still", "moving"}

    assert names
    for scheme in ("light", "dark"):
        for each in names:
            assert f".{each} " in style(scheme) or f".{each}," in style(scheme), each
    assert style("light") != style("dark")


def test_the_moving_picture_counts_the_whole_hold():
    """Every second is seen once, in order; it is small enough to load at once."""
    text = PICTURES["hold.svg"]
    moving = text.partition('class="moving"')[2]

    assert [str(second) for second in range(30, 0, -1)] == re.findall(
        r"<text [^>]*>(\d+)<animate", moving
    )
    assert len(text) <= MOST_BYTES
    assert "prefers-reduced-motion" in text


def test_the_moving_picture_begins_with_what_it_shows_at_rest():
    """A program without animation shows somebody in the stretch, and thirty seconds."""
    still, moving = PICTURES["hold.svg"].partition('<g class="moving">')[::2]
    paths = re.findall(r'<path class="([a-z-]+)" d="([^"]+)"', still)

    assert paths == re.findall(r'<path class="([a-z-]+)" d="([^"]+)"', moving)
    assert 1 == moving.count('visibility="visible"')


def test_animated_paths_keep_their_commands():
    """SVG moves between two paths only where they have the same commands."""
    found = re.findall(r'attributeName="d"[^>]* values="([^"]+)"', PICTURES["hold.svg"])

    assert len(found) > 5
    for values in found:
        assert 1 == len({re.sub(r"-?[\d.]+", "#", path) for path in values.split(";")})


def test_a_card_has_the_size_that_alexa_asks_for():
    """Both sizes for each movement, under the names that the skill sends."""
    found = dict(cards())

    assert {picture_name(unit, size) for unit in UNITS for size in (SMALL, LARGE)} == found.keys()
    for name, png in found.items():
        width, height = png_size(png)
        assert (width, height) in (SMALL, LARGE)
        assert name.endswith(f"-{width}x{height}.png")
        assert len(png) < 512_000, "Alexa takes images of up to 512 kB"
