"""What was feared, and how they took it: one row without a key, and without an answer where there is none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lch_desktop.domain.visits import Reaction
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import SMALL, ElidedLabel, SecondaryButton, paint


class _Way(SecondaryButton):
    """How they took it; chosen, it looks like a chosen slot: the one filled button is what saves."""

    def _paint_ground(self, painter: QPainter) -> None:
        if self.isChecked():
            theme = self._look.theme
            fill, ring = theme.colour("selected"), theme.colour("accent")
            paint.box(painter, self.rect(), self.form.radius, fill=fill, ring=ring, width=2)
        else:
            super()._paint_ground(painter)


class FearRow(QWidget):
    """ "You feared: they'll be annoyed" and two answers; pressing the chosen one again takes it back."""

    answered = Signal(str)  # a Reaction, "" where it was taken back

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("What you feared"))
        self.words = ElidedLabel(look, "", "body", "muted")
        answers = {Reaction.AS_FEARED: self.tr("As feared"), Reaction.BETTER: self.tr("Better than feared")}
        self.ways = {reaction: _Way(look, label, form=SMALL) for reaction, label in answers.items()}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.words)
        for reaction, way in self.ways.items():
            way.setCheckable(True)
            way.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard in the line that is typed
            way.clicked.connect(lambda on, reaction=reaction: self._take(reaction, on))
            row.addWidget(way)
        row.addStretch(1)
        self.hide()

    def show_fear(self, said: str, reaction: str = "") -> None:
        """Ask about `said`; "" asks nothing."""
        self.words.setText(self.tr("You feared: {0}").format(f"“{said.strip().strip('“”')}”") if said else "")
        for name, way in self.ways.items():
            way.setChecked(name == reaction)
        self.setVisible(bool(said))

    def _take(self, reaction: Reaction, on: bool) -> None:
        for name, way in self.ways.items():
            way.setChecked(on and name is reaction)
        self.answered.emit(reaction.value if on else "")
