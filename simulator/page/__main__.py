"""`python -m simulator.page`: the page alone, on loopback, for whoever works on it."""

import argparse
import contextlib
import logging
from pathlib import Path

from werkzeug.serving import make_server

from simulator.page.app import create_page_app
from simulator.surroundings import TalkOptions

parser = argparse.ArgumentParser(prog="python -m simulator.page")
parser.add_argument("--data", type=Path, required=True, metavar="DIR")
parser.add_argument("--port", type=int, default=8080)
parser.add_argument("--fast", action="store_true")
arguments = parser.parse_args()
options = TalkOptions(arguments.data.absolute(), is_fast=arguments.fast)
with create_page_app(options) as app, contextlib.suppress(KeyboardInterrupt):
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", arguments.port, app, threaded=True)
    print(f"http://127.0.0.1:{server.port}/")
    server.serve_forever()
