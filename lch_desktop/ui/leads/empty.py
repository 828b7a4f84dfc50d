"""An empty table: one sentence that says why, and one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import SecondaryButton, WrapLabel


class EmptyPane(QWidget):
    """Stands where the rows would."""

    import_requested = Signal()
    all_requested = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._none_at_all = False
        self._words = WrapLabel(look, role="large")
        self._button = SecondaryButton(look, "")
        self._button.clicked.connect(self._press)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(self._words)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_why(self, which: str, *, none_at_all: bool, searched: bool) -> None:
        """Say why nobody is here."""
        self._none_at_all = none_at_all
        if none_at_all:
            self._words.setText(self.tr("There are no leads here yet."))
        elif searched:
            self._words.setText(self.tr("Nobody matches this search."))
        else:
            self._words.setText(self._reason(which))
        self._button.set_label(self.tr("Import a file") if none_at_all else self.tr("Show all leads"))

    def _reason(self, which: str) -> str:
        reasons = {
            "due": self.tr("Nobody is due today."),
            "starred": self.tr("Nobody is starred for today. S stars whoever is chosen."),
            "promised": self.tr("No call is promised."),
            "overdue": self.tr("No promise is overdue. The deck is clear."),
            "needs-number": self.tr("Everybody has a number."),
            "first-call": self.tr("Everybody was called at least once."),
            "never-call": self.tr("There is nobody who will never be called."),
        }
        return reasons.get(which, self.tr("Nobody matches this search."))

    def _press(self) -> None:
        if self._none_at_all:
            self.import_requested.emit()
        else:
            self.all_requested.emit()
