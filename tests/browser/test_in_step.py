"""The movement follows the count: into a stretch, at a tempo, to the other side."""

from itertools import pairwise

import pytest

MOST_PER_FRAME = 0.1
"""So much of a way may be gone in one frame of 50 ms: what is quicker jumps. Our choice."""

WHOLE_ROUTINE = """
async () => {
  const { Echo } = await import("/page/echo.js");
  const { momentAt } = await import("/page/moment.js");
  const echo = new Echo();
  const frames = [];
  const events = new EventSource("/echo/events");
  await new Promise((done) => {
    events.addEventListener("present", done);
    events.onmessage = (message) => {
      const event = JSON.parse(message.data);
      echo.take(event);
      if (event.kind !== "playback" || !event.steps.length) return;
      for (let at = 0; at <= event.length_ms; at += 50) {
        const { kind, step, figure, share, big, isCount } = momentAt(echo, at);
        const what = { kind, step: step?.id, figure, share, big, isCount };
        frames.push({ playback: event.number, at, ...what });
      }
    };
  });
  events.close();
  return { frames, steps: echo.outlook.steps };
}
"""
"""Every frame of every sound with exercises in it, as the stage is told to draw it."""


@pytest.fixture
def routine(visit):
    """Return the frames of a whole routine, and its steps by their ids."""
    visit.open_panel("device")
    for line in ("start my heel stretches", "left", "all five", *["ready"] * 9):
        visit.type(line)
        visit.press("To the next question")
    visit.type("ask my heel stretches what I did today")
    visit.hears("all five")
    told = visit.page.evaluate(WHOLE_ROUTINE)
    return told["frames"], {step["id"]: step for step in told["steps"]}


def test_every_step_is_drawn_as_it_is_counted(routine):
    """Its movement and its side; a hold in the whole stretch, a repetition at its tempo."""
    frames, steps = routine
    counted = [frame for frame in frames if frame["isCount"]]

    assert set(steps) == {frame["step"] for frame in counted}
    for frame in counted:
        step, figure = steps[frame["step"]], frame["figure"]
        assert (step["unit"], step["side"] or "both") == (figure["movement"], figure["side"])
        if step["repetitions"]:
            each_ms = step["work_ms"] / step["repetitions"]
            done = step["repetitions"] * (1 - frame["share"])
            assert 0 <= figure["cycle"] <= 1
            assert int(done + 1e-9) + 1 == int(frame["big"])
            assert abs(done % 1 - figure["cycle"]) * each_ms < 1 or figure["cycle"] * each_ms < 1
        else:
            left_ms = frame["share"] * step["work_ms"]
            assert (1, -(-round(left_ms) // 1000)) == (figure["pose"], int(frame["big"]))
            assert 0 <= figure["breath"] <= 1


def test_nothing_jumps(routine):
    """From one frame to the next a person moves a little, whatever comes: side, movement, rest."""
    frames, _ = routine
    jumps = [
        (before["at"], after["kind"], before["figure"], after["figure"])
        for before, after in pairwise(frames)
        if before["playback"] == after["playback"] and moved(before, after) > MOST_PER_FRAME
    ]

    assert [] == jumps


def moved(before, after):
    """Return the largest part of any way between two frames."""
    one, other = seen(before["figure"]), seen(after["figure"])
    gone = (0, 0, 0)
    return max(
        abs(this - that)
        for movement in one.keys() | other.keys()
        for this, that in zip(one.get(movement, gone), other.get(movement, gone), strict=True)
    )


def seen(figure):
    """Return how much is seen of each movement, how far it is, and to which side it is turned."""
    mix = figure.get("mix", 0)
    parts = [(figure, 1 - mix), (figure.get("next") or figure, mix)]
    return {
        part["movement"]: (
            share,
            share * (part.get("pose") or 0),
            share * abs((part["side"] == "right") - part.get("turn", 0)),
        )
        for part, share in parts
        if share
    }


def test_the_way_leads_through_every_part(routine):
    """Getting ready, the hold, the other side, repetitions, and rests, each for its time."""
    frames, _ = routine

    assert {"ready", "hold", "switch", "repeat", "rest"} <= {frame["kind"] for frame in frames}
    resting = [frame for frame in frames if frame["kind"] in ("ready", "switch", "rest")]
    assert all(0 <= frame["share"] <= 1 for frame in resting)
    begins = [
        (before, after)
        for before, after in pairwise(frames)
        if after["kind"] == "hold" and before["kind"] in ("ready", "switch")
    ]
    assert all(before["figure"]["pose"] > 0.9 for before, _ in begins)


def test_who_wants_no_motion_sees_two_poses(make_visit):
    """In position, and in the stretch; nothing of them moves."""
    visit = make_visit(reduced_motion="reduce", viewport={"width": 1366, "height": 768})
    visit.open()
    visit.count_to_twenty_two()
    poses = ["#figure", "#figure-other-pose"]

    before = [visit.page.locator(pose).inner_html() for pose in poses]
    assert before[0] != before[1]
    visit.type("+2s")
    visit.sees("#count", "20")
    assert before == [visit.page.locator(pose).inner_html() for pose in poses]


def test_the_picture_has_words(visit):
    """What is seen, with the side; a reader gets it from the picture."""
    visit.count_to_twenty_two()

    picture = visit.page.get_by_role("img")
    assert "left" in picture.get_attribute("aria-label").lower()
    visit.type("+40s")
    visit.sees("#set-and-side", "Set 1 of 3 · right")
    assert "right" in picture.get_attribute("aria-label").lower()
