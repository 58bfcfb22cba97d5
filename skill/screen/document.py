"""
A scene as a document in Alexa Presentation Language: what a device with a screen is sent to show.

A document is laid out for one viewport, imports nothing and needs no connection.
https://developer.amazon.com/en-US/docs/alexa/alexa-presentation-language/apl-document.html
"""

from typing import Any

from skill.screen.components import Document
from skill.screen.count_document import SOUND, count_document
from skill.screen.scene import Scene, SceneKind
from skill.screen.still_document import still_document
from skill.screen.viewport import Viewport

MOST_BYTES = 8_900
"""
Most bytes of the JSON of a document. Our choice: up to 13.6 kB of sound and the session attributes
stand beside it in a response, which may have 24 kB.
"""


def document_of(
    scene: Scene, viewport: Viewport, *, carries_on: bool, most_bytes: int = MOST_BYTES
) -> Document:
    """
    Return the document of a scene.

    Args:
        scene: What is shown.
        viewport: The screen that it is laid out for.
        carries_on: Whether it plays the sound of ``datasources_of``, and sends the event
            ``["over", segment id]`` at its end.
        most_bytes: How long a count's document may be: it leaves out as much of its drawings as it
            has to. Without any it is longer than that, if that is very little.
    """
    if scene.kind is SceneKind.PLAYING:
        return count_document(scene, viewport, most_bytes, carries_on=carries_on)
    return still_document(scene, viewport)


def datasources_of() -> dict[str, Any]:
    """
    Return the data of a document that carries on; the directive's ``sources`` have the sound.

    The transformer makes speech of the APL for Audio document that is named ``SOUND`` there.
    https://developer.amazon.com/en-US/docs/alexa/alexa-presentation-language/apl-transformers.html
    """
    transformer = {"transformer": "aplAudioToSpeech", "template": SOUND, "outputName": "speech"}
    return {SOUND: {"type": "object", "properties": {}, "transformers": [transformer]}}
