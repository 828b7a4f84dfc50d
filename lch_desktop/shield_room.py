"""Where the shield meets the window: made when it is first needed, which is after the first paint."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lch_desktop.services.bundle import Services
    from lch_desktop.shield_desk import Desk
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.hour_shield import HourShield
    from lch_desktop.ui.hub import Hub
    from lch_desktop.ui.main_window import MainWindow
    from lch_desktop.ui.tasks import Tasks


class ShieldRoom:
    """One desk and one follower of the hour. `tasks` is a worker of their own: a barrier may take seconds."""

    def __init__(self, data_dir: Path, services: Services, hub: Hub, tasks: Tasks) -> None:
        self._data_dir, self._services, self._hub, self._tasks = data_dir, services, hub, tasks
        self._joined: tuple[UiContext, MainWindow] | None = None

    def make_desk(self) -> Desk:
        """The desk; the same one each time."""
        return self._desk

    def follow(self, context: UiContext, window: MainWindow, closers: list[Callable[[], None]]) -> None:
        """Go with the hour of `window`. Without one, what an earlier hour has left is taken down now."""
        from PySide6.QtCore import QTimer

        from lch_desktop.shield.journal import NAME

        self._joined = (context, window)
        window.hour_entered.connect(lambda: QTimer.singleShot(0, window, self._begin))  # the first card comes first
        closers.insert(1, self._close)  # between the workers and the store
        if window.in_hour:
            self._hour.begin()
        elif (self._data_dir / NAME).exists():
            self._desk.restore()

    @cached_property
    def _desk(self) -> Desk:
        from PySide6.QtGui import QGuiApplication

        from lch_desktop.shield_desk import Desk, Windows
        from lch_desktop.shield_parts import build_parts

        parts = build_parts(self._data_dir, QGuiApplication.platformName())
        windows = Windows(lambda: self._hour.cover_standing(), lambda: self._hour.print_sign())
        return Desk(parts, self._services, self._hub, self._tasks, self._data_dir, windows)

    @cached_property
    def _hour(self) -> HourShield:
        from lch_desktop.ui.cover import Cover
        from lch_desktop.ui.hour_shield import HourShield

        assert self._joined is not None
        context, window = self._joined
        made = HourShield(context, window, self._desk, Cover(context.focus_look, window))
        self._desk.lowered_early.connect(made.given_up)
        window.shield_lowered.connect(made.lowered_outside)
        window.closed.connect(made.end)
        return made

    def _begin(self) -> None:
        if self._joined is not None and self._joined[1].in_hour:  # a list may be dry at once
            self._hour.begin()

    def _close(self) -> None:
        if "_desk" in self.__dict__:
            self._desk.close()
