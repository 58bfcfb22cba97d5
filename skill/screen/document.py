"""A scene as a document for the screen."""

from typing import Any

from skill.screen.scene import Scene
from skill.screen.viewport import Viewport

SOUND = "sound"
"""Name of the sound in the sources of a document."""


def document_of(
    scene: Scene,
    viewport: Viewport,  # noqa: ARG001
    *,
    carries_on: bool,
) -> dict[str, Any]:
    """Return the document; where it carries on, it plays the sound and asks for what comes next."""
    over = {"type": "SendEvent", "arguments": ["over", scene.segment_id]}
    touch = {"type": "SendEvent", "arguments": ["say", "pause", scene.segment_id]}
    return {
        "type": "APL",
        "version": "2023.3",
        "onMount": [{"type": "SpeakItem", "componentId": SOUND}, over] if carries_on else [],
        "mainTemplate": {
            "parameters": ["payload"],
            "items": [
                {
                    "type": "TouchWrapper",
                    "id": SOUND,
                    "speech": "${payload.sound.properties.speech.url}",
                    "onPress": touch,
                }
            ],
        },
    }


def datasources_of() -> dict[str, Any]:
    """Return the data of a document that plays a sound."""
    transformer = {"transformer": "aplAudioToSpeech", "template": SOUND, "outputName": "speech"}
    return {SOUND: {"type": "object", "properties": {}, "transformers": [transformer]}}
