"""From the bytes of a file to its records: encoding, delimiter, line ends, damage.

Knows nothing of leads. Whatever cannot be a table of text raises FileError.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lch_desktop.domain.errors import FileError

DELIMITERS = (",", ";", "\t", "|")
HEAD_RECORDS = 40  # as many as are looked at to find the delimiter and the header
_MAX_CELL = 1 << 28  # csv refuses cells over 128 KiB unless told; a file is never larger than memory anyway
_MAX_UNCLOSED = 20  # stray quotes repaired one by one before quoting is given up
_END = "\x02end of file\x02"  # a record of our own: swallowed only if a quote was never closed

# First bytes of files that people take for a table, and what they are.
_OTHER_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "xlsx"),
    (b"\xd0\xcf\x11\xe0", "xls"),
    (b"BEGIN:VCARD", "vcard"),
)
_NO_TABLES = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf", b"SQLite format 3",
)  # fmt: skip
_MARKUP = re.compile(r"\s*(?:<[!?a-z]|\{\s*[\"}]|\[\s*[\[{\"\]])", re.IGNORECASE)
_C0_TEXT = frozenset("\t\n\r\x0b\x0c\x1b")
_SEP_LINE = re.compile(r"sep=(.)[\r\n]", re.IGNORECASE)
# What spreadsheets write where the alphabet is not a western one.
_FOREIGN = ["cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp932", "gb18030", "big5", "cp949", "koi8_r"]
_FOREIGN_RUN = re.compile(rb"[\x80-\xff]{4,}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it came: every record in file order, blank ones too. `row` n is `records[n - 1]`."""

    encoding: str
    delimiter: str
    records: tuple[list[str], ...]


def read_bytes(path: Path) -> bytes:
    """The file's content.

    Raises FileError: file-missing, file-is-folder, file-unreadable, file-empty; each with `name`.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise FileError("file-missing", name=path.name) from None
    except IsADirectoryError:
        raise FileError("file-is-folder", name=path.name) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        if path.is_dir():  # Windows says PermissionError of a folder
            raise FileError("file-is-folder", name=path.name) from None
        raise FileError("file-unreadable", name=path.name, why=type(error).__name__) from error
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise FileError("file-empty", name=path.name)
    return content


def read_sheet(content: bytes, name: str, score: Callable[[list[list[str]]], int]) -> Sheet:
    """The table in `content`; `score` tells how well first records look like a table of ours.

    Raises FileError file-no-table or file-unsupported (with `kind`), both with `name`.
    """
    _refuse_other_kinds(content, name)
    text, encoding = decode(content)
    if _is_binary(text) or _MARKUP.match(text):
        raise FileError("file-no-table", name=name)
    hint = _SEP_LINE.match(text)
    lines = list(io.StringIO(text, newline=""))
    delimiter = hint[1] if hint and hint[1] in DELIMITERS else _best_delimiter(lines, score)
    return Sheet(encoding, delimiter, tuple(split_records(lines, delimiter)))


def _refuse_other_kinds(content: bytes, name: str) -> None:
    head = content[:64].removeprefix(codecs.BOM_UTF8).lstrip()
    for magic, kind in _OTHER_KINDS:
        if head[: len(magic)].upper() == magic.upper():
            raise FileError("file-unsupported", name=name, kind=kind)
    if head.startswith(_NO_TABLES):
        raise FileError("file-no-table", name=name)


def decode(content: bytes) -> tuple[str, str]:
    """The text without byte order mark and NULs, and the encoding's name. Never fails."""
    text, encoding = _decode(content)
    return text.removeprefix("\ufeff").replace("\x00", ""), encoding


def _decode(content: bytes) -> tuple[str, str]:
    utf16 = _utf16_order(content)
    if utf16:
        return content.decode(utf16, "replace"), utf16
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    lenient = content.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    whole = sum(1 for char in lenient if char > "\x7f") - broken
    if whole > broken:  # UTF-8 with a few foreign bytes pasted in, not another encoding
        return content.decode("utf-8", "lch-cp1252"), "utf-8"
    return _decode_legacy(content)


def _utf16_order(content: bytes) -> str:
    """ "utf-16-le" or "utf-16-be", by the mark or by where the NULs of plain letters fall; else ""."""
    if content.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if content.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    head = content[:2000]
    half = max(1, len(head) // 2)
    if head[1::2].count(0) > 0.6 * half and head[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if head[0::2].count(0) > 0.6 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""


def _decode_legacy(content: bytes) -> tuple[str, str]:
    """A one-byte encoding: cp1252 unless runs of high bytes speak of another script.

    Guessing is left to charset-normalizer only then: on short western text it is wrong too often.
    """
    if _FOREIGN_RUN.search(content):
        from charset_normalizer import from_bytes

        best = from_bytes(content[:100_000], cp_isolation=_FOREIGN).best()
        if best is not None:
            try:
                return content.decode(best.encoding), best.encoding
            except UnicodeDecodeError:
                pass
    try:
        return content.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        return content.decode("latin-1"), "latin-1"


def _cp1252_of_bad_bytes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", "replace"), error.end


codecs.register_error("lch-cp1252", _cp1252_of_bad_bytes)


def _is_binary(text: str) -> bool:
    """Whether more than one in twenty of the first characters is a control character."""
    head = text[:8000]
    odd = sum(1 for char in head if char < " " and char not in _C0_TEXT)
    return odd * 20 > len(head)


def _best_delimiter(lines: list[str], score: Callable[[list[list[str]]], int]) -> str:
    """The delimiter whose first records look most like a table: known headers, then even width."""

    def merit(delimiter: str) -> tuple[int, float]:
        records = [record for record in split_records(lines[:200], delimiter) if any(record)][:HEAD_RECORDS]
        return score(records), _evenness(records)

    return max(DELIMITERS, key=merit)


def _evenness(records: list[list[str]]) -> float:
    """Share of records of the commonest width, weighted by it; 0 where that width is one."""
    if not records:
        return 0.0
    width, count = Counter(len(record) for record in records).most_common(1)[0]
    return (width - 1) * count / len(records)


def split_records(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    """Records of `lines` (with their line ends), blank ones as [].

    A quote that is never closed would swallow the rest of the file: its line is then read without quoting.
    """
    csv.field_size_limit(_MAX_CELL)
    start = 0
    for _ in range(_MAX_UNCLOSED):
        records, unclosed = _read_until_unclosed(lines, start, delimiter)
        yield from records
        if unclosed is None:
            return
        yield from csv.reader([lines[unclosed]], delimiter=delimiter, quoting=csv.QUOTE_NONE)
        start = unclosed + 1
    yield from csv.reader(lines[start:], delimiter=delimiter, quoting=csv.QUOTE_NONE)


def _read_until_unclosed(lines: list[str], start: int, delimiter: str) -> tuple[list[list[str]], int | None]:
    """Records from line `start`, and the line where an unclosed quote begins (None: there is none)."""
    records: list[list[str]] = []
    reader = csv.reader(_with_end(lines, start), delimiter=delimiter)
    before = 0
    for record in reader:
        if record == [_END]:
            return records, None
        if record and _END in record[-1]:
            return records, start + before
        before = reader.line_num
        records.append(record)
    return records, None


def _with_end(lines: list[str], start: int) -> Iterable[str]:
    """The lines from `start`, then one of our own: where it arrives tells whether a quote is open."""
    for number in range(start, len(lines)):
        yield lines[number]
    yield _END
