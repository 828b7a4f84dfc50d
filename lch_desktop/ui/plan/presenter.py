"""Plan's presenter: the list in the rep's order, the numbers, the if-then lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from lch_desktop.domain.errors import LchError
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.new_value import brings_nothing
from lch_desktop.domain.ports import Store
from lch_desktop.domain.recurrence import start_instant
from lch_desktop.domain.settings import RANGES
from lch_desktop.services.planning import Proposal
from lch_desktop.services.queueing import Ordering, Snapshot
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.services.setting_step import TakeBack
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.dates import long_date
from lch_desktop.ui.plan import state as states
from lch_desktop.ui.plan.state import PlanState, RowState

"""The year in a locale's long date, with what joins it to the rest."""


class PlanPresenter:
    """Holds what the rep changed before the hour begins: order, numbers, whether the line was read."""

    def __init__(self, context: UiContext, show: Callable[[PlanState], None]) -> None:
        self._context = context
        self._services = context.services
        self._show_state = show
        self._snapshot: Snapshot | None = None
        self._rows: dict[int, RowState] = {}
        self._order: list[int] = []
        self._dragged = False
        self._handed_over = False  # to Ready, from which "Not now" leads back here
        self._minutes = 0  # 0: as the settings have it
        self._by_hand: dict[str, int] = {}
        self._own_length: bool | None = None  # None: follows from the minutes
        self._lines = 1
        self._unread: TakeBack | None = None  # takes this morning's rehearsal back
        self._reading = False
        self._read_again = False

    # showing

    def forget_order(self) -> None:
        """The page was left: next time the list stands in its natural order again. Not where it was handed over."""
        if self._handed_over:
            self._handed_over = False
            return
        self._order, self._dragged = [], False

    def refresh(self) -> None:
        """Draw what is known at once, then read the queue anew."""
        self.show()
        self._read()

    def show(self) -> None:
        """Build the state and hand it to the page."""
        plan = self._plan()
        rows = self._shown_rows(plan) if self._snapshot is not None else None
        own = self._own_length if self._own_length is not None else plan.minutes not in states.USUAL_MINUTES
        self._show_state(
            PlanState(
                date_line=long_date(self._context.locale, self._services.rep.local().date()),
                heading=states.heading(rows) if rows is not None else "",
                remark=states.remark(rows) if rows is not None else "",
                rows=rows,
                plan=plan,
                own_length=own,
                if_then=states.shown_lines(self._services.rep.settings.if_then, self._lines),
                rehearsal=states.rehearsal(self._services.resistance.known_lines(), self._services.rep.today()),
            )
        )

    # the list

    def star(self, lead_id: int, on: bool) -> None:
        """Star a target, or not. The row stays where it is: nothing jumps under the pointer."""
        if self._context.hub.tried(partial(self._services.planning.star, lead_id, on)):
            self._rows[lead_id] = replace(self._rows[lead_id], starred=on)
            self._tell()

    def set_goal(self, lead_id: int, goal: str) -> None:
        """The one goal of a call."""
        row = self._rows.get(lead_id)
        if row is None or row.goal == goal.strip():
            return
        if self._context.hub.tried(partial(self._services.planning.set_goal, lead_id, goal)):
            self._rows[lead_id] = replace(row, goal=goal.strip(), hint=brings_nothing(goal))
            self._tell()

    def move(self, lead_id: int, place: int) -> None:
        """Put a call before what stands at `place` now: from here on the shown order is the hour's."""
        shown = self._order[: self._length(self._plan())]
        after = states.moved(shown, lead_id, place)
        if after != shown:
            self._order = after + self._order[len(shown) :]
            self._dragged = True
            self.show()

    def move_by(self, lead_id: int, step: int) -> None:
        """Move a call up (-1) or down (1)."""
        at = self._order.index(lead_id)
        self.move(lead_id, at + step if step < 0 else at + step + 1)

    # the numbers

    def choose_length(self, value: str) -> None:
        """30, 60 or, for "own", whatever stands there."""
        self._own_length = value == "own"
        if value.isdigit():
            self._minutes = int(value)
        self.show()

    def set_minutes(self, minutes: int) -> None:
        """An own length: numbers not touched by hand are proposed anew."""
        self._minutes = minutes
        self.show()

    def set_number(self, name: str, value: int) -> None:
        """One of the plan's numbers by hand."""
        self._by_hand[name] = value
        self.show()

    # if and then

    def add_line(self) -> None:
        """A second if-then line."""
        self._lines = 2
        self.show()

    def set_lines(self, lines: tuple[tuple[str, str], ...]) -> None:
        """Keep the if-then lines; empty ones are not kept."""
        kept = tuple((when.strip(), then.strip()) for when, then in lines if when.strip() or then.strip())
        if kept == self._services.rep.settings.if_then:
            return
        if self._context.hub.tried(lambda: self._services.resistance.keep_lines(kept)):
            self.show()
            self._tell()

    def set_read_aloud(self, on: bool) -> None:
        """The lines were read aloud this morning, or after all not."""
        if on:
            self._context.hub.tried(self._rehearse)
        elif self._unread is not None:
            self._context.hub.tried(self._unread)
        self.show()
        self._tell()

    def _rehearse(self) -> None:
        self._unread = self._services.resistance.read_aloud()

    # going on

    def start(self) -> None:
        """Commit to the numbers and, where the rep has moved somebody, to the order."""
        planned = self._planned()
        if self._keep_numbers():
            self._context.hub.start_requested.emit(planned)

    def hand_over(self) -> tuple[Lead | None, PlannedHour]:
        """Ready takes the page's place: the first call and the plan as they stand. They are kept here as well."""
        planned = self._planned()
        first = self._services.store.leads.get(self._order[0]) if self._order else None
        self._keep_numbers()
        self._handed_over = True
        return first, planned

    def go_back(self) -> None:
        """To Today, which shows the numbers as they stand here."""
        if self._keep_numbers():
            self._context.hub.page_requested.emit("Today")

    # inside

    def _plan(self) -> Proposal:
        proposal = self._services.planning.proposal(self._minutes)
        return Proposal(proposal.minutes, replace(proposal.goals, **self._by_hand))

    def _planned(self) -> PlannedHour:
        plan = self._plan()
        pinned = tuple(self._order[: self._length(plan)]) if self._dragged else ()
        return PlannedHour(plan.minutes, plan.goals, pinned)

    def _keep_numbers(self) -> bool:
        if self._minutes or self._by_hand:
            plan = self._plan()
            if not self._context.hub.tried(lambda: self._services.planning.keep(plan.minutes, plan.goals)):
                return False
        self._minutes, self._by_hand, self._own_length = 0, {}, None
        return True

    def _length(self, plan: Proposal) -> int:
        """How many calls are listed: the plan's, within the list's size."""
        return min(plan.goals.calls, self._services.rep.settings.list_size)

    def _shown_rows(self, plan: Proposal) -> tuple[RowState, ...]:
        return tuple(self._rows[lead_id] for lead_id in self._order[: self._length(plan)])

    def _read(self) -> None:
        if self._reading:
            self._read_again = True
            return
        self._reading, self._read_again = True, False
        rep, begins_at, minutes = self._services.rep, self._begins_at(), self._plan().minutes

        def build(store: Store) -> Snapshot:
            ordering = Ordering(horizon=begins_at + timedelta(minutes=minutes))
            built = self._services.queueing.build(ordering, at=begins_at, store=store)
            return Snapshot(built.queue, replace(built.rules, now=rep.now()))  # the words are of now

        self._context.tasks.run(build, self._take, self._not_read)

    def _begins_at(self) -> datetime:
        """The hour planned begins at today's start, or now if that has passed: its list is that of then."""
        rep = self._services.rep
        now = rep.now()
        start = start_instant(self._services.planning.week_plan(), rep.local(now).date())
        return start if start is not None and start > now else now

    def _take(self, snapshot: Snapshot) -> None:
        self._reading, self._snapshot = False, snapshot
        entries = states.natural_order(snapshot)
        rep, style = self._services.rep, self._context.style
        listed = entries[: RANGES["list_size"][1] + len(self._order)]
        self._rows = {entry.lead_id: states.row_of(entry, snapshot, rep, style) for entry in listed}
        self._order = states.kept_order(self._order, self._rows)
        self.show()
        if self._read_again:
            self._read()

    def _not_read(self, error: LchError) -> None:
        self._reading = False
        self._context.hub.failed.emit(error)

    def _tell(self) -> None:
        self.show()
        self._context.hub.changed.emit()
