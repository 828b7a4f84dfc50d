"""A label, a number, and two buttons that change it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets.buttons import IconButton
from lch_desktop.ui.widgets.labels import PlainLabel

_STEPS = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: 5,
    Qt.Key.Key_PageDown: -5,
}


class Stepper(QWidget):
    """A whole number within `minimum..maximum`: buttons, arrow keys, or typed into the number itself."""

    value_changed = Signal(int)

    def __init__(
        self,
        look: ThemeHolder,
        label: str,
        value: int,
        minimum: int,
        maximum: int,
        *,
        fewer: str = "",
        more: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._value, self._minimum, self._maximum = value, minimum, maximum
        self._label = PlainLabel(look, label)
        self._less = IconButton(look, "minus", fewer or self.tr("Fewer"), size=32, raised=True)
        self._more = IconButton(look, "plus", more or self.tr("More"), size=32, raised=True)
        for button, step in ((self._less, -1), (self._more, 1)):
            button.setAutoRepeat(True)
            button.clicked.connect(lambda _=False, step=step: self._step(step))
        self._number = self._make_number(label)
        self._lay_out()
        self._label.setVisible(bool(label))  # once it has a parent: else it would be a window
        look.changed.connect(self._apply_look)
        self._apply_look()
        self._show_value()

    def value(self) -> int:
        """The number shown."""
        return self._value

    def set_value(self, value: int) -> None:
        """Show `value`, held within the range; emits nothing."""
        self._value = min(self._maximum, max(self._minimum, value))
        self._show_value()

    def set_range(self, minimum: int, maximum: int) -> None:
        """Change the range; the number follows."""
        self._minimum, self._maximum = minimum, maximum
        self._number.setValidator(QIntValidator(0, max(0, maximum), self._number))
        self.set_value(self._value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self._step(step)
                return True
        return False

    def _make_number(self, label: str) -> QLineEdit:
        number = QLineEdit()
        number.setProperty("kind", "number")
        number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        number.setAccessibleName(label)
        number.setValidator(QIntValidator(0, max(0, self._maximum), number))
        number.installEventFilter(self)
        number.editingFinished.connect(self._take_typed)
        return number

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._label)
        row.addSpacing(12)
        row.addStretch(1)
        for widget in (self._less, self._number, self._more):
            row.addWidget(widget)

    def _take_typed(self) -> None:
        text = self._number.text()
        self._change_to(int(text) if text.isdigit() else self._value)

    def _step(self, step: int) -> None:
        self._change_to(self._value + step)

    def _change_to(self, value: int) -> None:
        before = self._value
        self.set_value(value)
        if self._value != before:
            self.value_changed.emit(self._value)

    def _show_value(self) -> None:
        self._number.setText(str(self._value))
        self._less.setEnabled(self._value > self._minimum)
        self._more.setEnabled(self._value < self._maximum)

    def _apply_look(self) -> None:
        theme = self._look.theme
        self.setMinimumHeight(theme.px(40))
        self._number.setFont(theme.font("large_strong"))
        self._number.setFixedSize(theme.px(40), theme.px(32))
