"""The pause: at once a plain screen without a lead on it; on return one question, which may be skipped."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.sky import paint_ground, sky_at
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import PlainLabel, PrimaryButton, SlotButton
from lch_desktop.ui.widgets.buttons import LARGE

REASONS = ("Door", "Urgent call", "Health", "Other")


class PauseCover(QWidget):
    """Opaque: whoever walks past reads nothing of anybody."""

    go_on_requested = Signal()
    reason_chosen = Signal(str)

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(self.tr("Pause moment"))
        self.head = PlainLabel(look, self.tr("Paused"), "hour")
        self.line = PlainLabel(look, "", "large", "muted")
        self.go_on = PrimaryButton(look, self.tr("Go on"), "Enter", form=LARGE)
        self.go_on.clicked.connect(self.go_on_requested)
        self.ask = PlainLabel(look, self.tr("What was it?"), "large", "muted")
        self.reasons = [SlotButton(look, self.tr(text), key_cap=str(n + 1)) for n, text in enumerate(REASONS)]
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        for button, text in zip(self.reasons, REASONS, strict=True):
            button.clicked.connect(lambda _=False, reason=text: self.reason_chosen.emit(reason))
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(3)
        for widget in (self.head, self.line, self.ask):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(row)
        column.addSpacing(16)
        column.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(4)

    def show_pause(self) -> None:
        """The plain screen."""
        self._set_asking(False)

    def show_breath(self, over: int, count: int) -> None:
        """Between two sets: no pause of the rep's, and nothing to explain."""
        self._set_asking(False)
        self.head.setText(self.tr("Set {0} of {1} done").format(over, count))
        self.line.setText(self.tr("Stand up, breathe."))

    def ask_reason(self) -> None:
        """Back again: what was it? Enter skips the question."""
        self._set_asking(True)

    @property
    def asking(self) -> bool:
        """Whether the reason is being asked."""
        return not self.ask.isHidden()

    def _set_asking(self, asking: bool) -> None:
        self.head.setText(self.tr("Back") if asking else self.tr("Paused"))
        self.line.setText(self.tr("The time waits. Nobody's name is on this screen."))
        self.line.setVisible(not asking)
        self.ask.setVisible(asking)
        for button in self.reasons:
            button.setVisible(asking)
        self.go_on.set_label(self.tr("Skip") if asking else self.tr("Go on"))
        self.setVisible(True)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_ground(painter, self.rect().toRectF(), sky_at(0.0))
        painter.end()
