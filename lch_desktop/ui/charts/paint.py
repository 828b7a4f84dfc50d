"""Shapes on a painter. The only module of the charts that draws."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from lch_desktop.ui.charts.shapes import Align, Box, Disc, Drawing, Place, Shape, Stroke, Words
from lch_desktop.ui.theme import Theme
from lch_desktop.ui.widgets import paint

_ALIGN = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTRE: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
}


def paint_drawing(painter: QPainter, theme: Theme, drawing: Drawing) -> None:
    """Paint every shape, in its order."""
    for shape in drawing.shapes:
        _paint(painter, theme, shape)


def rect_of(place: Place) -> QRectF:
    return QRectF(place.x, place.y, place.width, place.height)


def _paint(painter: QPainter, theme: Theme, shape: Shape) -> None:
    match shape:
        case Stroke():
            _stroke(painter, theme, shape)
        case Box():
            _box(painter, theme, shape)
        case Disc(x, y, radius, fill):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(fill))
            painter.drawEllipse(QPointF(x, y), radius, radius)
        case Words(place, text, role, colour, align):
            flags = _ALIGN[align] | Qt.AlignmentFlag.AlignVCenter
            paint.words(painter, rect_of(place), text, theme.font(role), theme.colour(colour), flags)


def _stroke(painter: QPainter, theme: Theme, stroke: Stroke) -> None:
    pen = QPen(theme.colour(stroke.colour), stroke.width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    if stroke.dotted:
        pen.setDashPattern([0.5, 2.5])
    painter.setPen(pen)
    points = [QPointF(x, y) for x, y in stroke.points]
    # A poly-line of hundreds of points takes sixty times as long: Qt joins its corners.
    painter.drawLines([QLineF(one, other) for one, other in pairwise(points)])


def _box(painter: QPainter, theme: Theme, box: Box) -> None:
    rect = rect_of(box.place)
    fill = theme.colour(box.fill) if box.fill else None
    if not box.dashed:
        ring = theme.colour(box.ring) if box.ring else None
        paint.box(painter, rect, box.radius, fill=fill, ring=ring, width=box.ring_width)
        return
    pen = QPen(theme.colour(box.ring), box.ring_width)
    pen.setDashPattern([2, 2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = box.ring_width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), box.radius, box.radius)
