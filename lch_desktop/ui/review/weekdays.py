"""Who answers on which weekday in which half-hour: what can be compared where most calls fall into one hour. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from functools import partial

from lch_desktop.domain.metrics import LEAST_DIALS, LEAST_FOR_BEST, WeekHalfHour, in_words
from lch_desktop.ui.charts.grid import GridCell, grid_height, week_grid
from lch_desktop.ui.charts.shapes import Chart, Table
from lch_desktop.ui.review.charts import range_words
from lch_desktop.words import WEEKDAYS, WEEKDAYS_LONG

NAME = "Contact rate by weekday"
HEADS = ("Weekday", "Half-hour", "Dials", "Answered", "Low", "High")
SHADES = (0.15, 0.3)
"""Low ends of the range from which on a square has the next stronger shade; the legend names them."""


def weekdays_chart(found: Sequence[WeekHalfHour]) -> Chart:
    """Who answered on each weekday in each half-hour of their own day, in twelve weeks."""
    days, times = sorted({each.weekday for each in found}), sorted({each.at for each in found})
    at = {(each.weekday, each.at): each for each in found}
    columns = [[_cell(day, half, at.get((day, half))) for day in days] for half in times]
    names = [_clock(half) for half in times]
    rows = tuple(
        (WEEKDAYS_LONG[each.weekday], f"{each.at:%H:%M}", str(each.rate.total), str(each.rate.hits),
         *range_words(each.rate))
        for each in found
    )  # fmt: skip
    lay_out = partial(week_grid, columns, [WEEKDAYS[day] for day in days], names)
    return Chart(NAME, _sentence(found), lay_out, Table(HEADS, rows), partial(grid_height, len(days)))


def level_of(each: WeekHalfHour) -> int:
    """The shade, 1..3 by the low end of the range: what is the least to go by. 0 under ten dials."""
    return 0 if each.rate.total < LEAST_DIALS else 1 + sum(each.rate.low >= shade for shade in SHADES)


def _cell(day: int, half: time, each: WeekHalfHour | None) -> GridCell:
    place = f"{WEEKDAYS[day]} {_clock(half)}"
    if each is None:
        return GridCell(0, ("", ""), f"{place}: nobody was called")
    low, high = range_words(each.rate)
    between = f", between {low} and {high}" if low else ""
    words = f"{place}: {in_words(each.rate)} answered{between}{', surely the best' if each.is_best else ''}"
    return GridCell(level_of(each), (str(each.rate.hits), f"of {each.rate.total}"), words, each.is_best)


def _sentence(found: Sequence[WeekHalfHour]) -> str:
    if not found:
        return "Nobody was called yet."
    best = max((each for each in found if each.is_best), key=lambda each: each.rate.low, default=None)
    if best is None:
        return "No half-hour of a weekday is surely better than the others."
    where = f"{WEEKDAYS_LONG[best.weekday]} {_clock(best.at)}"
    return f"Best of those with {LEAST_FOR_BEST} dials or more: {where}, {in_words(best.rate)} answered."


def _clock(at: time) -> str:
    return f"{at.hour}:{at.minute:02}"
