"""On an Echo Show the document goes on by itself; whatever it sends, the clock decides."""

import json
import logging
import re
from dataclasses import replace
from datetime import date

import pytest

from skill.alexa import responses
from skill.config import CountingFormat, ScreenMode, SilenceMode
from skill.progress.profile import Practice, Profile
from skill.routine.exercises import ExerciseId
from tests.conversation.conftest import returning_profile
from tests.envelopes import (
    MONDAY_7_AM,
    USER,
    Caller,
    both_slot,
    call,
    document_failed,
    ended,
    event,
    launch,
)
from tests.fakes import InMemoryProgressStore, keep
from tests.limits import RESPONSE_BYTES
from tests.shows import PLAY, SHOW, Show

TODAY = MONDAY_7_AM.date()
FULL = {"routine": both_slot("everything", "full")}
SHORT = {"routine": both_slot("the short one", "short")}
CALF = {"exercise": both_slot("calf stretch", "calf")}
DAY = 24 * 3600

WHOLE_ROUTINE = {
    "calf_steps": 6,
    "calf_done": 1,
    "calf_done_steps": 6,
    "towel_steps": 3,
    "towel_done": 1,
    "towel_done_steps": 3,
    "hamstring_steps": 4,
    "hamstring_done": 1,
    "hamstring_done_steps": 4,
    "tiptoe_steps": 3,
    "tiptoe_done": 1,
    "tiptoe_done_steps": 3,
    "rock_steps": 3,
    "rock_done": 1,
    "rock_done_steps": 3,
    "arch_steps": 10,
    "arch_done": 1,
    "arch_done_steps": 10,
}
"""What the log has when each of the exercises was done once."""

NOTHING = {}

RING_LEFT = re.compile(r'"#[0-9a-f]+", -?1, (\d+), ')
"""How much of an exercise's ring is left, in a summary's document."""


@pytest.fixture
def store():
    """A store where somebody is known who has done all the exercises before."""
    store = InMemoryProgressStore()
    keep(store, USER, returning_profile())
    return store


@pytest.fixture
def show(store):
    """Their Echo Show."""
    return Show(store)


@pytest.fixture
def newcomer():
    """Echo Show of somebody who has never stretched, and lives in London."""
    store = InMemoryProgressStore()
    keep(store, USER, Profile(time_zone="Europe/London"))
    return Show(store)


def done(store):
    """Return what is stored of today."""
    return store.log_of(USER, TODAY)


def routine(show, **slots):
    """Start, and let every document play out; return the sounds, and the answers to "ready"."""
    show.say("StartRoutineIntent", **slots)
    sounds, asked = [], []
    while not show.response.get("shouldEndSession"):
        if show.is_carrying_on:
            sounds.append(show.sound)
            show.plays_out()
        else:
            asked.append(show.response["outputSpeech"]["ssml"])
            show.say("ReadyIntent", after=6)
    return sounds, asked


# --- hands-free ---


def test_one_utterance_runs_a_whole_routine_to_its_closing_words(show, store):
    """Every step is logged once, the microphone never opens, and the end is silent."""
    sounds, asked = routine(show, **FULL)

    assert [] == asked
    assert "Calf stretch." in sounds[0]
    assert "All five, first to last." in sounds[-1]
    assert "outputSpeech" not in show.response
    assert WHOLE_ROUTINE == done(store)


def test_a_document_that_carries_on_is_the_whole_response(show):
    """Neither words nor a reprompt, and no word on the session: the microphone stays shut."""
    show.say("StartRoutineIntent", **CALF)

    assert {"directives"} == show.response.keys()


@pytest.mark.parametrize("times", [1, 2, 5])
@pytest.mark.parametrize("asked_for", [FULL, SHORT], ids=["full", "short"])
def test_nothing_asks_in_a_sound_that_goes_on_by_itself(show, store, asked_for, times):
    """Nobody could answer: the microphone is shut."""
    known = dict.fromkeys(ExerciseId, Practice(times, date(2026, 11, 21)))
    keep(store, USER, replace(returning_profile(), practice=known))
    sounds, _ = routine(show, **asked_for)

    assert [] == [each for each in sounds if each.endswith(("?", "Say ready for the next one."))]


