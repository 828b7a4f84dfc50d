"""The next card, ready before it is needed: a queue worked out beforehand, checked again when it is served."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, takewhile
from typing import TYPE_CHECKING

from lch_desktop.domain.queue import PROMISE_LEAD, Entry, Queue, QueueRules, Tier

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.queueing import Ordering, Queueing, Snapshot
    from lch_desktop.services.rep import Rep


LATE_AFTER = timedelta(minutes=1)
LATE_FOR = timedelta(hours=1)
"""How long somebody is spoken of as waiting: nobody sits by the telephone for longer."""


@dataclass(frozen=True, slots=True)
class Served:
    """What comes next: an entry, or nothing but promises and leads that wait for their time."""

    entry: Entry | None
    waiting: Entry | None = None  # the first of them; asked before it is served early
    more: int = 0  # how many wait besides
    may_call: bool = False  # whether `waiting` may be rung now: a promise within the lead's hours


class Deck:
    """The list of the running hour. Building it may take longer than a frame, taking from it may not."""

    def __init__(self, queueing: Queueing, rep: Rep) -> None:
        self._queueing = queueing
        self._rep = rep
        self._snapshot: Snapshot | None = None
        self._served: set[int] = set()
        self._left: dict[int, int] = {}  # who was in hand just now, and at which generation
        self.generation = 0  # a queue that was asked for before the last change is thrown away

    @property
    def snapshot(self) -> Snapshot | None:
        """The queue as it was last built."""
        return self._snapshot

    def build(self, ordering: Ordering, store: Store | None = None) -> Snapshot:
        """Work the queue out; may run on a worker thread with its own `store`."""
        return self._queueing.build(ordering, store=store)

    def put(self, snapshot: Snapshot, generation: int | None = None) -> bool:
        """Take a built queue as the list; False where the list has changed since it was asked for."""
        if generation is not None and generation != self.generation:
            return False
        self._snapshot = snapshot
        self._served.clear()
        known = self.generation + 1 if generation is None else generation
        self._left = {lead_id: at for lead_id, at in self._left.items() if at >= known}
        return True

    def changed(self) -> int:
        """Something was logged, skipped or undone; returns the number to `put` the next queue with."""
        self.generation += 1
        return self.generation

    def next(self, current: int = 0) -> Served:
        """The next card after `current`. Promises whose minute has come go first; each is checked again."""
        queue, rules = self._parts()
        if current:
            self._left[current] = self.generation
        for entry in self._in_turn(queue):
            if entry.lead_id == current or entry.lead_id in self._served:
                continue
            if rules is not None and self._queueing.still_stands(entry.lead_id, rules):
                self._served.add(entry.lead_id)
                return Served(entry)
        return self._waiting(queue)

    def ahead(self, current: int, count: int = 2) -> tuple[Entry, ...]:
        """The next names, as far as is known, without serving them. Whoever was in hand just now is none of them: that
        they are done with, only the next list knows."""
        queue, _ = self._parts()
        found: dict[int, Entry] = {}
        for entry in self._in_turn(queue):
            if entry.lead_id not in (current, *self._left) and entry.lead_id not in self._served:
                found.setdefault(entry.lead_id, entry)
            if len(found) == count:  # the list may be a thousand names long, and this is on the way of a key
                break
        return tuple(found.values())

    def promised(self, current: int) -> tuple[Entry, ...]:
        """The promises of this hour whose minute is still ahead, earliest first."""
        queue, _ = self._parts()
        due = {entry.lead_id for entry in self._due_promises(queue)}
        return tuple(e for e in queue.waiting if e.lead_id not in due and e.lead_id not in (current, *self._served))

    def late(self, current: int) -> Entry | None:
        """Who was promised a minute that is past, and waits while another call is in hand: the longest waiting."""
        queue, _ = self._parts()
        now = self._rep.now()
        for entry in self._promises_now(queue):
            at = entry.candidate.promise_at
            if entry.lead_id not in (current, *self._served) and at and LATE_AFTER <= now - at <= LATE_FOR:
                return entry
        return None

    def entry_of(self, lead_id: int) -> Entry | None:
        """The place of `lead_id` in the list, or None."""
        queue, _ = self._parts()
        found = (e for e in (*queue.entries, *queue.waiting, *queue.opening) if e.lead_id == lead_id)
        return next(found, None)

    def _waiting(self, queue: Queue) -> Served:
        coming = [e for e in (*queue.waiting, *queue.opening) if e.lead_id not in self._served and e.waits_until]
        if not coming:
            return Served(None)
        first = min(coming, key=lambda e: (e.waits_until, e.lead_id))
        may_call = first in queue.waiting and self._queueing.is_open_now(first.candidate)
        return Served(None, first, len(coming) - 1, may_call)

    def _parts(self) -> tuple[Queue, QueueRules | None]:
        return (self._snapshot.queue, self._snapshot.rules) if self._snapshot else (Queue(), None)

    def _in_turn(self, queue: Queue) -> Iterator[Entry]:
        """The list as it stands at this minute: the promises that have come meanwhile are among the first."""
        promised = self._promises_now(queue)
        seen = {entry.lead_id for entry in promised}
        return chain(promised, (entry for entry in queue.entries if entry.lead_id not in seen))

    def _promises_now(self, queue: Queue) -> list[Entry]:
        """Every promise whose minute has come, oldest first; who was skipped keeps to the back of the list."""
        skipped = set(self._snapshot.rules.skipped) if self._snapshot else set()
        leading = takewhile(lambda e: e.tier is Tier.PROMISED and e.lead_id not in skipped, queue.entries)
        found = [*leading, *self._due_promises(queue)]
        return sorted(found, key=lambda e: (e.candidate.promise_at or e.waits_until, e.lead_id))

    def _due_promises(self, queue: Queue) -> list[Entry]:
        now: datetime = self._rep.now()
        return [entry for entry in queue.waiting if entry.waits_until and entry.waits_until - now <= PROMISE_LEAD]
