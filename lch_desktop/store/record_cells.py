"""The raw cells of imported records, as they are kept: the headers of a file once, its cells record by record.

With the headers in every record, writing them down was a tenth of an import and a third of the file on disk.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring
from typing import TYPE_CHECKING

from lch_desktop.domain.imports import RecordCells

if TYPE_CHECKING:
    from lch_desktop.store.connection import Database


class CellsWriter:
    """Makes the text that is kept of a record. One for each import: it knows the headers of the file's records."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._headers: Sequence[str] | None = None
        self._opening = ""

    def text(self, cells: Mapping[str, str]) -> str:
        """`cells` as JSON: under the headers of most records, or a record of another shape with its own."""
        if isinstance(cells, RecordCells):
            if self._headers is None:
                self._know(cells.headers)
            if cells.headers is self._headers:
                return self._opening + ",".join(map(encode_basestring, cells.record)) + "]"
        filled = {header: cell for header, cell in cells.items() if cell}
        return json.dumps(filled, ensure_ascii=False, separators=(",", ":"))

    def _know(self, headers: Sequence[str]) -> None:
        names = json.dumps(list(headers), ensure_ascii=False)
        self._db.execute_sql("INSERT INTO import_header (names) VALUES (?) ON CONFLICT DO NOTHING", (names,))
        header_id = self._db.scalar("SELECT id FROM import_header WHERE names = ?", (names,))
        self._headers, self._opening = headers, f"[{header_id},"


class CellsReader:
    """Reads what `CellsWriter` made; one for each query, so that nothing of another connection is remembered."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._headers: dict[int, list[str]] = {}

    def cells(self, text: str) -> dict[str, str]:
        """Header -> cell, of the filled ones, in the file's order."""
        kept = json.loads(text)
        if isinstance(kept, dict):
            return kept
        header_id, *record = kept
        if header_id not in self._headers:
            names = self._db.scalar("SELECT names FROM import_header WHERE id = ?", (header_id,))
            self._headers[header_id] = json.loads(names)
        return {header: cell for header, cell in zip(self._headers[header_id], record, strict=False) if cell}
