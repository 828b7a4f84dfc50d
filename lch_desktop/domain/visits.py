"""What the visits of Resistance come to. Pure (design/habit.md sections 2 and 3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lch_desktop.domain.stored import ResistanceVisit


class Reaction(StrEnum):
    """How somebody took the call that the rep had feared."""

    AS_FEARED = "as-feared"
    BETTER = "better"


TWO_BY_FOUR_S = 60.0
"""Back on the phone within so many seconds: a 2x4."""


@dataclass(frozen=True, slots=True)
class VisitTally:
    """What the visits come to. `recovery_s`: the median of those that a dial followed."""

    visits: int
    two_by_fours: int
    recovery_s: float | None


def two_by_fours(recoveries_s: Iterable[float | None]) -> int:
    """How many visits were answered by a dial within a minute. None: no dial came after it."""
    return sum(seconds is not None and seconds <= TWO_BY_FOUR_S for seconds in recoveries_s)


def tally_of(visits: Sequence[ResistanceVisit]) -> VisitTally:
    """What `visits` come to."""
    from statistics import median  # a slow import; the moment does without

    spans = [visit.recovery_s for visit in visits]
    back = [seconds for seconds in spans if seconds is not None]
    return VisitTally(len(visits), two_by_fours(spans), median(back) if back else None)
