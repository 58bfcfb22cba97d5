"""
What is said of the skill in Alexa's store, as `listing.yaml` has it.

Knows that file's keys, and how a locale's words and the skill's name come into its texts; what the
store allows is for `listing_checks` to say.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

import yaml

from deployment.errors import DeploymentError

LISTING_FILE = Path(__file__).with_name("listing.yaml")
"""The source of every English locale's listing."""

INVOCATION = "{invocation}"
"""Stands in the texts for what the interaction model calls the skill by."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What the store shows, and what its reviewers read."""

    name: str
    """Heads the skill's page."""
    category: str
    """One of Amazon's."""
    summary: str
    """One sentence, for the list of skills."""
    description: str
    """What it does, what it needs, and what it is not: paragraphs of plain text."""
    example_phrases: tuple[str, ...]
    """What to say first, with the wake word."""
    keywords: tuple[str, ...]
    """What people may search by."""
    testing_instructions: str
    """How to try it, for Amazon's reviewers: paragraphs of plain text."""
    privacy_page: str
    """What the privacy policy is called below the site."""
    terms_page: str
    """What the terms of use are called below the site."""
    words: Mapping[str, Mapping[str, str]]
    """By locale, words of the texts to what is said there instead."""

    def said_in(self, locale: str, invocation_name: str) -> "Listing":
        """
        Return the listing in a locale's words, with the skill's name in its place.

        Raises:
            DeploymentError: A word that is to be replaced stands nowhere.
        """
        local = self
        for word, instead in self.words.get(locale, {}).items():
            before = local
            local = _changed(before, _replacer(word, instead))
            if local == before:
                raise DeploymentError(f"the listing of {locale}: {word!r} stands nowhere in it")
        return _changed(local, lambda text: text.replace(INVOCATION, invocation_name))


def read_listing(path: Path = LISTING_FILE) -> Listing:
    """
    Return the listing as it is written.

    Raises:
        OSError: It cannot be read.
        DeploymentError: It is no YAML, or its keys are not those of a `Listing`.
    """
    try:
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise DeploymentError(f"{path.name} is no YAML: {' '.join(str(error).split())}") from error
    known = {field.name for field in fields(Listing)}
    if not isinstance(written, dict) or written.keys() != known:
        wrong = known ^ set(written if isinstance(written, dict) else ())
        raise DeploymentError(
            f"{path.name}: missing or unknown: {', '.join(sorted(map(str, wrong)))}"
        )
    return Listing(
        **written
        | {name: tuple(written[name]) for name in ("example_phrases", "keywords")}
        | {name: _paragraphs(written[name]) for name in ("description", "testing_instructions")}
    )


def _paragraphs(text: str) -> str:
    """Return folded text with an empty line between its paragraphs."""
    return "\n\n".join(text.splitlines())


def _replacer(word: str, instead: str) -> Callable[[str], str]:
    whole = re.compile(rf"\b{re.escape(word)}\b")
    return lambda text: whole.sub(instead, text)


def _changed(listing: Listing, changed: Callable[[str], str]) -> Listing:
    """Return a listing with all that people read in it put through a function."""
    return replace(
        listing,
        summary=changed(listing.summary),
        description=changed(listing.description),
        example_phrases=tuple(map(changed, listing.example_phrases)),
        keywords=tuple(map(changed, listing.keywords)),
        testing_instructions=changed(listing.testing_instructions),
    )
