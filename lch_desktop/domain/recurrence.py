"""When the hour comes next: a pure function of the plan and the instant."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from lch_desktop.domain.zones import zone_info

SEARCH_DAYS = 400
"""How far ahead a start is looked for: more than a year, so a plan for one weekday cannot be missed."""

LOOK_BACK_DAYS = 31
"""How far back a start is looked for: longer than that and nobody asks what became of it."""

LONGEST_GAP_MIN = 180
"""No clock in use goes forward by more; a longer gap is a date that a country skipped altogether."""


@dataclass(frozen=True, slots=True)
class Start:
    """One planned start: wall-clock time in the plan's zone, and how long, 15..180 minutes."""

    at: time
    minutes: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPlan:
    """The plan of the mornings. `starts` maps weekdays (Monday 0) to starts; a day not in it is free."""

    zone: str
    starts: dict[int, Start] = field(default_factory=dict)
    days_off: frozenset[date] = frozenset()
    holidays: frozenset[date] = frozenset()

    def start_on(self, day: date) -> Start | None:
        """Return the start planned for `day`, or None on a day off, a holiday or a free weekday."""
        if day in self.days_off or day in self.holidays:
            return None
        return self.starts.get(day.weekday())


def next_start(plan: WeekPlan, after: datetime) -> datetime | None:
    """Return the first start later than `after` (not at it) as an aware UTC instant.

    None if the next 400 days hold none. `after` is aware. A start inside the spring gap moves to the first
    valid minute after it; one inside the autumn fold is taken on the first pass only (morning.md rule 1).
    Raises InputError "unknown-zone".
    """
    return next(_starts(plan, after), None)


def next_starts(plan: WeekPlan, after: datetime, count: int) -> tuple[datetime, ...]:
    """Return the next `count` starts later than `after`, earliest first; fewer if 400 days hold fewer."""
    return tuple(islice(_starts(plan, after), max(0, count)))


def past_starts(plan: WeekPlan, until: datetime) -> Iterator[tuple[date, datetime]]:
    """The dates (of the plan's zone) and instants of the starts at or before `until`, newest first.

    They go back 31 days. `until` is aware. Raises InputError "unknown-zone".
    """
    zone = zone_info(plan.zone)
    with suppress(OverflowError):
        today = until.astimezone(zone).date()
        for back in range(LOOK_BACK_DAYS + 1):
            day = today - timedelta(days=back)
            instant = start_instant(plan, day)
            if instant is not None and instant <= until:
                yield day, instant


def start_instant(plan: WeekPlan, day: date) -> datetime | None:
    """Return the UTC instant of the start planned for `day`, or None if none is planned.

    Also None where the plan's zone skipped the date altogether (Samoa, 30 December 2011).
    """
    start = plan.start_on(day)
    return None if start is None else _instant(day, start.at, zone_info(plan.zone))


def _starts(plan: WeekPlan, after: datetime) -> Iterator[datetime]:
    zone = zone_info(plan.zone)
    with suppress(OverflowError):  # a clock at either end of the calendar
        today = after.astimezone(zone).date()
        for ahead in range(SEARCH_DAYS + 1):
            instant = start_instant(plan, today + timedelta(days=ahead))
            if instant is not None and instant > after:
                yield instant


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """Return the first instant whose wall clock in `zone` is `at` on `day`, or the first minute after."""
    wall = datetime.combine(day, at.replace(fold=0, tzinfo=None))
    if _gap_min(wall, zone) > LONGEST_GAP_MIN:
        return None
    for later in range(LONGEST_GAP_MIN + 1):
        tried = wall + timedelta(minutes=later)
        # fold=0 is the first pass; a minute in a gap does not come back as itself (PEP 495).
        instant = tried.replace(tzinfo=zone).astimezone(UTC)
        if instant.astimezone(zone).replace(tzinfo=None) == tried:
            return instant
    return None


def _gap_min(wall: datetime, zone: ZoneInfo) -> float:
    """Return the width of the gap that `wall` falls into; 0 outside one, negative inside a fold (PEP 495)."""
    first = wall.replace(tzinfo=zone).utcoffset() or timedelta()
    second = wall.replace(tzinfo=zone, fold=1).utcoffset() or timedelta()
    return (second - first) / timedelta(minutes=1)
