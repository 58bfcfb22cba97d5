"""
Data binding of APL: `${...}` expressions inside the strings of a document.

Knows numbers, strings, names, `.`, `[]`, arithmetic, comparisons, `&& || ! ??` and `? :`.
Functions such as `Math.floor` are refused: no document of the skill needs them.
"""

import operator
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from simulator.errors import DocumentError

Scope = Mapping[str, object]
"""The names an expression can see: `payload`, `data`, `index`, `length`, bound names."""

_Node = Callable[[Scope], object]
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<string>'[^']*'|\"[^\"]*\")"
    r"|(?P<name>[A-Za-z_]\w*)|(?P<symbol>&&|\|\||\?\?|[<>=!]=|[-+*/%<>!?:.\[\]()]))"
)
_LITERALS: dict[str, object] = {"true": True, "false": False, "null": None}


def truth(value: object) -> bool:
    """Return whether APL takes a value for true: null, false, 0 and "" are not."""
    return not (value is None or value in (False, 0, ""))


def as_text(value: object) -> str:
    """Return a value as it is put into a string."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def evaluate(value: object, scope: Scope) -> object:
    """
    Return a property's value with its expressions worked out.

    Args:
        value: Any JSON value; only strings can hold expressions.
        scope: What the names in it mean. Unknown names are null.

    Returns:
        A string that is one expression alone keeps the expression's type; other strings stay
        strings, and other values stay as they are.

    Raises:
        DocumentError: An expression cannot be read.
    """
    if not isinstance(value, str) or "${" not in value:
        return value
    parts = _parts(value)
    if len(parts) == 1 and callable(parts[0]):
        return parts[0](scope)
    return "".join(part if isinstance(part, str) else as_text(part(scope)) for part in parts)


@lru_cache(maxsize=1024)
def _parts(text: str) -> tuple[str | _Node, ...]:
    parts: list[str | _Node] = []
    while (start := text.find("${")) >= 0:
        end = text.find("}", start)
        if end < 0:
            raise DocumentError(f"expression without an end: {text!r}")
        if start:
            parts.append(text[:start])
        parts.append(_Parser(text[start + 2 : end]).whole())
        text = text[end + 1 :]
    return (*parts, text) if text else tuple(parts)


class _Parser:
    """Reads one expression, by descending through the levels of precedence."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = self._split(text)
        self._at = 0

    def whole(self) -> _Node:
        """Return the expression; nothing may be left after it."""
        node = self._choice()
        if self._at < len(self._tokens):
            raise self._error()
        return node

    def _split(self, text: str) -> list[tuple[str, str]]:
        tokens: list[tuple[str, str]] = []
        at = 0
        while text[at:].strip():
            found = _TOKEN.match(text, at)
            if found is None or found.lastgroup is None:
                raise self._error()
            tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()
        return tokens

    def _error(self) -> DocumentError:
        return DocumentError(f"expression not understood: ${{{self._text}}}")

    def _take(self, *symbols: str) -> str | None:
        if self._at < len(self._tokens) and self._tokens[self._at] in {
            ("symbol", symbol) for symbol in symbols
        }:
            self._at += 1
            return self._tokens[self._at - 1][1]
        return None

    def _expect(self, symbol: str) -> None:
        if self._take(symbol) is None:
            raise self._error()

    def _choice(self) -> _Node:
        condition = self._binary(0)
        if self._take("?") is None:
            return condition
        when_true = self._choice()
        self._expect(":")
        when_false = self._choice()
        return lambda scope: (when_true if truth(condition(scope)) else when_false)(scope)

    def _binary(self, level: int) -> _Node:
        if level == len(_LEVELS):
            return self._unary()
        left = self._binary(level + 1)
        while (symbol := self._take(*_LEVELS[level])) is not None:
            left = _combined(_LEVELS[level][symbol], left, self._binary(level + 1))
        return left

    def _unary(self) -> _Node:
        if self._take("!"):
            negated = self._unary()
            return lambda scope: not truth(negated(scope))
        if self._take("-"):
            number = self._unary()
            return lambda scope: -_number(number(scope))
        return self._with_accessors(self._atom())

    def _atom(self) -> _Node:
        if self._take("("):
            inside = self._choice()
            self._expect(")")
            return inside
        if self._at == len(self._tokens):
            raise self._error()
        kind, word = self._tokens[self._at]
        self._at += 1
        if kind == "number":
            number = float(word) if "." in word else int(word)
            return lambda _scope: number
        if kind == "string":
            return lambda _scope: word[1:-1]
        if kind == "name":
            return lambda scope: _LITERALS[word] if word in _LITERALS else scope.get(word)
        raise self._error()

    def _with_accessors(self, node: _Node) -> _Node:
        while symbol := self._take(".", "["):
            if symbol == "[":
                key = self._choice()
                self._expect("]")
            elif self._at < len(self._tokens) and self._tokens[self._at][0] == "name":
                key = _constant(self._tokens[self._at][1])
                self._at += 1
            else:
                raise self._error()
            node = _looked_up(node, key)
        return node


def _constant(value: object) -> _Node:
    return lambda _scope: value


def _looked_up(node: _Node, key: _Node) -> _Node:
    return lambda scope: _member(node(scope), key(scope))


def _combined(combine: Callable[[_Node, _Node, Scope], object], left: _Node, right: _Node) -> _Node:
    return lambda scope: combine(left, right, scope)


def _member(whole: object, key: object) -> object:
    if isinstance(whole, Mapping):
        return whole.get(key)
    if isinstance(whole, list | str):
        if key == "length":
            return len(whole)
        if isinstance(key, int) and -len(whole) <= key < len(whole):
            return whole[key]
    return None


def _number(value: object) -> float:
    return value if isinstance(value, int | float) else float("nan")


def _numeric(operate: Callable[[float, float], object]) -> Callable[[_Node, _Node, Scope], object]:
    return lambda left, right, scope: operate(_number(left(scope)), _number(right(scope)))


def _add(left: _Node, right: _Node, scope: Scope) -> object:
    one, two = left(scope), right(scope)
    if isinstance(one, int | float) and isinstance(two, int | float):
        return one + two
    return as_text(one) + as_text(two)


def _both(left: _Node, right: _Node, scope: Scope) -> object:
    one = left(scope)
    return right(scope) if truth(one) else one


def _either(left: _Node, right: _Node, scope: Scope) -> object:
    one = left(scope)
    return one if truth(one) else right(scope)


def _first_given(left: _Node, right: _Node, scope: Scope) -> object:
    one = left(scope)
    return right(scope) if one is None else one


_LEVELS: tuple[dict[str, Callable[[_Node, _Node, Scope], object]], ...] = (
    {"??": _first_given},
    {"||": _either},
    {"&&": _both},
    {
        "==": lambda left, right, scope: left(scope) == right(scope),
        "!=": lambda left, right, scope: left(scope) != right(scope),
    },
    {
        "<=": _numeric(operator.le),
        ">=": _numeric(operator.ge),
        "<": _numeric(operator.lt),
        ">": _numeric(operator.gt),
    },
    {"+": _add, "-": _numeric(operator.sub)},
    {
        "*": _numeric(operator.mul),
        "/": _numeric(operator.truediv),
        "%": _numeric(operator.mod),
    },
)
"""Binary operators, weakest first."""
