"""What was done on many days at once: for the review, in few queries that the indexes of the days answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from lch_desktop.domain.by_hand import tally_of
from lch_desktop.domain.calls import Tally
from lch_desktop.domain.days import DayInput
from lch_desktop.domain.stored import SaidVisit, StoredDial
from lch_desktop.store.calls import CONNECT, TALLY, every_call
from lch_desktop.store.fields import from_ms, to_ms

if TYPE_CHECKING:
    from lch_desktop.domain.follow_figures import Dialled, FollowCounts, Span, Talked
    from lch_desktop.store.connection import Database, Sql

# Here and below people who were forgotten have a number that is no lead's.
_DIALS = f"""
    SELECT call.id, call.lead_id, coalesce(call.started_at, call.ended_at), {CONNECT}, coalesce(lead.zone, ''),
        outcome = 'wrong-number'
    FROM call LEFT JOIN lead ON lead.id = call.lead_id
    WHERE call.local_on BETWEEN :first AND :last
    UNION ALL
    SELECT id, -whose, at, {CONNECT}, zone, outcome = 'wrong-number'
    FROM forgotten_call WHERE local_on BETWEEN :first AND :last
    ORDER BY 1
"""
# From the newest call back to the last contact: that is quick, however long somebody has been called.
_TRIED_BEFORE = """
    SELECT one, (
        SELECT count(*) FROM {table}
        WHERE {who} = one AND local_on < :first AND outcome <> 'wrong-number' AND id > coalesce((
            SELECT id FROM {table} WHERE {who} = one AND local_on < :first AND {connect} ORDER BY id DESC LIMIT 1
        ), 0)
    ) AS made
    FROM (SELECT DISTINCT {who} AS one FROM {table} WHERE local_on BETWEEN :first AND :last) WHERE made > 0
"""
_PLANNED = "SELECT id FROM lead WHERE due_on >= :today OR promise_at >= :now"
_OUTSIDE = f"SELECT {TALLY} FROM {every_call('session_id IS NULL AND local_on BETWEEN :first AND :last')}"
_WITHIN = "session_id IN (SELECT id FROM session WHERE local_on BETWEEN ? AND ?)"
_INTERRUPTED = f"""
    SELECT session_id, count(*) FROM interruption WHERE kind IN ('pause', 'left', 'blocked') AND {_WITHIN}
    GROUP BY session_id
"""
_RECOVERIES = f"SELECT session_id, recovery_s FROM resistance WHERE {_WITHIN} ORDER BY id"
_SAID = f"""
    SELECT said, recovery_s, EXISTS (
        SELECT 1 FROM call
        WHERE call.session_id = resistance.session_id AND call.lead_id = resistance.lead_id
        AND call.ended_at >= resistance.at AND {CONNECT}
    ), reaction
    FROM resistance WHERE said <> '' AND {_WITHIN} ORDER BY id
"""
_BY_HAND = "SELECT DISTINCT local_on FROM session WHERE by_hand <> ''"
_DIALLED = """
    SELECT session.id, session.started_at, call.started_at, call.ended_at
    FROM session JOIN call ON call.session_id = session.id
    WHERE session.local_on BETWEEN ? AND ? ORDER BY session.id, call.id
"""
_TALKED = """
    SELECT call.ended_at, (
        SELECT min(done_at) FROM touch
        WHERE touch.lead_id = call.lead_id AND touch.status = 'sent' AND touch.done_at >= call.ended_at
    )
    FROM call WHERE id IN (
        SELECT max(id) FROM call WHERE local_on BETWEEN ? AND ? AND outcome IN ('connected', 'sold') GROUP BY lead_id
    ) ORDER BY id
"""
# What follows a call by itself carries the call; written instead of calling is only what the rep added.
_WRITTEN = """
    SELECT lead_id, max(done_at) AS at FROM touch
    WHERE call_id = 0 AND status = 'sent' AND kind IN ('text', 'email') AND done_at >= :begins AND done_at < :ends
    GROUP BY lead_id
"""
# A lead that was called later had a call coming; of any other its own plan tells, as far as its day has come.
_SWAPPED = f"""
    SELECT count(*) FROM ({_WRITTEN}) AS written JOIN lead ON lead.id = written.lead_id
    WHERE NOT EXISTS (SELECT 1 FROM call WHERE call.lead_id = lead.id AND local_on BETWEEN :first AND :last)
    AND (lead.due_on <= min(:last, :today) OR lead.promise_at < min(:ends, :now)
        OR EXISTS (SELECT 1 FROM call WHERE call.lead_id = lead.id AND call.ended_at > written.at))
