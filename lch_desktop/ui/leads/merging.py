"""Two leads that are one person: whom to merge with, and what comes of it, before it is done."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lch_desktop.domain.joining import Joined
from lch_desktop.ui.leads.state import STAGES, Reading, next_call, spoken
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Field, PlainLabel, PrimaryButton, QuietButton, Rule, WrapLabel
from lch_desktop.words import counted

CANDIDATES = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to merge with."""

    lead_id: int
    words: str


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What the two become: the names, and a line for each thing that there is."""

    kept_id: int
    other_id: int
    kept: str
    other: str
    lines: tuple[tuple[str, str], ...]


def preview_of(joined: Joined, other_id: int, other: str, calls: int, touches: int, how: Reading) -> MergePreview:
    """The lines that say what the merged lead will be; `calls` and `touches` are those of both."""
    lead = joined.lead
    numbers = "\n".join(spoken(phone) for phone in lead.phones)
    history = f"{counted(calls, 'call', 'calls')}, {counted(touches, 'touch', 'touches')}"
    lines = (
        ("Name", lead.shown_name),
        ("Title and company", ", ".join(part for part in (lead.title, lead.company) if part)),
        ("Numbers", numbers),
        ("E-mail", lead.email),
        ("Stage", STAGES[lead.follow.stage]),
        ("Next call", next_call(lead, how)),
        ("What they told you", lead.personal),
        ("They may need next", lead.may_need),
        ("Notes", lead.notes),
        (
            "Moves over",
            f"{history} of both, and the files they came from",
        ),
    )
    return MergePreview(lead.id, other_id, lead.shown_name, other, tuple(line for line in lines if line[1]))


class MergePane(QWidget):
    """A search for the other one, then the preview with Merge, Keep the other one, Cancel."""

    searched = Signal(str)
    other_chosen = Signal(int)
    swap_requested = Signal()
    merge_requested = Signal(int, int)  # who stays, who goes
    left = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scroll_body")
        self._look = look
        self._preview: MergePreview | None = None
        self._title = WrapLabel(look, role="title")
        self._field = Field(look, self.tr("Merge with"), self.tr("Name, company or number"))
        self._field.textChanged.connect(self.searched)
        self._field.left.connect(self.left)
        self._found = [QuietButton(look, "") for _ in range(CANDIDATES)]
        self._ids: list[int] = []
        for place, button in enumerate(self._found):
            button.clicked.connect(lambda _=False, place=place: self.other_chosen.emit(self._ids[place]))
        self._result = QWidget()
        self._lines = [(PlainLabel(look, "", "caption", "muted"), WrapLabel(look, max_lines=6)) for _ in range(10)]
        self._merge = PrimaryButton(look, self.tr("Merge"), self.tr("Enter"))
        self._merge.clicked.connect(self._do)
        self._swap = QuietButton(look, self.tr("Keep the other one"))
        self._swap.clicked.connect(self.swap_requested)
        cancel = QuietButton(look, self.tr("Cancel"), "Esc")
        cancel.clicked.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._field)
        for button in self._found:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._fill_result()
        column.addWidget(self._result)
        column.addWidget(cancel, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def begin(self, name: str) -> None:
        """Ask whom to merge `name` with."""
        self._preview = None
        self._title.setText(self.tr("Merge {name} with").format(name=name))
        self._field.show()
        self._field.clear()
        self._result.hide()
        self.show_found(())
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_found(self, found: tuple[Candidate, ...]) -> None:
        """Offer those who were found."""
        self._ids = [candidate.lead_id for candidate in found]
        for place, button in enumerate(self._found):
            button.setVisible(place < len(found))
            if place < len(found):
                button.set_label(found[place].words)

    def show_preview(self, preview: MergePreview) -> None:
        """Show what the two become."""
        self._preview = preview
        self._title.setText(self.tr("{other} becomes part of {kept}").format(other=preview.other, kept=preview.kept))
        self._field.hide()
        self.show_found(())
        for place, (caption, words) in enumerate(self._lines):
            shown = place < len(preview.lines)
            caption.setVisible(shown)
            words.setVisible(shown)
            if shown:
                caption.setText(preview.lines[place][0])
                words.setText(preview.lines[place][1])
                words.setAccessibleName(preview.lines[place][0])
        self._result.show()
        self._merge.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            if self._preview is None and self._ids and not event.isAutoRepeat():
                self.other_chosen.emit(self._ids[0])
        else:
            super().keyPressEvent(event)

    def _fill_result(self) -> None:
        column = QVBoxLayout(self._result)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(2)
        column.addWidget(Rule())
        for caption, words in self._lines:
            caption.setContentsMargins(0, 6, 0, 0)
            column.addWidget(caption)
            column.addWidget(words)
        column.addSpacing(12)
        for button in (self._merge, self._swap):  # below each other: at 150 % the two are wider than the pane
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            column.addSpacing(6)

    def _do(self) -> None:
        if self._preview is not None:
            self.merge_requested.emit(self._preview.kept_id, self._preview.other_id)
