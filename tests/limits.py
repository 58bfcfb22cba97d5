"""
Alexa's limits, against which tests hold what the skill sends.

Alexa does not name a breach: the person hears of "a problem with the requested skill's response".
"""

OUTPUT_SPEECH_CHARACTERS = 8_000
"""Most characters of spoken text, tags included. Amazon, "Best practices for text responses":
https://developer.amazon.com/en-US/docs/alexa/custom-skills/best-practice-text-response.html"""

CARD_CHARACTERS = 8_000
"""Most characters of a card, its title included. Amazon, "Include a card in your skill's response":
https://developer.amazon.com/en-US/docs/alexa/custom-skills/include-a-card-in-your-skills-response.html"""

IMAGE_ADDRESS_CHARACTERS = 2_000
"""Most characters of the address of a card's image. Same page."""

VERSION_DESCRIPTION_CHARACTERS = 256
"""Most characters that tell what a version of a function is. AWS Lambda's API, "PublishVersion":
https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html"""

RESPONSE_BYTES = 24 * 1024
"""Most bytes of a whole response. Older texts say 24 KB, newer ones 120 KB; the smaller is safe.
https://developer.amazon.com/en-US/docs/alexa/custom-skills/request-and-response-json-reference.html"""

SOUND_MS = 240_000
"""Longest sound of one response. Amazon's blog of February 2021 on trimming and repeating audio in
APL for Audio."""

APLA_AUDIO_SOURCES = 15
"""Most audio files of one document. Amazon, "Audio (APL for Audio)":
https://developer.amazon.com/ja-JP/docs/alexa/alexa-presentation-language/ja-apla-audio.html"""

SSML_AUDIO_FILES = 5
"""Most ``<audio>`` elements of one response, of old; Amazon, "SSML reference":
https://developer.amazon.com/en-US/docs/alexa/custom-skills/speech-synthesis-markup-language-ssml-reference.html"""

ATTRIBUTES_BYTES = 4 * 1024
"""Most bytes of session attributes. Our choice: they travel both ways with every turn."""

ANSWER_WITHIN_SECONDS = 8
"""Alexa gives up after this. Amazon's blog of October 2019 on high-performance skills."""
