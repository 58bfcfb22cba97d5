# Every spoken word, in English. Project Fluent: https://projectfluent.org
#
# .full, .brief, .minimal   amounts of talk; where one is missing the nearest is used, for brief rather full than minimal
# .v1, .v2 ...              equal wordings, so that identical lines do not follow one another
# NUM($n)                   a number in words
# NAME($exercise)           the spoken name of an exercise or a part
# SHORT($exercise)          the same in a word, where company makes it plain what it is
# EXERCISES()               how many exercises there are, in words
# $exercises, $done, $more  where a value is a list of messages, it stands here joined with "and"
#
# Words for the ear: short, one idea each, no digits, no symbols, no blame. Never "toe lift" or "heel lift".
# Only what begins with "card-" is written, not spoken: one line each, with digits, and no stop at its end.
# What begins with "picture-" is read out by screen readers: it tells a drawing.

## Names

name-calf = calf stretch
name-towel = towel scrunch
name-hamstring = hamstring stretch
name-raises = raises
name-tiptoe = tiptoe raises
name-rock = heel rocks
name-arch = arch stretch
short-calf = calf
short-towel = towel
short-hamstring = hamstring
short-raises = raises
short-tiptoe = tiptoe
short-rock = heel rock
short-arch = arch
name-all = all { EXERCISES() } exercises
the-name = the { NAME($exercise) }
names-many = { NUM($n) } exercises

## Instructions: what to do

position-calf = { $side ->
    [right] Right leg back, hands on the wall.
   *[left] Left leg back, hands on the wall.
 }
position-towel = { $side ->
    [left] Sit down, towel on the floor, left foot on its near edge.
    [right] Sit down, towel on the floor, right foot on its near edge.
   *[none] Sit down, towel on the floor, both feet on its near edge.
 }
position-hamstring = { $way ->
    [towel_round_foot] { $side ->
        [right] Towel round the right foot, pull both ends.
       *[left] Towel round the left foot, pull both ends.
     }
   *[hands] { $side ->
        [right] Right leg up, both hands behind the thigh.
       *[left] Left leg up, both hands behind the thigh.
     }
 }
position-tiptoe = { $way ->
    [stairs] On the stairs, only if you are steady. Hold the rail.
   *[level_ground] Stand up, one hand on the wall.
 }
position-rock = Stand up, one hand on the wall.
position-arch = { $side ->
    [left] Left leg across the other, pull the toes back.
    [right] Right leg across the other, pull the toes back.
   *[none] Sore leg across the other, pull the toes back.
 }

instruct-calf =
    .full =
        Calf stretch. Hands on a wall, { $side ->
            [right] right
           *[left] left
        } foot back, knee straight, heel down, toes forward. Bend the front knee until the back calf pulls.
    .brief = Calf stretch. { position-calf }
    .minimal = { $side ->
        [right] Calf, right.
       *[left] Calf, left.
     }
instruct-towel =
    .full =
        Towel scrunch. Sit on a chair, a small towel flat on the floor in front of you. Put the front of { $side ->
            [left] your left foot
            [right] your right foot
           *[none] both feet
        } on the edge nearest to you. Reach your toes out, grab the towel, pull it towards you, hold a second, let go.
        I'll call it: reach, pull, hold, let go. Stay seated; the towel can slip.{ $way ->
            [one_pass] {" "}Go on to the other side of the towel. If it ends before ten, say Alexa, done.
            [each_foot] {" "}Each foot in turn.
           *[in_sets] {""}
        }
    .brief = Towel scrunch. { position-towel }{ $way ->
        [one_pass] {" "}One pass: if the towel ends sooner, say Alexa, done.
        [each_foot] {" "}Each foot in turn.
       *[in_sets] {""}
     }
    .minimal = { $side ->
        [left] Towel, left.
        [right] Towel, right.
       *[none] Towel, both feet.
     }
instruct-hamstring =
    .full =
        { $way ->
            [towel_round_foot] { towel-round-foot }
           *[hands] Bend your { $side ->
                [right] right
               *[left] left
            } knee to your chest, hold the back of the thigh with both hands.
        } Slowly straighten the leg until the back of the thigh pulls; it need not be quite straight. Breathe deep and
        slow.
    .brief = { position-hamstring }
    .minimal = { $side ->
        [right] Right leg.
       *[left] Left leg.
     }
towel-round-foot =
    Put the towel round your { $side ->
        [right] right
       *[left] left
    } foot and pull both ends: more stretch, and the foot gets some too.
get-down-hamstring =
    .full = Hamstring stretch. Now onto the floor: lie on your back, something soft under your neck. Take your time.
    .brief = Hamstring stretch. Onto your back.
    .minimal = Hamstring. Onto your back.
instruct-raises =
    .full =
        Tiptoe raises: { tiptoe-stand } Rise onto your tiptoes, and come down slowly. Not in socks. { NUM($reps) }
        of those, then { NUM($reps) } heel rocks{ $way ->
            [stairs] {" "}on level ground
           *[level_ground] {""}
        }, { $sets ->
            [1] once
            [2] twice
           *[other] { NUM($sets) } times
         } over.
    .brief = Tiptoe raises, then heel rocks{ $way ->
        [stairs] {" "}on level ground
       *[level_ground] {""}
     }. { position-tiptoe }
    .minimal = Tiptoes, then heel rocks.
instruct-tiptoe =
    .full =
        Tiptoe raises: { tiptoe-stand } Rise onto your tiptoes, and come down slowly. Not in socks.
    .brief = Tiptoe raises. { position-tiptoe }
    .minimal = Tiptoes.
tiptoe-stand = { $way ->
    [stairs] stand on a stair, only if you are steady. Hold the rail, feet straight ahead.
   *[level_ground] hand on the wall, feet straight ahead.
 }
instruct-rock =
    .full =
        Heel rocks: hand on the wall. Lift the front of both feet, rock back onto your heels, and lower.
    .brief = Heel rocks. { position-rock }
    .minimal = Heel rocks.
