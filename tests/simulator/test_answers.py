"""Responses are read as strictly as Alexa reads them."""

import pytest

from simulator.common import InvalidResponseError
from simulator.device.response import RESPONSE_BYTES, SPEECH_CHARACTERS, read_answer
from tests.simulator.fakes import count, sound, speech


def read(response, *, has_screen=False):
    """Read a response on a speaker, or on a device with a screen."""
    return read_answer(response, has_screen=has_screen)


def test_output_speech_comes_before_the_document():
    """Never together, whatever the order in the JSON."""
    response = sound(count(2))
    response["response"]["outputSpeech"] = {"type": "SSML", "ssml": "<speak>Go</speak>"}

    assert ["Go", "2", "1"] == [heard.text for heard in read(response).track.sounds]


def test_several_documents_are_played_one_after_another():
    """In the order of the directives."""
    response = sound(count(2))
    response["response"]["directives"] *= 2

    assert (4000, "2 1 2 1") == (read(response).track.length_ms, read(response).track.text)


def test_a_bad_document_leaves_the_rest_alone():
    """The speech is played; the fault is kept with the document's token."""
    response = sound({"type": "Video"})
    response["response"]["outputSpeech"] = {"type": "PlainText", "text": "Go"}

    answer = read(response)

    assert ("Go", ["segment"]) == (answer.track.text, [bad.token for bad in answer.bad_documents])


def test_a_reprompt_may_have_a_document():
    """It is played as the response itself."""
    response = speech("Ready?")
    response["response"]["reprompt"] = {"directives": sound(count(3))["response"]["directives"]}

    assert 3000 == read(response).reprompt.length_ms


def test_a_missing_flag_is_warned_of():
    """What a device does without shouldEndSession is undocumented."""
    response = speech("Hm")
    del response["response"]["shouldEndSession"]

    answer = read(response)

    assert answer.should_end is None
    assert "shouldEndSession is missing" in answer.warnings[0]


def test_a_directive_for_a_screen_needs_one():
    """A speaker cannot show anything."""
    response = speech("Hm")
    response["response"]["directives"] = [{"type": "Alexa.Presentation.APL.RenderDocument"}]

    assert [1, 0] == [len(read(response, has_screen=screen).warnings) for screen in (False, True)]


def with_body(**body):
    """Return a response with parts of its body changed."""
    return {"version": "1.0", "response": {"shouldEndSession": True, **body}}


@pytest.mark.parametrize(
    ("response", "complaint"),
    [
        (None, "no object"),
        ([], "no object"),
        ({}, "version"),
        ({"version": "1.0"}, "response is no object"),
        ({**with_body(), "sessionAttributes": []}, "sessionAttributes"),
        (with_body(outputSpeech={"type": "Text", "text": "x"}), "neither SSML nor PlainText"),
        (with_body(outputSpeech={"type": "SSML", "ssml": "x"}), "not well-formed"),
        (with_body(directives=["x"]), "no object"),
        (with_body(shouldEndSession="yes"), "shouldEndSession"),
        (speech("x" * (SPEECH_CHARACTERS + 1)), "8001 characters"),
        (speech("x", attributes={"a": "x" * RESPONSE_BYTES}), "bytes"),
        (sound(count(241)), "241.0 s"),
    ],
)
def test_what_alexa_refuses_as_a_whole_is_refused(response, complaint):
    """Each limit and each wrong type has its own sentence."""
    with pytest.raises(InvalidResponseError, match=complaint):
        read(response)


def test_exactly_at_the_limits_a_response_is_good():
    """8,000 characters and 240 s."""
    assert 240_000 == read(sound(count(240))).track.length_ms
    assert read(speech("x" * SPEECH_CHARACTERS)).track.sounds
