"""The parts of the card "Resistance" that hold if-then lines: one line with its buttons, and where one is written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from lch_desktop.domain.if_then import LONGEST, Line
from lch_desktop.ui.settings.resistance_state import CHANGE, REHEARSE, Act, LineState
from lch_desktop.ui.widgets import Field, FoldBox, PlainLabel, Problem, QuietButton, SecondaryButton, WrapLabel

if TYPE_CHECKING:
    from lch_desktop.ui.theme import ThemeHolder


class LineEditor(QWidget):
    """If ..., then ..., and one of ours to begin with. Esc gives up."""

    given = Signal(str, str, str)  # the condition it had ("" for a new line), condition, act
    left = Signal()

    def __init__(self, look: ThemeHolder, save: str, *, can_leave: bool) -> None:
        super().__init__()
        self._was = ""
        self._suggestions: tuple[Line, ...] = ()
        self.condition = Field(look, self.tr("If"), self.tr("what it says, such as: coffee calls"))
        self.act = Field(look, self.tr("then"), self.tr("what you do, such as: I dial one more first"))
        self.problem = Problem(look)
        self._save = SecondaryButton(look, save)
        self._save.clicked.connect(self._give)
        self._pick = QuietButton(look, self.tr("Pick one of ours"))
        self._pick.clicked.connect(self._open_list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for word, field in ((self.tr("If"), self.condition), (self.tr("then"), self.act)):
            field.setMaxLength(LONGEST)
            field.left.connect(self._leave)
            field.textEdited.connect(lambda _text: self.problem.say(""))
            column.addLayout(_labelled(look, word, field))
        self.condition.returnPressed.connect(self._go_on)
        self.act.returnPressed.connect(self._give)
        column.addWidget(self.problem)
        column.addLayout(self._foot(look, can_leave=can_leave))

    def _foot(self, look: ThemeHolder, *, can_leave: bool) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self._save)
        foot.addWidget(self._pick)
        if can_leave:
            leave = QuietButton(look, self.tr("Leave it"))
            leave.clicked.connect(self.left)
            foot.addWidget(leave)
        foot.addStretch(1)
        return foot

    def offer(self, suggestions: tuple[Line, ...]) -> None:
        """Those that may be picked."""
        self._suggestions = suggestions
        self._pick.setVisible(bool(suggestions))

    def edit(self, was: str, act: str) -> None:
        """Write another form of a line."""
        self._was = was
        self.condition.setText(was)
        self.act.setText(act)
        self.problem.say("")
        self.condition.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Begin anew."""
        self._was = ""
        self.condition.clear()
        self.act.clear()
        self.problem.say("")

    def _go_on(self) -> None:
        self.act.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        self.given.emit(self._was, self.condition.text(), self.act.text())

    def _leave(self) -> None:
        if not self._was:
            self.clear()
        self.left.emit()

    def _open_list(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for line in self._suggestions:
            menu.addAction(line[0]).triggered.connect(partial(self._take, line))
        menu.popup(self._pick.mapToGlobal(QPoint(0, self._pick.height())))

    def _take(self, line: Line, _checked: bool = False) -> None:
        self.condition.setText(line[0])
        self.act.setText(line[1])
        self.act.setFocus(Qt.FocusReason.OtherFocusReason)


class Rehearsal(QWidget):
    """Type the line once, or say that it was read aloud."""

    typed = Signal(str)
    read = Signal()
    left = Signal()

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._field = Field(look, self.tr("Type the line once"), self.tr("Type it here, or read it aloud"))
        self._field.setMaxLength(3 * LONGEST)
        self._field.returnPressed.connect(lambda: self.typed.emit(self._field.text()))
        self._field.left.connect(self.left)
        self._problem = WrapLabel(look, "", "caption_plain", "muted")
        self._problem.hide()
        self._field.textEdited.connect(lambda _text: self._problem.hide())
        read = SecondaryButton(look, self.tr("I read it aloud"))
        read.clicked.connect(self.read)
        leave = QuietButton(look, self.tr("Not now"))
        leave.clicked.connect(self.left)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self._field, 1)
        line.addWidget(read)
        line.addWidget(leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self._problem)

    def begin(self) -> None:
        """Ready to be typed in."""
        self._field.clear()
        self._problem.hide()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_wrong(self) -> None:
        """What was typed is something else."""
        self._problem.setText(self.tr("Not the same words yet. Capitals and commas do not matter."))
        self._problem.show()


