"""
The loudspeaker of this machine: a program that plays a file, started and stopped with the Echo.

A program and no library: every desktop has one, and the sound ends when the process does.
"""

import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from simulator.device.echo import Echo
from simulator.device.events import Event, PlaybackEnded, PlaybackStarted
from simulator.voice.pcm import Pcm, silence_of
from simulator.voice.recording import record
from simulator.voice.speaker import Speaker

PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))
"""Programs that play a WAV file and then end: of PipeWire, PulseAudio, ALSA and macOS."""

NO_PLAYER = (
    f"No sound: none of {', '.join(player[0] for player in PLAYERS)} can play here. "
    "It goes on silently."
)

_TRIAL_MS, _TRIAL_HZ, _TRIAL_SECONDS = 20, 24_000, 3
"""A silence that tells whether a player works, and how long one may take for it."""


class Loudspeaker:
    """Plays what an Echo plays; an interruption stops it at once."""

    def __init__(self, voice: Speaker, player: Sequence[str], file: Path) -> None:
        """
        Plug it in.

        Args:
            voice: Who speaks; the Echo's own voice, or the times do not fit.
            player: The program and its arguments, before the file's name.
            file: Where the sound lies while it is played.
        """
        self._voice = voice
        self._player = tuple(player)
        self._file = file
        self._process: subprocess.Popen[bytes] | None = None

    def show(self, event: Event) -> None:
        """Play or stop, by what happens."""
        match event:
            case PlaybackStarted():
                self.stop()
                self._file.write_bytes(record(event.track, self._voice).pcm.as_wav())
                self._process = _started(self._player, self._file)
            case PlaybackEnded(was_interrupted=True):
                self.stop()

    def stop(self) -> None:
        """Be silent, now."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextlib.contextmanager
def heard_aloud(echo: Echo, voice: Speaker, player: Sequence[str]) -> Iterator[None]:
    """Let the machine play what an Echo plays, until the end of the block."""
    with tempfile.TemporaryDirectory() as directory:
        loudspeaker = Loudspeaker(voice, player, Path(directory) / "sound.wav")
        echo.subscribe(loudspeaker.show)
        try:
            yield
        finally:
            loudspeaker.stop()


def working_player(players: Sequence[Sequence[str]] = PLAYERS) -> Sequence[str] | None:
    """Return the first program that can play here; None where none can, as without a device."""
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "silence.wav"
        file.write_bytes(Pcm(silence_of(_TRIAL_MS, _TRIAL_HZ), _TRIAL_HZ).as_wav())
        return next((player for player in players if _can_play(player, file)), None)


def _can_play(player: Sequence[str], file: Path) -> bool:
    if shutil.which(player[0]) is None:
        return False
    process = _started(player, file)
    try:
        return process.wait(timeout=_TRIAL_SECONDS) == 0
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return False


def _started(player: Sequence[str], file: Path) -> "subprocess.Popen[bytes]":
    quiet = subprocess.DEVNULL
    return subprocess.Popen([*player, str(file)], stdin=quiet, stdout=quiet, stderr=quiet)
