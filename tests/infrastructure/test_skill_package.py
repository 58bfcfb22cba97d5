"""The skill package is complete, what Amazon's definitions know, and always the same."""

import json
import shutil
from pathlib import Path

import pytest
from ask_sdk_model.events.skillevents import SkillDisabledRequest

from deployment.definition_checks import definition_findings
from deployment.errors import DeploymentError
from deployment.listing import LISTING_FILE, read_listing
from deployment.skill_package import DEFAULT_FOLDER, build_skill_package, main
from skill.web.verifier import SKILL_EVENTS
from tools.checks.locales import locale_model, read_differences
from tools.checks.model import read_document

ROOT = Path(__file__).parents[2]
LOCALES = sorted(read_differences())
ENDPOINT = "arn:aws:lambda:eu-west-1:123456789012:function:heel-stretches-coach:live"
SITE = "https://heels.example/docs"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return the folder of a whole package. No test writes to it."""
    folder = tmp_path_factory.mktemp("whole") / "skill-package"
    build_skill_package(folder, endpoint=ENDPOINT, site=SITE)
    return folder


@pytest.fixture(scope="module")
def manifest(made):
    """Return its manifest."""
    return manifest_in(made)


@pytest.fixture
def package(made, tmp_path):
    """Return the folder of a whole package that a test may break."""
    return shutil.copytree(made, tmp_path / "package")


def manifest_in(folder):
    """Return the manifest of a package."""
    return json.loads((folder / "skill.json").read_text(encoding="utf-8"))["manifest"]


def contents(folder):
    """Return name -> bytes of all files in a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def rewrite(path, old, new):
    """Replace text that is in a file, once."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_package_has_a_manifest_a_model_for_each_locale_and_the_icons(tmp_path):
    """As the ASK CLI wants it, and nothing else; what was written is told."""
    written = build_skill_package(tmp_path)

    assert {
        "skill.json",
        *(f"interactionModels/custom/{locale}.json" for locale in LOCALES),
        *(f"assets/images/{locale}_smallIcon.png" for locale in LOCALES),
        *(f"assets/images/{locale}_largeIcon.png" for locale in LOCALES),
    } == set(contents(tmp_path))
    assert sorted(contents(tmp_path)) == [path.relative_to(tmp_path).as_posix() for path in written]


def test_the_ask_cli_finds_the_package_where_it_is_written():
    """Its project file at the top names the folder; the code is deployed by SAM."""
    resources = json.loads((ROOT / "ask-resources.json").read_text(encoding="utf-8"))

    assert {
        "askcliResourcesVersion": "2020-03-31",
        "profiles": {"default": {"skillMetadata": {"src": f"./{DEFAULT_FOLDER.as_posix()}"}}},
    } == resources


def test_the_same_package_is_made_twice(tmp_path, made):
    """Byte by byte, in another folder and over itself."""
    for _ in range(2):
        build_skill_package(tmp_path, endpoint=ENDPOINT, site=SITE)

        assert contents(made) == contents(tmp_path)


def test_only_files_of_its_own_are_removed(tmp_path):
    """A locale that is no more goes, and what somebody else put there stays."""
    stale = [
        tmp_path / "interactionModels" / "custom" / "en-NZ.json",
        tmp_path / "assets" / "images" / "en-NZ_smallIcon.png",
    ]
    foreign = [tmp_path / "isps" / "isp.json", tmp_path / "assets" / "images" / "notes.txt"]
    for path in (*stale, *foreign):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}", encoding="utf-8")

    build_skill_package(tmp_path)

    assert [] == [path for path in stale if path.exists()]
    assert ["{}", "{}"] == [path.read_text(encoding="utf-8") for path in foreign]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_locales_model_is_the_one_that_the_checks_looked_at(made, locale):
    """Made from the source, as `heel-stretches check` makes it."""
    written = made / "interactionModels" / "custom" / f"{locale}.json"

    assert locale_model(read_document(), locale, read_differences()) == read_document(written)


def test_the_manifest_tells_who_answers(manifest):
    """The function's alias, for what people say and for the event of a disabled skill."""
    assert {
        "interfaces": [{"type": "ALEXA_PRESENTATION_APL"}],
        "endpoint": {"uri": ENDPOINT},
    } == manifest["apis"]["custom"]
    assert {
        "endpoint": {"uri": ENDPOINT},
        "subscriptions": [{"eventName": "SKILL_DISABLED"}],
    } == manifest["events"]


