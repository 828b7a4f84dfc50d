"""The cards of the section "Resistance check": where the rep stands, what is offered, and the checks before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.domain.resistance_check import Scale
from lch_desktop.ui.widgets import (
    SMALL,
    Card,
    EditLine,
    FoldBox,
    PlainLabel,
    QuietButton,
    SecondaryButton,
    ShareBar,
    WrapLabel,
)

if TYPE_CHECKING:
    from lch_desktop.ui.practice.check_state import HistoryRow, OfferRow, ResultState, ScaleRow
    from lch_desktop.ui.theme import ThemeHolder


class ResultCard(Card):
    """Total and zone, and the three scales as bars of one colour, whatever they say."""

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        self.set_heading(self.tr("Where you stand"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # so that a new result can be read out, and Enter does nothing
        self.again = QuietButton(look, self.tr("Begin again"))
        self.add_to_head(self.again)
        self._total = PlainLabel(look, "", "title")
        self._zone = PlainLabel(look, "", "title", "text")
        self._means = WrapLabel(look, "", "body")
        self._change = WrapLabel(look, "", "body", "muted")
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._total)
        head.addWidget(self._zone)
        head.addStretch(1)
        self.body.addLayout(head)
        self.body.addWidget(self._means)
        self.body.addWidget(self._change)
        self._names: list[PlainLabel] = []
        self._bars: list[ShareBar] = []
        self._words: list[PlainLabel] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row in range(len(Scale)):
            name, bar, words = PlainLabel(look, ""), ShareBar(look, 240), PlainLabel(look, "", "body", "muted")
            self._names.append(name)
            self._bars.append(bar)
            self._words.append(words)
            for place, widget in enumerate((name, bar, words)):
                grid.addWidget(widget, row, place)
        self.body.addSpacing(4)
        self.body.addLayout(grid)
        about = self.tr("0 is free of it, 100 is stuck. Less than 12 points of difference is noise.")
        self.body.addWidget(WrapLabel(look, about, "caption_plain", "muted"))
        self._not_now = WrapLabel(look, "", "body_medium")
        self.body.addWidget(self._not_now)

    def show_result(self, state: ResultState, not_now: str) -> None:
        """Show `state`; `not_now`: why no other check is begun."""
        self._not_now.setText(not_now)
        self._not_now.setVisible(bool(not_now))
        self.set_remark(state.when)
        self._total.setText(state.total)
        self._zone.setText(state.zone)
        self._means.setText(state.means)
        self._change.setText(state.change)
        for label in (self._zone, self._means, self._change):
            label.setVisible(bool(label.text()))
        self.setAccessibleDescription(". ".join(word for word in (state.total, state.zone, state.means) if word))
        for place, row in enumerate(state.scales):
            self._show_scale(place, row)

    def _show_scale(self, place: int, row: ScaleRow) -> None:
        self._names[place].setText(row.name)
        self._words[place].setText(row.words)
        self._bars[place].set_share(row.share or 0.0, f"{row.name}: {row.words}")


class OfferLine(QWidget):
    """What is offered, and one button, or that it is so already; or a line to write, which is kept as it is left."""

    accepted = Signal(str)
    written = Signal(str, str)  # the offer's key, the words

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._look, self._key = look, ""
        self._title = WrapLabel(look, "", "body_medium")
        self._says = WrapLabel(look, "", "body", "muted")
        self.button = SecondaryButton(look, "", form=SMALL)
        self.button.clicked.connect(lambda: self.accepted.emit(self._key))
        self.held = PlainLabel(look, "", "body", "muted")
        self.field: EditLine | None = None  # made where an offer asks for words
        words = QWidget()
        text = self._words = QVBoxLayout(words)
        text.setContentsMargins(0, 0, 0, 0)
        text.setSpacing(0)
        text.addWidget(self._title)
        text.addWidget(self._says)
        line = FoldBox(look, spacing=24, folded_spacing=4)
        line.add(words, 1, needs=320)
        line.add(self.button, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        line.add(self.held, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.addWidget(line)
        self._line = line

    def show_offer(self, row: OfferRow) -> None:
        """Show `row`."""
        self._key = row.key
        self._title.setText(row.title)
        self._says.setText(row.says)
        self._show_field(row)
        self.held.setText(row.held)
        self.held.setVisible(bool(row.held))
        self.button.set_label(row.button)
        self.button.setAccessibleDescription(row.title)
        self.button.setVisible(bool(row.button))
        self._line.refold()

    def _show_field(self, row: OfferRow) -> None:
        if row.asks and self.field is None:
            hint = self.tr("One sentence. Enter keeps it.")
            self.field = EditLine(self._look, row.asks, hint, kind="underline", lines=(1, 3), one_line=40)
            self.field.committed.connect(lambda text: self.written.emit(self._key, text))
            self.field.left.connect(self.field.clearFocus)
            self._words.addWidget(self.field)
        if self.field is not None:
            self.field.setVisible(bool(row.asks))
            self.field.show_text(row.words)


class OffersCard(Card):
    """Each accepted by itself."""

    accepted = Signal(str)
    written = Signal(str, str)

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        self._look = look
        self.lines: list[OfferLine] = []
        self.set_heading(self.tr("What you could change"))
        about = self.tr("One by one, as you like. Nothing changes by itself.")
        self.body.addWidget(WrapLabel(look, about, "body", "muted"))

    def show_offers(self, offers: tuple[OfferRow, ...]) -> None:
        """Show `offers`; the keyboard goes on to the next button where its own one went."""
        had = next((at for at, line in enumerate(self.lines) if line.button.hasFocus()), -1)
        while len(self.lines) < len(offers):
            line = OfferLine(self._look)
            line.accepted.connect(self.accepted)
            line.written.connect(self.written)
            self.lines.append(line)
            self.body.addWidget(line)
        for at, line in enumerate(self.lines):
            line.setVisible(at < len(offers))
            if at < len(offers):
                line.show_offer(offers[at])
        self.setVisible(bool(offers))
        if had >= 0 and self.lines[had].button.isHidden():
            self._focus_after(had)

    def _focus_after(self, place: int) -> None:
        order = (*self.lines[place:], *self.lines[:place])
        line = next((each for each in order if not each.isHidden() and not each.button.isHidden()), None)
        if line is not None:
            line.button.setFocus(Qt.FocusReason.OtherFocusReason)


class HistoryCard(Card):
    """The checks, newest first; each may be removed."""

    remove_requested = Signal(int)

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        self._look = look
        self._rows: list[QWidget] = []
        self.set_heading(self.tr("Your checks"))

    def show_history(self, rows: tuple[HistoryRow, ...]) -> None:
        """Show `rows`."""
        had = next((at for at, row in enumerate(self._rows) if row.isAncestorOf(self._focused())), -1)
        for old in self._rows:
            old.hide()
            old.deleteLater()
        self._rows = [self._make_row(row) for row in rows]
        for row in self._rows:
            self.body.addWidget(row)
            row.show()  # at once: the keyboard may go there
        self.setVisible(bool(rows))
        if had >= 0 and self._rows:
            buttons = self._rows[min(had, len(self._rows) - 1)].findChildren(QuietButton)
            buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _focused(self) -> QWidget:
        from PySide6.QtWidgets import QApplication

        return QApplication.focusWidget() or self

    def _make_row(self, row: HistoryRow) -> QWidget:
        made = QWidget(self)
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(24)
        line.addWidget(PlainLabel(self._look, row.when, "body_medium"), 2)
        line.addWidget(PlainLabel(self._look, row.words), 2)
        line.addWidget(PlainLabel(self._look, row.change, "body", "muted"), 2)
        remove = QuietButton(self._look, self.tr("Remove"))
        remove.setAccessibleDescription(f"{row.when}, {row.words}")
        remove.clicked.connect(partial(self._remove, row.check_id))
        line.addWidget(remove)
        return made

    def _remove(self, check_id: int, _checked: bool = False) -> None:
        self.remove_requested.emit(check_id)
