"""When the system itself starts the program: some minutes before each planned hour, week after week."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from lch_desktop.domain.morning import NOTICE_AHEAD
from lch_desktop.domain.recurrence import WeekPlan, next_starts
from lch_desktop.domain.zones import zone_info

_DAYS = 7


@dataclass(frozen=True, slots=True, order=True)
class WakeTime:
    """A wall-clock time of each week. Monday is 0."""

    weekday: int
    at: time


def wake_times(plan: WeekPlan) -> tuple[WakeTime, ...]:
    """Ten minutes before each start, on the clock of the plan's zone, in the order of the week.

    Days off and holidays are not left out: whoever is started then finds that nothing is due.
    """
    return tuple(sorted(_ahead(weekday, start.at) for weekday, start in plan.starts.items()))


def wake_times_in(zone: str, plan: WeekPlan, now: datetime) -> tuple[WakeTime, ...]:
    """The same on the clock of `zone`, as its offset to the plan's zone is in the week from `now` (aware).

    For systems whose schedules know no zone but their own. It holds until one of the two changes its clocks.
    """
    whole_week = replace(plan, days_off=frozenset(), holidays=frozenset())
    coming = (at for at in next_starts(whole_week, now, _DAYS) if at <= now + timedelta(days=_DAYS))
    walls = [(at - NOTICE_AHEAD).astimezone(zone_info(zone)) for at in coming]
    return tuple(sorted({WakeTime(wall.weekday(), wall.time().replace(second=0, microsecond=0)) for wall in walls}))


def _ahead(weekday: int, at: time) -> WakeTime:
    monday = datetime(2026, 1, 5)  # noqa: DTZ001  a wall clock of no zone
    wall = datetime.combine(monday + timedelta(days=weekday), at) - NOTICE_AHEAD
    return WakeTime(wall.weekday(), wall.time())
