"""The way from section to section: side by side where they fit, else a drop-down list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QWidget

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Segment, Select


class SectionBar(QWidget):
    """One choice out of the sections; arrow keys move it."""

    chosen = Signal(str)

    def __init__(
        self, look: ThemeHolder, name: str, sections: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._quiet = False
        self.segment = Segment(look, name, sections)
        self.select = Select(look, name)
        for key, words in sections:
            self.select.addItem(words, key)
        self.select.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        row.addWidget(self.segment)
        row.addWidget(self.select)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.segment.value_changed.connect(self._choose)
        self.select.currentIndexChanged.connect(lambda _: self._choose(str(self.select.currentData())))
        look.changed.connect(self._fold)

    def value(self) -> str:
        """The section chosen."""
        return self.segment.value()

    def set_value(self, key: str) -> None:
        """Mark `key` without telling."""
        self._quiet = True
        self.segment.set_value(key)
        self.select.setCurrentIndex(self.select.findData(key))
        self._quiet = False

    def sizeHint(self) -> QSize:
        return QSize(self.segment.sizeHint().width(), self._high())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.select.minimumSizeHint().width(), self._high())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _high(self) -> int:
        return max(self.segment.sizeHint().height(), self.select.sizeHint().height())

    def _fold(self) -> None:
        """Show whichever fits."""
        fits = self.segment.sizeHint().width() <= self.width()
        self.segment.setVisible(fits)
        self.select.setVisible(not fits)

    def _choose(self, key: str) -> None:
        if not self._quiet:
            self.set_value(key)
            self.chosen.emit(key)
