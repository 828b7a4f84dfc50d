"""What stands under the band once the store was read: the leads, and beside them promises, touches and callers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lch_desktop.ui.today.cards import CallBacksCard, LeadsCard, PromisesCard, TouchesCard
from lch_desktop.ui.widgets import FoldBox

if TYPE_CHECKING:
    from lch_desktop.ui.theme import ThemeHolder
    from lch_desktop.ui.today.state import Lists

SIDE_WIDTH = 400
LEADS_WIDTH = 520
ANY_WIDTH = 16_777_215  # what Qt takes for no limit


class TodayLists(FoldBox):
    """Two columns, one where the window is narrow."""

    star_toggled = Signal(int, bool)
    touch_pressed = Signal(int)
    touches_pressed = Signal(object)  # their ids
    lead_pressed = Signal(int)
    who_pressed = Signal()

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look, spacing=16, folded_spacing=16)
        self._leads = LeadsCard(look)
        self._leads.star_toggled.connect(self.star_toggled)
        touches, call_backs = TouchesCard(look), CallBacksCard(look)
        touches.touch_pressed.connect(self.touch_pressed)
        touches.all_pressed.connect(self.touches_pressed)
        call_backs.lead_pressed.connect(self.lead_pressed)
        call_backs.who_pressed.connect(self.who_pressed)
        self._cards = (PromisesCard(look), touches, call_backs)
        self._side = QWidget()
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for card in self._cards:
            column.addWidget(card)
        column.addStretch(1)
        self.add(self._leads, 1, Qt.AlignmentFlag.AlignTop, needs=LEADS_WIDTH)
        self.add(self._side, needs=SIDE_WIDTH)
        self.turned.connect(self._set_width)
        look.changed.connect(self._set_width)
        self._set_width()

    def show_state(self, lists: Lists) -> None:
        """Show what was read."""
        self._leads.show_state(lists)
        for card in self._cards:
            card.show_state(lists)
        self.refold()

    def _set_width(self) -> None:
        """Beside the leads the cards are as wide as ever; below them they have the whole row."""
        width = self._look.theme.px(SIDE_WIDTH)
        self._side.setMinimumWidth(0 if self.folded else width)
        self._side.setMaximumWidth(ANY_WIDTH if self.folded else width)
