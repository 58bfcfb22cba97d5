"""A reply's card as the Alexa app shows it: words, and a picture where pictures are published."""

from ask_sdk_model.ui import Image, SimpleCard, StandardCard

from skill.coaching.reply import Card
from skill.routine.message import Narration
from skill.routine.plan import Unit

SMALL, LARGE = (720, 480), (1200, 800)
"""
Pixels of the two images of a Standard card.

https://developer.amazon.com/docs/alexa/custom-skills/include-a-card-in-your-skills-response.html
"""


def card_of(card: Card, narration: Narration, pictures: str | None) -> SimpleCard | StandardCard:
    """
    Return the card: a Standard one if it has a picture, otherwise a Simple one.

    Args:
        card: what it shows.
        narration: turns messages into words.
        pictures: address under which the pictures are published; ``None`` for no pictures.
    """
    title = narration(card.title)
    text = "\n\n".join("\n".join(map(narration, lines)) for lines in (card.lines, *card.paragraphs))
    if card.unit is None or pictures is None:
        return SimpleCard(title=title, content=text)
    small, large = (f"{pictures}/{picture_name(card.unit, size)}" for size in (SMALL, LARGE))
    return StandardCard(title=title, text=text, image=Image(small, large))


def picture_name(unit: Unit, size: tuple[int, int]) -> str:
    """Return the name of the file with the picture of an exercise, or a part, in one size."""
    width, height = size
    return f"{unit}-{width}x{height}.png"
