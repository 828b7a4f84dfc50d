"""Calls and leads as tables that a spreadsheet opens and our own importer reads back the same."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from lch_desktop.domain.leads import PhoneStatus, Stage
from lch_desktop.exchange.new_file import new_file
from lch_desktop.exchange.stages import forbids_calls, stage_of

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead, Phone
    from lch_desktop.domain.outward import CrmCall

MOST_PHONES = 10  # columns; the numbers of a lead with more of them share the last one

# A spreadsheet takes such a cell as a formula (https://owasp.org/www-community/attacks/CSV_Injection). The
# apostrophe tells it that this is text; one that is there already gets a second one, to be told apart.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def as_text(cell: str) -> str:
    """`cell` so that a spreadsheet shows it and never calculates it; without NULs, which no table can hold."""
    text = cell.replace("\x00", "")
    return f"'{text}" if _FORMULA.match(text) else text


def write_table(path: Path, records: Iterable[Sequence[str]], *, replace: bool, bom: bool = True) -> int:
    """Write `records`, the header first, as they are; returns how many stand below the header."""
    count = -1
    with new_file(path, replace=replace, bom=bom) as out:
        writer = csv.writer(out, lineterminator="\r\n")
        for record in records:
            writer.writerow(record)
            count += 1
    return max(count, 0)


# Header -> what is in its column. The headers are those the importer knows.
LEAD_COLUMNS: tuple[tuple[str, Callable[[Lead], str]], ...] = (
    ("Name", lambda lead: lead.name),
    ("First name", lambda lead: lead.first_name),
    ("Last name", lambda lead: lead.last_name),
    ("Company", lambda lead: lead.company),
    ("Job title", lambda lead: lead.title),
    ("Email", lambda lead: lead.email),
    ("City", lambda lead: lead.city),
    ("State", lambda lead: lead.state),
    ("Zip", lambda lead: lead.zip),
    ("Country", lambda lead: lead.country),
    ("Time zone", lambda lead: lead.zone),
    ("Value", lambda lead: "" if lead.value is None else f"{lead.value:.2f}"),
    ("Stage", lambda lead: stage_word(lead)),
    ("Owner", lambda lead: lead.owner),
    ("Notes", lambda lead: lead.notes),
    ("Personal", lambda lead: lead.personal),
    ("Last talk", lambda lead: lead.last_talk),
    ("May need", lambda lead: lead.may_need),
    ("Do not call", lambda lead: _yes(lead.do_not_call)),
    ("No email", lambda lead: _yes(lead.no_email)),
    ("Last activity", lambda lead: _day(lead.last_activity_on)),
)
# Said to people; the importer leaves them alone.
TOLD_COLUMNS: tuple[tuple[str, Callable[[Lead], str]], ...] = (
    ("Numbers that were wrong", lambda lead: _numbers(lead, PhoneStatus.WRONG)),
    ("Numbers never to call", lambda lead: _numbers(lead, PhoneStatus.DO_NOT_CALL)),
    ("Attempts so far", lambda lead: str(lead.follow.attempts or "")),
    ("Promised for", lambda lead: lead.follow.promise_at.isoformat() if lead.follow.promise_at else ""),
)


def lead_records(leads: Iterable[Lead], phones: int) -> Iterator[list[str]]:
    """The table of `leads`, its header first. `phones`: how many numbers a lead may have."""
    places = range(1, max(1, min(phones, MOST_PHONES)) + 1)
    header = [name for name, _ in (*LEAD_COLUMNS, *TOLD_COLUMNS)]
    yield header + [column for place in places for column in (f"Phone {place}", f"Phone {place} label")]
    for lead in leads:
        record = [as_text(read(lead)) for _, read in (*LEAD_COLUMNS, *TOLD_COLUMNS)]
        yield record + [as_text(cell) for cell in _phone_cells(lead, len(places))]


def stage_word(lead: Lead) -> str:
    """The source's own word where it means the lead's stage, else our word for the stage."""
    stage, word = lead.follow.stage, lead.status
    if not word or forbids_calls(word):
        return stage.value
    meant = stage_of(word)
    return word if meant is stage or (meant is None and stage is Stage.NEW) else stage.value


def phone_text(phone: Phone) -> str:
    """A number that is read the same in every country; what is no number stays as it came."""
    if not phone.e164:
        return phone.raw
    return f"{phone.e164} ext. {phone.extension}" if phone.extension else phone.e164


def _phone_cells(lead: Lead, places: int) -> list[str]:
    """Numbers and labels in turn. A wrong or forbidden number is not among them: it must never be dialled."""
    kept = [phone for phone in lead.phones if phone.status in (PhoneStatus.OK, PhoneStatus.INVALID)]
    cells = [part for phone in kept[:places] for part in (phone_text(phone), phone.label)]
    if len(kept) > places:
        cells[-2] = ", ".join(phone_text(phone) for phone in kept[places - 1 :])
    return cells + [""] * (2 * places - len(cells))


def _numbers(lead: Lead, status: PhoneStatus) -> str:
    return ", ".join(phone_text(phone) for phone in lead.phones if phone.status is status)


CALL_COLUMNS: tuple[tuple[str, Callable[[CrmCall, ZoneInfo], str]], ...] = (
    ("Call", lambda one, zone: str(one.call.id)),
    ("Date", lambda one, zone: _day(one.call.ended_at.astimezone(zone).date())),
    ("Time", lambda one, zone: one.call.ended_at.astimezone(zone).strftime("%H:%M")),
    ("Name", lambda one, zone: one.lead.shown_name),
    ("Company", lambda one, zone: one.lead.company),
    ("Phone", lambda one, zone: one.call.e164),
    ("Email", lambda one, zone: one.lead.email),
    ("Outcome", lambda one, zone: one.call.outcome.value),
    ("Person answered", lambda one, zone: _yes(one.call.connect)),
    ("Attempt", lambda one, zone: str(one.call.attempt)),
    ("Voicemail", lambda one, zone: str(one.call.voicemail or "")),
    ("Seconds", lambda one, zone: str(one.call.talk_s)),
    ("Asks", lambda one, zone: str(one.call.asks)),
    ("Goal", lambda one, zone: one.call.goal),
    ("Goal reached", lambda one, zone: "" if one.call.goal_hit is None else _yes(one.call.goal_hit) or "no"),
    ("Note", lambda one, zone: one.call.note),
    ("Reason", lambda one, zone: one.call.reason),
    ("Next call", lambda one, zone: _instant(one.call.next_call_at, zone)),
    ("Ended at", lambda one, zone: _instant(one.call.ended_at, zone)),
    ("Lead", lambda one, zone: str(one.lead.id)),
    ("Hour", lambda one, zone: str(one.call.session_id or "")),
)


def call_records(calls: Iterable[CrmCall], zone: ZoneInfo) -> Iterator[list[str]]:
    """The table of `calls` on the rep's clock, its header first."""
    yield [name for name, _ in CALL_COLUMNS]
    for one in calls:
        yield [as_text(read(one, zone)) for _, read in CALL_COLUMNS]


def _yes(flag: bool) -> str:
    return "yes" if flag else ""


def _day(on: date | None) -> str:
    return "" if on is None else on.isoformat()


def _instant(at: datetime | None, zone: ZoneInfo) -> str:
    return "" if at is None else at.astimezone(zone).isoformat(timespec="seconds")
