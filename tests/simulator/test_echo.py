"""The pretend Echo behaves as Amazon documents a device."""

from datetime import timedelta

import pytest

from simulator.device.clock import VirtualClock
from simulator.device.events import (
    DeviceTrouble,
    DeviceWarning,
    EndReason,
    Exchange,
    Heard,
    LeftToAlexa,
    MicrophoneOpened,
    PlaybackEnded,
    PlaybackStarted,
    Said,
    SessionEnded,
    Understood,
)
from tests.simulator.fakes import MONDAY, FakeSkill, count, make_echo, of_type, sound, speech

OPEN = "open my heel stretches"


def seconds(event):
    """Return when something happened, from the beginning of the test."""
    return (event.at - MONDAY).total_seconds()


def test_launching_opens_a_new_session(language):
    """The first request is new, the next one is not."""
    skill = FakeSkill(LaunchRequest=speech("Hello."))
    echo, _ = make_echo(skill, language)

    echo.say("Alexa, open my heel stretches")
    echo.say("ready")

    assert [("LaunchRequest", True), ("IntentRequest", False)] == [
        (sent["request"]["type"], sent["session"]["new"]) for sent in skill.requests
    ]
    assert 1 == len({sent["session"]["sessionId"] for sent in skill.requests})


def test_every_sound_is_told_at_its_own_moment(language):
    """A count of cells ticks on the second."""
    echo, events = make_echo(FakeSkill(LaunchRequest=sound(count(3))), language)

    echo.say(OPEN)
    echo.wait(60)

    assert [(0, "3"), (1, "2"), (2, "1")] == [
        (seconds(said), said.sound.text) for said in of_type(events, Said)
    ]
    assert [3] == [seconds(opened) for opened in of_type(events, MicrophoneOpened)]


def test_nobody_answering_brings_the_reprompt_and_then_the_end(language):
    """Eight seconds, the reprompt, eight seconds more, SessionEndedRequest."""
    skill = FakeSkill(LaunchRequest=sound(count(10), reprompt="Say ready."))
    echo, events = make_echo(skill, language)

    echo.say(OPEN)
    echo.wait(60)

    reprompt = of_type(events, PlaybackStarted)[1]
    (ended,) = of_type(events, SessionEnded)
    assert (18, True, "Say ready.") == (
        seconds(reprompt),
        reprompt.is_reprompt,
        reprompt.track.text,
    )
    assert 18 + reprompt.track.length_ms / 1000 + 8 == seconds(ended)
    assert EndReason.EXCEEDED_MAX_REPROMPTS == ended.reason
    assert "EXCEEDED_MAX_REPROMPTS" == skill.requests[-1]["request"]["reason"]
    assert not echo.is_in_session


def test_without_a_reprompt_the_session_ends_after_the_first_silence(language):
    """There is nothing to remind of."""
    skill = FakeSkill(LaunchRequest=sound(count(10)))
    echo, events = make_echo(skill, language)

    echo.say(OPEN)
    echo.wait_for_end()

    assert 18 == seconds(of_type(events, SessionEnded)[0])
    assert ["LaunchRequest", "SessionEndedRequest"] == skill.types


def test_an_answer_to_the_reprompt_keeps_the_session(language):
    """And the next response has its own reprompt, or none."""
    skill = FakeSkill(LaunchRequest=sound(count(1), reprompt="Ready?"), ReadyIntent=speech("Go."))
    echo, events = make_echo(skill, language)

    echo.say(OPEN)
    echo.wait(12)
    echo.say("ready")
    echo.wait_for_end()

    assert ["1", "Ready?", "Go."] == [e.track.text for e in of_type(events, PlaybackStarted)]


def test_speaking_while_sound_plays_interrupts_it(language):
    """The rest is never heard; the skill gets the time and nothing of the position."""
    skill = FakeSkill(LaunchRequest=sound(count(30)), PauseIntent=speech("Paused."))
    echo, events = make_echo(skill, language)

    echo.say(OPEN)
    echo.wait(10.5)
    echo.say("pause")

    assert ["30", "20"] == [of_type(events, Said)[at].sound.text for at in (0, 10)]
    assert 11 == len(of_type(events, Said))
    assert [True] == [ended.was_interrupted for ended in of_type(events, PlaybackEnded)]
    assert "2026-11-23T07:30:10Z" == skill.requests[1]["request"]["timestamp"]
    assert not of_type(events, MicrophoneOpened)


