"""Each check of the catalogue finds the fault it is there for, and nothing in a sound one."""

import pytest

from tools.checks import AREAS, Area, main, messages
from tools.checks.message_uses import Use, read_sources, uses_in
from tools.checks.messages import (
    catalogue_findings,
    catalogue_size,
    entries_in,
    read_catalogue,
    reference_findings,
    syntax_findings,
    unused_findings,
    use_findings,
)

EXERCISES = """
hello = Hello { $name }.
hold = Hold.
help-idle = Start, or stop.
help-work = { hold } Alexa, pause.
lead =
    .full = Set { NUM($n) }. { side-words }
    .brief = { NUM($n) }.
side-words = { $side ->
    [left] Left.
   *[right] Right.
 }
"""

CODE = """
def greet(name, *, late):
    yield message("hello", name=name, talk=Talk.FULL, variant=2)
    yield words(message("help-idle" if late else "hold"))

def help_now(state):
    return message(f"help-{state}")

class Coach:
    def lead(self, step, key):
        return message.message(key, n=step.n, side=step.side)

    def start(self):
        return self.lead(self.step, "lead")
"""


def _uses(code):
    return list(uses_in({"coach.py": code}))


def _patterns(code):
    return [use.pattern for use in _uses(code)]


def _findings(source=EXERCISES, code=CODE):
    entries, uses = entries_in(source), _uses(code)
    return [
        *syntax_findings(source),
        *reference_findings(entries),
        *use_findings(entries, uses),
        *unused_findings(entries, uses),
    ]


def test_a_sound_catalogue_has_no_findings():
    """A control: what the broken ones are made from is right, and all of it was read."""
    assert [] == _findings()
    assert {"hello", "hold", "help-idle", "help-work", "lead", "side-words"} == set(
        entries_in(EXERCISES)
    )
    assert ["hello", "help-idle", "hold", "help-*", "lead"] == _patterns(CODE)


@pytest.mark.parametrize(
    ("gone", "findings"),
    [
        (
            "hello = Hello { $name }.\n",
            ["coach.py:3: no message 'hello' in the catalogue"],
        ),
        (
            "help-idle = Start, or stop.\n",
            ["coach.py:4: no message 'help-idle' in the catalogue"],
        ),
        (
            "hold = Hold.\n",
            [
                "message 'help-work' needs 'hold', which is not in the catalogue",
                "coach.py:4: no message 'hold' in the catalogue",
            ],
        ),
    ],
)
def test_a_key_without_words_is_found_out(gone, findings):
    """Said in code or in another message, and never written."""
    assert findings == _findings(source=EXERCISES.replace(gone, ""))


def test_a_family_of_keys_without_any_words_is_found_out():
    """A key with a gap needs a message that fits it."""
    code = CODE.replace('f"help-{state}"', 'f"why-{state}"')
    findings = _findings(code=code)

    assert "coach.py:7: no message 'why-*' in the catalogue" == findings[0]
    assert "message 'help-work' is in the catalogue, but nothing says it" in findings


@pytest.mark.parametrize(
    ("more", "unused"),
    [
        ("bye = Bye.\n", ["bye"]),
        ("bye = { see-you }\nsee-you = See you.\n", ["bye", "see-you"]),
        ("bye = { bye }\n", ["bye"]),
        ("bye = { hold }\n", ["bye"]),
    ],
)
def test_words_without_a_use_are_found_out(more, unused):
    """Neither the code nor any message that is in use says them."""
    assert [f"message {key!r} is in the catalogue, but nothing says it" for key in unused] == (
        _findings(source=EXERCISES + more)
    )


@pytest.mark.parametrize(
    ("more", "line", "first"),
    [
        ("bye = { $name\n", 13, "bye = { $name"),
        ("bye Bye.\n", 13, "bye Bye."),
        ("bye = { $n ->\n    [one] One.\n }\n", 13, "bye = { $n ->"),
    ],
)
def test_what_fluent_cannot_read_is_found_out_with_its_line(more, line, first):
    """It would be passed over, and be missed only when it is to be said."""
    findings = list(syntax_findings(EXERCISES + more))

    assert 1 == len(findings)
    assert findings[0].startswith(f"the catalogue, line {line}: ")
    assert findings[0].endswith(repr(first))


def test_an_id_given_twice_is_found_out():
    """The later words would win, and whoever wrote the first never knows."""
    assert ["message 'hold' stands twice in the catalogue"] == _findings(
        source=EXERCISES + "hold = Hold on.\n"
    )


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ('message("hello")', ["hello' needs a value for 'name"]),
        ('message("hello", n=1)', ["hello' needs a value for 'name"]),
        ('message("hello", talk=talk, variant=1)', ["hello' needs a value for 'name"]),
        ('message("lead", n=1)', ["lead' needs a value for 'side"]),
        ('message(f"le{x}", n=1)', ["lead' needs a value for 'side"]),
        (
            'message("lead")',
            ["lead' needs a value for 'n", "lead' needs a value for 'side"],
        ),
        ('message("lead", n=1, side=None)', []),
        ('message("lead", **values)', []),
    ],
)
def test_a_value_that_the_words_need_and_the_code_does_not_give_is_found_out(given, missing):
    """In any amount of talk, also where it stands in a message within the message."""
    findings = _findings(code=f"{CODE}\n\nLATER = {given}\n")

    assert [f"coach.py:17: message '{each}'" for each in missing] == findings


