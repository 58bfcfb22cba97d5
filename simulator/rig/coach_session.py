"""
What a display shows of a coach's state, read out of the session attributes of a response.

All of it is decoration: where an attribute is missing or of another shape, nothing is shown.
"""

from simulator.common import JsonObject
from simulator.device.events import Event, Exchange, PlaybackStarted


def attributes_in(response: object) -> JsonObject:
    """Return the session attributes of a response; empty for none."""
    attributes = response.get("sessionAttributes") if isinstance(response, dict) else None
    return attributes if isinstance(attributes, dict) else {}


def session_in(response: object) -> JsonObject:
    """Return what a response keeps of the session; empty for none."""
    session = attributes_in(response).get("session")
    return session if isinstance(session, dict) else {}


def playing_in(response: object) -> JsonObject:
    """Return what is known of the exercises that the sound of a response plays; empty for none."""
    playing = session_in(response).get("playing")
    return playing if isinstance(playing, dict) else {}


def following_in(response: object) -> JsonObject:
    """Return what is known of the exercises in the reprompt of a response; empty for none."""
    following = playing_in(response).get("then")
    return following if isinstance(following, dict) else {}


class Silence:
    """Tells what silence leads to: a coach that goes on by itself, or one that waits."""

    def __init__(self) -> None:
        """Begin before anything was answered."""
        self.response: object = None
        """The last response, with the attributes that count."""
        self._is_in_reprompt = False

    def show(self, event: Event) -> None:
        """Remember what was answered, and how much of it has been played."""
        match event:
            case Exchange():
                self.response = event.response
            case PlaybackStarted():
                self._is_in_reprompt = event.is_reprompt
            case _:
                pass

    @property
    def goes_on(self) -> bool:
        """Whether the exercises go on if nobody speaks."""
        return not self._is_in_reprompt and bool(following_in(self.response))
