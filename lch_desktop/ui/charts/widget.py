"""One widget for every chart: paints it, says what is under the pointer or under the cursor of the arrow keys."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAccessibleWidget, QFrame, QSizePolicy, QToolTip, QWidget

from lch_desktop.ui.charts.paint import paint_drawing, rect_of
from lch_desktop.ui.charts.shapes import Chart, Drawing, Room, Spot
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import paint

NOWHERE = -1


class ChartWidget(QFrame):
    """Shows a `Chart`. Tab reaches it; the arrow keys, Home and End walk over its values, Esc lets go."""

    def __init__(self, look: ThemeHolder, height: int, parent: QWidget | None = None) -> None:
        _tell_roles()
        super().__init__(parent)
        self._look, self._height = look, height
        self._chart: Chart | None = None
        self._drawing = Drawing()
        self._cursor = NOWHERE
        self._is_stale = False  # the chart was given, or the room changed, while nobody could see it
        self._picture: QPixmap | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._apply_look)

    def show_chart(self, chart: Chart) -> None:
        """Draw `chart`; its sentence becomes the accessible description."""
        self._chart = chart
        self.setAccessibleName(chart.name)
        self.setAccessibleDescription(chart.sentence)
        self._cursor = NOWHERE
        self._lay_out()

    @property
    def drawing(self) -> Drawing:
        """The chart as it is laid out now."""
        return self._drawing

    @property
    def said(self) -> str:
        """What stands under the cursor, "" for nothing."""
        return self._drawing.spots[self._cursor].words if self._cursor != NOWHERE else ""

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        return QSize(theme.px(320), theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        theme = self._look.theme
        return QSize(theme.px(200), theme.px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.begin(self)
        painter.drawPixmap(0, 0, self._picture_of())
        if self._cursor != NOWHERE and self.hasFocus():
            self._paint_cursor(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = self._spot_at(event.position().x(), event.position().y())
        if spot is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPosition().toPoint(), spot.words, self, rect_of(spot.place).toAlignedRect())

    def leaveEvent(self, event: QEvent) -> None:
        QToolTip.hideText()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moved = self._moved(event.key())
        if moved is None:
            super().keyPressEvent(event)
            return
        event.accept()
        self._put_cursor(moved)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._put_cursor(NOWHERE)
        super().focusOutEvent(event)

    def _moved(self, key: int) -> int | None:
        """Where a key takes the cursor; None for a key that is not ours."""
        count, row = len(self._drawing.spots), max(1, self._drawing.columns)
        last = count - 1
        if not count:
            return None
        if key == Qt.Key.Key_Escape:
            return NOWHERE if self._cursor != NOWHERE else None
        if self._cursor == NOWHERE:
            ours = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)
            return (0 if key == Qt.Key.Key_Home else last) if key in ours else None
        steps = {Qt.Key.Key_Left: -row, Qt.Key.Key_Right: row, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if key in steps:
            return self._beside(steps[Qt.Key(key)])
        return {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}.get(Qt.Key(key))

    def _beside(self, step: int) -> int:
        """The spot so many places on; where the grid has none there the cursor stays."""
        spots = self._drawing.spots
        here = spots[self._cursor].at
        if here is None:
            return min(len(spots) - 1, max(0, self._cursor + step))
        return next((n for n, spot in enumerate(spots) if spot.at == here + step), self._cursor)

    def _put_cursor(self, at: int) -> None:
        if at == self._cursor or self._chart is None:
            return
        self._cursor = at
        self.setAccessibleDescription(self.said or self._chart.sentence)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        if at != NOWHERE:
            self._announce(self.said)
            spot = rect_of(self._drawing.spots[at].place)
            QToolTip.showText(self.mapToGlobal(spot.bottomRight().toPoint()), self.said, self)
        else:
            QToolTip.hideText()
        self.update()

    def _announce(self, words: str) -> None:
        """Have it spoken at once: few screen readers say a description that changes. The newest cuts the last short."""
        event = QAccessibleAnnouncementEvent(self, words)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    def _picture_of(self) -> QPixmap:
        """The drawing, painted once: a year of days is some hundred shapes, and the cursor moves over them."""
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_drawing(painter, self._look.theme, self._drawing)
            painter.end()
        return self._picture

    def _paint_cursor(self, painter: QPainter) -> None:
        spot: Spot = self._drawing.spots[self._cursor]
        around = rect_of(spot.place).intersected(QRectF(self.rect())).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(self._look.theme.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(around, 4, 4)

    def _spot_at(self, x: float, y: float) -> Spot | None:
        return next((spot for spot in self._drawing.spots if spot.place.holds(x, y)), None)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._lay_out()

    def _lay_out(self) -> None:
        """Lay the chart out anew; one that is hidden waits until it is shown."""
        if self._chart is None:
            return
        self._is_stale = not self.isVisible()
        if self._is_stale:
            self._cursor, self._drawing, self._picture = NOWHERE, Drawing(), None
            return
        theme = self._look.theme
        room = Room(self.width(), self.height(), theme.px, lambda text, role: theme.width(text, role))
        if self._chart.height is not None and (high := round(self._chart.height(room))) != self.height():
            self.setFixedHeight(high)
            room = replace(room, height=high)
        self._drawing, self._picture = self._chart.lay_out(room), None
        if self._cursor >= len(self._drawing.spots):
            self._cursor = NOWHERE
        self.update()

    def _apply_look(self) -> None:
        self.updateGeometry()
        self._lay_out()


@cache
def _tell_roles() -> None:
    """Have assistive technology told that a chart is one; to Qt it is a frame, which nobody stops at."""
    QAccessible.installFactory(_interface)


def _interface(_: str, of: QObject) -> QAccessibleInterface | None:
    return QAccessibleWidget(of, QAccessible.Role.Chart) if isinstance(of, ChartWidget) else None
