"""The keys that move a page which is higher than its window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QScrollArea

_MOVES = {
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


def scroll_by_key(scroll: QScrollArea, event: QKeyEvent) -> bool:
    """Whether `event` is one of the four keys; it is accepted then. Fields that use them never pass them on."""
    move = _MOVES.get(Qt.Key(event.key()))
    if move is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    scroll.verticalScrollBar().triggerAction(move)
    event.accept()
    return True
