"""
The skill package: what Amazon's ASK CLI takes to make the skill, or to change it.

Knows the folders and the manifest that the ASK CLI wants (version 2: `skill.json`,
`interactionModels/custom/`, `assets/images/`). What is said in the store is in `listing`, the
models come from `tools.checks.locales`; whether the store would take it is for the checks to say.
"""

import argparse
import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import resvg_py

from deployment.definition_checks import definition_findings
from deployment.errors import DeploymentError
from deployment.listing import Listing, read_listing
from deployment.listing_checks import listing_findings
from tools.checks.locales import locale_model, read_differences
from tools.checks.model import as_model, read_document

DEFAULT_FOLDER = Path("build", "skill-package")
"""Where `ask-resources.json` looks for the package, seen from the top of the project."""

ICON_FILE = Path(__file__).parent / "icons" / "icon.svg"
"""The one icon there is. It is round: Alexa's app shows icons so."""

ICON_PIXELS: Mapping[str, int] = {"smallIcon": 108, "largeIcon": 512}
"""Width and height of the icons. Amazon's definitions, ask-smapi-model 1.36.0, at `small_icon_uri`
and `large_icon_uri`."""

OWN_FILES = ("skill.json", "interactionModels/custom/*.json", "assets/images/*Icon.png")
"""What this module writes, and removes where it is of no use any more; the rest is not touched."""

_ALIAS_ARN = re.compile(
    r"arn:aws:lambda:[a-z]{2}(?:-[a-z]+)+-\d:\d{12}:function:[A-Za-z0-9_-]{1,64}"
    r":(?![0-9]+\Z)[A-Za-z0-9_-]{1,128}"
)
"""AWS Lambda's API reference, "FunctionArn", with the name of an alias, which is no number."""

_SITE = re.compile(r"https://[^\s/?#]+(?:/[^\s?#]*)?")


def build_skill_package(
    folder: Path, *, endpoint: str | None = None, site: str | None = None
) -> tuple[Path, ...]:
    """
    Write the skill package; the same arguments give the same bytes.

    Args:
        folder: Where to; it is made if it is not there.
        endpoint: ARN of the alias of the function that answers. Without it the skill can be made,
            and so gets the id that the function's stack asks for; nobody answers yet.
        site: Address below which the privacy policy and the terms of use are published. Without
            it the skill can be tried, but not be published.

    Returns:
        What was written, in order of their names.

    Raises:
        DeploymentError: An argument or the listing is of no use. Nothing is written then.
        OSError: A source cannot be read, or the folder not be written.
        ValueError: The interaction models cannot be made.
    """
    if endpoint is not None and not _ALIAS_ARN.fullmatch(endpoint):
        raise DeploymentError(f"no ARN of a Lambda function's alias: {endpoint!r}")
    if site is not None and not _SITE.fullmatch(site):
        raise DeploymentError(f"no address of a site, which begins with https://: {site!r}")
    wanted = _files(endpoint, site)
    for pattern in OWN_FILES:
        for found in folder.glob(pattern):
            if found.relative_to(folder).as_posix() not in wanted:
                found.unlink()
    for name, content in wanted.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tuple(folder / name for name in sorted(wanted))


def _files(endpoint: str | None, site: str | None) -> Mapping[str, bytes]:
    """Return the package: names within the folder, with what is in them."""
    source, differences = read_document(), read_differences()
    models = {locale: locale_model(source, locale, differences) for locale in sorted(differences)}
    listing = read_listing()
    listings = {
        locale: listing.said_in(locale, as_model(model).invocation_name)
        for locale, model in models.items()
    }
    svg = ICON_FILE.read_text(encoding="utf-8")
    icons = {name: _png(svg, pixels) for name, pixels in ICON_PIXELS.items()}
    return {
        "skill.json": _json(_manifest(listings, endpoint, site)),
        **{f"interactionModels/custom/{each}.json": _json(models[each]) for each in models},
        # One drawing, but a file for each locale, as the ASK CLI itself names them.
        **{_icon(each, name): icon for each in models for name, icon in icons.items()},
    }


