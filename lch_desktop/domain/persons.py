"""What is kept on one person: where they came from, everything for an export, and what is left once they are gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LeadImport:
    """One record of a file that made a lead or added to it. `cells` are raw, by their headers."""

    id: int
    import_id: int
    at: datetime
    file_name: str
    format: str
    row: int
    action: str  # created, merged, unchanged
    cells: Mapping[str, str] = field(default_factory=dict)
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Holdings:
    """Where a person is found beside their own rows, before they are deleted for good.

    `backups` hold them too, by file name; `unreadable` could not be looked into. `suppressed` are their numbers
    that stay, as numbers alone, on the list of those never to be called. `mentioned_by` counts the other leads
    whose notes have the name. `videos` are the paths of files that were sent to them or made for them: they are not
    ours to delete.
    """

    backups: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    suppressed: tuple[str, ...] = ()
    mentioned_by: int = 0
    videos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was deleted for good. `log_cleared`: whether the write-ahead log is empty too (else at the next close)."""

    name: str
    calls: int
    touches: int
    records: int
    log_cleared: bool = True
