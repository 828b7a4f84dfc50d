"""The sections "Scripts" and "Shelf": the rep's own words, kind by kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lch_desktop.domain.new_value import soft_question
from lch_desktop.domain.scripts import ScriptKind
from lch_desktop.ui.practice.book_card import KindCard
from lch_desktop.ui.practice.presenter import BookPresenter
from lch_desktop.ui.practice.state import BOOK, KindState, preview_of, problem_of
from lch_desktop.ui.widgets import WrapLabel

if TYPE_CHECKING:
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.practice.book_row import ScriptRow


class BookSection(QWidget):
    """Some kinds of script, a card each, with the presenter behind them."""

    practise_requested = Signal(int)

    def __init__(
        self, context: UiContext, kinds: Sequence[ScriptKind], intro: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._presenter = BookPresenter(context, kinds, self.show_state)
        self.cards = {kind: KindCard(context.look, kind) for kind in kinds}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(WrapLabel(context.look, intro, "body", "muted"))
        for card in self.cards.values():
            card.row_made.connect(lambda row, card=card: self._connect_row(card, row))
            column.addWidget(card)

    def on_shown(self) -> None:
        """Read again: the section came to the front, or something changed."""
        self._presenter.open()

    def show_state(self, kinds: tuple[KindState, ...]) -> None:
        """Show each kind on its card."""
        for state in kinds:
            self.cards[state.kind].show_state(state)

    def _connect_row(self, card: KindCard, row: ScriptRow) -> None:
        presenter = self._presenter
        row.changed.connect(lambda field, text: self._keep(card, row, field, text))
        row.entered.connect(lambda: self._keep_draft(card, row))
        row.typed.connect(lambda words: self._remark(row, words))
        row.move_requested.connect(lambda by: _id(row) and presenter.move(_id(row), by))
        row.remove_requested.connect(lambda: self._remove(card, row))
        row.pin_requested.connect(lambda on: presenter.pin(_id(row), on))
        row.practise_requested.connect(lambda: self.practise_requested.emit(_id(row)))

    def _keep(self, card: KindCard, row: ScriptRow, field: str, text: str) -> None:
        """What was typed is kept at once; a new script as soon as it has words of the rep's own."""
        if _id(row):
            row.refuse(self._presenter.change(_id(row), card.kind, field, text))
        elif field == "words" and not row.discard.hasFocus():
            self._keep_draft(card, row)

    def _keep_draft(self, card: KindCard, row: ScriptRow) -> None:
        if _id(row):
            return
        script_id, why_not = self._presenter.add(card.kind, row.title.text(), row.words.text())
        if script_id:
            row.refuse("")
            card.adopt(script_id)
            self._presenter.refresh()
        elif row.words.hasFocus() or row.words.text().strip():
            row.refuse(why_not)

    def _remark(self, row: ScriptRow, words: str) -> None:
        row.refuse("")
        row.show_remarks(preview_of(words, self._presenter.known), problem_of(words), soft_question(words))

    def _remove(self, card: KindCard, row: ScriptRow) -> None:
        if _id(row):
            self._presenter.remove(_id(row), card.kind)
        else:
            card.discard()


def make_section(context: UiContext) -> BookSection:
    """The scripts that are learned by heart."""
    intro = "Your own words. {first_name}, {company}, {last_talk} and {rep} are filled in for each lead."
    return BookSection(context, BOOK, intro)


def _id(row: ScriptRow) -> int:
    """The script of `row`, 0 while it is being written."""
    return row.state.script_id if row.state is not None else 0
