"""The records that need a second look, as a table to put right and bring in again."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from lch_desktop.domain.imports import WritesProblems
from lch_desktop.exchange.csv_out import as_text
from lch_desktop.exchange.new_file import new_file

REASON = "Reason"


@contextmanager
def problem_file(target: Path, headers: Sequence[str]) -> Iterator[WritesProblems]:
    """See the Inward port: each record's cells under the file's own `headers`, its reason behind them."""
    with new_file(target, replace=True, bom=True) as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([*map(as_text, headers), REASON])

        def write(cells: Mapping[str, str], reason: str) -> None:
            writer.writerow([*(as_text(cells.get(header, "")) for header in headers), as_text(reason)])

        yield write
