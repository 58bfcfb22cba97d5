"""Is what is stored what was done? Day by day, counter by counter."""

from collections import Counter
from datetime import date


def compare(table, ledger, *, doses):
    """
    Compare a home's table with its book.

    Args:
        table: counters by day, as stored.
        ledger: the home's book.
        doses: whether whole doses can be compared, too. Two speakers do not know of each other's
            steps at once, so theirs cannot.

    Returns:
        How many steps differ, by the kind of difference, and each difference in one line.
    """
    book = {str(day): counters for day, counters in ledger.days.items()}
    tally, differences = Counter(), []
    for day in sorted({*table, *book}):
        stored_then, noted_then = table.get(day, {}), book.get(day, {})
        in_doubt = ledger.in_doubt.get(date.fromisoformat(day), {})
        for name in sorted({*stored_then, *noted_then}):
            stored, noted = stored_then.get(name, 0), noted_then.get(name, 0)
            if noted <= stored <= noted + in_doubt.get(name, 0):
                tally["steps in doubt that were counted"] += stored - noted
                continue
            is_steps = name.endswith("_steps") and not name.endswith("_done_steps")
            if is_steps:
                kind = "steps lost" if stored < noted else "steps counted twice"
                tally[kind] += abs(stored - noted)
            elif doses and f"{name.split('_')[0]}_steps" not in in_doubt:
                tally["doses that differ"] += 1
            else:
                continue
            differences.append(f"{day} {name}: the table has {stored}, the book {noted}")
    return tally, differences