def test_attributes_come_back_verbatim_and_are_dropped_at_the_end(language):
    """They live as long as the session, and the last response decides them."""
    attributes = {"plan": [1, {"a": None}], "x": "é"}
    skill = FakeSkill(
        LaunchRequest=speech("Hello.", attributes=attributes), StopIntent=speech("Bye.", end=True)
    )
    echo, _ = make_echo(skill, language)

    for text in (OPEN, "stop", OPEN):
        echo.say(text)

    assert [{}, attributes, {}] == [sent["session"]["attributes"] for sent in skill.requests]


def test_a_response_that_closes_the_session_is_played_to_its_end(language):
    """Silently: no microphone, no SessionEndedRequest."""
    skill = FakeSkill(LaunchRequest=sound(count(5), end=True))
    echo, events = make_echo(skill, language)

    echo.say(OPEN)
    assert not echo.is_in_session
    echo.wait_for_end()

    assert [(5, EndReason.SKILL)] == [(seconds(e), e.reason) for e in of_type(events, SessionEnded)]
    assert 5 == len(of_type(events, Said))
    assert ["LaunchRequest"] == skill.types
    assert not of_type(events, MicrophoneOpened)


def test_outside_a_session_alexa_keeps_what_is_said(language):
    """Nothing reaches the skill, "stop" neither; sound of a closed session stops."""
    skill = FakeSkill(LaunchRequest=sound(count(5), end=True))
    echo, events = make_echo(skill, language)

    echo.say("pause")
    echo.say(OPEN)
    echo.wait(2)
    echo.say("alexa, stop")

    assert ["pause", "alexa, stop"] == [left.text for left in of_type(events, LeftToAlexa)]
    assert ["LaunchRequest"] == skill.types
    assert echo.next_at is None


def test_the_wake_word_alone_changes_nothing(language):
    """Nothing was said yet."""
    skill = FakeSkill(LaunchRequest=sound(count(5)))
    echo, events = make_echo(skill, language)

    echo.say(OPEN)
    echo.say("Alexa")

    assert 1 == len(of_type(events, Heard))
    assert echo.next_at is not None


def test_a_question_from_outside_is_an_intent_in_a_new_session(language):
    """A one-shot never launches."""
    skill = FakeSkill(ProgressIntent=speech("Nothing yet.", end=True))
    echo, events = make_echo(skill, language)

    echo.say("ask my heel stretches what I did today")

    (request,) = skill.requests
    assert (True, "ProgressIntent") == (
        request["session"]["new"],
        request["request"]["intent"]["name"],
    )
    assert "2026-11-23" == request["request"]["intent"]["slots"]["date"]["value"]
    assert "ProgressIntent" == of_type(events, Understood)[0].name


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ask my heel stretches for the calf stretch", "StartIntent"),
        ("start my heel stretches and do the calf", "StartIntent"),
        ("do the calf with my heel stretches", "StartIntent"),
        ("ask my heel stretches to make coffee", "AMAZON.FallbackIntent"),
    ],
)
def test_one_shots_are_understood_in_their_many_forms(language, text, intent):
    """What they want must be a sample; a certain call that wants anything else is the fallback."""
    skill = FakeSkill()
    echo, _ = make_echo(skill, language)

    echo.say(text)

    assert [intent] == [sent["request"]["intent"]["name"] for sent in skill.requests]


def test_an_uncertain_call_that_is_not_understood_stays_with_alexa(language):
    """Words before the name may be about anything."""
    skill = FakeSkill()
    echo, events = make_echo(skill, language)

    echo.say("i am happy with my heel stretches")

    assert 1 == len(of_type(events, LeftToAlexa))


def test_the_day_is_that_of_the_echos_own_zone(language):
    """Half past eleven at night in UTC is tomorrow in Oslo."""
    skill = FakeSkill()
    clock = VirtualClock(MONDAY.replace(hour=23, minute=30))
    echo, _ = make_echo(skill, language, clock=clock)

    echo.say("ask my heel stretches what I did today")

    assert "2026-11-24" == skill.requests[0]["request"]["intent"]["slots"]["date"]["value"]


