"""The pages of the hour and their presenter, made together when an hour is first started."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtWidgets import QStackedWidget

from lch_desktop.domain.session import FocusSession
from lch_desktop.services.queueing import Snapshot
from lch_desktop.ui.appearance import focus_theme
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.focus.presenter import OVER, FocusPresenter
from lch_desktop.ui.focus.resistance import ResistancePage
from lch_desktop.ui.focus.screen import Screen
from lch_desktop.ui.focus.view import FocusPage
from lch_desktop.ui.hotkeys import KeyMap
from lch_desktop.ui.theme import apply_theme


class HourRoom(QObject):
    """Focus and the Resistance moment in the window's stack."""

    screen_requested = Signal()
    bar_requested = Signal(bool)
    debrief_requested = Signal(object)
    shield_asked = Signal()  # the rep wants the shield down
    page_opened = Signal(int, str)  # of this lead, for this call

    def __init__(self, context: UiContext, stack: QStackedWidget) -> None:
        super().__init__()
        self._context, self._stack = context, stack
        self._keys: tuple[tuple[str, str], ...] = context.services.rep.settings.keys
        self.was_bar = False
        self._room = QSize()  # the screen that the text was last fitted to
        self._make()
        context.focus_look.changed.connect(self._apply_look)

    def _make(self) -> None:
        look = self._context.focus_look
        keys = KeyMap(self._keys)
        self.page = FocusPage(look, keys)
        self.page.installEventFilter(self)
        self.moment = ResistancePage(look)
        self._apply_look()
        for page in (self.page, self.moment):
            self._stack.addWidget(page)
        self.screen = Screen(self._context, self.page, self.moment)
        self.presenter = FocusPresenter(self._context, self.screen, keys)
        self.presenter.finished.connect(self._finish)
        self.presenter.resistance_met.connect(lambda: self._stack.setCurrentWidget(self.moment))
        self.presenter.resistance_left.connect(self._back_to_card)
        self.presenter.shield_asked.connect(self.shield_asked)
        self.presenter.page_opened.connect(self.page_opened)
        self.presenter.bar_requested.connect(self._set_bar)

    def _apply_look(self) -> None:
        for page in (self.page, self.moment):
            apply_theme(page, self._context.focus_look.theme)

    @property
    def in_hour(self) -> bool:
        """Whether the hour has the window."""
        return self.presenter.mode != OVER

    def enter(self, snapshot: Snapshot | None) -> None:
        """Take the whole screen and open the card. `snapshot` saves working the list out twice."""
        keys = self._context.services.rep.settings.keys
        if keys != self._keys:
            self._keys = keys
            for page in (self.page, self.moment):
                self._stack.removeWidget(page)
                page.deleteLater()
            self._make()
        self._fit(self.page.screen().size())
        self._stack.setCurrentWidget(self.page)
        self.screen_requested.emit()
        self.presenter.begin(snapshot)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another screen, or the same one with another resolution: the text is as large as that one allows."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.ScreenChangeInternal) and self.in_hour:
            room = self.page.screen().size()
            if room != self._room:
                self._fit(room)
        return super().eventFilter(watched, event)

    def be_wary(self) -> None:
        """The hour came up by itself: what is being typed elsewhere must not reach it."""
        self.presenter.guards.be_wary()

    def tell(self, words: str) -> None:
        """One line on the card's page."""
        self.screen.tell(words)

    def _fit(self, room: QSize) -> None:
        self._room = room
        self._context.focus_look.set_theme(focus_theme(self._context.services.rep.settings, room))

    def _back_to_card(self) -> None:
        self._stack.setCurrentWidget(self.page)
        self.page.setFocus()

    def _set_bar(self, shown: bool) -> None:
        if shown != self.was_bar:
            self.was_bar = shown
            self.screen.set_bar(shown)
            self.bar_requested.emit(shown)

    def _finish(self, session: FocusSession) -> None:
        self.debrief_requested.emit(session)
        self._context.hub.changed.emit()
