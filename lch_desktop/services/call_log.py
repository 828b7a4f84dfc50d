"""Logging a call: the report becomes a row, its consequences, and one undoable entry, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from lch_desktop.domain.calls import CONNECTS, Call, Touch, TouchKind
from lch_desktop.domain.errors import InputError, RuleError
from lch_desktop.domain.leads import Lead, Phone, PhoneStatus
from lch_desktop.domain.outcomes import Consequences, Report, Setting, check, consequences
from lch_desktop.domain.zones import lead_zone, zone_info

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.domain.stored import LedgerEntry
    from lch_desktop.services.rep import Rep


@dataclass(frozen=True, slots=True)
class Logged:
    """What one logged call set in motion."""

    call: Call
    touches: tuple[Touch, ...]
    attempt: int  # of the next call
    next_call_at: datetime | None
    offer: Phone | None  # the number to try at once, after a wrong one


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: the entry, its call if it had one, and whether a touch stays because it was sent."""

    entry: LedgerEntry
    call: Call | None
    touch_stays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dial:
    """The circumstances of the dial: which number, in which session, when it began, for which goal."""

    phone_id: int = 0
    session_id: int | None = None
    started_at: datetime | None = None
    goal: str = ""
    words: str = ""  # the drafted text, where the rep has seen or changed it


