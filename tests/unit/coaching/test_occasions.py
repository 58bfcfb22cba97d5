"""What a day gives to say: in turns, short, and true on every day that people can have."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import Phase, event, given, settings
from hypothesis import strategies as st

from skill.coaching import commands, occasions
from skill.coaching.coach import Coach
from skill.coaching.commands import Plain
from skill.coaching.occasions import MILESTONES, End
from skill.coaching.reply import State, Turn
from skill.progress.days import DayLog, local_day
from skill.progress.history import History
from skill.progress.profile import NEW_PROFILE
from skill.progress.summary import longest_run, routines, running_days, summarise
from skill.routine.exercises import ExerciseId, Foot
from skill.routine.message import message
from skill.routine.settings import DEFAULTS, Talk
from tests.choices import chosen
from tests.unit.coaching.asking import ARCH, CALF, FIVE, PRACTISED, WORDS, did, rounds

MONDAY = date(2026, 11, 2)
MONDAY_MS = 1_793_606_400_000
"""That Monday, at eight in London."""

DAY = timedelta(days=1)
DAY_MS = 24 * 60 * 60 * 1000

NEVER_SAID = re.compile(
    r"great|awesome|well done|missed|streak|only|unfortunately|failed|should have|sorry|\d|!|%",
    re.IGNORECASE,
)

dates = st.dates(date(2020, 1, 1), date(2040, 1, 1))
hours = st.integers(0, 23)


def end(day=MONDAY, hour=8, log=FIVE, **known):
    """Return the end of a plan on a day on which this was done."""
    summary = summarise(DayLog(day, log), DEFAULTS)
    return End(day, hour, known.pop("history", History()), summary, (), **known)


def week_of(say, day):
    """Return what is said on seven days."""
    return [say(day + number * DAY) for number in range(7)]


CLOSINGS = {
    "all five": lambda day: end(day, is_whole=True, ends_with=ARCH, finished=frozenset(ExerciseId)),
    "one": lambda day: end(day, log=did(CALF), ends_with=CALF, finished=frozenset({CALF})),
    "some": lambda day: replace(
        end(day, log=did(CALF, ARCH), ends_with=CALF, finished=frozenset({CALF, ARCH})),
        exercises=(message("name-calf"), message("name-arch")),
    ),
}


@pytest.mark.parametrize("closes", CLOSINGS.values(), ids=CLOSINGS)
@given(day=dates)
def test_no_closing_comes_twice_in_a_week(closes, day):
    """The first words differ; shoes and rounds are told as they are."""
    said = week_of(lambda each: WORDS(occasions.closing(closes(each))[0]), day)

    assert 7 == len({*said})


@given(dates, hours, st.booleans())
def test_no_goodbye_comes_twice_in_a_week(day, hour, is_left):
    """At one hour of the day, with the same left."""
    said = week_of(lambda each: WORDS(occasions.goodbye(each, hour, is_left=is_left)), day)

    assert 7 == len({*said})
    assert not any(map(NEVER_SAID.search, said))


@given(dates, hours, st.integers(0, 500), st.booleans())
def test_no_greeting_comes_twice_in_a_week(day, hour, number, is_known):
    """In two to five words, whether the number of the day is known or not."""
    numbers = [number + more if is_known else 0 for more in range(7)]
    said = [WORDS(occasions.greeting(day + more * DAY, hour, numbers[more])) for more in range(7)]

    assert 7 == len({*said})
    assert all(2 <= len(each.split()) <= 5 + ("hundred" in each) * 4 for each in said)
    assert not any(map(NEVER_SAID.search, said))


def test_there_are_eight_of_each():
    """As many wordings as keep a week apart, and one more."""
    for key, values in {
        "greeting": {"part_of_day": "morning", "when": "day-0", "n": 20},
        "praise": {"exercise": CALF},
        "closing-all": {},
        "closing-some": {"exercises": (message("name-calf"),)},
        "closing": {},
        "goodbye": {"when": "evening"},
    }.items():
        texts = {WORDS(message(key, variant=variant, **values)) for variant in range(8)}
        assert 8 == len(texts), key


@pytest.mark.parametrize(
    ("hour", "is_left", "words"),
    [
        (8, True, "Next stretch at midday."),
        (12, True, "Next stretch this evening."),
        (20, True, "Next stretch tomorrow."),
        (1, True, "Next stretch tomorrow."),
        (8, False, "Next stretch tomorrow."),
    ],
)
def test_until_when_follows_from_the_hour_and_what_is_left(hour, is_left, words):
    """Nobody is sent to another round at night."""
    day = date(2026, 11, 23)

    assert words == WORDS(occasions.goodbye(day, hour, is_left=is_left))


@pytest.mark.parametrize(
    ("hour", "more", "words"),
    [
        (8, 1, "The arch stretch twice more today: midday and evening."),
        (13, 1, "The arch stretch twice more today."),
        (13, 2, "The arch stretch once more today, this evening."),
        (18, 2, "The arch stretch once more today."),
        (21, 1, "Next stretch tomorrow."),
        (8, 3, "Next stretch tomorrow."),
    ],
)
def test_all_five_end_with_what_is_left_of_the_arch_rounds(hour, more, words):
    """Shoes first, and never a round in the night."""
    log = FIVE | rounds(more)
    said = [*map(WORDS, occasions.closing(end(date(2026, 11, 23), hour, log, is_whole=True)))]

    assert ["The whole routine is done.", "Shoes on before you walk about.", words] == said


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (2, "Two of three arch rounds today."),
        (3, "Three of three arch rounds today."),
        (4, "Four arch rounds today; three are enough."),
    ],
)
def test_a_round_is_told_as_one_of_the_day(more, words):
    """More of them are counted, too."""
    closed = end(log=rounds(more), ends_with=ARCH, finished=frozenset({ARCH}))

    assert words == WORDS(occasions.closing(closed)[0])


@pytest.mark.parametrize(
    ("number", "more", "is_said"), [(1, 1, True), (3, 1, True), (4, 1, False), (1, 3, True)]
)
def test_after_the_arch_stretch_tomorrow_begins_with_it(number, more, is_said):
    """On the first three days; from then on once a week."""
    history = History(complete=True)
    for back in reversed(range(number)):
        history = history.with_day(MONDAY - back * DAY)
    closed = end(
        log=FIVE | rounds(more),
        history=history,
        is_whole=True,
        ends_with=ARCH,
        finished=frozenset(ExerciseId),
    )
    said = [WORDS(each) for each in occasions.closing(closed)]

    assert is_said == ("Tomorrow, do this one before your first step." in said)


# --- milestones ---


def lived(*spans, **more):
    """Return the history of somebody with exercises on these days before a Monday, and on it."""
    history = History(complete=True)
    for first, last in spans:
        for back in range(first, last - 1, -1):
            history = history.with_day(MONDAY - back * DAY)
    return replace(history, **more)


@pytest.mark.parametrize(
    ("history", "news"),
    [
        (lived((0, 0)), None),
        (lived((1, 0)), None),
        (lived((2, 0)), "Three days in a row."),
        (lived((3, 0)), None),
        (lived((4, 0)), "Five days in a row."),
        (lived((6, 0)), "Seven days in a row."),
        (lived((7, 0)), None),
        (lived((9, 0)), "Ten days in a row."),
        (lived((39, 0)), "Forty days in a row."),
        (lived((40, 0)), None),
        # Longer than any before; told on that day alone.
        (lived((20, 18), (3, 0)), "Four days in a row, your longest so far."),
        (lived((20, 18), (4, 0)), "Five days in a row."),
        (lived((20, 16), (4, 0)), "Five days in a row."),
        (lived((20, 16), (5, 0)), "Six days in a row, your longest so far."),
        (lived((20, 20), (1, 0)), None),
        (lived((20, 18), (3, 0), complete=False), None),
        # Four weeks, once, for who was here three days a week.
        (
            lived((28, 0)),
            "Four weeks. A health service leaflet says four to six weeks to notice a benefit.",
        ),
        (lived((29, 0)), "Thirty days in a row."),
        (lived((30, 2), (0, 0)), None),
        (
            lived((30, 12), (0, 0)),
            "Four weeks. A health service leaflet says four to six weeks to notice a benefit.",
        ),
        (lived((28, 22), (0, 0)), None),
        (lived((40, 12), (0, 0)), None),
        (lived((20, 12), (0, 0)), "Ten days so far."),
        (lived((20, 12), (0, 0), complete=False), None),
    ],
)
def test_news_of_days(history, news):
    """Only on the day, only if it is known, and never of a run that broke."""
    told = occasions.milestone(end(history=history))

    assert news == (told and WORDS(told))


SUNDAY = MONDAY + 6 * DAY


@pytest.mark.parametrize(
    ("day", "days", "news"),
    [
        (MONDAY + 4 * DAY, (0, 2, 4), "Third day this week."),
        (MONDAY + 4 * DAY, (0, 1, 2, 4), None),
        (MONDAY + 4 * DAY, (-1, 2, 4), None),
        (MONDAY + 2 * DAY, (0, 1, 2), "Three days in a row."),
        (SUNDAY, range(7), "Seven days in a row."),
        (SUNDAY, range(-1, 7), "Every day this week."),
        (SUNDAY, (-1, *range(1, 7)), None),
    ],
)
def test_news_of_the_week(day, days, news):
    """Which begins on Monday."""
    history = History(complete=True)
    for number in days:
        history = history.with_day(MONDAY + number * DAY)
    told = occasions.milestone(end(day, history=history))

    assert news == (told and WORDS(told))


def test_one_exercise_on_the_third_day_of_the_week():
    """Where it was all that was done today."""
    history, friday = History(), MONDAY + 4 * DAY
    for number in (0, 2, 4):
        history = history.with_log(DayLog(MONDAY + number * DAY, did(CALF)))
    closed = replace(end(friday, history=history), exercises=(message("name-calf"),))
    told = occasions.milestone(replace(closed, finished=frozenset({CALF})))

    assert "The calf stretch on three days this week." == WORDS(told)


@pytest.mark.parametrize("is_first", [False, True])
@pytest.mark.parametrize(
    ("number", "is_news"),
    [(9, False), (10, True), (25, True), (50, True), (100, True), (200, True)],
)
def test_round_numbers(number, is_news, is_first):
    """Arch rounds at any time of the day, days with all five once a day."""
    history = lived((1, 0), rounds=number)
    told = occasions.milestone(end(history=history, finished=frozenset({ARCH}), is_first=is_first))
    whole = occasions.milestone(
        end(history=lived((1, 0), routines=number), is_whole=True, is_first=is_first)
    )

    assert is_news == (told is not None and "arch rounds so far" in WORDS(told))
    assert (is_news and is_first) == (whole is not None and "days with all five" in WORDS(whole))


def test_nothing_is_news_twice():
    """Neither in a second routine of the day, nor when the last exercise is done again."""
    history = lived((4, 0))

    assert occasions.milestone(end(history=history))
    assert occasions.milestone(end(history=history, is_first=False)) is None
    assert occasions.milestone(end(history=history, is_new=False)) is None


# --- whole lives ---

SENTENCES = {
    WORDS(message(each.key, n=n, exercises=(message(f"name-{name}"),))): (each.key, n, name)
    for each in MILESTONES
    for n in (*range(1, 60), 100)
    for name in ExerciseId
}


@dataclass
class Life:
    """Somebody who plays, notes and takes back, of whom only what travels is known."""

    state: State = field(
        default_factory=lambda: State(
            replace(
                NEW_PROFILE,
                settings=chosen(foot=Foot.LEFT, talk=Talk.BRIEF, calf_sets=1, towel_sets=1),
                time_zone="Europe/London",
                practice=PRACTISED,
                told={"disclaimer": 1, "rest_tip": 2},
            )
        )
    )
    now_ms: int = MONDAY_MS
    turns: int = 0
    entries: dict = field(default_factory=dict)
    """Everything that was ever logged, by id and day."""
    coach: Coach = field(default_factory=lambda: Coach(lambda _: WORDS))

    @property
    def today(self):
        """The person's own day."""
        return local_day(self.now_ms, "Europe/London")

    @property
    def logs(self):
        """The days as the table has them."""
        counters = {}
        for entry in self.entries.values():
            counters.setdefault(entry.day, Counter()).update(entry.counters)
        return {day: DayLog(day, dict(log)) for day, log in counters.items()}

    def say(self, command, after=5, *, new=False):
        """Say something, so many seconds later; return what is heard."""
        self.now_ms += after * 1000
        self.turns += 1
        reads = new or command is Plain.UNDO or isinstance(command, commands.Done)
        first = self.today - 7 * DAY if reads else self.today
        known = {day: log for day, log in self.logs.items() if day >= first}
        turn = Turn(self.now_ms, f"{self.turns:012x}", new)
        reply = self.coach.respond(replace(self.state, days=known), command, turn)
        for entry in reply.state.entries:
            self.entries.setdefault((entry.segment_id, entry.day), entry)
        self.state = replace(reply.state, entries=())
        cues = reply.timeline.cues if reply.timeline else ()
        return " ".join([*map(WORDS, reply.say), *(cue.text for cue in cues if cue.text)])

    def play(self, command, *, responses):
        """Start something and say "ready" so often, each to its end; return what is heard."""
        heard = [self.say(command, new=True)]
        while self.state.place.at is not None and responses:
            heard.append(self.say(Plain.READY, 240))
            responses -= 1
        self.say(Plain.END, 240 if responses else 40)
        return " ".join(heard) if responses else ""

    def check(self, heard):
        """Compare the news that was heard with the table."""
        logs, today = self.logs, self.today
        days = sorted(day for day, log in logs.items() if any(n > 0 for n in log.counters.values()))
        found = [news for text, news in SENTENCES.items() if re.search(rf"(^|[.] ){text}", heard)]
        # Texts without a number stand for all of them.
        for key, n, name in found[:1]:
            event(key)
            assert self.is_true(key, n, name, days, logs, today), (heard[-120:], days)

    @staticmethod
    def is_true(key, n, name, days, logs, today):
        """Return whether a sentence is true by a plain count of all days."""
        monday = today - today.weekday() * DAY
        week = [day for day in days if day >= monday]
        run = running_days(days, today)
        before = [day for day in days if day <= today - run * DAY]
        match key:
            case "milestone-run":
                return run >= n
            case "milestone-longest":
                return run == n > longest_run(before) > 0
            case "milestone-weeks":
                return today - days[0] >= 28 * DAY
            case "milestone-days":
                return len(days) == n
            case "milestone-rounds":
                return sum(log.doses(ARCH) for log in logs.values()) == n
            case "milestone-routines":
                return sum(routines([log]) > 0 for log in logs.values()) == n
            case "milestone-week":
                return len(week) == 7
            case "milestone-third":
                return len(week) == 3
            case "milestone-exercise":
                parts = {"raises": ("tiptoe", "rock")}.get(name, (name,))
                on = [day for day in week if all(logs[day].doses(part) > 0 for part in parts)]
                return len(on) == 3


