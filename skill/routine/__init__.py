"""Exercises, doses, plans and timelines. Pure: knows no Alexa, no AWS, no clock, no environment."""