@pytest.mark.parametrize(
    "asked", ["TimeLeftIntent", "WhatNextIntent", "ProgressIntent", "NotReadyIntent"]
)
def test_an_answer_after_which_it_goes_on_asks_nothing(show, asked):
    """On the way into the first count: the microphone is shut after it."""
    show.say("StartRoutineIntent", **FULL)
    show.say(asked, after=6)

    assert show.is_carrying_on
    assert "?" not in show.sound
    show.plays_out()
    assert "calf-1-left" == show.playing["steps"][0][0]


def test_between_two_segments_there_is_the_time_to_change_sides(show):
    """As long as a speaker would have listened."""
    show.say("StartRoutineIntent", **CALF)
    show.plays_out()

    first = show.directives[SHOW]["sources"]["sound"]["mainTemplate"]["item"]["items"][0]
    assert '"duration": 8000' in json.dumps(first)
    assert 8000 < show.playing["steps"][0][1]


def test_who_is_new_is_asked_before_what_has_to_be_fetched(newcomer):
    """A towel, a chair: they say ready, and everything is logged once."""
    sounds, asked = routine(newcomer, **FULL)

    assert 1 < len(asked) < len(sounds)
    assert {"<speak>Ready?</speak>"} == set(asked)
    assert [] == [each for each in sounds if each.endswith("Say ready for the next one.")]
    assert WHOLE_ROUTINE == done(newcomer.store)


def test_the_question_opens_the_microphone_with_the_reprompt_of_a_speaker(newcomer):
    """The document beside it shows the answers, and asks for nothing by itself."""
    newcomer.say("StartRoutineIntent", **FULL)
    while newcomer.is_carrying_on:
        newcomer.plays_out()

    assert {SHOW} == newcomer.directives.keys()
    assert newcomer.response["shouldEndSession"] is False
    assert "Say ready" in newcomer.response["reprompt"]["outputSpeech"]["ssml"]


def test_who_wants_to_be_waited_for_is_asked_at_every_end(store):
    """An operator's choice, as on a speaker."""
    show = Show(store, silence=SilenceMode.WAITS)
    _, asked = routine(show, **CALF)

    assert ["<speak>Ready?</speak>"] * len(asked) == asked
    assert asked
    assert 6 == done(store)["calf_steps"]


@pytest.mark.parametrize("profile", [returning_profile(), Profile()], ids=["known", "new"])
def test_every_response_of_a_routine_is_short_enough(profile, caplog):
    """The document, its sound and the session's attributes."""
    store = InMemoryProgressStore()
    keep(store, USER, profile)
    show = Show(store)
    sizes = []
    show.say("StartRoutineIntent", **FULL)
    while not show.response.get("shouldEndSession"):
        assert SHOW in show.directives
        sizes.append(len(json.dumps(show.answer)))
        if show.is_carrying_on:
            show.plays_out()
        else:
            show.say("ReadyIntent", after=6)

    assert max(sizes) < RESPONSE_BYTES
    assert "left out" not in caplog.text


# --- the event is a wish ---


@pytest.mark.parametrize("seconds", [0, 1, 30, 100])
def test_an_early_event_logs_and_skips_nothing(show, store, seconds, caplog):
    """The sound has failed: the same segment is played at once, as a speaker plays it."""
    show.say("StartRoutineIntent", **CALF)
    failed = show.shown
    with caplog.at_level(logging.WARNING):
        show.over(failed, after=seconds)

    assert {PLAY} == show.directives.keys()
    assert show.response["shouldEndSession"] is False
    assert "Left leg" in json.dumps(show.response)
    assert "directives" in show.response["reprompt"]
    assert show.playing["segment_id"] != failed
    assert "calf-1-left" == show.playing["steps"][0][0]
    assert NOTHING == done(store)
    assert "over too early" in caplog.text


