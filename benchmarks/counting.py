"""
How exactly seconds are counted: the skill's own responses, spoken by several engines, measured.

Each hold is taken from the skill as it answers, once with APL for Audio and once with the SSML
fallback, and played as a device would. When a word begins is found in the samples alone. Beside
them stands what a hold would be if each number were followed by a pause of one second. Holds with a
coach's cues are taken from somebody who has done the exercise before, on as many days as it has
cues; of a cue it is also measured whether the voice ends it before its seconds are over.

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

from benchmarks.onsets import audible_ms, onsets_ms
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


@dataclass(frozen=True, slots=True)
class Case:
    """Holds that are measured, and the way to them."""

    name: str
    """What is printed."""
    exercise: str
    """What is asked for."""
    hold_seconds: int
    """How long each hold is."""
    coached_days: int = 0
    """On how many days it is taken with cues; 0 for a first visit, which counts every second."""


CASES = (
    Case("every second", "calf stretch", 30),
    Case("every second", "calf stretch", 60),
    Case("with cues", "calf stretch", 30, coached_days=9),
    Case("with cues", "calf stretch", 60, coached_days=9),
    Case("in breaths", "hamstring stretch", 30, coached_days=5),
)
"""With one set of the calf stretch and two of the other, so many days have all of their cues."""

TIMES_BEFORE = 2
"""How often an exercise is done before it is counted with cues."""

BEFORE, AFTER = "Hold.", "And relax."
"""What the coach says right before and right after a hold."""

MIDDLE = "half way"
"""What the coach says in place of the number in the middle."""

TARGET_ERROR_PERCENT = {"apla": 0.5, "ssml": 5.0}
"""How far the length of a hold may be off, by way of counting."""

TARGET_WORST_MS = 120
"""How far one count may be off its second, with APL for Audio."""

TARGET_CUT_MS = 0
"""How much of a cue may be lost because its seconds are over, with APL for Audio."""

LATEST_ONSET_MS = 600
"""Where a word of a cell has to have begun; the engines' own silence is up to 0.35 s."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured of the holds of some responses."""

    error_percent: float
    """How much longer or shorter than planned the worst hold is."""
    worst_ms: int
    """How far the worst count is off, when most are on their second."""
    holds: int
    """How many holds there were."""
    cut_ms: int | None = None
    """How much of a cue is lost at worst; ``None`` where there was no cue."""


