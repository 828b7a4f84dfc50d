"""The figures of a week, as pure functions of what was logged (design/habit.md section 2; our formulas unless said).

Rates are fractions (0.3, not 30), spans are seconds or minutes as their names say. A figure that nothing stands
behind is None, never 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from math import sqrt
from statistics import median
from types import MappingProxyType
from typing import TypeVar

from lch_desktop.domain.calls import Tally
from lch_desktop.domain.session import Goals
from lch_desktop.domain.visits import two_by_fours

Z_95 = 1.96
LEAST_FOCUS_MIN = 10.0
"""Figures per hour of fewer minutes than this say nothing."""

LEAST_FOR_BEST = 20
"""Dials that a half-hour needs before it may be called the best one."""

LEAST_AT_RISK = 5
"""Pursuits that must have reached an attempt before its share is more than a guess."""

LEAST_DIALS, LEAST_PEOPLE = 10, 5
"""What a share needs before it is given in percent as well."""

_When = TypeVar("_When", time, tuple[int, time])  # a half-hour, or a weekday with one

NOTHING = Tally()
NO_ATTEMPTS: Mapping[int, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Rate:
    """`hits` of `total`, and the 95 % range that they leave open. `low` and `high` are fractions within 0..1."""

    hits: int
    total: int
    low: float
    high: float

    @property
    def value(self) -> float:
        return self.hits / self.total


def wilson(hits: int, total: int, z: float = Z_95) -> Rate | None:
    """The Wilson score interval of `hits` out of `total` (0 <= hits <= total); None for a total of 0.

    Source: E. B. Wilson 1927, as in habit.md section 2 [W1].
    """
    if total <= 0:
        return None
    share, square = hits / total, z * z
    middle = share + square / (2 * total)
    spread = z * sqrt(share * (1 - share) / total + square / (4 * total * total))
    scale = 1 + square / total
    return Rate(hits, total, max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale))


def per_hour(count: float, focus_min: float) -> float | None:
    """`count` per hour of focus; None under ten minutes of it."""
    return 60 * count / focus_min if focus_min >= LEAST_FOCUS_MIN else None


def share(part: int, whole: int) -> float | None:
    """`part` of `whole` as a fraction, which may be more than 1; None where there is no whole."""
    return part / whole if whole else None


def goal_attainment(done: Tally, goals: Goals) -> float | None:
    """The mean over the goals that were set of min(1, actual / goal), within 0..1; None where none was set."""
    pairs = (
        (done.dials, goals.calls),
        (done.conversations, goals.people),
        (done.asks, goals.asks),
        (done.appointments, goals.appointments),
    )
    reached = [min(1.0, actual / goal) for actual, goal in pairs if goal > 0]
    return sum(reached) / len(reached) if reached else None


@dataclass(frozen=True, slots=True)
class HourFigures:
    """One hour as the week's figures take it."""

    tally: Tally
    goals: Goals
    focus_min: float
    planned_min: float
    interruptions: int = 0
    resistance: int = 0
    recoveries_s: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekFigures:
    """The sums and rates of some days. `contact` is None without a dial."""

    dials: int
    contacts: int
    conversations: int
    appointments: int
    asks: int
    focus_min: float
    planned_min: float
    interruptions: int
    resistance: int
    contact: Rate | None
    next_step: float | None
    ask_rate: float | None
    dials_per_hour: float | None
    conversations_per_hour: float | None
    interruptions_per_hour: float | None
    resistance_per_hour: float | None
    goal_attainment: float | None
    median_recovery_s: float | None
    two_by_fours: int = 0