"""
_LEADS_WORKED = f"""
    SELECT count(*) FROM (
        SELECT lead_id FROM call WHERE local_on BETWEEN :first AND :last
        UNION SELECT lead_id FROM ({_WRITTEN})
    )
"""
_TRIED = f"""
    SELECT count(*), sum(
        made = 1 AND NOT connects AND coalesce(lead.due_on, '') < :today AND coalesce(lead.promise_at, 0) < :now
    )
    FROM (
        SELECT lead_id, min(local_on) AS began, count(*) AS made, sum({CONNECT}) AS connects
        FROM call WHERE outcome <> 'wrong-number'
        AND lead_id IN (SELECT lead_id FROM call WHERE local_on BETWEEN :first AND :last)
        GROUP BY lead_id
    ) JOIN lead ON lead.id = lead_id
    WHERE began BETWEEN :first AND :last
"""

_WORKED = """
    SELECT local_on, focus_s, planned_s, coalesce(made.dials, 0) + coalesce(lost.dials, 0), day_calls,
        coalesce(made.talk_s, 0) + coalesce(lost.talk_s, 0), coalesce(made.sold, 0) + coalesce(lost.sold, 0),
        queue_emptied, by_hand
    FROM session
    LEFT JOIN (
        SELECT session_id, count(*) AS dials, sum(talk_s) AS talk_s, sum(outcome = 'sold') AS sold
        FROM call WHERE session_id IS NOT NULL {} GROUP BY session_id
    ) AS made ON made.session_id = session.id
    LEFT JOIN (
        SELECT session_id, count(*) AS dials, sum(talk_s) AS talk_s, sum(outcome = 'sold') AS sold
        FROM forgotten_call WHERE session_id IS NOT NULL GROUP BY session_id
    ) AS lost ON lost.session_id = session.id
    WHERE local_on >= :since ORDER BY session.id
"""
_SINCE = "AND session_id IN (SELECT id FROM session WHERE local_on >= :since)"

# Whatever changes what an hour came to changes one of these: a call more or less, an entry of the ledger or its
# undoing (hours that are added by hand come and go by it), an hour or its minutes.
_STAMP = """
    SELECT (SELECT count(*) FROM call), (SELECT max(id) FROM call), (SELECT max(id) FROM ledger),
        (SELECT max(undone_no) FROM ledger), count(*), max(id), total(focus_s), total(planned_s), total(queue_emptied)
    FROM session
"""
_ENTRY = 2  # where the newest entry of the ledger stands in it
_TOUCHED = """
    SELECT EXISTS (
        SELECT 1 FROM ledger WHERE id > ? AND (instr(images, '"table":"call"') OR instr(images, '"table":"session"'))
    )
"""
# Most of what changes those is of today. This one looks at each call, which takes longer, but is the same while the
# days before are: each call's weight is its hour's, so that what moves from one to another is noticed too.
_CALLS_STAMP = """
    SELECT coalesce(sum(session_id * (talk_s + 1 + 100003 * (outcome = 'sold'))), 0)
    FROM call WHERE session_id IS NOT NULL
"""
_HOURS_STAMP = """
    SELECT count(*), max(id), total(focus_s), total(focus_s * id), total(planned_s), total(day_calls),
        total(queue_emptied), total(length(by_hand))
    FROM session WHERE local_on < :since
