"""What the morning asks for now: a pure function of one day's record and the instant (design/morning.md, rules 1-3).

Nothing here waits. Whoever waits asks again at `Decision.look_at`, after every sleep and after every press: the
answer is the same however often it is asked, so a missed or a doubled look does no harm.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from lch_desktop.domain.recurrence import WeekPlan, next_start, start_instant
from lch_desktop.domain.zones import zone_info

NOTICE_AHEAD = timedelta(minutes=10)
DELAY = timedelta(minutes=5)
LATE_READY = timedelta(minutes=20)
"""How late the Ready page still opens by itself, with the full length."""

LEAST_OFFER = timedelta(hours=2)
"""How long the hour is offered where it was planned for noon or later: our choice, the rule knows mornings only."""

EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)
"""A clock that shows an earlier year has lost its battery: nothing is started or noted by it."""


class Step(StrEnum):
    """What is to be done now. Only one at a time."""

    WAIT = "wait"
    NOTICE = "notice"  # "in 10 minutes": once, and once more after "In 5 minutes"
    READY = "ready"  # open the Ready page
    OFFER = "offer"  # too late for that: say once that it may still be started, until `offer_ends_at`


@dataclass(frozen=True, slots=True, kw_only=True)
class MorningDay:
    """What was done about the hour planned for the date `on`. None: not yet. Stored, never worked out again."""

    on: date
    start_at: datetime  # as planned when this was last looked at
    noticed_at: datetime | None = None  # the last notice before the hour
    delayed_at: datetime | None = None  # "In 5 minutes", once a day
    told_at: datetime | None = None  # the notice at its minute, where the page had to wait for a call to end
    started_at: datetime | None = None  # written before the page opens
    opened_at: datetime | None = None  # written when it is there: without it the start is taken up again
    offered_at: datetime | None = None
    skipped_at: datetime | None = None
    skip_reason: str = ""  # "sick" makes the day excused; any other leaves it pending

    @property
    def again_at(self) -> datetime | None:
        """When "In 5 minutes" is over."""
        return self.delayed_at + DELAY if self.delayed_at else None

    @property
    def opens_at(self) -> datetime:
        """When the page opens: the planned minute, or five minutes after a delay that reaches beyond it."""
        return max(self.start_at, self.again_at) if self.again_at else self.start_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One step, and when to ask again at the latest."""

    step: Step
    day: MorningDay | None  # None: no hour is due or coming within ten minutes
    look_at: datetime | None
    offer_ends_at: datetime | None = None  # set while the hour may still be started late
    may_delay: bool = False

    @property
    def is_late(self) -> bool:
        """Whether the planned minute is past for good."""
        return self.offer_ends_at is not None


def current_start(plan: WeekPlan, now: datetime) -> tuple[date, datetime] | None:
    """The date (of the plan's zone) and the instant of the newest start that is past or within ten minutes.

    None where there was none since yesterday. `now` is aware.
    """
    today = (now + NOTICE_AHEAD).astimezone(zone_info(plan.zone)).date()
    for day in (today, today - timedelta(days=1)):
        start = start_instant(plan, day)
        if start is not None and start <= now + NOTICE_AHEAD:
            return day, start
    return None


def decide(
    plan: WeekPlan, day: MorningDay | None, now: datetime, *, planned_since: datetime, is_worked: bool
) -> Decision:
    """What to do now about the start that `current_start` tells of.

    `day`: its record, with `start_at` as planned now; None where there is no such start. `planned_since`: since when
    the plan holds; a start before that was nobody's plan. `is_worked`: an hour of this date was begun already.
    """
    upcoming = next_start(plan, now + NOTICE_AHEAD)
    next_look = upcoming - NOTICE_AHEAD if upcoming else None
    if now < EARLIEST:
        return Decision(step=Step.WAIT, day=None, look_at=None)
    if day is None or day.start_at < planned_since or is_worked or day.skipped_at:
        return Decision(step=Step.WAIT, day=day, look_at=next_look)
    if day.started_at and day.opened_at:
        return Decision(step=Step.WAIT, day=day, look_at=next_look)
    return _of_open_day(day, now, offer_ends(plan, day), next_look)


def offer_ends(plan: WeekPlan, day: MorningDay) -> datetime:
    """Until when a missed start is offered: noon of its date in the plan's zone, or two hours after a later start."""
    noon = datetime.combine(day.on, time(12), zone_info(plan.zone)).astimezone(UTC)
    return max(noon, day.start_at + LEAST_OFFER)


def _of_open_day(day: MorningDay, now: datetime, ends_at: datetime, next_look: datetime | None) -> Decision:
    last_minute = day.opens_at + LATE_READY
    may_delay = day.delayed_at is None
    if now < day.opens_at:
        again = day.again_at if day.again_at and day.again_at < day.start_at else None
        is_due = day.noticed_at is None or (again is not None and day.noticed_at < again <= now)
        coming = again if again is not None and now < again else day.opens_at
        step = Step.NOTICE if is_due and (day.delayed_at is None or (again is not None and again <= now)) else Step.WAIT
        return Decision(step=step, day=day, look_at=coming, may_delay=may_delay)
    if now <= last_minute:
        return Decision(step=Step.READY, day=day, look_at=last_minute + timedelta(seconds=1), may_delay=may_delay)
    if now < ends_at:
        step = Step.OFFER if day.offered_at is None else Step.WAIT
        return Decision(step=step, day=day, look_at=ends_at, offer_ends_at=ends_at)
    return Decision(step=Step.WAIT, day=day, look_at=next_look)
