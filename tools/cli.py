"""
The `heel-stretches` command.

Reads arguments and chooses who listens and who shows; each subcommand is one function. Exit codes:
0 when all went well, 1 when something has to be put right (one line says what), 2 for wrong usage,
130 for Ctrl-C.
"""

import argparse
import contextlib
import logging
import os
import sys
import webbrowser
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import platformdirs

from simulator.common import EngineMissingError, ModelError, SimulatorError, why_unreadable
from simulator.device.request import LOCALES
from simulator.device.sound import MODELLED
from simulator.rig.environment import (
    Talk,
    TalkOptions,
    data_environment,
    local_zone_name,
    talk_environment,
    warm_up,
)
from simulator.rig.persisted_state import open_state
from simulator.terminal.lines import StreamLines
from simulator.terminal.talk import talk_at_keyboard, talk_from_pipe, talk_from_script
from simulator.terminal.transcript import JsonTranscript, Output, PlainTranscript
from simulator.voice.engine import BEST_VOICE, ENGINES, NO_VOICE
from simulator.voice.loudspeaker import NO_PLAYER, heard_aloud, working_player
from simulator.voice.speaker import Speaker, voice_named

APPLICATION = "heel-stretches"
"""The command's name, and that of the folder with a person's data."""

HISTORY_FILE = "typed-lines"
"""The file in the data directory with what was typed at the keyboard."""

_AS_WRITTEN = argparse.RawDescriptionHelpFormatter

_HELP = "Heel Stretches, an Alexa skill: on this laptop, and for whoever operates it."

_EPILOG = """\
examples:
  heel-stretches talk                 talk to the coach; no account is needed
  heel-stretches serve --page         the same in a browser, with sound
  heel-stretches check                before something is deployed
  heel-stretches progress             what was done: today, this week, this month
  heel-stretches export --data        what is kept of who talked on this laptop

`heel-stretches COMMAND --help` has the rest. The exit status is 0, or 1 when
something has to be put right, or 2 for wrong arguments: one line says what.
"""

_TALK_HELP = """\
Talk to the coach as to an Echo. Type what you would say, for example:

  start my heel stretches
  pause
  alexa, ask my heel stretches what I did today

While it speaks, a line interrupts it, as the wake word does. Afterwards the
microphone is open for 8 seconds, then comes one reminder, then 8 seconds more,
then the session ends. Ctrl-D lets it finish, Ctrl-C ends at once.
"""

_TALK_EPILOG = """\
A script, or standard input that is no keyboard, has one utterance a line. It is
said when the sound before it is over. A line +75s (or +2m, +1h30m, +3d) lets
time pass first: what is said next comes at that moment and interrupts. Lines
that begin with # are comments.

A line /reminders lists what the Alexa app has of reminders; /allow and /forbid
give and take the permission to set them, /delete 1 deletes the first, and
/fault NAME lets Alexa's service fail, until /fault none. What is due rings.

examples:
  heel-stretches talk
  heel-stretches talk --fast --script morning.txt
  printf 'start my heel stretches\\n+40s\\npause\\n' | heel-stretches talk --fast --data /tmp/try

Time never runs backwards for one data directory: a talk begins now, or where
an earlier talk with --fast or --now has got to, whichever is later.
AWS_ENDPOINT_URL_DYNAMODB, if set, names a DynamoDB to use instead of the one
that comes with the skill. The skill's log is skill.log in the data directory.
"""


_EXPORT_EPILOG = """\
The table is the one that PROGRESS_TABLE names, in the region AWS_REGION, or
where AWS_ENDPOINT_URL_DYNAMODB says, read with the credentials that AWS's own
tools use. With --data it is the one that talks on this laptop are kept in, and
--user may be missing: it is who talked.

The items go to standard output, and their number to standard error. A person
of whom nothing is kept has none.

examples:
  PROGRESS_TABLE=... AWS_REGION=... heel-stretches export --user amzn1....
  heel-stretches export --data
  heel-stretches export --data /tmp/try
"""

_PROGRESS_HELP = """\
Show what a person did: today, in the last seven days, on the days of five
weeks, and the longest run. The sentences are those that the coach says.
"""

