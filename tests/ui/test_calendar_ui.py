"""The calendar in the window: the file that is kept, the card of the settings, and the line in the menu."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.services.bundle import Services
from lch_desktop.services.calendar import FILE_NAME
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.exporting import ExportMenu
from lch_desktop.ui.morning.calendar_keeper import SETTLE_MS, CalendarKeeper
from lch_desktop.ui.settings.calendar_card import CalendarCard
from lch_desktop.ui.settings.calendar_part import CalendarPart
from lch_desktop.ui.settings.calendar_state import COPY, FOLLOW, CalendarState
from lch_desktop.ui.tasks import DirectTasks, ThreadTasks
from tests.fakes import START, FakeClock
from tests.ui.pages_kit import add_all, make_services, person

pytestmark = pytest.mark.usefixtures("qapp")


class HeldTasks:
    """Keeps what it is given until it is let go."""

    def __init__(self, services: Services) -> None:
        self._store = services.store
        self.held: list[Callable[[], None]] = []

    def run(self, work: Any, done: Any, failed: Any = None, *, finished: Any = None) -> None:
        self.held.append(lambda: DirectTasks(self._store).run(work, done, failed, finished=finished))

    def let_go(self) -> None:
        self.held.pop(0)()


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    add_all(made, [person("Dana Ruiz", "5125550143", notes="two chairs")])
    yield made
    made.store.close()


@pytest.fixture
def told(context: UiContext) -> list[str]:
    """All that is told, failures by their code."""
    said: list[str] = []
    context.hub.told.connect(said.append)
    context.hub.failed.connect(lambda error: said.append(error.code))
    context.hub.undo_offered.connect(lambda words, _: said.append(words))
    return said


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE_NAME


def promise(services: Services) -> None:
    (lead,) = services.store.leads.many([1])
    services.store.leads.save_follow(1, replace(lead.follow, promise_at=START + timedelta(days=1)))


def timer(keeper: CalendarKeeper) -> QTimer:
    (found,) = keeper.findChildren(QTimer)
    return found


def settle(keeper: CalendarKeeper) -> None:
    """Let the moment pass that it waits for more changes; nobody waits for it here."""
    wait = timer(keeper)
    assert wait.isActive()
    wait.stop()
    wait.timeout.emit()


# the keeper


def test_it_looks_once_when_it_is_made_and_after_changes(context: UiContext, services: Services, path: Path) -> None:
    services.calendar.keep(path)
    keeper = CalendarKeeper(context)
    assert timer(keeper).interval() == SETTLE_MS
    settle(keeper)
    assert "Dana Ruiz" not in path.read_text(encoding="utf-8")
    promise(services)
    for _ in range(50):
        context.hub.changed.emit()
    settle(keeper)
    assert not timer(keeper).isActive()
    assert "Call Dana Ruiz" in path.read_text(encoding="utf-8")
    assert "chairs" not in path.read_text(encoding="utf-8")


def test_without_a_file_nothing_is_made(context: UiContext, services: Services, tmp_path: Path) -> None:
    before = set(tmp_path.rglob("*"))
    settle(CalendarKeeper(context))
    assert set(tmp_path.rglob("*")) == before
    assert services.rep.settings.calendar_id == ""


def test_one_look_at_a_time_and_none_is_lost(context: UiContext, services: Services, path: Path) -> None:
    tasks = HeldTasks(services)
    services.calendar.keep(path)
    keeper = CalendarKeeper(replace(context, quiet=tasks))
    settle(keeper)
    for _ in range(3):
        context.hub.changed.emit()
        settle(keeper)
    assert len(tasks.held) == 1
    tasks.let_go()
    assert not tasks.held
    settle(keeper)
    assert len(tasks.held) == 1
    tasks.let_go()
    assert not timer(keeper).isActive()


def test_a_failure_is_told_once_and_tried_again(
    context: UiContext, services: Services, path: Path, told: list[str]
) -> None:
    path.mkdir()
    services.calendar.keep(path)
    keeper = CalendarKeeper(context)
    settle(keeper)
    for _ in range(3):
        context.hub.changed.emit()
        settle(keeper)
    assert told == ["calendar-not-kept"]
    path.rmdir()
    context.hub.changed.emit()
    settle(keeper)
    assert path.is_file()
    path.unlink()
    path.mkdir()
    context.hub.changed.emit()
    settle(keeper)
    assert told == ["calendar-not-kept"] * 2


def test_after_an_unexpected_failure_the_next_change_is_written(
    context: UiContext, services: Services, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bool:
        raise LookupError("a bug of ours")

    services.calendar.keep(path)
    path.unlink(missing_ok=True)
    keeper = CalendarKeeper(context)
    with monkeypatch.context() as patched:
        patched.setattr(type(services.calendar), "write_if_changed", fail)
        timer(keeper).stop()
        with pytest.raises(LookupError):  # raised, and shown
            keeper.look()
    context.hub.changed.emit()
    settle(keeper)
    assert path.is_file()


def test_it_writes_on_a_worker(qtbot: QtBot, context: UiContext, services: Services, path: Path) -> None:
    tasks = ThreadTasks(services.store)
    services.calendar.keep(path)
    keeper = CalendarKeeper(replace(context, quiet=tasks))
    promise(services)
    settle(keeper)
    qtbot.waitUntil(path.exists, timeout=5000)
    tasks.close()
    assert "Call Dana Ruiz" in path.read_text(encoding="utf-8")


# the card


class Card:
    """The card with its part; what is asked of the system is only remembered."""

    def __init__(self, qtbot: QtBot, context: UiContext, data_dir: Path) -> None:
        self.view = CalendarCard(context.look)
        qtbot.addWidget(self.view)
        self.chosen = ""
        self.asked: list[str] = []
        self.opened: list[Path] = []
        self.opens = True
        self.part = CalendarPart(context, data_dir, self._ask, self._open)
        self.part.shown.connect(self.view.show_state)
        self.part.refused.connect(self.view.show_problem)
        for name, slot in {
            "save": self.part.save, "keep": self.part.keep, "elsewhere": self.part.keep_elsewhere,
            "open": self.part.open, "stop": self.part.stop, "copy": self.part.copy_address,
        }.items():  # fmt: skip
            getattr(self.view, f"{name}_requested").connect(slot)
        self.view.resize(900, 600)
        self.view.show()
        self.part.refresh()

    def _ask(self, proposed: str, _: str) -> str:
        self.asked.append(proposed)
        return self.chosen

    def _open(self, path: Path) -> bool:
        self.opened.append(path)
        return self.opens

    def press(self, name: str) -> None:
        next(one for one in self.view.findChildren(QAbstractButton) if self._is(one, name)).click()

    def buttons(self) -> list[str]:
        found = self.view.findChildren(QAbstractButton)
        return [one.accessibleName() for one in found if one.isVisibleTo(self.view)]

    def texts(self) -> str:
        return "\n".join(each.text() for each in self.view.findChildren(QLabel) if each.isVisibleTo(self.view))

    def _is(self, button: QAbstractButton, name: str) -> bool:
        return button.accessibleName() == name and button.isVisibleTo(self.view)


@pytest.fixture
def card(qtbot: QtBot, context: UiContext, data_dir: Path) -> Card:
    return Card(qtbot, context, data_dir)


def test_a_file_in_the_data_folder_is_kept_opened_and_stopped(
    card: Card, services: Services, data_dir: Path, told: list[str]
) -> None:
    own = data_dir / "calendar" / FILE_NAME
    assert "Open now" not in card.buttons()
    card.press("Keep a file")
    assert own.is_file()
    assert services.rep.settings.calendar_path == str(own)
    assert str(own) in card.texts()
    card.press("Open now")
    assert card.opened == [own]
    card.press("Copy its address")
    assert QGuiApplication.clipboard().text() == own.as_uri()
    card.press("Stop")
    assert services.rep.settings.calendar_path == ""
    assert own.is_file()
    assert "Keep a file" in card.buttons()
    assert told == [
        f"{FILE_NAME} is kept up to date.",
        "The file's address is copied.",
        f"{FILE_NAME} stays where it is, and is not rewritten any more.",
    ]


def test_stopping_is_taken_back(card: Card, context: UiContext, services: Services) -> None:
    undone: list[Callable[[], None]] = []
    context.hub.undo_offered.connect(lambda _, undo: undone.append(undo))
    card.press("Keep a file")
    kept = services.rep.settings.calendar_path
    card.press("Stop")
    undone[0]()
    assert services.rep.settings.calendar_path == kept


def test_a_place_of_the_reps_own(card: Card, services: Services, path: Path) -> None:
    card.press("In a place of my own …")
    assert services.rep.settings.calendar_path == ""  # none was chosen
    card.chosen = str(path)
    card.press("In a place of my own …")
    assert card.asked == [FILE_NAME, FILE_NAME]
    assert services.rep.settings.calendar_path == str(path)
    assert path.is_file()


def test_a_place_that_cannot_be_written_is_said_and_not_kept(card: Card, services: Services, tmp_path: Path) -> None:
    card.chosen = str(tmp_path / "gone" / FILE_NAME)
    card.press("In a place of my own …")
    assert "(No such file or directory)" in card.texts()
    assert services.rep.settings.calendar_path == ""
    card.press("Keep a file")
    assert "No such file" not in card.texts()


def test_a_kept_file_that_cannot_be_written_is_said_when_the_page_comes(
    qtbot: QtBot, context: UiContext, services: Services, data_dir: Path, path: Path
) -> None:
    path.mkdir()
    services.calendar.keep(path)
    card = Card(qtbot, context, data_dir)
    assert "(it is a folder)" in card.texts()
    path.rmdir()
    card.part.refresh()  # the same showing: not looked at again
    assert not path.exists()
    card.part.left()
    card.part.refresh()
    assert path.is_file()
    assert "(it is a folder)" not in card.texts()


def test_a_file_saved_once(card: Card, services: Services, path: Path, told: list[str]) -> None:
    promise(services)
    card.press("Save a file …")
    assert card.asked == ["Calendar 2026-11-23.ics"]
    assert not path.exists()
    card.chosen = str(path)
    card.press("Save a file …")
    assert "Call Dana Ruiz" in path.read_text(encoding="utf-8")
    assert told == [f"2 events written to {FILE_NAME}."]
    assert services.rep.settings.calendar_path == ""


def test_saving_where_nothing_can_be_written(card: Card, tmp_path: Path) -> None:
    card.chosen = str(tmp_path)
    card.press("Save a file …")
    assert f"{tmp_path.name} is a folder; name the file in it." in card.texts()


def test_no_program_that_opens_calendars(card: Card) -> None:
    card.opens = False
    card.press("Keep a file")
    card.press("Open now")
    assert "No program took" in card.texts()


def test_how_programs_get_it(card: Card) -> None:
    assert "Thunderbird" not in card.texts()
    card.press("How to get it into your calendar")
    for way in (*FOLLOW, *COPY):
        assert way.program in card.texts()
        assert way.steps in card.texts()
    card.press("Hide this")
    assert "Thunderbird" not in card.texts()


def test_the_address(tmp_path: Path) -> None:
    assert CalendarState().address == ""
    assert CalendarState(str(tmp_path / "a b.ics")).address == f"file://{tmp_path}/a%20b.ics"


# the menu


def test_the_menu_offers_it(qtbot: QtBot, context: UiContext, path: Path, told: list[str]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    asked: list[str] = []
    menu = ExportMenu(context, window, lambda proposed, _: asked.append(proposed) or str(path))
    next(action for action in menu.actions() if action.text() == "Calendar (.ics)").trigger()
    assert asked == ["Calendar 2026-11-23.ics"]
    assert told == [f"1 event written to {FILE_NAME}."]
    assert "@lead-conversion-hour" in path.read_text(encoding="utf-8")
