"""Errors, and the type of a JSON object, that all parts of the simulator share."""

import json
from typing import Any, TypeAlias

import yaml


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


def why_unreadable(error: Exception) -> str:
    """Return what is wrong with a file, in words, from the error that reading it has raised."""
    match error:
        case OSError(strerror=str(said)):
            return said
        case UnicodeDecodeError():
            return "it is not UTF-8 text"
        case json.JSONDecodeError(lineno=line):
            return f"line {line} is no JSON"
        case yaml.MarkedYAMLError(problem_mark=yaml.Mark() as mark):
            return f"line {mark.line + 1} is no YAML"
        case ValueError() if str(error):
            return str(error)
        case _:
            return "it has not the form that it should have"
