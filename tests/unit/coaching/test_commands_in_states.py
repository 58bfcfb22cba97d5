"""
What each command does in each state: the table of how the coach behaves, row by row.

A silence stands as "(10)", in seconds; the count is cut after its second word; "[END]" closes the
session; "..." leaves out the rest.
"""

from datetime import date

import pytest

from skill.coaching import commands
from skill.coaching.coach import Coach
from skill.coaching.commands import (
    Amount,
    Change,
    Consent,
    PainWord,
    Plain,
    SkipPart,
    Symptom,
    Topic,
)
from skill.coaching.dialogue import Question
from skill.coaching.reply import State, Turn
from skill.progress.place import Status
from skill.progress.profile import Practice, Profile
from skill.routine.cues import CueKind
from skill.routine.exercises import ExerciseId, Foot, Order, Pace, RoutineName
from skill.routine.settings import Counting, Grip, Ground, Scrunch, Settings, Silence
from skill.speech.narration import narration_for
from tests.fakes import respond

WORDS = narration_for()
MONDAY_MS = 1_795_420_800_000

KNOWN = Profile(
    settings=Settings(foot=Foot.LEFT, counting=Counting.EVERY_SECOND),
    time_zone="Europe/London",
    practice=dict.fromkeys(ExerciseId, Practice(9, date(2026, 11, 22))),
    told={"disclaimer": 1, "rest_tip": 2, "towel_round_foot": 1, "one_pass": 1},
)

FULL = commands.Start(routine=RoutineName.FULL)

WAYS = {
    "idle": [(Plain.LIST_EXERCISES, 0)],
    "wait": [(FULL, 181), (Plain.READY, 104)],
    "work": [(FULL, 72)],
    "rest": [(FULL, 181), (Plain.READY, 104), (Plain.READY, 50)],
    "paused": [(FULL, 72), (Plain.PAUSE, 3)],
    "asked": [(FULL, 72), (Plain.STOP, 60), (Plain.LAUNCH, 3)],
}
"""What was said before, and how many seconds ago each."""

NOTHING_SET = "No reminder is set. You can say: remind me every ..."

