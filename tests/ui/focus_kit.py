"""A running hour on a temporary folder, driven as a rep drives it: by real key presses on the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from lch_desktop.app import App, build, build_services
from lch_desktop.domain.calls import Call
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.session import Goals
from lch_desktop.services.bundle import Services
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.ui.focus.presenter import FocusPresenter
from lch_desktop.ui.focus.view import FocusPage
from lch_desktop.ui.widgets import Toast
from tests.fakes import FakeClock

ZONE = "America/Chicago"
PLAN = PlannedHour(60, Goals(calls=15, people=4, asks=2, appointments=2))
CTRL = Qt.KeyboardModifier.ControlModifier
NO_KEY = Qt.KeyboardModifier.NoModifier
PRESS, RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
KEYS: dict[str, Qt.Key] = {
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Left": Qt.Key.Key_Left,
    "Tab": Qt.Key.Key_Tab,
    "Space": Qt.Key.Key_Space,
    "F11": Qt.Key.Key_F11,
    "?": Qt.Key.Key_Question,
}


def qt_key(name: str) -> Qt.Key:
    """The Qt key of a key cap: "7", "K", "Enter"."""
    return KEYS[name] if name in KEYS else Qt.Key(ord(name))


class Hour:
    """One running hour and the hands on its keyboard."""

    def __init__(self, app: App, clock: FakeClock) -> None:
        self.app, self.clock, self.window = app, clock, app.window
        self.services: Services = app.context.services
        self.store = self.services.store

    # the hour

    def start(self, plan: PlannedHour = PLAN) -> Hour:
        """Begin; the guards of the first card have passed when this returns."""
        self.window.start_hour(plan)
        self.draw_at(1920, 1080)
        self.settle()
        return self

    def draw_at(self, width: int, height: int) -> None:
        """Give the window a size, as on another monitor."""
        self.window.showNormal()
        self.window.resize(width, height)
        self.window.activateWindow()
        QApplication.processEvents()

    def settle(self, seconds: float = 1.0) -> None:
        """Let the key guards pass and Qt do what it has queued: the frame, and what comes after it."""
        self.clock.advance(seconds)
        QApplication.processEvents()
        QApplication.processEvents()

    @property
    def p(self) -> FocusPresenter:
        return self.window.room.presenter

    @property
    def page(self) -> FocusPage:
        return self.window.room.page

    @property
    def lead(self) -> Lead:
        """The lead on the card, as it is stored."""
        assert self.p.lead is not None
        found = self.store.leads.get(self.p.lead.id)
        assert found is not None
        return found

    def named(self, name: str) -> Lead:
        """The lead called `name`."""
        found = [lead for lead in self.store.leads.many(range(1, 100)) if lead.name == name]
        assert found, name
        return found[0]

    def open(self, name: str) -> Lead:
        """Put the lead called `name` on the card."""
        lead = self.named(name)
        self.p.open_lead(lead.id)
        self.settle()
        return lead

    @property
    def calls(self) -> list[Call]:
        """What this hour has logged, oldest first."""
        return sorted(self.store.calls.of_session(self.p.hour.session.id), key=lambda call: call.id)

    @property
    def said(self) -> str:
        """The toast, "" when none is up."""
        return next((toast.text() for toast in self.window.findChildren(Toast) if toast.isVisible()), "")

    # the keyboard

    @property
    def focused(self) -> QWidget:
        return QApplication.focusWidget() or self.page

    def press(self, *names: str, settle: bool = True) -> None:
        """Press and let go of each key where the keyboard is; "Ctrl+5", "Shift+Z", "K", "Enter"."""
        for name in names:
            self.down(name)
            self.up(name)
            if settle:
                self.settle()

    def down(self, name: str, *, repeat: bool = False, at_ms: int = 0) -> None:
        """Press a key; `repeat` is one that the system sends while it is held, `at_ms` its stamp (0: none)."""
        self._send(PRESS, name, repeat, at_ms)

    def up(self, name: str, *, repeat: bool = False) -> None:
        """Let a key go."""
        self._send(RELEASE, name, repeat)

    def type(self, text: str) -> None:
        """Type `text` where the keyboard is."""
        QTest.keyClicks(self.focused, text)

    def _send(self, kind: QEvent.Type, name: str, repeat: bool, at_ms: int = 0) -> None:
        *held, key = name.split("+")
        modifiers = NO_KEY
        for word in held:
            modifiers |= CTRL if word == "Ctrl" else Qt.KeyboardModifier.ShiftModifier
        text = "" if held or len(key) > 1 else key.lower()
        event = QKeyEvent(kind, qt_key(key), modifiers, text, repeat)
        event.setTimestamp(at_ms)
        QApplication.sendEvent(self.focused, event)

    # the screen

    def button(self, name: str) -> QAbstractButton:
        """The showing button called `name`."""
        found = [b for b in self.window.findChildren(QAbstractButton) if b.accessibleName() == name and b.isVisible()]
        assert found, f"no button {name} is showing"
        return found[0]

    def click(self, name: str) -> None:
        """Click the showing button called `name`."""
        self.button(name).click()
        self.settle()

    def texts(self) -> list[str]:
        """Every word that is showing anywhere in the window."""
        said: list[str] = []
        for label in self.window.findChildren(QLabel):
            said += [label.text()] if label.isVisible() else []
        for button in self.window.findChildren(QAbstractButton):
            said += [button.text(), button.accessibleName()] if button.isVisible() else []
        for line in self.window.findChildren(QLineEdit):
            said += [line.text()] if line.isVisible() else []
        for note in self.window.findChildren(QPlainTextEdit):
            said += [note.toPlainText()] if note.isVisible() else []
        return [text for text in said if text]


@contextmanager
def running(data_dir: Path, clock: FakeClock, **settings: object) -> Iterator[Hour]:
    """An hour on the 25 sample leads, going when this is entered. `settings` are the rep's own."""
    with opened(data_dir, clock, **settings) as hour:
        hour.services.samples.put_in()
        yield hour.start()


@contextmanager
def opened(data_dir: Path, clock: FakeClock, **settings: object) -> Iterator[Hour]:
    """The window, with no leads and no hour yet."""
    before = build_services(data_dir, clock, zone=ZONE)
    chosen = replace(before.rep.settings, rep_name="Sam Rivera", reduced_motion=True, **settings)  # type: ignore[arg-type]
    before.rep.save(chosen)
    before.store.close()
    app = build(data_dir, clock, zone=ZONE, direct=True)
    try:
        yield Hour(app, clock)
    finally:
        app.window.close()
        app.close()
        shiboken6.delete(app.window)  # dozens of windows kept alive would be styled anew with each test
