"""What leaves the program: calls on their way back into a CRM, and whole exports."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from lch_desktop.domain.calendar_file import CalendarContent
    from lch_desktop.domain.calls import Call, Touch
    from lch_desktop.domain.leads import Lead
    from lch_desktop.domain.morning import MorningDay
    from lch_desktop.domain.practice_ports import StoredCheck
    from lch_desktop.domain.scripts import Repetition, Script
    from lch_desktop.domain.session import FocusSession
    from lch_desktop.domain.settings import Settings
    from lch_desktop.domain.stored import Interruption, LaterLine, ResistanceVisit
    from lch_desktop.domain.warm_ups import WarmUp

OTHER_CRM = "table"  # a CRM whose import shape is not known here: a plain table
OWN_FORMAT = "lch"  # our own JSON document, as a format of imports
CRMS: Mapping[str, str] = {"hubspot": "HubSpot", "salesforce": "Salesforce", "pipedrive": "Pipedrive"}


def crm_name(system: str) -> str:
    """How people call `system`: "HubSpot", or "your CRM" where it is not one of ours."""
    return CRMS.get(system, "your CRM")


class Kind(StrEnum):
    """What an export is of."""

    CALLS = "calls"
    LEADS = "leads"
    CALENDAR = "calendar"
    ALL = "all"


# Kind -> the formats it can be written in, the usual one first.
FORMATS: Mapping[Kind, tuple[str, ...]] = {
    Kind.CALLS: ("csv", *CRMS),
    Kind.LEADS: ("csv", "vcard"),
    Kind.CALENDAR: ("ics",),
    Kind.ALL: ("json",),
}
SUFFIXES: Mapping[str, str] = {"vcard": ".vcf", "ics": ".ics", "json": ".json"}  # all others: .csv


@dataclass(frozen=True, slots=True)
class CrmCall:
    """A call with whom it went to. `cells`: the lead's own cells in the newest file of that CRM, raw."""

    call: Call
    lead: Lead
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CrmStyle:
    """How the rep's CRM reads times: on which clock, and as which region (ISO 3166) writes dates."""

    zone: ZoneInfo
    region: str = "US"


@dataclass(frozen=True, slots=True)
class Handover:
    """Calls that were given to a CRM in one step. `way`: file or copy.

    `gone` of its calls were taken back since, `edited` were changed since.
    """

    id: int
    at: datetime
    system: str
    way: str
    calls: int
    gone: int = 0
    edited: int = 0


@dataclass(frozen=True, slots=True)
class SourceCells:
    """One record of an import that a lead came from: its cells as they were in the file."""

    import_id: int
    file_name: str
    format: str
    row: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LeadRecord:
    """A lead with what the store keeps beside it: what the rep edited, what the sources said."""

    lead: Lead
    edited: tuple[str, ...] = ()
    source: Mapping[str, str] = field(default_factory=dict)
    imported: tuple[SourceCells, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """An hour with what happened in it."""

    session: FocusSession
    interruptions: tuple[Interruption, ...] = ()
    resistance: tuple[ResistanceVisit, ...] = ()


@dataclass(frozen=True, slots=True)
class Suppression:
    """A number that is never dialled again."""

    e164: str
    at: datetime
    source: str


@dataclass(frozen=True, slots=True)
class ScriptRecord:
    """A script, also one that was taken out of the book, with each time it was practised."""

    script: Script
    repetitions: tuple[Repetition, ...] = ()


@dataclass(frozen=True, slots=True)
class Everything:
    """All that is kept, each list read only while it is written."""

    exported_at: datetime
    settings: Settings | None  # None: not the rep's affair
    leads: Iterable[LeadRecord]
    calls: Iterable[Call]
    touches: Iterable[Touch]
    sessions: Iterable[SessionRecord]
    later: Iterable[LaterLine]
    suppressions: Iterable[Suppression]
    mornings: Iterable[MorningDay] = ()
    scripts: Iterable[ScriptRecord] = ()
    warm_ups: Iterable[WarmUp] = ()
    checks: Iterable[StoredCheck] | None = None  # None: not asked for, and not in the document


class Outward(Protocol):
    """Writes files for other programs (lch_desktop.exchange.outward).

    Every `save_` writes beside the target first and puts the whole file in its place at the end, readable
    for this user alone; returns how many records are in it. Raises FileError "export-exists" where the
    target is there and may not be replaced, "export-unwritable", and StoreError "disk-full".
    """

    def has_contact(self, system: str, call: CrmCall) -> bool:
        """Whether `system` can tell by id or e-mail address whom the call went to."""
        ...

    def save_crm_calls(
        self, system: str, calls: Iterable[CrmCall], how: CrmStyle, path: Path, *, replace: bool
    ) -> int: ...
    def save_calls(self, calls: Iterable[CrmCall], zone: ZoneInfo, path: Path, *, replace: bool) -> int: ...
    def save_leads(self, leads: Iterable[Lead], phones: int, path: Path, *, replace: bool) -> int:
        """A table; `phones` is the most numbers that a lead has."""
        ...

    def save_cards(self, leads: Iterable[Lead], path: Path, *, replace: bool) -> int: ...
    def save_everything(self, everything: Everything, path: Path, *, replace: bool) -> int: ...
    def save_calendar(self, content: CalendarContent, path: Path, *, replace: bool) -> int: ...
    def keep_calendar(self, content: CalendarContent, path: Path, *, make_folder: bool) -> bool:
        """Put the file at `path` in order; returns whether it said anything else before and was replaced."""
        ...


class Handovers(Protocol):
    """Which calls were given to a CRM."""

    def pending(self, system: str) -> list[Call]: ...
    def calls_of(self, handover_id: int) -> list[Call]: ...
    def calls_by_id(self, call_ids: Sequence[int]) -> list[Call]: ...
    def add(self, at: datetime, system: str, way: str, told: Sequence[tuple[int, str]]) -> int: ...
    def remove(self, handover_id: int) -> None: ...
    def get(self, handover_id: int) -> Handover | None: ...
    def recent(self, limit: int) -> list[Handover]: ...
    def told(self, system: str, limit: int) -> dict[int, tuple[str, int]]: ...
    def cells(self, lead_ids: Sequence[int], format_name: str) -> dict[int, dict[str, str]]: ...


class WholeStore(Protocol):
    """Everything, row by row, for an export: memory stays flat."""

    def snapshot(self) -> AbstractContextManager[None]: ...
    def most_phones(self) -> int: ...
    def leads(self) -> Iterator[Lead]: ...
    def lead_records(self) -> Iterator[LeadRecord]: ...
    def calls(self) -> Iterator[Call]: ...
    def touches(self) -> Iterator[Touch]: ...
    def sessions(self) -> Iterator[SessionRecord]: ...
    def suppressions(self) -> Iterator[Suppression]: ...
    def scripts(self) -> Iterator[ScriptRecord]: ...


def fingerprint(call: Call) -> str:
    """A short word for what a CRM is told of `call`: another one after an edit."""
    told = (
        call.outcome.value, call.person, call.e164, call.asks, call.goal, call.goal_hit, call.note, call.reason,
        call.next_call_at.isoformat() if call.next_call_at else "", call.ended_at.isoformat(), call.talk_s,
    )  # fmt: skip
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]
