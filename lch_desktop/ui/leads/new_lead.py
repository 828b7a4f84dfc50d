"""The short form for one more lead."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.leads.deeds import NewLead
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Field, PlainLabel, PrimaryButton, ProblemLine, QuietButton


class NewLeadPane(QWidget):
    """Name, company, phone, e-mail. Enter saves, Esc leaves."""

    save_requested = Signal(object)  # a NewLead
    show_requested = Signal(int)  # the lead that has the number already
    left = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scroll_body")
        self._holder_id = 0
        self._fields = {
            "name": Field(look, self.tr("Name")),
            "company": Field(look, self.tr("Company")),
            "phone": Field(look, self.tr("Phone number")),
            "email": Field(look, self.tr("E-mail")),
        }
        self._problem = ProblemLine(look)
        self._problem.fix_requested.connect(lambda: self.show_requested.emit(self._holder_id))
        self._problem.hide()
        self._save = PrimaryButton(look, self.tr("Save"), self.tr("Enter"))
        self._save.clicked.connect(self._ask_save)
        cancel = QuietButton(look, self.tr("Cancel"), "Esc")
        cancel.clicked.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(4)
        column.addWidget(PlainLabel(look, self.tr("New lead"), "title"))
        column.addSpacing(8)
        for field in self._fields.values():
            field.left.connect(self.left)
            column.addWidget(PlainLabel(look, field.accessibleName(), "caption", "muted"))
            column.addWidget(field)
            column.addSpacing(8)
        column.addWidget(self._problem)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self._save)
        row.addWidget(cancel)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def begin(self) -> None:
        """Empty fields, the keyboard in the first."""
        for field in self._fields.values():
            field.clear()
        self._problem.hide()
        self._fields["name"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_problem(self, sentence: str, holder_id: int) -> None:
        """Say why it is not saved yet."""
        self._holder_id = holder_id
        self._problem.set_problem(sentence, self.tr("Show") if holder_id else "")
        self._problem.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            if not event.isAutoRepeat():
                self._ask_save()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _ask_save(self) -> None:
        texts = {name: " ".join(field.text().split()) for name, field in self._fields.items()}
        self.save_requested.emit(NewLead(**texts))
