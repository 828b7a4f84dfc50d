"""The date that goes by on the way: whoever crosses the date line from east to west skips one. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.days import local_date
from lch_desktop.domain.zones import zone_info

if TYPE_CHECKING:
    from lch_desktop.domain.streak import Calendar

HALF_ROUND = timedelta(hours=12)
"""Clocks that go forward by more were moved over the date line: the shorter way between the two places leads there."""

LONGEST = timedelta(hours=48)
"""From door to door. What was last seen longer ago says nothing of when the journey began."""


@dataclass(frozen=True, slots=True)
class Journey:
    """From the IANA zone `old` to `new`, as it is noticed at `now`.

    `left_at`: when the computer was last seen in the zone before, None where nobody knows. Instants are aware.
    """

    old: str
    new: str
    now: datetime
    left_at: datetime | None = None


def joined(moves: Iterable[Journey]) -> tuple[Journey, ...]:
    """Moves from zone to zone as whole journeys: what follows within 48 h is the next flight of the same one."""
    found: list[Journey] = []
    for move in moves:
        first = found[-1] if found else None
        if first is not None and move.now - (first.left_at or first.now) <= LONGEST:
            found[-1] = Journey(first.old, move.new, move.now, first.left_at)
        else:
            found.append(move)
    return tuple(found)


def travel_day(journey: Journey, rollover_h: int, calendar: Calendar, worked: Container[date]) -> date | None:
    """The first date that went by on the way and asked for an hour that nobody could keep; None for none.

    A date went by that is still on in the old zone and past in the new one; and where the journey is noticed late, the
    dates since `left_at`. Whoever used the computer on the way was seen in the old zone on the very date that went by,
    so that it was seen then does not settle it: the rep is asked.
    """
    ahead = journey.now.astimezone(zone_info(journey.new)).utcoffset()
    behind = journey.now.astimezone(zone_info(journey.old)).utcoffset()
    if ahead is None or behind is None or ahead - behind <= HALF_ROUND:
        return None
    here = local_date(journey.now, journey.new, rollover_h)
    on = local_date(journey.now, journey.old, rollover_h)
    if journey.left_at is not None and timedelta(0) <= journey.now - journey.left_at <= LONGEST:
        on = min(on, local_date(journey.left_at, journey.old, rollover_h) + timedelta(days=1))
    while on < here:
        if calendar.is_required(on) and on not in worked:
            return on
        on += timedelta(days=1)
    return None
