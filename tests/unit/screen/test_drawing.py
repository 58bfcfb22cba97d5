"""The movements' drawings: their files, what lies between poses, and whether a body can do that."""

import math
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.routine.exercises import ExerciseId as Id
from skill.routine.exercises import Foot, Pace, Part
from skill.routine.plan import UNITS
from skill.screen.drawing import (
    DrawingError,
    Movement,
    Pose,
    Shape,
    draw,
    movement_of,
    movements,
    read_movement,
    svg_group,
    tempos_of,
)

SHARES = st.floats(0, 1)
HOLDS = (Id.CALF, Id.HAMSTRING, Id.ARCH)
REPETITIONS = (Id.TOWEL, *Part)

SMALL = b"""{
  "box": [10, 10],
  "shapes": [{"style": "prop", "path": "M toe L heel"}, {"style": "far", "limb": "toe 1 heel 2"}],
  "poses": {
    "ready": {"joints": {"toe": [0, 0], "heel": [4, 0]}},
    "end": {"joints": {"toe": [0, 2], "heel": [4, 4]}, "feel": 1}
  },
  "way": [[0, "ready"], [1, "end"]],
  "phases": {"up": 1, "down": 0}
}"""

SHRINKS_TO = 0.94
"""How much shorter a bone may become on its way between two poses: 6 % is not seen."""

TOUCHES = 0.35
"""How far from the ground something on it may be, in units of a box of 200."""

MOST_BYTES = 3000
"""Of a drawing's paths. Our choice: five of them and their document stay far below Alexa's limit
for a response, 120 kB."""


def moments(unit):
    """Return the poses all along the way, and of a breath at its end."""
    movement = movement_of(unit)
    way = [movement.at(step / 40) for step in range(41)]
    return way + [movement.in_hold(1, step / 10) for step in range(11)]


def bones(movement):
    """Return each two joints that a limb of a body connects."""
    limbs = [each.limb.split()[::2] for each in movement.shapes if each.limb]
    grows = {
        joint
        for each in movement.shapes
        if each.style == "feel"
        for joint in each.limb.split()[::2]
    }
    return {bone for joints in limbs for bone in pairwise(joints) if not set(bone) & grows}


def lowest(movement, pose, name):
    """Return how far down a joint's own roundness reaches."""
    radii = {
        float(radius)
        for shape in movement.shapes
        for joint, radius in zip(shape.limb.split()[::2], shape.limb.split()[1::2], strict=True)
        if joint == name and shape.style != "feel"
    }
    return pose.joints[name][1] + max(radii)


# --- the files ---


def test_every_unit_has_a_movement():
    """Whatever is counted can be shown, and each has at least two poses."""
    assert 6 == len(UNITS)
    assert all(len(movement_of(unit).poses) >= 2 for unit in UNITS)


@pytest.mark.parametrize("unit", UNITS)
def test_every_pose_has_every_joint_within_the_box(unit):
    """Nothing is drawn where it cannot be seen."""
    movement = movement_of(unit)
    names = set().union(*(shape.joints for shape in movement.shapes))
    width, height = movement.box

    for pose in movement.poses.values():
        assert names == pose.joints.keys()
        assert all(0 <= x <= width and 0 <= y <= height for x, y in pose.joints.values())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('{"toe": [0, 0], "heel"', '{"heel"', "foot.json: pose 'ready' has no joint 'toe'"),
        ('"toe": [0, 0],', '"toe": [0, 0], "ear": [1, 1],', "'ready' has a joint 'ear', which no"),
        ('[1, "end"]', '[1, "over"]', "foot.json: there is no pose 'over'"),
        ('[0, "ready"]', '[0.5, "ready"]', "foot.json: the way does not lead from 0 to 1"),
        ('[0, "ready"], ', "", "foot.json: the way does not lead from 0 to 1"),
        ('[1, "end"]', '[0, "end"], [1, "end"]', "foot.json: the way does not lead from 0 to 1"),
        ('"toe": [0, 0]', '"toe": [0, "x"]', "foot.json: Expected `float`, got `str`"),
        ('"box"', "box", "foot.json: JSON is malformed"),
    ],
)
def test_a_wrong_file_is_refused_by_name(old, new, says):
    """Who edits one is told where to look."""
    read_movement(SMALL, "foot.json")

    with pytest.raises(DrawingError, match=re.escape(says)):
        read_movement(SMALL.replace(old.encode(), new.encode(), 1), "foot.json")


@pytest.mark.parametrize("unit", REPETITIONS)
def test_the_phases_are_those_of_the_tempo(unit):
    """A repetition is shown as it is counted, at each pace."""
    for tempo in tempos_of(unit).values():
        assert [phase.name for phase in tempo.phases] == [*movement_of(unit).phases]


