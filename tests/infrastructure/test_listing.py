"""What the store says is true, complete, and within what the store takes; and so are its pages."""

import json
import re
import shutil
from pathlib import Path

import pytest
import resvg_py

from deployment import package_checks
from deployment.package_checks import CHARACTERS, DISCLAIMER, KEYWORDS, TO_FILL_IN, listing_findings
from deployment.skill_package import ICON_FILE, SOURCE, build_skill_package
from skill.config import DAYS_KEPT
from tools.checks.locales import read_differences
from tools.checks.model import as_model, read_document
from tools.checks.model_rules import readings

ROOT = Path(__file__).parents[2]
LOCALES = sorted(read_differences())
ENDPOINT = "arn:aws:lambda:eu-west-1:123456789012:function:heel-stretches-coach:live"
SITE = "https://heels.invalid/docs"
"""Nobody's: RFC 2606. Good enough as long as nothing is published."""

TOLD = {
    "applied": "so that nothing is counted twice",
    "device": "what a device cannot play",
    "expires_at": f"{DAYS_KEPT} days",
    "foot_asked_on": "already told or asked",
    "history": "on which days you stretched",
    "left_out": "left out",
    "pk": "user id",
    "practice": "how often you have done each exercise",
    "reminders": "your reminders, as Alexa had them last",
    "settings": "what you chose",
    "sk": "what you did on a day",
    "time_zone": "your time zone",
    "time_zone_at_ms": "your time zone",
    "told": "already told or asked",
    "unfinished": "where you stopped, on each device",
    "version": "a number for each change",
}
"""What the table holds, counters aside, and the words of the page about privacy for it."""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return the folder of a whole package. No test writes to it."""
    folder = tmp_path_factory.mktemp("whole")
    build_skill_package(folder, endpoint=ENDPOINT, site=SITE)
    return folder


@pytest.fixture
def package(made, tmp_path):
    """Return the folder of a whole package that a test may break."""
    return shutil.copytree(made, tmp_path / "package")


@pytest.fixture
def american(package):
    """Return a function that changes what the store shows in en-US, and finds the faults."""

    def changed(**values):
        path = package / "skill.json"
        document = json.loads(path.read_text(encoding="utf-8"))
        shown = document["manifest"]["publishingInformation"]["locales"]["en-US"]
        for name, value in values.items():
            shown[name] = value(shown[name]) if callable(value) else value
        path.write_text(json.dumps(document), encoding="utf-8")
        return listing_findings(package)

    return changed


@pytest.fixture
def manifest(package):
    """Return a function that changes the manifest in place, and finds the faults."""

    def changed(change, **options):
        path = package / "skill.json"
        document = json.loads(path.read_text(encoding="utf-8"))
        change(document["manifest"])
        path.write_text(json.dumps(document), encoding="utf-8")
        return listing_findings(package, **options)

    return changed


@pytest.fixture(scope="module")
def intents():
    """Return phrase -> intent of the whole model."""
    return {phrase: each.intent for phrase, each in readings(as_model(read_document()))}


def no_icon(size, uri, pixels):
    """Return the finding for an icon that is none."""
    return f"{size}IconUri: {uri!r} is no PNG of the package with {pixels} by {pixels} pixels"


def drawn(svg, pixels):
    """Return a drawing as PNG."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=pixels, height=pixels))


@pytest.fixture(scope="module")
def privacy():
    """Return the page about privacy, in one line."""
    return " ".join((ROOT / "docs" / "privacy.md").read_text(encoding="utf-8").split())


@pytest.fixture(scope="module")
def terms():
    """Return the terms of use, in one line."""
    return " ".join((ROOT / "docs" / "terms.md").read_text(encoding="utf-8").split())


