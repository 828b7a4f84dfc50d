"""What the morning asks for at each minute: rules 1 to 3 of design/morning.md as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from lch_desktop.domain.days import day_begins_h, local_date
from lch_desktop.domain.morning import (
    ASK_AGAIN,
    EARLIEST,
    LATEST,
    Decision,
    MorningDay,
    Step,
    current_start,
    decide,
    offer_ends,
)
from lch_desktop.domain.recurrence import Start, WeekPlan, next_start, past_starts

CHICAGO = ZoneInfo("America/Chicago")
MONDAY = date(2026, 11, 23)
WAIT, NOTICE, READY, OFFER = Step.WAIT, Step.NOTICE, Step.READY, Step.OFFER
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def at(clock: str, on: date = MONDAY) -> datetime:
    """The instant of "8:00" or "8:00:30" on the rep's wall clock."""
    hour, minute, second = (*map(int, clock.split(":")), 0)[:3]
    return datetime.combine(on, time(hour, minute, second), CHICAGO).astimezone(UTC)


def plan(start: str = "08:00", zone: str = "America/Chicago", days: range = range(5), **more: object) -> WeekPlan:
    starts = {day: Start(time.fromisoformat(start)) for day in days}
    return WeekPlan(zone=zone, starts=starts, **more)  # type: ignore[arg-type]


def record(start: str = "8:00", reason: str = "", **marks: str) -> MorningDay:
    """A day's record; marks are named without their "_at"."""
    instants = {f"{name}_at": at(clock) for name, clock in marks.items()}
    return MorningDay(on=MONDAY, start_at=at(start), skip_reason=reason, **instants)


def decided(
    day: MorningDay | None, now: str, *, since: datetime = LONG_AGO, worked: bool = False, week: WeekPlan | None = None
) -> Decision:
    return decide(week or plan(), day, at(now), planned_since=since, is_worked=worked)