instruct-arch =
    .full =
        Arch stretch. Sit down, { $side ->
            [left] left
            [right] right
           *[none] sore
        } leg across the other. Take hold of the front of your foot, big toe included, and pull it back towards your
        shin. With your other hand, feel the arch: it should pull tight, like a string.
    .brief = Arch stretch. { position-arch }
    .minimal = { $side ->
        [left] Arch, left.
        [right] Arch, right.
       *[none] Arch.
     }

dose-calf = { $sets ->
    [1] One hold
   *[other] { NUM($sets) } holds
 } of { NUM($seconds) } seconds on each leg.
dose-towel = { $way ->
    [one_pass] One pass, to the other side of the towel. If it ends before { NUM($reps) }, say Alexa, done.
    [each_foot] { sets-count } of { NUM($reps) } with each foot, taking turns.
   *[in_sets] { dose-reps }
 }
dose-reps = { sets-count } of { NUM($reps) }.
dose-hamstring = { NUM($sets) } holds of { NUM($seconds) } seconds on each leg.
dose-raises = { $sets ->
    [1] One set
   *[other] { NUM($sets) } sets
 } of { NUM($reps) } of each, taking turns.
dose-tiptoe = { dose-reps }
dose-rock = { dose-reps }
dose-arch = { NUM($holds) } holds of { NUM($seconds) } seconds{ $feet ->
    [both] {" "}on each foot
   *[one] {""}
 }.

feel-calf = You should feel a firm, comfortable pull in the calf of the back leg. Nothing sharp, and no new pain under the heel.
feel-towel = You should feel the muscles under the foot and the toes working. Tired is fine, cramp is not: let go and wait.
feel-hamstring = You should feel a pull along the back of the thigh. The knee need not be quite straight.
feel-tiptoe = You should feel the calves working, weight through the balls of the feet.
feel-rock = You should feel the front of the shins working, weight on the heels.
feel-raises = { feel-tiptoe } Then the front of the shins, weight on the heels.
feel-arch = You should feel a tight band along the arch, which your other hand can find.

feel-short-calf = A pull, not a pain.
feel-short-towel = Tired is fine, cramp is not.
feel-short-hamstring = A pull along the back of the thigh.
feel-short-tiptoe = Weight through the balls of the feet.
feel-short-rock = The front of the shins should work.
feel-short-arch = Tight along the arch, never sharp.

safety-calf = Wall in front of you, heel stays down.
safety-towel = Clear floor. The towel can slip, so stay seated.
safety-hamstring = Pillow under your neck. To get up, roll onto your side first.
safety-raises = Not in socks on a slippery floor.
safety-arch = In the morning, do it before you stand up.

## Around the counts

get-up-down = Roll onto your side and get up slowly; hold on to something.
get-up-maybe = If you're down, roll onto your side and get up slowly.
start-sooner = Take your time. Say Alexa, ready, to start sooner.
seconds-more = { NUM($seconds) } more seconds.
say-alexa-first = If you need me, say Alexa first.
ready-question = Ready?
side-words = { $side ->
    [left] Left leg.
    [right] Right leg.
   *[none] {""}
 }
part-words = { $part ->
    [tiptoe] Tiptoes.
    [rock] Heel rocks.
   *[none] {""}
 }
set = Set { NUM($n) } of { NUM($sets) }.
lead = { $sets ->
    [1] One set.
   *[other] { set }
 } { $way ->
    [each_foot] { $side ->
        [left] Left foot.
        [right] Right foot.
       *[none] {""}
     }
   *[other] { side-words }
 } { part-words }
side = { side-words }
move-calf = { $side ->
    [right] Right leg back.
   *[left] Left leg back.
 }
move-hamstring = Bend the knee, lower. { $way ->
    [towel_round_foot] { $side ->
        [right] Towel round the right foot.
       *[left] Towel round the left foot.
     }
   *[hands] { $side ->
        [right] Right leg up.
       *[left] Left leg up.
     }
 }
move-arch = { $side ->
    [right] Right leg across.
   *[left] Left leg across.
 }
last-one = Last one.
change-first =
    .full = { $part ->
        [tiptoe] Tiptoes: rise onto your tiptoes, and come down slowly.
       *[rock] Heel rocks: lift the front of both feet, rock back onto your heels, and lower.
     }
    .brief = { $part ->
        [tiptoe] Now tiptoes. Hand on the wall.
       *[rock] Now heel rocks. Hand on the wall.
     }
change = { part-words }
rest = { NUM($seconds) } seconds.
rest-towel = Lay the towel flat.
rest-raises = { "" }
offer-towel-round-foot = You can also put a towel round the foot: say with a towel.
offer-one-pass = You can also do one pass of the towel: say one pass.
rest-tip = Say Alexa, skip, to cut it short.
seam-sets = { $n ->
    [1] One set done
   *[other] { NUM($n) } sets done
 }, { NUM($left) } to go.
seam-holds = { NUM($n) } holds done, { NUM($left) } to go.
seam-part = { $part ->
    [tiptoe] { NUM($reps) } tiptoes next.
   *[rock] { NUM($reps) } heel rocks next.
 }
seam-side = { $side ->
    [left] Left leg next.
   *[right] Right leg next.
 }
seam-next = { NAME($exercise) } next.
seam-exercise = Say ready for the next one.
exercise-done = { NAME($exercise) } done.

## The count

hold = Hold.
hold-number = Hold { NUM($n) }.
begin = Begin.
count = { NUM($n) }
half-way = half way
breathe-in = breathe in
breathe-out = and out
relax = And relax.
relax-half-way = And relax. Half way.
phase-words = { $phase ->
    [reach] reach
    [pull] pull
    [hold] hold
    [let-go] let go
    [up] up
    [back] back
   *[down] down
 }
rep-first = { $phase ->
    [number] { NUM($n) }
   *[other] { NUM($n) }, { phase-words }
 }
