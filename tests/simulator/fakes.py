"""A small skill, a small model and a small Echo for the simulator's own tests."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from simulator.device.clock import VirtualClock
from simulator.device.echo import Echo
from simulator.device.reminders import REMINDERS_SCOPE
from simulator.device.request import Device
from simulator.device.sound import MODELLED

MONDAY = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
"""When every talk in these tests begins."""

BUILT_INS = ("Help", "Stop", "Cancel", "Fallback", "Yes", "No", "Next", "Pause", "Resume")

MODEL = {
    "interactionModel": {
        "languageModel": {
            "invocationName": "my heel stretches",
            "intents": [
                *({"name": f"AMAZON.{name}Intent", "samples": []} for name in BUILT_INS),
                {
                    "name": "StartIntent",
                    "slots": [
                        {"name": "exercise", "type": "EXERCISE"},
                        {"name": "minutes", "type": "AMAZON.NUMBER"},
                    ],
                    "samples": [
                        "do the {exercise}",
                        "the {exercise}",
                        "{exercise}",
                        "{exercise}'s turn",
                        "i only have {minutes} minutes",
                        "that's the one",
                    ],
                },
                {
                    "name": "ProgressIntent",
                    "slots": [{"name": "date", "type": "AMAZON.DATE"}],
                    "samples": ["what did i do {date}", "what i did {date}", "what did i do"],
                },
                {
                    "name": "HoldIntent",
                    "slots": [{"name": "duration", "type": "AMAZON.DURATION"}],
                    "samples": ["hold for {duration}", "hold {duration}"],
                },
                {
                    "name": "RemindIntent",
                    "slots": [{"name": "time", "type": "AMAZON.TIME"}],
                    "samples": ["remind me at {time}"],
                },
                {"name": "ReadyIntent", "samples": ["okay", "ready", "i'm ready"]},
            ],
            "types": [
                {
                    "name": "EXERCISE",
                    "values": [
                        {
                            "id": "calf",
                            "name": {
                                "value": "calf stretch",
                                "synonyms": ["calf", "Runner's stretch", "exercise one"],
                            },
                        },
                        {"id": "raises", "name": {"value": "raises", "synonyms": ["toe lift"]}},
                        {"id": "rocks", "name": {"value": "rocks", "synonyms": ["toe lift"]}},
                    ],
                }
            ],
        }
    }
}


EMPTY = {"version": "1.0", "response": {}}
"""A response that says nothing, shows nothing, and keeps what is there."""


def speech(text, *, end=False, reprompt=None, attributes=None):
    """Return a response that says a text."""
    body = {"outputSpeech": {"type": "PlainText", "text": text}, "shouldEndSession": end}
    if reprompt:
        body["reprompt"] = {"outputSpeech": {"type": "PlainText", "text": reprompt}}
    return {"version": "1.0", "sessionAttributes": attributes or {}, "response": body}


def count(length, *, slot_ms=1000):
    """Return a count of trimmed cells, from `length` down to one."""
    return {
        "type": "Sequencer",
        "data": list(range(length, 0, -1)),
        "items": [
            {
                "type": "Mixer",
                "items": [
                    {"type": "Silence", "duration": slot_ms},
                    {"type": "Speech", "content": "${data}", "duration": "trimToParent"},
                ],
            }
        ],
    }


def document(*items):
    """Return an APLA document that plays items one after another."""
    template = {"parameters": ["payload"], "item": {"type": "Sequencer", "items": list(items)}}
    return {"type": "APLA", "version": "0.91", "mainTemplate": template}


def sound(*items, end=False, **kwargs):
    """Return a response that plays components, after no speech."""
    response = speech("", end=end, **kwargs)
    del response["response"]["outputSpeech"]
    response["response"]["directives"] = [
        {
            "type": "Alexa.Presentation.APLA.RenderDocument",
            "token": "segment",
            "document": document(*items),
        }
    ]
    return response


SCREEN = {
    "type": "APL",
    "version": "1.8",
    "onMount": [
        {
            "type": "Sequential",
            "sequencer": "voice",
            "screenLock": True,
            "commands": [
                {
                    "type": "SetValue",
                    "componentId": "root",
                    "property": "t0",
                    "value": "${elapsedTime}",
                },
                {"type": "SpeakItem", "componentId": "voice"},
                {"type": "SetValue", "componentId": "root", "property": "t0", "value": -1},
                {"type": "SendEvent", "arguments": ["over", "${payload.sound.properties.name}"]},
            ],
        }
    ],
    "graphics": {
        "ring": {
            "type": "AVG",
            "version": "1.1",
            "width": 100,
            "height": 100,
            "parameters": [{"name": "share", "type": "number", "default": 1}],
            "items": [
                {
                    "type": "path",
                    "pathData": "M50 4 A46 46 0 1 1 49.9 4",
                    "pathLength": 100,
                    "strokeDashArray": [100],
                    "strokeDashOffset": "${100 - 100 * share}",
                    "stroke": "#f2a57f",
                    "strokeWidth": 6,
                    "fill": "transparent",
                }
            ],
        }
    },
    "mainTemplate": {
        "parameters": ["payload"],
        "items": [
            {
                "type": "Container",
                "id": "root",
                "width": "100vw",
                "height": "100vh",
                "alignItems": "center",
                "justifyContent": "center",
                "bind": [
                    {"name": "t0", "type": "number", "value": -1},
                    {"name": "second", "type": "number", "value": 0},
                ],
                "handleTick": [
                    {
                        "minimumDelay": 50,
                        "when": "${t0 >= 0}",
                        "commands": [
                            {
                                "type": "SetValue",
                                "property": "second",
                                "value": "${Math.floor((elapsedTime - t0) / 1000)}",
                            }
                        ],
                    }
                ],
                "items": [
                    {"type": "Text", "text": "${second}", "color": "white", "fontSize": 80},
                    {
                        "type": "VectorGraphic",
                        "source": "ring",
                        "width": 150,
                        "height": 150,
                        "scale": "best-fit",
                        "share": "${1 - second / 10}",
                    },
                    {
                        "type": "TouchWrapper",
                        "width": 300,
                        "height": 120,
                        "onPress": [
                            {
                                "type": "SendEvent",
                                "sequencer": "touch",
                                "arguments": ["say", "pause"],
                            }
                        ],
                        "items": [{"type": "Text", "text": "Pause", "color": "white"}],
                    },
                    {
                        "type": "Text",
                        "id": "voice",
                        "text": "",
                        "width": 1,
                        "height": 1,
                        "speech": "${payload.sound.properties.voice.url}",
                    },
                ],
            }
        ],
    },
}
"""A document with a count by the document's own clock, a ring, a touch target, and a sound."""


