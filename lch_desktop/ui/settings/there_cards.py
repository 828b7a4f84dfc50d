"""The card "There in the morning": who sees to it that the program is there when the hour comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from lch_desktop.ui.settings.there_state import WORDS, ThereLine, ThereState
from lch_desktop.ui.widgets import Card, Check, WrapLabel

if TYPE_CHECKING:
    from lch_desktop.ui.theme import ThemeHolder

INDENT = 32  # the words of a check begin here


class ThereCard(Card):
    """A switch and a sentence each."""

    switched = Signal(str, bool)

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        self._look = look
        self.set_heading(self.tr("There in the morning"))
        self._checks: dict[str, Check] = {}
        self._remarks: dict[str, WrapLabel] = {}
        self._problems: dict[str, WrapLabel] = {}
        self._under: list[QVBoxLayout] = []
        self.body.setSpacing(0)
        self.body.addSpacing(8)
        for key, words in WORDS.items():
            self._add(key, self.tr(words))
        look.changed.connect(self._indent)
        self._indent()

    def show_state(self, state: ThereState) -> None:
        """Show `state`."""
        for line in state.lines:
            self._show_line(line)

    def show_problem(self, name: str, sentence: str) -> None:
        """Why the system refused; "" takes it back."""
        if name in self._problems:
            self._problems[name].setText(sentence)
            self._problems[name].setVisible(bool(sentence))

    def _show_line(self, line: ThereLine) -> None:
        check, remark = self._checks[line.key], self._remarks[line.key]
        check.setChecked(line.on)
        check.setEnabled(line.can_switch)
        check.setAccessibleDescription(line.remark)
        remark.setText(line.remark)
        remark.set_tone("warn" if line.is_wrong else "muted")

    def _indent(self) -> None:
        for under in self._under:
            under.setContentsMargins(self._look.theme.px(INDENT), 0, 0, 8)

    def _add(self, key: str, words: str) -> None:
        check = self._checks[key] = Check(self._look, words)
        check.clicked.connect(lambda on: self.switched.emit(key, on))
        remark = self._remarks[key] = WrapLabel(self._look, "", "caption_plain", "muted")
        problem = self._problems[key] = WrapLabel(self._look, "", "caption_plain", "err")
        problem.hide()
        under = QVBoxLayout()
        under.setSpacing(2)
        under.addWidget(remark)
        under.addWidget(problem)
        self._under.append(under)
        self.body.addWidget(check, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(under)