rep-last = { NUM($n) }, last one
rep-phase = { phase-words }
cue-calf-heel-down = heel down
cue-calf-knee-long = long back knee
cue-calf-toes-forward = toes forward
cue-calf-front-knee = bend the front knee
cue-calf-breathe-out = breathe out
cue-calf-slow-breath = slow breath in
cue-calf-breathe-low = breathe low
cue-calf-shoulders = soften the shoulders
cue-calf-ease = let the calf ease
cue-hamstring-head = and out, head down
cue-hamstring-hips = and out, hips down
cue-hamstring-hands = and out, hands behind the thigh
cue-hamstring-slow = and out, long and slow
cue-hamstring-all-out = and out, all the way
cue-hamstring-ease = and out, let it ease
cue-hamstring-knee = and out, soften the knee
cue-hamstring-shoulders = and out, shoulders soft
cue-arch-big-toe = big toe too
cue-arch-toes-back = toes to your shin
cue-arch-sit-tall = sit tall
cue-arch-hand = feel along the arch
cue-arch-breathe-out = breathe out
cue-arch-slow-breath = slow breath in
cue-arch-breathe-low = breathe low
cue-arch-shoulders = soften the shoulders
cue-arch-jaw = loosen the jaw

## Starting

welcome = Welcome. I'll talk you through { EXERCISES() } heel exercises and count.
disclaimer =
    These are general exercises from an article; I'm not a doctor. Sharp pain means stop. With diabetes, numb feet, a
    recent injury or operation, ask your doctor first.
ask-foot = Which foot is sore: left, right or both?
ask-routine = { $foot ->
    [left] Left.
    [right] Right.
    [both] Both.
   *[none] {""}
 } You'll want a chair, a small towel, a wall. All { EXERCISES() } take { NUM($full) } minutes, two take { NUM($short) }. All { EXERCISES() }, or two?
gentle-start = A gentle one: the fewest sets.
starting-gently = One set this week, two the next, then all. The hamstring has two at least.
more-sets = { $is_all ->
    [yes] All the sets from today.
   *[no] Two sets from today.
 }
overview = { NUM($exercises) } exercises, { about }.
overview-today = { NUM($exercises) } exercises today, { about }.
about = { $minutes ->
    [1] about a minute
   *[other] about { NUM($minutes) } minutes
 }
welcome-back = Good to have you back.
kept = { $when ->
    [yesterday] Yesterday
   *[earlier] Last time
 } you did { NUM($done) } of the { NUM($exercises) }.
place = { $exercise ->
    [arch] hold { NUM($n) } of { NUM($sets) }
   *[other] set { NUM($n) } of { NUM($sets) }
 }
ask-resume = You were in the { NAME($exercise) }, { place }. Carry on?
ask-carry-on-here = { NAME($exercise) }, { place }, is running on another speaker. Carry on here?
ask-rest-of-day = Earlier you did { $exercises }. Do the other { $left ->
    [1] one
   *[other] { NUM($left) }
 }?
offer-left = You've done { $exercises }. { $left ->
    [0] The rest
    [1] The { NAME($exercise) }
   *[other] The other { NUM($left) }
 }, { about }?
ask-from-the-top = Start from the top?
ask-which-lift = Tiptoes, or rocking onto your heels?
ask-which-exercise = I have calf, towel, hamstring, raises and arch. Which?
ask-shortest = The shortest takes about two minutes. Start?
all-done = All { EXERCISES() } today, and { rounds-words }. That's everything.
all-done-but-rounds = All { EXERCISES() } today, and { rounds-words }. The arch stretch once more?
rounds-words = { $rounds_per_day ->
    [1] the arch round
   *[other] { $all ->
        [yes] all { NUM($rounds_per_day) } arch rounds
       *[no] { NUM($rounds) } of { NUM($rounds_per_day) } arch rounds
     }
 }
fill = { $minutes ->
    [1] A minute
   *[other] { NUM($minutes) } minutes
 }: { $but ->
    [none] { $exercises }
   *[other] everything but { $but }
 }{ $cut ->
    [none] {""}
   *[other] , with { $sets ->
        [1] one set
       *[other] { NUM($sets) } sets
     } of the { NAME($cut) }
 }.
anything-else = Anything else?
what-would-you-like = What would you like?
left-out-today = Left out today: { $exercises }.
ask-next-exercise = Next is the { NAME($exercise) }. Carry on?

## Occasions: what depends on the day

greeting =
    .v1 = { hello }. { $n ->
        [0] Let's begin.
       *[other] Day { NUM($n) }.
     }
    .v2 = { when-words }. Here we go.
    .v3 = Hello. { $n ->
        [0] Let's begin.
       *[other] Day { NUM($n) }.
     }
    .v4 = { hello }. Let's stretch.
    .v5 = { when-words } { part-of-day }. Let's start.
    .v6 = { $n ->
        [0] Here we go again.
       *[other] Day { NUM($n) }. Here we go.
     }
    .v7 = Hello again.
    .v8 = { hello }. Off we go.
part-of-day = { $part_of_day ->
    [morning] morning
    [afternoon] afternoon
   *[evening] evening
 }
hello = Good { part-of-day }
praise =
    .v1 = { exercise-done }
    .v2 = { $exercise ->
        [raises] Those were the raises.
        [tiptoe] Those were the tiptoe raises.
        [rock] Those were the heel rocks.
       *[other] That's the { NAME($exercise) }.
     }
    .v3 = { NAME($exercise) }, all done.
    .v4 = The { NAME($exercise) } { $exercise ->
        [raises] are
        [tiptoe] are
        [rock] are
       *[other] is
     } done.
    .v5 = That's it for the { NAME($exercise) }.
    .v6 = Good. { exercise-done }
    .v7 = { NAME($exercise) } finished.
    .v8 = You've done the { NAME($exercise) }.
closing-all =
    .v1 = That's all { EXERCISES() }.
    .v2 = All { EXERCISES() } done.
    .v3 = That was the last of the { EXERCISES() }.
    .v4 = { EXERCISES() } out of { EXERCISES() }.
    .v5 = That's the whole routine.
    .v6 = All { EXERCISES() }, first to last.
    .v7 = Today's { EXERCISES() } are done.
    .v8 = The whole routine is done.
closing-some =
    .v1 = That's it: { $exercises }.
    .v2 = Done: { $exercises }.
    .v3 = { $exercises }, all done.
    .v4 = { $exercises }: that's it.
    .v5 = All done: { $exercises }.
    .v6 = Done for now: { $exercises }.
    .v7 = That's that: { $exercises }.
    .v8 = For now, that's it: { $exercises }.
