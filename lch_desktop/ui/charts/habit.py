"""The charts of the habit: strength as a line, twelve weeks as bars, 53 weeks as a map. Pure layouts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lch_desktop.ui.charts.scale import every, height_of, nice_top
from lch_desktop.ui.charts.shapes import Align, Box, Disc, Drawing, Place, Room, Shape, Spot, Stroke, Words

TAIL = 64  # right of the line, for its last figure
HEAT_GAP, HEAT_LEFT, LEAST_SIDE, MOST_SIDE = 4, 28, 10, 36
DAYS = 7


@dataclass(frozen=True, slots=True)
class LinePoint:
    """`share` within 0..1, and what is said of it."""

    share: float
    words: str


@dataclass(frozen=True, slots=True)
class BarGroup:
    """One week: hollow dials, filled conversations and appointments, the goal of dials as a tick (0: none)."""

    label: str
    dials: int
    conversations: int
    appointments: int
    goal: int
    words: str


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One day. `level` 0..4; `sign`: "" a shade, "spared" an asterisk, "free" a dot, "pending" a dashed ring,
    "before" a square that is hardly seen, "none" nothing. `by_hand` puts a hollow dot on the shade."""

    level: int
    sign: str
    words: str
    by_hand: bool = False


def strength_line(points: Sequence[LinePoint], first: str, last: str, figure: str, room: Room) -> Drawing:
    """The line from `first` to `last` (words under the axis), its last value as a dot with `figure` beside it."""
    foot, left = room.px(24), room.px(34)
    right = room.width - max(room.px(TAIL), room.width_of(figure, "body_medium") + 14)
    top, bottom = room.px(10), room.height - foot
    shapes: list[Shape] = []
    for share, label in ((1.0, "100"), (0.5, "50"), (0.0, "0")):
        y = bottom - (bottom - top) * share
        shapes.append(Stroke(((left, y), (right, y)), "hair", 1))
        place = Place(0, y - room.px(9), left - room.px(8), room.px(18))
        shapes.append(Words(place, label, align=Align.RIGHT))
    half = (right - left) / 2
    shapes.append(Words(Place(left, bottom + room.px(4), half, room.px(18)), first))
    shapes.append(Words(Place(left + half, bottom + room.px(4), half, room.px(18)), last, align=Align.RIGHT))
    if not points:
        return Drawing(tuple(shapes))
    step = (right - left) / max(1, len(points) - 1)
    places = [(right - (len(points) - 1 - n) * step, bottom - (bottom - top) * p.share) for n, p in enumerate(points)]
    end_x, end_y = places[-1]
    shapes += [Stroke(tuple(places), "accent"), Disc(end_x, end_y, 5, "accent")]
    beside = Place(end_x + 10, end_y - room.px(10), room.width - end_x - 10, room.px(20))
    shapes.append(Words(beside, figure, "body_medium", "text"))
    wide = max(step, 1.0)
    spots = [
        Spot(Place(x - wide / 2, top, wide, bottom - top), p.words) for (x, _), p in zip(places, points, strict=True)
    ]
    return Drawing(tuple(shapes), tuple(spots))


def week_bars(groups: Sequence[BarGroup], room: Room) -> Drawing:
    """Three bars for each week on one scale, the goal as a tick over the dials, the week's name beneath."""
    if not groups:
        return Drawing()
    top, foot = room.px(8), room.px(24)
    high = room.height - foot - top
    most = nice_top(max(max(group.dials, group.goal, group.conversations) for group in groups))
    wide = room.width / len(groups)
    bar = min(room.px(12), wide / 5)
    gap = min(2.0, bar / 4)
    label_every = every(
        len(groups), room.width, room.px(12) + max(room.width_of(g.label, "caption_plain") for g in groups)
    )
    base = top + high
    shapes: list[Shape] = [Stroke(((0, base + 0.5), (room.width, base + 0.5)), "hair", 1)]
    spots = []
    for number, group in enumerate(groups):
        left = number * wide + (wide - 3 * bar - 2 * gap) / 2
        shapes += _bars(group, Place(left, base, bar, high), gap, most)
        if group.goal:
            y = base - height_of(group.goal, most, high)
            shapes.append(Stroke(((left - 3, y), (left + bar + 3, y)), "text", 2))
        if (len(groups) - 1 - number) % label_every == 0:
            place = Place(number * wide - wide, base + room.px(4), 3 * wide, room.px(18))
            shapes.append(Words(place, group.label, align=Align.CENTRE))
        spots.append(Spot(Place(number * wide, top, wide, high), group.words))
    return Drawing(tuple(shapes), tuple(spots))


