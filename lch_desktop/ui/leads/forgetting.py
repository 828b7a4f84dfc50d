"""Deleting a person for good: what is kept on them first, then what goes and what stays, then once more."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.domain.persons import Holdings
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Check, QuietButton, SecondaryButton, WrapLabel

MOST_NAMED = 8
LEAST_PAUSE_MS = 500  # between asking and doing: a double click is one press


def what_stays(holdings: Holdings) -> tuple[str, ...]:
    """A sentence for each thing that deleting for good does not reach."""
    said: list[str] = []
    if holdings.suppressed:
        numbers = ", ".join(holdings.suppressed)
        said.append(f"Never to be called stays: {numbers}, as a number alone, so that it is never dialled again.")
    if holdings.backups:
        named = ", ".join(holdings.backups[:MOST_NAMED])
        more = f" and {len(holdings.backups) - MOST_NAMED} more" if len(holdings.backups) > MOST_NAMED else ""
        said.append(f"These backups still hold the person until they are deleted or age out: {named}{more}.")
    else:
        said.append("No backup holds the person.")
    if holdings.unreadable:
        said.append(f"These backups could not be looked into: {', '.join(holdings.unreadable)}.")
    if holdings.videos:
        files = ", ".join(holdings.videos[:MOST_NAMED])
        more = f" and {len(holdings.videos) - MOST_NAMED} more" if len(holdings.videos) > MOST_NAMED else ""
        said.append(f"Files that you made for them stay where they are: {files}{more}.")
    if holdings.mentioned_by:
        who = "another lead" if holdings.mentioned_by == 1 else f"{holdings.mentioned_by} other leads"
        said.append(f"The notes of {who} have the name; they are left as they are.")
    return tuple(said)


class ForgetPane(QWidget):
    """Save what is kept (or say that it is not wanted), then delete."""

    save_requested = Signal()
    forget_requested = Signal()
    left = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scroll_body")
        self._title = WrapLabel(look, role="title")
        self._words = WrapLabel(
            look,
            self.tr(
                "Everything kept on this person goes: facts, numbers, calls, touches, the rows of the files they "
                "came in with, and what undo remembers. This cannot be taken back."
            ),
        )
        self._stays = WrapLabel(look, tone="muted")
        self._stays.setAccessibleName(self.tr("What stays"))
        self._save = SecondaryButton(look, self.tr("Save what is kept ..."), icon="save")
        self._save.clicked.connect(self.save_requested)
        self._saved = WrapLabel(look, tone="ok")
        self._unwanted = Check(look, self.tr("No copy is wanted"))
        self._unwanted.toggled.connect(lambda _: self._fit())
        self._delete = QuietButton(look, self.tr("Delete for good"), tone="err")
        self._delete.clicked.connect(self._ask)
        self._cancel = QuietButton(look, self.tr("Cancel"), "Esc")
        self._cancel.clicked.connect(self.left)
        self._asked = QElapsedTimer()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for widget in (self._title, self._words, self._stays):
            column.addWidget(widget)
        column.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._saved)
        column.addWidget(self._unwanted, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self._delete)
        row.addWidget(self._cancel)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def begin(self, name: str) -> None:
        """Ask about `name`; what stays is looked for meanwhile."""
        self._title.setText(self.tr("Delete {name} for good").format(name=name))
        self._stays.setText(self.tr("Looking into the backups ..."))
        self.show_saved("")
        self._unwanted.setChecked(False)
        self._fit()
        self._save.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_holdings(self, holdings: Holdings) -> None:
        """Say what deleting does not reach."""
        self._stays.setText("\n".join(what_stays(holdings)))

    def show_saved(self, file_name: str) -> None:
        """Say where what is kept was saved; "" for nowhere yet."""
        self._saved.setText(self.tr("Saved as {name}").format(name=file_name) if file_name else "")
        self._saved.setVisible(bool(file_name))
        self._fit()

    def set_busy(self, busy: bool) -> None:
        """Nothing can be pressed while it is being done."""
        for widget in (self._save, self._cancel, self._unwanted):
            widget.setEnabled(not busy)
        if busy:
            self._delete.setEnabled(False)
            self._delete.set_label(self.tr("Deleting ..."))
        else:
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        self._asked.invalidate()
        self._delete.set_label(self.tr("Delete for good"))
        self._delete.setEnabled(not self._saved.isHidden() or self._unwanted.isChecked())

    def _ask(self) -> None:
        """The first press asks, the second does."""
        if self._asked.isValid():
            if self._asked.hasExpired(LEAST_PAUSE_MS):
                self.forget_requested.emit()
            return
        self._asked.start()
        self._delete.set_label(self.tr("Press again to delete for good"))
