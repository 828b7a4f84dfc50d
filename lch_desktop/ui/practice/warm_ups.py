"""The section "Warm-ups" of Practice: three small things a day, for whoever wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lch_desktop.domain.warm_ups import WarmUpKind
from lch_desktop.ui.practice.warm_ups_part import WarmUpsPart
from lch_desktop.ui.practice.warm_ups_state import TITLES
from lch_desktop.ui.widgets import Card, Check, EditLine, FoldBox, PlainLabel, QuietButton, SecondaryButton, WrapLabel

if TYPE_CHECKING:
    from datetime import date

    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.practice.warm_ups_state import WarmUpLine, WarmUpsState
    from lch_desktop.ui.theme import ThemeHolder

CHECK_WIDTH, EVER_WIDTH = 288, 136
INDENT = 32  # the words of a check begin here


class WarmUpsView(QWidget):
    """Shows a WarmUpsState and reports ticks and words."""

    switched = Signal(bool)
    ticked = Signal(object, bool, str)  # a WarmUpKind, whether it is done, to whom
    said = Signal(object, str)

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._on: date | None = None
        card = Card(look, self.tr("Warm-ups"))
        self._says = WrapLabel(look, "", "body", "muted")
        self.turn_on = SecondaryButton(look, self.tr("Turn on warm-ups"))
        self.turn_off = QuietButton(look, self.tr("Turn off"))
        card.add_to_head(self.turn_off)
        card.body.addWidget(self._says)
        self._rows = {kind: _Row(look, title) for kind, title in TITLES.items()}
        self._friends = WrapLabel(look, "", "body", "muted")
        for kind, row in self._rows.items():
            card.body.addWidget(row)
            self._connect(kind, row)
            if kind is WarmUpKind.CALL:
                self._under_call = QVBoxLayout()
                self._under_call.addWidget(self._friends)
                card.body.addLayout(self._under_call)
        card.body.addWidget(self.turn_on, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        look.changed.connect(self._indent)
        self._indent()
        self.turn_on.clicked.connect(lambda: self.switched.emit(True))
        self.turn_off.clicked.connect(lambda: self.switched.emit(False))

    def show_state(self, state: WarmUpsState) -> None:
        """Show `state`."""
        held = self.turn_on.hasFocus() or self.turn_off.hasFocus()
        self._says.setText(state.says)
        self._friends.setText(state.friends)
        self._friends.setVisible(bool(state.friends))
        lines = {line.kind: line for line in state.lines}
        is_new_day, self._on = state.on != self._on, state.on
        for kind, row in self._rows.items():
            row.setVisible(kind in lines)
            if kind in lines:
                row.show_line(lines[kind], is_new_day=is_new_day)
        self.turn_on.setVisible(not state.is_on)
        self.turn_off.setVisible(state.is_on)
        if held:  # the button that was pressed is gone
            first = self._rows[WarmUpKind.CALL].check if lines else self.turn_on
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _indent(self) -> None:
        self._under_call.setContentsMargins(self._look.theme.px(INDENT), 0, 0, 4)

    def _connect(self, kind: WarmUpKind, row: _Row) -> None:
        row.check.clicked.connect(lambda on: self.ticked.emit(kind, on, row.note.text()))
        row.said.connect(lambda text: self.said.emit(kind, text))


class _Row(QWidget):
    """A tick, to whom, and how many there were.

    Words that are left without Enter wait for the tick: a press on the tick takes the keyboard out of them first, and
    must not find the row done by that.
    """

    said = Signal(str)

    def __init__(self, look: ThemeHolder, title: str) -> None:
        super().__init__()
        self._look, self._done = look, False
        self.check = Check(look, title)
        name = self.tr("To whom: {title}").format(title=title)
        self.note = EditLine(look, name, self.tr("To whom, if you like"), kind="underline", lines=(1, 3), one_line=40)
        self.note.left.connect(self.note.clearFocus)
        self.note.committed.connect(self._leave_words)
        self.note.submitted.connect(lambda: self.said.emit(self.note.text()))
        self._ever = PlainLabel(look, "", "caption_plain", "muted")
        self._ever.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        middle = Qt.AlignmentFlag.AlignVCenter
        box = FoldBox(look, spacing=16, folded_spacing=4)
        box.add(self.check, 0, middle)
        box.add(self.note, 1, needs=200)
        box.add(self._ever, 0, middle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.addWidget(box)
        look.changed.connect(self._apply_look)
        self._apply_look()

    def show_line(self, line: WarmUpLine, *, is_new_day: bool) -> None:
        """Show `line`; words that wait for their tick stay for the day."""
        self._done = line.done
        self.check.setChecked(line.done)
        if line.done or is_new_day:
            self.note.show_text(line.note, same=not is_new_day)
        self._ever.setText(line.ever)

    def _leave_words(self, text: str) -> None:
        if self._done:
            self.said.emit(text)

    def _apply_look(self) -> None:
        self.check.setMinimumWidth(self._look.theme.px(CHECK_WIDTH))
        self._ever.setMinimumWidth(self._look.theme.px(EVER_WIDTH))


class WarmUpsSection(WarmUpsView):
    """The section with what is behind it."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context.look)
        self.part = part = WarmUpsPart(context, self)
        part.shown.connect(self.show_state)
        self.switched.connect(part.switch)
        self.ticked.connect(part.tick)
        self.said.connect(part.say)

    def on_shown(self) -> None:
        """Read again: the section came to the front, or something changed."""
        self.part.refresh()


def make_section(context: UiContext) -> WarmUpsSection:
    """The section."""
    return WarmUpsSection(context)
