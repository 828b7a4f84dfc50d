"""Who is next, and why: tiers, scores, gates, and the words for them.

The rules are design/product.md section 6. Everything here is pure: the same candidates at the same
instant give the same list.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from lch_desktop.domain.altitude import AltitudeModel
from lch_desktop.domain.leads import Stage, Talk

PROMISE_LEAD = timedelta(minutes=2)
FRESH_FOR = timedelta(hours=24)
ASKED_WITHIN = timedelta(hours=1)
UNKNOWN_ALTITUDE_SCORE = 0.02
ATTEMPT_WEIGHT = (1.0, 1.2, 1.3, 1.3, 1.1, 1.0)
LATE_ATTEMPT_WEIGHT = 0.5
FRIENDLY_LEVEL = 0.8
"""A0 of the last talk, 4 of 5: they were glad of it. A no leaves 0.2, a sale 1.0 (domain.outcomes)."""

PROMISES_IN_AN_HOUR = 4


class Tier(StrEnum):
    """Best first."""

    PROMISED = "promised"
    FRESH = "fresh"
    STARRED = "starred"
    DUE = "due"
    NEW = "new"
    NURTURE = "nurture"


class Gate(StrEnum):
    """Why a lead that would be on the list is hidden."""

    CLOSED = "closed"  # outside its calling hours
    CALLED_TODAY = "called-today"
    SNOOZED = "snoozed"
    NO_NUMBER = "no-number"
    DO_NOT_CALL = "do-not-call"
    NOT_A_LEAD = "not-a-lead"
    NOT_MINE = "not-mine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What the queue needs to know of a lead; slim, because thousands may be due."""

    lead_id: int
    name: str
    company: str = ""
    e164: str = ""
    shown: str = ""
    extension: str = ""
    kind: str = ""
    zone: str = ""
    zones: tuple[str, ...] = ()
    state: str = ""
    country: str = ""
    city: str = ""
    stage: Stage = Stage.NEW
    attempts: int = 0
    due_on: date | None = None
    promise_at: datetime | None = None
    promise_asked: bool = False
    fresh_at: datetime | None = None
    starred_on: date | None = None
    snoozed_until: date | None = None
    talk: Talk | None = None
    last_call_at: datetime | None = None
    last_call_on: date | None = None
    last_outcome: str = ""
    goal: str = ""
    value: float | None = None
    created_at: datetime | None = None
    do_not_call: bool = False
    not_mine: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """Whether a lead may be called at the queue's instant, from the calling hours."""

    is_open: bool
    opens_at: datetime | None = None
    unsure: bool = False
    lead_today: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRules:
    """The instant, the rep's day, and the choices that shape the list."""

    now: datetime
    today: date  # the rep's
    horizon: datetime  # the hour's end: what opens or is promised before it is listed
    model: AltitudeModel = field(default_factory=AltitudeModel)
    median_value: float | None = None
    list_size: int = 25
    new_share: int = 4
    by_due_date: bool = False
    pinned: tuple[int, ...] = ()
    skipped: tuple[int, ...] = ()  # in the order they were skipped
    called_numbers: tuple[tuple[str, str], ...] = ()  # e164, who was called there today
    friendly: tuple[int, ...] = ()  # whom the list begins with
    speed_first: bool = False  # who was talked with a day ago or less comes right after what is promised


@dataclass(frozen=True, slots=True)
class Entry:
    """One place in the queue. `waits_until` is set for a promise whose minute is still ahead."""

    candidate: Candidate
    tier: Tier
    score: float
    altitude: float | None = None
    waits_until: datetime | None = None
    is_friend: bool = False  # the list begins with them, whatever their tier

    @property
    def lead_id(self) -> int:
        return self.candidate.lead_id


@dataclass(frozen=True, slots=True)
class Queue:
    """The list, best first, the promises that wait for their minute, and what the gates hide."""

    entries: tuple[Entry, ...] = ()
    waiting: tuple[Entry, ...] = ()
    hidden: tuple[tuple[Gate, int], ...] = ()
    opening: tuple[Entry, ...] = ()  # hidden now, open within the horizon


def tier_of(lead: Candidate, rules: QueueRules) -> Tier | None:
    """The best tier that the lead is in now, or None when nothing calls for it."""
    tier = _tier_by_itself(lead, rules)
    return Tier.NURTURE if tier is None and _may_begin(lead, rules) else tier


def begins(lead: Candidate, tier: Tier, rules: QueueRules) -> bool:
    """Whether the list begins with the lead; promised and fresh come early by themselves."""
    return tier not in (Tier.PROMISED, Tier.FRESH) and _may_begin(lead, rules)