closing =
    .v1 = That's it for now.
    .v2 = That's all for now.
    .v3 = All done for now.
    .v4 = That's this one.
    .v5 = Done for now.
    .v6 = And that's it.
    .v7 = That was it.
    .v8 = That's the lot for now.
closing-round = { $told ->
    [more] { NUM($rounds) } arch rounds today; { $rounds_per_day ->
        [1] one is
       *[other] { NUM($rounds_per_day) } are
     } enough.
    [all] { NUM($rounds) } of { NUM($rounds_per_day) } arch rounds today.
   *[some] { NUM($rounds) } of { NUM($rounds_per_day) } arch rounds today.
 }
shoes-on = Shoes on before you walk about.
closing-rounds-open = The arch stretch { times-words-more } today{ $when ->
    [both] : midday and evening.
    [evening] , this evening.
   *[none] .
 }
tomorrow-first = Tomorrow, do this one before your first step.
goodbye =
    .v1 = See you { goodbye-at }.
    .v2 = Until { goodbye-time }.
    .v3 = More { goodbye-at }.
    .v4 = { goodbye-time }, then.
    .v5 = On again { goodbye-at }.
    .v6 = Till { goodbye-time }, then.
    .v7 = Back { goodbye-at }.
    .v8 = Next stretch { goodbye-at }.
goodbye-at = { $when ->
    [midday] at midday
    [evening] this evening
   *[tomorrow] tomorrow
 }
goodbye-time = { $when ->
    [midday] midday
    [evening] this evening
   *[tomorrow] tomorrow
 }
milestone-weeks =
    { NUM($n) } weeks. A health service leaflet says four to six weeks to notice a benefit.
milestone-run = { NUM($n) } days in a row.
milestone-longest = { NUM($n) } days in a row, your longest so far.
milestone-routines = { NUM($n) } days with all { EXERCISES() }.
milestone-rounds = { NUM($n) } arch rounds so far.
milestone-days = { NUM($n) } days so far.
milestone-week = Every day this week.
milestone-exercise = The { $exercises } on { NUM($n) } days this week.
milestone-third = Third day this week.

## Moving

in-it =
    .v1 = You're in it.
    .v2 = It's running.
take-your-time =
    .v1 = Take your time.
    .v2 = No hurry.
say-ready = Say ready when you are.
say-start = Say start when you like.
say-start-to-begin = Say start to begin.
say-start-all = Say start for all { EXERCISES() }.
nothing-before = Nothing before.
put-off = { NAME($exercise) } at the end.
first-already = This is the first.
nothing-to-skip =
    .v1 = Nothing to skip.
    .v2 = There is nothing to skip.
nothing-running =
    .v1 = Nothing's running.
    .v2 = Nothing is going on.
stopped-before = You stopped before the { NAME($exercise) }. Say resume, or start.
stopped-in = You stopped in the { NAME($exercise) }, { place }. Say resume, or start.
left-out = { $exercise ->
    [tiptoe] { NAME($exercise) }
    [rock] { NAME($exercise) }
   *[other] { SHORT($exercise) }
 } left out.
rest-left-out = The last { $n ->
    [1] { $exercise ->
        [arch] hold
       *[other] set
     }
   *[other] { NUM($n) } { $exercise ->
        [arch] holds
       *[other] sets
     }
 } left out.
paused = Paused.
resume-or-later = Say resume within a minute; later, Alexa, start my heel stretches.
say-resume = Say resume when you're back.
closing-paused = I'll close now; your place is kept. Later, say Alexa, start my heel stretches.
still-paused-resume = Still paused; your place is kept. { say-resume }
stopped = Stopped. I've kept your place.
carrying-on = Carrying on.
foot-set = { $foot ->
    [left] Left foot.
    [right] Right foot.
   *[both] Both feet.
 }

## Answers

next-is = { NAME($exercise) } next.
then-comes = Then the { NAME($exercise) }.
then-done = Then you're done.
rounds-open = The arch stretch { times-words-more } today.
times-words-more = { $rounds ->
    [0] { $n ->
        [1] once
        [2] twice
       *[other] { NUM($n) } times
     }
   *[other] { $n ->
        [1] once more
        [2] twice more
       *[other] { NUM($n) } times more
     }
 }
side-name = { $side ->
    [left] , left.
    [right] , right.
   *[none] .
 }
where = { NAME($exercise) }, { place }{ side-name }
exercise-of = Exercise { NUM($n) } of { NUM($exercises) }.
time-left = { about }{ $exercises ->
    [none] .
   *[other] : { $exercises } to come.
 }
month-name = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
 }
list = Calf stretch, towel scrunch, hamstring stretch, tiptoe raises with heel rocks, and arch stretch.
when-words = { $when ->
    [today] today
    [then] then
    [yesterday] yesterday
    [day-0] Monday
    [day-1] Tuesday
    [day-2] Wednesday
    [day-3] Thursday
    [day-4] Friday
    [day-5] Saturday
    [day-6] Sunday
   *[other] { DATE($when) }
 }
begun = { $n ->
    [0] part of the { NAME($exercise) }
   *[other] { $exercise ->
        [arch] { NUM($n) } of { NUM($sets) } holds of the arch stretch
       *[other] { NUM($n) } of { NUM($sets) } { $sets ->
            [1] set
           *[other] sets
         } of the { NAME($exercise) }
     }
 }
begun-short = { $n ->
    [0] part of the { NAME($exercise) }
   *[other] { NUM($n) } of { NUM($sets) } { SHORT($exercise) } { $exercise ->
        [arch] holds
       *[other] { $sets ->
            [1] set
           *[other] sets
         }
     }
 }
begun-many = parts of { NUM($n) } exercises
arch-rounds = { $told ->
    [all] all { NUM($rounds_per_day) }
    [more] { NUM($rounds) }
   *[some] { NUM($rounds) } of { NUM($rounds_per_day) }
 } arch rounds
rounds-told = { $told ->
    [all] all { NUM($rounds_per_day) }
    [more] { NUM($rounds) }
   *[some] { NUM($rounds) } of { NUM($rounds_per_day) }
 } rounds
