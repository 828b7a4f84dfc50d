"""A quiet line with its buttons, under the band of Today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lch_desktop.ui.today.notices import Act, NoticeState
from lch_desktop.ui.widgets import SMALL, Card, FoldBox, PlainLabel, QuietButton, SecondaryButton, WrapLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from lch_desktop.ui.theme import ThemeHolder

NEEDS = 420  # px that a sentence may be given before the buttons go below it
ICON = 18
LEAST = 40  # px that each line is high inside, whatever buttons it has


class NoticeLine(Card):
    """One sentence and up to three buttons; the first is a button with a ring, the others are quiet."""

    pressed = Signal(str)  # an Act

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look, padding=(32, 4))
        self._look = look
        self._state = NoticeState()
        self._icon = PlainLabel(look)
        self._words = WrapLabel(look)
        self._acts = self._make_acts(look)
        said = QWidget()
        line = QHBoxLayout(said)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._words, 1)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for button in self._acts.values():
            row.addWidget(button)
        row.addStretch(1)
        buttons.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._box = FoldBox(look, spacing=24, folded_spacing=4)
        self._box.add(said, 1, needs=NEEDS)
        self._box.add(buttons, 0, Qt.AlignmentFlag.AlignVCenter)
        self._buttons = buttons
        self.body.addWidget(self._box)
        look.changed.connect(self._apply_look)

    def show_state(self, state: NoticeState) -> None:
        """Show one line."""
        self._state = state
        self.setVisible(bool(state.sentence))
        self.setAccessibleName(state.sentence)
        self._words.setText(state.sentence)
        for act, button in self._acts.items():
            button.setVisible(act in state.acts)
        self._buttons.setVisible(bool(state.acts))
        self._apply_look()
        self._box.refold()

    def _make_acts(self, look: ThemeHolder) -> dict[Act, QPushButton]:
        acts: dict[Act, QPushButton] = {
            Act.BRING_IN: SecondaryButton(look, self.tr("Bring in"), form=SMALL),
            Act.LOOK_OVER: QuietButton(look, self.tr("Look over")),
            Act.NOT_NOW: QuietButton(look, self.tr("Not now")),
            Act.YES: SecondaryButton(look, self.tr("Yes"), form=SMALL),
            Act.NO: QuietButton(look, self.tr("No")),
            Act.CLEAR_DECK: QuietButton(look, self.tr("Clear the deck")),
            Act.START_NOW: SecondaryButton(look, self.tr("Start now"), form=SMALL),
            Act.UNDO: QuietButton(look, self.tr("Undo")),
            Act.FOLLOW: SecondaryButton(look, self.tr("Move it"), form=SMALL),
            Act.KEEP: QuietButton(look, self.tr("Keep it")),
            Act.SEEN: SecondaryButton(look, self.tr("All right"), form=SMALL),
            Act.SICK: QuietButton(look, self.tr("I was sick")),
        }
        for act, button in acts.items():
            button.clicked.connect(lambda _=False, act=act: self.pressed.emit(act.value))
        return acts

    def _apply_look(self) -> None:
        least = self._look.theme.px(LEAST)
        self._buttons.setMinimumHeight(least)
        self._icon.setMinimumHeight(0 if self._state.acts else least)
        if self._state.icon:
            self._icon.setPixmap(self._look.icon(self._state.icon, "muted", ICON, self.devicePixelRatioF()))
