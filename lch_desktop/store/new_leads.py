"""New leads by the thousand: plain rows, and their words put into the search in one go.

Row by row, the search costs more than all the other columns together, and a savepoint makes SQLite copy every
page of an index that a batch touches. So none is opened here: what fails, fails with its transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from lch_desktop.domain.leads import Lead, Phone, fresh_follow
from lch_desktop.store.derived import dial_columns, digits_of, sort_name
from lch_desktop.store.fields import to_ms
from lch_desktop.store.many_rows import insert_rows

if TYPE_CHECKING:
    from lch_desktop.store.connection import Database, Sql

_MANY = 5_000  # new leads
# Of the indexes that an import does not ask itself, those into which each lead goes in another place: with them the
# pages that are written no longer fit into the cache, and to sort each anew at the end is quicker.
_SORTED_LATER = ("lead_stage", "phone_digits")
_CACHE_KIB = 24_000  # the indexes of 100,000 leads nearly fit; a worker's own cache is far smaller
_TRIGGER = "lead_text_insert"

_AS_THEY_ARE = (
    "name", "first_name", "last_name", "company", "title", "email", "city", "state", "zip", "country", "zone", "value",
    "owner", "status", "do_not_call", "no_email", "not_mine", "sample", "notes", "personal", "last_talk", "may_need",
)  # fmt: skip
_WORKED_OUT = (
    "zones", "last_activity_on", "created_at", "stage", "sort_name", "dial_e164", "dial_shown", "dial_extension",
    "dial_kind",
)  # fmt: skip
_LEAD_COLUMNS = ("id", *_AS_THEY_ARE, *_WORKED_OUT)
_PHONE_COLUMNS = (
    "lead_id", "e164", "raw_text", "extension", "shown", "kind", "region", "label", "certain", "status", "digits",
)  # fmt: skip
_facts = attrgetter(*_AS_THEY_ARE)

_INDEX_WORDS = """
    INSERT INTO lead_text (rowid, name, company, email, notes)
    SELECT id, name, company, email, notes FROM lead WHERE id >= ?
"""


class NewLeads:
    """Writes leads that nothing was done with yet."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._unindexed_from: int | None = None  # None: the trigger indexes each lead as it comes
        self._added = 0
        self._before = 0
        self._later: list[str] = []  # how the indexes are made that were left out

    @contextmanager
    def by_the_thousand(self, next_id: int) -> Iterator[None]:
        """Within this, words of new leads wait for its end. It needs a transaction, which is to fail if it fails."""
        trigger = str(self._db.scalar(f"SELECT sql FROM sqlite_master WHERE name = '{_TRIGGER}'"))
        cache = int(self._db.scalar("PRAGMA cache_size"))
        self._db.execute_sql(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._db.execute_sql(f"DROP TRIGGER {_TRIGGER}")
        self._unindexed_from = next_id
        self._added, self._before, self._later = 0, int(self._db.scalar("SELECT count(*) FROM lead")), []
        try:
            yield
            self._index_waiting()
            for statement in (trigger, *self._later):
                self._db.execute_sql(statement)
        finally:
            self._unindexed_from = None
            self._db.execute_sql(f"PRAGMA cache_size = {cache}")

    def index_words(self, of: int) -> None:
        """See that the words of lead `of` can be found: before they change, what was there has to be known."""
        first = self._unindexed_from
        if first is not None and of >= first:
            self._index_waiting()

    def _index_waiting(self) -> None:
        self._db.execute_sql(_INDEX_WORDS, (self._unindexed_from,))
        self._unindexed_from = int(self._db.scalar("SELECT coalesce(max(id), 0) + 1 FROM lead"))

    def add(self, first_id: int, leads: Sequence[Lead]) -> None:
        """Store leads as `is_fresh` wants them, with their phones; their ids follow one another from `first_id`."""
        numbered = list(enumerate(leads, first_id))
        insert_rows(self._db, "lead", _LEAD_COLUMNS, [_lead_row(lead_id, lead) for lead_id, lead in numbered])
        phones = [_phone_row(lead_id, phone) for lead_id, lead in numbered for phone in lead.phones]
        insert_rows(self._db, "phone", _PHONE_COLUMNS, phones)
        self._added += len(leads)
        if not self._later and self._unindexed_from is not None and self._added > max(_MANY, self._before // 2):
            self._sort_later()

    def _sort_later(self) -> None:
        names = ", ".join(f"'{name}'" for name in _SORTED_LATER)
        for name, sql in self._db.rows(f"SELECT name, sql FROM sqlite_master WHERE name IN ({names})"):
            self._db.execute_sql(f"DROP INDEX {name}")
            self._later.append(sql)


def is_fresh(lead: Lead) -> bool:
    """Whether nothing was done with `lead` yet, and it knows when it came."""
    follow = lead.follow
    fresh = fresh_follow(follow.stage)
    return (follow is fresh or follow == fresh) and lead.created_at is not None


@lru_cache(maxsize=8)
def _ms(at: datetime) -> int:
    return to_ms(at)  # all leads of a file come at one instant


def _lead_row(lead_id: int, lead: Lead) -> tuple[Sql, ...]:
    assert lead.created_at is not None
    day, phones = lead.last_activity_on, lead.phones
    if phones and phones[0].usable:
        first = phones[0]
        dial = (first.e164, first.shown, first.extension, first.kind)
    else:
        dial = tuple(dial_columns(phones).values())  # type: ignore[assignment]
    return (
        lead_id,
        *_facts(lead),
        ",".join(lead.zones),
        day and day.isoformat(),
        _ms(lead.created_at),
        lead.follow.stage._value_,
        sort_name(lead.name, lead.company, lead.email),
        *dial,
    )


def _phone_row(lead_id: int, phone: Phone) -> tuple[Sql, ...]:
    return (
        lead_id,
        phone.e164,
        phone.raw,
        phone.extension,
        phone.shown,
        phone.kind,
        phone.region,
        phone.label,
        phone.certain,
        phone.status._value_,
        digits_of(phone.e164, phone.raw),
    )
