"""The cards of the settings that need more than rows: the dialer's test, and the keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.domain.settings import Settings
from lch_desktop.services.calling import BY_HAND, PRESETS
from lch_desktop.ui.hotkeys import ACTIONS, KeyMap
from lch_desktop.ui.settings.rows import KeyButton, SettingField, SettingRow
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import (
    SMALL,
    Card,
    QuietButton,
    SecondaryButton,
    Select,
    WrapLabel,
)

KEY_COLUMNS = 2


class DialerPart(QWidget):
    """Which program calls, and a test with the rep's own number."""

    dialer_chosen = Signal(str)
    test_requested = Signal(str)
    tested = Signal(bool)

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preset = Select(look, self.tr("What do you call with?"))
        for label, template in PRESETS.items():
            self._preset.addItem(label, template)
        self._preset.addItem(self.tr("Another address"), "")
        self._preset.activated.connect(self._choose)
        self._template = SettingField(look, self.tr("Dialer address"), "tel:{e164}")
        self._template.chosen.connect(self.dialer_chosen)
        self._number = SettingField(look, self.tr("Your own number"), "+1 512 555 0143")
        self._test = SecondaryButton(look, self.tr("Test"))
        self._test.clicked.connect(lambda: self.test_requested.emit(self._number.text()))
        testing = QWidget()
        line = QHBoxLayout(testing)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._number)
        line.addWidget(self._test)
        self.rows = {
            "preset": SettingRow(look, self.tr("What do you call with?"), self._preset),
            "dialer": SettingRow(
                look, self.tr("Dialer address"), self._template, self.tr("{e164} stands for the number.")
            ),
            "test": SettingRow(look, self.tr("Try it with your own number"), testing),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in self.rows.values():
            column.addWidget(row)
        column.addWidget(self._make_answer(look))

    def show_settings(self, settings: Settings) -> None:
        """Show the dialer and whether its test has passed."""
        place = self._preset.findData(settings.dialer)
        self._preset.setCurrentIndex(place if place >= 0 else self._preset.count() - 1)
        self._template.show_text(settings.dialer if settings.dialer != BY_HAND else "")
        by_hand = settings.dialer == BY_HAND
        self.rows["dialer"].setVisible(not by_hand)
        self.rows["test"].setVisible(not by_hand)
        self.rows["test"].set_remark(
            self.tr("The test has passed: Call hands the number over.")
            if settings.dialer_tested
            else self.tr("Until a test has passed, Call shows the number large.")
        )
        self._answer.hide()

    def ask_whether_it_rang(self, taken: bool) -> None:
        """After a test call that the system took."""
        self._answer.setVisible(taken)

    def _make_answer(self, look: ThemeHolder) -> QWidget:
        self._answer = QWidget()
        rang = SecondaryButton(look, self.tr("It rang"), form=SMALL)
        rang.clicked.connect(lambda: self.tested.emit(True))
        silent = QuietButton(look, self.tr("It did not"))
        silent.clicked.connect(lambda: self.tested.emit(False))
        line = QHBoxLayout(self._answer)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(16)
        line.addWidget(WrapLabel(look, self.tr("Did your phone ring?")), 1)
        line.addWidget(rang)
        line.addWidget(silent)
        self._answer.hide()
        return self._answer

    def _choose(self) -> None:
        template = self._preset.currentData()
        if template:
            self.dialer_chosen.emit(template)
        else:
            self._template.setFocus(Qt.FocusReason.OtherFocusReason)


class KeysCard(Card):
    """Every key of the hour."""

    key_chosen = Signal(str, str)
    reset_requested = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent=parent)
        self.set_heading(self.tr("Keys"))
        self._buttons = {action.name: KeyButton(look, action) for action in ACTIONS}
        about = self.tr("Press one, then the new key. Delete switches a key off, Esc keeps it.")
        self.body.addWidget(WrapLabel(look, about, tone="muted"))
        self._problem = WrapLabel(look, tone="err")
        self._problem.hide()
        self.body.addWidget(self._problem)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        half = -(-len(ACTIONS) // KEY_COLUMNS)
        for place, action in enumerate(ACTIONS):
            column, row = divmod(place, half)
            button = self._buttons[action.name]
            button.key_chosen.connect(self.key_chosen)
            grid.addWidget(WrapLabel(look, action.label), row, column * 3)
            grid.addWidget(button, row, column * 3 + 1)
            grid.setRowMinimumHeight(row, look.theme.px(40))
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(2, 16)  # with the spacing on both sides a gap of 48, whatever the text size
        grid.setColumnStretch(3, 1)
        self.body.addLayout(grid)
        reset = QuietButton(look, self.tr("Use our keys again"))
        reset.clicked.connect(self.reset_requested)
        self.body.addWidget(reset, 0, Qt.AlignmentFlag.AlignLeft)

    def show_settings(self, settings: Settings) -> None:
        """Show the keys in force."""
        keys = KeyMap(settings.keys)
        for name, button in self._buttons.items():
            button.show_key(keys.key(name))

    def show_problem(self, sentence: str) -> None:
        """Say why a key was refused."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
