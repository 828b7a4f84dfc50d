"""One question on the ground: a few keys, maybe one line to type. Esc goes back without an answer."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.focus.fear_row import FearRow
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Check, ElidedLabel, Field, PlainLabel, PrimaryButton, QuietButton, SlotButton
from lch_desktop.ui.widgets.buttons import TALL

MOST_OPTIONS = 5


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: what it says, and a second line."""

    title: str
    second: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked. `name` tells the questions apart; `field` is the label of the line, "" for none."""

    name: str
    title: str
    options: tuple[Option, ...] = ()
    field: str = ""
    placeholder: str = ""
    tick: str = ""
    ticked: bool = False
    save: str = ""  # the primary button, "" where a key is enough
    type_first: bool = False  # the line has the keyboard at once
    remark: str = ""
    line: str = ""  # what stands in the line already


class ChoicePanel(QFrame):
    """Shows a Question and tells the answer."""

    option_chosen = Signal(int)
    text_changed = Signal(str)
    saved = Signal(str)
    left = Signal()
    field_left = Signal()
    options_changed = Signal()  # the panel is higher or lower now

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question: Question | None = None
        self.title = ElidedLabel(look, "", "title")
        self.remark = PlainLabel(look, "", "body", "muted")
        self.options = [SlotButton(look, "", key_cap=str(n + 1)) for n in range(MOST_OPTIONS)]
        self.field_label = PlainLabel(look, "", "body", "muted")
        self.field = Field(look, "")
        self.tick = Check(look, "", "Y")
        self.save = PrimaryButton(look, "", "Enter", form=TALL)
        self.back = QuietButton(look, self.tr("Back"), "Esc", tone="muted")
        self.fear = FearRow(look)
        self._connect()
        self._lay_out()

    @property
    def question(self) -> Question | None:
        """What is being asked now."""
        return self._question

    @property
    def option_count(self) -> int:
        """How many answers there are to choose from."""
        return sum(not button.isHidden() for button in self.options)

    @property
    def answer(self) -> str:
        """What stands in the line."""
        return self.field.text()

    @property
    def ticked(self) -> bool:
        """Whether the question has a tick and it is set."""
        return bool(self._question and self._question.tick) and self.tick.isChecked()

    def ask(self, question: Question) -> None:
        """Show `question`."""
        self._question = question
        self.setAccessibleName(question.title)
        self.title.setText(question.title)
        self.set_remark(question.remark)
        self.fear.show_fear("")
        self.set_options(question.options)
        for widget in (self.field, self.field_label):
            widget.setVisible(bool(question.field))
        self.field_label.setText(question.field)
        self.field_label.setAccessibleName(self.tr("In words"))  # the field has the whole name, alone
        self.field.setAccessibleName(question.field)
        self.field.setPlaceholderText(question.placeholder)
        self.field.setText(question.line)
        self.tick.setVisible(bool(question.tick))
        self.tick.set_label(question.tick)
        self.tick.setChecked(question.ticked)
        self.save.setVisible(bool(question.save))
        self.save.set_label(question.save)
        if question.type_first:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_typing(self, typing: bool) -> None:
        """In the line a digit is text: the caps say which keys choose there."""
        for n, button in enumerate(self.options):
            button.set_cap_text(f"Ctrl {n + 1}" if typing else str(n + 1))
        self.tick.set_cap_text("" if typing else "Y")

    def set_options(self, options: tuple[Option, ...]) -> None:
        """Other answers to the same question (people found while letters are typed)."""
        for n, button in enumerate(self.options):
            button.setVisible(n < len(options))
            if n < len(options):
                button.set_slot(options[n].title, options[n].second)
                button.setAccessibleName(options[n].title)
                button.setAccessibleDescription(options[n].second)
        self.options_changed.emit()

    def set_remark(self, text: str) -> None:
        """One muted line beside the title: what the typed text was understood as, or what is missing."""
        self.remark.setText(text)

    def _connect(self) -> None:
        for n, button in enumerate(self.options):
            button.clicked.connect(lambda _=False, place=n: self.option_chosen.emit(place))
        self.field.textEdited.connect(self.text_changed)
        self.field.returnPressed.connect(lambda: self.saved.emit(self.field.text()))
        self.field.left.connect(self.field_left)
        self.save.clicked.connect(lambda: self.saved.emit(self.field.text()))
        self.back.clicked.connect(self.left)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.title)
        head.addWidget(self.remark)
        head.addStretch(1)
        row = self._option_row = QHBoxLayout()
        row.setSpacing(12)
        for button in self.options:
            row.addWidget(button, 1)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self.field_label)
        line.addWidget(self.field, 1)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.tick)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.fear)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (head, row, line, foot):
            column.addLayout(part)
        column.addStretch(1)
