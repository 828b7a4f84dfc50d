"""A text of a lead that is changed where it stands."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import NoteEdit


class EditLine(NoteEdit):
    """Saved on Enter and when the keyboard leaves it; Esc leaves too. `committed` only after a change."""

    committed = Signal(str)

    def __init__(self, look: ThemeHolder, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(look, name, placeholder, role="body", lines=(1, 5), parent=parent)
        self.setProperty("kind", "inline")
        self._kept = ""
        self.submitted.connect(self.commit)

    def show_text(self, text: str, *, same_lead: bool) -> None:
        """Show what is stored; words being typed for the same lead stay."""
        typing = same_lead and self.hasFocus() and self.text() != self._kept
        self._kept = text
        if not typing and self.text() != text:
            self.set_text(text)

    def commit(self) -> None:
        """Report the text, if it was changed."""
        if self.text().strip() != self._kept.strip():
            self._kept = self.text()
            self.committed.emit(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()
