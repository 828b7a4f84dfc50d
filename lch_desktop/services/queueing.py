"""The queue for an instant: candidates from the store, calling hours, and the rep's choices put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.calling_hours import CallingGate, CallingHours, CallingRules
from lch_desktop.domain.leads import Lead, Phone
from lch_desktop.domain.queue import (
    Candidate,
    Entry,
    Gate,
    Queue,
    QueueRules,
    Window,
    build_queue,
    gate_of,
    tier_of,
)
from lch_desktop.domain.zones import lead_zone, zone_info
from lch_desktop.words import Style, reasons

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.domain.settings import Settings
    from lch_desktop.services.rep import Rep

LOOK_AHEAD = timedelta(hours=24)
MOST_RESTED = 200  # of those who were glad of the last talk, the latest talks first


@dataclass(frozen=True, slots=True)
class Ordering:
    """What a session adds to the rules: its end, the pinned, the skipped."""

    horizon: datetime | None = None
    pinned: tuple[int, ...] = ()
    skipped: tuple[int, ...] = ()
    calls: int = 0  # the plan's; 0: the list size of the settings


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A queue with the rules it was built by."""

    queue: Queue
    rules: QueueRules

    def reasons(self, entry: Entry, rep: Rep, style: Style) -> tuple[str, ...]:
        """Why this lead, in at most two phrases."""
        return reasons(entry, self.rules, rep.zone, style)


class Queueing:
    """Builds queues. Holds nothing between two calls but the calling rules of the settings."""

    def __init__(self, store: Store, rep: Rep) -> None:
        self._store = store
        self._rep = rep
        self._calling: tuple[Settings, CallingRules] | None = None

    def build(
        self,
        ordering: Ordering | None = None,
        *,
        limit: int = 0,
        at: datetime | None = None,
        store: Store | None = None,
    ) -> Snapshot:
        """The queue at `at` (default: now). `limit` asks for at least that many first calls.

        `store` is the reader of a worker thread; without it the service's own connection is used.
        """
        source = store or self._store
        rules = self._rules(source, ordering or Ordering(), at or self._rep.now())
        window = self._window(self._hours(rules.now), rules.now)
        candidates = source.leads.candidates(rules.now, rules.today, rules.horizon)
        if self._rep.settings.friendly_first:
            rules, candidates = self._with_friends(source, rules, candidates, window)
        closed = [(key, example) for key, example in source.leads.hours_keys() if not window(example).is_open]
        wanted = max(limit, rules.list_size) + len(rules.skipped)
        seen = {lead.lead_id for lead in candidates}
        new = source.leads.new_candidates(wanted + len(seen), [key for key, _ in closed])
        # Of the first calls that are closed now, one for each clock stands for all: it says when they open.
        more = [lead for lead in (*new, *(example for _, example in closed)) if lead.lead_id not in seen]
        queue = build_queue([*candidates, *more], window, rules)
        return Snapshot(_with_closed(queue, source, [key for key, _ in closed]), rules)

    def friends(self, store: Store | None = None) -> tuple[Candidate, ...]:
        """Who may be called now and was glad of the last talk, two at most; `store` may be a worker's."""
        from lch_desktop.domain import friendly

        source = store or self._store
        rules = self._rules(source, Ordering(), self._rep.now())
        window = self._window(self._hours(rules.now), rules.now)
        listed = source.leads.candidates(rules.now, rules.today, rules.horizon)
        return _choose_friends(source, rules, listed, window, friendly.MOST)

    def next_open(self, snapshot: Snapshot, store: Store | None = None) -> datetime | None:
        """The first minute at which somebody may be called, within a day; None where there is none."""
        ahead = Ordering(horizon=snapshot.rules.now + LOOK_AHEAD)
        queue = self.build(ahead, at=snapshot.rules.now, store=store).queue
        times = [entry.waits_until for entry in (*queue.waiting, *queue.opening)]
        return min((at for at in times if at is not None), default=None)

    def still_stands(self, lead_id: int, rules: QueueRules) -> bool:
        """Whether the lead may be served at this moment: one row, read again."""
        lead = self._store.leads.candidate(lead_id)
        now = self._rep.now()
        if lead is None:
            return False
        current = _at(rules, now, self._rep.today(now))
        tier = tier_of(lead, current)
        return tier is not None and gate_of(lead, tier, self._window(self._hours(now), now)(lead), current) is None

    def gate(self, lead: Lead, asked: bool = False) -> CallingGate:
        """The calling hours of one lead now."""
        return self._hours(self._rep.now()).gate(lead, asked=asked)

    def is_open_at(self, lead: Lead, at: datetime) -> bool:
        """Whether the lead may be called at `at`."""
        return self._hours(at).open_at(lead, at)

    def is_open_now(self, lead: Candidate) -> bool:
        """Whether a call now is within the lead's calling hours, whatever minute was asked for."""
        now = self._rep.now()
        return self._window(self._hours(now), now)(lead).is_open

    def open_at(self, at: datetime, groups: Iterable[tuple[int, Candidate]]) -> int:
        """How many leads may be called at `at`; `groups` are those of `Leads.hours_groups`."""
        window = self._window(self._hours(at), at)
        return sum(count for count, example in groups if window(example).is_open)

    def callable_count(self, snapshot: Snapshot) -> int:
        """How many can be called during this hour: the list, the waiting promises, those that open in it."""
        queue = snapshot.queue
        return len(queue.entries) + len(queue.waiting) + len(queue.opening)

    def why_empty(self, snapshot: Snapshot, store: Store | None = None) -> tuple[tuple[Gate, int], ...]:
        """What the gates hide, the facts that keep leads out for good included."""
        counts = dict(snapshot.queue.hidden)
        facts = (store or self._store).leads.fact_counts()
        for gate, name in _FACTS.items():
            if facts.get(name):
                counts[gate] = max(counts.get(gate, 0), facts[name])
        return tuple(sorted(counts.items()))

    def _with_friends(
        self, store: Store, rules: QueueRules, listed: list[Candidate], window: Callable[[Candidate], Window]
    ) -> tuple[QueueRules, list[Candidate]]:
        """The rules with those that the list begins with, and `listed` with those of them who were not on it."""
        from lch_desktop.domain import friendly  # whoever does not want it never reads it

        room = friendly.room(store.calls.friends_called_on(rules.today))
        if not room and not rules.pinned:
            return rules, listed
        chosen = _choose_friends(store, rules, listed, window, room)
        known = {lead.lead_id for lead in listed}
        more = [lead for lead in chosen if lead.lead_id not in known]
        return replace(rules, friendly=tuple(lead.lead_id for lead in chosen)), [*listed, *more]

    def _rules(self, store: Store, ordering: Ordering, now: datetime) -> QueueRules:
        chosen = self._rep.settings
        today = self._rep.today(now)
        return QueueRules(
            now=now,
            today=today,
            horizon=ordering.horizon or now + timedelta(minutes=chosen.minutes),
            model=self._rep.model,
            median_value=store.leads.median_value(),
            list_size=min(chosen.list_size, ordering.calls or chosen.list_size),
            new_share=chosen.new_share,
            by_due_date=chosen.queue_order == "due",
            pinned=ordering.pinned,
            skipped=ordering.skipped,
            called_numbers=tuple(store.calls.numbers_called_on(today)),
            speed_first=chosen.speed_first,
        )

    def _hours(self, at: datetime) -> CallingHours:
        chosen, known = self._rep.settings, self._calling
        if known is None or known[0] is not chosen:
            known = self._calling = (chosen, CallingRules.from_settings(chosen, _us_holidays(chosen)))
        return CallingHours(known[1], at, self._rep.zone_name)

    def _window(self, hours: CallingHours, now: datetime) -> Callable[[Candidate], Window]:
        """Calling hours for candidates, worked out once for each clock and kind of number."""
        rep_zone = self._rep.zone_name
        known: dict[tuple[object, ...], Window] = {}

        def window(lead: Candidate) -> Window:
            key = (lead.zone, lead.zones, lead.state, lead.country, lead.kind)
            found = known.get(key)
            if found is None:
                stand_in = Lead(
                    zone=lead.zone,
                    zones=lead.zones,
                    state=lead.state,
                    country=lead.country,
                    phones=(Phone(e164=lead.e164, kind=lead.kind),),
                )
                gate = hours.gate(stand_in)
                zone, _ = lead_zone(stand_in, now, rep_zone)
                lead_today = now.astimezone(zone_info(zone)).date()
                found = known[key] = Window(gate.open, gate.opens_at, gate.unsure, lead_today)
            return found

        return window


