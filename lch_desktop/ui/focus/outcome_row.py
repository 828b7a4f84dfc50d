"""The nine outcome keys, the row of further keys under them, and the voicemail advice above."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.domain.calls import Outcome
from lch_desktop.ui.hotkeys import ACTIONS, OUTCOME_ACTIONS, KeyMap
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import HintButton, OutcomeKey, PlainLabel

ICONS: dict[str, tuple[str, str]] = {
    Outcome.CONNECTED: ("phone-call", "connected"),
    Outcome.CALL_BACK_LATER: ("clock", "call_back_later"),
    Outcome.LEFT_VOICEMAIL: ("voicemail", "left_voicemail"),
    Outcome.NO_ANSWER: ("phone-missed", "no_answer"),
    Outcome.NOT_INTERESTED: ("phone-off", "not_interested"),
    Outcome.WRONG_NUMBER: ("hash", "wrong_number"),
    Outcome.SOLD: ("handshake", "sold"),
    Outcome.DO_NOT_CALL: ("ban", "do_not_call"),
    Outcome.SOMEONE_ELSE: ("users", "someone_else"),
}
HINTS = ("ask", "note", "called-back", "later", "skip", "snooze", "undo", "resistance", "pause", "keys")
HINTS_NARROW = ("ask", "note", "skip", "snooze", "undo", "resistance", "pause", "keys")
_LABEL = {action.name: action.label for action in ACTIONS}


class OutcomeKeys(QWidget):
    """The nine keys in a grid of `columns`."""

    chosen = Signal(str)

    def __init__(self, look: ThemeHolder, keys: KeyMap, columns: int = 9, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.buttons: dict[str, OutcomeKey] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        for place, action in enumerate(OUTCOME_ACTIONS):
            icon, tone = ICONS[action.name]
            button = OutcomeKey(look, icon, tone, action.label, keys.key(action.name))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, name=action.name: self.chosen.emit(name))
            grid.addWidget(button, place // columns, place % columns)
            self.buttons[action.name] = button

    def set_small(self, small: bool) -> None:
        """Lower keys, closer together."""
        grid = self.layout()
        if grid is not None:
            grid.setSpacing(8 if small else 12)
        for button in self.buttons.values():
            button.set_small(small)

    def set_typing(self, typing: bool) -> None:
        """In a text field the digits are text: the caps say which keys are the outcomes there."""
        for name, button in self.buttons.items():
            key = self._keys.key(name)
            button.set_cap_text(f"Ctrl {key}" if typing and key else key)

    def set_active(self, active: bool) -> None:
        """Grey caps while the keys go to another window."""
        for button in self.buttons.values():
            button.set_caps_off(not active)

    def ask_again(self, name: str) -> None:
        """ "Press 8 again" on the key of outcome `name`."""
        self.buttons[name].ask_again(self.tr("Press {0} again").format(self._keys.key(name)))

    def settle(self) -> None:
        """Take every question back."""
        for button in self.buttons.values():
            if button.is_asking:
                button.settle()


class OutcomePanel(QWidget):
    """What stands on the ground while a card is up."""

    chosen = Signal(str)  # an outcome
    asked = Signal(str)  # another action

    def __init__(self, look: ThemeHolder, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._tight, self._advises, self._advice = False, True, ""
        self._form: tuple[bool, bool, int] | None = None
        self.advice = PlainLabel(look, "", "body", "muted")
        self.advice.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.keys = OutcomeKeys(look, keys)
        self.keys.chosen.connect(self.chosen)
        self.hints: dict[str, HintButton] = {}
        self._row = QHBoxLayout()
        self._row.setSpacing(32)
        self._row.addStretch(1)
        for name in HINTS:
            button = HintButton(look, keys.key(name), _LABEL[name])
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, action=name: self.asked.emit(action))
            self.hints[name] = button
            self._row.addWidget(button)
        self.typing_hint = PlainLabel(look, self.tr("Esc, then a key"), "body", "muted")
        self.typing_hint.hide()
        self._row.addWidget(self.typing_hint)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.advice)
        column.addWidget(self.keys)
        column.addLayout(self._row)
        column.addStretch(1)

    def set_form(self, *, narrow: bool, tight: bool) -> None:
        """Fewer hints where the window is narrow: all of them are in the sheet of keys."""
        form = (narrow, tight, self._look.theme.scale)
        if form == self._form:  # asked with every card, and nine keys would be painted again
            return
        self._form = form
        self.keys.set_small(narrow or tight)
        for name, button in self.hints.items():
            button.setVisible(not narrow or name in HINTS_NARROW)
            button.setFixedHeight(self._look.theme.px(32 if tight else 40))
        self._row.setSpacing(16 if narrow else 32)
        column = self.layout()
        if column is not None:
            column.setSpacing(0 if tight else 12)
        self._tight = tight
        self.show_advice(self._advice, live=not self._advises)

    def show_advice(self, text: str, *, live: bool) -> None:
        """What to do when a machine answers; in a low window the card says it."""
        self._advises = not live
        self._advice = text
        self.advice.setText("" if live else text)  # its place stays: the keys must not jump when a call begins
        self.advice.setVisible(not self._tight)

    def set_typing(self, typing: bool) -> None:
        """A text field has the keyboard."""
        self.keys.set_typing(typing)
        for button in self.hints.values():
            button.set_cap_off(typing)
        self.typing_hint.setVisible(typing)