class CallLog:
    """The one way a call gets into the store, from the window and from the command line."""

    def __init__(self, store: Store, rep: Rep) -> None:
        self._store = store
        self._rep = rep

    def log(self, lead_id: int, report: Report, dial: Dial) -> Logged:
        """Store the call and all that follows from it; on disk when this returns.

        Raises InputError for a report that lacks what its outcome needs, or an unknown lead or number, RuleError
        "never-called-again" for a next call with somebody who is not to be called.
        """
        now = self._rep.now()
        lead = self.lead(lead_id)
        phone = self._phone(lead, dial.phone_id)
        check(report, now)
        if lead.do_not_call and report.next_call_at is not None:
            raise RuleError("never-called-again", name=lead.shown_name)
        result = consequences(lead, phone, report, self._setting(lead, now))
        recording = self._store.ledger.recording(report.outcome.value, now, session_id=dial.session_id, lead_id=lead_id)
        with recording:
            call = self._store.calls.add(self._call(lead, phone, report, result, dial, now))
            self._store.ledger.set_call(call.id)
            touches = self._apply(lead, call, result, dial)
        next_call_at = result.follow.promise_at
        return Logged(call, touches, result.follow.attempts + 1, next_call_at, result.offer)

    def get_ready(self) -> None:
        """Have at hand what the first call needs: a repository's module is read when it is first asked for."""
        _ = self._store.ledger, self._store.calls, self._store.touches, self._store.suppressions

    def lead(self, lead_id: int) -> Lead:
        """The lead, or InputError."""
        found = self._store.leads.get(lead_id)
        if found is None:
            raise InputError("unknown-lead", lead_id=lead_id)
        return found

    def undo(self, session_id: int | None = None, open_lead_id: int = 0) -> Undone:
        """Take back the newest entry of `session_id` (None: of the folder).

        Raises RuleError when there is none, or when it belongs to the card that is open in the window.
        """
        entry = self._store.ledger.newest(session_id)
        if entry is None:
            raise RuleError("nothing-to-undo")
        if open_lead_id and entry.lead_id == open_lead_id:
            raise RuleError("undo-lead-open", name=self.lead(entry.lead_id).shown_name)
        call = self._store.calls.get(entry.call_id) if entry.call_id else None
        stays = self._store.ledger.undo(entry.id)
        return Undone(entry, call, stays)

    def redo(self, session_id: int | None = None) -> LedgerEntry:
        """Bring back what was undone last; raises RuleError when nothing was."""
        entry = self._store.ledger.newest_undone(session_id)
        if entry is None:
            raise RuleError("nothing-to-redo")
        self._store.ledger.redo(entry.id)
        return entry

    def edit(self, call: Call, *, note: str, asks: int, goal_hit: bool | None) -> Call:
        """The call with its words and ticks changed; the outcome stays."""
        changed = replace(call, note=note, asks=asks, goal_hit=goal_hit)
        session_id, lead_id = call.session_id, call.lead_id
        now = self._rep.now()
        with self._store.ledger.recording("edit", now, session_id=session_id, lead_id=lead_id):
            self._store.calls.save(changed)
            if changed.conversation and note.strip():
                self._store.leads.save_fields(lead_id, {"last_talk": note.strip()}, by_rep=True)
        return changed

    def _setting(self, lead: Lead, now: datetime) -> Setting:
        zone, _ = lead_zone(lead, now, self._rep.zone_name)
        return Setting(
            now=now,
            today=self._rep.today(now),
            lead_today=now.astimezone(zone_info(zone)).date(),
            day_end=self._rep.day_end(now),
            cadences=self._rep.cadences,
            work_days=self._rep.work_days,
        )

    def _phone(self, lead: Lead, phone_id: int) -> Phone | None:
        if not phone_id:
            return lead.phone
        found = next((phone for phone in lead.phones if phone.id == phone_id), None)
        if found is None:
            raise InputError("unknown-phone", phone=phone_id)
        return found

    def _call(
        self, lead: Lead, phone: Phone | None, report: Report, result: Consequences, dial: Dial, now: datetime
    ) -> Call:
        started_at = dial.started_at
        talk_s = int((now - started_at).total_seconds()) if started_at else 0
        return Call(
            lead_id=lead.id,
            session_id=dial.session_id,
            phone_id=phone.id if phone else 0,
            e164=phone.e164 if phone else "",
            outcome=report.outcome,
            person=report.person,
            attempt=result.attempt,
            voicemail=result.voicemail,
            asks=report.asks,
            goal=dial.goal,
            goal_hit=report.goal_hit,
            note=report.note,
            reason=report.reason,
            next_call_at=report.next_call_at,
            started_at=started_at,
            ended_at=now,
            talk_s=max(0, talk_s) if report.outcome in CONNECTS or report.person else 0,
            local_on=self._rep.today(now),
        )

    def _apply(self, lead: Lead, call: Call, result: Consequences, dial: Dial) -> tuple[Touch, ...]:
        leads = self._store.leads
        leads.save_follow(lead.id, result.follow)
        if result.last_talk:
            leads.save_fields(lead.id, {"last_talk": result.last_talk}, by_rep=True)
        if result.retired is not None and result.retired.id:
            leads.save_phone_status(result.retired.id, PhoneStatus.WRONG)
        if result.do_not_call:
            self._suppress(lead, result.suppressed, call)
        if result.drops_open_touches:
            self._store.touches.drop_open(lead.id)
        elif result.drops_open:
            self._store.touches.drop_of_calls(lead.id, result.drops_open)
        return tuple(
            self._store.touches.add(
                Touch(
                    lead_id=lead.id,
                    call_id=call.id,
                    kind=due.kind,
                    due_at=due.due_at,
                    words=dial.words if due.kind is TouchKind.TEXT else "",
                )
            )
            for due in result.touches
            if _may_touch(lead, due.kind)
        )

    def _suppress(self, lead: Lead, phone: Phone | None, call: Call) -> None:
        """Never again: the number for everybody who has it, and this person on every number."""
        leads = self._store.leads
        leads.save_fields(lead.id, {"do_not_call": True}, by_rep=True)
        if phone is None or not phone.e164:
            return
        self._store.suppressions.add(phone.e164, call.ended_at, f"call {call.id}")
        for other_id in leads.who_has(phone.e164):
            other = leads.get(other_id)
            for number in other.phones if other else ():
                if number.e164 == phone.e164:
                    leads.save_phone_status(number.id, PhoneStatus.DO_NOT_CALL)


def _may_touch(lead: Lead, kind: TouchKind) -> bool:
    """Touches obey do-not-call as calls do, and a text needs a number to go to."""
    if lead.do_not_call:
        return False
    return kind not in (TouchKind.TEXT, TouchKind.VIDEO) or lead.phone is not None
