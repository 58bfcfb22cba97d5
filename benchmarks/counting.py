"""
How exactly seconds are counted: the skill's own responses, spoken by several engines, measured.

Each hold is taken from the skill as it answers, once with APL for Audio and once with the SSML
fallback, and played as a device would. When a word begins is found in the samples alone. Beside
them stands what a hold would be if each number were followed by a pause of one second.

A `Speech` of APL for Audio is an utterance of its own, with the silence that the engine puts around
it. In SSML a pause stands within an utterance, right between the words: espeak-ng, which plays SSML
by itself, even leaves a tenth of a second less. Knows the skill by its JSON only.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.onsets import onsets_ms
from simulator.common import EngineMissingError, JsonObject, SimulatorError
from simulator.device.response import read_answer
from simulator.device.sound import Sound, Soundtrack
from simulator.language.english.normalisation import as_spoken
from simulator.language.english.numbers import parse_number
from simulator.voice.engine import Engine, engine_named
from simulator.voice.recording import record
from simulator.voice.speaker import Speaker

VOICES = ("espeak", "espeak:en-us+f3", "flite", "flite:rms", "hibari")
"""
Stand-ins for Alexa's voice.

Not among them are flite's kal16 and awb: their own silence before a number differs by up to a
quarter of a second from one number to the next, and no cell can mend that.
"""

FEWEST_ENGINES = 2
"""Of different make, or nothing is learned about a voice that nobody has met."""

HOLDS_SECONDS = (30, 60)

BEFORE, AFTER = "Hold.", "And relax."
"""What the coach says right before and right after a hold."""

MIDDLE = "half way"
"""What the coach says in place of the number in the middle."""

TARGET_ERROR_PERCENT = {"apla": 0.5, "ssml": 5.0}
"""How far the length of a hold may be off, by way of counting."""

TARGET_WORST_MS = 120
"""How far one count may be off its second, with APL for Audio."""

LATEST_ONSET_MS = 600
"""Where a word of a cell has to have begun; the engines' own silence is up to 0.35 s."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured of the holds of one response."""

    error_percent: float
    """How much longer or shorter than planned the worst hold is."""
    worst_ms: int
    """How far the worst count is off, when most are on their second."""
    holds: int
    """How many holds there were."""


