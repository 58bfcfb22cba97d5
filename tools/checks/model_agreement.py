"""
Check the interaction model against the code that answers it: same intents, same ids, all doses.

`model_findings` puts together everything that is checked about the model.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from types import SimpleNamespace
from typing import Any

from skill.coaching.commands import (
    AMBIGUOUS_LIFT,
    HOLDS,
    LATER,
    NO_FLOOR,
    Amount,
    Change,
    DayPart,
    PainWord,
    Period,
    Plain,
    Rhythm,
    SkipPart,
    Symptom,
    Topic,
)
from skill.progress.reminders import Weekday
from skill.routine.exercises import (
    ROUTINES,
    ExerciseId,
    Foot,
    Order,
    Pace,
    Part,
)
from skill.routine.settings import Counting, Grip, Ground, Scrunch, Silence
from tools.checks.model import Model, as_model, read_document, shape_findings
from tools.checks.model_rules import RULES

PAIN_IDS = frozenset({*map(str, range(11)), *PainWord})
"""A number from zero to ten for words of pain; a cramp, and "is it meant to hurt", have none."""

BODY_IDS = frozenset(
    {
        *("heel", "foot", "toes", "arch", "ankle", "achilles", "calf", "shin", "leg", "knee"),
        *("thigh", "hip", "back", "neck", "hand", "head"),
    }
)
"""Where it can hurt. A slot, so that Alexa hears any part; which one it is, nobody keeps."""

SUBSTITUTES = frozenset(
    {
        *(Topic.ON_THE_BED, Topic.NO_TOWEL, Topic.NO_CHAIR, Topic.NO_WALL, Topic.NO_MAT),
        Topic.ON_STAIRS,
    }
)
"""Topics that are asked where something of the equipment is missing."""

SIGNS = frozenset(
    {
        *(Symptom.NUMB, Symptom.POP, Symptom.SWOLLEN, Symptom.CANNOT_STAND, Symptom.FALL),
        *(Symptom.CHEST, Symptom.FAINT, Symptom.CALF, Symptom.DIZZY),
    }
)
"""Symptoms that are called out by themselves; "hot" or "a fall" alone could be anything."""

_WEEKDAYS = frozenset(day.name.lower() for day in Weekday)

SLOT_IDS: Mapping[str, frozenset[str]] = {
    "EXERCISE": frozenset({*ExerciseId, *Part, AMBIGUOUS_LIFT}),
    "ROUTINE": frozenset({*ROUTINES, NO_FLOOR, Plain.CANNOT_GET_DOWN, Plain.START_GENTLY}),
    "FOOT": frozenset(Foot),
    "PART": frozenset(SkipPart),
    "PAIN": PAIN_IDS,
    "SYMPTOM": frozenset(Symptom),
    "CHANGE": frozenset(Change),
    "HOLD_WORD": frozenset({HOLDS}),
    "PACE": frozenset(Pace),
    "STYLE": frozenset(Counting),
    "AMOUNT": frozenset(Amount),
    "ORDER": frozenset(Order),
    "TOPIC": frozenset(Topic) - SUBSTITUTES,
    "SUBSTITUTE": SUBSTITUTES,
    "SIGN": SIGNS,
    "BODY": BODY_IDS,
    "SILENCE": frozenset(Silence),
    "WAY": frozenset({*Grip, *Scrunch, *Ground}),
    "FEELING": frozenset({"where"}),
    "EVERYTHING": frozenset({"all_five"}),
    "DAYS": frozenset({"weekdays", "weekends"}) | _WEEKDAYS,
    "WEEKDAY": _WEEKDAYS,
    "RHYTHM": frozenset(Rhythm),
    "DAILY_PART": frozenset(DayPart),
    "TODAYS_PART": frozenset(DayPart) - {DayPart.NIGHT},
    "LATER": frozenset({LATER}),
    "MORE": frozenset({"more"}),
    "PERIOD": frozenset(Period),
}
"""The ids that the code understands, by slot type."""

INTENTS = "skill/alexa/intents.py"
"""The file in which an intent has its command."""

SLOTS_NOT_READ: Mapping[str, frozenset[str]] = {
    # "From seven to eight": the new time takes the place of whatever is set.
    "ReminderIntent": frozenset({"old_time"}),
    # The count stops, wherever it hurts.
    "HurtsIntent": frozenset({"body"}),
    # What was done is told whole, unless one exercise is named.
    "ProgressIntent": frozenset({"everything"}),
}
"""Slots that help Alexa to understand, and that the code does not need, by intent."""


def model_findings() -> Iterator[str]:
    """Yield everything that is wrong with `interaction_models/en-US.json`."""
    try:
        document = read_document()
    except (OSError, ValueError) as error:
        yield f"the model cannot be read: {error}"
        return
    if misshapen := list(shape_findings(document)):
        yield from misshapen
        return
    model = as_model(document)
    for rule in RULES:
        yield from rule(model)
    yield from id_findings(model, SLOT_IDS)
    commands = _commands()
    yield from command_findings(model, commands)
    yield from slot_findings(model, {name: _slots_read(to) for name, to in commands.items()})


def model_size() -> str:
    """Return how much there is of the model, for the area's line."""
    try:
        model = as_model(read_document())
    except (OSError, ValueError, KeyError, TypeError):
        return "model: unreadable"
    return f"model: {len(model.intents)} intents, {sum(1 for _ in model.samples())} samples"