def test_after_an_early_event_everything_goes_as_on_a_speaker(show, store):
    """Silence goes on, and each step is logged once."""
    show.say("StartRoutineIntent", **CALF)
    failed = show.shown
    show.over(failed, after=3)
    show.over(failed, after=200)
    assert NOTHING == show.response
    show.send(ended(), after=400)

    assert {"calf_steps": 6, "calf_done": 1, "calf_done_steps": 6} == done(store)


def test_a_device_whose_sound_failed_is_known_for_weeks(show):
    """Then it is tried again: it may have been updated."""
    show.say("StartRoutineIntent", **CALF)
    show.over(show.shown, after=3)
    show.hang_up()
    show.say("StartRoutineIntent", after=20 * DAY, **CALF)
    assert {PLAY} == show.directives.keys()
    show.hang_up()
    show.say("StartRoutineIntent", after=9 * DAY, **CALF)
    assert show.is_carrying_on


@pytest.mark.parametrize("sooner", [0, 2])
def test_a_clock_that_is_a_little_behind_is_no_failure(show, store, sooner):
    """Whole seconds are all that a request's time may have."""
    show.say("StartRoutineIntent", **CALF)
    show.over(show.shown, after=show.seconds_left - sooner)

    assert show.is_carrying_on
    assert "calf-3-left" == show.playing["steps"][0][0]
    assert 4 == done(store)["calf_steps"]


def test_an_event_that_comes_twice_has_one_effect(show, store):
    """The second one finds another segment playing."""
    show.say("StartRoutineIntent", **CALF)
    first = show.shown
    show.plays_out()
    second = show.playing
    assert NOTHING == show.over(first, after=1)
    assert second == show.playing
    show.plays_out()

    assert 6 == done(store)["calf_steps"]


def test_two_events_that_meet_have_one_effect(show, store):
    """Both bring the session as it was: the one that is later finds its segment settled."""
    show.say("StartRoutineIntent", **CALF)
    carried, first = show.attributes, show.shown
    show.plays_out()
    second = show.playing
    show.attributes = carried
    assert NOTHING == show.over(first, after=1)

    assert second == show.playing
    show.over(second["segment_id"], after=show.seconds_left + 2)
    assert {"calf_steps": 6, "calf_done": 1, "calf_done_steps": 6} == done(store)


def test_a_request_that_is_sent_again_is_answered_the_same(show, store):
    """Alexa may try an event twice."""
    show.say("StartRoutineIntent", **CALF)
    show.plays_out()
    again = call(show.skill, show.event)

    assert show.answer["response"] == again["response"]
    assert 4 == done(store)["calf_steps"]


@pytest.mark.parametrize(
    "arguments", [(), ("over",), ("over", None), ("over", "x"), ("say", "jump")]
)
def test_an_event_that_means_nothing_changes_nothing(show, store, arguments):
    """The count plays on."""
    show.say("StartRoutineIntent", **CALF)
    playing = show.playing
    assert NOTHING == show.send(event(*arguments), after=40)

    assert playing == show.playing
    assert NOTHING == done(store)


def test_a_document_may_outlive_its_session(show, store):
    """What it asks for is played, and logged once."""
    show.say("StartRoutineIntent", **CALF)
    first, seconds = show.shown, show.seconds_left
    show.hang_up()
    show.over(first, after=seconds + 1)

    assert show.is_carrying_on
    assert "calf-3-left" == show.playing["steps"][0][0]
    assert 4 == done(store)["calf_steps"]
    show.plays_out()
    assert 6 == done(store)["calf_steps"]


def test_a_document_that_outlives_its_session_and_fails_is_played_as_on_a_speaker(show, store):
    """As within the session."""
    show.say("StartRoutineIntent", **CALF)
    first = show.shown
    show.hang_up()
    show.over(first, after=4)

    assert {PLAY} == show.directives.keys()
    assert NOTHING == done(store)


