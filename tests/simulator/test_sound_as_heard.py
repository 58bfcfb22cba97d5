"""A soundtrack becomes samples: every word at its millisecond, cut where a device cuts it."""

import io
import sys
import wave
from array import array
from datetime import timedelta

import pytest

from simulator.common import EngineMissingError, SimulatorError
from simulator.device.events import PlaybackEnded, PlaybackStarted
from simulator.device.sound import Phrase
from simulator.voice.engine import ENGINES, engine_named
from simulator.voice.loudspeaker import Loudspeaker, heard_aloud, working_player
from simulator.voice.pcm import Pcm, read_wav
from simulator.voice.recording import record, render
from simulator.voice.speaker import SoundCache, Speaker
from tests.simulator.fakes import MONDAY, FakeSkill, count, make_echo, of_type, sound, speech
from tools import cli

RATE_HZ = 8000
PAD_MS = 50
PLAYS_FOR_EVER = ("tail", "-f")


class Hum:
    """A speech engine that hums each text at a level of its own."""

    rate_hz = RATE_HZ

    def __init__(self, *, text_ms=300, identity="hum 1"):
        self.text_ms = text_ms
        self.identity = identity
        self.asked = []

    def speak(self, text, rate):
        """Hum, between two silences."""
        self.asked.append((text, rate))
        pad = [0] * samples(PAD_MS)
        return Pcm(array("h", pad + [level(text)] * samples(self.text_ms / rate) + pad), RATE_HZ)


def samples(length_ms):
    """Return how many samples lie in a length."""
    return round(length_ms * RATE_HZ / 1000)


def level(text):
    """Return the level at which a text is hummed: the longer, the quieter; a < b < c."""
    return 2000 - 30 * len(text) + ord(text[-1]) % 10


def say(text, *, slot_ms=0):
    """Return an instruction in its slot, as a component."""
    words = {"type": "Speech", "content": text}
    return {"type": "Mixer", "items": [{"type": "Silence", "duration": slot_ms}, words]}


def with_ssml(response, ssml):
    """Return a response that says SSML before everything else."""
    response["response"]["outputSpeech"] = {"type": "SSML", "ssml": ssml}
    return response