def test_calling_the_skill_inside_a_session_begins_another(language):
    """The old one ends as a device ends it, and its attributes are gone."""
    skill = FakeSkill(LaunchRequest=speech("Hello.", attributes={"a": 1}))
    echo, _ = make_echo(skill, language)

    echo.say(OPEN)
    echo.say(OPEN)

    assert ["LaunchRequest", "SessionEndedRequest", "LaunchRequest"] == skill.types
    assert "USER_INITIATED" == skill.requests[1]["request"]["reason"]
    assert (True, {}) == (
        skill.requests[2]["session"]["new"],
        skill.requests[2]["session"]["attributes"],
    )


@pytest.mark.parametrize("answer", [speech("x" * 9000), {"version": "1.0"}, {1, 2}, None])
def test_a_response_over_the_limits_is_an_error_of_the_device(language, answer):
    """The person hears an apology, the skill gets SessionEndedRequest with INVALID_RESPONSE."""
    skill = FakeSkill(LaunchRequest=answer)
    echo, events = make_echo(skill, language)

    echo.say(OPEN)

    (trouble,) = of_type(events, DeviceTrouble)
    ended = skill.requests[-1]["request"]
    assert "There was a problem with the requested skill's response." == trouble.spoken
    assert ("ERROR", "INVALID_RESPONSE") == (ended["reason"], ended["error"]["type"])
    assert [EndReason.ERROR] == [event.reason for event in of_type(events, SessionEnded)]
    assert not echo.is_in_session


def test_an_error_in_the_skill_is_told_and_does_not_end_the_talk(language):
    """As when a Lambda function fails."""

    def fail(event):
        raise KeyError("plan")

    skill = FakeSkill(LaunchRequest=fail)
    echo, events = make_echo(skill, language)

    echo.say(OPEN)
    skill.answers["LaunchRequest"] = speech("Hello.")
    echo.say(OPEN)

    assert "KeyError('plan')" in of_type(events, DeviceTrouble)[0].reason
    assert of_type(events, Exchange)[0].response is None
    assert echo.is_in_session


def test_a_document_that_cannot_be_played_is_reported_to_the_skill(language):
    """As Alexa.Presentation.APLA.RuntimeError, with the document's token; the talk goes on."""
    skill = FakeSkill(LaunchRequest=sound({"type": "Video"}))
    echo, events = make_echo(skill, language)

    echo.say(OPEN)

    reported = skill.requests[1]["request"]
    assert ("Alexa.Presentation.APLA.RuntimeError", "segment") == (
        reported["type"],
        reported["token"],
    )
    (error,) = reported["errors"]
    assert ("DOCUMENT_ERROR", "UNKNOWN_ERROR") == (error["type"], error["reason"])
    assert "Video" in of_type(events, DeviceTrouble)[0].reason
    assert echo.is_in_session


def test_an_answer_to_the_end_of_a_session_may_say_nothing(language):
    """It is dropped, with a warning."""

    def skill(event, context):
        return speech("Hello, or bye.")

    echo, events = make_echo(skill, language)

    echo.say(OPEN)
    echo.wait_for_end()

    assert "SessionEndedRequest" in of_type(events, DeviceWarning)[0].text


def test_a_response_without_the_flag_is_warned_of_and_closes(language):
    """Undocumented on a speaker: the pretend Echo takes the worse."""
    answer = speech("Hm.")
    del answer["response"]["shouldEndSession"]
    echo, events = make_echo(FakeSkill(LaunchRequest=answer), language)

    echo.say(OPEN)

    assert "shouldEndSession" in of_type(events, DeviceWarning)[0].text
    assert not echo.is_in_session


def test_what_is_sent_is_what_is_told(language):
    """An exchange carries the request as the skill received it, and its response."""
    hello = speech("Hello.")
    skill = FakeSkill(LaunchRequest=hello)
    echo, events = make_echo(skill, language)

    echo.say(OPEN)

    (exchange,) = of_type(events, Exchange)
    assert (skill.requests[0], hello) == (exchange.request, exchange.response)


def test_catching_up_does_what_is_overdue_at_its_own_time(language):
    """A face that was late still tells the right moments."""
    clock = VirtualClock(MONDAY)
    echo, events = make_echo(FakeSkill(LaunchRequest=sound(count(3))), language, clock=clock)

    echo.say(OPEN)
    clock.wait_until(MONDAY + timedelta(seconds=2.5))
    echo.catch_up()

    assert [0, 1, 2] == [seconds(said) for said in of_type(events, Said)]
    assert 2500 == echo.position_ms
