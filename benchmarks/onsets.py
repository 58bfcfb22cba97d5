"""Where words begin in a recording, found in its samples alone."""

import numpy as np
from numpy.typing import NDArray

from simulator.voice.pcm import Pcm

WINDOW_MS = 5
"""How finely loudness is looked at."""

GAP_MS = 110
"""How long it has to be quiet before a beginning counts as one: a stop within a word ("eight") is
shorter, the pause between two counted seconds longer. Our choice, for three engines."""

AUDIBLE_SHARE = 0.03
"""Loudness, as a share of the loudest window, from which on something is heard."""


def onsets_ms(pcm: Pcm) -> list[int]:
    """Return when something begins to be heard after a silence, in milliseconds, in order."""
    loud_at = _loud_at_ms(pcm)
    if not len(loud_at):
        return []
    quiet_before_ms = np.diff(loud_at, prepend=-GAP_MS - WINDOW_MS) - WINDOW_MS
    return [int(at) for at in loud_at[quiet_before_ms >= GAP_MS]]


def audible_ms(pcm: Pcm) -> int:
    """Return when the last of it has been heard, in milliseconds from its start."""
    loud_at = _loud_at_ms(pcm)
    return int(loud_at[-1]) + WINDOW_MS if len(loud_at) else 0


def _loud_at_ms(pcm: Pcm) -> NDArray[np.int_]:
    """Return the windows in which something is heard, by their starts in milliseconds."""
    heard = np.asarray(pcm.samples, dtype=np.float64)
    window = pcm.rate_hz * WINDOW_MS / 1000
    edges = np.arange(0, len(heard), window).astype(int)  # rounded down: each lies inside
    sizes = np.diff(np.append(edges, len(heard)))
    loudness = np.sqrt(np.add.reduceat(heard**2, edges) / sizes)
    return np.flatnonzero(loudness >= AUDIBLE_SHARE * loudness.max()) * WINDOW_MS
