"""`lch log` and `lch undo`: one call outside the window, by the window's rules."""

from __future__ import annotations

import argparse
from datetime import datetime

from lch_desktop.cli.invocation import Invocation, instant, print_json
from lch_desktop.cli.text import one_line, say
from lch_desktop.domain.calls import Outcome
from lch_desktop.domain.errors import InputError
from lch_desktop.domain.goals import goal_of
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.outcomes import Report
from lch_desktop.services.bundle import Services
from lch_desktop.services.call_log import Dial, Logged, Undone
from lch_desktop.words import OUTCOMES, Style, day, slot_name, touch_name

STYLE = Style()


def run_calls(call: Invocation) -> int:
    """Log a call, or take the newest entry back."""
    return run_log(call) if call.command == "log" else run_undo(call)


def run_log(call: Invocation) -> int:
    """Log the call. It belongs to no session: it counts in the review, not in the day."""
    with call.services() as services:
        lead = services.log.lead(call.given.lead_id)
        dial = Dial(phone_id=_phone_id(lead, call.given.phone), goal=goal_of(lead, services.rep.own_goals))
        logged = services.log.log(lead.id, _report(call.given), dial)
        call.tell_window()
        if call.as_json:
            print_json(_logged_json(logged, services))
        else:
            say(*_logged_words(logged, services))
    return 0


def run_undo(call: Invocation) -> int:
    """Take the newest entry back, unless its lead is the open card of the running hour."""
    with call.services() as services:
        undone = services.log.undo(open_lead_id=_open_lead_id(services))
        lead = services.store.leads.get(undone.entry.lead_id)
    call.tell_window()
    if call.as_json:
        print_json(
            {
                "undone": undone.entry.label,
                "lead_id": undone.entry.lead_id or None,
                "call_id": undone.entry.call_id or None,
                "touch_stays": undone.touch_stays,
            }
        )
        return 0
    say(_undone_words(undone, lead))
    return 0


def _report(given: argparse.Namespace) -> Report:
    return Report(
        outcome=Outcome(given.outcome),
        person=given.person,
        next_call_at=instant(given.next) if given.next else None,
        reason=given.reason.strip(),
        note=given.note.strip(),
        asks=int(given.asked),
        goal_hit=None if given.goal is None else given.goal == "hit",
    )


def _phone_id(lead: Lead, e164: str) -> int:
    """The id of the lead's number `e164`; 0, the first usable one, where none is named."""
    if not e164:
        return 0
    found = next((phone.id for phone in lead.phones if phone.e164 == e164), None)
    if found is None:
        raise InputError("unknown-phone", phone=e164)
    return found


def _open_lead_id(services: Services) -> int:
    """The lead on the card of the hour that is running now, 0 for none.

    An hour whose end has passed is over, though only the window writes that down.
    """
    running = services.store.sessions.running()
    if running is None or (running.paused_at is None and running.ends_at <= services.rep.now()):
        return 0
    return services.store.sessions.open_card(running.id).lead_id


def _logged_json(logged: Logged, services: Services) -> dict[str, object]:
    """The keys of section 11. Instants are on the rep's clock; `attempt` is that of the next call."""
    rep = services.rep
    return {
        "call_id": logged.call.id,
        "next_call": _iso(rep.local(logged.next_call_at)) if logged.next_call_at else None,
        "touches": [{"kind": touch.kind.value, "due": _iso(rep.local(touch.due_at))} for touch in logged.touches],
        "attempt": logged.attempt,
    }


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _logged_words(logged: Logged, services: Services) -> list[str]:
    lead, rep = services.log.lead(logged.call.lead_id), services.rep
    name = one_line(lead.shown_name)
    lines = [f"Logged: {OUTCOMES[logged.call.outcome]}, {name}."]
    if logged.offer is not None:
        lines.append(f"Try {logged.offer.shown or logged.offer.e164} at once.")
    if logged.next_call_at is not None:
        lines.append(f"Next call {slot_name(rep.local(logged.next_call_at), STYLE)}.")
    elif lead.needs_number:
        lines.append(f"{name} needs a number now.")
    elif lead.follow.due_on is not None:
        lines.append(f"Due again {day(lead.follow.due_on)}, attempt {logged.attempt}.")
    touches = ((touch_name(touch.kind, name), rep.local(touch.due_at)) for touch in logged.touches)
    return [*lines, *(f"{what}, by {slot_name(due, STYLE)}." for what, due in touches)]


def _undone_words(undone: Undone, lead: Lead | None) -> str:
    label = undone.entry.label
    what = OUTCOMES[Outcome(label)] if label in set(Outcome) else label.replace("-", " ").capitalize()
    who = f", {one_line(lead.shown_name)}" if lead else ""
    stays = " What was already sent stays sent." if undone.touch_stays else ""
    return f"Taken back: {what}{who}.{stays}"
