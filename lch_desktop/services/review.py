"""The review: one week's days and figures, and what twelve weeks tell of attempts and half-hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.calls import Tally
from lch_desktop.domain.days import day_ends_at, monday_of
from lch_desktop.domain.metrics import (
    CurvePoint,
    Dial,
    HalfHour,
    HourFigures,
    WeekFigures,
    WeekHalfHour,
    attempts_before_giving_up,
    attempts_curve,
    by_half_hour,
    by_week_half_hour,
    pursuits_of,
    week_figures,
)
from lch_desktop.domain.streak import HabitState, Mark
from lch_desktop.domain.zones import zone_info

if TYPE_CHECKING:
    from lch_desktop.domain.follow_figures import FollowUps, Pace
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.habit import Habit
    from lch_desktop.services.rep import Rep
    from lch_desktop.services.review_series import ReviewData

WEEK = timedelta(days=7)
LAST_DAY = timedelta(days=6)
LOOK_BACK_WEEKS = 12
_KEPT = (Mark.FULL, Mark.SHORT)
_ASKED_FOR = (*_KEPT, Mark.MISSED, Mark.SPARED)


@dataclass(frozen=True, slots=True)
class DayFigure:
    """One day of the week. `value` is within 0..1, None where nothing was asked for or the day is not over.

    `by_hand`: an hour of it was added afterwards. `made_up`: it was missed, and two hours of one of the next days
    made it up. `travelled`: it is excused because it went by on the way.
    """

    on: date
    mark: Mark
    value: float | None
    by_hand: bool = False
    made_up: bool = False
    travelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekReview:
    """Everything that is said of one week. `habit` is as it stood when the week ended, or stands today."""

    monday: date
    days: tuple[DayFigure, ...]
    figures: WeekFigures
    habit: HabitState
    attempts: tuple[CurvePoint, ...]
    own_attempts: float | None  # the median of pursuits of these weeks without contact and without a next call
    half_hours: tuple[HalfHour, ...]
    week_half_hours: tuple[WeekHalfHour, ...]

    @property
    def kept(self) -> int:
        """The required days that were kept, full or short."""
        return sum(day.mark in _KEPT for day in self.days)

    @property
    def required_so_far(self) -> int:
        """The required days that are over."""
        return sum(day.mark in _ASKED_FOR for day in self.days)


class Review:
    """Reads; never writes."""

    def __init__(self, store: Store, rep: Rep, habit: Habit) -> None:
        self._store = store
        self._rep = rep
        self._habit = habit

    def on(self, store: Store) -> Review:
        """The same on another connection, for a worker."""
        return Review(store, self._rep, self._habit.on(store))

    def week(self, day: date | None = None) -> WeekReview:
        """The week that `day` (default: today) is in, Monday first."""
        monday = monday_of(day or self._rep.today())
        habit = self._habit_until(monday)
        hours = [hour for on, hours in self._hours(monday, monday + LAST_DAY).items() for hour in hours]
        return self._week(monday, habit, week_figures(hours, self._outside(monday)))

    def page(self, day: date | None = None) -> ReviewData:
        """All that the page of the week of `day` shows."""
        from lch_desktop.services import review_series as series
        from lch_desktop.services.experiments import Experiments

        today, tried = self._rep.today(), Experiments(self._rep)
        monday = monday_of(day or today)
        habit = self._habit_until(monday)
        first = monday - (series.BAR_WEEKS - 1) * WEEK
        hours = series.by_week(self._hours(first, monday + LAST_DAY))
        outside = {first + n * WEEK: self._outside(first + n * WEEK) for n in range(series.BAR_WEEKS)}
        bars = series.week_bars(monday, hours, outside)
        return series.ReviewData(
            week=self._week(monday, habit, bars[-1].figures),
            strength=series.strength_line(habit, habit.days[-1].on if habit.days else today),
            bars=bars,
            heat=self._heat(habit, monday),
            said=series.said_most(self._store.history.said(first, monday + LAST_DAY)),
            pace=self._pace(monday),
            follow_ups=self._follow_ups(monday),
            mornings=self._mornings(min(today, monday + LAST_DAY)),
            tried=tried.running or tried.coming,
            coming=tried.coming,
            habit_began=any(day.value is not None or day.mark is Mark.BONUS for day in habit.days),
            first_week=monday_of(habit.days[0].on) if habit.days else monday,
            running_week=monday_of(today),
        )

    def _week(self, monday: date, habit: HabitState, figures: WeekFigures) -> WeekReview:
        first, last = monday - (LOOK_BACK_WEEKS - 1) * WEEK, monday + LAST_DAY
        history, dials = self._store.history, self._dials(first, last)
        pursuits = pursuits_of(dials, history.tried_before(first, last))
        planned = history.planned(self._rep.today(), self._rep.now())
        return WeekReview(
            monday=monday,
            days=self._days(habit, monday, 7),
            figures=figures,
            habit=habit,
            attempts=attempts_curve(pursuits),
            own_attempts=attempts_before_giving_up(pursuits, planned),
            half_hours=by_half_hour(dials),
            week_half_hours=by_week_half_hour(dials),
        )

    def _habit_until(self, monday: date) -> HabitState:
        """The habit as it stood when the week ended, or stands today: its days are those of the whole history."""
        return self._habit.state_on(monday + LAST_DAY)

    def _heat(self, habit: HabitState, monday: date) -> tuple[DayFigure, ...]:
        from lch_desktop.services.review_series import HEAT_WEEKS

        first = monday - (HEAT_WEEKS - 1) * WEEK
        return self._days(habit, first, HEAT_WEEKS * 7)

    def _days(self, habit: HabitState, first: date, count: int) -> tuple[DayFigure, ...]:
        from lch_desktop.services.review_series import day_of

        today, calendar, by_hand = self._rep.today(), self._habit.calendar(), self._store.history.by_hand()
        travelled = self._store.mornings.travelled()

        def figure(on: date) -> DayFigure:
            folded = habit.day(on)
            mark, value = day_of(folded, on, today, calendar.free_mark(on))
            is_travel = mark is Mark.EXCUSED and on in travelled
            return DayFigure(on, mark, value, on in by_hand, folded is not None and folded.made_up, is_travel)

        return tuple(figure(first + timedelta(days=n)) for n in range(count))

    def _hours(self, first: date, last: date) -> dict[date, list[HourFigures]]:
        """The hours of these days, by their local date."""
        tallies = self._store.calls.session_tallies(first, last)
        interruptions = self._store.history.interruptions(first, last)
        visits = self._store.history.recoveries(first, last)
        found: dict[date, list[HourFigures]] = {}
        for session in self._store.sessions.since(first, last):
            spans = visits.get(session.id, ())
            hour = HourFigures(
                tally=tallies.get(session.id, Tally()),
                goals=session.goals,
                focus_min=session.focus_s / 60,
                planned_min=session.planned_s / 60,
                interruptions=interruptions.get(session.id, 0),
                resistance=len(spans),
                recoveries_s=tuple(each for each in spans if each is not None),
            )
            found.setdefault(session.local_on, []).append(hour)
        return found

    def _pace(self, monday: date) -> Pace:
        from lch_desktop.domain.follow_figures import pace_of

        return pace_of(self._store.history.dialled(monday, monday + LAST_DAY))

    def _follow_ups(self, monday: date) -> FollowUps:
        from lch_desktop.domain.follow_figures import Span, follow_ups

        zone, begins_h = self._rep.zone_name, self._rep.rollover_h
        first, last, now = monday, monday + LAST_DAY, self._rep.now()
        begins_at = day_ends_at(first - timedelta(days=1), zone, begins_h)
        span = Span(first, last, begins_at, day_ends_at(last, zone, begins_h), self._rep.today(), now)
        history = self._store.history
        return follow_ups(history.talked(first, last), now, history.followed(span))

    def _mornings(self, until: date) -> int:
        """The days with a kept hour so far, those on free days included: a number that only grows."""
        return sum(result.kept for on, result in self._habit.results().items() if on <= until)

    def _outside(self, monday: date) -> Tally:
        return self._store.history.outside(monday, monday + LAST_DAY)

    def _dials(self, first: date, last: date) -> list[Dial]:
        """The dials of these days on the lead's wall clock where its zone is known, else on the rep's."""
        own = self._rep.zone_name
        return [
            Dial(dial.lead_id, dial.at.astimezone(zone_info(dial.zone or own)), dial.contacted, dial.wrong)
            for dial in self._store.history.dials(first, last)
        ]
