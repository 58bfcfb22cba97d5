"""What a turn knows of the device that asks: its name, its language, whether it has a screen."""

import pytest
from ask_sdk_core.handler_input import HandlerInput

from skill.alexa.handler import _device
from skill.alexa.request_reader import read_request
from skill.coaching.reply import Device
from skill.service.telemetry import pseudonym
from tests.envelopes import DEVICE, envelope, launch

APL = {"Alexa.Presentation.APL": {"runtime": {"maxVersion": "2099.1"}, "unheard": ["of"]}}


def device_of(abilities, locale="en-GB"):
    """Return the device of a launch by a device with these abilities."""
    event = envelope({**launch(), "locale": locale})
    event["context"]["System"]["device"]["supportedInterfaces"] = abilities
    return _device(
        HandlerInput(request_envelope=read_request(event)), plays_apla=True, goes_on=True
    )


@pytest.mark.parametrize(
    ("abilities", "has_screen"),
    [
        (APL, True),
        ({"AudioPlayer": {}, **APL}, True),
        ({"Alexa.Presentation.APLT": {}}, False),
        ({}, False),
        (None, False),
        ("Alexa.Presentation.APL", False),
    ],
)
def test_a_device_has_a_screen_if_it_shows_apl(abilities, has_screen):
    """Whatever else the request says of the screen, or of other abilities."""
    assert Device(pseudonym(DEVICE), "en-GB", has_screen=has_screen) == device_of(abilities)


def test_a_device_speaks_the_language_of_the_request():
    """The narration is chosen by it."""
    assert "en-IN" == device_of({}, "en-IN").language
