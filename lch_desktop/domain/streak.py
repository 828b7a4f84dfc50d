"""The habit as a pure fold over the days: streak, spare days, strength. Nothing here is ever stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from lch_desktop.domain.days import DayKind, DayResult

DAYS_BACK = 7
"""How far back a sick day may be declared or a past session added (habit.md section 1)."""


class Mark(StrEnum):
    """What one cell of the calendar shows; the values are those of `lch review --json`."""

    FULL = "full"
    SHORT = "short"
    MISSED = "missed"
    SPARED = "spared"
    OFF = "off"
    HOLIDAY = "holiday"
    EXCUSED = "excused"
    BONUS = "bonus"
    PENDING = "pending"
    FUTURE = "future"


class Band(StrEnum):
    """Habit strength in words: under 25 %, under 50 %, under 80 %, the rest."""

    STARTING = "starting"
    BUILDING = "building"
    SOLID = "solid"
    SECOND_NATURE = "second-nature"


@dataclass(frozen=True, slots=True)
class HabitRules:
    """The choices behind streak and strength, in one place (habit.md section 1)."""

    spare_start: int = 1
    spare_every: int = 10
    spare_cap: int = 2
    make_up_reach: int = 2
    make_up_sessions: int = 2
    half_life_days: float = 13.0

    @property
    def memory(self) -> float:
        """m = 0.5^(1/13), what a required day leaves of the strength before it (Loop Habit Tracker)."""
        return float(0.5 ** (1 / self.half_life_days))


DEFAULT_RULES = HabitRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Which days ask for the hour.

    `work_weeks` holds (from this date on, weekdays with Monday 0), in any order; before the first of
    them the first applies. `holidays` is empty where the rep calls on holidays.
    """

    work_weeks: tuple[tuple[date, frozenset[int]], ...] = ((date.min, frozenset(range(5))),)
    holidays: frozenset[date] = frozenset()
    planned_off: frozenset[date] = frozenset()
    excused: frozenset[date] = frozenset()

    def work_week(self, day: date) -> frozenset[int]:
        """Return the weekdays of the work week that applies on `day`; empty if there is none at all."""
        if not self.work_weeks:
            return frozenset()
        begun = [entry for entry in self.work_weeks if entry[0] <= day]
        chosen = max(begun, key=_begins) if begun else min(self.work_weeks, key=_begins)
        return chosen[1]

    def with_work_week(self, since: date, weekdays: frozenset[int]) -> Calendar:
        """Return a calendar in which `weekdays` are the work week from `since` on; the past stays."""
        kept = tuple(entry for entry in self.work_weeks if entry[0] < since)
        return replace(self, work_weeks=(*kept, (since, weekdays)))

    def is_required(self, day: date) -> bool:
        """Return whether the hour is asked for on `day`: a workday, no holiday, no day off of any kind."""
        return self.free_mark(day) is None

    def free_mark(self, day: date) -> Mark | None:
        """Return HOLIDAY, OFF or EXCUSED for a day that asks for nothing, None for a required day."""
        if day in self.holidays:
            return Mark.HOLIDAY
        if day in self.planned_off or day.weekday() not in self.work_week(day):
            return Mark.OFF
        return Mark.EXCUSED if day in self.excused else None


@dataclass(frozen=True, slots=True)
class FoldedDay:
    """One day after the fold: its mark, its value (None where the day asks for nothing or is open), the state at
    its end, and whether a make-up spared it, so that no spare day was spent."""

    on: date
    mark: Mark
    value: float | None
    streak: int
    strength: float
    best_streak: int
    spare_days: int
    progress: int
    made_up: bool = False


