"""The row "14 calls for HubSpot: Save file, Copy", with its calls and what was handed over before."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.exporting.state import CallLine, CrmState, FormerLine
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import (
    SMALL,
    Card,
    ElidedLabel,
    PlainLabel,
    QuietButton,
    Rule,
    SecondaryButton,
    WrapLabel,
)
from lch_desktop.ui.widgets.fold import FoldBox

_FLUSH = replace(SMALL, left=0, right=0)  # a quiet button in line with the words above it


class CrmCard(Card):
    """One row, and two lists that open under it. Hidden while there is nothing to say."""

    save_requested = Signal(int)  # 0: what waits; else a former handover, once more
    copy_requested = Signal(int)
    copy_call_requested = Signal(int)

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, padding=(24, 16), parent=parent)
        self.setAccessibleName(self.tr("Calls for the CRM"))
        self._look = look
        self._title = PlainLabel(look, role="large_strong")
        self._save = SecondaryButton(look, self.tr("Save file"), icon="download", form=SMALL)
        self._copy = SecondaryButton(look, self.tr("Copy"), icon="copy", form=SMALL)
        self._warnings = WrapLabel(look, tone="muted")
        self._calls = _Lines(look, self.tr("Show the calls"), self.tr("Hide the calls"))
        self._former = _Lines(look, self.tr("Handed over before"), self.tr("Hide what was handed over"))
        self._lay_out()
        self._save.clicked.connect(lambda: self.save_requested.emit(0))
        self._copy.clicked.connect(lambda: self.copy_requested.emit(0))

    def show_state(self, state: CrmState) -> None:
        """Show `state`."""
        self.setVisible(not state.empty)
        self._title.setText(state.title)
        for button in (self._save, self._copy):
            button.setVisible(state.count > 0)
        self._warnings.setText("\n".join(state.warnings))
        self._warnings.setVisible(bool(state.warnings))
        self._calls.show_rows([self._call_row(line) for line in state.calls], state.more)
        self._former.show_rows([self._former_row(line) for line in state.former])

    def _call_row(self, line: CallLine) -> QWidget:
        copy = SecondaryButton(self._look, self.tr("Copy"), form=SMALL)
        copy.setAccessibleName(self.tr("Copy for CRM: {name}").format(name=line.name))
        copy.clicked.connect(lambda: self.copy_call_requested.emit(line.call_id))
        return _row(self._look, line.name, line.remark, copy)

    def _former_row(self, line: FormerLine) -> QWidget:
        again = SecondaryButton(self._look, self.tr("Again"), form=SMALL)
        again.setAccessibleName(self.tr("Again: {title}").format(title=line.title))
        again.clicked.connect(lambda: self.save_requested.emit(line.handover_id))
        return _row(self._look, line.title, line.remark, again)

    def _lay_out(self) -> None:
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._save)
        row.addWidget(self._copy)
        head = FoldBox(self._look, spacing=16)
        head.add(self._title, 1)
        head.add(buttons, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        toggles = QHBoxLayout()
        toggles.setSpacing(20)
        toggles.addWidget(self._calls.toggle)
        toggles.addWidget(self._former.toggle)
        toggles.addStretch(1)
        self.body.addWidget(head)
        self.body.addWidget(self._warnings)
        self.body.addLayout(toggles)
        self.body.addWidget(self._calls)
        self.body.addWidget(self._former)


class _Lines(QWidget):
    """Rows under a quiet button that opens and closes them."""

    def __init__(self, look: ThemeHolder, opened: str, closed: str) -> None:
        super().__init__()
        self._words = (opened, closed)
        self.toggle = QuietButton(look, opened, form=_FLUSH)
        self.toggle.clicked.connect(self._turn)
        self._rows: list[QWidget] = []
        self._more = PlainLabel(look, tone="muted")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._more)
        self.hide()

    def show_rows(self, rows: list[QWidget], more: str = "") -> None:
        """Show `rows` in place of the former ones; closed rows stay closed."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = rows
        for place, row in enumerate(rows):
            self._column.insertWidget(place, row)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.toggle.setVisible(bool(rows))
        if not rows:
            self._open(False)

    def _turn(self) -> None:
        self._open(self.isHidden())

    def _open(self, on: bool) -> None:
        self.setVisible(on)
        self.toggle.set_label(self._words[on])


def _row(look: ThemeHolder, title: str, remark: str, button: SecondaryButton) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout()
    line.setContentsMargins(0, 6, 0, 6)
    line.setSpacing(12)
    line.addWidget(ElidedLabel(look, title, "body_medium"))
    line.addWidget(ElidedLabel(look, remark, "body", "muted"), 1)
    line.addWidget(button)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Rule())
    column.addLayout(line)
    return holder