# --- a missing event ---


def test_without_the_event_ready_goes_on(show, store):
    """The clock has settled what was played."""
    show.say("StartRoutineIntent", **CALF)
    show.say("ReadyIntent", after=300)

    assert show.is_carrying_on
    assert "calf-3-left" == show.playing["steps"][0][0]
    assert 4 == done(store)["calf_steps"]


def test_a_session_that_ends_in_a_count_logs_what_was_played(show, store):
    """Also where Alexa says that nobody spoke: nobody was listened to."""
    show.say("StartRoutineIntent", **CALF)
    [_, second, *_] = show.playing["steps"]
    show.send(ended("EXCEEDED_MAX_REPROMPTS"), after=second[1] / 1000 + 5)

    assert {"calf_steps": 1} == done(store)


def test_a_lost_answer_to_an_event_counts_nothing_twice(show, store):
    """The device still has the session of before."""
    show.say("StartRoutineIntent", **CALF)
    carried = show.attributes
    show.plays_out()
    show.attributes = carried
    show.say("ReadyIntent", after=30)
    assert "calf-3-left" == show.playing["steps"][0][0]
    show.plays_out()

    assert {"calf_steps": 6, "calf_done": 1, "calf_done_steps": 6} == done(store)


def test_a_session_that_ends_without_a_word_of_its_screen_counts_nothing_more(show, store):
    """The end of a session need not say what device it was: what it was sent says it."""
    show.say("StartRoutineIntent", **CALF)
    show.has_screen = False
    show.send(ended("EXCEEDED_MAX_REPROMPTS"), after=40)

    assert NOTHING == done(store)


# --- another device of the person ---


def test_a_count_that_another_device_has_taken_over_does_not_go_on(show, store):
    """Its document asks for more, as it does not know: nothing plays, and nothing counts twice."""
    show.say("StartRoutineIntent", **FULL)
    speaker = Caller(store, device="amzn1.ask.device.THE-SPEAKER", at=show.at)
    speaker.send(launch(), after=60)
    speaker.say("AMAZON.YesIntent", after=4)
    taken_over = done(store)
    show.at = speaker.at
    asked = show.plays_out()

    assert NOTHING == asked
    assert {"calf_steps": 1} == taken_over == done(store)
    speaker.say("AMAZON.PauseIntent", after=70)
    assert {"calf_steps": 2} == done(store)


def test_a_touch_takes_the_count_back_to_the_screen(show, store):
    """From the launch on: it is asked there, too."""
    show.say("StartRoutineIntent", **FULL)
    speaker = Caller(store, device="amzn1.ask.device.THE-SPEAKER", at=show.at)
    speaker.send(launch(), after=60)
    speaker.say("AMAZON.YesIntent", after=4)
    show.hang_up()
    show.at = speaker.at
    show.send(launch(), after=20)
    show.touch("yes")

    assert show.is_carrying_on
    speaker.at = show.at
    speaker.send(ended(), after=400)
    show.at = speaker.at
    assert {"calf_steps": 1} == done(store)


# --- touches ---


def test_a_touch_in_a_count_does_what_the_word_does(show, store):
    """The count stops, and goes on where it was."""
    show.say("StartRoutineIntent", **CALF)
    [_, second, *_] = show.playing["steps"]
    show.touch("pause", after=second[1] / 1000 + 5)
    assert "Paused." in show.response["outputSpeech"]["ssml"]
    assert show.response["shouldEndSession"] is False
    show.touch("resume")

    assert show.is_carrying_on
    assert "calf-1-right" == show.playing["steps"][0][0]
    assert {"calf_steps": 1} == done(store)


def test_two_touches_on_one_screen_have_one_effect(show):
    """The second "pause" would close."""
    show.say("StartRoutineIntent", **CALF)
    counting = show.shown
    show.touch("pause", after=60)
    before = show.attributes

    assert NOTHING == show.touch("pause", after=1, screen=counting)
    assert before == show.attributes
    show.touch("resume")
    assert show.is_carrying_on


