"""The card "Resistance": what it looks like, what it is called, and the lines that answer it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from lch_desktop.services.resistance import NAME_LENGTH
from lch_desktop.ui.settings.resistance_lines import LineEditor, LineRow
from lch_desktop.ui.settings.resistance_state import ASIDE, CREATURE_WORDS, REMOVE, USE, ResistanceState
from lch_desktop.ui.settings.rows import SettingField, SettingRow
from lch_desktop.ui.widgets import Card, PlainLabel, Rule, WrapLabel
from lch_desktop.ui.widgets.picture_choice import PictureChoice

if TYPE_CHECKING:
    from lch_desktop.ui.theme import ThemeHolder


class ResistanceCard(Card):
    """Each change is reported at once."""

    creature_chosen = Signal(str)
    name_given = Signal(str)
    line_given = Signal(str, str, str)  # the condition it had ("" for a new line), condition, act
    use_requested = Signal(str, str)  # condition, the condition that makes room
    aside_requested = Signal(str)
    remove_requested = Signal(str)
    typed = Signal(str, str)  # condition, what was typed
    read_aloud = Signal(str)

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        self._look = look
        self._rows: list[LineRow] = []
        self._state: ResistanceState | None = None
        self._given_by: LineEditor | None = None
        self._acted_at: int | None = None  # the row whose button was pressed last, until its act has been shown
        self.set_heading(self.tr("Resistance"))
        self.pictures = PictureChoice(look, self.tr("What it looks like"), CREATURE_WORDS)
        self.pictures.chosen.connect(self.creature_chosen)
        self.name = SettingField(look, self.tr("What you call it"), self.tr("Resistance"))
        self.name.setMaxLength(NAME_LENGTH)
        self.name.chosen.connect(self.name_given)
        remark = self.tr("For your eyes: it stands in the moment and on the debrief, never on the door sign.")
        self.body.addWidget(WrapLabel(look, self.tr("The voice that offers coffee, e-mail and tomorrow.")))
        self.body.addWidget(self.pictures)
        self.body.addWidget(SettingRow(look, self.tr("What you call it"), self.name, remark))
        self._rule = Rule()
        self.body.addWidget(self._rule)
        self.body.addWidget(PlainLabel(look, self.tr("If-then lines"), "body_medium"))
        about = self.tr("Two in use at most: more at once work less well. Typed or read aloud once, they work better.")
        self.body.addWidget(WrapLabel(look, about, "caption_plain", "muted"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.body.addLayout(self._lines)
        self.body.addWidget(PlainLabel(look, self.tr("A new line"), "body_medium"))
        self._add_remark = WrapLabel(look, "", "caption_plain", "muted")
        self.body.addWidget(self._add_remark)
        self.editor = LineEditor(look, self.tr("Add the line"), can_leave=False)
        self.editor.given.connect(lambda *line: self._give(self.editor, *line))
        self.body.addWidget(self.editor)

    @property
    def place_of_fears(self) -> int:
        """Where in the card it is asked whether fears are to be followed up: below the name."""
        return self.body.indexOf(self._rule)

    def show_state(self, state: ResistanceState) -> None:
        """Show `state`; words being typed stay."""
        self._state = state
        self.pictures.set_value(state.creature)
        self.name.show_text(state.name)
        while len(self._rows) < len(state.lines):
            self._rows.append(self._make_row())
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(state.lines))
            if at < len(state.lines):
                row.show_line(state.lines[at], state.suggestions)
        self._add_remark.setText(state.add_remark)
        self._add_remark.setVisible(bool(state.add_remark))
        self.editor.offer(state.suggestions)
        self._go_on()

    def show_problem(self, sentence: str) -> None:
        """Why the line that was given last cannot be kept; "" takes it back."""
        (self._given_by or self.editor).problem.say(sentence)
        if sentence:
            self._acted_at = None

    def line_kept(self) -> None:
        """What was typed is where it belongs."""
        if self._given_by is self.editor or self._given_by is None:
            self.editor.clear()
        self._given_by = None

    def typed_wrong(self) -> None:
        """What was typed to rehearse is not the line."""
        for row in self._rows:
            if row.rehearsal.isVisible():
                row.rehearsal.say_wrong()

    def rows(self) -> list[LineRow]:
        """Those shown, in their order."""
        return [row for row in self._rows if not row.isHidden()]

    def _make_row(self) -> LineRow:
        row = LineRow(self._look)
        row.acted.connect(partial(self._act, row))
        row.typed.connect(self.typed)
        row.read.connect(self.read_aloud)
        row.changed.connect(lambda *line: self._give(row.editor, *line))
        self._lines.addWidget(row)
        return row

    def _give(self, editor: LineEditor, was: str, condition: str, act: str) -> None:
        self._given_by = editor
        self.line_given.emit(was, condition, act)

    def _go_on(self) -> None:
        """After an act the rows may have moved: the keyboard stays at the place, on a button that is harmless."""
        place, self._acted_at = self._acted_at, None
        rows = self.rows()
        if place is not None and rows:
            rows[min(place, len(rows) - 1)].focus_first()
        elif place is not None:
            self.editor.condition.setFocus()

    def _act(self, row: LineRow, kind: str, condition: str, instead_of: str) -> None:
        self._acted_at = self._rows.index(row)
        if kind == USE:
            self.use_requested.emit(condition, instead_of)
        elif kind == ASIDE:
            self.aside_requested.emit(condition)
        elif kind == REMOVE:
            self.remove_requested.emit(condition)
