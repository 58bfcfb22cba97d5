"""What DynamoDB charges, against the examples and rules that AWS gives."""

import pytest

from benchmarks.capacity import KB, item_bytes, read_units, write_units


@pytest.mark.parametrize(
    ("sizes", "units"),
    [
        ([3_500], 1),  # "the same throughput as reading a 4 KB item"
        ([4 * KB], 1),
        ([4 * KB + 1], 2),
        ([8 * KB], 2),
        ([4.08 * KB] * 10, 11),  # a Query of 40.8 KB in all is rounded to 44
        ([64] * 1_500, 24),  # 96,000 bytes: rounded once, not for each item
        ([], 1),  # a read that finds nothing is a read
    ],
)
def test_a_read_costs_a_unit_for_each_4_kb(sizes, units):
    """A Query adds up what it read, then rounds. Half of it if older data will do."""
    assert units == read_units(sizes)
    assert units / 2 == read_units(sizes, is_consistent=False)


@pytest.mark.parametrize(
    ("before", "after", "units"),
    [
        (0, 500, 1),  # "the same throughput as writing a 1 KB item"
        (0, KB, 1),
        (0, KB + 1, 2),
        (0, 2 * KB, 2),
        (0, 3.5 * KB, 4),
        (3 * KB, 500, 3),  # what was there is paid for too
        (500, 3 * KB, 3),
        (5 * KB, 5 * KB, 5),  # a condition refused it: the item that is there is paid for
        (0, 0, 1),  # ... and where there is none, the least
    ],
)
def test_a_write_costs_a_unit_for_each_kb_of_the_larger_item(before, after, units):
    """An update is charged by the whole item, however little of it changes."""
    assert units == write_units(before, after)


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ({"S": ""}, 0),
        ({"S": "heel"}, 4),
        ({"S": "čaj ☕"}, 8),
        ({"N": "0"}, 1),
        ({"N": "7"}, 2),
        ({"N": "-12"}, 2),
        ({"N": "123"}, 3),
        ({"N": "1200000"}, 2),
        ({"N": "0.00012"}, 2),
        ({"N": "1" * 38}, 20),
        ({"B": b"\x00\xff"}, 2),
        ({"BOOL": True}, 1),
        ({"NULL": True}, 1),
        ({"SS": ["one", "two"]}, 6),
        ({"NS": ["1", "1000"]}, 4),
        ({"BS": [b"a", b"bc"]}, 3),
        ({"L": []}, 3),
        ({"M": {}}, 3),
        ({"L": [{"S": "one"}, {"N": "7"}]}, 3 + (1 + 3) + (1 + 2)),
        ({"M": {"foot": {"S": "left"}}}, 3 + 1 + 4 + 4),
        ({"M": {"a": {"L": [{"BOOL": False}]}}}, 3 + 1 + 1 + (3 + 1 + 1)),
    ],
)
def test_the_size_of_a_value_follows_its_type(value, size):
    """Bytes of UTF-8, two digits a byte, three bytes and one an element for lists and maps."""
    assert len("a name") + size == item_bytes({"a name": value})


def test_an_item_is_the_sum_of_its_names_and_values():
    """Keys count as everything else; so does each byte of a name."""
    item = {"pk": {"S": "person"}, "sk": {"S": "PROFILE"}, "čaj": {"N": "3"}}

    assert (2 + 6) + (2 + 7) + (4 + 2) == item_bytes(item)


def test_a_type_that_dynamodb_has_not_is_a_mistake():
    """Nothing is counted as nothing."""
    with pytest.raises(ValueError, match="no type 'X'"):
        item_bytes({"name": {"X": "?"}})