def main() -> int:
    """Measure and print; return 0 when all targets are met."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("voices", nargs="*", default=VOICES, help=f"default: {', '.join(VOICES)}")
    engines = _engines_present(parser.parse_args().voices)
    misses = 0
    print(f"{'':18}{'hold':>18}  {'way':7}{'hold error':>12}{'worst count':>13}{'cue cut by':>13}")
    for case in CASES:
        ways = responses_to_compare(case)
        for name, engine in engines.items():
            for way, responses in ways.items():
                speaker = Speaker(engine, keeps_silence=way == "apla")
                result = measured(responses, speaker, case.hold_seconds)
                is_met = _is_met(way, result)
                misses += not is_met
                cut = "" if result.cut_ms is None or way != "apla" else f"{result.cut_ms} ms"
                print(
                    f"{name:18}{case.name:>13}{case.hold_seconds:3} s  {way:7}"
                    f"{result.error_percent:+10.2f} %{result.worst_ms:10} ms{cut:>13}"
                    f"{'' if is_met else '  missed'}"
                )
    print(
        f"targets: hold {TARGET_ERROR_PERCENT['apla']} %, worst count {TARGET_WORST_MS} ms and cue"
        f" cut by {TARGET_CUT_MS} ms with APLA, hold {TARGET_ERROR_PERCENT['ssml']} % with SSML"
    )
    makes = {name.partition(":")[0] for name in engines}
    if len(makes) < FEWEST_ENGINES:
        print(f"measured with {len(makes)} of at least {FEWEST_ENGINES} engines")
    return 1 if misses or len(makes) < FEWEST_ENGINES else 0


def responses_to_compare(case: Case) -> dict[str, list[JsonObject]]:
    """Return responses that count the holds of a case, by way of counting."""
    ways = {way: hold_responses(case, way) for way in TARGET_ERROR_PERCENT}
    if case.coached_days:
        return ways
    naive: JsonObject = {
        "outputSpeech": {"type": "SSML", "ssml": naive_ssml(case.hold_seconds)},
        "shouldEndSession": True,
    }
    return {**ways, "naive": [{"version": "1.0", "response": naive}]}


def hold_responses(case: Case, counting: str) -> list[JsonObject]:
    """
    Return the skill's responses that count the holds of a case: one, or all that have cues.

    Args:
        case: What is counted.
        counting: The skill's COUNTING, "apla" or "ssml".

    Raises:
        SimulatorError: The skill does not count where it should.
    """
    exercise = [f"ask my heel stretches for the {case.exercise}", "ready"]
    said = ["start my heel stretches", "left", f"hold for {case.hold_seconds} seconds"]
    if case.coached_days:
        said += ["one set", *exercise * TIMES_BEFORE, *["+1d", *exercise] * case.coached_days]
    else:
        said += exercise
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
    counted = [line["response"] for line in lines if line.get("response")]
    if case.coached_days:
        found = [each for each in counted if any(map(_has_cue, _texts_in_holds(each)))]
    else:
        found = [each for each in counted if _texts_in_holds(each)][:1]
    if len(found) < max(1, case.coached_days):
        raise SimulatorError(f"The skill does not say {BEFORE!r} as it should: {said}")
    return found


def _texts_in_holds(response: JsonObject) -> list[str]:
    """Return all that is said in the holds of a response; nothing where it has none."""
    sounds = read_answer(response, has_screen=False).track.sounds
    if not any(sound.text == BEFORE for sound in sounds):
        return []
    return [sound.text for said, _ in holds_of(sounds) for sound in said]


def _has_cue(text: str) -> bool:
    """Return whether a cue is said, alone or after a number."""
    return "," in text or seconds_left(text, 0) is None


def naive_ssml(hold_seconds: int) -> str:
    """Return the hold as it is written without thinking: a number, a second, a number."""
    numbers = " ".join(f'{left} <break time="1s"/>' for left in range(hold_seconds, 0, -1))
    pause = '<break time="500ms"/>'
    return f"<speak>{BEFORE} {pause} {numbers} {AFTER}</speak>"


def measured(responses: Iterable[JsonObject], speaker: Speaker, hold_seconds: int) -> Result:
    """Return the worst of all responses, each recorded and measured."""
    tracks = (read_answer(each, has_screen=False, voice=speaker).track for each in responses)
    results = [measure(track, speaker, hold_seconds) for track in tracks]
    return Result(
        max((each.error_percent for each in results), key=abs),
        max(each.worst_ms for each in results),
        sum(each.holds for each in results),
        max((each.cut_ms for each in results if each.cut_ms is not None), default=None),
    )


def measure(track: Soundtrack, speaker: Speaker, hold_seconds: int) -> Result:
    """Record a soundtrack, find its words in the samples, and compare them with the seconds."""
    onsets = onsets_ms(record(track, speaker).pcm)
    errors, worst, cuts = [], 0, []
    for said, end in holds_of(track.sounds):
        lefts = [seconds_left(sound.text, hold_seconds) for sound in said]
        heard = [onset_of(sound, onsets) for sound in said]
        began = [at for at, left in zip(heard, lefts, strict=True) if left is not None]
        due = [1000 * (hold_seconds - left) for left in lefts if left is not None]
        length_ms = onset_of(end, onsets) - began[0]
        errors.append(100 * (length_ms / (1000 * hold_seconds) - 1))
        late = [at - due_at for at, due_at in zip(began, due, strict=True)]
        usual = statistics.median(late)
        worst = max(worst, *(round(abs(by - usual)) for by in late))
        cues = (sound for sound, left in zip(said, lefts, strict=True) if left is None)
        cuts += [cut_ms(cue, speaker) for cue in cues]
    return Result(max(errors, key=abs), worst, len(errors), max(cuts, default=None))


def cut_ms(sound: Sound, speaker: Speaker) -> int:
    """Return how much of a sound a device cuts off, silence at its end not counted."""
    return max(0, audible_ms(speaker.speech(sound.phrases)) - (sound.end_ms - sound.start_ms))


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


def seconds_left(text: str, hold_seconds: int) -> int | None:
    """
    Return which second of a hold is counted by a text, counted down; ``None`` for a cue.

    The fallback says number and cue in one breath, with a comma between them.
    """
    number = text.partition(",")[0]
    if number == MIDDLE:
        return hold_seconds // 2
    return parse_number(as_spoken(number).split())


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
    if way == "apla" and result.cut_ms is not None and result.cut_ms > TARGET_CUT_MS:
        return False
    return abs(result.error_percent) <= TARGET_ERROR_PERCENT[way]


if __name__ == "__main__":
    sys.exit(main())
