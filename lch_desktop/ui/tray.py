"""The icon beside the clock: the program stays there for the morning when its window is closed.

Without a tray on the desktop the window is minimised instead, and stays in the list of windows.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from lch_desktop.domain.errors import LchError
from lch_desktop.domain.notices import Notice
from lch_desktop.services.there import Found
from lch_desktop.services.touches import open_touches
from lch_desktop.ui.quit_sheet import QuitSheet
from lch_desktop.ui.starter_keeper import StarterKeeper
from lch_desktop.ui.tray_state import TrayFacts, TrayState, build_tray, quit_words, touch_changes_in_s
from lch_desktop.ui.widgets.art import app_icon
from lch_desktop.words import touch_name

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusServiceWatcher

    from lch_desktop.services.there import Presence
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.main_window import MainWindow
    from lch_desktop.ui.morning.desk import MorningDesk

SNI_WATCHER = "org.kde.StatusNotifierWatcher"
TRAY_WITHIN_MS = 20_000
"""How long a start at login waits for a desktop that is still putting its panel up."""

TOLD = "tray"  # the key of the one notice


def tray_available() -> bool:
    """Whether this desktop shows tray icons."""
    return QSystemTrayIcon.isSystemTrayAvailable()


class Tray(QObject):
    """The icon with its menu, and what closing and quitting mean.

    `is_available` asks for the tray. A window that is not shown yet waits where it is closed to: there, or minimised.
    """

    def __init__(
        self,
        desk: MorningDesk,
        window: MainWindow,
        context: UiContext,
        parent: QObject | None = None,
        *,
        is_available: Callable[[], bool] = tray_available,
    ) -> None:
        super().__init__(parent)
        self._window, self._context = window, context
        self._is_available = is_available
        self._icon: QSystemTrayIcon | None = None
        self._watcher: QDBusServiceWatcher | None = None
        self._sheet: QuitSheet | None = None
        self._back = False  # the sheet has brought the window out of the tray
        self._touch_id = 0  # the one that the menu names
        self._countdown = QTimer(self, singleShot=True)
        self._countdown.timeout.connect(self.refresh)
        self._menu = QMenu()
        self._fill_menu(desk)
        self._menu.aboutToShow.connect(self.refresh)
        self._connect(desk, window)
        window.keep_alive = self._keep
        # From now on a window that goes away is not the end; only one that is really closed is.
        QApplication.setQuitOnLastWindowClosed(False)
        window.closed.connect(self._end)
        self._keeper = StarterKeeper(context, self)  # the other way to be there when the hour comes
        self._settle_in()

    def _connect(self, desk: MorningDesk, window: MainWindow) -> None:
        QShortcut(QKeySequence("Ctrl+Q"), window, self.ask_quit)
        desk.changed.connect(self.refresh)
        self._context.hub.changed.connect(self.refresh)
        window.hour_entered.connect(self.refresh, Qt.ConnectionType.QueuedConnection)  # the hour begins just after
        window.hour_entered.connect(self._give_up_question)
        desk.ready_requested.connect(self._give_up_question)

    @property
    def available(self) -> bool:
        """Whether the icon is in a tray."""
        return self._icon is not None

    @property
    def menu(self) -> QMenu:
        """The menu of the icon."""
        return self._menu

    @property
    def tooltip(self) -> str:
        """What the icon says, also where there is none."""
        return self._state().tooltip

    def refresh(self) -> None:
        """Show what is next. Costs a read of a few rows."""
        try:
            facts = self._facts()
        except LchError:  # a database that is busy: the next change says it
            return
        state = build_tray(facts, self._context.style)
        self._next.setText(state.next_line)
        self._touch.setText(state.touch_line.replace("&", "&&"))  # one alone marks a letter in a menu
        self._touch.setVisible(bool(state.touch_line))
        self._count_down(touch_changes_in_s(facts))
        self._start.setEnabled(state.can_start)
        self._skip.setEnabled(state.can_skip)
        self._quit.setEnabled(state.can_quit)
        if self._icon is not None:
            self._icon.setToolTip(state.tooltip)

    def _fill_menu(self, desk: MorningDesk) -> None:
        self._next = self._add("")
        self._next.setEnabled(False)
        self._touch = self._add("", self._open_touch)
        self._touch.setVisible(False)
        self._menu.addSeparator()
        self._start = self._add(self.tr("Start now"), desk.start_now)
        self._skip = self._add(self.tr("Skip today"), desk.ask_skip)
        self._open = self._add(self.tr("Open"), self._window.come_forward)
        self._menu.addSeparator()
        self._quit = self._add(self.tr("Quit"), self.ask_quit)

    def _count_down(self, seconds: float) -> None:
        """Look again when the minutes of the next touch read otherwise."""
        if seconds:
            self._countdown.start(int(seconds * 1000) + 1)
        else:
            self._countdown.stop()

    def _open_touch(self) -> None:
        self._window.come_forward()
        self._context.hub.touch_requested.emit(self._touch_id)

    def ask_quit(self) -> None:
        """Say what quitting means; not in the hour, which has a way out of its own."""
        if self._window.in_hour:
            return
        self._back = not self._window.isVisible()
        self._window.come_forward()
        settings, there = self._context.services.rep.settings, self._context.services.there
        self.sheet.ask(self._quit_words(by_system=settings.os_starter, at_login=settings.login_start))
        self._context.background.run(lambda _: there.look(), self._tell_truth)

    @property
    def sheet(self) -> QuitSheet:
        """The question, made when it is first asked."""
        if self._sheet is None:
            stay = self.tr("Stay in the tray") if self.available else self.tr("Stay open")
            self._sheet = QuitSheet(self._context.look, stay, self._window.centralWidget() or self._window)
            self._sheet.quit_chosen.connect(self._leave)
            self._sheet.stay_chosen.connect(self._stay)
        return self._sheet

    def close(self) -> None:
        """Take the icon away; closing the window ends the program again."""
        self._window.keep_alive = None
        QApplication.setQuitOnLastWindowClosed(True)
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None
        self._menu.deleteLater()

    # the icon

    def _settle_in(self) -> None:
        """Look for the tray: at once, or with the panel where the desktop itself is only starting.

        Qt looks for a tray on the bus once and remembers the answer for good, so it is asked when there is one.
        """
        if not self._window.isVisible() and sys.platform == "linux" and not self._watch_bus():
            QTimer.singleShot(TRAY_WITHIN_MS, self, self._settle)
            return
        self._settle()

    def _watch_bus(self) -> bool:
        """Whether there is nothing to wait for: no bus, or a tray that is there. Else `_settle` comes with the tray."""
        from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher

        bus = QDBusConnection.sessionBus()
        registered = bus.interface().isServiceRegistered(SNI_WATCHER).value() if bus.isConnected() else True
        if registered:
            return True
        self._watcher = QDBusServiceWatcher(
            SNI_WATCHER, bus, QDBusServiceWatcher.WatchModeFlag.WatchForRegistration, self
        )
        self._watcher.serviceRegistered.connect(self._settle)
        return False

    def _settle(self) -> None:
        if self._icon is not None or self._window.keep_alive is None:
            return
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        if self._is_available():
            self._put_icon()
        elif not self._window.isVisible():
            self._window.put_away(minimise=True)
        self.refresh()

    def _put_icon(self) -> None:
        icon = self._icon = QSystemTrayIcon(app_icon(), self)
        icon.setContextMenu(self._menu)
        icon.activated.connect(self._pressed)
        icon.show()

    def _pressed(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        opens = (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick)
        if reason in opens and sys.platform != "darwin":  # there the press opens the menu
            self._window.come_forward()

    def _add(self, words: str, act: Callable[[], None] | None = None) -> QAction:
        action = self._menu.addAction(words)
        if act is not None:
            action.triggered.connect(lambda: act())
        return action

    # closing and quitting

    def _keep(self) -> bool:
        """The window is being closed: put it away instead, if the rep wants that."""
        settings = self._context.services.rep.settings
        if not settings.close_to_tray:
            return False
        self._window.put_away(minimise=not self.available)
        if not settings.tray_told:
            self._tell_once()
        return True

    def _tell_once(self) -> None:
        title = self.tr("The morning still comes")
        if self.available:
            words = self.tr("Lead Conversion Hour waits beside the clock. To end it, choose Quit in its menu there.")
        else:
            words = self.tr("This desktop has no tray, so the window stays minimised in the list. Ctrl+Q ends it.")
        rep = self._context.services.rep
        try:
            rep.save(replace(rep.settings, tray_told=True))
        except LchError:
            return  # said again the next time
        self._context.hub.notice_requested.emit(Notice(TOLD, title, words, quiet=True), _ignore, _ignore)

    def _quit_words(self, *, by_system: bool, at_login: bool) -> str:
        return quit_words(self._facts(), by_system=by_system, at_login=at_login, style=self._context.style)

    def _tell_truth(self, found: Presence) -> None:
        """The settings are what the rep wants; this is what the system will do."""
        by_system, at_login = (each.found is Found.HERE for each in (found.starter, found.login))
        self.sheet.tell(self._quit_words(by_system=by_system, at_login=at_login))

    def _stay(self) -> None:
        if self._back and self.available:
            self._window.put_away(minimise=False)

    def _give_up_question(self) -> None:
        if self._sheet is not None:
            self._sheet.give_up()

    def _leave(self) -> None:
        self._window.leave()
        self._end()

    def _end(self) -> None:
        QTimer.singleShot(0, self, QApplication.quit)

    # what it says

    def _state(self) -> TrayState:
        return build_tray(self._facts(), self._context.style)

    def _facts(self) -> TrayFacts:
        services = self._context.services
        rep, last = services.rep, services.store.sessions.last()
        worked = last is not None and last.local_on == rep.today()
        skipped = bool(services.morning.skipped())
        today, plan = rep.today(), services.planning.week_plan()
        kept = services.store.mornings.get(today)
        opened = kept is not None and kept.opened_at is not None
        facts = TrayFacts(plan, rep.local(), self._window.in_hour, skipped, worked, opened, today)
        return facts if facts.in_hour else self._with_touch(facts)

    def _with_touch(self, facts: TrayFacts) -> TrayFacts:
        """The touch that is due first today; what waits longer stands on Today when its day has come."""
        midnight = datetime.combine(facts.now.date() + timedelta(days=1), time(0), facts.now.tzinfo)
        due = next(iter(open_touches(self._context.services.store, midnight, 1)), None)
        if due is None:
            return facts
        self._touch_id = due.touch.id
        name = touch_name(due.touch.kind, due.lead.shown_name)
        return replace(facts, touch=name, touch_due_at=self._context.services.rep.local(due.touch.due_at))


def _ignore(*_: object) -> None:
    """Whether it was seen, and what was pressed on it, changes nothing."""
