"""What is to practise today, and the rest of the book."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.practice.drill_state import ListRow, ListState
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import (
    TALL,
    Card,
    ElidedLabel,
    PrimaryButton,
    QuietButton,
    Rule,
    SecondaryButton,
    WrapLabel,
)


class DrillList(QWidget):
    """Shows a ListState; reports what is to be practised."""

    begin_requested = Signal()
    practise_requested = Signal(int)
    book_requested = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._today = Card(look, " ")
        self._sentence = WrapLabel(look, "", "body", "muted")
        self._rows = _Rows(look)
        self.begin = PrimaryButton(look, " ", self.tr("Enter"), form=TALL)
        self.begin.clicked.connect(self.begin_requested)
        self._write = SecondaryButton(look, self.tr("Write the first script"))
        self._write.clicked.connect(self.book_requested)
        for widget in (self._sentence, self._rows):
            self._today.body.addWidget(widget)
        self._today.body.addSpacing(4)
        self._today.body.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        self._today.body.addWidget(self._write, 0, Qt.AlignmentFlag.AlignLeft)
        self._rest_card = Card(look, self.tr("All scripts"))
        self._rest = _Rows(look)
        self._rest.practise_requested.connect(self.practise_requested)
        self._rest_card.body.addWidget(self._rest)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._today)
        column.addWidget(self._rest_card)

    def show_state(self, state: ListState) -> None:
        """Show the lists."""
        invite = self.tr("Write one script in your own words, and learn it in two minutes a day.")
        self._today.set_heading(self.tr("Nothing to practise yet") if state.invite else state.heading)
        self._sentence.setText(invite if state.invite else state.sentence)
        self._sentence.setVisible(bool(self._sentence.text()))
        self._rows.show_rows(state.today, can_practise=False)
        self.begin.set_label(state.begin)
        self.begin.setVisible(bool(state.begin))
        self._write.setVisible(state.invite)
        self._rest.show_rows(state.rest, can_practise=True)
        self._rest_card.setVisible(bool(state.rest))

    def take_keyboard(self) -> None:
        """To what comes next."""
        for button in (self.begin, self._write):
            if button.isVisibleTo(self):
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self._rest.take_keyboard()


class _Rows(QWidget):
    """A list of scripts under hairlines; rows are used again, so that the keyboard stays where it is."""

    practise_requested = Signal(int)

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._look = look
        self._rows: list[_Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_rows(self, rows: Sequence[ListRow], *, can_practise: bool) -> None:
        while len(self._rows) < len(rows):
            row = _Row(self._look, is_first=not self._rows)
            row.practise_requested.connect(self.practise_requested)
            self._rows.append(row)
            self._column.addWidget(row)
        for at, row in enumerate(self._rows):
            if at < len(rows):
                row.show_row(rows[at], can_practise=can_practise)
            row.setVisible(at < len(rows))

    def take_keyboard(self) -> None:
        if self._rows:
            self._rows[0].practise.setFocus(Qt.FocusReason.OtherFocusReason)


class _Row(QWidget):
    practise_requested = Signal(int)

    def __init__(self, look: ThemeHolder, *, is_first: bool) -> None:
        super().__init__()
        self._script_id = 0
        self._name = ElidedLabel(look, "", "body_medium")
        self._standing = ElidedLabel(look, "", "body", "muted")
        self._standing.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.practise = QuietButton(look, self.tr("Practise"))
        self.practise.clicked.connect(lambda: self.practise_requested.emit(self._script_id))
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self._name, 3)
        line.addWidget(self._standing, 2)
        line.addWidget(self.practise)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if not is_first:
            column.addWidget(Rule())
        column.addLayout(line)
        self._look = look
        look.changed.connect(self._apply_look)
        self._apply_look()

    def show_row(self, row: ListRow, *, can_practise: bool) -> None:
        self._script_id = row.script_id
        self._name.setText(f"{row.kind}: {row.name}")
        self._standing.setText(row.standing)
        self.practise.setVisible(can_practise)
        self.practise.setAccessibleDescription(f"{row.kind}: {row.name}")

    def _apply_look(self) -> None:
        self.setMinimumHeight(self._look.theme.px(44))
