"""Plain text for people: tables and short sheets of facts. Nothing in a cell can leave its line."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from unicodedata import category, combining, east_asian_width

WIDEST = 40  # columns of a cell in a table
_STEERING = ("Cc", "Zl", "Zp")
_JOINER = "\u200d"  # holds the parts of one emoji together


def say(*lines: str) -> None:
    """Lines on stdout. A character that the terminal cannot show becomes a question mark."""
    encoding = sys.stdout.encoding or "utf-8"
    for line in lines:
        print(line.encode(encoding, "replace").decode(encoding))


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Columns side by side under their heads; a long cell is cut with an ellipsis, but in the last column."""
    cells = [list(header), *([*map(_cut, map(one_line, row[:-1])), one_line(row[-1])] for row in rows)]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    return [_in_columns(row, widths) for row in cells]


def facts(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """One fact a line, the values in one column."""
    listed = [(name, one_line(value)) for name, value in pairs]
    wide = max((width(name) for name, _ in listed), default=0)
    return [_in_columns([name, value], [wide, 0]) for name, value in listed]


def one_line(text: str) -> str:
    """`text` in one line, without the characters that would steer a terminal or turn its direction."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    shown = (char for char in text if category(char) != "Cf" or char == _JOINER)
    return " ".join("".join(" " if category(char) in _STEERING else char for char in shown).split())


def width(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def _cut(text: str) -> str:
    if width(text) <= WIDEST:
        return text
    kept = text
    while width(kept) >= WIDEST:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _in_columns(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True))
    return "  ".join(padded).rstrip()
