"""The page Ready: its view and its presenter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent

from lch_desktop.domain.leads import Lead
from lch_desktop.domain.queue import Entry
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.ui.appearance import focus_theme
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.ready.presenter import ReadyPresenter
from lch_desktop.ui.ready.view import ReadyView

CLOCK_MS = 10_000  # the time shown is a minute's: this is close enough


class ReadyPage(ReadyView):
    """Opened by the morning, full screen, in the palette of the hour."""

    came_up = Signal()  # once after each `on_shown`: it is on the screen
    got_keyboard = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__(context.focus_look)
        self._context = context
        self._presenter = ReadyPresenter(context, self.show_state)
        self._clock = QTimer(self, interval=CLOCK_MS)
        self._clock.timeout.connect(self._presenter.show)
        self.start_requested.connect(self._presenter.start)
        self.back_requested.connect(self._presenter.go_back)
        self.key_pressed.connect(self._weigh_key)
        self.painted.connect(self._come_up, Qt.ConnectionType.QueuedConnection)  # nothing is written while painting
        self.mouse_counts = self._presenter.mouse_counts
        self._is_coming = False

    def prepare(self, first: Entry | Lead | None, plan: PlannedHour, *, back_to: str = "Today") -> None:
        """The first call, the numbers that Start will commit to, and the page behind "Not now"."""
        self._presenter.prepare(first, plan, back_to)

    def leave(self) -> None:
        """What it shows is of another time: when it comes up, it looks for its first call, and its keys wait."""
        self._presenter.leave()

    def weigh_key(self) -> bool:
        """Whether a key pressed now, also on a sheet over the page, is meant; it counts as typing either way."""
        return self._presenter.key_counts()

    def offer(self, *, may_delay: bool) -> None:
        """Called by the morning before it shows the page: "Skip today" and, once a day, "In 5 minutes"."""
        self._presenter.offer(may_delay=may_delay)

    def on_shown(self) -> None:
        """The page came to the front; from now on its keys wait."""
        self._is_coming = True
        look, settings = self._context.focus_look, self._context.services.rep.settings
        look.set_theme(focus_theme(settings, self.screen().size()))
        self._presenter.appear()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()
        if not event.spontaneous():  # minimised, it is still the page in front
            self._presenter.leave()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self._presenter.get_keyboard()
            self.got_keyboard.emit()
        if event.type() == QEvent.Type.ShortcutOverride and not self._presenter.would_count():
            event.accept()  # typing on, no shortcut of the window: the key comes again, and is weighed
            return True
        return super().event(event)

    def _come_up(self) -> None:
        if self._is_coming:
            self._is_coming = False
            self.came_up.emit()

    def _weigh_key(self, key: int) -> None:
        if self.weigh_key():
            self.act_on(key)
