"""Stand-ins for what a test must not touch: no test reads the real time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

# A Monday, 10:30 in Chicago: every zone of the mainland United States is inside calling hours.
START = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)


class FakeClock:
    """A Clock that moves only when told to."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start.astimezone(UTC)
        self._elapsed_s = 0.0

    def now(self) -> datetime:
        return self._now

    def elapsed_s(self) -> float:
        return self._elapsed_s

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass, asleep or awake: the wall and the elapsed time both move."""
        if seconds < 0:
            raise ValueError("time does not run backwards; jump() sets the wall clock back")
        self._now += timedelta(seconds=seconds)
        self._elapsed_s += seconds

    def jump(self, seconds: float) -> None:
        """Set the wall clock `seconds` on, or back where negative; no time passes."""
        self._now += timedelta(seconds=seconds)
