"""The morning: what is due about today's hour, and what was done about it.

Asked by the scheduler, by the tray and by Today.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.days import local_date
from lch_desktop.domain.errors import InputError, RuleError
from lch_desktop.domain.morning import (
    EARLIEST,
    EXCUSES,
    LATEST,
    SICK,
    TRAVEL_DAY,
    Decision,
    MorningDay,
    current_start,
    decide,
    offer_ends,
)
from lch_desktop.domain.recurrence import past_starts, start_instant
from lch_desktop.domain.session import Reading, resume
from lch_desktop.domain.streak import may_excuse

if TYPE_CHECKING:
    from lch_desktop.domain.notices import Delivery
    from lch_desktop.domain.ports import Store
    from lch_desktop.domain.recurrence import WeekPlan
    from lch_desktop.domain.session import FocusSession
    from lch_desktop.services.planning import Planning
    from lch_desktop.services.rep import Rep

SKIP_REASONS = (SICK, "travel", "meeting", "other")  # product.md section 13
DUE = "due"  # the key of notices of promised calls and touches
_MS = 1000


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What a notice of the hour says: the first name, how many calls the day's list has, how many were promised."""

    first_name: str  # "" where nobody can be called
    calls: int
    promised: int


class Morning:
    """Keeps the record of each planned hour."""

    def __init__(self, store: Store, rep: Rep, planning: Planning) -> None:
        self._store = store
        self._rep = rep
        self._planning = planning

    # what is due

    def begin(self) -> None:
        """At the program's start, and whenever the clock was found to be set; any number of times.

        The first time ever: an hour planned for earlier today was nobody's plan. Each time: a page that was opened on a
        date which has not come is doubted; either the clock was ahead then, or it is behind now.
        """
        now = self._rep.now()
        if not EARLIEST <= now < LATEST:
            return
        if not self._rep.settings.planned_since:
            self._planned_since_now()
        today = local_date(now, self._rep.plan_zone, 0)
        self._store.mornings.doubt_after(today, now)

    def decide(self) -> Decision:
        """What is to be done now. Writes nothing."""
        plan, now = self._planning.week_plan(), self._rep.now()
        found = current_start(plan, now)
        day = self._day(*found) if found else None
        is_worked = day is not None and (self._is_worked(plan, day) or self._is_running())
        return decide(plan, day, now, planned_since=self._planned_since(), is_worked=is_worked)

    def missed_untold(self) -> date | None:
        """The last planned day before today, if it was missed and the rep was not told yet.

        Sick days, days with an hour and what was planned before this plan are not missed; a skip is.
        """
        plan, now = self._planning.week_plan(), self._rep.now()
        today, since = self._rep.today(), self._planned_since()
        if not EARLIEST <= now < LATEST:
            return None
        found = next(((on, at) for on, at in past_starts(plan, now) if on < today), None)
        if found is None or found[1] < since <= now:
            return None
        day = self._day(*found)
        is_settled = day.missed_told_at is not None or day.skip_reason in EXCUSES or now < offer_ends(plan, day)
        return None if is_settled or self._is_worked(plan, day) else day.on

    # what was done

    def noticed(self) -> None:
        """The notice before the hour was handed over."""
        self._note(noticed_at=self._rep.now())

    def told(self) -> None:
        """The notice at its minute was handed over; the page waits for a call to end."""
        self._note(told_at=self._rep.now())

    def starting(self) -> bool:
        """The page is about to open by itself: on disk when this returns.

        False where it must not: it was opened already, by whomever, or skipped, or today's hour was begun, or none
        is due.
        """
        with self._store.transaction():
            plan, day = self._planning.week_plan(), self._due()
            if day is None or day.opened_at or day.skipped_at or self._is_worked(plan, day):
                return False
            self._store.mornings.save(replace(day, started_at=self._rep.now()))
        return True

    def opened(self) -> None:
        """The page is there. Nothing happens where no hour is due."""
        self._note(opened_at=self._rep.now())

    def offered(self) -> None:
        """The rep was told that the hour may still be started."""
        self._note(offered_at=self._rep.now())

    def tell_missed(self, on: date) -> None:
        """The rep was told that the day was missed."""
        self._store.mornings.save(replace(self._day_on(on), missed_told_at=self._rep.now()))

    def record(self, delivery: Delivery) -> None:
        """Keep what became of a notice; not whom one of a promised call names, or forgetting them would miss it."""
        kept = replace(delivery, title="") if delivery.key == DUE else delivery
        self._store.mornings.add_delivery(self._rep.now(), kept)

    # what the rep says

    def delay(self) -> MorningDay:
        """ "In 5 minutes". Raises RuleError "delayed-already" the second time on one day, "nothing-due" where there
        is nothing to put off (any more): an old notice may be answered late."""
        decision = self.decide()
        day = decision.day
        if day is None or not decision.may_delay:
            if day is not None and day.delayed_at:
                raise RuleError("delayed-already")
            raise RuleError("nothing-due")
        delayed = replace(day, delayed_at=self._rep.now(), told_at=None, started_at=None, opened_at=None)
        self._store.mornings.save(delayed)
        return delayed

    def skip(self, reason: str) -> None:
        """Not today. "sick" makes the day excused; any other reason leaves it pending: it may be started by hand.

        Raises InputError "unknown-reason", RuleError "nothing-to-skip" where no hour is planned for today.
        """
        if reason not in SKIP_REASONS:
            raise InputError("unknown-reason", reason=reason)
        day = self._today()
        if day is None:
            raise RuleError("nothing-to-skip")
        self._store.mornings.save(replace(day, skipped_at=self._rep.now(), skip_reason=reason))

    def unskip(self) -> None:
        """Take back today's skip."""
        day = self._today()
        if day is not None and day.skipped_at is not None:
            self._store.mornings.save(replace(day, skipped_at=None, skip_reason=""))

    def skipped(self) -> str:
        """Why today's hour is skipped, "" if it is not."""
        day = self._today()
        return day.skip_reason if day is not None and day.skipped_at is not None else ""

    def set_sick(self, on: date, sick: bool) -> None:
        """Declare a day sick, or take back that it is excused: today and up to seven days back. Another skip stays one.

        Raises RuleError "too-long-ago" for any other.
        """
        self._excuse(on, SICK if sick else "", over=EXCUSES)

    def set_travel_day(self, on: date, is_one: bool) -> None:
        """Declare a day that went by on the way, or take that back, as a sick day is. Raises what `set_sick` does."""
        self._excuse(on, TRAVEL_DAY if is_one else "", over=(TRAVEL_DAY,))

    def plan_changed(self, before: WeekPlan | None = None) -> None:
        """A plan was saved: where its newest start so far was not planned, it is nobody's, and the plan holds from now.

        A start that was planned as well, and may still be offered, is left alone. `before`: the plan until now;
        without it the record tells, as far as there is one.
        """
        plan, now = self._planning.week_plan(), self._rep.now()
        found = next(past_starts(plan, now), None)
        if found is None:
            return
        on, start_at = found
        if before is not None:
            was_planned_at = start_instant(before, on)
        else:
            kept = self._store.mornings.get(on)
            was_planned_at = kept.start_at if kept is not None else None
            if now >= offer_ends(plan, MorningDay(on=on, start_at=start_at)):
                return
        if was_planned_at != start_at:
            self._planned_since_now()

    # inside

    def _excuse(self, on: date, reason: str, over: tuple[str, ...]) -> None:
        """Skip a day for `reason`; "" takes that back where it was skipped for one of `over`."""
        if not may_excuse(on, self._rep.today()):
            raise RuleError("too-long-ago", on=on.isoformat())
        day = self._day_on(on)
        if reason:
            self._store.mornings.save(replace(day, skipped_at=self._rep.now(), skip_reason=reason))
        elif day.skip_reason in over:
            self._store.mornings.save(replace(day, skipped_at=None, skip_reason=""))

    def _note(self, **values: datetime) -> None:
        """Write down what was done about the hour that is due; of one that is over nothing is said."""
        with self._store.transaction():
            day = self._due()
            if day is not None:
                self._store.mornings.save(replace(day, **values))  # type: ignore[arg-type]

    def _due(self) -> MorningDay | None:
        """The record of the start that comes within ten minutes, or is past and may still be offered."""
        plan, now = self._planning.week_plan(), self._rep.now()
        found = current_start(plan, now)
        if found is None:
            return None
        day = self._day(*found).as_of(now)
        return day if now < offer_ends(plan, day) else None

    def _today(self) -> MorningDay | None:
        """The hour that is due; else that of the running day, which is over or yet to come."""
        due = self._due()
        if due is not None:
            return due
        plan = self._planning.week_plan()
        today = local_date(self._rep.now(), plan.zone, self._rep.rollover_h)
        start_at = start_instant(plan, today)
        return self._day(today, start_at) if start_at is not None else None

    def _day(self, on: date, start_at: datetime) -> MorningDay:
        kept = self._store.mornings.get(on)
        return kept.planned_at(start_at) if kept else MorningDay(on=on, start_at=start_at)

    def _day_on(self, on: date) -> MorningDay:
        """The record of a date, planned or not."""
        kept = self._store.mornings.get(on)
        return kept or MorningDay(on=on, start_at=self._planning.start_on(on) or self._rep.now())

    def _is_worked(self, plan: WeekPlan, day: MorningDay) -> bool:
        """Whether an hour was begun for the date of `day`."""
        sessions = self._store.sessions.since(day.on - timedelta(days=2))
        return any(_date_of(plan, each) == day.on for each in sessions)

    def _is_running(self) -> bool:
        """Whether an hour is on: then no other one begins."""
        stored = self._store.sessions.running()
        return stored is not None and resume(stored, Reading(self._rep.now(), 0.0)).session.running

    def _planned_since(self) -> datetime:
        return datetime.fromtimestamp(self._rep.settings.planned_since / _MS, UTC)

    def _planned_since_now(self) -> None:
        since = int(self._rep.now().timestamp() * _MS)
        self._rep.save(replace(self._rep.settings, planned_since=since))


def _date_of(plan: WeekPlan, session: FocusSession) -> date:
    """The planned date that an hour was for: of the start that was due when it began, wherever the rep's clock was.

    Where none was due, its own stored date: an hour by hand, or one of another plan.
    """
    found = current_start(plan, session.started_at)
    if found is not None and session.started_at < offer_ends(plan, MorningDay(on=found[0], start_at=found[1])):
        return found[0]
    return session.local_on
