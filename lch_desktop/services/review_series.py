"""What the review's charts show: the strength of half a year, twelve weeks of calls, the days of 53 weeks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.calls import Tally
from lch_desktop.domain.days import monday_of
from lch_desktop.domain.metrics import HourFigures, WeekFigures, most_said, week_figures
from lch_desktop.domain.streak import FoldedDay, HabitState, Mark
from lch_desktop.domain.visits import Reaction

if TYPE_CHECKING:
    from lch_desktop.domain.follow_figures import FollowUps, Pace
    from lch_desktop.domain.stored import SaidVisit
    from lch_desktop.services.experiments import Tried
    from lch_desktop.services.review import DayFigure, WeekReview

WEEK = timedelta(days=7)
BAR_WEEKS, LINE_WEEKS, HEAT_WEEKS = 12, 26, 53


@dataclass(frozen=True, slots=True)
class StrengthPoint:
    """The strength (0..1) at the end of the day `on`."""

    on: date
    strength: float


@dataclass(frozen=True, slots=True)
class WeekBar:
    """One week's figures; `goal_dials` is the sum of what its hours set out to do, 0 for none."""

    monday: date
    figures: WeekFigures
    goal_dials: int


@dataclass(frozen=True, slots=True)
class Said:
    """What Resistance said: its words, how often, and the median seconds until the next dial (None: there was none).

    `feared`: after how many of them the rep noted that it came as feared, of `noted`; `answered`: how many answered.
    """

    words: str
    times: int
    recovery_s: float | None
    answered: int = 0
    noted: int = 0
    feared: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewData:
    """Everything on the page of one week."""

    week: WeekReview
    strength: tuple[StrengthPoint, ...]
    bars: tuple[WeekBar, ...]
    heat: tuple[DayFigure, ...]  # from a Monday on, 53 weeks of seven days
    said: tuple[Said, ...]  # by Resistance, in the twelve weeks of the bars, the most frequent first
    pace: Pace
    follow_ups: FollowUps
    mornings: int  # days with a kept hour, ever
    tried: Tried | None  # what is being tried, or is to be in a week to come
    coming: Tried | None  # what is to be tried after this week, beside what is being tried
    habit_began: bool  # an hour was worked at least once up to this week
    first_week: date  # the Monday of the first hour ever, or of this week
    running_week: date


def strength_line(habit: HabitState, until: date, weeks: int = LINE_WEEKS) -> tuple[StrengthPoint, ...]:
    """One point for each day of the last `weeks` weeks up to `until`, from the first day of the history on."""
    since = until - weeks * WEEK
    return tuple(StrengthPoint(day.on, day.strength) for day in habit.days if since < day.on <= until)


def week_bars(
    monday: date, hours: Mapping[date, list[HourFigures]], outside: Mapping[date, Tally], weeks: int = BAR_WEEKS
) -> tuple[WeekBar, ...]:
    """The `weeks` weeks that end with that of `monday`, oldest first. `hours` and `outside` go by their Monday."""
    mondays = [monday - ahead * WEEK for ahead in reversed(range(weeks))]
    return tuple(
        WeekBar(
            each,
            week_figures(hours.get(each, ()), outside.get(each, Tally())),
            sum(hour.goals.calls for hour in hours.get(each, ())),
        )
        for each in mondays
    )


def said_most(visits: Iterable[SaidVisit]) -> tuple[Said, ...]:
    """The three things that Resistance said most, of its labelled visits."""
    found: defaultdict[str, list[SaidVisit]] = defaultdict(list)
    for visit in visits:
        found[visit.said].append(visit)
    most = most_said({words: [visit.recovery_s for visit in each] for words, each in found.items()})
    return tuple(Said(*each, *_fears(found[each[0]])) for each in most)


def _fears(visits: Sequence[SaidVisit]) -> tuple[int, int, int]:
    """How many answered, after how many it was noted how they took it, and of how many as feared."""
    noted = [visit.reaction for visit in visits if visit.reaction]
    answered = sum(visit.answered or bool(visit.reaction) for visit in visits)
    return answered, len(noted), sum(each == Reaction.AS_FEARED for each in noted)


def by_week(days: Mapping[date, list[HourFigures]]) -> dict[date, list[HourFigures]]:
    """The hours of days as those of weeks, by their Monday."""
    found: defaultdict[date, list[HourFigures]] = defaultdict(list)
    for on, hours in days.items():
        found[monday_of(on)].extend(hours)
    return dict(found)


def heat_level(mark: Mark, value: float | None) -> int:
    """The shade of a day, 0..4: none, two of a short hour, full, and a bonus day as a short one."""
    if mark is Mark.FULL:
        return 4
    if mark is Mark.BONUS:
        return 2
    if value is None or value <= 0:
        return 0
    return 1 if value < 0.5 else 2 if value < 0.75 else 3


def day_of(folded: FoldedDay | None, on: date, today: date, free: Mark | None) -> tuple[Mark, float | None]:
    """The mark and value of a day; one before the first hour is as blank as one after today, free or not."""
    if folded is not None and on <= today:
        return folded.mark, folded.value
    return (free or Mark.PENDING) if on == today else Mark.FUTURE, None
