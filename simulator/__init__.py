"""A pretend Echo: it talks to the skill only by request and response JSON, as Alexa does."""
