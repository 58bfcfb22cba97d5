"""A voice coach for people with heel pain: five exercises, counted aloud, on Alexa."""
