"""The table in README.md of what can be said."""

from dataclasses import replace

import pytest

from tools.checks import phrase_table
from tools.checks.model import as_model, read_document


@pytest.fixture
def model():
    """Return the model as it is shipped."""
    return as_model(read_document())


def test_readme_shows_phrases_of_the_model(model):
    """A control: the table stands in README.md, and every phrase of it is understood."""
    assert [] == list(phrase_table.phrase_table_findings())
    assert "| stay safe |" in phrase_table.README.read_text(encoding="utf-8")


def test_a_phrase_that_the_model_lacks_is_found(model, monkeypatch):
    """Nobody is told to say what is not understood."""
    monkeypatch.setattr(phrase_table, "SHOWN", {**phrase_table.SHOWN, "fly": ("take off",)})

    assert [
        "the table of what to say has 'take off', which is no phrase of the model",
    ] == list(phrase_table.missing_phrases(model))


def test_an_intent_without_a_phrase_is_found(model):
    """A new intent is shown, or left out on purpose."""
    extra = replace(model.intents[0], name="FlyIntent", samples=("take off",))
    wider = replace(model, intents=(*model.intents, extra))

    assert ["the table of what to say has no phrase for FlyIntent"] == list(
        phrase_table.missing_phrases(wider)
    )


def test_an_old_table_is_found_and_written_anew(tmp_path, monkeypatch):
    """The command that writes the table is the one that the finding names."""
    readme = tmp_path / "README.md"
    readme.write_text(
        f"above\n{phrase_table.BEGIN}\nold\n{phrase_table.END}\nbelow\n", encoding="utf-8"
    )
    monkeypatch.setattr(phrase_table, "README", readme)

    assert ["README.md: the table of what to say is out of date; make readme writes it"] == list(
        phrase_table.phrase_table_findings()
    )
    phrase_table.write_readme()
    assert [] == list(phrase_table.phrase_table_findings())
    assert readme.read_text(encoding="utf-8").startswith("above\n")
    assert readme.read_text(encoding="utf-8").endswith("\nbelow\n")
