"""Spreadsheets as a table: the first sheet that holds one, its numbers and dates as somebody typed them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from lch_desktop.domain.errors import FileError
from lch_desktop.exchange.recognise import header_score
from lch_desktop.exchange.sheet_size import fits
from lch_desktop.exchange.source import Source

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_HEAD = 200  # records kept for recognition
_SCORED = 40  # of those, as many filled ones are looked at to find the sheet
_SURE = 3  # known headers: the first sheet with so many is the one


class XlsxTable:
    """The Table in a spreadsheet (XLSX; XLS, XLSB and ODS are read as well).

    Raises FileError file-damaged (no spreadsheet, cut off, locked with a password), file-empty (nothing in any
    sheet) and file-too-large, each with `name`.
    """

    def __init__(self, source: Source | Path) -> None:
        self._source = source if isinstance(source, Source) else Source(source)
        self._sheet = self._best_sheet()
        self._head = tuple(islice(self.records(), _HEAD))

    @property
    def encoding(self) -> str:
        return "utf-8"

    @property
    def layout(self) -> str:
        return f"sheet {self._sheet.name}"

    @property
    def head(self) -> Sequence[Sequence[str]]:
        return self._head

    def records(self) -> Iterator[list[str]]:
        """Every row of the sheet, blank ones as []: row n is the nth."""
        return _records(self._sheet)

    def _best_sheet(self) -> CalamineSheet:
        """The first sheet with enough known headers, else that with most, else the first with anything."""
        best, best_score = None, -1
        with self._source.opened() as file, _damage_told(self._source.name):
            for sheet in self._sheets(file):
                head = list(islice(_records(sheet), _HEAD))
                filled = [record for record in head if record][:_SCORED]
                score = header_score(filled) if filled else -1
                if score > best_score:
                    best, best_score = sheet, score
                if score >= _SURE:
                    break
        if best is None:
            raise FileError("file-empty", name=self._source.name)
        return best

    def _sheets(self, file: BinaryIO) -> Iterator[CalamineSheet]:
        """The sheets, those that are hidden last."""
        from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

        if not fits(file):  # the library would end the program
            raise FileError("file-too-large", name=self._source.name)
        file.seek(0)
        workbook: CalamineWorkbook = CalamineWorkbook.from_filelike(file)
        known = [each for each in workbook.sheets_metadata if each.typ is SheetTypeEnum.WorkSheet]
        for each in sorted(known, key=lambda each: each.visible is not SheetVisibleEnum.Visible):
            yield workbook.get_sheet_by_name(each.name)


@contextmanager
def _damage_told(name: str) -> Iterator[None]:
    """Make one FileError of everything that the library says of a broken file."""
    from python_calamine import CalamineError

    try:
        yield
    except (CalamineError, zipfile.BadZipFile, EOFError, UnicodeError) as error:
        raise FileError("file-damaged", name=name) from error
    except BaseException as error:
        # A broken file that its Rust code did not foresee: pyo3's PanicException is no Exception.
        if type(error).__name__ == "PanicException":
            raise FileError("file-damaged", name=name) from error
        raise


def _records(sheet: CalamineSheet) -> Iterator[list[str]]:
    for row in sheet.iter_rows():
        record = [value if isinstance(value, str) else as_typed(value) for value in row]
        yield record if any(record) else []


def as_typed(value: int | float | time | date | timedelta) -> str:
    """A cell's value as text: no ".0", no "1.5E+10", days as 2026-11-23, flags as TRUE and FALSE."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            return ""
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(value) if isinstance(value, int) else value.isoformat()
