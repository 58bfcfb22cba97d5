"""Short names for long ids: for segments and devices, and for people in logs."""

import hashlib

DIGITS = 12
"""48 bits: two of a person's segments share a name once in some 280 million million."""


def pseudonym(text: str) -> str:
    """
    Return a short name that always is the same for the same id and does not lead back to it.

    Amazon's ids are long and random, so the hash needs no salt.
    """
    # Half a surrogate pair is valid JSON, and no id of Alexa's.
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:DIGITS]
