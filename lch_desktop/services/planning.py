"""The plan of the hour: proposed numbers, the list with one goal per call, the if-then lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from lch_desktop.domain.recurrence import Start, WeekPlan, next_start, start_instant
from lch_desktop.domain.session import Goals

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.rep import Rep

FIRST_WEEK = Goals(calls=15, people=4, asks=2, appointments=2)  # for 60 minutes
SHORT_MINUTES, SHORT_CALLS = 15, 3
OWN_NUMBERS_AFTER = 5  # hours; before that the first week's numbers stand
REMEMBERED_HOURS = 10


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a good morning only has to press Enter on."""

    minutes: int
    goals: Goals


class Planning:
    """Proposes and keeps the plan."""

    def __init__(self, store: Store, rep: Rep) -> None:
        self._store = store
        self._rep = rep

    def proposal(self, minutes: int = 0) -> Proposal:
        """The numbers for an hour of `minutes` (default: as today is planned): the rep's own choice, else the median
        of the last ten hours of that length, else the first week's, scaled to the length and rounded up."""
        chosen = self._rep.settings
        own = self._own_start()
        length = minutes or (own[2] if own is not None else chosen.minutes)
        proposed = self._own_median(length) or scaled(FIRST_WEEK, length)
        return Proposal(
            length,
            Goals(
                calls=chosen.calls or proposed.calls,
                people=chosen.people or proposed.people,
                asks=chosen.asks or proposed.asks,
                appointments=chosen.appointments or proposed.appointments,
            ),
        )

    def short_hour(self) -> Proposal:
        """The hour of a rough morning, which counts too: 15 minutes and 3 calls (design/habit.md, against anxiety)."""
        return Proposal(SHORT_MINUTES, replace(scaled(FIRST_WEEK, SHORT_MINUTES), calls=SHORT_CALLS))

    def keep(self, minutes: int, goals: Goals) -> None:
        """Remember what the rep chose, so that tomorrow starts from it. A number that is just what would be
        proposed is not a choice: it goes on following the rep's own median."""
        bare = self._own_median(minutes) or scaled(FIRST_WEEK, minutes)
        chosen, own = self._rep.settings, self._own_start()
        others = tuple(each for each in chosen.starts if each != own)
        self._rep.save(
            replace(
                chosen,
                # A weekday with a length of its own keeps the new one to itself.
                minutes=chosen.minutes if own is not None else minutes,
                starts=chosen.starts if own is None else tuple(sorted((*others, (*own[:2], minutes)))),
                calls=0 if goals.calls == bare.calls else goals.calls,
                people=0 if goals.people == bare.people else goals.people,
                asks=0 if goals.asks == bare.asks else goals.asks,
                appointments=0 if goals.appointments == bare.appointments else goals.appointments,
            )
        )

    def next_start(self) -> datetime | None:
        """When the hour comes next, aware UTC."""
        return next_start(self.week_plan(), self._rep.now())

    def start_on(self, day: date) -> datetime | None:
        """The instant of the hour planned for `day`, None for none."""
        return start_instant(self.week_plan(), day)

    def week_plan(self) -> WeekPlan:
        """The mornings as the settings have them."""
        chosen = self._rep.settings
        usual = Start(start_time(chosen.start), chosen.minutes)
        own = {weekday: Start(start_time(at), minutes) for weekday, at, minutes in chosen.starts}
        return WeekPlan(
            zone=self._rep.plan_zone,
            starts={weekday: own.get(weekday, usual) for weekday in chosen.work_week},
            days_off=frozenset(date.fromisoformat(day) for day in chosen.days_off),
            holidays=frozenset(date.fromisoformat(day) for day, _ in chosen.holidays),
        )

    def star(self, lead_id: int, on: bool) -> None:
        """Mark a lead as one of today's highest-value targets, or not."""
        lead = self._store.leads.get(lead_id)
        if lead is None:
            return
        starred_on = self._rep.today() if on else None
        with self._store.ledger.recording("star", self._rep.now(), lead_id=lead_id):
            self._store.leads.save_follow(lead_id, replace(lead.follow, starred_on=starred_on))

    def set_goal(self, lead_id: int, goal: str) -> None:
        """The one goal for the lead's next call."""
        lead = self._store.leads.get(lead_id)
        if lead is None or lead.follow.goal == goal.strip():
            return
        with self._store.ledger.recording("goal", self._rep.now(), lead_id=lead_id):
            self._store.leads.save_follow(lead_id, replace(lead.follow, goal=goal.strip()))

    def _own_start(self) -> tuple[int, str, int] | None:
        """The entry of today's weekday in the plan of the week, None where it has the usual start."""
        weekday = self._rep.today().weekday()
        return next((each for each in self._rep.settings.starts if each[0] == weekday), None)

    def _own_median(self, minutes: int) -> Goals | None:
        hours = [s for s in self._store.sessions.recent(REMEMBERED_HOURS) if not s.running]
        alike = [session for session in hours if session.planned_s == minutes * 60]
        if len(alike) < OWN_NUMBERS_AFTER:
            return None
        tallies = [self._store.calls.tally(session.id) for session in alike]
        return Goals(
            calls=_middle([tally.dials for tally in tallies]),
            people=_middle([tally.conversations for tally in tallies]),
            asks=_middle([tally.asks for tally in tallies]),
            appointments=_middle([tally.appointments for tally in tallies]),
        )


def scaled(goals: Goals, minutes: int) -> Goals:
    """The first week's numbers for another length, each rounded up, at least 1."""

    def part(number: int) -> int:
        return max(1, -(-number * minutes // 60))

    return Goals(part(goals.calls), part(goals.people), part(goals.asks), part(goals.appointments))


def start_time(text: str) -> time:
    """ "08:00" as a time; a text that is none counts as eight."""
    try:
        return time.fromisoformat(text if len(text) == 5 else f"0{text}")
    except ValueError:
        return time(8)


def _middle(numbers: list[int]) -> int:
    from statistics import median  # a slow import, and the first five hours do not need it

    return max(1, round(median(numbers)))
