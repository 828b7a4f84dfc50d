"""The short hour that grows again: 5 minutes for each kept week (design/habit.md section 3). Pure.

`Settings.growing_since` is the Monday of the week in which it was begun, last grew, or was last left as it is; ""
where it does not grow.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from lch_desktop.domain.days import monday_of
from lch_desktop.domain.settings import RANGES
from lch_desktop.domain.streak import Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lch_desktop.domain.settings import Settings

SHORT_MIN, LONGEST_SHORT_MIN = 15, 20
FEWEST_CALLS, MOST_CALLS = 3, 5
STEP_MIN, FULL_MIN = 5, 60

_KEPT = frozenset({Mark.FULL, Mark.SHORT})
_BEGUN = _KEPT | {Mark.BONUS}
_NOT_KEPT = frozenset({Mark.MISSED, Mark.SPARED, Mark.PENDING})


@dataclass(frozen=True, slots=True)
class Growth:
    """What is offered. Both are 0 where the days of the week have lengths of their own: each of them grows."""

    minutes: int
    grown: int


def lengths(settings: Settings) -> set[int]:
    """How long the planned hours are; a weekday may have a length of its own."""
    return {settings.minutes, *(minutes for _, _, minutes in settings.starts)}


def with_lengths(settings: Settings, length: Callable[[int], int]) -> Settings:
    """Every planned hour with the length that `length` makes of its own."""
    starts = tuple((day, at, length(minutes)) for day, at, minutes in settings.starts)
    return replace(settings, minutes=length(settings.minutes), starts=starts)


def is_short(settings: Settings) -> bool:
    """Whether every planned hour is 20 minutes or less, with 3 to 5 calls."""
    return max(lengths(settings)) <= LONGEST_SHORT_MIN and FEWEST_CALLS <= settings.calls <= MOST_CALLS


def is_short_and_grows(settings: Settings) -> bool:
    """Whether the short hour is on as it is offered."""
    return is_short(settings) and bool(settings.growing_since)


def shortened(settings: Settings, today: date) -> Settings:
    """The short hour, from the week of `today` on; one that is short already keeps its numbers."""
    if is_short_and_grows(settings):
        return settings
    if not is_short(settings):
        # Nobody asks eight people in three calls: the other goals are proposed for the length.
        shorter = with_lengths(settings, lambda _: SHORT_MIN)
        settings = replace(shorter, calls=FEWEST_CALLS, people=0, asks=0, appointments=0, sets=1)
    return growing(settings, today)


def growing(settings: Settings, today: date) -> Settings:
    """It grows with the first kept week, from the week of `today` on."""
    return replace(settings, growing_since=monday_of(today).isoformat())


def can_grow(settings: Settings) -> bool:
    """Whether a planned hour is shorter than a full one."""
    return min(lengths(settings)) < FULL_MIN


def growth(settings: Settings, today: date, last_week: Iterable[Mark], this_week: Iterable[Mark]) -> Growth | None:
    """What is offered on `today` for the marks of the week before, None for nothing.

    Offered once a week, until the week's first hour is begun or it is answered. The week before counts where each day
    of it that asked for the hour was kept, and at least one was; a day that a spare day saved was not.
    """
    if not _is_open(settings, today) or not can_grow(settings) or not _BEGUN.isdisjoint(this_week):
        return None
    marks = set(last_week)
    if marks.isdisjoint(_KEPT) or not marks.isdisjoint(_NOT_KEPT):
        return None
    if len(lengths(settings)) > 1:
        return Growth(0, 0)
    return Growth(settings.minutes, _grown(settings.minutes))


def grown(settings: Settings, today: date) -> Settings:
    """Every hour 5 minutes longer, to at most 60, with its calls in proportion, rounded up; at 60 it is full-grown.

    Once a week: where the week of `today` has its answer, nothing changes.
    """
    if not _is_open(settings, today):
        return settings
    longer = with_lengths(settings, _grown)
    calls = -(-settings.calls * longer.minutes // settings.minutes)
    longer = replace(longer, calls=min(RANGES["calls"][1], calls))
    return growing(longer, today) if can_grow(longer) else replace(longer, growing_since="")


def stayed(settings: Settings, today: date) -> Settings:
    """As long as it is, for the week of `today`."""
    return growing(settings, today) if _is_open(settings, today) else settings


def _is_open(settings: Settings, today: date) -> bool:
    """Whether it grows, and the week of `today` has no answer yet."""
    return "" < settings.growing_since < monday_of(today).isoformat()


def _grown(minutes: int) -> int:
    """One that is longer than a full hour already stays."""
    return max(minutes, min(FULL_MIN, minutes + STEP_MIN))
