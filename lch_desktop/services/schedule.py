"""The plan of the week: when the hour comes, on which days it does not, and what a start means for the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from lch_desktop.domain.days_off import DayRange, check_range, ranges
from lch_desktop.domain.holidays import YEARS_AHEAD, Holidays, are_short, taken_over
from lch_desktop.domain.recurrence import WeekPlan, next_starts, start_instant
from lch_desktop.domain.slots import STEP
from lch_desktop.domain.streak import DAYS_BACK, may_plan_off
from lch_desktop.domain.week_choice import WeekChoice
from lch_desktop.domain.zones import zone_info
from lch_desktop.services.lead_book import Step
from lch_desktop.services.planning import start_time
from lch_desktop.services.travel import TravelDays

if TYPE_CHECKING:
    from lch_desktop.domain.holidays import HolidayBook, HolidayCountry
    from lch_desktop.domain.leads import Lead
    from lch_desktop.domain.ports import Store
    from lch_desktop.domain.queue import Candidate
    from lch_desktop.services.habit import Habit
    from lch_desktop.services.morning import Morning
    from lch_desktop.services.planning import Planning
    from lch_desktop.services.queueing import Queueing
    from lch_desktop.services.rep import Rep

PICTURE_DAYS = 14
HALF_HOUR = timedelta(minutes=30)
HALF_HOURS_TRIED = 4
WORTH_SAYING = 0.1  # of all leads: as many more make another start worth a word
DAYS_SEARCHED = 28  # for a date on which a chosen start comes; more than any gap but a long time away


class Why(StrEnum):
    """Why no hour is planned for a day."""

    FREE = "free"  # not in the work week
    OFF = "off"
    HOLIDAY = "holiday"
    SICK = "sick"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDay:
    """One day of the picture. `start` is on the plan's wall clock, None where no hour comes: then `why` says it."""

    on: date
    start: datetime | None = None
    minutes: int = 0
    why: Why | None = None
    name: str = ""  # of the holiday, or the reason of the skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What one start means: how many of all leads may be called then, and a nearby half hour with clearly more."""

    at: datetime  # on the plan's wall clock
    open: int
    total: int
    better_at: datetime | None = None
    better_open: int = 0


@dataclass(frozen=True, slots=True)
class ZoneQuestion:
    """This computer is in `new` now, the plan in `old`; both IANA."""

    old: str
    new: str


