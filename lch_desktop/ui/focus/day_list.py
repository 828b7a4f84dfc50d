"""The list behind the card: asked for on one thread, worked out on another, taken when it still fits."""

from __future__ import annotations

from collections.abc import Callable

from lch_desktop.domain.ports import Store
from lch_desktop.services.deck import Deck, Served
from lch_desktop.services.queueing import Ordering, Snapshot
from lch_desktop.services.run_session import RunSession
from lch_desktop.ui.tasks import Tasks


class DayList:
    """Keeps the deck of the running hour up to date."""

    def __init__(self, deck: Deck, hour: RunSession, tasks: Tasks, taken: Callable[[], None]) -> None:
        self._deck, self._hour, self._tasks, self._taken = deck, hour, tasks, taken

    def first(self, opened: Callable[[], None]) -> None:
        """Work the first list out, then call `opened`."""

        def take(snapshot: Snapshot) -> None:
            if self._runs:
                self._deck.put(snapshot)
                opened()

        self._tasks.run(self._building(), take)

    def refresh(self) -> None:
        """Work the list out again behind the card."""
        if not self._runs:  # asked for after a paint that came when the hour had ended
            return
        wanted = self._deck.changed()
        self._tasks.run(self._building(), lambda snapshot: self._take(snapshot, wanted))

    def rebuild(self) -> None:
        """Work the list out at once: after an undo, or when the list seems dry."""
        self._deck.changed()
        self._deck.put(self._deck.build(self._ordering()))

    def rebuilt_next(self) -> Served:
        """What comes next in a list that is worked out at once."""
        self.rebuild()
        return self._deck.next()

    @property
    def _runs(self) -> bool:
        return self._hour.timer is not None

    def _take(self, snapshot: Snapshot, wanted: int) -> None:
        if self._runs and self._deck.put(snapshot, wanted):
            self._taken()

    def _building(self) -> Callable[[Store], Snapshot]:
        """The list as work for another thread: the hour itself is read here, on this one."""
        ordering = self._ordering()
        return lambda store: self._deck.build(ordering, store)

    def _ordering(self) -> Ordering:
        session = self._hour.session
        return Ordering(session.ends_at, self._hour.pinned(), tuple(self._hour.skipped()), session.goals.calls)
