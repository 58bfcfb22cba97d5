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
    "okay": "ReadyIntent",
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
    # Saying which foot, and putting right what was said.
    "no the right one": "CorrectIntent",
    "not the left": "CorrectIntent",
    "other foot": "CorrectIntent",
    "wrong foot": "CorrectIntent",
    "wrong one": "UndoIntent",
    "that's the wrong one": "CorrectIntent",
    "change feet": "SetFootIntent",
    "it's my right foot": "SetFootIntent",
    "i meant the short one": "CorrectIntent",
    "not that one": "SkipIntent",
    # Thanks, and the ends that they are close to.
    "thank you": "ThanksIntent",
    "thank you that's all": "AMAZON.StopIntent",
    "no thank you": "AMAZON.NoIntent",
    "nothing": "ThanksIntent",
    "nothing else": "AMAZON.StopIntent",
    # Waiting now, and waiting always.
    "wait for me": "SetSilenceIntent",
    "keep going": "AMAZON.ResumeIntent",
    "keep going by yourself": "SetSilenceIntent",
    # Help, and a call for help.
    "help": "AMAZON.HelpIntent",
    "can you help me": "AMAZON.HelpIntent",
    "help me": "RedFlagIntent",
    # Without an exercise, told and asked.
    "i did everything": "DoneIntent",
    "did i do everything": "ProgressIntent",
    "if i did everything": "ProgressIntent",
    "that i did everything": "DoneIntent",
    # Gently.
    "start gently": "StartRoutineIntent",
    "gentler": "SetHoldIntent",
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
    # A bare number answers a question; a name, a unit or "out of ten" makes it something else.
    "five": "NumberIntent",
    "about a seven": "NumberIntent",
    "number five": "StartRoutineIntent",
    "five minutes": "StartRoutineIntent",
    "last five": "SetCountingIntent",
    "five seconds": "SetHoldIntent",
    "five out of ten": "HurtsIntent",
    "five sets": "SetSetsIntent",
    # No day and no hour means anything alone.
    "today": "AMAZON.FallbackIntent",
    "tonight": "AMAZON.FallbackIntent",
    # Longer and shorter: the hold, unless a word says what.
    "shorter": "SetHoldIntent",
    "longer": "SetHoldIntent",
    "that's too long": "SetHoldIntent",
    "the shorter one": "StartRoutineIntent",
    "shorter instructions": "SetTalkIntent",
    "shorter rests": "SetPaceIntent",
    "a bit longer please": "NotReadyIntent",
    "hold it for forty five": "SetHoldIntent",
    "hold on a sec": "AMAZON.PauseIntent",
    "fewer sets": "SetSetsIntent",
    "fewer reps": "SetSetsIntent",
    "slower": "SetPaceIntent",
    "not so fast": "SetPaceIntent",
    # Counting, and what it is not to count.
    "don't count": "SetCountingIntent",
    "don't count that": "UndoIntent",
    "that doesn't count": "UndoIntent",
    "stop counting": "SetCountingIntent",
    "how many reps have i done": "WhereAmIIntent",
    # Done, done with it, done for today.
    "done": "DoneIntent",
    "finished": "DoneIntent",
    "all done": "DoneIntent",
    "i'm done": "DoneIntent",
    "i'm done for today": "AMAZON.StopIntent",
    "quit": "AMAZON.StopIntent",
    "bye": "AMAZON.StopIntent",
    "i did it": "DoneIntent",
    "did i do it already": "ProgressIntent",
    "i didn't do it": "UndoIntent",
    # Pain, and what is worse than pain.
    "ow": "HurtsIntent",
    "my calf's cramping": "HurtsIntent",
    "my calf is swollen": "RedFlagIntent",
    "it's sharp": "HurtsIntent",
    "it's swollen": "RedFlagIntent",
    "my heel is sore": "HurtsIntent",
    "my left foot is sore": "SetFootIntent",
    "is it meant to hurt": "HurtsIntent",
    "is it safe": "AdviceIntent",
    "that's too much": "HurtsIntent",
    "should i see a doctor": "RedFlagIntent",
    "are you a doctor": "AdviceIntent",
    "why does my heel hurt": "AdviceIntent",
    "why does it hurt": "HurtsIntent",
    # Forgetting.
    "forget it": "AMAZON.CancelIntent",
    "forget everything": "ForgetMeIntent",
    "delete that one": "UndoIntent",
    "delete everything": "ForgetMeIntent",
    "yes delete everything": "AMAZON.YesIntent",
    "keep it": "AMAZON.NoIntent",
    # Talk.
    "explain it": "HowToIntent",
    "explain everything": "SetTalkIntent",
    "stop": "AMAZON.StopIntent",
    "stop talking": "SetTalkIntent",
    "just the names": "SetTalkIntent",
    "tell me the names": "ListExercisesIntent",
    # Order.
    "sitting ones": "StartRoutineIntent",
    "sitting ones first": "SetOrderIntent",
    "calf first": "StartRoutineIntent",
    "skip the floor one": "SkipIntent",
    "nothing on the floor": "StartRoutineIntent",
    # A day, a run of days, and how many days it should be.
    "how many days did i stretch this week": "ProgressIntent",
    "how many days in a row": "RecordIntent",
    "how many days a week": "AdviceIntent",
    "how long is this going to take": "TimeLeftIntent",
    "how long until it gets better": "AdviceIntent",
    "when is my next reminder": "NextReminderIntent",
    "remind me when my next reminder is": "NextReminderIntent",
    "remind me what i did today": "ProgressIntent",
    "remind me at seven": "ReminderIntent",
    "don't remind me any more": "CancelReminderIntent",
    "no reminders on fridays": "CancelReminderIntent",
    "not on weekends": "CancelReminderIntent",
    "remind me on fridays": "ReminderIntent",
    "cancel my reminder": "CancelReminderIntent",
    "cancel": "AMAZON.CancelIntent",
    "no reminders": "CancelReminderIntent",
    "remind me every morning": "ReminderIntent",
    "morning stretch": "StartRoutineIntent",
    # An hour needs a word before it, and after "about" a number is no hour.
    "at eight": "ReminderIntent",
    "about an eight": "NumberIntent",
    "eight": "NumberIntent",
    "eight o'clock": "AMAZON.FallbackIntent",
    "half past six": "AMAZON.FallbackIntent",
    "eight o'clock instead": "ReminderIntent",
    "eight seconds instead": "SetHoldIntent",
    "every five instead": "SetCountingIntent",
    "make it half past eight": "ReminderIntent",
    "make it ten minutes": "StartRoutineIntent",
    "make it the short one": "StartRoutineIntent",
    "another go": "AMAZON.RepeatIntent",
    "another reminder": "ReminderIntent",
    "another exercise": "NextExerciseIntent",
    # How often is a wish for reminders; asked, it is about the exercises.
    "twice a day": "ReminderIntent",
    "how many times a day": "AdviceIntent",
    "every day": "ReminderIntent",
    "every second": "SetCountingIntent",
    "just once": "ReminderIntent",
    "once more": "AMAZON.RepeatIntent",
    "not in the morning": "CancelReminderIntent",
    "not today": "AMAZON.NoIntent",
    "in the evening": "ReminderIntent",
    "in the proper order": "SetOrderIntent",
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
    "how bad": ("a bit", "some", "bad", "awful", "seven", "about a seven", "skip"),
    "delete?": ("yes", "no", "yes delete everything", "keep it"),
    "settings": (
        "more detail",
        "less talking",
        "count every second",
        "every five",
        "only the last five",
        "ticks",
        "don't count",
        "slower",
        "two sets",
        "hold it for forty five seconds",
        "sitting ones first",
    ),
    "reminders": ("remind me to stretch at seven", "remind me"),
    "set it?": (
        *("yes", "no", "half past eight instead", "at eight", "in the evening", "every day"),
        *("only on weekdays", "not on weekends", "just once", "cancel my reminders"),
    ),
    "done?": ("i did this one", "that doesn't count", "done already"),
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
