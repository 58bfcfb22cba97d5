"""
Check the message catalogue against the code: each key has words, all words have a use.

A key that stands in the code is found by a plain text search: a literal in lower case with hyphens,
or any literal that is given to ``message``. Keys that are put together at run time come from
`FAMILIES`, values from `VALUES`. Every message is then rendered with every combination of its
values. Knows Fluent's syntax and no language: whether a sentence sounds right is for the tests.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib import resources
from itertools import product
from pathlib import Path

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from skill.coaching.cards import STEPS
from skill.coaching.commands import Amount, Topic
from skill.coaching.open_question import EXPLAINED
from skill.progress.place import Status
from skill.progress.reminders import ReminderFault, Weekday
from skill.progress.summary import Rounds
from skill.routine.exercises import EXERCISES, ExerciseId, Foot, Order, Pace, Part, Position, Side
from skill.routine.message import Message, Narration, Value, message, names
from skill.routine.settings import DEFAULTS, Counting, Grip, Ground, Scrunch, Silence, Talk
from skill.routine.transitions import Floor
from skill.screen.answers import WORDED
from skill.speech.narration import UnknownMessage, narration_for

CATALOGUE = resources.files("skill.speech.english").joinpath("messages.ftl")
"""The shipped messages."""

SOURCE_FOLDER = Path(__file__).parents[2] / "skill"

THIS_FILE = "tools/checks/messages.py"

SPEAKING = ("routine", "coaching", "service", "alexa", "speech", "screen")
"""Folders of the source that make messages. In the last two only ``message``'s own keys count."""

_UNITS = (*ExerciseId, *Part)
_STEPS = tuple(unit for unit in _UNITS if unit != ExerciseId.RAISES)
_RESTING = tuple(each for each, dose in EXERCISES.items() if dose.rest_seconds is not None)
_PHASES = tuple(
    phase.name
    for dose in EXERCISES.values()
    for tempos in dose.tempos.values()
    for tempo in tempos.values()
    for phase in tempo.phases
)

FAMILIES: Mapping[str, Iterable[str]] = {
    "name-": (*_UNITS, "all"),
    "short-": _UNITS,
    "position-": _STEPS,
    "instruct-": _UNITS,
    "dose-": _UNITS,
    "feel-": _UNITS,
    "feel-short-": _STEPS,
    "safety-": ExerciseId,
    "picture-": _STEPS,
    "card-step-": tuple(f"{unit}-{n + 1}" for unit in STEPS for n in range(STEPS[unit])),
    "screen-": ("ready", "rest", "talk"),
    "screen-say-": WORDED,
    "get-down-": tuple(each for each, dose in EXERCISES.items() if dose.position is Position.FLOOR),
    "get-up-": (Floor.DOWN, Floor.MAYBE),
    "move-": tuple(each for each in ExerciseId if each not in _RESTING),
    "rest-": _RESTING,
    "why-": ExerciseId,
    "advice-": Topic,
    "reminder-fault-": ReminderFault,
    "help-": (*EXPLAINED, Status.WAIT, Status.WORK, Status.REST, Status.PAUSED),
}
"""Keys that the code ends at run time: how they begin, and all that may follow."""

NUMBERS = (2, 21)
"""Stand for every number, beside those for which a message has words of their own."""

_NAMES = tuple(names([*ExerciseId][:number]) for number in (1, 2, 3))
_LISTS = (
    *_NAMES,
    names(ExerciseId),
    (message("name-all"),),
    (message("arch-rounds", told="all", rounds=3, rounds_per_day=3),),
    (message("begun", exercise=ExerciseId.CALF, n=1, sets=3),),
    (
        message("begun-short", exercise=ExerciseId.CALF, n=1, sets=3),
        message("begun-short", exercise=ExerciseId.ARCH, n=0, sets=10),
    ),
    (
        message("begun-many", n=3),
        message("arch-rounds", told="some", rounds=1, rounds_per_day=3),
    ),
)
_CHOSEN = (
    (message("chosen-hold", exercise=ExerciseId.CALF, seconds=30),),
    (
        message("chosen-foot", foot=Foot.LEFT),
        message("chosen-hold", exercise=ExerciseId.HAMSTRING, seconds=20),
        message("chosen-sets", exercise=ExerciseId.RAISES, sets=2),
    ),
    (message("chosen-pace", pace=Pace.SLOW), message("chosen-talk", amount=Talk.BRIEF)),
)
_MORNING = message("clock-time", hour=7, minute=30, named=7, of_day="morning")
_NOON = message("clock-time", hour=12, minute=0, named=12, of_day="afternoon")
_EVERY_DAY = message("reminder-days", weekdays="every", named_days=None)
_TWO_DAYS = tuple(message("day-plural", day=day) for day in (Weekday.MONDAY, Weekday.FRIDAY))
_ON_TWO_DAYS = message("reminder-days", weekdays="named", named_days=_TWO_DAYS)
_PLANS = (
    (message("reminder-when", days=(_EVERY_DAY,), times=(_MORNING,)),),
    (
        message("reminder-when", days=(_ON_TWO_DAYS,), times=(_MORNING, _NOON)),
        message(
            "reminder-when", days=(message("reminder-day", coming_day="today"),), times=(_NOON,)
        ),
    ),
)
"""Reminders, by their days: one of every day, and three on some days."""
_SIDES = (*Side, "none")
_YES_NO = ("yes", "no")
_DAYS = ("today", "then", "yesterday", *(f"day-{day}" for day in range(7)), "2026-11-03")

