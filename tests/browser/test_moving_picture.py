"""The moving picture of README, in a browser: what it shows at a moment, and who sees it still."""

from pathlib import Path

import pytest

HOLD = (Path(__file__).parents[2] / "docs" / "hold.svg").read_text(encoding="utf-8")

AT = """(seconds) => {
  const picture = document.querySelector("svg");
  picture.pauseAnimations();
  picture.setCurrentTime(seconds);
  const isSeen = (element) => getComputedStyle(element).visibility === "visible";
  const numbers = [...picture.querySelectorAll(".moving text")].filter(isSeen);
  const leg = picture.querySelector(".moving .working");
  const ring = picture.querySelector(".moving .ring");
  return {
    numbers: numbers.map((text) => text.textContent),
    ring: parseFloat(getComputedStyle(ring).strokeDashoffset),
    height: leg.getBBox().height,
  };
}"""

DISPLAYS = """[".still", ".moving"]
  .map((name) => getComputedStyle(document.querySelector(name)).display)"""


@pytest.fixture
def page(chromium):
    """Return an empty page."""
    page = chromium.new_page()
    yield page
    page.close()


def test_the_seconds_are_counted_down_and_the_ring_empties(page):
    """One number at a time; none while the person changes."""
    page.set_content(HOLD)

    for seconds, numbers, ring in (
        (0, ["30"], 0),
        (0.9, ["30"], -3),
        (10.5, ["20"], -35.4),
        (29.5, ["1"], -99.3),
        (31, [], -75.8),
        (33.9, [], -2.5),
    ):
        seen = page.evaluate(AT, seconds)
        assert (numbers, pytest.approx(ring, abs=0.1)) == (seen["numbers"], seen["ring"]), seconds


def test_the_person_breathes_in_the_stretch_and_leaves_it_at_the_end(page):
    """Leaning in lowers the hip: the straight leg is drawn less high."""
    page.set_content(HOLD)
    stretch, deeper, again, upright = (
        page.evaluate(AT, seconds)["height"] for seconds in (0, 3, 6, 32)
    )

    assert deeper < stretch < upright
    assert stretch == pytest.approx(again)


def test_who_asks_for_less_motion_sees_it_still(page):
    """The same picture, at its first moment."""
    page.set_content(HOLD)
    assert ["none", "inline"] == page.evaluate(DISPLAYS)

    page.emulate_media(reduced_motion="reduce")
    assert ["inline", "none"] == page.evaluate(DISPLAYS)