def screen(*items, name="one"):
    """Return a response whose document plays components, and then sends ["over", name]."""
    directive = {
        "type": "Alexa.Presentation.APL.RenderDocument",
        "token": name,
        "document": SCREEN,
        "sources": {"said": document(*items)},
        "datasources": {
            "sound": {
                "type": "object",
                "properties": {"name": name},
                "transformers": [
                    {"transformer": "aplAudioToSpeech", "template": "said", "outputName": "voice"}
                ],
            }
        },
    }
    return {"version": "1.0", "sessionAttributes": {}, "response": {"directives": [directive]}}


def consent(*, text="", version="2", scope=REMINDERS_SCOPE, end=None, attributes=None):
    """Return a response that has Alexa ask for a permission; it need not say whether it ends."""
    level = {"permissionScope": scope, "consentLevel": "ACCOUNT"}
    scopes = {"permissionScope": scope} if version == "1" else {"permissionScopes": [level]}
    payload = {"@type": "AskForPermissionsConsentRequest", "@version": version, **scopes}
    response = speech(text, end=end, attributes=attributes)
    if end is None:
        del response["response"]["shouldEndSession"]
    response["response"]["directives"] = [
        {"type": "Connections.SendRequest", "name": "AskFor", "payload": payload, "token": "mine"}
    ]
    return response


def reminder(text="Time for your heels.", *, at="2026-11-24T07:30:00.000", **recurrence):
    """Return what a skill sends to be reminded: once, or by recurrence rules."""
    trigger = {"type": "SCHEDULED_ABSOLUTE", "timeZoneId": "Europe/Oslo"}
    trigger |= {"recurrence": recurrence} if recurrence else {"scheduledTime": at}
    return {
        "requestTime": "2026-11-23T07:30:00.000",
        "trigger": trigger,
        "alertInfo": {"spokenInfo": {"content": [{"locale": "en-US", "text": text}]}},
        "pushNotification": {"status": "ENABLED"},
    }


class FakeSkill:
    """Answers by a table of request type or intent; remembers every request."""

    def __init__(self, **answers):
        """Answer with a response, or with what a function of the request returns."""
        self.answers = answers
        self.requests = []

    def __call__(self, event, _context):
        """Answer as a Lambda function."""
        self.requests.append(event)
        request = event["request"]
        name = request.get("intent", {}).get("name") or request["type"]
        answer = self.answers.get(name.rpartition(".")[2], speech("Hm?"))
        worded = ("LaunchRequest", "IntentRequest", "Connections.Response")
        is_wordless = request["type"] not in worded
        if is_wordless and not name.endswith("UserEvent"):
            answer = EMPTY
        return answer(event) if callable(answer) else answer

    @property
    def types(self):
        """The types of all requests, in order."""
        return [event["request"]["type"] for event in self.requests]


def make_echo(skill, language, *, clock=None, voice=MODELLED, reminders=None, **device):
    """Return an Echo with a virtual clock, and the list in which its events arrive."""
    clock = clock or VirtualClock(MONDAY)
    device = Device("user", "echo", **device)
    echo = Echo(skill, language, device, clock, ZoneInfo("Europe/Oslo"), voice, reminders)
    events = []
    echo.subscribe(events.append)
    return echo, events


def of_type(events, kind):
    """Return the events of one kind."""
    return [event for event in events if isinstance(event, kind)]
