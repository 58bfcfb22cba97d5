"""A person, an Echo and the time stay the same from one talk to the next."""

from datetime import UTC, datetime, timedelta

import pytest

from simulator.common import SimulatorError
from simulator.device.clock import RealClock, VirtualClock
from simulator.rig.environment import local_zone_name
from simulator.rig.persisted_state import FILE_NAME, open_state, save_instant

LATER = datetime.now(UTC) + timedelta(days=3)


def test_the_ids_are_kept_in_the_data_directory(tmp_path):
    """Tomorrow it is the same person."""
    assert open_state(tmp_path) == open_state(tmp_path)


def test_another_directory_is_another_person(tmp_path):
    """Ids are made up, not fixed."""
    (tmp_path / "other").mkdir()

    assert open_state(tmp_path).user_id != open_state(tmp_path / "other").user_id


def test_a_talk_begins_where_an_earlier_one_ended(tmp_path):
    """Virtual time may be ahead of the laptop's; it never runs backwards."""
    save_instant(tmp_path, open_state(tmp_path), LATER)

    assert LATER == open_state(tmp_path).next_start(None)


def test_a_talk_begins_now_when_the_earlier_ones_are_past(tmp_path):
    """The usual case."""
    save_instant(tmp_path, open_state(tmp_path), LATER - timedelta(days=30))

    assert LATER - timedelta(days=4) < open_state(tmp_path).next_start(None) < LATER


def test_asking_for_an_instant_before_the_last_is_refused(tmp_path):
    """With what to do about it."""
    save_instant(tmp_path, open_state(tmp_path), LATER)

    with pytest.raises(SimulatorError, match="backwards"):
        open_state(tmp_path).next_start(LATER - timedelta(seconds=1))


@pytest.mark.parametrize(
    "content", ["{", '{"user": 1}', '{"user_id":"a","device_id":"b","last_instant":"x"}']
)
def test_a_household_that_cannot_be_read_is_one_clear_error(tmp_path, content):
    """Never a new person behind somebody's back."""
    (tmp_path / FILE_NAME).write_text(content, encoding="utf-8")

    with pytest.raises(SimulatorError, match="cannot be read"):
        open_state(tmp_path)


def test_a_virtual_clock_jumps_forward_only():
    """Waiting for the past changes nothing."""
    clock = VirtualClock(LATER)
    clock.wait_until(LATER + timedelta(hours=1))
    clock.wait_until(LATER)

    assert LATER + timedelta(hours=1) == clock.now()


def test_a_real_clock_goes_on_from_its_start():
    """It may be shifted; waiting for the past returns at once."""
    clock = RealClock(LATER)
    clock.wait_until(LATER)

    assert LATER <= clock.now() < LATER + timedelta(minutes=1)


def test_a_clock_needs_a_time_zone():
    """A naive instant is a bug."""
    with pytest.raises(ValueError, match="no time zone"):
        VirtualClock(datetime(2026, 11, 23))  # noqa: DTZ001 (that is the point)


def test_the_zone_is_taken_from_the_environment_the_link_or_the_file(tmp_path):
    """In this order; what is no zone is passed over."""
    link, file, nothing = tmp_path / "localtime", tmp_path / "timezone", tmp_path / "none"
    link.symlink_to("/usr/share/zoneinfo/Europe/Oslo")
    file.write_text("Asia/Tokyo\n", encoding="utf-8")

    assert ["America/Lima", "Europe/Oslo", "Asia/Tokyo", "UTC"] == [
        local_zone_name(":America/Lima", localtime=link, timezone=file),
        local_zone_name("nowhere", localtime=link, timezone=file),
        local_zone_name("", localtime=nothing, timezone=file),
        local_zone_name("", localtime=nothing, timezone=nothing),
    ]
