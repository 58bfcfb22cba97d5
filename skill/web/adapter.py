"""
flask-ask-sdk's SkillAdapter, imported without oscrypto, and our skill in the shape it asks for.

flask-ask-sdk 1.0.0 imports certvalidator 0.11.1, and that oscrypto 1.3.0, which cannot be imported
where OpenSSL's version has two digits at its end, 3.0.10 and later (wbond/oscrypto, issues 75 and
78; mended there, not released). Only the SDK's own check of certificates needs them. We have a
check of our own, so they are not imported at all; stand-ins that refuse everything take their
place meanwhile. Can go when flask-ask-sdk no longer needs certvalidator. See
``docs/adr/0009-a-verifier-of-our-own.md``.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any, NoReturn

from ask_sdk_core.skill import CustomSkill
from flask import Flask

from skill.alexa.function import SkillFunction


class NoCertificateCheck(Exception):
    """The SDK's own check of certificates was asked for; it is not there."""


class _CertificateValidator:
    def __init__(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise NoCertificateCheck("the SDK's own check of certificates is switched off")


@contextmanager
def _without_oscrypto() -> Iterator[None]:
    """Let an import of certvalidator find stand-ins, which are removed again afterwards."""
    validator, errors = ModuleType("certvalidator"), ModuleType("certvalidator.errors")
    vars(validator)["CertificateValidator"] = _CertificateValidator
    # The two that the SDK's check takes for a refusal.
    vars(errors)["PathError"] = vars(errors)["ValidationError"] = NoCertificateCheck
    stand_ins = {module.__name__: module for module in (validator, errors)}
    before = {name: sys.modules[name] for name in stand_ins if name in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]
        sys.modules.update(before)


with _without_oscrypto():
    from ask_sdk_webservice_support.verifier import AbstractVerifier, VerificationException
    from flask_ask_sdk.skill_adapter import SkillAdapter


class _Unread:
    """A serializer that leaves everything as it is: JSON is read when the verifiers are through."""

    def deserialize(self, payload: str, obj_type: object) -> str:  # noqa: ARG002 - the SDK's own
        return payload

    def serialize(self, obj: Mapping[str, Any]) -> Mapping[str, Any]:
        return obj


class _JsonSkill(CustomSkill):
    """
    A ``SkillFunction`` as the adapter wants it.

    The adapter would read a request into the SDK's classes before any verifier has seen it, and
    answer 500 where that fails. Here the text goes unread to the function, which has an answer to
    any input.
    """

    def __init__(self, function: SkillFunction) -> None:
        self.serializer = _Unread()  # type: ignore[assignment]  # the two methods the adapter calls
        self.custom_user_agent = ""  # the adapter writes its name here
        self._function = function

    def invoke(self, request_envelope: Any, context: Any) -> Any:
        """Answer a request, both as JSON."""
        return self._function(json.loads(request_envelope), context)


class _OnlyChecked(AbstractVerifier):  # type: ignore[misc]  # the SDK has no types for it
    """Refuses requests that reach the adapter without having passed our verifier."""

    def __init__(self, is_checked: Callable[[], bool]) -> None:
        self._is_checked = is_checked

    def verify(
        self,
        headers: Mapping[str, str],  # noqa: ARG002 - the SDK's own names
        serialized_request_env: str,  # noqa: ARG002
        deserialized_request_env: str,  # noqa: ARG002
    ) -> None:
        """Raise for a request that has not passed."""
        if not self._is_checked():
            raise VerificationException("this request was not checked")


def add_skill(
    app: Flask, skill: SkillFunction, skill_id: str | None, is_checked: Callable[[], bool]
) -> Callable[[], Any]:
    """
    Put a skill behind the SDK's adapter.

    Args:
        app: the application it belongs to.
        skill: what answers.
        skill_id: the name under which the application keeps the adapter.
        is_checked: tells whether the present request has passed the check; others are refused.

    Returns:
        The view: answers the present request.
    """
    # The adapter's constructor reads both settings once. Our verifier checks signature and
    # timestamp before the adapter sees a request, so the SDK's own checks are switched off.
    app.config["ASK_SDK_VERIFY_SIGNATURE"] = app.config["ASK_SDK_VERIFY_TIMESTAMP"] = False
    adapter = SkillAdapter(_JsonSkill(skill), skill_id, [_OnlyChecked(is_checked)], app)
    view: Callable[[], Any] = adapter.dispatch_request
    return view
