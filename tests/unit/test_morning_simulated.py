"""Whole mornings with a fake clock: sleep, restarts, crashes, set clocks and flights, and what the rep sees of them.

What has to come of a morning is worked out here, beside the rules, from when the computer was awake.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from lch_desktop.domain.errors import RuleError
from lch_desktop.domain.settings import Settings
from tests.unit.morning_world import HELD, MONDAY, NOTICE, OFFER, READY, TUESDAY, World, at, minutes_after

# --- Once, or offered ---------------------------------------------------------------------------------


def test_a_plain_morning() -> None:
    world = World()
    world.wait_until("15:00")
    assert [(what, minutes_after(when)) for what, _, when in world.seen] == [(NOTICE, -10), (READY, 0)]


def expected(gone_at: int, back_at: int) -> dict[str, int]:
    """What a morning has in which nothing ran from minute `gone_at` to `back_at`, counted from T."""
    found = {}
    if gone_at >= -10 or back_at < 0:
        found[NOTICE] = 1
    if gone_at >= 0 or back_at <= 20:
        found[READY] = 1
    elif back_at < 240:
        found[OFFER] = 1
    return found


GAPS = [(gone, length) for gone in (*range(-15, 31), 120, 239, 240, 300) for length in (0, 1, 7, 12, 20, 25, 60, 300)]


@pytest.mark.parametrize("how", ["sleep", "off"])
def test_asleep_or_off_at_every_minute(how: str) -> None:
    for gone, length in GAPS:
        world = World()
        world.wait(30 + gone)
        getattr(world, how)(length)
        world.wait_until("16:00")
        assert world.counts() == expected(gone, gone + length), (gone, length)


@pytest.mark.parametrize(("back", "what"), [(1, READY), (20, READY), (21, OFFER), (239, OFFER), (240, None)])
def test_found_again_after_dying_before_the_page_was_there(back: int, what: str | None) -> None:
    world = World(dies_opening=True)
    world.wait_until("8:00")
    assert not world.is_on
    world.off(back)
    world.wait_until("16:00")
    assert world.counts() == {NOTICE: 1} | ({what: 1} if what else {})


@pytest.mark.parametrize("minutes", range(0, 30, 3))
def test_opened_but_never_started_does_not_come_again(minutes: int) -> None:
    world = World()
    world.wait_until("8:00")
    for _ in range(3):
        world.wait(minutes)
        world.off(minutes)
    world.wait_until("16:00")
    assert world.counts() == {NOTICE: 1, READY: 1}


@pytest.mark.parametrize("begun", ["7:35", "7:49", "7:52", "7:59"])
def test_an_hour_begun_by_hand_is_the_hour(begun: str) -> None:
    world = World()
    world.wait_until(begun)
    world.begin_hour()
    world.wait_until("16:00")
    assert READY not in world.counts()
    assert OFFER not in world.counts()
    assert world.counts().get(NOTICE, 0) == (begun > "7:50")


def test_every_workday_of_a_month_without_a_restart() -> None:
    world = World()
    for n in range(30):
        world.wait(24 * 60)
        day = MONDAY + timedelta(days=n)
        assert world.counts(day) == ({NOTICE: 1, READY: 1} if day.weekday() < 5 else {})


# --- Missed, never silently -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("does", "missed"),
    [
        pytest.param(lambda world: world.wait(600), True, id="the page was there and nobody came"),
        pytest.param(lambda world: world.off(600), True, id="never switched on"),
        pytest.param(lambda world: world.morning.skip("meeting"), True, id="skipped for a meeting"),
        pytest.param(lambda world: world.morning.skip("sick"), False, id="sick"),
        pytest.param(lambda world: world.begin_hour(), False, id="an hour by hand"),
        pytest.param(lambda world: (world.wait(300), world.begin_hour()), False, id="in the afternoon"),
    ],
)
def test_a_missed_day_is_told_once(does: object, missed: bool) -> None:
    world = World()
    does(world)  # type: ignore[operator]
    assert world.morning.missed_untold() is None  # the day is not over
    world.wait_until("2:59", TUESDAY)
    assert world.morning.missed_untold() is None  # nor is it at midnight
    world.wait_until("3:00", TUESDAY)
    assert world.morning.missed_untold() == (MONDAY if missed else None)
    if missed:
        world.morning.tell_missed(MONDAY)
        world.off(0)
        assert world.morning.missed_untold() is None


def test_a_missed_friday_is_told_on_monday_and_a_sick_day_declared_later_is_not() -> None:
    world = World(starts_at=at("7:30", MONDAY - timedelta(days=3)))
    world.off(2 * 24 * 60)
    friday = MONDAY - timedelta(days=3)
    assert world.morning.missed_untold() == friday
    world.morning.set_sick(friday, True)
    assert world.morning.missed_untold() is None
    world.morning.set_sick(friday, False)
    assert world.morning.missed_untold() == friday


# --- The rep says later ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pressed", "came"),
    [
        ("7:50", [(NOTICE, -10), (NOTICE, -5), (READY, 0)]),
        ("7:53", [(NOTICE, -10), (NOTICE, -2), (READY, 0)]),
        ("7:55", [(NOTICE, -10), (READY, 0)]),
        ("7:57", [(NOTICE, -10), (READY, 2)]),
        ("8:00", [(NOTICE, -10), (READY, 0), (READY, 5)]),
        ("8:15", [(NOTICE, -10), (READY, 0), (READY, 20)]),
    ],
)
def test_in_five_minutes(pressed: str, came: list[tuple[str, int]]) -> None:
    world = World()
    world.wait_until(pressed)
    assert world.delay()
    assert not world.delay()
    world.wait_until("16:00")
    assert [(what, minutes_after(when)) for what, _, when in world.seen] == came


def test_an_old_notice_answered_late_puts_nothing_off() -> None:
    world = World()
    world.wait_until("13:00")
    assert not world.delay()
    world.wait_until("7:00", TUESDAY)
    assert not world.delay()


@pytest.mark.parametrize(("until", "came"), [(3, READY), (19, READY), (21, OFFER), (60, OFFER)])
def test_the_page_waits_for_a_call_to_end(until: int, came: str) -> None:
    world = World(in_a_call=True)
    world.wait(30 + until)
    if until < 21:
        assert world.counts() == {NOTICE: 1, HELD: 1}
    world.in_a_call = False
    world.wait_until("16:00")
    assert world.counts() == {NOTICE: 1, HELD: 1, came: 1}
    ((when),) = world.saw(came)
    assert minutes_after(when) <= max(until, 20) + 1


def test_in_five_minutes_during_a_call_is_told_again() -> None:
    world = World(in_a_call=True)
    world.wait_until("8:01")
    assert world.delay()
    world.wait_until("8:10")
    assert [minutes_after(when) for when in world.saw(HELD)] == [0, 6]


@pytest.mark.parametrize(
    ("skipped", "taken_back", "came"),
    [
        ("7:52", "7:55", {NOTICE: 1, READY: 1}),
        ("7:40", "7:45", {NOTICE: 1, READY: 1}),
        ("7:52", "8:10", {NOTICE: 1, READY: 1}),
        ("7:52", "9:00", {NOTICE: 1, OFFER: 1}),
        ("7:52", "12:30", {NOTICE: 1}),
        ("8:05", "8:06", {NOTICE: 1, READY: 1}),
    ],
)
def test_a_skip_taken_back(skipped: str, taken_back: str, came: dict[str, int]) -> None:
    world = World()
    world.wait_until(skipped)
    world.morning.skip("travel")
    before = world.counts()
    world.wait_until(taken_back)
    assert world.counts() == before
    world.morning.unskip()
    world.wake()
    world.wait_until("16:00")
    assert world.counts() == came


# --- Clocks and zones -----------------------------------------------------------------------------------


@pytest.mark.parametrize("hours", [-72, -30, -25, -24, -3, -1, -0.1, 0.1, 1, 3, 23, 24, 25, 49, 24 * 30])
@pytest.mark.parametrize("when", ["7:40", "7:55", "8:00", "8:05", "8:10", "9:00", "13:00"])
def test_a_clock_set_wrong_for_a_minute_costs_nobody_a_morning(hours: float, when: str) -> None:
    world = World()
    world.wait_until(when)
    world.set_clock(hours * 60)
    world.wait(1)
    world.set_clock(-hours * 60)
    world.wait_until("16:00")
    opened = world.saw(READY) + [moment for what, on, moment in world.dreamt if (what, on) == (READY, MONDAY)]
    assert len(opened) == 1 or world.counts()[OFFER] == 1
    assert len(opened) <= 1
    for n in (1, 2):
        day = MONDAY + timedelta(days=n)
        world.wait_until("16:00", day)
        assert world.counts(day) == {NOTICE: 1, READY: 1}, world.dreamt


@pytest.mark.parametrize("hours", [-8, -3, -1])
def test_a_clock_set_back_over_its_minute_does_not_open_twice(hours: int) -> None:
    world = World()
    world.wait_until("8:05")
    world.set_clock(hours * 60)
    world.wait_until("16:00")
    assert world.counts() == {NOTICE: 1, READY: 1}
    assert READY not in [what for what, *_ in world.dreamt]


def test_a_clock_without_its_battery() -> None:
    world = World()
    world.clock.jump(-(world.now - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())
    world.off(0)
    world.wait(600)
    assert world.seen == []
    assert world.store.chosen.planned_since > 0
    assert world.morning.missed_untold() is None
    with pytest.raises(RuleError):
        world.morning.delay()
    assert not world.morning.starting()
    world.clock.jump((at("8:05") - world.now).total_seconds())  # the time server answers
    world.wake()
    assert world.counts() == {READY: 1}


def test_first_started_by_a_clock_without_its_battery_nothing_is_written() -> None:
    world = World()
    world.store.chosen = Settings()
    world.clock.jump(-(world.now - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())
    world.off(0)
    assert world.store.chosen.planned_since == 0


@pytest.mark.parametrize(
    ("zones", "opened"),
    [
        # worked or not, a date has one start by itself; a new zone's date that has not been has its own
        (["America/Los_Angeles"], [MONDAY, TUESDAY]),
        (["America/New_York"], [MONDAY, TUESDAY]),
        (["Europe/Berlin"], [MONDAY, TUESDAY]),
        (["Asia/Tokyo"], [MONDAY, TUESDAY]),
        (["Pacific/Auckland", "Pacific/Honolulu"], [MONDAY, TUESDAY]),
        (["Pacific/Kiritimati", "Pacific/Pago_Pago"], [MONDAY, TUESDAY]),
    ],
)
@pytest.mark.parametrize("hour", [True, False])
def test_a_flight_never_gives_a_date_two_starts(zones: list[str], opened: list[date], hour: bool) -> None:
    world = World()
    world.wait_until("8:01")
    if hour:
        world.begin_hour()
    for zone in zones:
        world.wait(30)
        world.fly(zone)
        world.wait(60)
    world.wait_until("23:00", TUESDAY)
    days = [on for what, on, _ in world.seen if what == READY]
    assert sorted(set(days)) == sorted(days)
    assert {MONDAY, TUESDAY} <= set(days) | {hour.local_on for hour in world.store.hours}
    assert days[:2] == opened


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Pacific/Auckland", "Pacific/Kiritimati"])
def test_a_computer_abroad_keeps_the_plan_at_home_until_it_is_asked(zone: str) -> None:
    """There it may be tomorrow already: each hour counts for the date it was planned for."""
    world = World()
    world.zone = zone
    world.off(0)
    for n in range(4):
        day = MONDAY + timedelta(days=n)
        world.wait_until("8:01", day)
        world.begin_hour()
        world.wait_until("20:00", day)
        assert world.counts(day) == {NOTICE: 1, READY: 1}
        assert world.morning.missed_untold() is None


def test_a_tuesday_begun_by_hand_in_tokyo_is_not_begun_again_in_los_angeles() -> None:
    world = World(zone="Asia/Tokyo", starts_at=at("7:30", TUESDAY, "Asia/Tokyo"))
    world.begin_hour()
    world.wait(60)
    world.fly("America/Los_Angeles")
    world.wait_until("23:00", TUESDAY)
    assert world.counts(TUESDAY) == {}


def test_west_before_the_hour_it_comes_later_and_east_it_is_offered() -> None:
    west, east = World(), World(zone="America/Los_Angeles")
    west.wait_until("7:45")
    west.fly("America/Los_Angeles")
    west.wait_until("16:00")
    assert [(what, minutes_after(when)) for what, _, when in west.seen] == [(NOTICE, 110), (READY, 120)]
    east.wait_until("9:00")  # seven in Los Angeles
    east.fly("America/Chicago")
    east.wait_until("16:00")
    assert east.counts() == {OFFER: 1}


@pytest.mark.parametrize("start", ["02:30", "00:05", "23:50", "03:00", "11:55"])
def test_an_hour_at_any_time_of_day_comes_once_and_can_be_skipped(start: str) -> None:
    world = World(start=start, starts_at=at("12:30", MONDAY - timedelta(days=3)))
    tuesday = at(start, TUESDAY)
    world.wait((tuesday - world.now).total_seconds() / 60 - 5)
    assert world.counts(TUESDAY) == {NOTICE: 1}
    world.morning.skip("other")
    assert world.store.days[TUESDAY].skip_reason == "other"
    assert world.morning.skipped() == "other"
    world.wait(60)
    assert world.morning.skipped() == "other"
    assert world.counts(TUESDAY) == {NOTICE: 1}
    world.wait(24 * 60)
    wednesday = TUESDAY + timedelta(days=1)
    assert world.counts(wednesday) == {NOTICE: 1, READY: 1}
    assert world.morning.skipped() == ""


@pytest.mark.parametrize("start", ["02:30", "00:05", "23:50"])
def test_an_hour_in_the_night_counts_for_its_own_date(start: str) -> None:
    world = World(start=start, starts_at=at("12:30", MONDAY))
    tuesday = at(start, TUESDAY)
    world.wait((tuesday - world.now).total_seconds() / 60 + 1)
    world.begin_hour()
    assert world.store.hours[-1].local_on == TUESDAY
    world.wait(48 * 60)
    wednesday = TUESDAY + timedelta(days=1)
    assert world.counts(TUESDAY) == {NOTICE: 1, READY: 1}
    assert world.counts(wednesday) == {NOTICE: 1, READY: 1}
    assert world.morning.missed_untold() == wednesday


@pytest.mark.parametrize("days", [366, 800])
def test_days_off_that_swallow_a_year_are_waited_out_by_one_program(days: int) -> None:
    world = World(starts_at=at("12:30", MONDAY - timedelta(days=3)))
    away = [MONDAY + timedelta(days=n) for n in range(days)]
    world.rep.save(replace(world.rep.settings, days_off=tuple(day.isoformat() for day in away)))
    world.look()
    looks = 0
    while world.look_at is not None and world.now < at("9:00", away[-1] + timedelta(days=5)):
        world.clock.advance((world.look_at - world.now).total_seconds())
        world.look()
        looks += 1
    assert world.seen[0][:2] == (
        NOTICE,
        next(d for n in range(1, 4) if (d := away[-1] + timedelta(days=n)).weekday() < 5),
    )
    assert looks < days
