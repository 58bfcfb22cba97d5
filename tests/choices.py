"""Settings as a test writes them: by the names under which they are stored."""

from dataclasses import replace
from typing import Any

from skill.routine.settings import DEFAULTS, Settings, with_setting


def chosen(start: Settings = DEFAULTS, /, **choices: Any) -> Settings:
    """Return settings with some choices, as in ``chosen(calf_sets=2)``; ``None`` clears one."""
    for name, value in choices.items():
        start = (
            replace(start, **{name: value}) if value is None else with_setting(start, name, value)
        )
    return start
