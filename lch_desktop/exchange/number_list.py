"""A list of numbers: any table, or a plain list, in which numbers stand that are never to be called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from lch_desktop.domain.errors import FileError
from lch_desktop.domain.imports import ImportOptions, NumberRow, Progress, SkippedRow
from lch_desktop.exchange.formats import FOOTERS
from lch_desktop.exchange.phones import PhoneReader
from lch_desktop.exchange.reader import PROGRESS_EVERY, checked_region, open_table
from lch_desktop.exchange.recognise import layout_of
from lch_desktop.exchange.source import Source

NO_NUMBER = "no number that can be read"
_AREA_DIGITS, _LOCAL_DIGITS = 3, 7  # the registers of North America write "512,5550143"


def read_numbers(
    path: Path, options: ImportOptions, progress: Progress | None = None
) -> Iterator[NumberRow | SkippedRow]:
    """Every record that is not blank; the line of headers, where there is one, is none.

    The columns of phones are read, or every cell where no column is known for one. Raises FileError as
    `reader.open_leads` does, but file-no-table only for what is no text or has no number in it at all.
    """
    options = replace(options, region=checked_region(options.region))
    source = Source(path)
    table = open_table(source, options)
    reader = PhoneReader(options.region)
    header_row, header, indexes = _phone_columns(table.head, path.name, options)
    if not indexes:
        header_row = 0 if any(_numbers(reader, record) for record in table.head[:1]) else 1
        if not any(_numbers(reader, record) for record in table.head):
            raise FileError("file-no-table", name=path.name)
    total = sum(1 for _ in table.records()) if progress else 0
    with closing(table.records()) as records:  # type: ignore[type-var]  # a generator in all of ours
        for number, record in enumerate(records, start=1):
            if number > header_row and any(map(str.strip, record)):
                cells = [record[index] for index in indexes if index < len(record)] if indexes else record
                yield _row(number, record, header, _numbers(reader, cells))
            if progress and number % PROGRESS_EVERY == 0:
                progress(number, max(total, number))
    source.check()


def _phone_columns(
    head: Sequence[Sequence[str]], name: str, options: ImportOptions
) -> tuple[int, tuple[str, ...], list[int]]:
    """The header's record number, the headers, and where the phones stand; nothing where no column is known."""
    with suppress(FileError):
        layout = layout_of(head, name, chosen_format=options.format, mapping=options.mapping)
        return (
            layout.header_row,
            layout.header,
            [column.index for column in layout.columns if column.field == "phone"],
        )
    return 0, (), []


def _row(number: int, record: Sequence[str], header: Sequence[str], e164s: tuple[str, ...]) -> NumberRow | SkippedRow:
    names = [*header, *(f"Column {index + 1}" for index in range(len(header), len(record)))]
    cells = {name: cell for name, cell in zip(names, record, strict=False) if cell}
    if e164s:
        return NumberRow(number, e164s, cells)
    footer = next((reason for pattern, reason in FOOTERS if record[0] and pattern.match(record[0])), NO_NUMBER)
    return SkippedRow(number, footer, cells)


def _numbers(reader: PhoneReader, cells: Sequence[str]) -> tuple[str, ...]:
    """The whole numbers in `cells`; a list that keeps the area code apart is put together."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if [len(cell) for cell in filled[:2]] == [_AREA_DIGITS, _LOCAL_DIGITS] and all(map(str.isdecimal, filled[:2])):
        filled = ["".join(filled[:2]), *filled[2:]]
    found = (phone.e164 for cell in filled for phone in reader.read(cell) if phone.e164)
    return tuple(dict.fromkeys(found))