def test_nothing_is_wrong_with_the_listing(package):
    """In none of the locales."""
    assert [] == listing_findings(package)


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"name": "H"}, "name: 1 characters; it may have 2 to 50"),
        ({"name": "Heel Skill"}, "name: 'Skill' is not to stand in it"),
        ({"name": "Heels for 1.99"}, "name: '1.99' is not to stand in it"),
        (
            {"summary": "s" * (CHARACTERS["summary"][1] + 1)},
            "summary: 161 characters; it may have 1 to 160",
        ),
        ({"summary": ""}, "summary: 0 characters; it may have 1 to 160"),
        (
            {"description": lambda text: text + "." * CHARACTERS["description"][1]},
            "description: 5803 characters; it may have 1 to 4000",
        ),
        (
            {"description": lambda text: text.replace("not medical advice", "advice")},
            "description: the disclaimer's 'not medical advice' is missing",
        ),
        (
            {"description": lambda text: text.replace("does not replace", "replaces")},
            "description: the disclaimer's 'does not replace a doctor' is missing",
        ),
        (
            {"description": lambda text: f'{text} Say "sing me a song".'},
            "description: 'sing me a song': 'sing me a song' is no phrase of the model",
        ),
        (
            {"keywords": [f"heel {number}" for number in range(KEYWORDS + 1)]},
            "keywords: 31 of them; there may be 1 to 30",
        ),
        ({"keywords": ["heel", "heel"]}, "keywords: 'heel' stands twice"),
        (
            {"smallIconUri": "https://heels.invalid/icon.png"},
            no_icon("small", "https://heels.invalid/icon.png", 108),
        ),
        (
            {"smallIconUri": "file://assets/images/en-US_largeIcon.png"},
            no_icon("small", "file://assets/images/en-US_largeIcon.png", 108),
        ),
        (
            {"largeIconUri": "file://assets/images/en-US_noIcon.png"},
            no_icon("large", "file://assets/images/en-US_noIcon.png", 512),
        ),
    ],
)
def test_a_fault_of_the_listing_is_one_line(american, values, fault):
    """With the locale, and what would be right."""
    assert [f"en-US: {fault}"] == american(**values)


@pytest.mark.parametrize(
    ("at", "phrase", "fault"),
    [
        (0, "Alexa, play my heel stretches", "not 'Alexa, start' or 'Alexa, ask' with"),
        (
            0,
            "Alexa, ask my heel stretches how long left",
            "the first one just opens the skill",
        ),
        (1, "Alexa, ask my heel stretches to sing", "'to sing' is no phrase of the model"),
        (1, "Alexa, open my heel stretches how long left", "not 'Alexa, start' or"),
        (2, "Alexa, ask heel stretches what I did", "not 'Alexa, start' or"),
        (2, "open my heel stretches", "not 'Alexa, start' or"),
    ],
)
def test_an_example_phrase_that_would_not_work_is_found(american, at, phrase, fault):
    """Most people try these first, and so does Amazon."""
    [found] = american(
        examplePhrases=lambda given: [*given[:at], phrase, *given[at + 1 :]],
    )

    assert found.startswith(f"en-US: examplePhrases: {phrase!r}: {fault}")


@pytest.mark.parametrize("kept", [2, 0])
def test_there_are_three_example_phrases(american, kept):
    """Fewer, or one of them twice, are found."""
    assert f"en-US: examplePhrases: {kept} different ones, not 3" in american(
        examplePhrases=lambda given: given[:kept]
    )


def test_every_locale_says_the_same_in_its_own_words():
    """America has physical therapists, the others physiotherapists; nothing else differs."""
    manifest = json.loads((SOURCE / "skill.json").read_text(encoding="utf-8"))["manifest"]
    shown = manifest["publishingInformation"]["locales"]
    alike = {
        locale: json.dumps(texts)
        .replace(locale, "LOCALE")
        .replace("physical therapist", "physiotherapist")
        .replace("physical therapy", "physiotherapy")
        for locale, texts in shown.items()
    }

    assert set(LOCALES) == shown.keys()
    assert 1 == len(set(alike.values()))
    assert "a doctor or physical therapist" in shown["en-US"]["description"]
    assert ["en-US"] == [locale for locale in shown if "physical ther" in json.dumps(shown[locale])]


def test_a_thing_that_a_locale_does_not_say_is_found(manifest):
    """By its name."""

    def change(manifest):
        del manifest["publishingInformation"]["locales"]["en-IN"]["summary"]

    assert ["en-IN: missing: summary"] == manifest(change)


@pytest.mark.parametrize(
    ("section", "what"),
    [
        ("publishingInformation", "listings"),
        ("privacyAndCompliance", "addresses of the two pages"),
    ],
)
def test_a_locale_that_is_missing_in_the_manifest_is_found(manifest, section, what):
    """Each of the model's locales has its listing and its pages."""

    def change(manifest):
        del manifest[section]["locales"]["en-CA"]

    assert [f"{what}: en-CA is missing"] == manifest(change)


