"""What is loaded before anybody speaks, so that nobody waits for it."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

from skill.bootstrap import build_skill, build_warm
from skill.service.warm_up import NullStore, warm_up

ROOT = Path(__file__).parents[3]
NOWHERE = {"PROGRESS_TABLE": "t", "AWS_REGION": "eu-west-1", "SKILL_ID": "ours"}

PROGRAM = """
import json, os, sys
from skill.bootstrap import build_warm

build_warm(os.environ)
from tests.envelopes import Caller, both_slot, launch
from tests.fakes import InMemoryProgressStore

before = set(sys.modules)
show = Caller(InMemoryProgressStore(), has_screen=True)
show.say("StartRoutineIntent", exercise=both_slot("calf", "calf"))
caller = Caller(InMemoryProgressStore())
caller.send(launch())
caller.say("StartRoutineIntent", exercise=both_slot("calf", "calf"))
caller.say("ReadyIntent", after=40)
caller.say("AMAZON.PauseIntent", after=40)
caller.say("AMAZON.StopIntent", after=40)
loaded = set(sys.modules) - before
# Of Python itself some comes later: encodings for the names of other machines.
print(json.dumps(sorted(name for name in loaded if name.startswith(("ask_sdk", "skill")))))
"""


def test_every_request_of_it_is_answered(caplog):
    """A rehearsal that stumbles warms nothing up."""
    caplog.set_level(logging.DEBUG, "skill")
    answers, skill = [], build_skill(store=NullStore(), observe=lambda _: None)

    def answer(event, context):
        answers.append(skill(event, context))
        return answers[-1]

    warm_up(answer)

    assert [] == caplog.records
    assert len(answers) > 5
    spoken = [answer["response"] for answer in answers[:-1]]
    assert [] == [each for each in spoken if not {"outputSpeech", "directives"} & each.keys()]
    assert any(each.get("directives") for each in spoken)
    kinds = {each["type"] for answer in spoken for each in answer.get("directives", ())}
    assert {"Alexa.Presentation.APL.RenderDocument", "Alexa.Presentation.APLA.RenderDocument"} == (
        kinds
    )
    assert answers[1] != answers[0]


def test_nobody_hears_of_it(caplog):
    """No line, no call to the table: there is none at this address, and nobody notices."""
    caplog.set_level(logging.DEBUG, "skill")

    build_warm(NOWHERE)

    assert [] == [record.getMessage() for record in caplog.records]


def test_what_comes_first_loads_no_module_any_more():
    """In a process of its own, where nothing is loaded yet."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**os.environ, **NOWHERE},
        stdout=subprocess.PIPE,
        check=True,
        timeout=60,
    )

    assert [] == json.loads(done.stdout)
