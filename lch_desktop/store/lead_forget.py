"""Deleting a person for good: from every table, from what undo and imports remember, from the file's free space.

Undo keeps images of rows, an import keeps the cells of its records and images of what it changed, the search
keeps words until its parts are merged, and SQLite keeps deleted bytes in free pages and in its log. All of it
is cleaned here; what lies in backups is only told, they are the rep's to delete.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lch_desktop.domain.persons import Forgotten, Holdings
from lch_desktop.store.lead_search import match_words
from lch_desktop.store.writes import Writer

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead
    from lch_desktop.store.connection import Sql
    from lch_desktop.store.leads import SqliteLeads

GONE = "(deleted)"  # in place of a name in a line that is the rep's own
_OWN = ("phone", "call", "touch", "import_row")  # tables whose rows are a lead's, by lead_id
_IMAGES = (("ledger", "images"), ("import", "changes"), ("import_change", "images"))  # what undo remembers
# Lines of the rep's own, which may name somebody: table, column.
_LINES = (
    ("later", "text"),
    ("session", "worked"),
    ("resistance", "said"),
    ("script", "title"),
    ("script", "words"),
    ("script", "cue"),
    ("warm_up", "note"),
    ("import_skipped", "reason"),
)
# Their calls were the rep's work, and the days, the streak and the review count it: what names nobody stays.
_KEEP_WORK = """
    INSERT INTO forgotten_call
        (id, whose, session_id, outcome, person, asks, next_call_at, talk_s, at, local_on, zone)
    SELECT call.id, min(call.id) OVER (), session_id, outcome, person, asks, nullif(next_call_at IS NOT NULL, 0),
        talk_s, coalesce(started_at, ended_at) / 900000 * 900000, local_on, coalesce(lead.zone, '')
    FROM call LEFT JOIN lead ON lead.id = call.lead_id WHERE call.id IN (SELECT value FROM json_each(?))
"""
_LINE_TABLES = frozenset(table for table, _ in _LINES)
# Settings that are lines of the rep's own. The rep's name and places are not among them: a lead may share them.
_LINE_SETTINGS = (
    "if_then",
    "if_then_kept",
    "if_then_rehearsed",
    "experiment",
    "experiment_next",
    "serve_questions",
    "templates",
    "voicemail_words",
    "goals",
)
_LEAST_NAME = 5  # letters: a shorter one is taken out of no sentence


@dataclass(slots=True)
class _Person:
    """Who goes: the lead's id and those of leads that were merged into it, their rows, and what they are known by."""

    lead: Lead
    ids: set[int]
    rows: dict[str, set[int]] = field(default_factory=dict)

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple({phone.e164 for phone in self.lead.phones if phone.e164})

    @property
    def texts(self) -> tuple[str, ...]:
        """Whatever names this person and nobody else: the full name, the address, the numbers in each form."""
        lead = self.lead
        found = [lead.name if " " in lead.name.strip() else "", lead.email]
        found += [text for phone in lead.phones for text in (phone.e164, phone.raw, phone.shown)]
        return tuple(dict.fromkeys(text for text in found if len(text) >= _LEAST_NAME))