def test_an_old_screen_has_no_effect(show):
    """Whatever was shown before the last answer."""
    show.say("StartRoutineIntent", **CALF)
    old = show.shown
    show.plays_out()
    playing = show.playing

    assert NOTHING == show.touch("stop", screen=old)
    assert playing == show.playing


def test_an_answer_can_be_touched(store):
    """The first question that there is: which foot is sore."""
    show = Show(InMemoryProgressStore())
    show.send(launch())
    assert {SHOW} == show.directives.keys()
    show.touch("left", after=8)

    assert "left" == show.attributes["profile"]["settings"]["foot"]


@pytest.mark.parametrize(("touched", "exercises"), [("full", 5), ("short", 2)])
def test_the_question_which_routine_has_both_to_be_touched(touched, exercises):
    """All five, or two: neither is a no."""
    show = Show(InMemoryProgressStore())
    show.send(launch())
    show.touch("left", after=8)
    assert "or two?" in show.response["outputSpeech"]["ssml"]
    show.touch(touched)

    assert show.is_carrying_on
    assert exercises == len(show.attributes["session"]["picks"])


def test_a_screen_that_outlives_its_session_can_be_touched(show, store):
    """It is the last answer that is shown, and it is known."""
    show.say("StartRoutineIntent", **CALF)
    old = show.shown
    show.touch("pause", after=60)
    paused = show.shown
    show.hang_up()

    assert NOTHING == show.touch("resume", screen=old)
    show.hang_up()
    show.touch("resume", screen=paused)
    assert show.is_carrying_on


@pytest.mark.parametrize("level", [0, 2, 3, 5, 6, 10])
def test_a_level_of_pain_is_touched_as_it_is_said(level):
    """The same answer, and the same rule decides."""
    said, touched = (Show(InMemoryProgressStore()) for _ in range(2))
    for show in (said, touched):
        keep(show.store, USER, returning_profile())
        show.say("StartRoutineIntent", **CALF)
        show.say("HurtsIntent", after=60)
    said.say("NumberIntent", after=4, number={"value": str(level)})
    touched.touch(f"pain_{level}", after=4)

    assert said.response["outputSpeech"] == touched.response["outputSpeech"]
    assert said.response["reprompt"] == touched.response["reprompt"]


@pytest.mark.parametrize(
    ("asked", "answered", "touched", "heard"),
    [
        ("HowToIntent", ("StartRoutineIntent", CALF), "calf", "wall"),
        ("SetSetsIntent", ("NumberIntent", {"number": {"value": "2"}}), "sets_2", "two"),
        ("SetPaceIntent", ("SetPaceIntent", {"pace": both_slot("slower", "slow")}), "slower", ""),
    ],
)
def test_what_is_asked_for_is_touched_as_it_is_said(asked, answered, touched, heard):
    """An exercise, a number, a setting."""
    by_voice, by_hand = (Show(InMemoryProgressStore()) for _ in range(2))
    for show in (by_voice, by_hand):
        keep(show.store, USER, returning_profile())
        show.say(asked)
    intent, slots = answered
    by_voice.say(intent, after=4, **slots)
    by_hand.touch(touched, after=4)

    assert by_voice.response["outputSpeech"] == by_hand.response["outputSpeech"]
    assert by_voice.attributes["profile"] == by_hand.attributes["profile"]
    assert heard in by_hand.response["outputSpeech"]["ssml"].lower()


def test_what_was_done_today_is_shown(show):
    """A ring for each exercise, whether or not anything was done."""
    show.say("ProgressIntent")
    assert "Nothing yet today" in show.response["outputSpeech"]["ssml"]
    nothing = json.dumps(show.directives[SHOW]["document"])
    show.hang_up()
    show.say("StartRoutineIntent", **CALF)
    show.plays_out()
    show.plays_out()
    show.say("ProgressIntent", after=60)
    calf = json.dumps(show.directives[SHOW]["document"])

    assert ["100"] * 5 == RING_LEFT.findall(nothing)
    assert ["0", *["100"] * 4] == RING_LEFT.findall(calf)


