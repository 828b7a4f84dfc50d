"""Small painting helpers that every control shares. Lengths are px, colours come from the theme."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from lch_desktop.ui.theme import Theme

CAP_HEIGHT = 20
CAP_RADIUS = 5
CAP_PADDING = 6


def begin(widget: QWidget) -> QPainter:
    """A smooth painter on `widget`; the caller ends it."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def box(
    painter: QPainter,
    rect: QRectF | QRect,
    radius: float,
    *,
    fill: QColor | None = None,
    ring: QColor | None = None,
    width: float = 1.0,
) -> None:
    """A rounded box, its ring drawn inside `rect`."""
    outer = QRectF(rect)
    if fill is not None and fill.alpha():
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(outer, radius, radius)
    if ring is not None and ring.alpha():
        half = width / 2
        painter.setPen(QPen(ring, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inner = max(0.0, radius - half)
        painter.drawRoundedRect(outer.adjusted(half, half, -half, -half), inner, inner)


def words(
    painter: QPainter,
    rect: QRectF | QRect,
    text: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
) -> None:
    """One line of plain text in `rect`, ended with an ellipsis where it does not fit.

    `align` is of the page; the text runs in its own direction, so that the ellipsis stands where it ends.
    """
    target = QRectF(rect).toAlignedRect()
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, target.width())
    painter.setFont(font)
    painter.setPen(colour)
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # a widget's painter has the window's
    painter.drawText(target, align | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine, shown)


def width_of(text: str, font: QFont) -> int:
    """The width of one line of `text`, never less than it needs."""
    return QFontMetrics(font).horizontalAdvance(text) + (1 if text else 0)


def _cap_role(*, large: bool = False) -> str:
    return "body_medium" if large else "caption"


def cap_width(theme: Theme, text: str, *, large: bool = False) -> int:
    """How wide a key cap with `text` is; 0 without text."""
    if not text:
        return 0
    padding = theme.px(CAP_PADDING + (2 if large else 0))
    return max(cap_height(theme, large=large), theme.width(text, _cap_role(large=large)) + 2 * padding)


def cap_height(theme: Theme, *, large: bool = False) -> int:
    """How high a key cap is."""
    return theme.px(CAP_HEIGHT + (4 if large else 0))


def cap(
    painter: QPainter,
    theme: Theme,
    left: float,
    middle: float,
    text: str,
    *,
    state: str = "rest",
    large: bool = False,
) -> None:
    """A key cap from `left`, centred on the height `middle`. `state`: rest, pressed, primary or off."""
    if not text:
        return
    high = cap_height(theme, large=large)
    rect = QRectF(left, round(middle - high / 2), cap_width(theme, text, large=large), high)
    ink = theme.colour("muted")
    if state == "off":
        painter.setOpacity(painter.opacity() * 0.5)
    if state == "pressed":
        box(painter, rect, CAP_RADIUS, fill=theme.colour("accent"))
        ink = theme.colour("on_accent")
    elif state == "primary":
        box(painter, rect, CAP_RADIUS, fill=theme.colour("primary_cap"))
        ink = theme.colour("on_primary")
    else:
        box(painter, rect, CAP_RADIUS, fill=theme.colour("cap_fill"), ring=theme.colour("cap_ring"))
        painter.setPen(QPen(theme.colour("cap_ring"), 1))
        painter.drawLine(
            QPointF(rect.left() + CAP_RADIUS, rect.bottom() - 1.5),
            QPointF(rect.right() - CAP_RADIUS, rect.bottom() - 1.5),
        )
    words(painter, rect, text, theme.font(_cap_role(large=large)), ink, Qt.AlignmentFlag.AlignCenter)
    if state == "off":
        painter.setOpacity(painter.opacity() * 2)
