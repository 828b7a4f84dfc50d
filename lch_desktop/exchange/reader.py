"""A file of leads, read: every record becomes a lead or is listed with its number and the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

from lch_desktop.domain.errors import InputError
from lch_desktop.domain.imports import ImportOptions, ParsedFile, ParsedRow, SkippedRow
from lch_desktop.domain.leads import FollowUp, Lead, Phone, Stage
from lch_desktop.domain.zones import zones_for
from lch_desktop.exchange.cells import (
    NOTHING,
    date_of,
    day_first,
    email_of,
    is_set,
    long_text,
    money_of,
    one_line,
    zone_of,
)
from lch_desktop.exchange.countries import region_of
from lch_desktop.exchange.formats import FOOTERS
from lch_desktop.exchange.names import person_name
from lch_desktop.exchange.phones import PhoneReader
from lch_desktop.exchange.recognise import Column, Layout, header_score, layout_of
from lch_desktop.exchange.sniff import Sheet, read_bytes, read_sheet
from lch_desktop.exchange.stages import forbids_calls, stage_of
from lch_desktop.exchange.zones import NumberZones

_PROGRESS_EVERY = 500
_LONG_FIELDS = ("notes", "personal", "last_talk", "may_need")
_READ_APART = frozenset({"phone", "stage", "do_not_call", "no_email", *_LONG_FIELDS})
_FOLLOW_UPS = {stage: FollowUp(stage=stage) for stage in Stage}

NOTHING_IN_IT = "no name, company, e-mail or number"
HEADER_AGAIN = "the header again, not a lead"


def read_leads(
    path: Path, options: ImportOptions, *, now: datetime, progress: Callable[[int, int], None] | None = None
) -> ParsedFile:
    """Every lead in the file at `path`, as created at the instant `now`.

    `progress` is told the records done and their number now and then; an error it raises stops the reading.
    Raises FileError file-missing, file-is-folder, file-unreadable, file-empty, file-no-table,
    file-unsupported, and InputError unknown-format, unknown-region, unknown-field, unknown-header.
    """
    region = _checked_region(options.region)
    score = partial(header_score, extra=options.mapping)
    sheet = read_sheet(read_bytes(path), path.name, score)
    layout = layout_of(sheet.records, path.name, chosen_format=options.format, mapping=options.mapping)
    if options.owner and "owner" not in layout.mapping.values():
        raise InputError("no-owner-column", name=path.name)
    reader = _RowReader(sheet, layout, region, options.owner, now)
    rows: list[ParsedRow] = []
    skipped: list[SkippedRow] = []
    for number, record in _filled_records(sheet, layout.header_row):
        read = reader.read(number, record)
        if isinstance(read, ParsedRow):
            rows.append(read)
        else:
            skipped.append(read)
        if progress is not None and number % _PROGRESS_EVERY == 0:
            progress(number, len(sheet.records))
    return ParsedFile(
        format=layout.source.name,
        encoding=sheet.encoding,
        header=layout.header,
        mapping=layout.mapping,
        rows_read=len(rows) + len(skipped),
        rows=tuple(rows),
        skipped=tuple(skipped),
    )


def owners(parsed: ParsedFile) -> tuple[tuple[str, int], ...]:
    """The owners that the read rows name, most rows first. Ask "Only mine?" where there is more than one."""
    return _counted(row.lead.owner for row in parsed.rows)


def unknown_statuses(parsed: ParsedFile) -> tuple[tuple[str, int], ...]:
    """Status words whose meaning is not known, most rows first; their leads were read as new ones."""
    return _counted(
        row.lead.status
        for row in parsed.rows
        if stage_of(row.lead.status) is None and not forbids_calls(row.lead.status)
    )


def _counted(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(word for word in words if word).most_common())


def _checked_region(region: str) -> str:
    from phonenumbers import SUPPORTED_REGIONS

    code = region.strip().upper()
    if code not in SUPPORTED_REGIONS:
        raise InputError("unknown-region", region=region)
    return code


def _filled_records(sheet: Sheet, header_row: int) -> Iterator[tuple[int, list[str]]]:
    """Records below the header with anything in them, and their numbers in the file."""
    for number in range(header_row, len(sheet.records)):
        record = sheet.records[number]
        if any(record) and any(cell.strip() for cell in record):
            yield number + 1, record


class _RowReader:
    """Reads one record after the other by one layout."""

    def __init__(self, sheet: Sheet, layout: Layout, region: str, owner: str, now: datetime) -> None:
        self._header = layout.header
        self._header_cells = sheet.records[layout.header_row - 1] if layout.header_row else None
        self._texts = [column for column in layout.columns if column.field not in _READ_APART]
        self._columns = _by_field(layout.columns)
        self._region = region
        self._owner = _folded(owner)
        self._now = now
        self._phones = PhoneReader(region)
        self._number_zones = NumberZones()
        self._day_first = self._dates_day_first(sheet, layout)

    def _dates_day_first(self, sheet: Sheet, layout: Layout) -> bool:
        dates = self._columns["last_activity"]
        cells = (
            record[column.index]
            for column in dates
            for record in sheet.records[layout.header_row :]
            if column.index < len(record)
        )
        return day_first(cells, self._region)

    def read(self, row: int, record: list[str]) -> ParsedRow | SkippedRow:
        """The lead in one record, or why there is none."""
        reason = self._no_lead(record)
        if reason:
            return SkippedRow(row, reason)
        if len(record) < len(self._header):
            record = record + [""] * (len(self._header) - len(record))
        lead = self._lead(record)
        if not (lead.name or lead.company or lead.email or lead.phones):
            return SkippedRow(row, NOTHING_IN_IT)
        if self._owner and lead.owner and _folded(lead.owner) != self._owner:
            return SkippedRow(row, f"belongs to {lead.owner}")
        return ParsedRow(row, lead, self._cells(record))

    def _no_lead(self, record: list[str]) -> str:
        if record == self._header_cells:
            return HEADER_AGAIN
        if not record[0] or (len(record) > 1 and any(record[1:])):
            return ""
        return next((reason for pattern, reason in FOOTERS if pattern.match(record[0])), "")

    def _cells(self, record: list[str]) -> dict[str, str]:
        """The record's filled cells as they came; those beyond the header are named by their place."""
        cells = {header: cell for header, cell in zip(self._header, record, strict=False) if cell}
        for index in range(len(self._header), len(record)):
            cells[f"Column {index + 1}"] = record[index]
        return cells

    def _lead(self, record: list[str]) -> Lead:
        found = self._short_texts(record)
        get = found.get
        name = person_name(
            get("name", ""), get("first_name", ""), get("last_name", ""),
            prefix=get("prefix", ""), middle=get("middle_name", ""), suffix=get("suffix", ""),
        )  # fmt: skip
        country = get("country", "")
        phones = self._read_phones(record, region_of(country) if country else "")
        status, stage, forbidden = self._standing(record)
        zone, zones = self._zones(found, phones)
        return Lead(
            name=name.name, first_name=name.first_name, last_name=name.last_name,
            company=get("company", ""), title=get("title", ""), email=get("email", ""),
            city=get("city", ""), state=get("state", ""), zip=get("zip", ""), country=country,
            zone=zone, zones=zones,
            value=money_of(get("value", "")) if "value" in found else None,
            owner=get("owner", ""), status=status,
            notes=self._long(record, "notes"), personal=self._long(record, "personal"),
            last_talk=self._long(record, "last_talk"), may_need=self._long(record, "may_need"),
            do_not_call=forbidden or self._is_set(record, "do_not_call"),
            no_email=self._is_set(record, "no_email"),
            last_activity_on=self._last_activity(found), created_at=self._now, phones=phones,
            follow=_FOLLOW_UPS[stage],
        )  # fmt: skip

    def _short_texts(self, record: Sequence[str]) -> dict[str, str]:
        """Field -> its first filled cell."""
        found: dict[str, str] = {}
        for column in self._texts:
            cell = record[column.index]
            if not cell or column.field in found:
                continue
            text = email_of(cell) if column.field == "email" else one_line(cell)
            if text and text.lower() not in NOTHING:
                found[column.field] = text
        return found

    def _read_phones(self, record: Sequence[str], region: str) -> tuple[Phone, ...]:
        found: list[Phone] = []
        for column in self._columns["phone"]:
            cell = record[column.index]
            if cell:
                found += self._phones.read(cell, region, column.label)
        if len(found) < 2:
            return tuple(found)
        last_to_first = {(phone.e164 or phone.raw, phone.extension): phone for phone in reversed(found)}
        return tuple(last_to_first.values())[::-1]

    def _standing(self, record: Sequence[str]) -> tuple[str, Stage, bool]:
        """The source's word, the stage it means, and whether it forbids calls; "not a lead" wins."""
        status, stage, forbidden = "", Stage.NEW, False
        for column in self._columns["stage"]:
            word = one_line(record[column.index])
            meant = stage_of(word) if word else None
            forbidden = forbidden or forbids_calls(word)
            outweighs = meant is Stage.NOT_A_LEAD and stage is not Stage.NOT_A_LEAD
            if word and (not status or outweighs):
                status, stage = word, meant or Stage.NEW
        return status, stage, forbidden

    def _long(self, record: Sequence[str], field: str) -> str:
        columns = self._columns[field]
        if not columns:
            return ""
        if len(columns) == 1:
            return long_text(record[columns[0].index])
        texts = dict.fromkeys(long_text(record[column.index]) for column in columns)
        return "\n".join(text for text in texts if text)

    def _is_set(self, record: Sequence[str], field: str) -> bool:
        return any(is_set(record[column.index]) for column in self._columns[field])

    def _last_activity(self, found: dict[str, str]) -> date | None:
        cell = found.get("last_activity")
        return date_of(cell, day_is_first=self._day_first) if cell else None

    def _zones(self, found: dict[str, str], phones: tuple[Phone, ...]) -> tuple[str, tuple[str, ...]]:
        """The zone, or every zone it may be: the file's own word, else by place, else by number."""
        named = zone_of(found["zone"]) if "zone" in found else ""
        if named:
            return named, ()
        zones = self._zones_by_place(found) or self._number_zones.of(phones)
        if not zones and "country" in found:
            zones = zones_for("", "", region_of(found["country"]))
        return (zones[0], ()) if len(zones) == 1 else ("", zones)

    def _zones_by_place(self, found: dict[str, str]) -> tuple[str, ...]:
        state, code = found.get("state", ""), found.get("zip", "")
        if not state and not code:
            return ()
        country = found.get("country", "")
        if country:
            return zones_for(state, code, region_of(country) or country)
        return zones_for(state, code, "") or zones_for(state, code, self._region)


def _by_field(columns: Sequence[Column]) -> dict[str, list[Column]]:
    found: dict[str, list[Column]] = {name: [] for name in (*_READ_APART, "last_activity")}
    for column in columns:
        found.setdefault(column.field, []).append(column)
    return found


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
