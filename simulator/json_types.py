"""Names for the JSON that travels between the pretend Echo and the skill."""

from collections.abc import Callable
from typing import Any, TypeAlias

JsonObject: TypeAlias = dict[str, Any]
"""One decoded JSON object: a request, a response, a document."""

Handler: TypeAlias = Callable[[JsonObject, object], object]
"""What Lambda calls: `lambda_handler(event, context)`."""