def heard(recording):
    """
    Return what is heard of a recording: level, start and end of each sound in ms.

    A sound begins where it grows louder, and ends where the next one begins or nothing is heard.
    """
    found, before = [], 0
    for at, height in enumerate([*recording.pcm.samples, 0]):
        if before and (height > before or not height):
            found[-1].append(at * 1000 // RATE_HZ)
        if height > before:
            found.append([height, at * 1000 // RATE_HZ])
        before = height
    return [tuple(one) for one in found]


def test_a_word_begins_at_the_start_of_its_cell_without_the_engines_own_silence():
    """Words of equal length stand exactly on their seconds."""
    recording = render(sound(count(3)), Speaker(Hum()))

    assert [(level("3"), 0, 300), (level("2"), 1000, 1300), (level("1"), 2000, 2300)] == heard(
        recording
    )
    assert 3000 == recording.pcm.length_ms


def test_a_word_that_is_too_long_is_cut_at_its_cell_and_fades():
    """Trimmed cells never overlap, however slow the voice."""
    recording = render(sound(count(3)), Speaker(Hum(text_ms=1500)))

    starts = [(height, start) for height, start, _ in heard(recording)]
    assert [(level("3"), 0), (level("2"), 1000), (level("1"), 2000)] == starts
    assert 0 == recording.pcm.samples[samples(1000) - 1]
    assert level("2") == recording.pcm.samples[samples(1000)]
    assert 3000 == recording.pcm.length_ms


def test_an_instruction_is_never_cut():
    """It takes its slot, or as long as the voice needs."""
    slow = render(sound(say("Lean in.", slot_ms=4000), count(1)), Speaker(Hum(text_ms=9000)))
    quick = render(sound(say("Lean in.", slot_ms=4000), count(1)), Speaker(Hum(text_ms=900)))

    assert [(level("Lean in."), 0, 9000), (level("1"), 9000, 9999)] == heard(slow)
    assert [(level("Lean in."), 0, 900), (level("1"), 4000, 4900)] == heard(quick)


def test_what_is_heard_is_what_is_timed():
    """The device's own times are those of the voice, rates and breaks included."""
    ssml = "<speak>a <break time='2s'/> <prosody rate='150%'>b</prosody> c</speak>"

    recording = render(with_ssml(speech(""), ssml), Speaker(Hum()))

    assert [(0, 300), (2300, 2800)] == [
        (sound.start_ms, sound.end_ms) for sound in recording.track.sounds
    ]
    assert [(level("a"), 0, 300), (level("b"), 2300, 2500), (level("c"), 2500, 2800)] == heard(
        recording
    )


def test_output_speech_comes_before_the_document():
    """One response is one recording."""
    recording = render(with_ssml(sound(count(1)), "<speak>Go</speak>"), Speaker(Hum()))

    assert [(level("Go"), 0, 300), (level("1"), 300, 600)] == heard(recording)


def test_sounds_at_once_are_mixed():
    """Two voices together are as loud as both, up to the loudest there is."""
    both = {"type": "Mixer", "items": [say("a"), say("b")]}

    recording = render(sound(both), Speaker(Hum()))

    assert level("a") + level("b") == recording.pcm.samples[samples(100)]


def test_a_sound_of_amazons_library_becomes_a_soft_tick():
    """Its file is Amazon's; something short and quiet stands for it."""
    source = "soundbank://soundlibrary/ticks/tick_01"
    recording = render(sound({"type": "Audio", "source": source}), Speaker(Hum()))

    loudest = max(recording.pcm.samples)
    assert 1000 < loudest < 10_000
    assert not any(recording.pcm.samples[samples(100) :])


def test_a_tick_is_heard_at_the_start_of_its_cell():
    """Its cell is as long as its silence, and quiet after the tick."""
    tick = {"type": "Audio", "source": "soundbank://soundlibrary/clocks/watches/watches_06"}
    silence = {"type": "Silence", "duration": "${data}"}
    cell = {"type": "Mixer", "items": [silence, tick | {"duration": "trimToParent"}]}
    ticks = {"type": "Sequencer", "data": [1000, 500, 500], "items": [cell]}

    recording = render(sound(ticks, count(1)), Speaker(Hum()))

    loud = [abs(height) > 500 for height in recording.pcm.samples]
    quiet_ms = [100, 999, 1100, 1499, 1600, 1999]
    assert all(any(loud[samples(start) : samples(start + 10)]) for start in (0, 1000, 1500))
    assert not any(
        any(loud[samples(start) : samples(end)])
        for start, end in zip(quiet_ms[::2], quiet_ms[1::2], strict=True)
    )
    assert 3000 == recording.pcm.length_ms


def test_a_recording_is_a_wav_file():
    """One channel, 16 bit, at the engine's rate."""
    recording = render(sound(count(2)), Speaker(Hum()))

    with wave.open(io.BytesIO(recording.pcm.as_wav())) as file:
        assert (1, 2, RATE_HZ) == (file.getnchannels(), file.getsampwidth(), file.getframerate())
        assert 2 * RATE_HZ == file.getnframes()


def test_silence_only_is_no_word():
    """An engine that has nothing to say for a text leaves no time behind."""
    assert 0 == Pcm(array("h", [0] * 100), RATE_HZ).without_silence_around().length_ms
    assert 0 == Pcm(array("h"), RATE_HZ).without_silence_around().length_ms


@pytest.mark.parametrize("content", [b"", b"RIFF", Pcm(array("h", [1] * 9), 8000).as_wav()[:-4]])
def test_a_damaged_file_is_no_sound(content):
    """Also one that was written halfway."""
    with pytest.raises(ValueError, match="WAV"):
        read_wav(content)


def test_what_was_said_once_is_not_made_again(tmp_path):
    """The next talk takes it from the cache, the same to the last sample."""
    first, second = Hum(), Hum()
    phrases = [Phrase("thirty"), Phrase("now", 1.2)]

    made = Speaker(first, SoundCache(tmp_path / "voice")).speech(phrases)
    kept = Speaker(second, SoundCache(tmp_path / "voice")).speech(phrases)

    assert [("thirty", 1.0), ("now", 1.2)] == first.asked
    assert [] == second.asked
    assert made.as_wav() == kept.as_wav()


@pytest.mark.parametrize(
    ("engine", "phrase"),
    [
        (Hum(identity="hum 2"), Phrase("thirty")),
        (Hum(), Phrase("thirty", 1.2)),
        (Hum(), Phrase("forty")),
    ],
)
def test_another_voice_another_rate_and_other_words_are_other_sounds(tmp_path, engine, phrase):
    """None of them may be mistaken for what is in the cache."""
    Speaker(Hum(), SoundCache(tmp_path / "voice")).speech([Phrase("thirty")])

    Speaker(engine, SoundCache(tmp_path / "voice")).speech([phrase])

    assert [(phrase.text, phrase.rate)] == engine.asked


def test_a_damaged_sound_is_made_again(tmp_path):
    """A full disk or a crash does not silence a word for ever."""
    Speaker(Hum(), SoundCache(tmp_path / "voice")).speech([Phrase("thirty")])
    (file,) = (tmp_path / "voice").iterdir()
    file.write_bytes(file.read_bytes()[:50])

    assert 300 == Speaker(Hum(), SoundCache(tmp_path / "voice")).speech_ms([Phrase("thirty")])
    assert 300 == Speaker(Hum(), SoundCache(tmp_path / "voice")).speech_ms([Phrase("thirty")])
    assert 50 < file.stat().st_size


def test_the_cache_is_bounded_and_forgets_what_was_not_used_for_longest(tmp_path):
    """What is said every day stays."""
    cache = SoundCache(tmp_path / "voice", limit_bytes=1000)
    for number in range(30):
        cache.put(f"k{number}", bytes(100))
        cache.get("k0")

    assert bytes(100) == cache.get("k0")
    assert cache.get("k1") is None
    assert bytes(100) == cache.get("k29")
    assert sum(file.stat().st_size for file in (tmp_path / "voice").iterdir()) <= 1000


def test_a_disk_that_keeps_nothing_does_not_stop_the_voice(tmp_path):
    """The folder cannot be made: it is spoken all the same."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    speaker = Speaker(Hum(), SoundCache(tmp_path / "file" / "voice"))

    assert 300 == speaker.speech_ms([Phrase("thirty")])


def test_espeak_is_there_and_speaks_as_fast_as_it_is_asked_to():
    """It comes with the project's own packages."""
    engine = engine_named("espeak")

    usual_ms, faster_ms = (engine.speak("thirty-three", rate).length_ms for rate in (1, 1.5))
    assert 1.2 < usual_ms / faster_ms < 1.7
    assert "espeak-ng" in engine.identity


@pytest.mark.parametrize("name", ["loud", "", "espeak:nobody", "hibari:nobody"])
def test_a_voice_that_does_not_exist_is_named(name):
    """The message says which it was, or which there are."""
    with pytest.raises(SimulatorError, match=f"nobody|heart|{', '.join(ENGINES)}"):
        engine_named(name)


def test_a_missing_engine_says_what_to_install(monkeypatch, tmp_path):
    """One line, with the command."""
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(EngineMissingError, match="apt install flite"):
        engine_named("flite")


def test_the_device_takes_its_voices_own_time(language):
    """The microphone opens when the words are over, not when a model thinks so."""
    echo, events = make_echo(FakeSkill(LaunchRequest=speech("Hi")), language, voice=Speaker(Hum()))

    echo.say("start my heel stretches")
    echo.wait_for_silence()

    (ended,) = of_type(events, PlaybackEnded)
    assert MONDAY + timedelta(milliseconds=300) == ended.at


def test_an_interruption_stops_the_sound_at_once(tmp_path):
    """The program that plays is gone when the device is silent."""
    file = tmp_path / "sound.wav"
    speaker = Speaker(Hum())
    track = render(sound(count(30)), speaker).track
    loudspeaker = Loudspeaker(speaker, PLAYS_FOR_EVER, file)

    loudspeaker.show(PlaybackStarted(MONDAY, track, is_reprompt=False, closes_session=False))
    process = loudspeaker._process
    assert process.poll() is None
    loudspeaker.show(PlaybackEnded(MONDAY, was_interrupted=True))

    assert process.poll() is not None
    assert record(track, speaker).pcm.as_wav() == file.read_bytes()


def test_sound_that_is_over_for_the_device_may_fade_by_itself(tmp_path):
    """A player is a little late; its last word is not cut off."""
    speaker = Speaker(Hum())
    track = render(sound(count(1)), speaker).track
    loudspeaker = Loudspeaker(speaker, PLAYS_FOR_EVER, tmp_path / "sound.wav")

    loudspeaker.show(PlaybackStarted(MONDAY, track, is_reprompt=False, closes_session=False))
    loudspeaker.show(PlaybackEnded(MONDAY, was_interrupted=False))
    process = loudspeaker._process
    is_playing = process.poll() is None
    loudspeaker.stop()

    assert is_playing
    assert process.poll() is not None


def test_the_end_of_a_talk_is_the_end_of_its_sound(language):
    """Nothing goes on playing after the command."""
    speaker = Speaker(Hum())
    skill = FakeSkill(LaunchRequest=sound(count(30)))
    echo, events = make_echo(skill, language, voice=speaker)

    with heard_aloud(echo, speaker, PLAYS_FOR_EVER):
        echo.say("start my heel stretches")

    assert [30_000] == [event.track.length_ms for event in of_type(events, PlaybackStarted)]


def test_the_first_player_that_works_is_taken():
    """A program that is there and fails has no device to play on."""
    assert ("true",) == working_player([("no-such-player",), ("false",), ("true",)])
    assert working_player([("no-such-player",), ("false",)]) is None


@pytest.fixture
def talk(tmp_path, monkeypatch, capsys):
    """Return a function that runs the command where no player is; exit code and complaints."""
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    for variable in ("SKILL_ID", "PROGRESS_TABLE", "AWS_ENDPOINT_URL_DYNAMODB", "COUNTING"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(sys, "stdin", io.StringIO("# nothing is said\n"))

    def run(*arguments):
        code = cli.main(["talk", "--data", str(tmp_path / "data"), *arguments])
        return code, capsys.readouterr().err

    return run


def test_without_a_sound_device_one_line_says_so_and_the_talk_goes_on(talk):
    """The words are still shown."""
    code, complaint = talk("--voice", "espeak")

    assert 0 == code
    assert complaint.startswith("No sound: ")
    assert 1 == complaint.count("\n")


def test_a_voice_that_is_missing_ends_the_command_with_one_line(talk):
    """It was asked for by name."""
    code, complaint = talk("--voice", "flite")

    assert 1 == code
    assert complaint.startswith("heel-stretches: The voice flite is not there.")
    assert 1 == complaint.count("\n")


@pytest.mark.parametrize("arguments", [(), ("--voice", "none"), ("--fast", "--voice", "espeak")])
def test_where_nothing_is_to_be_heard_nothing_is_said_about_it(talk, arguments):
    """A pipe is silent unless a voice is asked for; so is a clock that jumps."""
    assert (0, "") == talk(*arguments)
