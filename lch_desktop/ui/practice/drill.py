"""The section "By heart": today's list, and each script with its words fading until none is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lch_desktop.ui.practice.drill_list import DrillList
from lch_desktop.ui.practice.drill_presenter import DrillPresenter
from lch_desktop.ui.practice.drill_view import DrillView
from lch_desktop.ui.practice.settle import settle

if TYPE_CHECKING:
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.practice.drill_state import DrillState, ListState


class DrillSection(QWidget):
    """The list or, in its place, the script that is being said."""

    drilling_changed = Signal(bool)  # whether a script has the page
    book_requested = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = DrillList(context.look)
        self.view = DrillView(context.look)
        self.view.hide()
        presenter = self._presenter = DrillPresenter(context, self._show_list, self._show_drill)
        self.list.begin_requested.connect(presenter.begin)
        self.list.practise_requested.connect(presenter.practise)
        self.list.book_requested.connect(self.book_requested)
        self.view.said_requested.connect(presenter.said)
        self.view.looked_requested.connect(presenter.looked)
        self.view.leave_requested.connect(presenter.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        column.addWidget(self.view)

    def on_shown(self) -> None:
        """Read again; a script that is being said stays as it is."""
        self._presenter.refresh()
        self._presenter.look_for_leads()

    def practise(self, script_id: int) -> None:
        """Go straight into one script."""
        self._presenter.practise(script_id)

    def take_keyboard(self) -> None:
        """To the words that are said, else to what begins."""
        if self._presenter.drilling:
            self.view.take_keyboard()
        else:
            self.list.take_keyboard()

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether `event` is one of this section's keys; it is accepted then."""
        if self._presenter.drilling:
            return self.view.take_key(event)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()
        if not enter or not self.list.begin.isVisible():
            return False
        event.accept()
        self.list.begin.click()
        return True

    def _show_list(self, state: ListState) -> None:
        was_drilling = not self.view.isHidden()
        self.list.show_state(state)
        self.view.hide()
        self.list.show()
        if was_drilling:
            self.drilling_changed.emit(False)
            self.list.take_keyboard()

    def _show_drill(self, state: DrillState) -> None:
        begins = self.view.isHidden()
        self.view.show_state(state)
        if begins:
            self.list.hide()
            self.view.show()
            self.drilling_changed.emit(True)
            self.view.room.fit()
            settle(self)
            self.view.take_keyboard()


def make_section(context: UiContext) -> DrillSection:
    """The section."""
    return DrillSection(context)
