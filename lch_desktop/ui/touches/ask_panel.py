"""The question of the hour inside a sheet: its keys, with Ctrl also in its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout

from lch_desktop.ui.focus.choice import ChoicePanel
from lch_desktop.ui.hotkeys import key_name

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from lch_desktop.ui.focus.choice import Option
    from lch_desktop.ui.theme import ThemeHolder

WITH_SECONDS = 2  # an answer with a second line is wide


class AskPanel(ChoicePanel):
    """Answers to keys by itself."""

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._folded_columns = 0  # 0: all beside each other
        self._has_seconds = False
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._option_row.addLayout(self._grid)
        self.field.installEventFilter(self)
        self.hide()

    def set_options(self, options: tuple[Option, ...]) -> None:
        """Beside each other, as in the hour."""
        super().set_options(options)
        self._has_seconds = any(option.second for option in options)
        self._place_options()

    def fold(self, columns: int) -> None:
        """At most `columns` short answers beside each other, where the width is little; 0 for all of them.

        Not at its own resizing: a layout that is being laid out must not be changed.
        """
        if columns != self._folded_columns:
            self._folded_columns = columns
            self._place_options()

    def _place_options(self) -> None:
        count = self.option_count
        folded = min(self._folded_columns, WITH_SECONDS) if self._has_seconds else self._folded_columns
        columns = folded or max(1, count)
        for place, button in enumerate(self.options):
            self._grid.removeWidget(button)
            self._option_row.removeWidget(button)
            self._grid.setColumnStretch(place, int(place < columns))
            if place < count:
                self._grid.addWidget(button, place // columns, place % columns)

    def stops(self) -> list[QWidget]:
        """What Tab comes by."""
        return [*self.options, self.field, self.tick, self.back, self.save]

    def take_key(self, event: QKeyEvent) -> None:
        """A key that no field took."""
        question, key = self.question, key_name(event)
        if question is None:
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if question.save:
                self.saved.emit(self.field.text())
        elif key.isdigit():
            self._choose(key)
        elif key == "Y" and question.tick:
            self.tick.toggle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.set_typing(event.type() == QEvent.Type.FocusIn)
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_by_digit(event)
        return super().eventFilter(watched, event)

    def _take_by_digit(self, event: QKeyEvent) -> bool:
        key, with_ctrl = key_name(event), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if not with_ctrl or not key.isdigit() or event.isAutoRepeat():
            return False
        event.accept()
        self._choose(key)
        return True

    def _choose(self, digit: str) -> None:
        if 1 <= int(digit) <= self.option_count:
            self.option_chosen.emit(int(digit) - 1)
