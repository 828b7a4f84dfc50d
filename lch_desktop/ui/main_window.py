"""The one window: a sidebar and pages, and the whole screen while the hour runs.

Pages are made when they are first asked for, so that the first paint waits only for Today.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from lch_desktop.domain.errors import LchError, RuleError
from lch_desktop.messages import sentence
from lch_desktop.ui.day_words import hour_words
from lch_desktop.ui.sidebar import Sidebar
from lch_desktop.ui.widgets.toast import Toast
from lch_desktop.ui.window_keys import action_of, file_of
from lch_desktop.ui.window_place import WindowPlace

if TYPE_CHECKING:  # the hour is imported when the first one starts
    from lch_desktop.domain.ports import Store
    from lch_desktop.domain.session import FocusSession
    from lch_desktop.services.queueing import Snapshot
    from lch_desktop.services.run_session import PlannedHour
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.hour_room import HourRoom

SIDEBAR_PAGES = frozenset({"Today", "Plan", "Leads", "Review", "Practice", "Settings", "Import"})
PARENTS = {"Plan": "Today", "Import": "Leads"}  # pages that have no button of their own in the sidebar
BAR_SHARE = 4  # the call bar is a quarter of the screen
LEAST_BAR = 480


class Page(Protocol):
    """What every page can do."""

    def on_shown(self) -> None: ...


PageMaker = Callable[[], QFrame]


class MainWindow(QMainWindow):
    """Holds the pages; knows which one is in front."""

    first_shown = Signal()  # just before it is
    hour_entered = Signal()
    closed = Signal()
    shield_lowered = Signal()  # by another program

    def __init__(self, context: UiContext, makers: dict[str, PageMaker], place: WindowPlace) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Lead Conversion Hour"))
        self.setObjectName("page")
        self.setMinimumSize(480, 480)
        self.setAcceptDrops(True)
        self._context, self._makers, self._place = context, makers, place
        self._pages: dict[str, QFrame] = {}
        self._front = ""
        self._was_shown = False
        self._room: HourRoom | None = None
        self.keep_alive: Callable[[], bool] | None = None  # set by the tray: whether closing only puts it away
        self.sidebar = Sidebar(context.look)
        self.sidebar.page_requested.connect(self.show_page)
        self.stack = QStackedWidget()
        home = QWidget()
        row = QHBoxLayout(home)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(self.stack, 1)
        self.setCentralWidget(home)
        self._toast = Toast(home, context.look)
        self._undo: Callable[[], object] | None = None
        self._toast.undo_requested.connect(self._take_back)
        self._connect_hub()
        self._show_rep()

    # pages

    def open_home(self) -> None:
        """Show the window with Today, where it stood last time."""
        self._place.put(self)
        self.show_page("Today")
        self.show()

    def come_forward(self) -> None:
        """To the front, from wherever it is: behind others, minimised, or in the tray."""
        if not self._front:
            self.open_home()
        elif not self.isVisible():
            self._place.put(self)
            self.show()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def put_away(self, *, minimise: bool) -> None:
        """Out of sight: into the tray, or the list of windows. The Ready page gives the screen back first."""
        if not self._front:
            self._place.put(self)
        if self._front in ("", "Ready"):
            self.show_page("Today")
        if minimise:
            self.showMinimized()
        else:
            self.hide()

    def leave(self) -> None:
        """The program ends: from now on closing is closing."""
        self.keep_alive = None

    def show_page(self, name: str) -> None:
        """Bring a page to the front; it is made when it was not there yet."""
        if self._room is not None and self._room.in_hour:
            return
        page = self.page(name)
        if name == "Ready":
            self._close_debrief()
        self._fill_screen(name == "Ready")
        self._front = name
        self.stack.setCurrentWidget(page)
        self.sidebar.show_page(PARENTS.get(name, name))
        self.sidebar.setVisible(name in SIDEBAR_PAGES)
        cast(Page, page).on_shown()

    def page(self, name: str) -> QFrame:
        """The page `name`, made if need be."""
        if name not in self._pages:
            page = self._makers[name]()
            self._pages[name] = page
            self.stack.addWidget(page)
        return self._pages[name]

    @property
    def front(self) -> str:
        """The name of the page in front."""
        return self._front

    @property
    def in_hour(self) -> bool:
        """Whether the hour has the window."""
        return self._room is not None and self._room.in_hour

    def _refresh(self) -> None:
        self._show_rep()
        if self._front in self._pages and not (self._room is not None and self._room.in_hour):
            cast(Page, self._pages[self._front]).on_shown()

    def _show_rep(self) -> None:
        rep = self._context.services.rep
        self.sidebar.show_rep(rep.name, hour_words(rep.settings))

    # the hour

    @property
    def room(self) -> HourRoom:
        """The pages of the hour, made when they are first needed."""
        if self._room is None:
            from lch_desktop.ui.hour_room import HourRoom

            self._room = HourRoom(self._context, self.stack)
            self._room.screen_requested.connect(self._take_screen)
            self._room.bar_requested.connect(self._take_bar)
            self._room.debrief_requested.connect(self._show_debrief)
        return self._room

    def start_hour(self, plan: PlannedHour) -> None:
        """Commit to the plan and open the first card; says why when nobody can be called."""
        services = self._context.services

        def build(store: Store) -> Snapshot:
            services.scripts.get_ready(store)
            return services.queueing.build(store=store)

        self._context.tasks.run(build, lambda snapshot: self._started(plan, snapshot))

    def resume_hour(self) -> bool:
        """Go on with an hour that was interrupted, or show the debrief it still owes; False for neither."""
        sessions = self._context.services.store.sessions
        if sessions.running() is None and ((last := sessions.last()) is None or last.debriefed_at is not None):
            return False  # most mornings: all that the hour needs can be imported after the first paint
        session = self._context.services.hour.restore()
        if session is not None and session.running:
            self.room.enter(None)
            return True
        owed = session or self._context.services.hour.owed_debrief()
        if owed is not None:
            self._show_debrief(owed)
        return owed is not None

    def _started(self, plan: PlannedHour, snapshot: Snapshot) -> None:
        services = self._context.services
        count = services.queueing.callable_count(snapshot)
        try:
            if not count:
                from lch_desktop.ui.ready.nobody import why_nobody

                why = why_nobody(services.queueing, snapshot, services.rep, self._context.style, services.store)
                raise RuleError("nobody-callable", why=why)
            services.hour.start(plan, count)
        except LchError as error:
            self._context.hub.failed.emit(error)
            return
        self.room.enter(snapshot if not plan.pinned else None)

    def _show_debrief(self, session: FocusSession) -> None:
        from lch_desktop.ui.debrief import DebriefPage

        self._leave_screen()
        if session.end_reason == "time" and self._context.services.rep.settings.sound:
            QApplication.beep()  # the one tone of the hour; the page that opens says the same
        page = cast(DebriefPage, self.page("Debrief"))
        if not page.property("wired"):
            page.finished.connect(lambda: self.show_page("Today"))
            page.setProperty("wired", True)
        page.show_session(session)
        self.show_page("Debrief")
        if not self.isVisible():  # a start that owes the debrief of an hour which ended without it
            self._place.put(self)
            self.show()
        page.setFocus()

    def _close_debrief(self) -> None:
        """A debrief that another hour takes the window from is over: what was typed there is kept."""
        if self._front == "Debrief":
            from lch_desktop.ui.debrief import DebriefPage

            cast(DebriefPage, self.page("Debrief")).give_way()

    # the screen

    def _fill_screen(self, fill: bool) -> None:
        """Ready has the whole screen, also where it was minimised; leaving it gives the screen back."""
        if fill:
            if self._front != "Ready":
                self._place.keep(self)
            self.showFullScreen()
        elif self._front == "Ready" and self.isFullScreen():
            self.showNormal()
            self._place.put(self)

    def _take_screen(self) -> None:
        self._place.keep(self)
        self.sidebar.hide()
        self._toast.dismiss()
        self._close_debrief()
        self._front = "Focus"
        self.showFullScreen()
        self.hour_entered.emit()

    def _take_bar(self, shown: bool) -> None:
        """The right quarter of the screen, beside the dialer; or all of it again."""
        screen = self.screen()
        if screen is None:
            return
        if not shown:
            if not self.isFullScreen():
                self._place.put(self)  # what the system goes back to after the hour: the window's place, not the bar's
                self.showFullScreen()
            return
        room = screen.availableGeometry()
        width = max(LEAST_BAR, room.width() // BAR_SHARE)
        self.showNormal()
        self.setGeometry(QRect(room.right() - width + 1, room.top(), width, room.height()))

    def _leave_screen(self) -> None:
        if self.isFullScreen() or (self._room is not None and self._room.was_bar):
            self.showNormal()
            self._place.put(self)

    def _clear_deck(self) -> None:
        """To the promises that were not kept, all of them chosen."""
        self.show_page("Leads")
        clear = getattr(self.page("Leads"), "clear_the_deck", None)
        if clear is not None and self._front == "Leads":
            clear()

    # messages

    def _connect_hub(self) -> None:
        hub = self._context.hub
        hub.page_requested.connect(self.show_page)
        hub.start_requested.connect(self.start_hour)
        hub.changed.connect(self._refresh)
        hub.clear_deck_requested.connect(self._clear_deck)
        hub.told.connect(self.tell)
        hub.undo_offered.connect(self.offer_undo)
        hub.failed.connect(lambda error: self.tell(sentence(error)))

    def tell(self, words: str) -> None:
        """One sentence at the foot of the page in front."""
        self._undo = None
        if self._room is not None and self._room.in_hour:
            self._room.tell(words)
        else:
            self._toast.show_message(words)

    def offer_undo(self, words: str, undo: Callable[[], object]) -> None:
        """One sentence with a way back."""
        self._undo = undo
        self._toast.show_message(words, self.tr("Undo"), "" if self._front == "Ready" else "Z")

    @property
    def offers_undo(self) -> bool:
        """Whether a toast stands there that takes something back."""
        return self._undo is not None and self._toast.isVisible()

    def hear(self, message: str) -> None:
        """What another program sent: raise, changed, start N, shield-lowered."""
        word, _, rest = message.partition(" ")
        if word == "changed":
            self._context.services.rep.reload()
            if self._room is not None and self._room.in_hour:
                self._room.presenter.on_changed_outside()
            self._context.hub.changed.emit()
            return
        if word == "shield-lowered":
            self.shield_lowered.emit()
            return
        self.come_forward()
        if word == "start" and not (self._room is not None and self._room.in_hour):
            self.start_by_command(int(rest) if rest.isdigit() else 0)

    def start_by_command(self, minutes: int) -> None:
        """`lch start`: straight into the hour, with the plan that would be proposed."""
        from lch_desktop.services.run_session import PlannedHour

        proposal = self._context.services.planning.proposal(minutes)
        self.start_hour(PlannedHour(proposal.minutes, proposal.goals))

    def _take_back(self) -> None:
        self._toast.dismiss()
        if self._undo is not None:
            undo, self._undo = self._undo, None
            undo()
            self._context.hub.changed.emit()

    # Qt

    def setVisible(self, visible: bool) -> None:
        if visible and not self._was_shown:
            self._was_shown = True
            self.first_shown.emit()
        super().setVisible(visible)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = action_of(event, self._front, self._context.services.rep.settings.keys, offers_undo=self.offers_undo)
        if action == "search":
            self.show_page("Leads")
            getattr(self.page("Leads"), "focus_search", lambda: None)()
        elif action == "called-back":
            self._context.hub.caller_requested.emit()
        elif action == "undo":
            self._take_back()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = self._dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self._context.hub.import_requested.emit(str(path))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            QTimer.singleShot(0, self, self.notice_changes)
        super().changeEvent(event)

    def notice_changes(self) -> None:
        """Another program may have written while this window was behind others."""
        version = self._context.services.store.version()
        if version != self._place.seen_version:
            first = self._place.seen_version is None
            self._place.seen_version = version
            if not first:
                self.hear("changed")

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._room is not None and self._room.in_hour:
            self._room.presenter.stop()
        else:
            self._place.keep(self)
            if self.keep_alive is not None and self.keep_alive():
                event.ignore()
                return
        self.closed.emit()
        super().closeEvent(event)

    def _dropped(self, event: QDropEvent) -> Path | None:
        """The file in hand, where this page lets go of the window for it: not in the hour, nor in its debrief."""
        return file_of(event) if self._front in SIDEBAR_PAGES and not self.in_hour else None
