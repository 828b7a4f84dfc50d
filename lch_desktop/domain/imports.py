"""What a file of leads becomes before it meets the store, what the rep chose for it, and what it came to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead, Stage
    from lch_desktop.domain.morning import MorningDay
    from lch_desktop.domain.outward import ScriptRecord
    from lch_desktop.domain.practice_ports import StoredCheck
    from lch_desktop.domain.warm_ups import WarmUp

Progress = Callable[[int, int], None]  # (done, in all); an error that it raises ends the work


class Duplicates(StrEnum):
    """What becomes of a record that is a lead we have already."""

    MERGE = "merge"
    KEEP_BOTH = "keep-both"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A record that was left out. `row` is its number in the file, the header's line included."""

    row: int
    reason: str
    cells: Mapping[str, str] = field(default_factory=dict)


class RecordCells(Mapping[str, str]):
    """A record's filled cells under their headers; those beyond the headers are named by their place.

    Nothing is copied: most records are stored and never looked at.
    """

    __slots__ = ("headers", "record")

    def __init__(self, headers: Sequence[str], record: Sequence[str]) -> None:
        """`headers`: one for each cell of `record` at least."""
        self.headers = headers
        self.record = record

    def __getitem__(self, header: str) -> str:
        found = next((cell for name, cell in self.pairs() if name == header), None)
        if found is None:
            raise KeyError(header)
        return found

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.pairs())

    def __len__(self) -> int:
        return sum(1 for _ in self.pairs())

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Header and cell, in the file's order."""
        return ((name, cell) for name, cell in self.all_pairs() if cell)

    def all_pairs(self) -> Iterable[tuple[str, str]]:
        """As `pairs`, with the cells that are empty."""
        return zip(self.headers, self.record, strict=False)


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """One record that makes a lead: its row number, the lead (no id yet), and the cells as they came.

    `odd` says in words what had to be guessed or could not be read ("number too short: 555-01"), "" for nothing.
    `unknown_status` is its status word, where nobody has said what that means; the lead is read as a new one.
    `said` is what the lead was read from and by, in one text: the same text makes the same lead. "" if unknown.
    """

    row: int
    lead: Lead
    cells: Mapping[str, str] = field(default_factory=dict)
    odd: str = ""
    unknown_status: str = ""
    said: str = ""


class ImportedRecord(NamedTuple):
    """A record as it is kept: what became of it, its cells as they came, its lead's fields as they were.

    `action`: created, merged or unchanged. `mark` is the fingerprint that `domain.merge.mark` makes of what was read.
    """

    row: int
    lead_id: int
    action: str
    cells: Mapping[str, str]
    before: Mapping[str, object]
    mark: int


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the user chose. `mapping` overrides recognition, header by header.

    `statuses` gives a status word its meaning where the file's own is not known; None in it is "leave out".
    """

    format: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    region: str = "US"
    owner: str = ""
    dry_run: bool = False
    statuses: Mapping[str, Stage | None] = field(default_factory=dict)
    duplicates: Duplicates = Duplicates.MERGE


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """One column of a file: its header, the field it is read as ("ignore": kept, not read), first values."""

    header: str
    field: str
    samples: tuple[str, ...] = ()
    chosen: bool = False  # by the rep, now or for an earlier file with these headers


@dataclass(frozen=True, slots=True)
class FileLook:
    """What a file turned out to be, before anything of it is brought in.

    `confidence` in 0..1 is how sure the format is. `owners` and `unknown_statuses` are (word, rows), most
    first. `options` are those it was read with: the given ones, else what was remembered for `header_key`.
    """

    name: str
    format: str
    confidence: float
    encoding: str
    layout: str  # "commas", "semicolons", "tabs", "bars", "sheet NAME", "cards"
    rows: int
    columns: tuple[ColumnLook, ...]
    header_key: str
    digest: str
    owners: tuple[tuple[str, int], ...] = ()
    unknown_statuses: tuple[tuple[str, int], ...] = ()
    preview: tuple[Lead, ...] = ()
    remembered: bool = False
    options: ImportOptions = field(default_factory=ImportOptions)
    same_as: int = 0  # the import that brought these very bytes in, 0 for none


class LeadFile(Protocol):
    """A file, opened and understood; its records are read anew with each call of `records`, never all at once."""

    @property
    def format(self) -> str: ...
    @property
    def encoding(self) -> str: ...
    @property
    def header_key(self) -> str:
        """The same for files with the same set of headers."""
        ...

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hex."""
        ...

    @property
    def mapping(self) -> dict[str, str]:
        """Header -> field of product.md section 11, for every column."""
        ...

    def look(self, progress: Progress | None = None) -> FileLook: ...
    def records(self, progress: Progress | None = None) -> Iterator[ParsedRow | SkippedRow]:
        """Every record that is not blank, in file order. Raises FileError where the file changes meanwhile."""
        ...


@runtime_checkable
class HasOwnRecords(Protocol):
    """What a file of leads is as well that is a document of ours."""

    def own_records(self) -> Iterator[MorningDay | ScriptRecord | WarmUp | StoredCheck]:
        """What is in it of the rep's own, as far as it can be read, in file order and in one pass."""
        ...


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One record of a list of numbers: its row, the numbers in it, and its cells as they came."""

    row: int
    e164s: tuple[str, ...]
    cells: Mapping[str, str] = field(default_factory=dict)


WritesProblems = Callable[[Mapping[str, str], str], None]  # a record's cells, and its reason


class Inward(Protocol):
    """The files that come in (lch_desktop.exchange). Each raises FileError and InputError."""

    def leads(self, path: Path, options: ImportOptions, *, now: datetime) -> LeadFile:
        """Open a file of leads."""
        ...

    def numbers(
        self, path: Path, options: ImportOptions, progress: Progress | None = None
    ) -> Iterator[NumberRow | SkippedRow]:
        """Every record of any table or plain list that has numbers in it."""
        ...

    def problem_file(self, target: Path, headers: Sequence[str]) -> AbstractContextManager[WritesProblems]:
        """A CSV that takes the place of `target` when it is left without an error. Raises FileError."""
        ...


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The accounting of one import: rows = created + merged + unchanged + len(skipped), always."""

    format: str
    rows: int
    created: int
    merged: int
    unchanged: int
    needs_number: int
    do_not_call: int
    skipped: tuple[SkippedRow, ...]
    import_id: int
    owners: tuple[tuple[str, int], ...] = ()  # name, rows; where an owner column names more than one
    unknown_statuses: tuple[tuple[str, int], ...] = ()
    odd: int = 0


@dataclass(frozen=True, slots=True)
class SeenRow:
    """One record in a list that the rep may open: its number, who it is, and what is to be said of it."""

    row: int
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What an import would come to: the accounting, and under each heading the first of its records.

    Headings: created, merged, unchanged, needs_number, do_not_call, odd, skipped.
    """

    report: ImportReport
    lists: Mapping[str, tuple[SeenRow, ...]]


@dataclass(frozen=True, slots=True)
class ListReport:
    """What a list of numbers came to: rows = added + known + len(skipped)."""

    rows: int
    added: int
    known: int
    leads: int  # of ours that have one of the numbers and are not called any more
    skipped: tuple[SkippedRow, ...]
