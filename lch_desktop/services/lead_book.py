"""What the rep does with leads outside the hour: many at once, one field, one number, promises that piled up.

Every step is one entry in the ledger, so that one press takes it back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.errors import InputError, RuleError
from lch_desktop.domain.leads import Lead, Phone, PhoneStatus, Stage
from lch_desktop.domain.queue import PROMISES_IN_AN_HOUR
from lch_desktop.domain.slots import Promised, marks_of
from lch_desktop.domain.stored import LeadFilter
from lch_desktop.domain.zones import is_zone
from lch_desktop.services.openings import Openings
from lch_desktop.services.queueing import Queueing

if TYPE_CHECKING:
    from lch_desktop.domain.imports import Progress
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.rep import Rep

PART = 100


@dataclass(frozen=True, slots=True)
class Step:
    """One step that was kept: its entry in the ledger (0: nothing changed) and how many leads it changed."""

    entry_id: int = 0
    leads: int = 0


class LeadBook:
    """Works on leads of one store; `on` gives the same on a worker's connection."""

    def __init__(self, store: Store, rep: Rep) -> None:
        self._store = store
        self._rep = rep

    def on(self, store: Store) -> LeadBook:
        """The same on another connection, for a worker thread."""
        return LeadBook(store, self._rep)

    # many

    def star(self, lead_ids: Sequence[int], on: bool = True, progress: Progress | None = None) -> Step:
        """Mark leads as today's highest-value targets, or not."""
        return self._follow("star", lead_ids, {"starred_on": self._rep.today() if on else None}, progress)

    def snooze(self, lead_ids: Sequence[int], until: date, progress: Progress | None = None) -> Step:
        """Leave leads alone until a day to come. Raises InputError "snooze-in-the-past"."""
        if until <= self._rep.today():
            raise InputError("snooze-in-the-past", day=until.isoformat())
        return self._follow("snooze", lead_ids, {"snoozed_until": until}, progress)

    def call_today(self, lead_ids: Sequence[int], progress: Progress | None = None) -> Step:
        """Put leads on today's list: due, awake, and an old promise is kept by it."""
        today, begins = self._rep.today(), self.day_start()
        with self._store.ledger.recording("call-today", self._rep.now(), lead_id=_only(lead_ids)) as entry_id:
            values: dict[str, object] = {"due_on": today, "snoozed_until": None, "parked": False}
            changed = self._store.book.set_follow(lead_ids, values, progress)
            promised = self._promised_before(lead_ids, begins)
            self._store.book.set_follow(promised, {"promise_at": None, "promise_asked": False})
        return Step(entry_id, changed)

    def set_stage(self, lead_ids: Sequence[int], stage: Stage, progress: Progress | None = None) -> Step:
        """Say how far leads have come; from now on no source overrules it."""
        with self._store.ledger.recording("stage", self._rep.now(), lead_id=_only(lead_ids)) as entry_id:
            changed = self._store.book.set_facts(lead_ids, {"stage": stage}, progress)
        return Step(entry_id, changed)

    def do_not_call(self, lead_ids: Sequence[int], progress: Progress | None = None) -> Step:
        """Never call these people again, on any of their numbers, nor anybody else who has one of them."""
        now = self._rep.now()
        with self._store.ledger.recording("do-not-call", now, lead_id=_only(lead_ids)) as entry_id:
            changed = self._store.book.set_facts(lead_ids, {"do_not_call": True})
            numbers = self._store.book.numbers(lead_ids)
            for at, e164 in enumerate(numbers):
                if progress is not None and at % PART == 0:
                    progress(at, len(numbers))
                self._store.suppressions.add(e164, now, "leads page")
            for lead_id in lead_ids:
                self._store.touches.drop_open(lead_id)
        return Step(entry_id, changed)

    def delete(self, lead_ids: Sequence[int], progress: Progress | None = None) -> Step:
        """Take leads away with all that is theirs; undo brings them back. Raises RuleError "lead-open"."""
        self.refuse_open_card(lead_ids)
        with self._store.ledger.recording("delete", self._rep.now(), lead_id=_only(lead_ids)) as entry_id:
            before = self._store.leads.count()
            for at in range(0, len(lead_ids), PART):
                if progress is not None:
                    progress(at, len(lead_ids))
                self._store.leads.delete(lead_ids[at : at + PART])
            changed = before - self._store.leads.count()
        return Step(entry_id, changed)

    def undo(self, step: Step) -> bool:
        """Take a step back; returns whether a touch stays because it was sent meanwhile."""
        return self._store.ledger.undo(step.entry_id) if step.entry_id else False

    # one

    def save_field(self, lead_id: int, name: str, text: str) -> Step:
        """Keep a field of text as the rep wrote it: the goal, or one of Lead's. Raises InputError "unknown-zone"."""
        lead = self.lead(lead_id)
        text = text.strip()
        if text == (lead.follow.goal if name == "goal" else getattr(lead, name)):
            return Step()
        if name == "zone" and text and not is_zone(text):
            raise InputError("unknown-zone", zone=text)
        with self._store.ledger.recording("edit", self._rep.now(), lead_id=lead_id) as entry_id:
            if name == "goal":
                self._store.leads.save_follow(lead_id, replace(lead.follow, goal=text))
            else:
                self._store.leads.save_fields(lead_id, _with_parts(name, text), by_rep=True)
        return Step(entry_id, 1)

    def save_value(self, lead_id: int, value: float | None) -> Step:
        """What the lead may be worth, None where nobody knows."""
        if self.lead(lead_id).value == value:
            return Step()
        with self._store.ledger.recording("edit", self._rep.now(), lead_id=lead_id) as entry_id:
            self._store.leads.save_fields(lead_id, {"value": value}, by_rep=True)
        return Step(entry_id, 1)

    def add_number(self, lead_id: int, phone: Phone) -> Step:
        """One more number. Raises InputError "number-known" where the lead has it."""
        lead = self.lead(lead_id)
        self._refuse_twin(lead, phone)
        with self._store.ledger.recording("number", self._rep.now(), lead_id=lead_id) as entry_id:
            self._store.leads.add_phones(lead_id, (phone,))
            self._store.book.mark_edited(lead_id, "phones")
        return Step(entry_id, 1)

    def change_number(self, lead_id: int, phone_id: int, phone: Phone) -> Step:
        """Another text for a number; what was typed by the rep is certain, and a suppressed one stays so."""
        lead = self.lead(lead_id)
        old = _phone_of(lead, phone_id)
        self._refuse_twin(lead, phone, but=phone_id)
        never = bool(phone.e164) and bool(self._store.suppressions.among((phone.e164,)))
        status = PhoneStatus.DO_NOT_CALL if never else phone.status
        changed = replace(phone, id=phone_id, status=status, label=phone.label or old.label)
        if changed == old:
            return Step()
        with self._store.ledger.recording("number", self._rep.now(), lead_id=lead_id) as entry_id:
            self._store.book.save_phone(changed)
            self._store.book.mark_edited(lead_id, "phones")
        return Step(entry_id, 1)

    def mark_number(self, lead_id: int, phone_id: int, *, wrong: bool) -> Step:
        """Retire a number for this lead, or take that back. Raises RuleError "number-never" for a suppressed one."""
        old = _phone_of(self.lead(lead_id), phone_id)
        if old.status is PhoneStatus.DO_NOT_CALL:
            raise RuleError("number-never", number=old.shown or old.raw)
        status = PhoneStatus.WRONG if wrong else PhoneStatus.OK
        with self._store.ledger.recording("number", self._rep.now(), lead_id=lead_id) as entry_id:
            self._store.leads.save_phone_status(phone_id, status)
        return Step(entry_id, 1)

    def confirm_number(self, lead_id: int, phone_id: int) -> Step:
        """The number that had to be repaired is right."""
        old = _phone_of(self.lead(lead_id), phone_id)
        with self._store.ledger.recording("number", self._rep.now(), lead_id=lead_id) as entry_id:
            self._store.book.save_phone(replace(old, certain=True))
        return Step(entry_id, 1)

    def remove_number(self, lead_id: int, phone_id: int) -> Step:
        """Take a number away; one that is never to be called stays on that list."""
        _phone_of(self.lead(lead_id), phone_id)
        with self._store.ledger.recording("number", self._rep.now(), lead_id=lead_id) as entry_id:
            self._store.book.delete_phone(lead_id, phone_id)
            self._store.book.mark_edited(lead_id, "phones")
        return Step(entry_id, 1)

    # promises that piled up

    def day_start(self) -> datetime:
        """When the rep's day began, aware UTC: promises from before it are overdue."""
        chosen = self._rep.settings
        local = datetime.combine(self._rep.today(), time(chosen.rollover_h), self._rep.zone)
        return local.astimezone(UTC)

    def promise_again(self, lead_ids: Sequence[int], progress: Progress | None = None) -> Step:
        """New minutes for old promises: from the next workday on, a few a morning, none twice."""
        leads = self._store.leads.many(lead_ids)
        minutes = self._free_minutes(len(leads))
        with self._store.ledger.recording("promise-again", self._rep.now(), lead_id=_only(lead_ids)) as entry_id:
            for place, (lead, at) in enumerate(zip(leads, minutes, strict=True)):
                if progress is not None and place % PART == 0:
                    progress(place, len(leads))
                follow = replace(lead.follow, promise_at=at, promise_asked=False, parked=False, snoozed_until=None)
                self._store.leads.save_follow(lead.id, follow)
        return Step(entry_id, len(leads))

    def let_go(self, lead_ids: Sequence[int], progress: Progress | None = None) -> Step:
        """No promise any more; they come up again as those who are nurtured do."""
        again_on = self._rep.today() + timedelta(days=self._rep.cadences.nurture_days[0])
        values: dict[str, object] = {"promise_at": None, "promise_asked": False, "parked": True, "due_on": again_on}
        return self._follow("let-go", lead_ids, values, progress)

    # inside

    def lead(self, lead_id: int) -> Lead:
        """The lead, or InputError."""
        found = self._store.leads.get(lead_id)
        if found is None:
            raise InputError("unknown-lead", lead_id=lead_id)
        return found

    def refuse_open_card(self, lead_ids: Sequence[int]) -> None:
        """Raise RuleError "lead-open" where one of the leads is the card of the running hour."""
        running = self._store.sessions.running()
        card = self._store.sessions.open_card(running.id) if running is not None else None
        for lead_id in lead_ids:
            if card is not None and lead_id in (card.lead_id, card.parked_lead_id):
                raise RuleError("lead-open", name=self.lead(lead_id).shown_name)

    def _follow(
        self, label: str, lead_ids: Sequence[int], values: dict[str, object], progress: Progress | None
    ) -> Step:
        with self._store.ledger.recording(label, self._rep.now(), lead_id=_only(lead_ids)) as entry_id:
            changed = self._store.book.set_follow(lead_ids, values, progress)
        return Step(entry_id, changed)

    def _promised_before(self, lead_ids: Sequence[int], at: datetime) -> list[int]:
        overdue = set(self._store.leads.all_found(LeadFilter(which="overdue", day_start=at)))
        return [lead_id for lead_id in lead_ids if lead_id in overdue]

    def _free_minutes(self, count: int) -> list[datetime]:
        """Minutes of the coming mornings that nobody is promised, a few in each."""
        rep, openings = self._rep, Openings(self._store, self._rep, Queueing(self._store, self._rep))
        taken = [at.astimezone(UTC) for at in self._store.leads.promised_from(rep.now())]
        promised = Promised(taken)
        found: list[datetime] = []
        day = rep.today()
        while len(found) < count:
            day = rep.work_days.after(day, 1)
            begins, minutes = openings.opens(day)
            ends = begins + timedelta(minutes=minutes)
            room = PROMISES_IN_AN_HOUR - sum(begins <= at < ends for at in taken)
            for at in marks_of(begins, minutes):
                if room > 0 and promised.has_room(at):
                    promised.add(at)
                    found.append(at.astimezone(UTC))
                    room -= 1
        return found[:count]

    def _refuse_twin(self, lead: Lead, phone: Phone, but: int = 0) -> None:
        for each in lead.phones:
            same = (each.e164, each.extension) == (phone.e164, phone.extension)
            if each.id != but and phone.e164 and same:
                raise InputError("number-known", number=phone.shown or phone.raw, name=lead.shown_name)


def _only(lead_ids: Sequence[int]) -> int:
    """The lead that a step is about, 0 where it is about many."""
    return lead_ids[0] if len(lead_ids) == 1 else 0


def _phone_of(lead: Lead, phone_id: int) -> Phone:
    found = next((phone for phone in lead.phones if phone.id == phone_id), None)
    if found is None:
        raise InputError("unknown-phone", phone=phone_id)
    return found


def _with_parts(name: str, text: str) -> dict[str, object]:
    """The field with those that go with it: a full name has a first and a last."""
    if name != "name":
        return {name: text}
    first, _, last = text.partition(" ")
    return {"name": text, "first_name": first, "last_name": last.strip()}
