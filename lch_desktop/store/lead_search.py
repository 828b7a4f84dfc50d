"""Looking leads up: the Leads page, and who is ringing.

What a person types never becomes SQL or a search expression: words go quoted into FTS5, digits as a
parameter.

A search that finds few leads looks each of them up and sorts them. One that finds many goes through the
leads in their order, by an index that has it, and stops when there are enough: a single letter in a book
of 100,000 leads would otherwise sort half of them for each key press.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lch_desktop.domain.stored import FirstFound
from lch_desktop.store.derived import folded
from lch_desktop.store.fields import to_ms
from lch_desktop.store.lead_queue import NEVER_CALLED, NEW_ORDER

if TYPE_CHECKING:
    from lch_desktop.domain.stored import LeadFilter
    from lch_desktop.store.connection import Database, Sql

_NUMBER = re.compile(r"[\s\d()+./x-]*", re.IGNORECASE)
_FEWEST_DIGITS = 3  # fewer are in nearly every number
_FEW = 1500  # hits that are looked up one by one; measured on 100,000 leads: beyond it an index is faster

_NEAREST = 200  # leads whose own texts are looked at before that
_NEAR = 2000  # leads that are tried first where a word may be in most of them

BY_WORDS = "SELECT rowid FROM lead_text WHERE lead_text MATCH ?"
BY_DIGITS = "SELECT lead_id FROM phone WHERE instr(digits, ?) > 0"
_NOT_NAMED = "AND id NOT IN (SELECT id FROM temp.named)"
_NOBODY = "SELECT 0 WHERE 0"
BY_LAST_DIGITS = "SELECT lead_id FROM phone WHERE digits LIKE '%' || ? OR digits LIKE '%' || ? || ' %'"


@dataclass(frozen=True, slots=True)
class _Kind:
    where: str
    order: str


# The word `gate <> ''` is for SQLite: it names the partial index lead_gate_name.
_BY_NAME = "sort_name, id"
# Promises by their minute, then whoever was talked to last: near enough to the altitude, which SQL cannot know.
_AS_CALLED = "promise_at IS NULL, promise_at, talk_at DESC, due_on, id"
_SOONEST = "promise_at IS NULL, promise_at, due_on IS NULL, due_on, talk_at DESC, id"
_KINDS = {
    "all": _Kind("1", _BY_NAME),
    "due": _Kind("due_on <= :today AND gate = '' AND ifnull(snoozed_until, '') <= :today", _AS_CALLED),
    "starred": _Kind("starred_on = :today", _BY_NAME),
    "promised": _Kind("promise_at IS NOT NULL", "promise_at, id"),
    "overdue": _Kind("promise_at < :day_start AND NOT do_not_call", "promise_at, id"),
    "needs-number": _Kind("gate <> '' AND gate = 'no-number'", _BY_NAME),
    "never-call": _Kind("gate <> '' AND gate IN ('do-not-call', 'not-a-lead')", _BY_NAME),
    "first-call": _Kind(NEVER_CALLED, NEW_ORDER),
    "no-need": _Kind("may_need = '' AND gate = ''", _SOONEST),
}
_PARAMETER = re.compile(r":(today|day_start|stage)\b")


@dataclass(frozen=True, slots=True)
class Condition:
    """A WHERE with its parameters, and the order that suits it, with its own."""

    where: str
    params: tuple[Sql, ...]
    order: str
    order_params: tuple[Sql, ...] = ()


def condition(wanted: LeadFilter) -> Condition:
    """What `wanted` asks for, in SQL."""
    base = _filtered(wanted)
    if not wanted.search.strip():
        return base
    return _searched(base, *_matches(wanted.search), match_words(wanted.search))


def _searched(base: Condition, found: str, params: Sequence[Sql], words: str) -> Condition:
    """`base`, of those whom the subquery `found` finds; whose name has the words comes first."""
    where, params = f"{base.where} AND id IN ({found})", (*base.params, *params)
    if not words:
        return Condition(where, params, base.order)
    return Condition(where, params, f"id NOT IN ({BY_WORDS}), {base.order}", (_in_name(words),))


def _filtered(wanted: LeadFilter) -> Condition:
    """The filter and the stage alone, without the search."""
    kind = _KINDS[wanted.which]
    where = kind.where
    if wanted.stage:  # a plus: a filter's own index finds fewer than the one of the stages
        where += " AND stage = :stage" if wanted.which == "all" else " AND +stage = :stage"
    values: dict[str, Sql] = {
        "today": wanted.today.isoformat() if wanted.today else "",
        "day_start": to_ms(wanted.day_start) if wanted.day_start else 0,
        "stage": wanted.stage,
    }
    names = _PARAMETER.findall(where)
    return Condition(_PARAMETER.sub("?", where), tuple(values[name] for name in names), kind.order)


def found_ids(db: Database, wanted: LeadFilter, limit: int, offset: int) -> list[int]:
    """The ids of a page of the leads that `wanted` asks for, in its order."""
    asked = condition(wanted)
    sql = f"SELECT id FROM lead WHERE {asked.where} ORDER BY {asked.order} LIMIT ? OFFSET ?"
    return [lead_id for (lead_id,) in db.rows(sql, (*asked.params, *asked.order_params, limit, offset))]


def all_found(db: Database, wanted: LeadFilter) -> list[int]:
    """The ids of all leads that `wanted` asks for, in its order.

    As one JSON text: a hundred thousand steps of a cursor would each ask for the interpreter's lock.
    """
    asked = condition(wanted)
    sql = f"""
        SELECT json_group_array(id) FROM (SELECT id FROM lead WHERE {asked.where} ORDER BY {asked.order})
    """
    found: list[int] = json.loads(db.scalar(sql, (*asked.params, *asked.order_params)))
    return found


def first_found(db: Database, wanted: LeadFilter, limit: int) -> FirstFound:
    """The first `limit` leads that `wanted` asks for, and how many there are where that is known by then."""
    base, searched = _filtered(wanted), wanted.search.strip()
    if not searched:
        ids = _ids(db, base.where, base.params, base.order, limit)
        return FirstFound(tuple(ids), len(ids) if len(ids) < limit else None)
    words = match_words(searched)
    named = _put(db, "named", BY_WORDS, (_in_name(words),)) if words else _put(db, "named", _NOBODY, ())
    ids = _of_hits(db, base, "named", named, limit, "")
    if len(ids) >= limit:
        return FirstFound(tuple(ids[:limit]))
    rest = limit - len(ids)
    near = _near_hits(db, base, words, rest, ids) if words and not _digits(searched) else []
    if len(near) == rest:
        return FirstFound((*ids, *near))
    found, params = _matches(searched)
    if base.where != "1":  # a filter leaves few: only they are kept
        found, params = _within(found, f"SELECT id FROM lead WHERE {base.where}"), (*params, *base.params)
    hits = _put(db, "hits", found.replace(" UNION ", " UNION ALL "), params)  # the table keeps each once
    ids += _of_hits(db, base, "hits", hits, rest, _NOT_NAMED)
    whole = len(ids) < limit or (named <= _FEW and hits <= _FEW)
    return FirstFound(tuple(ids[:limit]), len(ids) if whole else None)


def count_found(db: Database, wanted: LeadFilter) -> int:
    """How many leads `wanted` asks for."""
    asked = condition(wanted)
    return int(db.scalar(f"SELECT count(*) FROM lead WHERE {asked.where}", asked.params))


def ringing_ids(db: Database, text: str, limit: int) -> list[int]:
    """Who may be ringing: numbers that end in the digits of `text`; with a letter in it, names that begin so.

    The most recently called come first: it is they who call back.
    """
    digits = "" if re.search(r"[^\W\d_]", text) else re.sub(r"\D", "", text)
    words = match_words(text)
    if not words:
        return []
    found, params = BY_WORDS, [f"{{name company}} : ({words})"]
    if digits:
        found, params = BY_LAST_DIGITS, [digits, digits]
    sql = f"""
        SELECT id FROM lead WHERE id IN ({found})
        ORDER BY last_call_at DESC, sort_name, id LIMIT ?
    """
    return [lead_id for (lead_id,) in db.rows(sql, (*params, limit))]


def match_words(text: str) -> str:
    """An FTS5 expression for leads that have a word beginning with each word of `text`; "" without a word."""
    return " ".join(f'"{word}"*' for word in re.findall(r"\w+", text))


def _near_hits(db: Database, base: Condition, words: str, limit: int, but: Sequence[int]) -> list[int]:
    """Hits among the first leads in the filter's order: a word that most leads have is answered by them."""
    nearest = _nearest_hits(db, base, words, limit, frozenset(but))
    if nearest:
        return nearest
    first = f"SELECT id FROM lead WHERE {base.where} ORDER BY {base.order} LIMIT {_NEAR}"
    hits = _put(db, "hits", _within(BY_WORDS, first), (words, *base.params))
    return _of_hits(db, base, "hits", hits, limit, _NOT_NAMED)[:limit] if hits >= limit else []


