"""The hands and eyes of the tour: presses keys, lets time pass, takes pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QAbstractAnimation, QDeadlineTimer, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QCursor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QScrollArea, QWidget
from tour_screens import HOUR, SCREENS, names_of

from lch_desktop.app import App
from lch_desktop.ui.cover.door_sign import DoorSign
from lch_desktop.ui.widgets import Toast

KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Down": Qt.Key.Key_Down,
    "?": Qt.Key.Key_Question,
    "F11": Qt.Key.Key_F11,
}
HELD = {"Ctrl": Qt.KeyboardModifier.ControlModifier, "Shift": Qt.KeyboardModifier.ShiftModifier}
PATIENCE_MS = 5000
ABOVE = 160  # px that stay in sight above a part that is scrolled to
PASSING_MS = 1000  # a single-shot timer shorter than this will still change what is on the screen
STEP_S = 15  # the longest gap between two readings of the clock that still counts as focus


class TourClock:
    """A Clock that moves only when the tour lets time pass."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._elapsed_s = 0.0

    def now(self) -> datetime:
        return self._now

    def elapsed_s(self) -> float:
        return self._elapsed_s

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass on both clocks."""
        self._now += timedelta(seconds=seconds)
        self._elapsed_s += seconds


class Hands:
    """Drives one window and saves what it shows into `folder`."""

    def __init__(self, app: App, clock: TourClock, folder: Path, themes: tuple[str, ...]) -> None:
        self._app, self._clock = app, clock
        self._folder, self._themes = folder, themes
        self.window = app.window
        self.services = app.context.services
        QCursor.setPos(QPoint(0, 0))  # nothing is under the mouse

    # doing

    def press(self, key: str) -> None:
        """One key press where the keyboard is, after the moment that a hand needs."""
        self.wait(1)
        modifier, _, name = key.rpartition("+")
        held = HELD.get(modifier, Qt.KeyboardModifier.NoModifier)
        QTest.keyClick(self._keyboard(), KEYS.get(name) or Qt.Key(ord(name)), held)
        self.settle()

    def type(self, text: str) -> None:
        """Letters, where the keyboard is."""
        QTest.keyClicks(self._keyboard(), text)
        self.settle()

    def click(self, name: str) -> None:
        """The button `name` of the window. Raises LookupError where none is to be seen."""
        for button in self.window.findChildren(QAbstractButton):
            if name in (button.accessibleName(), button.text()) and button.isVisible():
                button.click()
                self.settle()
                return
        raise LookupError(f"no button {name!r} on {self.window.front}")

    def bring_into_view(self, name: str) -> None:
        """Scroll the page in front until the part called `name` is near the top. Raises LookupError without one."""
        for area in self.window.findChildren(QScrollArea):
            for part in area.widget().findChildren(QWidget) if area.isVisible() else ():
                if part.accessibleName() == name and part.isVisible():
                    top = part.mapTo(area.widget(), QPoint(0, 0)).y()
                    area.verticalScrollBar().setValue(top - ABOVE)
                    self.settle()
                    return
        raise LookupError(f"nothing called {name!r} on {self.window.front}")

    def wait(self, seconds: float = 0.0, *, minutes: float = 0.0) -> None:
        """Let time pass as it would: the hour reads its clocks all along."""
        left = seconds + 60 * minutes
        while left > 0:
            self._clock.advance(min(left, STEP_S))
            left -= STEP_S
            if self.services.hour.timer is not None:
                self.window.room.presenter.tick()

    def wait_until(self, minute: float) -> None:
        """Let time pass up to this minute of the hour; a pause is no part of it."""
        timer = self.services.hour.tick()
        gone_s = timer.session.planned_s - timer.left_s
        self.wait(max(0.0, 60 * minute - gone_s))

    def resize(self, size: tuple[int, int]) -> None:
        """A window of `size`."""
        self.window.showNormal()
        self.window.resize(*size)
        self.until(lambda: (self.window.width(), self.window.height()) == size)

    def set_theme(self, theme: str) -> None:
        """The theme of the pages outside the hour."""
        rep = self.services.rep
        if rep.settings.theme != theme:
            rep.save(replace(rep.settings, theme=theme))
            self._app.context.hub.look_changed.emit()

    # seeing

    def shoot(self, screen: str) -> None:
        """Save what the window shows now, in each theme where the screen has themes."""
        for toast in self.window.findChildren(Toast):
            toast.dismiss()
        themes = ("",) if SCREENS[screen] == HOUR else self._themes
        pictures = list(zip(themes, names_of(screen, self._themes), strict=True))
        # A new look takes a second or two: the one in force comes first.
        pictures.sort(key=lambda picture: picture[0] != self.services.rep.settings.theme)
        for theme, name in pictures:
            if theme:
                self.set_theme(theme)
            self.settle()
            file = self._folder / name
            if not self._picture().save(str(file)):
                raise OSError(f"{file} could not be written")
            print(file, flush=True)

    def shoot_sign(self, screen: str, words: str, fraction: float, size: tuple[int, int]) -> None:
        """Save the door sign as it stands on another monitor; this one has only the one window."""
        sign = DoorSign(self._app.context.focus_look, words)
        sign.resize(*size)
        sign.set_fraction(fraction)
        [name] = names_of(screen, self._themes)
        file = self._folder / name
        if not sign.grab().save(str(file)):
            raise OSError(f"{file} could not be written")
        sign.deleteLater()
        print(file, flush=True)

    def settle(self) -> None:
        """Until everything is painted and nothing on the screen moves any more."""
        self.until(lambda: not self._moving())
        self.until(self._painted)

    def until(self, holds: Callable[[], bool]) -> None:
        """Handle events until `holds`. Raises TimeoutError after some seconds."""
        deadline = QDeadlineTimer(PATIENCE_MS)
        while not holds():
            if deadline.hasExpired():
                raise TimeoutError(f"nothing came of it on {self.window.front}")
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)

    def _moving(self) -> bool:
        fades = self.window.findChildren(QAbstractAnimation)
        timers = self.window.findChildren(QTimer)
        return any(fade.state() is QAbstractAnimation.State.Running for fade in fades) or any(
            timer.isSingleShot() and timer.isActive() and timer.interval() < PASSING_MS for timer in timers
        )

    def _painted(self) -> bool:
        # What one round of events brings about, the next one lays out and the third one paints.
        for _ in range(3):
            QApplication.processEvents()
        return True

    def _picture(self) -> QPixmap:
        picture = self.window.grab()
        for dialog in self.window.findChildren(QDialog):
            if dialog.isVisible():
                panel = dialog.grab()
                painter = QPainter(picture)
                painter.drawPixmap(
                    (picture.width() - panel.width()) // 2, (picture.height() - panel.height()) // 2, panel
                )
                painter.end()
        return picture

    def _keyboard(self) -> QWidget:
        return QApplication.focusWidget() or self.window
