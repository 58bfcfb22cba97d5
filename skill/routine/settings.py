"""
What a person chose, and its JSON form. A value outside the dose table cannot be made.

The JSON form is one flat object, ``{"calf_hold_seconds": 45, "towel_sets": 2, "foot": "left"}``,
which holds only what differs from the default. Stored profiles have it, so its names stay.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from skill.routine.exercises import EXERCISES, ExerciseId, Figure, Foot, Order, Pace, Round


class Counting(StrEnum):
    """How the seconds of a hold are counted."""

    EVERY_SECOND = "every_second"
    EVERY_FIVE = "every_five"
    LAST_FIVE = "last_five"
    LAST_THREE = "last_three"
    TICKS = "ticks"
    SILENT = "silent"
    BREATHS = "breaths"
    """Breaths instead of seconds, in exercises that breathe; elsewhere the last five seconds."""


class Talk(StrEnum):
    """How much is said around the count."""

    FULL = "full"
    BRIEF = "brief"
    MINIMAL = "minimal"


def hold_figure(exercise: ExerciseId) -> Figure:
    """Return the range of an exercise's hold in seconds; raise ``ValueError`` where it has none."""
    figure = EXERCISES[exercise].hold_seconds
    if figure is None:
        msg = f"{exercise} is counted in repetitions and has no hold length"
        raise ValueError(msg)
    return figure


Doses = tuple[tuple[ExerciseId, int], ...]
"""A map from exercises to numbers that can be hashed: pairs in the exercises' order."""


@dataclass(frozen=True, slots=True)
class Settings:
    """
    A person's own choices; the defaults are those of the dose table.

    Raises:
        OutOfRange: when a figure is outside the range of the dose table.
        ValueError: when an exercise has no such figure.
    """

    foot: Foot | None = None
    """The sore foot; ``None`` when never told: speech then says "your sore foot"."""
    own_hold_seconds: Doses = ()
    """Length of a hold, where it differs from the default. Made by ``with_hold``."""
    own_sets: Doses = ()
    """Number of sets, where it differs from the default. Made by ``with_sets``."""
    pace: Pace = Pace.STEADY
    counting: Counting = Counting.EVERY_SECOND
    talk: Talk | None = None
    """``None``: full the first two times of an exercise, brief from then on."""
    order: Order = Order.ARTICLE

    def __post_init__(self) -> None:
        """Check every figure against the dose table, and leave out what is the default."""
        holds = {each: hold_figure(each) for each, _ in self.own_hold_seconds}
        sets = {each: EXERCISES[each].sets for each, _ in self.own_sets}
        # Equal choices have to be equal settings, however they were made: plans are kept by them.
        own_holds = _checked(self.own_hold_seconds, holds, HOLD_SECONDS)
        object.__setattr__(self, "own_hold_seconds", own_holds)
        object.__setattr__(self, "own_sets", _checked(self.own_sets, sets, SETS))

    def sets(self, exercise: ExerciseId) -> int:
        """Return how many sets of an exercise the person does; one that goes in rounds has one."""
        return dict(self.own_sets).get(exercise, EXERCISES[exercise].sets.default)

    def hold_seconds(self, exercise: ExerciseId) -> int:
        """Return the length of a hold; raise ``ValueError`` where there is none."""
        return dict(self.own_hold_seconds).get(exercise, hold_figure(exercise).default)

    def with_hold(self, exercise: ExerciseId, hold_seconds: int) -> "Settings":
        """Return the settings with another hold; raise ``ValueError`` where there is none."""
        own = {**dict(self.own_hold_seconds), exercise: hold_seconds}
        return replace(self, own_hold_seconds=tuple(own.items()))

    def with_sets(self, exercise: ExerciseId, sets: int) -> "Settings":
        """Return the settings with another number of sets, where there is more than one."""
        if not EXERCISES[exercise].chooses_sets:
            return self
        own = {**dict(self.own_sets), exercise: sets}
        return replace(self, own_sets=tuple(own.items()))

    def round_of(self, exercise: ExerciseId) -> Round:
        """Return the person's dose of an exercise that goes in rounds; else raise ``KeyError``."""
        return EXERCISES[exercise].rounds[self.hold_seconds(exercise)]


HOLD_SECONDS, SETS = "hold_seconds", "sets"
"""End the names under which doses are stored, as in ``calf_sets``."""


def _checked(own: Doses, figures: Mapping[ExerciseId, Figure], name: str) -> Doses:
    """Return the choices that are not the default, each exercise once, in the exercises' order."""
    chosen = dict(own)
    return tuple(
        (exercise, figures[exercise].checked(f"{exercise}_{name}", chosen[exercise]))
        for exercise in ExerciseId
        if exercise in chosen and chosen[exercise] != figures[exercise].default
    )


DEFAULTS = Settings()

_CHOICES: Mapping[str, type[Foot | Pace | Counting | Talk | Order]] = MappingProxyType(
    {"foot": Foot, "pace": Pace, "counting": Counting, "talk": Talk, "order": Order}
)
_HOLDS = MappingProxyType(
    {f"{each.id}_{HOLD_SECONDS}": each.id for each in EXERCISES.values() if each.hold_seconds}
)
_SETS = MappingProxyType(
    {f"{each.id}_{SETS}": each.id for each in EXERCISES.values() if each.chooses_sets}
)

SETTING_NAMES = (*_CHOICES, *_HOLDS, *_SETS)
"""Every name that a setting is stored under."""

MOST_SETTINGS = 128
"""So many are kept. Our choice: most people change little."""


def with_setting(settings: Settings, name: str, value: Any) -> Settings:
    """
    Return the settings with one more choice, named as it is stored.

    Raises:
        ValueError, TypeError: when this version has no such setting, or no such choice for it.
    """
    if name in _CHOICES:
        chosen: dict[str, Any] = {name: _CHOICES[name](value)}
        return replace(settings, **chosen)
    # Nothing is rounded, and ``True`` is no number.
    if type(value) is not int:
        raise TypeError(f"{name} cannot be {value!r}")
    if name in _HOLDS:
        return settings.with_hold(_HOLDS[name], value)
    if name in _SETS:
        return settings.with_sets(_SETS[name], value)
    raise ValueError(f"there is no setting {name}")


def known_setting(name: str, value: Any) -> bool:
    """Return whether this version has such a setting, and such a choice for it."""
    try:
        with_setting(DEFAULTS, name, value)
    except (ValueError, TypeError):
        return False
    return True


def settings_to_json(settings: Settings) -> dict[str, Any]:
    """Return what a person chose that is not the default, as a flat JSON object."""
    plain: dict[str, Any] = {
        name: getattr(settings, name)
        for name in _CHOICES
        if getattr(settings, name) != getattr(DEFAULTS, name)
    }
    plain |= {f"{exercise}_{HOLD_SECONDS}": n for exercise, n in settings.own_hold_seconds}
    return plain | {f"{exercise}_{SETS}": n for exercise, n in settings.own_sets}


def settings_from_json(plain: Mapping[str, Any]) -> Settings:
    """
    Return the settings; a choice that this version does not know is left at its default.

    So neither an older version nor a changed dose table locks anybody out of their profile.
    """
    known = ((name, value) for name, value in plain.items() if known_setting(name, value))
    return _settings(tuple(known))


@lru_cache(MOST_SETTINGS)
def _settings(chosen: tuple[tuple[str, Any], ...]) -> Settings:
    settings = DEFAULTS
    for name, value in chosen:
        settings = with_setting(settings, name, value)
    return settings
