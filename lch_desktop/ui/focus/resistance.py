"""The Resistance moment: the face, the plank, the rep's own line, and back to the same card."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from lch_desktop.ui.hotkeys import key_name
from lch_desktop.ui.sky import SkyWidget
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import CreatureWidget, PlainLabel, PrimaryButton, WrapLabel
from lch_desktop.ui.widgets.buttons import LARGE


class ResistancePage(QFrame):
    """One line, one button. The creature is the fool, not the rep."""

    back_requested = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Resistance moment"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look = look
        self.sky = SkyWidget(look, self)
        self.head = _centred(PlainLabel(look, self.tr("Resistance is talking"), "title_medium"))
        self.visits = _centred(PlainLabel(look, "", "large", "sky_muted"))
        self.creature = CreatureWidget(look)
        self.creature.dropped.connect(self.back_requested)
        self.lead = _centred(PlainLabel(look, self.tr("Your plan for this"), "body", "muted"))
        self.plan = WrapLabel(look, "", "hour", max_lines=2)
        self.plan.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.back = PrimaryButton(look, "", "Enter", form=LARGE)
        self.back.clicked.connect(self._drop)
        self._ground = QWidget(self.sky)
        ground = QVBoxLayout(self._ground)
        ground.setSpacing(8)
        ground.addWidget(self.lead)
        ground.addWidget(self.plan)
        ground.addSpacing(20)
        ground.addWidget(self.back, 0, Qt.AlignmentFlag.AlignHCenter)
        ground.addStretch(1)
        for widget in (self.head, self.visits, self.creature):
            widget.setParent(self.sky)
        self._leaving = False

    def meet(self, visits: str, plan: str, back: str, fraction: float) -> None:
        """Raise the plank; `plan` is the rep's own if-then line."""
        self._leaving = False
        self.visits.setText(visits)
        self.plan.setText(plan)
        self.back.set_label(back)
        self.sky.set_fraction(fraction)
        self.creature.raise_plank()
        self._place()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if key_name(event) in ("Enter", "Esc") and not event.isAutoRepeat():
            self._drop()
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _drop(self) -> None:
        if not self._leaving:
            self._leaving = True
            self.creature.drop_plank()

    def _place(self) -> None:
        width, height = self.width(), self.height()
        self.sky.setGeometry(0, 0, width, height)
        horizon = self.sky.horizon_y()
        top = round(height * 0.11)
        self.head.setGeometry(0, top, width, 32)
        self.visits.setGeometry(0, top + 32, width, 28)
        tall = max(120, min(531, horizon - top - 64))
        wide = round(tall * 760 / 531)
        # The creature stands at 330 of the 760 of its drawing: that is what belongs in the middle.
        self.creature.setGeometry(width // 2 - round(wide * 330 / 760), horizon - tall, wide, tall)
        self._ground.setGeometry(40, horizon + min(60, round(height * 0.045)), width - 80, height - horizon - 20)


def _centred(label: PlainLabel) -> PlainLabel:
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