def test_a_locale_without_a_model_and_a_model_without_a_locale_are_found(package):
    """The folder of the models is compared, too."""
    models = package / "interactionModels" / "custom"
    (models / "en-GB.json").rename(models / "nb-NO.json")

    assert [
        "interaction models: en-GB is missing",
        "interaction models: nb-NO is no locale of the skill",
    ] == listing_findings(package)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://heels.invalid/privacy.md", "does not begin with https://"),
        ("", "does not begin with https://"),
    ],
)
def test_a_page_without_https_is_found(manifest, url, fault):
    """Whoever reads the page is to know whose it is."""

    def change(manifest):
        manifest["privacyAndCompliance"]["locales"]["en-AU"]["privacyPolicyUrl"] = url

    assert [f"en-AU: privacyPolicyUrl: {url!r} {fault}"] == manifest(change)


@pytest.mark.parametrize(
    "host", ["example.com", "heels.example.org", "heels.invalid", "localhost", "heels.test"]
)
def test_a_site_that_is_nobodys_is_not_published(manifest, host):
    """Such names are for documents and trials."""

    def change(manifest):
        pages = manifest["privacyAndCompliance"]["locales"]["en-US"]
        pages["termsOfUseUrl"] = f"https://{host}/terms.md"

    assert f"en-US: termsOfUseUrl: {host} is set aside for examples (RFC 2606)" in manifest(
        change, for_publication=True
    )


def test_a_skill_without_function_and_pages_can_be_tried_and_not_be_published(
    tmp_path, monkeypatch
):
    """What is missing is named only when it is to be published."""
    build_skill_package(tmp_path)
    monkeypatch.setattr(package_checks, "PAGES", tmp_path)

    assert [] == listing_findings(tmp_path)
    assert [
        *(f"addresses of the two pages: {locale} is missing" for locale in LOCALES),
        "apis: custom: endpoint is missing: nothing answers the skill's requests",
    ] == listing_findings(tmp_path, for_publication=True)


def test_a_skill_whose_operator_is_not_named_is_not_published(
    package, tmp_path_factory, monkeypatch
):
    """The page about privacy has a place for the name, and is to have a name there."""
    build_skill_package(package, endpoint=ENDPOINT, site="https://www.amazon.com")

    assert ["docs/privacy.md: something is left to fill in: [OPERATOR: ...]"] == listing_findings(
        package, for_publication=True
    )

    pages = tmp_path_factory.mktemp("pages")
    text = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    (pages / "privacy.md").write_text(text.replace(TO_FILL_IN, ""), encoding="utf-8")
    monkeypatch.setattr(package_checks, "PAGES", pages)

    assert [] == listing_findings(package, for_publication=True)


def test_a_skill_that_hears_of_no_disabling_is_found(manifest):
    """Nothing would be deleted then."""

    def change(manifest):
        manifest["events"]["subscriptions"] = [{"eventName": "SKILL_ENABLED"}]

    assert [
        "events: SKILL_DISABLED is missing: nothing is deleted with a disabled skill"
    ] == manifest(change)


def test_events_go_where_requests_go(manifest):
    """One function does both."""

    def change(manifest):
        manifest["events"]["endpoint"] = {"uri": ENDPOINT.replace(":live", ":old")}

    assert ["events: another endpoint than that of the skill"] == manifest(change)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("{", "the package cannot be read: Expecting property name"),
        ("[]", "skill.json has not the form of a manifest: "),
        ('{"manifest": {}}', "skill.json has not the form of a manifest: "),
    ],
)
def test_a_package_that_is_none_is_one_finding(package, text, finding):
    """A line, no traceback."""
    (package / "skill.json").write_text(text, encoding="utf-8")
    [found] = listing_findings(package)

    assert found.startswith(finding)


def test_a_folder_without_a_package_is_one_finding(tmp_path):
    """The same."""
    [found] = listing_findings(tmp_path)

    assert found.startswith("the package cannot be read: ")


