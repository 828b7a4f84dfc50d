"""The charts of rates: contact by attempt as steps, contact by half-hour as ranges, and plain columns. Pure layouts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from lch_desktop.ui.charts.scale import every, height_of, nice_top
from lch_desktop.ui.charts.shapes import Align, Box, Disc, Drawing, Place, Room, Shape, Spot, Stroke, Words

MARK_LINE = 18
LEAST_ROW = 22
"""px of a half-hour's row: below that one line of text stands on the next."""


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
    """A dotted line down to the stair behind the attempt `after`, its words at the top."""

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

    Words that do not fit are left out, all but those of the first and the last. The words of the `marks` stand over
    the stair, one line for each, so that two never meet.
    """
    if not steps:
        return Drawing()
    top, foot = room.px(24) + len(marks) * room.px(MARK_LINE), room.px(44)
    base, wide = room.height - foot, room.width / len(steps)
    names = [step.label for step in steps]
    if any(room.width_of(name, "caption_plain") > wide - 8 for name in names):
        names = [name.rpartition(" ")[2] for name in names]
    fits = all(room.width_of(step.under, "caption_plain") <= wide - 8 for step in steps)
    unders = [step.under if fits else step.short for step in steps]
    figured = _spaced([step.figure for step in steps], "body_medium", wide, room)
    named = _spaced([max(pair, key=len) for pair in zip(names, unders, strict=True)], "caption_plain", wide, room)
    ends = [_level(step, base, top) for step in steps]
    shapes: list[Shape] = []
    spots = []
    before: float = base
    for number, step in enumerate(steps):
        x, y = number * wide, before if step.share is None else ends[number]
        if step.share is not None:
            colour = "line" if step.grey else "accent"
            shapes.append(Stroke(((x, before), (x, y), (x + wide, y)), colour))
        if number in named:
            shapes.append(_from(x, base + room.px(6), names[number], room))
            shapes.append(_from(x, base + room.px(24), unders[number], room))
        spots.append(Spot(Place(x, 0, wide, room.height), step.words))
        before = y
    figures = [_figure(number, step.figure, ends, wide, room) for number, step in enumerate(steps) if number in figured]
    for line, mark in enumerate(marks):
        low = min([ends[min(int(mark.after), len(ends) - 1)], *_tops_at(mark.after * wide, figures)])
        shapes += _mark(mark, line * room.px(MARK_LINE), low, wide, room)
    return Drawing((*shapes, *figures), tuple(spots))


def _level(step: Step, base: float, top: float) -> float:
    return base if step.share is None else base - (base - top) * step.share


def _figure(number: int, text: str, ends: Sequence[float], wide: float, room: Room) -> Words:
    """A percentage over its step, and over those beyond that it reaches to."""
    words = _from(number * wide, 0, text, room, "body_medium", "text")
    right = words.place.x + words.place.width
    over = ends[number : max(number, ceil(right / wide) - 1) + 1]
    return replace(words, place=replace(words.place, y=min(over) - room.px(22)))


def _tops_at(x: float, figures: Sequence[Words]) -> list[float]:
    return [each.place.y for each in figures if each.place.x < x < each.place.x + each.place.width]


def _spaced(texts: Sequence[str], role: str, wide: float, room: Room) -> frozenset[int]:
    """The places of the texts, each `wide` apart, that stand without one reaching into the next: the first, the last,
    and between them every how-manieth fits."""
    places = [place for place, text in enumerate(texts) if text]
    if not places:
        return frozenset()
    each = max(room.width_of(text, role) for text in texts)
    apart = every(1, wide, room.px(8) + each)
    last = places[-1] - apart - (each > wide - 8)  # the last one may have to keep off the edge
    kept = [place for place in range(places[0], last + 1, apart) if texts[place]]
    return frozenset((places[0], *kept, places[-1]))


def _from(x: float, y: float, text: str, room: Room, role: str = "caption_plain", colour: str = "muted") -> Words:
    """Words from a step's left edge, never cut: those of the last one keep off the edge."""
    wide, high = room.width_of(text, role) + 1.0, room.px(20 if role == "body_medium" else 18)
    left = max(0.0, min(x + 4, room.width - wide))
    return Words(Place(left, y, min(wide, room.width), high), text, role, colour)


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


def ranges_height(rows: int, least: int, room: Room) -> float:
    """How high so many rows are, at least the `least` px of a drawing."""
    return max(room.px(least), rows * room.px(LEAST_ROW))


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
