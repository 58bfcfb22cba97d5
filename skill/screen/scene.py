"""What is shown during one response: a scene, as plain data."""

from dataclasses import dataclass

from skill.coaching.reply import Reply
from skill.routine.message import Narration


@dataclass(frozen=True, slots=True)
class Scene:
    """What is shown during one response."""

    segment_id: str


def scene_of(reply: Reply, narration: Narration) -> Scene:  # noqa: ARG001
    """Return what is shown while a reply is played."""
    return Scene(reply.segment_id)