summary = { when-words }: { $done ->
    [none] { $more }
   *[other] { $more ->
        [none] { $done }
       *[other] { $done }, and { $more }
     }
 }.
summary-arch = { $when ->
    [today] { $rounds ->
        [1] One so far today: the arch stretch, round one of { NUM($rounds_per_day) }.
       *[other] So far today: the arch stretch, { rounds-told }.
     }
   *[other] { when-words }: the arch stretch, { rounds-told }.
 }
not-yet = Not yet: { $exercises }.
rounds-left = { $n ->
    [1] One round
   *[other] { NUM($n) } rounds
 } left if you like.
nothing-on = Nothing noted for { when-words }.
nothing-so-far = Nothing finished yet today.
nothing-yet-today = Nothing yet today.
nothing-today = { nothing-yet-today } The arch stretch takes { about }. Start?
nothing-today-evening = Nothing today. The short one is { about }, or leave it until tomorrow.
progress-unknown = I have nothing noted for that day.
times-words = { $routines ->
    [1] once
    [2] twice
   *[other] { NUM($routines) } times
 }
rounds-words-week = { $rounds ->
    [1] one round
   *[other] { NUM($rounds) } rounds
 }
week-rounds = { $routines ->
    [0] { $rounds ->
        [0] {""}
       *[other] {" "}The arch stretch { rounds-words-week }.
     }
   *[other] {" "}The whole routine { times-words }{ $rounds ->
        [0] {""}
       *[other] , the arch stretch { rounds-words-week }
     }.
 }
week = { $n ->
    [0] Nothing noted in the last seven days.
   *[other] You stretched on { $n ->
        [7] all
       *[other] { NUM($n) }
     } of the last seven days.{ week-rounds }
 }
week-one-day = One day of the last seven, { $when ->
    [today] today
    [yesterday] yesterday
   *[other] on { when-words }
 }.
week-then = { $n ->
    [0] Nothing noted for that week.
    [1] One day in that week.
   *[other] { NUM($n) } days in that week.
 }
weekend = { $n ->
    [0] Nothing noted for the weekend.
    [1] One day of the weekend.
   *[other] Both days of the weekend.
 }
month = { $n ->
    [0] Nothing noted for { month-name }.
    [1] One day in { month-name }{ so-far }.
   *[other] { NUM($n) } days in { month-name }{ so-far }.
 }
so-far = { $so_far ->
    [yes] {" "}so far
   *[no] {""}
 }
period = { $n ->
    [0] I have nothing noted for that time.
    [1] One day in that time.
   *[other] { NUM($n) } days in that time.
 }
record-nothing = Nothing noted yet. The first day counts from the first exercise.
record-first = Day one.
record-month = { $n ->
    [1] One day in the last thirty.
   *[other] { NUM($n) } days in the last thirty.
 }
record-back = { welcome-back } { record-month }
record-week = { $n ->
    [1] One of the last seven days.
   *[other] { $n ->
        [7] All
       *[other] { NUM($n) }
     } of the last seven days.
 }
record-running = { NUM($n) } days in a row{ $longest ->
    [yes] , your longest so far
   *[no] {""}
 }.
record-run = Your longest run is { NUM($n) } days.
exercise-count = { $n ->
    [0] nothing noted
    [1] once
    [2] twice
   *[other] { NUM($n) } { $exercise ->
        [arch] rounds
       *[other] times
     }
 }
one-exercise = The { NAME($exercise) }: { $state ->
    [done] { $exercise ->
        [arch] { rounds-told }
       *[other] done
     } { when-words }{ $n ->
        [0] {""}
        [1] {""}
       *[other] , and { exercise-count } in the last seven days
     }
   *[open] { $when ->
        [today] not yet today{ $n ->
            [0] {""}
           *[other] , and { exercise-count } in the last seven days
         }
       *[other] nothing noted for { when-words }
     }
 }.
exercise-times = The { NAME($exercise) }: { exercise-count } { $span ->
    [week] in the last seven days
    [month] in { month-name }{ so-far }
   *[then] in that time
 }.

## Cards in the Alexa app

card-title = Heel stretches
card-title-day = Heel stretches, { when-words }
card-title-first = Before you start
card-done = { NAME($exercise) }: done
card-begun = { NAME($exercise) }: begun
card-sets = { NAME($exercise) }: { $n } of { $sets } { $exercise ->
    [arch] holds
   *[other] { $sets ->
        [1] set
       *[other] sets
     }
 }
card-rounds = { name-arch }: { $told ->
    [more] { $rounds } rounds
   *[other] { $rounds } of { $rounds_per_day } rounds
 }
card-left = Not yet: { $exercises }
card-rounds-left = Arch rounds left: { $n }
card-nothing-left = That's everything for today
card-title-plan = What to do today
card-plan = About { $minutes } { $minutes ->
    [1] minute
   *[other] minutes
 }{ $exercises ->
    [1] {""}
   *[other] , { $exercises } exercises
 }
card-name = { NAME($exercise) }
card-step-calf-1 = Face a wall, hands on it
card-step-calf-2 = One foot back, heel down, toes at the wall
card-step-calf-3 = Back knee straight
card-step-calf-4 = Bend the front knee and lean in
card-step-calf-5 = Hold
card-step-calf-6 = Change legs
card-step-towel-1 = Sit, towel flat in front of you
card-step-towel-2 = Ball of the foot just above the near edge
card-step-towel-3 = Stretch the toes out, grab and pull
card-step-towel-4 = Hold for 1 second
card-step-towel-5 = Let go, and again
card-step-hamstring-1 = Lie down, pillow under the neck
card-step-hamstring-2 = Knee to the chest, both hands behind the thigh
card-step-hamstring-3 = Straighten slowly, pulling towards you
card-step-hamstring-4 = Hold, breathe
card-step-hamstring-5 = Bend the knee, lower
card-step-hamstring-6 = Change legs
card-step-tiptoe-1 = Stand on level ground, a hand on the wall
card-step-tiptoe-2 = Press down through the balls of the feet
card-step-tiptoe-3 = Rise up onto your tiptoes
card-step-tiptoe-4 = Come down slowly
card-step-rock-1 = Stand on level ground, a hand on the wall
card-step-rock-2 = Lift the front of both feet
card-step-rock-3 = Rock back onto your heels
card-step-rock-4 = Lower
card-step-arch-1 = Sit, foot across the other leg
card-step-arch-2 = Take hold of the front of the foot, big toe included
card-step-arch-3 = Pull it back towards your shin
card-step-arch-4 = Feel along the sole with the other hand
card-step-arch-5 = Hold
card-step-arch-6 = Let go, and again

