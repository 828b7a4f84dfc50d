"""Where the shield meets the window: made ready on a worker after the first paint, and joined to the hour."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lch_desktop.domain.settings import Settings
    from lch_desktop.services.bundle import Services
    from lch_desktop.shield_desk import Desk
    from lch_desktop.shield_orders import Orders
    from lch_desktop.shield_parts import ShieldParts
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.hour_shield import HourShield
    from lch_desktop.ui.hub import Hub
    from lch_desktop.ui.main_window import MainWindow
    from lch_desktop.ui.tasks import Tasks

PREPARE_MS = 2000  # after the first paint: the first look at the page comes first


class Readiness:
    """The barriers and the orders, and every import of the hour's shield: some 170 ms, on whatever thread is first."""

    def __init__(self, data_dir: Path, windowing: Callable[[], str]) -> None:
        self._data_dir, self._windowing = data_dir, windowing
        self._lock = threading.Lock()
        self._made: tuple[ShieldParts, Orders] | None = None

    def get(self) -> tuple[ShieldParts, Orders]:
        """The parts; waits for a thread that is about to make them."""
        with self._lock:
            if self._made is None:
                from lch_desktop.shield_orders import Orders
                from lch_desktop.shield_parts import build_parts, lists

                self._made = build_parts(self._data_dir, self._windowing()), Orders(lists)
            return self._made

    def prepare(self, settings: Settings) -> None:
        """Everything that an hour with `settings` will ask for."""
        import lch_desktop.platforms.front_window
        import lch_desktop.services.watch
        import lch_desktop.shield_desk
        import lch_desktop.ui.cover
        import lch_desktop.ui.focus.watch
        import lch_desktop.ui.hour_shield  # noqa: F401  so that the GUI thread finds them imported

        _, orders = self.get()
        orders.prepare(settings)


class ShieldRoom:
    """One desk and one follower of the hour. `tasks` is a worker of their own: a barrier may take seconds."""

    def __init__(self, data_dir: Path, services: Services, hub: Hub, tasks: Tasks) -> None:
        self._data_dir, self._services, self._hub, self._tasks = data_dir, services, hub, tasks
        self._joined: tuple[UiContext, MainWindow] | None = None
        self._ready = Readiness(data_dir, _windowing)
        self._is_prepared = False

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
            self._begin()
        elif (self._data_dir / NAME).exists():
            self._when_prepared(lambda: self._desk.restore())
        else:
            QTimer.singleShot(PREPARE_MS, window, lambda: self._when_prepared(lambda: None))

    @cached_property
    def _desk(self) -> Desk:
        from lch_desktop.shield_desk import Desk, Windows

        parts, orders = self._ready.get()
        windows = Windows(lambda: self._hour.cover_standing(), lambda: self._hour.print_sign())
        return Desk(parts, orders, self._services, self._hub, self._tasks, self._data_dir, windows)

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
        self._when_prepared(self._begin_hour)

    def _begin_hour(self) -> None:
        if self._joined is not None and self._joined[1].in_hour:  # a list may be dry at once
            self._hour.begin()

    def _when_prepared(self, then: Callable[[], None]) -> None:
        """`then`, once the worker has made everything ready; at once where it has."""
        if self._is_prepared:
            then()
            return
        settings = self._services.rep.settings

        def done(_: None) -> None:
            self._is_prepared = True
            then()

        self._tasks.run(lambda _: self._ready.prepare(settings), done)

    def _close(self) -> None:
        if "_desk" in self.__dict__:
            self._desk.close()


def _windowing() -> str:
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication.platformName()
