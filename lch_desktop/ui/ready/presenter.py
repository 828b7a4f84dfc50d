"""Ready's presenter: whom the hour begins with, and which keys are meant for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from lch_desktop.domain.errors import LchError, RuleError
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.ports import Store
from lch_desktop.domain.queue import Entry
from lch_desktop.messages import sentence
from lch_desktop.services.queueing import Ordering, Queueing
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.ready.guard import KeyGuard
from lch_desktop.ui.ready.nobody import why_nobody
from lch_desktop.ui.ready.state import Brought, ReadyState, build_state


@dataclass(frozen=True, slots=True)
class _First:
    """What was found: the first call, or why there is none."""

    lead: Lead | None
    nobody: str = ""
    opener: str = ""
    hard: bool = False  # a hard morning


class ReadyPresenter:
    """Prepared by whoever opens the page; in front it looks for the first call itself, at each change anew."""

    def __init__(self, context: UiContext, show: Callable[[ReadyState], None]) -> None:
        self._context = context
        self._services = context.services
        self._show_state = show
        self._first = _First(None)
        self._looking = 0  # only the newest answer counts
        self._back_to = "Today"
        self._plan: PlannedHour | None = None
        self._guard = KeyGuard(self._elapsed_s())
        self._came_up = self._guard  # the mouse waits for the page only, not for the keyboard
        self._in_front = False
        self._may_delay = self._may_skip = False

    def prepare(self, first: Entry | Lead | None, plan: PlannedHour, back_to: str = "Today") -> None:
        """The first call, the numbers that Start will commit to, and the page behind "Not now"."""
        lead = self._services.store.leads.get(first.lead_id) if isinstance(first, Entry) else first
        opener = self._services.scripts.for_card(lead).opener.words if lead is not None else ""
        self._first, self._plan, self._back_to = _First(lead, opener=opener), plan, back_to
        self.show()

    def offer(self, *, may_delay: bool) -> None:
        """The morning opens the page: it may be put off, or skipped, until the page goes away."""
        self._may_delay, self._may_skip = may_delay, True

    def appear(self) -> None:
        """The page came to the front: its keys and its buttons wait, and the first call is looked for.

        Once it is in front, a change elsewhere does not make the keys wait again.
        """
        if not self._in_front:
            self._guard = self._came_up = KeyGuard(self._elapsed_s())
        self._in_front = True
        self.show()
        self._find_first()

    def get_keyboard(self) -> None:
        """The page has the keyboard from now on: what was begun in another window may go on for a moment."""
        self._guard = replace(self._guard, shown_at_s=self._elapsed_s())

    def leave(self) -> None:
        """The page gave way to another: tomorrow's first call is another one."""
        self._in_front = False
        self._may_delay = self._may_skip = False
        self._first, self._plan, self._back_to = _First(None), None, "Today"
        self._looking += 1  # what is still looked for was for another time

    def show(self) -> None:
        """Build the state and hand it to the page."""
        rep, first = self._services.rep, self._first
        state = build_state(rep.local(), first.lead, self._planned(), self._brought(first), self._context.style)
        self._show_state(replace(state, nobody=self._first.nobody, may_delay=self._may_delay, may_skip=self._may_skip))

    def _brought(self, first: _First) -> Brought:
        wins, today = self._services.wins, self._services.rep.today()
        win = wins.pick(today)
        is_last = win is not None and wins.is_recent(win, today)
        return Brought(first.opener, win, is_last, first.hard, self._services.rep.settings.tip)

    def mouse_counts(self) -> bool:
        """Whether a button pressed now was seen before it was pressed."""
        return self._came_up.is_settled(self._elapsed_s())

    def would_count(self) -> bool:
        """Whether a key pressed now is meant for this page."""
        return self._guard.counts(self._elapsed_s())

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
        self._context.hub.page_requested.emit(self._back_to)

    def _planned(self) -> PlannedHour:
        if self._plan is not None:
            return self._plan
        proposal = self._services.planning.proposal()
        return PlannedHour(proposal.minutes, proposal.goals)

    def _find_first(self) -> None:
        self._looking += 1
        rep, style, asked = self._services.rep, self._context.style, self._looking
        ordering = Ordering(pinned=self._planned().pinned)
        wins, scripts = self._services.wins, self._services.scripts

        def first(store: Store) -> _First:
            queueing = Queueing(store, rep)
            snapshot = queueing.build(ordering)
            queue = snapshot.queue
            found = next(iter((*queue.entries, *queue.waiting, *queue.opening)), None)
            lead = store.leads.get(found.lead_id) if found is not None else None
            if lead is not None:
                opener = scripts.on(store).for_card(lead).opener.words
                return _First(lead, opener=opener, hard=wins.on(store).is_hard_morning())
            why = why_nobody(queueing, snapshot, rep, style, store)
            return _First(None, sentence(RuleError("nobody-callable", why=why)))

        self._context.tasks.run(first, lambda found: self._take(asked, found), self._not_found)

    def _take(self, asked: int, found: _First) -> None:
        if asked == self._looking:
            self._first = found
            self.show()

    def _not_found(self, error: LchError) -> None:
        self._context.hub.failed.emit(error)

    def _elapsed_s(self) -> float:
        return self._services.rep.clock.elapsed_s()
