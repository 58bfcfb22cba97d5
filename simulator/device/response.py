"""
The skill's response, read as strictly as Alexa reads it.

Gives what a device needs of it: sound, reprompt, what becomes of the session. A breach of Alexa's
limits makes the whole response invalid; a document that cannot be played leaves the rest alone.
"""

import json
from dataclasses import dataclass

from simulator.common import DocumentError, InvalidResponseError, JsonObject
from simulator.device.apl import APL_DIRECTIVE, Screen, read_screen
from simulator.device.apla import play_document
from simulator.device.consent import ConsentRequest, read_consent_request
from simulator.device.sound import MODELLED, Phrase, Soundtrack, Voice, spoken
from simulator.device.ssml import play_ssml

SPEECH_CHARACTERS = 8000
"""Longest outputSpeech, tags included (Alexa's best practices for text responses)."""

RESPONSE_BYTES = 24 * 1024
"""Largest response. Amazon's older texts say 24 KB, newer ones 120; the smaller holds for sure."""

SOUND_MS = 240_000
"""Longest sound of one response (Alexa Skills Kit blog of February 2021, on APL for Audio)."""

APLA_DIRECTIVE = "Alexa.Presentation.APLA.RenderDocument"
"""The directive that carries sound."""

_SCREEN_DIRECTIVES = "Alexa.Presentation.APL."
_KNOWN_DIRECTIVES = (APLA_DIRECTIVE, "Dialog.UpdateDynamicEntities")


NO_APLA = "this device does not play APL for Audio"
"""What a device that plays none says of each document."""


NO_END = "shouldEndSession is missing: what a device without a document does is undocumented"
"""What is said of a response that leaves it out while nothing is shown."""


@dataclass(frozen=True, slots=True)
class BadDocument:
    """A document that the device refuses."""

    token: str
    """The token it was sent with."""
    message: str
    """What is wrong with it."""
    is_screen: bool = False
    """Whether it is APL, for the screen; otherwise APLA, to be heard."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A response, from the device's side."""

    track: Soundtrack
    """outputSpeech, then the APLA documents, in order; last what the screen says by itself."""
    reprompt: Soundtrack | None
    """The reprompt, played when no answer comes; None when there is none."""
    should_end: bool | None
    """Whether the session closes; None where the response does not say."""
    attributes: JsonObject | None
    """What is to come back with the next request."""
    screen: Screen | None = None
    """What is to be shown from now on; None leaves the screen as it is."""
    bad_documents: tuple[BadDocument, ...] = ()
    """Documents that could not be played, with their tokens."""
    consent: ConsentRequest | None = None
    """What Alexa is to ask the person; None for nothing."""
    card_permissions: tuple[str, ...] = ()
    """What a card in the Alexa app asks for."""
    warnings: tuple[str, ...] = ()
    """What a device would put up with, but should not have to."""


def read_answer(
    response: object, *, has_screen: bool, plays_apla: bool = True, voice: Voice = MODELLED
) -> Answer:
    """
    Read a response.

    Args:
        response: What the handler returned, after a round trip through JSON.
        has_screen: Whether the device may be sent documents for a screen.
        plays_apla: Whether the device plays APL for Audio.
        voice: Who speaks, and so how long words take.

    Raises:
        InvalidResponseError: Alexa would refuse it as a whole.
    """
    whole = _part(response, "the response")
    if (size_bytes := response_bytes(whole)) > RESPONSE_BYTES:
        raise InvalidResponseError(f"it has {size_bytes} bytes, {RESPONSE_BYTES} are allowed")
    if whole.get("version") != "1.0":
        raise InvalidResponseError('its version is not "1.0"')
    body = _part(whole.get("response"), "response")
    attributes = _optional(whole.get("sessionAttributes"), "sessionAttributes")
    can = _Abilities(has_screen=has_screen, plays_apla=plays_apla)
    consent, directives = _take_consent(body)
    track, bad, warnings = _play({**body, "directives": directives}, voice, can)
    reprompt = None
    if body.get("reprompt"):
        inside = _part(body["reprompt"], "reprompt")
        reprompt, bad_too, more = _play(inside, voice, can)
        bad, warnings = bad + bad_too, warnings + more
    screen, bad_screens = _show(body, voice) if has_screen else (None, ())
    bad += bad_screens
    if screen and screen.sound:
        if track.length_ms:
            warnings += ("the screen speaks beside other sound: their order is undocumented",)
        track = _checked(track.then(screen.sound))
    should_end = body.get("shouldEndSession")
    if should_end not in (True, False, None):
        raise InvalidResponseError(f"shouldEndSession is {should_end!r}")
    if "shouldEndSession" not in body and not has_screen and consent is None:
        warnings += (NO_END,)
    return Answer(
        track=track,
        reprompt=reprompt,
        should_end=bool(should_end) if "shouldEndSession" in body else None,
        attributes=attributes,
        screen=screen,
        bad_documents=bad,
        consent=consent,
        card_permissions=_card_permissions(body.get("card")),
        warnings=warnings,
    )


