"""The morning: what is due about today's hour, and what was done about it.

Asked by the scheduler, by the tray and by Today.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.errors import InputError, RuleError
from lch_desktop.domain.morning import Decision, MorningDay, current_start, decide
from lch_desktop.domain.streak import may_excuse

if TYPE_CHECKING:
    from lch_desktop.domain.notices import Delivery
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.planning import Planning
    from lch_desktop.services.rep import Rep

SKIP_REASONS = ("sick", "travel", "meeting", "other")  # product.md section 13
SICK = "sick"
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

    def begin(self) -> None:
        """The program's first start: an hour planned for earlier today was nobody's plan."""
        if not self._rep.settings.planned_since:
            self._rep.save(replace(self._rep.settings, planned_since=_ms(self._rep.now())))

    def decide(self) -> Decision:
        """What is to be done now. Writes nothing."""
        plan, now = self._planning.week_plan(), self._rep.now()
        found = current_start(plan, now)
        since = datetime.fromtimestamp(self._rep.settings.planned_since / _MS, UTC)
        day = self._day(*found) if found else None
        is_worked = day is not None and self._is_worked(day)
        return decide(plan, day, now, planned_since=since, is_worked=is_worked)

    def noticed(self) -> None:
        """The notice before the hour was handed over."""
        self._note(noticed_at=self._rep.now())

    def told(self) -> None:
        """The notice at its minute was handed over; the page waits for a call to end."""
        self._note(told_at=self._rep.now())

    def starting(self) -> bool:
        """The page is about to open: on disk when this returns. False where it was opened already, by whomever."""
        day = self._due()
        kept = self._store.mornings.get(day.on)
        if kept is not None and kept.opened_at is not None:
            return False
        self._store.mornings.save(replace(day, started_at=self._rep.now()))
        return True

    def opened(self) -> None:
        """The page is there."""
        self._note(opened_at=self._rep.now())

    def offered(self) -> None:
        """The rep was told that the hour may still be started."""
        self._note(offered_at=self._rep.now())

    def delay(self) -> MorningDay:
        """ "In 5 minutes". Raises RuleError "delayed-already" the second time on one day."""
        day = self._due()
        if day.delayed_at is not None:
            raise RuleError("delayed-already")
        delayed = replace(day, delayed_at=self._rep.now(), started_at=None, opened_at=None)
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
        """Declare a day sick, or take that back: today and up to seven days back.

        Raises RuleError "too-long-ago" for any other.
        """
        if not may_excuse(on, self._rep.today()):
            raise RuleError("too-long-ago", on=on.isoformat())
        now = self._rep.now()
        day = self._store.mornings.get(on) or MorningDay(on=on, start_at=now)
        changed = replace(day, skipped_at=now if sick else None, skip_reason=SICK if sick else "")
        self._store.mornings.save(changed)

    def record(self, delivery: Delivery) -> None:
        """Keep what became of a notice."""
        self._store.mornings.add_delivery(self._rep.now(), delivery)

    def _note(self, **values: datetime) -> None:
        self._store.mornings.save(replace(self._due(), **values))  # type: ignore[arg-type]

    def _due(self) -> MorningDay:
        """The record of the start that is past or within ten minutes; RuleError "nothing-due" without one."""
        found = current_start(self._planning.week_plan(), self._rep.now())
        if found is None:
            raise RuleError("nothing-due")
        return self._day(*found)

    def _day(self, on: date, start_at: datetime) -> MorningDay:
        kept = self._store.mornings.get(on)
        return replace(kept, start_at=start_at) if kept else MorningDay(on=on, start_at=start_at)

    def _today(self) -> MorningDay | None:
        """The hour of the running day, due or yet to come."""
        found = current_start(self._planning.week_plan(), self._rep.now())
        today = self._rep.local().date()
        if found is not None and found[0] == today:
            return self._day(*found)
        start = self._planning.start_on(today)
        return self._day(today, start) if start is not None else None

    def _is_worked(self, day: MorningDay) -> bool:
        """Whether an hour was begun on the date of `day`, or since the planned minute."""
        last = self._store.sessions.last()
        if last is None:
            return False
        return last.local_on == day.on or last.started_at >= day.start_at - timedelta(minutes=10)


def _ms(at: datetime) -> int:
    return int(at.timestamp() * _MS)
