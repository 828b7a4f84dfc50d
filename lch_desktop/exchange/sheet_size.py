"""Whether a spreadsheet can be read at all: its reader lays out the whole square that a sheet's cells span."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

_MOST_CELLS = 30_000_000  # in a sheet's square: about 1 GB
_MOST_UNPACKED = 2 << 30  # bytes of the whole archive
_CHUNK = 1 << 20
_LONGEST = 32  # bytes of one reference at most
_CELL = re.compile(rb'\br="([A-Z]{1,3})\d')
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d{1,8})"')


def fits(file: BinaryIO) -> bool:
    """Whether no sheet of the XLSX in `file` is too large. True for what is none: its reader will say so."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if sum(each.file_size for each in members) > _MOST_UNPACKED:
                return False
            sheets = [each for each in members if "/worksheets/" in each.filename and each.filename.endswith(".xml")]
            return all(_square(archive, each) <= _MOST_CELLS for each in sheets)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError):
        return True


def _square(archive: zipfile.ZipFile, sheet: zipfile.ZipInfo) -> int:
    """How many cells lie between the first and the last one of a sheet."""
    columns: set[bytes] = set()
    last_row = 0
    for part in _parts(archive, sheet):
        columns.update(_CELL.findall(part))
        last_row = max(last_row, max(map(int, _ROW.findall(part)), default=0))
    return max(map(_number, columns), default=0) * last_row


def _parts(archive: zipfile.ZipFile, sheet: zipfile.ZipInfo) -> Iterator[bytes]:
    """The sheet's text in parts that overlap by one reference."""
    end = b""
    with archive.open(sheet) as opened:
        while chunk := opened.read(_CHUNK):
            yield end + chunk
            end = chunk[-_LONGEST:]


def _number(column: bytes) -> int:
    """The number of a column: A is 1, XFD 16384."""
    number = 0
    for letter in column:
        number = number * 26 + letter - ord("A") + 1
    return number
