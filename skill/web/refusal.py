"""The one way in which a request is turned away."""


class Refusal(Exception):
    """A request that is not answered. The text says why, and holds nothing of the request."""