def main() -> int:
    """Measure and print; return 0 when all targets are met."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("voices", nargs="*", default=VOICES, help=f"default: {', '.join(VOICES)}")
    engines = _engines_present(parser.parse_args().voices)
    misses = 0
    print(f"{'':18}{'hold':>6}  {'way':7}{'hold error':>12}{'worst count':>13}")
    for hold_seconds in HOLDS_SECONDS:
        ways = responses_to_compare(hold_seconds)
        for name, engine in engines.items():
            for way, response in ways.items():
                speaker = Speaker(engine, keeps_silence=way == "apla")
                track = read_answer(response, has_screen=False, voice=speaker).track
                result = measure(track, speaker, hold_seconds)
                is_met = _is_met(way, result)
                misses += not is_met
                print(
                    f"{name:18}{hold_seconds:4} s  {way:7}{result.error_percent:+10.2f} %"
                    f"{result.worst_ms:10} ms{'' if is_met else '  missed'}"
                )
    print(
        f"targets: hold {TARGET_ERROR_PERCENT['apla']} % and worst count {TARGET_WORST_MS} ms with "
        f"APLA, hold {TARGET_ERROR_PERCENT['ssml']} % with SSML"
    )
    makes = {name.partition(":")[0] for name in engines}
    if len(makes) < FEWEST_ENGINES:
        print(f"measured with {len(makes)} of at least {FEWEST_ENGINES} engines")
    return 1 if misses or len(makes) < FEWEST_ENGINES else 0


def responses_to_compare(hold_seconds: int) -> dict[str, JsonObject]:
    """Return responses that count holds of a length, by way of counting."""
    naive: JsonObject = {
        "outputSpeech": {"type": "SSML", "ssml": naive_ssml(hold_seconds)},
        "shouldEndSession": True,
    }
    return {
        "apla": hold_response(hold_seconds, "apla"),
        "ssml": hold_response(hold_seconds, "ssml"),
        "naive": {"version": "1.0", "response": naive},
    }


def hold_response(hold_seconds: int, counting: str) -> JsonObject:
    """
    Return the skill's response that counts the holds of the calf stretch.

    Args:
        hold_seconds: How long each of them is.
        counting: The skill's COUNTING, "apla" or "ssml".

    Raises:
        SimulatorError: The skill does not count where it should.
    """
    said = ["start my heel stretches", "left", f"hold for {hold_seconds} seconds"]
    said += ["the calf stretch", "ready"]
    with tempfile.TemporaryDirectory() as directory:
        talked = subprocess.run(
            [sys.executable, "-m", "tools", "talk", "--fast", "--json", "--data", directory],
            input="\n".join(said),
            env={**os.environ, "COUNTING": counting},
            capture_output=True,
            text=True,
            check=True,
        )
    lines = [json.loads(line) for line in talked.stdout.splitlines()]
    responses = [line["response"] for line in lines if line.get("response")]
    for response in responses:
        sounds = read_answer(response, has_screen=False).track.sounds
        if any(sound.text == BEFORE for sound in sounds):
            return response
    raise SimulatorError(f"The skill does not say {BEFORE!r}: {talked.stdout[-2000:]}")


def naive_ssml(hold_seconds: int) -> str:
    """Return the hold as it is written without thinking: a number, a second, a number."""
    numbers = " ".join(f'{left} <break time="1s"/>' for left in range(hold_seconds, 0, -1))
    pause = '<break time="500ms"/>'
    return f"<speak>{BEFORE} {pause} {numbers} {AFTER}</speak>"


def measure(track: Soundtrack, speaker: Speaker, hold_seconds: int) -> Result:
    """Record a soundtrack, find its words in the samples, and compare them with the seconds."""
    onsets = onsets_ms(record(track, speaker).pcm)
    errors, worst = [], 0
    for counts, end in holds_of(track.sounds):
        began = [onset_of(sound, onsets) for sound in counts]
        due = [1000 * (hold_seconds - seconds_left(sound.text, hold_seconds)) for sound in counts]
        length_ms = onset_of(end, onsets) - began[0]
        errors.append(100 * (length_ms / (1000 * hold_seconds) - 1))
        late = [at - due_at for at, due_at in zip(began, due, strict=True)]
        usual = statistics.median(late)
        worst = max(worst, *(round(abs(by - usual)) for by in late))
    return Result(max(errors, key=abs), worst, len(errors))


def holds_of(sounds: Sequence[Sound]) -> Iterator[tuple[Sequence[Sound], Sound]]:
    """Yield each hold of a soundtrack: what is counted in it, and what is said at its end."""
    starts = [at + 1 for at, sound in enumerate(sounds) if sound.text == BEFORE]
    if not starts:
        raise SimulatorError(f"Nothing says {BEFORE!r}.")
    for start in starts:
        end = next(at for at in range(start, len(sounds)) if sounds[at].text == AFTER)
        yield sounds[start:end], sounds[end]


def onset_of(sound: Sound, onsets: Sequence[int]) -> int:
    """Return when a sound is first heard, in milliseconds."""
    latest_ms = sound.start_ms + LATEST_ONSET_MS
    found = [at for at in onsets if sound.start_ms - 20 <= at <= latest_ms]
    if not found:
        raise SimulatorError(f"{sound.text!r} is not heard at {sound.start_ms} ms.")
    return found[0]


def seconds_left(text: str, hold_seconds: int) -> int:
    """Return which second of a hold is counted by a text, counted down."""
    if text == MIDDLE:
        return hold_seconds // 2
    number = parse_number(as_spoken(text).split())
    if number is None:
        raise SimulatorError(f"{text!r} is no number.")
    return number


def _engines_present(names: Iterable[str]) -> dict[str, Engine]:
    """Return the engines that are on this machine, by name; say of the others what is missing."""
    present = {}
    for name in names:
        try:
            present[name] = engine_named(name)
        except EngineMissingError as error:
            print(error)
    return present


def _is_met(way: str, result: Result) -> bool:
    if way not in TARGET_ERROR_PERCENT:
        return True
    if way == "apla" and result.worst_ms > TARGET_WORST_MS:
        return False
    return abs(result.error_percent) <= TARGET_ERROR_PERCENT[way]


if __name__ == "__main__":
    sys.exit(main())