VALUES: Mapping[str, Iterable[Value]] = {
    "exercise": _UNITS,
    "sets-set.exercise": (*ExerciseId, "none"),
    "other": (ExerciseId.CALF, ExerciseId.HAMSTRING, "none"),
    "cut": (*_UNITS, "none"),
    "but": ("none", *(names([*ExerciseId][:number], article=True) for number in (1, 2))),
    "begun.exercise": _STEPS,
    "begun-short.exercise": _STEPS,
    "exercises": _LISTS,
    "time-left.exercises": ("none", *_LISTS),
    "card-left.exercises": _NAMES,
    "done": ("none", *_LISTS),
    "more": ("none", *_LISTS),
    "side": Side,
    "position-towel.side": _SIDES,
    "instruct-towel.side": _SIDES,
    "position-arch.side": _SIDES,
    "instruct-arch.side": _SIDES,
    "where.side": _SIDES,
    "undone-step.side": _SIDES,
    "lead.side": _SIDES,
    "picture-towel.side": (*Side, "both"),
    "part": Part,
    "lead.part": (*Part, "none"),
    "phase": _PHASES,
    "rep-first.phase": ("number", *_PHASES),
    "foot": Foot,
    "ask-routine.foot": (*Foot, "none"),
    "feet": ("both", "one"),
    "when": _DAYS,
    "kept.when": ("yesterday", "earlier"),
    "greeting.when": tuple(f"day-{day}" for day in range(7)),
    "closing-rounds-open.when": ("both", "evening", "none"),
    "goodbye.when": ("midday", "evening", "tomorrow"),
    "of_day": ("morning", "afternoon", "evening", "night", "none"),
    "reminder-only.day": ((message("reminder-day", coming_day="today"),),),
    "shown_hour": ("7", "12"),
    "shown_minute": ("05", "30"),
    "half": ("am", "pm"),
    "day": Weekday,
    "weekdays": ("every", "workdays", "weekend", "other", "other_from", "named"),
    "named_days": ("none", _TWO_DAYS[:1], _TWO_DAYS),
    "coming_day": ("today", "tomorrow", *(f"day-{day}" for day in range(7)), "2026-12-24"),
    "days": ((_EVERY_DAY,), (_ON_TWO_DAYS,)),
    "times": ((_MORNING,), (_MORNING, _NOON)),
    "plan": _PLANS,
    "coming": _PLANS[:1],
    "told": Rounds,
    "state": ("done", "open"),
    "span": ("week", "month", "then"),
    "kind": ("either", "range"),
    "routine": ("short", "full"),
    "all": _YES_NO,
    "bad": _YES_NO,
    "longest": _YES_NO,
    "so_far": _YES_NO,
    "is_all": _YES_NO,
    "part_of_day": ("morning", "afternoon", "evening"),
    "pace": Pace,
    "style": Counting,
    "amount": Amount,
    "order": Order,
    "silence": Silence,
    "way": (*Grip, *Scrunch, *Ground),
    **{f"{key}-hamstring.way": Grip for key in ("instruct", "position", "move")},
    **{f"{key}-towel.way": Scrunch for key in ("instruct", "dose")},
    **{f"{key}.way": Ground for key in ("instruct-raises", "instruct-tiptoe", "position-tiptoe")},
    "lead.way": (*Scrunch, "none"),
    "chosen-way.way": (Grip.TOWEL, Scrunch.ONE_PASS, Scrunch.EACH_FOOT, Ground.STAIRS),
    "chosen": _CHOSEN,
    "chosen-pace.pace": (Pace.QUICK, Pace.SLOW),
    "chosen-counting.style": tuple(set(Counting) - {DEFAULTS.counting}),
    "chosen-talk.amount": Talk,
    "chosen-hold.exercise": tuple(each for each, dose in EXERCISES.items() if dose.hold_seconds),
    "chosen-sets.exercise": tuple(each for each, dose in EXERCISES.items() if dose.chooses_sets),
}
"""What a value may be that is no number: by its name, or by message and name where it is less."""

