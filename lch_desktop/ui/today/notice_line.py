"""A quiet line with its buttons, under the band of Today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lch_desktop.ui.today.notices import Act, NoticeState
from lch_desktop.ui.widgets import SMALL, Card, FoldBox, PlainLabel, QuietButton, SecondaryButton, WrapLabel

if TYPE_CHECKING:
    from lch_desktop.ui.theme import ThemeHolder

NEEDS = 420  # px that a sentence may be given before the buttons go below it
ICON = 18
LEAST = 40  # px that each line is high inside, whatever buttons it has
SIDES, AIR, FOLDED_AIR = 32, 4, 16  # px around it; in two rows it is a card as the others are
_FIRST = (Act.BRING_IN, Act.YES, Act.START_NOW, Act.FOLLOW, Act.SEEN, Act.TRAVEL, Act.GROW)


class NoticeLine(Card):
    """One sentence and up to three buttons; the first is a button with a ring, the others are quiet."""

    pressed = Signal(str)  # an Act

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look, padding=(SIDES, AIR))
        self._look = look
        self._state = NoticeState()
        self._icon = PlainLabel(look)
        self._words = WrapLabel(look)
        self._acts: dict[Act, SecondaryButton | QuietButton] = {}  # each made when it is first shown
        said = QWidget()
        line = QHBoxLayout(said)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._words, 1)
        buttons = QWidget()
        row = self._row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addStretch(1)
        buttons.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._box = FoldBox(look, spacing=24, folded_spacing=4)
        self._box.add(said, 1, needs=NEEDS)
        self._box.add(buttons, 0, Qt.AlignmentFlag.AlignVCenter)
        self._box.turned.connect(self._give_air)
        self._buttons = buttons
        self.body.addWidget(self._box)
        look.changed.connect(self._apply_look)

    def show_state(self, state: NoticeState) -> None:
        """Show one line."""
        self._state = state
        self.setVisible(bool(state.sentence))
        self.setAccessibleName(state.sentence)
        self._words.setText(state.sentence)
        for place, act in enumerate(state.acts):
            if act not in self._acts:
                self._add(place, act)
            if state.names:
                self._acts[act].set_label(state.names[place])
        for act, button in self._acts.items():
            button.setVisible(act in state.acts)
        self._buttons.setVisible(bool(state.acts))
        self._apply_look()
        self._box.refold()

    def _add(self, place: int, act: Act) -> None:
        name = self._name_of(act)
        button = SecondaryButton(self._look, name, form=SMALL) if act in _FIRST else QuietButton(self._look, name)
        button.clicked.connect(lambda: self.pressed.emit(act.value))
        self._row.insertWidget(place, button)
        for before in list(self._acts.values())[-1:]:  # else Tab would come to it after the whole page
            self.setTabOrder(before, button)
        self._acts[act] = button

    def _name_of(self, act: Act) -> str:
        return {
            Act.BRING_IN: self.tr("Bring in"),
            Act.LOOK_OVER: self.tr("Look over"),
            Act.NOT_NOW: self.tr("Not now"),
            Act.YES: self.tr("Yes"),
            Act.NO: self.tr("No"),
            Act.CLEAR_DECK: self.tr("Clear the deck"),
            Act.START_NOW: self.tr("Start now"),
            Act.UNDO: self.tr("Undo"),
            Act.FOLLOW: self.tr("Move it"),
            Act.KEEP: self.tr("Keep it"),
            Act.SEEN: self.tr("All right"),
            Act.SICK: self.tr("I was sick"),
            Act.TRAVEL: self.tr("Travel day"),
        }.get(act, "")

    def _give_air(self, folded: bool) -> None:
        air = FOLDED_AIR if folded and self._state.acts else AIR
        self.body.setContentsMargins(SIDES, air, SIDES, air)

    def _apply_look(self) -> None:
        least = self._look.theme.px(LEAST)
        self._buttons.setMinimumHeight(least)
        self._icon.setMinimumHeight(0 if self._state.acts else least)
        if self._state.icon:
            self._icon.setPixmap(self._look.icon(self._state.icon, "muted", ICON, self.devicePixelRatioF()))
