"""The call bar: the hour on the right quarter of the screen while the dialer has the rest."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lch_desktop.ui.focus.outcome_row import OutcomeKeys
from lch_desktop.ui.focus.state import CardState
from lch_desktop.ui.hotkeys import KeyMap
from lch_desktop.ui.sky import paint_ground, sky_at
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Chip, ElidedLabel, HintButton, NoteEdit, PlainLabel, PrimaryButton, WrapLabel
from lch_desktop.ui.widgets.buttons import TALL


class CallBar(QWidget):
    """Name, number, timer, goal, note, the nine outcomes. Takes no focus by itself."""

    chosen = Signal(str)
    asked = Signal(str)
    note_changed = Signal(str)
    field_left = Signal()

    def __init__(self, look: ThemeHolder, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.name = ElidedLabel(look, "", "headline")
        self.name.setAccessibleName(self.tr("Lead name"))
        self.about = ElidedLabel(look, "", "body", "muted")
        self.phone = PlainLabel(look, "", "title_medium")
        self.phone.setAccessibleName(self.tr("Phone"))
        self.timer = PlainLabel(look, "", "title_medium", "sun")
        self.timer.setAccessibleName(self.tr("Call timer"))
        self.call = PrimaryButton(look, self.tr("Call"), "Enter", icon="phone", form=TALL)
        self.call.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.call.clicked.connect(lambda: self.asked.emit("call"))
        self.late = Chip(look, "promise", "")
        self.late_copy = HintButton(look, keys.key("late-text"), self.tr("Copy “running 10 minutes late”"))
        self.late_copy.clicked.connect(lambda: self.asked.emit("late-text"))
        self.show_late("", has_key=True)
        self.goal_label = PlainLabel(look, self.tr("Goal for this call"), "body", "sun")
        self.goal = WrapLabel(look, "", "title", max_lines=3)
        self.talked_label = PlainLabel(look, self.tr("Back here we talked about"), "body", "muted")
        self.talked = WrapLabel(look, "", "body", max_lines=4)
        self.note = NoteEdit(look, self.tr("What we talked about"), self.tr("Type while you talk"), lines=(4, 8))
        self.note.textChanged.connect(lambda: self.note_changed.emit(self.note.text()))
        self.note.left.connect(self.field_left)
        self.away = WrapLabel(look, self.tr("Keys go to your dialer. Click to come back."), "body", "sun")
        self.keys = OutcomeKeys(look, keys, columns=3)
        self.keys.set_small(True)
        self.keys.chosen.connect(self.chosen)
        self.whole = HintButton(look, keys.key("call-bar"), self.tr("Whole screen"))
        self.whole.clicked.connect(lambda: self.asked.emit("call-bar"))
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 32, 24, 24)
        column.setSpacing(8)
        for widget in (self.name, self.about, self.phone, self.timer):
            column.addWidget(widget)
        for under in (self.call, self.late, self.late_copy):
            column.addWidget(under, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(16)
        for widget in (self.goal_label, self.goal, self.talked_label, self.talked):
            column.addWidget(widget)
        column.addSpacing(16)
        column.addWidget(self.note)
        column.addStretch(1)
        column.addWidget(self.away)
        column.addWidget(self.keys)
        column.addWidget(self.whole, 0, Qt.AlignmentFlag.AlignLeft)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.set_active(self.isActiveWindow())

    def show_state(self, state: CardState) -> None:
        """The same lead as the card."""
        for label, text in ((self.name, state.name), (self.phone, state.phone)):
            label.setText(text)
            label.setAccessibleDescription(text)
        self.about.setText(state.about)
        self.goal.setText(state.goal)
        self.talked.setText(state.talked)
        for part in (self.talked_label, self.talked):
            part.setVisible(bool(state.talked))

    def show_timer(self, text: str, *, live: bool) -> None:
        """The running call's length; before a call its button instead."""
        self.timer.setText(text if live else "")
        self.timer.setVisible(live)
        self.call.setVisible(not live)

    def show_late(self, text: str, *, has_key: bool) -> None:
        """ "Jun promised 7:55, 6 min late" and the word for them, or nothing."""
        if text != self.late.text():
            self.late.set_chip("promise", text)
        self.late.setVisible(bool(text))
        self.late_copy.setVisible(bool(text))
        self.late_copy.set_cap_off(not has_key)

    def set_active(self, active: bool) -> None:
        """While another window has the keys, the caps are grey and a line says so."""
        self.keys.set_active(active)
        self.away.setVisible(not active)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_ground(painter, self.rect().toRectF(), sky_at(0.0))
        painter.end()
