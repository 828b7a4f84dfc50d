"""The section "Wins" of Practice: the rep's tip, and each thing that worked, with its day, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.practice.wins_part import WinsPart
from lch_desktop.ui.widgets import (
    Card,
    EditLine,
    Field,
    IconButton,
    PlainLabel,
    QuietButton,
    SecondaryButton,
    WrapLabel,
)

if TYPE_CHECKING:
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.practice.wins_state import WinLine, WinsState
    from lch_desktop.ui.theme import ThemeHolder

SEARCH_WIDTH, DAY_WIDTH = 320, 128
SEARCH_REACH = 8  # px that the search field takes of the air below the heading
LINE_TOP = 6  # px above the words of an EditLine, at any text size: its style sheet says so


class WinsView(QWidget):
    """Shows a WinsState and reports what is typed and pressed."""

    searched = Signal(str)
    more_requested = Signal()
    changed = Signal(int, str)
    remove_requested = Signal(int)
    tip_written = Signal(str)

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rows: dict[int, _Row] = {}
        self._after_removed = -1  # the place whose row takes the keyboard when the next state is shown
        self._card = Card(look, self.tr("What worked"))
        self.search = Field(look, self.tr("Search the wins"), self.tr("Search the wins"))
        self._nothing = WrapLabel(look, "", "body", "muted")
        self.plan = SecondaryButton(look, self.tr("Plan the hour"))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._more = QuietButton(look, "")
        self._card.add_to_head(self.search)
        self._card.body.addSpacing(SEARCH_REACH)
        self._card.body.addWidget(self._nothing)
        self._card.body.addWidget(self.plan, 0, Qt.AlignmentFlag.AlignLeft)
        self._card.body.addLayout(self._list)
        self._card.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._make_tip(look))
        column.addWidget(self._card)
        column.addStretch(1)
        self.search.textChanged.connect(self.searched)
        self.search.left.connect(self._leave_search)
        self._more.clicked.connect(self.more_requested)
        QShortcut(QKeySequence("/"), self, self._begin_search)  # wherever the keyboard is; a field takes it as text
        look.changed.connect(self._apply_look)
        self._apply_look()

    def show_state(self, state: WinsState) -> None:
        """Show `state`; a row that stays keeps its widget, and the keyboard."""
        self._card.set_remark(state.count)
        self.search.setVisible(state.can_search)
        self._nothing.setText(state.nothing)
        self._nothing.setVisible(bool(state.nothing))
        self.plan.setVisible(not state.can_search)
        self._more.set_label(state.more)
        self._more.setVisible(bool(state.more))
        self.tip.show_text(state.tip)
        self._show_rows(state.lines)

    def _make_tip(self, look: ThemeHolder) -> Card:
        name = self.tr("Your tip to yourself")
        card = Card(look, name)
        hint = self.tr("What would you tell a colleague who is stuck?")
        self.tip = EditLine(look, name, hint, kind="underline", lines=(1, 3), one_line=40)
        self.tip.committed.connect(self.tip_written)
        self.tip.left.connect(self.tip.clearFocus)
        card.body.addWidget(self.tip)
        return card

    def _begin_search(self) -> None:
        if self.search.isVisible():
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()

    def _show_rows(self, lines: tuple[WinLine, ...]) -> None:
        wanted = {line.session_id for line in lines}
        for session_id in [key for key in self._rows if key not in wanted]:
            row = self._rows.pop(session_id)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, line in enumerate(lines):
            row = self._rows.get(line.session_id) or self._add(line.session_id)
            row.show_line(line)
            if self._list.indexOf(row) != place:
                self._list.removeWidget(row)
                self._list.insertWidget(place, row)
        self._give_keyboard(lines)

    def _add(self, session_id: int) -> _Row:
        row = self._rows[session_id] = _Row(self._look)
        row.line.committed.connect(lambda text: self.changed.emit(session_id, text))
        row.remove.clicked.connect(lambda: self._remove(session_id))
        return row

    def _remove(self, session_id: int) -> None:
        self._after_removed = self._list.indexOf(self._rows[session_id])
        self.remove_requested.emit(session_id)

    def _give_keyboard(self, lines: tuple[WinLine, ...]) -> None:
        """After a row was taken out by key: the next one is at hand, so that nobody starts again from the top."""
        place, self._after_removed = self._after_removed, -1
        if place < 0:
            return
        if lines:
            row = self._rows[lines[min(place, len(lines) - 1)].session_id]
            row.remove.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_search(self) -> None:
        """Esc empties the search; a second one leaves it."""
        if self.search.text():
            self.search.clear()
        else:
            self.search.clearFocus()

    def _apply_look(self) -> None:
        self.search.setFixedWidth(self._look.theme.px(SEARCH_WIDTH))


class _Row(QWidget):
    """A day, its line, and what takes it out."""

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._look = look
        self._day = PlainLabel(look, "", "body", "muted")
        self._day.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._day.setContentsMargins(0, LINE_TOP, 0, 0)
        self.line = EditLine(look, "", "")
        self.line.left.connect(self.line.clearFocus)
        self.remove = IconButton(look, "trash-2", self.tr("Take out"), size=32)
        top = Qt.AlignmentFlag.AlignTop
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        words = self._words = QHBoxLayout()
        words.setSpacing(12)
        words.addWidget(self._day, 0, top)
        words.addWidget(self.line, 1, top)
        row.addLayout(words, 1)
        row.addWidget(self.remove, 0, top)
        look.changed.connect(self._apply_look)
        self._apply_look()

    def show_line(self, line: WinLine) -> None:
        """Show `line`; words being typed stay."""
        self._day.setText(line.day)
        self.line.setAccessibleName(self.tr("What worked on {day}").format(day=line.day))
        self.line.show_text(line.words)
        self.remove.set_name(self.tr("Take out: {day}").format(day=line.day))

    def _apply_look(self) -> None:
        theme = self._look.theme
        self._day.setFixedWidth(theme.px(DAY_WIDTH))
        lower = max(0, (self.remove.sizeHint().height() - theme.line("body")) // 2 - LINE_TOP)
        self._words.setContentsMargins(0, lower, 0, 0)  # level with the middle of the bin


class WinsSection(WinsView):
    """The section with what is behind it."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context.look)
        self.part = part = WinsPart(context, self)
        part.shown.connect(self.show_state)
        self.searched.connect(part.search)
        self.more_requested.connect(part.show_more)
        self.changed.connect(part.change)
        self.remove_requested.connect(part.remove)
        self.tip_written.connect(part.keep_tip)
        self.plan.clicked.connect(lambda: context.hub.page_requested.emit("Plan"))

    def on_shown(self) -> None:
        """Read again: the section came to the front, or something changed."""
        self.part.refresh()


def make_section(context: UiContext) -> WinsSection:
    """The section."""
    return WinsSection(context)
