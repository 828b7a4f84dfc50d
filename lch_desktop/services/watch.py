"""What Watch saw, written into the hour: leaving, and what was blocked. Entries of the block list, never a title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.shield import is_under
from lch_desktop.domain.watching import Began, Ended, Event
from lch_desktop.domain.work import host_of

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.rep import Rep

BLOCKED, LEFT, WAITED = "blocked", "left", "waited"
SAVE_EVERY_S = 15.0
MOST_ATTEMPTS = 200  # of one site in one hour: a page that loads itself again and again is no news


@dataclass(frozen=True, slots=True)
class _Open:
    """The entry that is being written: where, since when, on both clocks."""

    id: int
    started_at: datetime
    at_s: float
    reason: str
    saved_s: float


class WatchBook:
    """The interruptions of one hour. No entry stays without an end on disk, so a crash leaves none open."""

    def __init__(self, store: Store, rep: Rep, session_id: int) -> None:
        self._store = store
        self._rep = rep
        self._session_id = session_id
        self._open: _Open | None = None

    def write(self, events: Iterable[Event], at_s: float, lead_id: int) -> None:
        """Keep what `Watching.seen` told at `at_s`, the clock's elapsed seconds, while `lead_id` was on the card."""
        for event in events:
            if isinstance(event, Began):
                self._begin(event, at_s, lead_id)
            elif isinstance(event, Ended):
                self._end(event.at_s)
        if self._open is not None and at_s - self._open.saved_s >= SAVE_EVERY_S:
            self._save(at_s)

    def merge_attempts(self, totals: Mapping[str, object], entries: Iterable[str], lead_id: int) -> int:
        """Count what the browser extension blocked; returns how many attempts were new.

        `totals`: site -> attempts in this hour so far; the same totals again add nothing, also after a restart.
        A site that is on none of `entries`, the hour's block list, is not written: addresses stay in the browser.
        """
        wanted = tuple(entries)
        known = self._store.sessions.interruptions(self._session_id)
        now, added = self._rep.now(), 0
        with self._store.transaction():
            for entry, total in _by_entry(totals, wanted).items():
                done = sum(
                    one.kind == BLOCKED and one.reason == entry and one.ended_at == one.started_at for one in known
                )
                for _ in range(min(total, MOST_ATTEMPTS) - done):
                    row = self._store.sessions.add_interruption(self._session_id, BLOCKED, now, lead_id)
                    self._store.sessions.end_interruption(row.id, now, entry)
                    added += 1
        return added

    def keep_waited(self, count: int) -> int:
        """So many notices waited until the hour was over; returns how many rows that made."""
        now = self._rep.now()
        with self._store.transaction():
            row = self._store.sessions.add_interruption(self._session_id, WAITED, now, 0)
            self._store.sessions.end_interruption(row.id, now, str(count))
        return 1

    def _begin(self, event: Began, at_s: float, lead_id: int) -> None:
        started_at = self._rep.now() - timedelta(seconds=max(0.0, at_s - event.at_s))
        with self._store.transaction():
            row = self._store.sessions.add_interruption(self._session_id, event.kind, started_at, lead_id)
            self._open = _Open(row.id, started_at, event.at_s, event.entry, at_s)
            self._save(at_s)

    def _end(self, at_s: float) -> None:
        if self._open is not None:
            self._save(at_s)
        self._open = None

    def _save(self, at_s: float) -> None:
        """Write the end as it stands; by the elapsed time, since somebody may set the wall clock meanwhile."""
        one = self._open
        if one is None:
            return
        ended_at = one.started_at + timedelta(seconds=max(0.0, at_s - one.at_s))
        self._store.sessions.end_interruption(one.id, ended_at, one.reason)
        self._open = _Open(one.id, one.started_at, one.at_s, one.reason, at_s)


def _by_entry(totals: Mapping[str, object], entries: tuple[str, ...]) -> dict[str, int]:
    """The attempts by entry of the block list; what is no number of times, or on no list, is left out."""
    sums = dict[str, int]()
    for site, count in totals.items():
        name = site.lower()
        entry = name if name in entries else _entry_of(host_of(name), entries)
        if entry and isinstance(count, int) and count > 0:
            sums[entry] = sums.get(entry, 0) + count
    return sums


def _entry_of(host: str, entries: tuple[str, ...]) -> str:
    """The narrowest whole site that `host` belongs to, "" for none."""
    return max((each for each in entries if "/" not in each and is_under(host, each)), key=len, default="")
