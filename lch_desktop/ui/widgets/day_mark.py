"""The mark of one day of the habit, 28 px, told by its shape and never by colour alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from lch_desktop.ui.theme import Theme, ThemeHolder
from lch_desktop.ui.widgets.marks import Mark

SIZE = 28
_CENTRE = QPointF(14, 14)
_RADIUS = 11.25


class DayMark(Mark):
    """One day. Kinds: full short missed spared off holiday excused travel bonus pending manual future."""

    def __init__(self, look: ThemeHolder, kind: str = "future", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(look, SIZE, SIZE, parent)
        self._kind = kind
        self.set_mark(kind, name)

    def set_mark(self, kind: str, name: str = "") -> None:
        """Show `kind`, called `name` (by default the kind's own name); an unknown kind raises KeyError."""
        own_name = day_name(kind)
        self._kind = kind
        self._tell(name or own_name)
        self.update()

    def _paint_mark(self, painter: QPainter, width: float, height: float) -> None:
        paint_day(painter, self._look.theme, self._kind)


def day_name(kind: str) -> str:
    """The words for a kind of day; an unknown kind raises KeyError."""
    names = {
        "full": QCoreApplication.translate("DayMark", "Full day"),
        "short": QCoreApplication.translate("DayMark", "Short day"),
        "missed": QCoreApplication.translate("DayMark", "Missed"),
        "spared": QCoreApplication.translate("DayMark", "Spare day used"),
        "off": QCoreApplication.translate("DayMark", "Day off"),
        "holiday": QCoreApplication.translate("DayMark", "Holiday"),
        "excused": QCoreApplication.translate("DayMark", "Excused"),
        "travel": QCoreApplication.translate("DayMark", "Travel day"),
        "bonus": QCoreApplication.translate("DayMark", "Bonus"),
        "pending": QCoreApplication.translate("DayMark", "Still open"),
        "manual": QCoreApplication.translate("DayMark", "Added by hand"),
        "future": QCoreApplication.translate("DayMark", "Ahead"),
    }
    return names[kind]


def paint_day(painter: QPainter, theme: Theme, kind: str) -> None:
    """Draw the mark of `kind` into the 28 px square at the painter's origin."""
    _PAINTERS[kind](painter, theme)


def _pen(theme: Theme, token: str, width: float) -> QPen:
    return QPen(
        theme.colour(token),
        width,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )


def _ring(painter: QPainter, pen: QPen, radius: float = _RADIUS) -> None:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(_CENTRE, radius, radius)


def _disc(painter: QPainter, theme: Theme, token: str, radius: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(token))
    painter.drawEllipse(_CENTRE, radius, radius)


def _full(painter: QPainter, theme: Theme) -> None:
    _disc(painter, theme, "accent", 12)
    painter.setPen(_pen(theme, "bg", 2))
    painter.drawPolyline([QPointF(9, 14.5), QPointF(12.5, 18), QPointF(19, 11)])


def _short(painter: QPainter, theme: Theme) -> None:
    _ring(painter, _pen(theme, "accent", 1.75))
    half = QPainterPath(_CENTRE)
    half.arcTo(QRectF(14 - _RADIUS, 14 - _RADIUS, 2 * _RADIUS, 2 * _RADIUS), 90, 180)
    painter.fillPath(half, theme.colour("accent"))


def _missed(painter: QPainter, theme: Theme) -> None:
    _ring(painter, _pen(theme, "line", 1.5))


def _spared(painter: QPainter, theme: Theme) -> None:
    _ring(painter, _pen(theme, "line", 1.5))
    painter.setPen(_pen(theme, "muted", 1.6))
    painter.drawLine(QLineF(14, 8, 14, 20))
    painter.drawLine(QLineF(8.8, 11, 19.2, 17))
    painter.drawLine(QLineF(8.8, 17, 19.2, 11))


def _off(painter: QPainter, theme: Theme) -> None:
    _disc(painter, theme, "line", 2)


def _future(painter: QPainter, theme: Theme) -> None:
    _ring(painter, _pen(theme, "line", 1.25), 4)  # small and open: a day to come, where a day off is a dot


def _holiday(painter: QPainter, theme: Theme) -> None:
    painter.setPen(_pen(theme, "muted", 1.75))
    painter.drawLine(QLineF(7, 18, 21, 18))
    painter.drawArc(QRectF(9.5, 10.5, 9, 9), 0, 180 * 16)


def _bonus(painter: QPainter, theme: Theme) -> None:
    _ring(painter, _pen(theme, "accent", 1.5))
    _disc(painter, theme, "accent", 3.5)


def _pending(painter: QPainter, theme: Theme) -> None:
    pen = _pen(theme, "accent", 1.75)
    pen.setDashPattern([2.5 / 1.75, 4 / 1.75])
    _ring(painter, pen)


def _manual(painter: QPainter, theme: Theme) -> None:
    _ring(painter, _pen(theme, "accent", 3.5), 10)


_PAINTERS: dict[str, Callable[[QPainter, Theme], None]] = {
    "full": _full,
    "short": _short,
    "missed": _missed,
    "spared": _spared,
    "off": _off,
    "holiday": _holiday,
    "excused": _off,
    "travel": _off,
    "bonus": _bonus,
    "pending": _pending,
    "manual": _manual,
    "future": _future,
}
