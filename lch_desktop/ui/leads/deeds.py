"""What the rep does to leads on the page: each deed is kept, told in a sentence, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lch_desktop import words
from lch_desktop.domain.errors import InputError, LchError
from lch_desktop.domain.leads import Lead, Phone, PhoneStatus, Stage
from lch_desktop.services.lead_book import Step
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.leads.state import STAGES

if TYPE_CHECKING:
    from lch_desktop.domain.imports import Progress
    from lch_desktop.services.lead_book import LeadBook

AT_ONCE = 50  # leads that are changed on the spot; more are changed off the GUI thread
FIELD_NAMES = {
    "goal": "Goal",
    "personal": "What they told you",
    "last_talk": "Last talk",
    "may_need": "What they may need",
    "notes": "Notes",
    "name": "Name",
    "company": "Company",
    "title": "Title",
    "email": "E-mail",
    "zone": "Time zone",
    "value": "Value",
}
Deed = Callable[["LeadBook", Sequence[int], "Progress | None"], Step]


@dataclass(frozen=True, slots=True)
class NewLead:
    """What the rep typed for a new lead."""

    name: str = ""
    company: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """How what the rep types becomes a value (lch_desktop.exchange)."""

    phone: Callable[[str], Phone]
    money: Callable[[str], float | None]


class LeadDeeds(QObject):
    """Does what the page asks for. One thing at a time: a long deed is waited for."""

    worked = Signal(int, int)  # of a long deed: leads done, in all
    busy_changed = Signal(bool)
    lead_added = Signal(int)
    lead_refused = Signal(str, int)  # a sentence, and the lead that has the number already (0: nobody)
    number_refused = Signal(str)

    def __init__(self, context: UiContext, typed: Typed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._typed = typed
        self._steps: list[tuple[str, Step]] = []  # of this page, for Ctrl+Z
        self._busy = False
        self._warned_of = ""

    # many or one

    def star(self, ids: Sequence[int], on: bool) -> None:
        """Star for today, or not."""
        said = "starred for today" if on else "not starred any more"
        self._do(ids, lambda book, ids, tell: book.star(ids, on, tell), said)

    def snooze(self, ids: Sequence[int], until: date) -> None:
        """Leave them alone until a day."""
        near = words.day_near(until, self._context.services.rep.today())
        self._do(ids, lambda book, ids, tell: book.snooze(ids, until, tell), f"asleep to {near}")

    def call_today(self, ids: Sequence[int]) -> None:
        """Put them on today's list."""
        self._do(ids, lambda book, ids, tell: book.call_today(ids, tell), "on today's list")

    def set_stage(self, ids: Sequence[int], stage: Stage) -> None:
        """Say how far they have come."""
        self._do(ids, lambda book, ids, tell: book.set_stage(ids, stage, tell), f"now: {STAGES[stage].lower()}")

    def do_not_call(self, ids: Sequence[int]) -> None:
        """Never call them again."""
        self._do(ids, lambda book, ids, tell: book.do_not_call(ids, tell), "never called again")

    def delete(self, ids: Sequence[int]) -> None:
        """Take them away, with a way back."""
        self._do(ids, lambda book, ids, tell: book.delete(ids, tell), "deleted")

    def promise_again(self, ids: Sequence[int]) -> None:
        """New minutes for old promises."""
        self._do(ids, lambda book, ids, tell: book.promise_again(ids, tell), "promised anew")

    def let_go(self, ids: Sequence[int]) -> None:
        """No promise any more."""
        self._do(ids, lambda book, ids, tell: book.let_go(ids, tell), "let go, back in a month")

    def _do(self, ids: Sequence[int], deed: Deed, said: str) -> None:
        if not ids or self._busy:
            return
        name = self._who(ids)

        def done(step: Step) -> None:
            self._set_busy(False)
            self.keep(step, f"{name} {said}.")

        self._set_busy(True)
        book = self._context.services.book
        if len(ids) <= AT_ONCE:
            try:
                step = deed(book, ids, None)
            except LchError as error:
                self._fail(error)
            else:
                done(step)
            return
        self._context.tasks.run(lambda store: deed(book.on(store), ids, self.worked.emit), done, self._fail)

    def _who(self, ids: Sequence[int]) -> str:
        if len(ids) > 1:
            return f"{len(ids):,} leads"
        lead = self._context.services.store.leads.get(ids[0])
        return lead.shown_name if lead else "The lead"

    # one

    def save_field(self, lead_id: int, name: str, text: str) -> None:
        """Keep one field of a lead as the rep wrote it."""
        book = self._context.services.book
        if name != "value":
            self._try(lambda: book.save_field(lead_id, name, text), f"{FIELD_NAMES[name]} changed.")
            return
        value = self._typed.money(text) if text.strip() else None
        if text.strip() and value is None:
            self._context.hub.failed.emit(InputError("not-money", text=text.strip()))
            self._context.hub.changed.emit()
            return
        self._try(lambda: book.save_value(lead_id, value), f"{FIELD_NAMES[name]} changed.")

    def save_number(self, lead_id: int, phone_id: int, text: str) -> None:
        """Keep a number; 0 for its id adds one."""
        phone = self._typed.phone(text)
        if not phone.e164:
            self.number_refused.emit(f"“{text.strip()}” is no number that can be dialled.")
            return
        book = self._context.services.book
        if phone_id:
            self._try(lambda: book.change_number(lead_id, phone_id, phone), "Number changed.")
        else:
            self._try(lambda: book.add_number(lead_id, phone), "Number added.")

    def mark_number(self, lead_id: int, phone_id: int, wrong: bool) -> None:
        """Retire a number, or take that back."""
        said = "Number marked as wrong." if wrong else "Number may be dialled again."
        self._try(lambda: self._context.services.book.mark_number(lead_id, phone_id, wrong=wrong), said)

    def confirm_number(self, lead_id: int, phone_id: int) -> None:
        """A repaired number is right."""
        self._try(lambda: self._context.services.book.confirm_number(lead_id, phone_id), "Number confirmed.")

    def remove_number(self, lead_id: int, phone_id: int) -> None:
        """Take a number away."""
        self._try(lambda: self._context.services.book.remove_number(lead_id, phone_id), "Number removed.")

    def merge(self, kept_id: int, other_id: int) -> None:
        """Make one lead of two."""
        name = self._who((kept_id,))
        self._try(lambda: self._context.services.persons.merge(kept_id, other_id), f"Merged into {name}.")

    # a new lead

    def add(self, typed: NewLead) -> None:
        """Add a lead; a number that somebody has already is asked about once."""
        if not any((typed.name, typed.company, typed.phone, typed.email)):
            self.lead_refused.emit("Give a name, a company, a phone or an e-mail.", 0)
            return
        phone = self._typed.phone(typed.phone) if typed.phone else None
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
        self.lead_added.emit(lead.id)
        self.keep(Step(entry_id, 1), f"{lead.shown_name} added.")

    # kept, and taken back

    def keep(self, step: Step, sentence: str) -> None:
        """Remember a step that was done, say so, and offer to take it back."""
        if not step.entry_id:
            return
        self._steps.append((sentence, step))
        self._context.hub.changed.emit()
        self._context.hub.undo_offered.emit(sentence, lambda: self._take_back(step))

    def undo(self) -> None:
        """Take back the newest step of this page."""
        if self._steps and not self._busy:
            self._take_back(self._steps[-1][1])

    def _take_back(self, step: Step) -> None:
        if self._busy or all(kept != step for _, kept in self._steps):
            return
        sentence = next(said for said, kept in self._steps if kept == step)
        self._steps = [pair for pair in self._steps if pair[1] != step]
        book = self._context.services.book

        def done(_stays: bool) -> None:
            self._set_busy(False)
            self._context.hub.changed.emit()
            self._context.hub.told.emit(f"Taken back: {sentence}")

        self._set_busy(True)
        if step.leads <= AT_ONCE:
            done(book.undo(step))
        else:
            self._context.tasks.run(lambda store: book.on(store).undo(step), done, self._fail)

    def _try(self, act: Callable[[], Step], sentence: str) -> None:
        try:
            step = act()
        except LchError as error:
            self._fail(error)
            self._context.hub.changed.emit()  # the field shows again what is stored
        else:
            self.keep(step, sentence)

    def _fail(self, error: LchError) -> None:
        self._set_busy(False)
        self._context.hub.failed.emit(error)

    def _set_busy(self, busy: bool) -> None:
        if busy != self._busy:
            self._busy = busy
            self.busy_changed.emit(busy)
