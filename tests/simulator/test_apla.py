"""APL for Audio is played as Amazon's reference says."""

import pytest

from simulator.common import DocumentError
from simulator.device.apla import play_document
from simulator.device.events import sound_text
from simulator.device.sound import SPEECH_BASE_MS, SPEECH_WORD_MS, SoundKind
from tests.simulator.fakes import count, document

TICK = "soundbank://soundlibrary/clocks/watches/watches_06"

ONE_WORD_MS = SPEECH_BASE_MS + SPEECH_WORD_MS


def play(*items):
    """Play components one after another."""
    return play_document(document(*items))


def silence(length_ms):
    """Return a silence."""
    return {"type": "Silence", "duration": length_ms}


def say(content, **more):
    """Return speech."""
    return {"type": "Speech", "content": content, **more}


def test_a_count_of_thirty_cells_lasts_exactly_thirty_seconds():
    """A cell is as long as its silence, so a count has no error at all."""
    track = play(count(30))

    assert 30_000 == track.length_ms
    assert [(second * 1000, str(30 - second)) for second in range(30)] == [
        (cell.start_ms, cell.text) for cell in track.sounds
    ]
    assert {SoundKind.CELL} == {cell.kind for cell in track.sounds}


def test_trimmed_speech_is_cut_at_the_end_of_its_mixer():
    """`trimToParent` never makes a Mixer longer."""
    cell = {"type": "Mixer", "items": [silence(1000), say("a b c d e", duration="trimToParent")]}

    track = play(cell, say("next"))

    assert [1000, 1000] == [track.sounds[0].end_ms, track.sounds[1].start_ms]


def test_speech_without_trim_makes_its_mixer_longer_when_the_slot_is_too_short():
    """An instruction is never cut off."""
    track = play({"type": "Mixer", "items": [silence(500), say("word")]})

    assert ONE_WORD_MS == track.length_ms


def test_an_instruction_is_as_long_as_a_generous_slot():
    """A Mixer lasts as long as its longest child that is not trimmed."""
    track = play({"type": "Mixer", "items": [silence(4000), say("word")]})

    assert (4000, 0, ONE_WORD_MS) == (
        track.length_ms,
        track.sounds[0].start_ms,
        track.sounds[0].end_ms,
    )


def test_a_trimmed_sequence_loses_what_begins_too_late():
    """Trimming cuts whole sounds as well."""
    inner = {"type": "Sequencer", "duration": "trimToParent", "items": [say("one"), say("two")]}

    track = play({"type": "Mixer", "items": [silence(600), inner]})

    assert [("one", 600)] == [(sound.text, sound.end_ms) for sound in track.sounds]


def test_voices_mixed_at_their_own_times_are_heard_in_order_of_time():
    """A Mixer may hold a whole count as silence-and-speech pairs."""
    voices = [
        {"type": "Sequencer", "items": [silence(1000 * second), say(str(second))]}
        for second in (2, 1, 3)
    ]

    track = play({"type": "Mixer", "items": voices})

    assert [(1000, "1"), (2000, "2"), (3000, "3")] == [
        (sound.start_ms, sound.text) for sound in track.sounds
    ]


def test_data_stands_for_each_element_of_its_sequence():
    """In SSML and in a silence as in plain text; a nested component sees it too."""
    cell = {"type": "Mixer", "items": [silence("${data}"), say("after ${data}, ${data}")]}

    track = play({"type": "Sequencer", "data": [2000, 3000], "items": [cell]})

    assert ["after 2000, 2000", "after 3000, 3000"] == [sound.text for sound in track.sounds]
    assert [0, 2000] == [sound.start_ms for sound in track.sounds]


def test_the_main_template_plays_its_first_item():
    """Several items of the main template are alternatives."""
    main = document()
    main["mainTemplate"] = {"items": [say("this"), say("not this")]}

    assert "this" == play_document(main).text


