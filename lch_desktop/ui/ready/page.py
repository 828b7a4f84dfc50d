"""The page Ready: its view and its presenter."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
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

    def __init__(self, context: UiContext) -> None:
        super().__init__(context.focus_look)
        self._context = context
        self._presenter = ReadyPresenter(context, self.show_state)
        self._clock = QTimer(self, interval=CLOCK_MS)
        self._clock.timeout.connect(self._presenter.show)
        self.start_requested.connect(self._presenter.start)
        self.back_requested.connect(self._presenter.go_back)
        self.key_pressed.connect(self._weigh_key)

    def prepare(self, first: Entry | Lead | None, plan: PlannedHour) -> None:
        """The first call, and the numbers that Start will commit to."""
        self._presenter.prepare(first, plan)

    def on_shown(self) -> None:
        """The page came to the front; from now on its keys wait."""
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
        self._presenter.leave()

    def _weigh_key(self, key: int) -> None:
        if self._presenter.key_counts():
            self.act_on(key)
