"""Alexa requests into commands, replies into responses. The only place that knows the SDK."""
