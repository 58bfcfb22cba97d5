"""The coach, a state machine: commands in, replies out. Pure: no Alexa, no AWS, no clock."""
