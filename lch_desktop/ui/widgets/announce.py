"""Telling assistive technology of what came up by itself."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def alert(widget: QWidget) -> None:
    """Have a screen reader say at once what `widget` shows."""
    # Late: the enums of QAccessible take half a megabyte, and mostly nothing comes up before the hour.
    from PySide6.QtGui import QAccessible, QAccessibleEvent

    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
