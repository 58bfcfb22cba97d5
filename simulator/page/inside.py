"""
Encodes what lies behind an exchange, for the engineer who looks inside.

How the words were understood, how long the skill took, which steps it counted, and what the turn
changed in the session attributes and in the table. The table is sent when it has changed, and only
then: the event log keeps every entry.
"""

import json
from collections.abc import Iterator
from difflib import SequenceMatcher

from simulator.common import JsonObject, SimulatorError
from simulator.device.events import Event, Exchange, Understood
from simulator.device.response import RESPONSE_BYTES, SOUND_MS, response_bytes
from simulator.language.interaction_model import Meaning
from simulator.page.insight import Insight
from simulator.rig.coach_session import attributes_in

ATTRIBUTES_BYTES = 4 * 1024
"""Most bytes of session attributes. The coach's own choice: they travel both ways every turn."""

LIMITS = {"bytes": RESPONSE_BYTES, "attributes_bytes": ATTRIBUTES_BYTES, "sound_ms": SOUND_MS}
"""What the sizes of a response are measured against, by the name of each."""

MOST_OTHERS = 6
"""So many of the other meanings are told. Our choice: what comes after them was never close."""


class InsideEncoder:
    """Encodes exchanges; remembers what was understood, and the table as it was last read."""

    def __init__(self, insight: Insight) -> None:
        """
        Read the table: what the first turn changes is told against it.

        Args:
            insight: Views of the coach itself.
        """
        self._insight = insight
        self._meaning: Meaning | None = None
        try:
            self._items: JsonObject = insight.items()
        except SimulatorError:
            self._items = {}
        self._is_sent = False

    def show(self, event: Event) -> None:
        """Remember how the words were understood that the next exchange is about."""
        if isinstance(event, Understood):
            self._meaning = event.meaning

    def exchange(self, event: Exchange) -> JsonObject:
        """
        Return what lies behind an exchange.

        Returns:
            `understood` (`sample`, `is_standard_phrase`, `others`; empty where nothing was said),
            `telemetry` (`outcome`, `ms` by stage, calls to the `store`), `settled` (see
            `Insight`), `size` and `limits` (`bytes`, `attributes_bytes`, and the limit of
            `sound_ms`), `attributes` (the changes from the request's to the response's), and
            `table`: empty while nothing changes, else all `items` by their sort key and the
            `changes`; `trouble` where it did not answer.
        """
        meaning, self._meaning = self._meaning, None
        before = (event.request.get("session") or {}).get("attributes") or {}
        after = attributes_in(event.response)
        return {
            "understood": _understood(meaning) if meaning else {},
            "telemetry": self._insight.telemetry(),
            "settled": self._insight.settled(event.request),
            "size": {
                "bytes": response_bytes(event.response),
                "attributes_bytes": response_bytes(after),
            },
            "limits": LIMITS,
            "attributes": differences(before, after) if after else [],
            "table": self._table(),
        }

    def _table(self) -> JsonObject:
        try:
            items = self._insight.items()
        except SimulatorError as error:
            return {"trouble": str(error)}
        changes = differences(self._items, items)
        if not changes and self._is_sent:
            return {}
        self._items, self._is_sent = items, True
        return {"items": items, "changes": changes}


def _understood(meaning: Meaning) -> JsonObject:
    return {
        "sample": meaning.sample,
        "is_standard_phrase": meaning.is_standard_phrase,
        "others": [
            {
                "intent": other.intent,
                "sample": other.sample,
                "slots": {slot.name: slot.value for slot in other.slots if slot.value is not None},
                "reason": meaning.reason_before(other),
            }
            for other in meaning.others[:MOST_OTHERS]
        ],
    }


def differences(before: object, after: object) -> list[JsonObject]:
    """
    Return what has to be done to one JSON value to get another.

    Returns:
        For each difference its `path` (names of members, positions in lists), `change` (`added`,
        `changed` or `removed`), and the value `before` and `after` it, where there is one. The
        positions are those afterwards; what was removed from a list has the one it had. A list that
        was empty, or is now, is one changed value.
    """
    return list(_differences(before, after, []))


def _differences(before: object, after: object, path: list[str | int]) -> Iterator[JsonObject]:
    if isinstance(before, dict) and isinstance(after, dict):
        for name in sorted(before.keys() | after.keys()):
            here = [*path, name]
            if name not in after:
                yield _removed(here, before[name])
            elif name not in before:
                yield _added(here, after[name])
            else:
                yield from _differences(before[name], after[name], here)
    elif isinstance(before, list) and isinstance(after, list) and before and after:
        yield from _differences_of_lists(before, after, path)
    # In JSON true is not 1, in Python it is.
    elif type(before) is not type(after) or before != after:
        yield {"path": path, "change": "changed", "before": before, "after": after}


def _differences_of_lists(
    before: list[object], after: list[object], path: list[str | int]
) -> Iterator[JsonObject]:
    """Yield what differs, where the elements that both have in the same order are matched."""
    old, new = ([json.dumps(each, sort_keys=True) for each in values] for values in (before, after))
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for kind, first, end, new_first, new_end in blocks:
        if kind == "equal":
            continue
        both = min(end - first, new_end - new_first)
        for offset in range(both):
            place = new_first + offset
            yield from _differences(before[first + offset], after[place], [*path, place])
        for place in range(first + both, end):
            yield _removed([*path, place], before[place])
        for place in range(new_first + both, new_end):
            yield _added([*path, place], after[place])


def _removed(path: list[str | int], before: object) -> JsonObject:
    return {"path": path, "change": "removed", "before": before}


def _added(path: list[str | int], after: object) -> JsonObject:
    return {"path": path, "change": "added", "after": after}
