"""What the visits of Resistance come to. Pure (design/habit.md sections 2 and 3)."""

from __future__ import annotations

from collections.abc import Iterable

TWO_BY_FOUR_S = 60.0
"""Back on the phone within so many seconds: a 2x4."""


def two_by_fours(recoveries_s: Iterable[float | None]) -> int:
    """How many visits were answered by a dial within a minute. None: no dial came after it."""
    return sum(seconds is not None and seconds <= TWO_BY_FOUR_S for seconds in recoveries_s)
