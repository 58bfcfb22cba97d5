"""The skill package is complete, what Amazon's definitions know, and always the same."""

import json
import shutil
from pathlib import Path

import pytest
from ask_sdk_model.events.skillevents import SkillDisabledRequest

from deployment import skill_package
from deployment.package_checks import definition_findings
from deployment.runtime import DeploymentError
from deployment.skill_package import FOLDER, PAGES, SOURCE, build_skill_package, main
from skill.alexa.reminders import PERMISSION
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
    """As the ASK CLI wants it, and nothing else."""
    build_skill_package(tmp_path)

    assert {
        "skill.json",
        *(f"interactionModels/custom/{locale}.json" for locale in LOCALES),
        *(f"assets/images/{locale}_smallIcon.png" for locale in LOCALES),
        *(f"assets/images/{locale}_largeIcon.png" for locale in LOCALES),
    } == set(contents(tmp_path))


def test_the_ask_cli_finds_the_package_where_it_is_written():
    """Its project file at the top names the folder; the code is deployed by SAM."""
    resources = {
        "askcliResourcesVersion": "2020-03-31",
        "profiles": {"default": {"skillMetadata": {"src": f"./{FOLDER.as_posix()}"}}},
    }
    written = (ROOT / "ask-resources.json").read_text(encoding="utf-8")

    # `ask deploy` writes the file anew, without a last newline: the checkout is to stay as it is.
    assert json.dumps(resources, indent=2) == written


def test_the_same_package_is_made_twice(tmp_path, made):
    """Byte by byte, in another folder and over itself."""
    for _ in range(2):
        build_skill_package(tmp_path, endpoint=ENDPOINT, site=SITE)

        assert contents(made) == contents(tmp_path)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_locales_model_is_the_one_that_the_checks_looked_at(made, locale):
    """Made from the source, as `heel-stretches check` makes it."""
    written = made / "interactionModels" / "custom" / f"{locale}.json"

    assert locale_model(read_document(), locale, read_differences()) == read_document(written)


def test_the_manifest_tells_who_answers(manifest):
    """The function's alias, for what people say and for the event of a disabled skill."""
    custom = manifest["apis"]["custom"]

    assert {"interfaces", "endpoint"} == custom.keys()
    assert {"uri": ENDPOINT} == custom["endpoint"]
    assert {
        "endpoint": {"uri": ENDPOINT},
        "subscriptions": [{"eventName": "SKILL_DISABLED"}],
    } == manifest["events"]


VIEWPORTS = {
    "hubRoundSmall": ("HUB", "ROUND", range(100, 600), range(100, 600)),
    "hubLandscapeSmall": ("HUB", "RECTANGLE", range(960, 1280), range(100, 600)),
    "hubLandscapeMedium": ("HUB", "RECTANGLE", range(960, 1280), range(600, 960)),
    "hubLandscapeLarge": ("HUB", "RECTANGLE", range(1280, 1921), range(600, 1280)),
    "hubLandscapeXLarge": ("HUB", "RECTANGLE", range(1920, 2561), range(960, 1280)),
    "hubPortraitMedium": ("HUB", "RECTANGLE", range(960, 1280), range(1920, 2561)),
    "tvLandscapeXLarge": ("TV", "RECTANGLE", range(960, 961), range(540, 541)),
}
"""
Amazon's profiles but for phones and tablets: mode, shape, and dp of width and of height.

https://developer.amazon.com/en-US/docs/alexa/alexa-presentation-language/apl-support-for-your-skill.html
and, for the two of the Echo Show 15, apl-changes-1-8.html beside it. For the small one, which both
leave out, its ends are those of its neighbours.
"""


def declared(manifest):
    """Return mode, shape, widths and heights of each viewport in a manifest."""
    [interface] = manifest["apis"]["custom"]["interfaces"]
    assert {"type", "supportedViewports"} == interface.keys()
    assert "ALEXA_PRESENTATION_APL" == interface["type"]
    return [
        (
            each["mode"],
            each["shape"],
            range(each["minWidth"], each["maxWidth"] + 1),
            range(each["minHeight"], each["maxHeight"] + 1),
        )
        for each in interface["supportedViewports"]
    ]


