"""What a file of leads becomes before it meets the store."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A record that was left out. `row` is its number in the file, the header's line included."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """One record that makes a lead: its row number, the lead (no id yet), and the cells as they came."""

    row: int
    lead: Lead
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A whole file, read. `rows_read` counts the records after the header that are not blank."""

    format: str
    encoding: str
    header: tuple[str, ...]
    mapping: dict[str, str]  # header -> field of product.md section 11
    rows_read: int
    rows: tuple[ParsedRow, ...]
    skipped: tuple[SkippedRow, ...]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the user chose. `mapping` overrides recognition, header by header."""

    format: str = ""
    mapping: dict[str, str] = field(default_factory=dict)
    region: str = "US"
    owner: str = ""
    dry_run: bool = False


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
