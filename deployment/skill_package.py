"""
Builds the skill package, which `ask deploy` makes the skill from.

`skill-package/skill.json` has what is said in the store. The rest is filled in here: the function
that answers, the addresses of the two pages, a model for each locale, and the icons.
"""

import argparse
import json
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import resvg_py

from deployment.function import files_in, sha256_of, size_of
from deployment.package_checks import definition_findings, listing_findings
from deployment.runtime import ROOT, DeploymentError
from tools.checks.locales import locale_model, read_differences
from tools.checks.model import read_document

SOURCE = ROOT / "skill-package"
"""What is written by hand; all of it goes into the package."""

FOLDER = Path("build", "skill-package")
"""Where `ask-resources.json` looks for the package, seen from the top of the project."""

ICON_FILE = Path(__file__).parent / "icons" / "icon.svg"
"""The one icon there is. It is round: Alexa's app shows icons so."""

ICON_PIXELS: Mapping[str, int] = {"smallIcon": 108, "largeIcon": 512}
"""Width and height by the end of the file's name. Amazon's definitions, ask-smapi-model 1.36.0."""

PAGES: Mapping[str, str] = {"privacyPolicyUrl": "privacy.md", "termsOfUseUrl": "terms.md"}
"""The two pages of docs/, as they are called below the site."""

_ALIAS_ARN = re.compile(
    r"arn:aws:lambda:[a-z]{2}(?:-[a-z]+)+-\d:\d{12}:function:[A-Za-z0-9_-]{1,64}"
    r":(?![0-9]+\Z)[A-Za-z0-9_-]{1,128}"
)
"""AWS Lambda's API reference, "FunctionArn", with the name of an alias, which is no number."""

_SITE = re.compile(r"https://[^\s/?#]+(?:/[^\s?#]*)?")


def build_skill_package(
    folder: Path, *, endpoint: str | None = None, site: str | None = None
) -> None:
    """
    Build the package in a folder, in place of what is there; equal arguments give equal bytes.

    Args:
        folder: Where to; it is made if it is not there.
        endpoint: ARN of the alias of the function that answers. Without it the skill can be made,
            and so gets the id that the function's stack asks for.
        site: Address below which the privacy policy and the terms of use are published. Without
            it the skill can be tried, but not be published.

    Raises:
        DeploymentError: An argument is of no use. Nothing is written then.
        OSError: A source cannot be read, or the folder not be written.
        ValueError: A source is no JSON, or a locale's model cannot be made.
    """
    if endpoint is not None and not _ALIAS_ARN.fullmatch(endpoint):
        raise DeploymentError(f"no ARN of a Lambda function's alias: {endpoint!r}")
    if site is not None and not _SITE.fullmatch(site):
        raise DeploymentError(f"no address of a site, which begins with https://: {site!r}")
    source, differences = read_document(), read_differences()
    manifest: Any = read_document(SOURCE / "skill.json")
    _fill_in(manifest["manifest"], endpoint, site, sorted(differences))
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SOURCE, folder)
    _write_json(folder / "skill.json", manifest)
    svg = ICON_FILE.read_text(encoding="utf-8")
    for locale in differences:
        model = locale_model(source, locale, differences)
        _write_json(folder / "interactionModels" / "custom" / f"{locale}.json", model)
        for name, pixels in ICON_PIXELS.items():
            # One drawing, but a file for each locale, as the ASK CLI itself names them. It has no
            # text: no font of this machine can come into it.
            png = resvg_py.svg_to_bytes(
                svg_string=svg, width=pixels, height=pixels, skip_system_fonts=True
            )
            _write(folder / "assets" / "images" / f"{locale}_{name}.png", bytes(png))


def _fill_in(
    manifest: dict[str, Any], endpoint: str | None, site: str | None, locales: Sequence[str]
) -> None:
    """Put in what is known only where the skill is deployed."""
    if site is not None:
        urls = {key: f"{site.rstrip('/')}/{page}" for key, page in PAGES.items()}
        manifest["privacyAndCompliance"]["locales"] = dict.fromkeys(locales, urls)
    if endpoint is not None:
        manifest["apis"]["custom"]["endpoint"] = {"uri": endpoint}
        # `skill.alexa.handler` deletes what is kept of a person who has disabled the skill.
        manifest["events"] = {
            "endpoint": {"uri": endpoint},
            "subscriptions": [{"eventName": "SKILL_DISABLED"}],
        }


def _write_json(path: Path, document: object) -> None:
    _write(path, f"{json.dumps(document, indent=2, ensure_ascii=False)}\n".encode())


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def main(arguments: Sequence[str] | None = None, folder: Path = FOLDER) -> int:
    """Build the skill package for Alexa and check it; return the exit status."""
    parser = argparse.ArgumentParser("python -m deployment.skill_package", description=main.__doc__)
    parser.add_argument("--endpoint", help="ARN of the alias of the function that answers")
    parser.add_argument("--site", help="address below which the two pages of docs/ are published")
    parser.add_argument(
        "--for-publication",
        action="store_true",
        help="also find what may be missing in a skill under development only",
    )
    chosen = parser.parse_args(arguments)
    try:
        build_skill_package(folder, endpoint=chosen.endpoint, site=chosen.site)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)  # noqa: T201  (a command that prints)
        return 1
    findings = [
        *listing_findings(folder, for_publication=chosen.for_publication),
        *definition_findings(folder),
    ]
    verdict = f"{len(findings)} to put right" if findings else "ok"
    files, size, digest = len(files_in(folder)), size_of(folder), sha256_of(folder)
    made = f"{folder}: {files} files, {size:,} bytes, sha256 {digest}: {verdict}"
    for line in (*findings, made):
        print(line)  # noqa: T201  (a command that prints)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
