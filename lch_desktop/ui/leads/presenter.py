"""Behind the Leads page: searches off the GUI thread, and shows one lead.

What a key press finds is told in three steps, so that none waits for the next: the first rows; whose rows
follow; how many each filter would leave.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from lch_desktop.domain.calls import TouchKind
from lch_desktop.domain.errors import LchError
from lch_desktop.domain.ports import Store
from lch_desktop.domain.stored import FirstFound, LeadFilter
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.leads.state import LeadRow, Reading, detail_of, row_of, spoken
from lch_desktop.ui.leads.timeline_state import events_of

WHICH = ("due", "starred", "promised", "needs-number", "first-call", "never-call", "all")
OVERDUE = "overdue"
FIRST_ROWS = 60  # more than any screen shows at once
REST_AFTER_MS = 150  # a pause in typing


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to. `ids` are all of them where `whole`, else the first; `same` says that the
    question did not change."""

    which: str
    ids: tuple[int, ...]
    rows: tuple[LeadRow, ...]
    in_all: int
    whole: bool
    same: bool


class LeadsPresenter(QObject):
    """Holds the search, the filter and the lead that is open."""

    found = Signal(object)  # a Found
    all_found = Signal(object)  # the ids of all that the same question finds
    counted = Signal(str, int)  # a filter, and how many it leaves
    detail_changed = Signal(object)  # a Detail, or None
    dial_by_hand = Signal(str)  # the number to show large
    origin_known = Signal(bool)  # whether a file was brought in from somewhere, and can be again

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._filter = LeadFilter()
        self._asked = 0
        self._answered: LeadFilter | None = None
        self._opening = True  # the page opens on whoever is due; after that the rep's choice stands
        self._lead_id = 0
        self._rest = QTimer(self, singleShot=True, interval=REST_AFTER_MS)
        self._rest.timeout.connect(self._ask_rest)

    # the table

    @property
    def is_waiting(self) -> bool:
        """Whether whose rows follow is asked for when typing pauses."""
        return self._rest.isActive()

    def ask(self, search: str, which: str, stage: str = "") -> None:
        """Search anew."""
        typed = search != self._filter.search
        self._opening = False
        self._filter = replace(self._filter, search=search, which=which, stage=stage)
        self._ask_first()
        if not typed:
            self._ask_rest()

    def refresh(self) -> None:
        """Read again, for the table and for every filter; only the newest question is answered."""
        if self._answered is None or self._opening:
            self._ask_first()
        else:
            self._ask_again()
        self._ask_counts()
        self._ask_origin()
        self._tell_detail()

    def fetch_page(self, ids: Sequence[int], done: Callable[[tuple[LeadRow, ...]], None]) -> None:
        """One page of the table, off the GUI thread."""
        how, wanted = self._reading(), tuple(ids)

        def work(store: Store) -> tuple[LeadRow, ...]:
            return tuple(row_of(lead, how) for lead in store.leads.many(wanted))

        self._context.tasks.run(work, done, self._context.hub.failed.emit)

    def _ask_first(self) -> None:
        """The first rows, as soon as may be."""
        asked, wanted, opening = self._next_question(), self._filter, self._opening
        how = self._reading()

        def work(store: Store) -> Found | None:
            if asked != self._asked:
                return None
            which = "due" if opening and store.leads.count_found(replace(wanted, which="due")) else wanted.which
            first = store.leads.first_found(replace(wanted, which=which), FIRST_ROWS)
            return _found(store, which, first, how)

        self._run(asked, work, self._take_first)
        self._rest.start()

    def _take_first(self, found: Found) -> None:
        answered = replace(self._filter, which=found.which)
        same = self._answered is not None and _question(self._answered) == _question(answered)
        self._filter = self._answered = answered
        self._opening = self._opening and not found.in_all  # no leads yet: it opens once more when there are
        self.found.emit(replace(found, same=same))

    def _ask_rest(self) -> None:
        """Whose rows follow, and the counts, when typing pauses."""
        self._rest.stop()
        asked, wanted = self._asked, self._filter

        def work(store: Store) -> list[int] | None:
            return store.leads.all_found(replace(wanted, which=self._filter.which)) if asked == self._asked else None

        self._run(asked, work, self.all_found.emit)
        self._ask_counts()

    def _ask_again(self) -> None:
        """The same question after something changed."""
        asked, wanted = self._next_question(), self._filter

        def work(store: Store) -> Found | None:
            if asked != self._asked:
                return None
            ids = tuple(store.leads.all_found(wanted))
            return Found(wanted.which, ids, (), store.leads.count(), whole=True, same=True)

        self._run(asked, work, self.found.emit)

    def _ask_counts(self) -> None:
        """One question for each filter, so that a key press never waits for all of them."""
        asked, wanted = self._asked, self._filter
        for which in (*WHICH, OVERDUE):

            def work(store: Store, which: str = which) -> int | None:
                narrowed = LeadFilter(which=OVERDUE) if which == OVERDUE else wanted
                narrowed = replace(narrowed, which=which, today=wanted.today, day_start=wanted.day_start)
                return store.leads.count_found(narrowed) if asked == self._asked else None

            self._run(asked, work, lambda count, which=which: self.counted.emit(which, count))

    def _ask_origin(self) -> None:
        """Whether there is a place where a newer file can be looked for."""

        def work(store: Store) -> bool:
            return any(one.origin.header_key for one in store.imports.newest_of_each())

        self._context.tasks.run(work, self.origin_known.emit, self._context.hub.failed.emit)

    def _next_question(self) -> int:
        how = self._reading()
        self._asked += 1
        day_start = self._context.services.book.day_start()
        self._filter = replace(self._filter, today=how.today, now=how.now, day_start=day_start)
        return self._asked

    def _run(self, asked: int, work: Callable[[Store], object], take: Callable[..., object]) -> None:
        def done(answer: object) -> None:
            if answer is not None and asked == self._asked:
                take(answer)

        self._context.tasks.run(work, done, self._context.hub.failed.emit)

    # one lead

    @property
    def lead_id(self) -> int:
        """Whom the pane shows, 0 for nobody."""
        return self._lead_id

    def open_lead(self, lead_id: int) -> None:
        """Show `lead_id` in the pane; 0 shows none."""
        self._lead_id = lead_id
        self._tell_detail()

    def call(self, lead_id: int) -> None:
        """Hand the number of `lead_id` to the dialer, or show it large; nothing where another lead is open."""
        lead = self._context.services.store.leads.get(lead_id) if lead_id == self._lead_id else None
        phone = lead.phone if lead and not lead.do_not_call else None
        if lead is None or phone is None:
            return
        try:
            taken = self._context.services.calling.call(phone)
        except LchError as error:
            self._context.hub.failed.emit(error)
            return
        if taken:
            self._context.hub.told.emit(f"Calling {lead.shown_name}.")
        else:
            self.dial_by_hand.emit(spoken(phone))

    def add_touch(self, lead_id: int, kind: str) -> None:
        """A touch of the rep's own, due now: its sheet opens."""
        services, hub = self._context.services, self._context.hub
        try:
            touch = services.follow_through.add(lead_id, TouchKind(kind), services.rep.now())
        except LchError as error:
            hub.failed.emit(error)
            return
        hub.changed.emit()
        hub.touch_requested.emit(touch.id)

    def _tell_detail(self) -> None:
        services = self._context.services
        lead = services.store.leads.get(self._lead_id) if self._lead_id else None
        if lead is None:
            self._lead_id = 0
            self.detail_changed.emit(None)
            return
        how, store = self._reading(), services.store
        events = events_of(
            store.calls.of_lead(lead.id),
            store.touches.of_lead(lead.id),
            store.book.imports_of(lead.id),
            how.telling,
        )
        gate = services.queueing.gate(lead, asked=lead.follow.promise_asked)
        self.detail_changed.emit(detail_of(lead, events, gate, how))

    def _reading(self) -> Reading:
        return reading_of(self._context)


def reading_of(context: UiContext) -> Reading:
    """What the words depend on, now."""
    rep = context.services.rep
    return Reading(
        now=rep.now(),
        today=rep.today(),
        zone=rep.zone,
        zone_name=rep.zone_name,
        model=rep.model,
        style=context.style,
        goals=rep.own_goals,
    )


def _found(store: Store, which: str, first: FirstFound, how: Reading) -> Found:
    rows = tuple(row_of(lead, how) for lead in store.leads.many(first.ids))
    return Found(which, first.ids, rows, store.leads.count(), whole=first.total == len(first.ids), same=False)


def _question(wanted: LeadFilter) -> tuple[str, str, str]:
    return wanted.search, wanted.which, wanted.stage
