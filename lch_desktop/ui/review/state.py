"""What the review shows: words, day marks and charts of one week. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from lch_desktop.domain.streak import HabitState, Mark
from lch_desktop.services.review_series import ReviewData
from lch_desktop.ui.charts.shapes import Chart
from lch_desktop.ui.review import charts
from lch_desktop.words import WEEKDAYS, counted, percent

WEEK = timedelta(days=7)
EXPERIMENTS = (
    "Call the starred names in the first ten minutes",
    "Ask one clear question in every talk",
    "Stand up for every dial",
    "Dial within a minute of reading the card",
    "Offer two times before the talk ends",
    "Say their last words back before anything new",
)
"""One of them is proposed for the next week, another on request."""


@dataclass(frozen=True, slots=True)
class DayState:
    """One day of the strip: the letter over it, the kind of its mark, its words."""

    letter: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewState:
    """The page of one week."""

    title: str
    sentence: str
    days: tuple[DayState, ...]
    habit: str  # streak, best and spare days
    front: tuple[Chart, ...]  # strength, weeks, days, goals
    more: tuple[Chart, ...]  # focus, attempts, half-hours
    experiment: str
    is_empty: bool  # nothing was ever done
    has_earlier: bool
    has_later: bool


def build_state(data: ReviewData, *, hide_streak: bool, experiment: int) -> ReviewState:
    """The state of `data`; `experiment` counts how often another one was asked for."""
    week, habit = data.week, data.week.habit
    turn = week.monday.isocalendar().week + experiment
    return ReviewState(
        title=f"Week of {charts.short_day(week.monday)}",
        sentence=_sentence(data),
        days=tuple(
            DayState(
                WEEKDAYS[each.on.weekday()][0],
                each.mark.value,
                f"{charts.full_day(each.on)}: {charts.MARKS[each.mark] or 'ahead'}",
            )
            for each in week.days
        ),
        habit="" if hide_streak else _habit_words(habit),
        front=(
            charts.strength_chart(data.strength),
            charts.weeks_chart(data.bars),
            charts.heat_chart(data.heat),
            charts.goals_chart(data.bars),
        ),
        more=(
            charts.focus_chart(data.bars),
            charts.attempts_chart(week.attempts),
            charts.half_hours_chart(week.half_hours),
        ),
        experiment=EXPERIMENTS[turn % len(EXPERIMENTS)],
        is_empty=not (data.habit_began or week.figures.dials),
        has_earlier=data.first_week < week.monday,
        has_later=week.monday < data.running_week,
    )


def _sentence(data: ReviewData) -> str:
    week = data.week
    if not (week.required_so_far or week.figures.dials) and week.monday == data.running_week:
        return f"The week begins, strength {percent(week.habit.strength)}"
    if all(each.mark in (Mark.OFF, Mark.HOLIDAY, Mark.EXCUSED) for each in week.days):
        kept = "A week off"
    else:
        kept = f"{week.kept} of {counted(week.required_so_far, 'workday', 'workdays')} kept"
    minutes = counted(round(week.figures.focus_min), "focus minute", "focus minutes")
    dates = counted(week.figures.appointments, "appointment", "appointments")
    return f"{kept}, {minutes}, {dates}, strength {percent(week.habit.strength)}"


def _habit_words(habit: HabitState) -> str:
    """After a break the best and the strength are said, never a nought (habit.md: rules against anxiety)."""
    best = f"best {counted(habit.best_streak, 'workday', 'workdays')}"
    spare = counted(habit.spare_days, "spare day", "spare days") if habit.spare_days else "no spare day"
    if not habit.streak:
        return f"{best[0].upper()}{best[1:]}, strength {percent(habit.strength)}, {spare}"
    return f"{counted(habit.streak, 'workday', 'workdays')} in a row, {best}, {spare}"
