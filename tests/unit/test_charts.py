"""The layouts of the charts, on numbers: where each value stands, that nothing leaves the room, that all is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.ui.charts.habit import BarGroup, HeatCell, LinePoint, heat_height, heat_map, strength_line, week_bars
from lch_desktop.ui.charts.rates import Column, Range, Step, attempt_steps, columns, half_hour_ranges
from lch_desktop.ui.charts.scale import every, height_of, nice_top
from lch_desktop.ui.charts.shapes import Box, Disc, Drawing, Room, Stroke, Words

LETTER = 7


def room(width: float = 700, height: float = 200, scale: float = 1.0) -> Room:
    return Room(width, height, lambda length: round(length * scale), lambda text, _: round(LETTER * scale * len(text)))


def bars(*dials: int, goal: int = 0) -> list[BarGroup]:
    return [BarGroup(f"W{n}", d, d // 4, d // 8, goal, f"week {n}: {d}") for n, d in enumerate(dials, 36)]


def test_the_line_ends_at_its_last_value_and_goes_up_with_it() -> None:
    drawing = strength_line([LinePoint(s, f"{s}") for s in (0.0, 0.5, 1.0)], "May", "now", "100%", room())
    line = next(s for s in drawing.shapes if isinstance(s, Stroke) and s.colour == "accent")
    ys = [y for _, y in line.points]
    assert ys == sorted(ys, reverse=True)
    assert ys[1] == pytest.approx((ys[0] + ys[2]) / 2)
    dot = next(s for s in drawing.shapes if isinstance(s, Disc))
    assert (dot.x, dot.y) == line.points[-1]
    assert [spot.words for spot in drawing.spots] == ["0.0", "0.5", "1.0"]


def test_a_line_of_nothing_has_an_axis_and_no_dot() -> None:
    drawing = strength_line([], "", "", "", room())
    assert not [shape for shape in drawing.shapes if isinstance(shape, Disc)]
    assert [s.text for s in drawing.shapes if isinstance(s, Words)][:3] == ["100", "50", "0"]
    assert drawing.spots == ()


def test_bars_are_as_high_as_their_values_say() -> None:
    drawing = week_bars(bars(50, 100), room())
    dials = [shape for shape in drawing.shapes if isinstance(shape, Box) and shape.ring == "line"]
    assert dials[1].place.height == pytest.approx(2 * dials[0].place.height)
    talks = [shape for shape in drawing.shapes if isinstance(shape, Box) and shape.fill == "conversation"]
    assert talks[1].place.height == pytest.approx(dials[1].place.height / 4, abs=0.01)
    assert {box.place.y + box.place.height for box in (*dials, *talks)} == {dials[0].place.y + dials[0].place.height}


def test_the_goal_is_a_tick_where_a_bar_of_it_would_end() -> None:
    with_goal = week_bars(bars(80, goal=80), room())
    tick = next(s for s in with_goal.shapes if isinstance(s, Stroke) and s.colour == "text")
    bar = next(s for s in with_goal.shapes if isinstance(s, Box))
    assert tick.points[0][1] == pytest.approx(bar.place.y)
    assert not [s for s in week_bars(bars(80), room()).shapes if isinstance(s, Stroke) and s.colour == "text"]


def test_labels_that_do_not_fit_give_way_and_the_newest_stays() -> None:
    def labels(width: float) -> list[str]:
        return [s.text for s in week_bars(bars(*range(1, 13)), room(width)).shapes if isinstance(s, Words)]

    assert labels(700) == [f"W{n}" for n in range(36, 48)]
    assert len(labels(150)) < 12
    assert labels(150)[-1] == "W47"


def test_a_day_stands_in_its_row_and_week() -> None:
    cells = [HeatCell(n % 5, "", f"day {n}") for n in range(14)]
    drawing = heat_map(cells, "MTWTFSS", room())
    places = [spot.place for spot in drawing.spots]
    assert places[0].y == places[7].y
    assert places[0].x < places[7].x
    assert [place.x for place in places[:7]] == [places[0].x] * 7
    assert [box.fill for box in drawing.shapes if isinstance(box, Box)][:5] == [f"heat{n}" for n in range(5)]
    assert drawing.columns == 7


def test_every_kind_of_day_has_a_shape_of_its_own() -> None:
    signs = ("", "spared", "free", "pending", "none")
    shapes = {}
    for sign in signs:
        drawn = heat_map([HeatCell(0, sign, sign)], "", room()).shapes
        shapes[sign] = [(type(s).__name__, getattr(s, "dashed", None)) for s in drawn]
    assert len({str(kinds) for kinds in shapes.values()}) == len(signs)
    assert shapes["none"] == []


def test_where_a_year_does_not_fit_the_newest_weeks_stay() -> None:
    cells = [HeatCell(1, "", str(n)) for n in range(53 * 7)]
    shown = heat_map(cells, "MTWTFSS", room(200)).spots
    assert shown[-1].words == str(53 * 7 - 1)
    assert len(shown) < len(cells)
    assert len(shown) % 7 == 0


@pytest.mark.parametrize("width", [180, 480, 1000, 2300])
def test_the_map_is_as_high_as_it_says(width: float) -> None:
    cells = [HeatCell(1, "", str(n)) for n in range(53 * 7)]
    last = heat_map(cells, "MTWTFSS", room(width)).spots[-1].place
    assert last.y + last.height == pytest.approx(heat_height(53, room(width)))
    assert last.x + last.width <= width + 0.01


def test_steps_climb_with_the_share_and_grey_ones_carry_no_figure() -> None:
    steps = [
        Step("try 1", "10 people", "10", 0.2, "20%", False, "one"),
        Step("try 2", "6 people", "6", 0.5, "", True, "two"),
    ]
    drawing = attempt_steps(steps, room())
    strokes = [shape for shape in drawing.shapes if isinstance(shape, Stroke)]
    assert [stroke.colour for stroke in strokes] == ["accent", "line"]
    assert strokes[1].points[-1][1] < strokes[0].points[-1][1]
    assert strokes[1].points[0] == strokes[0].points[-1]  # one stair
    texts = [shape.text for shape in drawing.shapes if isinstance(shape, Words)]
    assert texts == ["20%", "try 1", "10 people", "try 2", "6 people"]
    narrow = [shape.text for shape in attempt_steps(steps, room(90)).shapes if isinstance(shape, Words)]
    assert narrow[2] == "10"


def test_a_range_holds_its_dot_and_is_told_from_a_guess_by_its_colour() -> None:
    ranges = [
        Range("8:00", 0.3, 0.2, 0.4, "30 of 100 (30%)", False, "eight"),
        Range("8:30", 0.2, 0.0, 0.6, "1 of 5", True, "nine"),
    ]
    drawing = half_hour_ranges(ranges, room())
    dots = [shape for shape in drawing.shapes if isinstance(shape, Disc)]
    lines = [shape for shape in drawing.shapes if isinstance(shape, Stroke)]
    for dot, line in zip(dots, lines, strict=True):
        assert line.points[0][0] < dot.x < line.points[1][0]
    assert [dot.fill for dot in dots] == ["accent", "line"]
    assert drawing.columns == 1


@given(st.lists(st.one_of(st.none(), st.floats(0, 1e6)), max_size=30), st.floats(60, 3000), st.floats(1.0, 1.5))
def test_nothing_leaves_its_room(values: list[float | None], width: float, scale: float) -> None:
    shown = [Column(str(n), value, "words") for n, value in enumerate(values)]
    within = room(width, 200 * scale, scale)
    _holds(columns(shown, "accent", within), within)
    groups = [BarGroup(str(n), int(v or 0), int(v or 0) // 2, 0, 10, "words") for n, v in enumerate(values)]
    _holds(week_bars(groups, within), within)


def _holds(drawing: Drawing, within: Room) -> None:
    for shape in drawing.shapes:
        if isinstance(shape, Box):
            place = shape.place
            assert -0.01 <= place.x <= place.x + place.width <= within.width + 0.01
            assert -0.01 <= place.y <= place.y + place.height <= within.height + 0.01
    assert len(drawing.spots) == len({spot.place for spot in drawing.spots})


def test_charts_of_nothing_are_empty() -> None:
    for drawing in (week_bars([], room()), attempt_steps([], room()), half_hour_ranges([], room())):
        assert drawing == Drawing()
    assert columns([], "accent", room()) == Drawing()


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 4), (4, 4), (5, 5), (7, 8), (11, 15), (76, 80), (100, 100), (101, 150), (280, 300)]
)
def test_an_axis_ends_a_little_above_its_highest(highest: float, top: int) -> None:
    assert nice_top(highest) == top


@given(st.floats(0, 1e7))
def test_an_axis_never_cuts_its_highest_off(highest: float) -> None:
    assert highest <= nice_top(highest) <= max(4, 2 * highest)


def test_something_is_never_drawn_as_nothing() -> None:
    assert height_of(1, 100_000, 100) == 2
    assert height_of(0, 100, 100) == 0
    assert height_of(200, 100, 100) == 100
    assert every(12, 0, 10) == 12
