"""
The permission to set reminders: how Alexa is asked to ask for it, and what came of her question.

The directive ends no session, and Alexa speaks next, in her own words. What was to be set travels
in its token, so that the answer can come in whatever session it will.
https://developer.amazon.com/en-US/docs/alexa/smapi/voice-permissions-for-reminders.html
"""

import json
from collections.abc import Mapping
from types import MappingProxyType

from ask_sdk_model import Response
from ask_sdk_model.interfaces.connections import SendRequestDirective
from ask_sdk_model.ui import AskForPermissionsConsentCard
from msgspec import ValidationError, convert

from skill.alexa.reminders import PERMISSION
from skill.alexa.request_reader import ConsentAnswer
from skill.coaching.commands import Consent, Permitted
from skill.progress.codec import plain
from skill.progress.reminders import MOST_REMINDERS, Reminder

MOST_CHARACTERS = 2048
"""Longest token that is read. Our choice: ours have some hundreds."""

_STATUS: Mapping[str, Consent] = MappingProxyType(
    {
        "ACCEPTED": Consent.ACCEPTED,
        "DENIED": Consent.DENIED,
        "NOT_ANSWERED": Consent.NOT_ANSWERED,
    }
)


def question(wanted: tuple[Reminder, ...]) -> Response:
    """Return the response that has Alexa ask whether the skill may set these reminders."""
    payload: dict[str, object] = {
        "@type": "AskForPermissionsConsentRequest",
        "@version": "1",
        "permissionScope": PERMISSION,
    }
    token = json.dumps(plain(wanted), separators=(",", ":"))
    return Response(directives=[SendRequestDirective("AskFor", payload, token)])


def permission_card() -> AskForPermissionsConsentCard:
    """Return the card of the Alexa app on which reminders are allowed."""
    return AskForPermissionsConsentCard([PERMISSION])


def permitted(answer: ConsentAnswer) -> Permitted:
    """Return what came of the question; what its token does not say is not wanted."""
    return Permitted(_STATUS.get(answer.status, Consent.NOT_ASKED), _wanted(answer.token))


def _wanted(token: str) -> tuple[Reminder, ...]:
    try:
        wanted = convert(json.loads(token[:MOST_CHARACTERS]), tuple[Reminder, ...])
    except (ValueError, ValidationError, RecursionError):
        return ()
    is_each_once = len(set(wanted)) == len(wanted) <= MOST_REMINDERS
    return wanted if is_each_once and all(each.is_possible for each in wanted) else ()
