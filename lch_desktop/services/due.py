"""Promised calls and touches that come due outside the hour: what may be told now, and when to look again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.calls import Touch, TouchKind
from lch_desktop.domain.leads import Lead, Stage
from lch_desktop.domain.morning import NOTICE_AHEAD, Step
from lch_desktop.domain.queue import ASKED_WITHIN
from lch_desktop.services.morning import DUE, Morning
from lch_desktop.services.planning import Planning
from lch_desktop.services.queueing import Queueing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lch_desktop.domain.ports import Store
    from lch_desktop.services.rep import Rep

FRESH_START = timedelta(minutes=5)
"""How far the very first look goes back: what was due before that stands on Today, and nobody waits for it now."""

LONGEST_BACK = timedelta(days=7)
MOST = 200
REMEMBERED_HOURS = 20
AGAIN = timedelta(minutes=1)
_AFTER = timedelta(milliseconds=1)  # instants are stored in milliseconds

Key = tuple[str, int, datetime]


@dataclass(frozen=True, slots=True)
class DueItem:
    """One promised call, or one touch. `touch` is None for a call."""

    lead: Lead
    due_at: datetime
    touch: Touch | None = None

    @property
    def key(self) -> Key:
        """What it is told once by. A promise that was moved is another one."""
        kind, row = ("touch", self.touch.id) if self.touch is not None else ("call", self.lead.id)
        return kind, row, self.due_at


@dataclass(frozen=True, slots=True)
class Found:
    """What is due. `standing` is all of it, `items` what may be told now: calls first, the oldest first."""

    items: tuple[DueItem, ...] = ()
    standing: frozenset[Key] = frozenset()
    look_at: datetime | None = None
    is_quiet: bool = False  # the hour is about to begin: nothing is told


class Due:
    """Reads through `store`, which may be a worker's own connection."""

    def __init__(self, store: Store, rep: Rep) -> None:
        self._store = store
        self._rep = rep
        self._queueing = Queueing(store, rep)

    def since(self) -> datetime:
        """What is due later than this was not told yet: the newest notice of that kind, by its record."""
        now = self._rep.now()
        told = (kept.at for kept in self._store.mornings.deliveries(MOST) if kept.delivery.key == DUE)
        last = next(told, None)
        return now - FRESH_START if last is None else max(min(last, now), now - LONGEST_BACK)

    def find(self, since: datetime) -> Found:
        """What came due after `since`, and when the next look is due."""
        now = self._rep.now()
        hours = self._hours()
        due = [item for item in self._due(since, now) if not any(a <= item.due_at < b for a, b in hours)]
        quiet_until = self._quiet_until(now)
        looks = [self._store.leads.next_promise(now), self._store.touches.next_open(now), quiet_until]
        told: list[DueItem] = []
        for item in due:
            opens_at = self._closed_until(item, now)
            if opens_at is None:
                told.append(item)
            looks.append(opens_at if opens_at != now else None)
        look_at = min((at for at in looks if at is not None), default=None)
        items = () if quiet_until else tuple(told)
        return Found(items, frozenset(item.key for item in due), look_at, quiet_until is not None)

    def _due(self, since: datetime, now: datetime) -> Iterator[DueItem]:
        leads, touches = self._store.leads, self._store.touches
        for lead in leads.many(leads.promised_between(since + _AFTER, now + _AFTER)[:MOST]):
            if lead.follow.promise_at is not None and lead.phone is not None and self._wanted(lead):
                yield DueItem(lead, lead.follow.promise_at)
        found = touches.open_between(since, now, MOST)
        people = {lead.id: lead for lead in leads.many([touch.lead_id for touch in found])}
        for touch in found:
            to = people.get(touch.lead_id)
            if to is not None and self._wanted(to) and not (to.no_email and touch.kind is TouchKind.EMAIL):
                yield DueItem(to, touch.due_at, touch)

    def _wanted(self, lead: Lead) -> bool:
        snoozed = lead.follow.snoozed_until
        asleep = snoozed is not None and snoozed > self._rep.today()
        return not (lead.do_not_call or lead.not_mine or asleep or lead.follow.stage is Stage.NOT_A_LEAD)

    def _closed_until(self, item: DueItem, now: datetime) -> datetime | None:
        """When the lead's calling hours begin; None while they are open. `now`: not within two weeks."""
        follow = item.lead.follow
        asked = item.touch is None and follow.promise_asked and now - item.due_at <= ASKED_WITHIN
        gate = self._queueing.gate(item.lead, asked=asked)
        return None if gate.open else gate.opens_at or now

    def _hours(self) -> list[tuple[datetime, datetime]]:
        """From ten minutes before each hour to its end: what was due then was the hour's own."""
        sessions = self._store.sessions.recent(REMEMBERED_HOURS)
        return [(hour.started_at - NOTICE_AHEAD, hour.finished_at or hour.ends_at) for hour in sessions]

    def _quiet_until(self, now: datetime) -> datetime | None:
        """The end of the ten minutes before a planned hour; a minute more while it is about to open."""
        decision = Morning(self._store, self._rep, Planning(self._store, self._rep)).decide()
        day = decision.day
        if day is None or day.skipped_at is not None:
            return None
        if now < day.opens_at:
            return day.opens_at
        return now + AGAIN if decision.step is Step.READY else None
