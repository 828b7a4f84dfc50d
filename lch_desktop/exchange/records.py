"""From lines of text to records: quoted cells, and quotes that were never closed."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Generator, Iterable, Iterator

_LARGEST_CELL = 1 << 22  # characters; more is a quote that was never closed
_MOST_REREAD = 1 << 26  # characters read once more for such quotes before quoting is given up
_END = "\x02end of file\x02"  # a record of our own: swallowed only if a quote was never closed


def split_records(lines: Iterable[str], delimiter: str, width: int = 0) -> Iterator[list[str]]:
    """Records of `lines` (with their line ends), blank ones as [].

    A quote that is never closed would swallow what follows: its line is then read without quoting. `width` is
    how many cells most records have: it tells a cell of many lines from a quote that meets the next one.
    """
    csv.field_size_limit(_LARGEST_CELL)
    feed = _Feed(lines)
    reread = 0
    while reread < _MOST_REREAD:
        is_stray = yield from _quoted(feed, delimiter, width)
        if not is_stray:
            return
        line, *rest = feed.taken
        yield _alone(line, delimiter, width)
        feed.push_back(rest)
        reread += sum(map(len, rest))
    yield from csv.reader(feed.lines(), delimiter=delimiter, quoting=csv.QUOTE_NONE)


class _Feed:
    """Lines on their way to the reader; those of the record under way can be given once more."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._coming = iter(lines)
        self._again: deque[str] = deque()
        self.taken: list[str] = []

    def lines(self) -> Iterator[str]:
        """The lines that are left."""
        while self._again:
            yield self._again.popleft()
        yield from self._coming

    def watched(self) -> Iterator[str]:
        """As `lines`, kept in `taken`, with a last one of our own: where it arrives tells if a quote is open."""
        taken, again = self.taken, self._again
        while again:
            taken.append(again.popleft())
            yield taken[-1]
        for line in self._coming:
            taken.append(line)
            yield line
        yield _END

    def push_back(self, lines: list[str]) -> None:
        self.taken.clear()
        self._again.extendleft(reversed(lines))


def _quoted(feed: _Feed, delimiter: str, width: int) -> Generator[list[str], None, bool]:
    """Records until the end (False), or until one that a stray quote began: its lines are in `feed.taken`."""
    taken = feed.taken
    taken.clear()
    reader = csv.reader(feed.watched(), delimiter=delimiter)
    try:
        for record in reader:
            if len(taken) != 1:
                if record == [_END]:
                    return False
                if (record and _END in record[-1]) or _is_torn(record, taken, delimiter, width):
                    return True
            elif record == [_END] or (record and _END in record[-1]):
                return record != [_END]
            taken.clear()
            yield record
    except csv.Error:  # a cell without an end
        return True
    return False


def _is_torn(record: list[str], lines: list[str], delimiter: str, width: int) -> bool:
    """Whether a record of several lines is several records, held together by a quote that met the next one.

    Its quotes stand inside cells then, and its width or that of its second line by itself tells it from a note
    that somebody wrote with quotes in it.
    """
    if not width:
        return False
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return len(record) != width or len(_alone(lines[1], delimiter, width)) == width > 1
    return False


def _alone(line: str, delimiter: str, width: int) -> list[str]:
    """One line by itself: with its quotes where that gives the usual width, else without quoting."""
    quoted = next(csv.reader([line], delimiter=delimiter), [])
    if quoted and len(quoted) == width:
        quoted[-1] = quoted[-1].rstrip("\r\n")
        return quoted
    return next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
