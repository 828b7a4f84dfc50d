"""The Resistance moment: the face, the plank, the rep's own line, and back to the same card."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from lch_desktop.ui.focus.sides import TimeLeft
from lch_desktop.ui.hotkeys import key_name
from lch_desktop.ui.sky import SkyWidget, with_alpha
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import CreatureWidget, PlainLabel, PrimaryButton, WrapLabel, paint
from lch_desktop.ui.widgets.buttons import LARGE

VOICES = ("A quick coffee first?", "Read the record once more?", "An e-mail would do.", "They will be annoyed.")
TIGHT = 900
SCENE = (760, 531)  # the creature's drawing; it stands at 330 of its width
STANDS_AT = 330


class Bubble(PlainLabel):
    """What the voice says, in a soft bubble beside the creature."""

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, "", "title_medium", "text", parent)

    def sizeHint(self) -> QSize:
        px = self._look.theme.px
        return QSize(paint.width_of(self.text(), self.font()) + px(36), px(56))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        ground = with_alpha(theme.colour("on_primary"), 0.09)
        paint.box(painter, self.rect(), 14, fill=ground)
        words = QRectF(self.rect()).adjusted(theme.px(18), 0, -theme.px(12), 0)
        paint.words(painter, words, self.text(), self.font(), theme.colour("text"))
        painter.end()


class ResistancePage(QFrame):
    """One line, one button. The creature is the fool, not the rep."""

    back_requested = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Resistance moment"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look = look
        self._leaving = False
        self.sky = SkyWidget(look, self)
        self.head = _centred(PlainLabel(look, self.tr("Resistance is talking"), "title_medium", "text", self.sky))
        self.visits = _centred(PlainLabel(look, "", "large", "sky_muted", self.sky))
        self.creature = CreatureWidget(look, self.sky)
        self.creature.dropped.connect(self.back_requested)
        self.bubble = Bubble(look, self.sky)
        self.time_left = TimeLeft(look, self.sky)
        self.time_left.key.hide()
        self.lead = _centred(PlainLabel(look, self.tr("Your plan for this"), "body", "muted"))
        self.plan = WrapLabel(look, "", "hour", max_lines=2)
        self.plan.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.back = PrimaryButton(look, "", "Enter", form=LARGE)
        self.back.clicked.connect(self._drop)
        self._ground = QWidget(self.sky)
        self._column = ground = QVBoxLayout(self._ground)
        ground.setContentsMargins(0, 0, 0, 0)
        ground.addWidget(self.lead)
        ground.addWidget(self.plan)
        self._gap = QWidget()
        ground.addWidget(self._gap)
        ground.addWidget(self.back, 0, Qt.AlignmentFlag.AlignHCenter)
        ground.addStretch(1)
        self.sky.sun_moved.connect(self._place_time_left)

    def meet(self, visit: int, visits: str, plan: str, back: str) -> None:
        """Raise the plank; `visit` counts from 1, `plan` is the rep's own if-then line."""
        self._leaving = False
        self.bubble.setText(VOICES[(visit - 1) % len(VOICES)])
        self.visits.setText(visits)
        self.plan.setText(plan)
        self.back.set_label(back)
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
        width, height, px = self.width(), self.height(), self._look.theme.px
        tight = height < px(TIGHT)
        self.sky.setGeometry(0, 0, width, height)
        horizon = self.sky.horizon_y()
        top = round(height * (0.05 if tight else 0.11))
        self.head.setGeometry(0, top, width, px(32))
        self.visits.setGeometry(0, top + px(32), width, px(28))
        self._place_creature(top + px(64), horizon)
        # In a low window a long line is set smaller: the button must stay on the screen.
        self.plan.set_role("headline" if tight else "hour")
        self._column.setSpacing(px(4 if tight else 8))
        self._gap.setFixedHeight(px(0 if tight else 8))
        above = px(34 if tight else 60)
        self._ground.setGeometry(40, horizon + above, width - 80, height - horizon - above - px(8))
        self._place_time_left()

    def _place_creature(self, top: int, horizon: int) -> None:
        px = self._look.theme.px
        tall = max(120, min(SCENE[1], horizon - top))
        share = tall / SCENE[1]
        left = self.width() // 2 - round(STANDS_AT * share)
        self.creature.setGeometry(left, horizon - tall, round(SCENE[0] * share), tall)
        size = self.bubble.sizeHint()
        right = left + round(130 * share)
        self.bubble.setGeometry(right - size.width(), horizon - tall + round(190 * share), size.width(), px(56))

    def _place_time_left(self) -> None:
        self.time_left.place(self.sky.sun_x(), self.sky.horizon_y() + self._look.theme.px(10), self.width())


def _centred(label: PlainLabel) -> PlainLabel:
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
