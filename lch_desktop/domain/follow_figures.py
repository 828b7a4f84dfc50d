"""Pace and follow-up of some days, as pure functions of what was logged (design/habit.md section 2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from lch_desktop.domain.metrics import share

DAY_S = 24 * 3600


@dataclass(frozen=True, slots=True)
class Dialled:
    """One call of an hour. `dialled_at`: None where it was logged without Call; instants are aware UTC."""

    session_id: int
    hour_began_at: datetime
    dialled_at: datetime | None
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Pace:
    """How long the rep waited before the first dial of an hour, and between two. Median seconds; None: not known."""

    first_dial_s: float | None = None
    gap_s: float | None = None


def pace_of(calls: Iterable[Dialled]) -> Pace:
    """The pace of `calls`, which come in their order. Negative spans (a clock set back) are left out."""
    firsts: list[float] = []
    gaps: list[float] = []
    before: Dialled | None = None
    for call in calls:
        is_first = before is None or before.session_id != call.session_id
        began = call.hour_began_at if is_first or before is None else before.ended_at
        if call.dialled_at is not None:
            (firsts if is_first else gaps).append((call.dialled_at - began).total_seconds())
        before = call
    return Pace(_median([s for s in firsts if s >= 0]), _median([s for s in gaps if s >= 0]))


@dataclass(frozen=True, slots=True)
class Talked:
    """The last conversation with one lead, and when something was sent to it first after that (None: not yet)."""

    at: datetime
    followed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Span:
    """Some days of the rep: their dates, the instants at which they begin and end, and now (aware UTC)."""

    first: date
    last: date
    begins_at: datetime
    ends_at: datetime
    today: date
    now: datetime


@dataclass(frozen=True, slots=True)
class FollowCounts:
    """`swapped` of `worked` leads were due a call and got only a text or an e-mail of the rep's own; `left` of
    `tried` leads were first tried in these days, and to this day have had one attempt, no contact, and have no
    next call planned."""

    swapped: int = 0
    worked: int = 0
    left: int = 0
    tried: int = 0


@dataclass(frozen=True, slots=True)
class FollowUps:
    """How some days were followed up: `in_time` of `talks` conversations were followed by a text, video, e-mail or
    note within a day, after `wait_h` hours in the median."""

    counts: FollowCounts = FollowCounts()
    in_time: int = 0
    talks: int = 0
    wait_h: float | None = None

    @property
    def swap_rate(self) -> float | None:
        return share(self.counts.swapped, self.counts.worked)

    @property
    def one_and_done(self) -> float | None:
        return share(self.counts.left, self.counts.tried)

    @property
    def in_time_rate(self) -> float | None:
        return share(self.in_time, self.talks)


def follow_ups(talks: Sequence[Talked], now: datetime, counts: FollowCounts) -> FollowUps:
    """What `talks` and `counts` come to. A talk of the last 24 hours that still waits counts neither way."""
    waits_s = [(t.followed_at - t.at).total_seconds() for t in talks if t.followed_at is not None]
    late = sum(t.followed_at is None and now - t.at > timedelta(seconds=DAY_S) for t in talks)
    middle = _median(waits_s)
    return FollowUps(
        counts,
        in_time=sum(wait <= DAY_S for wait in waits_s),
        talks=len(waits_s) + late,
        wait_h=None if middle is None else middle / 3600,
    )


def _median(spans: Sequence[float]) -> float | None:
    return median(spans) if spans else None
