"""What the review shows: words, day marks and charts of one week. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from lch_desktop.domain.streak import Mark, may_add_session
from lch_desktop.services.experiments import Tried
from lch_desktop.services.review import DayFigure
from lch_desktop.services.review_series import ReviewData
from lch_desktop.ui.charts.shapes import Chart
from lch_desktop.ui.review import charts, more_charts
from lch_desktop.ui.review.attempts import attempts_chart
from lch_desktop.ui.review.weekdays import weekdays_chart
from lch_desktop.words import WEEKDAYS, counted, habit_words, percent

WEEK = timedelta(days=7)
_DONE = (Mark.FULL, Mark.SHORT, Mark.BONUS)


@dataclass(frozen=True, slots=True)
class DayState:
    """One day of the strip: the letter over it, the kind of its mark, its words, and whether it can be changed."""

    on: date
    letter: str
    kind: str
    words: str
    can_change: bool = False


@dataclass(frozen=True, slots=True)
class TriedState:
    """What is tried this week, or was: a label, the words, and whether the rep is asked if it helped."""

    label: str
    words: str
    is_asked: bool


@dataclass(frozen=True, slots=True)
class NextState:
    """What next week's line says: a label, the words, and whether they are chosen already."""

    label: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewState:
    """The page of one week."""

    title: str
    sentence: str
    days: tuple[DayState, ...]
    identity: str  # "13 mornings. You follow up."
    habit: str  # streak, best and spare days
    tried: TriedState | None
    front: tuple[Chart, ...]  # strength, weeks, days
    more: tuple[Chart, ...]  # see `_more`
    experiment: NextState
    is_empty: bool  # nothing was ever done
    has_earlier: bool
    has_later: bool


def build_state(data: ReviewData, *, hide_streak: bool, today: date, proposed: str, keeps: bool = True) -> ReviewState:
    """The state of `data`. `proposed` is what may be tried next week; with `keeps` what was chosen stands there."""
    week, habit = data.week, data.week.habit
    return ReviewState(
        title=f"Week of {charts.short_day(week.monday)}",
        sentence=_sentence(data),
        days=tuple(_day(each, today) for each in week.days),
        identity=f"{counted(data.mornings, 'morning', 'mornings')}. You follow up." if data.mornings else "",
        tried=_tried(data) if week.monday == data.running_week else None,
        habit="" if hide_streak else habit_words(habit),
        front=(
            charts.strength_chart(data.strength),
            charts.weeks_chart(data.bars),
            charts.heat_chart(data.heat),
        ),
        more=_more(data),
        experiment=next_state(data.coming if keeps else None, proposed),
        is_empty=not (data.habit_began or week.figures.dials),
        has_earlier=data.first_week < week.monday,
        has_later=week.monday < data.running_week,
    )


def _more(data: ReviewData) -> tuple[Chart, ...]:
    """Two by two, the last two alone."""
    week = data.week
    return (
        charts.goals_chart(data.bars),
        charts.focus_chart(data.bars),
        more_charts.between_chart(data.bars),
        more_charts.said_chart(data.said),
        more_charts.rates_chart(data.bars),
        more_charts.follow_ups_chart(week.figures, data.follow_ups),
        attempts_chart(week.attempts, week.own_attempts),
        charts.half_hours_chart(week.half_hours),
        weekdays_chart(week.week_half_hours),
        more_charts.pace_chart(week.figures, data.pace),
    )


def _day(each: DayFigure, today: date) -> DayState:
    kind = "manual" if each.by_hand and each.mark in _DONE else each.mark.value
    blank = "ahead" if each.on > today else "before your first hour"
    words = f"{charts.full_day(each.on)}: {charts.mark_words(each) or blank}"
    return DayState(each.on, WEEKDAYS[each.on.weekday()][0], kind, words, may_add_session(each.on, today))


def _tried(data: ReviewData) -> TriedState | None:
    tried = data.tried
    if tried is None or not tried.has_begun:
        return None
    is_now = tried.monday == data.running_week
    label = "This week you try" if is_now else f"In the week of {charts.short_day(tried.monday)} you tried"
    return TriedState(label, tried.words, tried.is_asked)


def next_state(tried: Tried | None, proposed: str) -> NextState:
    """What next week's line says: what was chosen for it, else what is proposed."""
    if tried is not None and not tried.has_begun:
        return NextState("Next week you try", tried.words, True)
    return NextState("Try next week", proposed, False)


def _kept(data: ReviewData) -> str:
    """ "2 of 3 workdays kept", in the first week with the day on which it began; a week that asks for nothing is off,
    also where something was done in it."""
    week = data.week
    first = next((each.on for each in week.habit.days), week.monday)
    began = f"began on {WEEKDAYS[first.weekday()]}" if first > week.monday else ""
    if week.required_so_far:
        kept = f"{week.kept} of {counted(week.required_so_far, 'workday', 'workdays')} kept"
        return f"{kept} ({began})" if began else kept
    if began:
        return began.capitalize()
    is_over = not any(each.mark in (Mark.PENDING, Mark.FUTURE) for each in week.days)
    return "A week off" if is_over else "The week begins"


def _sentence(data: ReviewData) -> str:
    week = data.week
    if not (week.required_so_far or week.figures.dials) and week.monday == data.running_week:
        return f"The week begins, strength {percent(week.habit.strength)}"
    kept = _kept(data)
    minutes = counted(round(week.figures.focus_min), "focus minute", "focus minutes")
    dates = counted(week.figures.appointments, "appointment", "appointments")
    return f"{kept}, {minutes}, {dates}, strength {percent(week.habit.strength)}"
