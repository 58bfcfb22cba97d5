"""docs/reminders.md is true: what Alexa's service says, what that is, and what the person hears."""

import json
import re
from pathlib import Path

import pytest

from simulator.device.reminders import ReminderFault as ServiceFault
from skill.alexa.reminders import FAULTS
from skill.progress.reminders import ReminderFault, RemindersUnavailable
from skill.routine.message import message
from skill.speech.narration import narration_for
from tests.unit.alexa.test_reminders import DAILY, answered, new
from tests.unit.alexa.test_reminders import FAULTS as FAULTS_OF_THE_SERVICE

PAGE = Path(__file__).parents[3] / "docs" / "reminders.md"
WORDS = narration_for()
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if re.match(r"\| (\d|nothing)", line)
]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_row_of_the_table_is_true(row):
    """Its status is read as that fault, and the words are its message."""
    says, named, fault, words = row
    fault = ReminderFault(fault.strip("`"))
    assert WORDS(message(f"reminder-fault-{fault}")) == words
    if named:
        assert fault is FAULTS_OF_THE_SERVICE[named.strip("`")][0]
    status, _, code = says.partition(" ")
    if status.isdecimal():
        body = json.dumps({"code": code.strip("`")})
        with pytest.raises(RemindersUnavailable) as refused:
            answered(body, int(status)).create(new(DAILY))
        assert fault is refused.value.fault


def test_the_table_has_them_all():
    """Every fault that has words, every one of the pretend Alexa's, every status that is known."""
    assert set(ReminderFault) == {row[2].strip("`") for row in ROWS}
    assert set(ServiceFault) == {row[1].strip("`") for row in ROWS if row[1]}
    assert set(map(str, FAULTS)) <= {row[0].split()[0] for row in ROWS}