def _may_begin(lead: Candidate, rules: QueueRules) -> bool:
    """Whether they were chosen to begin with, and are still as friendly."""
    return lead.lead_id in rules.friendly and is_friendly(lead)


def is_friendly(lead: Candidate) -> bool:
    """Whether the last conversation was a glad one, and nothing is agreed for a minute to come."""
    return lead.talk is not None and lead.talk.level >= FRIENDLY_LEVEL and lead.promise_at is None


def talked_lately(lead: Candidate, rules: QueueRules) -> bool:
    """Whether the last two-way contact is a day old at most, and that is to come first."""
    return rules.speed_first and lead.talk is not None and rules.now - lead.talk.at <= FRESH_FOR


def _tier_by_itself(lead: Candidate, rules: QueueRules) -> Tier | None:
    ready_at = rules.now + PROMISE_LEAD
    if lead.promise_at is not None and lead.promise_at <= ready_at:
        return Tier.PROMISED
    # Whoever called back before the promised minute is served now; the promise would keep them waiting.
    if lead.fresh_at is not None and rules.now - lead.fresh_at <= FRESH_FOR:
        return Tier.FRESH
    if lead.promise_at is not None and lead.promise_at <= rules.horizon:
        return Tier.PROMISED
    if lead.starred_on == rules.today:
        return Tier.STARRED
    if lead.promise_at is not None:  # agreed for a later day: leave it alone until then
        return None
    if lead.due_on is not None:
        if lead.due_on > rules.today:
            return None
        return Tier.NURTURE if lead.stage in (Stage.NURTURE, Stage.SOLD) else Tier.DUE
    return Tier.NEW if lead.last_call_at is None else None


def gate_of(lead: Candidate, tier: Tier, window: Window, rules: QueueRules) -> Gate | None:
    """The first gate that hides the lead, or None."""
    promised = tier is Tier.PROMISED
    called_back = tier is Tier.FRESH
    called_today = lead.last_call_on is not None and lead.last_call_on == window.lead_today
    checks = (
        (Gate.DO_NOT_CALL, lead.do_not_call),
        (Gate.NOT_A_LEAD, lead.stage is Stage.NOT_A_LEAD),
        (Gate.NOT_MINE, lead.not_mine),
        (Gate.NO_NUMBER, not lead.e164),
        (Gate.SNOOZED, lead.snoozed_until is not None and lead.snoozed_until > rules.today),
        (Gate.CALLED_TODAY, called_today and not promised and not called_back),
        (Gate.CLOSED, not window.is_open and not _asked_for_now(lead, rules)),
    )
    return next((gate for gate, hides in checks if hides), None)


def _asked_for_now(lead: Candidate, rules: QueueRules) -> bool:
    """Whether the person asked for about this minute. "7:40" was said for 7:40, not for any night after it."""
    if lead.promise_at is None or not lead.promise_asked:
        return False
    return abs(rules.now - lead.promise_at) <= ASKED_WITHIN


def due_score(lead: Candidate, rules: QueueRules) -> float:
    """max(.02, a(now) - a(now + 24 h)) x V x P: what is lost by waiting, what it is worth, which attempt."""
    falling = UNKNOWN_ALTITUDE_SCORE
    if lead.talk is not None:
        fall = rules.model.now(lead.talk, rules.now) - rules.model.tomorrow(lead.talk, rules.now)
        falling = max(UNKNOWN_ALTITUDE_SCORE, fall)
    return falling * value_weight(lead.value, rules.median_value) * attempt_weight(lead.attempts + 1)


def value_weight(value: float | None, median: float | None) -> float:
    """log10(10 + value) / log10(10 + median), within .5 to 2; 1 where either is not known."""
    if value is None or median is None:
        return 1.0
    return min(2.0, max(0.5, math.log10(10 + max(0.0, value)) / math.log10(10 + max(0.0, median))))


def attempt_weight(attempt: int) -> float:
    """The weight of the next attempt (1..); 7 and more count half."""
    return ATTEMPT_WEIGHT[attempt - 1] if 1 <= attempt <= len(ATTEMPT_WEIGHT) else LATE_ATTEMPT_WEIGHT


def build_queue(candidates: Iterable[Candidate], window: Callable[[Candidate], Window], rules: QueueRules) -> Queue:
    """The queue of `candidates` at `rules.now`; `window` answers for calling hours."""
    found: list[Entry] = []
    opening: list[Entry] = []
    hidden: dict[Gate, int] = {}
    for lead in candidates:
        tier = tier_of(lead, rules)
        if tier is None:
            continue
        hours = window(lead)
        gate = gate_of(lead, tier, hours, rules)
        if gate is None:
            found.append(_entry(lead, tier, rules))
            continue
        hidden[gate] = hidden.get(gate, 0) + 1
        if gate is Gate.CLOSED and hours.opens_at is not None and hours.opens_at <= rules.horizon:
            opening.append(_entry(lead, tier, rules, waits_until=hours.opens_at))
    ordered, waiting = _in_order(found, rules)
    opening.sort(key=lambda e: (e.waits_until, e.lead_id))
    return Queue(tuple(ordered), tuple(waiting), tuple(sorted(hidden.items())), tuple(opening))


