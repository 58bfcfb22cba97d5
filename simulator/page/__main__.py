"""`python -m simulator.page`: the page alone, on loopback, for whoever works on it."""

import argparse
import contextlib
from pathlib import Path

from werkzeug.serving import make_server

from simulator.device.sound import MODELLED
from simulator.page.app import create_page_app
from simulator.rig.environment import TalkOptions
from simulator.voice.engine import NO_VOICE
from simulator.voice.speaker import voice_named


def main() -> None:
    """Serve the page until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m simulator.page")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--fast", action="store_true", help="time passes only when it is let pass")
    parser.add_argument("--voice", default=NO_VOICE, metavar="NAME")
    arguments = parser.parse_args()
    voice = MODELLED if arguments.voice == NO_VOICE else voice_named(arguments.voice)
    options = TalkOptions(arguments.data.absolute(), is_fast=arguments.fast, voice=voice)
    with create_page_app(options) as app, contextlib.suppress(KeyboardInterrupt):
        server = make_server("127.0.0.1", arguments.port, app, threaded=True)
        print(f"http://127.0.0.1:{server.port}/")
        server.serve_forever()


if __name__ == "__main__":
    main()
