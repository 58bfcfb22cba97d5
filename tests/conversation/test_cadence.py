"""The skill's own answers, spoken by a speech engine: every count is heard on its second."""

from itertools import pairwise

import pytest

from benchmarks.onsets import onsets_ms
from simulator.device.events import Exchange
from simulator.device.sound import SoundKind
from simulator.voice.engine import engine_named
from simulator.voice.recording import render
from simulator.voice.speaker import Speaker
from tests.conversation.conftest import MONDAY_MORNING, home_in

NEAR_MS = 50
"""How far a word may be heard from its second: some begin softly."""

BEFORE, AFTER = "Hold.", "And relax."
"""What the coach says in the slot before the first count, and after the last."""


@pytest.fixture(scope="module")
def voice():
    """Return a voice that is on every machine where this project is."""
    return Speaker(engine_named("espeak"))


@pytest.fixture(scope="module", params=[30, 60])
def hold_seconds(request):
    """Return the length of the holds."""
    return request.param


class Drawl:
    """An engine that speaks half as fast as it is asked to."""

    def __init__(self, engine):
        """Slow down another engine."""
        self.identity, self.rate_hz = f"slow {engine.identity}", engine.rate_hz
        self._engine = engine

    def speak(self, text, rate):
        """Speak slowly."""
        return self._engine.speak(text, rate / 2)


@pytest.fixture(scope="module")
def answer(tmp_path_factory, local_engine, hold_seconds):
    """Return the answer that counts the holds of the calf stretch."""
    responses = []

    def keep(event):
        if isinstance(event, Exchange) and BEFORE in str(event.response):
            responses.append(event.response)

    directory = tmp_path_factory.mktemp("home")
    with home_in("Europe/London", MONDAY_MORNING, directory, local_engine) as home:
        home.talk.echo.subscribe(keep)
        wish = f"hold for {hold_seconds} seconds"
        for words in ("start my heel stretches", "left", wish, "the calf stretch", "ready"):
            home.talk.echo.say(words)
            home.talk.echo.wait_for_silence()
    return responses[0]


@pytest.fixture(scope="module")
def recording(answer, voice):
    """Record that answer."""
    return render(answer, voice)


def test_every_count_of_a_hold_is_heard_on_its_second(recording, hold_seconds):
    """Found in the samples alone: as many beginnings as counts, and the end when it is due."""
    heard = onsets_ms(recording.pcm)
    firsts_ms = [s.start_ms + 1000 for s in recording.track.sounds if s.text == BEFORE]
    assert firsts_ms

    for first_ms in firsts_ms:
        due = [first_ms + 1000 * second for second in range(hold_seconds + 1)]
        within = [at for at in heard if due[0] - 400 < at < due[-1] + 400]
        assert len(due) == len(within)
        assert NEAR_MS >= max(abs(at - on) for at, on in zip(within, due, strict=True))


def test_a_hold_lasts_as_long_as_it_should(recording, hold_seconds):
    """From the first count to what is said at its end, within half a percent."""
    heard = onsets_ms(recording.pcm)
    sounds = recording.track.sounds
    firsts = [after for one, after in pairwise(sounds) if one.text == BEFORE]
    ends = [one for one in sounds if one.text == AFTER]
    assert len(firsts) == len(ends) > 1

    for first, end in zip(firsts, ends, strict=True):
        began, ended = (min(heard, key=lambda at: abs(at - one.start_ms)) for one in (first, end))
        assert 0.005 >= abs((ended - began) / (1000 * hold_seconds) - 1)


def test_a_voice_that_is_too_slow_for_a_second_makes_no_hold_longer(answer, hold_seconds):
    """Numbers are cut at their cells: the silence beside them decides, not the voice."""
    slow = Speaker(Drawl(engine_named("espeak")))
    sounds = render(answer, slow).track.sounds

    longest_ms = max(slow.speech_ms(s.phrases) for s in sounds if s.kind is SoundKind.CELL)
    assert longest_ms > 1000
    firsts = [after.start_ms for one, after in pairwise(sounds) if one.text == BEFORE]
    ends = [one.start_ms for one in sounds if one.text == AFTER]
    assert {1000 * hold_seconds} == {end - first for first, end in zip(firsts, ends, strict=True)}


def test_no_instruction_is_cut_and_no_sound_runs_into_the_next(recording, voice):
    """A cell may cut a count; an instruction is as long as the voice needs, and heard alone."""
    sounds = recording.track.sounds

    for sound in sounds:
        if sound.kind is SoundKind.SPEECH:
            assert voice.speech_ms(sound.phrases) == sound.end_ms - sound.start_ms
    for sound, following in pairwise(sounds):
        assert sound.end_ms <= following.start_ms


def test_a_break_is_as_long_as_it_is_written(voice):
    """From the last sound of one word to the first of the next."""
    ssml = "<speak>one <break time='3s'/> two <break time='500ms'/> one</speak>"
    speech = {"outputSpeech": {"type": "SSML", "ssml": ssml}, "shouldEndSession": True}

    recording = render({"version": "1.0", "response": speech}, voice)

    one, two, again = recording.track.sounds
    assert [3000, 500] == [two.start_ms - one.end_ms, again.start_ms - two.end_ms]
    heard = onsets_ms(recording.pcm)
    assert NEAR_MS >= max(
        abs(at - sound.start_ms) for at, sound in zip(heard, (one, two, again), strict=True)
    )
