"""The chart of weekdays and half-hours: a square for each, shaded where enough stands behind it. Pure layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lch_desktop.ui.charts.scale import every
from lch_desktop.ui.charts.shapes import Align, Box, Drawing, Place, Room, Shape, Spot, Words

FILLS = ("heat0", "heat1", "heat3", "heat4")  # not heat2: words are hard to read on it
STRONG = 2  # from this level on the ground of the card is read best
ROW, GAP, HEAD, LINE = 40, 4, 22, 17
WIDEST = 160  # px of a square


@dataclass(frozen=True, slots=True)
class GridCell:
    """One square. `level` 1..3 is its shade, 0 that of too few. `figure`: what stands in it, as one line and as two.

    `figure` is empty where nothing happened: then nothing is drawn. `is_marked` puts a ring around it.
    """

    level: int
    figure: tuple[str, str]
    words: str
    is_marked: bool = False


def week_grid(columns: Sequence[Sequence[GridCell]], rows: Sequence[str], names: Sequence[str], room: Room) -> Drawing:
    """Columns of cells under their `names`, each with one cell for each of `rows`; the arrow keys walk over all."""
    if not columns:
        return Drawing()
    left = room.px(12) + max(room.width_of(row, "body") for row in rows)
    gap, top, high = room.px(GAP), room.px(HEAD), room.px(ROW)
    wide = min(room.px(WIDEST), (room.width - left) / len(columns) - gap)
    lines = _lines([cell for column in columns for cell in column], wide, room)
    shapes: list[Shape] = [
        Words(Place(0, top + n * (high + gap), left, high), row, "body", "text") for n, row in enumerate(rows)
    ]
    shapes += _names(names, left - gap / 2, wide + gap, room)
    spots = []
    for across, column in enumerate(columns):
        for down, cell in enumerate(column):
            place = Place(left + across * (wide + gap), top + down * (high + gap), wide, high)
            shapes += _cell(cell, place, lines, room)
            spots.append(Spot(place, cell.words, at=across * len(rows) + down))
    return Drawing(tuple(shapes), tuple(spots), columns=len(rows))


def grid_height(rows: int, room: Room) -> float:
    """How high a grid of `rows` rows is."""
    return room.px(HEAD) + rows * (room.px(ROW) + room.px(GAP)) - room.px(GAP) if rows else room.px(HEAD)


def _lines(cells: Sequence[GridCell], wide: float, room: Room) -> int:
    """In how many lines the figures of all cells fit: one, two, or none at all; then the cursor says them."""
    inside = wide - room.px(4)

    def fits(*words: str) -> bool:
        return all(room.width_of(each, "caption_plain") <= inside for each in words)

    if all(fits(" ".join(cell.figure)) for cell in cells):
        return 1
    return 2 if all(fits(*cell.figure) for cell in cells) else 0


def _names(names: Sequence[str], left: float, step: float, room: Room) -> list[Shape]:
    """The names over the columns, as many as fit, the first among them."""
    each = room.px(12) + max(room.width_of(name, "caption_plain") for name in names)
    shown = every(len(names), step * len(names), each)
    return [
        Words(Place(left + (n - 1) * step, 0, 3 * step, room.px(18)), name, align=Align.CENTRE)
        for n, name in enumerate(names)
        if n % shown == 0
    ]


def _cell(cell: GridCell, place: Place, lines: int, room: Room) -> list[Shape]:
    if not any(cell.figure):
        return []
    ring, width = ("text", 2.0) if cell.is_marked else ("", 1.0)
    shapes: list[Shape] = [Box(place, 4, FILLS[cell.level], ring, width)]
    colour = "surface" if cell.level >= STRONG else "text" if cell.level else "muted"
    said = [" ".join(cell.figure)] if lines == 1 else cell.figure[:lines]
    line = room.px(LINE)
    top = place.y + (place.height - len(said) * line) / 2
    for number, words in enumerate(said):
        at = Place(place.x, top + number * line, place.width, line)
        shapes.append(Words(at, words, colour=colour, align=Align.CENTRE))
    return shapes
