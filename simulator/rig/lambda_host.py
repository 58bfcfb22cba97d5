"""Loads the skill's entry point by its path, as AWS Lambda does."""

import importlib.util
import logging
import sys
from pathlib import Path

from simulator.common import SimulatorError
from simulator.device.request import Handler

_log = logging.getLogger(__name__)


def load_handler(root: Path) -> Handler:
    """
    Load `lambda/lambda_function.py`; the environment must be set before.

    Args:
        root: The folder of the whole project.

    Returns:
        Its `lambda_handler`.

    Raises:
        SimulatorError: There is no such file or function.
    """
    path = root / "lambda" / "lambda_function.py"
    if not path.exists():
        raise SimulatorError(f"There is no skill to talk to: {path} is missing.")
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))  # the entry file imports `skill`, which lies beside it
    spec = importlib.util.spec_from_file_location("lambda_function", path)
    if spec is None or spec.loader is None:
        raise SimulatorError(f"{path} cannot be loaded.")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        _log.exception("the skill cannot be loaded")
        why = str(error) or "it has a fault"
        raise SimulatorError(f"The skill cannot be loaded: {why}. See its log.") from error
    handler: Handler | None = getattr(module, "lambda_handler", None)
    if handler is None:
        raise SimulatorError(f"{path} has no lambda_handler.")
    return handler
