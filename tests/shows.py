"""Somebody in front of an Echo Show, who talks to the skill through its documents and by voice."""

from datetime import UTC, datetime, timedelta

from tests.envelopes import Caller, event

SHOW = "Alexa.Presentation.APL.RenderDocument"
PLAY = "Alexa.Presentation.APLA.RenderDocument"

LATENCY_SECONDS = 2
"""From a request to the first sound of its document. Our choice: a slow one."""


class Show(Caller):
    """An Echo Show: its document plays the sound, and asks for what comes next."""

    def __init__(self, store, **configuration):
        """Have a screen."""
        super().__init__(store, has_screen=True, **configuration)
        self.shown = ""
        """Id of the answer that is shown."""

    def send(self, request, *, after=0):
        """Send a request; what the response shows stays until something else is shown."""
        response = super().send(request, after=after)
        if SHOW in self.directives:
            self.shown = self.directives[SHOW]["token"]
        return response

    @property
    def response(self):
        """The last response."""
        return self.answer["response"]

    @property
    def directives(self):
        """Directives of the last response by their type."""
        return {each["type"]: each for each in self.response.get("directives", ())}

    @property
    def is_carrying_on(self):
        """Whether a document plays the sound, and the microphone is shut."""
        return "sources" in self.directives.get(SHOW, {})

    @property
    def sound(self):
        """All the words of the sound that a document plays."""
        return " ".join(_contents(self.directives[SHOW]["sources"]))

    @property
    def playing(self):
        """What the session says is playing."""
        return self.attributes.get("session", {}).get("playing")

    @property
    def seconds_left(self):
        """How long the sound still lasts, as it began at once."""
        ends_at = self.playing["started_at_ms"] + self.playing["sound_ms"]
        return (datetime.fromtimestamp(ends_at / 1000, UTC) - self.at) / timedelta(seconds=1)

    def plays_out(self):
        """Let the sound play to its end: the document asks for what comes next."""
        return self.over(self.shown, after=self.seconds_left + LATENCY_SECONDS)

    def over(self, segment_id, *, after=0):
        """Let a document say that its segment is over."""
        return self.send(event("over", segment_id), after=after)

    def touch(self, name, *, after=2, screen=None):
        """Touch what is shown, or was shown by an earlier answer."""
        return self.send(event("say", name, screen or self.shown), after=after)


def _contents(part):
    """Yield the words of an APLA document, in order."""
    if isinstance(part, dict):
        for name, value in part.items():
            if name == "content":
                yield value
            else:
                yield from _contents(value)
    elif isinstance(part, list):
        for each in part:
            yield from _contents(each)