TABLE = {
    "idle": [
        (commands.SetSilence(Silence.WAITS), "I'll wait for ready. Anything else?"),
        (Plain.START_GENTLY, "One set this week, two the next, then all. The hamstring ..."),
        (
            commands.SetHold(change=Change.EASIER),
            "Thirty is the article's shortest. Two sets instead of three?",
        ),
        (
            commands.SetHold(change=Change.HARDER),
            "Calf stretch: thirty-five seconds. The hamstring stays at ...",
        ),
        (
            commands.SetWay(Grip.TOWEL),
            "Hamstring stretch: put the towel round your foot and pull ...",
        ),
        (
            commands.SetWay(Scrunch.ONE_PASS),
            "Towel scrunch: one pass of the towel. If it ends before ...",
        ),
        (
            commands.SetWay(Scrunch.EACH_FOOT),
            "Towel scrunch: each foot in turn, three sets. Anything else?",
        ),
        (
            commands.SetWay(Ground.STAIRS),
            "Tiptoe raises on the stairs. Only if you are steady. Hold ...",
        ),
        (commands.SetWay(), "Say with a towel round the foot, one pass of the towel, or ..."),
        (commands.Correct(), "Right foot. Anything else?"),
        (Plain.CANNOT_GET_DOWN, "Everything but the hamstring stretch, about seventeen ..."),
        (commands.Skip(exercise=ExerciseId.RAISES), "Nothing to skip. Say start for all five."),
        (commands.SetHold(seconds=45), "Calf stretch: forty-five seconds. The hamstring stays ..."),
        (commands.SetHold(seconds=90), "The article says thirty to sixty. Calf stretch: sixty ..."),
        (commands.SetHold(change=Change.SHORTER), "The short one is about eight minutes. Start?"),
        (commands.SetHold(change=Change.LONGER), "All five are about twenty-one minutes. Start?"),
        (commands.SetSets(sets=2), "Two sets of each. Anything else?"),
        (commands.SetSets(change=Change.FEWER), "Two sets of each. Anything else?"),
        (commands.SetPace(pace=Pace.SLOW), "Slow. Anything else?"),
        (commands.SetCounting(style=Counting.LAST_FIVE), "Only the last five. Anything else?"),
        (commands.SetTalk(amount=Amount.LESS), "Less talk. Anything else?"),
        (
            commands.SetOrder(order=Order.EASY),
            "Easy order: arch first, floor last, from the next ...",
        ),
        (commands.Done(), "Next stretch at midday. [END]"),
        (commands.Done(exercise=ExerciseId.CALF), "Noted for today: calf stretch. Anything else?"),
        (Plain.UNDO, "There's nothing more to take back. Anything else?"),
        (commands.Hurts(), "Zero to ten, how bad?"),
        (commands.Hurts(level=3), "Take it gently, and stop short of pain. Anything else?"),
        (commands.Hurts(level=5), "Take it gently, and stop short of pain. Anything else?"),
        (commands.Hurts(level=7), "Leave it for today. If it hurts more tomorrow, or again ..."),
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
        (commands.Feel(), "I have calf, towel, hamstring, raises and arch. Which?"),
        (Plain.EQUIPMENT, "Nothing to buy. A chair, a small towel, a wall, and ..."),
        (
            commands.Advice(topic=Topic.CORTISONE),
            "The article advises against cortisone injections, ...",
        ),
        (Plain.RECORD, "Nothing noted yet. The first day counts from the ..."),
        (commands.Remind(), "Shall I remind you to stretch every day at half ..."),
        (commands.CancelReminders(), NOTHING_SET),
        (Plain.REMINDERS, NOTHING_SET),
        (
            commands.Permitted(Consent.DENIED, ()),
            "No reminder, then. If you change your mind, ask ...",
        ),
        (Plain.FORGET_ME, "That deletes your settings, your reminders and every ..."),
        (commands.Start(), "Five exercises, about twenty-one minutes. Calf ..."),
        (
            commands.Start(routine=RoutineName.MORNING),
            "Arch stretch. Left leg across the other, pull the ...",
        ),
        (Plain.READY, "What would you like?"),
        (Plain.YES, "What would you like?"),
        (Plain.NO, "Next stretch at midday. [END]"),
        (commands.NotReady(), "Say start when you like."),
        (Plain.NEXT, "Five exercises, about twenty-one minutes. Calf ..."),
        (commands.Skip(), "Nothing to skip. Say start for all five."),
        (commands.Skip(part=SkipPart.SIDE), "Nothing to skip. Say start for all five."),
        (commands.Skip(part=SkipPart.SET), "Nothing to skip. Say start for all five."),
        (commands.Skip(part=SkipPart.REST), "Nothing to skip. Say start for all five."),
        (commands.Skip(part=SkipPart.EXERCISE), "Nothing to skip. Say start for all five."),
        (Plain.PREVIOUS, "Nothing before. Say start for all five."),
        (Plain.REPEAT, "Calf stretch, towel scrunch, hamstring stretch, ..."),
        (Plain.START_OVER, "Five exercises, about twenty-one minutes. Calf ..."),
        (Plain.PAUSE, "Nothing's running. Say start for all five."),
        (Plain.RESUME, "Five exercises, about twenty-one minutes. Calf ..."),
        (Plain.STOP, "Next stretch at midday. [END]"),
        (commands.HowTo(), "I have calf, towel, hamstring, raises and arch. Which?"),
        (
            commands.HowTo(exercise=ExerciseId.ARCH),
            "Arch stretch. Sit down, left leg across the other. T ...",
        ),
        (Plain.WHAT_NEXT, "Nothing's running. Say start for all five."),
        (Plain.LIST_EXERCISES, "Calf stretch, towel scrunch, hamstring stretch, ..."),
        (Plain.TIME_LEFT, "Nothing's running. Say start for all five."),
        (Plain.WHERE_AM_I, "Nothing's running. Say start for all five."),
        (commands.Progress(), "Nothing yet today. The arch stretch takes about ..."),
        (Plain.UNREAD_PROGRESS, "I can't reach your notes just now. What you do today ..."),
        (Plain.HELP, "Say start, morning stretch, or what did I do today."),
        (Plain.NOT_UNDERSTOOD, "I didn't catch that. Start, morning stretch, or help?"),
        (commands.SetFoot(foot=Foot.RIGHT), "Right foot. Anything else?"),
        (Plain.UNKNOWN_EXERCISE, "I have calf, towel, hamstring, raises and arch. Which?"),
    ],
    "wait": [
        (commands.SetSilence(Silence.WAITS), "I'll wait for ready. Ready?"),
        (Plain.START_GENTLY, "One set this week, two the next, then all. The hamstring ..."),
        (commands.SetHold(change=Change.EASIER), "Towel scrunch: two sets. Ready?"),
        (
            commands.SetHold(change=Change.HARDER),
            "Three sets is as far as the article goes. Towel scrunch: ...",
        ),
        (
            commands.SetWay(Grip.TOWEL),
            "Hamstring stretch: put the towel round your foot and pull ...",
        ),
        (
            commands.SetWay(Scrunch.ONE_PASS),
            "Towel scrunch: one pass of the towel. If it ends before ...",
        ),
        (
            commands.SetWay(Scrunch.EACH_FOOT),
            "Towel scrunch: each foot in turn, three sets. Ready?",
        ),
        (
            commands.SetWay(Ground.STAIRS),
            "Tiptoe raises on the stairs. Only if you are steady. Hold ...",
        ),
        (commands.SetWay(), "Say with a towel round the foot, one pass of the towel, or ..."),
        (commands.Correct(), "Right foot. Ready?"),
        (Plain.CANNOT_GET_DOWN, "Hamstring left out. Ready?"),
        (commands.Skip(exercise=ExerciseId.RAISES), "Raises left out. Ready?"),
        (commands.SetHold(seconds=45), "The towel scrunch goes by repetitions, not by ..."),
        (commands.SetHold(seconds=90), "The towel scrunch goes by repetitions, not by ..."),
        (commands.SetHold(change=Change.SHORTER), "Less talk. Ready?"),
        (commands.SetHold(change=Change.LONGER), "More detail. Ready?"),
        (commands.SetSets(sets=2), "Towel scrunch: two sets. Ready?"),
        (commands.SetSets(change=Change.FEWER), "Towel scrunch: two sets. Ready?"),
        (commands.SetPace(pace=Pace.SLOW), "Slow. Ready?"),
        (commands.SetCounting(style=Counting.LAST_FIVE), "Only the last five. Ready?"),
        (commands.SetTalk(amount=Amount.LESS), "Less talk. Ready?"),
        (
            commands.SetOrder(order=Order.EASY),
            "Easy order: arch first, floor last, from the next ...",
        ),
        (commands.Done(), "Ready, or done already?"),
        (commands.Done(exercise=ExerciseId.CALF), "Noted for today: calf stretch. Ready?"),
        (Plain.UNDO, "Taken back from today: calf stretch, set three of ..."),
        (commands.Hurts(), "Stopped. Let go gently. Zero to ten, how bad?"),
        (commands.Hurts(level=3), "Stopped. That's mild. Ease off a little. Carry on?"),
        (commands.Hurts(level=5), "Stopped. Make it smaller this time. If it doesn't ..."),
        (commands.Hurts(level=7), "Stopped. We'll leave this one today. If it hurts more ..."),
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
        (commands.Feel(), "You should feel the muscles under the foot and the toes ..."),
        (Plain.EQUIPMENT, "Nothing to buy. A chair, a small towel, a wall, and ..."),
        (
            commands.Advice(topic=Topic.CORTISONE),
            "The article advises against cortisone injections, ...",
        ),
        (Plain.RECORD, "Day one. Ready?"),
        (commands.Remind(), "Shall I remind you to stretch every day at half ..."),
        (commands.CancelReminders(), NOTHING_SET),
        (Plain.REMINDERS, NOTHING_SET),
        (
            commands.Permitted(Consent.DENIED, ()),
            "No reminder, then. If you change your mind, ask ...",
        ),
        (Plain.FORGET_ME, "That deletes your settings, your reminders and every ..."),
        (commands.Start(), "Set one of three. one, reach, pull,"),
        (
            commands.Start(routine=RoutineName.MORNING),
            "Arch stretch. Left leg across the other, pull the ...",
        ),
        (Plain.READY, "Set one of three. one, reach, pull,"),
        (Plain.YES, "Set one of three. one, reach, pull,"),
        (Plain.NO, "Take your time. (8) Ten more seconds. (10) Ready?"),
        (commands.NotReady(), "Take your time. (8) Ten more seconds. (10) Ready?"),
        (Plain.NEXT, "Towel scrunch at the end. Hamstring stretch. Onto yo ..."),
        (commands.Skip(), "Towel left out. Hamstring stretch. Onto your bac ..."),
        (commands.Skip(part=SkipPart.SIDE), "Set two of three. one, ,"),
        (commands.Skip(part=SkipPart.SET), "Set two of three. one, ,"),
        (commands.Skip(part=SkipPart.REST), "Set one of three. one, reach, pull,"),
        (
            commands.Skip(part=SkipPart.EXERCISE),
            "Towel left out. Hamstring stretch. Onto your bac ...",
        ),
        (Plain.PREVIOUS, "Calf stretch. Left leg back, hands on the wall. (10) ..."),
        (Plain.REPEAT, "Towel scrunch. Sit down, towel on the floor, left foot on ..."),
        (Plain.START_OVER, "Towel scrunch. Sit down, towel on the floor, left foot on ..."),
        (Plain.PAUSE, "Paused. Say resume within a minute; later, Alexa, start my ..."),
        (Plain.RESUME, "Set one of three. one, reach, pull,"),
        (Plain.STOP, "Stopped. I've kept your place. [END]"),
        (commands.HowTo(), "Towel scrunch. Sit on a chair, a small towel flat o ..."),
        (
            commands.HowTo(exercise=ExerciseId.ARCH),
            "Arch stretch. Sit down, left leg across the other. T ...",
        ),
        (Plain.WHAT_NEXT, "Towel scrunch next. Ready?"),
        (Plain.LIST_EXERCISES, "Calf stretch, towel scrunch, hamstring stretch, ..."),
        (Plain.TIME_LEFT, "About sixteen minutes: hamstring stretch, raises and ..."),
        (Plain.WHERE_AM_I, "Towel scrunch, set one of three. Exercise two of ..."),
        (commands.Progress(), "Today: calf stretch. Ready?"),
        (Plain.UNREAD_PROGRESS, "I can't reach your notes just now. What you do today ..."),
        (Plain.HELP, "Say ready, more time, how do I do it, or skip. Ready?"),
        (Plain.NOT_UNDERSTOOD, "Say ready, or more time."),
        (commands.SetFoot(foot=Foot.RIGHT), "Right foot. Ready?"),
        (Plain.UNKNOWN_EXERCISE, "I have calf, towel, hamstring, raises and arch. Which?"),
    ],
    "work": [
        (commands.SetSilence(Silence.WAITS), "I'll wait for ready. Right leg. ..."),
        (Plain.START_GENTLY, "One set this week, two the next, then all. The hamstring ..."),
        (
            commands.SetHold(change=Change.EASIER),
            "Thirty is the article's shortest. Two sets instead of three?",
        ),
        (
            commands.SetHold(change=Change.HARDER),
            "Calf stretch: thirty-five seconds. The hamstring stays at ...",
        ),
        (
            commands.SetWay(Grip.TOWEL),
            "Hamstring stretch: put the towel round your foot and pull ...",
        ),
        (
            commands.SetWay(Scrunch.ONE_PASS),
            "Towel scrunch: one pass of the towel. If it ends before ...",
        ),
        (
            commands.SetWay(Scrunch.EACH_FOOT),
            "Towel scrunch: each foot in turn, three sets. Right leg. ...",
        ),
        (
            commands.SetWay(Ground.STAIRS),
            "Tiptoe raises on the stairs. Only if you are steady. Hold ...",
        ),
        (commands.SetWay(), "Say with a towel round the foot, one pass of the towel, or ..."),
        (commands.Correct(), "Set one of three. Left leg. (4) Hold. thirty, twenty-nine,"),
        (Plain.CANNOT_GET_DOWN, "Hamstring left out. Right leg. Hold. thirty, twenty-nine,"),
        (
            commands.Skip(exercise=ExerciseId.RAISES),
            "Raises left out. Right leg. Hold. thirty, twenty-nine,",
        ),
        (commands.SetHold(seconds=45), "Calf stretch: forty-five seconds. The hamstring stays ..."),
        (commands.SetHold(seconds=90), "The article says thirty to sixty. Calf stretch: sixty ..."),
        (
            commands.SetHold(change=Change.SHORTER),
            "The article says thirty to sixty. Calf stretch: thirty ...",
        ),
        (
            commands.SetHold(change=Change.LONGER),
            "Calf stretch: thirty-five seconds. The hamstring stays ...",
        ),
        (commands.SetSets(sets=2), "Calf stretch: two sets. Right leg. Hold. thirty, ..."),
        (
            commands.SetSets(change=Change.FEWER),
            "Calf stretch: two sets. Right leg. Hold. thirty, ...",
        ),
        (commands.SetPace(pace=Pace.SLOW), "Slow. Right leg. Hold. thirty, twenty-nine,"),
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
            "Towel scrunch. Sit down, towel on the floor, left foot on ...",
        ),
        (Plain.UNDO, "Taken back from today: calf stretch, set one of three, ..."),
        (commands.Hurts(), "Stopped. Let go gently. Zero to ten, how bad?"),
        (commands.Hurts(level=3), "Stopped. That's mild. Ease off a little. Carry on?"),
        (commands.Hurts(level=5), "Stopped. Make it smaller this time. If it doesn't ..."),
        (commands.Hurts(level=7), "Stopped. We'll leave this one today. If it hurts more ..."),
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
        (
            commands.Number(number=5),
            "I didn't catch that. If it hurts, say it hurts. (5) Right ...",
        ),
        (commands.Why(), "The article says tight calf muscles are often linked ..."),
        (commands.Feel(), "You should feel a firm, comfortable pull in the calf of ..."),
        (Plain.EQUIPMENT, "Nothing to buy. A chair, a small towel, a wall, and ..."),
        (
            commands.Advice(topic=Topic.CORTISONE),
            "The article advises against cortisone injections, ...",
        ),
        (Plain.RECORD, "Day one. Right leg. Hold. thirty, twenty-nine,"),
        (commands.Remind(), "Shall I remind you to stretch every day at half ..."),
        (commands.CancelReminders(), NOTHING_SET),
        (Plain.REMINDERS, NOTHING_SET),
        (
            commands.Permitted(Consent.DENIED, ()),
            "No reminder, then. If you change your mind, ask ...",
        ),
        (Plain.FORGET_ME, "That deletes your settings, your reminders and every ..."),
        (commands.Start(), "You're in it. Right leg. Hold. thirty, twenty-nine,"),
        (
            commands.Start(routine=RoutineName.MORNING),
            "Arch stretch. Left leg across the other, pull the ...",
        ),
        (Plain.READY, "You're in it. Right leg. Hold. thirty, twenty-nine,"),
        (Plain.YES, "You're in it. Right leg. Hold. thirty, twenty-nine,"),
        (Plain.NO, "Carrying on. Right leg. Hold. thirty, twenty-nine,"),
        (commands.NotReady(), "Paused. Say resume within a minute; later, Alexa, start my ..."),
        (Plain.NEXT, "Towel scrunch. Sit down, towel on the floor, left foot on ..."),
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
        (Plain.PREVIOUS, "Set one of three. Left leg. (4) Hold. thirty, twenty-nine,"),
        (Plain.REPEAT, "Right leg. Hold. thirty, twenty-nine,"),
        (Plain.START_OVER, "Set one of three. Left leg. (4) Hold. thirty, twenty-nine,"),
        (Plain.PAUSE, "Paused. Say resume within a minute; later, Alexa, start my ..."),
        (Plain.RESUME, "You're in it. Right leg. Hold. thirty, twenty-nine,"),
        (Plain.STOP, "Stopped. I've kept your place. [END]"),
        (commands.HowTo(), "Calf stretch. Hands on a wall, right foot back, kne ..."),
        (
            commands.HowTo(exercise=ExerciseId.ARCH),
            "Arch stretch. Sit down, left leg across the other. T ...",
        ),
        (Plain.WHAT_NEXT, "Then the towel scrunch. Right leg. Hold. thirty, ..."),
        (Plain.LIST_EXERCISES, "Calf stretch, towel scrunch, hamstring stretch, ..."),
        (Plain.TIME_LEFT, "About twenty minutes: four exercises to come. Right ..."),
        (Plain.WHERE_AM_I, "Calf stretch, set one of three, right. Exercise one ..."),
        (commands.Progress(), "Today: part of the calf stretch. Right leg. Hold. ..."),
        (Plain.UNREAD_PROGRESS, "I can't reach your notes just now. What you do today ..."),
        (Plain.HELP, "Alexa, pause, next, or that hurts. Right leg. Hold. ..."),
        (Plain.NOT_UNDERSTOOD, "I didn't catch that. If it hurts, say it hurts. (5) Right ..."),
        (commands.SetFoot(foot=Foot.RIGHT), "Carrying on. Right leg. Hold. thirty, twenty-nine,"),
        (Plain.UNKNOWN_EXERCISE, "I didn't catch that. If it hurts, say it hurts. (5) Right ..."),
    ],
    "rest": [
        (commands.SetSilence(Silence.WAITS), "I'll wait for ready. Set two of three. ..."),
        (Plain.START_GENTLY, "One set this week, two the next, then all. The hamstring ..."),
        (
            commands.SetHold(change=Change.EASIER),
            "Towel scrunch: two sets. Set two of two. one, ,",
        ),
        (
            commands.SetHold(change=Change.HARDER),
            "Three sets is as far as the article goes. Towel scrunch: ...",
        ),
        (
            commands.SetWay(Grip.TOWEL),
            "Hamstring stretch: put the towel round your foot and pull ...",
        ),
        (
            commands.SetWay(Scrunch.ONE_PASS),
            "Towel scrunch: one pass of the towel. If it ends before ...",
        ),
        (
            commands.SetWay(Scrunch.EACH_FOOT),
            "Towel scrunch: each foot in turn, three sets. Set two of ...",
        ),
        (
            commands.SetWay(Ground.STAIRS),
            "Tiptoe raises on the stairs. Only if you are steady. Hold ...",
        ),
        (commands.SetWay(), "Say with a towel round the foot, one pass of the towel, or ..."),
        (commands.Correct(), "Right foot. Set two of three. one, ,"),
        (Plain.CANNOT_GET_DOWN, "Hamstring left out. Set two of three. one, ,"),
        (
            commands.Skip(exercise=ExerciseId.RAISES),
            "Raises left out. Set two of three. one, ,",
        ),
        (commands.SetHold(seconds=45), "The towel scrunch goes by repetitions, not by ..."),
        (commands.SetHold(seconds=90), "The towel scrunch goes by repetitions, not by ..."),
        (
            commands.SetHold(change=Change.SHORTER),
            "Towel scrunch: two sets. Set two of two. one, ,",
        ),
        (
            commands.SetHold(change=Change.LONGER),
            "Three sets is as far as the article goes. Towel ...",
        ),
        (commands.SetSets(sets=2), "Towel scrunch: two sets. Set two of two. one, ,"),
        (
            commands.SetSets(change=Change.FEWER),
            "Towel scrunch: two sets. Set two of two. one, ,",
        ),
        (commands.SetPace(pace=Pace.SLOW), "Slow. Set two of three. one, ,"),
        (
            commands.SetCounting(style=Counting.LAST_FIVE),
            "Only the last five. Set two of three. one, ,",
        ),
        (commands.SetTalk(amount=Amount.LESS), "Less talk. Set two of three. one, ,"),
        (
            commands.SetOrder(order=Order.EASY),
            "Easy order: arch first, floor last, from the next ...",
        ),
        (commands.Done(), "Stop for today?"),
        (
            commands.Done(exercise=ExerciseId.CALF),
            "Noted for today: calf stretch. Set two of three. one, ...",
        ),
        (Plain.UNDO, "Taken back from today: towel scrunch, set one of three. ..."),
        (commands.Hurts(), "Stopped. Let go gently. Zero to ten, how bad?"),
        (commands.Hurts(level=3), "Stopped. That's mild. Ease off a little. Carry on?"),
        (commands.Hurts(level=5), "Stopped. Make it smaller this time. If it doesn't ..."),
        (commands.Hurts(level=7), "Stopped. We'll leave this one today. If it hurts more ..."),
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
        (commands.Number(number=5), "I didn't catch that. If it hurts, say it hurts. (5) Set ..."),
        (commands.Why(), "The article says it strengthens the muscles of the ..."),
        (commands.Feel(), "You should feel the muscles under the foot and the toes ..."),
        (Plain.EQUIPMENT, "Nothing to buy. A chair, a small towel, a wall, and ..."),
        (
            commands.Advice(topic=Topic.CORTISONE),
            "The article advises against cortisone injections, ...",
        ),
        (Plain.RECORD, "Day one. Set two of three. one, ,"),
        (commands.Remind(), "Shall I remind you to stretch every day at half ..."),
        (commands.CancelReminders(), NOTHING_SET),
        (Plain.REMINDERS, NOTHING_SET),
        (
            commands.Permitted(Consent.DENIED, ()),
            "No reminder, then. If you change your mind, ask ...",
        ),
        (Plain.FORGET_ME, "That deletes your settings, your reminders and every ..."),
        (commands.Start(), "Set two of three. one, ,"),
        (
            commands.Start(routine=RoutineName.MORNING),
            "Arch stretch. Left leg across the other, pull the ...",
        ),
        (Plain.READY, "Set two of three. one, ,"),
        (Plain.YES, "Set two of three. one, ,"),
        (Plain.NO, "Carrying on. Set two of three. one, ,"),
        (commands.NotReady(), "Take your time. (8) Ten more seconds. (10) Ready?"),
        (Plain.NEXT, "Hamstring stretch. Onto your back. (8) Take your t ..."),
        (commands.Skip(), "Set two of three. one, ,"),
        (commands.Skip(part=SkipPart.SIDE), "Set three of three. one, ,"),
        (commands.Skip(part=SkipPart.SET), "Set three of three. one, ,"),
        (commands.Skip(part=SkipPart.REST), "Set two of three. one, ,"),
        (
            commands.Skip(part=SkipPart.EXERCISE),
            "The last two sets left out. Hamstring stretch. Onto yo ...",
        ),
        (Plain.PREVIOUS, "Set one of three. one, reach, pull,"),
        (Plain.REPEAT, "Set one of three. one, reach, pull,"),
        (Plain.START_OVER, "Set one of three. one, reach, pull,"),
        (Plain.PAUSE, "Paused. Say resume within a minute; later, Alexa, start my ..."),
        (Plain.RESUME, "Set two of three. one, ,"),
        (Plain.STOP, "Stopped. I've kept your place. [END]"),
        (commands.HowTo(), "Towel scrunch. Sit on a chair, a small towel flat o ..."),
        (
            commands.HowTo(exercise=ExerciseId.ARCH),
            "Arch stretch. Sit down, left leg across the other. T ...",
        ),
        (Plain.WHAT_NEXT, "Then the hamstring stretch. Set two of three. one, ..."),
        (Plain.LIST_EXERCISES, "Calf stretch, towel scrunch, hamstring stretch, ..."),
        (Plain.TIME_LEFT, "About fifteen minutes: hamstring stretch, raises and ..."),
        (Plain.WHERE_AM_I, "Towel scrunch, set two of three. Exercise two of ..."),
        (commands.Progress(), "Today: calf stretch, and one of three towel sets. ..."),
        (Plain.UNREAD_PROGRESS, "I can't reach your notes just now. What you do today ..."),
        (Plain.HELP, "Alexa, skip, pause, or how long left. Set two of ..."),
        (Plain.NOT_UNDERSTOOD, "I didn't catch that. If it hurts, say it hurts. (5) Set ..."),
        (commands.SetFoot(foot=Foot.RIGHT), "Right foot. Set two of three. one, ,"),
        (Plain.UNKNOWN_EXERCISE, "I didn't catch that. If it hurts, say it hurts. (5) Set ..."),
    ],
    "paused": [
        (commands.SetSilence(Silence.WAITS), "I'll wait for ready. Say resume when you're back."),
        (Plain.START_GENTLY, "One set this week, two the next, then all. The hamstring ..."),
        (
            commands.SetHold(change=Change.EASIER),
            "Thirty is the article's shortest. Two sets instead of three?",
        ),
        (
            commands.SetHold(change=Change.HARDER),
            "Calf stretch: thirty-five seconds. The hamstring stays at ...",
        ),
        (
            commands.SetWay(Grip.TOWEL),
            "Hamstring stretch: put the towel round your foot and pull ...",
        ),
        (
            commands.SetWay(Scrunch.ONE_PASS),
            "Towel scrunch: one pass of the towel. If it ends before ...",
        ),
        (
            commands.SetWay(Scrunch.EACH_FOOT),
            "Towel scrunch: each foot in turn, three sets. Say resume ...",
        ),
        (
            commands.SetWay(Ground.STAIRS),
            "Tiptoe raises on the stairs. Only if you are steady. Hold ...",
        ),
        (commands.SetWay(), "Say with a towel round the foot, one pass of the towel, or ..."),
        (commands.Correct(), "Left leg. Say resume when you're back."),
        (Plain.CANNOT_GET_DOWN, "Hamstring left out. Say resume when you're back."),
        (
            commands.Skip(exercise=ExerciseId.RAISES),
            "Raises left out. Say resume when you're back.",
        ),
        (commands.SetHold(seconds=45), "Calf stretch: forty-five seconds. The hamstring stays ..."),
        (commands.SetHold(seconds=90), "The article says thirty to sixty. Calf stretch: sixty ..."),
        (
            commands.SetHold(change=Change.SHORTER),
            "The article says thirty to sixty. Calf stretch: thirty ...",
        ),
        (
            commands.SetHold(change=Change.LONGER),
            "Calf stretch: thirty-five seconds. The hamstring stays ...",
        ),
        (commands.SetSets(sets=2), "Calf stretch: two sets. Say resume when you're back."),
        (
            commands.SetSets(change=Change.FEWER),
            "Calf stretch: two sets. Say resume when you're back.",
        ),
        (commands.SetPace(pace=Pace.SLOW), "Slow. Say resume when you're back."),
        (
            commands.SetCounting(style=Counting.LAST_FIVE),
            "Only the last five. Say resume when you're back.",
        ),
        (commands.SetTalk(amount=Amount.LESS), "Less talk. Say resume when you're back."),
        (
            commands.SetOrder(order=Order.EASY),
            "Easy order: arch first, floor last, from the next time. ...",
        ),
        (commands.Done(), "Ready, or done already?"),
        (
            commands.Done(exercise=ExerciseId.CALF),
            "Towel scrunch. Sit down, towel on the floor, left foot on ...",
        ),
        (
            Plain.UNDO,
            "Taken back from today: calf stretch, set one of three, left. Say ...",
        ),
        (commands.Hurts(), "Stopped. Let go gently. Zero to ten, how bad?"),
        (commands.Hurts(level=3), "Stopped. That's mild. Ease off a little. Carry on?"),
        (commands.Hurts(level=5), "Stopped. Make it smaller this time. If it doesn't ..."),
        (commands.Hurts(level=7), "Stopped. We'll leave this one today. If it hurts more ..."),
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
        (commands.Feel(), "You should feel a firm, comfortable pull in the calf of ..."),
        (Plain.EQUIPMENT, "Nothing to buy. A chair, a small towel, a wall, and ..."),
        (
            commands.Advice(topic=Topic.CORTISONE),
            "The article advises against cortisone injections, ...",
        ),
        (Plain.RECORD, "Day one. Say resume when you're back."),
        (commands.Remind(), "Shall I remind you to stretch every day at half ..."),
        (commands.CancelReminders(), NOTHING_SET),
        (Plain.REMINDERS, NOTHING_SET),
        (
            commands.Permitted(Consent.DENIED, ()),
            "No reminder, then. If you change your mind, ask ...",
        ),
        (Plain.FORGET_ME, "That deletes your settings, your reminders and every ..."),
        (commands.Start(), "Set one of three. Right leg. (5) Hold. thirty, ..."),
        (
            commands.Start(routine=RoutineName.MORNING),
            "Arch stretch. Left leg across the other, pull the ...",
        ),
        (Plain.READY, "Set one of three. Right leg. (5) Hold. thirty, ..."),
        (Plain.YES, "Set one of three. Right leg. (5) Hold. thirty, ..."),
        (Plain.NO, "I'll close now; your place is kept. Later, say Alexa, start ..."),
        (commands.NotReady(), "Take your time. Say resume when you're back."),
        (Plain.NEXT, "Towel scrunch. Sit down, towel on the floor, left foot on ..."),
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
        (Plain.PREVIOUS, "Set one of three. Left leg. (4) Hold. thirty, twenty-nine,"),
        (Plain.REPEAT, "Paused. Say resume when you're back."),
        (Plain.START_OVER, "Calf stretch. Left leg back, hands on the wall. (10) ..."),
        (Plain.PAUSE, "I'll close now; your place is kept. Later, say Alexa, start ..."),
        (Plain.RESUME, "Set one of three. Right leg. (5) Hold. thirty, ..."),
        (Plain.STOP, "Stopped. I've kept your place. [END]"),
        (commands.HowTo(), "Calf stretch. Hands on a wall, right foot back, kne ..."),
        (
            commands.HowTo(exercise=ExerciseId.ARCH),
            "Arch stretch. Sit down, left leg across the other. T ...",
        ),
        (Plain.WHAT_NEXT, "Then the towel scrunch. Say resume when you're back."),
        (Plain.LIST_EXERCISES, "Calf stretch, towel scrunch, hamstring stretch, ..."),
        (Plain.TIME_LEFT, "About twenty minutes: four exercises to come. Say resume ..."),
        (Plain.WHERE_AM_I, "Calf stretch, set one of three, right. Exercise one ..."),
        (commands.Progress(), "Today: part of the calf stretch. Say resume when you're ..."),
        (Plain.UNREAD_PROGRESS, "I can't reach your notes just now. What you do today ..."),
        (Plain.HELP, "Resume, start over, or stop. Say resume when you're back."),
        (Plain.NOT_UNDERSTOOD, "Say resume, or stop."),
        (commands.SetFoot(foot=Foot.RIGHT), "Right foot. Say resume when you're back."),
        (Plain.UNKNOWN_EXERCISE, "I have calf, towel, hamstring, raises and arch. Which?"),
    ],
    "asked": [
        (commands.SetSilence(Silence.WAITS), "I'll wait for ready. You were in the calf ..."),
        (Plain.START_GENTLY, "One set this week, two the next, then all. The hamstring ..."),
        (
            commands.SetHold(change=Change.EASIER),
            "Thirty is the article's shortest. Two sets instead of three?",
        ),
        (
            commands.SetHold(change=Change.HARDER),
            "Calf stretch: thirty-five seconds. The hamstring stays at ...",
        ),
        (
            commands.SetWay(Grip.TOWEL),
            "Hamstring stretch: put the towel round your foot and pull ...",
        ),
        (
            commands.SetWay(Scrunch.ONE_PASS),
            "Towel scrunch: one pass of the towel. If it ends before ...",
        ),
        (
            commands.SetWay(Scrunch.EACH_FOOT),
            "Towel scrunch: each foot in turn, three sets. You were in ...",
        ),
        (
            commands.SetWay(Ground.STAIRS),
            "Tiptoe raises on the stairs. Only if you are steady. Hold ...",
        ),
        (commands.SetWay(), "Say with a towel round the foot, one pass of the towel, or ..."),
        (commands.Correct(), "Right foot. You were in the calf stretch, set one of ..."),
        (Plain.CANNOT_GET_DOWN, "Hamstring left out. You were in the calf stretch, set ..."),
        (commands.Skip(exercise=ExerciseId.RAISES), "Nothing to skip. Say start for all five."),
        (commands.SetHold(seconds=45), "Calf stretch: forty-five seconds. The hamstring stays ..."),
        (commands.SetHold(seconds=90), "The article says thirty to sixty. Calf stretch: sixty ..."),
        (commands.SetHold(change=Change.SHORTER), "The short one is about eight minutes. Start?"),
        (commands.SetHold(change=Change.LONGER), "All five are about twenty-one minutes. Start?"),
        (commands.SetSets(sets=2), "Two sets of each. You were in the calf stretch, set one ..."),
        (
            commands.SetSets(change=Change.FEWER),
            "Two sets of each. You were in the calf stretch, set one ...",
        ),
        (
            commands.SetPace(pace=Pace.SLOW),
            "Slow. You were in the calf stretch, set one of three. ...",
        ),
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
        (commands.Done(), "Next stretch at midday. [END]"),
        (commands.Done(exercise=ExerciseId.CALF), "Noted for today: calf stretch. Anything else?"),
        (Plain.UNDO, "Start from the top?"),
        (commands.Hurts(), "Zero to ten, how bad?"),
        (commands.Hurts(level=3), "Take it gently, and stop short of pain. Anything else?"),
        (commands.Hurts(level=5), "Take it gently, and stop short of pain. Anything else?"),
        (commands.Hurts(level=7), "Leave it for today. If it hurts more tomorrow, or again ..."),
        (commands.Hurts(word=PainWord.CRAMP), "Ease off and let it settle. Anything else?"),
        (
            commands.RedFlag(symptom=Symptom.NUMB),
            "Stop the exercises for now. A doctor or podiatrist ...",
        ),
        (
            commands.RedFlag(symptom=Symptom.PREGNANT),
            "Please check with your doctor or physio first, and ...",
        ),
        (commands.Number(number=5), "Yes carries on, no starts fresh. You were in the calf ..."),
        (commands.Why(), "The article says tight calf muscles are often linked ..."),
        (commands.Feel(), "You should feel a firm, comfortable pull in the calf of ..."),
        (Plain.EQUIPMENT, "Nothing to buy. A chair, a small towel, a wall, and ..."),
        (
            commands.Advice(topic=Topic.CORTISONE),
            "The article advises against cortisone injections, ...",
        ),
        (Plain.RECORD, "Day one. You were in the calf stretch, set one of ..."),
        (commands.Remind(), "Shall I remind you to stretch every day at half ..."),
        (commands.CancelReminders(), NOTHING_SET),
        (Plain.REMINDERS, NOTHING_SET),
        (
            commands.Permitted(Consent.DENIED, ()),
            "No reminder, then. If you change your mind, ask ...",
        ),
        (Plain.FORGET_ME, "That deletes your settings, your reminders and every ..."),
        (commands.Start(), "Right leg back, hands on the wall. (10) Set one of ..."),
        (
            commands.Start(routine=RoutineName.MORNING),
            "Arch stretch. Left leg across the other, pull the ...",
        ),
        (Plain.READY, "Right leg back, hands on the wall. (10) Set one of ..."),
        (Plain.YES, "Right leg back, hands on the wall. (10) Set one of ..."),
        (Plain.NO, "Start from the top?"),
        (commands.NotReady(), "Take your time. You were in the calf stretch, set one of ..."),
        (Plain.NEXT, "Towel scrunch. Sit down, towel on the floor, left foot on ..."),
        (commands.Skip(), "Start from the top?"),
        (commands.Skip(part=SkipPart.SIDE), "Start from the top?"),
        (commands.Skip(part=SkipPart.SET), "Start from the top?"),
        (commands.Skip(part=SkipPart.REST), "Start from the top?"),
        (commands.Skip(part=SkipPart.EXERCISE), "Start from the top?"),
        (Plain.PREVIOUS, "Nothing before. Say start for all five."),
        (Plain.REPEAT, "You were in the calf stretch, set one of three. Carry on?"),
        (Plain.START_OVER, "You were in the calf stretch, set one of three. Carry on?"),
        (Plain.PAUSE, "Take your time. You were in the calf stretch, set one of ..."),
        (Plain.RESUME, "Right leg back, hands on the wall. (10) Set one of ..."),
        (Plain.STOP, "Next stretch at midday. [END]"),
        (commands.HowTo(), "Calf stretch. Hands on a wall, right foot back, kne ..."),
        (
            commands.HowTo(exercise=ExerciseId.ARCH),
            "Arch stretch. Sit down, left leg across the other. T ...",
        ),
        (Plain.WHAT_NEXT, "Then the towel scrunch. You were in the calf ..."),
        (Plain.LIST_EXERCISES, "Calf stretch, towel scrunch, hamstring stretch, ..."),
        (Plain.TIME_LEFT, "About twenty minutes: four exercises to come. You ..."),
        (Plain.WHERE_AM_I, "Calf stretch, set one of three, right. Exercise one ..."),
        (commands.Progress(), "Today: part of the calf stretch. You were in the ..."),
        (Plain.UNREAD_PROGRESS, "I can't reach your notes just now. What you do today ..."),
        (Plain.HELP, "Yes carries on, no starts fresh. You were in the calf ..."),
        (Plain.NOT_UNDERSTOOD, "Yes carries on, no starts fresh. You were in the calf ..."),
        (
            commands.SetFoot(foot=Foot.RIGHT),
            "Right foot. You were in the calf stretch, set one of ...",
        ),
        (Plain.UNKNOWN_EXERCISE, "I have calf, towel, hamstring, raises and arch. Which?"),
    ],
}


