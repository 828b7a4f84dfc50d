"""From values to px, and figures that are good to read at an axis."""

from __future__ import annotations

from math import ceil, floor, log10

_ROUND = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)


def nice_top(highest: float) -> int:
    """The end of an axis that begins at 0: a round figure not far above `highest`, at least 4."""
    if highest <= 4:
        return 4
    power = 10.0 ** floor(log10(highest))
    return next(int(step * power) for step in _ROUND if step * power >= highest)


def height_of(value: float, top: float, room: float) -> float:
    """The px that `value` (0..top) takes of `room`; something is never drawn as nothing."""
    if value <= 0 or top <= 0:
        return 0.0
    return max(2.0, room * min(value, top) / top)


def every(count: int, room: float, each: float) -> int:
    """Every how-manieth of `count` labels fits into `room`, each `each` wide; at least 1."""
    return max(1, ceil(count * each / room)) if room > 0 else max(1, count)
