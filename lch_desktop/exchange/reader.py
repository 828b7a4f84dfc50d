"""A file of leads, opened: recognised by its content, and read record by record as often as it is asked."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from lch_desktop.domain.errors import FileError, InputError
from lch_desktop.domain.imports import ColumnLook, FileLook, ImportOptions, ParsedRow, Progress, SkippedRow
from lch_desktop.exchange.cells import date_of
from lch_desktop.exchange.cells import day_first as writes_day_first
from lch_desktop.exchange.headers import squash
from lch_desktop.exchange.recognise import Layout, header_score, layout_of
from lch_desktop.exchange.row_reader import RowReader
from lch_desktop.exchange.source import Source
from lch_desktop.exchange.text_table import TextTable

if TYPE_CHECKING:
    from lch_desktop.domain.imports import LeadFile
    from lch_desktop.domain.leads import Lead
    from lch_desktop.exchange.table import Table

PROGRESS_EVERY = 500  # records
_PREVIEWED = 8  # leads
_SAMPLES = 3  # values of a column
_MOST_WORDS = 10_000  # owners or statuses that are counted: a wrong column has a word for each record

# First bytes of files that people take for a table, and what they are.
_XLSX, _VCARD = b"PK\x03\x04", b"BEGIN:VCARD"
_XLS = b"\xd0\xcf\x11\xe0"
_NO_TABLES = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf", b"SQLite format 3",
)  # fmt: skip


def open_leads(path: Path, options: ImportOptions, *, now: datetime) -> LeadFile:
    """The leads in the file at `path`, as created at the instant `now`.

    Raises FileError file-missing, file-is-folder, file-unreadable, file-empty, file-no-table
    and those of the formats, and InputError unknown-format, unknown-region, unknown-field, unknown-header,
    no-owner-column.
    """
    options = replace(options, region=checked_region(options.region))
    source = Source(path)
    if source.head(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        from lch_desktop.exchange.json_in import JsonLeadFile, is_own_document

        if is_own_document(source):
            return JsonLeadFile(source, options, now=now)
    table = open_table(source, options)
    layout = layout_of(table.head, path.name, chosen_format=options.format, mapping=options.mapping)
    if options.owner and "owner" not in layout.mapping.values():
        raise InputError("no-owner-column", name=path.name)
    return LeadTable(source, table, layout, options, now)


def open_table(source: Source, options: ImportOptions) -> Table:
    """The table in a file, by what its first bytes say, whatever it is called."""
    head = source.head(64)
    words = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").lstrip()
    if head.startswith((_XLSX, _XLS)):
        from lch_desktop.exchange.xlsx import XlsxTable

        return XlsxTable(source)
    if words[: len(_VCARD)].upper() == _VCARD:
        from lch_desktop.exchange.vcard import VcardTable

        return VcardTable(source)
    if words.startswith(_NO_TABLES):
        raise FileError("file-no-table", name=source.name)
    return TextTable(source, partial(header_score, extra=options.mapping))


def checked_region(region: str) -> str:
    """`region` as phonenumbers writes it. Raises InputError unknown-region."""
    from phonenumbers import SUPPORTED_REGIONS

    code = region.strip().upper()
    if code not in SUPPORTED_REGIONS:
        raise InputError("unknown-region", region=region)
    return code


@dataclass(slots=True)
class _Tally:
    """What a look counts on its way through the records."""

    rows: int
    owners: Counter[str]
    statuses: Counter[str]


class LeadTable:
    """The LeadFile port over any Table."""

    def __init__(self, source: Source, table: Table, layout: Layout, options: ImportOptions, now: datetime) -> None:
        self._source = source
        self._table = table
        self._layout = layout
        self._options = options
        self._now = now
        self._count: int | None = None

    @property
    def format(self) -> str:
        return self._layout.source.name

    @property
    def encoding(self) -> str:
        return self._table.encoding

    @property
    def header(self) -> tuple[str, ...]:
        """The headers, each once, in the file's order."""
        return self._layout.header

    @property
    def header_key(self) -> str:
        """The same for files with the same set of headers."""
        keys = sorted({squash(header) for header in self._layout.header})
        return hashlib.sha256("\n".join(keys).encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hex."""
        return self._source.digest

    @property
    def mapping(self) -> dict[str, str]:
        """Header -> field, for every column."""
        return self._layout.mapping

    def look(self, progress: Progress | None = None) -> FileLook:
        """What the file turned out to be: one pass that makes no leads but the first few."""
        reader = self._row_reader()
        tally = self._tally(reader, progress)
        self._source.check()
        return FileLook(
            name=self._source.name,
            format=self.format,
            confidence=self._layout.confidence,
            encoding=self.encoding,
            layout=self._table.layout,
            rows=tally.rows,
            columns=self._columns(),
            header_key=self.header_key,
            digest=self.digest,
            owners=_most_first(tally.owners) if len(tally.owners) > 1 else (),
            unknown_statuses=_most_first(tally.statuses),
            preview=self._preview(),
            options=self._options,
        )

    def records(self, progress: Progress | None = None) -> Iterator[ParsedRow | SkippedRow]:
        """Every record that is not blank, in file order. `progress` hears how many of all are done.

        Raises FileError, file-changed at the end where the file is not what it was when it was opened.
        """
        reader = self._row_reader()
        for number, record in self._filled(progress):
            yield reader.read(number, record)
        self._source.check()

    def _filled(self, progress: Progress | None) -> Iterator[tuple[int, list[str]]]:
        """Records below the header with anything in them, and their numbers in the file."""
        total = self._counted() if progress is not None else 0
        number, header_row = 0, self._layout.header_row
        with closing(self._table.records()) as records:  # type: ignore[type-var]  # a generator in all of ours
            for number, record in enumerate(records, start=1):
                if number > header_row and any(map(str.strip, record)):
                    yield number, record
                if progress is not None and number % PROGRESS_EVERY == 0:
                    progress(number, max(total, number))

    def _counted(self) -> int:
        if self._count is None:
            quick = self._table.quick_count() if isinstance(self._table, TextTable) else 0
            self._count = quick or sum(1 for _ in self._table.records())
        return self._count

    def _tally(self, reader: RowReader, progress: Progress | None) -> _Tally:
        tally = _Tally(0, Counter(), Counter())
        for _, record in self._filled(progress):
            tally.rows += 1
            owner, status = reader.glance(record)
            for word, counter in ((owner, tally.owners), (status, tally.statuses)):
                if word and (word in counter or len(counter) < _MOST_WORDS):
                    counter[word] += 1
        return tally

    def _columns(self) -> tuple[ColumnLook, ...]:
        chosen = {squash(header) for header in self._options.mapping}
        below = self._table.head[self._layout.header_row :]
        looks = []
        for index, (header, field) in enumerate(self._layout.mapping.items()):
            cells = dict.fromkeys(record[index].strip() for record in below if index < len(record))
            samples = tuple(islice(filter(None, cells), _SAMPLES))
            looks.append(ColumnLook(header, field, samples, squash(header) in chosen))
        return tuple(looks)

    def _preview(self) -> tuple[Lead, ...]:
        reader = self._row_reader()
        found: list[Lead] = []
        for number, record in enumerate(self._table.head, start=1):
            if number > self._layout.header_row and any(map(str.strip, record)):
                row = reader.read(number, list(record))
                if isinstance(row, ParsedRow):
                    found.append(row.lead)
            if len(found) == _PREVIEWED:
                break
        return tuple(found)

    def _row_reader(self) -> RowReader:
        day_first = self._writes_day_first()
        return RowReader(self._layout, self._table.head, self._options, day_first=day_first, now=self._now)

    def _writes_day_first(self) -> bool:
        """Whether the file's dates begin with the day: its head tells, or the rest of it does."""
        indexes = [column.index for column in self._layout.columns if column.field == "last_activity"]
        head = list(_cells_of(self._table.head[self._layout.header_row :], indexes))
        if not indexes or all(date_of(cell, day_is_first=True) == date_of(cell) for cell in head if cell):
            return writes_day_first(head, self._options.region)
        said = {writes_day_first(head, region) for region in ("US", "DE")}
        if len(said) == 1:
            return said.pop()
        with closing(self._table.records()) as records:  # type: ignore[type-var]
            return writes_day_first(_cells_of(records, indexes), self._options.region)


def _cells_of(records: Iterator[list[str]] | Sequence[Sequence[str]], indexes: Sequence[int]) -> Iterator[str]:
    for record in records:
        for index in indexes:
            if index < len(record):
                yield record[index]


def _most_first(counter: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(counter.most_common())