@dataclass(frozen=True, slots=True)
class HabitState:
    """Where the habit stands today. `strength` is within 0..1, `progress` counts kept days towards the
    next spare day (0..9), `days` runs from the first day folded to today without a gap."""

    streak: int = 0
    best_streak: int = 0
    spare_days: int = DEFAULT_RULES.spare_start
    progress: int = 0
    strength: float = 0.0
    days: tuple[FoldedDay, ...] = ()

    @property
    def marks(self) -> dict[date, Mark]:
        """The mark of every day folded."""
        return {day.on: day.mark for day in self.days}

    def day(self, on: date) -> FoldedDay | None:
        """Return what the fold made of `on`, FUTURE for a later day, None for one before the history."""
        if not self.days or on < self.days[0].on:
            return None
        index = (on - self.days[0].on).days
        if index < len(self.days):
            return self.days[index]
        return _shown(self, on, Mark.FUTURE, None)

    def until(self, on: date) -> HabitState:
        """Return the state as it stood at the end of `on`, with the days up to it; what came later is forgotten,
        but for a make-up, which changes what the day was."""
        if not self.days or on >= self.days[-1].on:
            return self
        days = self.days[: max(0, (on - self.days[0].on).days + 1)]
        return _at_the_end(days[-1], days) if days else HabitState()


def band(strength: float) -> Band:
    """Return the word for a strength within 0..1: each band begins at its lower bound."""
    if strength < 0.25:
        return Band.STARTING
    if strength < 0.5:
        return Band.BUILDING
    return Band.SOLID if strength < 0.8 else Band.SECOND_NATURE


def may_plan_off(day: date, today: date) -> bool:
    """Return whether `day` may still be declared a planned day off: only before it begins."""
    return day > today


def may_excuse(day: date, today: date) -> bool:
    """Return whether `day` may be declared sick or otherwise excused: today and up to 7 days back."""
    return 0 <= (today - day).days <= DAYS_BACK


def may_add_session(day: date, today: date) -> bool:
    """Return whether a past session may be added by hand on `day`: today and up to 7 days back."""
    return 0 <= (today - day).days <= DAYS_BACK


def fold(
    results: Mapping[date, DayResult],
    calendar: Calendar,
    today: date,
    *,
    since: date | None = None,
    rules: HabitRules = DEFAULT_RULES,
) -> HabitState:
    """Return the habit's state from all days up to `today`, by the rules of habit.md section 1.

    `results` holds an entry for every local date with at least one session, and only for those; entries
    after today are left out. `since` is the first day that can be missed (the day of set-up); without it,
    or where a result is older, the first result's date; with neither, today. Same input, same state: an
    edit anywhere is a new fold.
    """
    first = min((day for day in results if day <= today), default=since or today)
    if since is not None:
        first = min(first, since)
    return _walked(HabitState(spare_days=rules.spare_start), first, _Walk(results, calendar, today, rules))


def fold_on(
    known: HabitState,
    results: Mapping[date, DayResult],
    calendar: Calendar,
    today: date,
    changed: date,
    *,
    rules: HabitRules = DEFAULT_RULES,
) -> HabitState:
    """Return what `fold` of `results` gives, walking only the last days.

    `known` is a fold with the same calendar and rules, of results that differ from `results` on no day before
    `changed`. Where `known` is of an earlier today, pass that day at the latest: it was open then.
    """
    if not known.days or not known.days[0].on < changed <= known.days[-1].on:
        return fold(results, calendar, today, rules=rules)
    begins, first = changed, known.days[0].on
    for _ in range(rules.make_up_reach):  # what is done on a day may make up for these
        begins = _required_before(begins, calendar, first)
    if begins <= first:
        return fold(results, calendar, today, rules=rules)
    return _walked(known.until(begins - timedelta(days=1)), begins, _Walk(results, calendar, today, rules))


def _required_before(day: date, calendar: Calendar, first: date) -> date:
    """The last required day before `day`, not before `first`."""
    while day > first:
        day -= timedelta(days=1)
        if calendar.is_required(day):
            break
    return day