def response_bytes(response: object) -> int:
    """Return how large a response is on its way, in bytes."""
    return len(json.dumps(response, separators=(",", ":"), ensure_ascii=False).encode())


def says_anything(response: object) -> bool:
    """Return whether a response holds speech, a card or directives."""
    body = response.get("response") if isinstance(response, dict) else None
    kinds = ("outputSpeech", "card", "directives", "reprompt")
    return isinstance(body, dict) and any(body.get(kind) for kind in kinds)


@dataclass(frozen=True, slots=True)
class _Abilities:
    """What the device that reads a response can do."""

    has_screen: bool
    plays_apla: bool


def _play(
    body: JsonObject, voice: Voice, can: _Abilities
) -> tuple[Soundtrack, tuple[BadDocument, ...], tuple[str, ...]]:
    """Play a response's body, or a reprompt: both have outputSpeech and directives."""
    track = _play_speech(body.get("outputSpeech"), voice)
    bad: list[BadDocument] = []
    warnings: list[str] = []
    for directive in body.get("directives") or ():
        kind = _part(directive, "a directive").get("type")
        if kind == APLA_DIRECTIVE:
            if not can.plays_apla:
                bad.append(BadDocument(str(directive.get("token", "")), NO_APLA))
                continue
            try:
                played = play_document(directive.get("document"), voice)
            except DocumentError as error:
                bad.append(BadDocument(str(directive.get("token", "")), str(error)))
            else:
                track = track.then(played)
        elif not _is_known(kind, has_screen=can.has_screen):
            warnings.append(f"the directive {kind} is nothing this device can do")
    return _checked(track), tuple(bad), tuple(warnings)


def _show(body: JsonObject, voice: Voice) -> tuple[Screen | None, tuple[BadDocument, ...]]:
    """Return what a response shows: its last document that can be shown."""
    screen, bad = None, []
    for directive in body.get("directives") or ():
        if directive.get("type") != APL_DIRECTIVE:
            continue
        try:
            screen = read_screen(directive, voice)
        except DocumentError as error:
            bad.append(BadDocument(str(directive.get("token", "")), str(error), is_screen=True))
    return screen, tuple(bad)


def _take_consent(body: JsonObject) -> tuple[ConsentRequest | None, list[JsonObject]]:
    """Return what Alexa is to ask the person, and the directives besides."""
    consent, others = None, []
    for directive in body.get("directives") or ():
        found = read_consent_request(_part(directive, "a directive"))
        consent = consent or found
        if found is None:
            others.append(directive)
    return consent, others


def _card_permissions(card: object) -> tuple[str, ...]:
    written = _optional(card, "card")
    if written is None or written.get("type") != "AskForPermissionsConsent":
        return ()
    permissions = written.get("permissions")
    if not isinstance(permissions, list) or not permissions:
        raise InvalidResponseError("its card asks for no permission")
    return tuple(map(str, permissions))


def _checked(track: Soundtrack) -> Soundtrack:
    if track.length_ms > SOUND_MS:
        raise InvalidResponseError(
            f"its sound lasts {track.length_ms / 1000:.1f} s, {SOUND_MS // 1000} s are allowed"
        )
    return track


def _is_known(kind: object, *, has_screen: bool) -> bool:
    name = str(kind)
    return name in _KNOWN_DIRECTIVES or (has_screen and name.startswith(_SCREEN_DIRECTIVES))


def _play_speech(speech: object, voice: Voice) -> Soundtrack:
    written = _optional(speech, "outputSpeech")
    if written is None:
        return Soundtrack()
    kind = written.get("type")
    text = written.get("ssml" if kind == "SSML" else "text")
    if kind not in ("SSML", "PlainText") or not isinstance(text, str):
        raise InvalidResponseError("its outputSpeech is neither SSML nor PlainText")
    if len(text) > SPEECH_CHARACTERS:
        raise InvalidResponseError(
            f"its outputSpeech has {len(text)} characters, {SPEECH_CHARACTERS} are allowed"
        )
    if kind == "PlainText":
        return spoken([Phrase(text)], voice)
    try:
        return play_ssml(text, voice)
    except DocumentError as error:
        raise InvalidResponseError(str(error)) from error


def _optional(value: object, name: str) -> JsonObject | None:
    return None if value is None else _part(value, name)


def _part(value: object, name: str) -> JsonObject:
    if not isinstance(value, dict):
        raise InvalidResponseError(f"{name} is no object")
    return value
