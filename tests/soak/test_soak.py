"""A small soak: a few seeded homes in which everything goes wrong. `make soak` lives far more."""

import pytest

from tests.soak import world
from tests.soak.home import Home

SEED = 1
HOMES = range(1, 7)
CHOSEN = {
    (7, 3): "answers that ended a session in an outage",
    (7, 45): "sessions that ended before its planned end",
    (7, 61): "one-shots into the sound",
    (7, 62): "sounds that came by themselves",
}
"""Seeds and homes in which something happens that is rare, or new."""


@pytest.fixture(scope="module")
def shared(_no_way_out, _no_account_no_zone, tmp_path_factory):
    """An engine with an empty table, and the skill on it."""
    with world.surroundings(tmp_path_factory.mktemp("soak")) as shared:
        yield shared


@pytest.mark.parametrize(("seed", "number"), [*((SEED, n) for n in HOMES), *CHOSEN])
def test_the_table_has_each_step_that_was_heard_once_on_its_own_day(shared, seed, number):
    """No step is lost, none is counted twice, whatever goes wrong."""
    outcome = Home(shared, seed, number).live()

    assert outcome.tally["steps counted"]
    assert outcome.tally[CHOSEN.get((seed, number), "steps counted")], "choose another home"
    recipe = f'make soak ARGS="--seed {seed} --home {number}"'
    assert [] == outcome.differences, "\n".join((recipe, outcome.about, *outcome.story))


def test_a_step_too_many_or_too_few_is_seen(shared):
    """The control: the comparison looks at what is stored."""
    home = Home(shared, SEED, HOMES.stop)
    assert [] == home.live().differences
    day = next(day for day, log in shared.table_of(home.user).items() if log.get("calf_steps"))

    for added, kind in ((1, "steps counted twice"), (-2, "steps lost")):
        shared.plain_client.update_item(
            TableName=world.TABLE,
            Key={"pk": {"S": home.user}, "sk": {"S": f"DAY#{day}"}},
            UpdateExpression="ADD calf_steps :n",
            ExpressionAttributeValues={":n": {"N": str(added)}},
        )
        home.compare()
        assert 1 == home.tally[kind]
