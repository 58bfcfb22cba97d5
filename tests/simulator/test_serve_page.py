"""`serve --page` at a terminal: it prints its address, and opens a browser on a display."""

import contextlib
import http.client
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[2]


@contextlib.contextmanager
def at_terminal(tmp_path, *arguments, display=":0", **variables):
    """Serve the page at a pseudo-terminal; yield its address, and those that were opened."""
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> {opened}\n', encoding="utf-8")
    browser.chmod(0o755)
    outer = {
        name: value
        for name, value in os.environ.items()
        if name not in ("CI", "SSH_CONNECTION", "DISPLAY", "WAYLAND_DISPLAY")
    }
    command = [sys.executable, "-m", "tools", "serve", "--page", "--port", "0", "--voice", "none"]
    terminal, end = pty.openpty()
    with (
        os.fdopen(terminal, encoding="utf-8", newline="") as shown,
        subprocess.Popen(
            [*command, "--data", str(tmp_path / "data"), *arguments],
            cwd=ROOT,
            env=outer | {"DISPLAY": display, "BROWSER": f"{browser} %s"} | variables,
            stdin=subprocess.DEVNULL,
            stdout=end,
            stderr=subprocess.DEVNULL,
        ) as serving,
    ):
        os.close(end)
        try:
            address = re.search(r"The pretend Echo is at (\S+)", shown.readline())[1]
            # It answers once it is done with the browser.
            connection = http.client.HTTPConnection(urlsplit(address).netloc)
            connection.request("GET", "/")
            assert 200 == connection.getresponse().status
            connection.close()
            yield address, opened.read_text(encoding="utf-8").split() if opened.exists() else []
        finally:
            serving.terminate()


def test_a_browser_is_opened_where_there_is_a_display(tmp_path):
    """At the address that is printed."""
    with at_terminal(tmp_path) as (address, opened):
        assert [address] == opened


@pytest.mark.parametrize(
    ("arguments", "variables"),
    [
        (["--no-browser"], {}),
        ([], {"display": ""}),
        ([], {"CI": "true"}),
        ([], {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}),
    ],
)
def test_no_browser_is_opened_where_nobody_would_see_it(tmp_path, arguments, variables):
    """The address is printed all the same."""
    with at_terminal(tmp_path, *arguments, **variables) as (_, opened):
        assert [] == opened
