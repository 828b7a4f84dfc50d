"""Altitude drawn: the falling curve of the call card and the small bar of the tables.

The number is a model, so neither is ever shown without words beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import paint
from lch_desktop.ui.widgets.marks import Mark

_NOW_AT = 0.4625  # share of the width where "now" stands
_AHEAD_STEPS = 16


class AltitudeGauge(Mark):
    """The curve since the last talk, now as a dot, tomorrow as a hollow dot on a dotted line.

    After a talk (`lifted`) the dot rises from the end of the curve along a stroke in the sun's colour.
    """

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, 272, 88, parent)
        self._past: tuple[float, ...] = ()
        self._now, self._tomorrow, self._lifted = 0.0, 0.0, False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_curve(
        self, past: Sequence[float], now: float, tomorrow: float, words: str, *, lifted: bool = False
    ) -> None:
        """Draw altitudes 0..1: `past` at even steps from the last talk up to now, `now`, `tomorrow`.

        When `lifted`, `past` ends at the altitude before the talk. `words` are the accessible text and
        the tooltip, and should say that it is a model.
        """
        drawn = (tuple(past), now, tomorrow, lifted)
        if drawn != (self._past, self._now, self._tomorrow, self._lifted):
            self._past, self._now, self._tomorrow, self._lifted = drawn
            self.update()
        self._tell(words)

    def clear_curve(self, words: str) -> None:
        """No talk yet: only the ground line."""
        self.set_curve((), 0.0, 0.0, words)

    def minimumSizeHint(self) -> QSize:
        theme = self._look.theme
        return QSize(theme.px(160), theme.px(self._height))

    def _paint_mark(self, painter: QPainter, width: float, height: float) -> None:
        theme = self._look.theme
        base = height - 8
        painter.setPen(QPen(theme.colour("gauge_base"), 1))
        painter.drawLine(QLineF(0, base + 0.5, width, base + 0.5))
        if not self._past:
            return
        past = _points(self._past, 8, width * _NOW_AT, height)
        grey = theme.colour("gauge_ahead")
        if self._lifted:
            self._paint_line(painter, past, grey)
        else:
            self._paint_fill(painter, past, base)
            self._paint_line(painter, past, theme.colour("accent"))
        now = QPointF(width * _NOW_AT, _height_of(self._now, height))
        self._paint_ahead(painter, now, QPointF(width - 13, _height_of(self._tomorrow, height)), grey)
        self._paint_now(painter, past[-1], now, base)

    def _paint_now(self, painter: QPainter, end: QPointF, now: QPointF, base: float) -> None:
        theme = self._look.theme
        painter.setPen(Qt.PenStyle.NoPen)
        if self._lifted:
            painter.setPen(QPen(theme.colour("sun"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(QLineF(end, now))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("gauge_ahead"))
            painter.drawEllipse(end, 2.5, 2.5)
        else:
            stem = QColor(theme.colour("accent"))
            stem.setAlphaF(0.35)
            painter.setPen(QPen(stem, 1))
            painter.drawLine(QLineF(now.x(), now.y() + 8, now.x(), base))
            painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sun" if self._lifted else "accent"))
        painter.drawEllipse(now, 5, 5)

    def _paint_ahead(self, painter: QPainter, now: QPointF, end: QPointF, grey: QColor) -> None:
        path = QPainterPath(now)
        reach = (end.x() - 5 - now.x()) / (end.x() - now.x())  # the line stops at the hollow dot's rim
        for step in range(1, _AHEAD_STEPS + 1):
            share = reach * step / _AHEAD_STEPS
            fallen = 1 - (1 - share) ** 1.4  # falls faster at first, as the model does
            path.lineTo(
                now.x() + (end.x() - now.x()) * share,
                now.y() + (end.y() - now.y()) * fallen,
            )
        pen = QPen(grey, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([0.5, 2.5])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.setPen(QPen(grey, 1.75))
        painter.drawEllipse(end, 4, 4)

    def _paint_fill(self, painter: QPainter, past: list[QPointF], base: float) -> None:
        top, bottom = QColor(self._look.theme.colour("accent")), QColor(self._look.theme.colour("accent"))
        top.setAlphaF(0.20)
        bottom.setAlphaF(0.0)
        fade = QLinearGradient(0, min(point.y() for point in past), 0, base)
        fade.setColorAt(0, top)
        fade.setColorAt(1, bottom)
        area = QPainterPath(QPointF(past[0].x(), base))
        for point in past:
            area.lineTo(point)
        area.lineTo(past[-1].x(), base)
        painter.fillPath(area, fade)

    def _paint_line(self, painter: QPainter, past: list[QPointF], colour: QColor) -> None:
        painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLines([QLineF(one, next_) for one, next_ in pairwise(past)])


class AltitudeBar(Mark):
    """Altitude now as a bar of 72 x 4, tomorrow as a tick."""

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, 72, 10, parent)
        self._now, self._tomorrow = 0.0, 0.0

    def set_altitude(self, now: float, tomorrow: float, words: str) -> None:
        """Show altitudes 0..1; `words` are the accessible text and the tooltip."""
        self._now, self._tomorrow = now, tomorrow
        self._tell(words)
        self.update()

    def _paint_mark(self, painter: QPainter, width: float, height: float) -> None:
        paint_altitude_bar(painter, self._look, QRectF(0, 0, width, height), self._now, self._tomorrow)


def paint_altitude_bar(painter: QPainter, look: ThemeHolder, rect: QRectF, now: float, tomorrow: float) -> None:
    """The bar for item delegates: `rect` is 10 high, altitudes 0..1."""
    theme = look.theme
    track = QRectF(rect.left(), rect.top() + 3, rect.width(), 4)
    paint.box(painter, track, 2, fill=theme.colour("heat0"))
    if now > 0:
        filled = QRectF(track.left(), track.top(), max(4.0, rect.width() * min(1.0, now)), 4)
        paint.box(painter, filled, 2, fill=theme.colour("accent"))
    at = round(rect.left() + (rect.width() - 2) * min(1.0, max(0.0, tomorrow)))
    paint.box(painter, QRectF(at, rect.top(), 2, 10), 1, fill=theme.colour("muted"))


def _height_of(altitude: float, height: float) -> float:
    """From altitude 0..1 to y, as the pictures place it."""
    return (height - 12) - (height - 20) * min(1.0, max(0.0, altitude))


def _points(values: tuple[float, ...], left: float, right: float, height: float) -> list[QPointF]:
    steps = max(1, len(values) - 1)
    return [
        QPointF(left + (right - left) * at / steps if len(values) > 1 else right, _height_of(value, height))
        for at, value in enumerate(values)
    ]
