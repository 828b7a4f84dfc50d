"""One monitor's door sign: the hour's sky and one sentence, on a window that never takes the keyboard."""

from __future__ import annotations

import sys

import shiboken6
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QScreen,
    QWindow,
)
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from lch_desktop.ui import fonts
from lch_desktop.ui.cover.lettering import LINE, TRACKING, WEIGHT, fitted, inter
from lch_desktop.ui.sky import HORIZON, SkyWidget
from lch_desktop.ui.theme import ThemeHolder

WIDTH_SHARE = 0.84  # of the window, for the words
HEIGHT_SHARE = 0.5
LARGEST = 0.105  # of the window's height
MIDDLE = 0.52  # of the sky's height: a little under its middle looks like the middle
_WINDOW = Qt.WindowType


class DoorSign(QFrame):
    """Covers one screen. It goes over what is there when it is shown, and never again: it is not kept on top."""

    put_away = Signal()  # closed by the rep
    got_keyboard = Signal()  # it wants none, but Wayland knows no window without
    got_key = Signal(object)  # a QKeyEvent

    def __init__(self, look: ThemeHolder, words: str) -> None:
        super().__init__()  # no parent: a child window would be kept above Focus
        self.setWindowFlags(_flags())
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Door sign"))
        self._sky = SkyWidget(look, self)
        self._words = _Words(look, self)
        self.set_words(words)
        self._others_since = False  # another program had the keyboard, so its window may be in front of this one
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._notice_others)

    def set_words(self, words: str) -> None:
        """Say something else, a later end; the window stays where it is among the others."""
        self._words.setText(words)
        self.setWindowTitle(words)

    def cover(self, screen: QScreen) -> None:
        """Fill `screen`. The screen is chosen right before showing: later a window manager may know better."""
        self.setGeometry(screen.geometry())  # X11 fills the screen that a window is on; Wayland ignores it
        if sys.platform == "darwin":
            self.show()  # a full screen of its own would be another space, which the rep would be taken to
            return
        self.winId()  # without a native window there is nothing to move
        self.windowHandle().setScreen(screen)
        self.setWindowState(Qt.WindowState.WindowFullScreen)  # showFullScreen() would ask for the keyboard
        self.show()

    def follow(self, screen: QScreen) -> None:
        """The screen has another size or another place."""
        if not _is_wayland() and self.geometry() != screen.geometry():
            self.setGeometry(screen.geometry())

    def fills(self, screen: QScreen) -> bool:
        """Whether the window really is on `screen`, all of it."""
        if not self.isVisible():  # before that it has no native window
            return False
        handle = self.windowHandle()
        if not handle.isExposed() or screen_id(handle.screen()) != screen_id(screen):
            return False
        if _is_wayland():  # a program is not told where its windows are
            return self.size() == screen.size()
        return self.geometry() == screen.geometry()

    def set_fraction(self, f: float) -> None:
        """Move the sun to `f` (0..1) of the hour."""
        self._sky.set_fraction(f)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sky.setGeometry(self.rect())
        self._words.setGeometry(QRect(0, 0, self.width(), round(self.height() * HORIZON)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click does nothing. But X11's window managers raise what is clicked, and that may not hide a dialer which
        came up in front: then it rather goes behind all others."""
        event.accept()
        if self._others_since and QGuiApplication.platformName() == "xcb":
            # Told to the window manager, which may raise what was clicked much later: lowering alone would come first.
            self.windowHandle().setFlag(_WINDOW.WindowStaysOnBottomHint)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.got_keyboard.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.got_key.emit(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self.got_key.emit(event)

    def _notice_others(self, window: QWindow | None) -> None:
        self._others_since = self._others_since or window is None

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.put_away.emit()


class _Words(QLabel):
    """The sentence on the sky, as large as is calm."""

    def __init__(self, look: ThemeHolder, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setTextFormat(Qt.TextFormat.PlainText)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        whole = self.height() / HORIZON  # of the window
        room = (self.width() * WIDTH_SHARE, whole * HEIGHT_SHARE)
        set_in = fitted(self.text(), *room, whole * LARGEST, inter)
        painter = QPainter(self)
        painter.setFont(fonts.font(set_in.size, WEIGHT, TRACKING))
        painter.setPen(self._look.theme.colour("sky_text"))
        paint_lines(painter, self.rect().toRectF(), set_in.lines, set_in.size, MIDDLE)
        painter.end()


def paint_lines(painter: QPainter, room: QRectF, lines: tuple[str, ...], size: float, middle: float = 0.5) -> None:
    """Each line in the middle of `room`, all of them around its height `middle`, by the letters and not their box."""
    metrics = QFontMetricsF(painter.font())
    step = size * LINE
    first = room.top() + room.height() * middle - (len(lines) - 1) * step / 2 + metrics.capHeight() / 2
    for number, line in enumerate(lines):
        left = room.left() + (room.width() - metrics.horizontalAdvance(line)) / 2
        painter.drawText(QPointF(left, first + number * step), line)


def screen_id(screen: QScreen) -> int:
    """What tells one screen from another. Not the object: Qt for Python declares a screen's wrapper dead together with
    any window that was asked for its screen (PySide6 6.11)."""
    return int(shiboken6.getCppPointer(screen)[0])


def _flags() -> Qt.WindowType:
    """No frame, no keyboard, and on Windows no place in the task bar.

    Elsewhere a tool window has other manners: macOS keeps it above all, X11 raises it together with Focus, over the
    softphone that came up in front of it, and KDE hides it while another program has the keyboard.
    """
    kind = _WINDOW.Tool if sys.platform == "win32" else _WINDOW.Window
    return kind | _WINDOW.FramelessWindowHint | _WINDOW.WindowDoesNotAcceptFocus


def _is_wayland() -> bool:
    return QGuiApplication.platformName().startswith("wayland")
