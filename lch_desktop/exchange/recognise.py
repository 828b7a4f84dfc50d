"""Which record is the header, which system wrote it, and which column means what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lch_desktop.domain.errors import FileError, InputError
from lch_desktop.exchange.formats import BY_NAME, NOTES_ALONE, TABLE, VCARD, Format, field_of, is_known, weighed
from lch_desktop.exchange.headers import EXTRA_FIELDS, FIELDS, IGNORE, WHOLE_IF_ALONE, phone_label, squash
from lch_desktop.exchange.text_table import HEAD_RECORDS

_SAMPLE_ROWS = 60
_MOSTLY = 0.6  # share of a column's filled cells that must look like a phone for it to be one
_LONGEST_HEADER = 80  # characters; longer is text above the table
_EMAIL = re.compile(r"\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*")
# Bare digits count only with the lengths of whole numbers: shorter ones are ids.
_PHONE = re.compile(r"\s*(?:\+?\d{10,13}|(?=(?:\D*\d){7,15}\D*$)[+(]?\d[\d\s().\-]*[\s().\-][\d\s().\-]*\d)\s*")
_DATE = re.compile(r"\s*(?:\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b)")
_LABEL_HEADER = re.compile(r".*(?:phone|tel).*(?:label|type)", re.IGNORECASE)
_CERTAIN_WEIGHT = 12  # of headers and cells: with it nothing more is gained
_ID_HEADER = re.compile(r"(?:.*\b)?(?:id|key|no|nr|uuid)\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is read: where it is, what it means, and what its header says of a phone in it.

    `label_index` is the column whose cells say what kind of phone each of these is, -1 if there is none.
    """

    index: int
    header: str
    field: str
    label: str = ""
    label_index: int = -1


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is to be read. `header_row` is the header's record number, 0 if the file has none.

    `confidence` in 0..1 is how sure `source` is: 1 where the rep chose it.
    """

    source: Format
    header_row: int
    header: tuple[str, ...]
    columns: tuple[Column, ...]
    confidence: float = 1.0

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

    Raises FileError file-no-table (no header known and no phones or e-mails found) and file-notes-only, and
    InputError unknown-format, unknown-field or unknown-header for a choice that cannot be meant.
    """
    _check_choices(chosen_format, mapping)
    header_row = _find_header(records, mapping)
    below = records[header_row : header_row + 4 * _SAMPLE_ROWS]
    filled = [record for record in below if any(record)][:_SAMPLE_ROWS]
    width = max((len(record) for record in filled), default=0)
    header = unique_headers(records[header_row - 1] if header_row else [""] * width)
    body = [[*record, *[""] * (len(header) - len(record))][: len(header)] for record in filled]
    _refuse_notes(header, name)
    source, confidence = _source(chosen_format, header, body)
    fields = {each: field_of(_original(each), source) for each in header}
    _add_by_content(fields, header, body)
    _settle_names(fields, header, body)
    fields |= _chosen(mapping, header, name)
    columns = _columns(header, fields)
    if not columns:
        raise FileError("file-no-table", name=name)
    if source.name == TABLE and not chosen_format:
        confidence = _table_confidence(columns, body)
    return Layout(source, header_row, header, columns, confidence)


def _refuse_notes(header: Sequence[str], name: str) -> None:
    keys = frozenset(map(squash, header))
    if any(needed <= keys for needed in NOTES_ALONE):
        raise FileError("file-notes-only", name=name)


def _source(chosen_format: str, header: tuple[str, ...], body: Sequence[Sequence[str]]) -> tuple[Format, float]:
    """The system, and how sure it is: by what speaks for it, and by how little speaks for the next one."""
    if chosen_format:
        return BY_NAME[chosen_format], 1.0
    source, weight, second = weighed(header, body)
    if source.name == VCARD:  # we gave it these headers ourselves
        return source, 1.0
    by_weight = min(1.0, weight / _CERTAIN_WEIGHT)
    by_distance = 1.0 - second / weight if weight else 0.0
    return source, round(0.4 + 0.3 * by_weight + 0.3 * by_distance, 2)


def _table_confidence(columns: Sequence[Column], body: Sequence[Sequence[str]]) -> float:
    """How sure a plain table is understood: a name, a way to reach people, and cells that look like it."""
    fields = {column.field for column in columns}
    shares = []
    for field_name, pattern in (("phone", _PHONE), ("email", _EMAIL)):
        cells = [record[column.index] for column in columns if column.field == field_name for record in body]
        filled = [cell for cell in cells if cell.strip()]
        if filled:
            shares.append(sum(bool(pattern.fullmatch(cell)) for cell in filled) / len(filled))
    has_name = bool(fields & {"name", "first_name", "last_name", "company"})
    return round(0.3 * has_name + 0.7 * (sum(shares) / len(shares) if shares else 0.0), 2)


def _columns(header: Sequence[str], fields: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns that are read, each phone's with the column that holds its label."""
    labels = {squash(each): index for index, each in enumerate(header) if _LABEL_HEADER.fullmatch(each)}
    found = []
    for index, each in enumerate(header):
        if fields[each] in ("", IGNORE):
            continue
        label_index = _label_column(each, labels) if fields[each] == "phone" and labels else -1
        found.append(Column(index, each, fields[each], phone_label(each), label_index))
    return tuple(found)


def _label_column(header: str, labels: Mapping[str, int]) -> int:
    """The column of "Phone 1 - Label" for "Phone 1 - Value", of "primary_phone_type" for "primary_phone"."""
    stem = squash(header).removesuffix("value")
    return next((labels[stem + end] for end in ("label", "type") if stem + end in labels), -1)


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
    """A header without the number that `unique_headers` (or another program's `_1`) gave it.

    HubSpot's exports across objects say of whom a column is: "Create Date - Contact".
    """
    return re.sub(r"(?: - Contact)?(?: \(\d+\)|_\d+)?$", "", header)


def _check_choices(chosen_format: str, mapping: Mapping[str, str]) -> None:
    if chosen_format and chosen_format not in BY_NAME:
        raise InputError("unknown-format", format=chosen_format, known=", ".join(BY_NAME))
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
        if key in wanted or is_known(_original(cell)):
            known.add(key)
    return len(known)


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


def _settle_names(fields: dict[str, str], header: Sequence[str], body: Sequence[Sequence[str]]) -> None:
    """Decide what "Name", "Nom" or "Nombre" means: a whole name where it stands alone, else the missing half."""
    by_field = {field_name: each for each, field_name in reversed(fields.items())}
    first, last, whole = (by_field.get(field_name) for field_name in ("first_name", "last_name", "name"))
    if whole is None and (first is None) != (last is None):
        half = first or last or ""
        if squash(half) in WHOLE_IF_ALONE:
            fields[half] = "name"
    elif whole and first and last is None and squash(whole) in WHOLE_IF_ALONE:
        at, first_at = header.index(whole), header.index(first)
        pairs = [(record[at].casefold(), record[first_at].casefold()) for record in body if record[at]]
        if pairs and not any(half and half in name for name, half in pairs):
            fields[whole] = "last_name"
