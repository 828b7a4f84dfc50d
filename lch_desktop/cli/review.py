"""`lch review`: one week in words, or as the JSON of design/habit.md section 2."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lch_desktop.cli.invocation import Invocation, print_json
from lch_desktop.cli.text import facts, say
from lch_desktop.domain.metrics import LEAST_PEOPLE, in_words, wilson
from lch_desktop.words import counted, habit_words, percent

if TYPE_CHECKING:
    from lch_desktop.services.review import DayFigure, WeekReview

Json = dict[str, object]
RATE_PLACES, SPAN_PLACES = 3, 2


def run_review(call: Invocation) -> int:
    """Print the week that `--week` is in, or the running one."""
    with call.services() as services:
        week, hidden = services.review.week(call.given.week), services.rep.settings.hide_streak
    if call.as_json:
        print_json(week_json(week))
    else:
        say(*facts(_facts(week, hide_streak=hidden)))
    return 0


def week_json(week: WeekReview) -> Json:
    """The object of habit.md: rates to 3 places, minutes and figures per hour to 2."""
    figures, habit = week.figures, week.habit
    contact = figures.contact
    return {
        "week": week.monday.isoformat(),
        "days": [
            {"date": day.on.isoformat(), "result": day.mark.value, "value": _rate(day.value)} for day in week.days
        ],
        "kept": week.kept,
        "required_so_far": week.required_so_far,
        "dials": figures.dials,
        "contacts": figures.contacts,
        "contact_rate": contact
        and {"value": _rate(contact.value), "low": _rate(contact.low), "high": _rate(contact.high)},
        "conversations": figures.conversations,
        "appointments": figures.appointments,
        "next_step_rate": _rate(figures.next_step),
        "asks": figures.asks,
        "ask_rate": _rate(figures.ask_rate),
        "focus_minutes": _span(figures.focus_min),
        "dials_per_hour": _span(figures.dials_per_hour),
        "interruptions_per_hour": _span(figures.interruptions_per_hour),
        "resistance_per_hour": _span(figures.resistance_per_hour),
        "goal_attainment": _rate(figures.goal_attainment),
        "streak": habit.streak,
        "best_streak": habit.best_streak,
        "strength": _rate(habit.strength),
        "spare_days": habit.spare_days,
        "attempts_to_contact": _attempts_json(week),
        "by_half_hour": _half_hours_json(week),
    }


def _attempts_json(week: WeekReview) -> list[Json]:
    return [
        {"attempt": point.attempt, "at_risk": point.at_risk, "reached": _rate(point.reached)} for point in week.attempts
    ]


def _half_hours_json(week: WeekReview) -> list[Json]:
    return [
        {
            "at": f"{half.at:%H:%M}",
            "dials": half.rate.total,
            "contacts": half.rate.hits,
            "low": _rate(half.rate.low),
            "high": _rate(half.rate.high),
        }
        for half in week.half_hours
    ]


def _facts(week: WeekReview, *, hide_streak: bool) -> list[tuple[str, str]]:
    figures, habit = week.figures, week.habit
    days = ", ".join(f"{day.on:%a} {day.mark.value}{_remark(day)}" for day in week.days)
    streak = [] if hide_streak else [("Streak", habit_words(habit))]
    next_steps = wilson(min(figures.appointments, figures.conversations), figures.conversations)
    return [
        ("Week", _week_words(week.monday)),
        ("Days", days),
        ("Kept", f"{week.kept} of {week.required_so_far} so far"),
        ("Calls", f"{counted(figures.dials, 'dial', 'dials')}, answered {in_words(figures.contact) or 'none'}"),
        ("Talks", f"{figures.conversations}, with a next step {in_words(next_steps, LEAST_PEOPLE) or 'none'}"),
        ("Focus", f"{figures.focus_min:.0f} min"),
        *streak,
        ("Strength", percent(habit.strength)),
    ]


def _remark(day: DayFigure) -> str:
    remarks = ["made up"] * day.made_up + ["travel day"] * day.travelled + ["added by hand"] * day.by_hand
    return f" ({', '.join(remarks)})" if remarks else ""


def _week_words(monday: date) -> str:
    return f"from Monday {monday.isoformat()}"


def _rate(value: float | None) -> float | None:
    return None if value is None else round(value, RATE_PLACES)


def _span(value: float | None) -> float | None:
    return None if value is None else round(value, SPAN_PLACES)
