"""Languages for tests: English with a few messages of a test's own."""

from skill.speech.english.rules import English
from skill.speech.narration import FluentNarration


class FewMessages(English):
    """English rules, and messages given as text in Fluent's format."""

    def __init__(self, source):
        super().__init__()
        self.source = source

    def messages(self):
        """Return the messages of the test."""
        return self.source


def narration_of(source):
    """Return the narration of messages in Fluent's format."""
    return FluentNarration(FewMessages(source))
