"""What waits for the first frame: it comes once, after the frame, and never not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.domain.ports import Store
from lch_desktop.store.store import open_store
from lch_desktop.ui import first_paint
from lch_desktop.ui.first_paint import FirstPaint
from lch_desktop.ui.tasks import ThreadTasks
from tests.fakes import FakeClock


class Painted(QWidget):
    """Notes its frames."""

    def __init__(self) -> None:
        super().__init__()
        self.order: list[str] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        self.order.append("frame")
        super().paintEvent(event)


def test_it_is_called_once_and_after_the_first_frame(qtbot: QtBot) -> None:
    window = Painted()
    qtbot.addWidget(window)
    window.show()
    FirstPaint(window, lambda: window.order.append("then"))
    qtbot.waitUntil(lambda: "then" in window.order, timeout=5000)
    window.repaint()
    assert window.order.index("frame") < window.order.index("then")
    assert window.order.count("then") == 1


def test_a_window_that_is_never_painted_does_not_hold_it_up(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_paint, "AT_LATEST_MS", 1)
    window = Painted()
    qtbot.addWidget(window)
    FirstPaint(window, lambda: window.order.append("then"))
    qtbot.waitUntil(lambda: window.order == ["then"], timeout=5000)


def test_held_work_begins_when_it_is_released(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    store = open_store(data_dir / "lch.db", clock)
    tasks = ThreadTasks(store)
    found: list[int] = []

    def count(reader: Store) -> int:
        return reader.leads.count()

    try:
        tasks.hold()
        tasks.run(count, found.append)
        tasks.run(count, found.append)
        assert not found
        assert tasks._thread is None
        tasks.release()
        qtbot.waitUntil(lambda: found == [0, 0], timeout=5000)
    finally:
        tasks.close()
        store.close()
