"""The page Today: its view and its presenter, and the clock that moves its words once a minute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from lch_desktop.ui.today.presenter import TodayPresenter
from lch_desktop.ui.today.view import TodayView

if TYPE_CHECKING:
    from lch_desktop.ui.context import UiContext

MINUTE_S = 60


class TodayPage(TodayView):
    """Home: the hour, the streak, who is hot and what was promised."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context.look)
        self._context = context
        self._presenter = TodayPresenter(context, self.show_state)
        self._presenter.morning.is_seen = self.isVisible
        self._was_away = True  # another page was in front since the keyboard was taken
        self._is_behind = False
        self._minute = QTimer(self, singleShot=True)
        self._minute.timeout.connect(self._pass_minute)
        self._connect_band()
        self.set_up_made.connect(self._presenter.set_up.join)
        self.newer_pressed.connect(self._presenter.newer_file.act)
        self.morning_pressed.connect(self._presenter.morning.act)
        self.growth_pressed.connect(self._presenter.answer_growth)
        self.clear_deck_pressed.connect(context.hub.clear_deck_requested)

    def on_shown(self) -> None:
        """The page came to the front, or something changed while it was there."""
        self._presenter.refresh()
        # Qt hands the focus of a page that comes back to any child of it; only a refresh leaves it where it is.
        if self._was_away or not self._has_keyboard(self.window().focusWidget()):
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # so that Enter starts the hour
        self._was_away = False

    def _has_keyboard(self, focused: QWidget | None) -> bool:
        """Whether the keyboard is on the page, or in a sheet that lies over it."""
        while focused is not None and focused.property("over") is None:
            if focused is not self and self.isAncestorOf(focused):
                return True
            focused = focused.parentWidget()
        return focused is not None and focused.isVisible()

    def fetch_newer_file(self) -> None:
        """Bring in what is newer where the last file came from."""
        self._presenter.newer_file.fetch()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._wait_for_minute()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._was_away = self._was_away or self.isHidden()  # not where only the window went
        self._minute.stop()

    def _connect_band(self) -> None:
        band, presenter, hub = self.band, self._presenter, self._context.hub
        self.touch_pressed.connect(hub.touch_requested)
        self.touches_pressed.connect(hub.touches_requested)
        self.lead_pressed.connect(hub.lead_requested)
        self.who_pressed.connect(hub.caller_requested)
        band.start_requested.connect(presenter.start)
        band.plan_requested.connect(presenter.plan_first)
        band.import_requested.connect(presenter.import_file)
        band.samples_requested.connect(presenter.add_samples)
        band.short_requested.connect(presenter.take_short_hour)
        band.minutes_changed.connect(presenter.set_minutes)
        band.goal_changed.connect(presenter.set_goal)
        self.star_toggled.connect(presenter.star)
        self.samples_out_requested.connect(presenter.remove_samples)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate and self._is_behind:  # it was minimised for a minute or more
            self._is_behind = False
            self._presenter.minute_passed()
        return super().event(event)

    def _pass_minute(self) -> None:
        if self.window().isMinimized():  # nobody looks: reading the list anew costs a tenth of a second
            self._is_behind = True
        else:
            self._presenter.minute_passed()
        self._wait_for_minute()

    def _wait_for_minute(self) -> None:
        """Until the wall clock's next full minute."""
        second = self._context.services.rep.now().second
        self._minute.start((MINUTE_S - second) * 1000)
