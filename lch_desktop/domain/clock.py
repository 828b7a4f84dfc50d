"""Time is handed in: the one place that reads a real clock."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What every rule that needs the time is given."""

    def now(self) -> datetime:
        """The wall clock as an aware UTC instant. It may jump when somebody sets it."""
        ...

    def elapsed_s(self) -> float:
        """Seconds from an arbitrary zero that never jump and that go on while the machine sleeps."""
        ...


def _elapsed_with_sleep_s() -> float:
    """Seconds that count sleep and ignore a set clock.

    Linux's CLOCK_MONOTONIC stops in suspend and CLOCK_BOOTTIME does not (clock_gettime(2)); on macOS
    CLOCK_MONOTONIC counts sleep while Python's `time.monotonic` does not; on Windows `time.monotonic`
    is GetTickCount64, which counts it.
    """
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):
        clock_id = getattr(time, name, None)
        if clock_id is not None:
            return time.clock_gettime(clock_id)
    return time.monotonic()


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251  the one place

    def elapsed_s(self) -> float:
        return _elapsed_with_sleep_s()


@dataclass(frozen=True, slots=True)
class StartedAtClock:
    """A clock that read `start` when it was made and runs on from there (`--now`)."""

    start: datetime
    _zero_s: float = field(default_factory=_elapsed_with_sleep_s)

    def now(self) -> datetime:
        return self.start.astimezone(UTC) + timedelta(seconds=self.elapsed_s() - self._zero_s)

    def elapsed_s(self) -> float:
        return _elapsed_with_sleep_s()