"""


class SqliteHistory:
    """The History port on SQLite."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def stamp(self) -> tuple[float, ...]:
        """Another one where what the hours put in may have changed."""
        return tuple(value or 0 for value in self._db.rows(_STAMP)[0])

    def is_beside(self, known: tuple[float, ...], now: tuple[float, ...]) -> bool:
        """See the port."""
        entry = known[_ENTRY]
        if (*known[:_ENTRY], *known[_ENTRY + 1 :]) != (*now[:_ENTRY], *now[_ENTRY + 1 :]) or now[_ENTRY] < entry:
            return False
        return not self._db.scalar(_TOUCHED, (entry,))

    def stamp_before(self, since: date) -> tuple[float, ...]:
        """See the port."""
        days: dict[str, Sql] = {"since": since.isoformat()}
        late = self._db.named_rows(f"{_CALLS_STAMP} {_SINCE}", days)[0][0]
        hours = self._db.named_rows(_HOURS_STAMP, days)[0]
        return (self._db.scalar(_CALLS_STAMP) - late, *(value or 0 for value in hours))

    def worked(self, since: date) -> dict[date, list[DayInput]]:
        """What each hour put in, by its local date, from `since` on."""
        found: dict[date, list[DayInput]] = {}
        sql = _WORKED.format(_SINCE if since > date.min else "")
        for on, focus_s, planned_s, dials, day_calls, talk_s, sold, emptied, by_hand in self._db.named_rows(
            sql, {"since": since.isoformat()}
        ):
            if by_hand:
                added = tally_of(by_hand)
                dials, talk_s, sold = added.dials, added.talk_s, added.sold
            hour = DayInput(
                focus_min=focus_s / 60,
                planned_min=planned_s / 60,
                dials=dials,
                planned_calls=day_calls,
                talk_min=talk_s / 60,
                sold=bool(sold),
                queue_emptied=bool(emptied),
            )
            found.setdefault(date.fromisoformat(on), []).append(hour)
        return found

    def dials(self, first: date, last: date) -> list[StoredDial]:
        """See the port."""
        rows = self._db.named_rows(_DIALS, _span(first, last))
        return [
            StoredDial(lead_id, from_ms(at), bool(connect), zone, bool(wrong))
            for _, lead_id, at, connect, zone, wrong in rows
        ]

    def tried_before(self, first: date, last: date) -> dict[int, int]:
        """See the port."""
        known = _TRIED_BEFORE.format(table="call", who="lead_id", connect=CONNECT)
        forgotten = _TRIED_BEFORE.format(table="forgotten_call", who="whose", connect=CONNECT)
        found: dict[int, int] = dict(self._db.named_rows(known, _span(first, last)))
        return found | {-whose: made for whose, made in self._db.named_rows(forgotten, _span(first, last))}

    def planned(self, today: date, now: datetime) -> frozenset[int]:
        """The leads with a next call: a day that is not past, or a promise that is not."""
        given: dict[str, Sql] = {"today": today.isoformat(), "now": to_ms(now)}
        return frozenset(lead_id for (lead_id,) in self._db.named_rows(_PLANNED, given))

    def outside(self, first: date, last: date) -> Tally:
        """What was logged on these days outside an hour."""
        (counts,) = self._db.named_rows(_OUTSIDE, _span(first, last))
        return Tally(*(count or 0 for count in counts))

    def interruptions(self, first: date, last: date) -> dict[int, int]:
        """Session -> how often it was paused, left, or called back from what is blocked."""
        return {int(session): int(count) for session, count in self._db.rows(_INTERRUPTED, _days(first, last))}

    def recoveries(self, first: date, last: date) -> dict[int, list[float | None]]:
        """Session -> for each visit of Resistance the seconds until the next dial, None where there was none."""
        found: dict[int, list[float | None]] = {}
        for session_id, recovery_s in self._db.rows(_RECOVERIES, _days(first, last)):
            found.setdefault(session_id, []).append(recovery_s)
        return found

    def said(self, first: date, last: date) -> list[SaidVisit]:
        """What Resistance said at each visit that was labelled, and what came of it."""
        return [
            SaidVisit(said, recovery_s, bool(answered), reaction)
            for said, recovery_s, answered, reaction in self._db.rows(_SAID, _days(first, last))
        ]

    def by_hand(self) -> frozenset[date]:
        """Every day with an hour that was added by hand."""
        return frozenset(date.fromisoformat(on) for (on,) in self._db.rows(_BY_HAND))

    def dialled(self, first: date, last: date) -> list[Dialled]:
        """The calls of the hours of these days, hour by hour in their order."""
        from lch_desktop.domain.follow_figures import Dialled

        return [
            Dialled(session_id, from_ms(began), None if dialled is None else from_ms(dialled), from_ms(ended))
            for session_id, began, dialled, ended in self._db.rows(_DIALLED, _days(first, last))
        ]

    def talked(self, first: date, last: date) -> list[Talked]:
        """The last conversation with each lead on these days, and what was sent to it first after that."""
        from lch_desktop.domain.follow_figures import Talked

        return [
            Talked(from_ms(at), None if followed is None else from_ms(followed))
            for at, followed in self._db.rows(_TALKED, _days(first, last))
        ]

    def followed(self, span: Span) -> FollowCounts:
        """See the port."""
        from lch_desktop.domain.follow_figures import FollowCounts

        given: dict[str, Sql] = {
            "first": span.first.isoformat(), "last": span.last.isoformat(), "today": span.today.isoformat(),
            "begins": to_ms(span.begins_at), "ends": to_ms(span.ends_at), "now": to_ms(span.now),
        }  # fmt: skip

        def counted(sql: str) -> tuple[int, ...]:
            return tuple(count or 0 for count in self._db.named_rows(sql, given)[0])

        tried, left = counted(_TRIED)
        return FollowCounts(counted(_SWAPPED)[0], counted(_LEADS_WORKED)[0], left, tried)


def _days(first: date, last: date) -> tuple[str, str]:
    return first.isoformat(), last.isoformat()


def _span(first: date, last: date) -> dict[str, Sql]:
    return {"first": first.isoformat(), "last": last.isoformat()}
