"""The end of the debrief: the one thing that worked, and tomorrow's first name."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lch_desktop.ui.debrief.state import NextDay
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Card, Check, Field, PlainLabel, Select, WrapLabel

LISTED = 6


class WorkedCard(Card):
    """One line for the wins jar."""

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent=parent)
        name = self.tr("One thing that worked")
        self.set_heading(name)
        self.field = Field(look, name, self.tr("A line, a question, a time of day"), kind="underline", role="large")
        self.field.setMaxLength(300)
        self.body.addWidget(self.field)


class PackCard(Card):
    """Tomorrow's list with its first name, confirmed by one tick."""

    pack_requested = Signal(int, bool)

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent=parent)
        self.set_heading(self.tr("Pack for tomorrow"))
        label = self.tr("Tomorrow's first name")
        self._caption = PlainLabel(look, label, "caption", "muted")
        self._first = Select(look, label)
        self._first.activated.connect(self._choose)
        self._packed = Check(look, self.tr("Packed"))
        self._packed.clicked.connect(self._pack)
        self._rest = WrapLabel(look, tone="muted", max_lines=2)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self._first, 1)
        row.addWidget(self._packed)
        self.body.addWidget(self._caption)
        self.body.addLayout(row)
        self.body.addWidget(self._rest)

    def show_next_day(self, day: NextDay) -> None:
        """Show the list of `day`."""
        self.set_remark(day.heading)
        ids = [lead_id for lead_id, _ in day.names]
        self._first.clear()
        for lead_id, name in day.names:
            self._first.addItem(name, lead_id)
        if day.first_id in ids:
            self._first.setCurrentIndex(ids.index(day.first_id))
        self._packed.setChecked(day.packed)
        for widget in (self._caption, self._first, self._packed):
            widget.setVisible(bool(day.names))
        others = [name for lead_id, name in day.names if lead_id != day.first_id][:LISTED]
        if not day.names:
            self._rest.setText(self.tr("Nobody is due yet; the list fills as you import and call."))
        else:
            self._rest.setText(self.tr("then {names}").format(names=", ".join(others)) if others else "")
        self._rest.setVisible(bool(self._rest.text()))

    def _choose(self) -> None:
        if self._packed.isChecked():
            self._pack(True)

    def _pack(self, packed: bool) -> None:
        lead_id = self._first.currentData()
        if lead_id is not None:
            self.pack_requested.emit(int(lead_id), packed)
