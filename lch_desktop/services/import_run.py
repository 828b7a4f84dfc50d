"""The rows of one file on their way into the store, some hundred at a time: new, merged or known already.

Memory does not grow with the file: who is known is asked of the store, and only of rows that a memory of fixed
size does not tell to be new. What is kept are counts, and the rows that were left out, for the report.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from lch_desktop.domain.imports import Duplicates, ImportedRecord, ParsedRow, SkippedRow
from lch_desktop.domain.leads import Lead, PhoneStatus
from lch_desktop.domain.merge import address_keys, mark, match, merge, name_key
from lch_desktop.domain.stored import MatchKeys
from lch_desktop.services.perhaps import Perhaps

if TYPE_CHECKING:
    from lch_desktop.domain.imports import ImportOptions
    from lch_desktop.domain.ports import Store

_BATCH = 500  # rows
_NAME_BITS = 1 << 22  # leads without any address are few
_MOST_WORDS = 10_000  # owners or statuses that are counted: a wrong column has a word for each row

_NOTHING: Mapping[str, object] = {}
Hear = Callable[[str, ParsedRow | SkippedRow, Lead | None, str], None]
"""Told of each row: created, merged, unchanged or skipped; its lead as it is now; what is to be said of it."""


class ImportRun:
    """One import under way, within a transaction."""

    def __init__(self, store: Store, options: ImportOptions, import_id: int, hear: Hear | None = None) -> None:
        self._store = store
        self._duplicates = options.duplicates
        self._import_id = import_id
        self._hear = hear
        self._known = _Known(
            Perhaps(chain(store.leads.known_addresses(), store.imports.marks())),
            Perhaps(store.leads.bare_names(), bits=_NAME_BITS),
        )
        self._has_suppressed = store.suppressions.count() > 0
        self.counts: Counter[str] = Counter()
        self.skipped: list[SkippedRow] = []
        self.owners: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()

    def take(self, records: Iterable[ParsedRow | SkippedRow]) -> None:
        """Bring in `records`; the store holds them all when this returns."""
        coming = map(self._prepare, records)
        with _without_collecting(), self._store.leads.by_the_thousand():
            while rows := list(islice(coming, _BATCH)):
                self._store_batch(rows)
        self._store.imports.add_skipped(self._import_id, self.skipped)

    def _prepare(self, row: ParsedRow | SkippedRow) -> tuple[ParsedRow | SkippedRow, _Said | None]:
        """All that can be made of a row without the store."""
        if isinstance(row, SkippedRow):
            return row, None
        lead = row.lead
        return row, _Said(lead, mark(lead, row.said), address_keys(lead))

    def _store_batch(self, rows: Sequence[tuple[ParsedRow | SkippedRow, _Said | None]]) -> None:
        self.counts["rows"] += len(rows)
        batch = _Batch(self._store, self._known, has_suppressed=self._has_suppressed, is_heard=self._hear is not None)
        batch.look_up([said for _, said in rows if said is not None])
        for row, said in rows:
            if isinstance(row, SkippedRow):
                self._skip(batch, row)
            elif said is not None:
                self._place(batch, row, batch.obeying(said) if self._has_suppressed else said)
        batch.write(self._import_id)
        if self._hear is not None:
            batch.tell(self._hear)

    def _place(self, batch: _Batch, row: ParsedRow, said: _Said) -> None:
        self._count(row)
        lead_id, action, before, words = batch.of_mark(said.mark), "unchanged", _NOTHING, ""
        if not lead_id:
            candidates = batch.candidates(said)
            known = match(said.lead, candidates) if candidates else None
            if known is None or self._duplicates is Duplicates.KEEP_BOTH:
                lead_id, action = batch.create(said), "created"
            elif self._duplicates is Duplicates.SKIP:
                self._skip(batch, SkippedRow(row.row, f"known already: {known.shown_name}", row.cells))
                return
            else:
                before, words = batch.merge(known, said.lead)
                lead_id, action = known.id, "merged" if words else "unchanged"
        self.counts[action] += 1
        batch.keep(row, ImportedRecord(row.row, lead_id, action, row.cells, before, said.mark), words)

    def _count(self, row: ParsedRow) -> None:
        if row.odd:
            self.counts["odd"] += 1
        owner = row.lead.owner
        if owner and (owner in self.owners or len(self.owners) < _MOST_WORDS):
            self.owners[owner] += 1
        status = row.unknown_status
        if status and (status in self.statuses or len(self.statuses) < _MOST_WORDS):
            self.statuses[status] += 1

    def _skip(self, batch: _Batch, row: SkippedRow) -> None:
        self.skipped.append(SkippedRow(row.row, row.reason))
        batch.leave_out(row)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Nothing here refers back to what refers to it; the search for such garbage would stop every thread."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _Said(NamedTuple):
    """What one row says: its lead, the fingerprint of that, and the addresses it is found by."""

    lead: Lead
    mark: int
    keys: list[str]


class _Known(NamedTuple):
    """What is in the store, perhaps: addresses and fingerprints, and the names of leads that have no address."""

    addresses: Perhaps
    bare_names: Perhaps


class _Batch:
    """Some rows at once: who they may be, what is new among them, and what becomes of each."""

    def __init__(self, store: Store, known: _Known, *, has_suppressed: bool, is_heard: bool) -> None:
        self._store = store
        self._known = known
        self._has_suppressed = has_suppressed
        self._by_name = False  # whether a name may tell who somebody is, for want of an address
        self._is_heard = is_heard
        self._first_id = store.leads.next_id()
        self._created: list[Lead] = []
        self._leads: dict[int, Lead] = {}
        self._by_key: dict[str, list[int]] = {}
        self._marks: dict[int, int] = {}
        self._suppressed: frozenset[str] = frozenset()
        self._told: list[tuple[ParsedRow | SkippedRow, str, int, str]] = []  # row, action, lead, words
        self._records: list[ImportedRecord] = []

    def obeying(self, said: _Said) -> _Said:
        """`said` with every number that was suppressed before marked so. Its mark stays that of the file's words."""
        if not any(phone.e164 in self._suppressed for phone in said.lead.phones):
            return said
        return said._replace(lead=_with_suppressions(said.lead, self._suppressed))

    def of_mark(self, said: int) -> int:
        """The lead of a record that said the same before, 0 for none."""
        return self._marks.get(said, 0)

    def candidates(self, said: _Said) -> list[Lead]:
        """Who may be meant, oldest first."""
        by_key = self._by_key
        found = [lead_id for key in self._keys(said) if key in by_key for lead_id in by_key[key]]
        return [self._lead(lead_id) for lead_id in sorted(set(found))] if found else []

    def create(self, said: _Said) -> int:
        """A new lead, stored with the batch; returns its id."""
        lead_id = self._first_id + len(self._created)
        self._created.append(said.lead)
        self._find_by(self._keys(said), lead_id)
        if not said.keys:
            self._known.bare_names.add((_name_key(said.lead),))
        return lead_id

    def merge(self, known: Lead, parsed: Lead) -> tuple[Mapping[str, object], str]:
        """Merge `parsed` into `known`: the fields as they were, and what changed in words; "" for nothing."""
        edited, source = frozenset[str](), None
        is_stored = known.id < self._first_id
        if is_stored:
            edited = self._store.leads.edited_fields(known.id)
            source = self._store.leads.source_values(known.id) or None
        result = merge(known, parsed, edited, source)
        if not result.changed:
            return {}, ""
        if is_stored:
            self._write_merged(known, result.lead, result.changed)
            self._put(self._store.leads.get(known.id) or result.lead)
        else:
            self._created[known.id - self._first_id] = result.lead
            self._put(result.lead)
        before = {name: was for name, (was, _) in result.changed.items() if name != "phones"}
        return before, _in_words(result.changed)

    def keep(self, row: ParsedRow, record: ImportedRecord, words: str) -> None:
        """Note what became of a row."""
        self._marks[record.mark] = record.lead_id
        self._records.append(record)
        if self._is_heard:
            self._told.append((row, record.action, record.lead_id, words))

    def leave_out(self, row: SkippedRow) -> None:
        """Note a row that makes no lead."""
        if self._is_heard:
            self._told.append((row, "skipped", 0, row.reason))

    def write(self, import_id: int) -> None:
        """Store the new leads and the records, and know them from now on."""
        self._known.addresses.add(self._by_key)
        self._known.addresses.add(self._marks)
        if self._created:
            self._store.leads.add_many(self._created)
        self._store.imports.add_records(import_id, self._records)

    def tell(self, hear: Hear) -> None:
        """Tell of each row, with its lead as it is now."""
        leads = {lead.id: lead for lead in self._store.leads.many([lead_id for _, _, lead_id, _ in self._told])}
        for row, action, lead_id, words in self._told:
            hear(action, row, leads.get(lead_id), words)

    def _write_merged(self, known: Lead, merged: Lead, changed: dict[str, tuple[object, object]]) -> None:
        leads = self._store.leads
        fields = {name: after for name, (_, after) in changed.items() if name not in ("stage", "phones")}
        if fields:
            leads.save_fields(known.id, fields, by_rep=False)
        if "stage" in changed:
            leads.save_follow(known.id, merged.follow)
        for old, new in zip(known.phones, merged.phones, strict=False):
            if old.extension != new.extension:
                leads.save_extension(old.id, new.extension)
        if len(merged.phones) > len(known.phones):
            leads.add_phones(known.id, merged.phones[len(known.phones) :])

    def look_up(self, rows: Sequence[_Said]) -> None:
        """Know the records that came in before, the stored leads that the rows may be, and what is suppressed."""
        if self._has_suppressed:
            numbers = {phone.e164 for said in rows for phone in said.lead.phones if phone.e164}
            self._suppressed = self._store.suppressions.among(numbers)
        is_known, bare_names = self._known.addresses.any_of, self._known.bare_names
        self._by_name = not bare_names.is_empty or any(not said.keys for said in rows)
        asked = [
            said
            for said in rows
            if is_known((said.mark,)) or is_known(said.keys) or (self._by_name and self._asks_for_a_name(said))
        ]
        if asked:
            self._marks.update(self._store.imports.seen([said.mark for said in asked]))
            self._look_up_leads([said for said in asked if said.mark not in self._marks])

    def _look_up_leads(self, asked: Sequence[_Said]) -> None:
        leads = [said.lead for said in asked]
        named = [said.lead for said in asked if self._by_name and self._asks_for_a_name(said)]
        keys = MatchKeys(
            frozenset(phone.e164 for lead in leads for phone in lead.phones if phone.e164),
            frozenset(lead.email.lower() for lead in leads if lead.email),
            frozenset(lead.name or lead.company for lead in named),
        )
        for lead in self._store.leads.matching(keys):
            self._put(lead)

    def _asks_for_a_name(self, said: _Said) -> bool:
        """One without an address may be anybody of its name, any other one only somebody without an address."""
        return not said.keys or self._known.bare_names.any_of((_name_key(said.lead),))

    def _keys(self, said: _Said) -> list[str]:
        return [*said.keys, _name_key(said.lead)] if self._by_name else said.keys

    def _put(self, lead: Lead) -> None:
        self._leads[lead.id] = lead
        self._find_by((*address_keys(lead), _name_key(lead)), lead.id)

    def _find_by(self, keys: Iterable[str], lead_id: int) -> None:
        by_key = self._by_key
        for key in keys:
            if key in by_key:
                by_key[key].append(lead_id)
            else:
                by_key[key] = [lead_id]

    def _lead(self, lead_id: int) -> Lead:
        found = self._leads.get(lead_id)
        return found or replace(self._created[lead_id - self._first_id], id=lead_id)


def _name_key(lead: Lead) -> str:
    return name_key(lead.name, lead.company)


def _with_suppressions(lead: Lead, suppressed: frozenset[str]) -> Lead:
    """`lead` with every number that was suppressed before marked so."""
    phones = tuple(
        replace(phone, status=PhoneStatus.DO_NOT_CALL) if phone.e164 in suppressed else phone for phone in lead.phones
    )
    never = lead.do_not_call or not any(phone.usable for phone in phones)
    return replace(lead, phones=phones, do_not_call=never)


def _in_words(changed: dict[str, tuple[object, object]]) -> str:
    """What changed, field by field: "company: Ruiz Dental, now Ruiz Clinic"."""
    said = []
    for name, (was, now) in changed.items():
        if name == "phones":
            said.append("numbers")
        elif name not in ("first_name", "last_name", "zones"):
            label = name.replace("_", " ").removesuffix(" on")
            said.append(f"{label}: {_short(was)}, now {_short(now)}" if was else f"{label}: {_short(now)}")
    return "; ".join(said)


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:59] + "…"