_SCORED = frozenset({Tier.STARRED, Tier.DUE, Tier.NURTURE})


def _entry(lead: Candidate, tier: Tier, rules: QueueRules, waits_until: datetime | None = None) -> Entry:
    altitude = rules.model.now(lead.talk, rules.now) if lead.talk else None
    score = due_score(lead, rules) if tier in _SCORED else 0.0
    if tier is Tier.PROMISED and lead.promise_at is not None and lead.promise_at - rules.now > PROMISE_LEAD:
        waits_until = lead.promise_at
    return Entry(lead, tier, score, altitude, waits_until, begins(lead, tier, rules))


def _in_order(found: list[Entry], rules: QueueRules) -> tuple[list[Entry], list[Entry]]:
    """The callable entries in order, and the promises whose minute is still ahead."""
    waiting = sorted((e for e in found if e.waits_until), key=lambda e: (e.waits_until, e.lead_id))
    ready = [entry for entry in found if not entry.waits_until]
    friends = sorted((e for e in ready if e.is_friend), key=lambda e: rules.friendly.index(e.lead_id))
    tiers: dict[Tier, list[Entry]] = {tier: [] for tier in Tier}
    for entry in ready:
        if not entry.is_friend:
            tiers[entry.tier].append(entry)
    for tier, entries in tiers.items():
        entries.sort(key=_sort_key(tier, rules))
    ordered = _with_new_share(friends, tiers, rules)
    return _pinned_and_skipped(ordered, rules), waiting


def _sort_key(tier: Tier, rules: QueueRules) -> Callable[[Entry], tuple[float, ...]]:
    def due(entry: Entry) -> float:
        day = entry.candidate.due_on
        return float(day.toordinal()) if day else math.inf

    def instant(at: datetime | None) -> float:
        return at.timestamp() if at else 0.0

    def key(entry: Entry) -> tuple[float, ...]:
        lead = entry.candidate
        if tier is Tier.PROMISED:
            return (instant(lead.promise_at), lead.lead_id)
        if tier is Tier.FRESH:
            return (-instant(lead.fresh_at), lead.lead_id)
        if tier is Tier.NEW:
            return (-(lead.value or 0.0), -instant(lead.created_at), lead.lead_id)
        if rules.by_due_date:
            return (due(entry), lead.lead_id)
        return (-entry.score, due(entry), lead.lead_id)

    return key


def _with_new_share(friends: list[Entry], tiers: dict[Tier, list[Entry]], rules: QueueRules) -> list[Entry]:
    """First calls fill at most one in `new_share` of the list while follow-ups are there to fill the rest."""
    first_tiers = (Tier.FRESH, Tier.STARRED, Tier.DUE)
    before = [*tiers[Tier.PROMISED], *friends, *(entry for tier in first_tiers for entry in tiers[tier])]
    new, nurture = tiers[Tier.NEW], tiers[Tier.NURTURE]
    if not rules.new_share:
        return [*before, *new, *nurture]
    cap = max(1, rules.list_size // rules.new_share)
    room = max(0, rules.list_size - len(before) - cap)
    first, rest = new[:cap], new[cap:]
    return [*before, *first, *nurture[:room], *rest, *nurture[room:]]


def _pinned_and_skipped(ordered: list[Entry], rules: QueueRules) -> list[Entry]:
    """Promises due now stay first; then the pinned in their order, who is friendly, who was talked with lately (the
    latest first), and the rest as it comes; the skipped go to the back."""
    pin = {lead_id: place for place, lead_id in enumerate(rules.pinned)}
    skip = {lead_id: place for place, lead_id in enumerate(rules.skipped)}

    def place(entry: Entry) -> tuple[int, float]:
        if entry.lead_id in skip:
            return (5, skip[entry.lead_id])
        if entry.tier is Tier.PROMISED:
            return (0, 0)
        if entry.lead_id in pin:
            return (1, pin[entry.lead_id])
        if entry.is_friend:
            return (2, 0)
        if entry.candidate.talk is not None and talked_lately(entry.candidate, rules):
            return (3, -entry.candidate.talk.at.timestamp())
        return (4, 0)

    return sorted(ordered, key=place)