ACTIONS = st.one_of(
    st.tuples(st.just("play"), st.sampled_from(ExerciseId), st.sampled_from([9, 9, 9, 0])),
    st.tuples(st.just("all"), st.just(None), st.sampled_from([9, 9, 1])),
    st.tuples(st.just("note"), st.sampled_from([*ExerciseId, None]), st.integers(0, 3)),
    st.tuples(st.just("undo"), st.none(), st.integers(1, 3)),
)

AWAY = st.sampled_from([1, 1, 1, 1, 2, 4])
"""Days until the next visit."""


@settings(max_examples=25, phases=set(Phase) - {Phase.shrink})
@given(st.lists(st.tuples(AWAY, st.lists(ACTIONS, max_size=2)), max_size=20))
def test_news_is_true_whatever_was_played_noted_and_taken_back(days):
    """By a plain count of every day, at every end."""
    life = Life()
    for away, actions in days:
        life.now_ms += away * DAY_MS - (life.now_ms - MONDAY_MS) % DAY_MS
        for what, exercise, number in actions:
            life.now_ms += 3_600_000
            match what:
                case "play":
                    started = commands.Start(exercise=exercise)
                    life.check(life.play(started, responses=number))
                case "all":
                    life.check(life.play(Plain.LAUNCH, responses=number))
                case "note":
                    day = life.today - number * DAY
                    everything = exercise is None
                    noted = commands.Done(exercise=exercise, everything=everything, day=day)
                    life.say(noted, new=True)
                case "undo":
                    for again in range(number):
                        life.say(Plain.UNDO, new=not again)
        history, logs = life.state.profile.history, life.logs
        done = [day for day, log in logs.items() if any(n > 0 for n in log.counters.values())]
        # What was taken back of a day more than a week ago may cost it more than it should.
        known = {*history.all_days()}
        assert known == {*done} if history.complete else known <= {*done}
        assert sum(log.doses(ARCH) for log in logs.values()) == history.rounds
        whole = sum(routines([log]) > 0 for log in logs.values())
        assert not history.complete or whole == history.routines
