"""
What was really done in one home, told by plain rules of its own.

Nothing here comes from the skill's code. What a device plays is known from the answer that it
received; how far it got, from when somebody spoke to that device again. The rules:

- A step counts when its count was heard to its end. The sound begins a second after the request;
  whatever is said next to the same device ends it. Where nothing is said it is played to its end,
  whatever happens on the other device.
- What plays by itself begins when the microphone has been open for eight seconds. Until then
  somebody who speaks has heard the first sound alone. Where the session ends because nobody ever
  spoke, all of it was played, however quick the voice was.
- It counts each time it is heard, on the local day on which it ended. A day ends at three at
  night, by the clock at the wall.
- A whole dose counts when, and on the day on which, the last of its steps is done. A step that was
  done before makes another whole dose when as many steps are open, and none of the dose is not.
- "Done" while a step is counted notes that step. "I did ..." notes what the day lacks of a dose.
- "That doesn't count" takes back the last step or note, up to eight of them. "I did ..." said
  again because its answer was lost is the same note.
- Where an answer is lost, the sound has ended all the same. The skill cannot know: the device goes
  on with what it knew before. A step that would have ended until the next request is in doubt.
- After a deletion there is nothing, and what a session plays that began before it counts nowhere.
- Starting a routine begins a way through it in which nothing is done; carrying on, also on the
  other device, goes on with what is done.
"""

import copy
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

LATENCY_MS = 1000
"""From a request to the first sound of its answer."""

SETS = {"calf": 3, "towel": 3, "hamstring": 2, "raises": 3}
"""Sets of a dose, where a person chose nothing."""

SETS_MOST = 3

ARCH_HOLDS = {10: 10, 30: 2}
"""Holds of an arch round, by the length of a hold in seconds."""

DAY_ENDS_HOUR = 3

MOST_UNDONE = 8
"""So many steps and notes can be taken back, one after another."""

FAR_PAST_MS = 2 * 60 * 1000
"""So long after its end a sound is over by every clock."""


@dataclass
class Sound:
    """Steps that a device plays."""

    began_ms: int
    """First sound, by the device's clock."""
    steps: list
    """Id and end of each step; the end from the first sound on, in milliseconds."""
    whole: dict
    """The steps of each unit that make a whole dose."""

    @property
    def over_ms(self):
        """Return when its last step ends."""
        return self.began_ms + max((end for _, end in self.steps), default=0)


@dataclass(eq=False)
class Run:
    """One way through a routine, as one device knows it."""

    number: int
    picks: list | None = None
    """What is planned, as the session attributes have it; ``None`` until that is known."""
    done: set = field(default_factory=set)
    """Ids of the steps that are done."""
    in_doubt: set = field(default_factory=set)
    """Ids of steps that the skill may take for done."""
    noted: list = field(default_factory=list)
    """Day, counters and steps of what was noted last, the newest at the end."""


@dataclass
class Device:
    """One speaker."""

    run: Run
    sound: Sound | None = None
    unheard: Sound | None = None
    """What played when an answer was lost; the device does not know that it was asked."""
    stored: Sound | None = None
    """What plays as far as the store knows: the last answer that could be written."""
    is_forgotten: bool = False
    """Whether everything was deleted in the middle of its session: what it plays counts nowhere."""