class SqliteForgetting:
    """The Forgetting port on SQLite."""

    def __init__(self, writer: Writer, leads: SqliteLeads) -> None:
        self._writer = writer
        self._db = writer.db
        self._leads = leads

    def holdings(self, lead_id: int) -> Holdings:
        """Where else the person is: backups, the list of suppressed numbers, notes of others."""
        lead = self._leads.get(lead_id)
        if lead is None:
            return Holdings()
        person = _Person(lead, {lead_id})
        within, unreadable = self._backups(person)
        sql = "SELECT e164 FROM suppression WHERE e164 IN (SELECT value FROM json_each(?)) ORDER BY e164"
        suppressed = tuple(e164 for (e164,) in self._db.rows(sql, (json.dumps(person.numbers),)))
        videos = self._db.rows(
            "SELECT DISTINCT file FROM touch WHERE lead_id = ? AND file <> '' ORDER BY id", (lead_id,)
        )
        return Holdings(within, unreadable, suppressed, self._mentions(lead), tuple(path for (path,) in videos))

    def forget(self, lead_id: int) -> Forgotten:
        """Take every trace of the lead away. This is no step that undo knows: it leaves nothing to go back to."""
        lead = self._leads.get(lead_id)
        if lead is None:
            return Forgotten("", 0, 0, 0)
        self._db.execute_sql("PRAGMA secure_delete = on")  # freed space is overwritten
        person = _Person(lead, {lead_id})
        with self._writer.transaction():
            self._find_rows(person)
            self._clean_images(person)
            counts = self._delete_rows(person)
            self._clean_lines(person)
        # Words of deleted rows stay in the index until its parts are merged.
        self._db.execute_sql("INSERT INTO lead_text (lead_text) VALUES ('optimize')")
        self._db.execute_sql("VACUUM")  # pages that were freed before, without overwriting
        busy, _, _ = self._db.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0]
        return Forgotten(lead.shown_name, counts["call"], counts["touch"], counts["import_row"], not busy)

    # who, and what is theirs

    def _find_rows(self, person: _Person) -> None:
        """The ids of all rows that are theirs now, or were: undo remembers rows that are gone."""
        images = [image for _, kept in self._kept_images() for image in kept]
        more = True
        while more:
            merged = {self._merged_from(image, person.ids) for image in images} - {0} - person.ids
            merged = {lead_id for lead_id in merged if not self._exists(lead_id)}
            person.ids |= merged
            more = bool(merged)
        for table in _OWN:
            sql = f"SELECT id FROM {table} WHERE lead_id IN (SELECT value FROM json_each(?))"
            found = {row_id for (row_id,) in self._db.rows(sql, (json.dumps(list(person.ids)),))}
            found |= {image["id"] for image in images if image["table"] == table and self._names(image, person)}
            person.rows[table] = found

    def _kept_images(self) -> Iterable[tuple[tuple[str, str, int], list[dict[str, Any]]]]:
        for table, column in _IMAGES:
            for row_id, text in self._db.rows(f"SELECT id, {column} FROM {table} WHERE {column} <> '[]'"):
                yield (table, column, row_id), json.loads(text)

    def _merged_from(self, image: dict[str, Any], ids: set[int]) -> int:
        """The lead from which a row went over to one of `ids`, 0 for none."""
        before, after = image["before"] or {}, image["after"] or {}
        return int(before.get("lead_id") or 0) if after.get("lead_id") in ids else 0

    def _exists(self, lead_id: int) -> bool:
        return self._db.first("SELECT 1 FROM lead WHERE id = ?", (lead_id,)) is not None

    def _names(self, image: dict[str, Any], person: _Person) -> bool:
        sides = (image["before"] or {}, image["after"] or {})
        return any(side.get("lead_id") in person.ids for side in sides)

    # what goes

    def _clean_images(self, person: _Person) -> None:
        """Take their images out of every step that can be taken back; a step without images goes."""
        for (table, column, row_id), images in self._kept_images():
            kept = [image for image in images if not self._is_theirs(image, person)]
            if len(kept) == len(images):
                continue
            if kept or table != "ledger":
                text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
                self._db.execute_sql(f"UPDATE {table} SET {column} = ? WHERE id = ?", (text, row_id))
            else:
                self._db.execute_sql("DELETE FROM ledger WHERE id = ?", (row_id,))
        ids = json.dumps(list(person.ids))
        self._db.execute_sql(
            "UPDATE ledger SET lead_id = 0, call_id = 0 WHERE lead_id IN (SELECT value FROM json_each(?))", (ids,)
        )

    def _is_theirs(self, image: dict[str, Any], person: _Person) -> bool:
        table = image["table"]
        if table == "lead":
            return image["id"] in person.ids
        if table == "suppression":
            return any((side or {}).get("e164") in person.numbers for side in (image["before"], image["after"]))
        return image["id"] in person.rows.get(table, ()) or self._names(image, person)

    def _delete_rows(self, person: _Person) -> dict[str, int]:
        """Delete their rows; returns how many of each table there were."""
        counts: dict[str, int] = {}
        self._run(_KEEP_WORK, person.rows["call"])
        self._delete("handover_call", "call_id", person.rows["call"])
        for table in ("touch", "call", "phone", "import_row"):
            counts[table] = self._delete(table, "id", person.rows[table])
        for table in ("resistance", "interruption"):
            self._run(f"UPDATE {table} SET lead_id = 0 WHERE lead_id IN (SELECT value FROM json_each(?))", person.ids)
        for name in ("lead_id", "parked_lead_id"):
            found = f"json_extract(open_card, '$.{name}') IN (SELECT value FROM json_each(?))"
            self._run(f"UPDATE session SET open_card = '{{}}' WHERE {found}", person.ids)
        self._delete("lead", "id", person.ids)
        self._writer.value_writes += 1
        return counts

    def _delete(self, table: str, column: str, ids: set[int]) -> int:
        return self._run(f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))", ids)

    def _run(self, sql: str, ids: Iterable[int]) -> int:
        return int(self._db.execute_sql(sql, (json.dumps(list(ids)),)).rowcount)

    def _clean_lines(self, person: _Person) -> None:
        """Records of files whose lead is gone go where they name the person; a line of the rep's loses the name."""
        for text in person.texts:
            quoted = json.dumps(text, ensure_ascii=False)[1:-1]  # as it stands in the JSON of the cells
            self._db.execute_sql(
                "DELETE FROM import_row WHERE instr(cells, ?) > 0 AND lead_id NOT IN (SELECT id FROM lead)", (quoted,)
            )
            for table, column in _LINES:
                self._db.execute_sql(
                    f"UPDATE {table} SET {column} = replace({column}, ?, ?) WHERE instr({column}, ?) > 0",
                    (text, GONE, text),
                )
            self._db.execute_sql(
                """
                UPDATE setting SET value = replace(value, ?, ?)
                WHERE instr(value, ?) > 0 AND name IN (SELECT value FROM json_each(?))
                """,
                (quoted, GONE, quoted, json.dumps(_LINE_SETTINGS)),
            )
            self._clean_line_images(text, quoted)

    def _clean_line_images(self, text: str, quoted: str) -> None:
        """What undo remembers of the rep's own lines loses the name too, so that a step back still fits its row."""
        for table, column in _IMAGES:
            naming = self._db.rows(f"SELECT id, {column} FROM {table} WHERE instr({column}, ?) > 0", (quoted,))
            for row_id, images in naming:
                kept = [_without(image, text) for image in json.loads(images)]
                cleaned = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
                self._db.execute_sql(f"UPDATE {table} SET {column} = ? WHERE id = ?", (cleaned, row_id))

    # where else

    def _mentions(self, lead: Lead) -> int:
        if " " not in lead.name.strip():
            return 0
        phrase = " ".join(match_words(lead.name).replace("*", "").replace('"', "").split())
        sql = "SELECT count(*) FROM lead_text WHERE lead_text MATCH ? AND rowid <> ?"
        return int(self._db.scalar(sql, (f'notes : "{phrase}"', lead.id)))

    def _backups(self, person: _Person) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The backups that hold the person, and those that cannot be read, by name."""
        within, unreadable = [], []
        for path in sorted((self._db.path.parent / "backups").glob("*.db")):
            try:
                if _holds(path, person):
                    within.append(path.name)
            except sqlite3.DatabaseError:
                unreadable.append(path.name)
        return tuple(within), tuple(unreadable)


def _without(image: dict[str, Any], text: str) -> dict[str, Any]:
    """An image of a line of the rep's without `text`; of any other row as it is."""
    if image["table"] not in _LINE_TABLES:
        return image
    sides = {side: image[side] for side in ("before", "after") if image[side] is not None}
    cleaned = {
        side: {name: value.replace(text, GONE) if isinstance(value, str) else value for name, value in columns.items()}
        for side, columns in sides.items()
    }
    return {**image, **cleaned}


def _holds(path: Path, person: _Person) -> bool:
    """Whether the database at `path` has the person: by number, by address, or by the lead's own number and name."""
    lead = person.lead
    asked: list[tuple[str, Sequence[Sql]]] = [
        ("SELECT 1 FROM phone WHERE e164 IN (SELECT value FROM json_each(?))", (json.dumps(person.numbers),)),
        ("SELECT 1 FROM lead WHERE email = ? COLLATE NOCASE AND email <> ''", (lead.email,)),
        ("SELECT 1 FROM lead WHERE id = ? AND name = ?", (lead.id, lead.name)),
    ]
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        return any(db.execute(f"{sql} LIMIT 1", params).fetchone() is not None for sql, params in asked)