NEVER_TOGETHER: Mapping[str, Mapping[str, Value]] = {
    "summary": {"done": "none", "more": "none"},
    "reminder-days": {"weekdays": "other_from", "named_days": "none"},
}
"""Values that are never given at once, by message: of an empty day, other words tell."""

PLURALS = frozenset({"zero", "one", "two", "few", "many"})
"""Variants that Fluent chooses for a number by the language's own rules: CLDR's categories."""

_KEY = r"[a-z_]+(?:-[a-z_]+)*"
_LITERAL = re.compile(rf'(?<!f)"({_KEY})"')
_FAMILY = re.compile(rf'message\(\s*f"({_KEY}-)\{{')
_KEY_PLACE = re.compile(r"message\([^)=]*|\bkey = .*")
_CALL = re.compile(r"\bmessage\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)")
_VALUE_NAME = re.compile(r"\b(\w+)=(?!=)")


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice among variants."""

    key: str
    """The message in which it is written."""
    node: ast.SelectExpression
    """The variants."""
    elsewhere: frozenset[str]
    """What the value cannot be here: a choice around this one has other words for that."""


@dataclass
class Needs(Visitor):
    """
    What has to be given to a message, its references included.

    The names of the methods are the library's.
    """

    messages: Mapping[str, ast.Message]
    """The catalogue in which references are followed."""
    key: str
    """The message that is being read."""
    names: set[str] = field(default_factory=set)
    """Values that stand in words or choices."""
    numbers: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Those that are numbers, with the numbers for which there are words of their own."""
    choices: list[Choice] = field(default_factory=list)
    """Every choice among variants."""
    elsewhere: dict[str, frozenset[str]] = field(default_factory=dict)
    """What a value cannot be in the words that are being read: other variants are for that."""
    references: set[str] = field(default_factory=set)
    """Messages that stand in the words."""

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        """Go on in the message that is referred to."""
        if (key := node.id.name) not in self.references:
            self.references.add(key)
            if key in self.messages:
                outer, self.key = self.key, key
                self.visit(self.messages[key])
                self.key = outer

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802
        """Note the choice, and which of its values do not reach the words in its default."""
        name, keys = _selector(node), _keys(node)
        numbers = {int(key.value) for key in keys if isinstance(key, ast.NumberLiteral)}
        if numbers:
            self.numbers[name] |= numbers
        before = self.elsewhere.get(name, frozenset())
        self.choices.append(Choice(self.key, node, before))
        self.visit(node.selector)
        for variant in node.variants:
            others = {_name(key) for key in keys if key is not variant.key}
            self.elsewhere[name] = before | others if variant.default else before
            self.visit(variant.value)
        self.elsewhere[name] = before

    def visit_FunctionReference(self, node: ast.FunctionReference) -> None:  # noqa: N802
        """Note which values are spelled as numbers."""
        for argument in node.arguments.positional:
            if node.id.name == "NUM" and isinstance(argument, ast.VariableReference):
                self.numbers[argument.id.name] |= set()
        self.generic_visit(node)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        """Note a value."""
        self.names.add(node.id.name)


