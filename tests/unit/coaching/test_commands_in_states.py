"""
What each command does in each state: the table of how the coach behaves, row by row.

A silence stands as "(10)", in seconds; the count is cut after its second word; "[END]" closes the
session; "..." leaves out the rest.
"""

from datetime import date

import pytest

from skill.coaching import commands
from skill.coaching.coach import Coach
from skill.coaching.reply import State, Turn
from skill.coaching.session import Question, Status
from skill.coaching.vocabulary import Amount, Change, PainWord, SkipPart, Symptom, Topic
from skill.progress.profile import Practice, Profile
from skill.routine.cues import CueKind
from skill.routine.exercises import ExerciseId, Foot, Order, Pace, RoutineName
from skill.routine.settings import Counting, Settings
from skill.speech.narration import narration_for

WORDS = narration_for()
MONDAY_MS = 1_795_420_800_000

KNOWN = Profile(
    settings=Settings(foot=Foot.LEFT),
    time_zone="Europe/London",
    practice=dict.fromkeys(ExerciseId, Practice(9, date(2026, 11, 22))),
    told={"disclaimer": 1, "rest_tip": 2},
)

FULL = commands.Start(routine=RoutineName.FULL)

WAYS = {
    "idle": [(commands.ListExercises(), 0)],
    "wait": [(FULL, 181), (commands.Ready(), 104)],
    "work": [(FULL, 72)],
    "rest": [(FULL, 181), (commands.Ready(), 104), (commands.Ready(), 50)],
    "paused": [(FULL, 72), (commands.Pause(), 3)],
    "asked": [(FULL, 72), (commands.Stop(), 60), (commands.Launch(), 3)],
}
"""What was said before, and how many seconds ago each."""