def test_a_touch_about_pain_is_logged_without_the_person(store):
    """As the words are."""
    told = []
    show = Show(store, observe=told.append)
    show.say("StartRoutineIntent", **CALF)
    show.touch("pause", after=60)
    show.touch("hurts")
    assert "stop" in show.response["outputSpeech"]["ssml"].lower()
    show.touch("pain_2")

    assert ("UserEvent", True) == (told[-3].request, bool(told[-3].user))
    for each in told[-2:]:
        assert ("IntentRequest", "", "") == (each.request, each.user, each.exercise)


# --- documents that fail ---


def test_a_document_that_cannot_be_shown_was_not_played(show, store):
    """The device is answered as a speaker from then on."""
    show.say("StartRoutineIntent", **CALF)
    assert NOTHING == show.send(document_failed(show.shown), after=1)
    show.say("ReadyIntent", after=200)

    assert {PLAY} == show.directives.keys()
    assert "calf-1-left" == show.playing["steps"][0][0]
    assert NOTHING == done(store)


def test_an_old_document_that_fails_takes_nothing_from_the_present_one(show, store):
    """What was played counts; the next answer is a speaker's."""
    show.say("StartRoutineIntent", **CALF)
    old = show.shown
    show.plays_out()
    show.send(document_failed(old), after=1)
    show.say("ReadyIntent", after=show.seconds_left + 5)

    assert {PLAY} == show.directives.keys() or "directives" not in show.response
    assert 6 == done(store)["calf_steps"]


def test_a_response_that_alexa_calls_invalid_was_the_document(show, store):
    """It is left out from then on; the sound is tried without it."""
    show.say("StartRoutineIntent", **CALF)
    show.send(ended("ERROR", error={"type": "INVALID_RESPONSE"}), after=200)
    show.say("StartRoutineIntent", after=60, **CALF)

    assert {PLAY} == show.directives.keys()
    assert NOTHING == done(store)


def test_a_document_that_is_too_large_is_left_out(show, store, monkeypatch, caplog):
    """The sound plays all the same."""
    monkeypatch.setattr(responses, "MOST_BYTES", 5_000)
    show.say("StartRoutineIntent", **CALF)

    assert {PLAY} == show.directives.keys()
    assert show.response["shouldEndSession"] is False
    assert "Say ready" in show.response["reprompt"]["outputSpeech"]["ssml"]
    assert "left out" in caplog.text
    show.say("ReadyIntent", after=300)
    assert 4 == done(store)["calf_steps"]


def test_a_store_that_is_down_is_told_when_somebody_can_hear_it(show, store):
    """Not beside a count, which would be out of step with its picture."""
    show.say("StartRoutineIntent", **CALF)
    store.go_down()
    show.plays_out()
    assert show.is_carrying_on
    show.touch("pause", after=60)
    assert "can't save" in show.response["outputSpeech"]["ssml"]
    store.come_back()
    show.touch("resume")
    show.plays_out()

    assert 6 == done(store)["calf_steps"]


# --- the other modes ---


def conversation(show):
    """Talk for a while; return all answers."""
    answers = []
    for request in (
        lambda: show.send(launch()),
        lambda: show.say("StartRoutineIntent", after=5, **FULL),
        lambda: show.say("WhereAmIIntent", after=90),
        lambda: show.say("AMAZON.PauseIntent", after=70),
        lambda: show.say("AMAZON.ResumeIntent", after=20),
        lambda: show.say("ReadyIntent", after=250),
        lambda: show.send(ended(), after=600),
    ):
        request()
        answers.append(show.answer)
    return answers


