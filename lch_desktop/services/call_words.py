"""A call in plain words, for whoever reads it in a CRM."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lch_desktop import words

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from lch_desktop.domain.calls import Call
    from lch_desktop.domain.outward import CrmCall
    from lch_desktop.words import Style


def result(call: Call) -> str:
    """What came of it, in one line: "Not interested, timing. Asked for the order."."""
    said = words.OUTCOMES[call.outcome]
    if call.reason:
        said = f"{said}, {call.reason.replace('-', ' ')}"
    if call.asks:
        said = f"{said}. Asked for the order" if call.asks == 1 else f"{said}. Asked for the order {call.asks} times"
    return f"{said}."


def note(call: Call, zone: ZoneInfo) -> str:
    """The result, what was talked about, and the next call: what a CRM keeps as the note.

    Its first letter is the result's, so that no spreadsheet takes a note of "=1+1" for a formula.
    """
    lines = [result(call), call.note.replace("\r\n", "\n").replace("\r", "\n").strip()]
    if call.next_call_at is not None:
        lines.append(f"Next call: {call.next_call_at.astimezone(zone):%Y-%m-%d %H:%M}.")
    return "\n".join(line for line in lines if line)


def text(one: CrmCall, zone: ZoneInfo, style: Style) -> str:
    """The call as it can be pasted anywhere: when, who, result, note, next call."""
    at = one.call.ended_at.astimezone(zone)
    phone = next((p.shown for p in one.lead.phones if p.e164 and p.e164 == one.call.e164), "") or one.call.e164
    who = dict.fromkeys((one.lead.shown_name, one.lead.company, phone))
    head = f"{words.day(at.date())} {at.year}, {words.clock(at, style)}: call to {', '.join(filter(None, who))}"
    lasted = f"Length: {words.span(one.call.talk_s)}." if one.call.talk_s else ""
    lines = [head, result(one.call), lasted, one.call.note.strip()]
    if one.call.next_call_at is not None:
        then = one.call.next_call_at.astimezone(zone)
        lines.append(f"Next call: {words.day(then.date())} {then.year}, {words.clock(then, style)}.")
    return "\n".join(line for line in lines if line)
