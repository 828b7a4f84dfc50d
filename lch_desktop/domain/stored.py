"""What is kept beside leads, calls and touches, and how it is asked for: the values of the ports."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCard:
    """The half-done card of a running session: what a crash must not lose."""

    lead_id: int = 0
    phone_id: int = 0
    note: str = ""
    asks: int = 0
    dialled_at: datetime | None = None
    opened_at: datetime | None = None
    strip: str = ""  # the outcome whose strip is open, "" for none
    parked_lead_id: int = 0  # B: whose card waits underneath, with its note and its dial
    parked_note: str = ""
    parked_dialled_at: datetime | None = None
    follow_on: str = ""  # the strip's fields as JSON, so that it opens as it was left


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One undoable step, newest first. `label` is an outcome or a word such as skip, snooze, edit."""

    id: int
    at: datetime
    label: str
    lead_id: int = 0
    call_id: int = 0
    session_id: int | None = None
    undone: bool = False


@dataclass(frozen=True, slots=True)
class LeadFilter:
    """What the Leads page shows.

    `which`: all, due, starred, promised, overdue, needs-number, never-call, first-call, no-need. `stage`: one of
    Stage, "" for any. Overdue are the promises from before `day_start`; no-need are those who may be called and of
    whom nobody has said yet what they may need next.
    """

    search: str = ""
    which: str = "all"
    today: date | None = None
    now: datetime | None = None
    stage: str = ""
    day_start: datetime | None = None


@dataclass(frozen=True, slots=True)
class FirstFound:
    """The first leads that a search finds, in its order. `total` is None where counting would take longer."""

    ids: tuple[int, ...]
    total: int | None = None


@dataclass(frozen=True, slots=True)
class ResistanceVisit:
    """One press of R. `recovery_s`: seconds until the next dial, None while there was none. `said`: what it said, which
    is what the rep feared; `reaction`: how they took it, one of `Reaction`, "" where nobody said."""

    id: int
    session_id: int
    lead_id: int
    at: datetime
    recovery_s: float | None = None
    said: str = ""
    reaction: str = ""


class SaidVisit(NamedTuple):
    """A labelled visit as the review takes it. `answered`: whether the card's lead took a call of that hour later."""

    said: str
    recovery_s: float | None = None
    answered: bool = False
    reaction: str = ""


@dataclass(frozen=True, slots=True)
class Interruption:
    """What came between, or was kept from it. `kind`: pause, left, blocked (`reason`: the entry of the block list),
    lowered, waited (`reason`: how many notices)."""

    id: int
    session_id: int
    kind: str
    started_at: datetime
    ended_at: datetime | None
    reason: str = ""
    lead_id: int = 0


class StoredDial(NamedTuple):
    """One dial as the review takes it. `zone`: the lead's, "" where it is not known for certain. `wrong`: the number
    was nobody's or another's. A `lead_id` below nought stands for one person who was deleted."""

    lead_id: int
    at: datetime
    contacted: bool
    zone: str
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class LaterLine:
    """One line of the later list."""

    id: int
    session_id: int | None
    at: datetime
    text: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class ImportOrigin:
    """Where a file lay, the SHA-256 of its bytes, and the key of its set of headers; each "" where not known."""

    folder: str = ""
    digest: str = ""
    header_key: str = ""


@dataclass(frozen=True, slots=True)
class StoredImport:
    """One import as it is remembered."""

    id: int
    at: datetime
    file_name: str
    format: str
    created: int
    merged: int
    undone: bool = False
    origin: ImportOrigin = ImportOrigin()
    rows: int = 0


@dataclass(frozen=True, slots=True)
class MatchKeys:
    """What existing leads are looked up by."""

    e164s: frozenset[str] = field(default_factory=frozenset)
    emails: frozenset[str] = field(default_factory=frozenset)
    names: frozenset[str] = field(default_factory=frozenset)
