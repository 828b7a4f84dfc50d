"""The cards of the settings about files: backups with the way back, newer files, and where calls go back to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.domain.backups import DAYS_KEPT, WEEKS_KEPT
from lch_desktop.domain.outward import CRMS
from lch_desktop.domain.settings import Settings
from lch_desktop.ui.settings.backups_state import BackupsState
from lch_desktop.ui.settings.rows import SettingRow
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import SMALL, Card, QuietButton, SecondaryButton, Segment, Select, WrapLabel


class BackupsCard(Card):
    """When the last backup was, a button for another, and the list to bring one back from."""

    back_up_requested = Signal()
    list_requested = Signal()
    list_left = Signal()
    restore_requested = Signal(str)  # the name of a backup

    def __init__(self, look: ThemeHolder, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent=parent)
        self.set_heading(self.tr("Backups"))
        self._back_up = SecondaryButton(look, self.tr("Back up now"))
        self._back_up.clicked.connect(self.back_up_requested)
        self._restore = SecondaryButton(look, self.tr("Restore …"))
        self._restore.clicked.connect(self.list_requested)
        kept = self.tr(
            "One a day, of which {days} are kept and one for each of {weeks} weeks, and one before each import."
        )
        self._last = SettingRow(look, kept.format(days=DAYS_KEPT, weeks=WEEKS_KEPT), self._back_up, " ")
        self._back = SettingRow(
            look, self.tr("Bring an older state back"), self._restore, self.tr("What is there now is kept as a backup.")
        )
        where = self.tr("They lie in {folder}, private to you.").format(folder=folder)
        self._busy = WrapLabel(look, "", tone="muted")
        self._busy.hide()
        self._choice = self._make_choice(look)
        for part in (
            self._last,
            self._back,
            self._choice,
            self._busy,
            WrapLabel(look, where, "caption_plain", "muted"),
        ):
            self.body.addWidget(part)

    def show_state(self, state: BackupsState) -> None:
        """Show `state`."""
        self._last.set_remark(state.last)
        for button in (self._back_up, self._restore, self._bring_back):
            button.setEnabled(not state.busy)
        self._busy.setText(state.busy)
        self._busy.setVisible(bool(state.busy))
        if state.choosing and self._choice.isHidden():
            self._fill(state)
        self._choice.setVisible(state.choosing)

    def show_problem(self, sentence: str) -> None:
        """Say what went wrong, where the button is."""
        self._last.show_problem(sentence)

    def _fill(self, state: BackupsState) -> None:
        self._select.clear()
        for line in state.lines:
            self._select.addItem(line.words, line.name)
        self._bring_back.setVisible(bool(state.lines))
        self._select.setVisible(bool(state.lines))
        self._nothing.setVisible(not state.lines)
        if state.lines:
            self._select.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_choice(self, look: ThemeHolder) -> QWidget:
        """The backups, and a second press that means it."""
        choice = QWidget()
        self._select = Select(look, self.tr("Backup"))
        self._nothing = WrapLabel(look, self.tr("There is no backup yet."), tone="muted")
        self._bring_back = SecondaryButton(look, self.tr("Bring this one back"), form=SMALL)
        self._bring_back.clicked.connect(lambda: self.restore_requested.emit(self._select.currentData() or ""))
        leave = QuietButton(look, self.tr("Leave it as it is"))
        leave.clicked.connect(self.list_left)
        buttons = QHBoxLayout()
        buttons.setSpacing(16)
        buttons.addWidget(self._bring_back)
        buttons.addWidget(leave)
        buttons.addStretch(1)
        column = QVBoxLayout(choice)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(8)
        column.addWidget(self._select)
        column.addWidget(self._nothing)
        column.addLayout(buttons)
        choice.hide()
        return choice


class NewerFilesCard(Card):
    """Whether newer files are looked for, a button that brings the newest in, and where calls go back to."""

    answered = Signal(str, object)  # the setting's name, its value
    fetch_requested = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent=parent)
        self.set_heading(self.tr("Files in and out"))
        options = [("yes", self.tr("Yes")), ("no", self.tr("No")), ("ask", self.tr("Ask me"))]
        self._answer = Segment(look, self.tr("Look for newer files each morning"), options, "ask")
        self._answer.value_changed.connect(lambda value: self.answered.emit("newer_files", value))
        self._fetch = SecondaryButton(look, self.tr("Bring in the newest file"))
        self._fetch.clicked.connect(self.fetch_requested)
        asked = self.tr("Where your last file came from. Nothing is brought in by itself, and nothing during the hour.")
        again = self.tr("From the same place, with the same choices as last time.")
        self.body.addWidget(SettingRow(look, self.tr("Look for newer files each morning"), self._answer, asked))
        self.body.addWidget(SettingRow(look, self.tr("Import again"), self._fetch, again))
        systems = [("", self.tr("Last import's")), *CRMS.items()]
        self._crm = Segment(look, self.tr("Calls go back to"), systems, "")
        self._crm.value_changed.connect(lambda value: self.answered.emit("crm", value))
        back = self.tr("Whose shape the morning's calls are saved in, after the hour.")
        self.body.addWidget(SettingRow(look, self.tr("Calls go back to"), self._crm, back))

    def show_settings(self, settings: Settings) -> None:
        """Show the answers that are kept."""
        _show_answer(self._answer, settings.newer_files)
        _show_answer(self._crm, settings.crm)


def _show_answer(segment: Segment, value: str) -> None:
    """Show `value` without telling anybody that it was chosen."""
    if segment.value() != value:
        segment.blockSignals(True)
        segment.set_value(value)
        segment.blockSignals(False)
