"""The debrief: what the hour came to, and packing for tomorrow."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent

from lch_desktop.domain.session import FocusSession
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.debrief.presenter import DebriefPresenter
from lch_desktop.ui.debrief.view import DebriefView
from lch_desktop.ui.exporting import CrmPresenter
from lch_desktop.ui.exporting.places import ask_path
from lch_desktop.ui.hotkeys import KeyMap


class DebriefPage(DebriefView):
    """The page with its presenter. `finished` is emitted once the rep is done with it."""

    finished = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__(context.look)
        self._context = context
        self._presenter = DebriefPresenter(context, self)
        presenter = self._presenter
        presenter.state_changed.connect(self.show_state)
        presenter.next_day_changed.connect(self.show_next_day)
        presenter.finished.connect(self.finished)
        self.finish_requested.connect(lambda worked, by_key: presenter.finish(worked, by_key=by_key))
        self.undo_requested.connect(presenter.undo)
        self.redo_requested.connect(presenter.redo)
        self.touch_ticked.connect(presenter.set_touch_done)
        self.touch_pressed.connect(presenter.open_touch)
        self.texts_pressed.connect(presenter.hand_off_texts)
        self.who_pressed.connect(context.hub.caller_requested)
        self.later_ticked.connect(presenter.set_later_done)
        self.pack_requested.connect(presenter.pack)
        self.copy_pressed.connect(presenter.copy_texts)
        self._crm = CrmPresenter(context, lambda proposed, kinds: ask_path(self, proposed, kinds), self)
        self._crm.state_changed.connect(self.crm.show_state)
        self.crm.save_requested.connect(self._crm.save)
        self.crm.copy_requested.connect(self._crm.copy)
        self.crm.copy_call_requested.connect(self._crm.copy_call)
        presenter.state_changed.connect(lambda _state: self._crm.refresh())

    def show_session(self, session: FocusSession) -> None:
        """Tell the hour of `session`."""
        self.set_keys(KeyMap(self._context.services.rep.settings.keys))
        self._presenter.open_session(session)
        self.begin(session.worked)

    def on_shown(self) -> None:
        """Read again: the page came to the front, or something changed."""
        self.set_keys(KeyMap(self._context.services.rep.settings.keys))
        self._presenter.refresh()

    def give_way(self) -> None:
        """Another hour takes the window: this one is closed for good, with the line as it stands."""
        self._presenter.close(self.worked)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._presenter.keep_line(self.worked)


def make_page(context: UiContext) -> DebriefPage:
    """The page of product.md section 3.10."""
    return DebriefPage(context)