@pytest.mark.parametrize(
    ("now", "day", "step", "look"),
    [
        pytest.param("7:50", record(), NOTICE, "8:00", id="ten minutes before"),
        pytest.param("7:50:01", record(noticed="7:50"), WAIT, "8:00", id="said once"),
        pytest.param("7:57", record(), NOTICE, "8:00", id="woken in between: one notice at once"),
        pytest.param("7:59:59", record(noticed="7:50"), WAIT, "8:00", id="the last second before"),
        pytest.param("8:00", record(noticed="7:50"), READY, "8:00:30", id="at its minute"),
        pytest.param("8:00", record(), READY, "8:00:30", id="woken at the minute: no notice any more"),
        pytest.param("8:19:50", record(), READY, "8:20:01", id="late, the full length"),
        pytest.param("8:20", record(), READY, "8:20:01", id="twenty minutes are still in time"),
        pytest.param("8:20:01", record(), OFFER, "12:00", id="later than that it is offered"),
        pytest.param("8:30", record(offered="8:21"), WAIT, "12:00", id="offered once"),
        pytest.param("11:59:59", record(), OFFER, "12:00", id="until noon"),
        pytest.param("12:00", record(), WAIT, "+1 7:50", id="noon: over"),
        pytest.param("15:00", record(offered="8:21"), WAIT, "+1 7:50", id="the afternoon"),
        # once a day
        pytest.param("8:00:05", record(started="8:00", opened="8:00"), WAIT, "8:20:01", id="the page was there"),
        pytest.param("8:30", record(started="8:00", opened="8:00"), WAIT, "12:00", id="and is not offered either"),
        pytest.param("8:01", record(started="8:00"), READY, "8:01:30", id="died before the page was there: again"),
        pytest.param("8:40", record(started="8:00"), OFFER, "12:00", id="died, found again too late: offered"),
        pytest.param("8:01", record(opened="8:00"), WAIT, "8:20:01", id="the page was there, by hand"),
        # a call is on at its minute
        pytest.param("8:05", record(told="8:00"), READY, "8:05:30", id="the page waits for the call to end"),
        pytest.param("8:21", record(told="8:00"), OFFER, "12:00", id="the call took too long"),
        # in 5 minutes
        pytest.param("7:52", record(noticed="7:50", delayed="7:51"), WAIT, "7:56", id="put off: silence"),
        pytest.param("7:56", record(noticed="7:50", delayed="7:51"), NOTICE, "8:00", id="the notice returns"),
        pytest.param("7:57", record(noticed="7:56", delayed="7:51"), WAIT, "8:00", id="once"),
        pytest.param("8:00", record(noticed="7:56", delayed="7:51"), READY, "8:00:30", id="and the hour is on time"),
        pytest.param("7:56", record(delayed="7:51"), NOTICE, "8:00", id="put off without a notice"),
        pytest.param("7:58", record(noticed="7:50", delayed="7:57"), WAIT, "8:02", id="put off at T-3"),
        pytest.param("8:01:59", record(noticed="7:50", delayed="7:57"), WAIT, "8:02", id="no notice at T"),
        pytest.param("8:02", record(noticed="7:50", delayed="7:57"), READY, "8:02:30", id="the page at T+2"),
        pytest.param("7:59", record(noticed="7:50", delayed="7:55"), WAIT, "8:00", id="put off to T itself"),
        pytest.param("8:04", record(delayed="8:00"), WAIT, "8:05", id="put off on the page"),
        pytest.param("8:05", record(delayed="8:00"), READY, "8:05:30", id="it comes back at T+5"),
        pytest.param("8:25", record(delayed="8:00"), READY, "8:25:01", id="late counts from there"),
        pytest.param("8:26", record(delayed="8:00"), OFFER, "12:00", id="and ends there"),
        pytest.param("12:22", record(delayed="11:58"), READY, "12:22:30", id="put off over noon on an open page"),
        pytest.param("12:23:01", record(delayed="11:58"), WAIT, "+1 7:50", id="and no longer"),
        # skipped
        pytest.param("7:55", record(skipped="7:50", reason="meeting"), WAIT, "+1 7:50", id="skipped: no notice"),
        pytest.param("8:00", record(skipped="7:50", reason="sick"), WAIT, "+1 7:50", id="skipped: no page"),
        pytest.param("9:00", record(skipped="7:50", reason="other"), WAIT, "+1 7:50", id="skipped: no offer"),
        # marks of a clock that was ahead
        pytest.param("7:50", record(noticed="9:00"), NOTICE, "8:00", id="noticed an hour ahead: said anew"),
        pytest.param("8:21", record(offered="11:00"), OFFER, "12:00", id="offered ahead: offered anew"),
        pytest.param("8:00", record(delayed="9:00"), READY, "8:00:30", id="put off ahead: on time"),
        pytest.param("7:59", record(noticed="8:00"), WAIT, "8:00", id="a minute ahead is a corrected clock"),
        pytest.param("7:59:58", record(started="8:00", opened="8:00"), WAIT, "8:20:01", id="opened stays opened"),
        pytest.param("7:00", record(started="8:00", opened="8:00"), WAIT, "7:50", id="even an hour ahead"),
    ],
)
def test_what_is_due(now: str, day: MorningDay, step: Step, look: str) -> None:
    decision = decided(day, now)
    assert decision.step is step
    ahead, _, clock = look.rpartition(" ")
    assert decision.look_at == at(clock, MONDAY + timedelta(days=int(ahead or 0)))


@pytest.mark.parametrize(
    ("now", "day", "late_until"),
    [
        ("7:55", record(), None),
        ("8:20", record(), None),
        ("8:21", record(), "12:00"),
        ("8:21", record(offered="8:20:30"), "12:00"),
        ("8:10", record(opened="8:00"), None),
        ("8:21", record(opened="8:00"), "12:00"),
        ("12:00", record(), None),
        ("9:00", record(skipped="7:50", reason="other"), None),
    ],
)
def test_how_long_it_may_still_be_started_late(now: str, day: MorningDay, late_until: str | None) -> None:
    decision = decided(day, now)
    assert decision.offer_ends_at == (at(late_until) if late_until else None)
    assert decision.is_late is (late_until is not None)


@pytest.mark.parametrize(
    ("now", "day", "worked", "may"),
    [
        ("7:50", record(), False, True),
        ("8:10", record(), False, True),
        ("8:10", record(opened="8:00"), False, True),  # on the page
        ("7:56", record(delayed="7:51"), False, False),  # once a day in all
        ("8:06", record(delayed="8:00", opened="8:05"), False, False),
        ("8:21", record(), False, False),  # the offer has no such button
        ("12:30", record(opened="8:00"), False, False),  # an old notice answered late
        ("7:55", record(skipped="7:50", reason="other"), False, False),
        ("7:55", record(), True, False),
    ],
)
def test_when_five_minutes_may_be_asked_for(now: str, day: MorningDay, worked: bool, may: bool) -> None:
    assert decided(day, now, worked=worked).may_delay is may


