"""Ready's presenter: whom the hour begins with, and which keys are meant for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lch_desktop.domain.errors import LchError
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.ports import Store
from lch_desktop.domain.queue import Entry
from lch_desktop.services.queueing import Ordering, Queueing
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.ready.guard import KeyGuard
from lch_desktop.ui.ready.state import ReadyState, build_state


class ReadyPresenter:
    """Prepared by whoever opens the page; otherwise it looks for the first call itself."""

    def __init__(self, context: UiContext, show: Callable[[ReadyState], None]) -> None:
        self._context = context
        self._services = context.services
        self._show_state = show
        self._lead: Lead | None = None
        self._plan: PlannedHour | None = None
        self._guard = KeyGuard(self._elapsed_s())
        self._in_front = False
        self._may_delay = self._may_skip = False

    def prepare(self, first: Entry | Lead | None, plan: PlannedHour) -> None:
        """The first call, and the numbers that Start will commit to."""
        lead_id = first.lead_id if isinstance(first, Entry) else 0
        self._lead = self._services.store.leads.get(lead_id) if isinstance(first, Entry) else first
        self._plan = plan
        self.show()

    def offer(self, *, may_delay: bool) -> None:
        """The morning opens the page: it may be put off, or skipped, until the page goes away."""
        self._may_delay, self._may_skip = may_delay, True

    def appear(self) -> None:
        """The page came to the front: its keys wait, and a missing first call is looked for.

        Once it is in front, a change elsewhere does not make the keys wait again.
        """
        if not self._in_front:
            self._guard = KeyGuard(self._elapsed_s())
        self._in_front = True
        self.show()
        if self._lead is None:
            self._find_first()

    def get_keyboard(self) -> None:
        """The page has the keyboard from now on: what was begun in another window may go on for a moment."""
        self._guard = replace(self._guard, shown_at_s=self._elapsed_s())

    def leave(self) -> None:
        """The page gave way to another: tomorrow's first call is another one."""
        self._in_front = False
        self._may_delay = self._may_skip = False
        self._lead, self._plan = None, None

    def show(self) -> None:
        """Build the state and hand it to the page."""
        rep = self._services.rep
        wins = self._services.store.sessions.wins(1)
        win = wins[0][1] if wins else ""
        state = build_state(rep.local(), self._lead, self._planned(), rep.name, win, self._context.style)
        self._show_state(replace(state, may_delay=self._may_delay, may_skip=self._may_skip))

    def key_counts(self) -> bool:
        """Whether the key pressed now is meant for this page; it is remembered as typing either way."""
        now_s = self._elapsed_s()
        counts = self._guard.counts(now_s)
        self._guard = self._guard.pressed(now_s)
        return counts

    def start(self) -> None:
        """The clock starts with Start."""
        plan = self._planned()
        self._context.hub.start_requested.emit(plan)

    def go_back(self) -> None:
        """Not now."""
        self._context.hub.page_requested.emit("Today")

    def _planned(self) -> PlannedHour:
        if self._plan is not None:
            return self._plan
        proposal = self._services.planning.proposal()
        return PlannedHour(proposal.minutes, proposal.goals)

    def _find_first(self) -> None:
        rep, pinned = self._services.rep, self._planned().pinned

        def first(store: Store) -> Lead | None:
            queue = Queueing(store, rep).build(Ordering(pinned=pinned)).queue
            found = next(iter((*queue.entries, *queue.waiting, *queue.opening)), None)
            return store.leads.get(found.lead_id) if found else None

        self._context.tasks.run(first, self._take, self._not_found)

    def _take(self, lead: Lead | None) -> None:
        if self._lead is None:
            self._lead = lead
            self.show()

    def _not_found(self, error: LchError) -> None:
        self._context.hub.failed.emit(error)

    def _elapsed_s(self) -> float:
        return self._services.rep.clock.elapsed_s()