@pytest.mark.parametrize("unit", HOLDS)
def test_a_hold_breathes_a_little(unit):
    """Some of the movement again, at the end of it: seen, and not a second stretch."""
    movement = movement_of(unit)
    ends = (movement.at(0), movement.at(1), movement.in_hold(1, 1))
    (ready, end, deeper), moves = ends, movement.poses["ready"].joints.keys()

    whole = sum(math.dist(ready.joints[name], end.joints[name]) for name in moves)
    breath = sum(math.dist(end.joints[name], deeper.joints[name]) for name in moves)

    assert 0.02 <= breath / whole <= 0.25
    assert not movement.phases


# --- what lies between ---


@pytest.mark.parametrize("unit", UNITS)
def test_the_way_passes_through_its_poses(unit):
    """From the first to the last, each at its share."""
    movement = movement_of(unit)

    for share, name in movement.way:
        pose = movement.poses[name]
        found = movement.at(share)
        assert pose.feel == pytest.approx(found.feel)
        for joint, point in pose.joints.items():
            assert point == pytest.approx(found.joints[joint])


@pytest.mark.parametrize("unit", REPETITIONS)
@pytest.mark.parametrize("pace", Pace)
def test_a_repetition_ends_where_it_begins(unit, pace):
    """And is at its end while it is held, as long as the tempo says."""
    movement, tempo = movement_of(unit), tempos_of(unit)[pace]
    seconds = {phase.name: phase.seconds for phase in tempo.phases}
    held = sum(each.seconds for each in tempo.phases[:-2]) + seconds["hold"] / 2

    assert movement.at(0) == movement.in_cycle(0, tempo)
    assert movement.at(0) == movement.in_cycle(1, tempo)
    assert movement.at(1) == movement.in_cycle(held / tempo.seconds, tempo)


def test_half_way_between_two_poses_is_the_middle():
    """A joint moves on a straight line, and what is felt grows with it."""
    movement = read_movement(SMALL, "foot.json")

    assert Pose({"toe": (0, 1), "heel": (4, 2)}, 0.5) == movement.at(0.5)


# --- what is drawn ---


def test_a_path_has_points_in_place_of_joints():
    """Everything else of it stays as it is written."""
    shapes = (Shape("prop", path="M toe A 2 2 0 0 1 heel Z"),)
    movement = Movement((10, 10), shapes, {}, ())

    assert [("M 0 0.5 A 2 2 0 0 1 4 1 Z", "prop")] == draw(
        movement, Pose({"toe": (0.0, 0.5), "heel": (4.0, 1.0)})
    )


def test_a_limb_is_round_at_its_joints():
    """Two circles of the same size: half of each, and the lines between."""
    movement = Movement((10, 10), (Shape("far", limb="toe 1 heel 1"),), {}, ())

    assert [("M 0 1 A 1 1 0 0 1 0 -1 L 4 -1 A 1 1 0 0 1 4 1 Z", "far")] == draw(
        movement, Pose({"toe": (0, 0), "heel": (4, 0)})
    )


def test_a_joint_within_another_leaves_the_larger_circle():
    """There is no tangent to two circles of which one holds the other."""
    movement = Movement((10, 10), (Shape("far", limb="toe 1 heel 3"),), {}, ())

    assert [("M -2 0 A 3 3 0 0 1 4 0 A 3 3 0 0 1 -2 0 Z", "far")] == draw(
        movement, Pose({"toe": (0, 0), "heel": (1, 0)})
    )


def test_what_is_felt_grows():
    """Nothing at first, its whole size in a full stretch."""
    movement = Movement((10, 10), (Shape("feel", limb="toe 2 heel 2"),), {}, ())
    joints = {"toe": (0, 0), "heel": (4, 0)}

    for feel, radius in ((0, "A 0 0"), (0.5, "A 1 1"), (1, "A 2 2"), (-0.1, "A 0 0")):
        [(path, _)] = draw(movement, Pose(joints, feel))
        assert radius in path


def test_the_right_side_is_the_mirror_image():
    """The same paths, turned over about the middle of the box: x becomes 200 - x."""
    movement = movement_of(Id.CALF)
    pose = movement.at(0.7)
    left = svg_group(movement, pose, Foot.LEFT)
    right = svg_group(movement, pose, Foot.RIGHT)

    assert left.removeprefix("<g>") == right.removeprefix('<g transform="matrix(-1 0 0 1 200 0)">')
    assert left != right


def test_both_feet_scrunch_where_both_do():
    """The other foot rests beside the towel, or works beside the sore one."""
    movement = movement_of(Id.TOWEL)
    one, both = (
        [style for _, style in draw(movement, movement.at(1), foot)]
        for foot in (Foot.LEFT, Foot.BOTH)
    )

    assert ("far" in one, "working-far" in one) == (True, False)
    assert ("far" in both, "working-far" in both) == (False, True)


