"""Lists that are shown again and again: a row that stays keeps its widget, and with it the focus."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

T = TypeVar("T")


class Row(QWidget, Generic[T]):
    """A row that can be given new content."""

    def show_row(self, row: T) -> None:
        """Show `row`."""
        raise NotImplementedError


class KeyedRows(QWidget, Generic[T]):
    """Rows under each other, one for each key."""

    def __init__(self, key: Callable[[T], int], make: Callable[[], Row[T]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._make = key, make
        self._rows: dict[int, Row[T]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def row(self, key: int) -> Row[T] | None:
        """The row of `key`, where it is shown."""
        return self._rows.get(key)

    def show_rows(self, rows: Iterable[T]) -> None:
        """Show `rows` in this order."""
        wanted = {self._key(row): row for row in rows}
        for gone in self._rows.keys() - wanted.keys():
            widget = self._rows.pop(gone)
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        for place, (key, row) in enumerate(wanted.items()):
            widget = self._rows.get(key) or self._make()
            self._rows[key] = widget
            widget.show_row(row)
            if self._column.indexOf(widget) != place:
                self._column.insertWidget(place, widget)
