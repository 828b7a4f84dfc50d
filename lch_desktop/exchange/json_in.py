"""Our own JSON document (docs/export-schema.json) as a file of leads: what was exported comes in as it was.

Leads come with their phones, their follow-up and the cells of the files they once came from, the mornings that are
past with their skips and sick days, the script book with its repetitions, the warm-ups and, where they are in it, the
Resistance checks. Calls, touches and hours stay in the document: they belong to a backup, which `lch restore` brings
back whole.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields
from datetime import UTC, date, datetime
from itertools import islice
from math import isfinite
from typing import TYPE_CHECKING, Any

from lch_desktop.domain.errors import FileError, InputError
from lch_desktop.domain.imports import ColumnLook, FileLook, ImportOptions, ParsedRow, Progress, SkippedRow
from lch_desktop.domain.leads import FollowUp, Lead, Phone, PhoneStatus, Stage, Talk
from lch_desktop.domain.morning import MorningDay
from lch_desktop.domain.outward import OWN_FORMAT, ScriptRecord
from lch_desktop.domain.practice_ports import StoredCheck
from lch_desktop.domain.resistance_check import score
from lch_desktop.domain.scripts import Repetition, Script, ScriptKind
from lch_desktop.domain.warm_ups import WarmUp, WarmUpKind
from lch_desktop.exchange.json_out import FORMAT, VERSION
from lch_desktop.exchange.json_stream import BadJson, top_items

if TYPE_CHECKING:
    from lch_desktop.exchange.source import Source

_HEAD = 4096  # bytes; the mark stands on the second line
_EVERY = 500
_PREVIEW = 20
NOT_A_LEAD = "no lead that this program has written"
# The fields of section 11, as a rep sees them; the rest comes in as well.
_SHOWN = ("name", "first_name", "last_name", "company", "title", "email", "city", "state", "zip", "country", "zone",
          "value", "owner", "notes", "personal", "last_talk", "may_need", "do_not_call")  # fmt: skip


def is_own_document(source: Source) -> bool:
    """Whether a file is a document of ours, of whatever version."""
    text = source.head(_HEAD).decode("utf-8", "replace").removeprefix("\ufeff").lstrip()
    return text.startswith("{") and f'"format":"{FORMAT}"' in "".join(text.split())


class JsonLeadFile:
    """The LeadFile of a document of ours.

    Raises FileError file-no-table where it is none, or file-newer where a newer version has written it.
    """

    format = OWN_FORMAT
    encoding = "utf-8"
    header_key = OWN_FORMAT

    def __init__(self, source: Source, options: ImportOptions, *, now: datetime) -> None:
        self._source = source
        self._options = options
        self._now = now
        self._count = -1
        self._check_version()

    @property
    def digest(self) -> str:
        return self._source.digest

    @property
    def mapping(self) -> dict[str, str]:
        """Every field is read as what it is called."""
        return {name: name for name in _SHOWN}

    def look(self, progress: Progress | None = None) -> FileLook:
        """What is in it, read through once."""
        preview: list[Lead] = []
        owners: Counter[str] = Counter()
        for record in self._read(progress):
            if isinstance(record, ParsedRow):
                if record.lead.owner:
                    owners[record.lead.owner] += 1
                if len(preview) < _PREVIEW:
                    preview.append(record.lead)
        return FileLook(
            name=self._source.name,
            format=self.format,
            confidence=1.0,
            encoding=self.encoding,
            layout="document",
            rows=self._rows(),
            columns=tuple(ColumnLook(name, name, _samples(preview, name)) for name in _SHOWN),
            header_key=self.header_key,
            digest=self.digest,
            owners=tuple(owners.most_common()) if len(owners) > 1 else (),
            preview=tuple(preview),
            options=self._options,
        )

    def records(self, progress: Progress | None = None) -> Iterator[ParsedRow | SkippedRow]:
        """Every lead in the document's order; `row` is its place in the list."""
        wanted = _folded(self._options.owner)
        for record in self._read(progress):
            if isinstance(record, ParsedRow) and wanted and _folded(record.lead.owner) not in ("", wanted):
                yield SkippedRow(record.row, f"belongs to {record.lead.owner}", record.cells)
            else:
                yield record
        self._source.check()

    def own_records(self) -> Iterator[MorningDay | ScriptRecord | WarmUp | StoredCheck]:
        """The mornings, scripts, warm-ups and checks in the document's order; what cannot be read is left out."""
        for name, record in self._all_items():
            if name in _OWN_RECORDS:
                with suppress(TypeError, ValueError, KeyError, AttributeError):
                    yield _OWN_RECORDS[name](record)

    def _read(self, progress: Progress | None) -> Iterator[ParsedRow | SkippedRow]:
        total = self._rows() if progress is not None else 0
        for row, record in enumerate(self._items("leads"), start=1):
            if progress is not None and row % _EVERY == 0:
                progress(row, total)
            yield self._row(row, record)

    def _items(self, wanted: str) -> Iterator[Any]:
        return (item for name, item in self._all_items() if name == wanted)

    def _all_items(self) -> Iterator[tuple[str, Any]]:
        try:
            yield from top_items(self._source.chunks())
        except BadJson as error:
            raise FileError("file-damaged", name=self._source.name) from error

    def _rows(self) -> int:
        if self._count < 0:
            self._count = sum(1 for _ in self._items("leads"))
        return self._count

    def _row(self, row: int, record: Any) -> ParsedRow | SkippedRow:
        cells = _cells(record) if isinstance(record, dict) else {}
        try:
            lead = lead_of(record)
        except (TypeError, ValueError, KeyError, AttributeError):
            return SkippedRow(row, NOT_A_LEAD, cells)
        if not (lead.name or lead.company or lead.email or lead.phones):
            return SkippedRow(row, "no name, company, e-mail or number", cells)
        return ParsedRow(row, lead, cells)

    def _check_version(self) -> None:
        try:
            head = dict(islice(top_items(self._source.chunks()), 2))
        except BadJson:
            head = {}
        if head.get("format") != FORMAT:
            raise FileError("file-no-table", name=self._source.name)
        if head.get("version") != VERSION:
            raise FileError("file-newer", name=self._source.name)
        if self._options.format not in ("", self.format):
            raise InputError("unknown-format", format=self._options.format, known=self.format)


