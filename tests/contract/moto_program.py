"""
Moto's DynamoDB as a program: prints its address, and ends when its standard input does.

Moto's own command answers each request in a thread of its own and locks nothing, so that two
updates of one item may both begin with the same state. DynamoDB updates an item at a time: so
does this, because it answers one request after another.
"""

import logging
import os
import sys
import threading

from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import make_server


def end_with_standard_input():
    """Leave when whoever started this program closes the pipe, or is gone."""
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # no line for each request
    server = make_server(
        "127.0.0.1",
        0,
        DomainDispatcherApplication(create_backend_app),
        request_handler=MotoRequestHandler,
    )
    threading.Thread(target=end_with_standard_input, daemon=True).start()
    sys.stdout.write(f"http://127.0.0.1:{server.port}\n")
    sys.stdout.flush()
    server.serve_forever()
