"""
What a document on the screen sends: a touch, or that it has played its segment.

Such an event is a wish. It may come twice, late, in the wrong order or from an old screen, and a
sound that fails is over at once: it would race through the routine. So the clock decides whether a
segment can be over; where it cannot be, the device has failed to play it.
"""

from dataclasses import replace

from skill.coaching.commands import Command, SegmentOver
from skill.coaching.reply import State, Turn, is_carried_on
from skill.coaching.settle import unplayed

EARLY_MS = 2_000
"""
So much sooner than planned a segment may be over. Our choice: the times of requests may be in whole
seconds, and no sound begins before the request that it answers.
"""


def is_outdated(state: State, command: Command, turn: Turn) -> bool:
    """
    Return whether a document's request is of a screen no longer shown, or comes a second time.

    An answer that is shown is the last one that was given: whatever came of a touch, the second
    touch on the same screen finds another one shown.
    """
    if isinstance(command, SegmentOver):
        playing = state.place.playing
        if playing is None or playing.segment_id != command.segment_id:
            return True
        # With what plays by itself afterwards it was sent to a speaker, and no document asks.
        return playing.then is not None or not is_carried_on(state, turn)
    return turn.document != (state.place.shown or None)


def is_too_early(state: State, turn: Turn) -> bool:
    """Return whether the playing segment, which is said to be over, cannot be, by the clock."""
    playing = state.place.playing
    return playing is not None and (
        turn.now_ms - playing.started_at_ms < playing.sound_ms - EARLY_MS
    )


def is_in_document(state: State) -> bool:
    """
    Return whether a document may be playing the segment: silence says nothing of how far that is.

    What the request knows of the screen is not asked: at the end of a session it may be nothing.
    """
    playing = state.place.playing
    return playing is not None and playing.then is None and playing.segment_id == state.place.shown


def without_documents(state: State, turn: Turn) -> State:
    """Return the state of a device that could not use a document; what that played was not done."""
    playing, voice_only = state.place.playing, replace(state, voice_only=True)
    is_its_own = playing is not None and turn.document in ("", playing.segment_id)
    if not is_its_own or not is_carried_on(state, turn):
        return voice_only
    dialogue = replace(state.dialogue, unheard=())
    return replace(voice_only, place=unplayed(state.place), dialogue=dialogue)