_PROGRESS_EPILOG = """\
Without arguments it is who talked on this laptop. With --user it is somebody in
the table that PROGRESS_TABLE names, in the region AWS_REGION, or where
AWS_ENDPOINT_URL_DYNAMODB says, read with the credentials that AWS's own tools
use. Nothing is written. Days are the person's own, and end at three at night.

examples:
  heel-stretches progress
  heel-stretches progress --data /tmp/try
  heel-stretches progress --json
  PROGRESS_TABLE=... AWS_REGION=... heel-stretches progress --user amzn1....
"""

_SERVE_EPILOG = """\
Reads SKILL_ID, PROGRESS_TABLE and the rest of the environment that the function
on AWS Lambda reads; docs/web.md has them all, and what stands in front of it.

examples:
  SKILL_ID=amzn1.ask.skill.... PROGRESS_TABLE=... heel-stretches serve
  PROGRESS_TABLE=... heel-stretches serve --no-verify --port 8181
  heel-stretches serve --page
"""


def main(argv: Sequence[str] | None = None) -> int:
    """
    Run the command.

    Args:
        argv: The arguments after the command's name; those of the process when missing.

    Returns:
        The exit code.
    """
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except (SimulatorError, ModelError) as error:
        print(f"{APPLICATION}: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of our output is gone; without this Python would report that again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        # A file of the data directory that cannot be written, for one.
        where = f"{error.filename} cannot be used" if error.filename else "This cannot be done"
        print(f"{APPLICATION}: {where}: {error.strerror or error}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return code


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with the arguments."""

    def error(self, message: str) -> NoReturn:
        """End with status 2."""
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help.\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog=APPLICATION, description=_HELP, epilog=_EPILOG, formatter_class=_AS_WRITTEN
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    talk = commands.add_parser(
        "talk",
        help="talk to the coach in this terminal",
        description=_TALK_HELP,
        epilog=_TALK_EPILOG,
        formatter_class=_AS_WRITTEN,
    )
    talk.set_defaults(run=_talk)
    talk.add_argument("--script", metavar="FILE", type=Path, help="play a written conversation")
    talk.add_argument("--fast", action="store_true", help="a virtual clock: no waiting")
    talk.add_argument(
        "--json", action="store_true", help="print each request and each response as a JSON line"
    )
    talk.add_argument(
        "--data",
        metavar="DIR",
        type=Path,
        help="where the database is kept (default: this system's folder for a person's own data)",
    )
    talk.add_argument("--screen", action="store_true", help="be an Echo Show")
    talk.add_argument("--locale", choices=LOCALES, default=LOCALES[0], help="the Echo's language")
    talk.add_argument(
        "--voice",
        metavar="NAME",
        help=f"speak aloud, with {' or '.join(ENGINES)}, {BEST_VOICE} for the first that is there, "
        f"or {NO_VOICE} (default: {BEST_VOICE} at a keyboard, {NO_VOICE} otherwise); words then "
        "take as long as they are heard",
    )
    talk.add_argument(
        "--now",
        metavar="ISO8601",
        type=_instant,
        help="begin at this instant, as in 2026-11-23T07:30:00+01:00",
    )
    check = commands.add_parser("check", help="check the interaction model and the catalogue")
    check.set_defaults(run=_check)
    export = commands.add_parser(
        "export",
        help="print everything that is kept of a person, as JSON",
        description="Print everything that the table keeps of a person, as JSON. For the operator.",
        epilog=_EXPORT_EPILOG,
        formatter_class=_AS_WRITTEN,
    )
    export.set_defaults(run=_export, fail=export.error)
    _add_person(export)
    _add_progress(commands)
    serve = commands.add_parser(
        "serve",
        help="run the skill as a web service",
        description="Run the skill as a web service: POST /alexa, GET /healthz.",
        epilog=_SERVE_EPILOG,
        formatter_class=_AS_WRITTEN,
    )
    serve.set_defaults(run=_serve)
    serve.add_argument(
        "--port", type=_number, default=8080, help="default: %(default)s; 0: a free one"
    )
    serve.add_argument(
        "--host", default="127.0.0.1", help="default: %(default)s, this machine only"
    )
    serve.add_argument(
        "--no-verify",
        action="store_true",
        help="take requests that Alexa has not signed; on this machine only",
    )
    serve.add_argument(
        "--page",
        action="store_true",
        help="show a pretend Echo at GET / as well, with a database on this laptop; not verified",
    )
    serve.add_argument(
        "--data",
        metavar="DIR",
        type=Path,
        help="where the database of --page is kept (default: as for talk)",
    )
    serve.add_argument("--voice", metavar="NAME", help="the voice of --page, as for talk")
    serve.add_argument(
        "--no-browser", action="store_true", help="open no browser for --page; print its address"
    )
    return parser


def _add_person(parser: _Parser) -> None:
    """Add whose data a command reads, and where from."""
    parser.add_argument(
        "--user", metavar="ID", help="Alexa's id of the account, amzn1.ask.account.…"
    )
    parser.add_argument(
        "--data",
        metavar="DIR",
        type=Path,
        nargs="?",
        const=_default_directory(),
        help="read what talks on this laptop have left in DIR (default: as for talk), not a table",
    )


def _add_progress(commands: "argparse._SubParsersAction[_Parser]") -> None:
    progress = commands.add_parser(
        "progress",
        help="show what a person did: today, this week, this month",
        description=_PROGRESS_HELP,
        epilog=_PROGRESS_EPILOG,
        formatter_class=_AS_WRITTEN,
    )
    progress.set_defaults(run=_progress)
    _add_person(progress)
    progress.add_argument("--json", action="store_true", help="print it as one JSON object")


def _default_directory() -> Path:
    return platformdirs.user_data_path(APPLICATION, appauthor=False)


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
        return instant if instant.tzinfo else instant.astimezone()
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no instant like 2026-11-23T07:30:00+01:00"
        ) from None


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no number") from None


def _check(_arguments: argparse.Namespace) -> int:
    from tools import checks  # noqa: PLC0415 (slow to import, and few commands need it)

    return checks.main()


def _export(arguments: argparse.Namespace) -> int:
    from tools import export  # noqa: PLC0415 (needs boto3)

    if arguments.data:
        with data_environment(arguments.data.absolute()) as user_id:
            return export.main(arguments.user or user_id, os.environ)
    if not arguments.user:
        arguments.fail("it needs --user, or --data for the talks on this laptop")
    return export.main(arguments.user, os.environ)


def _progress(arguments: argparse.Namespace) -> int:
    from tools import progress_print  # noqa: PLC0415 (needs boto3 and rich)

    if arguments.user and not arguments.data:
        now = datetime.now(UTC)
        return progress_print.main(arguments.user, os.environ, now, as_json=arguments.json)
    directory = (arguments.data or _default_directory()).absolute()
    with data_environment(directory) as user_id:
        return progress_print.main(
            arguments.user or user_id,
            os.environ,
            open_state(directory).next_start(None),
            time_zone=local_zone_name(),
            as_json=arguments.json,
        )


def _serve(arguments: argparse.Namespace) -> int:
    from skill import serve  # noqa: PLC0415 (needs Flask and boto3)

    if arguments.page:
        return _serve_page(arguments)
    return serve.main(
        os.environ,
        host=arguments.host,
        port=arguments.port,
        verify=not arguments.no_verify,
    )


def _serve_page(arguments: argparse.Namespace) -> int:
    from simulator.page.app import page_blueprint  # noqa: PLC0415 (needs Flask)
    from skill import serve  # noqa: PLC0415 (needs Flask and boto3)
    from tools.page import open_shown_echo  # noqa: PLC0415 (needs Flask and boto3)

    if arguments.host not in serve.HOSTS_WITHOUT_VERIFYING:
        hosts = " or ".join(serve.HOSTS_WITHOUT_VERIFYING)
        raise SimulatorError(f"--page is for this machine alone: {hosts}, not {arguments.host}.")
    logging.basicConfig(format=serve.LOG_FORMAT, level=logging.INFO)
    options = TalkOptions(
        directory=(arguments.data or _default_directory()).absolute(),
        voice=_voice(arguments.voice, is_drawn=True) or MODELLED,
    )

    def welcome(port: int) -> None:
        address = f"http://{arguments.host}:{port}/"
        print(f"The pretend Echo is at {address} - Ctrl-C ends it.", flush=True)
        if not arguments.no_browser and _has_display(os.environ):
            webbrowser.open(address)

    with open_shown_echo(options) as live_echo:
        app = serve.build_app(os.environ, None)
        app.register_blueprint(page_blueprint(live_echo))
        return serve.listen(app, arguments.host, arguments.port, welcome)


def _has_display(environ: Mapping[str, str]) -> bool:
    """
    Return whether a person sits there who would see a browser that opens.

    Without a display Python would start one for terminals, such as w3m, in the middle of the log.
    """
    if not sys.stdout.isatty() or "CI" in environ or "SSH_CONNECTION" in environ:
        return False
    is_own_desktop = sys.platform in ("darwin", "win32")
    return is_own_desktop or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def _talk(arguments: argparse.Namespace) -> int:
    lines: Iterable[str] | None = _script_lines(arguments.script) if arguments.script else None
    is_at_keyboard = lines is None and sys.stdin.isatty()
    is_drawn = is_at_keyboard and sys.stdout.isatty() and not (arguments.json or arguments.fast)
    voice = _voice(arguments.voice, is_drawn=is_drawn)
    options = TalkOptions(
        directory=(arguments.data or _default_directory()).absolute(),
        locale=arguments.locale,
        has_screen=arguments.screen,
        is_fast=arguments.fast,
        start=arguments.now,
        voice=voice or MODELLED,
    )
    with contextlib.ExitStack() as stack:
        talk = stack.enter_context(talk_environment(options))
        if is_at_keyboard:
            warm_up(talk.language)
        if voice and not arguments.fast:
            if player := working_player():
                stack.enter_context(heard_aloud(talk.echo, voice, player))
            else:
                print(NO_PLAYER, file=sys.stderr)
        if is_at_keyboard and not arguments.json:
            print(
                f'Say "start {talk.echo.invocation_name}": type it and press Enter. A line '
                "interrupts while it speaks. Ctrl-D leaves."
            )
        if is_drawn:
            _draw(talk)
            return 0
        output: Output = (
            JsonTranscript(sys.stdout)
            if arguments.json
            else PlainTranscript(sys.stdout, talk.echo.invocation_name)
        )
        talk.echo.subscribe(output.show)
        if is_at_keyboard and arguments.fast and sys.stdout.isatty() and not arguments.json:
            lines = _typed_lines(options.directory)
        _listen(talk, lines)
    return 0


def _voice(name: str | None, *, is_drawn: bool) -> Speaker | None:
    """Return who speaks; None for a modelled voice that is not heard."""
    if name == NO_VOICE or (name is None and not is_drawn):
        return None
    directory = platformdirs.user_cache_path(APPLICATION, appauthor=False) / "voice"
    try:
        return voice_named(name or BEST_VOICE, directory)
    except EngineMissingError as error:
        if name is not None:
            raise
        print(f"{error} It goes on silently.", file=sys.stderr)
        return None


def _script_lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = why_unreadable(error)
        raise SimulatorError(f"The script {path} cannot be read: {why}.") from error


def _typed_lines(directory: Path) -> Iterator[str]:
    from simulator.terminal.keyboard import typed_lines  # noqa: PLC0415 (slow to import)

    return typed_lines(directory / HISTORY_FILE)


def _listen(talk: Talk, lines: Iterable[str] | None) -> None:
    if lines is not None:
        talk_from_script(talk.echo, lines, talk.keep_instant)
    elif talk.options.is_fast:
        talk_from_script(talk.echo, sys.stdin, talk.keep_instant)
    else:
        talk_from_pipe(talk.echo, StreamLines(sys.stdin), talk.clock, talk.keep_instant)


def _draw(talk: Talk) -> None:
    from prompt_toolkit.patch_stdout import patch_stdout  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415 (drawing takes longest to import)

    from simulator.terminal.display import TerminalDisplay  # noqa: PLC0415
    from simulator.terminal.keyboard import Keyboard  # noqa: PLC0415

    display = TerminalDisplay(
        Console(highlight=False), talk.echo.invocation_name, talk.language.rules
    )
    talk.echo.subscribe(display.show)
    keyboard = Keyboard(talk.options.directory / HISTORY_FILE, lambda: display.message)
    with patch_stdout(raw=True), _screen_of(talk) as wishes, keyboard:
        talk_at_keyboard(talk.echo, keyboard, display, talk.clock, talk.keep_instant, wishes)


@contextlib.contextmanager
def _screen_of(talk: Talk) -> Iterator[Callable[[], None]]:
    """Show the screen of an Echo Show in a window; yields what carries out the window's wishes."""
    if not talk.options.has_screen:
        yield lambda: None
        return
    from simulator.page import screen_window  # noqa: PLC0415 (needs Flask)

    with screen_window.opened(talk.echo) as found:
        if found is None:
            print(screen_window.NO_RENDERER)
            yield lambda: None
            return
        window, address = found
        print(f"Its screen is at {address}")
        if _has_display(os.environ):
            webbrowser.open(address)
        yield window.carry_out
