"""The POST addresses of the panel "Device": each is checked here, and done in the Echo's thread."""

from zoneinfo import available_timezones

from flask import Blueprint
from flask.typing import ResponseReturnValue

from simulator.device.request import LOCALES, VIEWPORTS
from simulator.page.live_echo import LiveEcho
from simulator.page.posted import ACCEPTED, posted, posted_object, refused
from simulator.page.setup import RATES, DeviceChange, Fault

_KINDS = {"has_screen": bool, "viewport": str, "plays_apla": bool, "locale": str, "zone": str}


class DeviceCommands:
    """Device, faults and clock."""

    def __init__(self, live_echo: LiveEcho) -> None:
        """Command an Echo."""
        self._live_echo = live_echo
        self._setup = live_echo.setup

    def add_to(self, page: Blueprint) -> None:
        """Add the addresses to the page's."""
        for name, command in (
            ("device", self.change_device),
            ("fault", self.set_fault),
            ("clock", self.set_clock),
        ):
            page.add_url_rule(f"/echo/{name}", name, command, methods=["POST"])

    def change_device(self) -> ResponseReturnValue:
        """Change `has_screen`, `viewport`, `plays_apla`, `locale` or `zone`, or several of them."""
        named = posted_object().keys()
        wished = {name: posted(name, kind) for name, kind in _KINDS.items() if name in named}
        if named - _KINDS.keys():
            return refused("That is nothing this Echo can be.")
        if "viewport" in wished and wished["viewport"] not in VIEWPORTS:
            return refused(f"The screens are {', '.join(VIEWPORTS)}.")
        if "locale" in wished and wished["locale"] not in LOCALES:
            return refused(f"The Echo speaks {', '.join(LOCALES)}.")
        if "zone" in wished and wished["zone"] not in available_timezones():
            return refused("That is no time zone. Choose one like Europe/London.")
        change = DeviceChange(**wished)
        self._live_echo.carry_out(lambda: self._setup.change_device(change))
        return ACCEPTED

    def set_fault(self) -> ResponseReturnValue:
        """Let a fault of this `name` happen if it `is_on`; otherwise put it right."""
        name, is_on = posted("name", str), posted("is_on", bool)
        if name not in list(Fault):
            return refused(f"The faults are {' and '.join(Fault)}.")
        fault = Fault(name)
        if not self._setup.can_fail(fault):
            return refused("The table is not one of this page's own: it cannot be taken down.")
        self._live_echo.carry_out(lambda: self._setup.set_fault(fault, is_on=is_on))
        return ACCEPTED

    def set_clock(self) -> ResponseReturnValue:
        """Run at a `rate`, or jump `to` the next "question" or to "tomorrow"."""
        if "rate" in posted_object():
            rate = posted("rate", int)
            if rate not in RATES:
                return refused(f"The clock runs {' or '.join(map(str, RATES))} times as fast.")
            if self._live_echo.stands_still:
                return refused("The clock stands still here: time passes when it is let pass.")
            self._live_echo.carry_out(lambda: self._setup.run_at(rate))
            return ACCEPTED
        match posted("to", str):
            case "question":
                self._live_echo.pass_time(self._setup.wait_for_question)
            case "tomorrow":
                self._live_echo.pass_time(self._setup.wait_for_morning)
            case _:
                return refused('Time can be let pass to the next "question" or to "tomorrow".')
        return ACCEPTED
