"""The harness for conversation tests fails when it should, and only then."""

import pytest

from tests.conversation.dialogue import run_dialogue
from tests.simulator.fakes import FakeSkill, count, make_echo, sound, speech

SAY = {"type": "Speech", "content": "Calf stretch. Left leg back."}


@pytest.fixture
def echo(language):
    """Return an Echo on a skill with a count, a reprompt and an end."""
    slot = {"type": "Mixer", "items": [{"type": "Silence", "duration": 3000}, SAY]}
    rest = {"type": "Silence", "duration": 10_000}
    skill = FakeSkill(
        LaunchRequest=sound(slot, rest, count(30), reprompt="Say ready."),
        PauseIntent=speech("Paused. Say resume when you're back.", reprompt="Still paused."),
        StopIntent=speech("Bye.", end=True),
    )
    return make_echo(skill, language)[0]


PASSING = [
    "U: open my heel stretches\nA: calf stretch left leg back (10 s) thirty, twenty-nine, ... one",
    "U: open my heel stretches\nA: Calf stretch. ... two, one.",
    "U: open my heel stretches\nA: ... (10 s) Thirty, ...\n+20s\nU: pause\nA: Paused. ...",
    "U: open my heel stretches\n\n# comment\nA: Calf stretch. Left\n   leg back. ...",
    "U: open my heel stretches\nU: pause\nU: (nothing)\nA: Still paused.\n+1m\nX: session ends",
    "U: open my heel stretches\n+60s\nA: Say ready.",
    "U: open my heel stretches\nU: stop\nA: Bye. (session ends)\nX: session ends",
    "U: open my heel stretches\nU: pause\nA: Paused. ... (listening)",
]


@pytest.mark.parametrize("text", PASSING)
def test_a_dialogue_that_fits_passes(echo, text):
    """Case, punctuation, hyphens and digits make no difference."""
    run_dialogue(echo, text)


FAILING = [
    ("U: open my heel stretches\nA: Calf stretch. Right leg back. ...", "heard:    Calf stretch"),
    ("U: open my heel stretches\nA: Calf stretch. Left leg back.", "expected: Calf stretch"),
    ("U: open my heel stretches\nA: Left leg back. ...", "expected"),
    ("U: open my heel stretches\nA: ... thirty, twenty-eight, ...", "expected"),
    ("U: open my heel stretches\nA: ... (5 s) thirty, ...", "expected"),
    ("U: open my heel stretches\nA: ... (15 s) thirty, ...", "expected"),
    ("U: open my heel stretches\nA: ... (10 s) Left leg back. ...", "expected"),
    ("U: open my heel stretches\nA: ...\nA: ...", "nothing more was said"),
    ("A: Hello", "nothing was said"),
    ("U: open my heel stretches\nX: session ends", "still open"),
    ("U: open my heel stretches\nU: stop\nA: Bye. (listening)", "the session ends"),
    ("U: open my heel stretches\nU: pause\nA: ... (session ends)", "stays open"),
]


@pytest.mark.parametrize(("text", "complaint"), FAILING)
def test_a_dialogue_that_does_not_fit_fails(echo, text, complaint):
    """Wrong words, a wrong silence, words left over, a session that is not as written."""
    with pytest.raises(AssertionError, match=complaint):
        run_dialogue(echo, text)


def test_a_failure_shows_the_whole_conversation(echo):
    """With the time since its beginning, and where it was interrupted."""
    with pytest.raises(AssertionError) as failure:
        run_dialogue(echo, "U: open my heel stretches\n+14.5s\nU: pause\nA: Resumed.")

    message = str(failure.value)
    assert message.startswith("line 4: A: Resumed.\nexpected: Resumed.\nheard:    Paused.")
    assert "  0:00.0 U: open my heel stretches" in message
    assert "  0:14.5    ... until here: '29'" in message
    assert "(AMAZON.PauseIntent)" in message


@pytest.mark.parametrize(
    "text", ["X: dances", "leg back", "U: a\n+5s\nleg", "A: (session ends) no"]
)
def test_a_dialogue_that_cannot_be_read_is_an_error_of_its_own(echo, text):
    """Not a failed expectation."""
    with pytest.raises((ValueError, AssertionError)):
        run_dialogue(echo, text)


def test_a_conversation_can_be_looked_into(echo):
    """Requests, responses, events."""
    talk = run_dialogue(echo, "U: open my heel stretches\nU: stop")

    assert 2 == len(talk.exchanges)
    assert "1.0" == talk.last_response["version"]


def test_a_dialogue_goes_on_where_another_one_ended(echo):
    """Time that passes between them is a line of its own."""
    run_dialogue(echo, "U: open my heel stretches\nU: stop\nA: Bye.")

    run_dialogue(echo, "+1d\nU: open my heel stretches\nA: Calf ...")
