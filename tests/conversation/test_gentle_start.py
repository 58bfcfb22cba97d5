"""A gentle start by voice: one set, then two, then all; and "easier" and "harder" step by step."""


def test_a_gentle_start_grows_by_the_week(returning_home):
    """Each week is told once, with the first exercise in it."""
    returning_home.says("""
        U: ask my heel stretches to start gently
        A: One set this week, two the next, then all. The hamstring has two at least. Five exercises
           today, about twelve minutes. Calf stretch. ... One set. Hold. ...
        U: what are my settings
        A: Left foot, calf thirty seconds, ... A gentle start. Ready?
        U: stop
        +1d
        U: start my heel stretches
        A: Yesterday you did two of the five. Five exercises today, about twelve minutes. Calf
           stretch. ... One set. Hold. ...
        U: stop
        +6d
        U: ask my heel stretches for the calf stretch
        A: Two sets from today. Calf stretch. ... Set one of two. Hold. ...
        U: stop
        +1d
        U: ask my heel stretches for the calf stretch
        A: Calf stretch. ... Set one of two. Hold. ...
        U: stop
        +6d
        U: ask my heel stretches for the calf stretch
        A: All the sets from today. Calf stretch. ... Set one of three. Hold. ...
        U: what are my settings
        A: Left foot and calf thirty seconds. Every second counted. Ready?
        U: stop
        U: ask my heel stretches what are my settings
        A: Left foot and calf thirty seconds. Every second counted. (session ends)
    """)


def test_a_gentle_start_begins_in_the_middle_too(returning_home):
    """What runs goes on, with one set."""
    returning_home.says("""
        U: ask my heel stretches for the calf stretch
        +40s
        U: build up slowly
        A: One set this week, two the next, then all. The hamstring has two at least. Left leg.
           Hold. ... Right leg back. (6 s) Hold. ... You've done the calf stretch. That's the lot
           for now. ...
    """)


def test_one_number_for_all_ends_the_gentle_start(returning_home):
    """It is the person's own choice, and no week changes it."""
    returning_home.says("""
        U: ask my heel stretches to start gently
        U: two sets
        U: stop
        U: ask my heel stretches for two sets
        A: Two sets of each. Anything else?
        U: stop
        +14d
        U: ask my heel stretches for the calf stretch
        A: Calf stretch. ... Set one of two. Hold. ...
    """)


def test_easier_down_to_a_gentle_start(returning_home):
    """Shorter holds, fewer sets, and at the least of all a gentle start with the others."""
    returning_home.says("""
        U: ask my heel stretches for thirty five second holds
        U: make it easier
        A: Calf stretch: thirty seconds. ... Anything else?
        U: make it easier
        A: Thirty is the article's shortest. Two sets instead of three?
        U: yes
        A: Calf stretch: two sets. Anything else?
        U: make it easier
        A: Thirty is the article's shortest. One set instead of two?
        U: yes
        A: Calf stretch: one set. Anything else?
        U: make it easier
        A: Thirty seconds is the article's shortest, and one set the fewest. One set of each this
           week, and more by the week?
        U: yes
        A: One set this week, two the next, then all. ... Calf stretch. ...
        +5s
        U: harder
        A: Calf stretch: two sets. ...
    """)


def test_a_stop_before_an_exercise_is_told_when_nothing_runs(returning_home):
    """And resume leads there."""
    returning_home.says("""
        U: start my heel stretches
        +5s
        U: next
        +5s
        U: next
        A: ... Hamstring stretch. ...
        +5s
        U: stop
        U: ask my heel stretches how long left
        A: Nothing's running. You stopped before the hamstring stretch. Say resume, or start.
           (listening)
        U: resume
        A: ... Left leg up, both hands behind the thigh. ...
    """)


def test_what_is_left_of_an_exercise_is_left_out(returning_home):
    """Two of three sets were done."""
    returning_home.says("""
        U: ask my heel stretches for the calf stretch
        U: skip the exercise
        A: The last set left out. ...
    """)


def test_the_raises_are_noted_by_their_parts(returning_home):
    """The name "raises" may mean one of them."""
    returning_home.says("""
        U: ask my heel stretches i did exercise four
        A: Noted for today: tiptoe raises and heel rocks. (session ends)
    """)


def test_a_second_pause_closes(returning_home):
    """The place is kept, and how to come back is told."""
    returning_home.says("""
        U: start my heel stretches
        +40s
        U: pause
        A: Paused. Say resume within a minute; later, Alexa, start my heel stretches. (listening)
        U: pause
        A: I'll close now; your place is kept. Later, say Alexa, start my heel stretches.
           (session ends)
    """)
