"""The section "Serve first" of Practice: what may they need next? One lead after the other, and the questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.practice.serve_part import ServePart
from lch_desktop.ui.practice.serve_questions import QuestionsCard
from lch_desktop.ui.widgets import Card, ElidedLabel, NoteEdit, PrimaryButton, QuietButton, SecondaryButton, WrapLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.practice.serve_state import NeedState
    from lch_desktop.ui.theme import ThemeHolder


class NeedCard(Card):
    """The question, a lead, and the line that answers it; Enter keeps it and brings the next lead."""

    answered = Signal(int, str)
    skipped = Signal()

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        self.set_heading(self.tr("Today's question"))
        self._look = look
        self._lead_id = 0
        self._question = WrapLabel(look, "", "title")
        self._nobody = WrapLabel(look, "", "body", "muted")
        self._name = ElidedLabel(look, "", "large_strong")
        self._company = ElidedLabel(look, "", "large", "muted")
        self._facts = QVBoxLayout()
        self._facts.setSpacing(4)
        self._fact_rows: list[WrapLabel] = []
        self.field = NoteEdit(look, self.tr("They may need next"), self.tr("They may need next …"), role="large")
        self.keep = PrimaryButton(look, self.tr("Keep and next"), "Enter")
        self.skip = QuietButton(look, self.tr("Next without a line"))
        self.import_leads = SecondaryButton(look, self.tr("Import leads"))
        self._lead_part = self._make_lead_part()
        self.body.addWidget(self._question)
        self.body.addWidget(self._nobody)
        self.body.addWidget(self.import_leads, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._lead_part)
        self.import_leads.hide()
        self.field.submitted.connect(self._answer)
        self.field.left.connect(self.field.clearFocus)
        self.keep.clicked.connect(self._answer)
        self.skip.clicked.connect(self.skipped)

    def show_state(self, state: NeedState) -> None:
        """Show `state`; words being typed for the same lead stay."""
        held = any(each.hasFocus() for each in (self.field, self.keep, self.skip))
        self.set_remark(state.says if state.lead_id else "")
        self._nobody.setText(state.says)
        self._nobody.setVisible(not state.lead_id)
        self.import_leads.setVisible(state.can_import)
        self._question.setText(state.question)
        self._question.setVisible(bool(state.question and state.lead_id))
        self._lead_part.setVisible(bool(state.lead_id))
        self._name.setText(state.name)
        self._company.setText(state.company)
        self._show_facts(state.facts)
        if state.lead_id != self._lead_id:
            self._lead_id = state.lead_id
            self.field.set_text("")
            if held and state.lead_id:
                self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self) -> None:
        if self._lead_id and self.field.text().strip():
            self.answered.emit(self._lead_id, self.field.text())
        else:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        for place, (name, words) in enumerate(facts):
            if place == len(self._fact_rows):
                self._fact_rows.append(WrapLabel(self._look, "", "body", "muted", max_lines=3))
                self._facts.addWidget(self._fact_rows[place])
            self._fact_rows[place].setText(f"{name}: {words}")
        for place, row in enumerate(self._fact_rows):
            row.setVisible(place < len(facts))

    def _make_lead_part(self) -> QWidget:
        who = QHBoxLayout()
        who.setSpacing(12)
        who.addWidget(self._name)
        who.addWidget(self._company, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(20)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.skip)
        buttons.addStretch(1)
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(12)
        column.addLayout(who)
        column.addLayout(self._facts)
        column.addWidget(self.field)
        column.addLayout(buttons)
        return part


class ServeSection(QWidget):
    """The section with what is behind it."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self.need = NeedCard(context.look)
        self.questions = QuestionsCard(context.look)
        self._is_open = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.need)
        column.addWidget(self.questions)
        column.addStretch(1)
        self.part = part = ServePart(context, self)
        part.need_shown.connect(self.need.show_state)
        part.questions_shown.connect(self.questions.show_state)
        self.need.answered.connect(part.answer)
        self.need.skipped.connect(part.skip)
        self.need.import_leads.clicked.connect(lambda: context.hub.import_requested.emit(""))
        self.questions.kept.connect(part.keep_questions)

    def on_shown(self) -> None:
        """Read again: the section came to the front, or something changed."""
        if self._is_open:
            self.part.refresh()
        else:
            self._is_open = True
            self.part.open()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._is_open = False


def make_section(context: UiContext) -> ServeSection:
    """The section."""
    return ServeSection(context)