class Schedule:
    """Keeps the plan. What takes long (`reach`, `countries`, `look_up`) may run on a worker."""

    def __init__(
        self,
        store: Store,
        rep: Rep,
        planning: Planning,
        morning: Morning,
        habit: Habit,
        queueing: Queueing,
        book: Callable[[], HolidayBook],
    ) -> None:
        self._store = store
        self._rep = rep
        self._planning = planning
        self._morning = morning
        self._habit = habit
        self._queueing = queueing
        self._book = book
        self.travel = TravelDays(store, rep, habit, morning)

    # the week

    def choice(self) -> WeekChoice:
        """The week as it is kept."""
        chosen = self._rep.settings
        return WeekChoice(
            at=f"{start_time(chosen.start):%H:%M}",
            minutes=chosen.minutes,
            days=tuple(sorted(chosen.work_week)),
            own=chosen.starts,
            zone=chosen.zone,
        )

    def keep(self, choice: WeekChoice) -> None:
        """Make `choice` the plan. Raises InputError "plan-no-day", "not-a-time", "bad-minutes", "unknown-zone"."""
        choice = choice.tidy()
        choice.check()
        chosen = self._rep.settings
        kept = replace(
            chosen,
            start=choice.at,
            minutes=choice.minutes,
            work_week=choice.days,
            starts=choice.own,
            zone=choice.zone,
            past_weeks=self._weeks_before(choice.days),
            # Whoever empties the zone wants this computer's, wherever it is now.
            seen_zone=self._rep.system_zone if chosen.zone and not choice.zone else chosen.seen_zone,
        )
        self._save(kept != chosen, lambda: self._rep.save(kept))

    def next(self, count: int) -> tuple[datetime, ...]:
        """The next `count` starts, on the plan's wall clock."""
        zone = zone_info(self._rep.plan_zone)
        starts = next_starts(self._planning.week_plan(), self._rep.now(), count)
        return tuple(start.astimezone(zone) for start in starts)

    def picture(self, days: int = PICTURE_DAYS) -> tuple[PlannedDay, ...]:
        """The coming days, today first: the start of each, or why there is none."""
        plan, today = self._planning.week_plan(), self._rep.today()
        names = dict(self._rep.settings.holidays)
        excused, skipped = self._store.mornings.excused(), self._morning.skipped()
        found = []
        for day in (today + timedelta(days=n) for n in range(days)):
            planned = self._planned(plan, day, names)
            if planned.start is not None and day in excused:
                planned = PlannedDay(on=day, why=Why.SICK)
            elif planned.start is not None and day == today and skipped:
                planned = PlannedDay(on=day, why=Why.SKIPPED, name=skipped)
            found.append(planned)
        return tuple(found)

    def today(self) -> PlannedDay:
        """Today as the picture shows it."""
        return self.picture(1)[0]

    # what a start means

    def reach(self, choice: WeekChoice | None = None, store: Store | None = None) -> tuple[Reach, ...]:
        """What each different start of the week means on the next date it comes, earliest first.

        Reads every lead once (a third of a second for 100,000): for a worker, with its own `store`.
        """
        source, chosen = store or self._store, choice or self.choice()
        groups = source.leads.hours_groups()
        if not groups:
            return ()
        plan = WeekPlan(
            zone=chosen.zone or self._rep.plan_zone,
            starts=chosen.starts(),
            days_off=self._planning.week_plan().days_off,
            holidays=self._planning.week_plan().holidays,
        )
        return tuple(self._reach_at(at, groups) for at in self._dates(plan))

    # days off

    def days_off(self) -> tuple[DayRange, ...]:
        """The days off that are not over, as ranges."""
        today = self._rep.today()
        return tuple(each for each in ranges(self._planning.week_plan().days_off) if each.last >= today)

    def add_days_off(self, wanted: DayRange) -> None:
        """Plan `wanted` off. Raises what `check_range` does."""
        check_range(wanted, self._rep.today())
        kept = self._rep.settings
        days = tuple(sorted({*kept.days_off, *(day.isoformat() for day in wanted.days)}))
        self._save(days != kept.days_off, lambda: self._rep.save(replace(kept, days_off=days)))

    def remove_days_off(self, wanted: DayRange) -> None:
        """Call on these days after all; those that have begun stay as they were."""
        today, kept = self._rep.today(), self._rep.settings
        gone = {day.isoformat() for day in wanted.days if may_plan_off(day, today)}
        days = tuple(day for day in kept.days_off if day not in gone)
        self._save(days != kept.days_off, lambda: self._rep.save(replace(kept, days_off=days)))

    def promised_in(self, wanted: DayRange) -> tuple[int, ...]:
        """The leads whose promised call falls into `wanted`, by the minute; none from before now."""
        begins, ends = (self._midnight(day) for day in (wanted.first, wanted.last + timedelta(days=1)))
        return tuple(self._store.leads.promised_between(max(begins, self._rep.now()), ends))

    def move_promises(self, wanted: DayRange) -> Step:
        """Promise the calls in `wanted` for the same time of the next workday; one entry of the ledger.

        A minute that is promised already moves on by ten.
        """
        leads = self._store.leads.many(self.promised_in(wanted))
        taken = set(self._store.leads.promised_from(self._rep.now()))
        with self._store.ledger.recording("move-promises", self._rep.now()) as entry_id:
            for lead in leads:
                at = self._moved(lead, wanted, taken)
                taken.add(at)
                follow = replace(lead.follow, promise_at=at, promise_asked=False)
                self._store.leads.save_follow(lead.id, follow)
        return Step(entry_id, len(leads))

    def undo(self, step: Step) -> None:
        """Take a move back."""
        if step.entry_id:
            self._store.ledger.undo(step.entry_id)

    # holidays

    def countries(self) -> tuple[HolidayCountry, ...]:
        """The countries whose holidays are known. Slow the first time: for a worker."""
        return self._book().countries()

    def look_up(self, country: str) -> Holidays:
        """The holidays of `country` ("DE", "DE-BY") from this year on. For a worker, reads nothing of the store.

        Raises InputError "unknown-country".
        """
        code = country.strip().upper().rstrip("-")
        year = self._rep.today().year
        return self._book().of(code, range(year, year + YEARS_AHEAD + 1)) if code else ()

    def set_holidays(self, country: str, coming: Holidays) -> None:
        """Keep what `look_up` found for `country`, "" for none: from today on; past days stay as they were."""
        kept = self._rep.settings
        days = taken_over(kept.holidays, coming, self._rep.today())
        changed = replace(kept, holiday_country=country.strip().upper().rstrip("-"), holidays=days)
        self._save(changed != kept, lambda: self._rep.save(changed))

    def needs_holidays(self) -> str:
        """The country whose kept holidays end within twelve months, "" for none."""
        chosen = self._rep.settings
        return chosen.holiday_country if are_short(chosen.holidays, self._rep.today()) else ""

    # sick days

    def sick_days(self) -> tuple[tuple[date, bool], ...]:
        """The days that may be declared sick, newest first, and whether they are excused: workdays without an hour."""
        today, excused = self._rep.today(), self._store.mornings.excused()
        calendar = replace(self._habit.calendar(), excused=frozenset())
        worked = self._habit.results(today - timedelta(days=DAYS_BACK))
        days = (today - timedelta(days=n) for n in range(DAYS_BACK + 1))
        return tuple(
            (day, day in excused)
            for day in days
            if day in excused or (calendar.is_required(day) and not (day in worked and worked[day].kept))
        )

    def set_sick(self, on: date, sick: bool) -> None:
        """Declare a day sick, or take that back. Raises RuleError "too-long-ago"."""
        self._morning.set_sick(on, sick)

    # travel

    def settle_zone(self) -> None:
        """Remember the system's zone where nothing is to be asked: at the first start, and back home."""
        system, chosen = self._rep.system_zone, self._rep.settings
        if chosen.seen_zone != system and (not chosen.seen_zone or system == self._rep.plan_zone):
            self._rep.save(replace(chosen, seen_zone=system))

    def zone_question(self) -> ZoneQuestion | None:
        """Whether the plan should follow this computer to another zone; None where there is nothing to ask."""
        system, old = self._rep.system_zone, self._rep.plan_zone
        seen = self._rep.settings.seen_zone
        if not seen or system in (seen, old) or self._runs_alike(system, old):
            return None
        return ZoneQuestion(old, system)

    def answer_zone(self, follow: bool) -> None:
        """Follow this computer's zone, or keep the plan where it is; it is not asked again for this zone.

        Not a new plan: where today's start has just passed in the new zone, it is offered late.
        """
        old, was_fixed = self._rep.plan_zone, bool(self._rep.settings.zone)
        self._rep.save(replace(self._rep.settings, zone="" if follow else old, seen_zone=self._rep.system_zone))
        if follow:
            self.travel.follow(old, was_fixed=was_fixed)

    # inside

    def _save(self, is_changed: bool, save: Callable[[], None]) -> None:
        """Save a plan, and let the morning know that a start before now was not planned."""
        if is_changed:
            before = self._planning.week_plan()
            save()
            self._morning.plan_changed(before)

    def _weeks_before(self, days: tuple[int, ...]) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """The work weeks so far, each with its first date: another week begins tomorrow, the past stays."""
        chosen = self._rep.settings
        if set(days) == set(chosen.work_week):
            return chosen.past_weeks
        if self._store.sessions.last() is None:
            return ()  # there is no past
        since = (self._rep.today() + timedelta(days=1)).isoformat()
        weeks = chosen.past_weeks or ((date.min.isoformat(), chosen.work_week),)
        return (*(each for each in weeks if each[0] < since), (since, days))

    def _planned(self, plan: WeekPlan, day: date, names: dict[str, str]) -> PlannedDay:
        start, at = plan.start_on(day), start_instant(plan, day)
        if start is not None and at is not None:
            return PlannedDay(on=day, start=at.astimezone(zone_info(plan.zone)), minutes=start.minutes)
        if day in plan.holidays:
            return PlannedDay(on=day, why=Why.HOLIDAY, name=names.get(day.isoformat(), ""))
        return PlannedDay(on=day, why=Why.OFF if day in plan.days_off else Why.FREE)

    def _dates(self, plan: WeekPlan) -> Iterable[datetime]:
        """The next date of each different start of the week."""
        today = self._rep.local().date()
        found: dict[time, datetime] = {}
        for day in (today + timedelta(days=n) for n in range(DAYS_SEARCHED)):
            start, at = plan.start_on(day), start_instant(plan, day)
            if start is not None and at is not None and at > self._rep.now():
                found.setdefault(start.at, at.astimezone(zone_info(plan.zone)))
        return [found[at] for at in sorted(found)]

    def _reach_at(self, at: datetime, groups: list[tuple[int, Candidate]]) -> Reach:
        total = sum(count for count, _ in groups)
        reached = self._queueing.open_at(at, groups)
        enough = reached + max(1, round(total * WORTH_SAYING))
        if enough <= total:
            for other in _half_hours(at):
                found = self._queueing.open_at(other, groups)
                if found >= enough:
                    return Reach(at=at, open=reached, total=total, better_at=other, better_open=found)
        return Reach(at=at, open=reached, total=total)

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(0), self._rep.zone).astimezone(UTC)

    def _moved(self, lead: Lead, away: DayRange, taken: set[datetime]) -> datetime:
        assert lead.follow.promise_at is not None  # it was found by its promise
        old = self._rep.local(lead.follow.promise_at)
        work_days = replace(self._rep.work_days, off=self._rep.work_days.off | frozenset(away.days))
        wall = datetime.combine(work_days.after(old.date(), 1), old.time().replace(fold=0), self._rep.zone)
        at = wall.astimezone(UTC)
        while at in taken:
            at += STEP
        return at

    def _runs_alike(self, one: str, other: str) -> bool:
        """Whether two zones show the same time all year: another name of the same place asks nothing."""
        months = (self._rep.now() + timedelta(days=30 * n) for n in range(12))
        here, there = zone_info(one), zone_info(other)
        return all(at.astimezone(here).utcoffset() == at.astimezone(there).utcoffset() for at in months)


def _half_hours(at: datetime) -> Iterable[datetime]:
    """The full half hours of the same day around `at`: later ones first, the nearest first."""
    floor = at.replace(minute=at.minute // 30 * 30, second=0, microsecond=0)
    later = [floor + HALF_HOUR * n for n in range(1, HALF_HOURS_TRIED + 1)]
    first = floor if floor < at else floor - HALF_HOUR
    earlier = [first - HALF_HOUR * n for n in range(HALF_HOURS_TRIED)]
    return [each for each in (*later, *earlier) if each.date() == at.date()]
