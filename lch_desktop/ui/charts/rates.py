"""The charts of rates: contact by attempt as steps, contact by half-hour as ranges, and plain columns. Pure layouts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lch_desktop.ui.charts.scale import every, height_of, nice_top
from lch_desktop.ui.charts.shapes import Align, Box, Disc, Drawing, Place, Room, Shape, Spot, Stroke, Words

MARK_LINE = 18


@dataclass(frozen=True, slots=True)
class Step:
    """One attempt: the share reached by then (0..1, None where nobody got that far); `grey` where too few got that
    far, then without a percentage.

    Under `label`, or its last word, stands `under`, or `short`: whatever fits.
    """

    label: str
    under: str
    short: str
    share: float | None
    figure: str
    grey: bool
    words: str


@dataclass(frozen=True, slots=True)
class Across:
    """A dotted line down the stair behind the attempt `after`, its words at the top."""

    after: float
    words: str
    colour: str


@dataclass(frozen=True, slots=True)
class Range:
    """One half-hour: its rate and its range as shares, and the words at its right end."""

    label: str
    share: float
    low: float
    high: float
    figure: str
    grey: bool
    words: str


@dataclass(frozen=True, slots=True)
class Column:
    """One value; None draws nothing. `figure` stands over it where there is room."""

    label: str
    value: float | None
    words: str
    figure: str = ""


def attempt_steps(steps: Sequence[Step], room: Room, marks: Sequence[Across] = ()) -> Drawing:
    """A stair from the left: what share was reached by each attempt, two lines of words beneath each.

    The words of the `marks` stand over the stair, one line for each, so that two never meet.
    """
    if not steps:
        return Drawing()
    top, foot = room.px(24) + len(marks) * room.px(MARK_LINE), room.px(44)
    base, wide = room.height - foot, room.width / len(steps)
    names = [step.label for step in steps]
    if any(room.width_of(name, "caption_plain") > wide - 8 for name in names):
        names = [name.rpartition(" ")[2] for name in names]
    fits = all(room.width_of(step.under, "caption_plain") <= wide - 8 for step in steps)
    shapes: list[Shape] = []
    spots = []
    before = base
    for number, step in enumerate(steps):
        x, y = number * wide, before if step.share is None else base - (base - top) * step.share
        if step.share is not None:
            colour = "line" if step.grey else "accent"
            shapes.append(Stroke(((x, before), (x, y), (x + wide, y)), colour))
        if step.figure:
            place = Place(x + 4, y - room.px(22), wide, room.px(20))
            shapes.append(Words(place, step.figure, "body_medium", "text"))
        shapes.append(Words(Place(x + 4, base + room.px(6), wide - 8, room.px(18)), names[number]))
        shapes.append(
            Words(Place(x + 4, base + room.px(24), wide - 8, room.px(18)), step.under if fits else step.short)
        )
        spots.append(Spot(Place(x, 0, wide, room.height), step.words))
        before = y
    for line, mark in enumerate(marks):
        shapes += _mark(mark, line * room.px(MARK_LINE), base, wide, room)
    return Drawing(tuple(shapes), tuple(spots))


def _mark(mark: Across, top: float, base: float, wide: float, room: Room) -> list[Shape]:
    """The dotted line and its words, on whichever side of it there is more room."""
    x, high = mark.after * wide, room.px(MARK_LINE)
    stands_left = x > room.width / 2
    place = Place(0, top, x - 6, high) if stands_left else Place(x + 6, top, room.width - x - 6, high)
    align = Align.RIGHT if stands_left else Align.LEFT
    down = Stroke(((min(x, room.width - 1), top + 2), (min(x, room.width - 1), base)), mark.colour, 1.5, dotted=True)
    return [down, Words(place, mark.words, align=align)]


def half_hour_ranges(ranges: Sequence[Range], room: Room) -> Drawing:
    """A row for each half-hour: its time, a dot within its range from 0 to 100 %, how many of how many."""
    if not ranges:
        return Drawing()
    high = min(room.px(36), room.height / len(ranges))
    left = room.px(12) + max(room.width_of(each.label, "body") for each in ranges)
    right = room.width - room.px(16) - max(room.width_of(each.figure, "body") for each in ranges)
    shapes: list[Shape] = []
    spots = []
    for number, each in enumerate(ranges):
        y, top = (number + 0.5) * high, number * high
        low, dot, end = (left + (right - left) * share for share in (each.low, each.share, each.high))
        shapes.append(Words(Place(0, top, left, high), each.label, "body", "text"))
        shapes.append(Stroke(((low, y), (end, y)), "line", 2))
        shapes.append(Disc(dot, y, 5, "line" if each.grey else "accent"))
        place = Place(right, top, room.width - right, high)
        shapes.append(Words(place, each.figure, "body", "muted", Align.RIGHT))
        spots.append(Spot(Place(0, top, room.width, high), each.words))
    return Drawing(tuple(shapes), tuple(spots), columns=1)


def columns(values: Sequence[Column], colour: str, room: Room, most: float = 0.0) -> Drawing:
    """One column for each value on a scale from 0 to `most` (0: the next round figure above the highest)."""
    if not values:
        return Drawing()
    top, foot = room.px(22), room.px(24)
    base, wide = room.height - foot, room.width / len(values)
    has_figures = all(room.width_of(each.figure, "caption_plain") <= wide - 4 for each in values)
    end = most or nice_top(max((each.value or 0) for each in values))
    label_every = every(
        len(values), room.width, room.px(12) + max(room.width_of(v.label, "caption_plain") for v in values)
    )
    bar = min(room.px(20), wide * 0.6)
    shapes: list[Shape] = [Stroke(((0, base + 0.5), (room.width, base + 0.5)), "hair", 1)]
    spots = []
    for number, each in enumerate(values):
        tall = height_of(each.value or 0, end, base - top)
        if tall:
            x = number * wide + (wide - bar) / 2
            shapes.append(Box(Place(x, base - tall, bar, tall), min(2.0, tall / 2), colour))
            if has_figures and each.figure:
                place = Place(number * wide, base - tall - room.px(20), wide, room.px(18))
                shapes.append(Words(place, each.figure, align=Align.CENTRE))
        if (len(values) - 1 - number) % label_every == 0:
            place = Place(number * wide - wide, base + room.px(4), 3 * wide, room.px(18))
            shapes.append(Words(place, each.label, align=Align.CENTRE))
        spots.append(Spot(Place(number * wide, 0, wide, base), each.words))
    return Drawing(tuple(shapes), tuple(spots))