def without_pictures(answer):
    """Return an answer as it would be without a screen."""
    plain = json.loads(json.dumps(answer))
    plain["sessionAttributes"].get("session", {}).pop("shown", None)
    directives = plain["response"].pop("directives", [])
    if sounds := [each for each in directives if each["type"] != SHOW]:
        plain["response"]["directives"] = sounds
    return plain


def spoken(**configuration):
    """Return what a device says in the same conversation, one that knows the person."""
    store = InMemoryProgressStore()
    keep(store, USER, returning_profile())
    show = Show(store, **configuration)
    return show, conversation(show)


def test_switched_off_a_screen_changes_nothing_at_all():
    """Byte for byte."""
    _, off = spoken(screen=ScreenMode.OFF)
    store = InMemoryProgressStore()
    keep(store, USER, returning_profile())
    speaker = Show(store)
    speaker.has_screen = False

    assert json.dumps(conversation(speaker)) == json.dumps(off)


def test_a_picture_stands_beside_the_sound_and_changes_nothing_else():
    """Microphone, reprompt and silence are those of a speaker."""
    _, off = spoken(screen=ScreenMode.OFF)
    show, shown = spoken(screen=ScreenMode.PICTURE)

    assert off == [without_pictures(each) for each in shown]
    assert [SHOW, PLAY] == [each["type"] for each in shown[1]["response"]["directives"]]
    assert all("sources" not in json.dumps(each["response"]) for each in shown)
    assert done(show.store)


@pytest.mark.parametrize("profile", [returning_profile(), Profile()], ids=["known", "new"])
def test_a_picture_gives_way_to_the_sound(profile, caplog):
    """Two segments stand beside it: it leaves out drawings, and is never left out itself."""
    store = InMemoryProgressStore()
    keep(store, USER, profile)
    show = Show(store, screen=ScreenMode.PICTURE)
    show.say("StartRoutineIntent", **FULL)
    sizes = []
    for _ in range(6):
        assert SHOW in show.directives
        sizes.append(len(json.dumps(show.answer)))
        show.say("ReadyIntent", after=240)

    assert max(sizes) < RESPONSE_BYTES
    assert "left out" not in caplog.text


def test_a_picture_takes_what_room_there_is(store, monkeypatch):
    """Fewer drawings, but the numeral and the ring."""
    show = Show(store, screen=ScreenMode.PICTURE)
    show.say("StartRoutineIntent", **FULL)
    whole = len(json.dumps(show.answer))
    show.hang_up()
    monkeypatch.setattr(responses, "MOST_BYTES", whole - 2_500)
    show.say("StartRoutineIntent", after=DAY, **FULL)

    document = show.directives[SHOW]["document"]
    assert whole - 5_000 < len(json.dumps(show.answer)) < whole - 2_000
    assert {"ring", "dots", "done"} <= document["graphics"].keys()
    assert PLAY in show.directives


def test_a_picture_can_be_touched(store):
    """By the same commands."""
    show = Show(store, screen=ScreenMode.PICTURE)
    show.say("StartRoutineIntent", **CALF)
    show.touch("pause", after=60)

    assert "Paused." in show.response["outputSpeech"]["ssml"]


@pytest.mark.parametrize("seconds", [3, 30, 500])
def test_an_event_of_a_picture_is_ignored(store, seconds):
    """It was sent none that asks: what plays by itself plays on."""
    show = Show(store, screen=ScreenMode.PICTURE)
    show.say("StartRoutineIntent", **CALF)
    playing = show.playing

    assert NOTHING == show.over(show.shown, after=seconds)
    assert playing == show.playing
    assert NOTHING == done(store)


def test_counting_in_ssml_has_a_picture_at_most(store):
    """Its sound cannot be given to a document."""
    show = Show(store, counting=CountingFormat.SSML)
    show.say("StartRoutineIntent", **CALF)

    assert {SHOW} == show.directives.keys()
    assert not show.is_carrying_on
    assert show.response["shouldEndSession"] is False
