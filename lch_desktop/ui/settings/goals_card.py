"""The card "Goals that are proposed": one line for each stage, and for how the last call ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from lch_desktop.domain.goals import AFTER
from lch_desktop.ui.settings.goals_state import LONGEST, STAGE_MEANS, GoalLine, GoalsState
from lch_desktop.ui.settings.rows import SettingField, SettingRow
from lch_desktop.ui.widgets import Card, QuietButton, WrapLabel
from lch_desktop.words import OUTCOMES

if TYPE_CHECKING:
    from lch_desktop.ui.theme import ThemeHolder


class GoalsCard(Card):
    """Shows a GoalsState and reports what is typed."""

    goal_given = Signal(str, str)  # a key of domain.goals.KEYS, the text
    ours_requested = Signal()
    own_requested = Signal()

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        self._look = look
        self._rows: dict[str, tuple[SettingRow, SettingField]] = {}
        self.set_heading(self.tr("Goals that are proposed"))
        about = self.tr("One for each call, until you write its own in Plan or on the card. Leave empty for ours.")
        self.body.addWidget(WrapLabel(look, about, tone="muted"))
        for stage, (label, _) in STAGE_MEANS.items():
            self._add(stage.value, self.tr(label))
        last = self.tr("The last call's outcome overrides the stage.")
        self.body.addWidget(WrapLabel(look, last, tone="muted"))
        for outcome in AFTER:
            self._add(outcome.value, self.tr("After “{0}”").format(OUTCOMES[outcome].lower()))
        self._ours = QuietButton(look, self.tr("Use our goals again"))
        self._ours.clicked.connect(self.ours_requested)
        self._own = QuietButton(look, self.tr("Take my own goals again"))
        self._own.clicked.connect(self.own_requested)
        for button in (self._ours, self._own):
            button.hide()
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_state(self, state: GoalsState) -> None:
        """Show `state`; words being typed stay."""
        for line in (*state.stages, *state.after):
            self._show_line(line)
        self._ours.setVisible(state.has_own)
        self._own.setVisible(state.can_take_back)

    def _show_line(self, line: GoalLine) -> None:
        row, field = self._rows[line.key]
        field.show_text(line.text)
        field.setPlaceholderText(line.ours)
        row.set_remark(line.remark)

    def _add(self, key: str, label: str) -> None:
        field = SettingField(self._look, label)
        field.setMaxLength(LONGEST)
        field.chosen.connect(lambda text: self.goal_given.emit(key, text))
        row = SettingRow(self._look, label, field, " ")
        self._rows[key] = (row, field)
        self.body.addWidget(row)