TABLE = {
    "idle": [
        (commands.Skip(exercise=ExerciseId.RAISES), "Nothing to skip. Say start for all five."),
        (commands.SetHold(seconds=45), "Forty-five seconds. Anything else?"),
        (commands.SetHold(seconds=90), "The article says thirty to sixty. I've set sixty. ..."),
        (commands.SetHold(change=Change.SHORTER), "The short one is about eight minutes. Start?"),
        (commands.SetHold(change=Change.LONGER), "All five are about twenty-one minutes. Start?"),
        (commands.SetSets(sets=2), "Two sets. Anything else?"),
        (commands.SetSets(change=Change.FEWER), "Two sets. Anything else?"),
        (commands.SetPace(pace=Pace.SLOW), "Slower. Anything else?"),
        (commands.SetCounting(style=Counting.LAST_FIVE), "Only the last five. Anything else?"),
        (commands.SetTalk(amount=Amount.LESS), "Less talk. Anything else?"),
        (
            commands.SetOrder(order=Order.EASY),
            "Easy order: arch first, floor last, from the next ...",
        ),
        (commands.Done(), "Come back any time. [END]"),
        (commands.Done(exercise=ExerciseId.CALF), "Noted: calf stretch. Anything else?"),
        (commands.Undo(), "There's nothing from today to take back. Anything else?"),
        (commands.Hurts(), "Zero to ten, how bad?"),
        (commands.Hurts(level=3), "Take it gently, and stop short of pain. Anything else?"),
        (commands.Hurts(level=5), "Take it gently, and stop short of pain. Anything else?"),
        (commands.Hurts(level=7), "Leave it for today. If it's still worse tomorrow, or ..."),
        (commands.Hurts(word=PainWord.CRAMP), "Ease off and let it settle. Anything else?"),
        (
            commands.RedFlag(symptom=Symptom.NUMB),
            "Stop the exercises for now. A doctor or podiatrist ...",
        ),
        (
            commands.RedFlag(symptom=Symptom.PREGNANT),
            "Please check with your doctor or physio first, and ...",
        ),
        (commands.Number(number=5), "Is that an exercise, minutes or seconds? Say it with ..."),
        (commands.Why(), "I have calf, towel, hamstring, raises and arch. Which?"),
        (commands.Equipment(), "Nothing to buy. A chair, a small towel, a wall, and ..."),
        (
            commands.Advice(topic=Topic.CORTISONE),
            "The article advises against cortisone injections, ...",
        ),
        (commands.Record(), "Nothing noted yet. The first day counts from the ..."),
        (commands.Remind(), "I can't set reminders yet. You can say: Alexa, ..."),
        (commands.ForgetMe(), "That deletes your settings and every day I've noted. ..."),
        (commands.Start(), "Five exercises, about twenty-one minutes. Calf ..."),
        (
            commands.Start(routine=RoutineName.MORNING),
            "Arch stretch. Left leg across the other, pull the ...",
        ),
        (commands.Ready(), "Five exercises, about twenty-one minutes. Calf ..."),
        (commands.Yes(), "Five exercises, about twenty-one minutes. Calf ..."),
        (commands.No(), "Come back any time. [END]"),
        (commands.NotReady(), "Say start when you like."),
        (commands.Next(), "Five exercises, about twenty-one minutes. Calf ..."),
        (commands.Skip(), "Nothing to skip. Say start for all five."),
        (commands.Skip(part=SkipPart.SIDE), "Nothing to skip. Say start for all five."),
        (commands.Skip(part=SkipPart.SET), "Nothing to skip. Say start for all five."),
        (commands.Skip(part=SkipPart.REST), "Nothing to skip. Say start for all five."),
        (commands.Skip(part=SkipPart.EXERCISE), "Nothing to skip. Say start for all five."),
        (commands.Previous(), "Nothing before. Say start for all five."),
        (commands.Repeat(), "Calf stretch, towel scrunch, hamstring stretch, ..."),
        (commands.StartOver(), "Five exercises, about twenty-one minutes. Calf ..."),
        (commands.Pause(), "Nothing running. Say start for all five."),
        (commands.Resume(), "Five exercises, about twenty-one minutes. Calf ..."),
        (commands.Stop(), "Come back any time. [END]"),
        (commands.HowTo(), "I have calf, towel, hamstring, raises and arch. Which?"),
        (
            commands.HowTo(exercise=ExerciseId.ARCH),
            "Exercise five, arch stretch. Sit down and cross your ...",
        ),
        (commands.WhatNext(), "Nothing running. Say start for all five."),
        (commands.ListExercises(), "Calf stretch, towel scrunch, hamstring stretch, ..."),
        (commands.TimeLeft(), "Nothing running. Say start for all five."),
        (commands.WhereAmI(), "Nothing running. Say start for all five."),
        (commands.Progress(), "Nothing yet today. The arch stretch takes about ..."),
        (commands.UnreadProgress(), "I can't reach your notes just now. What you do today ..."),
        (commands.Help(), "Start, morning stretch, or what did I do today."),
        (commands.NotUnderstood(), "I didn't catch that. Start, morning stretch, or help?"),
        (commands.SetFoot(foot=Foot.RIGHT), "Right foot. Anything else?"),
        (commands.UnknownExercise(), "I have calf, towel, hamstring, raises and arch. Which?"),
    ],
    "wait": [
        (commands.Skip(exercise=ExerciseId.RAISES), "Raises left out. Ready?"),
        (commands.SetHold(seconds=45), "The towel scrunch goes by repetitions, not by ..."),
        (commands.SetHold(seconds=90), "The towel scrunch goes by repetitions, not by ..."),
        (commands.SetHold(change=Change.SHORTER), "Less talk. Ready?"),
        (commands.SetHold(change=Change.LONGER), "More detail. Ready?"),
        (commands.SetSets(sets=2), "Two sets. Ready?"),
        (commands.SetSets(change=Change.FEWER), "Two sets. Ready?"),
        (commands.SetPace(pace=Pace.SLOW), "Slower. Ready?"),
        (commands.SetCounting(style=Counting.LAST_FIVE), "Only the last five. Ready?"),
        (commands.SetTalk(amount=Amount.LESS), "Less talk. Ready?"),
        (
            commands.SetOrder(order=Order.EASY),
            "Easy order: arch first, floor last, from the next ...",
        ),
        (commands.Done(), "Ready, or done already?"),
        (commands.Done(exercise=ExerciseId.CALF), "Noted: calf stretch. Ready?"),
        (commands.Undo(), "Taken back: calf stretch. Ready?"),
        (commands.Hurts(), "Stopped. Let go gently. Zero to ten, how bad?"),
        (commands.Hurts(level=3), "Stopped. That's mild. Ease off a little. Carry on?"),
        (commands.Hurts(level=5), "Stopped. Make it smaller this time. If it doesn't ..."),
        (commands.Hurts(level=7), "Stopped. We'll leave this one out today. If it's ..."),
        (
            commands.Hurts(word=PainWord.CRAMP),
            "Stopped. Ease off and let it settle. Say ready, or skip.",
        ),
        (
            commands.RedFlag(symptom=Symptom.NUMB),
            "Stop the exercises for now. A doctor or podiatrist ...",
        ),
        (
            commands.RedFlag(symptom=Symptom.PREGNANT),
            "Please check with your doctor or physio first, and ...",
        ),
        (commands.Number(number=5), "Is that an exercise, minutes or seconds? Say it with ..."),
        (commands.Why(), "The article says it strengthens the muscles of the ..."),
        (commands.Equipment(), "Nothing to buy. A chair, a small towel, a wall, and ..."),
        (
            commands.Advice(topic=Topic.CORTISONE),
            "The article advises against cortisone injections, ...",
        ),
        (commands.Record(), "Day one. Ready?"),
        (commands.Remind(), "I can't set reminders yet. You can say: Alexa, ..."),
        (commands.ForgetMe(), "That deletes your settings and every day I've noted. ..."),
        (commands.Start(), "Set one of three. one, reach, pull,"),
        (
            commands.Start(routine=RoutineName.MORNING),
            "Arch stretch. Left leg across the other, pull the ...",
        ),
        (commands.Ready(), "Set one of three. one, reach, pull,"),
        (commands.Yes(), "Set one of three. one, reach, pull,"),
        (commands.No(), "Take your time. (20) Ready?"),
        (commands.NotReady(), "Take your time. (20) Ready?"),
        (commands.Next(), "Hamstring stretch. On your back, left leg up, both ..."),
        (commands.Skip(), "Towel left out. Hamstring stretch. On your back, ..."),
        (commands.Skip(part=SkipPart.SIDE), "Set two of three. one, reach, pull,"),
        (commands.Skip(part=SkipPart.SET), "Set two of three. one, reach, pull,"),
        (commands.Skip(part=SkipPart.REST), "Set one of three. one, reach, pull,"),
        (
            commands.Skip(part=SkipPart.EXERCISE),
            "Towel left out. Hamstring stretch. On your back, ...",
        ),
        (commands.Previous(), "Calf stretch. Left leg back, hands on the wall. (10) ..."),
        (commands.Repeat(), "Towel scrunch. Sit down, towel on the floor, toes on ..."),
        (commands.StartOver(), "Towel scrunch. Sit down, towel on the floor, toes on ..."),
        (commands.Pause(), "Paused. Say resume when you're back."),
        (commands.Resume(), "Set one of three. one, reach, pull,"),
        (commands.Stop(), "Stopped. I've kept your place. [END]"),
        (commands.HowTo(), "Exercise two, towel scrunch. Sit on a chair and lay ..."),
        (
            commands.HowTo(exercise=ExerciseId.ARCH),
            "Exercise five, arch stretch. Sit down and cross your ...",
        ),
        (commands.WhatNext(), "Towel scrunch next. Ready?"),
        (commands.ListExercises(), "Calf stretch, towel scrunch, hamstring stretch, ..."),
        (commands.TimeLeft(), "About sixteen minutes: hamstring stretch, raises and ..."),
        (commands.WhereAmI(), "Towel scrunch, set one of three. Exercise two of ..."),
        (commands.Progress(), "Today: calf stretch. Ready?"),
        (commands.UnreadProgress(), "I can't reach your notes just now. What you do today ..."),
        (commands.Help(), "Say ready, more time, how do I do it, or skip. Ready?"),
        (commands.NotUnderstood(), "Say ready, or more time."),
        (commands.SetFoot(foot=Foot.RIGHT), "Right foot. Ready?"),
        (commands.UnknownExercise(), "I have calf, towel, hamstring, raises and arch. Which?"),
    ],
    "work": [
        (
            commands.Skip(exercise=ExerciseId.RAISES),
            "Raises left out. Right leg. Hold. thirty, twenty-nine,",
        ),
        (commands.SetHold(seconds=45), "Forty-five seconds. Right leg. Hold. forty-five, ..."),
        (commands.SetHold(seconds=90), "The article says thirty to sixty. I've set sixty. ..."),
        (
            commands.SetHold(change=Change.SHORTER),
            "The article says thirty to sixty. I've set thirty. ...",
        ),
        (commands.SetHold(change=Change.LONGER), "Holds of thirty-five now. Right leg. Hold. ..."),
        (commands.SetSets(sets=2), "Two sets. Right leg. Hold. thirty, twenty-nine,"),
        (commands.SetSets(change=Change.FEWER), "Two sets. Right leg. Hold. thirty, twenty-nine,"),
        (commands.SetPace(pace=Pace.SLOW), "Slower. Right leg. Hold. thirty, twenty-nine,"),
        (
            commands.SetCounting(style=Counting.LAST_FIVE),
            "Only the last five. Right leg. Hold. , ,",
        ),
        (commands.SetTalk(amount=Amount.LESS), "Less talk. Right leg. Hold. thirty, twenty-nine,"),
        (
            commands.SetOrder(order=Order.EASY),
            "Easy order: arch first, floor last, from the next ...",
        ),
        (commands.Done(), "Set two of three. Left leg. (4) Hold. thirty, twenty-nine,"),
        (
            commands.Done(exercise=ExerciseId.CALF),
            "Towel scrunch. Sit down, towel on the floor, toes on ...",
        ),
        (commands.Undo(), "Taken back: calf stretch. Right leg. Hold. thirty, ..."),
        (commands.Hurts(), "Stopped. Let go gently. Zero to ten, how bad?"),
        (commands.Hurts(level=3), "Stopped. That's mild. Ease off a little. Carry on?"),
        (commands.Hurts(level=5), "Stopped. Make it smaller this time. If it doesn't ..."),
        (commands.Hurts(level=7), "Stopped. We'll leave this one out today. If it's ..."),
        (
            commands.Hurts(word=PainWord.CRAMP),
            "Stopped. Ease off and let it settle. Say ready, or skip.",
        ),
        (
            commands.RedFlag(symptom=Symptom.NUMB),
            "Stop the exercises for now. A doctor or podiatrist ...",
        ),
        (
            commands.RedFlag(symptom=Symptom.PREGNANT),
            "Please check with your doctor or physio first, and ...",
        ),
        (commands.Number(number=5), "Carrying on. Right leg. Hold. thirty, twenty-nine,"),
        (commands.Why(), "The article says tight calf muscles are often linked ..."),
        (commands.Equipment(), "Nothing to buy. A chair, a small towel, a wall, and ..."),
        (
            commands.Advice(topic=Topic.CORTISONE),
            "The article advises against cortisone injections, ...",
        ),
        (commands.Record(), "Day one. Right leg. Hold. thirty, twenty-nine,"),
        (commands.Remind(), "I can't set reminders yet. You can say: Alexa, ..."),
        (commands.ForgetMe(), "That deletes your settings and every day I've noted. ..."),
        (commands.Start(), "You're in it. Right leg. Hold. thirty, twenty-nine,"),
        (
            commands.Start(routine=RoutineName.MORNING),
            "Arch stretch. Left leg across the other, pull the ...",
        ),
        (commands.Ready(), "You're in it. Right leg. Hold. thirty, twenty-nine,"),
        (commands.Yes(), "You're in it. Right leg. Hold. thirty, twenty-nine,"),
        (commands.No(), "Carrying on. Right leg. Hold. thirty, twenty-nine,"),
        (commands.NotReady(), "Paused. Say resume when you're back."),
        (commands.Next(), "Towel scrunch. Sit down, towel on the floor, toes on ..."),
        (commands.Skip(), "Set two of three. Left leg. (4) Hold. thirty, twenty-nine,"),
        (
            commands.Skip(part=SkipPart.SIDE),
            "Set two of three. Left leg. (4) Hold. thirty, twenty-nine,",
        ),
        (
            commands.Skip(part=SkipPart.SET),
            "Set two of three. Left leg. (4) Hold. thirty, twenty-nine,",
        ),
        (
            commands.Skip(part=SkipPart.REST),
            "Set one of three. Right leg. Hold. thirty, twenty-nine,",
        ),
        (
            commands.Skip(part=SkipPart.EXERCISE),
            "Calf left out. Towel scrunch. Sit down, towel on the ...",
        ),
        (commands.Previous(), "Set one of three. Left leg. (4) Hold. thirty, twenty-nine,"),
        (commands.Repeat(), "Right leg. Hold. thirty, twenty-nine,"),
        (commands.StartOver(), "Set one of three. Left leg. (4) Hold. thirty, twenty-nine,"),
        (commands.Pause(), "Paused. Say resume when you're back."),
        (commands.Resume(), "You're in it. Right leg. Hold. thirty, twenty-nine,"),
        (commands.Stop(), "Stopped. I've kept your place. [END]"),
        (commands.HowTo(), "Exercise one, calf stretch. Stand facing a wall and ..."),
        (
            commands.HowTo(exercise=ExerciseId.ARCH),
            "Exercise five, arch stretch. Sit down and cross your ...",
        ),
        (commands.WhatNext(), "Then the towel scrunch. Right leg. Hold. thirty, ..."),
        (commands.ListExercises(), "Calf stretch, towel scrunch, hamstring stretch, ..."),
        (commands.TimeLeft(), "About twenty minutes: four exercises to come. Right ..."),
        (commands.WhereAmI(), "Calf stretch, set one of three, right. Exercise one ..."),
        (commands.Progress(), "Today: part of the calf stretch. Right leg. Hold. ..."),
        (commands.UnreadProgress(), "I can't reach your notes just now. What you do today ..."),
        (commands.Help(), "Alexa, pause, next, or that hurts. Right leg. Hold. ..."),
        (commands.NotUnderstood(), "Carrying on. Right leg. Hold. thirty, twenty-nine,"),
        (commands.SetFoot(foot=Foot.RIGHT), "Carrying on. Right leg. Hold. thirty, twenty-nine,"),
        (commands.UnknownExercise(), "Carrying on. Right leg. Hold. thirty, twenty-nine,"),
    ],
    "rest": [
        (
            commands.Skip(exercise=ExerciseId.RAISES),
            "Raises left out. Set two of three. one, reach, pull,",
        ),
        (commands.SetHold(seconds=45), "The towel scrunch goes by repetitions, not by ..."),
        (commands.SetHold(seconds=90), "The towel scrunch goes by repetitions, not by ..."),
        (commands.SetHold(change=Change.SHORTER), "Two sets. Set two of two. one, reach, pull,"),
        (
            commands.SetHold(change=Change.LONGER),
            "I've set three sets, as far as the article goes. Set ...",
        ),
        (commands.SetSets(sets=2), "Two sets. Set two of two. one, reach, pull,"),
        (commands.SetSets(change=Change.FEWER), "Two sets. Set two of two. one, reach, pull,"),
        (commands.SetPace(pace=Pace.SLOW), "Slower. Set two of three. one, reach, pull,"),
        (
            commands.SetCounting(style=Counting.LAST_FIVE),
            "Only the last five. Set two of three. one, reach, pull,",
        ),
        (commands.SetTalk(amount=Amount.LESS), "Less talk. Set two of three. one, ,"),
        (
            commands.SetOrder(order=Order.EASY),
            "Easy order: arch first, floor last, from the next ...",
        ),
        (commands.Done(), "Stop for today?"),
        (
            commands.Done(exercise=ExerciseId.CALF),
            "Noted: calf stretch. Set two of three. one, reach, pull,",
        ),
        (commands.Undo(), "Taken back: towel scrunch. Set two of three. one, ..."),
        (commands.Hurts(), "Stopped. Let go gently. Zero to ten, how bad?"),
        (commands.Hurts(level=3), "Stopped. That's mild. Ease off a little. Carry on?"),
        (commands.Hurts(level=5), "Stopped. Make it smaller this time. If it doesn't ..."),
        (commands.Hurts(level=7), "Stopped. We'll leave this one out today. If it's ..."),
        (
            commands.Hurts(word=PainWord.CRAMP),
            "Stopped. Ease off and let it settle. Say ready, or skip.",
        ),
        (
            commands.RedFlag(symptom=Symptom.NUMB),
            "Stop the exercises for now. A doctor or podiatrist ...",
        ),
        (
            commands.RedFlag(symptom=Symptom.PREGNANT),
            "Please check with your doctor or physio first, and ...",
        ),
        (commands.Number(number=5), "Carrying on. Set two of three. one, reach, pull,"),
        (commands.Why(), "The article says it strengthens the muscles of the ..."),
        (commands.Equipment(), "Nothing to buy. A chair, a small towel, a wall, and ..."),
        (
            commands.Advice(topic=Topic.CORTISONE),
            "The article advises against cortisone injections, ...",
        ),
        (commands.Record(), "Day one. Set two of three. one, reach, pull,"),
        (commands.Remind(), "I can't set reminders yet. You can say: Alexa, ..."),
        (commands.ForgetMe(), "That deletes your settings and every day I've noted. ..."),
        (commands.Start(), "Set two of three. one, reach, pull,"),
        (
            commands.Start(routine=RoutineName.MORNING),
            "Arch stretch. Left leg across the other, pull the ...",
        ),
        (commands.Ready(), "Set two of three. one, reach, pull,"),
        (commands.Yes(), "Set two of three. one, reach, pull,"),
        (commands.No(), "Carrying on. Set two of three. one, reach, pull,"),
        (commands.NotReady(), "Take your time. (20) Ready?"),
        (commands.Next(), "Hamstring stretch. On your back, left leg up, both ..."),
        (commands.Skip(), "Set two of three. one, reach, pull,"),
        (commands.Skip(part=SkipPart.SIDE), "Set three of three. one, reach, pull,"),
        (commands.Skip(part=SkipPart.SET), "Set three of three. one, reach, pull,"),
        (commands.Skip(part=SkipPart.REST), "Set two of three. one, reach, pull,"),
        (
            commands.Skip(part=SkipPart.EXERCISE),
            "Towel left out. Hamstring stretch. On your back, ...",
        ),
        (commands.Previous(), "Set one of three. one, reach, pull,"),
        (commands.Repeat(), "Set one of three. one, reach, pull,"),
        (commands.StartOver(), "Set one of three. one, reach, pull,"),
        (commands.Pause(), "Paused. Say resume when you're back."),
        (commands.Resume(), "Set two of three. one, reach, pull,"),
        (commands.Stop(), "Stopped. I've kept your place. [END]"),
        (commands.HowTo(), "Exercise two, towel scrunch. Sit on a chair and lay ..."),
        (
            commands.HowTo(exercise=ExerciseId.ARCH),
            "Exercise five, arch stretch. Sit down and cross your ...",
        ),
        (commands.WhatNext(), "Then the hamstring stretch. Set two of three. one, ..."),
        (commands.ListExercises(), "Calf stretch, towel scrunch, hamstring stretch, ..."),
        (commands.TimeLeft(), "About fifteen minutes: hamstring stretch, raises and ..."),
        (commands.WhereAmI(), "Towel scrunch, set two of three. Exercise two of ..."),
        (commands.Progress(), "Today: calf stretch, and one of three towel sets. ..."),
        (commands.UnreadProgress(), "I can't reach your notes just now. What you do today ..."),
        (commands.Help(), "Alexa, skip, pause, or how long left. Set two of ..."),
        (commands.NotUnderstood(), "Carrying on. Set two of three. one, reach, pull,"),
        (commands.SetFoot(foot=Foot.RIGHT), "Right foot. Set two of three. one, reach, pull,"),
        (commands.UnknownExercise(), "Carrying on. Set two of three. one, reach, pull,"),
    ],
    "paused": [
        (commands.Skip(exercise=ExerciseId.RAISES), "Raises left out."),
        (commands.SetHold(seconds=45), "Forty-five seconds."),
        (commands.SetHold(seconds=90), "The article says thirty to sixty. I've set sixty."),
        (
            commands.SetHold(change=Change.SHORTER),
            "The article says thirty to sixty. I've set thirty.",
        ),
        (commands.SetHold(change=Change.LONGER), "Holds of thirty-five now."),
        (commands.SetSets(sets=2), "Two sets."),
        (commands.SetSets(change=Change.FEWER), "Two sets."),
        (commands.SetPace(pace=Pace.SLOW), "Slower."),
        (commands.SetCounting(style=Counting.LAST_FIVE), "Only the last five."),
        (commands.SetTalk(amount=Amount.LESS), "Less talk."),
        (
            commands.SetOrder(order=Order.EASY),
            "Easy order: arch first, floor last, from the next time.",
        ),
        (commands.Done(), "Towel scrunch. Sit down, towel on the floor, toes on ..."),
        (
            commands.Done(exercise=ExerciseId.CALF),
            "Towel scrunch. Sit down, towel on the floor, toes on ...",
        ),
        (commands.Undo(), "Taken back: calf stretch."),
        (commands.Hurts(), "Stopped. Let go gently. Zero to ten, how bad?"),
        (commands.Hurts(level=3), "Stopped. That's mild. Ease off a little. Carry on?"),
        (commands.Hurts(level=5), "Stopped. Make it smaller this time. If it doesn't ..."),
        (commands.Hurts(level=7), "Stopped. We'll leave this one out today. If it's ..."),
        (
            commands.Hurts(word=PainWord.CRAMP),
            "Stopped. Ease off and let it settle. Say ready, or skip.",
        ),
        (
            commands.RedFlag(symptom=Symptom.NUMB),
            "Stop the exercises for now. A doctor or podiatrist ...",
        ),
        (
            commands.RedFlag(symptom=Symptom.PREGNANT),
            "Please check with your doctor or physio first, and ...",
        ),
        (commands.Number(number=5), "Is that an exercise, minutes or seconds? Say it with ..."),
        (commands.Why(), "The article says tight calf muscles are often linked ..."),
        (commands.Equipment(), "Nothing to buy. A chair, a small towel, a wall, and ..."),
        (
            commands.Advice(topic=Topic.CORTISONE),
            "The article advises against cortisone injections, ...",
        ),
        (commands.Record(), "Day one."),
        (commands.Remind(), "I can't set reminders yet. You can say: Alexa, ..."),
        (commands.ForgetMe(), "That deletes your settings and every day I've noted. ..."),
        (commands.Start(), "Set one of three. Right leg. (5) Hold. thirty, ..."),
        (
            commands.Start(routine=RoutineName.MORNING),
            "Arch stretch. Left leg across the other, pull the ...",
        ),
        (commands.Ready(), "Set one of three. Right leg. (5) Hold. thirty, ..."),
        (commands.Yes(), "Set one of three. Right leg. (5) Hold. thirty, ..."),
        (commands.No(), "Still paused. Your place is kept."),
        (commands.NotReady(), "Take your time."),
        (commands.Next(), "Towel scrunch. Sit down, towel on the floor, toes on ..."),
        (commands.Skip(), "Calf left out. Towel scrunch. Sit down, towel on the ..."),
        (
            commands.Skip(part=SkipPart.SIDE),
            "Set two of three. Left leg. (4) Hold. thirty, twenty-nine,",
        ),
        (
            commands.Skip(part=SkipPart.SET),
            "Set two of three. Left leg. (4) Hold. thirty, twenty-nine,",
        ),
        (
            commands.Skip(part=SkipPart.REST),
            "Set one of three. Right leg. Hold. thirty, twenty-nine,",
        ),
        (
            commands.Skip(part=SkipPart.EXERCISE),
            "Calf left out. Towel scrunch. Sit down, towel on the ...",
        ),
        (commands.Previous(), "Set one of three. Left leg. (4) Hold. thirty, twenty-nine,"),
        (commands.Repeat(), "Paused. Say resume when you're back."),
        (commands.StartOver(), "Calf stretch. Left leg back, hands on the wall. (10) ..."),
        (commands.Pause(), "Still paused. Your place is kept."),
        (commands.Resume(), "Set one of three. Right leg. (5) Hold. thirty, ..."),
        (commands.Stop(), "Stopped. I've kept your place. [END]"),
        (commands.HowTo(), "Exercise one, calf stretch. Stand facing a wall and ..."),
        (
            commands.HowTo(exercise=ExerciseId.ARCH),
            "Exercise five, arch stretch. Sit down and cross your ...",
        ),
        (commands.WhatNext(), "Then the towel scrunch."),
        (commands.ListExercises(), "Calf stretch, towel scrunch, hamstring stretch, ..."),
        (commands.TimeLeft(), "About twenty minutes: four exercises to come."),
        (commands.WhereAmI(), "Calf stretch, set one of three, right. Exercise one ..."),
        (commands.Progress(), "Today: part of the calf stretch."),
        (commands.UnreadProgress(), "I can't reach your notes just now. What you do today ..."),
        (commands.Help(), "Resume, start over, or stop."),
        (commands.NotUnderstood(), "Say resume, or stop."),
        (commands.SetFoot(foot=Foot.RIGHT), "Right foot."),
        (commands.UnknownExercise(), "I have calf, towel, hamstring, raises and arch. Which?"),
    ],
    "asked": [
        (commands.Skip(exercise=ExerciseId.RAISES), "Nothing to skip. Say start for all five."),
        (commands.SetHold(seconds=45), "Forty-five seconds. You were in the calf stretch, ..."),
        (commands.SetHold(seconds=90), "The article says thirty to sixty. I've set sixty. ..."),
        (commands.SetHold(change=Change.SHORTER), "The short one is about eight minutes. Start?"),
        (commands.SetHold(change=Change.LONGER), "All five are about twenty-one minutes. Start?"),
        (commands.SetSets(sets=2), "Two sets. You were in the calf stretch, set one of ..."),
        (
            commands.SetSets(change=Change.FEWER),
            "Two sets. You were in the calf stretch, set one of ...",
        ),
        (commands.SetPace(pace=Pace.SLOW), "Slower. You were in the calf stretch, set one of ..."),
        (
            commands.SetCounting(style=Counting.LAST_FIVE),
            "Only the last five. You were in the calf stretch, ...",
        ),
        (
            commands.SetTalk(amount=Amount.LESS),
            "Less talk. You were in the calf stretch, set one of ...",
        ),
        (
            commands.SetOrder(order=Order.EASY),
            "Easy order: arch first, floor last, from the next ...",
        ),
        (commands.Done(), "Come back any time. [END]"),
        (commands.Done(exercise=ExerciseId.CALF), "Noted: calf stretch. Anything else?"),
        (commands.Undo(), "Start from the top?"),
        (commands.Hurts(), "Zero to ten, how bad?"),
        (commands.Hurts(level=3), "Take it gently, and stop short of pain. Anything else?"),
        (commands.Hurts(level=5), "Take it gently, and stop short of pain. Anything else?"),
        (commands.Hurts(level=7), "Leave it for today. If it's still worse tomorrow, or ..."),
        (commands.Hurts(word=PainWord.CRAMP), "Ease off and let it settle. Anything else?"),
        (
            commands.RedFlag(symptom=Symptom.NUMB),
            "Stop the exercises for now. A doctor or podiatrist ...",
        ),
        (
            commands.RedFlag(symptom=Symptom.PREGNANT),
            "Please check with your doctor or physio first, and ...",
        ),
        (commands.Number(number=5), "Yes carries on, no starts fresh."),
        (commands.Why(), "The article says tight calf muscles are often linked ..."),
        (commands.Equipment(), "Nothing to buy. A chair, a small towel, a wall, and ..."),
        (
            commands.Advice(topic=Topic.CORTISONE),
            "The article advises against cortisone injections, ...",
        ),
        (commands.Record(), "Day one. You were in the calf stretch, set one of ..."),
        (commands.Remind(), "I can't set reminders yet. You can say: Alexa, ..."),
        (commands.ForgetMe(), "That deletes your settings and every day I've noted. ..."),
        (commands.Start(), "Right leg back, hands on the wall. (10) Set one of ..."),
        (
            commands.Start(routine=RoutineName.MORNING),
            "Arch stretch. Left leg across the other, pull the ...",
        ),
        (commands.Ready(), "Right leg back, hands on the wall. (10) Set one of ..."),
        (commands.Yes(), "Right leg back, hands on the wall. (10) Set one of ..."),
        (commands.No(), "Start from the top?"),
        (commands.NotReady(), "Take your time."),
        (commands.Next(), "Towel scrunch. Sit down, towel on the floor, toes on ..."),
        (commands.Skip(), "Start from the top?"),
        (commands.Skip(part=SkipPart.SIDE), "Start from the top?"),
        (commands.Skip(part=SkipPart.SET), "Start from the top?"),
        (commands.Skip(part=SkipPart.REST), "Start from the top?"),
        (commands.Skip(part=SkipPart.EXERCISE), "Start from the top?"),
        (commands.Previous(), "Nothing before. Say start for all five."),
        (commands.Repeat(), "You were in the calf stretch, set one of three. Carry on?"),
        (commands.StartOver(), "You were in the calf stretch, set one of three. Carry on?"),
        (commands.Pause(), "Take your time."),
        (commands.Resume(), "Right leg back, hands on the wall. (10) Set one of ..."),
        (commands.Stop(), "Come back any time. [END]"),
        (commands.HowTo(), "Exercise one, calf stretch. Stand facing a wall and ..."),
        (
            commands.HowTo(exercise=ExerciseId.ARCH),
            "Exercise five, arch stretch. Sit down and cross your ...",
        ),
        (commands.WhatNext(), "Then the towel scrunch. You were in the calf ..."),
        (commands.ListExercises(), "Calf stretch, towel scrunch, hamstring stretch, ..."),
        (commands.TimeLeft(), "About twenty minutes: four exercises to come. You ..."),
        (commands.WhereAmI(), "Calf stretch, set one of three, right. Exercise one ..."),
        (commands.Progress(), "Today: part of the calf stretch. You were in the ..."),
        (commands.UnreadProgress(), "I can't reach your notes just now. What you do today ..."),
        (commands.Help(), "Yes carries on, no starts fresh."),
        (commands.NotUnderstood(), "Yes carries on, no starts fresh."),
        (
            commands.SetFoot(foot=Foot.RIGHT),
            "Right foot. You were in the calf stretch, set one of ...",
        ),
        (commands.UnknownExercise(), "I have calf, towel, hamstring, raises and arch. Which?"),
    ],
}


