"""Address books as a table: a card is a record under fixed headers, with every property somewhere in it.

vobject reads cards too, but gives a file up at its first odd line, knows no quoted-printable that is broken
over lines, and takes ten times as long; it is the counterpart in the tests.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from lch_desktop.exchange.encoding import encoding_of
from lch_desktop.exchange.source import Source
from lch_desktop.exchange.vcard_lines import Property, RawCard, cards, parts, properties, unescaped

_HEAD = 200
PHONES = 5  # columns; further numbers share one cell
HEADER: tuple[str, ...] = (
    "Full name", "Prefix", "First name", "Middle name", "Last name", "Suffix", "Organization", "Department", "Title",
    *(text for place in range(1, PHONES + 1) for text in (f"Phone {place}", f"Phone {place} - Label")),
    "More phones", "Email", "Other emails", "Street", "City", "State", "Postal code", "Country", "Time zone",
    "Categories", "Notes", "Stage", "Owner", "Value", "Personal", "Last talk", "May need", "No email",
    "Card revision", "Other card lines", "Unreadable card",
)  # fmt: skip
_PLACES = {name: place for place, name in enumerate(HEADER)}
_NAME_PARTS = ("Last name", "First name", "Middle name", "Prefix", "Suffix")
_ADDRESS_PARTS = ("", "", "Street", "City", "State", "Postal code", "Country")
# Properties of one text -> column. What our own export writes comes last (vcard_out.py).
_TEXTS = {
    "FN": "Full name", "TITLE": "Title", "TZ": "Time zone", "NOTE": "Notes", "REV": "Card revision",
    "X-LCH-STAGE": "Stage", "X-LCH-OWNER": "Owner", "X-LCH-VALUE": "Value", "X-LCH-PERSONAL": "Personal",
    "X-LCH-LAST-TALK": "Last talk", "X-LCH-MAY-NEED": "May need", "X-LCH-NO-EMAIL": "No email",
}  # fmt: skip
_LABELS = {"cell": "mobile", "iphone": "mobile", "main": "main", "home": "home", "work": "work", "other": "other"}
_SILENT = frozenset({"VERSION", "PRODID", "X-ABLABEL", "X-ABADR", "X-ABSHOWAS"})
_CHARSETS = re.compile(r"(?:utf|iso|latin|windows|cp|us|ascii|shift|sjis|euc|gb|big5|koi8)[\w-]*", re.IGNORECASE)
_NO_PHONES = frozenset({"pager", "bbs", "modem", "textphone", "telex", "x-telex"})


class VcardTable:
    """The Table in an address book of vCard 2.1, 3.0 or 4.0. The header is record 1, card n is record n + 1."""

    def __init__(self, source: Source | Path) -> None:
        self._source = source if isinstance(source, Source) else Source(source)
        self._encoding = encoding_of(self._source.chunks)
        is_utf8 = self._encoding.name == "utf-8"
        self._one_byte = "cp1252" if is_utf8 else self._encoding.name  # for a property that is no UTF-8
        self._head = tuple(islice(self.records(), _HEAD))

    @property
    def encoding(self) -> str:
        return self._encoding.name

    @property
    def layout(self) -> str:
        return "cards"

    @property
    def head(self) -> Sequence[Sequence[str]]:
        return self._head

    def records(self) -> Iterator[list[str]]:
        """The header, then one record a card, or a stretch of text in none. Raises FileError."""
        yield list(HEADER)
        is_wide = self._encoding.name.startswith("utf-16")
        with self._source.opened() as file:
            # Bytes as letters, for each property may be in an encoding of its own.
            lines = io.TextIOWrapper(file, self._encoding.name if is_wide else "latin-1", "replace", newline=None)
            for card in cards(line.replace("\0", "") for line in lines):
                yield _record(card, self._wide_text if is_wide else self._text)

    def _text(self, text: str, charset: str) -> str:
        if text.isascii():
            return text
        content = text.encode("latin-1", "replace")
        for name in (charset if _CHARSETS.fullmatch(charset) else "utf-8", "utf-8"):
            try:
                return content.decode(name)
            except (LookupError, UnicodeError):
                continue
        return content.decode(self._one_byte, "replace")

    def _wide_text(self, text: str, charset: str) -> str:
        """Text that is none of bytes, except where quoted-printable said so with a charset."""
        if not charset or text.isascii():
            return text
        try:
            return text.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return text


def _record(card: RawCard, decode: Callable[[str, str], str]) -> list[str]:
    """One card under HEADER."""
    if not card.is_card:
        return _unreadable(decode("\n".join(card.lines), ""))
    reader = _CardReader(card.version)
    labels: dict[str, str] = {}
    found = list(properties(card, decode))
    for each in found:
        if isinstance(each, Property) and each.name == "X-ABLABEL" and each.group:
            labels[each.group] = each.value.removeprefix("_$!<").removesuffix(">!$_")
    for each in found:
        if isinstance(each, str):
            reader.other.append(each)
        else:
            reader.take(each, labels.get(each.group, ""))
    record = reader.record()
    return record if any(record) else _unreadable(decode("\n".join(card.lines), "") or "an empty card")


def _unreadable(text: str) -> list[str]:
    record = [""] * len(HEADER)
    record[_PLACES["Unreadable card"]] = text.strip()
    return record


@dataclass(slots=True)
class _Number:
    text: str
    label: str
    preferred: bool


class _CardReader:
    """Gathers the properties of one card."""

    def __init__(self, version: str) -> None:
        self._version = version
        self._cells: dict[str, str] = {}
        self._numbers: list[_Number] = []
        self._emails: list[tuple[bool, str]] = []
        self._is_group = False
        self.other: list[str] = []

    def take(self, each: Property, label: str) -> None:
        """Put a property where it belongs; `label` is the words that the address book's owner gave it."""
        name = each.name
        if name in _SILENT:
            return
        if name in _TEXTS:
            self._put(_TEXTS[name], self._plain(each.value), each)
        elif name == "TEL" and not _NO_PHONES.intersection(each.types):
            number = self._plain(each.value).strip()
            if number:
                self._numbers.append(_Number(number, _label(each.types, label), _is_preferred(each)))
        elif name == "EMAIL":
            self._emails.append((_is_preferred(each), self._plain(each.value).strip()))
        elif name == "CATEGORIES":
            self._put("Categories", ", ".join(filter(None, map(self._plain, parts(each.value, ",")))), each)
        elif not self._take_structured(each):
            self._keep(each)

    def _take_structured(self, each: Property) -> bool:
        pieces = [self._plain(part).strip() for part in parts(each.value)]
        if each.name == "N":
            for column, text in zip(_NAME_PARTS, pieces, strict=False):
                self._put(column, text, each)
        elif each.name == "ORG":
            self._put("Organization", pieces[0], each)
            self._put("Department", ", ".join(filter(None, pieces[1:])), each)
        elif each.name == "ADR":
            if any(column in self._cells for column in _ADDRESS_PARTS):
                return False  # the second address of two
            for column, text in zip(_ADDRESS_PARTS, pieces, strict=False):
                if column:
                    self._put(column, text, each)
        else:
            self._is_group = self._is_group or (each.name == "KIND" and each.value.strip().lower() == "group")
            return False
        return True

    def _put(self, column: str, text: str, each: Property) -> None:
        if not text.strip():
            return
        if column not in self._cells:
            self._cells[column] = text
        elif column == "Notes":
            self._cells[column] += "\n" + text
        elif self._cells[column] != text:
            self._keep(each)

    def _keep(self, each: Property) -> None:
        text = f"{len(each.value)} letters" if each.is_binary else self._plain(each.value)
        self.other.append(f"{each.name}: {text}")

    def _plain(self, value: str) -> str:
        text = unescaped(value, self._version)
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text

    def record(self) -> list[str]:
        """The card's cells; none are filled but the other lines where it is a group of cards."""
        record = [""] * len(HEADER)
        record[_PLACES["Other card lines"]] = "\n".join(self.other)
        if self._is_group:
            return record
        self._settle_name()
        for column, text in self._cells.items():
            record[_PLACES[column]] = text
        numbers = sorted(self._numbers, key=lambda number: not number.preferred)
        for place, number in enumerate(numbers[:PHONES], start=1):
            record[_PLACES[f"Phone {place}"]] = number.text
            record[_PLACES[f"Phone {place} - Label"]] = number.label
        record[_PLACES["More phones"]] = "\n".join(number.text for number in numbers[PHONES:])
        emails = [text for _, text in sorted(self._emails, key=lambda email: not email[0]) if text]
        record[_PLACES["Email"]] = emails[0] if emails else ""
        record[_PLACES["Other emails"]] = ", ".join(emails[1:])
        return record

    def _settle_name(self) -> None:
        """Drop a full name that only repeats the company, address or number of a card without a person."""
        cells = self._cells
        if cells.get("First name") or cells.get("Last name"):
            return
        name = cells.get("Full name", "")
        others = {cells.get("Organization"), *(text for _, text in self._emails)}
        if name and (name in others or (self._numbers and not any(map(str.isalpha, name)))):
            del cells["Full name"]


def _label(types: Sequence[str], said: str) -> str:
    if "fax" in types:
        return "fax"
    return said or next((label for word, label in _LABELS.items() if word in types), "")


def _is_preferred(each: Property) -> bool:
    return "pref" in each.types or bool(each.params.get("pref"))
