"""The hours, their open card, and what happened in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from peewee import Expression

from lch_desktop.domain.session import FocusSession, Goals
from lch_desktop.store.fields import from_ms, to_ms
from lch_desktop.store.reads import dicts, dicts_where
from lch_desktop.store.rows import InterruptionRow, LaterRow, ResistanceRow, SessionRow
from lch_desktop.store.writes import Writer, encoded, fields_of, table_of

if TYPE_CHECKING:  # the start of the window needs none of them
    from lch_desktop.domain.stored import Interruption, LaterLine, OpenCard, ResistanceVisit

_GOALS = tuple(field.name for field in fields(Goals))
_OWN = tuple(field.name for field in fields(FocusSession) if field.name != "goals")
_TIMES = ("paused_s", "focus_s", "ends_at", "heartbeat_at", "paused_at")  # what the passing of time changes


class SqliteSessions:
    """The Sessions port on SQLite."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._db = writer.db

    def add(self, session: FocusSession) -> FocusSession:
        return replace(session, id=self._writer.insert(SessionRow, _columns(session)))

    def save(self, session: FocusSession) -> None:
        """Write the session's state. Undo does not touch it: time that has passed has passed."""
        self._writer.update(SessionRow, session.id, _columns(session), undoable=False)

    def get(self, session_id: int) -> FocusSession | None:
        return next(iter(self._where(SessionRow.id == session_id)), None)

    def running(self) -> FocusSession | None:
        """The hour that is on, the newest if there should be two."""
        return next(iter(self._where(SessionRow.finished_at.is_null(), limit=1)), None)

    def last(self) -> FocusSession | None:
        """The newest hour, running or not; none that was added by hand."""
        return next(iter(self._where(SessionRow.by_hand == "", limit=1)), None)

    def recent(self, limit: int) -> list[FocusSession]:
        """The newest hours, newest first; none that was added by hand."""
        return self._where(SessionRow.by_hand == "", limit=limit)

    def since(self, day: date, until: date = date.max) -> list[FocusSession]:
        """The hours of `day` to `until`, oldest first."""
        return self._where((SessionRow.local_on >= day) & (SessionRow.local_on <= until))[::-1]

    def remove(self, session_id: int) -> None:
        """Take an hour away that was added by hand; any other stays: its calls are its own."""
        found = self.get(session_id)
        if found is not None and found.by_hand:
            self._writer.delete(SessionRow, session_id)

    def open_card(self, session_id: int) -> OpenCard:
        """The half-done card; an empty one where there is none."""
        from lch_desktop.domain.stored import OpenCard

        kept = self._value(session_id, SessionRow.open_card) or {}
        instants = {name: from_ms(kept[name]) for name in filter(_is_instant, kept) if kept[name] is not None}
        return OpenCard(**{**kept, **instants})

    def save_open_card(self, session_id: int, card: OpenCard) -> None:
        self._writer.update(SessionRow, session_id, {"open_card": _kept(card)})

    def beat(self, session: FocusSession, card: OpenCard) -> None:
        """See the port. Nothing is read first: this is on the way of each key press."""
        columns = encoded(SessionRow, {name: getattr(session, name) for name in _TIMES} | {"open_card": _kept(card)})
        self._writer.update_raw(table_of(SessionRow), session.id, columns)

    def pinned(self, session_id: int) -> tuple[int, ...]:
        return self._value(session_id, SessionRow.pinned) or ()

    def save_pinned(self, session_id: int, lead_ids: Sequence[int]) -> None:
        self._writer.update(SessionRow, session_id, {"pinned": list(lead_ids)})

    def skipped(self, session_id: int) -> tuple[int, ...]:
        return self._value(session_id, SessionRow.skipped) or ()

    def save_skipped(self, session_id: int, lead_ids: Sequence[int]) -> None:
        self._writer.update(SessionRow, session_id, {"skipped": list(lead_ids)})

    def add_resistance(self, session_id: int, lead_id: int, at: datetime) -> ResistanceVisit:
        from lch_desktop.domain.stored import ResistanceVisit

        visit = ResistanceVisit(0, session_id, lead_id, at)
        return replace(visit, id=self._writer.insert(ResistanceRow, fields_of(ResistanceRow, visit)))

    def save_recovery(self, visit_id: int, recovery_s: float) -> None:
        self._writer.update(ResistanceRow, visit_id, {"recovery_s": recovery_s})

    def save_said(self, visit_id: int, said: str) -> None:
        self._writer.update(ResistanceRow, visit_id, {"said": said})

    def save_reaction(self, visit_id: int, reaction: str) -> None:
        self._writer.update(ResistanceRow, visit_id, {"reaction": reaction})

    def resistance(self, session_id: int) -> list[ResistanceVisit]:
        """The session's visits in their order."""
        from lch_desktop.domain.stored import ResistanceVisit

        rows = dicts_where(ResistanceRow, self._db, "session_id = ? ORDER BY id", (session_id,))
        return [ResistanceVisit(**row) for row in rows]

    def add_interruption(self, session_id: int, kind: str, at: datetime, lead_id: int) -> Interruption:
        from lch_desktop.domain.stored import Interruption

        begun = Interruption(0, session_id, kind, at, None, lead_id=lead_id)
        return replace(begun, id=self._writer.insert(InterruptionRow, fields_of(InterruptionRow, begun)))

    def end_interruption(self, interruption_id: int, at: datetime, reason: str) -> None:
        self._writer.update(InterruptionRow, interruption_id, {"ended_at": at, "reason": reason})

    def interruptions(self, session_id: int) -> list[Interruption]:
        """The session's interruptions in their order."""
        from lch_desktop.domain.stored import Interruption

        wanted = InterruptionRow.session_id == session_id
        rows = InterruptionRow.select().where(wanted).order_by(InterruptionRow.id)
        return [Interruption(**row) for row in dicts(rows, self._db)]

    def add_later(self, session_id: int | None, at: datetime, text: str) -> LaterLine:
        from lch_desktop.domain.stored import LaterLine

        line = LaterLine(0, session_id, at, text)
        return replace(line, id=self._writer.insert(LaterRow, fields_of(LaterRow, line)))

    def later(self, session_id: int | None) -> list[LaterLine]:
        """The lines of a session in their order, or every line when None."""
        from lch_desktop.domain.stored import LaterLine

        rows = LaterRow.select().order_by(LaterRow.id)
        if session_id is not None:
            rows = rows.where(LaterRow.session_id == session_id)
        return [LaterLine(**row) for row in dicts(rows, self._db)]

    def save_later_done(self, line_id: int, done: bool) -> None:
        self._writer.update(LaterRow, line_id, {"done": done})

    def wins(self, limit: int) -> list[tuple[date, str]]:
        """The newest things that worked, newest first, each with its day."""
        rows = SessionRow.select(SessionRow.local_on, SessionRow.worked).where(SessionRow.worked != "")
        newest = rows.order_by(SessionRow.started_at.desc(), SessionRow.id.desc()).limit(limit)
        return [(row["local_on"], row["worked"]) for row in dicts(newest, self._db)]

    def jar(self) -> list[tuple[int, date, str]]:
        """Every thing that worked, newest first: its session, its day, its words."""
        sql = "SELECT id, local_on, worked FROM session WHERE worked <> '' ORDER BY started_at DESC, id DESC"
        return [(session_id, date.fromisoformat(on), words) for session_id, on, words in self._db.rows(sql)]

    def save_worked(self, session_id: int, words: str) -> None:
        """Other words for what worked; undo knows of it, as of no other change of a session."""
        self._writer.update(SessionRow, session_id, {"worked": words})

    def _value(self, session_id: int, column: Any) -> Any:
        return SessionRow.select(column).where(SessionRow.id == session_id).bind(self._db).scalar()

    def _where(self, wanted: Expression | None = None, limit: int | None = None) -> list[FocusSession]:
        """The sessions that `wanted` holds for, newest first."""
        rows = SessionRow.select(*(getattr(SessionRow, name) for name in (*_OWN, *map(_goal, _GOALS))))
        if wanted is not None:
            rows = rows.where(wanted)
        newest = rows.order_by(SessionRow.started_at.desc(), SessionRow.id.desc()).limit(limit)
        return [_session(row) for row in dicts(newest, self._db)]


def _kept(card: OpenCard) -> dict[str, object]:
    kept = {field.name: getattr(card, field.name) for field in fields(card)}
    kept.update({name: to_ms(kept[name]) for name in filter(_is_instant, kept) if kept[name] is not None})
    return kept


def _is_instant(name: str) -> bool:
    return name.endswith("_at")


def _goal(name: str) -> str:
    return f"goal_{name}"


def _columns(session: FocusSession) -> dict[str, object]:
    goals = {_goal(name): getattr(session.goals, name) for name in _GOALS}
    return {**fields_of(SessionRow, session), **goals}


def _session(row: dict[str, Any]) -> FocusSession:
    goals = Goals(**{name: row.pop(_goal(name)) for name in _GOALS})
    return FocusSession(goals=goals, **row)
