"""
Which messages the code asks for, read from its source without running it.

A message is made by ``message(key, ...)``. Its key is a text, a text with gaps that are filled at
run time, one of two, or a name that stands for such a key nearby. Knows nothing of the catalogue.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

SOURCE_FOLDER = Path(__file__).parents[2] / "skill"
"""The package whose code speaks."""

ANY = "*"
"""Stands in a pattern for what is filled in at run time."""

_NOT_VALUES = frozenset({"talk", "variant"})
"""Arguments of ``message`` that choose among wordings; all others are values for the words."""


@dataclass(frozen=True, slots=True)
class Use:
    """One place where the code asks for a message."""

    where: str
    """File and line, such as ``coaching/answers.py:43``."""
    pattern: str | None
    """The message's key, with ``*`` for gaps; ``None`` when it cannot be read from the source."""
    values: frozenset[str] | None
    """Names of the values that it gets; ``None`` when they cannot be read from the source."""

    def asks_for(self, key: str) -> bool:
        """Tell whether this may be the message with this key."""
        return self.pattern is not None and fnmatchcase(key, self.pattern)


def read_sources(folder: Path = SOURCE_FOLDER) -> dict[str, str]:
    """Return the text of each module that speaks, by its path within the folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.py"))
        if "checks" not in path.relative_to(folder).parts
    }


def uses_in(sources: Mapping[str, str]) -> Iterator[Use]:
    """Yield every call of ``message`` in some modules, once for each key that it may have."""
    trees = {name: ast.parse(source, name) for name, source in sources.items()}
    calls = [call for tree in trees.values() for call in _calls(tree)]
    for name, tree in trees.items():
        for call, around in _calls_with_surroundings(tree, (tree,)):
            if _called(call) != "message" or not call.args:
                continue
            where = f"{name}:{call.lineno}"
            named = [each.arg for each in call.keywords]
            known = frozenset(each for each in named if each) - _NOT_VALUES
            values = None if None in named else known
            for pattern in _patterns(call.args[0], around, calls):
                yield Use(where, pattern, values)


def _patterns(
    key: ast.expr, around: Sequence[ast.AST], calls: Sequence[ast.Call]
) -> Iterator[str | None]:
    """Yield what a key may be; ``around`` is what it stands in, from the module inwards."""
    match key:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else ANY for part in parts
            )
        case ast.IfExp(body=one, orelse=other):
            yield from _patterns(one, around, calls)
            yield from _patterns(other, around, calls)
        case ast.Name(id=name):
            yield from _named(name, around, calls)
        case _:
            yield None


def _named(name: str, around: Sequence[ast.AST], calls: Sequence[ast.Call]) -> Iterator[str | None]:
    """Yield what a name stands for: what it is set to, or what its function is called with."""
    for at in range(len(around) - 1, -1, -1):
        scope, outer = around[at], around[: at + 1]
        if found := list(_set_to(name, scope)):
            for value in found:
                yield from _patterns(value, outer, calls)
            return
        if isinstance(scope, ast.FunctionDef):
            parameters = [each.arg for each in (*scope.args.posonlyargs, *scope.args.args)]
            if name in parameters:
                yield from _called_with(scope.name, name, parameters, calls)
                return
    yield None


def _called_with(
    function: str, name: str, parameters: Sequence[str], calls: Sequence[ast.Call]
) -> Iterator[str | None]:
    place = parameters.index(name) - (parameters[0] == "self")
    found = False
    for call in calls:
        if _called(call) != function:
            continue
        found = True
        by_name = [each.value for each in call.keywords if each.arg == name]
        for value in by_name or call.args[place : place + 1]:
            yield from _patterns(value, (), calls)
    if not found:
        yield None


def _set_to(name: str, scope: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(scope) if isinstance(scope, ast.FunctionDef) else ():
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                yield value


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _calls_with_surroundings(
    node: ast.AST, around: tuple[ast.AST, ...]
) -> Iterator[tuple[ast.Call, tuple[ast.AST, ...]]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield child, around
        inner = (*around, child) if isinstance(child, ast.FunctionDef) else around
        yield from _calls_with_surroundings(child, inner)


def _called(call: ast.Call) -> str:
    """Return the last name of what is called."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""
