"""Each check of the messages finds the fault it is for, and nothing in a sound catalogue."""

import re
from dataclasses import replace

import pytest

from tests.languages import narration_of
from tools.checks import AREAS, Area, main, messages
from tools.checks.messages import (
    CATALOGUE,
    FAMILIES,
    VALUES,
    Catalogue,
    findings_in,
    message_findings,
    messages_size,
    parse,
    read_code,
    syntax_findings,
)

MESSAGES = """
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
which-way = { side-words }
sets-set = { $n ->
    [1] One set.
   *[other] { NUM($n) } sets.
 }
foot-set = { $side ->
    [left] Left foot.
   *[other] { side-words }
 }
"""

CODE = """
def greet(name, *, late):
    yield message("hello", name=name, talk=Talk.FULL, variant=2)
    yield words(message("help-idle" if late else "hold"))

def help_now(state):
    return message(f"help-{state}")

def lead(self, step, key):
    key = "lead" if step.n else "which-way"
    return message(key, n=step.n, side=step.side)

def sets(context):
    return place_message(context, "sets-set"), message("foot-set", side=(context.side or LEFT))
"""

SMALL = Catalogue(
    parse(MESSAGES),
    {"coaching/coach.py": CODE},
    {"help-": ("idle", "work")},
    {"side": ("left", "right"), "name": ("calf",)},
)
SHIPPED = Catalogue(parse(CATALOGUE.read_text(encoding="utf-8")), read_code())


def _findings(source=MESSAGES, code=CODE, **changes):
    catalogue = replace(SMALL, messages=parse(source), code={"coaching/coach.py": code}, **changes)
    return list(findings_in(source, catalogue, narration_of(source)))


def test_a_sound_catalogue_has_no_findings():
    """A control: what the broken ones are made from is right, and all of it was read."""
    assert [] == _findings()
    assert set(parse(MESSAGES)) - {"side-words"} == set(SMALL.keys)


@pytest.mark.parametrize("key", SHIPPED.messages)
def test_a_deleted_message_is_found_whichever_it_is(key):
    """Each shipped message is taken away in turn, as by hand: no key may go unnoticed."""
    left = {name: entry for name, entry in SHIPPED.messages.items() if name != key}
    found = list(replace(SHIPPED, messages=left).key_findings())

    assert any(repr(key) in line for line in found)


@pytest.mark.parametrize("prefix", FAMILIES)
def test_a_member_that_is_new_in_a_family_is_found(prefix):
    """A new exercise, topic or question has no words until somebody writes them."""
    wider = replace(SHIPPED, families={**FAMILIES, prefix: (*FAMILIES[prefix], "new")})

    assert any(f"no message '{prefix}new'" in line for line in wider.key_findings())


@pytest.mark.parametrize(
    "name",
    [
        *("part", "phase", "style", "amount", "side", "pace", "order"),
    ],
)
def test_a_value_that_is_new_is_found(name):
    """It would be told in the words of the variant that happens to be the default."""
    wider = replace(SHIPPED, values={**VALUES, name: (*VALUES[name], "new")})

    missing = f"${name.partition('.')[2] or name} has no variant [new]"
    assert any(missing in line for line in wider.choice_findings())


@pytest.mark.parametrize(
    ("gone", "findings"),
    [
        ("hello = Hello { $name }.\n", ["coaching/coach.py:3: no message 'hello'"]),
        ("help-idle = Start, or stop.\n", ["coaching/coach.py:4: no message 'help-idle'"]),
        (
            "hold = Hold.\n",
            [
                "coaching/coach.py:4: no message 'hold'",
                "message 'help-work' needs 'hold', which is",
            ],
        ),
        ("help-work = { hold } Alexa, pause.\n", ["coaching/coach.py:7: no message 'help-work'"]),
        ("which-way = { side-words }\n", ["coaching/coach.py:10: no message 'which-way'"]),
    ],
)
def test_a_key_without_a_message_is_found_with_its_place(gone, findings):
    """Given to `message`, kept in a variable, or put together at run time."""
    found = _findings(source=MESSAGES.replace(gone, ""))

    assert sorted(findings) == sorted(
        line.removesuffix(" in the catalogue").removesuffix(" not") for line in found
    )


