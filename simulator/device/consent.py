"""
Alexa's question whether a skill may set reminders: what the skill sends, and what it gets back.

The skill sends the directive `Connections.SendRequest` with the name `AskFor`; Alexa asks the
person in her own words, and tells the skill by a `Connections.Response` request. From Amazon's page
on voice permissions for reminders:

- The question is Alexa's: "Do you give NAME permission to update your reminders? You can say I
  approve or no." Version 1 of the payload has "different speech prompts"; here it gets these, too.
- What is not understood is asked once more; then the status is NOT_ANSWERED.
- Who has given the permission before is not asked: the status is ACCEPTED.
- "The skill continues its session." Elsewhere (managing the session) the directive of a purchase
  is named as the only one that ends a session by itself.

Inferred: silence is treated as what is not understood; a response with `shouldEndSession` true ends
the session all the same, and the request then comes in a new one, without attributes; a permission
that the skill does not declare is answered with code 400. Not documented either is what a device
really does with the session, so that `Echo.forgets_session_at_consent` can play the worse case.
"""

from dataclasses import dataclass
from enum import StrEnum

from simulator.common import JsonObject
from simulator.device.reminders import REMINDERS_SCOPE

CONSENT_DIRECTIVE = "Connections.SendRequest"
"""The directive by which a skill has Alexa ask."""


class ConsentStatus(StrEnum):
    """What came of the question; the names are Amazon's."""

    ACCEPTED = "ACCEPTED"
    """The person allows it, now or before."""
    DENIED = "DENIED"
    """The person does not allow it."""
    NOT_ANSWERED = "NOT_ANSWERED"
    """There was no answer, or none that was understood."""


@dataclass(frozen=True, slots=True)
class ConsentRequest:
    """A skill wants Alexa to ask for a permission."""

    scopes: JsonObject
    """What is asked for: `permissionScope` of version 1, or `permissionScopes` of version 2."""
    token: object
    """What is to come back with the answer."""
    refusal: str = ""
    """Why Alexa does not ask; empty when she does."""

    def response(self, status: ConsentStatus) -> JsonObject:
        """
        Return the request that tells the skill what came of it.

        In version 2 Amazon's page prints the status inside the list of scopes, which is no JSON;
        public code reads it beside the list, where it is in version 1. `isCardThrown` says whether
        Alexa has sent a card by herself; here she never has.
        """
        is_refused = bool(self.refusal)
        answer = {} if is_refused else {"status": status.value, "isCardThrown": False}
        return {
            "type": "Connections.Response",
            "name": "AskFor",
            "status": {
                "code": "400" if is_refused else "200",
                "message": self.refusal or "OK",
            },
            "token": self.token,
            "payload": {**self.scopes, **answer},
        }


def read_consent_request(directive: JsonObject) -> ConsentRequest | None:
    """Return what a directive has Alexa ask for; None when it is another directive."""
    if directive.get("type") != CONSENT_DIRECTIVE or directive.get("name") != "AskFor":
        return None
    payload, token = directive.get("payload"), directive.get("token", "")
    if not isinstance(payload, dict):
        return ConsentRequest({}, token, "the payload is no object")
    if payload.get("@type") != "AskForPermissionsConsentRequest":
        return ConsentRequest({}, token, "the payload is no AskForPermissionsConsentRequest")
    match payload:
        case {"@version": "1", "permissionScope": scope}:
            scopes, names = {"permissionScope": scope}, [scope]
        case {"@version": "2", "permissionScopes": [*found]}:
            scopes = {"permissionScopes": found}
            names = [each.get("permissionScope") for each in found if isinstance(each, dict)]
        case _:
            return ConsentRequest({}, token, "the payload names no permission")
    if names != [REMINDERS_SCOPE]:
        return ConsentRequest(scopes, token, f"Alexa asks by voice for {REMINDERS_SCOPE} only")
    return ConsentRequest(scopes, token)


class ConsentQuestion:
    """A question of Alexa's that is to be asked, or is being asked."""

    def __init__(self, request: ConsentRequest, *, is_allowed: bool) -> None:
        """
        Begin.

        Args:
            request: What is asked for.
            is_allowed: Whether it was given before; then nobody is asked.
        """
        self.request = request
        """What is asked for."""
        self.status = ConsentStatus.ACCEPTED if is_allowed else None
        """What came of it; None while it is open."""
        self._was_repeated = False

    @property
    def is_open(self) -> bool:
        """Whether the person has to be asked."""
        return self.status is None and not self.request.refusal

    def hear(self, *, consents: bool | None) -> None:
        """
        Take in what the person says; without an answer it stays open for one repetition.

        Args:
            consents: Whether it is allowed; None for silence, and for what is not understood.
        """
        if consents is not None:
            self.status = ConsentStatus.ACCEPTED if consents else ConsentStatus.DENIED
        elif self._was_repeated:
            self.status = ConsentStatus.NOT_ANSWERED
        self._was_repeated = True
