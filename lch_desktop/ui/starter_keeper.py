"""Keeps what the system starts for the minute at the plan, whoever changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from lch_desktop.ui.context import UiContext


class StarterKeeper(QObject):
    """Looks at the start of the program, after each change, and once a day: two zones may change their clocks."""

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._seen: object = None
        context.hub.changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Have the entry rewritten where the plan has changed; costs nothing where it has not."""
        services, hub = self._context.services, self._context.hub
        settings = services.rep.settings
        if not settings.os_starter:
            self._seen = None
            return
        plan, now = services.there.plan()
        seen = (plan.zone, plan.starts, now.date())
        if seen == self._seen:
            return
        self._seen = seen
        there = services.there
        self._context.background.run(lambda _: there.keep_up(settings, plan, now), lambda _: None, hub.failed.emit)
