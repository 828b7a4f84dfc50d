"""The card "Notices": a test notice, and in words what became of the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from lch_desktop.ui.settings.rows import SettingRow
from lch_desktop.ui.widgets import Card, ProblemLine, SecondaryButton, WrapLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from lch_desktop.ui.settings.notices_state import NoticesState
    from lch_desktop.ui.theme import ThemeHolder


class NoticesCard(Card):
    """One button and one line."""

    send_requested = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent=parent)
        self.set_heading(self.tr("Notices"))
        self._send = SecondaryButton(look, self.tr("Send a test notice"))
        self._send.clicked.connect(self.send_requested)
        when = self.tr("Ten minutes before the hour, and quietly for what you promised outside it")
        self._row = SettingRow(look, when, self._send, " ")
        self._line = ProblemLine(look, "", self.tr("Try again"), parent=self)
        self._line.fix_requested.connect(self.send_requested)
        self._line.hide()
        self._asked = WrapLabel(look, "", "body", "muted")
        self._asked.hide()
        self.body.addWidget(self._row)
        self.body.addWidget(self._asked)
        self.body.addWidget(self._line)

    def show_state(self, state: NoticesState) -> None:
        """Show `state`."""
        self._row.set_remark(state.last)
        self._send.setEnabled(state.can_send)
        is_plain = state.is_well and not state.is_seen
        if state.is_seen:
            self._line.set_fixed(state.line)
        else:
            self._line.set_problem(state.line, self.tr("Try again"))
        self._asked.setText(state.line)
        self._asked.setVisible(is_plain and bool(state.line))
        self._line.setVisible(not is_plain and bool(state.line))
        self._line.setAccessibleName(state.line)
