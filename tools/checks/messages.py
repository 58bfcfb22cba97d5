"""
The message catalogue beside the code that speaks it: every key has words, all words have a use.

Knows Fluent's syntax; whether a sentence sounds right is not for here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from tools.checks.message_uses import Use, read_sources, uses_in


@dataclass(frozen=True, slots=True)
class Entry:
    """What one message of the catalogue needs to be said."""

    variables: frozenset[str]
    """Values that stand in its own words or choices."""
    references: frozenset[str]
    """Messages that stand in its words."""


Entries = Mapping[str, Entry]
"""The messages of a catalogue by id."""


def catalogue_findings() -> Iterator[str]:
    """Yield everything that is wrong with the catalogue that comes with the skill."""
    try:
        source = read_catalogue()
    except (OSError, ValueError) as error:
        yield f"the catalogue cannot be read: {error}"
        return
    yield from syntax_findings(source)
    entries = entries_in(source)
    uses = tuple(uses_in(read_sources()))
    yield from reference_findings(entries)
    yield from use_findings(entries, uses)
    yield from unused_findings(entries, uses)


def catalogue_size() -> str:
    """Return how much there is of the catalogue, for the closing line."""
    try:
        return f"catalogue: {len(entries_in(read_catalogue()))} messages"
    except (OSError, ValueError):
        return "catalogue: unreadable"


def read_catalogue() -> str:
    """
    Return the text of the English catalogue.

    Raises:
        OSError: It cannot be read.
        ValueError: It is not UTF-8.
    """
    file = resources.files("skill.speech.english").joinpath("messages.ftl")
    return file.read_text(encoding="utf-8")


def entries_in(source: str) -> Entries:
    """Return the messages of a catalogue in Fluent's format, without what is no message."""
    entries = {}
    for message in _messages(source):
        needs = _Needs()
        needs.visit(message)
        entries[message.id.name] = Entry(frozenset(needs.variables), frozenset(needs.references))
    return entries


def syntax_findings(source: str) -> Iterator[str]:
    """Yield what Fluent cannot read, which it would pass over in silence, and ids given twice."""
    for entry in FluentParser().parse(source).body:
        if isinstance(entry, ast.Junk):
            line = source.count("\n", 0, entry.span.start if entry.span else 0) + 1
            reason = entry.annotations[0].message if entry.annotations else "no message"
            first = (entry.content or "").partition("\n")[0]
            yield f"the catalogue, line {line}: {reason}: {first!r}"
    for key, times in Counter(message.id.name for message in _messages(source)).items():
        if times > 1:
            yield f"message {key!r} stands twice in the catalogue"


def reference_findings(entries: Entries) -> Iterator[str]:
    """Yield the messages whose words name a message that is not there."""
    for key, entry in entries.items():
        for name in sorted(entry.references - entries.keys()):
            yield f"message {key!r} needs {name!r}, which is not in the catalogue"


def use_findings(entries: Entries, uses: Iterable[Use]) -> Iterator[str]:
    """Yield where the code asks for a message that is not there, or gives it too few values."""
    for use in uses:
        if use.pattern is None:
            yield f"{use.where}: the message's key cannot be read from the source"
            continue
        keys = [key for key in entries if use.asks_for(key)]
        if not keys:
            yield f"{use.where}: no message {use.pattern!r} in the catalogue"
        for key in keys if use.values is not None else ():
            for name in sorted(_variables(entries, key) - (use.values or frozenset())):
                yield f"{use.where}: message {key!r} needs a value for {name!r}"


def unused_findings(entries: Entries, uses: Iterable[Use]) -> Iterator[str]:
    """Yield the messages that neither the code nor a message in use ever says."""
    uses = tuple(uses)
    said: set[str] = set()
    for key in entries:
        if any(use.asks_for(key) for use in uses):
            said |= _reached(entries, key)
    for key in entries:
        if key not in said:
            yield f"message {key!r} is in the catalogue, but nothing says it"


def _messages(source: str) -> list[ast.Message]:
    body = FluentParser().parse(source).body
    return [entry for entry in body if isinstance(entry, ast.Message)]


def _reached(entries: Entries, key: str) -> set[str]:
    """Return a message and all that stand in its words, in theirs, and so on."""
    reached: set[str] = set()
    open_keys = [key]
    while open_keys:
        found = open_keys.pop()
        if found in entries and found not in reached:
            reached.add(found)
            open_keys += entries[found].references
    return reached


def _variables(entries: Entries, key: str) -> set[str]:
    return {name for each in _reached(entries, key) for name in entries[each].variables}


@dataclass
class _Needs(Visitor):
    """Collects what stands in a message; the names of the methods are the library's."""

    variables: set[str] = field(default_factory=set)
    references: set[str] = field(default_factory=set)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        self.references.add(node.id.name)
