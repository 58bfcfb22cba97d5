"""
Amazon's own phrases for the standard intents, which need no samples in a model.

Amazon publishes examples, not the list; these are the common ones. They count only for standard
intents that the model declares, and only where no sample of the model itself fits.
"""

from collections.abc import Mapping

STANDARD_PHRASES: Mapping[str, tuple[str, ...]] = {
    "AMAZON.HelpIntent": (
        "help",
        "help me",
        "can you help me",
        "what can i say",
        "what can you do",
    ),
    "AMAZON.StopIntent": (
        "stop",
        "off",
        "shut up",
        "stop it",
        "exit",
        "quit",
        "stop this",
        "goodbye",
    ),
    "AMAZON.CancelIntent": ("cancel", "never mind", "forget it", "cancel that"),
    "AMAZON.NavigateHomeIntent": ("go home", "go to the home screen", "home"),
    "AMAZON.NextIntent": ("next", "skip", "skip forward"),
    "AMAZON.PreviousIntent": ("previous", "go back", "skip back", "back up"),
    "AMAZON.RepeatIntent": ("repeat", "say that again", "repeat that", "again"),
    "AMAZON.StartOverIntent": ("start over", "restart", "start again"),
    "AMAZON.PauseIntent": ("pause", "pause that", "pause it"),
    "AMAZON.ResumeIntent": ("resume", "continue", "keep going"),
    "AMAZON.YesIntent": ("yes", "yes please", "sure", "yeah", "yep", "okay", "ok", "yup"),
    "AMAZON.NoIntent": ("no", "no thanks", "nope", "no thank you"),
}
