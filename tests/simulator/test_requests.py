"""Requests have the shape of Alexa's, and the SDK reads them."""

import json
from datetime import UTC, date, datetime

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_core.utils import get_slot_value_v2
from ask_sdk_model import RequestEnvelope

from simulator.device.request import (
    Device,
    Session,
    envelope,
    intent_request,
    launch_request,
    runtime_error_request,
    session_ended_request,
)

AT = datetime(2026, 11, 23, 7, 30, 15, 900_000, tzinfo=UTC)
DEVICE = Device("user", "echo", application_id="amzn1.ask.skill.x", locale="en-GB")


def send(request, *, device=DEVICE, session=None):
    """Return a request as it is sent."""
    return envelope(device, session or Session("s"), request, AT)


def test_the_envelope_has_what_alexa_sends():
    """Ids, locale, time in whole seconds, where to ask for settings."""
    sent = send(launch_request(), session=Session("s", is_new=False, attributes={"a": [1]}))

    assert ("1.0", False, {"a": [1]}) == (
        sent["version"],
        sent["session"]["new"],
        sent["session"]["attributes"],
    )
    assert ("LaunchRequest", "2026-11-23T07:30:15Z", "en-GB") == (
        sent["request"]["type"],
        sent["request"]["timestamp"],
        sent["request"]["locale"],
    )
    system = sent["context"]["System"]
    assert {"AudioPlayer": {}} == system["device"]["supportedInterfaces"]
    assert "Viewport" not in sent["context"]
    assert ("user", "echo", DEVICE.api_endpoint) == (
        system["user"]["userId"],
        system["device"]["deviceId"],
        system["apiEndpoint"],
    )


def test_an_echo_show_has_a_screen():
    """Interface and viewport belong together."""
    sent = send(launch_request(), device=Device("user", "echo", has_screen=True))

    assert "Alexa.Presentation.APL" in sent["context"]["System"]["device"]["supportedInterfaces"]
    assert 1280 == sent["context"]["Viewport"]["pixelWidth"]


def test_a_custom_slot_carries_its_resolutions_twice(language):
    """In `resolutions` and in `slotValue`; empty slots have a name and no value."""
    meaning = language.understand("the calf", date(2026, 11, 23))

    slots = intent_request(meaning, "amzn1.ask.skill.x")["intent"]["slots"]

    resolutions = {
        "resolutionsPerAuthority": [
            {
                "authority": "amzn1.er-authority.echo-sdk.amzn1.ask.skill.x.EXERCISE",
                "status": {"code": "ER_SUCCESS_MATCH"},
                "values": [{"value": {"name": "calf stretch", "id": "calf"}}],
            }
        ]
    }
    assert {
        "exercise": {
            "name": "exercise",
            "value": "calf",
            "confirmationStatus": "NONE",
            "source": "USER",
            "resolutions": resolutions,
            "slotValue": {"type": "Simple", "value": "calf", "resolutions": resolutions},
        },
        "minutes": {"name": "minutes", "confirmationStatus": "NONE"},
    } == slots


@pytest.mark.parametrize(
    "request_",
    [
        launch_request(),
        session_ended_request("EXCEEDED_MAX_REPROMPTS"),
        session_ended_request("ERROR", {"type": "INVALID_RESPONSE", "message": "why"}),
        runtime_error_request("token", "what"),
    ],
    ids=lambda request: request["type"],
)
@pytest.mark.parametrize("has_screen", [False, True])
def test_the_sdk_reads_every_request(request_, has_screen):
    """Amazon's own deserialiser knows each type and each name in it."""
    sent = send(request_, device=Device("user", "echo", has_screen=has_screen))

    read = DefaultSerializer().deserialize(json.dumps(sent), RequestEnvelope)

    assert request_["type"] == read.request.object_type


def test_the_sdk_reads_the_slots(language):
    """By the new way, `slotValue`."""
    meaning = language.understand("i only have ten minutes", date(2026, 11, 23))
    sent = send(intent_request(meaning, "x"))

    read = DefaultSerializer().deserialize(json.dumps(sent), RequestEnvelope)

    class Input:
        request_envelope = read

    assert "10" == get_slot_value_v2(Input, "minutes").value


def test_each_request_has_an_id_of_its_own():
    """A repeated id is Alexa's retry, not a new request."""
    ids = {send(launch_request())["request"]["requestId"] for _ in range(3)}

    assert 3 == len(ids)
