"""A skill that says hello, with a client for DynamoDB: what ours is compared with."""

import boto3
from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill_builder import CustomSkillBuilder
from ask_sdk_core.utils import is_request_type
from ask_sdk_model import Response

dynamodb = boto3.client("dynamodb")


class LaunchHandler(AbstractRequestHandler):
    """Says hello."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Return whether the skill was opened."""
        return bool(is_request_type("LaunchRequest")(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        """Return the greeting."""
        return handler_input.response_builder.speak("Hello.").ask("Hello?").response


builder = CustomSkillBuilder()
builder.add_request_handler(LaunchHandler())
lambda_handler = builder.lambda_handler()
