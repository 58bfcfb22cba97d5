"""
How long an answer sounds and when its holds end, read from what the device is sent.

Knows APL for Audio as the skill writes it, and nothing of the skill. The voice here takes exactly
the time that is planned for it.
"""

import math
import re

MS = 1000
LISTENING_MS = 8 * MS
"""How long the microphone is open before the reprompt."""
_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r'<break time="(\d+(?:\.\d+)?)(m?s)"/>')
_RELAX = "and relax"
"""What every hold and every set ends with."""


def speech_ms(speech):
    """Return how long an ``outputSpeech`` lasts; 0 where there is none."""
    if not speech:
        return 0
    silence_ms = sum(
        float(length) * (MS if unit == "s" else 1)
        for length, unit in _BREAK.findall(speech["ssml"])
    )
    words = len(_TAG.sub(" ", speech["ssml"]).split())
    return math.ceil(0.42 * words + 0.6) * MS + int(silence_ms)


def sound_ms(response):
    """Return how long a response sounds: words first, then the count."""
    counted_ms = sum(end - start for start, end, _ in _cells(response))
    return speech_ms(response.get("outputSpeech")) + counted_ms


def ends_of_work_ms(response):
    """Return when each hold and each set is over, from the first sound of the response on."""
    before_ms = speech_ms(response.get("outputSpeech"))
    return [
        before_ms + start for start, _, text in _cells(response) if text.lower().startswith(_RELAX)
    ]


def by_itself(response):
    """Return the reprompt that counts, in the form of a response; ``None`` where it only speaks."""
    reprompt = response.get("reprompt") or {}
    return reprompt if reprompt.get("directives") else None


def then_ms(response):
    """Return when the reprompt begins, from the first sound of the response on."""
    return sound_ms(response) + LISTENING_MS


def whole_ms(response):
    """Return how long all of it sounds, with what plays by itself and the silence before it."""
    then = by_itself(response)
    return then_ms(response) + sound_ms(then) if then else sound_ms(response)


def all_ends_of_work_ms(response):
    """Return what ``ends_of_work_ms`` does, with what plays by itself."""
    then = by_itself(response)
    ends = ends_of_work_ms(response)
    return ends + [then_ms(response) + end for end in ends_of_work_ms(then)] if then else ends


def steps_of(playing):
    """Return the steps that a session says are played, with those that play by themselves."""
    return [*playing["steps"], *((playing.get("then") or {}).get("steps", ()))]


def in_short(answer):
    """Return what an answer plays and where it leaves the person, in one line."""
    session = answer.get("sessionAttributes", {}).get("session", {})
    response = answer["response"]
    playing = session.get("playing") if response.get("directives") else None
    parts = [f"{sound_ms(response) // MS} s"]
    if playing:
        parts.append("plays " + " ".join(f"{s}@{end // MS}" for s, _, end in steps_of(playing)))
    parts.append(f"status {session.get('status')}, at {session.get('at')}")
    if session.get("question"):
        parts.append(f"asks {session['question']}")
    if session.get("done"):
        parts.append(f"done {len(session['done'])}")
    if response.get("shouldEndSession"):
        parts.append("closes")
    if answer.get("sessionAttributes", {}).get("pending"):
        parts.append("pending")
    return ", ".join(parts)


def _cells(response):
    """Return start, end and words of each slot of the count."""
    at, cells = 0, []
    for directive in response.get("directives", []):
        for length, text in _slots(directive["document"]["mainTemplate"]["item"], None):
            cells.append((at, at + length, text))
            at += length
    return cells


def _slots(item, value):
    match item["type"]:
        case "Silence":
            yield item["duration"], ""
        case "Mixer":
            silence, sound = item["items"]
            length = value if silence["duration"] == "${data}" else silence["duration"]
            # A tick is an audio file: it has no words.
            yield length, _plain(sound.get("content", "").replace("${data}", str(value)))
        case "Sequencer":
            for each in item.get("data", [value]):
                for inner in item["items"]:
                    yield from _slots(inner, each)
        case other:
            raise ValueError(f"a component that the soak does not know: {other}")


def _plain(content):
    return _TAG.sub("", content).strip()
