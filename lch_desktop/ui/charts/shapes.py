"""What a chart is made of: a few shapes with the names of their colours, and the spots that can be pointed at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class Align(Enum):
    """Where words stand in their box."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Place:
    """A box in px, from the top left of the chart."""

    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through `points`; `colour` is a token."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float = 2.0
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rounded box; "" draws no fill or no ring."""

    place: Place
    radius: float
    fill: str = ""
    ring: str = ""
    ring_width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled disc around a point."""

    x: float
    y: float
    radius: float
    fill: str


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text, cut with an ellipsis where its box ends; `role` is a type role."""

    place: Place
    text: str
    role: str = "caption_plain"
    colour: str = "muted"
    align: Align = Align.LEFT


Shape = Stroke | Box | Disc | Words


@dataclass(frozen=True, slots=True)
class Spot:
    """What the pointer or the arrow keys can stand on, and what is said there.

    `at`: its place in a grid that has gaps; None where the spots fill theirs one after the other.
    """

    place: Place
    words: str
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart that was laid out: `shapes` in the order of painting, `spots` in the order of the arrow keys.

    `columns`: how many spots stand beside one another in a row of a grid; 0 where they are one row.
    """

    shapes: tuple[Shape, ...] = ()
    spots: tuple[Spot, ...] = ()
    columns: int = 0


@dataclass(frozen=True, slots=True)
class Room:
    """What a layout has to go by. `px` scales a length of 100 % text; `width_of` is that of a line in a role."""

    width: float
    height: float
    px: Callable[[int], int]
    width_of: Callable[[str, str], int]


Layout = Callable[[Room], Drawing]


@dataclass(frozen=True, slots=True)
class Table:
    """The chart's figures in words and numbers: what T shows, what is exported.

    `in_time`: the rows run from the oldest to the newest.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    in_time: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: how it is drawn, what it says in one sentence, and its figures."""

    name: str
    sentence: str
    lay_out: Layout
    table: Table
    height: Callable[[Room], float] | None = None  # where the width decides it; else that of the widget
    beside_study: Chart | None = None  # the same next to a figure from outside, which is shown only when asked for
