"""What was done on many days at once: for the review, in few queries that the indexes of the days answer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lch_desktop.domain.calls import Tally
from lch_desktop.domain.days import DayInput
from lch_desktop.domain.stored import StoredDial
from lch_desktop.store.calls import CONNECT, TALLY
from lch_desktop.store.fields import from_ms

if TYPE_CHECKING:
    from lch_desktop.store.connection import Database

# A number that was wrong reached nobody's phone: no attempt.
_DIALS = f"""
    SELECT call.lead_id, coalesce(call.started_at, call.ended_at), {CONNECT}, coalesce(lead.zone, '')
    FROM call LEFT JOIN lead ON lead.id = call.lead_id
    WHERE call.local_on BETWEEN ? AND ? AND outcome <> 'wrong-number'
    ORDER BY call.id
"""
_OUTSIDE = f"SELECT {TALLY} FROM call WHERE session_id IS NULL AND local_on BETWEEN ? AND ?"
_WITHIN = "session_id IN (SELECT id FROM session WHERE local_on BETWEEN ? AND ?)"
_INTERRUPTED = f"""
    SELECT session_id, count(*) FROM interruption WHERE kind IN ('pause', 'left', 'blocked') AND {_WITHIN}
    GROUP BY session_id
"""
_RECOVERIES = f"SELECT session_id, recovery_s FROM resistance WHERE {_WITHIN} ORDER BY id"


_WORKED = """
    SELECT local_on, focus_s, planned_s, dials, day_calls, talk_s, sold, queue_emptied
    FROM session LEFT JOIN (
        SELECT session_id, count(*) AS dials, sum(talk_s) AS talk_s, sum(outcome = 'sold') AS sold
        FROM call WHERE session_id IS NOT NULL GROUP BY session_id
    ) ON session_id = session.id
    WHERE local_on >= ? ORDER BY session.id
"""


# Whatever changes what an hour came to changes one of these: a call more or less, an entry of the ledger or its
# undoing, an hour or its minutes.
_STAMP = """
    SELECT (SELECT count(*) FROM call), (SELECT max(id) FROM call), (SELECT max(id) FROM ledger),
        (SELECT max(undone_no) FROM ledger), count(*), total(focus_s), total(planned_s), total(queue_emptied)
    FROM session
"""


class SqliteHistory:
    """The History port on SQLite."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def stamp(self) -> tuple[float, ...]:
        """Another one where what the hours put in may have changed."""
        return tuple(value or 0 for value in self._db.rows(_STAMP)[0])

    def worked(self, since: date) -> dict[date, list[DayInput]]:
        """What each hour put in, by its local date, from `since` on."""
        found: dict[date, list[DayInput]] = {}
        for on, focus_s, planned_s, dials, day_calls, talk_s, sold, emptied in self._db.rows(
            _WORKED, (since.isoformat(),)
        ):
            hour = DayInput(
                focus_min=focus_s / 60,
                planned_min=planned_s / 60,
                dials=dials or 0,
                planned_calls=day_calls,
                talk_min=(talk_s or 0) / 60,
                sold=bool(sold),
                queue_emptied=bool(emptied),
            )
            found.setdefault(date.fromisoformat(on), []).append(hour)
        return found

    def dials(self, first: date, last: date) -> list[StoredDial]:
        """Every dial of the rep's days `first` to `last`, in their order; wrong numbers are none."""
        rows = self._db.rows(_DIALS, (first.isoformat(), last.isoformat()))
        return [StoredDial(lead_id, from_ms(at), bool(connect), zone) for lead_id, at, connect, zone in rows]

    def outside(self, first: date, last: date) -> Tally:
        """What was logged on these days outside an hour."""
        counts = self._db.first(_OUTSIDE, (first.isoformat(), last.isoformat()))
        return Tally(*(count or 0 for count in counts)) if counts else Tally()

    def interruptions(self, first: date, last: date) -> dict[int, int]:
        """Session -> how often it was paused, left, or called back from what is blocked."""
        return {int(session): int(count) for session, count in self._db.rows(_INTERRUPTED, _days(first, last))}

    def recoveries(self, first: date, last: date) -> dict[int, list[float | None]]:
        """Session -> for each visit of Resistance the seconds until the next dial, None where there was none."""
        found: dict[int, list[float | None]] = {}
        for session_id, recovery_s in self._db.rows(_RECOVERIES, _days(first, last)):
            found.setdefault(session_id, []).append(recovery_s)
        return found


def _days(first: date, last: date) -> tuple[str, str]:
    return first.isoformat(), last.isoformat()
