"""The window with its room for touches, and outlets that only remember."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.app import App, build
from lch_desktop.domain.calls import Touch, TouchKind
from lch_desktop.services.bundle import Services
from lch_desktop.touch_room import TouchRoom
from lch_desktop.ui.touches.outlets import Outlets
from lch_desktop.ui.touches.sheet import TouchSheet
from tests.fakes import FakeClock
from tests.ui.pages_kit import ZONE, add_all, person


@dataclass
class Remembered:
    """What left the window."""

    links: list[str] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)
    cards: list[tuple[str, str]] = field(default_factory=list)
    opens: bool = True  # whether a program takes a link
    prints: bool = True
    chosen: str = ""  # the file that the rep chooses
    files: tuple[str, ...] = ()  # those that are there

    def outlets(self) -> Outlets:
        return Outlets(
            open_link=self._open,
            copy=self.copied.append,
            ask_file=lambda: self.chosen,
            is_file=lambda path: path in self.files,
            print_card=self._print,
            save_card=lambda name, words: "card.pdf" if self._print(name, words) else "",
        )

    def _open(self, link: str) -> bool:
        self.links.append(link)
        return self.opens

    def _print(self, name: str, words: str) -> bool:
        if self.prints:
            self.cards.append((name, words))
        return self.prints


class Desk:
    """One window with Today in front, three leads, and the sheet."""

    def __init__(self, qtbot: QtBot, app: App, clock: FakeClock, out: Remembered) -> None:
        self.qtbot, self.app, self.clock, self.out = qtbot, app, clock, out
        self.told: list[str] = []
        self.undos: list[object] = []
        hub = app.context.hub
        hub.told.connect(self.told.append)
        hub.undo_offered.connect(lambda words, undo: (self.told.append(words), self.undos.append(undo)))
        self.room = app.window.findChild(TouchRoom) or TouchRoom(app.context, app.window, out.outlets())

    @property
    def services(self) -> Services:
        return self.app.context.services

    @property
    def sheet(self) -> TouchSheet:
        return self.room.sheet

    def due(self, kind: TouchKind = TouchKind.TEXT, lead_id: int = 1, minutes: int = 3, **more: object) -> int:
        """A touch that is due in so many minutes."""
        at = self.clock.now() + timedelta(minutes=minutes)
        touch = Touch(lead_id=lead_id, kind=kind, due_at=at, **more)  # type: ignore[arg-type]
        return self.services.store.touches.add(touch).id

    def touch(self, touch_id: int) -> Touch:
        found = self.services.store.touches.get(touch_id)
        assert found is not None
        return found

    def open(self, *touch_ids: int) -> None:
        """The sheet, once it takes keys."""
        self.room.open(touch_ids)
        self.clock.advance(1)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """`key`, where the keyboard is."""
        self.qtbot.keyClick(QApplication.focusWidget() or self.sheet, key, modifiers)
        self.clock.advance(1)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(QApplication.focusWidget(), text)

    def buttons(self) -> list[str]:
        """The names of what can be pressed on the sheet."""
        return names_in(self.sheet)


def names_in(page: QWidget) -> list[str]:
    """The buttons of `page` that can be seen."""
    return [one.accessibleName() for one in page.findChildren(QAbstractButton) if one.isVisibleTo(page)]


def opened(qtbot: QtBot, data_dir: Path, clock: FakeClock, out: Remembered) -> Iterator[Desk]:
    """A desk, closed at the end of the test."""
    app = build(data_dir, clock, ZONE, direct=True)
    object.__setattr__(app.context, "has_opener", lambda _: True)  # no other program is asked
    qtbot.addWidget(app.window)
    add_all(
        app.context.services,
        [
            person("Dana Ruiz", "5125550143", company="Ruiz Dental", email="dana@example.com"),
            person("Olivia Grant", "5125550144"),
            person("Kwame Osei", "5125550145", company="Osei Logistics"),
        ],
    )
    app.window.resize(1280, 720)
    app.window.open_home()
    app.window.activateWindow()
    qtbot.waitUntil(app.window.isActiveWindow)
    yield Desk(qtbot, app, clock, out)
    app.close()
