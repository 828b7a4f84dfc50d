"""Several leads at once: how many are chosen, and what can be done with all of them in one step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lch_desktop.domain.leads import Stage
from lch_desktop.ui.leads.state import STAGES
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import PlainLabel, QuietButton, Rule, SecondaryButton, Select, WrapLabel


class ManyPane(QWidget):
    """`act_requested` tells a word of LeadMenu, or again and go for old promises."""

    act_requested = Signal(str)
    left = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scroll_body")
        self._look = look
        self._title = WrapLabel(look, role="title")
        self._title.setAccessibleName(self.tr("Leads chosen"))
        self._hint = WrapLabel(look, tone="muted")
        self._buttons: dict[str, QWidget] = {}
        self._deck = QWidget()
        self._stage = Select(look, self.tr("Stage of all"))
        self._stage.addItem(self.tr("Set the stage"), "")
        for stage, word in STAGES.items():
            self._stage.addItem(word, stage.value)
        self._stage.activated.connect(self._set_stage)
        self._working = WrapLabel(look, role="body_medium")
        self._working.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addWidget(self._working)
        self._fill_deck()
        column.addWidget(self._deck)
        self._fill(column)
        column.addStretch(1)

    def show_many(self, count: int, *, overdue: bool) -> None:
        """Say how many are chosen; old promises have three acts of their own."""
        self._title.setText(self.tr("{count} leads chosen").format(count=f"{count:,}"))
        self._title.setAccessibleDescription(str(count))
        self._hint.setText(
            self.tr("Promises that were not kept: call today, promise again, or let them go.")
            if overdue
            else self.tr("Each step can be taken back with Ctrl+Z.")
        )
        self._deck.setVisible(overdue)
        self._buttons["merge"].setVisible(count == 2)
        self._buttons["today"].setVisible(not overdue)  # the deck has its own
        self._stage.setCurrentIndex(0)

    def show_working(self, done: int, total: int) -> None:
        """Say how far a long step is."""
        self._working.setText(self.tr("Working: {done} of {total}").format(done=f"{done:,}", total=f"{total:,}"))
        self._working.show()

    def set_busy(self, busy: bool) -> None:
        """Nothing can be pressed while a step is under way."""
        for button in (*self._buttons.values(), self._stage):
            button.setEnabled(not busy)
        if not busy:
            self._working.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _fill_deck(self) -> None:
        column = QVBoxLayout(self._deck)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        for label, word, remark in (
            (self.tr("Call them today"), "today", self.tr("They join today's list.")),
            (
                self.tr("Promise again"),
                "again",
                self.tr("Four a morning, from the next workday on."),
            ),
            (self.tr("Let them go"), "go", self.tr("They come up again in a month.")),
        ):
            column.addWidget(self._button(label, f"deck:{word}"), 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(WrapLabel(self._look, remark, tone="muted"))
        column.addSpacing(8)
        column.addWidget(Rule())

    def _fill(self, column: QVBoxLayout) -> None:
        rows = (
            (self.tr("Star for today"), "star", "star"),
            (self.tr("Call today"), "today", "phone"),
            (self.tr("Snooze ..."), "snooze", "moon"),
            (self.tr("Merge the two ..."), "merge", "users"),
        )
        column.addSpacing(8)
        for label, word, icon in rows:
            column.addWidget(self._button(label, word, icon), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._stage, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        column.addWidget(Rule())
        for label, word, tone in (
            (self.tr("Do not call"), "never", "err"),
            (self.tr("Delete"), "delete", "err"),
            (self.tr("Choose nobody"), "none", "accent"),
        ):
            quiet = QuietButton(self._look, label, tone=tone)
            quiet.clicked.connect(lambda _=False, word=word: self.act_requested.emit(word))
            self._buttons[word] = quiet
            column.addWidget(quiet, 0, Qt.AlignmentFlag.AlignLeft)

    def _button(self, label: str, word: str, icon: str = "") -> SecondaryButton:
        button = SecondaryButton(self._look, label, icon=icon)
        button.clicked.connect(lambda: self.act_requested.emit(word.removeprefix("deck:")))
        self._buttons[word] = button
        return button

    def _set_stage(self) -> None:
        if self._stage.currentData():
            self.act_requested.emit(f"stage:{Stage(self._stage.currentData()).value}")


class NobodyPane(QWidget):
    """Beside an empty table: where the words of a lead will stand."""

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.addWidget(PlainLabel(look, self.tr("Nobody is chosen."), tone="muted"))
        column.addStretch(1)