_FACTS = {
    Gate.NO_NUMBER: "needs_number",
    Gate.DO_NOT_CALL: "do_not_call",
    Gate.NOT_A_LEAD: "not_a_lead",
    Gate.NOT_MINE: "not_mine",
}


def _choose_friends(
    store: Store, rules: QueueRules, listed: list[Candidate], window: Callable[[Candidate], Window], most: int
) -> tuple[Candidate, ...]:
    """Of the `listed` and of those left alone since their glad talk, so many that some are within their hours."""
    from lch_desktop.domain import friendly  # whoever does not want it never reads it

    rested = store.leads.glad_candidates(rules.today, rules.now - friendly.REST, MOST_RESTED)
    return friendly.choose((*listed, *rested), window, rules, most)


def _us_holidays(settings: Settings) -> frozenset[date]:
    """The days on which some states forbid calls; another country's holidays are none of theirs."""
    listed = settings.holidays if settings.holiday_country.startswith("US") else ()
    return frozenset(date.fromisoformat(day) for day, _ in listed)


def _with_closed(queue: Queue, store: Store, closed: list[str]) -> Queue:
    """The queue with every closed first call counted, not only those that stand for the others."""
    if not closed:
        return queue
    hidden = dict(queue.hidden)
    hidden[Gate.CLOSED] = hidden.get(Gate.CLOSED, 0) - len(closed) + store.leads.count_new(closed)
    return replace(queue, hidden=tuple(sorted(hidden.items())))


def _at(rules: QueueRules, now: datetime, today: date) -> QueueRules:
    return QueueRules(
        now=now,
        today=today,
        horizon=max(rules.horizon, now),
        model=rules.model,
        median_value=rules.median_value,
        friendly=rules.friendly,
    )