## Pictures: what who does not see them is told

picture-calf = Hands on a wall, { $side ->
    [right] right
   *[left] left
 } leg straight behind with its heel down. The front knee bends and the body leans in.
picture-towel = Seated, a towel on the floor. The toes of { $side ->
    [right] the right foot
    [both] both feet
   *[left] the left foot
 } grab it and pull it under the foot.
picture-hamstring = On the back, a pillow under the neck, both hands behind the { $side ->
    [right] right
   *[left] left
 } thigh. That leg goes up until it is nearly straight.
picture-tiptoe = Standing, a hand on the wall. Both heels rise until the weight is on the balls of the feet.
picture-rock = Standing, a hand on the wall. The fronts of both feet lift and the weight goes onto the heels.
picture-arch = Seated, the { $side ->
    [right] right
   *[left] left
 } ankle across the other knee. One hand pulls the toes towards the shin, the other feels along the sole.

## Why, equipment, advice: two sentences, and whose view it is

why-calf =
    The article says tight calf muscles are often linked to heel pain, and that walking differently because of a sore
    heel can tighten them further. It adds that the stretch can help against leg cramps.
why-towel = The article says it strengthens the muscles of the foot, which in turn can relieve the heel.
why-hamstring =
    The article says that walking differently with a sore heel can irritate the thigh as well as the calf, and this
    one is to make the hamstrings more flexible.
why-raises = The article calls both lifts important for the muscles of the arch and the foot.
why-arch =
    It stretches the band under your foot. In one trial it did better at eight weeks than an Achilles stretch; after
    two years, the same.
equipment =
    Nothing to buy. A chair, a small towel, a wall, and for the floor a mat and a pillow if you have them.
    Bare feet on a mat or carpet.
advice-shockwave =
    The article says many people combine these exercises with shockwave treatment, and thinks well of it. Whether it
    suits you is a question for a doctor or physiotherapist.
advice-cortisone =
    The article advises against cortisone injections, saying they can make things worse in the long term. Other
    sources list them as an option, so talk it through with your doctor.
advice-compression_socks =
    The article recommends compression socks for foot pain. I know of little evidence either way; ask a clinician if
    you have circulation problems.
advice-ask_a_clinician = For advice on your own foot, ask a doctor, a physiotherapist or a podiatrist.
advice-why_calves_and_hamstrings =
    The article says a sore heel makes people limp and take shorter steps, and that this tightens the calves and the
    hamstrings. So those get stretched too.
advice-benefit =
    The article describes them as exercises for more movement, less pain and better function. I can't promise that
    for you.
advice-how_long =
    Most people need weeks to months of steady practice. A health service leaflet says four to six weeks to notice a
    benefit. No date is certain.
advice-heel_spur =
    A heel spur is a small growth of bone under the heel. Many people have one without pain, and these exercises
    don't change the bone.
advice-is_this_safe =
    { disclaimer } Ask first, too, if you're pregnant or unsteady on your feet.
advice-how_often =
    Calf and towel every day, arch stretch three times a day. For the other two the article gives no number; I count
    once a day.
advice-soreness =
    A little soreness after stretching is common. If it's worse the next day, do less, and leave out the raises.
advice-source = They come from a published article on heel spurs. I'm a coach for them, and I add the counting.
advice-limits = I'm not a doctor. For advice on your own foot, ask a doctor, a physiotherapist or a podiatrist.
advice-on_the_bed =
    The article says the floor, on a mat. If you can't get down there, a firm bed will do.
advice-no_towel =
    Any small cloth that lies flat will do, such as a T-shirt. Or say skip, and we leave the towel scrunch out.
advice-no_chair =
    Any firm seat will do, with your feet flat on the floor. For the arch stretch, so will the edge of the bed.
advice-no_wall =
    Use something that can't move when you lean on it, such as a kitchen counter. You need it for balance, so don't
    go without.
advice-no_mat = A folded blanket will do. Roll up a towel for your neck.
advice-on_stairs = The article allows stairs for the raises. Use them if you feel steady, and hold the rail.
advice-see-doctor =
    Yes, if it's severe, stops your normal day, gets worse, keeps coming back, tingles or feels numb, has not improved
    after two weeks, or you have diabetes.
ask-which-number = Is that an exercise, minutes or seconds? Say it with the number.

## Choices

ask-hold = Say how many seconds, or shorter, or longer.
ask-sets = Say how many sets.
ask-counting = Say with tips, every second, every five, the last five, or don't count.
ask-talk = Say less talking, or explain everything.
ask-pace = Say slower, steady, or quicker.
ask-order = Say the article's order, or the easy order.
ask-silence = Say wait for me, or go on by yourself.
hold-set = { NAME($exercise) }: { NUM($seconds) } seconds.{ $other ->
    [none] {""}
   *[other] {" "}The { SHORT($other) } stays at { NUM($stays) }.
 }
hold-step = In { $step ->
    [5] fives
   *[other] steps of { NUM($step) }
 }.
hold-bound = { $kind ->
    [either] The article says { NUM($low) } or { NUM($high) }.
   *[range] The article says { NUM($low) } to { NUM($high) }.
 }
easiest = { $fewer ->
    [0] { NUM($seconds) } seconds is the article's shortest, and { NUM($sets) } { $sets ->
        [1] set
       *[other] sets
     } the fewest.
   *[other] { NUM($seconds) } is the article's shortest. { $fewer ->
        [1] One set
       *[other] { NUM($fewer) } sets
     } instead of { NUM($sets) }?
 }
ask-gently = One set of each this week, and more by the week?
hold-not-here = The { NAME($exercise) } { $exercise ->
    [raises] go
   *[other] goes
 } by repetitions, not by seconds.
sets-count = { $sets ->
    [1] One set
   *[other] { NUM($sets) } sets
 }
