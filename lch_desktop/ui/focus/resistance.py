"""The Resistance moment: the face, the plank, the rep's own line, and back to the same card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from lch_desktop.ui.focus.said import SaidKeys
from lch_desktop.ui.focus.sides import TimeLeft
from lch_desktop.ui.hotkeys import key_name
from lch_desktop.ui.sky import SkyWidget, with_alpha
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import PlainLabel, PrimaryButton, WrapLabel, paint
from lch_desktop.ui.widgets.buttons import LARGE
from lch_desktop.ui.widgets.creature import CreatureWidget

if TYPE_CHECKING:
    from lch_desktop.services.resistance import MomentWords

TIGHT = 900
SCENE = (760, 531)  # the creature's drawing; it stands at 330 of its width
STANDS_AT = 330
GLOW = 40  # of the sky above the horizon that stays empty


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
    said = Signal(str)  # what it said, one of the rep's conditions; "" where that was taken back

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
        self.labels = SaidKeys(look, self.sky)
        self.labels.said.connect(self.said)
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

    def meet(self, words: MomentWords, back: str) -> None:
        """Raise the plank over it; `back` says where Enter leads."""
        self._leaving = False
        self.head.setText(words.head)
        self.visits.setText(words.visits)
        self.bubble.setText(words.voice)
        self.plan.setText(words.plan)
        self.labels.show_labels(words.labels)
        self.back.set_label(back)
        self.creature.set_kind(words.creature)
        self.creature.raise_plank()
        self._place()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = key_name(event)
        if event.isAutoRepeat():
            super().keyPressEvent(event)
        elif key in ("Enter", "Esc"):
            self._drop()
            event.accept()
        elif not self._leaving and self.labels.press(key):
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
        self._fit_plan(tight=tight)
        self._column.setSpacing(px(4 if tight else 8))
        self._gap.setFixedHeight(px(0 if tight else 8))
        above = px(34 if tight else 60)
        self._ground.setGeometry(40, horizon + above, width - 80, height - horizon - above - px(8))
        self._place_time_left()

    def _fit_plan(self, *, tight: bool) -> None:
        """In a low window a long line is set smaller, and its label goes: the button must stay on the screen."""
        wide = paint.width_of(self.plan.text(), self._look.theme.font("headline"))
        is_long = tight and wide > self.width() - 80
        self.plan.set_role("title" if is_long else "headline" if tight else "hour")
        self.lead.setVisible(not is_long)

    def _place_creature(self, top: int, horizon: int) -> None:
        tall = max(120, min(SCENE[1], horizon - top))
        share = tall / SCENE[1]
        left = self.width() // 2 - round(STANDS_AT * share)
        self.creature.setGeometry(left, horizon - tall, round(SCENE[0] * share), tall)
        self._place_voice(left + round(116 * share), top, horizon - tall + round(190 * share), horizon)

    def _place_voice(self, right: int, top: int, beside: int, horizon: int) -> None:
        """The bubble beside the face, and what it may have said under it: both end left of the creature at `right`.

        The last of the sky stays empty for the glow, so they move up where they would not fit.
        """
        px = self._look.theme.px
        bubble, labels = self.bubble.sizeHint(), self.labels.wanted()
        gap = px(12)
        below = gap + labels.height() if not self.labels.isHidden() else 0
        y = max(top, min(beside, horizon - px(GLOW) - bubble.height() - below))
        self.bubble.setGeometry(right - bubble.width(), y, bubble.width(), bubble.height())
        wide = min(labels.width(), right - px(16))
        self.labels.setGeometry(right - wide, y + bubble.height() + gap, wide, labels.height())

    def _place_time_left(self) -> None:
        self.time_left.place(self.sky.sun_x(), self.sky.horizon_y() + self._look.theme.px(10), self.width())


def _centred(label: PlainLabel) -> PlainLabel:
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
