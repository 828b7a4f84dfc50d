"""What waits for the CRM and what it was given, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from lch_desktop import words
from lch_desktop.domain.outward import CRMS, crm_name

if TYPE_CHECKING:
    from lch_desktop.domain.outward import CrmCall, Handover
    from lch_desktop.services.handing_back import Pending
    from lch_desktop.words import Style

LISTED = 50  # calls that are shown one by one; a longer list is for the file


@dataclass(frozen=True, slots=True)
class CallLine:
    """One waiting call: who, and beside it when and what came of it."""

    call_id: int
    name: str
    remark: str


@dataclass(frozen=True, slots=True)
class FormerLine:
    """One former handover."""

    handover_id: int
    title: str
    remark: str


@dataclass(frozen=True, slots=True)
class CrmState:
    """The row "14 calls for HubSpot" with what is said under it. Empty where there is nothing to say."""

    system: str = ""
    count: int = 0
    title: str = ""
    warnings: tuple[str, ...] = ()
    calls: tuple[CallLine, ...] = ()
    more: str = ""  # how many calls are not shown one by one
    former: tuple[FormerLine, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show at all."""
        return not (self.count or self.former)


def build_state(pending: Pending, former: list[Handover], zone: ZoneInfo, style: Style) -> CrmState:
    """The state of the row."""
    listed = pending.calls[:LISTED]
    return CrmState(
        system=pending.system,
        count=pending.count,
        title=title(pending),
        warnings=warnings(pending),
        calls=tuple(_call_line(one, zone, style) for one in listed),
        more=f"and {pending.count - LISTED:,} more" if pending.count > LISTED else "",
        former=tuple(_former_line(one, zone, style) for one in former),
    )


def title(pending: Pending) -> str:
    """ "14 calls for HubSpot"."""
    if not pending.count:
        return f"Every call was handed to {pending.name}"
    number = words.counted(pending.count, "call", "calls") if pending.count < 1000 else f"{pending.count:,} calls"
    return f"{number} for {pending.name}"


def warnings(pending: Pending) -> tuple[str, ...]:
    """What to know before the file is brought in, and of calls that read otherwise by now."""
    said = []
    strangers, edited = len(pending.strangers), len(pending.edited)
    if strangers:
        contact = "lead" if pending.system == "salesforce" else "contact"
        has = "call has" if strangers == 1 else "calls have"
        said.append(f"{strangers:,} {has} no {pending.name} {contact}: matched by phone or name only")
    if edited:
        was = "call was" if edited == 1 else "calls were"
        said.append(f"{edited:,} {was} edited after {pending.name} got {'it' if edited == 1 else 'them'}")
    return tuple(said)


def file_name(system: str, day: str) -> str:
    """ "HubSpot calls 2026-11-23.csv"."""
    return f"{CRMS.get(system, 'My')} calls {day}.csv"


def told(handover: Handover, file: str = "") -> str:
    """The sentence after a handover."""
    calls = words.counted(handover.calls, "call", "calls")
    if file:
        return f"{calls} saved to {file} for {crm_name(handover.system)}."
    return f"{calls} copied for {crm_name(handover.system)}."


def _call_line(one: CrmCall, zone: ZoneInfo, style: Style) -> CallLine:
    at = one.call.ended_at.astimezone(zone)
    when = f"{words.day(at.date())} {words.short_clock(at, style)}"
    return CallLine(one.call.id, one.lead.shown_name, f"{words.OUTCOMES[one.call.outcome]}, {when}")


def _former_line(one: Handover, zone: ZoneInfo, style: Style) -> FormerLine:
    at = one.at.astimezone(zone)
    way = "copied" if one.way == "copy" else "saved to a file"
    said = [f"{words.counted(one.calls, 'call', 'calls')} {way}"]
    if one.gone:
        said.append(f"{one.gone:,} taken back since")
    if one.edited:
        said.append(f"{one.edited:,} edited since")
    name = CRMS.get(one.system, "Table")
    return FormerLine(one.id, f"{name}, {words.day(at.date())} {words.short_clock(at, style)}", ", ".join(said))
