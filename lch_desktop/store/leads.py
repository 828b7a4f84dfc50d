"""The leads with their phones."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lch_desktop.domain.leads import FollowUp, Lead, Phone, PhoneStatus
from lch_desktop.store import lead_queue
from lch_desktop.store.derived import folded, refresh
from lch_desktop.store.fields import from_ms, to_ms
from lch_desktop.store.lead_values import (
    FACTS,
    LEAD_SELECT,
    PHONE_SELECT,
    candidate_of,
    follow_values,
    lead_of,
    lead_values,
    phone_of,
    phone_values,
)
from lch_desktop.store.rows import CallRow, LeadRow, PhoneRow, TouchRow
from lch_desktop.store.writes import Writer, columns_of, encoded

if TYPE_CHECKING:
    from lch_desktop.domain.clock import Clock
    from lch_desktop.domain.queue import Candidate
    from lch_desktop.domain.stored import FirstFound, LeadFilter, MatchKeys
    from lch_desktop.store.connection import Database
    from lch_desktop.store.new_leads import NewLeads

_NEVER = 1 << 62  # milliseconds
_MATCHING = """
    SELECT lead_id FROM phone WHERE e164 <> '' AND e164 IN (SELECT value FROM json_each(?))
    UNION
    SELECT id FROM lead WHERE email <> '' AND email COLLATE NOCASE IN (SELECT value FROM json_each(?))
    UNION
    SELECT id FROM lead WHERE sort_name IN (SELECT value FROM json_each(?))