sets-set = { $exercise ->
    [none] { sets-count } of each{ $other ->
        [none] .
       *[other] , { NUM($stays) } of the { NAME($other) }.
     }
   *[other] { NAME($exercise) }: { sets-count }.
 }
sets-bound = { $sets ->
    [1] One set is the least.
   *[other] { NUM($sets) } sets is as far as the article goes.
 }
sets-not-here = The arch stretch goes by rounds, not by sets.
pace-set = { $pace ->
    [slow] Slow.
    [quick] Quick.
   *[steady] Steady.
 }
counting-set = { $style ->
    [coach] Every five, with tips.
    [every_second] Every second.
    [every_five] Every five.
    [last_five] Only the last five.
    [last_three] Only the last three.
    [ticks] Ticks.
    [breaths] Breaths.
   *[silent] Not counting.
 }
talk-set = { $amount ->
    [more] More detail.
    [less] Less talk.
    [full] Everything explained.
    [minimal] Just the names.
   *[brief] Brief.
 }
order-set = { $order ->
    [easy] Easy order: arch first, floor last, from the next time.
   *[article] The article's order, from the next time.
 }
silence-set = { $silence ->
    [goes_on] I'll go on by myself; say more time if you need it.
   *[waits] I'll wait for ready.
 }
ask-way = Say with a towel round the foot, one pass of the towel, or each foot in turn.
way-set = { $way ->
    [towel_round_foot]
        { name-hamstring }: put the towel round your foot and pull both ends. More stretch, and the foot gets some
        too.
    [hands] { name-hamstring }: both hands behind the thigh.
    [one_pass] { name-towel }: one pass of the towel. If it ends before ten, say Alexa, done.
    [each_foot] { name-towel }: each foot in turn, { sets-count }.
    [in_sets] { name-towel }: { sets-count }.
    [stairs] Tiptoe raises on the stairs. Only if you are steady. Hold the rail.
   *[level_ground] Tiptoe raises on level ground.
 }
chosen = { $chosen }.
chosen-foot = { $foot ->
    [left] left foot
    [right] right foot
   *[both] both feet
 }
chosen-hold = { SHORT($exercise) } { NUM($seconds) } seconds
chosen-sets = { SHORT($exercise) } { $sets ->
    [1] one set
   *[other] { NUM($sets) } sets
 }
chosen-way = { $way ->
    [towel_round_foot] hamstring with a towel
    [one_pass] one pass of the towel
    [each_foot] each foot in turn
   *[stairs] tiptoe raises on the stairs
 }
chosen-pace = { $pace ->
    [quick] quick pace
   *[slow] slow pace
 }
chosen-counting = { $style ->
    [every_second] every second counted
    [every_five] every five counted
    [last_five] the last five counted
    [last_three] the last three counted
    [ticks] ticks
    [breaths] breaths counted
   *[silent] no counting
 }
chosen-talk = { $amount ->
    [full] everything explained
    [minimal] names alone
   *[brief] brief talk
 }
chosen-order = the easy order
chosen-gentle = a gentle start
chosen-silence = waiting for ready
offer-without = Everything but the { NAME($exercise) }, { about }. Start?
offer-routine = { $routine ->
    [short] The short one is { about }. Start?
   *[full] All { EXERCISES() } are { about }. Start?
 }
not-to-come = { NAME($exercise) } isn't to come.

## Notes

noted = Noted for { when-words }: { $exercises }.
undone = Taken back from { when-words }: { $exercises }.
undone-step = Taken back from { when-words }: { NAME($exercise) }, { place }{ side-name }
nothing-to-undo = There's nothing more to take back.
ask-ready-or-done = Ready, or done already?
ask-stop-today = Stop for today?
forget-warning = That deletes your settings, your reminders and every day I've noted. It can't be undone.
ask-forget = Delete it all?
say-yes-delete = Say yes, delete.
forgotten = Everything is deleted.
forget-failed = I couldn't delete everything just now. Please ask again later.
nothing-deleted = Nothing is deleted.

## Reminders

clock-time = { $minute ->
    [0] { $hour ->
        [0] midnight
        [12] noon
       *[other] { NUM($named) }{ part-of-the-clock }
     }
    [15] a quarter past { NUM($named) }{ part-of-the-clock }
    [30] half past { NUM($named) }{ part-of-the-clock }
    [45] a quarter to { NUM($named) }{ part-of-the-clock }
   *[other] { NUM($named) } { $minute ->
        [1] oh one
        [2] oh two
        [3] oh three
        [4] oh four
        [5] oh five
        [6] oh six
        [7] oh seven
        [8] oh eight
        [9] oh nine
       *[other] { NUM($minute) }
     }{ part-of-the-clock }
 }
part-of-the-clock = { $of_day ->
    [morning] {" "}in the morning
    [afternoon] {" "}in the afternoon
    [evening] {" "}in the evening
    [night] {" "}at night
   *[none] {""}
 }
day-plural = { $day ->
    [mo] Mondays
    [tu] Tuesdays
    [we] Wednesdays
    [th] Thursdays
    [fr] Fridays
    [sa] Saturdays
   *[su] Sundays
 }
reminder-days = { $weekdays ->
    [every] every day
    [workdays] on weekdays
    [weekend] at weekends
    [other] every other day
    [other_from] every other day, first { $named_days },
   *[named] on { $named_days }
 }
reminder-day = { $coming_day ->
    [today] today
    [tomorrow] tomorrow
    [day-0] on Monday
    [day-1] on Tuesday
    [day-2] on Wednesday
    [day-3] on Thursday
    [day-4] on Friday
    [day-5] on Saturday
    [day-6] on Sunday
   *[other] on { DATE($coming_day) }
 }
