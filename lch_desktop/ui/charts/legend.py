"""What the fills of a chart mean: small boxes with a word beside each."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from lch_desktop.ui import fonts
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import paint
from lch_desktop.ui.widgets.marks import Mark

BOX, GAP, BETWEEN = 11, 7, 16
SIZE_PX = 14


@dataclass(frozen=True, slots=True)
class Entry:
    """`fill` and `ring` are tokens, "" for none; `is_tick` draws the short line of a goal instead of a box."""

    words: str
    fill: str = ""
    ring: str = ""
    is_tick: bool = False
    more: tuple[str, ...] = ()  # further fills of the same meaning, beside the first


class Legend(Mark):
    """The entries in one line."""

    def __init__(self, look: ThemeHolder, entries: tuple[Entry, ...], parent: QWidget | None = None) -> None:
        self._entries = entries
        boxes = sum(1 + len(each.more) for each in entries)
        wide = boxes * (BOX + GAP) + sum(_width(each.words) for each in entries) + BETWEEN * (len(entries) - 1)
        super().__init__(look, wide, 24, parent)
        self._tell(", ".join(each.words for each in entries))

    def _paint_mark(self, painter: QPainter, width: float, height: float) -> None:
        theme, left, middle = self._look.theme, 0.0, height / 2
        for each in self._entries:
            ring = theme.colour(each.ring) if each.ring else None
            tall = 2 if each.is_tick else BOX
            for token in (each.fill, *each.more):
                fill = theme.colour(token) if token else None
                rect = QRectF(left, middle - tall / 2, BOX, tall)
                paint.box(painter, rect, min(2, tall / 2), fill=fill, ring=ring, width=1.5)
                left, ring = left + BOX + GAP, None
            place = QRectF(left, 0, _width(each.words), height)
            paint.words(painter, place, each.words, fonts.font(SIZE_PX), theme.colour("muted"))
            left = place.right() + BETWEEN


def _width(words: str) -> int:
    return fonts.width(words, "body", 100)
