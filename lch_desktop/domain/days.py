"""One day of calling: which date it belongs to and what it was worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from lch_desktop.domain.zones import zone_info

LEAST_PLANNED_CALLS = 3
"""A plan's number of calls is never taken as fewer (habit.md section 1)."""

NOTICE_MIN = 10
"""How long before its start an hour may already be begun from its notice (design/morning.md rule 3)."""


class DayKind(StrEnum):
    """What a day's work came to. Whether MISS already stands is the calendar's question, not the day's."""

    FULL = "full"
    SHORT = "short"
    MISS = "missed"


@dataclass(frozen=True, slots=True)
class DayRules:
    """The thresholds of a day's result: our own choices, in one place (habit.md section 1)."""

    full_planned_min: float = 30.0
    full_focus_percent: int = 80
    least_focus_min: float = 15.0
    least_effort: int = 3
    short_cap: float = 0.9
    talk_min_per_dial: float = 3.0


DEFAULT_RULES = DayRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayInput:
    """What one session, or all sessions of a day together, put in. Spans are minutes, never negative."""

    focus_min: float
    planned_min: float
    dials: int
    planned_calls: int
    talk_min: float = 0.0
    sold: bool = False
    queue_emptied: bool = False


@dataclass(frozen=True, slots=True)
class DayResult:
    """What a day came to. `value` is 1 for FULL, within 0..0.9 for SHORT, 0 for MISS.

    `full_sessions` counts the sessions that are FULL each on its own: two make a make-up day.
    """

    kind: DayKind
    value: float
    full_sessions: int = 0

    @property
    def kept(self) -> bool:
        """Whether the day counts for the streak."""
        return self.kind is not DayKind.MISS


def local_date(started_at: datetime, zone: str, rollover_h: int = 3) -> date:
    """Return the date a session belongs to: that of its wall clock less `rollover_h` hours (0..5).

    `started_at` is an aware instant, `zone` an IANA name. The hours are taken off the wall clock, not off
    the instant, so a clock change in the night moves nothing. Store the answer, never work it out again:
    the zone of a laptop changes. Raises InputError "unknown-zone".
    """
    wall = started_at.astimezone(zone_info(zone)).replace(tzinfo=None)
    return (wall - timedelta(hours=rollover_h)).date()


def day_begins_h(rollover_h: int, starts: Iterable[str]) -> int:
    """Return the hour at which days begin: `rollover_h`, or that of the notice before the earliest of `starts`.

    `starts` are wall-clock texts ("02:30"); one that is none counts for nothing.
    """
    begins = [_notice_hour(at) for at in starts]
    return min([rollover_h, *begins])


def day_ends_at(day: date, zone: str, rollover_h: int = 3) -> datetime:
    """Return the UTC instant at which `day` is over: `rollover_h` o'clock of the next date in `zone`."""
    following = day + timedelta(days=1)
    wall = datetime(following.year, following.month, following.day, rollover_h, tzinfo=zone_info(zone))
    return wall.astimezone(UTC)


def monday_of(day: date) -> date:
    """Return the Monday of the week that `day` is in."""
    return day - timedelta(days=day.weekday())


def sum_sessions(sessions: Iterable[DayInput]) -> DayInput | None:
    """Return the sessions of one day as one, or None if there are none.

    Focus, dials and talk add up; planned minutes and planned calls are those of the session with the most
    planned minutes (of equals, the one that asked for fewer calls, so that order does not matter).
    """
    listed = list(sessions)
    if not listed:
        return None
    longest = max(listed, key=_length)
    return DayInput(
        focus_min=sum(one.focus_min for one in listed),
        planned_min=longest.planned_min,
        dials=sum(one.dials for one in listed),
        planned_calls=longest.planned_calls,
        talk_min=sum(one.talk_min for one in listed),
        sold=any(one.sold for one in listed),
        queue_emptied=any(one.queue_emptied for one in listed),
    )


def effort(work: DayInput, rules: DayRules = DEFAULT_RULES) -> int:
    """Return E, dials plus one for every whole three minutes of talk: a long good call is no missed dial."""
    return work.dials + int(work.talk_min // rules.talk_min_per_dial)


def effort_goal(planned_calls: int) -> int:
    """Return ceil(G / 2), the effort that a full day needs; G counts as at least 3."""
    return (max(LEAST_PLANNED_CALLS, planned_calls) + 1) // 2


def day_result(work: DayInput, rules: DayRules = DEFAULT_RULES) -> DayResult:
    """Return what `work` comes to, by the formula of habit.md section 1. Who picked up never decides it.

    `full_sessions` is 1 for FULL, else 0: the input is taken as one session (see `result_of_sessions`).
    """
    if _is_full(work, rules):
        return DayResult(DayKind.FULL, 1.0, 1)
    if _is_short(work, rules):
        return DayResult(DayKind.SHORT, _short_value(work, rules))
    return DayResult(DayKind.MISS, 0.0)


def result_of_sessions(sessions: Iterable[DayInput], rules: DayRules = DEFAULT_RULES) -> DayResult | None:
    """Return the result of a day's sessions taken together, or None for a day without any.

    It is the best that some of them come to. The sum of all is measured by the longest plan, so that an hour
    kept and a longer one broken off would come to less than the hour alone; effort must never lower a day.
    Looked at are the sums of the shortest session, of the two shortest, and so on: any other choice has one of
    these with the same longest plan, which holds all that it holds.
    """
    listed = sorted(sessions, key=_length)
    if len(listed) == 1:  # nearly every day of ten years
        return day_result(listed[0], rules)
    sums = (sum_sessions(listed[:count]) for count in range(1, len(listed) + 1))
    results = [day_result(summed, rules) for summed in sums if summed is not None]
    if not results:
        return None
    best = max(results, key=lambda result: (result.kept, result.value))
    full = sum(1 for one in listed if _is_full(one, rules))
    return DayResult(best.kind, best.value, full)


def _length(session: DayInput) -> tuple[float, int]:
    """Of sessions as long as each other the one that asked for fewer calls is the longer one: it sets the goal."""
    return session.planned_min, -session.planned_calls


def _notice_hour(at: str) -> int:
    """The hour of ten minutes before `at`, not before midnight."""
    hour, _, minute = at.partition(":")
    if not (hour.isdecimal() and minute.isdecimal()):
        return 24
    return max(0, int(hour) * 60 + int(minute) - NOTICE_MIN) // 60


def _is_full(work: DayInput, rules: DayRules) -> bool:
    if work.sold and work.focus_min >= rules.least_focus_min:
        return True
    # Compared as 100 F >= 80 P: 0.8 has no exact binary form, and 28 of 35 minutes must count.
    long_enough = work.planned_min >= rules.full_planned_min
    focused = 100 * work.focus_min >= rules.full_focus_percent * work.planned_min
    worked = work.queue_emptied or effort(work, rules) >= effort_goal(work.planned_calls)
    return long_enough and focused and worked


def _is_short(work: DayInput, rules: DayRules) -> bool:
    worked = work.queue_emptied or effort(work, rules) >= rules.least_effort
    return work.focus_min >= rules.least_focus_min and worked


def _short_value(work: DayInput, rules: DayRules) -> float:
    focus_term = min(1.0, work.focus_min / work.planned_min) if work.planned_min > 0 else 1.0
    effort_term = min(1.0, effort(work, rules) / effort_goal(work.planned_calls))
    if work.queue_emptied:
        effort_term = 1.0
    return min(rules.short_cap, 0.5 * focus_term + 0.5 * effort_term)
