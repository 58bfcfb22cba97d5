"""A soundtrack while it is played: what comes next, and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.sound import Soundtrack


@dataclass(slots=True)
class Playback:
    """A soundtrack that is being played."""

    track: Soundtrack
    """The whole of it."""
    started_at: datetime
    """When its first millisecond was."""
    closes_session: bool
    """Whether the session is over, and the person is told of it afterwards."""
    next_sound: int = 0
    """How many of its sounds have begun."""

    @property
    def next_at(self) -> datetime:
        """When the next sound begins, or the end comes."""
        sounds = self.track.sounds
        is_over = self.next_sound == len(sounds)
        offset_ms = self.track.length_ms if is_over else sounds[self.next_sound].start_ms
        return self.started_at + timedelta(milliseconds=offset_ms)
