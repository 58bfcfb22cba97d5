"""The ids of what people name: parts to skip, changes, amounts, symptoms, topics."""

from enum import StrEnum


class SkipPart(StrEnum):
    """What a person can ask to skip by name."""

    SET = "set"
    SIDE = "side"
    REST = "rest"
    EXERCISE = "exercise"


class Change(StrEnum):
    """A wish for more or less of something."""

    LONGER = "longer"
    SHORTER = "shorter"
    MORE = "more"
    FEWER = "fewer"
    HARDER = "harder"
    EASIER = "easier"

    @property
    def is_more(self) -> bool:
        """Whether it asks for more load."""
        return self in (Change.LONGER, Change.MORE, Change.HARDER)


class Amount(StrEnum):
    """How much talk is wanted: a level, or one level more or less."""

    FULL = "full"
    BRIEF = "brief"
    MINIMAL = "minimal"
    MORE = "more"
    LESS = "less"


class Symptom(StrEnum):
    """What a person may tell that is not for a coach."""

    NUMB = "numb"
    POP = "pop"
    SWOLLEN = "swollen"
    FEVER = "fever"
    CANNOT_STAND = "cannot_stand"
    FALL = "fall"
    CHEST = "chest"
    FAINT = "faint"
    CALF = "calf"
    DIABETES = "diabetes"
    PREGNANT = "pregnant"
    OPERATION = "operation"
    BONE = "bone"
    DIZZY = "dizzy"
    DOCTOR = "doctor"


class Topic(StrEnum):
    """What a person may ask about heels and these exercises."""

    SHOCKWAVE = "shockwave"
    CORTISONE = "cortisone"
    COMPRESSION_SOCKS = "compression_socks"
    ASK_A_CLINICIAN = "ask_a_clinician"
    WHY_CALVES_AND_HAMSTRINGS = "why_calves_and_hamstrings"
    BENEFIT = "benefit"
    HOW_LONG = "how_long"
    HEEL_SPUR = "heel_spur"
    IS_THIS_SAFE = "is_this_safe"
    HOW_OFTEN = "how_often"
    SORENESS = "soreness"
    SOURCE = "source"
    LIMITS = "limits"


class Period(StrEnum):
    """A stretch of days up to today."""

    WEEK = "week"
    MONTH = "month"


class PainWord(StrEnum):
    """What can be said of pain besides a number."""

    CRAMP = "cramp"
    MEANT = "meant"
    """ "Is it meant to hurt?" """
    MAYBE = "maybe"
    """ "Oh", "out", "how": in the middle of a count perhaps a mis-heard "ow"."""


AMBIGUOUS_LIFT = "ambiguous_lift"
"""A "toe lift" or "heel lift": half of the people who say either mean the other movement."""


NO_FLOOR = "no_floor"
"""The full routine without the floor exercise: a name that people use for a routine."""
