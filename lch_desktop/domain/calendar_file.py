"""What is put on the rep's calendar: the planned hours and the promised next calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lch_desktop.domain.recurrence import WeekPlan


@dataclass(frozen=True, slots=True)
class NextCall:
    """One promised call, with no more than a calendar that others can see may tell of it.

    There is no field for a note, a goal or a personal line, so none can get out by mistake.
    """

    lead_id: int
    at: datetime  # aware
    name: str  # "" where only the company or the number is known
    company: str = ""
    number: str = ""  # as people write it, with its extension


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarContent:
    """All that a calendar file holds."""

    identity: str  # of the data folder: keeps two reps' events apart in a calendar that they share
    plan: WeekPlan
    since: datetime  # aware; no planned hour before it is shown
    calls: Sequence[NextCall]
    at: datetime  # aware: when the file is written
