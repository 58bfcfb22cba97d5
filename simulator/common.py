"""Errors, and the type of a JSON object, that all parts of the simulator share."""

from typing import Any, TypeAlias


class DocumentError(Exception):
    """An APLA document, or SSML, that a device would refuse; the message names the place."""


class InvalidResponseError(Exception):
    """A response that Alexa would refuse as a whole; the message says why."""


class ModelError(Exception):
    """An interaction model that the pretend Echo cannot understand rightly."""


class SimulatorError(Exception):
    """Something the person at the terminal has to put right; the message is one clear sentence."""


class EngineMissingError(SimulatorError):
    """A speech engine is not on this machine; the message says what to install."""


JsonObject: TypeAlias = dict[str, Any]
"""One decoded JSON object: a request, a response, a document."""
