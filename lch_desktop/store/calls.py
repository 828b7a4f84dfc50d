"""The call log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from peewee import Expression

from lch_desktop.domain.by_hand import tally_of
from lch_desktop.domain.calls import CONNECTS, CONVERSATIONS, Call, Outcome, Tally
from lch_desktop.domain.queue import FRIENDLY_LEVEL
from lch_desktop.store.reads import dicts, dicts_where
from lch_desktop.store.rows import CallRow
from lch_desktop.store.writes import Writer, fields_of

if TYPE_CHECKING:
    from lch_desktop.store.connection import Sql

_CALLED_ON = """
    SELECT DISTINCT call.e164,
        coalesce(nullif(lead.name, ''), nullif(lead.company, ''), nullif(lead.email, ''), 'Lead ' || lead.id)
    FROM call JOIN lead ON lead.id = call.lead_id
    WHERE call.local_on = ? AND call.e164 <> ''
    ORDER BY call.id
"""


def _words(outcomes: Iterable[Outcome]) -> str:
    return ", ".join(f"'{outcome.value}'" for outcome in sorted(outcomes))


# The rules of Call, for many calls at once; a test holds both together.
CONNECT = f"(outcome IN ({_words(CONNECTS)}) OR (outcome = '{Outcome.CALL_BACK_LATER}' AND person))"
_CONVERSATION = f"outcome IN ({_words(CONVERSATIONS)})"
_AGREED = f"({_CONVERSATION} OR (outcome = '{Outcome.CALL_BACK_LATER}' AND person))"

TALLY = f"""
    count(*), sum({CONNECT}), sum({_CONVERSATION}), sum(asks),
    sum({_AGREED} AND next_call_at IS NOT NULL), sum(outcome = '{Outcome.SOLD}'), sum(talk_s)
"""
_COUNTED = "session_id, outcome, person, asks, next_call_at, talk_s"


def every_call(where: str) -> str:
    """The calls that `where` holds for, as a table for TALLY: those with people who were forgotten are among them."""
    found = (f"SELECT {_COUNTED} FROM {table} WHERE {where}" for table in ("call", "forgotten_call"))
    return f"({' UNION ALL '.join(found)})"


_SESSION_TALLY = f"SELECT {TALLY} FROM {every_call('session_id = :session')} GROUP BY session_id"
_OF_DAYS = "session_id IN (SELECT id FROM session WHERE local_on BETWEEN :first AND :last)"
_SESSION_TALLIES = f"SELECT session_id, {TALLY} FROM {every_call(_OF_DAYS)} GROUP BY session_id"
# An hour that was added by hand has no calls.
_BY_HAND = "SELECT id, by_hand FROM session WHERE by_hand <> '' AND local_on BETWEEN :first AND :last"
_WITHOUT_CONNECT = f"""
    SELECT max(id) AS last FROM call WHERE local_on = ?
    GROUP BY lead_id HAVING sum({CONNECT}) = 0 ORDER BY last DESC
"""
# Glad of the talk before this day: of one who was talked with today, only today's gladness is still known.
FRIENDS_CALLED_ON = f"""
    WITH called AS (SELECT lead_id, min(id) AS first_id, min(ended_at) AS at FROM call WHERE local_on = ?
        GROUP BY lead_id)
    SELECT count(*) FROM called JOIN lead ON lead.id = called.lead_id
    WHERE lead.talk_level >= {FRIENDLY_LEVEL}
        AND (SELECT next_call_at FROM call WHERE call.lead_id = called.lead_id AND call.id < first_id
            ORDER BY call.id DESC LIMIT 1) IS NULL
        AND (lead.talk_at < called.at OR EXISTS (
            SELECT 1 FROM call WHERE call.lead_id = called.lead_id AND call.id < first_id AND {_CONVERSATION}))
"""


class SqliteCalls:
    """The Calls port on SQLite."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._db = writer.db

    def add(self, call: Call) -> Call:
        return replace(call, id=self._writer.insert(CallRow, fields_of(CallRow, call)))

    def save(self, call: Call) -> None:
        self._writer.update(CallRow, call.id, fields_of(CallRow, call))

    def get(self, call_id: int) -> Call | None:
        return next(iter(self._where(CallRow.id == call_id)), None)

    def of_lead(self, lead_id: int, limit: int = 50) -> list[Call]:
        """The lead's calls, newest first."""
        found = dicts_where(CallRow, self._db, "lead_id = ? ORDER BY id DESC LIMIT ?", (lead_id, limit))
        return [Call(**row) for row in found]

    def of_session(self, session_id: int) -> list[Call]:
        """The session's calls in their order."""
        return self._where(CallRow.session_id == session_id)

    def on_day(self, day: date) -> list[Call]:
        """The calls of the rep's day in their order, those outside an hour included."""
        return self._where(CallRow.local_on == day)

    def tally(self, session_id: int) -> Tally:
        counts = self._db.named_rows(_SESSION_TALLY, {"session": session_id})
        if counts:
            return Tally(*counts[0])
        added = self._db.first("SELECT by_hand FROM session WHERE id = ?", (session_id,))
        return tally_of(added[0]) if added else Tally()

    def session_tallies(self, since: date, until: date = date.max) -> dict[int, Tally]:
        """See the port."""
        days: dict[str, Sql] = {"first": since.isoformat(), "last": until.isoformat()}
        added = {session_id: tally_of(text) for session_id, text in self._db.named_rows(_BY_HAND, days)}
        logged = self._db.named_rows(_SESSION_TALLIES, days)
        return added | {session_id: Tally(*counts) for session_id, *counts in logged}

    def without_connect(self, day: date) -> list[Call]:
        """See the port; latest first."""
        ids = [call_id for (call_id,) in self._db.rows(_WITHOUT_CONNECT, (day.isoformat(),))]
        return self._where(CallRow.id.in_(ids), CallRow.id.desc())

    def numbers_called_on(self, day: date) -> list[tuple[str, str]]:
        """Each number dialled on the rep's day, with the name of the lead it was dialled for."""
        return [(e164, name) for e164, name in self._db.rows(_CALLED_ON, (day.isoformat(),))]

    def friends_called_on(self, day: date) -> int:
        """See the port."""
        return int(self._db.scalar(FRIENDS_CALLED_ON, (day.isoformat(),)))

    def count(self) -> int:
        return int(self._db.scalar("SELECT count(*) FROM call"))

    def _where(self, wanted: Expression, order: Any = CallRow.id) -> list[Call]:
        rows = CallRow.select().where(wanted).order_by(order)
        return [Call(**row) for row in dicts(rows, self._db)]
