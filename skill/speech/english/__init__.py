"""All that is English in the skill: the messages, and the rules of the language."""
