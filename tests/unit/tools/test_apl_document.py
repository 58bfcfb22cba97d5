"""The check of documents for screens finds each fault that no renderer tells of."""

import copy

import pytest

from skill.routine.exercises import Pace
from skill.screen.document import MOST_BYTES, document_of
from skill.screen.scene import Choice, Scene, SceneKind
from tools.checks.apl_document import FIGURES, VIEWPORTS, document_findings, is_path

PAUSED = Scene(
    SceneKind.PAUSED,
    "id",
    Pace.STEADY,
    figures=FIGURES[:1],
    choices=(Choice("resume", "Resume"),),
)


def sound_document():
    """Return a document without a fault, to put one into."""
    return copy.deepcopy(document_of(PAUSED, VIEWPORTS["small"], carries_on=False))


def row(document):
    """Return the row with the drawing and the column beside it."""
    return document["mainTemplate"]["items"][0]["items"][0]


def touched(document):
    """Return the first touch target."""
    return next(each for each in row(document)["items"][1]["items"] if "onPress" in each)


def drawing(document):
    """Return the graphic of the movement."""
    return document["graphics"]["calf"]


FAULTS = {
    "there is no type 'Txet'": lambda made: touched(made)["items"][0].update(type="Txet"),
    "a Container has no 'colour'": lambda made: row(made).update(colour="#fff"),
    "a SendEvent needs 'arguments'": lambda made: touched(made)["onPress"].pop("arguments"),
    "there is no type 'SendEvnt'": lambda made: touched(made)["onPress"].update(type="SendEvnt"),
    "stroke has no colour 'none'": lambda made: drawing(made)["items"][0].update(stroke="none"),
    "styles/a: fill has no colour 'none'": (
        lambda made: made["styles"]["a"]["values"][0].update(fill="none")
    ),
    "the width of a graphic is a number": lambda made: drawing(made).update(width="100%"),
    "a component has a 'left' of its own": lambda made: drawing(made)["parameters"].append("left"),
    "broken path data": lambda made: drawing(made)["items"][0].update(pathData="M10 10L20"),
    "there is no style 'zz'": lambda made: drawing(made)["items"][0].update(style="zz"),
    "there is no graphic 'claf'": lambda made: row(made)["items"][0].update(source="claf"),
    "what is touched has at least 120 dp": lambda made: touched(made).update(height=60),
    f"more than {MOST_BYTES}": lambda made: row(made).update(accessibilityLabel="long " * 2000),
}


def test_a_document_without_a_fault_has_no_finding():
    """What is sent is what is allowed."""
    assert [*document_findings(sound_document())] == []


@pytest.mark.parametrize("finding", FAULTS)
def test_a_fault_is_found(finding):
    """One seeded fault is one finding, which names it."""
    made = sound_document()
    FAULTS[finding](made)
    (found,) = document_findings(made)
    assert finding in found


@pytest.mark.parametrize(
    "data", ["M0 0L1 1", "m0-1.5 2 3z", "M1 1A2 2 0 0 1 3 3Z", "M${9*s} 1q1 2 3-4", "M.5 1H3V4"]
)
def test_path_data_that_can_be_drawn(data):
    """Absolute and relative commands, with expressions for numbers."""
    assert is_path(data)


@pytest.mark.parametrize(
    "data", ["", "L1 1", "M1", "M1 1 2", "M1 1X2 2", "M1 1A2 2 0 0 1 3", "M1 1;"]
)
def test_path_data_that_cannot_be_drawn(data):
    """Numbers are missing, or a command is none."""
    assert not is_path(data)
