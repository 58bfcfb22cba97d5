"""
A home: one user id, one or two speakers, and what its people do and suffer over some days.

Each speaker's clock is a little wrong. People visit also around three at night, where a day ends,
and on the days on which clocks change. Requests come twice, answers get lost, the skill's process
dies, the store is out of reach. In the end the table is compared with the home's own book. All of
it is chance, and the same chance for the same seed and number.
"""

import heapq
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

from simulator.device.request import Device, Session, envelope
from tests.envelopes import APPLICATION, TOKEN, call
from tests.soak import people, weather
from tests.soak.comparison import compare
from tests.soak.ledger import Ledger, planned_steps, whole_doses
from tests.soak.sound import (
    all_ends_of_work_ms,
    by_itself,
    in_short,
    sound_ms,
    speech_ms,
    steps_of,
    whole_ms,
)

MS = 1000
MINUTE_MS, HOUR_MS, DAY_MS = 60 * MS, 3600 * MS, 24 * 3600 * MS

ZONES = {
    "UTC": ("2026-03-02",),
    "Europe/Oslo": ("2026-03-28", "2026-10-24"),
    "America/New_York": ("2026-03-07", "2026-10-31"),
    "America/St_Johns": ("2026-03-07",),
    "America/Havana": ("2026-03-07", "2026-10-31"),
    "America/Santiago": ("2026-04-04", "2026-09-05"),
    "Asia/Beirut": ("2026-03-28",),
    "Africa/Cairo": ("2026-04-23", "2026-10-29"),
    "Asia/Kathmandu": ("2026-05-31",),
    "Australia/Lord_Howe": ("2026-04-04", "2026-10-03"),
    "Pacific/Chatham": ("2026-04-04", "2026-09-26"),
    "Pacific/Kiritimati": ("2026-12-30",),
    "Pacific/Pago_Pago": ("2026-02-27",),
}
"""Time zones, with the days on whose eve clocks change, years begin, months end."""

CLOCK_ERRORS_S = (0, 0, 0, 3, -3, 20, -20, 60, -60)
ENDS_IN_OUTAGE = 0.02
"""Share of the visits that end while the store is still out of reach."""
LETS_GO_ON = 0.75
"""How likely people say nothing where it goes on by itself."""
ONE_SHOT = 0.03
"""How likely people open the skill anew, by its name, in the middle of its sound."""
QUICK_VOICE = 0.3
"""How likely a session in which nobody speaks ends before the planned end of its sound."""
MORE_OUTAGE = 0.5
"""How likely an outage lasts one turn more."""


@dataclass
class Outcome:
    """What came of a home."""

    number: int
    about: str
    """Who lives there."""
    tally: Counter
    """How often what happened."""
    differences: list
    """Each in one line."""
    story: list
    """Turn by turn."""


@dataclass
class Speaker:
    """One Echo of a home."""

    name: str
    clock_error_ms: int
    visits: int
    """How many conversations are still to come."""
    attributes: dict = field(default_factory=dict)
    is_new: bool = True
    session: int = 0
    turns: int = 0
    """How many turns the person still wants."""
    outage: int = 0
    """How many turns the store is still out of reach; -1 until the session ends."""
    down: frozenset = frozenset()
    is_left: bool = False
    """Whether its people have gone to another speaker, which carries on."""
    recovering: bool = False
    """Whether the session must not end before one more turn went well."""
    sound_over_ms: int = 0
    """When the microphone opens for the first time."""
    all_over_ms: int = 0
    """When all has been played, also what plays by itself."""
    steps: list = field(default_factory=list)
    """Id, start and end of the steps that play, by the world's time."""


