"""Loading, logging and saving around a command; with a store, or a service, that may be down."""

import json
import socket
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus

import pytest

from simulator.rig.settings_service import SettingsService
from skill.alexa.time_zone import LIKELY_ZONES
from skill.progress.days import known_zone
from skill.progress.profile import Practice
from skill.progress.store import Person, Superseded
from skill.routine.exercises import ExerciseId, Foot
from skill.routine.message import message
from skill.service.telemetry import pseudonym
from skill.speech.narration import narration_for
from tests.envelopes import (
    DEVICE,
    MONDAY_7_AM,
    SECRETS,
    TOKEN,
    USER,
    Caller,
    both_slot,
    ended,
    heard,
    launch,
    sound_failed,
)
from tests.fakes import keep

MONDAY = MONDAY_7_AM.date()
ECHO = pseudonym(DEVICE)
ARCH = {"exercise": both_slot("arch", "arch")}
CALF = {"exercise": both_slot("calf", "calf")}
THIS_WEEK = {"period": both_slot("week", "week")}
LEFT = {"foot": both_slot("left", "left")}
FAULT = narration_for()(message("store-down"))
WHOLE_ROUND = {"arch_steps": 10, "arch_done": 1, "arch_done_steps": 10}
LONG_ENOUGH = 300
"""Seconds after which whatever one response plays is over."""


def count_arch(caller, **kwargs):
    """Start the arch stretch and say ready; what is returned plays the whole round."""
    caller.say("StartRoutineIntent", **ARCH, **kwargs)
    return caller.say("ReadyIntent", after=20)


def is_told(response):
    """Return whether a response says that nothing can be saved."""
    return FAULT in heard(response)


def contents(plain):
    """Return all that an APLA document has Alexa say, without the marks of SSML."""
    if isinstance(plain, list):
        return [words for each in plain for words in contents(each)]
    if not isinstance(plain, dict):
        return []
    said = [plain["content"]] if plain.get("type") == "Speech" else []
    own = [words.removeprefix("<speak>").removesuffix("</speak>") for words in said]
    return own + contents(list(plain.values()))


def seconds_into(caller, step):
    """Return how long after the answer a step of what plays is over, and one second more."""
    steps = caller.attributes["session"]["playing"]["steps"]
    return steps[step][2] // 1000 + 3


# --- as long as everything works ---


def test_a_round_is_counted_once_it_is_over(caller, store):
    """The control: what this file's other tests change one thing of."""
    response = count_arch(caller)
    assert response["directives"]
    assert {} == store.log_of(USER, MONDAY)

    caller.say("ProgressIntent", after=LONG_ENOUGH)

    assert WHOLE_ROUND == store.log_of(USER, MONDAY)
    assert Practice(1, MONDAY) == store.profile(USER).practice[ExerciseId.ARCH]


def test_a_session_reads_once_and_writes_at_most_twice_a_turn(caller, store):
    """Profile, session and day travel in the session attributes."""
    count_arch(caller)
    for intent in ("AMAZON.PauseIntent", "AMAZON.ResumeIntent", "AMAZON.HelpIntent"):
        before = store.writes
        caller.say(intent, after=30)
        assert store.writes - before <= 2
    caller.send(ended(), after=LONG_ENOUGH)

    assert 1 == store.loads
    assert WHOLE_ROUND == store.log_of(USER, MONDAY)


@pytest.mark.parametrize(("slots", "reads"), [({}, 1), (THIS_WEEK, 1)])
def test_a_question_about_what_was_done_reads_the_days(caller, store, slots, reads):
    """Another device may have done its part of today."""
    count_arch(caller)
    caller.say("ProgressIntent", after=30, **slots)

    assert 1 + reads == store.loads


def test_somebody_new_who_only_asks_leaves_no_profile_behind(store):
    """A question is no reason to keep something of a person: there is nothing to keep."""
    store.profiles.clear()

    Caller(store).say("AMAZON.HelpIntent")

    assert (None, 0) == (store.profile(USER), store.attempts)


