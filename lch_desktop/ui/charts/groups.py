"""Charts of several values at each place: bars side by side for each week, and lines of words. Pure layouts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lch_desktop.ui.charts.scale import every, height_of, nice_top
from lch_desktop.ui.charts.shapes import Align, Box, Drawing, Place, Room, Shape, Spot, Stroke, Words

ROW = 32
WIDE, BETWEEN = 640, 40  # px: from this width on lines can stand in two columns, so far apart


@dataclass(frozen=True, slots=True)
class Group:
    """One place of the axis: a value for each series (None: nothing), and what is said of all of them.

    `grey`: too few stand behind it, so only its outline is drawn.
    """

    label: str
    values: tuple[float | None, ...]
    words: str
    grey: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words: what, how much, and how long the bar under it is (0..1; None draws none)."""

    label: str
    figure: str
    words: str
    share: float | None = None


def grouped(
    groups: Sequence[Group], fills: Sequence[str], room: Room, *, mark: float = 0.0, mark_words: str = ""
) -> Drawing:
    """Bars side by side on one scale from 0; `fills` are the tokens of the series, "" draws a ring.

    `mark` is a dotted line across, with its words at the left end; the scale always reaches it.
    """
    if not groups:
        return Drawing()
    top, foot = room.px(22), room.px(24)
    base, wide = room.height - foot, room.width / len(groups)
    values = [value for group in groups for value in group.values if value is not None]
    # With a mark the values are shares: an axis of whole numbers would leave them lying on the ground.
    most = max([mark, *values]) if mark else float(nice_top(max(values, default=0.0)))
    bar = min(room.px(14), wide / (len(fills) + 1.5))
    gap = min(2.0, bar / 4)
    shapes: list[Shape] = [Stroke(((0, base + 0.5), (room.width, base + 0.5)), "hair", 1)]
    if mark:
        shapes += _across(base - (base - top) * mark / most, mark_words, room)
    for number, group in enumerate(groups):
        left = number * wide + (wide - len(fills) * (bar + gap) + gap) / 2
        shapes += _bars(group, fills, Place(left, base, bar, base - top), gap, most)
    shapes += _labels([group.label for group in groups], base, room)
    spots = tuple(Spot(Place(n * wide, 0, wide, base), group.words) for n, group in enumerate(groups))
    return Drawing(tuple(shapes), spots)


def lines(rows: Sequence[Line], room: Room, beside: int = 1) -> Drawing:
    """A row for each line: words at the left, the figure at the right, a thin bar beneath where it has a share.

    They run down `beside` columns where the room is wide enough for that.
    """
    if not rows:
        return Drawing()
    down, across = _folded(len(rows), room, beside)
    gap = room.px(BETWEEN)
    wide, high = (room.width - gap * (across - 1)) / across, room.height / down
    shapes: list[Shape] = []
    spots = []
    for number, row in enumerate(rows):
        column, place = divmod(number, down)
        box = Place(column * (wide + gap), place * high, wide, high)
        shapes += _line(row, box, room)
        if place and row.share is None:
            shapes.append(Stroke(((box.x, box.y), (box.x + wide, box.y)), "hair", 1))
        spots.append(Spot(box, row.words))
    return Drawing(tuple(shapes), tuple(spots), columns=down if across > 1 else 0)


def lines_height(count: int, room: Room, each: int = ROW, beside: int = 1) -> float:
    """How high `count` lines are."""
    return _folded(count, room, beside)[0] * room.px(each)


def _folded(count: int, room: Room, beside: int) -> tuple[int, int]:
    """How many lines stand in a column, and in how many columns."""
    across = beside if room.width >= room.px(WIDE) else 1
    return max(1, -(-count // across)), across


def _line(row: Line, box: Place, room: Room) -> list[Shape]:
    figure = room.width_of(row.figure, "body_medium") + room.px(4)
    high = box.height if row.share is None else box.height - room.px(8)
    left = Place(box.x, box.y, max(0.0, box.width - figure - room.px(12)), high)
    right = Place(box.x + box.width - figure, box.y, figure, high)
    drawn: list[Shape] = [
        Words(left, row.label, "body", "muted" if row.share is None else "text"),
        Words(right, row.figure, "body_medium", "text", Align.RIGHT),
    ]
    if row.share is not None:
        long = max(3.0, box.width * min(1.0, row.share))
        drawn.append(Box(Place(box.x, box.y + high, long, 3), 1.5, "accent"))
    return drawn


def _bars(group: Group, fills: Sequence[str], first: Place, gap: float, most: float) -> list[Shape]:
    """The bars of one group. `first`: where the first stands, y its foot, height that of a bar of `most`."""
    drawn: list[Shape] = []
    for place, (value, fill) in enumerate(zip(group.values, fills, strict=True)):
        tall = height_of(value or 0.0, most, first.height)
        if tall:
            ring = "line" if group.grey or not fill else ""
            x = first.x + place * (first.width + gap)
            inside = "" if group.grey else fill
            drawn.append(Box(Place(x, first.y - tall, first.width, tall), min(2.0, tall / 2), inside, ring, 1.5))
    return drawn


def _across(y: float, words: str, room: Room) -> list[Shape]:
    place = Place(0, y - room.px(19), room.width, room.px(18))
    return [Stroke(((0, y), (room.width, y)), "line", 1, dotted=True), Words(place, words)]


def _labels(names: Sequence[str], base: float, room: Room) -> list[Shape]:
    """The names under the axis, as many as fit; the newest is always among them."""
    wide = room.width / len(names)
    step = every(len(names), room.width, room.px(12) + max(room.width_of(name, "caption_plain") for name in names))
    return [
        Words(Place((n - 1) * wide, base + room.px(4), 3 * wide, room.px(18)), name, align=Align.CENTRE)
        for n, name in enumerate(names)
        if (len(names) - 1 - n) % step == 0
    ]