def week_figures(hours: Iterable[HourFigures], outside: Tally = NOTHING) -> WeekFigures:
    """What `hours` come to, with the calls logged outside an hour (`outside`), which count but have no time."""
    listed = list(hours)
    done = add_tallies(*(hour.tally for hour in listed), outside)
    focus_min = sum(hour.focus_min for hour in listed)
    interruptions = sum(hour.interruptions for hour in listed)
    resistance = sum(hour.resistance for hour in listed)
    attained = [each for hour in listed if (each := goal_attainment(hour.tally, hour.goals)) is not None]
    recoveries = [seconds for hour in listed for seconds in hour.recoveries_s]
    return WeekFigures(
        dials=done.dials,
        contacts=done.connects,
        conversations=done.conversations,
        appointments=done.appointments,
        asks=done.asks,
        focus_min=focus_min,
        planned_min=sum(hour.planned_min for hour in listed),
        interruptions=interruptions,
        resistance=resistance,
        contact=wilson(done.connects, done.dials),
        next_step=share(done.appointments, done.conversations),
        ask_rate=share(done.asks, done.conversations),
        dials_per_hour=per_hour(done.dials, focus_min),
        conversations_per_hour=per_hour(done.conversations, focus_min),
        interruptions_per_hour=per_hour(interruptions, focus_min),
        resistance_per_hour=per_hour(resistance, focus_min),
        goal_attainment=sum(attained) / len(attained) if attained else None,
        median_recovery_s=median(recoveries) if recoveries else None,
        two_by_fours=two_by_fours(recoveries),
    )


def add_tallies(*tallies: Tally) -> Tally:
    """The sum of `tallies`, field by field."""
    return Tally(
        dials=sum(each.dials for each in tallies),
        connects=sum(each.connects for each in tallies),
        conversations=sum(each.conversations for each in tallies),
        asks=sum(each.asks for each in tallies),
        appointments=sum(each.appointments for each in tallies),
        sold=sum(each.sold for each in tallies),
        talk_s=sum(each.talk_s for each in tallies),
    )


@dataclass(frozen=True, slots=True)
class Pursuit:
    """The dials of one lead from its creation, or from the last contact, to the next contact or to now.

    `before` of the `attempts` were made before the days that are looked at: of those nothing can be learnt but that
    they were in vain.
    """

    attempts: int
    contacted: bool
    before: int = 0
    lead_id: int = 0


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """How many pursuits reached attempt `attempt`, and the share that was contacted by then (0..1)."""

    attempt: int
    at_risk: int
    reached: float

    @property
    def is_a_guess(self) -> bool:
        """Whether fewer than five pursuits got that far."""
        return self.at_risk < LEAST_AT_RISK


def attempts_curve(pursuits: Iterable[Pursuit]) -> tuple[CurvePoint, ...]:
    """The Kaplan-Meier curve of contact by attempt, from the first to the last attempt that anybody reached.

    Leads that were not contacted yet are censored at their last attempt (Kaplan and Meier 1958). A pursuit that was on
    before enters late: it is at risk from its first attempt within the days on, and counts for no earlier one.
    """
    contacted: Counter[int] = Counter()
    left: Counter[int] = Counter()
    entered: Counter[int] = Counter()
    for each in pursuits:
        if each.attempts > each.before:
            entered[each.before + 1] += 1
            left[each.attempts] += 1
            contacted[each.attempts] += each.contacted
    points: list[CurvePoint] = []
    at_risk, silent = 0, 1.0
    for attempt in range(1, max(left, default=0) + 1):
        at_risk += entered[attempt]
        if at_risk:
            silent *= 1 - contacted[attempt] / at_risk
        points.append(CurvePoint(attempt, at_risk, 1 - silent))
        at_risk -= left[attempt]
    return tuple(points)


def attempts_before_giving_up(pursuits: Iterable[Pursuit], planned: Container[int]) -> float | None:
    """The median number of attempts of the pursuits that ended without contact and were let go: their lead is not among
    `planned`, those with a next call. None without any."""
    let_go = [one.attempts for one in pursuits if not one.contacted and one.lead_id not in planned]
    return median(let_go) if let_go else None


@dataclass(frozen=True, slots=True)
class Dial:
    """One dial as the curves take it: whose, when on the lead's (or else the rep's) wall clock, whether answered,
    whether the number was wrong."""

    lead_id: int
    at: datetime
    contacted: bool
    wrong: bool = False


