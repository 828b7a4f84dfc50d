"""Notices that the computer is in another zone: a laptop that flew knows it minutes after it woke, without a sound."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from lch_desktop.domain.errors import LchError
    from lch_desktop.domain.ports import Store
    from lch_desktop.ui.context import UiContext

ZONE = "zone"  # the name of its looks
EVERY = timedelta(minutes=5)


class ZoneWatch(QObject):
    """Reads the system's zone now and again on a worker; whoever asks the rep about it hears `hub.changed`."""

    def __init__(
        self,
        context: UiContext,
        read: Callable[[], str],
        plan_look: Callable[[str, datetime | None], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._read, self._plan_look = context, read, plan_look
        self._is_looking = False

    def look(self) -> None:
        """Read it now, and again in five minutes."""
        self._plan_look(ZONE, self._context.services.rep.now() + EVERY)
        if not self._is_looking:
            self._is_looking = True
            self._context.background.run(self._ask, self._take, self._fail, finished=self._end)

    def _ask(self, _: Store) -> str:
        return self._read()

    def _end(self) -> None:
        """However it ended: the next look may read it."""
        self._is_looking = False

    def _fail(self, _: LchError) -> None:
        """The rep can do nothing about it, and the next look is planned."""

    def _take(self, zone: str) -> None:
        if self._context.services.rep.move_to(zone):
            self._context.hub.changed.emit()
