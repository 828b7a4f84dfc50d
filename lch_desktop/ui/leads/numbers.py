"""The numbers of one lead: read out, and changed, retired or removed where they stand."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from lch_desktop.ui.leads.state import PhoneLine
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import SMALL, Field, IconButton, PrimaryButton, QuietButton, WrapLabel


class NumbersBox(QWidget):
    """Shows PhoneLines and under them `place`; every number has its own small menu, one field adds and changes."""

    save_requested = Signal(int, str)  # the number's id (0: a new one), the text
    mark_requested = Signal(int, bool)  # its id, wrong or not
    confirm_requested = Signal(int)
    remove_requested = Signal(int)

    def __init__(self, look: ThemeHolder, place: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rows: list[_NumberRow] = []
        self._editing = -1  # the id of the number in the field, 0 for a new one, -1 for none
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._field = _NumberField(look)
        self._field.saved.connect(self._save)
        self._field.left.connect(self.close_field)
        self._field.hide()
        self._add = QuietButton(look, self.tr("Add a number"), icon="plus")
        self._add.clicked.connect(lambda: self._open_field(0, ""))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._column)
        column.addWidget(place)
        column.addWidget(self._field)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_phones(self, phones: tuple[PhoneLine, ...], *, same: bool) -> None:
        """Show the numbers; what is being typed stays while it is the `same` lead."""
        while len(self._rows) < len(phones):
            row = _NumberRow(self._look)
            row.menu_requested.connect(self._open_menu)
            self._rows.append(row)
            self._column.addWidget(row)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(phones))
            if place < len(phones):
                row.show_phone(phones[place], first=place == 0)
        if not same or (all(phone.phone_id != self._editing for phone in phones) and self._editing > 0):
            self.close_field()

    def show_problem(self, sentence: str) -> None:
        """Say why a number was not taken."""
        self._field.show_problem(sentence)

    def close_field(self) -> None:
        """Leave the field without saving."""
        focus = QApplication.focusWidget()
        had_keyboard = focus is not None and self._field.isAncestorOf(focus)
        self._editing = -1
        self._field.hide()
        self._add.show()
        if had_keyboard:
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_field(self, phone_id: int, text: str) -> None:
        self._editing = phone_id
        self._add.hide()
        self._field.begin(text)

    def _save(self, text: str) -> None:
        phone_id = self._editing
        self._field.show_problem("")
        self.save_requested.emit(phone_id, text)
        if not self._field.has_problem and self._editing == phone_id:
            self.close_field()

    def _open_menu(self, phone: PhoneLine, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("What to do with this number"))
        menu.addAction(self.tr("Change")).triggered.connect(lambda: self._open_field(phone.phone_id, phone.raw))
        if not phone.certain:
            menu.addAction(self.tr("It is right")).triggered.connect(
                lambda: self.confirm_requested.emit(phone.phone_id)
            )
        if not phone.never:
            words = self.tr("It is right after all") if phone.wrong else self.tr("Wrong number")
            menu.addAction(words).triggered.connect(lambda: self.mark_requested.emit(phone.phone_id, not phone.wrong))
        menu.addAction(self.tr("Remove")).triggered.connect(lambda: self.remove_requested.emit(phone.phone_id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)


class _NumberRow(QWidget):
    """One number with what is to be said of it."""

    menu_requested = Signal(object, QPoint)  # its PhoneLine, a place on the screen

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._phone: PhoneLine | None = None
        self._number = WrapLabel(look, role="title_medium")
        self._number.setAccessibleName(self.tr("Phone"))
        self._remark = WrapLabel(look, role="caption_plain", tone="muted")
        self._more = IconButton(look, "ellipsis", "", size=32)
        self._more.clicked.connect(self._ask_menu)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._number)
        words.addWidget(self._remark)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)

    def show_phone(self, phone: PhoneLine, *, first: bool) -> None:
        self._phone = phone
        self._number.set_role("title_medium" if first else "large_medium")
        self._number.setText(phone.text)
        self._number.setAccessibleDescription(phone.text)
        self._number.set_tone("text" if phone.usable else "muted")
        self._remark.setText(phone.remark)
        self._remark.set_tone("muted" if phone.certain and not phone.never else "warn")
        self._remark.setVisible(bool(phone.remark))
        self._more.set_name(self.tr("Change {number}").format(number=phone.text))

    def _ask_menu(self) -> None:
        self.menu_requested.emit(self._phone, self._more.mapToGlobal(QPoint(0, self._more.height())))


class _NumberField(QWidget):
    """A field with Save and a way out, and a line that says what is wrong."""

    saved = Signal(str)
    left = Signal()

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._field = Field(look, self.tr("Number"), self.tr("As it is written, with its extension"))
        self._field.left.connect(self.left)
        self._problem = WrapLabel(look, role="caption_plain", tone="warn")
        self._problem.hide()
        save = PrimaryButton(look, self.tr("Save number"), form=SMALL)
        save.clicked.connect(self._save)
        cancel = QuietButton(look, self.tr("Cancel"), "Esc")
        cancel.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(save)
        row.addWidget(cancel)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        column.addWidget(self._field)
        column.addWidget(self._problem)
        column.addLayout(row)

    @property
    def has_problem(self) -> bool:
        """Whether the last text was not taken."""
        return not self._problem.isHidden()

    def begin(self, text: str) -> None:
        self.show_problem("")
        self._field.setText(text)
        self.show()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def show_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            if not event.isAutoRepeat():
                self._save()
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        if self._field.text().strip():
            self.saved.emit(self._field.text())
