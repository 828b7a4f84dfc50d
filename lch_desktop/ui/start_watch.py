"""Notices that the planned minute has come while the window is open.

The morning itself (notices, late starts, waking the machine) is the scheduler's, in a later issue; this
only keeps the promise that an open window does not sleep through its own hour.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from lch_desktop.domain.recurrence import next_start
from lch_desktop.services.bundle import Services

LOOK_MS = 10_000
LATEST_S = 120  # a start noticed later than this is a late one, which is not this class's to judge


class StartWatch(QObject):
    """Emits `start_came` once for a planned start that passes while it looks."""

    start_came = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._seen: datetime = services.rep.now()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Compare the wall clock with the plan."""
        now = self._services.rep.now()
        start = next_start(self._services.planning.week_plan(), self._seen)
        self._seen = max(now, self._seen)
        if start is None or start > now or (now - start).total_seconds() > LATEST_S:
            return
        last = self._services.store.sessions.last()
        if last is None or last.local_on != self._services.rep.today():
            self.start_came.emit()
