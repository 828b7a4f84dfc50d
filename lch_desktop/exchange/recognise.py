"""Which record is the header, which system wrote it, and which column means what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lch_desktop.domain.errors import FileError, InputError
from lch_desktop.exchange.formats import BY_NAME, OTHER_FORMATS, Format, field_of, recognise_format
from lch_desktop.exchange.headers import EXTRA_FIELDS, FIELDS, IGNORE, phone_label, squash
from lch_desktop.exchange.sniff import HEAD_RECORDS

_SAMPLE_ROWS = 60
_MOSTLY = 0.6  # share of a column's filled cells that must look like a phone for it to be one
_LONGEST_HEADER = 80  # characters; longer is text above the table
_EMAIL = re.compile(r"\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*")
# Bare digits count only with the lengths of whole numbers: shorter ones are ids.
_PHONE = re.compile(r"\s*(?:\+?\d{10,13}|(?=(?:\D*\d){7,15}\D*$)[+(]?\d[\d\s().\-]*[\s().\-][\d\s().\-]*\d)\s*")
_DATE = re.compile(r"\s*(?:\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b)")
_ID_HEADER = re.compile(r"(?:.*\b)?(?:id|key|no|nr|uuid)\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is read: where it is, what it means, and what its header says of a phone in it."""

    index: int
    header: str
    field: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is to be read. `header_row` is the header's record number, 0 if the file has none."""

    source: Format
    header_row: int
    header: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def mapping(self) -> dict[str, str]:
        """Header -> field, for every column; what is not read is "ignore"."""
        read = {column.header: column.field for column in self.columns}
        return {header: read.get(header, IGNORE) for header in self.header}


def header_score(records: Sequence[Sequence[str]], extra: Iterable[str] = ()) -> int:
    """How many known headers the best of `records` has: what a delimiter is chosen by."""
    wanted = frozenset(map(squash, extra))
    return max((_known_headers(record, wanted) for record in records), default=0)


def layout_of(records: Sequence[Sequence[str]], name: str, *, chosen_format: str, mapping: Mapping[str, str]) -> Layout:
    """The layout of a table.

    Raises FileError file-no-table (no header known and no phones or e-mails found), and InputError
    unknown-format, unknown-field or unknown-header for a choice that cannot be meant.
    """
    _check_choices(name, chosen_format, mapping)
    header_row = _find_header(records, mapping)
    below = records[header_row : header_row + 4 * _SAMPLE_ROWS]
    body = [record for record in below if any(record)][:_SAMPLE_ROWS]
    width = max((len(record) for record in body), default=0)
    header = unique_headers(records[header_row - 1] if header_row else [""] * width)
    source = BY_NAME[chosen_format] if chosen_format else recognise_format(header)
    fields = {header_name: field_of(_original(header_name), source) for header_name in header}
    _add_by_content(fields, header, body)
    fields |= _chosen(mapping, header, name)
    columns = tuple(
        Column(index, header_name, fields[header_name], phone_label(header_name))
        for index, header_name in enumerate(header)
        if fields[header_name] not in ("", IGNORE)
    )
    if not columns:
        raise FileError("file-no-table", name=name)
    return Layout(source, header_row, header, columns)


def unique_headers(cells: Sequence[str]) -> tuple[str, ...]:
    """Trimmed headers, each once: a second "Create Date" is "Create Date (2)", a blank one "Column 3"."""
    seen: dict[str, int] = {}
    headers = []
    for number, cell in enumerate(cells, start=1):
        text = " ".join(cell.replace("\u200b", "").split()) or f"Column {number}"
        while text in seen:
            seen[text] += 1
            text = f"{text} ({seen[text]})"
        seen[text] = 1
        headers.append(text)
    return tuple(headers)


def _original(header: str) -> str:
    """A header without the number that `unique_headers` (or another program's `_1`) gave it."""
    return re.sub(r"(?: \(\d+\)|_\d+)$", "", header)


def _check_choices(name: str, chosen_format: str, mapping: Mapping[str, str]) -> None:
    if chosen_format in OTHER_FORMATS:
        raise FileError("file-unsupported", name=name, kind=chosen_format)
    if chosen_format and chosen_format not in BY_NAME:
        raise InputError("unknown-format", format=chosen_format, known=", ".join((*BY_NAME, *OTHER_FORMATS)))
    for field_name in mapping.values():
        if field_name not in FIELDS and field_name not in EXTRA_FIELDS:
            raise InputError("unknown-field", field=field_name, known=", ".join(FIELDS))


def _chosen(mapping: Mapping[str, str], header: Sequence[str], name: str) -> dict[str, str]:
    """The user's choices under the file's own spelling of its headers."""
    by_key = {squash(each): each for each in reversed(header)}
    chosen = {}
    for wanted, field_name in mapping.items():
        own = wanted if wanted in header else by_key.get(squash(wanted))
        if own is None:
            raise InputError("unknown-header", header=wanted, name=name, known=", ".join(header))
        chosen[own] = field_name
    return chosen


def _known_headers(record: Sequence[str], wanted: frozenset[str]) -> int:
    """How many different headers of `record` mean something; 0 if it looks like data."""
    known = set()
    for cell in record:
        if not cell or len(cell) > _LONGEST_HEADER:
            continue
        if _EMAIL.fullmatch(cell) or _PHONE.fullmatch(cell):
            return 0
        key = squash(cell)
        if key in wanted or any(field_of(_original(cell), each) for each in _SOURCES):
            known.add(key)
    return len(known)


_SOURCES = tuple(BY_NAME.values())


def _find_header(records: Sequence[Sequence[str]], mapping: Mapping[str, str]) -> int:
    """The number of the record with most known headers, the first of equals; 0 if the table has no header."""
    wanted = frozenset(map(squash, mapping))
    head = enumerate(records[: 4 * HEAD_RECORDS], start=1)
    first = [(number, record) for number, record in head if any(record)][:HEAD_RECORDS]
    scored = [(_known_headers(record, wanted), -number) for number, record in first]
    known, number = max(scored, default=(0, 0))
    # One known word alone may be text above the table ("Notes:"), unless all there is is one column.
    if known >= 2 or (known == 1 and len([cell for cell in records[-number - 1] if cell]) <= 3):
        return -number
    if not first or any(_looks_like_data(cell) for cell in first[0][1]):
        return 0
    return first[0][0]


def _looks_like_data(cell: str) -> bool:
    return bool(_EMAIL.fullmatch(cell) or _PHONE.fullmatch(cell))


def _add_by_content(fields: dict[str, str], header: Sequence[str], body: Sequence[Sequence[str]]) -> None:
    """Name columns after what is in them, where no header did: phones and e-mails show themselves."""
    for field_name, pattern in (("email", _EMAIL), ("phone", _PHONE)):
        if field_name in fields.values():
            continue
        for index, header_name in enumerate(header):
            if fields[header_name] or _ID_HEADER.fullmatch(header_name):
                continue
            cells = [record[index] for record in body if index < len(record) and record[index].strip()]
            hits = sum(1 for cell in cells if pattern.fullmatch(cell) and not _DATE.match(cell))
            if cells and hits >= _MOSTLY * len(cells):
                fields[header_name] = field_name
