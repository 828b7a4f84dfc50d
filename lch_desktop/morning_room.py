"""Where the morning meets the window: after the first paint, and after a worker has imported what is slow."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from lch_desktop.domain.errors import LchError
from lch_desktop.domain.notices import Notice
from lch_desktop.services.morning import DUE

if TYPE_CHECKING:
    from datetime import date

    from lch_desktop.domain.leads import Lead
    from lch_desktop.domain.notices import Delivery
    from lch_desktop.domain.ports import Store
    from lch_desktop.domain.shield import Standing
    from lch_desktop.scheduling.bridge import MorningScheduler
    from lch_desktop.services.run_session import PlannedHour
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.leads import LeadsPage
    from lch_desktop.ui.main_window import MainWindow
    from lch_desktop.ui.morning.board import OwnWindow
    from lch_desktop.ui.morning.desk import MorningDesk
    from lch_desktop.ui.morning.skip_sheet import SkipSheet
    from lch_desktop.ui.plan import PlanPage
    from lch_desktop.ui.ready import ReadyPage

APP_NAME = "Lead Conversion Hour"
SHIELD = "shield"  # the key of the notice of what it needs
CALL_OUT_MS = 3000  # a desktop may take its time to bring the window to the front
PREPARE_MS = 5000  # the notice comes first; and just after the start the shield's own worker does
GIVE_BACK_MS = 2000  # the start is over: what it needed and does not need any more
SETTLE_MS = 200  # changes come in bunches: one look for all of them


class MorningRoom(QObject):
    """One scheduler, one desk and what hangs on them, joined to one window."""

    looked = Signal()

    def __init__(
        self, context: UiContext, window: MainWindow, data_dir: Path, closers: list[Callable[[], None]]
    ) -> None:
        super().__init__(window)
        self._context, self._window, self._data_dir = context, window, data_dir
        self._closers: list[Callable[[], None]] = []
        self._sheets: dict[bool, SkipSheet] = {}  # whether it lies over Ready
        self._came_from = ""  # where the window was before the morning brought it: "tray", "list" or ""
        self._planned_on: PlanPage | None = None  # what Ready begins was planned there
        self._coming_on: date | None = None  # the page was asked for that day, and did not come up yet
        self._is_starting = False
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self.look)
        closers.append(self.close)  # before the workers: nothing new is begun

    def follow(self, *, watch_zone: bool = False) -> None:
        """Begin, once a worker has imported what is slow. `watch_zone`: the system's zone may change, and counts."""
        self._begin()
        # Whatever became of the imports, and of the disk that a worker opens first: a morning without is worse.
        self._context.background.run(_load, lambda _: None, lambda _: None, finished=lambda: self._build(watch_zone))

    def close(self) -> None:
        """End everything that waits, listens or shows itself; any number of times."""
        self._settling.stop()
        while self._closers:
            self._closers.pop()()

    def look(self) -> None:
        """Something changed: whatever depends on it looks again."""
        if self._closers:
            self._desk.look()
            self._due.look()
            self.looked.emit()

    # made once

    def _begin(self) -> None:
        with suppress(LchError):  # a busy disk: the next change of the clock, or the next start, does it
            self._context.services.morning.begin()

    def _build(self, watch_zone: bool) -> None:
        from lch_desktop.platforms.notices import make_notices
        from lch_desktop.platforms.presence import make_presence
        from lch_desktop.scheduling.bridge import MORNING, MorningScheduler
        from lch_desktop.ui.morning.board import NoticeBoard
        from lch_desktop.ui.morning.calendar_keeper import CalendarKeeper
        from lch_desktop.ui.morning.desk import MorningDesk
        from lch_desktop.ui.morning.due import DueNotices
        from lch_desktop.ui.tray import Tray

        context, window = self._context, self._window
        self._presence = make_presence(os.environ)
        scheduler = self.scheduler = MorningScheduler(context.services.rep.clock, self)
        self._notices = make_notices(APP_NAME, os.environ)
        board = NoticeBoard(self._notices, self._record, self._own_window, self)
        context.hub.notice_requested.connect(board.show)  # the test notice of the settings
        self._desk = MorningDesk(
            context,
            board,
            self._presence,
            lambda at: scheduler.plan(MORNING, at),
            self,
            is_taken=self.is_taken,
            prepare=lambda: QTimer.singleShot(PREPARE_MS, self, self._prepare_shield),
        )
        self._due = DueNotices(context, board, scheduler.plan, lambda: window.in_hour, self, presence=self._presence)
        self._calendar = CalendarKeeper(context, self)
        self._closers += [scheduler.close, board.close]
        self._tray = Tray(self._desk, window, context, self)
        self._closers.append(self._tray.close)
        self._connect_desk(self._desk)
        self._connect_time(scheduler)
        if watch_zone:
            self._watch_zone(scheduler)
        self.look()
        QTimer.singleShot(GIVE_BACK_MS, self, self._give_back)

    def _give_back(self) -> None:
        """From here on the program waits for its minute: what only the start needed of memory goes back."""
        from lch_desktop.platforms.memory import give_back_free_memory

        if self._closers:
            self._context.services.store.forget_pages()
            give_back_free_memory()

    def _connect_desk(self, desk: MorningDesk) -> None:
        context, window = self._context, self._window
        desk.ready_requested.connect(self._open_ready)
        desk.start_requested.connect(self._start)
        desk.window_requested.connect(window.come_forward)
        desk.skip_asked.connect(self._ask_skip)
        desk.put_off.connect(self._leave_ready)
        self._due.open_requested.connect(self._open_lead)
        self._due.touch_requested.connect(self._open_touch)
        window.hour_entered.connect(self._enter_hour)
        context.hub.changed.connect(self._settling.start)
        context.hub.failed.connect(self._show_failure)

    def _connect_time(self, scheduler: MorningScheduler) -> None:
        from lch_desktop.scheduling.wake import SleepListener, system_bus

        scheduler.look_due.connect(self._desk.look)
        scheduler.due.connect(self._look_at_due)
        scheduler.woke.connect(self._wake)
        listener = SleepListener(system_bus(), self)
        listener.woke.connect(scheduler.look)
        listener.woke.connect(self._wake)
        listener.start()
        self._closers.append(listener.close)

    def _watch_zone(self, scheduler: MorningScheduler) -> None:
        from lch_desktop.platforms.select import system_zone_now
        from lch_desktop.ui.morning.zone_watch import ZONE, ZoneWatch

        watch = ZoneWatch(self._context, system_zone_now, scheduler.plan, self)
        scheduler.woke.connect(watch.look)
        scheduler.due.connect(lambda name: watch.look() if name == ZONE else None)
        watch.look()

    # time

    def _wake(self) -> None:
        """After a sleep, or a clock that was set: what was written by a clock that was ahead is forgotten first."""
        self._begin()
        self.look()

    def _look_at_due(self, name: str) -> None:
        if name == DUE:
            self._due.look()

    def is_taken(self) -> bool:
        """Whether an hour or today's debrief has the window. A debrief left open over night gives way."""
        if self._window.in_hour:
            return True
        if self._window.front != "Debrief":
            return False
        last = self._context.services.store.sessions.last()
        return last is not None and last.local_on == self._context.services.rep.today()

    # the window

    def _open_ready(self) -> None:
        if not self._hide_sheets():  # which may have brought the window here
            self._came_from = self._place()
        page = cast("ReadyPage", self._window.page("Ready"))
        if not page.property("wired"):
            self._wire_ready(page)
        today = self._context.services.rep.today()
        if self._window.front != "Ready" or self._coming_on != today:  # else the same page is asked for again
            page.leave()  # it may have been left in front yesterday
            self._forget_plan()
        if self._window.front == "Plan":
            page.prepare(*self._take_plan(), back_to="Plan")
        self._coming_on = today
        page.offer(may_delay=self._desk.may_delay())
        self._window.show_page("Ready")
        self._window.raise_()
        self._window.activateWindow()

    def _wire_ready(self, page: ReadyPage) -> None:
        page.setProperty("wired", True)
        page.came_up.connect(self._note_opened)
        page.got_keyboard.connect(self._desk.seen)
        page.delay_requested.connect(self._desk.delay)
        page.skip_requested.connect(self._desk.ask_skip)
        self._tray.sheet.set_guard(lambda: self._window.front != "Ready" or page.weigh_key())

    def _hide_sheets(self) -> bool:
        """Whether there was one: no question of another moment lies over what comes up now."""
        shown = [sheet for sheet in self._sheets.values() if sheet.isVisible()]
        for sheet in shown:
            sheet.hide()
        return bool(shown)

    def _take_plan(self) -> tuple[Lead | None, PlannedHour]:
        self._planned_on = cast("PlanPage", self._window.page("Plan"))
        return self._planned_on.hand_over()

    def _forget_plan(self) -> None:
        plan, self._planned_on = self._planned_on, None
        if plan is not None:
            plan.forget_order()

    def _note_opened(self) -> None:
        self._coming_on = None
        self._desk.opened()
        QTimer.singleShot(CALL_OUT_MS, self, self._call_out)

    def _call_out(self) -> None:
        """Some desktops let no window come to the front by itself: then a notice says that it is time."""
        if self._closers and self._window.front == "Ready" and not self._window.isActiveWindow():
            self._desk.call_out()

    def _leave_ready(self) -> None:
        """Put off: the window goes back to where it was, out of the way of what the rep is doing."""
        if self._window.front != "Ready":
            return
        self._window.show_page("Plan" if self._planned_on is not None else "Today")
        self._go_back()

    def _start(self) -> None:
        self._is_starting = True
        if self._window.front == "Plan":
            self._window.start_hour(self._take_plan()[1])
        else:
            self._window.start_by_command(0)

    def _enter_hour(self) -> None:
        if self._is_starting:  # whoever types an e-mail at that moment logs no call
            self._window.room.be_wary()
        self._is_starting = False
        self._hide_sheets()
        self._forget_plan()
        self._desk.opened()
        self._desk.look()

    def _show_failure(self, _: object) -> None:
        """An hour that cannot begin says why in the window, so the window must be there."""
        if self._is_starting:
            self._is_starting = False
            self._window.come_forward()

    def _ask_skip(self) -> None:
        over_ready = self._window.front == "Ready"
        if over_ready not in self._sheets:
            self._sheets[over_ready] = self._make_sheet(over_ready)
        if not over_ready:
            self._came_from = self._place()
        self._window.come_forward()
        self._sheets[over_ready].ask()

    def _make_sheet(self, over_ready: bool) -> SkipSheet:
        """In the colours of the page under it: Ready is dark whatever the shell is."""
        from lch_desktop.ui.morning.skip_sheet import SkipSheet
        from lch_desktop.ui.theme import apply_theme

        context, home = self._context, self._window.centralWidget()
        assert home is not None
        look = context.focus_look if over_ready else context.look
        sheet = SkipSheet(look, context.services.rep.clock.elapsed_s, home)
        if over_ready:
            apply_theme(sheet, look.theme)
            look.changed.connect(lambda: apply_theme(sheet, look.theme))
        sheet.chosen.connect(self._skip)
        sheet.left.connect(self._go_back)
        sheet.short_requested.connect(self._start_short)
        return sheet

    def _start_short(self) -> None:
        from lch_desktop.services.run_session import PlannedHour

        short = self._context.services.planning.short_hour()
        self._context.hub.start_requested.emit(PlannedHour(short.minutes, short.goals))

    def _skip(self, reason: str) -> None:
        if self._window.front == "Ready":
            self._window.show_page("Today")
        self._forget_plan()
        self._desk.skip(reason)

    def _open_lead(self, lead_id: int) -> None:
        """A notice of a promise was pressed; 0: of several, which Today lists."""
        self._window.come_forward()
        if self._window.in_hour:
            return
        if not lead_id:
            self._window.show_page("Today")
            return
        self._window.show_page("Leads")
        cast("LeadsPage", self._window.page("Leads")).open_on(lead_id)

    def _open_touch(self, touch_id: int) -> None:
        """A notice of one touch was pressed."""
        self._window.come_forward()
        self._context.hub.touch_requested.emit(touch_id)

    def _place(self) -> str:
        if not self._window.isVisible():
            return "tray"
        return "list" if self._window.windowState() & Qt.WindowState.WindowMinimized else ""

    def _go_back(self) -> None:
        if self._window.front == "Ready":  # the sheet lay over it
            return
        came_from, self._came_from = self._came_from, ""
        if came_from:
            self._window.put_away(minimise=came_from == "list")

    # what hangs on it

    def _record(self, delivery: Delivery) -> None:
        with suppress(LchError):  # doctor then knows less; the morning goes on
            self._context.services.morning.record(delivery)

    def _own_window(self) -> OwnWindow:
        from lch_desktop.platforms.sounds import SoftSound, make_player
        from lch_desktop.ui.morning.notice_window import NoticeWindow

        rep = self._context.services.rep
        player = make_player(self._data_dir, os.environ)
        return NoticeWindow(self._context.look, SoftSound(player, lambda: rep.settings.sound, self._presence.busy))

    def _prepare_shield(self) -> None:
        """Ask every barrier once before the hour, and say what needs a look while there is time for it."""
        shield = self._context.shield
        if shield is not None:
            with suppress(LchError):
                shield.preflight(self._tell_of_shield)

    def _tell_of_shield(self, standings: Sequence[Standing]) -> None:
        """In the window, and as a quiet notice where the system shows one: our own window belongs to the hour."""
        from lch_desktop.ui.shield.preflight_state import news_of

        rep, shield = self._context.services.rep, self._context.shield
        news = news_of(standings, shield.conflicts(rep.settings), rep.settings, rep.today()) if shield else ""
        if news:
            self._context.hub.told.emit(news)
            notice = Notice(SHIELD, self.tr("Before your hour"), news, quiet=True)
            self._notices.show(notice, lambda _: None, lambda *_: None)


def _load(_: Store) -> None:
    """Import what is needed at once, or later in a hurry, on the worker's thread."""
    import lch_desktop.platforms.notices
    import lch_desktop.platforms.presence
    import lch_desktop.platforms.sounds
    import lch_desktop.scheduling.bridge
    import lch_desktop.scheduling.wake
    import lch_desktop.ui.morning.calendar_keeper
    import lch_desktop.ui.morning.desk
    import lch_desktop.ui.morning.due
    import lch_desktop.ui.morning.notice_window
    import lch_desktop.ui.morning.skip_sheet
    import lch_desktop.ui.ready
    import lch_desktop.ui.tray  # noqa: F401