def _nearest_hits(db: Database, base: Condition, words: str, limit: int, but: frozenset[int]) -> list[int]:
    """`limit` hits among the very first leads, or none: a word that nearly all have, as "example" of all addresses.

    Their own texts are looked at. The index would count a hundred thousand hits first.
    """
    sql = f"SELECT id, name, company, email, notes FROM lead WHERE {base.where} ORDER BY {base.order} LIMIT ?"
    begins = [re.compile(rf"(?<![^\W_]){word}") for word in re.findall(r"\w+", folded(words))]
    found: list[int] = []
    for lead_id, *texts in db.rows(sql, (*base.params, _NEAREST)):
        text = folded("\n".join(texts))
        if lead_id not in but and all(word.search(text) for word in begins):
            found.append(lead_id)
            if len(found) == limit:
                return found
    return []


def _within(found: str, leads: str) -> str:
    """What a subquery finds among `leads`, without keeping what is elsewhere."""
    return f"WITH found (id) AS ({found}) SELECT id FROM found WHERE +id IN ({leads})"


def _put(db: Database, table: str, found: str, params: Sequence[Sql]) -> int:
    """Keep what a subquery finds in a temporary table, so that it is looked for once; returns how many."""
    db.execute_sql(f"CREATE TEMP TABLE IF NOT EXISTS {table} (id INTEGER PRIMARY KEY)")
    db.execute_sql(f"DELETE FROM temp.{table}")
    return int(db.execute_sql(f"INSERT OR IGNORE INTO temp.{table} {found}", params).rowcount)