class Ledger:
    """The book of one home."""

    def __init__(self, time_zone, devices):
        """Open it for devices of these names, where days are those of a time zone."""
        self.days = defaultdict(Counter)
        self.in_doubt = defaultdict(Counter)
        """Steps that were not heard, and that the skill may take for heard."""
        self.unreachable = 0
        """Steps that were done, and that nothing could write any more."""
        self.counted = 0
        """Steps that were heard to their end, also those that were taken back."""
        self._zone = ZoneInfo(time_zone)
        self._numbers = count(1)
        self._devices = {name: Device(Run(next(self._numbers))) for name in devices}
        self._runs = [device.run for device in self._devices.values()]
        self._kept = {}
        self.keep()

    def local_day(self, at_ms):
        """Return the day at home: until three at night it is the evening before."""
        at = datetime.fromtimestamp(at_ms / 1000, UTC)
        while at.astimezone(self._zone).hour < DAY_ENDS_HOUR:
            at -= timedelta(hours=1)
        return at.astimezone(self._zone).date()

    def spoken_to(self, name, at_ms, *, is_played_out=False):
        """
        Somebody spoke to a device: its sound ends, and what is long over elsewhere is over.

        Or nobody did until its session ended for that: then it was played out, whatever the time.
        """
        for other, device in self._devices.items():
            if other != name and device.sound and device.sound.over_ms + FAR_PAST_MS <= at_ms:
                self._settle(device, device.sound.over_ms)
        device = self._devices[name]
        unheard = device.unheard
        for step, end in unheard.steps if unheard else ():
            if unheard.began_ms + end <= at_ms:
                device.run.in_doubt.add(step)
                day = self.local_day(unheard.began_ms + end)
                self.in_doubt[day][f"{_unit(step)}_steps"] += 1
        device.unheard = None
        is_played_out = is_played_out and device.sound
        self._settle(device, max(at_ms, device.sound.over_ms) if is_played_out else at_ms)

    def not_answered(self, name, at_ms):
        """Somebody spoke to a device, and no answer came back to it."""
        device = self._devices[name]
        sound = device.unheard or device.sound
        self.spoken_to(name, at_ms)
        device.unheard = sound

    def played(self, name, at_ms, steps, before_ms, whole):
        """A device plays an answer."""
        if self._devices[name].is_forgotten:
            return
        self._devices[name].sound = Sound(at_ms + LATENCY_MS + before_ms, steps, whole)

    def done(self, name, step, at_ms, whole):
        """Somebody said "done" in the middle of a step."""
        if self._devices[name].is_forgotten:
            return
        run = self._devices[name].run
        if step not in run.done:
            self._note(run, [(step, self.local_day(at_ms))], whole)

    def done_with(self, name, units, at_ms, whole, planned):
        """Somebody said that an exercise is done, elsewhere and today."""
        if self._devices[name].is_forgotten:
            return
        run, day = self._devices[name].run, self.local_day(at_ms)
        noted, steps = Counter(), set()
        for unit in units:
            dose, log = len(whole[unit]), self.days[day]
            begun = log[f"{unit}_steps"] - log[f"{unit}_done_steps"]
            missing = max(0, dose - begun)
            self.counted += missing
            noted[f"{unit}_steps"] += missing
            noted[f"{unit}_done"] += 1
            noted[f"{unit}_done_steps"] += min(dose, begun + missing)
            steps |= planned.get(unit, set()) - run.done
        run.done |= steps
        self.days[day].update(noted)
        run.noted.append((day, noted, steps))

    def undone(self, name):
        """Somebody said "that doesn't count"."""
        if self._devices[name].is_forgotten:
            return
        run = self._devices[name].run
        if not run.noted:
            return
        day, counters, steps = run.noted.pop()
        self.days[day].subtract(counters)
        elsewhere = [other.run for other in self._devices.values() if other.run is not run]
        own = [each for each in reversed(self._runs) if each not in elsewhere and each is not run]
        found = next((each for each in (run, *own) if steps & each.done), run)
        found.done -= steps

    def went_on(self, name, picks, skill_done, undoable, *, may_change):
        """
        A device received an answer, whose session plans this and has these steps done.

        What can be taken back, as days and counters, comes along when a place moves to a device.

        Returns:
            Whether that is what this book has, too.
        """
        device = self._devices[name]
        if device.is_forgotten:
            return True
        if may_change and not self._is_same(device.run, picks, skill_done):
            device.run = self._run_like(device, picks, skill_done)
        if may_change and _told(device.run) != undoable:
            found = [run.noted for run in reversed(self._runs) if _told(run) == undoable]
            device.run.noted = list(found[0]) if found else device.run.noted * bool(undoable)
        device.run.picks = picks
        return device.run.done == skill_done

    def _is_same(self, run, picks, skill_done):
        is_known = run.done <= skill_done <= run.done | run.in_doubt
        return is_known and run.picks in (None, picks)

    def _run_like(self, device, picks, skill_done):
        """Return the way through a routine that is gone on with: the latest that fits, or a new."""
        if not skill_done:
            return self._new_run(noted=device.run.noted)
        fitting = [run for run in self._runs if self._is_same(run, picks, skill_done)]
        # Leaving out an exercise changes what is planned, not the way.
        fitting = fitting or [run for run in (device.run, *self._runs) if run.done == skill_done]
        if not fitting:
            return device.run
        found = device.run if device.run in fitting else fitting[-1]
        is_elsewhere = any(found is other.run for other in self._devices.values())
        if is_elsewhere and found is not device.run:
            return self._new_run(found)
        found.noted = device.run.noted
        return found

    def moved(self, name, at_ms):
        """What another device plays goes on here: there it is over, whatever sounds on."""
        for other, device in self._devices.items():
            if other != name:
                self._settle(device, at_ms)
                device.stored = None

    def written(self, name):
        """The store knows what a device plays."""
        device = self._devices[name]
        device.stored = device.sound

    def not_written(self, name):
        """
        Nothing of a turn could be written: the store takes what it knows as played to its end.

        Another device may settle it meanwhile. Steps that were cut short are in doubt.
        """
        device = self._devices[name]
        stored, device.stored = device.stored, None
        for step, end in stored.steps if stored else ():
            if step not in device.run.done:
                day = self.local_day(stored.began_ms + end)
                self.in_doubt[day][f"{_unit(step)}_steps"] += 1

    def opened(self, name):
        """A session begins on a device."""
        self._devices[name].is_forgotten = False

    def forgotten(self, open_sessions):
        """Everything was deleted, in the middle of the sessions that are open on these devices."""
        self.days.clear()
        self.in_doubt.clear()
        self._runs = []
        for name, device in self._devices.items():
            device.run = self._new_run()
            device.sound = device.unheard = device.stored = None
            device.is_forgotten = name in open_sessions

    def keep(self):
        """Remember all this: the store has it."""
        self._kept = copy.deepcopy({**vars(self), "_kept": None, "_numbers": None, "_zone": None})

    def lose(self, at_ms):
        """
        The session ended while nothing could be written, and nobody is left who knows of it.

        The store knows the last turn that it kept. What played then is taken as played to its end:
        steps of it that nobody heard are in doubt.
        """
        for device in self._devices.values():
            self._settle(device, at_ms)
        counted = self.counted
        heard = {name: device.run.done for name, device in self._devices.items()}
        kept, numbers, zone = self._kept, self._numbers, self._zone
        vars(self).update(copy.deepcopy(kept), _kept=kept, _numbers=numbers, _zone=zone)
        for name, device in self._devices.items():
            if device.sound is None:
                continue
            unheard = [each for each in device.sound.steps if each[0] not in heard[name]]
            for step, end in unheard:
                if step not in device.run.done:
                    device.run.in_doubt.add(step)
                    day = self.local_day(device.sound.began_ms + end)
                    self.in_doubt[day][f"{_unit(step)}_steps"] += 1
            device.sound.steps = [each for each in device.sound.steps if each not in unheard]
            self._settle(device, device.sound.over_ms)
        self.unreachable += max(0, counted - self.counted)

    def _settle(self, device, at_ms):
        """End a device's sound, and count what was heard of it."""
        sound, device.sound = device.sound, None
        if sound is None:
            return
        ended = [
            (step, self.local_day(sound.began_ms + end))
            for step, end in sound.steps
            if sound.began_ms + end <= at_ms
        ]
        self._note(device.run, ended, sound.whole)

    def _note(self, run, ended, whole):
        """Count steps on their days."""
        for step, day in ended:
            unit = _unit(step)
            is_new = step not in run.done
            run.done.add(step)
            self.counted += 1
            change, dose = Counter({f"{unit}_steps": 1}), whole.get(unit)
            log = self.days[day]
            begun = log[f"{unit}_steps"] + 1 - log[f"{unit}_done_steps"]
            if dose and dose <= run.done and (is_new or begun >= len(dose)):
                change[f"{unit}_done"] = 1
                change[f"{unit}_done_steps"] = min(begun, len(dose))
            self.days[day].update(change)
            run.noted.append((day, change, {step} if is_new else set()))
        del run.noted[:-MOST_UNDONE]

    def _new_run(self, like=None, noted=()):
        run = Run(next(self._numbers), noted=list(noted))
        if like is not None:
            run.picks, run.noted = like.picks, list(like.noted)
            run.done, run.in_doubt = set(like.done), set(like.in_doubt)
        self._runs.append(run)
        return run


