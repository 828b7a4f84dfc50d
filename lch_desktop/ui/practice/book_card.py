"""One kind of script with its rows, its drafts, and what adds to it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.domain.scripts import ScriptKind
from lch_desktop.ui.practice.book_row import ScriptRow
from lch_desktop.ui.practice.state import WORDS, KindState, draft_row, drafts_of
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Card, ElidedLabel, QuietButton, Rule, WrapLabel


class KindCard(Card):
    """Shows a KindState and passes on what its rows report."""

    row_made = Signal(object)  # a ScriptRow, to be connected

    def __init__(self, look: ThemeHolder, kind: ScriptKind, parent: QWidget | None = None) -> None:
        super().__init__(look, WORDS[kind].heading, parent=parent)
        self._look, self.kind = look, kind
        self.rows: dict[int, ScriptRow] = {}  # by script; 0 is the one that is being written
        self._rules: dict[ScriptRow, Rule] = {}
        self._invite = WrapLabel(look, WORDS[kind].invite, "body", "muted")
        self._offers = self._make_offers()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.add = QuietButton(look, WORDS[kind].add, icon="plus")
        self.add.clicked.connect(lambda: self.begin("", ""))
        self.body.addWidget(self._invite)
        self.body.addWidget(self._offers)
        self.body.addLayout(self._list)
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_state(self, state: KindState) -> None:
        """Show `state`; a script that stays keeps its row, and with it the keyboard and what is being typed."""
        self.set_remark(state.remark)
        wanted = {row.script_id for row in state.rows}
        gone = [key for key in self.rows if key and key not in wanted]
        had_keyboard = any([self._drop(script_id) for script_id in gone])
        for place, row_state in enumerate(state.rows):
            row = self.rows.get(row_state.script_id) or self._make(row_state.script_id)
            if self._list.indexOf(row) != 2 * place + 1:
                self._put(row, place)
            row.show_state(row_state)
        self._show_parts()
        if had_keyboard:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self, title: str, words: str) -> None:
        """Open a new script, from a draft or from nothing; one that is open already only takes the keyboard."""
        row = self.rows.get(0)
        if row is None:
            row = self._make(0)
            self._put(row, len(self.rows) - 1)
            row.show_state(draft_row(self.kind, title, words))
        self._show_parts()
        row.show()  # a layout shows what was added to it only later, and what is not to be seen takes no keyboard
        first = row.title if row.title.isVisibleTo(row) and not row.title.text() else row.words
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def adopt(self, script_id: int) -> None:
        """The script that was being written is kept as `script_id`: its row goes on as it stands."""
        self.rows[script_id] = self.rows.pop(0)

    def discard(self) -> None:
        """Let go of the script that was being written."""
        had_keyboard = self._drop(0)
        self._show_parts()
        if had_keyboard:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, script_id: int) -> ScriptRow:
        row = self.rows[script_id] = ScriptRow(self._look, self.kind, self)
        self._rules[row] = Rule(parent=self)
        self.row_made.emit(row)
        return row

    def _put(self, row: ScriptRow, place: int) -> None:
        """Lay `row` and the line above it in at `place`."""
        for widget in (row, self._rules[row]):
            self._list.removeWidget(widget)
        self._list.insertWidget(2 * place, self._rules[row])
        self._list.insertWidget(2 * place + 1, row)

    def _drop(self, script_id: int) -> bool:
        """Take a row away; returns whether the keyboard was in it."""
        row = self.rows.pop(script_id)
        row.blockSignals(True)  # a field that is hidden loses the keyboard, and would report what was typed there
        focused = QApplication.focusWidget()
        had_keyboard = focused is not None and row.isAncestorOf(focused)
        for widget in (row, self._rules.pop(row)):
            self._list.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        return had_keyboard

    def _show_parts(self) -> None:
        empty = not self.rows
        self._invite.setVisible(empty)
        self._offers.setVisible(empty)
        for place, rule in enumerate(self._rules[row] for row in self._in_order()):
            rule.setVisible(place > 0)
        self.add.setVisible(0 not in self.rows)

    def _in_order(self) -> list[ScriptRow]:
        return sorted(self.rows.values(), key=self._list.indexOf)

    def _make_offers(self) -> QWidget:
        """The drafts that one may begin from."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(0)
        for title, words in drafts_of(self.kind):
            shown = f"{title}: {words}" if title else words
            take = QuietButton(self._look, self.tr("Make it mine"))
            take.setAccessibleDescription(shown)
            take.clicked.connect(lambda _=False, title=title, words=words: self.begin(title, words))
            row = QHBoxLayout()
            row.setSpacing(16)
            row.addWidget(ElidedLabel(self._look, shown), 1)
            row.addWidget(take)
            column.addLayout(row)
        return box
