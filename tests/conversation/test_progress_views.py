"""What the page and the terminal show of a conversation is what the voice says of it."""

from datetime import timedelta

from skill.service.telemetry import pseudonym
from tools.progress import progress_of


def shown(home):
    """Return what is shown to somebody who looks now, on this device."""
    device = pseudonym(home.talk.device.device_id)
    return progress_of(home.store, home.user_id, home.talk.clock.now(), device=device)


def test_a_calf_stretch_is_shown_as_it_is_told(returning_home):
    """Half of it in the middle of the count, which nothing has written yet; then all of it."""
    home = returning_home
    home.says("""
        U: ask my heel stretches for the calf stretch
        A: ...
        +95s
        U: ask my heel stretches to pause
        A: Paused. ...
    """)
    calf = shown(home)["today"]["exercises"][0]
    assert ("begun", "1 of 3 sets") == (calf["state"], calf["words"])

    home.says("""
        U: resume
        A: ... You've done the calf stretch. ...
        U: (nothing)
    """)
    progress = shown(home)

    calf = progress["today"]["exercises"][0]
    assert ("done", "done") == (calf["state"], calf["words"])
    assert {"calf": 1} == progress["week"]["days"][-1]["doses"]
    home.says(f"""
        U: ask my heel stretches what I did today
        A: {progress["words"]} (session ends)
        U: ask my heel stretches how was my week
        A: {progress["week"]["words"]} (session ends)
        U: ask my heel stretches for my record
        A: {progress["run"]["words"]} (session ends)
    """)


def test_what_is_being_played_is_shown_as_far_as_it_was_heard(returning_home):
    """By the clock, as the next answer will settle it; looking writes nothing."""
    home = returning_home
    home.says("""
        U: ask my heel stretches for the calf stretch
        A: ...
    """)
    before = [*home.store.everything(home.user_id)]
    begun_at = home.talk.clock.now()

    states = [
        progress_of(
            home.store,
            home.user_id,
            begun_at + timedelta(seconds=seconds),
            device=pseudonym(home.talk.device.device_id),
        )["today"]["exercises"][0]["words"]
        for seconds in (0, 70, 100)
    ]

    assert ["not yet", "begun", "1 of 3 sets"] == states
    assert before == [*home.store.everything(home.user_id)]