def command_findings(model: Model, commands: Collection[str]) -> Iterator[str]:
    """
    Yield the intents that no command answers, and the commands that no intent asks for.

    Args:
        model: The interaction model.
        commands: The intents that the skill answers.
    """
    declared = {intent.name for intent in model.intents}
    for name in sorted(declared - set(commands)):
        yield f"{name} is in the model, but has no row in COMMANDS of {INTENTS}"
    for name in sorted(set(commands) - declared):
        yield f"{name} is in COMMANDS of {INTENTS}, but not in the model"


def slot_findings(model: Model, read: Mapping[str, Collection[str]]) -> Iterator[str]:
    """
    Yield the slots that the code reads and the model lacks, and those that are never read.

    Args:
        model: The interaction model.
        read: The names of the slots that the code reads, by intent.
    """
    for intent in model.intents:
        if intent.name not in read:
            continue
        declared = {slot.name for slot in intent.slots} - SLOTS_NOT_READ.get(intent.name, set())
        for name in sorted(set(read[intent.name]) - declared):
            yield f"{intent.name}: the code reads slot {name!r}, which the model does not have"
        for name in sorted(declared - set(read[intent.name])):
            yield f"{intent.name}: the model has slot {name!r}, which the code does not read"


def id_findings(model: Model, slot_ids: Mapping[str, Collection[str]]) -> Iterator[str]:
    """
    Yield the slot values whose ids are not those of the code.

    Args:
        model: The interaction model.
        slot_ids: The ids that the code understands, by slot type.
    """
    for name in sorted(model.types_by_name.keys() - slot_ids.keys()):
        yield f"slot type {name} has no row in SLOT_IDS of tools/checks/model_agreement.py"
    for name, known in slot_ids.items():
        if name not in model.types_by_name:
            yield f"slot type {name} is missing"
            continue
        found = {value.id for value in model.types_by_name[name].values}
        for value_id in sorted(found - set(known)):
            yield f"{name}: id {str(value_id)!r} means nothing to the code"
        for value_id in sorted(set(known) - found):
            yield f"{name}: id {str(value_id)!r} has no value in the model"


class _Slots(dict[str, object]):
    """The slots of an intent, none of them filled, that note which are asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.read: set[str] = set()

    def __bool__(self) -> bool:
        return True

    def get(self, key: str, default: object = None) -> Any:
        self.read.add(key)
        return default


def _slots_read(to_command: Callable[[Any], object]) -> Collection[str]:
    """Return the slots that a row of the table reads where none is filled: all that it knows."""
    slots = _Slots()
    to_command(SimpleNamespace(slots=slots))
    return slots.read


def _commands() -> Mapping[str, Callable[[Any], object]]:
    # The SDK takes a while to import; the model alone can be checked without it.
    from skill.alexa.intents import COMMANDS  # noqa: PLC0415

    return COMMANDS
