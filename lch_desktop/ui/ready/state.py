"""What Ready shows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lch_desktop.domain.leads import Lead
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.words import Style, clock, day


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyState:
    """The whole page. Empty lines are not shown."""

    time: str
    name: str = ""
    company: str = ""
    opener: str = ""
    nobody: str = ""  # why there is no first call
    numbers: tuple[tuple[str, str], ...] = ()  # figure and its word
    win: str = ""
    win_head: str = ""  # when it worked
    tip: str = ""  # the rep's, to the rep
    may_delay: bool = False  # "In 5 minutes" and "Skip today": where the morning opened the page
    may_skip: bool = False


@dataclass(frozen=True, slots=True)
class Brought:
    """What one takes along into the hour: the sentence for the first call, a win of the jar with its day, the tip."""

    opener: str = ""
    win: tuple[date, str] | None = None
    win_is_last: bool = True  # of the last workday
    hard: bool = False  # a hard morning, by the rule of services/wins.py
    tip: str = ""


def build_state(now: datetime, lead: Lead | None, plan: PlannedHour, brought: Brought, style: Style) -> ReadyState:
    """The page at `now` on the rep's clock; without a lead it has no opener."""
    goals = plan.goals
    numbers = (
        (plan.minutes, "minutes", "minutes"),
        (goals.calls, "call", "calls"),
        (goals.people, "person to reach", "people to reach"),
        (goals.asks, "ask", "asks"),
    )
    return ReadyState(
        time=clock(now, style),
        name=lead.shown_name if lead else "",
        company=lead.company if lead and lead.company != lead.shown_name else "",
        opener=brought.opener if lead else "",
        numbers=tuple((str(number), one if number == 1 else many) for number, one, many in numbers),
        win=brought.win[1] if brought.win else "",
        win_head=_win_head(brought),
        tip=brought.tip,
    )


def _win_head(brought: Brought) -> str:
    """ "What worked last time", or on which day it did."""
    if brought.win is None:
        return ""
    on = day(brought.win[0])
    if brought.hard:
        return f"It worked on {on}, and it works today"
    return "What worked last time" if brought.win_is_last else f"What worked on {on}"