def test_the_event_that_is_subscribed_to_is_one_that_the_skill_takes():
    """What the handler deletes at, the web service lets in, too."""
    request_type = SkillDisabledRequest().object_type

    assert "AlexaSkillEvent.SkillDisabled" == request_type
    assert request_type in SKILL_EVENTS


def test_a_skill_can_be_made_before_anybody_answers(tmp_path):
    """Its id is wanted for the stack, whose function is then the endpoint: first without."""
    build_skill_package(tmp_path)
    manifest = manifest_in(tmp_path)

    assert "endpoint" not in manifest["apis"]["custom"]
    assert "events" not in manifest
    assert "locales" not in manifest["privacyAndCompliance"]
    assert [] == definition_findings(tmp_path)


def test_the_skill_owns_up_to_what_it_keeps(manifest):
    """A person's days are personal; nothing is sold or advertised, and no permission is asked."""
    told = {k: v for k, v in manifest["privacyAndCompliance"].items() if k != "locales"}

    assert {
        "allowsPurchases": False,
        "usesPersonalInfo": True,
        "isChildDirected": False,
        "isExportCompliant": True,
        "containsAds": False,
    } == told
    assert "permissions" not in manifest


def test_the_two_pages_are_below_the_site(tmp_path):
    """A slash at the site's end makes no difference; the pages are those of docs/."""
    build_skill_package(tmp_path, site=f"{SITE}/")
    urls = manifest_in(tmp_path)["privacyAndCompliance"]["locales"]

    assert {
        locale: {
            "privacyPolicyUrl": f"{SITE}/privacy.md",
            "termsOfUseUrl": f"{SITE}/terms.md",
        }
        for locale in LOCALES
    } == urls
    listing = read_listing()
    for page in (listing.privacy_page, listing.terms_page):
        assert (ROOT / "docs" / page).is_file()


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "https://heels.example/alexa",
        ENDPOINT.removesuffix(":live"),
        ENDPOINT.replace(":live", ":7"),
        ENDPOINT.replace(":live", ":$LATEST"),
        ENDPOINT.replace("123456789012", "12345"),
        ENDPOINT.replace("lambda", "sqs"),
        f"{ENDPOINT}\n",
    ],
)
def test_an_endpoint_that_is_no_alias_of_a_function_is_refused(tmp_path, endpoint):
    """In one line, and before anything is written."""
    with pytest.raises(DeploymentError, match=r"\Ano ARN of a Lambda function's alias: .*\Z"):
        build_skill_package(tmp_path, endpoint=endpoint)

    assert {} == contents(tmp_path)


@pytest.mark.parametrize("endpoint", [ENDPOINT, ENDPOINT.replace(":live", ":v7_2-x")])
def test_an_alias_may_have_any_name_but_a_number(tmp_path, endpoint):
    """A number is a version, which another deployment would not move."""
    build_skill_package(tmp_path, endpoint=endpoint)

    assert {"uri": endpoint} == manifest_in(tmp_path)["apis"]["custom"]["endpoint"]


@pytest.mark.parametrize(
    "site", ["", "http://heels.example", "heels.example", "https://a b", "https://a/?q"]
)
def test_a_site_that_is_no_address_is_refused(tmp_path, site):
    """In one line, and before anything is written."""
    with pytest.raises(DeploymentError, match=r"\Ano address of a site, .*\Z"):
        build_skill_package(tmp_path, site=site)

    assert {} == contents(tmp_path)


def test_amazons_definitions_know_all_of_it(made):
    """Manifest and models come back from them as they were written."""
    assert [] == definition_findings(made)