def way_to(name):
    """Return the state that a way leads to, and the time."""
    coach, state, now_ms = Coach(lambda _: WORDS), State(KNOWN), MONDAY_MS
    for number, (command, seconds) in enumerate(WAYS[name]):
        opens = command is Plain.LAUNCH
        reply = respond(coach, state, command, Turn(now_ms, f"way-{number}", opens))
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
    said = heard(respond(Coach(lambda _: WORDS), state, command, Turn(now_ms, "now")))
    if expected.endswith(" ..."):
        said = said[: len(expected) - 4] + " ..."
    assert expected == said


@pytest.mark.parametrize("name", WAYS)
def test_each_way_leads_to_its_state(name):
    """A control: the states of the table are the states of the machine."""
    state, now_ms = way_to(name)
    paused = Coach(lambda _: WORDS).respond(state, Plain.WHERE_AM_I, Turn(now_ms, "now"))
    place, question = paused.state.place, paused.state.dialogue.question
    found = {
        "asked": question is Question.RESUME,
        "paused": place.status is Status.PAUSED,
        "idle": place.at is None,
    }.get(name, place.status is Status.WAIT)
    assert found


def test_every_command_has_a_row_in_every_state():
    """
    A new command needs its rows; "launch" and "end" open and close the session instead.

    No person says that a segment is over: ``test_screen_events`` has that.
    """
    every = set(commands.Command.__args__) - {Plain.LAUNCH, Plain.END, commands.SegmentOver}
    for rows in TABLE.values():
        assert every == {type(command) for command, _ in rows}