def test_the_place_is_found_again_in_another_session(caller, store):
    """Also after a session that nobody told the end of."""
    count_arch(caller)
    caller.hang_up()

    caller.send(launch(), after=50)

    steps = store.log_of(USER, MONDAY)["arch_steps"]
    assert 1 <= steps < 10
    assert caller.attributes["session"]["question"] == "resume"


def test_a_segment_that_nobody_told_the_end_of_counts_on_the_day_it_was_played(caller, store):
    """The next visit, days later, settles it as played to its end."""
    count_arch(caller)
    caller.hang_up()

    caller.send(launch(), after=3 * 24 * 3600)

    assert WHOLE_ROUND == store.log_of(USER, MONDAY)
    assert {} == store.log_of(USER, MONDAY + timedelta(3))


def test_what_was_skipped_is_not_counted_by_a_later_visit(caller, store):
    """The stored place must not stay behind as playing when the routine is over."""
    count_arch(caller)
    caller.say("SkipIntent", part=both_slot("exercise", "exercise"), after=5)
    assert {} == store.log_of(USER, MONDAY)
    caller.hang_up()

    caller.send(launch(), after=3600)

    assert {} == store.log_of(USER, MONDAY)


def test_a_stored_place_that_cannot_be_read_is_passed_over(store, caller):
    """The person starts anew instead of hearing of a fault at every visit."""
    store.places[USER] = {ECHO: json.dumps({"picks": "calf"})}

    response = caller.send(launch())

    assert response["directives"]
    assert [["calf"], ["towel"]] == store.places_of(USER)[ECHO]["picks"][:2]


# --- two devices ---


def test_of_two_devices_the_later_one_wins_and_every_step_counts(store):
    """The profile is the later one's; the day has what both did."""
    kitchen, bedroom = Caller(store), Caller(store)
    bedroom.number, bedroom.device = 100, "amzn1.ask.device.BEDROOM"
    count_arch(kitchen)
    bedroom.say("StartRoutineIntent", **CALF)
    bedroom.say("ReadyIntent", after=30)
    playing = bedroom.attributes["session"]["playing"]
    holds = len(playing["steps"]) + len(playing["then"]["steps"])
    kitchen.say("AMAZON.StopIntent", after=LONG_ENOUGH)
    assert ExerciseId.ARCH in store.profile(USER).practice

    bedroom.say("SetFootIntent", after=400, foot=both_slot("right", "right"))

    assert Foot.RIGHT is store.profile(USER).settings.foot
    assert ExerciseId.ARCH in store.profile(USER).practice
    log = store.log_of(USER, MONDAY)
    assert (10, holds) == (log["arch_steps"], log["calf_steps"])


def test_devices_that_keep_being_faster_do_not_keep_anybody_from_an_answer(
    caller, store, monkeypatch, caplog
):
    """What could not be saved in this turn is saved in the next."""
    caller.send(launch())

    def overtaken(*_):
        raise Superseded(Person(store.profile(USER)))

    with monkeypatch.context() as patch:
        patch.setattr(store, "write", overtaken)
        response = caller.say("SetFootIntent", after=5, foot=both_slot("right", "right"))
    assert "own side" not in heard(response)
    assert not is_told(response)
    assert not any(secret in caplog.text for secret in SECRETS)

    caller.say("AMAZON.HelpIntent", after=5)
    assert Foot.RIGHT is store.profile(USER).settings.foot


# --- a store that is down ---