@dataclass(frozen=True)
class Catalogue:
    """The messages, and the code that asks for them."""

    messages: Mapping[str, ast.Message]
    """By key, as Fluent reads them."""
    code: Mapping[str, str]
    """Text of each module, by its path within the package."""
    families: Mapping[str, Iterable[str]] = field(default_factory=lambda: FAMILIES)
    """As `FAMILIES`."""
    values: Mapping[str, Iterable[Value]] = field(default_factory=lambda: VALUES)
    """As `VALUES`."""

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """The keys that the code asks for, each with the first place that does."""
        places: dict[str, str] = {}
        for path, text in self.code.items():
            spans = [(each.start(), each.group()) for each in _KEY_PLACE.finditer(text)]
            literals = [(at, key) for at, span in spans for key in _LITERAL.findall(span)]
            if not path.startswith(("speech/", "screen/")):
                literals += [
                    (each.start(), each[1])
                    for each in _LITERAL.finditer(text)
                    if "-" in each[1] and each[1] not in self._value_ids
                ]
            for at, key in literals:
                places.setdefault(key, _place(path, text, at))
            for each in _FAMILY.finditer(text):
                for member in self.families.get(each[1], ()):
                    places.setdefault(each[1] + member, _place(path, text, each.start()))
        return places

    def key_findings(self) -> Iterator[str]:
        """Yield keys without a message, messages without a use, families that do not fit."""
        said = set(self.keys)
        for key, place in self.keys.items():
            if key in self.messages:
                said |= (references := self.needs_of(key).references)
                for missing in sorted(references - self.messages.keys()):
                    yield f"message {key!r} needs {missing!r}, which is not in the catalogue"
            else:
                yield f"{place}: no message {key!r} in the catalogue"
        for key in self.messages.keys() - said:
            yield f"message {key!r} is in the catalogue, but nothing says it"
        begun = {
            each[1]: _place(path, text, each.start())
            for path, text in self.code.items()
            for each in _FAMILY.finditer(text)
        }
        for prefix in begun.keys() - self.families.keys():
            yield f"{begun[prefix]}: FAMILIES does not tell what may follow {prefix!r}"
        for prefix in self.families.keys() - begun.keys():
            yield f"FAMILIES has {prefix!r}, with which no key in the code begins"

    def value_findings(self) -> Iterator[str]:
        """Yield where the code asks for a message and does not give a value that it needs."""
        for path, text in self.code.items():
            for call in _CALL.finditer(text):
                keys = {*_LITERAL.findall(call[1].partition("=")[0])}
                if family := _FAMILY.match(call.group()):
                    keys = {family[1] + each for each in self.families.get(family[1], ())}
                for key in sorted(keys & self.messages.keys()) if "**" not in call[1] else ():
                    for name in sorted(self.needs_of(key).names - {*_VALUE_NAME.findall(call[1])}):
                        place = _place(path, text, call.start())
                        yield f"{place}: message {key!r} needs a value for {name!r}"

    def choice_findings(self) -> Iterator[str]:
        """Yield values for which a choice has no variant, and variants that no value chooses."""
        chosen: dict[Choice, set[str]] = {}
        for key in self.keys:
            for choice in self.needs_of(key).choices:
                taken, variants = self._chosen(key, choice), set(map(_name, _keys(choice.node)))
                chosen.setdefault(replace(choice, elsewhere=frozenset()), set()).update(taken)
                for value in sorted(taken - variants - PLURALS):
                    name = _selector(choice.node)
                    yield f"message {key!r}: ${name} has no variant [{value}] in {choice.key!r}"
        for choice, taken in chosen.items():
            if self._lacks_values(choice):
                selector = _selector(choice.node)
                yield f"message {choice.key!r}: VALUES of {THIS_FILE} has no row for {selector!r}"
                continue
            for name in sorted(set(map(_name, _keys(choice.node))) - taken):
                selector = _selector(choice.node)
                yield f"message {choice.key!r}: variant [{name}] of ${selector} is never chosen"

    def word_findings(self, narration: Narration) -> Iterator[str]:
        """Yield the messages that cannot be said with all their values."""
        for key in self.keys:
            for name in self._attributes(key):
                if name not in set(Talk) and not re.fullmatch(r"v\d+", name):
                    yield f"message {key!r}: .{name} is neither an amount of talk nor a variant"
            for said in self.renderings(key):
                try:
                    narration(said)
                except UnknownMessage as error:
                    yield f"message {key!r} cannot be said with {dict(said.values)}: {error}"
                    break

    def needs_of(self, key: str) -> Needs:
        """Return what has to be given to a message."""
        needs = Needs(self.messages, key)
        needs.visit(self.messages[key])
        return needs

    def renderings(self, key: str) -> Iterator[Message]:
        """Yield every form in which a message is asked for: all values, amounts and variants."""
        needs = self.needs_of(key)
        names = sorted(needs.names)
        attributes = self._attributes(key)
        amounts = [Talk(name) for name in attributes if name in set(Talk)] or [Talk.BRIEF]
        variants = range(max(1, sum(name not in set(Talk) for name in attributes)))
        never = NEVER_TOGETHER.get(key, {"": ""}).items()
        for values in product(*(self._values(key, name, needs) for name in names)):
            named = tuple(zip(names, values, strict=True))
            if not never <= dict(named).items():
                for talk, variant in product(amounts, variants):
                    yield Message(key, named, talk, variant)

    def _chosen(self, key: str, choice: Choice) -> set[str]:
        """Return the variants that a message's values choose; a value for which there is none."""
        needs, name = self.needs_of(key), _selector(choice.node)
        variants = set(map(_name, _keys(choice.node)))
        default = next(_name(variant.key) for variant in choice.node.variants if variant.default)
        values = set(map(str, self._values(key, name, needs))) - choice.elsewhere
        # A number may always take the default and the plural forms of the language.
        if name in needs.numbers or name not in self.values:
            return {value if value in variants else default for value in values} | PLURALS
        # So may an id, where the default is for any other; else it stands for its own id alone.
        return {value if value in variants or default != "other" else default for value in values}

    def _lacks_values(self, choice: Choice) -> bool:
        """Return whether a choice is among ids, and no row tells which ids there are."""
        ids = {key.name for key in _keys(choice.node) if isinstance(key, ast.Identifier)}
        return bool(ids - PLURALS - {"other"}) and _selector(choice.node) not in self.values

    def _attributes(self, key: str) -> list[str]:
        return [attribute.id.name for attribute in self.messages[key].attributes]

    def _values(self, key: str, name: str, needs: Needs) -> Iterable[Value]:
        if name in needs.numbers or name not in self.values:
            return sorted({*needs.numbers.get(name, ()), *NUMBERS})
        return self.values.get(f"{key}.{name}", self.values[name])

    @cached_property
    def _value_ids(self) -> frozenset[Value]:
        return frozenset(value for values in self.values.values() for value in values)


