"""What the morning asks for now: a pure function of one day's record and the instant (design/morning.md, rules 1-3).

Nothing here waits. Whoever waits asks again at `Decision.look_at`, after every sleep and after every press: the
answer is the same however often it is asked, so a missed or a doubled look does no harm.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from lch_desktop.domain.days import NOTICE_MIN
from lch_desktop.domain.recurrence import WeekPlan, next_start, past_starts
from lch_desktop.domain.zones import zone_info

NOTICE_AHEAD = timedelta(minutes=NOTICE_MIN)
DELAY = timedelta(minutes=5)
LATE_READY = timedelta(minutes=20)
"""How late the Ready page still opens by itself, with the full length."""

LEAST_OFFER = timedelta(hours=2)
"""How long the hour is offered where it was planned for noon or later: our choice, the rule knows mornings only."""

EARLIEST, LATEST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
"""A clock that shows another time has lost its battery or its mind: nothing is started or noted by it."""

SICK = "sick"
TRAVEL_DAY = "travel-day"  # declared afterwards; a day that is skipped for "travel" stays pending
EXCUSES = (SICK, TRAVEL_DAY)
"""Why a skipped day is excused; for any other reason it stays pending."""

ASK_AGAIN = timedelta(seconds=30)
"""How often a page that waits for a call to end is asked about; nothing polls faster (design/morning.md)."""

CLOCK_STEP = timedelta(minutes=2)
"""A mark that lies further ahead than this was made while the clock was ahead; less is a clock being corrected."""

_A_MOMENT = timedelta(seconds=1)
_SAID = ("noticed_at", "delayed_at", "told_at", "offered_at")
_DOUBTED = ("started_at", "opened_at", "doubted_at")


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
    skip_reason: str = ""  # one of EXCUSES makes the day excused
    missed_told_at: datetime | None = None  # the rep was told that nothing came of it
    doubted_at: datetime | None = None  # the clock was back before this date, after its page had been opened

    @property
    def again_at(self) -> datetime | None:
        """When "In 5 minutes" is over."""
        return self.delayed_at + DELAY if self.delayed_at else None

    @property
    def opens_at(self) -> datetime:
        """When the page opens: the planned minute, or five minutes after a delay that reaches beyond it."""
        return max(self.start_at, self.again_at) if self.again_at else self.start_at

    def planned_at(self, start_at: datetime) -> MorningDay:
        """The same date with its hour at `start_at`: what was said of another minute is said anew.

        That the page was there, was put off or is not wanted today stays: it comes once a day, whenever that is.
        """
        if start_at == self.start_at:
            return self
        return replace(self, start_at=start_at, noticed_at=None, told_at=None, offered_at=None)

    def as_of(self, now: datetime) -> MorningDay:
        """Without what was noted while the clock was ahead.

        An opening stays where only the hour of the clock was set: twice is worse than never. It goes where its date
        had not even begun (`doubted_at`) and its minute is yet to come.
        """
        names = [name for name in _SAID if _is_ahead(getattr(self, name), now)]
        if self.doubted_at is not None and _is_ahead(self.opened_at, now):
            names += _DOUBTED
        return replace(self, **dict.fromkeys(names)) if names else self  # type: ignore[arg-type]


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

    None where there was none since yesterday, or by a clock that cannot be right. `now` is aware.
    """
    if not EARLIEST <= now < LATEST:
        return None
    found = next(past_starts(plan, now + NOTICE_AHEAD), None)
    yesterday = (now + NOTICE_AHEAD).astimezone(zone_info(plan.zone)).date() - timedelta(days=1)
    return found if found is not None and found[0] >= yesterday else None


def decide(
    plan: WeekPlan, day: MorningDay | None, now: datetime, *, planned_since: datetime, is_worked: bool
) -> Decision:
    """What to do now about the start that `current_start` tells of.

    `day`: its record, with `start_at` as planned now; None where there is no such start. `planned_since`: since when
    the plan holds; a start before that was nobody's plan (one to come was written by a clock that was ahead, and
    counts for nothing). `is_worked`: an hour of this date was begun already, or one is on.
    """
    if now < EARLIEST:
        return Decision(step=Step.WAIT, day=None, look_at=EARLIEST)
    if now >= LATEST:
        return Decision(step=Step.WAIT, day=None, look_at=None)
    next_look = _next_look(plan, now)
    if day is None or is_worked or day.skipped_at or day.start_at < planned_since <= now:
        return Decision(step=Step.WAIT, day=day, look_at=next_look)
    decision = _of_open_day(day.as_of(now), now, offer_ends(plan, day))
    looks = [at for at in (decision.look_at, next_look) if at is not None]
    return replace(decision, look_at=min(looks, default=None))


def offer_ends(plan: WeekPlan, day: MorningDay) -> datetime:
    """Until when a missed start is offered: noon of its date in the plan's zone, or two hours after a later start.

    Never before a page that was put off has had its twenty minutes.
    """
    noon = datetime.combine(day.on, time(12), zone_info(plan.zone)).astimezone(UTC)
    return max(noon, day.start_at + LEAST_OFFER, day.opens_at + LATE_READY)


def _next_look(plan: WeekPlan, now: datetime) -> datetime | None:
    """Ten minutes before the next start. Where days off swallow all that is searched: tomorrow, by one look a day."""
    upcoming = next_start(plan, now + NOTICE_AHEAD)
    if upcoming is None:
        return now + timedelta(days=1) if plan.starts else None
    return upcoming - NOTICE_AHEAD


def _is_ahead(at: datetime | None, now: datetime) -> bool:
    return at is not None and at > now + CLOCK_STEP


def _of_open_day(day: MorningDay, now: datetime, ends_at: datetime) -> Decision:
    last_minute = day.opens_at + LATE_READY
    may_delay = day.delayed_at is None
    late_until = ends_at if last_minute < now < ends_at else None
    if day.opened_at is not None:  # not by itself again, whatever became of it
        look_at = next((at for at in (last_minute + _A_MOMENT, ends_at) if now < at), None)
        may_delay = may_delay and now < ends_at
        return Decision(step=Step.WAIT, day=day, look_at=look_at, offer_ends_at=late_until, may_delay=may_delay)
    if now < day.opens_at:
        step, look_at = _before_opening(day, now)
        return Decision(step=step, day=day, look_at=look_at, may_delay=may_delay)
    if now <= last_minute:
        look_at = min(now + ASK_AGAIN, last_minute + _A_MOMENT)
        return Decision(step=Step.READY, day=day, look_at=look_at, may_delay=may_delay)
    if late_until is None:
        return Decision(step=Step.WAIT, day=day, look_at=None)
    step = Step.OFFER if day.offered_at is None else Step.WAIT
    return Decision(step=step, day=day, look_at=ends_at, offer_ends_at=ends_at)


def _before_opening(day: MorningDay, now: datetime) -> tuple[Step, datetime]:
    """One notice, and one more when five minutes were asked for that end before the planned minute."""
    again = day.again_at
    if again is None:
        return Step.NOTICE if day.noticed_at is None else Step.WAIT, day.opens_at
    if again >= day.start_at:  # the page itself comes back
        return Step.WAIT, day.opens_at
    if now < again:
        return Step.WAIT, again
    is_said = day.noticed_at is not None and day.noticed_at >= again
    return Step.WAIT if is_said else Step.NOTICE, day.opens_at