def test_a_family_that_the_table_lacks_is_found():
    """And one that no code begins any more."""
    findings = _findings(code=CODE.replace('f"help-{state}"', 'f"why-{state}"'))

    assert "coaching/coach.py:7: FAMILIES does not tell what may follow 'why-'" in findings
    assert "FAMILIES has 'help-', with which no key in the code begins" in findings
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
def test_a_message_without_a_use_is_found(more, unused):
    """Neither the code nor any message that is in use says it."""
    assert [f"message {key!r} is in the catalogue, but nothing says it" for key in unused] == (
        sorted(_findings(source=MESSAGES + more))
    )


@pytest.mark.parametrize(
    ("more", "line", "first"),
    [
        ("bye = { $name\n", 22, "bye = { $name"),
        ("bye Bye.\n", 22, "bye Bye."),
        ("bye = { $n ->\n    [one] One.\n }\n", 22, "bye = { $n ->"),
    ],
)
def test_what_fluent_cannot_read_is_found_with_its_line(more, line, first):
    """It would be passed over, and be missed only when it is to be said."""
    findings = list(syntax_findings(MESSAGES + more))

    assert 1 == len(findings)
    assert findings[0].startswith(f"the catalogue, line {line}: ")
    assert findings[0].endswith(repr(first))


def test_an_id_given_twice_is_found():
    """The later words would win, and whoever wrote the first never knows."""
    assert ["message 'hold' stands twice in the catalogue"] == _findings(
        source=MESSAGES + "hold = Hold on.\n"
    )


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ('message("hello")', ["hello' needs a value for 'name"]),
        ('message("hello", n=1)', ["hello' needs a value for 'name"]),
        ('message("hello", talk=talk, variant=1)', ["hello' needs a value for 'name"]),
        ('message("lead", n=1)', ["lead' needs a value for 'side"]),
        ('message("hold" if x else "lead", n=1)', ["lead' needs a value for 'side"]),
        ('message("lead", n=int(f(x, y=2)))', ["lead' needs a value for 'side"]),
        ('message("lead")', ["lead' needs a value for 'n", "lead' needs a value for 'side"]),
        ('message("lead", n=1, side=None)', []),
        ('message("lead", n == 1, n=1, side=None)', []),
        ('message("lead", **values)', []),
    ],
)
def test_a_value_that_the_words_need_and_the_code_does_not_give_is_found(given, missing):
    """In any amount of talk, also where it stands in a message within the message."""
    findings = _findings(code=f"{CODE}\n\nLATER = {given}\n")

    assert [f"coaching/coach.py:17: message '{each}'" for each in missing] == findings


def test_a_value_that_a_family_needs_is_found():
    """Every member is looked at."""
    source = MESSAGES.replace("{ hold } Alexa, pause.", "{ $part }")

    assert ["coaching/coach.py:7: message 'help-work' needs a value for 'part'"] == _findings(
        source=source
    )


@pytest.mark.parametrize(
    ("words", "better", "finding"),
    [
        (
            "   *[right] Right.",
            "   *[back] Back.",
            "message 'lead': $side has no variant [right] in 'side-words'",
        ),
        (
            "    [left] Left.",
            "    [left] Left.\n    [both] Both.",
            "message 'side-words': variant [both] of $side is never chosen",
        ),
        (
            "{ NUM($n) } sets.",
            "{ NUM($n) } of { NAME($name) }.",
            "message 'sets-set' cannot be said with {'n': 2, 'name': 'calf'}: ",
        ),
        (".brief =", ".breif =", "message 'lead': .breif is neither an amount of talk nor"),
    ],
)
def test_a_form_that_cannot_be_said_or_is_never_said_is_found(words, better, finding):
    """Every value is rendered; every variant is for some value."""
    source = MESSAGES.replace(words, better)
    catalogue = replace(SMALL, messages=parse(source))
    found = [*catalogue.choice_findings(), *catalogue.word_findings(narration_of(source))]

    assert [finding] == [line[: len(finding)] for line in found if finding in line]


def test_a_variant_within_a_variant_is_for_the_values_that_get_there():
    """What an outer choice has other words for never comes to the inner one."""
    source = MESSAGES.replace("   *[other] { side-words }", "   *[other] { right-words }")
    source += "right-words = { $side ->\n   *[right] Right foot.\n }\n"

    assert [] == _findings(source=source)


