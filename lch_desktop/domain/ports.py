"""What the services need from the outside, as protocols. Adapters live in `store` and `platforms`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from lch_desktop.domain.calls import Call, Tally, Touch
from lch_desktop.domain.imports import ParsedRow, SkippedRow
from lch_desktop.domain.leads import FollowUp, Lead, Phone, PhoneStatus
from lch_desktop.domain.queue import Candidate
from lch_desktop.domain.session import FocusSession
from lch_desktop.domain.settings import Settings


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
    """What the Leads page shows. `which`: all, due, starred, promised, needs-number, never-call, first-call."""

    search: str = ""
    which: str = "all"
    today: date | None = None
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class ResistanceVisit:
    """One press of R. `recovery_s`: seconds until the next dial, None while there was none."""

    id: int
    session_id: int
    lead_id: int
    at: datetime
    recovery_s: float | None = None


@dataclass(frozen=True, slots=True)
class Interruption:
    """A pause or a leaving. `kind`: pause, left."""

    id: int
    session_id: int
    kind: str
    started_at: datetime
    ended_at: datetime | None
    reason: str = ""
    lead_id: int = 0


@dataclass(frozen=True, slots=True)
class LaterLine:
    """One line of the later list."""

    id: int
    session_id: int | None
    at: datetime
    text: str
    done: bool = False


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


@dataclass(frozen=True, slots=True)
class MatchKeys:
    """What existing leads are looked up by."""

    e164s: frozenset[str] = field(default_factory=frozenset)
    emails: frozenset[str] = field(default_factory=frozenset)
    names: frozenset[str] = field(default_factory=frozenset)


class Leads(Protocol):
    """Leads with their phones."""

    def get(self, lead_id: int) -> Lead | None: ...
    def many(self, lead_ids: Sequence[int]) -> list[Lead]: ...
    def count(self) -> int: ...
    def find(self, wanted: LeadFilter, limit: int, offset: int = 0) -> list[Lead]: ...
    def count_found(self, wanted: LeadFilter) -> int: ...
    def candidates(self, now: datetime, today: date, horizon: datetime) -> list[Candidate]: ...
    def new_candidates(self, limit: int, closed_hours_keys: Iterable[str]) -> list[Candidate]: ...
    def hours_keys(self) -> list[tuple[str, Candidate]]: ...
    def count_new(self, hours_keys: Iterable[str]) -> int:
        """How many first calls keep one of `hours_keys`."""
        ...

    def candidate(self, lead_id: int) -> Candidate | None: ...
    def median_value(self) -> float | None: ...
    def fact_counts(self) -> dict[str, int]: ...
    def matching(self, keys: MatchKeys) -> list[Lead]: ...
    def add(self, lead: Lead) -> Lead: ...
    def save_follow(self, lead_id: int, follow: FollowUp) -> None: ...
    def save_fields(self, lead_id: int, fields: dict[str, object], *, by_rep: bool) -> None: ...
    def edited_fields(self, lead_id: int) -> frozenset[str]: ...
    def source_values(self, lead_id: int) -> dict[str, str]: ...
    def add_phones(self, lead_id: int, phones: Sequence[Phone]) -> None: ...
    def save_phone_status(self, phone_id: int, status: PhoneStatus) -> None: ...
    def delete(self, lead_ids: Sequence[int]) -> None: ...
    def sample_ids(self) -> list[int]: ...
    def promised_from(self, at: datetime) -> list[datetime]:
        """The instants of all promises at or after `at`: no minute is promised twice."""
        ...

    def who_has(self, e164: str) -> list[int]: ...
    def ringing(self, text: str, limit: int) -> list[Lead]: ...


class Suppressions(Protocol):
    """Numbers that are never dialled again, for anybody."""

    def add(self, e164: str, at: datetime, source: str) -> None: ...
    def among(self, e164s: Iterable[str]) -> frozenset[str]: ...
    def count(self) -> int: ...


class Calls(Protocol):
    """The call log."""

    def add(self, call: Call) -> Call: ...
    def save(self, call: Call) -> None: ...
    def get(self, call_id: int) -> Call | None: ...
    def of_lead(self, lead_id: int, limit: int = 50) -> list[Call]: ...
    def of_session(self, session_id: int) -> list[Call]: ...
    def on_day(self, day: date) -> list[Call]: ...
    def tally(self, session_id: int) -> Tally: ...
    def session_tallies(self, since: date) -> dict[int, Tally]:
        """The tally of every session whose local date is `since` or later, in one grouped query."""
        ...

    def without_connect(self, day: date) -> list[Call]:
        """The last call of each lead that was called on `day` and never answered: who may call back."""
        ...

    def numbers_called_on(self, day: date) -> list[tuple[str, str]]: ...
    def count(self) -> int: ...


class Touches(Protocol):
    """Texts, videos, e-mails and notes that are due."""

    def add(self, touch: Touch) -> Touch: ...
    def save(self, touch: Touch) -> None: ...
    def open_until(self, until: datetime, limit: int = 100) -> list[Touch]: ...
    def of_lead(self, lead_id: int) -> list[Touch]: ...
    def of_session(self, session_id: int) -> list[Touch]: ...
    def drop_open(self, lead_id: int) -> None: ...


class Sessions(Protocol):
    """Hours, their open card, their list, and what happened in them."""

    def add(self, session: FocusSession) -> FocusSession: ...
    def save(self, session: FocusSession) -> None: ...
    def get(self, session_id: int) -> FocusSession | None: ...
    def running(self) -> FocusSession | None: ...
    def last(self) -> FocusSession | None: ...
    def recent(self, limit: int) -> list[FocusSession]: ...
    def since(self, day: date) -> list[FocusSession]: ...
    def open_card(self, session_id: int) -> OpenCard: ...
    def save_open_card(self, session_id: int, card: OpenCard) -> None: ...
    def pinned(self, session_id: int) -> tuple[int, ...]: ...
    def save_pinned(self, session_id: int, lead_ids: Sequence[int]) -> None: ...
    def skipped(self, session_id: int) -> tuple[int, ...]: ...
    def save_skipped(self, session_id: int, lead_ids: Sequence[int]) -> None: ...
    def add_resistance(self, session_id: int, lead_id: int, at: datetime) -> ResistanceVisit: ...
    def save_recovery(self, visit_id: int, recovery_s: float) -> None: ...
    def resistance(self, session_id: int) -> list[ResistanceVisit]: ...
    def add_interruption(self, session_id: int, kind: str, at: datetime, lead_id: int) -> Interruption: ...
    def end_interruption(self, interruption_id: int, at: datetime, reason: str) -> None: ...
    def interruptions(self, session_id: int) -> list[Interruption]: ...
    def add_later(self, session_id: int | None, at: datetime, text: str) -> LaterLine: ...
    def later(self, session_id: int | None) -> list[LaterLine]: ...
    def save_later_done(self, line_id: int, done: bool) -> None: ...
    def wins(self, limit: int) -> list[tuple[date, str]]: ...


class Ledger(Protocol):
    """The persistent table of inverses."""

    def recording(
        self, label: str, at: datetime, *, session_id: int | None = None, lead_id: int = 0
    ) -> AbstractContextManager[int]:
        """A transaction in which every write of every repository is recorded as one undoable entry.

        Yields the entry's id. On an exception nothing is written.
        """
        ...

    def set_call(self, entry_id: int, call_id: int) -> None: ...
    def newest(self, session_id: int | None = None) -> LedgerEntry | None:
        """The newest entry that is not undone, of `session_id`, or of the folder when None."""
        ...

    def newest_undone(self, session_id: int | None = None) -> LedgerEntry | None:
        """What redo would take: the last undone entry, if nothing was recorded after it was undone."""
        ...

    def undo(self, entry_id: int) -> bool:
        """Write the images from before; returns whether a touch stayed because it was already sent."""
        ...

    def redo(self, entry_id: int) -> None: ...


class Imports(Protocol):
    """Imports and the raw cells of their rows."""

    def add(self, at: datetime, file_name: str, format_name: str, mapping: dict[str, str]) -> int:
        """Begin an import: what is written to leads from now until `finish` is what `undo` takes back."""
        ...

    def add_row(self, import_id: int, row: ParsedRow, lead_id: int, action: str, before: dict[str, object]) -> None: ...
    def add_skipped(self, import_id: int, skipped: Sequence[SkippedRow]) -> None: ...
    def finish(self, import_id: int, counts: dict[str, int]) -> None: ...
    def get(self, import_id: int) -> StoredImport | None: ...
    def last(self) -> StoredImport | None: ...
    def undo(self, import_id: int, at: datetime) -> tuple[int, int]:
        """Take an import back; returns how many leads were removed and how many stay because of calls."""
        ...


class SettingsStore(Protocol):
    """The settings, whole."""

    def load(self) -> Settings: ...
    def save(self, settings: Settings) -> None: ...


class Store(Protocol):
    """Everything that is kept, behind one handle."""

    leads: Leads
    suppressions: Suppressions
    calls: Calls
    touches: Touches
    sessions: Sessions
    ledger: Ledger
    imports: Imports
    settings: SettingsStore

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing; on disk when it is left."""
        ...

    def version(self) -> int:
        """A number that changes when another process has written."""
        ...

    def integrity(self) -> str:
        """ "ok", or what SQLite found wrong."""
        ...

    def reader(self) -> AbstractContextManager[Store]:
        """The same store on a connection of the calling thread's own, for background work."""
        ...

    def close(self) -> None: ...


class Dialer(Protocol):
    """Hands a number to whatever the rep calls with."""

    def dial(self, url: str) -> bool:
        """Open `url` (a known scheme); returns whether the system took it."""
        ...