class LineRow(QWidget):
    """One line with its buttons; while it is rehearsed or changed, what that needs stands under it."""

    acted = Signal(str, str, str)  # kind of act, condition, the condition that makes room
    typed = Signal(str, str)  # condition, what was typed
    read = Signal(str)
    changed = Signal(str, str, str)  # the condition it had, condition, act

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._look = look
        self._state: LineState | None = None
        self._acts: tuple[Act, ...] = ()
        self._sentence = WrapLabel(look, "", "body_medium")
        self._remark = WrapLabel(look, "", "caption_plain", "muted")
        self._buttons = QWidget()
        self._button_row = QHBoxLayout(self._buttons)
        self._button_row.setContentsMargins(0, 0, 0, 0)
        self._button_row.setSpacing(16)
        words = QWidget()
        text = QVBoxLayout(words)
        text.setContentsMargins(0, 0, 0, 0)
        text.setSpacing(0)
        text.addWidget(self._sentence)
        text.addWidget(self._remark)
        self._line = FoldBox(look, spacing=24, folded_spacing=0)
        self._line.add(words, 1, needs=320)
        self._line.add(self._buttons, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.rehearsal = Rehearsal(look)
        self.editor = LineEditor(look, self.tr("Save the words"), can_leave=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)
        self._column.setSpacing(4)
        self._column.addWidget(self._line)
        for part in (self.rehearsal, self.editor):
            part.hide()
            self._column.addWidget(part)
            part.left.connect(self.close_parts)
        self.rehearsal.typed.connect(lambda text: self.typed.emit(self.condition, text))
        self.rehearsal.read.connect(lambda: self.read.emit(self.condition))
        self.editor.given.connect(self.changed)

    @property
    def condition(self) -> str:
        """Of the line shown."""
        return self._state.condition if self._state is not None else ""

    def show_line(self, state: LineState, suggestions: tuple[Line, ...]) -> None:
        """Show `state`; what was open under another line, or for other words, is closed."""
        before = self._state
        self._state = state
        self._sentence.setText(state.sentence)
        self._remark.setText(state.remark)
        self._remark.set_tone("sun_text" if state.is_due else "muted")
        if state.acts != self._acts:
            self._make_buttons(state.acts)
        for place in range(self._button_row.count()):
            item = self._button_row.itemAt(place)
            button = item.widget() if item is not None else None
            if button is not None:
                button.setAccessibleDescription(state.sentence)
        self.editor.offer(suggestions)
        if before is None or (before.condition, before.act, before.remark) != (
            state.condition,
            state.act,
            state.remark,
        ):
            self.close_parts()

    def close_parts(self) -> None:
        """Only the line again."""
        had = any(field.hasFocus() for part in (self.rehearsal, self.editor) for field in part.findChildren(QWidget))
        self.rehearsal.hide()
        self.editor.hide()
        if had:
            self.focus_first()

    def focus_first(self) -> None:
        """The keyboard to the first button, which takes nothing away."""
        item = self._button_row.itemAt(0)
        first = item.widget() if item is not None else None
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_buttons(self, acts: tuple[Act, ...]) -> None:
        self._acts = acts
        while (item := self._button_row.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for act in acts:
            button = QuietButton(self._look, act.label)
            button.clicked.connect(partial(self._act, act))
            self._button_row.addWidget(button)
            button.show()  # at once: the keyboard may go there
        self._line.refold()

    def _act(self, act: Act, _checked: bool = False) -> None:
        state = self._state
        if state is None:
            return
        if act.kind == REHEARSE:
            self.editor.hide()
            self.rehearsal.show()
            self.rehearsal.begin()
        elif act.kind == CHANGE:
            self.rehearsal.hide()
            self.editor.show()
            self.editor.edit(state.condition, state.act)
        else:
            self.acted.emit(act.kind, state.condition, act.instead_of)


def _labelled(look: ThemeHolder, word: str, field: Field) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(12)
    label = PlainLabel(look, word, tone="muted")
    label.setFixedWidth(look.theme.px(40))
    look.changed.connect(lambda: label.setFixedWidth(look.theme.px(40)))
    label.setBuddy(field)
    line.addWidget(label)
    line.addWidget(field, 1)
    return line
