"""Replies into words, timelines into APLA or SSML. Knows Alexa's formats, but not the SDK."""
