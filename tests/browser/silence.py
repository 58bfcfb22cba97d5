"""Sound without a voice, for the page's player: what is measured is its time."""

import wave
from io import BytesIO


def silence(track):
    """Return a silence as long as a soundtrack, as a WAV file."""
    content = BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(16 * track.length_ms))
    return content.getvalue()
