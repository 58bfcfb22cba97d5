"""The model that is shipped, as its checks and as the pretend Echo read it."""

import pytest

from simulator.language.interaction_model import Language
from tools.checks.model import MODEL_FILE, as_model, read_document


@pytest.fixture(scope="session")
def model():
    """Return the shipped model."""
    return as_model(read_document())


@pytest.fixture(scope="session")
def language():
    """Return the pretend Echo's ear, over the shipped model."""
    return Language.load(MODEL_FILE.parent, "en-US")