def _told(run):
    return [(day.isoformat(), dict(counters)) for day, counters, _ in run.noted]


def planned_steps(picks, settings):
    """
    Return the ids of the planned steps, by unit.

    Args:
        picks: what is planned, as the session attributes have it: exercise, part, sets, hold.
        settings: what the person chose, as the session attributes have it.
    """
    planned = {}
    both = ("-left", "-right")
    for exercise, part, sets, hold in (_whole_pick(pick) for pick in picks):
        if exercise == "arch":
            numbers = ARCH_HOLDS[hold or settings.get("arch_hold_seconds", 10)]
        else:
            numbers = sets or _own_sets(exercise, settings)
        sided = exercise in ("calf", "hamstring")
        sided = sided or (exercise == "arch" and settings.get("foot") == "both")
        units = ([part] if part else ["tiptoe", "rock"]) if exercise == "raises" else [exercise]
        for unit in units:
            planned[unit] = {
                f"{unit}-{number}{side}"
                for number in range(1, numbers + 1)
                for side in (both if sided else ("",))
            }
    return planned


def whole_doses(picks, settings):
    """Return what ``planned_steps`` does, without the exercises that were cut short."""
    whole = [
        pick
        for pick in picks
        if (_whole_pick(pick)[2] or SETS_MOST) >= _own_sets(pick[0], settings)
    ]
    return planned_steps(whole, settings)


def _whole_pick(pick):
    return (*pick, None, None, None)[:4]


def _own_sets(exercise, settings):
    return settings.get(f"{exercise}_sets", SETS.get(exercise, 1))


def _unit(step):
    return step.split("-")[0]
