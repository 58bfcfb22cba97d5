"""
What a person does in the Alexa app, and what goes wrong behind it, as commands of one line.

`/reminders` lists, `/allow` and `/forbid` give and take the permission, `/delete 1` deletes (or the
reminder's token in place of the number), `/fault throttled` lets Alexa's service fail, and
`/fault none` puts it right.
"""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from simulator.common import SimulatorError
from simulator.device.reminders import FAULT_WORDS, Reminder, ReminderFault, Reminders

NO_FAULT = "none"
"""The name of the fault when nothing goes wrong."""

_COMMANDS = {"reminders": False, "allow": False, "forbid": False, "delete": True, "fault": True}


@dataclass(frozen=True, slots=True)
class AppCommand:
    """Something that is done in the app."""

    name: str
    """What: one of the words above."""
    argument: str = ""
    """To which reminder, or which fault."""


def read_command(text: str) -> AppCommand:
    """
    Return what a line beginning with a slash means.

    Raises:
        SimulatorError: It means nothing.
    """
    name, _, argument = text.removeprefix("/").strip().partition(" ")
    argument = argument.strip()
    faults = [*ReminderFault, NO_FAULT]
    if _COMMANDS.get(name) is not bool(argument):
        raise SimulatorError(
            f"{text!r} is nothing to do in the Alexa app. Write /reminders, /allow, /forbid, "
            "/delete 1 or /fault NAME."
        )
    if name == "fault" and argument not in faults:
        raise SimulatorError(f"The faults of Alexa's reminders are {', '.join(faults)}.")
    return AppCommand(name, argument)


def carry_out(
    command: AppCommand, reminders: Reminders, now: datetime, zone: tzinfo
) -> tuple[str, ...]:
    """
    Do it.

    Args:
        command: What.
        reminders: Alexa's.
        now: The present instant.
        zone: The Echo's, in which times are told.

    Returns:
        What is to be seen afterwards, line by line.
    """
    match command.name:
        case "allow" | "forbid":
            is_allowed = command.name == "allow"
            reminders.allow(is_allowed=is_allowed)
            return (f"in the Alexa app: reminders {'' if is_allowed else 'not '}allowed",)
        case "delete":
            return (_delete(command.argument, reminders, now),)
        case "fault":
            fault = None if command.argument == NO_FAULT else ReminderFault(command.argument)
            reminders.fault = fault
            return (f"Alexa's reminders {FAULT_WORDS[fault] if fault else 'work'}",)
        case _:
            told = (
                f"{number}. {described(each, zone)}"
                for number, each in enumerate(reminders.all(now), start=1)
            )
            permission = "allowed" if reminders.is_allowed else "not allowed"
            return (f"in the Alexa app: reminders {permission}", *told)


def described(reminder: Reminder, zone: tzinfo) -> str:
    """Return when a reminder rings next in a zone, how often, and what it says."""
    next_at = reminder.next_at
    when = "done" if next_at is None else f"{next_at.astimezone(zone):%a %d %b %H:%M}"
    return f"{when}, {reminder.trigger.rule_text}: {reminder.text}"


def _delete(argument: str, reminders: Reminders, now: datetime) -> str:
    tokens = [each.token for each in reminders.all(now)]
    number = int(argument) if argument.isdecimal() else 0
    token = tokens[number - 1] if 0 < number <= len(tokens) else argument
    gone = reminders.delete(token, now)
    if gone is None:
        return f"in the Alexa app: there is no reminder {argument}"
    return f"in the Alexa app: deleted: {gone.text}"