reminder-when = { $days } at { $times }
reminder-ask = Shall I remind you to stretch { $plan }?
reminder-ask-instead = Shall I remind you to stretch { $plan } instead?
reminder-elsewhere = Your reminders go by another time zone.
reminder-ask-here = Shall I remind you to stretch { $plan } here?
reminder-done = Done. I'll remind you { $plan }.
reminder-cancelled = Cancelled: { $plan }.
reminder-none = No reminder, then.
reminder-unchanged = Your reminders stay as they are.
reminder-nothing-set = No reminder is set. You can say: remind me every morning.
reminder-set-is = You're reminded { $plan }.
reminder-next = The next one is { $coming }.
reminder-only = You're reminded { $plan }. The next one is { $day }.
reminder-past = That time is over already. Say a later one.
reminder-too-many = { NUM($n) } reminders are the most I set.
reminder-offer = I can remind you. Say: Alexa, ask my heel stretches to remind me every morning.
reminder-text = Time for your heel stretches. Say: Alexa, start my heel stretches.
reminder-text-round = Time for the arch stretch. Say: Alexa, ask my heel stretches for the arch stretch.
reminder-denied = No reminder, then. If you change your mind, ask me again.
reminder-card =
    Reminders need your permission. I've sent a card to your Alexa app: allow them there, then ask me again.
reminder-fault-not_allowed = I may not look after your reminders any more. You find them in the Alexa app.
reminder-fault-not_here = This device can't keep reminders. Please ask me on another one.
reminder-fault-too_many = Alexa has no room for more reminders. Please delete some in the Alexa app.
reminder-fault-busy = Alexa's reminders are busy. Please ask again in a minute.
reminder-fault-offline = Alexa can't reach the device that would ring. Please ask again later.
reminder-fault-unreachable = I can't reach Alexa's reminders just now. Please ask again later.
reminders-left = I couldn't cancel your reminders: please delete them in the Alexa app.

## When it hurts

pain-stopped = Stopped.
pain-let-go = Stopped. Let go gently.
ask-did-it-hurt = Stopped. Did that hurt?
ask-pain = Zero to ten, how bad?
pain-meant = A firm pull, yes. Pain, no.
pain-cramp = Ease off and let it settle.
ask-ready-or-skip = Say ready, or skip.
pain-mild = That's mild. Ease off a little.
pain-bearable = Make it smaller this time. If it doesn't settle, we leave it.
ask-carry-on = Carry on?
pain-left-out = We'll leave this one today. { pain-again }
pain-again = If it hurts more tomorrow, or again next time, ask a doctor or physio.
pain-idle = { $bad ->
    [yes] Leave it for today. { pain-again }
   *[no] Take it gently, and stop short of pain.
 }
ask-next-or-stop = Next exercise, or stop?
red-flag-see-somebody =
    Stop the exercises for now. A doctor or podiatrist should look at that soon. I've kept what you did.
red-flag-emergency = This may be an emergency. Call your local emergency number now. I can't call for you.
red-flag-calf = Stop the exercises. Have a doctor look at your calf today.
red-flag-ask-first = Please check with your doctor or physio first, and come back when they're happy.
red-flag-dizzy = Stop and sit or lie down. If it doesn't pass quickly, get help.

## Help

help-idle-first =
    Ask what did I do today. While I count, say Alexa first. Say start for all { EXERCISES() }, morning stretch for three
    minutes, or name one exercise.
help-idle = Say start, morning stretch, or what did I do today.
help-wait = Say ready, more time, how do I do it, or skip.
help-work = Alexa, pause, next, or that hurts.
help-rest = Alexa, skip, pause, or how long left.
help-paused = Resume, start over, or stop.
help-foot = Say left, right or both.
help-routine = Say the whole routine, or the short one.
help-resume = Yes carries on, no starts fresh.
help-carry_on_here = { help-resume }
help-rest_of_day = { help-resume }
help-from_the_top = Yes starts all { EXERCISES() }. No leaves it.
help-offer = Yes starts it. No leaves it.
help-which_lift = Tiptoes, or heels.
help-pain = A number from zero to ten, or say skip.
help-did_it_hurt = Yes, or no.
help-cramp = Say ready, or skip.
help-carry_on = Yes carries on. No leaves it.
help-next_or_stop = Say next exercise, or stop.
help-ready_or_done = Say ready, or done.
help-stop_today = Yes stops. No goes on.
help-fewer_sets = Yes does fewer sets. No leaves it.
help-gently = Yes starts gently. No leaves it.
help-reminders = Yes sets it, no leaves it. Or say another time, or other days.
help-forget = Yes deletes everything. No keeps it.

## Not understood, and faults

missed = I didn't catch that.
missed-count = I didn't catch that. If it hurts, say it hurts.
say-stop-to-end = Say stop to end.
missed-idle = I didn't catch that. Start, morning stretch, or help?
missed-wait =
    .v1 = Say ready, or more time.
    .v2 = Ready, or more time?
missed-paused =
    .v1 = Say resume, or stop.
    .v2 = Resume, or stop?
own-fault = Something went wrong on my side. Your place is kept. Say resume.
store-down = I can't save just now; I'll keep trying.
store-down-at-end = I can't save just now. Your last steps may be missing next time.
notes-unreachable = I can't reach your notes just now. What you do today will be kept and written later.

## On a screen: a word or two, to be read from the floor

screen-ready = Get ready
screen-rest = Rest
screen-talk = Next
screen-done = Done
screen-side = { $side ->
    [left] Left
   *[right] Right
}
screen-ask-ready = Ready?
screen-time = { $shown_hour }:{ $shown_minute } { $half ->
    [am] AM
   *[pm] PM
}
screen-when = { when-words }
screen-days = { $n ->
    [1] day
   *[other] days
}
screen-day = { $day ->
    [0] M
    [1] T
    [2] W
    [3] T
    [4] F
   *[other] S
}
screen-say-article_order = Article
screen-say-both = Both
screen-say-easy_order = Easy
screen-say-full = All { EXERCISES() }
screen-say-full_talk = All of it
screen-say-goes_on = Go on
screen-say-left = Left
screen-say-less_talk = Less talk
screen-say-longer = Longer
screen-say-more_time = More time
screen-say-next = Next
screen-say-no = No
screen-say-pause = Pause
screen-say-quicker = Quicker
screen-say-ready = Ready
screen-say-resume = Resume
screen-say-right = Right
screen-say-short = Two
screen-say-shorter = Shorter
screen-say-slower = Slower
screen-say-steady = Steady
screen-say-stop = Stop
screen-say-today = Today
screen-say-waits = Wait
screen-say-yes = Yes
