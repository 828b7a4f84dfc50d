"""Files as the systems write them, with invented people: what the tests of formats are built from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from lch_desktop.domain.imports import ImportOptions, ParsedRow, SkippedRow
from lch_desktop.domain.leads import Lead
from lch_desktop.exchange.reader import LeadTable, open_leads

NOW = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Made:
    """A file as it was read."""

    table: LeadTable
    rows: list[ParsedRow] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)

    @property
    def leads(self) -> list[Lead]:
        return [row.lead for row in self.rows]


def read(path: Path, **options: object) -> Made:
    """The leads in the file at `path`."""
    table = open_leads(path, ImportOptions(**options), now=NOW)  # type: ignore[arg-type]
    made = Made(table)
    for row in table.records():
        if isinstance(row, ParsedRow):
            made.rows.append(row)
        else:
            made.skipped.append(row)
    return made


def read_bytes(folder: Path, content: bytes, **options: object) -> Made:
    """The leads in a file of `content`."""
    path = folder / "leads.csv"
    path.write_bytes(content)
    return read(path, **options)


def export(
    header: str,
    people: Iterable[Mapping[str, str]],
    *,
    delimiter: str = ",",
    line_end: str = "\r\n",
    all_quoted: bool = False,
    footer: str = "",
    preamble: str = "",
) -> str:
    """The text of an export: `header` with commas between, a record for each of `people` by header.

    A header that occurs twice is filled by "Header/2" for the second.
    """
    headers = header.split(",")
    seen: dict[str, int] = {}
    keys = []
    for each in headers:
        seen[each] = seen.get(each, 0) + 1
        keys.append(each if seen[each] == 1 else f"{each}/{seen[each]}")
    out = io.StringIO()
    quoting = csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line_end, quoting=quoting)
    writer.writerow(headers)
    for person in people:
        unknown = set(person) - set(keys)
        assert not unknown, unknown
        writer.writerow([person.get(key, "") for key in keys])
    return preamble + out.getvalue() + footer
