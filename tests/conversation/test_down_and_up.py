"""Who is down on the floor, or up again, before the time is over hears what to do all the same."""


def test_ready_on_the_way_down_for_the_first_time(home):
    """The whole instruction, and a moment to lift the leg."""
    home.says("""
        U: ask my heel stretches for the hamstring stretch
        A: ... Hamstring stretch. Now onto the floor: ... Say Alexa, ready, to start sooner. ...
        +35s
        U: Alexa, ready
        A: Bend your left knee to your chest, ... Breathe deep and slow. (5 s) ... Set one of two.
           ... Hold. Thirty, ...
    """)


def test_ready_once_it_was_explained(returning_home):
    """Nothing is told twice: the count starts."""
    returning_home.says("""
        U: ask my heel stretches for the hamstring stretch
        +33s
        U: Alexa, ready
        A: Set one of two. Left leg. Hold. Thirty, ...
    """)


def test_a_question_on_the_way_down(returning_home):
    """The explanation is still to come, by a word or by silence."""
    returning_home.says("""
        U: ask my heel stretches for the hamstring stretch
        +15s
        U: Alexa, does cortisone help
        A: The article advises against cortisone injections, ... Ready? (listening)
        U: (nothing)
        A: Left leg up, both hands behind the thigh. (5 s) Set one of two. Hold. Thirty, ...
        U: ask my heel stretches for the hamstring stretch
        +15s
        U: Alexa, more time
        A: Take your time. ... Ready? (listening)
        U: ready
        A: Left leg up, both hands behind the thigh. (5 s) Set one of two. Hold. Thirty, ...
    """)


def test_ready_on_the_way_up(returning_home):
    """The raises are named, also where the way up plays by itself."""
    returning_home.says("""
        U: start my heel stretches
        U: (nothing)
        U: ready
        A: ... That's the hamstring stretch. Raises next. (listening)
        U: (nothing)
        A: Roll onto your side and get up slowly; hold on to something. (9 s) Take your time. ...
        +12s
        U: Alexa, ready
        A: Tiptoe raises, then heel rocks. Stand up, one hand on the wall. (5 s) Set one of three.
           Tiptoes. One, up, ...
    """)
