"""A text that is changed where it stands."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets.fields import NoteEdit

MARGIN = 2  # left of the text, the same that a one-line field keeps


class EditLine(NoteEdit):
    """Saved on Enter and when the keyboard leaves it; Esc leaves too. `committed` only after a change.

    It stands in a column of words: no box, only as high as its text, a line under it. `kind`: inline
    (the line only while it is edited) or underline.
    """

    committed = Signal(str)

    def __init__(
        self,
        look: ThemeHolder,
        name: str,
        placeholder: str = "",
        *,
        kind: str = "inline",
        role: str = "body",
        lines: tuple[int, int] = (1, 5),
        one_line: int = 32,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, name, placeholder, role=role, lines=lines, one_line=one_line, parent=parent)
        self.setProperty("kind", kind)
        self.document().setDocumentMargin(MARGIN if kind == "underline" else 0)
        self._kept = ""
        self._own = False  # the change is ours: shown, or typed
        self.submitted.connect(self.commit)
        self.textChanged.connect(self._take_from_outside)

    def show_text(self, text: str, *, same: bool = True) -> None:
        """Show what is stored; words being typed for the `same` thing stay."""
        typing = same and self.hasFocus() and self.text() != self._kept
        self._kept = text
        if not typing and self.text() != text:
            self.set_text(text)

    def set_text(self, text: str) -> None:
        self._own = True
        super().set_text(text)
        self._own = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._own = True
        super().keyPressEvent(event)
        self._own = False

    def _take_from_outside(self) -> None:
        """Assistive technology writes without the keyboard, so no Enter and no leaving will follow."""
        if not self._own and not self.hasFocus():
            self.commit()

    def commit(self) -> None:
        """Report the text, if it was changed."""
        if self.text().strip() != self._kept.strip():
            self._kept = self.text()
            self.committed.emit(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()
