"""The program's own notice: a small window in a corner, where the system shows none.

It comes without the keyboard and never takes it; whoever clicks it may go on with Tab. Wayland lets no program choose
its place, and may not keep it above others: there it stands where the desktop puts it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QBitmap,
    QCloseEvent,
    QColor,
    QEnterEvent,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from lch_desktop.domain.notices import DISMISSED, Notice, NoticeAction
from lch_desktop.ui.sky import LINE_ALPHA, PALE, SUN_SIZE, Glow, paint_horizon, paint_sky, paint_sun, sky_at, with_alpha
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import paint
from lch_desktop.ui.widgets.announce import alert
from lch_desktop.ui.widgets.buttons import Button, Form, IconButton, PrimaryButton, QuietButton, SecondaryButton
from lch_desktop.ui.widgets.labels import ElidedLabel, WrapLabel

SHOWN_MS, QUIET_MS = 60_000, 15_000
WIDTH, BAND, RADIUS = 344, 88, 14  # px at 100 %
FROM_EDGE = 24  # px between the card and the edges of the screen
_SHADOW, _SHADOW_DROP, _SHADOW_DARK = 28, 10, 0.07  # px around the card, px further down, opacity of each of its rings
_SUN_X, _GLOW_X, _GLOW_Y, _GLOW, _SKY_AT = 44, 220, 60, 0.36, 0.45
_BODY_LINES = 3
_FORM = Form(40, "body_medium", 8, 14, 14, 10)


class NoticeWindow(QWidget):
    """Shows one Notice at a time, the newest. A press hides it and says which; time hides it and says nothing."""

    answered = Signal(str, str)  # the notice's key, the action's key ("" for closed)

    def __init__(
        self, look: ThemeHolder, play_sound: Callable[[], None] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, _flags())
        self._look, self._play_sound = look, play_sound
        self._notice = Notice("", "")
        self._margin = 0 if _is_cut_out() else _SHADOW
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._expire)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, not _is_cut_out())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("notice")
        self._title = ElidedLabel(look, "", "large_strong")
        self._body = WrapLabel(look, "", "body", "muted", max_lines=_BODY_LINES)
        self._close = _SkyButton(look, "x", self.tr("Close"), size=32)
        self._close.clicked.connect(lambda: self._answer(DISMISSED))
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        self._lay_out()
        look.changed.connect(self._apply_look)

    def show_notice(self, notice: Notice) -> None:
        """Show `notice` in place of what is there, with the soft sound unless it is a quiet one."""
        self._notice = notice
        self._title.setText(notice.title)
        self._body.setText(notice.body)
        self._body.setVisible(bool(notice.body))
        self._set_actions(notice.actions)
        self.setWindowTitle(notice.title)
        self.setAccessibleName(notice.title)
        self.setAccessibleDescription(notice.body)
        self.setFocus()  # of this window, should it ever have the keyboard: the first button must not be a key away
        self._place()
        self.show()
        self.raise_()
        self._timer.start(self._shown_ms())
        alert(self)
        if self._play_sound is not None and not notice.quiet:
            self._play_sound()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._answer(DISMISSED)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        super().closeEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()  # whoever is about to press it gets the time to
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible():
            self._timer.start(self._shown_ms())
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if _is_cut_out():
            self.setMask(_rounded(self.size().width(), self.size().height(), self._look.theme.px(RADIUS)))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, card = self._look.theme, self._card()
        radius = theme.px(RADIUS)
        painter = paint.begin(self)
        if self._margin:
            self._paint_shadow(painter, card, radius)
        outline = QPainterPath()
        outline.addRoundedRect(card, radius, radius)
        painter.setClipPath(outline)
        painter.fillRect(card, theme.colour("surface"))
        self._paint_band(painter, QRectF(card.left(), card.top(), card.width(), theme.px(BAND)))
        painter.setClipping(False)
        ring = theme.colour("surface_ring")
        paint.box(painter, card, radius, ring=ring if ring.alpha() else theme.colour("hair"))
        painter.end()

    def _paint_band(self, painter: QPainter, band: QRectF) -> None:
        theme = self._look.theme
        pale = theme.name == "light"
        sun_x = theme.px(_SUN_X)
        if theme.high_contrast:
            painter.fillRect(band, theme.colour("plain"))
        else:
            glow = Glow(sun_x, theme.px(_GLOW_X), theme.px(_GLOW_Y), PALE.glow_alpha if pale else _GLOW)
            paint_sky(painter, band, PALE if pale else sky_at(_SKY_AT), glow, pale=pale)
        line = with_alpha(theme.colour("text"), LINE_ALPHA)
        paint_horizon(painter, band.left(), band.width(), band.bottom(), 0, (line, line, line))
        paint_sun(painter, band.left() + sun_x, band.bottom(), theme.px(SUN_SIZE), theme.colour("sun_disc"))

    def _paint_shadow(self, painter: QPainter, card: QRectF, radius: int) -> None:
        """Rings that add up: dark at the card, nothing at the window's edge."""
        painter.setPen(Qt.PenStyle.NoPen)
        reach = _SHADOW - _SHADOW_DROP
        for out in range(reach, 0, -2):
            painter.setBrush(QColor.fromRgbF(0, 0, 0, _SHADOW_DARK * (1 - out / (reach + 2))))
            ring = card.adjusted(-out, -out, out, out).translated(0, _SHADOW_DROP / 2)
            painter.drawRoundedRect(ring, radius + out, radius + out)

    def _card(self) -> QRectF:
        return QRectF(self.rect()).adjusted(self._margin, self._margin, -self._margin, -self._margin)

    def _lay_out(self) -> None:
        self._band_row = QHBoxLayout()
        self._band_row.addStretch(1)
        self._band_row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._body)
        self._below = QVBoxLayout()
        self._below.addLayout(words)
        self._below.addLayout(self._actions)
        column = QVBoxLayout(self)
        column.setContentsMargins(self._margin, self._margin, self._margin, self._margin)
        column.setSpacing(0)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addLayout(self._band_row)
        column.addLayout(self._below)
        self._measure()

    def _measure(self) -> None:
        """The lengths that go with the text size."""
        px = self._look.theme.px
        high = px(BAND) - self._close.sizeHint().height() - px(10)
        self._band_row.setContentsMargins(0, px(10), px(10), max(0, high))
        self._below.setContentsMargins(px(20), px(16), px(20), px(20))
        self._below.setSpacing(px(20) if self._notice.actions else 0)

    def _set_actions(self, actions: tuple[NoticeAction, ...]) -> None:
        while self._actions.count():
            item = self._actions.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for n, action in enumerate(actions):
            if n == 2:
                self._actions.addStretch(1)  # what gives the hour up stands apart
            button = self._button(n, action)
            self._actions.addWidget(button)
            button.show()  # at once: the window may be on the screen, and is measured now
        if len(actions) < 3:
            self._actions.addStretch(1)
        self._measure()
        self._order_of_tab()

    def _button(self, place: int, action: NoticeAction) -> Button:
        look = self._look
        button: Button
        if place == 0:
            button = PrimaryButton(look, action.label, form=_FORM, parent=self)
        elif place == 1:
            button = SecondaryButton(look, action.label, form=_FORM, parent=self)
        else:
            button = QuietButton(look, action.label, tone="muted", parent=self)
        button.clicked.connect(lambda: self._answer(action.key))
        return button

    def _order_of_tab(self) -> None:
        """The actions first, Close last."""
        buttons = [item.widget() for n in range(self._actions.count()) if (item := self._actions.itemAt(n)) is not None]
        ordered = [self, *(button for button in buttons if button is not None), self._close]
        for one, other in pairwise(ordered):
            QWidget.setTabOrder(one, other)

    def _place(self) -> None:
        """In the corner where this system's own notices stand."""
        layout, px = self.layout(), self._look.theme.px
        assert layout is not None
        width = px(WIDTH) + 2 * self._margin
        layout.activate()
        self.resize(width, max(layout.heightForWidth(width), layout.minimumSize().height()))
        screen = QGuiApplication.primaryScreen()
        if screen is not None:
            self.move(*_corner(screen.availableGeometry(), self.width(), self.height(), FROM_EDGE - self._margin))

    def _shown_ms(self) -> int:
        return QUIET_MS if self._notice.quiet else SHOWN_MS

    def _answer(self, action: str) -> None:
        key = self._notice.key
        self.close()
        self.answered.emit(key, action)

    def _expire(self) -> None:
        if self.isActiveWindow():  # somebody is at it with the keyboard
            self._timer.start(self._shown_ms())
        else:
            self.close()

    def _apply_look(self) -> None:
        self._measure()
        if self.isVisible():
            self._place()
        self.update()