def lead_of(record: Mapping[str, Any]) -> Lead:
    """The lead in a record of the document, without its id. Raises TypeError or ValueError for anything else."""
    values = _values(Lead, record, leave=frozenset({"id", "phones", "follow", "zones"}))
    return Lead(
        **values,
        zones=tuple(_string(zone) for zone in record.get("zones", ())),
        phones=tuple(_phone(phone) for phone in record.get("phones", ())),
        follow=_follow(record.get("follow", {})),
    )


def _morning(record: Mapping[str, Any]) -> MorningDay:
    return MorningDay(**_values(MorningDay, record))


def _script(record: Mapping[str, Any]) -> ScriptRecord:
    """A script with those of its repetitions that can be read. Raises ValueError where it says nothing."""
    script = Script(**_values(Script, record, leave=frozenset({"id"})))
    if not script.words.strip():
        raise ValueError("a script without words")
    repetitions: list[Repetition] = []
    for each in record.get("repetitions", ()):
        with suppress(TypeError, ValueError, KeyError, AttributeError):
            repetitions.append(Repetition(**{**_values(Repetition, each), "id": 0, "script_id": 0}))
    return ScriptRecord(script, tuple(repetitions))


def _warm_up(record: Mapping[str, Any]) -> WarmUp:
    return WarmUp(**_values(WarmUp, record, leave=frozenset({"id"})))


def _check(record: Mapping[str, Any]) -> StoredCheck:
    """A Resistance check. Raises ValueError for answers that are none to it."""
    answers = {int(number): _whole(answer) for number, answer in record["answers"].items()}
    score(answers)
    return StoredCheck(0, _instant(record["at"]), _day(record["local_on"]), answers)


_OWN_RECORDS: dict[str, Callable[[Mapping[str, Any]], MorningDay | ScriptRecord | WarmUp | StoredCheck]] = {
    "mornings": _morning,
    "scripts": _script,
    "warm_ups": _warm_up,
    "checks": _check,
}


def _phone(record: Mapping[str, Any]) -> Phone:
    values = _values(Phone, record, leave=frozenset({"id", "status"}))
    return Phone(**values, status=PhoneStatus(record.get("status", "ok")))


def _follow(record: Mapping[str, Any]) -> FollowUp:
    values = _values(FollowUp, record, leave=frozenset({"stage", "talk"}))
    talk = record.get("talk")
    known = None if talk is None else Talk(**_values(Talk, talk))
    return FollowUp(**values, stage=Stage(record.get("stage", "new")), talk=known)


def _values(kind: type, record: Mapping[str, Any], leave: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The fields of `kind` that `record` has, each checked for what it is."""
    return {
        field.name: _READERS[str(field.type)](record[field.name])
        for field in fields(kind)
        if field.name in record and field.name not in leave
    }


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return _storable(value)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise TypeError("a number expected")
    return float(value)


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 1 << 31:
        raise TypeError("a whole number expected")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false expected")
    return value


def _instant(value: Any) -> datetime:
    found = datetime.fromisoformat(_string(value))
    if found.tzinfo is None:
        raise ValueError("an offset is missing")
    try:
        return found.astimezone(UTC)
    except OverflowError:
        raise ValueError("no instant of the calendar") from None


def _day(value: Any) -> date:
    return date.fromisoformat(_string(value))


_READERS: dict[str, Callable[[Any], Any]] = {
    "str": _string,
    "int": _whole,
    "float": _number,
    "float | None": _number,
    "bool": _flag,
    "date": _day,
    "datetime": _instant,
    "datetime | None": _instant,
    "date | None": _day,
    "ScriptKind": ScriptKind,
    "WarmUpKind": WarmUpKind,
}


def _cells(record: Mapping[str, Any]) -> dict[str, str]:
    """The record as text, and the cells of the files it came from, by "format: header"."""
    cells = {name: _plain(value) for name, value in record.items() if name not in ("imported", "source", "edited")}
    imported = record.get("imported", ())
    for one in imported if isinstance(imported, list) else ():
        if isinstance(one, dict) and isinstance(one.get("cells"), dict):
            cells.update({f"{one.get('format')}: {name}": _plain(cell) for name, cell in one["cells"].items()})
    return {_plain(name): cell for name, cell in cells.items()}


def _plain(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return _storable(text)


def _storable(text: str) -> str:
    """`text` without NULs, and with question marks for halves of characters, which no database takes."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _samples(leads: list[Lead], name: str) -> tuple[str, ...]:
    found = (getattr(lead, name) for lead in leads)
    return tuple(str(value) for value in found if value)[:3]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
