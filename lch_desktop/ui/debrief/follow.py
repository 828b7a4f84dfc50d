"""The right column of the debrief: what is still to hand off, who is open, and the later list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.debrief.rows import KeyedRows, Row
from lch_desktop.ui.debrief.state import DebriefState, LaterTick, PersonLine, TouchLine
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.touches.line_button import LineButton
from lch_desktop.ui.widgets import (
    SMALL,
    Card,
    Check,
    ElidedLabel,
    PlainLabel,
    QuietButton,
    Rule,
    SecondaryButton,
)

MOST = 6  # touches that are shown at first; a seventh takes no more room than the button that would hide it


class FollowCard(Card):
    """The touches, soonest first: a tick for what is done already, and each row opens its sheet.

    A long list keeps to its first rows until it is asked for, so that the cards under it stay in sight.
    """

    touch_ticked = Signal(int, bool)
    touch_pressed = Signal(int)
    texts_pressed = Signal()
    copy_pressed = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent=parent)
        self.set_heading(self.tr("Follow through today"))
        self._touches: tuple[TouchLine, ...] = ()
        self._shows_all = False
        self._none = PlainLabel(look, self.tr("Nothing is due from this hour."), tone="muted")
        self._rows: KeyedRows[TouchLine] = KeyedRows(lambda line: line.touch_id, lambda: _TouchRow(look, self))
        self._more = QuietButton(look, "")
        self._more.clicked.connect(self._show_all)
        self._hand_off = SecondaryButton(look, self.tr("Hand off all texts"), icon="send", form=SMALL)
        self._hand_off.clicked.connect(self.texts_pressed)
        self._copy_all = QuietButton(look, self.tr("Copy all texts"))
        self._copy_all.clicked.connect(self.copy_pressed)
        self._all = QWidget()
        row = QHBoxLayout(self._all)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(self._hand_off)
        row.addWidget(self._copy_all)
        row.addStretch(1)
        self.body.addWidget(self._none)
        self.body.addWidget(self._rows)
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._all)

    def show_touches(self, state: DebriefState) -> None:
        """Show the touches of `state`."""
        self.set_remark(state.touches_remark)
        self._touches = state.touches
        self._show_rows()
        self._none.setVisible(not state.touches)
        self._all.setVisible(bool(state.waiting_texts))

    def show_few(self) -> None:
        """A new debrief: back to the first rows."""
        self._shows_all = False
        self._show_rows()

    def _show_rows(self) -> None:
        few = self._touches if self._shows_all or len(self._touches) <= MOST + 1 else self._touches[:MOST]
        self._rows.show_rows(few)
        more = len(self._touches) - len(few)
        self._more.set_label(self.tr("{n} more").format(n=more))
        self._more.setVisible(bool(more))

    def _show_all(self) -> None:
        """The keyboard goes to the first of those that came, as the button it was on is gone."""
        first = self._touches[MOST].touch_id
        self._shows_all = True
        self._show_rows()
        row = self._rows.row(first)
        if row is not None:
            row.show()  # a layout shows what was added to it only later, and what is not to be seen takes no keyboard
            row.setFocus(Qt.FocusReason.OtherFocusReason)


class _TouchRow(Row[TouchLine]):
    def __init__(self, look: ThemeHolder, card: FollowCard) -> None:
        super().__init__()
        self._touch_id = 0
        self._tick = Check(look, "")
        self._tick.clicked.connect(lambda on: card.touch_ticked.emit(self._touch_id, on))
        self.setFocusProxy(self._tick)
        self._line = LineButton(look)
        self._line.clicked.connect(lambda: card.touch_pressed.emit(self._touch_id))
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(self._tick)
        line.addWidget(self._line, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        column.addSpacing(6)
        column.addLayout(line)
        column.addSpacing(6)

    def show_row(self, row: TouchLine) -> None:
        self._touch_id = row.touch_id
        self._tick.setAccessibleName(row.title)
        self._tick.setToolTip(self.tr("Handed off"))
        self._tick.setChecked(row.done)
        due = self.tr("handed off") if row.done else row.due
        words = "" if row.done else " ".join(row.words.split())
        self._line.show_line(row.icon, row.title, due, remark=words, soon=row.soon, done=row.done)


class PeopleCard(Card):
    """A short list of people; hidden while it is empty."""

    def __init__(self, look: ThemeHolder, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self.set_heading(heading)
        self._rows: KeyedRows[PersonLine] = KeyedRows(lambda line: line.lead_id, lambda: _PersonRow(look))
        self.body.addWidget(self._rows)

    def show_people(self, people: tuple[PersonLine, ...]) -> None:
        """Show `people`."""
        self.setVisible(bool(people))
        self._rows.show_rows(people)


class _PersonRow(Row[PersonLine]):
    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._name = ElidedLabel(look, role="body_medium")
        self._remark = ElidedLabel(look, tone="muted")
        self.setMinimumHeight(look.theme.px(36))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._name)
        row.addWidget(self._remark, 1)

    def show_row(self, row: PersonLine) -> None:
        self._name.setText(row.name)
        self._remark.setText(row.remark)


class LaterCard(Card):
    """What was put off during the hour, each with a tick; hidden while it is empty."""

    line_ticked = Signal(int, bool)

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent=parent)
        self.set_heading(self.tr("Later list"))
        self._rows: KeyedRows[LaterTick] = KeyedRows(lambda line: line.line_id, lambda: _LaterRow(look, self))
        self.body.addWidget(self._rows)

    def show_lines(self, lines: tuple[LaterTick, ...]) -> None:
        """Show `lines`."""
        self.setVisible(bool(lines))
        self._rows.show_rows(lines)


class _LaterRow(Row[LaterTick]):
    def __init__(self, look: ThemeHolder, card: LaterCard) -> None:
        super().__init__()
        self._line_id = 0
        self._tick = Check(look, "")
        self._tick.clicked.connect(lambda on: card.line_ticked.emit(self._line_id, on))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._tick, 1)

    def show_row(self, row: LaterTick) -> None:
        self._line_id = row.line_id
        self._tick.set_label(row.text)
        self._tick.setChecked(row.done)
