"""What the version before the marks stored."""

PLACE = {
    "picks": [["calf"], ["raises", "tiptoe", 2], ["arch", None, None, 30]],
    "at": "calf-2-left",
    "status": "wait",
    "after": "seam",
    "touched_at_ms": 1_772_434_800_000,
    "answered_at_ms": 1_772_434_800_000,
    "done": ["calf-1-left", "calf-1-right"],
    "playing": {
        "segment_id": "3f2a",
        "started_at_ms": 1_772_434_800_123,
        "opening": "rest",
        "steps": [["calf-2-left", 0, 31_000]],
    },
    "last_entry": ["3f29", "2026-03-02", {"calf_steps": 2}],
    "reassured_at_ms": 5,
    "shelved": {"picks": [["arch"]], "at": "arch-1", "status": "idle", "touched_at_ms": 4},
}
"""A place, with what is passed over by now."""
