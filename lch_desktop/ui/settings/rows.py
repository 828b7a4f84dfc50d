"""One setting on a card: its label, a remark, its control, and a sentence when something is refused."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.hotkeys import Action, key_name
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import SMALL, Field, Problem, SecondaryButton, WrapLabel

FIELD_WIDTH = {"number": 96, "time": 112, "text": 320}


class SettingRow(QWidget):
    """A label with an optional remark under it, and a control at the right end."""

    def __init__(
        self, look: ThemeHolder, label: str, control: QWidget, remark: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._problem = Problem(look)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(WrapLabel(look, label))
        self._remark = WrapLabel(look, remark, "caption_plain", "muted")
        if not remark:  # never shown here: a widget that is shown before it has a parent is a window
            self._remark.hide()
        words.addWidget(self._remark)
        line = QHBoxLayout()
        line.setSpacing(24)
        line.addLayout(words, 1)
        line.addWidget(control, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self._problem)

    def set_remark(self, text: str) -> None:
        """Change the remark; "" hides it."""
        self._remark.setText(text)
        self._remark.setVisible(bool(text))

    def show_problem(self, sentence: str) -> None:
        """Say why something is refused; "" takes it back."""
        self._problem.say(sentence)

    @property
    def problem(self) -> str:
        """The sentence that is shown."""
        return self._problem.said


class SettingField(Field):
    """A field that reports on Enter and when the keyboard leaves it, and only after a change."""

    chosen = Signal(str)

    def __init__(self, look: ThemeHolder, name: str, placeholder: str = "", size: str = "text") -> None:
        super().__init__(look, name, placeholder)
        self._kept = ""
        self.setMaxLength(400)
        self.setFixedWidth(look.theme.px(FIELD_WIDTH[size]))
        look.changed.connect(lambda: self.setFixedWidth(look.theme.px(FIELD_WIDTH[size])))
        self.editingFinished.connect(self._report)
        self.left.connect(self._give_up)

    def show_text(self, text: str) -> None:
        """Show what is stored; words being typed stay."""
        typing = self.hasFocus() and self.text() != self._kept
        self._kept = text
        if not typing and self.text() != text:
            self.setText(text)

    def _report(self) -> None:
        if self.text() != self._kept:
            self._kept = self.text()
            self.chosen.emit(self.text())

    def _give_up(self) -> None:
        self.setText(self._kept)
        self.clearFocus()


class KeyButton(SecondaryButton):
    """Shows an action's key. Pressed, it takes the next key; Delete switches the key off, Esc keeps it."""

    key_chosen = Signal(str, str)  # action, key

    def __init__(self, look: ThemeHolder, action: Action, parent: QWidget | None = None) -> None:
        super().__init__(look, action.key, form=SMALL, parent=parent)
        self._action, self._key = action, action.key
        self._listening = False
        self.clicked.connect(self._listen)

    def show_key(self, key: str) -> None:
        """Show `key`, "" for switched off."""
        self._key = key
        self._listening = False
        self.set_label(key or self.tr("off"))
        self.setAccessibleName(f"{self._action.label}: {self.label}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._listening:
            super().keyPressEvent(event)
            return
        if event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_Escape:
            self.show_key(self._key)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._choose("")
        elif key_name(event):
            self._choose(key_name(event))

    def _listen(self) -> None:
        self._listening = True
        self.set_label(self.tr("Press a key"))

    def _choose(self, key: str) -> None:
        self.show_key(self._key)
        self.key_chosen.emit(self._action.name, key)
