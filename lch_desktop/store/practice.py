"""The script book with its repetitions, the Resistance checks and the warm-ups."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from lch_desktop.domain.practice_ports import StoredCheck
from lch_desktop.domain.scripts import Repetition, Script, ScriptKind, Try
from lch_desktop.domain.warm_ups import WarmUp
from lch_desktop.store.practice_rows import RepetitionRow, ResistanceCheckRow, ScriptRow, WarmUpRow
from lch_desktop.store.reads import dicts_where
from lch_desktop.store.writes import fields_of

if TYPE_CHECKING:
    from lch_desktop.store.writes import Writer


class SqliteScripts:
    """The Scripts port on SQLite."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._db = writer.db

    def add(self, script: Script) -> Script:
        """Store a new one; returns it with its id."""
        return replace(script, id=self._writer.insert(ScriptRow, fields_of(ScriptRow, script)))

    def save(self, script: Script) -> None:
        """Write `script` over the one with its id."""
        self._writer.update(ScriptRow, script.id, fields_of(ScriptRow, script))

    def get(self, script_id: int) -> Script | None:
        """Also one that was removed; None for none."""
        return next((Script(**row) for row in dicts_where(ScriptRow, self._db, "id = ?", (script_id,))), None)

    def all(self, kind: ScriptKind | None = None) -> list[Script]:
        """See the port."""
        where, params = ("removed_at IS NULL", ()) if kind is None else ("removed_at IS NULL AND kind = ?", (kind,))
        rows = dicts_where(ScriptRow, self._db, f"{where} ORDER BY kind, position, id", params)
        return [Script(**row) for row in rows]

    def ever(self) -> list[Script]:
        """See the port."""
        return [Script(**row) for row in dicts_where(ScriptRow, self._db, "1 ORDER BY id", ())]

    def add_repetition(self, repetition: Repetition) -> Repetition:
        """Store a new one; returns it with its id."""
        return replace(repetition, id=self._writer.insert(RepetitionRow, fields_of(RepetitionRow, repetition)))

    def repetitions(self, script_ids: Sequence[int]) -> dict[int, list[Repetition]]:
        """See the port."""
        where = "script_id IN (SELECT value FROM json_each(?)) ORDER BY at, id"  # an import may bring older ones
        found: dict[int, list[Repetition]] = {}
        for row in dicts_where(RepetitionRow, self._db, where, (json.dumps(list(script_ids)),)):
            found.setdefault(row["script_id"], []).append(Repetition(**row))
        return found

    def tries(self, script_ids: Sequence[int]) -> dict[int, list[Try]]:
        """See the port. Tens of thousands in some years: only what is asked for, and each day is made once."""
        sql = """
            SELECT script_id, local_on, step, knew, whole FROM repetition
            WHERE script_id IN (SELECT value FROM json_each(?)) ORDER BY at, id
        """
        found: dict[int, list[Try]] = {}
        days: dict[str, date] = {}
        for script_id, on, step, knew, whole in self._db.rows(sql, (json.dumps(list(script_ids)),)):
            day = days.get(on) or days.setdefault(on, date.fromisoformat(on))
            found.setdefault(script_id, []).append(Try(day, step, bool(knew), bool(whole)))
        return found

    def stamps(self) -> dict[int, tuple[int, int]]:
        """See the port."""
        sql = "SELECT script_id, max(id), count(*) FROM repetition GROUP BY script_id"
        return {script_id: (newest, count) for script_id, newest, count in self._db.rows(sql)}


class SqliteChecks:
    """The Checks port on SQLite."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._db = writer.db

    def add(self, at: datetime, local_on: date, answers: Mapping[int, int]) -> StoredCheck:
        """Store one; returns it with its id."""
        kept = {str(number): answer for number, answer in answers.items()}
        values = {"at": at, "local_on": local_on, "answers": kept}
        return StoredCheck(self._writer.insert(ResistanceCheckRow, values), at, local_on, dict(answers))

    def all(self) -> list[StoredCheck]:
        """See the port."""
        rows = dicts_where(ResistanceCheckRow, self._db, "1 ORDER BY id", ())
        return [
            StoredCheck(row["id"], row["at"], row["local_on"], {int(n): given for n, given in row["answers"].items()})
            for row in rows
        ]

    def delete(self, check_id: int) -> None:
        """Take it away; nothing where it is gone already."""
        self._writer.delete(ResistanceCheckRow, check_id)


class SqliteWarmUps:
    """The WarmUps port on SQLite."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._db = writer.db

    def add(self, warm_up: WarmUp) -> WarmUp:
        """Store one; returns it with its id."""
        return replace(warm_up, id=self._writer.insert(WarmUpRow, fields_of(WarmUpRow, warm_up)))

    def save(self, warm_up: WarmUp) -> None:
        """Write `warm_up` over the one with its id."""
        self._writer.update(WarmUpRow, warm_up.id, fields_of(WarmUpRow, warm_up))

    def all(self) -> list[WarmUp]:
        """See the port."""
        return [WarmUp(**row) for row in dicts_where(WarmUpRow, self._db, "1 ORDER BY id", ())]

    def delete(self, warm_up_id: int) -> None:
        """Take it away; nothing where it is gone already."""
        self._writer.delete(WarmUpRow, warm_up_id)

    def on_day(self, day: date) -> list[WarmUp]:
        """See the port."""
        rows = dicts_where(WarmUpRow, self._db, "local_on = ? ORDER BY id", (day.isoformat(),))
        return [WarmUp(**row) for row in rows]

    def counts(self) -> dict[str, int]:
        """See the port."""
        return dict(self._db.rows("SELECT kind, count(*) FROM warm_up GROUP BY kind"))
