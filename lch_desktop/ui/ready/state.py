"""What Ready shows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lch_desktop.domain.leads import Lead
from lch_desktop.services.drafts import opener
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.words import Style, clock


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
    may_delay: bool = False  # "In 5 minutes" and "Skip today": where the morning opened the page
    may_skip: bool = False


def build_state(
    now: datetime, lead: Lead | None, plan: PlannedHour, rep_name: str, win: str, style: Style
) -> ReadyState:
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
        opener=opener(lead, rep_name) if lead else "",
        numbers=tuple((str(number), one if number == 1 else many) for number, one, many in numbers),
        win=win,
    )