def way_to(name):
    """Return the state that a way leads to, and the time."""
    coach, state, now_ms = Coach(WORDS), State(KNOWN), MONDAY_MS
    for number, (command, seconds) in enumerate(WAYS[name]):
        opens = isinstance(command, commands.Launch)
        reply = coach.respond(state, command, Turn(now_ms, f"way-{number}", opens))
        state, now_ms = reply.state, now_ms + seconds * 1000
    return state, now_ms


def heard(reply):
    """Return what is heard of a reply, as the table writes it."""
    counted = 0
    parts = [WORDS(each) for each in reply.say]
    for cue in reply.timeline.cues if reply.timeline else ():
        counted += cue.kind in (CueKind.COUNT, CueKind.REP)
        if counted > 2:
            break
        if cue.kind is CueKind.REST:
            parts.append(f"({cue.slot_ms // 1000})")
        else:
            parts.append(f"{cue.text}," if counted else cue.text)
    return " ".join(parts) + ("" if reply.listen else " [END]")


@pytest.mark.parametrize(
    ("name", "command", "expected"),
    [(name, command, expected) for name, rows in TABLE.items() for command, expected in rows],
    ids=lambda value: repr(value) if not isinstance(value, str) else None,
)
def test_a_command_does_what_its_state_asks_for(name, command, expected):
    """Each command is answered as its row says."""
    state, now_ms = way_to(name)
    said = heard(Coach(WORDS).respond(state, command, Turn(now_ms, "now")))
    if expected.endswith(" ..."):
        said = said[: len(expected) - 4] + " ..."
    assert expected == said


@pytest.mark.parametrize("name", WAYS)
def test_each_way_leads_to_its_state(name):
    """A control: the states of the table are the states of the machine."""
    state, now_ms = way_to(name)
    paused = Coach(WORDS).respond(state, commands.WhereAmI(), Turn(now_ms, "now"))
    session = paused.state.session
    found = {
        "asked": session.question is Question.RESUME,
        "paused": session.status is Status.PAUSED,
        "idle": session.at is None,
    }.get(name, session.status is Status.WAIT)
    assert found


def test_every_command_has_a_row_in_every_state():
    """A new command needs its rows; "launch" and "end" open and close the session instead."""
    every = set(commands.Command.__args__) - {commands.Launch, commands.End}
    for rows in TABLE.values():
        assert every == {type(command) for command, _ in rows}
