"""How one sentence is set as large as it fits: the number of lines, and the size of the type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from PySide6.QtGui import QFontMetricsF

from lch_desktop.ui import fonts

WEIGHT, TRACKING = 600, -2.2
LINE = 1.22  # of the type's size
WORTH_A_BREAK = 1.2  # so much larger the type has to become
MOST_LINES = 3
NO_BREAK = "\N{NO-BREAK SPACE}"
_MEASURED_PX = 100

Measure = Callable[[str], float]  # the width of a line, in sizes of the type


@dataclass(frozen=True, slots=True)
class Lettering:
    """Lines of one size, in px."""

    lines: tuple[str, ...]
    size: int

    @property
    def height(self) -> float:
        """All lines together."""
        return len(self.lines) * self.size * LINE


def fitted(
    words: str, width: float, height: float, largest: float, measure: Measure, most_lines: int = MOST_LINES
) -> Lettering:
    """`words` within `width` x `height` px, on as few lines as are not much smaller than more lines would be. No line
    is broken at a no-break space; they come back as plain ones, which the typeface has."""
    best = _set(_broken(words, 1, measure), width, height, largest, measure)
    for count in range(2, min(most_lines, len(words.split(" "))) + 1):
        other = _set(_broken(words, count, measure), width, height, largest, measure)
        if other.size > best.size * WORTH_A_BREAK:
            best = other
    return best


def inter(text: str) -> float:
    """The width of `text` in the sign's face, in sizes of the type."""
    return QFontMetricsF(fonts.font(_MEASURED_PX, WEIGHT, TRACKING)).horizontalAdvance(text) / _MEASURED_PX


def _set(lines: tuple[str, ...], width: float, height: float, largest: float, measure: Measure) -> Lettering:
    lines = tuple(line.replace(NO_BREAK, " ") for line in lines)
    widest = max(measure(line) for line in lines) or 1.0
    return Lettering(lines, int(min(largest, width / widest, height / (len(lines) * LINE))))


def _broken(words: str, count: int, measure: Measure) -> tuple[str, ...]:
    """`words` on `count` lines, broken where the widest line is shortest."""
    parts = words.split(" ")
    ways = (
        tuple(" ".join(parts[start:end]) for start, end in zip((0, *cut), (*cut, len(parts)), strict=True))
        for cut in combinations(range(1, len(parts)), count - 1)
    )
    return min(ways, key=lambda lines: max(measure(line) for line in lines))