def test_a_store_that_is_down_from_the_start_is_told_once_and_coaching_goes_on(caller, store):
    """The count plays; what was done waits, and is written when the store is back."""
    store.go_down()
    caller.at += timedelta(hours=4)  # the same day in the zone that the language suggests

    told = [is_told(caller.say("StartRoutineIntent", **ARCH))]
    response = caller.say("ReadyIntent", after=20)
    told.append(is_told(response))
    assert response["directives"]
    told.append(is_told(caller.say("AMAZON.PauseIntent", after=seconds_into(caller, 3))))
    waiting = caller.attributes["pending"]
    told.append(is_told(caller.say("AMAZON.ResumeIntent", after=5)))

    assert [True, False, False, False] == told
    # The instruction was cut short, too: it is over, and counts nothing.
    assert [{}, {"arch_steps": 4}] == [counters for _, _, counters in waiting]

    store.come_back()
    assert not is_told(caller.say("AMAZON.PauseIntent", after=LONG_ENOUGH))

    assert WHOLE_ROUND == store.log_of(USER, MONDAY)
    assert "pending" not in caller.attributes


def test_a_profile_that_was_not_read_is_never_written_over(caller, store):
    """The one in the attributes is a stand-in: its foot, its zone and its history are nobody's."""
    keep(store, USER, replace(store.profile(USER), practice={ExerciseId.CALF: Practice(7, MONDAY)}))
    store.is_readable = False

    count_arch(caller)
    caller.say("AMAZON.PauseIntent", after=50)
    assert 2 == store.profile(USER).version

    store.come_back()
    caller.say("AMAZON.ResumeIntent", after=5)

    profile = store.profile(USER)
    assert 3 == profile.version
    assert (Foot.LEFT, "Europe/Oslo") == (profile.settings.foot, profile.time_zone)
    assert Practice(7, MONDAY) == profile.practice[ExerciseId.CALF]


def test_a_store_that_goes_down_in_the_middle_is_told_once(caller, store):
    """The words come first, and the count goes on."""
    count_arch(caller)
    store.go_down()

    told = [
        is_told(caller.say(intent, after=30))
        for intent in ("AMAZON.PauseIntent", "AMAZON.ResumeIntent", "AMAZON.PauseIntent")
    ]
    store.come_back()
    told.append(is_told(caller.say("AMAZON.ResumeIntent", after=30)))

    assert [True, False, False, False] == told
    assert store.log_of(USER, MONDAY)["arch_steps"] >= 2
    assert "pending" not in caller.attributes


def test_what_waits_is_written_at_the_end_of_the_session(caller, store):
    """The last chance: after it the attributes are gone."""
    count_arch(caller)
    store.go_down()
    caller.say("AMAZON.PauseIntent", after=50)
    store.come_back()

    caller.send(ended(), after=20)

    assert store.log_of(USER, MONDAY)["arch_steps"] >= 2


def test_what_was_chosen_while_the_store_was_down_is_saved_later(caller, store):
    """Also when the turn in which it is back changes nothing itself."""
    caller.send(launch())
    store.go_down()
    caller.say("SetFootIntent", after=5, foot=both_slot("right", "right"))
    assert Foot.LEFT is store.profile(USER).settings.foot

    store.come_back()
    caller.say("WhereAmIIntent", after=5)

    assert Foot.RIGHT is store.profile(USER).settings.foot


def test_a_count_begins_after_the_words_about_the_store(caller, store):
    """The clock is the sensor: what is said before the count must not be counted as work."""
    caller.say("StartRoutineIntent", **ARCH)
    store.go_down()
    caller.say("ReadyIntent", after=20)

    now_ms = int(caller.at.timestamp() * 1000)
    words_ms = narration_for().slot_ms(FAULT)
    assert words_ms > 1000
    assert now_ms + words_ms == caller.attributes["session"]["playing"]["started_at_ms"]


def test_a_store_that_did_not_answer_is_not_asked_again_in_the_same_turn(caller, store):
    """Two waits of four seconds are more than the eight that Alexa gives."""
    count_arch(caller)
    store.is_readable = False
    store.attempts = 0

    assert is_told(caller.say("ProgressIntent", after=LONG_ENOUGH, **THIS_WEEK))

    assert 0 == store.attempts
    assert [WHOLE_ROUND] == [counters for _, _, counters in caller.attributes["pending"]]