class Home:
    """One user id, one or two speakers, one book."""

    def __init__(self, shared, seed, number):
        """Make it, all by chance."""
        self.shared, self.seed, self.number = shared, seed, number
        self.chance = chance = Random(f"{seed}-{number}")
        self.zone = chance.choice(list(ZONES))
        self.user = f"amzn1.ask.account.SOAK-{seed}-{number}"
        eve = datetime.fromisoformat(chance.choice(ZONES[self.zone]))
        self.day_ends = (eve + timedelta(days=1, hours=3)).replace(tzinfo=ZoneInfo(self.zone))
        names = ("kitchen", "bedroom") if chance.random() < 0.4 else ("kitchen",)
        self.speakers = [
            Speaker(name, chance.choice(CLOCK_ERRORS_S) * MS, chance.randint(2, 5))
            for name in names
        ]
        if chance.random() < 0.5:
            self.speakers[-1].clock_error_ms = self.speakers[0].clock_error_ms
        self.changes_doses = chance.random() < 0.5
        # Alexa's clock is one. Where speakers' clocks differ, a session could seem to begin before
        # a deletion that it follows, and a hold on another speaker to be over before it is.
        self.has_one_clock = len({speaker.clock_error_ms for speaker in self.speakers}) == 1
        self.forgets = self.has_one_clock and chance.random() < 0.5
        self.ledger = Ledger(self.zone, names)
        self.tally, self.differences, self.story = Counter(), [], []
        self._queue, self._order, self._requests = [], count(), count(1)
        self._unwritten = False
        self._is_kept_by_process = False
        self._begin_ms = int(self.day_ends.timestamp()) * MS

    # --- time ---

    def live(self):
        """Live all days, and compare."""
        self.tally["homes"] += 1
        for speaker in self.speakers:
            self._at(self._first_visit_ms(), self._visit, speaker)
        if self.forgets and self.chance.random() < 0.3:
            self._at(self._begin_ms + self.chance.randint(0, 24) * HOUR_MS, self._disable)
        last_ms = 0
        while self._queue:
            last_ms, _, action, args = heapq.heappop(self._queue)
            action(last_ms, *args)
        for number, speaker in enumerate(self.speakers, start=1):
            speaker.is_new, speaker.attributes = True, {}
            speaker.outage = 0
            speaker.down = frozenset()
            self._send(last_ms + number * 3 * DAY_MS, speaker, people.LAUNCH, fault="")
        self.compare()
        self.tally["steps counted"] += self.ledger.counted
        self.tally["steps never reachable"] += self.ledger.unreachable
        speakers = ", ".join(
            f"{each.name} (clock {each.clock_error_ms // MS:+} s)" for each in self.speakers
        )
        about = f"{self.zone}: {speakers}"
        return Outcome(self.number, about, self.tally, self.differences, self.story)

    def _at(self, at_ms, action, *args):
        heapq.heappush(self._queue, (at_ms // MS * MS, next(self._order), action, args))

    def _first_visit_ms(self):
        if self.chance.random() < 0.5:
            return self._begin_ms - self.chance.randint(10, 25 * 60) * MS
        return self._begin_ms + self.chance.randint(-20 * HOUR_MS, 10 * HOUR_MS)

    def _gap_ms(self, now_ms):
        """Return how long until the next visit: minutes, hours, days, or just before a day ends."""
        kind = self.chance.random()
        if kind < 0.35:
            return self.chance.randint(5 * MS, 20 * MINUTE_MS)
        if kind < 0.65:
            return self.chance.randint(HOUR_MS // 2, 12 * HOUR_MS)
        if kind < 0.85:
            zone = ZoneInfo(self.zone)
            local = datetime.fromtimestamp(now_ms / MS, UTC).astimezone(zone)
            day_ends = datetime.combine(local.date() + timedelta(days=1), time(3), zone)
            before_ms = self.chance.randint(0, 12 * MINUTE_MS)
            return max(MINUTE_MS, int(day_ends.timestamp()) * MS - before_ms - now_ms)
        return self.chance.randint(DAY_MS, 4 * DAY_MS)

    # --- what people do ---

    def _visit(self, at_ms, speaker, saying=None):
        speaker.visits -= 1
        speaker.is_new, speaker.attributes, speaker.is_left = True, {}, False
        speaker.session += 1
        speaker.turns = self.chance.randint(2, 16)
        self.tally["conversations"] += 1
        if len(self.speakers) == 1 and self.chance.random() < ENDS_IN_OUTAGE:
            speaker.turns = self.chance.randint(4, 10)
            self._doomed_after = self.chance.randint(0, 3)
        else:
            self._doomed_after = None
        self._turn(at_ms, speaker, saying or people.opening(self.chance))

    def _turn(self, at_ms, speaker, saying):
        """Say something and decide what comes next."""
        if speaker.is_left:
            self._ended(at_ms, speaker)
            return
        speaker.turns -= 1
        if self._doomed_after is not None and not speaker.recovering:
            self._doomed_after -= 1
            if self._doomed_after < 0:
                speaker.outage, speaker.down = -1, frozenset(weather.PARTS)
        delivered, closed = self._send(at_ms, speaker, saying)
        if not delivered:
            again = saying if speaker.is_new else self.chance.choice((saying, people.READY))
            self._at(at_ms + self.chance.randint(5, 20) * MS, self._turn, speaker, again)
            return
        if closed:
            # Whoever wants everything deleted gets nothing kept, also where that fails.
            self._end(at_ms, speaker, is_told=saying.does != "forget")
            return
        self._next(at_ms, speaker)

    def _next(self, at_ms, speaker):
        chance, session = self.chance, speaker.attributes.get("session", {})
        careful = speaker.outage > 0 or speaker.recovering
        if speaker.turns <= 0 and not careful:
            self._part(at_ms, speaker)
            return
        if self._may_open_anew(at_ms, speaker, careful=careful) and chance.random() < ONE_SHOT:
            self._at(self._moment(at_ms, speaker), self._opened_anew, speaker)
            return
        counting = any(end > at_ms for _, _, end in speaker.steps)
        if chance.random() < (0.55 if counting else 0.12) and speaker.all_over_ms > at_ms + 2 * MS:
            saying = people.into_the_sound(session, speaker.steps, chance)
            when_ms = self._moment(at_ms, speaker)
        else:
            saying = people.when_quiet(session, chance)
            goes_on = speaker.all_over_ms > speaker.sound_over_ms and chance.random() < LETS_GO_ON
            over_ms = speaker.all_over_ms if goes_on else speaker.sound_over_ms
            when_ms = max(at_ms + MS, over_ms) + chance.randint(0, 7) * MS
        if saying.does == "done":
            step, start, end = chance.choice(speaker.steps)
            if start + 2 * MS > end - 2 * MS:
                saying = people.CALM
            else:
                when_ms = chance.randint(start + 2 * MS, end - 2 * MS)
                saying = replace(saying, about=step)
        if self._may_note(session) and chance.random() < 0.04:
            saying = people.done_with(self._other_exercise(speaker, session))
        if saying in people.CHOICES and not self.changes_doses:
            saying = people.CALM
        if self.forgets and not session.get("question") and chance.random() < 0.06:
            saying = people.FORGET
        saying = self._instead(speaker, session, saying, careful=careful)
        self._at(when_ms, self._turn, speaker, saying)

    def _instead(self, speaker, session, saying, *, careful):
        """Return what is said where not anything may be said."""
        if session.get("question") == "carry_on_here":
            moves = self.has_one_clock and not careful and self.chance.random() < 0.8
            return people.MOVE_YES if moves else people.NO
        if careful:
            return self.chance.choice(people.SAFE)
        return people.CALM if saying in people.STOPS and speaker.outage else saying

    def _moment(self, at_ms, speaker):
        """Return a moment in the sound: anywhere, or within a second of the end of a step."""
        if speaker.steps and self.chance.random() < 0.3:
            end = self.chance.choice(speaker.steps)[2] + self.chance.randint(-1, 1) * MS
            if end > at_ms + MS:
                return end
        return self.chance.randint(at_ms + MS, speaker.all_over_ms)

    def _may_open_anew(self, at_ms, speaker, *, careful):
        is_fine = not careful and not speaker.down
        return is_fine and speaker.visits > 0 and speaker.all_over_ms > at_ms + 2 * MS

    def _opened_anew(self, at_ms, speaker):
        """Say something to the skill by its name: the session ends first, and a new one begins."""
        self._send(at_ms, speaker, people.BROKEN_OFF, fault="")
        self.tally["one-shots into the sound"] += 1
        saying = self.chance.choice(people.ONE_SHOTS)
        self._at(at_ms + self.chance.randint(0, 2) * MS, self._visit, speaker, saying)

    def _may_note(self, session):
        plain = len(self.speakers) == 1 and not session.get("question")
        return plain and not self.tally["outages"] and not self.tally["answers lost"]

    def _other_exercise(self, speaker, session):
        here = {step.split("-")[0] for step, _, _ in speaker.steps}
        here.add((session.get("at") or "").split("-")[0])
        others = [name for name, units in people.EXERCISES.items() if not here & set(units)]
        return self.chance.choice(others)

    def _part(self, at_ms, speaker):
        """End a conversation without a word: in silence, or in the middle of the sound."""
        silence_ms = 2 * people.LISTENING_MS + 20 * MS
        end_ms, end = max(at_ms + MS, speaker.all_over_ms) + silence_ms, people.END
        told = self.chance.random() < 0.6
        if told and speaker.all_over_ms > at_ms + MINUTE_MS and self.chance.random() < QUICK_VOICE:
            end_ms = speaker.all_over_ms - self.chance.randint(0, 20) * MS
        elif self.chance.random() < 0.3 and speaker.all_over_ms > at_ms + 2 * MS:
            end_ms, end = self.chance.randint(at_ms + MS, speaker.all_over_ms), people.BROKEN_OFF
        if told:
            self._at(end_ms, self._ended, speaker, end)
        else:
            self._at(end_ms, self._end, speaker)

    def _ended(self, at_ms, speaker, end=people.BROKEN_OFF):
        fault = "twice at once" if self.chance.random() < 0.05 else ""
        self._send(at_ms, speaker, end, fault=fault)
        self._end(at_ms, speaker, is_told=True)

    def _end(self, at_ms, speaker, *, is_told=False):
        """Know that the session is over, and whether the skill was told; plan the next visit."""
        if speaker.outage < 0:
            # The process that was told keeps what it could not write. Nobody else knows of it.
            self._unwritten = is_told
            if not is_told:
                self.ledger.lose(at_ms)
            self.tally["sessions that ended in an outage"] += 1
            self._tell(at_ms, speaker, "the session ended while the store was out of reach")
        speaker.outage, speaker.down, speaker.recovering = 0, frozenset(), False
        self._doomed_after = None
        if speaker.visits:
            self._at(at_ms + self._gap_ms(at_ms), self._visit, speaker)

    # --- what the world does ---

    def _send(self, at_ms, speaker, saying, fault=None):
        """Say something to a speaker; return whether its answer came, and closed the session."""
        fault = self._fault(speaker, saying) if fault is None else fault
        device_ms = at_ms + speaker.clock_error_ms
        event = self._event(device_ms, speaker, saying)
        if fault == "process dies":
            self._restart(at_ms)
        if fault == "outage":
            speaker.outage = 1
            while self.chance.random() < MORE_OUTAGE:
                speaker.outage += 1
            some = self.chance.sample(weather.PARTS, self.chance.randint(1, 3))
            speaker.down = frozenset(some)
            self.tally["outages"] += 1
        self._cloud_over(speaker, fault)
        answer = call(self.shared.skill, event)
        if fault == "twice at once":
            answer = self._twice(at_ms, speaker, event, answer)
        self.shared.weather.clear_up()
        if fault == "twice, late":
            self._at(at_ms + self.chance.randint(2 * MS, 3 * HOUR_MS), self._late, speaker, event)
        self.tally["turns"] += 1
        self.tally["requests delivered twice"] += fault.startswith("twice")
        self.tally["answers lost"] += fault == "answer lost"
        self.tally["processes that died"] += fault == "process dies"
        self.tally["answers to writes lost"] += fault == "write's answer lost"
        self._tally_silence(at_ms, speaker, saying)
        about = f" [{fault}]" if fault else ""
        if speaker.down:
            about += f" [down: {' '.join(sorted(speaker.down))}]"
        self._tell(at_ms, speaker, f"{'new: ' if speaker.is_new else ''}{saying.text}{about}")
        for stumble in self.shared.stumbles.noted:
            self._differs(at_ms, speaker, f"the skill stumbled: {stumble}")
        self.shared.stumbles.noted.clear()
        counted = self.ledger.counted
        closed = False
        delivered = fault != "answer lost"
        if delivered:
            is_played_out = saying is people.END
            self.ledger.spoken_to(speaker.name, device_ms, is_played_out=is_played_out)
            self._heard(at_ms, device_ms, speaker, saying, answer)
            closed = bool(answer["response"].get("shouldEndSession")) or saying in people.ENDS
        else:
            self.ledger.not_answered(speaker.name, device_ms)
            speaker.steps, speaker.sound_over_ms = [], at_ms + 3 * MS
            speaker.all_over_ms = speaker.sound_over_ms
            self._tell(at_ms, speaker, "  ... there was a problem")
        if self.ledger.counted > counted:
            self._tell(at_ms, speaker, f"  steps that count: {self.ledger.counted - counted}")
        self._keep_by_process(speaker, fault, closed=closed)
        self._after(speaker, fault, is_delivered=delivered)
        return delivered, closed

    def _tally_silence(self, at_ms, speaker, saying):
        """Tally where in its sound a speaker is spoken to."""
        is_said = saying is not people.END
        self.tally["interruptions"] += is_said and speaker.all_over_ms > at_ms
        if speaker.all_over_ms <= speaker.sound_over_ms or at_ms < speaker.sound_over_ms:
            return
        began = at_ms >= speaker.sound_over_ms + people.LISTENING_MS
        self.tally["sounds that came by themselves"] += began
        self.tally["words while the microphone was open before one"] += not began
        self.tally["words into one"] += is_said and began and at_ms < speaker.all_over_ms
        self.tally["sessions that ended before its planned end"] += (
            not is_said and at_ms < speaker.all_over_ms
        )

    def _restart(self, at_ms):
        """Let the process die, with what it kept for a session that had ended."""
        self.shared.restart()
        if self._unwritten:
            self.ledger.lose(at_ms)
            self._unwritten = False

    def _fault(self, speaker, saying):
        if speaker.outage or speaker.recovering or saying in people.ENDS:
            return ""
        faults = self.shared.faults
        fault = self.chance.choices(list(faults), list(faults.values()))[0]
        if fault == "process dies" and self._is_kept_by_process:
            # What a session could not write that ended by an answer would be gone with it.
            return ""
        if fault == "answer lost" and saying.does:
            return ""
        if fault in ("outage", "write's answer lost") and saying not in people.OPEN:
            # A session that ends in it leaves behind what nobody can know.
            return ""
        return fault

    def _cloud_over(self, speaker, fault):
        self.shared.weather.kind = self.chance.choice(weather.KINDS)
        self.shared.weather.down = speaker.down
        if fault == "write's answer lost":
            self.shared.weather.lost_answers = self.chance.choice((1, 2, 2))

    def _keep_by_process(self, speaker, fault, *, closed):
        """Know whether the process alone has what a session could not write: it ended meanwhile."""
        is_written = not speaker.down and fault != "write's answer lost"
        if closed and speaker.outage >= 0 and not is_written:
            self._is_kept_by_process = True
            self.tally["answers that ended a session in an outage"] += 1
        elif is_written:
            self._is_kept_by_process = False

    def _after(self, speaker, fault, *, is_delivered):
        """Let outages pass; the book learns what the store knows."""
        if speaker.down:
            self.ledger.not_written(speaker.name)
        elif is_delivered:
            self.ledger.written(speaker.name)
        if speaker.outage > 0:
            speaker.outage -= 1
            if not speaker.outage:
                speaker.down, speaker.recovering = frozenset(), True
        elif fault in ("answer lost", "write's answer lost"):
            speaker.recovering = True
        elif not speaker.outage:
            speaker.recovering = self._unwritten = False
            if len(self.speakers) == 1:
                self.ledger.keep()

    def _twice(self, at_ms, speaker, event, answer):
        second = call(self.shared.skill, event)
        if second["response"] != answer["response"]:
            self._differs(at_ms, speaker, "a request that came twice at once got two answers")
            self._tell(at_ms, speaker, f"  first:  {in_short(answer)}")
            self._tell(at_ms, speaker, f"  second: {in_short(second)}")
        return self.chance.choice((answer, second))

    def _late(self, at_ms, speaker, event):
        said = event["request"].get("intent", {}).get("name", event["request"]["type"])
        speaker = speaker or self.speakers[0]
        self._tell(at_ms, speaker, f"{said} of {event['request']['timestamp']} comes again")
        call(self.shared.skill, event)

    def _event(self, device_ms, speaker, saying):
        moment = datetime.fromtimestamp(device_ms / MS, UTC)
        number = next(self._requests)
        device = f"amzn1.ask.device..{self.zone.replace('/', '.')}..{self.number}-{speaker.name}"
        session_id = f"amzn1.echo-api.session.{speaker.name}-{speaker.session}"
        request_id = f"amzn1.echo-api.request.{self.seed}-{self.number}-{number}"
        return envelope(
            Device(
                self.user,
                device,
                APPLICATION,
                api_endpoint=self.shared.settings_endpoint,
                api_access_token=TOKEN,
            ),
            Session(session_id, speaker.is_new, speaker.attributes),
            {"requestId": request_id, **saying.request},
            moment,
        )

    # --- what is heard ---

    def _heard(self, at_ms, device_ms, speaker, saying, answer):
        """A device plays an answer, and the book learns of it."""
        response, attributes = answer["response"], answer.get("sessionAttributes", {})
        session = attributes.get("session", {})
        self._note(device_ms, speaker, saying)
        if saying not in people.ENDS:
            agreed = self.ledger.went_on(
                speaker.name,
                session.get("picks", []),
                set(session.get("done", ())),
                [(day, counters) for _, day, counters, *_ in session.get("noted", ())],
                may_change=speaker.is_new or not saying.keeps_place,
            )
            if not agreed:
                self.tally["answers whose place differs from the book"] += 1
                self._tell(at_ms, speaker, "  (its place is not that of the book)")
        playing = session.get("playing") if saying not in people.ENDS else None
        speaker.steps = []
        speaker.sound_over_ms = at_ms + MS + sound_ms(response)
        speaker.all_over_ms = at_ms + MS + whole_ms(response)
        ends = all_ends_of_work_ms(response)
        if saying not in people.ENDS:
            is_played = playing and (response.get("directives") or by_itself(response))
            steps = steps_of(playing) if is_played else []
            before_ms = speech_ms(response.get("outputSpeech"))
            if ends != [before_ms + end for _, _, end in steps]:
                self._differs(at_ms, speaker, "what is heard does not end when its session says")
            self.ledger.played(
                speaker.name,
                device_ms,
                [(step, end) for (step, _, _), end in zip(steps, ends, strict=False)],
                0,
                _whole(attributes),
            )
            speaker.steps = [
                (step, at_ms + MS + before_ms + start, at_ms + MS + before_ms + end)
                for step, start, end in steps
            ]
            self._tell(at_ms, speaker, f"  {in_short(answer)}")
        if response.get("shouldEndSession"):
            return
        speaker.attributes, speaker.is_new = attributes, False

    def _note(self, device_ms, speaker, saying):
        """The book learns of what is said to have been done, or not."""
        if speaker.is_new:
            self.ledger.opened(speaker.name)
        before = speaker.attributes
        match saying.does:
            case "done":
                self.ledger.done(speaker.name, saying.about, device_ms, _whole(before))
            case "done with":
                units = people.EXERCISES[saying.about]
                settings = before["profile"].get("settings", {})
                whole = whole_doses([[saying.about]], settings)
                picks = before.get("session", {}).get("picks", ())
                planned = planned_steps(picks, settings)
                self.ledger.done_with(speaker.name, units, device_ms, whole, planned)
            case "undo":
                self.ledger.undone(speaker.name)
            case "move" if not speaker.down:
                self.ledger.moved(speaker.name, device_ms)
                for each in self.speakers:
                    each.is_left = each is not speaker
                self.tally["moves to another speaker"] += 1
            case "forget" if not speaker.down:
                self._forgotten(speaker)
            case "forget":
                self.tally["deletions that failed"] += 1

    def _forgotten(self, *closed):
        """Everything is deleted; sessions on other speakers go on without a trace."""
        self.tally["deletions"] += 1
        others = [each.name for each in self.speakers if each not in closed and not each.is_new]
        self.ledger.forgotten(others)

    def _disable(self, at_ms):
        """Somebody disables the skill, in the Alexa app, whatever plays."""
        event = self._event(at_ms, self.speakers[0], people.LAUNCH)
        del event["session"], event["context"]["System"]["device"]
        event["request"] |= people.DISABLED
        call(self.shared.skill, event)
        if self.chance.random() < 0.5:
            self._at(at_ms + self.chance.randint(2 * MS, 3 * HOUR_MS), self._late, None, event)
        self._tell(at_ms, self.speakers[0], "the skill is disabled")
        self._forgotten()

    def compare(self):
        """Compare the table with the book, day by day."""
        table = self.shared.table_of(self.user)
        tally, differences = compare(table, self.ledger, doses=len(self.speakers) == 1)
        self.tally += tally
        self.differences += differences

    def _differs(self, at_ms, speaker, what):
        self.tally["answers that differ"] += 1
        self.differences.append(what)
        self._tell(at_ms, speaker, f"  DIFFERS: {what}")

    def _tell(self, at_ms, speaker, what):
        local = datetime.fromtimestamp(at_ms / MS, UTC).astimezone(ZoneInfo(self.zone))
        self.story.append(f"{local:%a %d %b %H:%M:%S} {speaker.name:<8}{what}")


def _whole(attributes):
    picks = attributes.get("session", {}).get("picks", ())
    return whole_doses(picks, attributes.get("profile", {}).get("settings", {}))
