"""The panel of an import: how far it is, then what it came to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QProgressBar, QVBoxLayout, QWidget

from lch_desktop.ui.importing.state import ImportState, OwnerQuestion
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import PlainLabel, PrimaryButton, QuietButton, SecondaryButton, Select, WrapLabel, paint

WIDTH = 560
LISTED_HEIGHT = 160


class ImportPanel(QDialog):
    """Shown over the window while a file comes in and after; Enter and Esc close it once it is done."""

    undo_requested = Signal(int)
    owner_chosen = Signal(int, str)  # the import to replace, and whose leads to keep

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._import_id = 0
        self.setAccessibleName(self.tr("Import"))
        self.setWindowTitle(self.tr("Import"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(look.theme.px(WIDTH))
        self._headline = WrapLabel(look, role="title")
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("Progress"))
        self._bar.setTextVisible(False)
        self._far = PlainLabel(look, tone="muted")
        self._lines = WrapLabel(look, role="large")
        self._note = WrapLabel(look, tone="muted")
        self._make_owners()
        self._make_skipped()
        self._lay_out()

    @property
    def busy(self) -> bool:
        """Whether a file is coming in: the panel cannot be closed then."""
        return not self._bar.isHidden()

    def show_reading(self, file_name: str) -> None:
        """Say that `file_name` is being read."""
        self._headline.setText(self.tr("Reading {file}").format(file=file_name))
        self._bar.setRange(0, 0)
        self._far.setText("")
        self._show_parts(busy=True)

    def show_progress(self, done: int, total: int) -> None:
        """So many rows of so many are in."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._far.setText(self.tr("{done} of {total} rows").format(done=f"{done:,}", total=f"{total:,}"))

    def show_state(self, state: ImportState) -> None:
        """Show what the import came to."""
        self._import_id = state.import_id
        self._headline.setText(state.headline)
        self._lines.setText("\n".join(state.lines))
        self._note.setText(state.note)
        self._skipped_heading.setText(state.skipped_heading)
        self._skipped.clear()
        self._skipped.addItems(state.skipped)
        self._show_parts(busy=False)
        self._show_owners(state.owners)
        self._note.setVisible(bool(state.note))
        self._skipped_part.setVisible(bool(state.skipped))
        self._done.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in keys and not self.busy and not event.isAutoRepeat():
            self.accept()

    def reject(self) -> None:
        """The close button: not while a file comes in."""
        if not self.busy:
            super().reject()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.begin(self)
        paint.box(painter, self.rect(), 0, ring=self._look.theme.colour("edge"))  # where windows have no frame
        painter.end()

    def _fit(self) -> None:
        """As high as the wrapped words are at this width: `adjustSize` asks for one line of each."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        width = max(self.minimumWidth(), layout.totalMinimumSize().width())
        self.resize(width, layout.totalHeightForWidth(width))

    def _show_owners(self, owners: OwnerQuestion | None) -> None:
        self._owners_part.setVisible(owners is not None)
        if owners is None:
            return
        self._question.setText(owners.question)
        self._owner.clear()
        for name, count in owners.owners:
            self._owner.addItem(f"{name} ({count:,})", name)

    def _show_parts(self, *, busy: bool) -> None:
        self._bar.setVisible(busy)
        self._far.setVisible(busy)
        self._lines.setVisible(not busy)
        self._buttons.setVisible(not busy)
        self._note.hide()
        self._owners_part.hide()
        self._skipped_part.hide()

    def _make_owners(self) -> None:
        self._owners_part = QWidget()
        self._question = WrapLabel(self._look, role="large_medium")
        self._owner = Select(self._look, self.tr("Owner"))
        self._keep = SecondaryButton(self._look, self.tr("Keep only these"))
        self._keep.clicked.connect(lambda: self.owner_chosen.emit(self._import_id, str(self._owner.currentData())))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._owner, 1)
        row.addWidget(self._keep)
        column = QVBoxLayout(self._owners_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._question)
        column.addLayout(row)

    def _make_skipped(self) -> None:
        self._skipped_part = QWidget()
        self._skipped_heading = PlainLabel(self._look, role="body_medium")
        self._skipped = QListWidget()
        self._skipped.setAccessibleName(self.tr("Rows that were left out"))
        self._skipped.setMaximumHeight(self._look.theme.px(LISTED_HEIGHT))
        self._skipped.setWordWrap(True)
        column = QVBoxLayout(self._skipped_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._skipped_heading)
        column.addWidget(self._skipped)

    def _lay_out(self) -> None:
        self._done = PrimaryButton(self._look, self.tr("Done"), self.tr("Enter"))
        self._done.clicked.connect(self.accept)
        undo = QuietButton(self._look, self.tr("Undo"))
        undo.setAccessibleName(self.tr("Undo"))
        undo.clicked.connect(lambda: self.undo_requested.emit(self._import_id))
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(20)
        row.addWidget(self._done)
        row.addWidget(undo)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 28, 32, 28)
        column.setSpacing(14)
        parts = (self._headline, self._bar, self._far, self._lines, self._owners_part)
        for widget in (*parts, self._skipped_part, self._note, self._buttons):
            column.addWidget(widget)
