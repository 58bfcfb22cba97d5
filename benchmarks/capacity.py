"""
What DynamoDB charges for an operation, by the rules that AWS publishes.

Local engines report capacity as they like, so it is worked out here, from the sizes of the items.
Sources, in docs.aws.amazon.com/amazondynamodb/latest/developerguide/: ``CapacityUnitCalculations``
for sizes, ``read-write-operations`` for units, ``Constraints`` for the largest item.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from math import ceil
from typing import Any

KB = 1024
"""Bytes; where AWS writes KB it counts in these."""

READ_UNIT_BYTES = 4 * KB
"""What one unit reads with a strongly consistent read."""

WRITE_UNIT_BYTES = KB
"""What one unit writes."""

LARGEST_ITEM_BYTES = 400 * KB
"""A larger item is refused."""

_NESTED_BYTES, _ELEMENT_BYTES = 3, 1
"""A list or a map costs three bytes, and one for each element."""


def item_bytes(item: Mapping[str, Any]) -> int:
    """Return the size of an item in the client's form: name -> ``{"S": "text"}``."""
    return sum(_text_bytes(name) + _value_bytes(value) for name, value in item.items())


def read_units(sizes: Iterable[int], *, is_consistent: bool = True) -> float:
    """
    Return what one GetItem, or one page of a Query, costs.

    Args:
        sizes: Bytes of each item that was read. A Query adds them up before it rounds.
        is_consistent: Whether it is strongly consistent; otherwise it costs half.
    """
    return max(1, ceil(sum(sizes) / READ_UNIT_BYTES)) * (1 if is_consistent else 0.5)


def write_units(before: int, after: int) -> int:
    """
    Return what one write costs: it pays for the larger of the two.

    Args:
        before: Bytes of the item as it was; 0 where there was none.
        after: Bytes of the item as it is; the same where a condition refused the write.
    """
    return max(1, ceil(max(before, after) / WRITE_UNIT_BYTES))


def _value_bytes(value: Mapping[str, Any]) -> int:
    [(kind, content)] = value.items()
    match kind:
        case "S":
            return _text_bytes(content)
        case "N":
            return _number_bytes(content)
        case "B":
            return len(content)
        case "BOOL" | "NULL":
            return 1
        case "SS":
            return sum(map(_text_bytes, content))
        case "NS":
            return sum(map(_number_bytes, content))
        case "BS":
            return sum(map(len, content))
        case "L":
            return _NESTED_BYTES + sum(_ELEMENT_BYTES + _value_bytes(each) for each in content)
        case "M":
            return _NESTED_BYTES + _ELEMENT_BYTES * len(content) + item_bytes(content)
        case _:
            raise ValueError(f"DynamoDB has no type {kind!r}")


def _text_bytes(text: str) -> int:
    return len(text.encode())


def _number_bytes(number: str) -> int:
    """Return one byte, and one for every two digits; zeros at either end do not count."""
    digits = "".join(map(str, Decimal(number).as_tuple().digits)).strip("0")
    return 1 + ceil(len(digits) / 2)