def pursuits_of(dials: Iterable[Dial], before: Mapping[int, int] = NO_ATTEMPTS) -> list[Pursuit]:
    """The pursuits that `dials` make, which must be in their order; each begins anew after a contact.

    `before`: lead -> how often it was tried before the first of `dials`, since its last contact. A number that was
    wrong reached nobody's phone: no attempt.
    """
    earlier, tried = dict(before), dict[int, int]()
    ended: list[Pursuit] = []
    for dial in dials:
        if dial.wrong:
            continue
        tried[dial.lead_id] = tried.get(dial.lead_id, earlier.get(dial.lead_id, 0)) + 1
        if dial.contacted:
            ended.append(Pursuit(tried.pop(dial.lead_id), True, earlier.pop(dial.lead_id, 0), dial.lead_id))
    silent = (Pursuit(attempts, False, earlier.get(lead_id, 0), lead_id) for lead_id, attempts in tried.items())
    return [*ended, *silent]


@dataclass(frozen=True, slots=True)
class HalfHour:
    """The dials that began within half an hour from `at`. `is_best`: surely above all others taken together."""

    at: time
    rate: Rate
    is_best: bool = field(default=False)


@dataclass(frozen=True, slots=True)
class WeekHalfHour:
    """The dials of one weekday (Monday 0) that began within half an hour from `at`. `is_best` as in a `HalfHour`."""

    weekday: int
    at: time
    rate: Rate
    is_best: bool = field(default=False)


def by_half_hour(dials: Iterable[Dial]) -> tuple[HalfHour, ...]:
    """The contact rate of each half-hour that was dialled in, earliest first.

    A half-hour is the best one only where the low end of its range lies above the rate of all, and with 20 dials.
    """
    return tuple(HalfHour(*each) for each in _rated((_half_hour(dial), dial.contacted) for dial in dials))


def by_week_half_hour(dials: Iterable[Dial]) -> tuple[WeekHalfHour, ...]:
    """The contact rate of each weekday's half-hours that were dialled in, Monday's first; the best as above."""
    placed = (((dial.at.weekday(), _half_hour(dial)), dial.contacted) for dial in dials)
    return tuple(WeekHalfHour(*place, rate, is_best) for place, rate, is_best in _rated(placed))


def _half_hour(dial: Dial) -> time:
    return time(dial.at.hour, dial.at.minute // 30 * 30)


def _rated(dials: Iterable[tuple[_When, bool]]) -> Iterator[tuple[_When, Rate, bool]]:
    """When was dialled, in order, each with its rate and whether it is surely above all others taken together."""
    made: Counter[_When] = Counter()
    answered: Counter[_When] = Counter()
    for when, contacted in dials:
        made[when] += 1
        answered[when] += contacted
    overall = answered.total() / made.total() if made else 0.0
    for when in sorted(made):
        rate = wilson(answered[when], made[when])
        assert rate is not None  # it was dialled in
        yield when, rate, rate.total >= LEAST_FOR_BEST and rate.low > overall


def in_words(rate: Rate | None, least: int = LEAST_DIALS) -> str:
    """ "3 of 8", and a percentage only of `least` and more: "12 of 40 (30%)". "" for None."""
    if rate is None:
        return ""
    plain = f"{rate.hits} of {rate.total}"
    return plain if rate.total < least else f"{plain} ({round(100 * rate.value)}%)"


def most_said(
    labels: Mapping[str, Sequence[float | None]], count: int = 3
) -> tuple[tuple[str, int, float | None], ...]:
    """What Resistance said most: label, times, median seconds until the next dial; the most frequent first.

    A visit that no dial followed (None) counts as said, and is left out of the median.
    """
    ranked = sorted(
        ((label, spans) for label, spans in labels.items() if label), key=lambda one: (-len(one[1]), one[0])
    )
    return tuple((label, len(spans), _median(spans)) for label, spans in ranked[:count])


def _median(spans: Iterable[float | None]) -> float | None:
    known = [each for each in spans if each is not None]
    return median(known) if known else None
