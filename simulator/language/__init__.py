"""Understanding: what was said, as an intent and slots of the interaction model."""