def _bars(group: BarGroup, first: Place, gap: float, most: int) -> list[Shape]:
    """The bars of one week. `first`: where the first stands, y its foot, height that of a bar of `most`."""
    drawn: list[Shape] = []
    kinds = (
        (group.dials, "", "line"),
        (group.conversations, "conversation", ""),
        (group.appointments, "appointment", ""),
    )
    for place, (value, fill, ring) in enumerate(kinds):
        tall = height_of(value, most, first.height)
        if tall:
            x = first.x + place * (first.width + gap)
            drawn.append(Box(Place(x, first.y - tall, first.width, tall), min(2.0, tall / 2), fill, ring, 1.5))
    return drawn


def heat_map(cells: Sequence[HeatCell], day_names: Sequence[str], room: Room) -> Drawing:
    """`cells` run day by day from a Monday on, seven to a column. The newest weeks stay where not all fit."""
    gap, left = HEAT_GAP, room.px(HEAT_LEFT)
    weeks = (len(cells) + DAYS - 1) // DAYS
    shown, side = _heat_columns(weeks, room)
    first = (weeks - shown) * DAYS
    shapes: list[Shape] = [
        Words(Place(0, row * (side + gap), left - room.px(8), side), name) for row, name in enumerate(day_names)
    ]
    spots = []
    for number, cell in enumerate(cells[first:]):
        column, row = divmod(number, DAYS)
        place = Place(left + column * (side + gap), row * (side + gap), side, side)
        shapes += _cell(cell, place)
        if cell.words:
            spots.append(Spot(place, cell.words, at=number))
    return Drawing(tuple(shapes), tuple(spots), columns=DAYS)


def heat_height(weeks: int, room: Room) -> float:
    """How high the map of `weeks` weeks is in a room of this width."""
    return DAYS * (_heat_columns(weeks, room)[1] + HEAT_GAP) - HEAT_GAP


def _heat_columns(weeks: int, room: Room) -> tuple[int, float]:
    """How many weeks fit, and the side of a day's square."""
    wide = room.width - room.px(HEAT_LEFT) + HEAT_GAP
    shown = max(1, min(weeks, int(wide // (room.px(LEAST_SIDE) + HEAT_GAP))))
    return shown, max(1.0, min(wide / shown - HEAT_GAP, room.px(MOST_SIDE)))


def _cell(cell: HeatCell, place: Place) -> list[Shape]:
    x, y, half = place.x + place.width / 2, place.y + place.height / 2, place.width / 2
    if cell.sign == "none":
        return []
    if cell.sign == "before":
        return [Box(place, 3, "", "hair")]
    if cell.sign == "free":
        return [Disc(x, y, max(1.0, half / 6), "muted")]
    if cell.sign == "pending":
        return [Box(place, 3, "", "accent", 1.5, dashed=True)]
    if cell.sign == "spared":
        arm = half * 0.5
        arms = ((0.0, arm), (arm * 0.87, arm / 2), (arm * 0.87, -arm / 2))
        strokes = [Stroke(((x - dx, y - dy), (x + dx, y + dy)), "muted", 1.25) for dx, dy in arms]
        return [Box(place, 3, "", "line"), *strokes]
    shade = Box(place, 3, f"heat{cell.level}", "line" if cell.level < 2 else "")
    if not cell.by_hand:
        return [shade]
    side = max(4.0, half)
    dot = Place(x - side / 2, y - side / 2, side, side)
    # Its ground is that of the card, its ring that of the text: to be seen on every shade.
    return [shade, Box(dot, side / 2, "surface", "text", 1.5)]