@pytest.mark.parametrize("now", ["7:50", "8:00", "8:10", "9:00", "13:00"])
def test_an_hour_of_that_date_is_enough(now: str) -> None:
    assert decided(record(), now, worked=True).step is WAIT


@pytest.mark.parametrize(
    ("since", "now", "step"),
    [
        ("8:00:01", "8:05", WAIT),  # planned after its minute: nobody's plan
        ("8:00", "8:05", READY),
        ("7:59", "8:05", READY),
        ("8:06", "8:05", READY),  # a clock that was ahead wrote it
        ("9:00", "9:30", WAIT),
    ],
)
def test_a_start_from_before_the_plan_counts_for_nothing(since: str, now: str, step: Step) -> None:
    assert decided(record(), now, since=at(since)).step is step


def test_nothing_due_waits_for_ten_minutes_before_the_next() -> None:
    assert decided(None, "7:40") == Decision(step=WAIT, day=None, look_at=at("7:50"))
    assert decided(None, "7:40", week=WeekPlan(zone="America/Chicago")).look_at is None


def test_days_off_that_swallow_all_that_is_searched_are_looked_at_daily() -> None:
    away = frozenset(MONDAY + timedelta(days=n) for n in range(500))
    decision = decided(None, "7:40", week=plan(days_off=away))
    assert (decision.step, decision.look_at) == (WAIT, at("7:40", MONDAY + timedelta(days=1)))


def test_days_off_that_swallow_a_year_end() -> None:
    away = frozenset(MONDAY + timedelta(days=n) for n in range(366))
    decision = decided(None, "7:40", week=plan(days_off=away))
    assert decision.look_at == at("7:50", MONDAY + timedelta(days=366))


@pytest.mark.parametrize(
    ("now", "look"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), EARLIEST),
        (datetime(1, 1, 1, tzinfo=UTC), EARLIEST),
        (EARLIEST - timedelta(seconds=1), EARLIEST),
        (LATEST, None),
        (datetime(9999, 12, 31, 23, 59, tzinfo=UTC), None),
    ],
)
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_a_clock_that_cannot_be_right_starts_nothing(now: datetime, look: datetime | None, zone: str) -> None:
    week = plan(zone=zone, days=range(7))
    assert current_start(week, now) is None
    day = MorningDay(on=date(1970, 1, 1), start_at=now)
    assert decide(week, day, now, planned_since=LONG_AGO, is_worked=False) == Decision(
        step=WAIT, day=None, look_at=look
    )
    next_start(week, now)  # says something or None, and does not fail
    list(past_starts(week, now))


@pytest.mark.parametrize(
    ("start", "now", "on", "starts"),
    [
        ("08:00", "Mon 7:49", None, None),  # Friday's is older than yesterday
        ("08:00", "Mon 7:50", "Mon", "8:00"),
        ("08:00", "Tue 7:49", "Mon", "8:00"),
        ("08:00", "Sat 7:00", "Fri", "8:00"),
        ("08:00", "Sun 9:00", None, None),
        ("23:50", "Mon 23:39", None, None),
        ("23:50", "Mon 23:40", "Mon", "23:50"),
        ("23:50", "Tue 0:30", "Mon", "23:50"),  # after midnight it is still Monday's
        ("00:05", "Mon 23:54", "Mon", "0:05"),
        ("00:05", "Mon 23:55", "Tue", "0:05"),  # its notice comes the evening before
        ("02:30", "Mon 2:20", "Mon", "2:30"),
    ],
)
def test_which_start_is_meant(start: str, now: str, on: str | None, starts: str | None) -> None:
    week = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    day, clock = now.split()
    found = current_start(plan(start), at(clock, MONDAY + timedelta(days=week.index(day))))
    expected = None
    if on is not None and starts is not None:
        meant = MONDAY + timedelta(days=week.index(on))
        expected = (meant, at(starts, meant))
    assert found == expected


