"""Words that could mean several things, as they are settled before the coach sees them."""

from datetime import date

import pytest

MONDAY = date(2026, 11, 23)

SETTLED = {
    # "next" is always the exercise; the built-in says the same as our own intent.
    "next": "AMAZON.NextIntent",
    "next one": "AMAZON.NextIntent",
    "next exercise": "NextExerciseIntent",
    "next set": "SkipIntent",
    "what's next": "WhatNextIntent",
    "what's the next one": "WhatNextIntent",
    # Amazon counts a bare "skip" among the phrases of its own Next; ours comes first.
    "skip": "SkipIntent",
    "other side": "SkipIntent",
    "go back": "PreviousExerciseIntent",
    "previous": "AMAZON.PreviousIntent",
    "again": "AMAZON.RepeatIntent",
    "start again": "AMAZON.StartOverIntent",
    "start over": "AMAZON.StartOverIntent",
    "repeat the last one": "AMAZON.RepeatIntent",
    "the last one": "StartRoutineIntent",
    "is this the last one": "WhereAmIIntent",
    # Waiting: a name for the time makes it more time, anything else a pause.
    "wait": "AMAZON.PauseIntent",
    "hang on": "AMAZON.PauseIntent",
    "hold on": "AMAZON.PauseIntent",
    "hold it": "AMAZON.PauseIntent",
    "hold on i'm not ready": "NotReadyIntent",
    "not yet": "NotReadyIntent",
    "give me a minute": "NotReadyIntent",
    "i need a break": "AMAZON.PauseIntent",
    "i need a chair": "NotReadyIntent",
    "i don't need a break": "SkipIntent",
    # Going on: in position, agreeing, coming back, beginning.
    "go": "ReadyIntent",
    "let's go": "ReadyIntent",
    "begin": "ReadyIntent",
    "okay": "AMAZON.YesIntent",
    "yep": "AMAZON.YesIntent",
    "sure": "AMAZON.YesIntent",
    "okay ready": "ReadyIntent",
    "yes carry on": "AMAZON.ResumeIntent",
    "go on": "AMAZON.ResumeIntent",
    "continue": "AMAZON.ResumeIntent",
    "start": "StartRoutineIntent",
    "start counting": "ReadyIntent",
    # Stopping.
    "that's enough": "AMAZON.StopIntent",
    "that's enough of this one": "NextExerciseIntent",
    "finish": "AMAZON.StopIntent",
    "finish the rest": "AMAZON.ResumeIntent",
    "skip the rest": "SkipIntent",
    "do the rest": "AMAZON.ResumeIntent",
    "leave it": "AMAZON.CancelIntent",
    "leave it out": "SkipIntent",
    # Feet, legs and sides.
    "left": "SetFootIntent",
    "both": "SetFootIntent",
    "which leg": "WhereAmIIntent",
    "left or right": "WhereAmIIntent",
    "both lifts": "StartRoutineIntent",
    # Questions that differ in a word.
    "how many have i done": "WhereAmIIntent",
    "how many have i done today": "ProgressIntent",
    "what do i do": "HowToIntent",
    "what do i do next": "WhatNextIntent",
    "what did i do": "ProgressIntent",
    "what can i do": "AMAZON.HelpIntent",
    "how does this work": "AMAZON.HelpIntent",
    "how does this go": "HowToIntent",
    "how long is the routine": "TimeLeftIntent",
    "what's in the routine": "ListExercisesIntent",
    # No number, and no day, means anything alone.
    "five": "AMAZON.FallbackIntent",
    "number five": "StartRoutineIntent",
    "five minutes": "StartRoutineIntent",
    "today": "AMAZON.FallbackIntent",
}

NAMES_OF_LIFTS = {
    "toe lift": "ambiguous_lift",
    "toe raises": "ambiguous_lift",
    "heel lift": "ambiguous_lift",
    "heel raise": "tiptoe",
    "calf raise": "tiptoe",
    "calf": "calf",
    "tiptoes": "tiptoe",
    "up": "tiptoe",
    "rocking": "rock",
    "heels": "rock",
    "toe lift and heel lift": "raises",
    "both lifts": "raises",
    "exercise four": "raises",
}

INVITED = {
    "first visit": (
        "left",
        "right",
        "both",
        "the whole thing",
        "the whole routine",
        "the short one",
    ),
    "idle": ("start", "morning stretch", "help", "arch stretch", "what did i do today"),
    "which exercise": ("calf", "towel", "hamstring", "raises", "arch"),
    "which number": ("number one", "number two", "number three", "number four", "number five"),
    "waiting": ("ready", "more time", "how do i do it", "skip", "ready for the next one"),
    "counting": ("pause", "next", "skip", "how long left"),
    "paused": ("resume", "start over", "stop"),
    "which lift": ("tiptoes", "heels", "rocking", "rocking onto my heels"),
    "carry on?": ("yes", "no", "carry on", "start from the top", "do the other three"),
    "after pain": ("next exercise", "stop for today"),
}
"""What the coach's own words ask a person to say, by the moment."""


@pytest.mark.parametrize(("said", "intent"), SETTLED.items())
def test_a_phrase_with_several_meanings_is_settled(language, said, intent):
    """One intent each; what it does in a state is the coach's to say."""
    assert intent == language.understand(said, MONDAY).intent


@pytest.mark.parametrize(("said", "exercise"), NAMES_OF_LIFTS.items())
def test_the_names_of_the_lifts_mean_a_movement_or_are_asked_about(language, said, exercise):
    """Half of those who say "toe lift" or "heel lift" mean the other movement: no part's id."""
    slots = {slot.name: slot for slot in language.understand(said, MONDAY).slots}

    assert [exercise] == [match.id for match in slots["exercise"].matches]


@pytest.mark.parametrize("said", sorted({said for phrases in INVITED.values() for said in phrases}))
def test_what_a_prompt_invites_is_understood(language, said):
    """Certification: whatever the skill suggests saying must be in the model."""
    assert "AMAZON.FallbackIntent" != language.understand(said, MONDAY).intent
