"""What the table keeps of a conversation: the place, and no word of what was talked."""

import json

import pytest

from tests.envelopes import USER, both_slot, old_slot

NUMB = {"symptom": both_slot("numb", "numb")}
CONVERSATIONS = {
    "a stop": [("HurtsIntent", {})],
    "a number": [("HurtsIntent", {}), ("NumberIntent", {"number": old_slot("7")})],
    "a number with it": [("HurtsIntent", {"number": old_slot("7")})],
    "mild, twice": [("HurtsIntent", {"number": old_slot("2")})] * 2,
    "a warning sign": [("RedFlagIntent", NUMB)],
    "pain, then a warning sign": [
        ("HurtsIntent", {"number": old_slot("7")}),
        ("RedFlagIntent", NUMB),
    ],
    "pain, then another exercise": [
        ("HurtsIntent", {"number": old_slot("7")}),
        ("StartRoutineIntent", {"exercise": both_slot("towel", "towel")}),
    ],
}


@pytest.mark.parametrize("said", CONVERSATIONS.values(), ids=CONVERSATIONS.keys())
def test_nothing_of_pain_is_in_the_table(caller, store, said):
    """No number, no symptom, not which exercise hurt, and not what the coach answered to it."""
    caller.say("StartRoutineIntent", routine=both_slot("full", "full"))
    caller.say("ReadyIntent", after=20)
    caller.say("AMAZON.PauseIntent", after=60)
    caller.say("AMAZON.ResumeIntent", after=5)
    for name, slots in said:
        caller.say(name, after=20, **slots)
        kept = json.dumps([store.profiles, store.sessions_of(USER)])
        told = [word for word in ("pain", "hurt", "flag", "numb", "left-out") if word in kept]
        assert [] == told
        assert "picks" in kept, "a session is kept at all"
