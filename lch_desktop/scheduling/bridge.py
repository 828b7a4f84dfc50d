"""From a job of the scheduler to a signal of Qt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from apscheduler.triggers.date import DateTrigger
from PySide6.QtCore import QObject, Qt, Signal

from lch_desktop.domain.clock import Clock, SystemClock
from lch_desktop.scheduling.qt_scheduler import OneTimerScheduler
from lch_desktop.scheduling.wake import GapFinder

MORNING = "morning"
"""The name of the plan that `look_due` tells of."""

_SHIFT = timedelta(seconds=0.2)  # less than that between two readings of two clocks says nothing


class MorningScheduler(QObject):
    """Waits for planned instants of the app's clock; each name has one plan at most.

    The app's clock may be another than the system's (`--now`), by which APScheduler waits: instants are moved by
    what lies between the two, and moved again when that changes.
    """

    look_due = Signal()  # the plan "morning" is due
    due = Signal(str)  # a plan of any name is due
    woke = Signal()  # time went by unseen: whatever depends on the time is to be looked at again
    _came = Signal(str)

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock, self._system = clock, SystemClock()
        self._plans: dict[str, datetime] = {}
        self._gaps = GapFinder(clock)
        self._shift = self._shift_now()
        self._scheduler = OneTimerScheduler(self._before_look)
        # Queued: a job that has just run is removed by its name, and with it what would be planned while it runs.
        self._came.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._scheduler.start()

    @property
    def plans(self) -> dict[str, datetime]:
        """What is waited for, by the app's clock."""
        return dict(self._plans)

    def plan(self, name: str, at: datetime | None) -> None:
        """Wait for `at` (aware, by the app's clock) under `name`, instead of what `name` waited for; None: no more.

        What is past is due at once.
        """
        if at is None:
            self._drop(name)
        elif self._plans.get(name) != at:
            self._plans[name] = at
            self._put(name, at)

    def look(self) -> None:
        """See now whether something is due: after a wake-up that somebody else has told of."""
        if self._scheduler.running:
            self._scheduler.look()

    def close(self) -> None:
        """Wait for nothing any more; any number of times."""
        self._plans.clear()
        if self._scheduler.running:
            self._scheduler.shutdown()

    def _put(self, name: str, at: datetime) -> None:
        if self._scheduler.running:
            trigger = DateTrigger(at.astimezone(UTC) - self._shift)
            self._scheduler.add_job(self._run, trigger, args=(name,), id=name, replace_existing=True)

    def _drop(self, name: str) -> None:
        if self._plans.pop(name, None) is not None and self._scheduler.running:
            self._scheduler.remove_job(name)

    def _run(self, name: str) -> None:
        self._plans.pop(name, None)
        self._came.emit(name)

    def _tell(self, name: str) -> None:
        if not self._scheduler.running:
            return
        self.due.emit(name)
        if name == MORNING:
            self.look_due.emit()

    def _before_look(self) -> None:
        shift = self._shift_now()
        if abs(shift - self._shift) > _SHIFT:
            self._shift = shift
            for name, at in self._plans.items():
                self._put(name, at)
        if self._gaps.look():
            self.woke.emit()

    def _shift_now(self) -> timedelta:
        """How far the app's clock is ahead of the system's."""
        return self._clock.now() - self._system.now()