@pytest.mark.parametrize(
    ("start", "ends"), [("8:00", "12:00"), ("2:30", "12:00"), ("11:50", "13:50"), ("14:00", "16:00")]
)
def test_the_offer_ends_at_noon_or_two_hours_after(start: str, ends: str) -> None:
    assert offer_ends(plan(), record(start)) == at(ends)


def test_the_offer_of_a_late_evening_goes_over_midnight() -> None:
    assert offer_ends(plan("23:50"), record("23:50")) == at("1:50", MONDAY + timedelta(days=1))


def test_an_evening_and_an_early_morning_close_together() -> None:
    """Monday 23:50 may still be started when Tuesday's notice comes: Tuesday's is meant then, in time."""
    week = WeekPlan(zone="America/Chicago", starts={0: Start(time(23, 50)), 1: Start(time(0, 40))})
    day = record("23:50", offered="23:58")
    tuesday = MONDAY + timedelta(days=1)
    decision = decide(week, day, at("0:20", tuesday), planned_since=LONG_AGO, is_worked=False)
    assert decision.look_at == at("0:30", tuesday)
    assert current_start(week, at("0:30", tuesday)) == (tuesday, at("0:40", tuesday))


def test_another_minute_is_said_anew_and_the_day_stays() -> None:
    day = record(noticed="7:50", delayed="7:51", told="8:00", started="8:00", opened="8:01", offered="8:30")
    assert day.planned_at(day.start_at) is day
    moved = day.planned_at(at("9:30"))
    assert (moved.noticed_at, moved.told_at, moved.offered_at) == (None, None, None)
    assert (moved.delayed_at, moved.started_at, moved.opened_at) == (day.delayed_at, day.started_at, day.opened_at)
    assert decided(moved, "9:30").step is WAIT  # once a day
    unopened = replace(day, started_at=None, opened_at=None).planned_at(at("9:30"))
    assert [decided(unopened, now).step for now in ("9:20", "9:30", "9:51")] == [NOTICE, READY, OFFER]


@pytest.mark.parametrize("step_s", [17, 30])
def test_whoever_asks_when_told_to_misses_nothing(step_s: int) -> None:
    """What the asking at `look_at` finds is what asking all the time finds, at the same second."""
    for day in (record(), record(delayed="7:51"), record(delayed="7:58"), record(started="8:00"), record(told="8:00")):
        now, until = day.delayed_at or at("7:50"), at("12:01")
        seen = decide(plan(), day, now, planned_since=LONG_AGO, is_worked=False)
        while now < until:
            now += timedelta(seconds=step_s)
            asked = decide(plan(), day, now, planned_since=LONG_AGO, is_worked=False)
            if asked.step is not seen.step:
                assert seen.look_at is not None
                assert seen.look_at <= now
            if seen.look_at is not None and now >= seen.look_at:
                assert asked.look_at is None or asked.look_at > now
                seen = asked


def test_nothing_polls_faster_than_every_thirty_seconds() -> None:
    assert timedelta(seconds=30) == ASK_AGAIN


@pytest.mark.parametrize(
    ("starts", "begins"),
    [
        (("08:00",), 3),
        (("03:10",), 3),
        (("03:05",), 2),
        (("02:30",), 2),
        (("00:05",), 0),
        (("08:00", "02:05"), 1),
        (("x",), 3),
    ],
)
def test_a_day_begins_before_its_first_hour(starts: tuple[str, ...], begins: int) -> None:
    assert day_begins_h(3, starts) == begins


def test_an_hour_in_the_night_belongs_to_its_own_date() -> None:
    begins = day_begins_h(3, ("02:30",))
    for clock in ("2:20", "2:30", "3:30", "23:59"):
        assert local_date(at(clock), "America/Chicago", begins) == MONDAY


def test_starts_that_are_past_come_newest_first() -> None:
    found = list(past_starts(plan(), at("8:00")))
    assert found[0] == (MONDAY, at("8:00"))
    assert [on for on, _ in found] == sorted((on for on, _ in found), reverse=True)
    assert found[-1][0] >= MONDAY - timedelta(days=31)
    assert next(past_starts(plan(), at("7:59")))[0] == MONDAY - timedelta(days=3)
    assert list(past_starts(WeekPlan(zone="UTC"), at("8:00"))) == []
