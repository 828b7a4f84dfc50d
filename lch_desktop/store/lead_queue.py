"""What the queue reads. Each question is answered from an index made for it, whatever the number of leads."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from lch_desktop.domain.queue import FRESH_FOR, FRIENDLY_LEVEL, Candidate
from lch_desktop.store.fields import to_ms
from lch_desktop.store.lead_values import CANDIDATE_SELECT, candidate_of

if TYPE_CHECKING:
    from lch_desktop.store.connection import Database

# As in the partial indexes lead_new and lead_new_hours: SQLite uses them only for these very words.
NEVER_CALLED = "gate = '' AND last_call_at IS NULL AND due_on IS NULL AND promise_at IS NULL AND snoozed_until IS NULL"
NEW_ORDER = "value DESC, created_at DESC, id"  # NULL sorts last in a descending order

# One index each. The last one brings back first calls whose snooze is over: NEVER_CALLED leaves them out,
# because it cannot know the day.
CALLED_FOR = f"""
    SELECT {CANDIDATE_SELECT} FROM lead WHERE id IN (
        SELECT id FROM lead WHERE promise_at <= :horizon
        UNION SELECT id FROM lead WHERE fresh_at >= :fresh_from
        UNION SELECT id FROM lead WHERE starred_on = :today
        UNION SELECT id FROM lead WHERE due_on <= :today
        UNION SELECT id FROM lead WHERE snoozed_until <= :today
            AND last_call_at IS NULL AND due_on IS NULL AND promise_at IS NULL
    )
"""

NEW = f"""
    SELECT {CANDIDATE_SELECT} FROM lead WHERE id IN (
        SELECT id FROM lead
        WHERE {NEVER_CALLED} AND hours_key NOT IN (SELECT value FROM json_each(?))
        ORDER BY {NEW_ORDER} LIMIT ?
    )
    ORDER BY {NEW_ORDER}
"""

# As in the partial index lead_glad (migration 0007). Within it the latest talks come first, so few rows are read.
GLAD = f"""
    SELECT {CANDIDATE_SELECT} FROM lead
    WHERE gate = '' AND talk_level >= {FRIENDLY_LEVEL} AND promise_at IS NULL AND parked = 0
        AND ifnull(snoozed_until, '') <= :today AND ifnull(last_call_at, 0) <= :called_until
    ORDER BY talk_at DESC, id LIMIT :limit
"""

# All that may be called at all, one line for each clock and kind of number: reads the table once.
HOURS_GROUPS = f"""
    WITH groups (leads, example) AS (SELECT count(*), min(id) FROM lead WHERE gate = '' GROUP BY hours_key)
    SELECT leads, {CANDIDATE_SELECT} FROM groups JOIN lead ON lead.id = example ORDER BY example
"""

NEW_COUNT = f"""
    SELECT count(*) FROM lead WHERE {NEVER_CALLED} AND hours_key IN (SELECT value FROM json_each(?))
"""

# Jumps from one key to the next in lead_new_hours instead of reading every lead
# (a loose index scan, https://wiki.postgresql.org/wiki/Loose_indexscan).
HOURS_KEYS = f"""
    WITH RECURSIVE keys (hours_key) AS (
        SELECT min(hours_key) FROM lead WHERE {NEVER_CALLED}
        UNION ALL
        SELECT (SELECT min(lead.hours_key) FROM lead WHERE {NEVER_CALLED} AND lead.hours_key > keys.hours_key)
        FROM keys WHERE keys.hours_key IS NOT NULL
    )
    SELECT hours_key, {CANDIDATE_SELECT} FROM lead WHERE id IN (
        SELECT (SELECT id FROM lead WHERE {NEVER_CALLED} AND lead.hours_key = keys.hours_key LIMIT 1)
        FROM keys WHERE keys.hours_key IS NOT NULL
    )
    ORDER BY hours_key
"""

_FACT_NAMES = {
    "do-not-call": "do_not_call",
    "not-a-lead": "not_a_lead",
    "not-mine": "not_mine",
    "no-number": "needs_number",
}
FACT_COUNTS = "SELECT gate, count(*) FROM lead WHERE gate <> '' GROUP BY gate"
VALUES_KNOWN = "SELECT count(*) FROM lead WHERE value IS NOT NULL"
MIDDLE_VALUES = """
    SELECT avg(value) FROM (
        SELECT value FROM lead WHERE value IS NOT NULL ORDER BY value LIMIT ? OFFSET ?
    )
"""


def called_for(db: Database, now: datetime, today: date, horizon: datetime) -> list[Any]:
    """The rows, as `candidate_of` takes them, of the leads that something calls for."""
    instants = {"horizon": to_ms(horizon), "fresh_from": to_ms(now - FRESH_FOR)}
    return db.named_rows(CALLED_FOR, {**instants, "today": today.isoformat()})


def never_called(db: Database, limit: int, closed_hours_keys: Iterable[str]) -> list[Candidate]:
    """The best `limit` first calls outside `closed_hours_keys`."""
    rows = db.rows(NEW, (json.dumps(list(closed_hours_keys), ensure_ascii=False), limit))
    return [candidate_of(row) for row in rows]


def glad(db: Database, today: date, called_until: datetime, limit: int) -> list[Candidate]:
    """The latest `limit` who were glad of the last talk, are promised nothing and were called at `called_until` or
    before."""
    values: dict[str, str | int] = {"today": today.isoformat(), "called_until": to_ms(called_until), "limit": limit}
    return [candidate_of(row) for row in db.named_rows(GLAD, values)]


def hours_keys(db: Database) -> list[tuple[str, Candidate]]:
    """Every key of calling hours among the first calls, each with one of its leads."""
    return [(row[0], candidate_of(row[1:])) for row in db.rows(HOURS_KEYS)]


def hours_groups(db: Database) -> list[tuple[int, Candidate]]:
    """How many leads share calling hours, each with one of them; whoever can never be called is left out."""
    return [(row[0], candidate_of(row[1:])) for row in db.rows(HOURS_GROUPS)]


def count_new(db: Database, hours_keys: Iterable[str]) -> int:
    """How many first calls have one of `hours_keys`."""
    return int(db.scalar(NEW_COUNT, (json.dumps(list(hours_keys), ensure_ascii=False),)))


def candidate(db: Database, lead_id: int) -> Candidate | None:
    """One lead as the queue sees it, or None."""
    row = db.first(f"SELECT {CANDIDATE_SELECT} FROM lead WHERE id = ?", (lead_id,))
    return None if row is None else candidate_of(row)


def fact_counts(db: Database) -> dict[str, int]:
    """How many leads are kept out by facts alone. Each lead counts once, at the first of its gates."""
    hidden = dict(db.rows(FACT_COUNTS))
    return {name: hidden.get(gate, 0) for gate, name in _FACT_NAMES.items()}


def median_value(db: Database) -> float | None:
    """The median of the known values, or None."""
    known = db.scalar(VALUES_KNOWN)
    if not known:
        return None
    return float(db.scalar(MIDDLE_VALUES, (2 - known % 2, (known - 1) // 2)))