def message_findings() -> Iterator[str]:
    """Yield everything that is wrong with the messages that come with the skill."""
    try:
        source = CATALOGUE.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        yield f"the messages cannot be read: {error}"
        return
    yield from findings_in(source, Catalogue(parse(source), read_code()), narration_for())


def findings_in(source: str, catalogue: Catalogue, narration: Narration) -> Iterator[str]:
    """Yield everything that is wrong with a catalogue; its words only once each key has some."""
    yield from syntax_findings(source)
    keys = list(catalogue.key_findings())
    yield from keys
    yield from catalogue.value_findings()
    if not keys:
        yield from catalogue.choice_findings()
        yield from catalogue.word_findings(narration)


def messages_size() -> str:
    """Return how many messages there are, for the area's line."""
    try:
        return f"messages: {len(parse(CATALOGUE.read_text(encoding='utf-8')))}"
    except (OSError, ValueError):
        return "messages: unreadable"


def read_code(folder: Path = SOURCE_FOLDER) -> dict[str, str]:
    """Return the text of each module that makes messages, by its path within the package."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for name in SPEAKING
        for path in sorted((folder / name).rglob("*.py"))
    }


def parse(source: str) -> dict[str, ast.Message]:
    """Return the messages of a text in Fluent's format, by key."""
    return {message.id.name: message for message in _messages(source)}


def syntax_findings(source: str) -> Iterator[str]:
    """Yield what Fluent cannot read, which it would pass over in silence, and repeated keys."""
    for entry in FluentParser().parse(source).body:
        if isinstance(entry, ast.Junk):
            line = source.count("\n", 0, entry.span.start if entry.span else 0) + 1
            reason = entry.annotations[0].message if entry.annotations else "no message"
            first = (entry.content or "").partition("\n")[0]
            yield f"the catalogue, line {line}: {reason}: {first!r}"
    for key, times in Counter(entry.id.name for entry in _messages(source)).items():
        if times > 1:
            yield f"message {key!r} stands twice in the catalogue"


def _messages(source: str) -> list[ast.Message]:
    body = FluentParser().parse(source).body
    return [entry for entry in body if isinstance(entry, ast.Message)]


def _place(path: str, text: str, at: int) -> str:
    return f"{path}:{text.count(chr(10), 0, at) + 1}"


def _name(key: ast.Identifier | ast.NumberLiteral) -> str:
    return key.name if isinstance(key, ast.Identifier) else str(key.value)


def _keys(choice: ast.SelectExpression) -> list[ast.Identifier | ast.NumberLiteral]:
    return [variant.key for variant in choice.variants]


def _selector(choice: ast.SelectExpression) -> str:
    """Return the name of the value by which is chosen, such as ``n`` in ``{ NUMBER($n) -> ...``."""
    selector: ast.InlineExpression | ast.Placeable = choice.selector
    if isinstance(selector, ast.FunctionReference):
        selector = selector.arguments.positional[0]
    return selector.id.name if isinstance(selector, ast.VariableReference) else ""