def test_the_manifest_declares_amazons_own_profiles(manifest):
    """An unknown one would be another's; a profile that is missing is shown scaled."""
    assert list(VIEWPORTS.values()) == declared(manifest)


@pytest.mark.parametrize(
    ("mode", "shape", "width", "height"),
    [
        ("HUB", "ROUND", 480, 480),
        ("HUB", "RECTANGLE", 960, 480),
        ("HUB", "RECTANGLE", 960, 600),
        ("HUB", "RECTANGLE", 1024, 600),
        ("HUB", "RECTANGLE", 1280, 800),
        ("HUB", "RECTANGLE", 1920, 1080),
        ("HUB", "RECTANGLE", 1080, 1920),
        ("TV", "RECTANGLE", 960, 540),
    ],
)
def test_every_screen_that_is_drawn_for_is_declared(manifest, mode, shape, width, height):
    """The sizes of which the skill's documents have layouts, in dp."""
    assert any(
        (mode, shape) == each[:2] and width in each[2] and height in each[3]
        for each in declared(manifest)
    )


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
    """A person's days are personal; nothing is sold or advertised. Reminders need a permission."""
    told = {k: v for k, v in manifest["privacyAndCompliance"].items() if k != "locales"}

    assert {
        "allowsPurchases": False,
        "usesPersonalInfo": True,
        "isChildDirected": False,
        "isExportCompliant": True,
        "containsAds": False,
    } == told
    assert [{"name": PERMISSION}] == manifest["permissions"]


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
    for page in PAGES.values():
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
            '"maxHeight": 599',
            '"maximumHeight": 599',
            (
                "skill.json: manifest: apis: custom: interfaces[0]: supportedViewports[0]:"
                " unknown key 'maximumHeight'"
            ),
        ),
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


def test_the_command_refuses_a_wrong_argument_in_one_line(tmp_path, capsys):
    """No traceback."""
    assert 1 == main(["--endpoint", "coach"], tmp_path)
    assert "no ARN of a Lambda function's alias: 'coach'\n" == capsys.readouterr().err


def test_packaging_leaves_the_source_as_it_is(made):
    """An account's ARN and the models are in what is built, never in the checkout."""
    assert made != SOURCE
    source = manifest_in(SOURCE)

    assert "endpoint" not in source["apis"]["custom"]
    assert "events" not in source
    assert "locales" not in source["privacyAndCompliance"]


def test_a_file_of_the_source_is_copied_and_one_of_the_package_before_goes(tmp_path, monkeypatch):
    """Products, say, would lie beside the manifest; a locale that is no more has no model."""
    source, folder = shutil.copytree(SOURCE, tmp_path / "source"), tmp_path / "package"
    (source / "notes.json").write_text("{}", encoding="utf-8")
    stale = folder / "interactionModels" / "custom" / "en-NZ.json"
    stale.parent.mkdir(parents=True)
    stale.write_text("{}", encoding="utf-8")
    monkeypatch.setattr(skill_package, "SOURCE", source)

    build_skill_package(folder)

    assert (folder / "notes.json").exists()
    assert not stale.exists()


def test_the_command_builds_checks_and_tells(tmp_path, capsys):
    """One closing line when all is well, with a hash that tells whether anything is new."""
    for _ in range(2):
        assert 0 == main(["--endpoint", ENDPOINT, "--site", SITE], tmp_path / "package")
    first, second = capsys.readouterr().out.splitlines()

    assert first == second
    assert first.startswith(f"{tmp_path / 'package'}: 16 files, ")
    assert first.endswith(": ok")


def test_the_command_tells_what_is_wanted_for_publication(tmp_path, capsys):
    """A line each, and an exit status that stops a deployment."""
    assert 1 == main(["--for-publication"], tmp_path)
    assert "endpoint is missing: nothing answers" in capsys.readouterr().out
