"""A field and the button that takes what was typed there, for lists that grow by typing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets.buttons import SecondaryButton
from lch_desktop.ui.widgets.fields import Field

WIDTH = 320


class AddLine(QWidget):
    """Enter or the button gives the text; whoever takes it says so by `taken`. Leaving the field empties it."""

    given = Signal(str)

    def __init__(self, look: ThemeHolder, name: str, placeholder: str, label: str) -> None:
        super().__init__()
        self._look = look
        self._field = Field(look, name, placeholder)
        self._field.returnPressed.connect(self._give)
        self._field.left.connect(self._field.clear)
        add = SecondaryButton(look, label)
        add.setAccessibleDescription(name)
        add.clicked.connect(self._give)
        add.setEnabled(False)
        self._field.textChanged.connect(lambda text: add.setEnabled(bool(text.strip())))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._field)
        line.addWidget(add)
        line.addStretch(1)
        look.changed.connect(self._apply_look)
        self._apply_look()

    def taken(self) -> None:
        """What was typed is where it belongs now."""
        self._field.clear()

    def _give(self) -> None:
        if self._field.text().strip():
            self.given.emit(self._field.text())

    def _apply_look(self) -> None:
        self._field.setFixedWidth(self._look.theme.px(WIDTH))
