"""The warm-ups of a day: one call, one e-mail of one sentence, one note by hand (method.md row 14).

Off until the rep wants them. They count for nothing but themselves: no day, no streak and no goal knows of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lch_desktop.domain.warm_ups import WarmUp, WarmUpKind

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.rep import Rep

LABEL = "warm-up"


@dataclass(frozen=True, slots=True)
class WarmUpOfToday:
    """One kind: what was done today, None for nothing yet, and how many there ever were."""

    kind: WarmUpKind
    done: WarmUp | None
    ever: int


class DailyWarmUps:
    """Does, undoes and counts them. Each step is one entry of the ledger, so that it can be taken back."""

    def __init__(self, store: Store, rep: Rep) -> None:
        self._store = store
        self._rep = rep

    @property
    def is_on(self) -> bool:
        """Whether the rep wants them."""
        return self._rep.settings.warm_ups

    @property
    def is_time(self) -> bool:
        """Whether they may be shown: they are wanted, and no hour is on."""
        return self.is_on and self._store.sessions.running() is None

    def switch(self, on: bool) -> None:
        """Want them, or not any more. What was done stays counted."""
        self._rep.save(replace(self._rep.settings, warm_ups=on))

    def today(self) -> tuple[WarmUpOfToday, ...]:
        """One line for each kind, in their order."""
        counts = self._store.warm_ups.counts()
        done = self._done()
        return tuple(WarmUpOfToday(kind, done.get(kind), counts.get(kind.value, 0)) for kind in WarmUpKind)

    def do(self, kind: WarmUpKind, note: str = "") -> int:
        """Today's `kind` is done; returns the entry of the ledger, 0 where it was done already."""
        if kind in self._done():
            return 0
        now = self._rep.now()
        warm_up = WarmUp(local_on=self._rep.today(), kind=kind, at=now, note=note.strip())
        with self._store.ledger.recording(LABEL, now) as entry_id:
            self._store.warm_ups.add(warm_up)
        return entry_id

    def undo(self, kind: WarmUpKind) -> int:
        """Today's `kind` is not done after all; returns the entry of the ledger, 0 where it was not."""
        done = self._done().get(kind)
        if done is None:
            return 0
        with self._store.ledger.recording(LABEL, self._rep.now()) as entry_id:
            self._store.warm_ups.delete(done.id)
        return entry_id

    def say(self, kind: WarmUpKind, note: str) -> int:
        """Keep to whom it was; what is not done yet is done by that. Returns the entry of the ledger, 0 for none."""
        done, words = self._done().get(kind), note.strip()
        if done is None:
            return self.do(kind, words) if words else 0
        if done.note == words:
            return 0
        with self._store.ledger.recording(LABEL, self._rep.now()) as entry_id:
            self._store.warm_ups.save(replace(done, note=words))
        return entry_id

    def take_back(self, entry_id: int) -> None:
        """Take one of these steps back."""
        if entry_id:
            self._store.ledger.undo(entry_id)

    def _done(self) -> dict[WarmUpKind, WarmUp]:
        """Today's, by kind; of two of a kind (an import may bring a second one) the newer."""
        return {each.kind: each for each in self._store.warm_ups.on_day(self._rep.today())}
