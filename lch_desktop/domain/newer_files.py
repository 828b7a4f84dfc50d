"""Which file of a folder is a newer one of those that were brought in before: by its name, its age, its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lch_desktop.domain.imports import ImportReport

KINDS = {".csv": "table", ".tsv": "table", ".txt": "table", ".xlsx": "sheet", ".vcf": "cards"}
PARTS = (".crdownload", ".part", ".partial", ".download", ".tmp", ".opdownload")  # of a browser still at work
LARGEST_BYTES = 100_000_000
ALIKE = 0.6  # of the words of the shorter name
_COPY_MARKS = frozenset({"copy", "of", "kopie", "von", "final", "new"})
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A file in a folder, as a listing has it."""

    name: str
    size: int
    modified_at: datetime


@dataclass(frozen=True, slots=True)
class Source:
    """What was brought in last of one set of headers, and from where."""

    file_name: str
    format: str
    folder: str
    header_key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NewerFile:
    """A file that may be brought in. `report`: what it would come to; None where it is too large to try quickly."""

    path: str
    folder: str  # as it is called: "Downloads"
    format: str
    digest: str
    report: ImportReport | None


def words_of(name: str) -> tuple[str, ...]:
    """The words of a file name without what exports, browsers and people add: dates, numbers, "(1)", "copy"."""
    stem = name[: -len(suffix)] if (suffix := suffix_of(name)) else name
    return tuple(word for word in _WORD.findall(stem.casefold()) if word not in _COPY_MARKS)


def suffix_of(name: str) -> str:
    """ ".csv" of "Leads.CSV"; "" for none."""
    _, dot, end = name.rpartition(".")
    return f".{end.casefold()}" if dot else ""


def alike(name: str, other: str) -> bool:
    """Whether two file names may be two exports of the same list."""
    mine, theirs = set(words_of(name)), set(words_of(other))
    if not mine or not theirs:
        return mine == theirs  # nothing but a date
    return len(mine & theirs) / min(len(mine), len(theirs)) >= ALIKE


def candidates(listing: Iterable[FileSeen], source: Source) -> list[FileSeen]:
    """The files of a folder that may be newer ones of `source`, the newest first.

    They are of its kind, named like it, written after it, not empty, not too large, and not still being downloaded;
    or have its very name. Whether they hold something else is for their bytes to say.
    """
    files = list(listing)
    written_at = min([source.at, *(file.modified_at for file in files if file.name == source.file_name)])
    unfinished = {name[: -len(part)] for name in (file.name for file in files) for part in PARTS if name.endswith(part)}
    kind = KINDS.get(suffix_of(source.file_name))
    found = [
        file
        for file in files
        if kind is not None
        and KINDS.get(suffix_of(file.name)) == kind
        and not file.name.startswith((".", "~$"))
        and file.name not in unfinished
        and 0 < file.size <= LARGEST_BYTES
        and (file.modified_at > written_at or file.name == source.file_name)
        and alike(file.name, source.file_name)
    ]
    return sorted(found, key=lambda file: (file.modified_at, file.name), reverse=True)