def test_audio_is_a_clip_and_no_words():
    """Amazon's own sounds are played at a nominal length."""
    track = play({"type": "Audio", "source": "soundbank://soundlibrary/ticks/tick_01"}, say("a"))

    assert (SoundKind.CLIP, "a") == (track.sounds[0].kind, track.text)


def test_ticks_have_the_lengths_of_their_data():
    """A sound trimmed to its cell: three cells, two of them half a second."""
    tick = {"type": "Audio", "source": TICK, "duration": "trimToParent"}
    cell = {"type": "Mixer", "items": [silence("${data}"), tick]}

    track = play({"type": "Sequencer", "data": [1000, 500, 500], "items": [cell]}, say("a"))

    assert [(0, 1000, "[tick]"), (1000, 1500, "[tick]"), (1500, 2000, "[tick]")] == [
        (sound.start_ms, sound.end_ms, sound_text(sound)) for sound in track.sounds[:3]
    ]
    assert 2000 == track.sounds[3].start_ms


def test_a_file_that_is_not_amazons_is_shown_by_its_name():
    """Only the library's sounds become ticks."""
    track = play({"type": "Audio", "source": "https://example.org/gong.mp3"}, say("a"))

    assert "[gong.mp3]" == sound_text(track.sounds[0])


def test_ssml_in_speech_is_read():
    """`contentType` SSML takes marks; rate shortens."""
    fast = say("<speak><prosody rate='200%'>a b</prosody></speak>", contentType="SSML")

    assert ("a b", SPEECH_BASE_MS + SPEECH_WORD_MS) == (play(fast).text, play(fast).length_ms)


@pytest.mark.parametrize(
    ("item", "complaint"),
    [
        ({"type": "Video"}, "Video"),
        ({"content": "x"}, "type"),
        ({"type": "Speech"}, "content is required"),
        ({"type": "Silence"}, "duration must be a number"),
        ({"type": "Silence", "duration": "1000"}, "duration must be a number"),
        ({"type": "Silence", "duration": True}, "duration must be a number"),
        ({"type": "Audio"}, "source"),
        (say("x", contentType="SSML"), "not well-formed"),
        (say("<speak><blink/></speak>", contentType="SSML"), "blink"),
        (say("x", contentType="HTML"), "HTML"),
        (say("x", duration=1000), "only Silence takes a number"),
        ({"type": "Mixer", "items": [say("x", duration="trim")]}, "only Silence takes a number"),
        (say("x", filter=[]), "filter"),
        (say("x", when=True), "when"),
        (say("x", bind=[]), "bind"),
        ({"type": "Selector", "items": [say("x")]}, "unknown component type"),
        ({"type": "Sequencer", "data": 3, "items": [say("x")]}, "array"),
        ({"type": "Sequencer", "data": [{"a": 1}], "items": [say("x")]}, "texts or numbers"),
        (say("${data}"), r"not understood: \$\{data\}"),
        (say("${data"), r"not understood: \$\{data"),
        ({"type": "Sequencer", "data": ["x"], "items": [say("${data + 1}")]}, r"\$\{data \+ 1\}"),
        ({"type": "Sequencer", "data": ["x"], "items": [say("${data} of ${n}")]}, r"\$\{n\}"),
        (say("${payload.name}"), r"\$\{payload.name\}"),
        (silence(1000), "silence may not be the whole response"),
        ("speech", "must be an object"),
    ],
)
def test_what_a_device_would_refuse_is_refused_by_name(item, complaint):
    """Any fault fails the whole document, and the message names it."""
    with pytest.raises(DocumentError, match=complaint):
        play(item)


@pytest.mark.parametrize(
    "change",
    [
        {"type": "APL"},
        {"version": "0.8"},
        {"mainTemplate": None},
        {"resources": [{}]},
        {"compositions": {"A": {}}},
    ],
)
def test_a_document_that_is_no_apla_is_refused(change):
    """Type and version are fixed."""
    with pytest.raises(DocumentError):
        play_document({**document(say("x")), **change})