def test_progress_that_cannot_be_read_is_not_told_as_nothing(caller, store):
    """Words that say so would be a guess."""
    store.go_down()

    response = caller.say("ProgressIntent")

    assert "nothing" not in heard(response).lower()


def test_somebody_new_is_welcomed_when_the_store_is_back(store):
    """A store that is down says nothing about who somebody is: the safety line comes next time."""
    store.profiles.clear()
    store.go_down()
    caller = Caller(store)
    caller.send(launch())
    store.come_back()
    caller.say("AMAZON.StopIntent", after=60)

    caller.send(launch(), after=60)

    assert "not a doctor" in heard(caller.answer["response"])


# --- told means heard ---


@pytest.mark.parametrize("lost", ["the answer", "the table", "the sound"])
def test_a_warning_that_nobody_heard_is_given_again(store, lost):
    """It is noted when a later request of the session shows that its answer arrived."""
    store.profiles.clear()
    caller = Caller(store)
    if lost == "the table":
        store.go_down()
    caller.send(launch())
    if lost == "the sound":
        caller.send(sound_failed(), after=2)
    caller.hang_up()
    store.come_back()

    response = caller.send(launch(), after=60)

    assert "not a doctor" in heard(response)
    assert "Which foot is sore" in heard(response)


def test_a_warning_that_was_heard_is_given_once(store):
    """Any request within the session brings its answer's attributes back."""
    store.profiles.clear()
    caller = Caller(store)
    caller.send(launch())
    caller.send(ended(), after=60)

    assert 1 == store.profile(USER).told["disclaimer"]
    assert MONDAY - timedelta(1) == store.profile(USER).foot_asked_on, "one at night in Chicago"
    assert "not a doctor" not in heard(caller.send(launch(), after=60))


# --- a device that cannot play APL for Audio ---


def test_what_a_device_could_not_play_is_not_counted_and_comes_again_in_plain_speech(caller, store):
    """The count begins anew where the silent one began, as SSML."""
    assert count_arch(caller)["directives"]
    silent = caller.attributes["session"]["playing"]["steps"][0][0]

    assert {} == caller.send(sound_failed(), after=2)
    response = caller.say("ReadyIntent", after=200)

    assert "directives" not in response
    assert "<break" in response["outputSpeech"]["ssml"]
    assert silent == caller.attributes["session"]["playing"]["steps"][0][0]
    assert {} == store.log_of(USER, MONDAY)


def test_what_a_device_could_not_play_is_not_counted_by_a_later_visit_either(caller, store):
    """The place that rests in the store must know of it, too."""
    count_arch(caller)
    caller.send(sound_failed(), after=2)
    caller.hang_up()

    caller.send(launch(), after=LONG_ENOUGH)

    assert {} == store.log_of(USER, MONDAY)


def test_an_instruction_that_a_device_could_not_play_is_given_again(caller):
    """Not the count after an instruction that nobody heard."""
    words = contents(caller.say("StartRoutineIntent", **ARCH)["directives"])
    caller.send(sound_failed(), after=2)

    response = caller.say("ReadyIntent", after=5)

    assert "directives" not in response
    longest = max(words, key=len)
    assert len(longest.split()) > 5
    assert longest in response["outputSpeech"]["ssml"]


def test_a_store_that_is_down_does_not_keep_a_device_from_plain_speech(caller, store):
    """The attributes carry it."""
    count_arch(caller)
    store.go_down()
    assert {} == caller.send(sound_failed(), after=2)
    store.come_back()

    assert "directives" not in caller.say("ReadyIntent", after=20)


# --- the same request twice ---


