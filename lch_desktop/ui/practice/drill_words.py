"""A script whose words fade: what is hidden leaves a line where it stood, so that nothing moves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from lch_desktop.domain.practice import Piece
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import WrapLabel

_LINE_SEPARATOR = "\u2028"
_BELOW = 4  # px at 100 % from the letters' foot to the line that stands for them
RADIUS = 6  # of the focus ring
_INVISIBLE = QColor(0, 0, 0, 0)


class FadingWords(WrapLabel):
    """Shows the pieces of a script; a screen reader hears the words that are shown, and "…" for those that are not."""

    def __init__(self, look: ThemeHolder, role: str, parent: QWidget | None = None) -> None:
        self._hidden: tuple[tuple[int, int], ...] = ()  # first and end, as Qt counts letters
        super().__init__(look, "", role, parent=parent)

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show `pieces`, and say them to a screen reader."""
        found: list[tuple[int, int]] = []
        at = 0
        for piece in pieces:
            end = at + _qt_length(piece.text)
            if not piece.shown:
                found.append((at, end))
            at = end
        self._hidden = tuple(found)
        self._laid_out = None
        self.setText("".join(piece.text for piece in pieces))
        self.setAccessibleName(spoken(pieces))
        self.update()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        line_height = self._look.theme.line(self._role)
        lines = self._lines(self.width())[1]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.colour("line"))
        top = max(0, self.height() - len(lines) * line_height) // 2
        for row, line in enumerate(lines):
            self._draw_blanks(painter, line, top + row * line_height + (line_height - line.height()) / 2)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._look.show_ring(self, RADIUS)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._look.hide_ring(self)

    def _draw_blanks(self, painter: QPainter, line: QTextLine, top: float) -> None:
        """A line for each hidden word, or part of one, in this row."""
        first, last = line.textStart(), line.textStart() + line.textLength()
        y = top + line.ascent() + self._look.theme.px(_BELOW)
        for start, end in self._hidden:
            if start < last and end > first:
                edges = sorted((_x(line, max(start, first)), _x(line, min(end, last))))
                painter.drawRoundedRect(QRectF(edges[0], y, edges[1] - edges[0], 2), 1, 1)

    def _lay_out(self, width: int) -> tuple[QTextLayout, list[QTextLine]]:
        layout = QTextLayout(self.text().replace("\n", _LINE_SEPARATOR), self.font())
        option = QTextOption(self.alignment())
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([_unseen(start, end) for start, end in self._hidden])
        layout.beginLayout()
        lines: list[QTextLine] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, 0))
            lines.append(line)
        layout.endLayout()
        return layout, lines


def spoken(pieces: Sequence[Piece]) -> str:
    """What a screen reader says: the words that are shown, "…" for one or more that are not."""
    kept: list[str] = []
    for word in "".join(piece.text if piece.shown else "…" for piece in pieces).split():
        if word.startswith("…") and kept and kept[-1] == "…":
            kept.pop()
        kept.append(word)
    return " ".join(kept)


def _unseen(start: int, end: int) -> QTextLayout.FormatRange:
    unseen = QTextLayout.FormatRange()
    unseen.start = start
    unseen.length = end - start
    unseen.format = QTextCharFormat()
    unseen.format.setForeground(_INVISIBLE)
    return unseen


def _x(line: QTextLine, at: int) -> float:
    """How far right the letter `at` stands. Qt gives back the place as well, which the stubs know as an object."""
    place = cast("tuple[float, int]", line.cursorToX(at))
    return place[0]


def _qt_length(text: str) -> int:
    """The length of `text` as Qt counts it: a letter beyond the first plane is two."""
    return len(text.encode("utf-16-le")) // 2