def _of_hits(db: Database, base: Condition, table: str, hits: int, limit: int, but: str) -> list[int]:
    """Those of the kept hits that `base` wants, in its order; all of them where the hits are few."""
    if not hits:
        return []
    few = hits <= _FEW
    column = "id" if few else "+id"  # a plus: go through the order's own index
    where = f"{base.where} AND {column} IN (SELECT id FROM temp.{table}) {but}"
    return _ids(db, where, base.params, base.order, -1 if few else limit)


def _ids(db: Database, where: str, params: Sequence[Sql], order: str, limit: int) -> list[int]:
    sql = f"SELECT id FROM lead WHERE {where} ORDER BY {order} LIMIT ?"
    return [lead_id for (lead_id,) in db.rows(sql, (*params, limit))]


def _in_name(words: str) -> str:
    return f"name : ({words})"


def _matches(search: str) -> tuple[str, Sequence[Sql]]:
    """A subquery for the leads that `search` finds: by words, and by digits where it looks like a number."""
    parts: list[str] = []
    params: list[Sql] = []
    words = match_words(search)
    if words:
        parts.append(BY_WORDS)
        params.append(words)
    digits = _digits(search)
    if digits:
        parts.append(BY_DIGITS)
        params.append(digits)
    return (" UNION ".join(parts) or _NOBODY), params


def _digits(search: str) -> str:
    """The digits to look for in numbers; "" where `search` is no number, or too little of one."""
    digits = re.sub(r"\D", "", search)
    return digits if len(digits) >= _FEWEST_DIGITS and _NUMBER.fullmatch(search) else ""