@pytest.mark.parametrize(
    ("code", "patterns"),
    [
        ('message("a")', ["a"]),
        ('message("a" if late else f"b-{c}")', ["a", "b-*"]),
        ('message(f"{a}-{b}-c")', ["*-*-c"]),
        ('def f(x):\n    key = "a" if x else "b"\n    return message(key)', ["a", "b"]),
        (
            'def f(x):\n    key = "a"\n    if x:\n        key = "b"\n    return message(key)',
            ["a", "b"],
        ),
        ('def f(key):\n    return message(key)\n\nf("a")\nf(key="b")', ["a", "b"]),
        ('def f(key):\n    return [message(key) for _ in "ab"]\n\nx.f("a")', ["a"]),
        ('def f(key):\n    def g():\n        return message(key)\n    return g\n\nf("a")', ["a"]),
        ("def f(key):\n    return message(key)", [None]),
        ("message(KEYS[0])", [None]),
        ("message(key)", [None]),
        ("message()", []),
        ('messages("a")', []),
        ('Message("a")', []),
    ],
)
def test_a_key_is_read_from_the_source(code, patterns):
    """A text, one of two, a text with gaps, or a name that stands for them nearby."""
    assert patterns == _patterns(code)


def test_a_key_that_cannot_be_read_is_found_out():
    """Whoever makes keys in other ways makes them unknown to the check."""
    findings = _findings(code=f"{CODE}\n\nLATER = message(KEYS[0])\n")

    assert ["coach.py:17: the message's key cannot be read from the source"] == findings


def test_a_pattern_asks_for_what_fits_it():
    """A gap takes anything; the rest is to the letter."""
    assert Use("a.py:1", "help-*", None).asks_for("help-rest_of_day")
    assert not Use("a.py:1", "help-*", None).asks_for("helpless")
    assert not Use("a.py:1", "help", None).asks_for("help-idle")
    assert not Use("a.py:1", None, None).asks_for("help")


def test_the_shipped_catalogue_has_no_findings():
    """What is shipped passes every check."""
    assert [] == list(catalogue_findings())


def test_the_skills_own_code_is_read():
    """A control: all modules that speak, none of the checks, keys of every form."""
    sources = read_sources()
    uses = list(uses_in(sources))

    assert {"routine/cues.py", "coaching/information.py", "service/turn.py"} <= set(sources)
    assert [] == [name for name in sources if "checks" in name]
    assert len(uses) > 100
    assert {"get-up-*", "instruct-*", "help-*", "ask-resume", "rep-last"} <= {
        use.pattern for use in uses
    }


def test_messages_are_made_by_one_function():
    """Or the check would not see them: elsewhere they are only read back from what was kept."""
    makers = {name for name, source in read_sources().items() if " Message(" in source}

    assert {"routine/message.py", "coaching/session_json.py"} == makers


@pytest.fixture
def shipped(monkeypatch):
    """Return a function that puts a text, or an error, in the place of the shipped catalogue."""

    def ship(source):
        def read():
            if isinstance(source, Exception):
                raise source
            return source

        monkeypatch.setattr(messages, "read_catalogue", read)

    return ship


def test_a_fault_in_the_shipped_catalogue_stops_the_command(shipped, capsys):
    """The command tells each finding and fails, so that CI stops."""
    shipped(read_catalogue() + "\nnever-said = Boo.\n")
    status = main([Area(catalogue_findings, catalogue_size)])
    printed = capsys.readouterr().out.splitlines()

    assert 1 == status
    assert "message 'never-said' is in the catalogue, but nothing says it" in printed
    assert printed[-1].startswith(f"catalogue: {len(entries_in(read_catalogue())) + 1} messages: ")


@pytest.mark.parametrize(
    "error", [FileNotFoundError("no file"), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad")]
)
def test_a_catalogue_that_cannot_be_read_is_one_finding(shipped, error):
    """An unreadable file is told as such, without a traceback."""
    shipped(error)

    assert ["the catalogue cannot be read"] == [
        line.partition(":")[0] for line in catalogue_findings()
    ]
    assert "catalogue: unreadable" == catalogue_size()


def test_the_command_checks_model_and_catalogue():
    """Both have their row, and their part of the closing line."""
    assert ["model", "locales", "catalogue", "sayings"] == [
        area.size().partition(":")[0] for area in AREAS
    ]