@pytest.mark.parametrize("name", ["AMAZON.PauseIntent", "AMAZON.NextIntent", "SkipIntent"])
def test_a_request_that_comes_twice_counts_once_and_is_answered_the_same(caller, store, name):
    """Lambda, and perhaps Alexa, try again when an answer gets lost."""
    count_arch(caller)
    first = caller.say(name, after=seconds_into(caller, 2))
    counters = store.log_of(USER, MONDAY)

    second = caller.skill(caller.event, None)

    assert first == json.loads(json.dumps(second["response"]))
    assert counters == store.log_of(USER, MONDAY)
    assert 3 == counters["arch_steps"]


def test_an_opening_that_comes_twice_counts_what_was_open_once(caller, store):
    """It settles what the last session left; the second time there is nothing left to settle."""
    count_arch(caller)
    caller.hang_up()
    caller.send(launch(), after=LONG_ENOUGH)

    caller.skill(caller.event, None)

    assert WHOLE_ROUND == store.log_of(USER, MONDAY)


def test_what_a_turn_settled_whose_answer_was_lost_is_taken_up(caller, store):
    """The device still says that the segment plays; one undo takes back the last of it."""
    count_arch(caller)
    before = caller.attributes
    caller.say("AMAZON.PauseIntent", after=seconds_into(caller, 2))
    assert 3 == store.log_of(USER, MONDAY)["arch_steps"]

    caller.attributes = before
    caller.say("UndoIntent", after=60)

    assert {"arch_steps": 2} == store.log_of(USER, MONDAY)


def test_an_end_that_comes_twice_counts_once(caller, store):
    """And at once with the opening of the next session."""
    count_arch(caller)
    caller.send(ended(), after=LONG_ENOUGH)
    caller.skill(caller.event, None)
    caller.send(launch(), after=1)

    assert WHOLE_ROUND == store.log_of(USER, MONDAY)


# --- the time zone ---


class CountedService(SettingsService):
    """Alexa's settings service, and how often it was asked."""

    asked = 0

    def answer(self, path, authorization):
        """Answer, and count it."""
        self.asked += 1
        return super().answer(path, authorization)


@pytest.fixture
def nobodys_zone(store):
    """Return the store, with the same person before their zone was known."""
    keep(store, USER, replace(store.profile(USER), time_zone=None, time_zone_at_ms=0))
    return store


def test_the_time_zone_is_asked_for_once_and_kept(nobodys_zone):
    """Not in every turn, not in every session."""
    with CountedService("Pacific/Auckland", TOKEN) as service:
        caller = Caller(nobodys_zone, endpoint=service.endpoint)
        count_arch(caller)
        caller.send(ended(), after=LONG_ENOUGH)
        caller.send(launch(), after=60)

    assert 1 == service.asked
    assert "Pacific/Auckland" == nobodys_zone.profile(USER).time_zone


def test_the_time_zone_is_kept_also_when_nothing_else_changed(nobodys_zone):
    """A single question is enough to know it."""
    with CountedService("Pacific/Auckland", TOKEN) as service:
        for _ in range(2):
            Caller(nobodys_zone, endpoint=service.endpoint).say("ProgressIntent")

    assert 1 == service.asked
    assert "Pacific/Auckland" == nobodys_zone.profile(USER).time_zone


def test_the_day_is_the_one_in_the_devices_time_zone(nobodys_zone):
    """Early morning in Auckland, afternoon in Greenwich: the round belongs to the new day."""
    with CountedService("Pacific/Auckland", TOKEN) as service:
        at = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)  # 04:00 on the third of March
        caller = Caller(nobodys_zone, at=at, endpoint=service.endpoint)
        count_arch(caller)
        caller.send(ended(), after=LONG_ENOUGH)

    assert {} == nobodys_zone.log_of(USER, date(2026, 3, 2))
    assert WHOLE_ROUND == nobodys_zone.log_of(USER, date(2026, 3, 3))