"""


class SqliteLeads:
    """The Leads port on SQLite."""

    def __init__(self, writer: Writer, clock: Clock) -> None:
        self._writer = writer
        self._db: Database = writer.db
        self._clock = clock
        self._built: dict[int, tuple[Any, Candidate]] = {}
        self._median: tuple[tuple[int, int], float | None] | None = None

    @cached_property
    def _new(self) -> NewLeads:
        from lch_desktop.store.new_leads import NewLeads

        return NewLeads(self._db)

    def get(self, lead_id: int) -> Lead | None:
        row = self._db.first(f"SELECT {LEAD_SELECT} FROM lead WHERE id = ?", (lead_id,))
        return None if row is None else lead_of(row, self._phones((lead_id,)).get(lead_id, ()))

    def many(self, lead_ids: Sequence[int]) -> list[Lead]:
        """The leads of `lead_ids` in that order, without those that are gone."""
        sql = f"SELECT {LEAD_SELECT} FROM lead WHERE id IN (SELECT value FROM json_each(?))"
        rows = self._db.rows(sql, (json.dumps(list(lead_ids)),))
        phones = self._phones(lead_ids)
        found = {row[0]: lead_of(row, phones.get(row[0], ())) for row in rows}
        return [found[lead_id] for lead_id in lead_ids if lead_id in found]

    def count(self) -> int:
        return int(self._db.scalar("SELECT count(*) FROM lead"))

    def find(self, wanted: LeadFilter, limit: int, offset: int = 0) -> list[Lead]:
        """A page of the leads that `wanted` asks for: by promise or due date where that is asked, else by name."""
        from lch_desktop.store import lead_search

        return self.many(lead_search.found_ids(self._db, wanted, limit, offset))

    def count_found(self, wanted: LeadFilter) -> int:
        from lch_desktop.store import lead_search

        return lead_search.count_found(self._db, wanted)

    def first_found(self, wanted: LeadFilter, limit: int) -> FirstFound:
        from lch_desktop.store import lead_search

        return lead_search.first_found(self._db, wanted, limit)

    def all_found(self, wanted: LeadFilter) -> list[int]:
        from lch_desktop.store import lead_search

        return lead_search.all_found(self._db, wanted)

    def candidates(self, now: datetime, today: date, horizon: datetime) -> list[Candidate]:
        """The leads that something calls for: promised until `horizon`, fresh, starred, due, back from a snooze.

        The same few thousand are asked for after every call: those whose row is the same are not built again.
        """
        rows = lead_queue.called_for(self._db, now, today, horizon)
        known, built = self._built, {}
        for row in rows:
            kept = known.get(row[0])
            built[row[0]] = kept if kept is not None and kept[0] == row else (row, candidate_of(row))
        self._built = built
        return [made for _, made in built.values()]

    def new_candidates(self, limit: int, closed_hours_keys: Iterable[str]) -> list[Candidate]:
        return lead_queue.never_called(self._db, limit, closed_hours_keys)

    def glad_candidates(self, today: date, called_until: datetime, limit: int) -> list[Candidate]:
        return lead_queue.glad(self._db, today, called_until, limit)

    def count_new(self, hours_keys: Iterable[str]) -> int:
        return lead_queue.count_new(self._db, hours_keys)

    def hours_keys(self) -> list[tuple[str, Candidate]]:
        return lead_queue.hours_keys(self._db)

    def hours_groups(self) -> list[tuple[int, Candidate]]:
        return lead_queue.hours_groups(self._db)

    def candidate(self, lead_id: int) -> Candidate | None:
        return lead_queue.candidate(self._db, lead_id)

    def median_value(self) -> float | None:
        """The median of the known values; kept until one may have changed, here or in another process."""
        state = (self._writer.value_writes, self._db.data_version)
        if self._median is None or self._median[0] != state:
            self._median = (state, lead_queue.median_value(self._db))
        return self._median[1]

    def fact_counts(self) -> dict[str, int]:
        return lead_queue.fact_counts(self._db)

    def matching(self, keys: MatchKeys) -> list[Lead]:
        """The leads that have one of the numbers, e-mail addresses or names, by id."""
        numbers = json.dumps([e164 for e164 in keys.e164s if e164])
        emails = json.dumps([email for email in keys.emails if email], ensure_ascii=False)
        names = json.dumps([folded(name) for name in keys.names if name], ensure_ascii=False)
        found = self._db.rows(_MATCHING, (numbers, emails, names))
        return self.many(sorted(lead_id for (lead_id,) in found))

    def add(self, lead: Lead) -> Lead:
        """Store a new lead; returns it with its ids, its time, and suppressed numbers marked as such."""
        stored = self._ready(lead, self._suppressed(lead.phones))
        with self._writer.transaction():
            lead_id = self._writer.insert(LeadRow, lead_values(stored))
            ids = [self._writer.insert(PhoneRow, phone_values(lead_id, phone)) for phone in stored.phones]
        phones = tuple(replace(phone, id=new) for phone, new in zip(stored.phones, ids, strict=True))
        return replace(stored, id=lead_id, phones=phones)

    def next_id(self) -> int:
        """The id that the next new lead gets."""
        row = self._db.first("SELECT seq FROM sqlite_sequence WHERE name = 'lead'")
        return (row[0] if row else 0) + 1

    def known_addresses(self) -> Iterator[str]:
        """See the port."""
        from lch_desktop.domain.merge import folded_email

        for (email,) in self._db.execute_sql("SELECT email FROM lead WHERE email <> ''"):
            yield folded_email(email)
        for (e164,) in self._db.execute_sql("SELECT e164 FROM phone WHERE e164 <> ''"):
            yield e164

    def bare_names(self) -> Iterator[str]:
        """See the port."""
        from lch_desktop.domain.merge import name_key

        sql = "SELECT name, company FROM lead WHERE gate <> '' AND dial_e164 = '' AND email = ''"
        for name, company in self._db.execute_sql(sql):
            yield name_key(name, company)

    def by_the_thousand(self) -> AbstractContextManager[None]:
        """See the port."""
        return self._new.by_the_thousand(self.next_id())

    def add_many(self, leads: Sequence[Lead]) -> list[int]:
        """Store many new leads at once; returns their ids in order. Much faster than `add`."""
        from lch_desktop.store.new_leads import is_fresh

        suppressed = self._suppressed(phone for lead in leads for phone in lead.phones)
        ready = [self._ready(lead, suppressed) if suppressed or not lead.created_at else lead for lead in leads]
        first = self.next_id()
        if self._db.in_transaction() and not self._writer.hears_each_row and all(map(is_fresh, ready)):
            self._new.add(first, ready)
            self._writer.value_writes += 1
        else:
            self._add_any(first, ready)
        return list(range(first, first + len(ready)))

    def _add_any(self, first: int, leads: Sequence[Lead]) -> None:
        with self._writer.transaction():
            numbered = list(enumerate(leads, first))
            self._writer.insert_many(LeadRow, ({"id": new, **lead_values(lead)} for new, lead in numbered))
            phones = (phone_values(new, phone) for new, lead in numbered for phone in lead.phones)
            self._writer.insert_many(PhoneRow, phones)

    def save_follow(self, lead_id: int, follow: FollowUp) -> None:
        self._writer.update(LeadRow, lead_id, follow_values(follow))

    def save_fields(self, lead_id: int, fields: dict[str, object], *, by_rep: bool) -> None:
        """Write facts (and stage and the like) by their names in Lead and FollowUp.

        By the rep: the fields count as edited from now on, and what the source had said is kept beside.
        By a source: what it says is written and, for an edited field, noted as the source's.
        """
        self._new.index_words(of=lead_id)
        with self._writer.transaction():
            now = self._writer.current("lead", lead_id, columns_of(LeadRow))
            if now is None:
                return
            edited, source = set(json.loads(str(now["edited"]))), json.loads(str(now["source"]))
            for name, value in encoded(LeadRow, fields).items():
                if by_rep and name not in edited and now[name] != value:
                    source[name] = _text(now[name])
                elif not by_rep and name in edited:
                    source[name] = _text(value)
            if by_rep:
                edited |= {name for name, value in encoded(LeadRow, fields).items() if now[name] != value}
            books = {"edited": json.dumps(sorted(edited)), "source": json.dumps(source, ensure_ascii=False)}
            self._writer.update(LeadRow, lead_id, {**fields, **books})
            refresh(self._writer, (lead_id,))

    def edited_fields(self, lead_id: int) -> frozenset[str]:
        """The fields that the rep has changed: a source does not overrule them."""
        row = self._db.first("SELECT edited FROM lead WHERE id = ?", (lead_id,))
        return frozenset(json.loads(row[0])) if row else frozenset()

    def source_values(self, lead_id: int) -> dict[str, str]:
        """What the source said last, as text, for each fact that it said anything about.

        An unedited field holds just that; for an edited one it is kept apart.
        """
        now = self._writer.current("lead", lead_id, (*FACTS, "source"))
        if now is None:
            return {}
        said = {name: _text(now[name]) for name in FACTS}
        said.update(json.loads(str(now["source"])))
        return {name: text for name, text in said.items() if text}

    def add_phones(self, lead_id: int, phones: Sequence[Phone]) -> None:
        suppressed = self._suppressed(phones)
        with self._writer.transaction():
            for phone in phones:
                self._writer.insert(PhoneRow, phone_values(lead_id, _marked(phone, suppressed)))
            refresh(self._writer, (lead_id,))

    def save_extension(self, phone_id: int, extension: str) -> None:
        """Complete a number by its extension."""
        row = self._db.first("SELECT lead_id FROM phone WHERE id = ?", (phone_id,))
        if row is not None:
            with self._writer.transaction():
                self._writer.update(PhoneRow, phone_id, {"extension": extension})
                refresh(self._writer, (row[0],))

    def save_phone_status(self, phone_id: int, status: PhoneStatus) -> None:
        row = self._db.first("SELECT lead_id FROM phone WHERE id = ?", (phone_id,))
        if row is not None:
            with self._writer.transaction():
                self._writer.update(PhoneRow, phone_id, {"status": status})
                refresh(self._writer, (row[0],))

    def delete(self, lead_ids: Sequence[int]) -> None:
        """Delete leads with all that is theirs: touches, calls, phones."""
        with self._writer.transaction():
            for lead_id in lead_ids:
                for row in (TouchRow, CallRow, PhoneRow):
                    table = str(row._meta.table_name)
                    for (row_id,) in self._db.rows(f"SELECT id FROM {table} WHERE lead_id = ?", (lead_id,)):
                        self._writer.delete(row, row_id)
                self._writer.delete(LeadRow, lead_id)

    def delete_listed(self, table: str) -> None:
        """Delete the leads that stand in the temporary `table`, with all that is theirs."""
        self._writer.value_writes += 1
        for name in ("touch", "call", "phone"):
            self._db.execute_sql(f"DELETE FROM {name} WHERE lead_id IN (SELECT lead_id FROM {table})")
        self._db.execute_sql(f"DELETE FROM lead WHERE id IN (SELECT lead_id FROM {table})")

    def sample_ids(self) -> list[int]:
        return [lead_id for (lead_id,) in self._db.rows("SELECT id FROM lead WHERE sample ORDER BY id")]

    def promised_from(self, at: datetime, until: datetime | None = None) -> list[datetime]:
        """See the port; earliest first."""
        sql = "SELECT promise_at FROM lead WHERE promise_at >= ? AND promise_at < ? ORDER BY promise_at"
        return [from_ms(ms) for (ms,) in self._db.rows(sql, (to_ms(at), to_ms(until) if until else _NEVER))]

    def promised_between(self, start: datetime, end: datetime) -> list[int]:
        """See the port; earliest first."""
        sql = "SELECT id FROM lead WHERE promise_at >= ? AND promise_at < ? AND NOT do_not_call ORDER BY promise_at, id"
        return [lead_id for (lead_id,) in self._db.rows(sql, (to_ms(start), to_ms(end)))]

    def next_promise(self, after: datetime) -> datetime | None:
        ms = self._db.scalar("SELECT min(promise_at) FROM lead WHERE promise_at > ?", (to_ms(after),))
        return None if ms is None else from_ms(ms)

    def who_has(self, e164: str) -> list[int]:
        """The leads that have this number, by id."""
        sql = "SELECT DISTINCT lead_id FROM phone WHERE e164 <> '' AND e164 = ? ORDER BY lead_id"
        return [lead_id for (lead_id,) in self._db.rows(sql, (e164,))]

    def ringing(self, text: str, limit: int) -> list[Lead]:
        from lch_desktop.store import lead_search

        return self.many(lead_search.ringing_ids(self._db, text, limit))

    def _phones(self, lead_ids: Sequence[int]) -> dict[int, tuple[Phone, ...]]:
        sql, params = f"SELECT {PHONE_SELECT} FROM phone WHERE lead_id = ? ORDER BY id", tuple(lead_ids)
        if len(lead_ids) != 1:
            ids = "SELECT value FROM json_each(?)"
            sql = f"SELECT {PHONE_SELECT} FROM phone WHERE lead_id IN ({ids}) ORDER BY id"
            params = (json.dumps(list(lead_ids)),)  # type: ignore[assignment]
        found: dict[int, tuple[Phone, ...]] = {}
        for row in self._db.rows(sql, params):
            found[row[0]] = (*found.get(row[0], ()), phone_of(row))
        return found

    def _suppressed(self, phones: Iterable[Phone]) -> frozenset[str]:
        if self._db.first("SELECT 1 FROM suppression") is None:
            return frozenset()
        numbers = json.dumps([phone.e164 for phone in phones if phone.e164])
        sql = "SELECT e164 FROM suppression WHERE e164 IN (SELECT value FROM json_each(?))"
        return frozenset(e164 for (e164,) in self._db.rows(sql, (numbers,)))

    def _ready(self, lead: Lead, suppressed: frozenset[str]) -> Lead:
        if suppressed:
            lead = replace(lead, phones=tuple(_marked(phone, suppressed) for phone in lead.phones))
        return lead if lead.created_at else replace(lead, created_at=self._clock.now())


def _marked(phone: Phone, suppressed: frozenset[str]) -> Phone:
    """`phone`, as never to be called where its number is suppressed: also for leads that come later."""
    return replace(phone, status=PhoneStatus.DO_NOT_CALL) if phone.e164 in suppressed else phone


def _text(value: Any) -> str:
    """A stored value as text: "" for none, no, and zero length."""
    if value is None or value == 0:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)
