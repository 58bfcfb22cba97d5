"""A person who says as little as possible speaks where it is needed, and nowhere else."""

import pytest

from simulator.device.events import Heard
from simulator.language.interaction_model import Language
from tests.conversation.practice import LAUNCH, MOST_UTTERANCES, is_counting, practise
from tests.simulator.fakes import MODEL, FakeSkill, count, make_echo, of_type, sound, speech

BYE = speech("That's all five. Until tomorrow.", end=True)


def said(**answers):
    """Return what is said to a skill after the launch."""
    echo, _ = make_echo(FakeSkill(**answers), Language(MODEL))
    utterances = [event.text for event in of_type(practise(echo), Heard)]
    assert LAUNCH == utterances[0]
    return utterances[1:]


def going_on(words, *items):
    """Return a response whose reprompt plays a document."""
    response = speech(words)
    directives = sound(*items)["response"]["directives"]
    response["response"]["reprompt"] = {"directives": directives}
    return response


@pytest.mark.parametrize(
    "words", ["Two sets done, one to go.", "Ready?", "Two of three done. Say ready."]
)
def test_silence_where_a_document_goes_on(words):
    """Also to a question: it will not be waited for."""
    assert not said(LaunchRequest=going_on(words, count(10)))


def test_silence_where_a_document_goes_on_without_a_count():
    """As long as it takes to lie down."""
    lie = {"type": "Speech", "content": "Lie on your back."}

    assert not said(LaunchRequest=going_on("Now onto the floor. Ready?", lie))


def test_silence_where_the_reprompt_counts_in_words():
    """On a device without APL for Audio the count is in the reprompt's speech."""
    response = speech("Ready?")
    ssml = '<speak>Hold. <break time="4s"/> twenty-five <break time="4s"/> And relax.</speak>'
    response["response"]["reprompt"] = {"outputSpeech": {"type": "SSML", "ssml": ssml}}

    assert not said(LaunchRequest=response)


def test_a_word_after_the_reprompt_that_went_on():
    """Nothing more comes by itself then: what it asked for last is answered."""
    ask = {"type": "Speech", "content": "Calf stretch done. Ready?"}

    assert ["ready"] == said(LaunchRequest=going_on("Ready?", count(10), ask), ReadyIntent=BYE)


@pytest.mark.parametrize(
    ("question", "answer", "intent"),
    [
        ("Two of three done. Say ready.", "ready", "ReadyIntent"),
        ("Three sets of ten. Ready?", "ready", "ReadyIntent"),
        ("You were in the calf stretch. Carry on?", "yes", "YesIntent"),
        ("Left foot. Anything else?", "no", "NoIntent"),
        ("What would you like?", "no", "NoIntent"),
        ("Welcome. Which foot is sore: left, right or both?", "left", "FallbackIntent"),
        ("Left. The whole routine is long. Which?", "the whole thing", "FallbackIntent"),
        ("It takes long, or two in nine. All five, or two?", "all five", "FallbackIntent"),
    ],
)
def test_a_question_is_answered_with_what_fits(question, answer, intent):
    """A reprompt of words alone does not go on by itself."""
    launch = speech(question, reprompt="Still there?")

    assert [answer] == said(LaunchRequest=launch, **{intent: BYE})


def test_silence_where_nothing_is_asked():
    """The microphone closes by itself after closing words."""
    assert not said(LaunchRequest=speech("That's all five. Shoes on before you walk about."))


def test_a_routine_that_does_not_end_is_a_mistake():
    """The same question for ever."""
    ask = speech("Ready?")

    with pytest.raises(AssertionError, match="does not end"):
        said(LaunchRequest=ask, ReadyIntent=ask)
    assert MOST_UTTERANCES < 100


def test_a_response_that_the_device_complains_of_is_a_mistake():
    """A person would hear an apology, or silence."""
    with pytest.raises(AssertionError, match="are allowed"):
        said(LaunchRequest=sound({"type": "Silence", "duration": 241_000}, count(3)))


@pytest.mark.parametrize(
    "sentence",
    ["thirty", "twenty-nine", "half way", "Hold.", "Hold ten.", "And relax.", "one, reach",
     "let go", "ten, last one", "down", "Begin."],
)  # fmt: skip
def test_a_count_is_known_by_its_words(sentence):
    """Numbers, phases, and the signals around them."""
    assert is_counting(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["heel down", "breathe out", "Hold one second, and let go.", "Set one of three.", "Left leg.",
     "Bend the knee, lower.", "Right leg up.", "Last one left.", "Ready?"],
)  # fmt: skip
def test_what_a_coach_says_is_no_count(sentence):
    """Also where it is said in the middle of one."""
    assert not is_counting(sentence)
