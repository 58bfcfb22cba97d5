"""
A reply as the response that Alexa plays.

``shouldEndSession`` is said in every one of them, but where a document on the screen carries on,
and where Alexa is to ask for a permission: only without it the session stays open with the
microphone shut.
"""

import json
from collections.abc import Mapping
from enum import Enum
from typing import Any

from ask_sdk_model import Response, ResponseEnvelope
from ask_sdk_model.interfaces.alexa.presentation.apl import (
    RenderDocumentDirective as ShowDocumentDirective,
)
from ask_sdk_model.interfaces.alexa.presentation.apla import RenderDocumentDirective
from ask_sdk_model.ui import Reprompt as SpokenReprompt
from ask_sdk_model.ui import SsmlOutputSpeech

from skill.alexa.cards import card_of
from skill.alexa.consent import permission_card, question
from skill.coaching.reply import Device, Ending, Reply, Reprompt
from skill.routine.cues import MS
from skill.routine.message import Narration
from skill.screen.document import SOUND, datasources_of, document_of
from skill.screen.scene import scene_of
from skill.screen.viewport import Viewport
from skill.speech.apla import apla_document
from skill.speech.ssml import speech, timeline_speech

THEN = "-then"
"""Ends the token of the document in a reprompt."""


MOST_BYTES = 23 * 1024
"""Longest response that has a document, session attributes included: Alexa's older limit of 24 KB,
less what belongs to the whole answer beside them.
https://developer.amazon.com/en-US/docs/alexa/custom-skills/request-and-response-json-reference.html"""


def response_of(
    reply: Reply,
    narration: Narration,
    device: Device,
    viewport: Viewport | None = None,
    pictures: str | None = None,
) -> Response:
    """
    Return the response for a reply.

    Args:
        reply: what the coach answers.
        narration: turns messages into words.
        device: whether it plays APL for Audio; otherwise the count is sent as SSML.
        viewport: the screen that a document is for; ``None`` for no document. Without one, what a
            document would have played is sent as to a speaker.
        pictures: address under which the pictures of cards are published; ``None`` for no pictures.
    """
    if reply.asks_to_remind:
        return question(reply.asks_to_remind)
    if viewport is not None and reply.ending is Ending.CARRY_ON:
        return Response(directives=[_document(reply, narration, viewport)])
    response = Response(should_end_session=reply.ending is Ending.CLOSE)
    words = [narration(each) for each in reply.say]
    if reply.timeline is not None and not device.plays_apla:
        response.output_speech = SsmlOutputSpeech(
            ssml=timeline_speech(reply.timeline, narration, before=words)
        )
    elif words:
        response.output_speech = SsmlOutputSpeech(ssml=speech(words))
    if reply.timeline is not None and device.plays_apla:
        document = apla_document(reply.timeline)
        response.directives = [RenderDocumentDirective(reply.segment_id, document)]
    if viewport is not None:
        # First the picture, then the sound.
        shown = _document(reply, narration, viewport)
        response.directives = [shown, *(response.directives or ())]
    if reply.reprompt is not None and reply.ending is Ending.LISTEN:
        response.reprompt = _reprompt(reply, reply.reprompt, narration, device)
    if reply.card is not None:
        response.card = card_of(reply.card, narration, pictures)
    if reply.shows_permission:
        response.card = permission_card()
    return response


def fits(response: Response, attributes: Mapping[str, Any]) -> bool:
    """Return whether a response is short enough, with the session attributes that go with it."""
    written = json.dumps(_written(response)), json.dumps(attributes)
    return sum(map(len, written)) <= MOST_BYTES


def empty_response() -> Response:
    """Return the empty response, to requests whose answer Alexa does not speak."""
    return Response()


def said(words: str, *, listen: bool) -> Response:
    """Return a response of words alone."""
    spoken = SsmlOutputSpeech(ssml=speech([words]))
    reprompt = SpokenReprompt(output_speech=spoken) if listen else None
    return Response(output_speech=spoken, reprompt=reprompt, should_end_session=not listen)


def write_response(envelope: ResponseEnvelope) -> dict[str, Any]:
    """
    Return the JSON of a response; documents and attributes in it have to be JSON.

    As the SDK's ``DefaultSerializer`` (ask-sdk-core 1.19.0), which copies all JSON piece by piece,
    session attributes and counts included; a test compares the two.
    """
    written: dict[str, Any] = _written(envelope)
    return written


def _written(value: Any) -> Any:
    types = getattr(value, "deserialized_types", None)
    if types is None:
        return value.value if isinstance(value, Enum) else _written_list(value)
    keys: dict[str, str] = value.attribute_map
    return {
        keys.get(name, name): _written(attribute)
        for name in types
        if (attribute := getattr(value, name)) is not None
    }


def _written_list(value: Any) -> Any:
    """Return lists with their objects written: directives are one; JSON stays as it is."""
    return [_written(each) for each in value] if isinstance(value, list) else value


def _document(reply: Reply, narration: Narration, viewport: Viewport) -> ShowDocumentDirective:
    """Return what the screen is sent; where that carries on, with the sound that it plays."""
    carries_on = reply.ending is Ending.CARRY_ON
    document = document_of(scene_of(reply, narration), viewport, carries_on=carries_on)
    shown = ShowDocumentDirective(reply.segment_id, document)
    if carries_on and reply.timeline is not None:
        shown.datasources = datasources_of()
        shown.sources = {SOUND: apla_document(reply.timeline)}
    return shown


def _reprompt(
    reply: Reply, reprompt: Reprompt, narration: Narration, device: Device
) -> SpokenReprompt:
    if reprompt.timeline is not None and device.plays_apla:
        document = apla_document(reprompt.timeline)
        token = f"{reply.segment_id}{THEN}"
        return SpokenReprompt(directives=[RenderDocumentDirective(token, document)])
    if reprompt.timeline is not None:
        plain = timeline_speech(reprompt.timeline, narration)
        return SpokenReprompt(output_speech=SsmlOutputSpeech(ssml=plain))
    words = [narration(each) for each in reprompt.words]
    ssml = speech(words, silence_ms=reprompt.silence_seconds * MS)
    return SpokenReprompt(output_speech=SsmlOutputSpeech(ssml=ssml))
