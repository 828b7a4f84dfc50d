"""Every chart of the review beside its table: what is drawn is read back from the shapes and must be what T shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain.calls import Tally
from lch_desktop.domain.follow_figures import FollowCounts, FollowUps, Pace
from lch_desktop.domain.metrics import CurvePoint, HalfHour, HourFigures, Rate, WeekHalfHour, week_figures, wilson
from lch_desktop.domain.session import Goals
from lch_desktop.domain.stored import SaidVisit
from lch_desktop.domain.streak import Mark
from lch_desktop.services.review import DayFigure
from lch_desktop.services.review_series import Said, StrengthPoint, WeekBar, day_of, heat_level, said_most
from lch_desktop.ui.charts.grid import FILLS, LINE, ROW, STRONG
from lch_desktop.ui.charts.habit import heat_height
from lch_desktop.ui.charts.scale import nice_top
from lch_desktop.ui.charts.shapes import Box, Chart, Disc, Drawing, Room, Stroke, Words
from lch_desktop.ui.review import charts, more_charts
from lch_desktop.ui.review.attempts import STUDY, attempts_chart
from lch_desktop.ui.review.weekdays import weekdays_chart
from lch_desktop.ui.tokens import DARK, LIGHT, contrast
from lch_desktop.words import WEEKDAYS, percent

MONDAY = date(2026, 11, 16)
WEEK = timedelta(days=7)
WIDE, HIGH = 1100.0, 640.0
LETTER = 7


def room(height: float = HIGH) -> Room:
    return Room(WIDE, height, lambda length: length, lambda text, _: LETTER * len(text))


def drawn(chart: Chart) -> Drawing:
    bare = room()
    return chart.lay_out(room(chart.height(bare)) if chart.height is not None else bare)


def bar(weeks_ago: int, tally: Tally, focus: float = 58, between: int = 2, resisted: int = 3) -> WeekBar:
    hour = HourFigures(tally, Goals(20, 6, 5, 2), focus, 60, between, resisted, (30.0,) * resisted)
    return WeekBar(MONDAY - weeks_ago * WEEK, week_figures([hour]), 20)


BARS = (
    bar(3, Tally(40, 12, 11, 9, 4), 129, 5, 8),
    bar(2, Tally(12, 2, 2, 1, 0), 41, 4, 5),  # too few talks for a percentage
    bar(1, Tally(20, 0, 0, 0, 0), 30, 0, 0),  # no talk at all
    bar(0, Tally(24, 8, 6, 9, 3), 58, 1, 3),  # more asks than talks
)
STRENGTH = tuple(StrengthPoint(MONDAY + timedelta(days=n), share) for n, share in enumerate((0.05, 0.31, 0.62, 0.58)))
DAYS = tuple(
    DayFigure(MONDAY + timedelta(days=n), mark, value, by_hand)
    for n, (mark, value, by_hand) in enumerate(
        [
            (Mark.FULL, 1.0, False), (Mark.SHORT, 0.42, False), (Mark.SHORT, 0.84, True), (Mark.SPARED, 0.0, False),
            (Mark.MISSED, 0.0, False), (Mark.BONUS, None, False), (Mark.OFF, None, False), (Mark.PENDING, None, False),
            (Mark.FULL, 1.0, True), (Mark.FUTURE, None, False), (Mark.FUTURE, None, False), (Mark.FUTURE, None, False),
            (Mark.FUTURE, None, False), (Mark.FUTURE, None, False),
        ]
    )
)  # fmt: skip
CURVE = (CurvePoint(1, 10, 0.2), CurvePoint(2, 6, 1 / 3), CurvePoint(3, 4, 0.5))
SAID = (Said("Coffee, inbox.", 12, 38.0), Said("Later.", 6, None), Said("An email.", 3, 75.0))


def half_hours() -> tuple[HalfHour, ...]:
    found = []
    for at, hits, total in ((time(7, 30), 12, 40), (time(8), 30, 100), (time(8, 30), 1, 5)):
        rate = wilson(hits, total)
        assert rate is not None
        found.append(HalfHour(at, rate))
    return tuple(found)


def boxes(drawing: Drawing, fill: str = "", ring: str = "") -> list[Box]:
    return [s for s in drawing.shapes if isinstance(s, Box) and (s.fill, s.ring) == (fill, ring)]


def base_of(drawing: Drawing) -> float:
    """Where the columns stand."""
    ground = drawing.shapes[0]
    assert isinstance(ground, Stroke)
    return ground.points[0][1] - 0.5


def at_week(drawing: Drawing, found: list[Box], high: float, top: float) -> list[float]:
    """The value of one series in each week, by the height of its bar; 0 without one."""
    values = [0.0] * len(drawing.spots)
    for box in found:
        middle = box.place.x + box.place.width / 2
        week = next(
            n for n, spot in enumerate(drawing.spots) if spot.place.x <= middle < spot.place.x + spot.place.width
        )
        values[week] = box.place.height / high * top
    return values


def whole(values: list[float]) -> list[str]:
    return [str(round(value)) for value in values]


def test_the_strength_that_is_drawn_is_the_table() -> None:
    chart = charts.strength_chart(STRENGTH)
    drawing = drawn(chart)
    line = next(s for s in drawing.shapes if isinstance(s, Stroke) and s.colour == "accent")
    full, none = _axis(drawing)
    shares = [(none - y) / (none - full) for _, y in line.points]
    assert [percent(share) for share in shares] == [share for _, share in chart.table.rows]
    assert [row[0] for row in chart.table.rows] == [p.on.isoformat() for p in STRENGTH]


def _axis(drawing: Drawing) -> tuple[float, float]:
    """The heights of 100 and of 0."""
    lines = [s.points[0][1] for s in drawing.shapes if isinstance(s, Stroke) and s.colour == "hair"]
    return lines[0], lines[2]


def test_the_weeks_that_are_drawn_are_the_table() -> None:
    chart = charts.weeks_chart(BARS)
    drawing = drawn(chart)
    base = drawing.shapes[0].points[0][1] - 0.5  # type: ignore[union-attr]
    high, top = base - 8, nice_top(40)
    read = [
        whole(at_week(drawing, boxes(drawing, fill, ring), high, top))
        for fill, ring in (("", "line"), ("conversation", ""), ("appointment", ""))
    ]
    ticks = [s.points[0][1] for s in drawing.shapes if isinstance(s, Stroke) and s.colour == "text"]
    goals = whole([(base - y) / high * top for y in ticks])
    assert [(row[1], row[2], row[3], row[4]) for row in chart.table.rows] == [
        (read[0][n], goals[n], read[1][n], read[2][n]) for n in range(4)
    ]


def test_the_days_that_are_drawn_are_the_table() -> None:
    chart = charts.heat_chart(DAYS)
    drawing = drawn(chart)
    shown = [day for day in DAYS if charts.MARKS[day.mark]]
    assert [spot.words for spot in drawing.spots] == [
        f"{charts.day(day.on)}: {row[1].split(',')[0]}{_of_short(day)}{', added by hand' if day.by_hand else ''}"
        for day, row in zip(shown, chart.table.rows, strict=True)
    ]
    for level in range(5):
        shades = [s for s in drawing.shapes if isinstance(s, Box) and s.fill == f"heat{level}"]
        shaded = [d for d in shown if d.mark in (Mark.FULL, Mark.SHORT, Mark.MISSED, Mark.BONUS)]
        assert len(shades) == sum(heat_level(d.mark, d.value) == level for d in shaded)
    dots = [s for s in drawing.shapes if isinstance(s, Box) and s.fill == "surface"]
    assert len(dots) == sum("added by hand" in row[1] for row in chart.table.rows) == 2
    assert chart.height is not None
    assert chart.height(room()) == heat_height(2, room())


def _of_short(day: DayFigure) -> str:
    return f" ({percent(day.value)})" if day.mark is Mark.SHORT and day.value is not None else ""


@pytest.mark.parametrize(("make", "top"), [(charts.goals_chart, 1.0), (charts.focus_chart, 0.0)])
def test_the_columns_that_are_drawn_are_the_table(make: Callable[..., Chart], top: float) -> None:
    chart = make(BARS)
    drawing = drawn(chart)
    base = base_of(drawing)
    values = at_week(drawing, boxes(drawing, "accent"), base - 22, top or nice_top(129))
    said = [percent(v) if top else f"{v:.0f} min" for v in values]
    assert said == [row[1] for row in chart.table.rows]


def test_what_came_between_is_drawn_as_in_the_table() -> None:
    chart = more_charts.between_chart(BARS)
    drawing = drawn(chart)
    high, top = base_of(drawing) - 22, nice_top(8)
    read = [whole(at_week(drawing, boxes(drawing, *kind), high, top)) for kind in (("", "line"), ("accent", ""))]
    assert [row[1:] for row in chart.table.rows] == list(zip(*read, strict=True))


def test_next_steps_and_asks_are_drawn_as_in_the_table() -> None:
    chart = more_charts.rates_chart(BARS)
    drawing = drawn(chart)
    high, top = base_of(drawing) - 22, 1.5  # nine asks in six talks
    steps, asks = (at_week(drawing, boxes(drawing, fill), high, top) for fill in ("appointment", "conversation"))
    for row, step, ask in zip(chart.table.rows, steps, asks, strict=True):
        assert (row[3], row[5]) == (percent(step) if step else "", percent(ask) if ask else ""), row
    assert [row[3] for row in chart.table.rows] == ["36%", "", "", "50%"]
    few = boxes(drawing, "", "line")  # one ask in two talks: an outline, and no percentage
    assert len(few) == 1
    assert drawing.spots[1].words == "Week of 2 Nov: a next step in 0 of 2 conversations, 1 ask"
    assert drawing.spots[2].words == "Week of 9 Nov: no conversation"


def test_the_attempts_that_are_drawn_are_the_table() -> None:
    chart = attempts_chart(CURVE)
    drawing = drawn(chart)
    steps = [s for s in drawing.shapes if isinstance(s, Stroke)]
    base, top = steps[0].points[0][1], 24
    read = [percent((base - step.points[-1][1]) / (base - top)) for step in steps]
    assert read == ["20%", "33%", "50%"]  # the third stair is grey: four people are a guess, told without a percentage
    assert [row[2] for row in chart.table.rows] == ["20%", "33%", ""]


def test_no_percentage_of_fewer_than_five_people_or_ten_dials_anywhere() -> None:
    few = wilson(1, 1)
    assert few is not None
    for chart in (
        attempts_chart([CurvePoint(1, 4, 0.5)]), charts.half_hours_chart([HalfHour(time(8), few)]),
        weekdays_chart([WeekHalfHour(0, time(8), few)]),
    ):  # fmt: skip
        texts = [s.text for s in drawn(chart).shapes if isinstance(s, Words)]
        said = [chart.sentence, *texts, *(spot.words for spot in drawn(chart).spots)]
        said += [cell for row in chart.table.rows for cell in row]
        assert not [each for each in said if "%" in each], chart.name


def test_where_the_rep_left_them_is_marked_on_the_stair_and_in_the_table() -> None:
    chart = attempts_chart(CURVE, own=2.0)
    drawing = drawn(chart)
    line = next(s for s in drawing.shapes if isinstance(s, Stroke) and s.dotted)
    assert line.points[0][0] == drawing.spots[2].place.x  # behind the second attempt
    third = [s for s in drawing.shapes if isinstance(s, Stroke) and not s.dotted][2]
    assert line.points[-1][1] == third.points[1][1]  # and down to the stair: below stands its riser
    assert [row[3] for row in chart.table.rows] == ["", "left after 2 (median)", ""]
    assert "left after 2 (median)" in [s.text for s in drawing.shapes if isinstance(s, Words)]
    assert chart.sentence.endswith("Those you left were left after 2 attempts (median).")
    assert not [s for s in drawn(attempts_chart(CURVE)).shapes if isinstance(s, Stroke) and s.dotted]


def test_the_study_stands_beside_the_curve_with_its_source_and_only_when_asked_for() -> None:
    chart = attempts_chart(CURVE, own=2.5)
    assert "at least 6" not in chart.sentence
    beside = chart.beside_study
    assert beside is not None
    assert beside.sentence == f"{chart.sentence} {STUDY}"
    assert "Oldroyd and InsideSales, 2007" in STUDY
    drawing = drawn(beside)
    lines = [s.points[0][0] for s in drawing.shapes if isinstance(s, Stroke) and s.dotted]
    assert lines == [pytest.approx(WIDE * 2.5 / 6), WIDE - 1]  # the axis reaches to the sixth attempt
    assert beside.table.rows[5] == ("6", "0", "", "study: at least 6")
    assert beside.table.rows[1][3] == "left after 2.5 (median)"
    assert drawing.spots[5].words == "Attempt 6: nobody got that far"
    assert len(drawing.spots) == len(beside.table.rows) == 6
    assert attempts_chart(()).beside_study is None


def test_a_day_made_up_is_no_spare_day() -> None:
    days = [replace(day, made_up=day.mark is Mark.SPARED) for day in DAYS]
    chart = charts.heat_chart(days)
    assert chart.table.rows[3] == ("2026-11-19", "made up", "0%")
    assert drawn(chart).spots[3].words == "Thu 19 Nov: made up"
    assert chart.sentence == "2 full days, 2 short, 0 spare days used, 1 made up in 53 weeks."
    assert charts.heat_chart(DAYS).sentence == "2 full days, 2 short, 1 spare day used in 53 weeks."


def test_the_two_by_four_is_one_quiet_line_under_what_came_between() -> None:
    assert more_charts.between_chart(BARS).sentence.endswith(
        "Resistance met the 2x4 3 times: back on the phone within a minute."
    )
    assert "2x4" not in more_charts.between_chart([bar(0, Tally(4), resisted=0)]).sentence


def test_days_before_the_first_hour_are_blank_and_have_no_row() -> None:
    before = [DayFigure(MONDAY - timedelta(days=n), Mark.FUTURE, None) for n in range(7, 0, -1)]
    chart = charts.heat_chart([*before, *DAYS])
    assert len(boxes(drawn(chart), "", "hair")) == 7  # and none for the days to come
    assert chart.table.rows == charts.heat_chart(DAYS).table.rows


def test_days_before_the_first_hour_are_no_days_off() -> None:
    today = MONDAY + timedelta(days=3)
    for on in (MONDAY - timedelta(days=2), MONDAY):  # a Saturday and a Monday
        assert day_of(None, on, today, Mark.OFF) == day_of(None, on, today, None) == (Mark.FUTURE, None)
    assert day_of(None, today, today, None) == (Mark.PENDING, None)
    assert day_of(None, today, today, Mark.HOLIDAY) == (Mark.HOLIDAY, None)


def test_the_half_hours_that_are_drawn_are_the_table() -> None:
    chart = charts.half_hours_chart(half_hours())
    drawing = drawn(chart)
    ranges = [s for s in drawing.shapes if isinstance(s, Stroke)]
    dots = [s.x for s in drawing.shapes if isinstance(s, Disc)]
    # Three dots and three ranges on one scale: two known points give the others.
    (_, dials, hits, low, _), *_ = chart.table.rows
    assert (dials, hits, low) == ("40", "12", "18%")
    zero, one = _scale(ranges[0].points[0][0], 0.1807, ranges[0].points[1][0], 0.4543)
    for row, dot, span in zip(chart.table.rows, dots, ranges, strict=True):
        share = (dot - zero) / (one - zero)
        assert share == pytest.approx(int(row[2]) / int(row[1]), abs=0.002)
        ends = [percent((x - zero) / (one - zero)) for x, _ in span.points]
        assert (ends if int(row[1]) >= 10 else ["", ""]) == [row[3], row[4]]
    assert drawing.spots[2].words == "8:30: 1 of 5 answered"


def test_many_half_hours_each_have_a_line_of_their_own() -> None:
    rate = wilson(3, 12)
    assert rate is not None
    for count, high in ((3, 184), (14, 308)):
        chart = charts.half_hours_chart([HalfHour(time(4 + n // 2, n % 2 * 30), rate) for n in range(count)])
        assert chart.height is not None
        assert chart.height(room()) == high
        places = [spot.place for spot in drawn(chart).spots]
        assert places[1].y - places[0].y >= 22


@pytest.mark.parametrize(
    ("totals", "said"),
    [
        ({"08:00": 40, "08:30": 30, "13:00": 20}, True),
        ({"08:00": 40, "13:00": 40}, False),
        ({"09:00": 1}, True),
        ({}, False),
    ],
)
def test_calls_of_one_hour_say_nothing_of_the_day(totals: dict[str, int], said: bool) -> None:
    found = [HalfHour(time.fromisoformat(at), Rate(1, total, 0.0, 1.0)) for at, total in totals.items()]
    assert ("fell into one hour" in charts.half_hours_chart(found).sentence) is said


def week_half_hours(*given: tuple[int, str, int, int]) -> tuple[WeekHalfHour, ...]:
    """Weekday, half-hour, answered, dials."""
    found = []
    for day, at, hits, total in given:
        rate = wilson(hits, total)
        assert rate is not None
        found.append(WeekHalfHour(day, time.fromisoformat(at), rate, is_best=(day, at) == (1, "08:30")))
    return tuple(found)


BY_WEEKDAY = week_half_hours(
    (0, "08:00", 12, 40), (0, "08:30", 3, 8), (1, "08:30", 20, 30), (3, "08:00", 0, 10), (3, "13:00", 9, 9)
)  # fmt: skip


def test_the_weekdays_that_are_drawn_are_the_table() -> None:
    chart = weekdays_chart(BY_WEEKDAY)
    drawing = drawn(chart)
    words = [s for s in drawing.shapes if isinstance(s, Words)]
    days = {s.place.y: s.text for s in words if s.text in WEEKDAYS}
    names = {round(s.place.x + s.place.width / 2): s.text for s in words if ":" in s.text}
    figures = {(days[s.place.y - (ROW - LINE) / 2], names[round(s.place.x + s.place.width / 2)], s.text)
               for s in words if " of " in s.text}  # fmt: skip
    assert figures == {
        (day[:3], f"{time.fromisoformat(at):%H:%M}".lstrip("0"), f"{hits} of {total}")
        for day, at, total, hits, _, _ in chart.table.rows
    }
    assert len(chart.table.rows) == len(BY_WEEKDAY) == len(figures)
    assert chart.table.rows[0] == ("Monday", "08:00", "40", "12", "18%", "45%")
    assert chart.table.rows[1] == ("Monday", "08:30", "8", "3", "", "")
    assert chart.sentence == "Best of those with 20 dials or more: Tuesday 8:30, 20 of 30 (67%) answered."


def test_a_weekday_is_shaded_from_ten_dials_on_by_the_low_end_of_its_range() -> None:
    drawing = drawn(weekdays_chart(BY_WEEKDAY))
    squares = [s for s in drawing.shapes if isinstance(s, Box)]
    # Monday and Thursday 8:00 (low ends 18 % and 0 %), Monday and Tuesday 8:30 (8 dials; 49 %), Thursday 13:00 (9).
    assert [box.fill for box in squares] == ["heat3", "heat1", "heat0", "heat4", "heat0"]
    assert [box.ring for box in squares] == ["", "", "", "text", ""]  # a ring around the best one
    on_dark = [s.colour for s in drawing.shapes if isinstance(s, Words) and s.text == "20 of 30"]
    assert on_dark == ["surface"]


def test_the_cursor_walks_over_every_weekday_and_half_hour() -> None:
    spots = drawn(weekdays_chart(BY_WEEKDAY)).spots
    assert [spot.at for spot in spots] == list(range(9))  # three half-hours, three weekdays
    assert [spot.words for spot in spots[:3]] == [
        "Mon 8:00: 12 of 40 (30%) answered, between 18% and 45%",
        "Tue 8:00: nobody was called",
        "Thu 8:00: 0 of 10 (0%) answered, between 0% and 28%",
    ]
    assert spots[4].words == "Tue 8:30: 20 of 30 (67%) answered, between 49% and 81%, surely the best"
    assert spots[8].words == "Thu 13:00: 9 of 9 answered"


@pytest.mark.parametrize(("wide", "lines"), [(700.0, ["12 of 40"]), (180.0, ["12", "of 40"]), (120.0, [])])
def test_figures_go_below_each_other_and_then_away_where_a_square_is_narrow(wide: float, lines: list[str]) -> None:
    narrow = Room(wide, HIGH, lambda length: length, lambda text, _: LETTER * len(text))
    texts = [s.text for s in weekdays_chart(BY_WEEKDAY).lay_out(narrow).shapes if isinstance(s, Words)]
    assert [text for text in texts if text in ("12 of 40", "12", "of 40")] == lines


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ((), "Nobody was called yet."),
        (week_half_hours((0, "08:00", 1, 2)), "No half-hour of a weekday is surely better than the others."),
    ],
)
def test_without_a_best_weekday_none_is_named(found: tuple[WeekHalfHour, ...], said: str) -> None:
    chart = weekdays_chart(found)
    assert chart.sentence == said
    assert len(drawn(chart).spots) == len(chart.table.rows) == len(found)


def test_figures_can_be_read_on_every_shade() -> None:
    for tokens in (DARK, LIGHT):
        for level, fill in enumerate(FILLS):
            words = tokens.surface if level >= STRONG else tokens.text if level else tokens.muted
            assert contrast(words, getattr(tokens, fill or "surface")) >= 4.5, fill


def _scale(x: float, at: float, other_x: float, other_at: float) -> tuple[float, float]:
    """Where 0 and 1 stand."""
    wide = (other_x - x) / (other_at - at)
    return x - at * wide, x + (1 - at) * wide


def test_what_resistance_said_is_drawn_as_in_the_table() -> None:
    chart = more_charts.said_chart(SAID)
    drawing = drawn(chart)
    wide = [box.place.width / WIDE * 12 for box in boxes(drawing, "accent")]
    assert whole(wide) == [row[1] for row in chart.table.rows]
    texts = [s.text for s in drawing.shapes if isinstance(s, Words)]
    assert texts == [
        "“Coffee, inbox.”", "12 times, 38 s to the dial", "“Later.”", "6 times",
        "“An email.”", "3 times, 1 min 15 s to the dial",
    ]  # fmt: skip
    assert chart.table.rows[1] == ("Later.", "6", "")
    assert chart.sentence == "Most often in twelve weeks: “Coffee, inbox.” 12 times, 38 s until the next dial."


FOLLOW_UPS = FollowUps(FollowCounts(3, 20, 4, 11), in_time=8, talks=10, wait_h=2.1)


@pytest.mark.parametrize(
    "chart",
    [
        more_charts.pace_chart(BARS[0].figures, Pace(116.0, 57.0)),
        more_charts.pace_chart(week_figures([]), Pace()),
        more_charts.follow_ups_chart(BARS[0].figures, FOLLOW_UPS),
        more_charts.follow_ups_chart(week_figures([]), FollowUps()),
    ],
    ids=lambda chart: chart.sentence,
)
def test_the_figures_that_are_drawn_are_the_table(chart: Chart) -> None:
    texts = [s.text for s in drawn(chart).shapes if isinstance(s, Words)]
    assert list(zip(texts[::2], texts[1::2], strict=True)) == list(chart.table.rows)


def test_the_figures_in_words() -> None:
    assert more_charts.follow_ups_chart(BARS[0].figures, FOLLOW_UPS).table.rows == (
        ("Answered", "12 of 40 (30%)"),
        ("Written to instead of called", "3 of 20 leads (15%)"),
        ("Tried once and left", "4 of 11 new leads (36%)"),
        ("Followed up within a day", "8 of 10 talks (80%)"),
        ("From a talk to the first follow-up", "2 h 6 min"),
    )
    few = FollowUps(FollowCounts(1, 4, 1, 3), in_time=1, talks=4)
    assert [row[1] for row in more_charts.follow_ups_chart(BARS[0].figures, few).table.rows[1:4]] == [
        "1 of 4 leads", "1 of 3 new leads", "1 of 4 talks",
    ]  # fmt: skip


def test_a_rep_who_typed_the_marks_gets_one_pair() -> None:
    chart = more_charts.said_chart([Said("“They'll be annoyed.”", 1, None)])
    assert drawn(chart).spots[0].words == "“They'll be annoyed.” 1 time"


_tallies = st.integers(0, 60).flatmap(
    lambda dials: st.builds(
        Tally, st.just(dials), st.integers(0, dials), st.integers(0, dials), st.integers(0, 60), st.integers(0, dials)
    )
)


@given(st.lists(_tallies, min_size=1, max_size=12), st.floats(0, 200))
def test_every_chart_has_a_row_and_a_spot_for_each_week(tallies: list[Tally], focus: float) -> None:
    bars = [bar(n, tally, focus) for n, tally in enumerate(tallies)][::-1]
    for make in (
        charts.weeks_chart, charts.goals_chart, charts.focus_chart, more_charts.between_chart, more_charts.rates_chart,
    ):  # fmt: skip
        chart = make(bars)
        assert len(chart.table.rows) == len(drawn(chart).spots) == len(bars)
        assert [row[0] for row in chart.table.rows] == [each.monday.isoformat() for each in bars]
        assert chart.table.in_time
        assert chart.name
        assert chart.sentence.endswith(".")


def test_what_was_feared_is_told_with_what_came_of_it() -> None:
    visits = [
        SaidVisit("Annoyed.", 30.0, answered=True, reaction="as-feared"),
        *(SaidVisit("Annoyed.", 30.0, answered=True, reaction="better") for _ in range(2)),
        *(SaidVisit("Annoyed.", None, answered=True) for _ in range(3)),
        *(SaidVisit("Annoyed.") for _ in range(3)),
        SaidVisit("Coffee."),
    ]
    first, second = said_most(visits)
    assert (first.times, first.answered, first.noted, first.feared) == (9, 6, 3, 1)
    assert (second.times, second.answered, second.noted, second.feared) == (1, 0, 0, 0)
    chart = more_charts.said_chart((first, second))
    words = "“Annoyed.” 9 times, 30 s until the next dial; 6 answered, 1 as feared"
    assert chart.sentence == f"Most often in twelve weeks: {words}."
    assert chart.table.heads[3:] == ("Answered", "As feared", "Better")
    assert chart.table.rows == (("Annoyed.", "9", "30 s", "6", "1", "2"), ("Coffee.", "1", "", "0", "0", "0"))


def test_without_a_note_nothing_is_said_of_fears() -> None:
    chart = more_charts.said_chart(said_most([SaidVisit("Annoyed.", 30.0, answered=True)]))
    assert "feared" not in chart.sentence
    assert chart.table.heads == ("It said", "Times", "Until the next dial")
