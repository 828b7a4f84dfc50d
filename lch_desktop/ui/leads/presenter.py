"""Behind the Leads page: searches off the GUI thread, shows one lead, keeps what the rep changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from lch_desktop.domain.errors import LchError
from lch_desktop.domain.leads import Lead, Phone, PhoneStatus
from lch_desktop.domain.ports import LeadFilter, Store
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.leads.state import LeadRow, Reading, detail_of, row_of, spoken
from lch_desktop.ui.leads.table import PAGE

WHICH = ("due", "starred", "promised", "needs-number", "all")
FIELD_NAMES = {
    "goal": "Goal",
    "personal": "What they told you",
    "last_talk": "Last talk",
    "may_need": "What they may need",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to. `same` says that the question did not change."""

    which: str
    total: int
    counts: tuple[tuple[str, int], ...]
    in_all: int
    same: bool


@dataclass(frozen=True, slots=True)
class NewLead:
    """What the rep typed for a new lead."""

    name: str = ""
    company: str = ""
    phone: str = ""
    email: str = ""


class LeadsPresenter(QObject):
    """Holds the search, the filter and the lead that is open."""

    found = Signal(object)  # a Found
    detail_changed = Signal(object)  # a Detail, or None
    dial_by_hand = Signal(str)  # the number to show large
    lead_added = Signal(int)
    lead_refused = Signal(str, int)  # a sentence, and the lead that has the number already (0: nobody)

    def __init__(self, context: UiContext, parse_phone: Callable[[str], Phone], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._parse_phone = parse_phone
        self._filter = LeadFilter()
        self._asked = 0
        self._answered: LeadFilter | None = None
        self._opening = True  # the page opens on whoever is due; after that the rep's choice stands
        self._lead_id = 0
        self._warned_of = ""

    # the table

    def ask(self, search: str, which: str) -> None:
        """Search anew."""
        self._opening = False
        self._filter = replace(self._filter, search=search, which=which)
        self.refresh()

    def refresh(self) -> None:
        """Count again, for the table and for every filter; only the newest question is answered."""
        self._asked += 1
        asked, how, opening = self._asked, self._reading(), self._opening
        wanted = replace(self._filter, today=how.today, now=how.now)
        self._filter = wanted

        def work(store: Store) -> Found | None:
            if asked != self._asked:
                return None
            counts = {which: store.leads.count_found(replace(wanted, which=which)) for which in WHICH}
            which = "due" if opening and counts["due"] else wanted.which
            return Found(which, counts[which], tuple(counts.items()), store.leads.count(), same=False)

        def done(found: Found | None) -> None:
            if found is None or asked != self._asked:
                return
            answered = replace(wanted, which=found.which)
            same = self._answered is not None and _question(self._answered) == _question(answered)
            self._filter = self._answered = answered
            self._opening = self._opening and not found.in_all  # no leads yet: it opens once more when there are
            self.found.emit(replace(found, same=same))

        self._context.tasks.run(work, done, self._context.hub.failed.emit)
        self._tell_detail()

    def fetch_page(self, page: int, done: Callable[[tuple[LeadRow, ...]], None]) -> None:
        """One page of the table, off the GUI thread."""
        wanted, how = self._answered or self._filter, self._reading()

        def work(store: Store) -> tuple[LeadRow, ...]:
            return tuple(row_of(lead, how) for lead in store.leads.find(wanted, PAGE, page * PAGE))

        self._context.tasks.run(work, done, self._context.hub.failed.emit)

    # one lead

    def open_lead(self, lead_id: int) -> None:
        """Show `lead_id` in the pane; 0 shows none."""
        self._lead_id = lead_id
        self._tell_detail()

    def set_star(self, on: bool) -> None:
        """Star the open lead for today, or not."""
        self._context.services.planning.star(self._lead_id, on)
        self._context.hub.changed.emit()

    def save_field(self, lead_id: int, name: str, text: str) -> None:
        """Keep one field of a lead as the rep wrote it, and offer to take it back."""
        store, now = self._context.services.store, self._context.services.rep.now()
        lead = store.leads.get(lead_id)
        text = text.strip()
        if lead is None or text == (lead.follow.goal if name == "goal" else getattr(lead, name)):
            return
        with store.ledger.recording("edit", now, lead_id=lead_id) as entry_id:
            if name == "goal":
                store.leads.save_follow(lead_id, replace(lead.follow, goal=text))
            else:
                store.leads.save_fields(lead_id, {name: text}, by_rep=True)
        hub = self._context.hub
        hub.changed.emit()
        hub.undo_offered.emit(f"{FIELD_NAMES[name]} changed.", lambda: self._take_back(entry_id))

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

    # a new lead

    def add(self, typed: NewLead) -> None:
        """Add a lead; a number that somebody has already is asked about once."""
        if not any((typed.name, typed.company, typed.phone, typed.email)):
            self.lead_refused.emit("Give a name, a company, a phone or an e-mail.", 0)
            return
        phone = self._parse_phone(typed.phone) if typed.phone else None
        store = self._context.services.store
        holders = store.leads.who_has(phone.e164) if phone is not None and phone.e164 else []
        if holders and phone is not None and self._warned_of != phone.e164:
            self._warned_of = phone.e164
            holder = store.leads.get(holders[0])
            name = holder.shown_name if holder else ""
            self.lead_refused.emit(f"{name} has this number already; Save again to keep both.", holders[0])
            return
        self._store_new(typed, phone)

    def _store_new(self, typed: NewLead, phone: Phone | None) -> None:
        services = self._context.services
        never = bool(phone and phone.e164 and services.store.suppressions.among((phone.e164,)))
        if phone is not None and never:
            phone = replace(phone, status=PhoneStatus.DO_NOT_CALL)
        first, _, last = typed.name.partition(" ")
        now = services.rep.now()
        with services.store.ledger.recording("new-lead", now) as entry_id:
            lead = services.store.leads.add(
                Lead(
                    name=typed.name,
                    first_name=first,
                    last_name=last,
                    company=typed.company,
                    email=typed.email,
                    phones=(phone,) if phone is not None else (),
                    do_not_call=never,
                    created_at=now,
                )
            )
        self._warned_of = ""
        self._lead_id = lead.id
        hub = self._context.hub
        self.lead_added.emit(lead.id)
        hub.changed.emit()
        hub.undo_offered.emit(f"{lead.shown_name} added.", lambda: self._take_back(entry_id))

    # inside

    def _take_back(self, entry_id: int) -> None:
        self._context.services.store.ledger.undo(entry_id)
        self._context.hub.changed.emit()

    def _tell_detail(self) -> None:
        services = self._context.services
        lead = services.store.leads.get(self._lead_id) if self._lead_id else None
        if lead is None:
            self._lead_id = 0
            self.detail_changed.emit(None)
            return
        calls = services.store.calls.of_lead(lead.id)
        touches = services.store.touches.of_lead(lead.id)
        gate = services.queueing.gate(lead, asked=lead.follow.promise_asked)
        self.detail_changed.emit(detail_of(lead, calls, touches, gate, self._reading()))

    def _reading(self) -> Reading:
        rep = self._context.services.rep
        return Reading(
            now=rep.now(),
            today=rep.today(),
            zone=rep.zone,
            zone_name=rep.zone_name,
            model=rep.model,
            style=self._context.style,
        )


def _question(wanted: LeadFilter) -> tuple[str, str]:
    return wanted.search, wanted.which
