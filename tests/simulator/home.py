"""A room with a pretend Echo, a skill that answers from a table, and a browser."""

import json

from flask import Flask

from simulator.page.app import page_blueprint

ORIGIN = {"Origin": "http://localhost"}
PATIENCE_SECONDS = 10


class Home:
    """A room, a skill that answers from a table, and a browser."""

    def __init__(self, room, skill, clock):
        """Join the room's page to an application of its own."""
        self.room, self.skill, self.clock = room, skill, clock
        app = Flask("home", static_folder=None)
        app.register_blueprint(page_blueprint(room))
        self.browser = app.test_client()

    def get(self, path, **details):
        """Load an address, whole."""
        return self.browser.get(path, buffered=True, **details)

    def post(self, what, **details):
        """Wish something, as the page does."""
        return self.browser.post(f"/echo/{what}", json=details, headers=ORIGIN)

    def wait_for(self, kind, *, many=1):
        """Return the journal once it has so many entries of a kind."""
        seen = 0
        while True:
            entries = self.room.event_log.after(0)
            if sum(entry["kind"] == kind for entry in entries) >= many:
                return entries
            assert len(entries) >= seen
            seen = len(entries)
            assert self.room.event_log.wait_after(seen, PATIENCE_SECONDS), f"no {kind} came"

    def events(self, *, until="present", last_event_id=""):
        """Return (event, id, data) of the stream, up to one of this event or kind."""
        headers = {"Last-Event-ID": last_event_id}
        stream = self.browser.get("/echo/events", headers=headers)
        found = []
        for block in stream.iter_encoded():
            fields = dict(line.split(": ", 1) for line in block.decode().split("\n") if line)
            data = json.loads(fields["data"])
            found.append((fields.get("event", "message"), fields.get("id", ""), data))
            if until in (found[-1][0], data.get("kind")):
                break
        stream.close()
        return found


def kinds(entries):
    """Return what kinds of entries there are, in order."""
    return [entry["kind"] for entry in entries]
