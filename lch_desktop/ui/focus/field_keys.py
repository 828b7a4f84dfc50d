"""Keys that a field or a slot of the hour would pass on, keep or obey, to the rep's surprise."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from lch_desktop.ui.focus.view import FocusPage
from lch_desktop.ui.hotkeys import key_name, pressed_s


class FieldKeys(QObject):
    """Watches every text field of the page, and the slots of the strip.

    Enter in a line is that line's alone: Qt passes it on to the page, which has gone back to the card by
    then and would call. A key that is let go is told to the page: fields keep it, and the question of key 8
    waits for it. The strip begins on its slots by itself, so Enter there saves or says what is missing
    instead of picking a slot that nobody chose, and Space counts as late as the slots' own keys. Whether the
    keys go to this window at all is told to the page too: Qt sends ActivationChange to windows only.
    """

    def __init__(self, page: FocusPage, allows_slot: Callable[[], bool]) -> None:
        super().__init__(page)
        self._page, self._allows_slot = page, allows_slot
        slots = (*page.strip.slots, *page.strip.reasons)
        page.installEventFilter(self)
        for watched in (*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit), *slots):
            watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page:
            if event.type() in (QEvent.Type.WindowActivate, QEvent.Type.WindowDeactivate):
                self._page.active_changed.emit(event.type() == QEvent.Type.WindowActivate)
            return False
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyPress:
            if isinstance(watched, QPushButton):
                return self._press_on_slot(event)
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return self._press_with_ctrl(event)
            return isinstance(watched, QLineEdit) and self._press_in_line(watched, event)
        is_release = event.type() == QEvent.Type.KeyRelease and not event.isAutoRepeat()
        if is_release and not isinstance(watched, QPushButton):
            self._page.key_released.emit(key_name(event))
        return False

    def _press_with_ctrl(self, event: QKeyEvent) -> bool:
        """Whether the press is dealt with: the digits of the keypad are outcomes as those above the letters."""
        name = key_name(event)
        from_keypad = bool(event.modifiers() & Qt.KeyboardModifier.KeypadModifier) and name.isdigit()
        if from_keypad and not event.isAutoRepeat():
            self._page.key_pressed.emit(f"Ctrl+{name}", pressed_s(event))
        return from_keypad

    def _press_in_line(self, line: QLineEdit, event: QKeyEvent) -> bool:
        """Whether the press is dealt with."""
        if key_name(event) != "Enter":
            return False
        if not event.isAutoRepeat():
            line.returnPressed.emit()
        return True

    def _press_on_slot(self, event: QKeyEvent) -> bool:
        """Whether the press is dealt with."""
        if key_name(event) == "Enter":
            if not event.isAutoRepeat():
                self._page.key_pressed.emit("Enter", pressed_s(event))
            return True
        return event.key() == Qt.Key.Key_Space and not self._allows_slot()
