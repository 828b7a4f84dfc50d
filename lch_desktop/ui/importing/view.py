"""The import page as the rep sees it: four steps, one in front, and the line at the foot that goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.importing.columns_step import ColumnsStep
from lch_desktop.ui.importing.done_step import DoneStep
from lch_desktop.ui.importing.file_step import FileStep
from lch_desktop.ui.importing.look_over_step import LookOverStep
from lch_desktop.ui.importing.parts import ProgressLine, Scroll, StepMarks
from lch_desktop.ui.importing.state import STEPS, Footer, ImportState
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import TALL, ElidedLabel, PlainLabel, PrimaryButton, ProblemLine, QuietButton, WrapLabel
from lch_desktop.ui.widgets.scroll_keys import scroll_by_key

WIDEST = 1136
SIDES, TOP = 40, 32
HEAD_IN_ONE_LINE = 760
COLUMNS = 1  # the step that a list of numbers has not


class ImportView(QFrame):
    """Shows an ImportState and reports what the rep asks for. Enter goes on, Esc goes back."""

    go_on_requested = Signal()
    back_requested = Signal()
    cancel_requested = Signal()
    other_requested = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._step = -1
        self.setObjectName("page")
        self.setAccessibleName(self.tr("Import"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.file = FileStep(look)
        self.columns = ColumnsStep(look)
        self.look_over = LookOverStep(look)
        self.done = DoneStep(look)
        self._steps: tuple[QWidget, ...] = (self.file, self.columns, self.look_over, self.done)
        self._marks = StepMarks(look, STEPS)
        self._problem = ProblemLine(look)
        self._remark = WrapLabel(look, tone="muted")
        self._notices = QWidget()
        said = QVBoxLayout(self._notices)
        said.setContentsMargins(0, 0, 0, 16)
        for line in (self._problem, self._remark):
            said.addWidget(line)
        self._notices.hide()
        self.progress = ProgressLine(look)
        content = QWidget()
        content.setMaximumWidth(WIDEST)
        self._lay_out(content)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(SIDES, TOP, SIDES, TOP)
        outer.addWidget(content, 1000)
        outer.addStretch(1)
        self._connect()

    def show_state(self, state: ImportState) -> None:
        """Show one step."""
        self._marks.show_step(state.step, frozenset({COLUMNS}) if state.skips_columns else frozenset())
        self._problem.set_problem(state.problem, self.tr("Other file"))
        self._problem.setVisible(bool(state.problem))
        self._remark.setText(state.remark)
        self._remark.setVisible(bool(state.remark))
        self._notices.setVisible(bool(state.problem or state.remark))
        self.file.show_state(state.file)
        if state.columns is not None:
            self.columns.show_state(state.columns)
        if state.look_over is not None:
            self.look_over.show_state(state.look_over)
        if state.done is not None:
            self.done.show_state(state.done)
        self._show_footer(state.footer)
        self.progress.show_work(state.working, can_stop=state.can_stop)
        if state.step != self._step:
            self._go_to(state.step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if scroll_by_key(self._scroll, event) or event.isAutoRepeat():
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._primary.isEnabled() and not self._primary.isHidden():
                self._primary.flash()
                self.go_on_requested.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() - 2 * SIDES >= self._look.theme.px(HEAD_IN_ONE_LINE)
        self._marks.set_at_left(not wide)
        self._head.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _go_to(self, step: int) -> None:
        self._step = step
        for place, widget in enumerate(self._steps):
            widget.setVisible(place == step)
        self._scroll.verticalScrollBar().setValue(0)
        if self.isVisible():
            self.setFocus()  # Enter goes on from here, and Tab begins at the top

    def _show_footer(self, footer: Footer) -> None:
        self._said.setText(footer.remark)
        self._primary.set_label(footer.primary)
        self._primary.setEnabled(footer.ready)
        self._primary.setVisible(bool(footer.primary))
        self._back.setVisible(footer.back)

    def _lay_out(self, content: QWidget) -> None:
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(16)
        self._head.addWidget(PlainLabel(self._look, self.tr("Import leads"), "headline"))
        self._head.addWidget(self._marks, 1)
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        for widget in self._steps:
            inside.addWidget(widget)
            widget.hide()
        self._scroll = Scroll(body)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addSpacing(24)
        column.addWidget(self._notices)
        column.addWidget(self._scroll, 1)
        column.addSpacing(16)
        column.addWidget(self.progress)
        column.addLayout(self._make_footer())

    def _make_footer(self) -> QHBoxLayout:
        self._said = ElidedLabel(self._look, tone="muted")
        self._back = QuietButton(self._look, self.tr("Back"), tone="muted")
        self._primary = PrimaryButton(self._look, "", self.tr("Enter"), form=TALL)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self._said, 1)
        row.addWidget(self._back)
        row.addWidget(self._primary)
        return row

    def _connect(self) -> None:
        self._primary.clicked.connect(self.go_on_requested)
        self._back.clicked.connect(self.back_requested)
        self._problem.fix_requested.connect(self.other_requested)
        self.progress.cancel_requested.connect(self.cancel_requested)
        self.file.left.connect(self.back_requested)
        for step in (self.columns, self.look_over):
            step.file.other_requested.connect(self.other_requested)
        self.done.other_requested.connect(self.other_requested)
