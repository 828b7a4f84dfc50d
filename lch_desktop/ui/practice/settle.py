"""Lays out at once what Qt would lay out in several rounds of events, each of them a frame."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QWidget

ROUNDS = 6  # a column that folds asks for one more, and so does a text that grows by a line


def settle(section: QWidget) -> None:
    """Show what the layouts of `section` hold, and give it its place.

    Qt shows what was added to a layout only when it comes to it, and a row learns its height from its width only.
    """
    for child in section.findChildren(QWidget):
        is_new = child.isHidden() and not child.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        if is_new and not child.isWindow():
            child.show()
    for _ in range(ROUNDS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