def test_a_time_zone_that_was_told_today_is_not_asked_for(store):
    """Nobody waits for it at every opening."""
    with CountedService("Pacific/Auckland", TOKEN) as service:
        Caller(store, at=MONDAY_7_AM + timedelta(hours=23), endpoint=service.endpoint).send(
            launch()
        )

    assert 0 == service.asked


def test_a_traveller_is_asked_again_on_the_second_day(store):
    """What was left playing at home counts by the time of home, what comes now by that of here."""
    caller = Caller(store)  # 07:00 in London, Oslo's 08:00
    caller.at += timedelta(hours=19, minutes=30)  # 03:30 in Oslo, on the third of March
    count_arch(caller)
    caller.hang_up()
    with CountedService("America/New_York", TOKEN) as service:
        caller.endpoint = service.endpoint
        caller.at = datetime(2026, 3, 4, 3, 0, tzinfo=UTC)  # 22:00 in New York, on the third
        count_arch(caller)
        caller.send(ended(), after=LONG_ENOUGH)

    assert 1 == service.asked
    assert "America/New_York" == store.profile(USER).time_zone
    assert {name: 2 * n for name, n in WHOLE_ROUND.items()} == store.log_of(USER, date(2026, 3, 3))
    assert {} == store.log_of(USER, date(2026, 3, 4))


def test_a_zone_that_was_known_stays_when_the_service_does_not_say(store):
    """An older answer is better than a guess."""
    with SettingsService("", TOKEN) as service:
        caller = Caller(store, at=MONDAY_7_AM + timedelta(days=9), endpoint=service.endpoint)
        caller.send(launch())

    assert "Europe/Oslo" == store.profile(USER).time_zone


def test_every_locale_has_a_likely_zone(request):
    """A new locale needs one, too; and each is a zone."""
    locales = request.config.rootpath / "interaction_models" / "locales.json"

    assert json.loads(locales.read_text(encoding="utf-8")).keys() == LIKELY_ZONES.keys()
    assert [*LIKELY_ZONES.values()] == [known_zone(zone) for zone in LIKELY_ZONES.values()]


ANSWERS = [
    *[(status, b"") for status in (204, 401, 403, 404, 429, 500)],
    (200, b""),
    (200, b"null"),
    (200, b"5"),
    (200, b"[]"),
    (200, b'"Nowhere/Else"'),
    (200, b'"America"'),
    (200, b'""'),
    (200, b"<html>"),
    (200, b"\xff\xfe"),
    (302, b""),
    (403, b"<html>"),
]


@pytest.mark.parametrize(("status", "body"), ANSWERS)
def test_without_a_time_zone_the_day_is_that_of_the_language(
    nobodys_zone, monkeypatch, caplog, status, body
):
    """Whatever the service says instead; nobody is told, and nothing of it is logged."""
    with SettingsService("", TOKEN) as service:
        monkeypatch.setattr(service, "answer", lambda *_: (HTTPStatus(status), body))
        at = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)  # 19:00 in Chicago, on the second
        caller = Caller(nobodys_zone, at=at, endpoint=service.endpoint)
        count_arch(caller)
        caller.send(ended(), after=LONG_ENOUGH)

    kept = nobodys_zone.profile(USER)
    assert (None, 0) == (kept.time_zone, kept.time_zone_at_ms), "asked for next time"
    assert WHOLE_ROUND == nobodys_zone.log_of(USER, date(2026, 3, 2))
    assert not any(secret in caplog.text for secret in SECRETS)


@contextmanager
def deaf_service():
    """Listen, and never answer."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_a_service_that_never_answers_is_waited_for_a_second(nobodys_zone):
    """Once a session, out of the eight seconds that Alexa gives."""
    with deaf_service() as endpoint:
        caller = Caller(nobodys_zone, endpoint=endpoint)
        started_at = time.monotonic()
        caller.send(launch())
        first = time.monotonic()
        caller.say("ReadyIntent", after=20)
        second = time.monotonic()

    assert 0.9 <= first - started_at < 2
    assert second - first < 0.5