class _SkyButton(IconButton):
    """An icon straight on the sky, where plain muted is too faint."""

    def _ink(self) -> str:
        return "sky_text" if self.underMouse() or self.isDown() else "sky_muted"


def _flags() -> Qt.WindowType:
    kind = Qt.WindowType
    return kind.Tool | kind.FramelessWindowHint | kind.WindowStaysOnTopHint | kind.NoDropShadowWindowHint


def _is_cut_out() -> bool:
    """Whether the round corners have to be cut out of the window, without a shadow.

    X11 may have nothing that lets one window shine through another, and Qt does not tell.
    """
    return QGuiApplication.platformName() == "xcb"


def _rounded(width: int, height: int, radius: int) -> QBitmap:
    mask = QBitmap(width, height)
    mask.clear()
    painter = QPainter(mask)
    painter.setBrush(Qt.GlobalColor.color1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(0, 0, width, height, radius, radius)
    painter.end()
    return mask


def _corner(room: QRect, width: int, height: int, away: int, platform: str = sys.platform) -> tuple[int, int]:
    """Bottom right on Windows, top right elsewhere; never above or left of the screen's own corner."""
    left = max(room.left(), room.right() + 1 - width - away)
    top = room.bottom() + 1 - height - away if platform == "win32" else room.top() + away
    return left, max(room.top() - max(0, -away), top)