@pytest.mark.parametrize("unit", UNITS)
def test_a_drawing_is_small(unit):
    """It may go to a screen in a response."""
    movement = movement_of(unit)

    for pose in moments(unit):
        assert sum(len(path) for path, _ in draw(movement, pose)) <= MOST_BYTES


@given(st.sampled_from(UNITS), SHARES, SHARES)
def test_every_moment_can_be_drawn_with_simple_commands(unit, share, breath):
    """Of SVG's commands only those that Alexa's graphics have too, and only plain numbers."""
    movement = movement_of(unit)

    for path, style in draw(movement, movement.in_hold(share, breath)):
        assert re.fullmatch(r"(([MLQAZ]|-?\d+(\.\d+)?)( |$))+", path), (style, path)


# --- whether a body can do that ---


@pytest.mark.parametrize("unit", UNITS)
def test_bones_keep_their_length(unit):
    """All along the way, as far as one can see."""
    movement = movement_of(unit)
    assert len(bones(movement)) > 5

    for start, end in bones(movement):
        lengths = [math.dist(pose.joints[start], pose.joints[end]) for pose in moments(unit)]
        assert min(lengths) >= SHRINKS_TO * max(lengths), (start, end)


@pytest.mark.parametrize(
    ("unit", "joints"),
    [
        (Id.CALF, ("heel", "ball", "far_heel", "far_ball")),
        (Id.TOWEL, ("heel",)),
        (Part.TIPTOE, ("ball", "toe", "far_ball", "far_toe")),
        (Part.ROCK, ("heel", "far_heel")),
    ],
)
def test_what_stays_on_the_ground_stays_there(unit, joints):
    """The heel in the calf stretch, the balls of the feet on tiptoe, the heels in a rock."""
    movement = movement_of(unit)

    for pose in moments(unit):
        ground = pose.joints["floor_a"][1]
        for name in joints:
            assert ground == pytest.approx(lowest(movement, pose, name), abs=TOUCHES), name


@pytest.mark.parametrize(("unit", "joint"), [(Part.TIPTOE, "heel"), (Part.ROCK, "toe")])
def test_what_lifts_leaves_the_ground(unit, joint):
    """By enough to be seen in a small picture; and only that."""
    movement = movement_of(unit)
    up, down = (lowest(movement, movement.at(share), joint) for share in (1, 0))

    assert down - up > 7


@pytest.mark.parametrize("pose", moments(Id.CALF))
def test_the_back_knee_is_straight_in_the_calf_stretch(pose):
    """Hip, knee and ankle lie on one line; the front knee is bent in the stretch."""
    assert angle(pose, "hip", "knee", "ankle") > 175
    assert pose.feel < 1 or angle(pose, "far_hip", "far_knee", "far_ankle") < 140


def test_the_knee_straightens_in_the_hamstring_stretch():
    """From bent to nearly straight, with the thigh upright."""
    movement = movement_of(Id.HAMSTRING)
    bent, straight = (angle(movement.at(share), "hip", "knee", "ankle") for share in (0, 1))

    assert bent < 80
    assert 150 < straight < 175


def test_the_toes_bend_towards_the_shin_in_the_arch_stretch():
    """The ball stays where it is, more or less; the toes come back."""
    movement = movement_of(Id.ARCH)
    before, after = (angle(movement.at(share), "heel", "ball", "toe") for share in (0, 1))

    assert before > 165
    assert after < 140


def angle(pose, start, middle, end):
    """Return the angle at a joint, in degrees; 180 is straight."""
    (ax, ay), (bx, by), (cx, cy) = (pose.joints[name] for name in (start, middle, end))
    turn = math.atan2(ay - by, ax - bx) - math.atan2(cy - by, cx - bx)
    return 180 - abs(180 - abs(math.degrees(turn)))


# --- what the page is given ---


def test_the_page_is_given_every_movement_with_its_words():
    """By unit; the sides are those on which it is done."""
    given_ = movements()

    assert [*map(str, UNITS)] == [*given_]
    assert {
        "calf": ["left", "right"],
        "towel": ["left", "right", "both"],
        "hamstring": ["left", "right"],
        "tiptoe": ["both"],
        "rock": ["both"],
        "arch": ["left", "right"],
    } == {unit: [*each["alternative"]] for unit, each in given_.items()}
    assert "right leg straight" in given_["calf"]["alternative"]["right"]


def test_the_page_is_given_a_repetition_by_pace():
    """Shares of a repetition, each with how far it has got by then; a hold has none."""
    given_ = movements()

    assert {} == given_["calf"]["cycles"]
    assert ((0, 0), (1 / 3, 1), (1 / 2, 1), (1, 0)) == given_["tiptoe"]["cycles"]["steady"]
    assert ((0, 0), (1 / 4, 0.4), (1 / 2, 1), (3 / 4, 1), (1, 0)) == (
        given_["towel"]["cycles"]["steady"]
    )
