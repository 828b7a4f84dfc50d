"""Behind the card "There in the morning": what the system has is asked on a worker, and changed there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lch_desktop.domain.errors import LchError
from lch_desktop.messages import sentence
from lch_desktop.ui.settings.there_state import LOGIN, STARTER, build_there

if TYPE_CHECKING:
    from lch_desktop.domain.settings import Settings
    from lch_desktop.services.there import Presence
    from lch_desktop.ui.context import UiContext


def _tray_there() -> bool:
    from lch_desktop.ui.tray import tray_available

    return tray_available()


class TherePart(QObject):
    """Part of the settings' presenter."""

    shown = Signal(object)  # a ThereState
    refused = Signal(str, str)  # the setting, a sentence; "" takes an older one away

    def __init__(
        self, context: UiContext, parent: QObject | None = None, *, has_tray: Callable[[], bool] = _tray_there
    ) -> None:
        super().__init__(parent)
        self._context, self._has_tray = context, has_tray
        self._found: Presence | None = None
        self._tray = False
        self._asked = False
        self._switching: dict[str, bool] = {}

    def refresh(self) -> None:
        """Show what is known; the system is asked once for each showing of the page."""
        if not self._asked:
            self._asked = True
            self._tray = self._has_tray()
            self._look()
        self._show()

    def left(self) -> None:
        """The page was left."""
        self._asked = False

    def switch(self, name: str, on: bool) -> None:
        """Switch `name`. What stands in the system is only kept as a setting once it is there."""
        self.refused.emit(name, "")
        if name not in (LOGIN, STARTER):
            self._save(name, on)
            return
        there = self._context.services.there
        plan, now = there.plan()
        self._switching[name] = on
        self._show()

        def work(_: object) -> Presence:
            if name == LOGIN:
                there.set_login(on)
            else:
                there.set_starter(on, plan, now)
            return there.look()

        self._context.background.run(
            work, lambda found: self._switched(name, on, found), lambda error: self._failed(name, error)
        )

    # inside

    @property
    def _settings(self) -> Settings:
        return self._context.services.rep.settings

    def _look(self) -> None:
        there = self._context.services.there
        self._context.background.run(lambda _: there.look(), self._take)

    def _take(self, found: Presence) -> None:
        self._found = found
        self._show()

    def _switched(self, name: str, on: bool, found: Presence) -> None:
        self._switching.pop(name, None)
        self._found = found
        self._save(name, on)

    def _failed(self, name: str, error: LchError) -> None:
        self._switching.pop(name, None)
        self._look()
        self._show()
        self.refused.emit(name, sentence(error))

    def _show(self) -> None:
        self.shown.emit(build_there(self._settings, self._found, has_tray=self._tray, asked=self._switching))

    def _save(self, name: str, on: bool) -> None:
        settings = replace(self._settings, **{name: on})  # type: ignore[arg-type]
        if settings != self._settings:
            self._context.hub.tried(lambda: self._context.services.rep.save(settings))
        self._show()
        self._context.hub.changed.emit()
