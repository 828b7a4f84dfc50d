"""What Plan shows, and how it follows from the queue, the numbers and the rep's order. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lch_desktop.domain.goals import goal_of
from lch_desktop.domain.if_then import KnownLine
from lch_desktop.domain.new_value import brings_nothing
from lch_desktop.domain.queue import Entry, Tier, talked_lately
from lch_desktop.services.planning import Proposal
from lch_desktop.services.queueing import Snapshot
from lch_desktop.services.rep import Rep
from lch_desktop.ui.plan.first_lines import MOST_LINES
from lch_desktop.words import Style, clock, counted

USUAL_MINUTES = (30, 60)
ASIDE = re.compile(r": | \(")
"""What a reason explains after a colon or in brackets has no room in a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowState:
    """One call of the plan. `hint`: its goal brings the customer nothing."""

    lead_id: int
    name: str
    company: str
    reason: str
    goal: str
    starred: bool = False
    hint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanState:
    """The whole page. `rows` is None until the queue has been read."""

    date_line: str
    heading: str = ""
    remark: str = ""
    rows: tuple[RowState, ...] | None = None
    plan: Proposal
    own_length: bool = False  # neither 30 nor 60
    if_then: tuple[tuple[str, str], ...] = ()  # one or two lines, a line may be empty
    rehearsal: bool | None = None  # whether the lines were read aloud today; None: no need to ask


def natural_order(snapshot: Snapshot) -> tuple[Entry, ...]:
    """The list as the plan has it: promises by their minute, who was chosen to begin with, who was talked with
    lately where that comes first, then the stars, then as the queue goes on."""
    queue, rules = snapshot.queue, snapshot.rules
    everybody = (*queue.entries, *queue.waiting, *queue.opening)

    def place(entry: Entry) -> tuple[int, float]:
        promise_at = entry.candidate.promise_at
        if entry.tier is Tier.PROMISED and promise_at is not None:
            return (0, promise_at.timestamp())
        if entry.is_friend:
            return (1, 0.0)
        if entry.waits_until is None and talked_lately(entry.candidate, rules):
            return (2, 0.0)
        return (3, 0.0) if entry.candidate.starred_on == rules.today else (4, 0.0)

    return tuple(sorted(everybody, key=place))


def kept_order(order: Sequence[int], found: Iterable[int]) -> list[int]:
    """The ids of `found`, those of `order` in that order, then the others as they come."""
    here = dict.fromkeys(found)
    kept = [lead_id for lead_id in order if lead_id in here]
    known = set(kept)
    return kept + [lead_id for lead_id in here if lead_id not in known]


def moved(order: Sequence[int], lead_id: int, place: int) -> list[int]:
    """The order with `lead_id` put before what stands at `place` now (0..len, the end included)."""
    at = list(order).index(lead_id)
    rest = [other for other in order if other != lead_id]
    rest.insert(max(0, min(place - (at < place), len(rest))), lead_id)
    return rest


def row_of(entry: Entry, snapshot: Snapshot, rep: Rep, style: Style) -> RowState:
    """The row of one call."""
    lead = entry.candidate
    goal = goal_of(entry, rep.own_goals)
    return RowState(
        lead_id=lead.lead_id,
        name=lead.name,
        company=lead.company,
        reason=_reason(entry, snapshot, rep, style),
        goal=goal,
        starred=lead.starred_on == snapshot.rules.today,
        hint=brings_nothing(goal),
    )


def heading(rows: Sequence[RowState]) -> str:
    """ "14 calls, one goal each"."""
    if not rows:
        return "Nobody can be called right now"
    return f"{counted(len(rows), 'call', 'calls')}, one goal each"


def remark(rows: Sequence[RowState]) -> str:
    """ "3 highest-value targets starred", or how to star one."""
    starred = sum(row.starred for row in rows)
    if not rows:
        return ""
    if not starred:
        return "Star your highest-value targets"
    return f"{counted(starred, 'highest-value target', 'highest-value targets')} starred"


def shown_lines(if_then: Sequence[tuple[str, str]], wanted: int) -> tuple[tuple[str, str], ...]:
    """The stored lines, filled up with empty ones to `wanted`, at least one and at most two."""
    lines = list(if_then[:MOST_LINES])
    while len(lines) < min(max(1, wanted), MOST_LINES):
        lines.append(("", ""))
    return tuple(lines)


def rehearsal(lines: Sequence[KnownLine], today: date) -> bool | None:
    """Whether the lines in use were rehearsed today; None where that was within a week, or there are none."""
    used = [line for line in lines if line.in_use]
    if used and all(line.rehearsed_on == today for line in used):
        return True
    return False if any(line.is_stale(today) for line in used) else None


def _reason(entry: Entry, snapshot: Snapshot, rep: Rep, style: Style) -> str:
    if entry in snapshot.queue.opening and entry.waits_until is not None:
        return f"Opens at {clock(rep.local(entry.waits_until), style)}"
    strongest = next(iter(snapshot.reasons(entry, rep, style)), "")
    return ASIDE.split(strongest)[0]
