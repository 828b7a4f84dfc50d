"""APScheduler on one timer of Qt that is owned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from math import ceil

from apscheduler.executors.debug import DebugExecutor
from apscheduler.schedulers.qt import QtScheduler
from PySide6.QtCore import Qt, QTimer

LONGEST_WAIT_S = 30.0
"""One wait. A timer counts no sleep and knows no set clock, so the wall clock is looked at this often."""

DEFAULTS = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
"""A late job runs, once. APScheduler's own grace of 1 s would drop whatever came due in a sleep."""


class OneTimerScheduler(QtScheduler):  # type: ignore[misc]  # APScheduler 3 has no types
    """Owns its timer and never waits longer than `LONGEST_WAIT_S`.

    APScheduler 3.11's QtScheduler keeps the result of `QTimer.singleShot()`, which is None in PySide6: nothing is
    ever stopped there, and each added, changed or removed job starts one more endless chain of timers. This class
    can go once upstream holds on to a QTimer.

    Jobs run at once on the GUI thread (the default is a pool of threads), so they should only emit.
    """

    def __init__(self, before_look: Callable[[], None] = lambda: None) -> None:
        super().__init__(timezone=UTC, executors={"default": DebugExecutor()}, job_defaults=DEFAULTS)
        self._before_look = before_look
        self._wait = QTimer(singleShot=True)
        self._wait.timeout.connect(self._process_jobs)

    @property
    def wait(self) -> QTimer:
        """The one timer."""
        return self._wait

    def look(self) -> None:
        """See now, not at the end of the wait, whether a job is due."""
        self._process_jobs()

    def _process_jobs(self) -> None:
        self._before_look()
        super()._process_jobs()

    def _start_timer(self, wait_seconds: float | None) -> None:
        wait_s = LONGEST_WAIT_S if wait_seconds is None else min(wait_seconds, LONGEST_WAIT_S)
        # A full wait may be some 5 % longer, together with other programs' timers; the last one is exact.
        exact = wait_s < LONGEST_WAIT_S
        self._wait.setTimerType(Qt.TimerType.PreciseTimer if exact else Qt.TimerType.CoarseTimer)
        self._wait.start(max(0, ceil(wait_s * 1000)))

    def _stop_timer(self) -> None:
        self._wait.stop()
