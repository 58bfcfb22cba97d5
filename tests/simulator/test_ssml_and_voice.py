"""SSML becomes words and pauses, and a voice takes a modelled time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.common import DocumentError
from simulator.device.sound import (
    MODELLED,
    SPEECH_BASE_MS,
    SPEECH_WORD_MS,
    Phrase,
    SoundKind,
    spoken,
)
from simulator.device.ssml import play_ssml

ONE_WORD_MS = SPEECH_BASE_MS + SPEECH_WORD_MS


@given(st.lists(st.text("abc", min_size=1), min_size=1, max_size=80))
def test_a_text_takes_less_time_than_the_slot_the_skill_plans_for_it(words):
    """Planned are 0.42 s a word and 0.6 s besides; no instruction may run out of its slot."""
    assert spoken([Phrase(" ".join(words))], MODELLED).length_ms < 420 * len(words) + 600


def test_nothing_to_say_takes_no_time():
    """An empty text is no sound."""
    assert 0 == spoken([Phrase("  ")], MODELLED).length_ms


def test_a_break_is_silence_between_two_sounds():
    """Words before and after a break are sounds of their own."""
    track = play_ssml("<speak>Thirty.<break time='4.5s'/>Twenty five.</speak>")

    assert ["Thirty.", "Twenty five."] == [sound.text for sound in track.sounds]
    assert ONE_WORD_MS + 4500 == track.sounds[1].start_ms


def test_inline_elements_do_not_tear_the_words_apart():
    """Emphasis, sentences and Amazon's own elements are spoken in one go."""
    track = play_ssml(
        "<speak><p><s>Stand <emphasis level='strong'>up</emphasis> &amp; go</s></p> "
        "<amazon:effect name='whispered'>now</amazon:effect> <sub alias='two'>2</sub></speak>"
    )

    assert ["Stand up & go now two"] == [sound.text for sound in track.sounds]


def test_audio_in_ssml_is_a_clip():
    """Its words stay on both sides."""
    track = play_ssml("<speak>a <audio src='soundbank://x/tick'/> b</speak>")

    assert [SoundKind.SPEECH, SoundKind.CLIP, SoundKind.SPEECH] == [s.kind for s in track.sounds]


@pytest.mark.parametrize(
    "ssml",
    [
        "no root",
        "<speak>open",
        "<say>x</say>",
        "<speak>a & b</speak>",
        "<speak><blink>x</blink></speak>",
        "<speak><break time='11s'/></speak>",
        "<speak><break time='3'/></speak>",
        "<speak><break strength='huge'/></speak>",
        "<speak><prosody rate='quick'>x</prosody></speak>",
        "<speak><prosody rate='10%'>x</prosody></speak>",
        "<speak><audio/></speak>",
    ],
)
def test_what_alexa_refuses_in_ssml_is_refused(ssml):
    """One fault makes the whole speech invalid."""
    with pytest.raises(DocumentError):
        play_ssml(ssml)
