"""What each message of a catalogue needs to be said, read from its Fluent syntax."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import product

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from skill.routine.exercises import ExerciseId
from skill.routine.message import Message, message, names
from skill.routine.settings import Talk

NAMES = ("calf", "towel", "hamstring", "raises", "tiptoe", "rock", "arch")
LISTS = (
    *(names([*ExerciseId][:number]) for number in (1, 2, 3, 4)),
    (message("name-all"),),
    (message("arch-rounds", told="all", rounds=3, rounds_per_day=3),),
    (message("begun", exercise="calf", n=1, sets=3),),
    (
        message("begun-short", exercise="calf", n=1, sets=3),
        message("begun-short", exercise="arch", n=0, sets=10),
    ),
    (
        message("begun-many", n=3),
        message("arch-rounds", told="some", rounds=1, rounds_per_day=3),
    ),
)
LISTED = ("exercises", "done", "more")
"""Values that are lists of messages, where they are no numbers."""
NUMBERS = (2, 21)
DATES = ("2026-11-03",)
STANDING = {"NUM": NUMBERS, "NAME": NAMES, "SHORT": NAMES, "DATE": DATES}


def parse(source):
    """Return the messages of a catalogue by id."""
    body = FluentParser().parse(source).body
    return {entry.id.name: entry for entry in body if isinstance(entry, ast.Message)}


@dataclass
class Needs(Visitor):
    """Collects a pattern's variables with what may stand for them, messages it refers to too."""

    messages: dict
    values: dict = field(default_factory=lambda: defaultdict(dict))
    references: set = field(default_factory=set)

    def visit_MessageReference(self, node):  # noqa: N802  (the visitor's own way to name it)
        self.references.add(node.id.name)
        self.visit(self.messages[node.id.name])

    def visit_SelectExpression(self, node):  # noqa: N802
        name = node.selector.id.name
        numeric = any(isinstance(variant.key, ast.NumberLiteral) for variant in node.variants)
        for variant in node.variants:
            key = variant.key
            if isinstance(key, ast.NumberLiteral):
                self._add(name, [int(key.value), *NUMBERS])
            elif not numeric and key.name != "other":
                self._add(name, [key.name])
        self.generic_visit(node)

    def visit_FunctionReference(self, node):  # noqa: N802
        for argument in node.arguments.positional:
            standing = STANDING[node.id.name]
            self._add(argument.id.name, standing)

    def visit_VariableReference(self, node):  # noqa: N802
        if node.id.name in LISTED:
            self._add(node.id.name, LISTS)
            return
        self._add(node.id.name, ["left"] if node.id.name not in self.values else [])

    def _add(self, name, candidates):
        self.values[name] |= dict.fromkeys(candidates)


def needs_of(messages, key):
    """Return the variables of a message, each with all that may stand for it."""
    needs = Needs(messages)
    needs.visit(messages[key])
    return needs


def sayings(messages, key):
    """Yield every way in which a message may be asked for: all values, amounts and variants."""
    values = needs_of(messages, key).values
    attributes = [attribute.id.name for attribute in messages[key].attributes]
    amounts = [Talk(name) for name in attributes if name in set(Talk)] or [Talk.BRIEF]
    variants = range(max(1, sum(name not in set(Talk) for name in attributes)))
    for chosen in product(*(values[name] for name in sorted(values))):
        named = tuple(zip(sorted(values), chosen, strict=True))
        for talk, variant in product(amounts, variants):
            yield Message(key, named, talk, variant)
