"""
What is kept of one device beside its place: its time zone, what it cannot play, and its mark.

The mark names the last request of the device whose answer was written. By it a request that comes
twice is recognised, one that comes late is not taken for new, and a lost answer is noticed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from skill.progress.days import Count
from skill.progress.place import Place
from skill.progress.profile import Profile


@dataclass(frozen=True, slots=True)
class Before:
    """What a request found beyond its session: with it the same answer can be given again."""

    profile: Profile
    place: Place
    """Settled."""
    elsewhere: Place | None = None
    """What another device was playing, settled by then."""


@dataclass(frozen=True, slots=True)
class DeviceRecord:
    """One device of a person."""

    time_zone: str | None = None
    """IANA name, from the device's settings; ``None`` where these never said."""
    time_zone_at_ms: Count = 0
    """When they said so, in milliseconds since 1970-01-01 UTC."""
    refused_apla_at_ms: Count = 0
    """When it could not play APL for Audio, in ms since 1970-01-01 UTC; 0 when it always could."""
    answered: str = ""
    """Short name of the last request whose answer was written."""
    answered_at_ms: Count = 0
    """That request's own time, in milliseconds since 1970-01-01 UTC."""
    before: Before | None = None
    """What that request found, if it opened a session or was about another device; all else that a
    repeat needs is in its session attributes."""
    refused_apl_at_ms: Count = 0
    """When a document on its screen failed, in ms since 1970-01-01 UTC; 0 when none ever did."""


NEW_DEVICE = DeviceRecord()
"""A device of which nothing is known yet."""

Devices = Mapping[str, DeviceRecord]
"""Records by the device's short name; "" for a device that is not known."""