def _manifest(
    listings: Mapping[str, Listing], endpoint: str | None, site: str | None
) -> Mapping[str, Any]:
    """
    Return the manifest.

    No permission is asked for: the time zone needs none, and reminders are left to Alexa herself.
    https://developer.amazon.com/en-US/docs/alexa/smapi/skill-manifest.html
    """
    some = next(iter(listings.values()))
    custom: dict[str, Any] = {
        # APL for Audio has no interface of its own, and by Amazon's page "Add APL Support to Your
        # Skill" needs none; nobody of us has tried it without. No screen is drawn: no viewports.
        "interfaces": [{"type": "ALEXA_PRESENTATION_APL"}],
    }
    manifest: dict[str, Any] = {
        "manifestVersion": "1.0",
        "publishingInformation": {
            "category": some.category,
            "distributionMode": "PUBLIC",
            "isAvailableWorldwide": True,
            "testingInstructions": some.testing_instructions,
            "locales": {locale: _shown(locale, each) for locale, each in listings.items()},
        },
        "privacyAndCompliance": {
            "allowsPurchases": False,
            # Which days somebody exercised, and which foot is sore, is kept under Alexa's user id:
            # no name, but a person's all the same.
            "usesPersonalInfo": True,
            "isChildDirected": False,
            # It has no encryption of its own: what there is, is AWS's and Alexa's.
            "isExportCompliant": True,
            "containsAds": False,
        },
        "apis": {"custom": custom},
    }
    if site is not None:
        manifest["privacyAndCompliance"]["locales"] = {
            locale: {
                "privacyPolicyUrl": f"{site.rstrip('/')}/{each.privacy_page}",
                "termsOfUseUrl": f"{site.rstrip('/')}/{each.terms_page}",
            }
            for locale, each in listings.items()
        }
    if endpoint is not None:
        custom["endpoint"] = {"uri": endpoint}
        # `skill.alexa.handler` deletes what is kept of a person who has disabled the skill.
        manifest["events"] = {
            "endpoint": {"uri": endpoint},
            "subscriptions": [{"eventName": "SKILL_DISABLED"}],
        }
    return {"manifest": manifest}


def _shown(locale: str, listing: Listing) -> Mapping[str, Any]:
    """Return what the store shows in a locale."""
    return {
        "name": listing.name,
        "summary": listing.summary,
        "description": listing.description,
        "examplePhrases": listing.example_phrases,
        "keywords": listing.keywords,
        **{f"{name}Uri": f"file://{_icon(locale, name)}" for name in ICON_PIXELS},
    }


def _icon(locale: str, name: str) -> str:
    return f"assets/images/{locale}_{name}.png"


def _png(svg: str, pixels: int) -> bytes:
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=pixels,
        height=pixels,
        skip_system_fonts=True,  # it has no text: no font of this machine can come into it
    )
    return bytes(drawn)


def _json(document: object) -> bytes:
    return f"{json.dumps(document, indent=2, ensure_ascii=False)}\n".encode()


def add_options(parser: argparse.ArgumentParser) -> None:
    """Let a command be asked for what the package depends on."""
    parser.add_argument("--endpoint", help="ARN of the alias of the function that answers")
    parser.add_argument("--site", help="address below which the two pages of docs/ are published")
    parser.add_argument(
        "--for-publication",
        action="store_true",
        help="also find what may be missing in a skill under development only",
    )


def findings_of(folder: Path, *, for_publication: bool) -> list[str]:
    """Return what is wrong with a package, each in one line."""
    ours = listing_findings(folder, for_publication=for_publication)
    return [*ours, *definition_findings(folder)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the package, check it, print what is wrong; return the exit status."""
    parser = argparse.ArgumentParser("python -m deployment.skill_package", description=main.__doc__)
    parser.add_argument("--folder", type=Path, default=DEFAULT_FOLDER, help="%(default)s")
    add_options(parser)
    chosen = parser.parse_args(arguments)
    try:
        written = build_skill_package(chosen.folder, endpoint=chosen.endpoint, site=chosen.site)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)  # noqa: T201  (a command that prints)
        return 1
    findings = findings_of(chosen.folder, for_publication=chosen.for_publication)
    verdict = f"{len(findings)} to put right" if findings else "ok"
    for line in (*findings, f"{chosen.folder}: {len(written)} files: {verdict}"):
        print(line)  # noqa: T201  (a command that prints)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
