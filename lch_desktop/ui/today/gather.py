"""What Today reads from the store, in one go and off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.recurrence import start_instant
from lch_desktop.domain.stored import LeadFilter
from lch_desktop.services.debrief import Debrief, DueTouch, work_of_day
from lch_desktop.services.habit import Habit
from lch_desktop.services.lead_book import LeadBook
from lch_desktop.services.planning import Planning
from lch_desktop.services.queueing import Ordering, Queueing, Snapshot
from lch_desktop.services.touches import open_touches

if TYPE_CHECKING:
    from lch_desktop.domain.days import DayInput
    from lch_desktop.domain.leads import Lead
    from lch_desktop.domain.ports import Store
    from lch_desktop.domain.queue import Gate
    from lch_desktop.domain.short_hour import Growth
    from lch_desktop.domain.streak import HabitState, Mark
    from lch_desktop.services.rep import Rep


@dataclass(frozen=True, slots=True)
class Closed:
    """Why nobody can be called at this moment, and when the first gate opens."""

    hidden: tuple[tuple[Gate, int], ...] = ()
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One reading of everything that Today lists.

    The queue is that of the hour's start where it is still ahead today, up to the end of the rep's day;
    the rules beside it hold the instant of the reading, for the words.
    """

    snapshot: Snapshot
    begins_at: datetime  # the start, or the moment of the reading if there is none ahead today
    habit: HabitState
    week: tuple[tuple[date, Mark], ...]
    work: DayInput | None = None  # what today's hours put in so far
    touches: tuple[DueTouch, ...] = ()
    may_call_back: tuple[Lead, ...] = ()
    samples: int = 0
    overdue: int = 0  # promises from before today
    closed: Closed | None = None  # None: somebody can be called now
    by_hand: frozenset[date] = frozenset()  # days with an hour that was added afterwards
    travelled: frozenset[date] = frozenset()  # days that went by on the way
    growth: Growth | None = None  # of the short hour
    win: tuple[date, str] | None = None  # what worked before, on a hard morning


def gather(store: Store, rep: Rep, habit: Habit) -> Found:
    """Read everything through `store`, which may be a worker's own connection; `habit` is on it too."""
    now = rep.now()
    day_end = end_of_day(rep)
    begins_at = hour_begins_at(store, rep)
    built = Queueing(store, rep).build(Ordering(horizon=day_end), at=begins_at)
    state = habit.state()
    return Found(
        snapshot=Snapshot(built.queue, replace(built.rules, now=now)),
        begins_at=begins_at,
        habit=state,
        week=habit.week(state),
        work=work_of_day(store, rep.today()),
        touches=tuple(open_touches(store, day_end)),
        may_call_back=tuple(Debrief(store, rep, habit).may_call_back()),
        samples=len(store.leads.sample_ids()),
        overdue=store.leads.count_found(LeadFilter(which="overdue", day_start=LeadBook(store, rep).day_start())),
        closed=_closed(store, rep, built if begins_at == now else None),
        by_hand=store.history.by_hand(),
        travelled=store.mornings.travelled(),
        growth=_growth(rep, state),
        win=_win(store, rep, habit),
    )


def _growth(rep: Rep, state: HabitState) -> Growth | None:
    if not rep.settings.growing_since:
        return None
    from lch_desktop.services.short_hour import ShortHour  # few have one

    return ShortHour(rep).offered(state)


def _win(store: Store, rep: Rep, habit: Habit) -> tuple[date, str] | None:
    from lch_desktop.services.wins import Wins

    wins = Wins(store, rep, lambda: habit)
    return wins.pick(rep.today()) if wins.is_hard_morning() else None


def end_of_day(rep: Rep) -> datetime:
    """The midnight that ends the rep's calendar day."""
    tomorrow = rep.local().date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(0), rep.zone)


def hour_begins_at(store: Store, rep: Rep) -> datetime:
    """Today's start if it is still ahead, else now."""
    now = rep.now()
    start = start_instant(Planning(store, rep).week_plan(), rep.local(now).date())
    return start if start is not None and start > now else now


def _closed(store: Store, rep: Rep, snapshot: Snapshot | None) -> Closed | None:
    """Why nobody can be called now, or None where somebody can."""
    queueing = Queueing(store, rep)
    snapshot = snapshot or queueing.build()
    if snapshot.queue.entries:
        return None
    return Closed(queueing.why_empty(snapshot), queueing.next_open(snapshot))
