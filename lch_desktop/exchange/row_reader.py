"""One record after the other to leads, by one layout: every record becomes a lead or is given a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from lch_desktop.domain.imports import ImportOptions, ParsedRow, RecordCells, SkippedRow
from lch_desktop.domain.leads import FollowUp, Lead, Phone, Stage, fresh_follow
from lch_desktop.domain.zones import zones_for
from lch_desktop.exchange.cells import NOTHING, date_of, email_of, is_set, long_text, money_of, one_line, zone_of
from lch_desktop.exchange.countries import region_of
from lch_desktop.exchange.formats import FOOTERS
from lch_desktop.exchange.headers import phone_label, squash
from lch_desktop.exchange.names import PersonName, person_name
from lch_desktop.exchange.phone_oddities import oddity
from lch_desktop.exchange.phones import PhoneReader
from lch_desktop.exchange.quick import quickly
from lch_desktop.exchange.recognise import Column, Layout
from lch_desktop.exchange.stages import forbids_calls, stage_of
from lch_desktop.exchange.zones import NumberZones

Head = Sequence[Sequence[str]]
_LONG_FIELDS = ("notes", "personal", "last_talk", "may_need")
_READ_APART = frozenset({"phone", "stage", "tags", "do_not_call", "no_email", *_LONG_FIELDS})
READING = 1  # one more with each release that reads the same cells otherwise: then they are news
_BETWEEN = "\x1f"
_REMEMBERED = 4096  # words
_LONGEST_SHOWN = 40  # characters of a cell
_SHORT_FIELDS = (
    "name", "first_name", "last_name", "prefix", "middle_name", "suffix", "company", "title", "email", "city", "state",
    "zip", "country", "zone", "value", "owner", "last_activity",
)  # fmt: skip

NOTHING_IN_IT = "no name, company, e-mail or number"
HEADER_AGAIN = "the header again, not a lead"

_made = quickly(Lead)


class _Standing(NamedTuple):
    """What a source says of how far a lead is: its word, what that means here, and what is to be asked of it."""

    status: str
    follow: FollowUp
    forbids: bool  # calls
    unknown: str  # the word, where its meaning is not known
    left_out: str  # why the record is left out, "" if it is not


class RowReader:
    """Reads one record after the other by one layout. `day_first`: how the file writes its dates."""

    def __init__(self, layout: Layout, head: Head, options: ImportOptions, *, day_first: bool, now: datetime) -> None:
        self._header = layout.header
        self._width = len(layout.header)
        self._header_cells = head[layout.header_row - 1] if layout.header_row else None
        self._texts = [(column.index, column.field) for column in layout.columns if column.field not in _READ_APART]
        self._columns = _by_field(layout.columns)
        phones = self._columns["phone"]
        self._phone_columns = [(column.index, column.label, column.label_index) for column in phones]
        self._has_opt_outs = bool(self._columns["do_not_call"] or self._columns["no_email"])
        self._long = [(name, self._columns[name]) for name in _LONG_FIELDS if self._columns[name]]
        self._no_texts = dict.fromkeys((*(name for _, name in self._texts), *_SHORT_FIELDS), "")
        self._region = options.region
        self._owner = _folded(options.owner)
        self._statuses = {squash(word): stage for word, stage in options.statuses.items()}
        self._now = now
        self._day_first = day_first
        self._phones = PhoneReader(options.region)
        self._number_zones = NumberZones()
        statuses = sorted((word, stage) for word, stage in self._statuses.items() if stage)
        self._read_by = _BETWEEN.join(map(str, (READING, layout.columns, options.region, statuses, day_first, "")))
        self._tidied: dict[str, str] = {}
        self._dates: dict[str, date | None] = {}
        self._standings: dict[tuple[str, ...], _Standing] = {}

    def read(self, row: int, record: list[str]) -> ParsedRow | SkippedRow:
        """The lead in one record, or why there is none."""
        reason = self._no_lead(record)
        if not reason:
            if len(record) < self._width:
                record = record + [""] * (self._width - len(record))
            lead, unknown_status, left_out = self._lead(record)
            reason = left_out or self._not_wanted(lead)
            if not reason:
                said = f"{self._read_by}{_BETWEEN.join(record)}"
                return ParsedRow(row, lead, self._cells(record), self._odd(record, lead), unknown_status, said)
        return SkippedRow(row, reason, self._cells(record))

    def glance(self, record: list[str]) -> tuple[str, str]:
        """The owner, and the status word that nobody knows the meaning of; each "" for none."""
        if self._no_lead(record):
            return "", ""
        if len(record) < len(self._header):
            record = record + [""] * (len(self._header) - len(record))
        owner = next((text for column in self._columns["owner"] if (text := one_line(record[column.index]))), "")
        return "" if owner.lower() in NOTHING else owner, self._standing(record).unknown

    def _not_wanted(self, lead: Lead) -> str:
        """Why a lead that was read is left out, "" if it is not."""
        if not (lead.name or lead.company or lead.email or lead.phones):
            return NOTHING_IN_IT
        if self._owner and lead.owner and _folded(lead.owner) != self._owner:
            return f"belongs to {lead.owner}"
        return ""

    def _no_lead(self, record: list[str]) -> str:
        if record == self._header_cells:
            return HEADER_AGAIN
        if not record[0] or (len(record) > 1 and any(record[1:])):
            return ""
        return next((reason for pattern, reason in FOOTERS if pattern.match(record[0])), "")

    def _cells(self, record: list[str]) -> RecordCells:
        if len(record) <= self._width:
            return RecordCells(self._header, record)
        beyond = (f"Column {index + 1}" for index in range(self._width, len(record)))
        return RecordCells((*self._header, *beyond), record)

    def _lead(self, record: list[str]) -> tuple[Lead, str, str]:
        """The lead, its status word if nobody knows what that means, and why its status leaves it out."""
        found = self._short_texts(record)
        name = self._name(found)
        country, value, standing = found["country"], found["value"], self._standing(record)
        phones = self._read_phones(record, region_of(country) if country else "")
        zone, zones = self._zones(found, phones)
        longs: dict[str, Any] = {}
        for field, columns in self._long:
            longs[field] = self._long_text(record, columns)
        lead = _made(
            name=name.name, first_name=name.first_name, last_name=name.last_name,
            company=found["company"], title=found["title"], email=found["email"],
            city=found["city"], state=found["state"], zip=found["zip"], country=country,
            zone=zone, zones=zones, value=money_of(value) if value else None,
            owner=found["owner"], status=standing.status,
            do_not_call=standing.forbids or (self._has_opt_outs and self._is_set(record, "do_not_call")),
            no_email=self._has_opt_outs and self._is_set(record, "no_email"),
            last_activity_on=self._last_activity(found["last_activity"]), created_at=self._now, phones=phones,
            follow=standing.follow, **longs,
        )  # fmt: skip
        return lead, standing.unknown, standing.left_out

    def _name(self, found: dict[str, str]) -> PersonName:
        name, first, last = found["name"], found["first_name"], found["last_name"]
        prefix, middle, suffix = found["prefix"], found["middle_name"], found["suffix"]
        if first and last and not (name or prefix or middle or suffix):  # most files: no more to be thought about
            return PersonName(f"{first} {last}", first, last)
        return person_name(name, first, last, prefix=prefix, middle=middle, suffix=suffix)

    def _short_texts(self, record: Sequence[str]) -> dict[str, str]:
        """Every field that is a short text -> its first filled cell, "" without one."""
        found, tidied = self._no_texts.copy(), self._tidied
        for index, field in self._texts:
            cell = record[index]
            if cell and not found[field]:
                if field == "email":
                    found[field] = email_of(cell)
                    continue
                text = tidied.get(cell)
                found[field] = self._tidy(cell) if text is None else text
        return found

    def _tidy(self, cell: str) -> str:
        """The cell on one line, "" where it says nothing; remembered, for columns repeat their words."""
        if len(self._tidied) > _REMEMBERED:
            self._tidied.clear()
        text = one_line(cell)
        text = self._tidied[cell] = "" if text.lower() in NOTHING else text
        return text

    def _read_phones(self, record: Sequence[str], region: str) -> tuple[Phone, ...]:
        found: tuple[Phone, ...] = ()
        for index, label, label_index in self._phone_columns:
            cell = record[index]
            if cell:
                said = record[label_index] if label_index >= 0 else ""
                found += self._phones.read(cell, region, (said and phone_label(said)) or label)
        if len(found) < 2:
            return found
        last_to_first = {(phone.e164 or phone.raw, phone.extension): phone for phone in reversed(found)}
        return tuple(last_to_first.values())[::-1]

    def _standing(self, record: Sequence[str]) -> _Standing:
        """What the cells of status and tags come to; "not a lead" outweighs what another column says."""
        stages, tags = self._columns["stage"], self._columns["tags"]
        if len(stages) == 1 and not tags:
            key: tuple[str, ...] = (record[stages[0].index],)
        else:
            key = tuple(record[column.index] for column in (*stages, *tags))
        known = self._standings.get(key)
        if known is None:
            if len(self._standings) > _REMEMBERED:
                self._standings.clear()
            known = self._standings[key] = self._standing_of(key[: len(stages)], key[len(stages) :])
        return known

    def _standing_of(self, words: tuple[str, ...], tags: tuple[str, ...]) -> _Standing:
        status, stage, forbids, unknown, left_out = "", Stage.NEW, any(map(forbids_calls, tags)), "", ""
        for word in filter(None, map(one_line, words)):
            if word.lower() in NOTHING:
                continue
            key = squash(word)
            meant = self._statuses[key] if key in self._statuses else stage_of(word)
            forbids = forbids or forbids_calls(word)
            if key in self._statuses and meant is None:
                left_out = left_out or f"its status {word} is left out"
            elif meant is None and not forbids_calls(word):
                unknown = unknown or word
            outweighs = meant is Stage.NOT_A_LEAD and stage is not Stage.NOT_A_LEAD
            if not status or outweighs:
                status, stage = word, meant or Stage.NEW
        return _Standing(status, fresh_follow(stage), forbids, unknown, left_out)

    def _odd(self, record: Sequence[str], lead: Lead) -> str:
        """What had to be guessed, or could not be read, in words."""
        said: list[str] = []
        if not all([phone.certain for phone in lead.phones]):
            said += [oddity(phone, self._region) for phone in lead.phones]
        if lead.value is None and self._columns["value"]:
            said += [f"no amount: {text}" for text in self._unread(record, "value")]
        if lead.last_activity_on is None and self._columns["last_activity"]:
            said += [f"no date: {text}" for text in self._unread(record, "last_activity")]
        return "; ".join(dict.fromkeys(filter(None, said))) if said else ""

    def _unread(self, record: Sequence[str], field: str) -> list[str]:
        """The texts of a field that came to nothing, short enough to be shown."""
        texts = [one_line(record[column.index]) for column in self._columns[field]]
        return [text[:_LONGEST_SHOWN] for text in texts if text and text.lower() not in NOTHING]

    def _long_text(self, record: Sequence[str], columns: Sequence[Column]) -> str:
        if len(columns) == 1:
            cell = record[columns[0].index]
            return long_text(cell) if cell else ""
        texts = dict.fromkeys(long_text(record[column.index]) for column in columns)
        return "\n".join(text for text in texts if text)

    def _is_set(self, record: Sequence[str], field: str) -> bool:
        return any(is_set(record[column.index]) for column in self._columns[field])

    def _last_activity(self, cell: str) -> date | None:
        if not cell:
            return None
        day = cell[:10]  # as far as an ISO date goes; the minute makes each cell another one
        key = day if day[4:5] == "-" else cell
        if key in self._dates:
            return self._dates[key]
        if len(self._dates) > _REMEMBERED:
            self._dates.clear()
        found = self._dates[key] = date_of(cell, day_is_first=self._day_first)
        return found

    def _zones(self, found: dict[str, str], phones: tuple[Phone, ...]) -> tuple[str, tuple[str, ...]]:
        """The zone, or every zone it may be: the file's own word, else by place, else by number."""
        named = zone_of(found["zone"]) if found["zone"] else ""
        if named:
            return named, ()
        zones = self._zones_by_place(found) or self._number_zones.of(phones)
        if not zones and found["country"]:
            zones = zones_for("", "", region_of(found["country"]))
        return (zones[0], ()) if len(zones) == 1 else ("", zones)

    def _zones_by_place(self, found: dict[str, str]) -> tuple[str, ...]:
        state, code = found["state"], found["zip"]
        if not state and not code:
            return ()
        country = found["country"]
        if country:
            return zones_for(state, code, region_of(country) or country)
        return zones_for(state, code, "") or zones_for(state, code, self._region)


def _by_field(columns: Sequence[Column]) -> dict[str, list[Column]]:
    found: dict[str, list[Column]] = {name: [] for name in (*_READ_APART, "last_activity", "owner", "value")}
    for column in columns:
        found.setdefault(column.field, []).append(column)
    return found


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
