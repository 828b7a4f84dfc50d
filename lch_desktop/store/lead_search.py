"""Looking leads up: the Leads page, and who is ringing.

What a person types never becomes SQL or a search expression: words go quoted into FTS5, digits as a
parameter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lch_desktop.store.lead_queue import NEVER_CALLED, NEW_ORDER

if TYPE_CHECKING:
    from lch_desktop.domain.ports import LeadFilter
    from lch_desktop.store.connection import Database, Sql

_NUMBER = re.compile(r"[\s\d()+./x-]*", re.IGNORECASE)
_FEWEST_DIGITS = 3  # fewer are in nearly every number

BY_WORDS = "SELECT rowid FROM lead_text WHERE lead_text MATCH ?"
BY_DIGITS = "SELECT lead_id FROM phone WHERE instr(digits, ?) > 0"
BY_LAST_DIGITS = "SELECT lead_id FROM phone WHERE digits LIKE '%' || ? OR digits LIKE '%' || ? || ' %'"


@dataclass(frozen=True, slots=True)
class _Kind:
    where: str
    order: str


# The word `gate <> ''` is for SQLite: it names the partial index lead_gate.
_BY_NAME = "sort_name, id"
# Promises by their minute, then whoever was talked to last: near enough to the altitude, which SQL cannot know.
_AS_CALLED = "promise_at IS NULL, promise_at, talk_at DESC, due_on, id"
_KINDS = {
    "all": _Kind("1", _BY_NAME),
    "due": _Kind("due_on <= :today AND gate = '' AND ifnull(snoozed_until, '') <= :today", _AS_CALLED),
    "starred": _Kind("starred_on = :today", _BY_NAME),
    "promised": _Kind("promise_at IS NOT NULL", "promise_at, id"),
    "needs-number": _Kind("gate <> '' AND gate = 'no-number'", _BY_NAME),
    "never-call": _Kind("gate <> '' AND gate IN ('do-not-call', 'not-a-lead')", _BY_NAME),
    "first-call": _Kind(NEVER_CALLED, NEW_ORDER),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """A WHERE with its parameters, and the order that suits it, with its own."""

    where: str
    params: tuple[Sql, ...]
    order: str
    order_params: tuple[Sql, ...] = ()


def condition(wanted: LeadFilter) -> Condition:
    """What `wanted` asks for, in SQL."""
    kind = _KINDS[wanted.which]
    day: tuple[Sql, ...] = (wanted.today.isoformat() if wanted.today else "",) * kind.where.count(":today")
    where = kind.where.replace(":today", "?")
    if not wanted.search.strip():
        return Condition(where, day, kind.order)
    found, params = _matches(wanted.search)
    where, params = f"{where} AND id IN ({found})", (*day, *params)
    words = match_words(wanted.search)
    if not words:
        return Condition(where, params, kind.order)
    return Condition(where, params, f"id NOT IN ({BY_WORDS}), {kind.order}", (f"name : ({words})",))


def found_ids(db: Database, wanted: LeadFilter, limit: int, offset: int) -> list[int]:
    """The ids of a page of the leads that `wanted` asks for, in its order."""
    asked = condition(wanted)
    sql = f"SELECT id FROM lead WHERE {asked.where} ORDER BY {asked.order} LIMIT ? OFFSET ?"
    return [lead_id for (lead_id,) in db.rows(sql, (*asked.params, *asked.order_params, limit, offset))]


def count_found(db: Database, wanted: LeadFilter) -> int:
    """How many leads `wanted` asks for."""
    asked = condition(wanted)
    return int(db.scalar(f"SELECT count(*) FROM lead WHERE {asked.where}", asked.params))


def ringing_ids(db: Database, text: str, limit: int) -> list[int]:
    """Who may be ringing: numbers that end in the digits of `text`, else names that begin so.

    The most recently called come first: it is they who call back.
    """
    digits = re.sub(r"\D", "", text)
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


def _matches(search: str) -> tuple[str, Sequence[Sql]]:
    """A subquery for the leads that `search` finds: by words, and by digits where it looks like a number."""
    parts: list[str] = []
    params: list[Sql] = []
    words = match_words(search)
    if words:
        parts.append(BY_WORDS)
        params.append(words)
    digits = re.sub(r"\D", "", search)
    if len(digits) >= _FEWEST_DIGITS and _NUMBER.fullmatch(search):
        parts.append(BY_DIGITS)
        params.append(digits)
    return (" UNION ".join(parts) or "SELECT 0 WHERE 0"), params