@pytest.mark.parametrize(
    ("name", "old", "new", "finding"),
    [
        (
            "skill.json",
            '"isAvailableWorldwide"',
            '"isAvailableWorldWide"',
            "skill.json: manifest: publishingInformation: unknown key 'isAvailableWorldWide'",
        ),
        (
            "skill.json",
            '"eventName"',
            '"event"',
            "skill.json: manifest: events: subscriptions[0]: unknown key 'event'",
        ),
        (
            "skill.json",
            '"containsAds": false',
            '"containsAds": "no"',
            "skill.json: manifest: privacyAndCompliance: containsAds: 'no' is taken for True",
        ),
        (
            "interactionModels/custom/en-GB.json",
            '"synonyms"',
            '"synonym"',
            "unknown key 'synonym'",
        ),
        (
            "interactionModels/custom/en-US.json",
            '"slots"',
            '"slot"',
            "en-US.json: interactionModel: languageModel: intents[0]: unknown key 'slot'",
        ),
    ],
)
def test_what_amazons_definitions_do_not_know_is_found(package, name, old, new, finding):
    """Its key and where it stands; the rest is well."""
    rewrite(package / name, old, new)
    [found] = definition_findings(package)

    assert finding in found


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("skill.json", '"PUBLIC"', '"EVERYBODY"'),
        ("skill.json", '"SKILL_DISABLED"', '"SKILL_REMOVED"'),
        ("interactionModels/custom/en-AU.json", '"HIGH"', '"HIGHEST"'),
    ],
)
def test_a_value_that_amazons_definitions_do_not_have_is_found(package, name, old, new):
    """By its name."""
    rewrite(package / name, old, new)
    [found] = definition_findings(package)

    assert found.startswith(f"{Path(name).name}: {new.strip(chr(34))!r} is not a valid ")


def test_an_interface_that_amazons_definitions_do_not_have_is_found(package):
    """APL for Audio has no interface of its own, for instance."""
    rewrite(package / "skill.json", '"ALEXA_PRESENTATION_APL"', '"ALEXA_PRESENTATION_APLA"')
    [found] = definition_findings(package)

    assert found.startswith("skill.json: Couldn't resolve object by discriminator type")


def test_a_file_that_is_no_json_is_one_finding(package):
    """A line, no traceback, and nothing of the file."""
    (package / "skill.json").write_text("{", encoding="utf-8")
    [found] = definition_findings(package)

    assert found.startswith("skill.json: Expecting property name")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("summary: ", "sumary: ", "missing or unknown: sumary, summary"),
        ("name: Heel", "name: [Heel", "is no YAML"),
    ],
)
def test_a_listing_that_is_none_is_refused(tmp_path, old, new, complaint):
    """In one line that says why."""
    broken = tmp_path / LISTING_FILE.name
    broken.write_text(LISTING_FILE.read_text(encoding="utf-8"), encoding="utf-8")
    rewrite(broken, old, new)

    with pytest.raises(DeploymentError, match=complaint) as refused:
        read_listing(broken)

    assert 1 == len(str(refused.value).splitlines())


def test_the_command_writes_checks_and_tells(tmp_path, capsys):
    """One closing line when all is well."""
    folder = tmp_path / "package"

    assert 0 == main(["--folder", str(folder), "--endpoint", ENDPOINT, "--site", SITE])
    assert f"{folder}: 16 files: ok\n" == capsys.readouterr().out


def test_the_command_tells_what_is_wanted_for_publication(tmp_path, capsys):
    """A line each, and an exit status that stops a deployment."""
    assert 1 == main(["--folder", str(tmp_path), "--for-publication"])
    assert "endpoint is missing: nobody answers" in capsys.readouterr().out


def test_the_command_refuses_a_wrong_argument_in_one_line(tmp_path, capsys):
    """No traceback."""
    assert 1 == main(["--folder", str(tmp_path), "--endpoint", "coach"])
    assert "no ARN of a Lambda function's alias: 'coach'\n" == capsys.readouterr().err
