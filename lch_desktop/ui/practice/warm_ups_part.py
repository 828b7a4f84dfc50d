"""Behind the section "Warm-ups"."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lch_desktop.domain.errors import LchError
from lch_desktop.services.queueing import Queueing
from lch_desktop.ui.practice.warm_ups_state import build_warm_ups

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.domain.warm_ups import WarmUpKind
    from lch_desktop.ui.context import UiContext


class WarmUpsPart(QObject):
    """Three rows, read and written at once; only the names take a worker."""

    shown = Signal(object)  # a WarmUpsState

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._friends: tuple[str, ...] = ()

    def refresh(self) -> None:
        """Show today's."""
        self._show()
        if self._context.services.warm_ups.is_time:
            self._ask_for_friends()

    def _show(self) -> None:
        service, on = self._context.services.warm_ups, self._context.services.rep.today()
        is_time = service.is_time
        today = service.today() if is_time else ()
        self.shown.emit(build_warm_ups(today, on, is_on=service.is_on, is_time=is_time, friends=self._friends))

    def _ask_for_friends(self) -> None:
        """Who would be good to call: the list has to be read for that, so a worker does it."""
        rep = self._context.services.rep

        def look(store: Store) -> tuple[str, ...]:
            return tuple(lead.name for lead in Queueing(store, rep).friends())

        def take(names: tuple[str, ...]) -> None:
            if names != self._friends:
                self._friends = names
                self._show()

        self._context.tasks.run(look, take, self._context.hub.failed.emit)

    def switch(self, on: bool) -> None:
        """Want them, or not any more."""
        self._try(lambda: self._context.services.warm_ups.switch(on))
        if not on:
            self._context.hub.undo_offered.emit("Warm-ups are off.", lambda: self.switch(True))

    def tick(self, kind: WarmUpKind, done: bool, note: str) -> None:
        """Today's `kind` is done, or is not."""
        service, hub = self._context.services.warm_ups, self._context.hub
        entry_id = self._try(lambda: service.do(kind, note) if done else service.undo(kind))
        if entry_id and not done:
            hub.undo_offered.emit("Not done after all.", lambda: self._take_back(entry_id))

    def say(self, kind: WarmUpKind, note: str) -> None:
        """To whom it was; that it was done is said with it."""
        self._try(lambda: self._context.services.warm_ups.say(kind, note))

    def _take_back(self, entry_id: int) -> None:
        self._try(lambda: self._context.services.warm_ups.take_back(entry_id))

    def _try(self, act: Callable[[], int | None]) -> int:
        """Do `act` and show what is now; returns its entry of the ledger, 0 for none."""
        entry_id: int | None = 0
        try:
            entry_id = act()
        except LchError as error:
            self._context.hub.failed.emit(error)
        self.refresh()
        self._context.hub.changed.emit()
        return entry_id or 0
