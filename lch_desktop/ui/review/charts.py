"""From the review's data to its charts: words, shares and tables. Pure; every figure is also a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from lch_desktop.domain.metrics import LEAST_DIALS, HalfHour, Rate, in_words
from lch_desktop.domain.streak import Mark
from lch_desktop.services.review import DayFigure
from lch_desktop.services.review_series import StrengthPoint, WeekBar, heat_level
from lch_desktop.ui.charts import habit, rates
from lch_desktop.ui.charts.shapes import Chart, Table
from lch_desktop.words import MONTHS, WEEKDAYS, WEEKDAYS_LONG, counted, day, percent

MARKS = {
    Mark.FULL: "full", Mark.SHORT: "short", Mark.MISSED: "missed", Mark.SPARED: "spare day used", Mark.OFF: "day off",
    Mark.HOLIDAY: "holiday", Mark.EXCUSED: "excused", Mark.BONUS: "bonus", Mark.PENDING: "still open", Mark.FUTURE: "",
}  # fmt: skip
_FREE = frozenset({Mark.OFF, Mark.HOLIDAY, Mark.EXCUSED})
HIGH = 184
"""px of a drawing with several lines of words; the cards beside one another have the same."""
_INITIALS = tuple(name[0] for name in WEEKDAYS)


def strength_chart(points: Sequence[StrengthPoint]) -> Chart:
    """The strength of half a year."""
    shown = [habit.LinePoint(p.strength, f"{day(p.on)}: {percent(p.strength)}") for p in points]
    now = percent(points[-1].strength) if points else ""
    first = day(points[0].on) if points else ""
    sentence = f"Strength is {now}." if points else "Strength begins with the first hour."
    if len(points) > 1:
        highest = max(points, key=lambda p: p.strength)
        sentence = f"Strength is {now}, {percent(points[0].strength)} on {first}; "
        sentence += f"highest {percent(highest.strength)} on {day(highest.on)}."
    rows = tuple((p.on.isoformat(), percent(p.strength)) for p in points)
    lay_out = partial(habit.strength_line, shown, first, day(points[-1].on) if points else "", now)
    return Chart("Strength, 26 weeks", sentence, lay_out, Table(("Day", "Strength"), rows, in_time=True))


def weeks_chart(bars: Sequence[WeekBar]) -> Chart:
    """Dials, conversations and appointments of twelve weeks."""
    groups = [
        habit.BarGroup(
            week_label(bar.monday), bar.figures.dials, bar.figures.conversations, bar.figures.appointments,
            bar.goal_dials, _bar_words(bar),
        )
        for bar in bars
    ]  # fmt: skip
    rows = tuple(
        (
            bar.monday.isoformat(), str(bar.figures.dials), str(bar.goal_dials or ""), str(bar.figures.conversations),
            str(bar.figures.appointments),
        )
        for bar in bars
    )  # fmt: skip
    heads = ("Week from", "Dials", "Goal", "Conversations", "Appointments")
    sentence = _bar_words(bars[-1]) + "." if bars else ""
    return Chart("Each week", sentence, partial(habit.week_bars, groups), Table(heads, rows, in_time=True))


def heat_chart(days: Sequence[DayFigure]) -> Chart:
    """The days of 53 weeks. Those before the first hour are blank squares, without a word or a row."""
    began = next((each.on for each in days if each.mark is not Mark.FUTURE), date.min)
    cells = [
        habit.HeatCell(
            heat_level(each.mark, each.value), "before" if each.on < began else _sign(each.mark), _day_words(each),
            each.by_hand,
        )
        for each in days
    ]  # fmt: skip
    full = sum(each.mark is Mark.FULL for each in days)
    short = sum(each.mark is Mark.SHORT for each in days)
    spared = sum(each.mark is Mark.SPARED and not each.made_up for each in days)
    made_up = sum(each.made_up for each in days)
    sentence = f"{counted(full, 'full day', 'full days')}, {short} short, {counted(spared, 'spare day', 'spare days')} "
    sentence += f"used{f', {made_up} made up' if made_up else ''} in 53 weeks."
    rows = tuple((each.on.isoformat(), mark_words(each), _value(each.value)) for each in days if MARKS[each.mark])
    lay_out = partial(habit.heat_map, cells, _INITIALS)
    high = partial(habit.heat_height, len(cells) // habit.DAYS)
    return Chart("53 weeks", sentence, lay_out, Table(("Day", "Result", "Value"), rows, in_time=True), high)


def goals_chart(bars: Sequence[WeekBar]) -> Chart:
    """How far the goals were reached, week by week."""
    values = [(bar, bar.figures.goal_attainment) for bar in bars]
    return _columns_chart("Goals reached", "no goals", values, lambda value: percent(value), most=1.0)


def focus_chart(bars: Sequence[WeekBar]) -> Chart:
    """Minutes of focus, week by week."""
    values = [(bar, bar.figures.focus_min or None) for bar in bars]
    return _columns_chart("Focus minutes", "no focus minutes", values, lambda value: f"{value:.0f} min")


def half_hours_chart(half_hours: Sequence[HalfHour]) -> Chart:
    """Who answered in which half-hour of their own day, in twelve weeks."""
    ranges = [
        rates.Range(
            f"{each.at.hour}:{each.at.minute:02}", each.rate.value, each.rate.low, each.rate.high,
            in_words(each.rate), each.rate.total < LEAST_DIALS, _half_hour_words(each),
        )
        for each in half_hours
    ]  # fmt: skip
    rows = tuple(
        (f"{each.at:%H:%M}", str(each.rate.total), str(each.rate.hits), *range_words(each.rate)) for each in half_hours
    )
    best = next((each for each in half_hours if each.is_best), None)
    sentence = "No half-hour is surely better than the others." if half_hours else "Nobody was called yet."
    if best is not None:
        sentence = f"Best so far: {best.at.hour}:{best.at.minute:02}, {in_words(best.rate)} answered."
    if _of_one_hour(half_hours):
        sentence += " Most of these calls fell into one hour, so this says nothing of the rest of the day."
    heads = ("Half-hour", "Dials", "Answered", "Low", "High")
    high = partial(rates.ranges_height, len(ranges), HIGH)
    lay_out = partial(rates.half_hour_ranges, ranges)
    return Chart("Contact rate by half-hour", sentence, lay_out, Table(heads, rows), high)


def mark_words(each: DayFigure) -> str:
    """ "full", "full, added by hand"; "" for a day to come."""
    word = "made up" if each.made_up else "travel day" if each.travelled else MARKS[each.mark]
    return f"{word}{', added by hand' if each.by_hand else ''}" if word else ""


def short_day(on: date) -> str:
    """ "16 Nov", where the weekday goes without saying."""
    return f"{on.day} {MONTHS[on.month - 1]}"


def full_day(on: date) -> str:
    """ "Monday, 16 Nov"."""
    return f"{WEEKDAYS_LONG[on.weekday()]}, {short_day(on)}"


def week_label(monday: date) -> str:
    """ "W47", the ISO week."""
    return f"W{monday.isocalendar().week}"


def _columns_chart(
    name: str,
    nothing: str,
    values: Sequence[tuple[WeekBar, float | None]],
    said: Callable[[float], str],
    *,
    most: float = 0.0,
) -> Chart:
    shown = [
        rates.Column(
            week_label(bar.monday),
            value,
            f"Week of {short_day(bar.monday)}: {nothing if value is None else said(value)}",
            "" if value is None else said(value).removesuffix(" min"),
        )
        for bar, value in values
    ]
    rows = tuple((bar.monday.isoformat(), "" if value is None else said(value)) for bar, value in values)
    sentence = f"{shown[-1].words}." if shown else ""
    lay_out = partial(rates.columns, shown, "accent", most=most)
    return Chart(name, sentence, lay_out, Table(("Week from", name), rows, in_time=True))


def _bar_words(bar: WeekBar) -> str:
    figures = bar.figures
    if not (bar.goal_dials or figures.dials or figures.conversations or figures.appointments):
        return f"Week of {short_day(bar.monday)}: no dials"
    goal = f" of {bar.goal_dials}" if bar.goal_dials else ""
    talks = counted(figures.conversations, "conversation", "conversations")
    dates = counted(figures.appointments, "appointment", "appointments")
    return f"Week of {short_day(bar.monday)}: {figures.dials}{goal} dials, {talks}, {dates}"


def _sign(mark: Mark) -> str:
    if mark in _FREE:
        return "free"
    return {Mark.SPARED: "spared", Mark.PENDING: "pending", Mark.FUTURE: "none"}.get(mark, "")


def _day_words(each: DayFigure) -> str:
    if not MARKS[each.mark]:
        return ""
    word, comma, added = mark_words(each).partition(",")
    value = f" ({_value(each.value)})" if each.mark is Mark.SHORT else ""
    return f"{day(each.on)}: {word}{value}{comma}{added}"


def _value(value: float | None) -> str:
    return "" if value is None else percent(value)


def _of_one_hour(half_hours: Sequence[HalfHour]) -> bool:
    """Whether more than half of the dials fell into one half-hour and the next (habit.md section 2: a caveat)."""
    made = {each.at.hour * 2 + each.at.minute // 30: each.rate.total for each in half_hours}
    most = max((total + made.get(at + 1, 0) for at, total in made.items()), default=0)
    return 2 * most > sum(made.values())


def _half_hour_words(each: HalfHour) -> str:
    best = ", surely the best" if each.is_best else ""
    low, high = range_words(each.rate)
    between = f", between {low} and {high}" if low else ""
    return f"{each.at.hour}:{each.at.minute:02}: {in_words(each.rate)} answered{between}{best}"


def range_words(rate: Rate) -> tuple[str, str]:
    """The two ends in percent; of too few dials none is said."""
    return (percent(rate.low), percent(rate.high)) if rate.total >= LEAST_DIALS else ("", "")