def test_a_language_may_have_its_own_plurals():
    """The checks know of no language: `few` is for numbers that it has a form for."""
    source = MESSAGES.replace("    [1] One set.", "    [one] One set.\n    [few] A few sets.")

    assert [] == _findings(source=source)


@pytest.mark.parametrize(
    ("path", "code", "keys"),
    [
        ("coaching/a.py", 'message("a")', {"a"}),
        ("coaching/a.py", 'message(\n    "a" if late else f"b-{c}", n=1)', {"a"}),
        ("coaching/a.py", 'message(f"help-{c}")', {"help-idle", "help-work"}),
        ("coaching/a.py", 'key = "a" if x else "b"', {"a", "b"}),
        ("coaching/a.py", 'f("a-b", "c")', {"a-b"}),
        ("coaching/a.py", 'place_message(context, "where")', {"where"}),
        ("coaching/a.py", 'message("a", side="left", part="let-go")', {"a"}),
        ("coaching/a.py", 'names = "a b", "en-US", f"{side}-foot"', set()),
        ("speech/a.py", 'TICKS = {"tick-tick"}\nmessage("tick")', {"tick"}),
    ],
)
def test_a_key_is_read_from_the_source(path, code, keys):
    """Literals with hyphens, literals given to `message`, families; never a value's id."""
    values = {"side": ("left",), "part": ("let-go",)}

    assert keys == set(replace(SMALL, code={path: code}, values=values).keys)


def test_the_shipped_messages_have_no_findings():
    """What is shipped passes every check."""
    assert [] == list(message_findings())


def test_the_skills_own_code_is_read():
    """A control: every folder that speaks, and every family, was found."""
    code = read_code()

    assert set(messages.SPEAKING) == {path.partition("/")[0] for path in code}
    assert {"get-up-down", "instruct-calf", "help-cramp", "ask-resume", "rep-last", "where"} <= set(
        SHIPPED.keys
    )


def test_messages_are_made_by_one_function():
    """Or the check would not see them: elsewhere they are only read back from what was kept."""
    makers = {name for name, text in read_code().items() if re.search(r"\bMessage\(", text)}

    assert {"routine/message.py", "service/session_attributes.py"} == makers


@pytest.fixture
def shipped(monkeypatch, tmp_path):
    """Return a function that puts some bytes in the place of the shipped messages."""

    def ship(content):
        file = tmp_path / "en.ftl"
        if content is not None:
            file.write_bytes(content)
        monkeypatch.setattr(messages, "CATALOGUE", file)

    return ship


def test_a_fault_in_the_shipped_messages_stops_the_command(shipped, capsys):
    """The command tells each finding and fails, so that CI stops."""
    shipped(CATALOGUE.read_bytes() + b"\nnever-said = Boo.\n")
    status = main([Area(message_findings, messages_size)])
    printed = capsys.readouterr().out.splitlines()

    assert 1 == status
    assert [
        "message 'never-said' is in the catalogue, but nothing says it",
        f"messages: {len(SHIPPED.messages) + 1}: 1 to put right",
    ] == printed


@pytest.mark.parametrize("content", [None, b"\xff"])
def test_a_file_that_cannot_be_read_is_one_finding(shipped, content):
    """A file that is missing or is no text is told as such, without a traceback."""
    shipped(content)

    assert ["the messages cannot be read"] == [
        line.partition(":")[0] for line in message_findings()
    ]
    assert "messages: unreadable" == messages_size()


def test_the_command_checks_model_messages_and_readme():
    """Each has its row, and a line of its own."""
    assert ["exercises", "model", "locales", "messages", "README", "screens"] == [
        area.size().partition(":")[0] for area in AREAS
    ]


def test_a_value_whose_ids_nothing_tells_is_named_with_the_table_to_mend():
    """Else each of its variants would be called unused, which says nothing about the cause."""
    values = {name: ids for name, ids in SHIPPED.values.items() if name != "order"}

    assert ["message 'order-set': VALUES of tools/checks/messages.py has no row for 'order'"] == [
        *replace(SHIPPED, values=values).choice_findings()
    ]