def _walked(state: HabitState, begins: date, walk: _Walk) -> HabitState:
    """The state after all days from `begins` to the walk's today, put behind the days of `state`."""
    folded = list(state.days)
    for ordinal in range(begins.toordinal(), walk.today.toordinal() + 1):
        state, day = walk.step(state, date.fromordinal(ordinal))
        folded.append(day)
    return replace(state, days=tuple(folded))


def _at_the_end(day: FoldedDay, days: tuple[FoldedDay, ...]) -> HabitState:
    return HabitState(day.streak, day.best_streak, day.spare_days, day.progress, day.strength, days)


def _begins(entry: tuple[date, frozenset[int]]) -> date:
    return entry[0]


@dataclass(frozen=True, slots=True)
class _Walk:
    """The fixed surroundings of one fold."""

    results: Mapping[date, DayResult]
    calendar: Calendar
    today: date
    rules: HabitRules

    def step(self, state: HabitState, day: date) -> tuple[HabitState, FoldedDay]:
        """Return the state after `day` and the day as it shows. The order of the tests is the
        precedence of results: bonus, holiday, off, excused, full or short, pending, spared, missed."""
        result = self.results.get(day)
        free = self.calendar.free_mark(day)
        if free is not None:
            return state, _shown(state, day, Mark.BONUS if result is not None else free, None)
        if result is not None and result.kept:
            return self._keep(state, day, result)
        if day == self.today:
            return state, _shown(state, day, Mark.PENDING, None)
        return self._miss(state, day)

    def _keep(self, state: HabitState, day: date, result: DayResult) -> tuple[HabitState, FoldedDay]:
        streak, progress, spare = state.streak + 1, state.progress + 1, state.spare_days
        if progress >= self.rules.spare_every:
            progress, spare = 0, max(spare, min(spare + 1, self.rules.spare_cap))
        # Not `replace`, which takes three times as long: this is done for every day there ever was.
        after = HabitState(
            streak,
            max(state.best_streak, streak),
            spare,
            progress,
            self._strength(state.strength, result.value),
        )
        mark = Mark.FULL if result.kind is DayKind.FULL else Mark.SHORT
        return after, _shown(after, day, mark, result.value)

    def _miss(self, state: HabitState, day: date) -> tuple[HabitState, FoldedDay]:
        """A spare day protects the streak, never the truth: the strength falls either way."""
        weaker = replace(state, strength=self._strength(state.strength, 0.0))
        if state.streak > 0 and state.spare_days > 0:
            spared = replace(weaker, spare_days=state.spare_days - 1)
            return spared, _shown(spared, day, Mark.SPARED, 0.0)
        if self._is_made_up(day):
            return weaker, _shown(weaker, day, Mark.SPARED, 0.0, made_up=True)
        broken = replace(weaker, streak=0, progress=0)
        return broken, _shown(broken, day, Mark.MISSED, 0.0)

    def _is_made_up(self, day: date) -> bool:
        """Return whether a make-up day among the next two required days belongs to this miss.

        Looking ahead gives what folding again would give. A make-up day saves the nearest miss before
        it, and a day missed in between is unprotected as well (the bank is empty or there is no streak),
        so the search ends there.
        """
        ahead, left = day, self.rules.make_up_reach
        while left > 0 and ahead < self.today:
            ahead += timedelta(days=1)
            if not self.calendar.is_required(ahead):
                continue
            left -= 1
            result = self.results.get(ahead)
            if result is None or not result.kept:
                return False
            if result.full_sessions >= self.rules.make_up_sessions:
                return True
        return False

    def _strength(self, before: float, value: float) -> float:
        memory = self.rules.memory
        return min(1.0, max(0.0, before * memory + value * (1.0 - memory)))


def _shown(state: HabitState, day: date, mark: Mark, value: float | None, *, made_up: bool = False) -> FoldedDay:
    return FoldedDay(
        day, mark, value, state.streak, state.strength, state.best_streak, state.spare_days, state.progress, made_up
    )
