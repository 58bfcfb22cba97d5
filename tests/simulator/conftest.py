"""What the simulator's tests share."""

import pytest

from simulator.language.interaction_model import Language
from tests.simulator.fakes import MODEL


@pytest.fixture(scope="session")
def language():
    """Return the ear for the small model."""
    return Language(MODEL)
