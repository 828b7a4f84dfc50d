"""The card "Put it on your calendar": a file saved once, or one that is kept up to date, and how programs get it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lch_desktop.ui.settings.calendar_state import COPY, FOLLOW, CalendarState, Way
from lch_desktop.ui.settings.rows import SettingRow
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import SMALL, Card, FoldBox, PlainLabel, QuietButton, SecondaryButton, WrapLabel

FLUSH = replace(SMALL, left=0, right=0)  # a quiet button in line with the words above it
PROGRAM_WIDTH = 200


class CalendarCard(Card):
    """Shows where a file is kept, and reports what is asked for."""

    save_requested = Signal()
    keep_requested = Signal()
    elsewhere_requested = Signal()
    open_requested = Signal()
    copy_requested = Signal()
    stop_requested = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent=parent)
        self._look = look
        self._state = CalendarState()
        self.set_heading(self.tr("Put it on your calendar"))
        what = self.tr("Your hour, and each promised call with its name, company and number. No note ever gets there.")
        self.body.addWidget(WrapLabel(look, what, tone="muted"))
        self._save = SecondaryButton(look, self.tr("Save a file …"))
        self._save.clicked.connect(self.save_requested)
        once = self.tr("Your calendar as it is now.")
        self._save_row = SettingRow(look, self.tr("Save it once"), self._save, once)
        self._keep = SecondaryButton(look, self.tr("Keep a file"))
        self._keep.clicked.connect(self._turn)
        self._keep_row = SettingRow(look, self.tr("Keep a file up to date"), self._keep, " ")
        self.body.addWidget(self._save_row)
        self.body.addWidget(self._keep_row)
        self.body.addWidget(self._make_quiet())
        self._ways = self._make_ways()
        self._toggle = QuietButton(look, self.tr("How to get it into your calendar"), form=FLUSH)
        self._toggle.clicked.connect(lambda: self._unfold(self._ways.isHidden()))
        self.body.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._ways)

    def show_state(self, state: CalendarState) -> None:
        """Show `state`."""
        self._state = state
        kept = bool(state.path)
        self._keep.set_label(self.tr("Stop") if kept else self.tr("Keep a file"))
        changes = self.tr("Rewritten when your plan or a promise changes.")
        self._keep_row.set_remark(f"{changes}\n{state.path}" if kept else changes)
        self._elsewhere.set_label(self.tr("Another place …") if kept else self.tr("In a place of my own …"))
        for button in (self._open, self._copy):
            button.setVisible(kept)
        self._keep.setEnabled(not state.busy)
        self._elsewhere.setEnabled(not state.busy)

    def show_problem(self, name: str, sentence: str) -> None:
        """Say what went wrong with "save" or "keep", where its button is."""
        (self._save_row if name == "save" else self._keep_row).show_problem(sentence)

    def _turn(self) -> None:
        (self.stop_requested if self._state.path else self.keep_requested).emit()

    def _unfold(self, on: bool) -> None:
        self._ways.setVisible(on)
        self._toggle.set_label(self.tr("Hide this") if on else self.tr("How to get it into your calendar"))

    def _make_quiet(self) -> QWidget:
        self._open = QuietButton(self._look, self.tr("Open now"), form=FLUSH)
        self._open.clicked.connect(self.open_requested)
        self._copy = QuietButton(self._look, self.tr("Copy its address"), form=FLUSH)
        self._copy.clicked.connect(self.copy_requested)
        self._elsewhere = QuietButton(self._look, self.tr("In a place of my own …"), form=FLUSH)
        self._elsewhere.clicked.connect(self.elsewhere_requested)
        line = FoldBox(self._look, spacing=20, folded_spacing=0)
        left = Qt.AlignmentFlag.AlignLeft
        for button in (self._open, self._copy):
            line.add(button, 0, left)
            button.hide()
        line.add(self._elsewhere, 1, left)
        return line

    def _make_ways(self) -> QWidget:
        ways = QWidget()
        column = QVBoxLayout(ways)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(8)
        self._list(column, self.tr("These follow the file that is kept up to date:"), FOLLOW)
        again = self.tr("These take a copy, best into a calendar made for it: empty it before you import again.")
        column.addSpacing(4)
        self._list(column, again, COPY)
        ways.hide()
        return ways

    def _list(self, column: QVBoxLayout, head: str, ways: Sequence[Way]) -> None:
        column.addWidget(WrapLabel(self._look, head))
        for way in ways:
            line = FoldBox(self._look, spacing=16, folded_spacing=0)
            program = PlainLabel(self._look, way.program, "body_medium")
            program.setMinimumWidth(self._look.theme.px(PROGRAM_WIDTH))
            line.add(program, 0, Qt.AlignmentFlag.AlignTop)
            line.add(WrapLabel(self._look, way.steps, tone="muted"), 1, needs=320)
            column.addWidget(line)
