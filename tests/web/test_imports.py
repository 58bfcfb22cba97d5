"""The web service can be imported wherever OpenSSL is, without a warning."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

# The SDK's plain docstrings have "\_" in them: seen when a module is compiled (pyproject.toml).
STRICT = ["-W", "error", "-W", "ignore:invalid escape", "-W", 'ignore:"\\']


def run(code):
    """Return what a program of its own prints."""
    done = subprocess.run(
        [sys.executable, *STRICT, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (0, "") == (done.returncode, done.stderr)
    return done.stdout.strip()


def test_what_the_sdk_asks_for_and_does_not_need_is_not_imported():
    """Also when the roots are read and an application is made."""
    code = """
import logging, sys
from skill.serve import alexas_verifier, build_app
environ = dict(PROGRESS_TABLE="none", SKILL_ID="amzn1.ask.skill.x")
logging.disable()  # there is no store
app = build_app(environ, alexas_verifier())
print([rule.rule for rule in app.url_map.iter_rules()])
print({"oscrypto", "certvalidator", "freezegun"} & {name.split(".")[0] for name in sys.modules})
"""
    assert "['/alexa', '/healthz']\nset()" == run(code)


def test_the_stand_ins_leave_what_was_there():
    """Whoever has certvalidator keeps it."""
    code = """
import sys, types
sys.modules["certvalidator"] = theirs = types.ModuleType("certvalidator")
import skill.web.adapter
print(sys.modules["certvalidator"] is theirs, "certvalidator.errors" in sys.modules)
"""
    assert "True False" == run(code)


def test_the_sdks_own_check_refuses_everything():
    """Should somebody switch it on: a request too few is better than one too many."""
    code = """
import skill.web.adapter
from ask_sdk_webservice_support import verifier
verifier_ = verifier.RequestVerifier()
try:
    verifier_._validate_cert_chain(
        b"-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----\\n"
    )
except verifier.VerificationException as error:
    print(error)
"""
    assert "Certificate chain is not valid" in run(code)


def test_the_pretend_echo_comes_without_a_web_server():
    """`heel-stretches talk` starts as quickly as before."""
    assert "False" == run("import sys, tools.cli; print('flask' in sys.modules)")


def test_a_host_comes_without_the_pretend_echo():
    """requirements/web.txt is all it needs."""
    code = """
import sys, skill.serve
print([m for m in ("simulator", "hassil", "rich", "platformdirs") if m in sys.modules])
"""
    assert "[]" == run(code)


def test_lambda_comes_without_a_web_server():
    """The function's package has none of it."""
    code = """
import sys, skill.bootstrap
print([m for m in ("flask", "cryptography", "waitress") if m in sys.modules])
"""
    assert "[]" == run(code)
