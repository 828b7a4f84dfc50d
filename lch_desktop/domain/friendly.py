"""Who the hour may begin with: people who were glad of the last talk (habit.md section 3, "Stuck often"). Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.queue import Tier, gate_of, is_friendly, tier_of

if TYPE_CHECKING:
    from lch_desktop.domain.queue import Candidate, QueueRules, Window

MOST = 2
REST = timedelta(days=14)
"""Who is not on the list anyway was left alone for so long: a friend is not worn out by being one."""

_LISTED = frozenset({Tier.STARRED, Tier.DUE, Tier.NURTURE})


def room(called: int) -> int:
    """How many friends the list still begins with when so many were called today; a call to anybody else takes none."""
    return max(0, MOST - called)


def choose(
    leads: Iterable[Candidate], window: Callable[[Candidate], Window], rules: QueueRules, most: int = MOST
) -> tuple[Candidate, ...]:
    """At most `most` of `leads`: who is on the list anyway before anybody else, then the warmest talk, then the
    lower id. Whom a gate hides, who is promised a minute, or was skipped is left out.

    Whom the rep has put into the plan comes before all these, and stays without room: nothing else keeps them there.
    """
    may = {lead.lead_id: lead for lead in leads if lead.lead_id not in rules.skipped and _may(lead, window, rules)}
    ordered = sorted(may.values(), key=lambda lead: _place(lead, rules))
    pinned = [lead for lead in ordered if _is_kept_by_the_plan(lead, rules)]
    others = [lead for lead in ordered if lead not in pinned]
    return (*pinned, *others[: max(0, most - len(pinned))])


def _is_kept_by_the_plan(lead: Candidate, rules: QueueRules) -> bool:
    return lead.lead_id in rules.pinned and tier_of(lead, rules) is None


def _may(lead: Candidate, window: Callable[[Candidate], Window], rules: QueueRules) -> bool:
    if not is_friendly(lead):
        return False
    tier = tier_of(lead, rules)
    if tier not in _LISTED and not (tier is None and _is_rested(lead, rules)):
        return False
    hours = window(lead)
    was_called = lead.last_call_on is not None and lead.last_call_on == hours.lead_today
    return not was_called and gate_of(lead, Tier.NURTURE, hours, rules) is None


def _is_rested(lead: Candidate, rules: QueueRules) -> bool:
    return lead.last_call_at is None or rules.now - lead.last_call_at >= REST


def _place(lead: Candidate, rules: QueueRules) -> tuple[bool, float, int]:
    warmth = rules.model.now(lead.talk, rules.now) if lead.talk is not None else 0.0
    return tier_of(lead, rules) is None, -warmth, lead.lead_id
