"""The layouts of the charts, on numbers: where each value stands, that nothing leaves the room, that all is said."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.ui.charts.groups import Group, Line, grouped, lines, lines_height
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


def test_a_day_knows_its_place_where_the_days_before_it_are_blank() -> None:
    cells = [HeatCell(0, "none", "")] * 9 + [HeatCell(1, "", f"day {n}") for n in range(5)]
    assert [spot.at for spot in heat_map(cells, "MTWTFSS", room()).spots] == [9, 10, 11, 12, 13]


def test_every_kind_of_day_has_a_shape_of_its_own() -> None:
    signs = ("", "spared", "free", "pending", "before", "none")
    shapes = {}
    for sign in signs:
        drawn = heat_map([HeatCell(0, sign, sign)], "", room()).shapes
        shapes[sign] = [(type(s).__name__, getattr(s, "dashed", None), getattr(s, "fill", "")) for s in drawn]
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
    assert texts == ["try 1", "10 people", "try 2", "6 people", "20%"]
    narrow = [shape.text for shape in attempt_steps(steps, room(70)).shapes if isinstance(shape, Words)]
    assert narrow[:2] == ["1", "10"]


@pytest.mark.parametrize("count", [1, 5, 9, 10, 21, 22, 40])
@pytest.mark.parametrize("width", [200.0, 480.0, 1000.0])
def test_words_at_the_steps_are_whole_and_the_first_and_the_last_stay(count: int, width: float) -> None:
    steps = [
        Step(f"attempt {n}", f"{n} people", str(n), n / 40, f"{n + 20}%" if n < 37 else "", n >= 37, "")
        for n in range(1, count + 1)
    ]
    within = room(width)
    drawing = attempt_steps(steps, within)
    words = [shape for shape in drawing.shapes if isinstance(shape, Words)]
    figures = [each for each in words if each.text.endswith("%")]
    assert (figures[0].text, figures[-1].text) == ("21%", f"{min(count, 36) + 20}%")
    heights = sorted({each.place.y for each in words if each not in figures})
    names, unders = ([each for each in words if each.place.y == y and each not in figures] for y in heights)
    assert [names[0].text.split()[-1], names[-1].text.split()[-1]] == ["1", str(count)]
    assert [unders[0].text.split()[0], unders[-1].text.split()[0]] == ["1", str(count)]
    for line in (figures, names, unders):
        for one, other in pairwise(line):
            assert one.place.x + within.width_of(one.text, one.role) <= other.place.x
    for each in words:
        assert within.width_of(each.text, each.role) <= each.place.width
        assert each.place.x + each.place.width <= width
    for each in figures:  # nor does the stair run through one
        for x, y in (p for s in drawing.shapes if isinstance(s, Stroke) for p in s.points):
            assert not (each.place.x < x < each.place.x + each.place.width and y < each.place.y + each.place.height)


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


def test_groups_stand_side_by_side_on_one_scale() -> None:
    groups = [Group("W1", (10, 20), "one"), Group("W2", (None, 5), "two")]
    drawing = grouped(groups, ("", "accent"), room())
    boxes = [shape for shape in drawing.shapes if isinstance(shape, Box)]
    assert [(box.fill, box.ring) for box in boxes] == [("", "line"), ("accent", ""), ("accent", "")]
    assert boxes[1].place.height == pytest.approx(2 * boxes[0].place.height)
    assert boxes[1].place.height == pytest.approx(4 * boxes[2].place.height)
    assert boxes[1].place.x == pytest.approx(boxes[0].place.x + boxes[0].place.width + 2)
    assert {box.place.y + box.place.height for box in boxes} == {boxes[0].place.y + boxes[0].place.height}
    assert [spot.words for spot in drawing.spots] == ["one", "two"]


def test_a_group_of_few_is_an_outline_and_the_mark_is_on_the_scale() -> None:
    groups = [Group("W1", (0.5, 1.0), "few", grey=True)]
    drawing = grouped(groups, ("appointment", "conversation"), room(), mark=1.0, mark_words="100%")
    boxes = [shape for shape in drawing.shapes if isinstance(shape, Box)]
    assert [(box.fill, box.ring) for box in boxes] == [("", "line"), ("", "line")]
    mark = next(shape for shape in drawing.shapes if isinstance(shape, Stroke) and shape.dotted)
    assert mark.points[0][1] == pytest.approx(boxes[1].place.y)
    over = grouped([Group("W1", (0.5, 2.0), "twice")], ("appointment", "conversation"), room(), mark=1.0)
    line = next(shape for shape in over.shapes if isinstance(shape, Stroke) and shape.dotted)
    tall = [shape.place.height for shape in over.shapes if isinstance(shape, Box)]
    base = over.shapes[0].points[0][1] - 0.5  # type: ignore[union-attr]
    assert base - line.points[0][1] == pytest.approx(tall[1] / 2)


@given(
    st.lists(st.tuples(st.one_of(st.none(), st.floats(0, 1e6)), st.floats(0, 1e6)), max_size=14),
    st.floats(60, 3000),
    st.floats(1.0, 1.5),
    st.sampled_from([0.0, 1.0]),
)
def test_no_group_leaves_its_room(
    values: list[tuple[float | None, float]], width: float, scale: float, mark: float
) -> None:
    within = room(width, 152 * scale, scale)
    groups = [Group(f"W{n}", value, f"week {n}") for n, value in enumerate(values)]
    _holds(grouped(groups, ("", "accent"), within, mark=mark), within)


def test_lines_carry_words_figure_and_a_bar_as_long_as_their_share() -> None:
    rows = [Line("“An email.”", "4 times", "an email: 4", 1.0), Line("“Later.”", "1 time", "later: 1", 0.25)]
    drawing = lines(rows, room())
    bars = [shape.place.width for shape in drawing.shapes if isinstance(shape, Box)]
    assert bars == [700, 175]
    assert [shape.text for shape in drawing.shapes if isinstance(shape, Words)] == [
        "“An email.”", "4 times", "“Later.”", "1 time",
    ]  # fmt: skip


@pytest.mark.parametrize(("width", "down", "across"), [(1000, 3, 2), (600, 6, 1)])
def test_lines_stand_in_two_columns_where_there_is_room(width: float, down: int, across: int) -> None:
    rows = [Line(f"line {n}", str(n), f"words {n}") for n in range(6)]
    high = lines_height(6, room(width), beside=2)
    assert high == 32 * down
    drawing = lines(rows, room(width, high), beside=2)
    places = [spot.place for spot in drawing.spots]
    assert len({place.x for place in places}) == across
    assert [place.y for place in places[:down]] == [32 * n for n in range(down)]
    assert max(place.x + place.width for place in places) == pytest.approx(width)
    assert drawing.columns == (down if across > 1 else 0)  # the arrow keys go down and across as the eye does


@given(st.integers(0, 12), st.floats(60, 3000), st.floats(1.0, 1.5), st.sampled_from([1, 2]))
def test_no_line_leaves_its_room(count: int, width: float, scale: float, beside: int) -> None:
    rows = [Line("a long label of some words", "3 of 20 leads (15%)", f"words {n}", n / 12) for n in range(count)]
    bare = room(width, 0, scale)
    within = room(width, lines_height(count, bare, 44, beside), scale)
    _holds(lines(rows, within, beside), within)


def test_a_day_by_hand_has_a_hollow_dot_on_its_shade() -> None:
    plain, by_hand = (heat_map([HeatCell(4, "", "full", added)], "", room()).shapes for added in (False, True))
    assert by_hand[: len(plain)] == plain
    dot = by_hand[-1]
    assert isinstance(dot, Box)
    assert (dot.fill, dot.ring, dot.radius) == ("surface", "text", dot.place.width / 2)


def test_charts_of_nothing_are_empty() -> None:
    for drawing in (week_bars([], room()), attempt_steps([], room()), half_hour_ranges([], room())):
        assert drawing == Drawing()
    assert columns([], "accent", room()) == grouped([], (), room()) == lines([], room()) == Drawing()


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
