"""A table of text: CSV and its relatives, in whatever encoding and layout they come."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from lch_desktop.domain.errors import FileError
from lch_desktop.exchange.encoding import encoding_of
from lch_desktop.exchange.records import split_records
from lch_desktop.exchange.source import Source

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
HEAD_RECORDS = 40  # as many filled ones are looked at to find the delimiter and the header
_HEAD = 200  # records that are kept for recognition
_MOST_HEAD = 1 << 20  # characters of lines that the delimiter is chosen by
_MARKUP = re.compile(r"\s*(?:<[!?a-z]|\{\s*[\"}]|\[\s*[\[{\"\]])", re.IGNORECASE)
_C0_TEXT = frozenset("\t\n\r\x0b\x0c\x1b")
_SEP_LINE = re.compile(r"sep=(.)[\r\n]", re.IGNORECASE)

Score = Callable[[list[list[str]]], int]


class TextTable:
    """The Table in a text file; `score` tells how well first records look like a table of ours.

    Raises FileError file-no-table, with `name`.
    """

    def __init__(self, source: Source, score: Score) -> None:
        self._source = source
        self._encoding = encoding_of(source.chunks)
        lines = self._head_lines()
        head = "".join(lines)[:8000]
        if _is_binary(head) or _MARKUP.match(head):
            raise FileError("file-no-table", name=source.name)
        hint = _SEP_LINE.match(head)
        self._delimiter = hint[1] if hint and hint[1] in DELIMITERS else _best_delimiter(lines, score)
        self._width = _usual_width(list(split_records(lines, self._delimiter)))
        self._head = tuple(islice(self.records(), _HEAD))

    @property
    def encoding(self) -> str:
        return self._encoding.name

    @property
    def layout(self) -> str:
        return DELIMITERS[self._delimiter]

    @property
    def head(self) -> Sequence[Sequence[str]]:
        return self._head

    def records(self) -> Iterator[list[str]]:
        """Every record in file order, blank ones as []. Raises FileError."""
        return split_records(self._lines(), self._delimiter, self._width)

    def quick_count(self) -> int:
        """About how many records there are, blank ones too: exactly so where quotes stand in pairs; 0 if unknown."""
        if self._encoding.name.startswith("utf-16"):
            return 0
        ends = {b"\n": 0, b"\r": 0}
        is_inside = 0
        for chunk in self._source.chunks():
            parts = chunk.split(b'"')
            outside = b"".join(parts[is_inside::2])
            for end in ends:
                ends[end] += outside.count(end)
            is_inside = (is_inside + len(parts) - 1) % 2
        return max(ends.values())

    def _lines(self) -> Iterator[str]:
        """The lines with their ends, without byte order mark and NULs."""
        encoding = self._encoding
        with self._source.opened() as file:
            lines = io.TextIOWrapper(file, encoding.name, encoding.errors, newline="")
            first = next(lines, "").removeprefix("\ufeff")
            yield first.replace("\x00", "")
            if encoding.has_nuls:
                for line in lines:
                    yield line.replace("\x00", "")
            else:
                yield from lines

    def _head_lines(self) -> list[str]:
        found, size = [], 0
        for line in islice(self._lines(), _HEAD):
            found.append(line)
            size += len(line)
            if size > _MOST_HEAD:
                break
        return found


def _is_binary(head: str) -> bool:
    """Whether more than one in twenty of the first characters is a control character."""
    odd = sum(1 for char in head if char < " " and char not in _C0_TEXT)
    return odd * 20 > len(head)


def _best_delimiter(lines: list[str], score: Score) -> str:
    """The delimiter whose first records look most like a table: known headers, then even width."""

    def merit(delimiter: str) -> tuple[int, float]:
        records = [record for record in split_records(lines, delimiter) if any(record)][:HEAD_RECORDS]
        return score(records), _evenness(records)

    return max(DELIMITERS, key=merit)


def _evenness(records: list[list[str]]) -> float:
    """Share of records of the commonest width, weighted by it; 0 where that width is one."""
    if not records:
        return 0.0
    width, count = Counter(len(record) for record in records).most_common(1)[0]
    return (width - 1) * count / len(records)


def _usual_width(records: list[list[str]]) -> int:
    """How many cells most filled records have, 0 without a record."""
    widths = Counter(len(record) for record in records if any(record))
    return widths.most_common(1)[0][0] if widths else 0
