"""
Convert Alexa requests to commands and replies to responses.

The coach knows nothing of ask-sdk-core: besides this package only ``skill.bootstrap`` and
``skill.web.adapter`` import it, to put the skill together.
"""
