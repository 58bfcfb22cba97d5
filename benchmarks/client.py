"""
A conversation between a pretend Alexa that nobody of this project wrote, and the served skill.

npm's virtual-alexa understands the sentences by our interaction model in its own way, makes the
requests in its own way, and posts them to `heel-stretches serve --no-verify`, which runs on a local
engine. It needs Node.js and npm; its packages, by the hashes in `virtual_alexa/package-lock.json`,
go into `.cache` at the first run. Exit codes: 0, or 1 when an answer is not what it has to be.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from textwrap import shorten
from typing import Any

from benchmarks.serving import APPLICATION, ROOT, local_table, serving
from simulator.rig.settings_service import SettingsService

CLIENT = ROOT / "benchmarks" / "virtual_alexa"
INSTALLED = ROOT / ".cache" / "virtual-alexa"
BEGINNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
INSTALL_SECONDS, TALK_SECONDS = 300, 60
SHOWN_CHARACTERS = 200
COMMAND = [sys.executable, "-m", "tools", "serve", "--no-verify", "--port", "0"]
TOKEN = "token"


@dataclass(frozen=True, slots=True)
class Said:
    """One turn of the conversation, and what has to come of it."""

    words: str | None
    """What is said; ``None`` opens the skill."""
    intent: str
    """What the client has to make of it."""
    answer: str
    """A pattern that is found in what is heard, counts included."""
    after_seconds: int = 20
    """Since the turn before."""


CONVERSATION = (
    Said(None, "LaunchRequest", "Which foot is sore"),
    Said("left", "SetFootIntent", "or two"),
    Said("the whole thing", "StartRoutineIntent", "Calf stretch"),
    Said("how do I do it", "HowToIntent", "wall"),
    Said("ready", "ReadyIntent", "Set one of three"),
    Said("pause", "AMAZON.PauseIntent", "[Pp]aused", after_seconds=75),
    Said("how long left", "TimeLeftIntent", "minutes"),
    Said("resume", "AMAZON.ResumeIntent", "Set one"),
    Said("next exercise", "NextExerciseIntent", "Towel scrunch"),
    Said("that hurts", "HurtsIntent", "[Ss]top", after_seconds=5),
    Said("2", "NumberIntent", "Ease off"),
    Said("carry on", "AMAZON.ResumeIntent", "."),
    Said("what have I done so far", "ProgressIntent", "Today: part of the calf stretch"),
    Said("stop", "AMAZON.StopIntent", "."),
)


def installed(npm: str) -> Path:
    """Return where the client is, with its packages."""
    lock = CLIENT / "package-lock.json"
    stamp = INSTALLED / "installed-from.json"
    if not stamp.exists() or stamp.read_bytes() != lock.read_bytes():
        shutil.rmtree(INSTALLED, ignore_errors=True)
        shutil.copytree(CLIENT, INSTALLED)
        print("installing virtual-alexa (once; some 120 MB)", file=sys.stderr)
        command = [npm, "ci", "--silent"]
        subprocess.run(command, cwd=INSTALLED, check=True, timeout=INSTALL_SECONDS)
        shutil.copyfile(lock, stamp)
    shutil.copyfile(CLIENT / "talk.cjs", INSTALLED / "talk.cjs")
    return INSTALLED


def talk(node: str, folder: Path, url: str, endpoint: str) -> list[dict[str, Any]]:
    """Hold the conversation; return each request with its response."""
    now, turns = BEGINNING, []
    for said in CONVERSATION:
        now += timedelta(seconds=said.after_seconds)
        turn = {"at": now.strftime("%Y-%m-%dT%H:%M:%SZ")}
        turns.append(turn if said.words is None else turn | {"say": said.words})
    script = {
        "url": url,
        "model": str(ROOT / "interaction_models" / "en-US.json"),
        "applicationId": APPLICATION,
        "apiEndpoint": endpoint,
        "turns": turns,
    }
    talked = subprocess.run(
        [node, "--no-warnings", "talk.cjs"],
        cwd=folder,
        input=json.dumps(script),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        timeout=TALK_SECONDS,
    )
    return [json.loads(line) for line in talked.stdout.splitlines()]


def heard(response: Any) -> str:
    """Return the words of a response, and then those of its sound, without the counts."""
    answer = response["response"]
    spoken = answer.get("outputSpeech", {}).get("ssml", "")
    documents = (each.get("document") for each in answer.get("directives", ()))
    words = [spoken, *(word for document in documents for word in _contents(document))]
    return " ".join(re.sub(r"<[^>]*>", " ", " ".join(words)).split())


def _contents(part: Any) -> Iterator[str]:
    """Yield what is spoken in a part of a document for sound, in its order."""
    if isinstance(part, dict):
        content = part.get("content")
        if isinstance(content, str) and "${" not in content:
            yield content
        part = [each for name, each in part.items() if name != "content"]
    if isinstance(part, list):
        for each in part:
            yield from _contents(each)


def judged(said: Said, exchange: Any) -> str:
    """Return what is wrong with an answer; empty when nothing is."""
    request, response = exchange["request"]["request"], exchange["response"]
    intent = request.get("intent", request).get("name", request["type"])
    if intent != said.intent:
        return f"taken for {intent}, not {said.intent}"
    if not re.search(said.answer, heard(response)):
        return f"no {said.answer!r} in what is heard"
    return ""


def report(exchanges: Sequence[Any]) -> int:
    """Print the conversation; return how many turns went wrong or did not take place."""
    faults = 0
    for said, exchange in zip(CONVERSATION, exchanges, strict=False):
        words = shorten(heard(exchange["response"]), SHOWN_CHARACTERS, placeholder=" ...")
        print(f"U: {said.words or '(opens the skill)'}\nA: {words}")
        if fault := judged(said, exchange):
            faults += 1
            print(f"   WRONG: {fault}")
    missing = len(CONVERSATION) - len(exchanges)
    if missing:
        print(f"   WRONG: {missing} turns did not take place")
    return faults + missing


def main() -> int:
    """Hold the conversation; return the exit status."""
    node, npm = (shutil.which(program) for program in ("node", "npm"))
    if node is None or npm is None:
        print("benchmarks.client: needs Node.js and npm on this machine", file=sys.stderr)
        return 1
    folder = installed(npm)
    with (
        tempfile.TemporaryDirectory() as name,
        local_table(Path(name) / "data") as variables,
        SettingsService("Europe/London", TOKEN) as settings,
        serving(COMMAND, variables | {"SKILL_ID": APPLICATION}, Path(name) / "log") as port,
    ):
        exchanges = talk(node, folder, f"http://127.0.0.1:{port}/alexa", settings.endpoint)
    faults = report(exchanges)
    verdict = "MISSED" if faults else "met"
    print(f"\nTarget of {len(CONVERSATION)} turns, all of them understood and answered: {verdict}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