def test_an_icon_of_another_kind_or_size_is_found(package):
    """A file is looked into; what it is called tells nothing."""
    images = package / "assets" / "images"
    (images / "en-GB_smallIcon.png").write_bytes(b"\xff\xd8\xff\xe0 a JPEG, and longer than a head")
    svg = ICON_FILE.read_text(encoding="utf-8")
    (images / "en-US_smallIcon.png").write_bytes(drawn(svg, 107))

    assert [
        f"{locale}: {no_icon('small', f'file://assets/images/{locale}_smallIcon.png', 108)}"
        for locale in ("en-GB", "en-US")
    ] == listing_findings(package)


@pytest.mark.parametrize(
    ("addition", "is_lost"), [("", False), ('<rect width="70" height="70" fill="#fff"/>', True)]
)
def test_nothing_of_the_icon_is_lost_where_it_is_shown_round(addition, is_lost):
    """Alexa's app cuts a circle out of an icon; what lies outside of it is cut off."""
    opening, drawing = ICON_FILE.read_text(encoding="utf-8").split(">", 1)
    drawing = drawing.replace("</svg>", f"{addition}</g></svg>")
    # Two pixels beyond the disc, whose edge is a shade.
    outside = "M0 0H512V512H0Z M256 -2A258 258 0 1 0 256 514A258 258 0 1 0 256 -2Z"
    clip = f'<clipPath id="outside"><path clip-rule="evenodd" d="{outside}"/></clipPath>'

    lost = drawn(f'{opening}>{clip}<g clip-path="url(#outside)">{drawing}', 512)
    assert is_lost == (drawn(f"{opening}></svg>", 512) != lost)


def test_the_pages_disclaim_as_the_listing_does(terms):
    """In the store, and in the terms."""
    for words in DISCLAIMER[1:]:
        assert words in terms
    assert "call your local emergency number" in terms
    assert "Apache License 2.0" in terms


def test_the_operator_is_left_open_in_one_place(privacy, terms):
    """Nobody's name can be made up; the terms point to it."""
    assert 1 == privacy.count(TO_FILL_IN)
    assert TO_FILL_IN not in terms
    assert "[privacy](privacy.md)" in terms


def test_the_page_about_privacy_tells_of_everything_that_is_kept(privacy):
    """An attribute that is new in the table's examples is to be told here, too."""
    page = (ROOT / "docs" / "table.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    held = {re.sub(r"_[0-9a-f]{12}$", "", name) for block in blocks for name in json.loads(block)}
    counters = {name for name in held if name.endswith(("_steps", "_done"))}

    assert counters
    assert set(TOLD) == held - counters
    assert [] == [words for words in TOLD.values() if words not in privacy]


def test_the_page_about_privacy_tells_how_long(privacy, parameters):
    """Days, log and backups as the code, the template and the runbook have it."""
    runbook = " ".join((ROOT / "docs" / "runbook.md").read_text(encoding="utf-8").split())
    log_days = parameters["LogDaysKept"]["Default"]
    [backup_days] = re.findall(r"recovery period, (\d+) days", runbook)

    assert f"{DAYS_KEPT} days (two years)" in privacy
    assert 2 * 365 == DAYS_KEPT
    assert f"A line of the log is deleted after {log_days} days" in privacy
    assert f"up to {backup_days} days" in privacy


def test_the_way_to_delete_that_the_page_tells_is_understood(privacy, intents):
    """As it is quoted there."""
    _, way = privacy.split("## How to delete it")
    opening, wish, consent = re.findall(r'"([^"]+)"', way)

    assert f"Alexa, start {as_model(read_document()).invocation_name}" == opening
    assert ["ForgetMeIntent", "AMAZON.YesIntent"] == [intents[wish], intents[consent]]


@pytest.mark.parametrize("page", ["privacy.md", "terms.md"])
def test_what_the_pages_tell_to_say_is_understood(page, intents):
    """Quoted words are phrases of the model, but for the one that opens the skill."""
    known = {*intents, f"start {as_model(read_document()).invocation_name}"}
    text = " ".join((ROOT / "docs" / page).read_text(encoding="utf-8").split())
    quoted = [words.removeprefix("Alexa, ") for words in re.findall(r'"([^"]+)"', text)]

    assert quoted
    assert [] == [words for words in quoted if words not in known]
