"""Data binding expressions mean what they mean in APL."""

import pytest

from simulator.binding import evaluate
from simulator.errors import DocumentError

SCOPE = {"data": {"n": 7, "list": ["a", "b"], "name": "calf"}, "index": 0, "none": None}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("plain", "plain"),
        ("${data.n}", 7),
        ("${data['n'] + 1}", 8),
        ("${data.list[1]}", "b"),
        ("${data.list.length}", 2),
        ("${data.n % 5 == 2 && !index}", True),
        ("${data.n > 7 || data.n <= 6}", False),
        ("${none ?? 'x'}", "x"),
        ("${unknown.deep}", None),
        ("${data.n == 7 ? 'seven' : 'other'}", "seven"),
        ("${-(2 + 3) * 2}", -10),
        ("${1.5 * 2} s", "3 s"),
        ("the ${data.name} of ${unknown}", "the calf of "),
        ("${true} and ${null}", "true and "),
        (12, 12),
    ],
)
def test_an_expression_has_its_value(text, value):
    """One expression alone keeps its type; in a longer string it becomes text."""
    assert value == evaluate(text, SCOPE)


@pytest.mark.parametrize("text", ["${", "${}", "${a b}", "${(a}", "${#}", "${f(1)}", "${a.}"])
def test_what_is_no_expression_is_refused(text):
    """A document with a broken expression is a broken document."""
    with pytest.raises(DocumentError):
        evaluate(text, SCOPE)
