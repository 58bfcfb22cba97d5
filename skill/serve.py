"""
`heel-stretches serve`: the skill as a web service, as the environment configures it.

`python -m skill.serve` is the same for requests of Alexa's only, and needs nothing installed but
requirements/web.txt.

``build_app`` and ``listen`` are for whoever wants pages of their own beside it, or certificates.
"""

import argparse
import errno
import logging
import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from skill.bootstrap import build_configured, configured_store
from skill.config import Configuration, ConfigurationError
from skill.web.app import THIS_MACHINE, create_app
from skill.web.certificate_fetch import HttpFetch
from skill.web.certificates import SigningKeys, trusted_roots
from skill.web.health import StoreHealth
from skill.web.server import open_server, port_of, run
from skill.web.verifier import RequestVerifier

if TYPE_CHECKING:
    from flask import Flask

HOST, PORT = "127.0.0.1", 8080
"""The default address."""

HOSTS_WITHOUT_VERIFYING = THIS_MACHINE
"""Where it may take requests that Alexa has not signed."""

MOST_PORT = 65535
"""The highest port of TCP."""

_NOT_TO_BE_HAD = {
    errno.EADDRINUSE: "another program listens there; give another --port",
    errno.EACCES: "this user may not; ports below 1024 are for the system's own programs",
    errno.EADDRNOTAVAIL: "this machine has no such address",
}
"""Why not, by the system's number of an error."""

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def main(environ: Mapping[str, str], *, host: str, port: int, verify: bool) -> int:
    """
    Serve until the process is asked to end.

    Args:
        environ: what `skill.config` reads, and where AWS is, as boto3 reads it.
        host: the name or address to listen at.
        port: 0 takes a free one.
        verify: whether requests have to be Alexa's.

    Returns:
        The exit status: 0, 1 when something has to be put right, 2 when that was asked for which is
        not to be had.
    """
    if not verify and host not in HOSTS_WITHOUT_VERIFYING:
        hosts = " or ".join(HOSTS_WITHOUT_VERIFYING)
        return _complain(f"--no-verify is for this machine alone: {hosts}, not {host}", 2)
    logging.basicConfig(format=LOG_FORMAT, level=logging.INFO)
    try:
        app = build_app(environ, alexas_verifier() if verify else None)
    except ConfigurationError as error:
        return _complain(str(error), 1)
    return listen(app, host, port)


def build_app(environ: Mapping[str, str], verifier: RequestVerifier | None) -> "Flask":
    """
    Return the application that the environment configures, on DynamoDB.

    Args:
        environ: as above.
        verifier: refuses requests that are not Alexa's; ``None`` takes all.

    Raises:
        ConfigurationError: naming the variable that is missing or wrong.
    """
    configuration = Configuration.from_env(environ)
    if verifier is not None and configuration.skill_id is None:
        raise ConfigurationError("SKILL_ID is not set: the application id to accept requests for")
    store = configured_store(configuration)
    health = StoreHealth(store)
    # Also because boto3 must not make its client in several threads at a time.
    health.is_reachable()
    return create_app(
        build_configured(configuration, store),
        health,
        verifier,
        skill_id=configuration.skill_id,
    )


def alexas_verifier() -> RequestVerifier:
    """Return what checks that requests are Alexa's, by the roots that browsers trust."""
    return RequestVerifier(SigningKeys(HttpFetch(), trusted_roots()))


def listen(
    app: "Flask", host: str, port: int, ready: Callable[[int], None] = lambda _: None
) -> int:
    """
    Answer requests until the process is asked to end.

    Args:
        app: what answers.
        host: the name or address to listen at.
        port: 0 takes a free one.
        ready: called with the port, once a browser may ask.

    Returns:
        The exit status, as of `main`.
    """
    if not 0 <= port <= MOST_PORT:  # the system would take the rest of a division
        return _complain(f"--port is {port}; a number from 0 to {MOST_PORT}", 2)
    try:
        server = open_server(app, host, port)
    except OSError as error:
        why = _NOT_TO_BE_HAD.get(error.errno or 0, error.strerror)
        return _complain(f"cannot listen at {host}, port {port}: {why}", 1)
    except ValueError:
        return _complain(f"cannot listen at {host}: there is no such host", 1)
    server.print_listen("listening at http://{}:{}")
    ready(port_of(server))
    run(server)
    return 0


def _complain(text: str, status: int) -> int:
    print(f"heel-stretches serve: {text}.", file=sys.stderr)
    return status


def _program() -> int:
    parser = argparse.ArgumentParser(description="Run the skill as a web service.")
    parser.add_argument("--port", type=int, default=PORT, help="default: %(default)s")
    parser.add_argument("--host", default=HOST, help="default: %(default)s, this machine only")
    arguments = parser.parse_args()
    return main(os.environ, host=arguments.host, port=arguments.port, verify=True)


if __name__ == "__main__":
    sys.exit(_program())
