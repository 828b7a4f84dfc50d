"""Runs a real hour and presses a key on each card: `python -m tests.bench.hour DATA_DIR PRESSES`.

Prints JSON: for each press the milliseconds from the key event to the end of the frame with the next name,
and the floor under it, a synced commit and a repaint, measured in between on the same store and page.
It is a program of its own, so that nothing of a test runner is in the time or in the memory.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from lch_desktop.app import App, after_paint, build
from lch_desktop.domain.clock import StartedAtClock
from lch_desktop.domain.session import Goals
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.ui.focus.view import FocusPage
from lch_desktop.ui.qt_start import prepare_qt
from tests.bench.people import ZONE
from tests.fakes import START

# Between two presses, in milliseconds: quicker than anybody calls, while the list is being built again
# and after it was. Under 250 the guard against a key that bounces would refuse the press.
PAUSES_MS = (260, 310, 370, 450, 290, 700, 330, 520)
SIZE = (1920, 1080)


class NamePainted(QObject):
    """Ends the loop it is given at the frame that shows another name than `before`."""

    def __init__(self, label: QLabel, loop: QEventLoop) -> None:
        super().__init__(label)
        self._label, self._loop = label, loop
        self.before: str | None = None  # None: not asked for
        label.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self.before not in (None, self._label.text()):
            self.before = None
            self._loop.quit()  # which it does once the whole frame is painted and handed over
        return False


class Rep:
    """Sits at the window: waits and presses, in a real event loop, so that the worker thread runs as it does
    for people. (`QTest.qWait` would keep Python's lock while it waits.)"""

    def __init__(self, app: App) -> None:
        self._app = app
        self._loop = QEventLoop()
        self._painted = NamePainted(self.page.card.name, self._loop)

    @property
    def page(self) -> FocusPage:
        return self._app.window.room.page

    def wait(self, ms: int) -> None:
        QTimer.singleShot(ms, self._loop.quit)
        self._loop.exec()

    def press(self) -> float:
        """No answer on the open card; milliseconds to the end of the frame that shows the next name."""
        self._painted.before = self.page.card.name.text()
        begun = time.perf_counter()
        QTest.keyClick(self.page, Qt.Key.Key_4)
        self._loop.exec()
        return (time.perf_counter() - begun) * 1000


def floor(app: App, number: int) -> float:
    """Milliseconds of the least that a press has to do: one synced commit, one repaint of the card."""
    room = app.window.room
    begun = time.perf_counter()
    app.context.services.hour.save_card(replace(room.presenter.card, note=f"floor {number}"))
    room.page.card.repaint()
    return (time.perf_counter() - begun) * 1000


def run(data_dir: Path, presses: int) -> dict[str, list[float]]:
    app = build(data_dir, StartedAtClock(START), ZONE)
    app.context.services.backups.daily()  # made long before the hour, as on every day
    os.sync()  # the data folder was copied a moment ago: that must not be written out between two commits
    window = app.window
    window.open_home()
    after_paint(app, data_dir)
    window.start_hour(PlannedHour(60, Goals(15, 4, 2, 2)))
    rep = Rep(app)
    while window.front != "Focus":
        rep.wait(100)
    if QApplication.platformName() == "offscreen":
        window.showNormal()
        window.resize(*SIZE)
    rep.wait(1000)
    found: dict[str, list[float]] = {"press": [], "floor": []}
    for number in range(presses):
        rep.wait(PAUSES_MS[number % len(PAUSES_MS)])
        found["press"].append(rep.press())
        if number % 2:  # between two presses, but not always: it puts off what runs in the background
            rep.wait(400)
            found["floor"].append(floor(app, number))
    logged = app.context.services.hour.tally().dials
    assert logged == presses, f"{presses} presses, but {logged} calls on disk"
    window.close()
    app.close()
    return found


if __name__ == "__main__":
    prepare_qt()  # as the program does
    qt = QApplication(sys.argv[:1])
    print(json.dumps(run(Path(sys.argv[1]), int(sys.argv[2]))))
