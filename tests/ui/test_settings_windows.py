"""No page of these may open a stray window while it is made: it would take the keyboard from the rep."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.ui import debrief, settings
from lch_desktop.ui.context import UiContext
from tests.fakes import FakeClock
from tests.ui.leads_kit import page_of
from tests.ui.pages_kit import make_context, make_services


class ShownWindows(QObject):
    """Remembers every top-level widget that was shown."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


@pytest.mark.parametrize(
    "make",
    [
        lambda context: settings.make_page(context, Path("data")),
        page_of,
        debrief.make_page,
    ],
    ids=["settings", "leads", "debrief"],
)
def test_making_a_page_shows_no_window(
    qtbot: QtBot,
    qapp: QApplication,
    data_dir: Path,
    clock: FakeClock,
    make: Callable[[UiContext], QFrame],
) -> None:
    services = make_services(data_dir, clock)
    windows = ShownWindows()
    qapp.installEventFilter(windows)
    page = make(make_context(services))
    qapp.removeEventFilter(windows)
    qtbot.addWidget(page)
    services.store.close()
    assert windows.seen == []
