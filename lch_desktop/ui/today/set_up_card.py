"""The quiet set-up card: name and dialer, each optional, gone once done or put off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lch_desktop.services.calling import PRESETS
from lch_desktop.ui.today.set_up_state import SetUpState, preset_name
from lch_desktop.ui.widgets import Card, Field, FoldBox, PlainLabel, QuietButton, SecondaryButton, Select, WrapLabel

if TYPE_CHECKING:
    from lch_desktop.ui.theme import ThemeHolder


class SetUpCard(Card):
    """Shows a SetUpState and reports what the rep does with it."""

    name_given = Signal(str)
    dialer_chosen = Signal(str)
    test_requested = Signal(str)
    answered = Signal(bool)
    close_requested = Signal()

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look, padding=(32, 16))
        self._look = look
        self.set_heading(self.tr("Two questions, when you like"))
        self.set_remark(self.tr("Start works without them"))
        self._make_fields()
        self._make_buttons()
        self._box = FoldBox(look, spacing=24, folded_spacing=12)
        self._box.add(_labelled(look, self.tr("Your name"), self._name), 3)
        self._box.add(_labelled(look, self.tr("You call with"), self._dialer), 3)
        self._test_box = _labelled(look, self.tr("Your own number"), self._number, self._test)
        self._box.add(self._test_box, 3)
        self._box.add(self._close, 0, Qt.AlignmentFlag.AlignBottom)
        self._foot = self._make_foot()
        self.body.addWidget(self._box)
        self.body.addWidget(self._foot)

    def show_state(self, state: SetUpState) -> None:
        """Show the answers so far; a field being typed in is left alone."""
        self.setVisible(state.shown)
        if not self._name.hasFocus():
            self._name.setText(state.name)
        self._show_dialer(state.dialer)
        self._test_box.setVisible(state.asks_number)
        self._sentence.setText(state.sentence)
        self._foot.setVisible(bool(state.sentence))
        self._yes.setVisible(state.asks_whether)
        self._no.setVisible(state.asks_whether)
        self._close.set_label(self.tr("Done") if state.complete else self.tr("Later"))
        self._box.refold()

    def _make_fields(self) -> None:
        look = self._look
        self._name = Field(look, self.tr("Your name"), self.tr("For the greeting and your texts"))
        self._name.editingFinished.connect(lambda: self.name_given.emit(self._name.text()))
        self._dialer = Select(look, self.tr("You call with"))
        for name, template in PRESETS.items():
            self._dialer.addItem(name, template)
        self._dialer.activated.connect(lambda row: self.dialer_chosen.emit(self._dialer.itemData(row)))
        self._number = Field(look, self.tr("Your own number"), self.tr("To try it once"))
        self._number.textChanged.connect(lambda text: self._test.setEnabled(bool(text.strip())))

    def _make_buttons(self) -> None:
        look = self._look
        self._test = SecondaryButton(look, self.tr("Test"))
        self._test.setEnabled(False)
        self._test.clicked.connect(lambda: self.test_requested.emit(self._number.text()))
        self._sentence = WrapLabel(look, "", "body", "muted")
        self._yes = SecondaryButton(look, self.tr("Yes"))
        self._yes.clicked.connect(lambda: self.answered.emit(True))
        self._no = SecondaryButton(look, self.tr("No"))
        self._no.clicked.connect(lambda: self.answered.emit(False))
        self._close = QuietButton(look, self.tr("Later"))
        self._close.clicked.connect(self.close_requested)

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._sentence)
        row.addWidget(self._yes)
        row.addWidget(self._no)
        row.addStretch(1)
        return foot

    def _show_dialer(self, template: str) -> None:
        """Choose the preset; a template of the rep's own gets an entry with its own text."""
        at = self._dialer.findData(template)
        if at < 0 and not preset_name(template):
            self._dialer.addItem(template, template)
            at = self._dialer.count() - 1
        self._dialer.setCurrentIndex(at)


def _labelled(look: ThemeHolder, label: str, *parts: QWidget) -> QWidget:
    """Controls under a caption that names the first of them."""
    caption = PlainLabel(look, label, "caption", "muted")
    caption.setBuddy(parts[0])
    box = QWidget()
    box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(caption)
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(parts[0], 1)
    for part in parts[1:]:
        row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
    column.addLayout(row)
    return box
