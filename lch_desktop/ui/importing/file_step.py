"""Step 1: which file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.importing.parts import Sign
from lch_desktop.ui.importing.state import FileState
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Card, Check, Field, PlainLabel, SecondaryButton, WrapLabel, paint

DROP_HEIGHT = 216


class FileStep(QWidget):
    """A place to drop a file on, a field for its path, and the newest of the place that was used last."""

    file_given = Signal(str)
    choose_requested = Signal()
    newest_requested = Signal()
    list_toggled = Signal(bool)
    left = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._path = Field(look, self.tr("File"), self.tr("Or its path, then Enter"))
        self._path.returnPressed.connect(lambda: self.file_given.emit(self._path.text()))
        self._path.left.connect(self.left)
        self._newest = SecondaryButton(look, "", icon="rotate-ccw")
        self._newest.clicked.connect(self.newest_requested)
        self._list = Check(look, self.tr("A list of numbers never to call"))
        self._list.clicked.connect(self.list_toggled)
        self._list_remark = WrapLabel(look, tone="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._make_drop())
        column.addWidget(self._make_again())
        column.addWidget(self._make_list())
        column.addStretch(1)

    def show_state(self, state: FileState) -> None:
        """Show what is known before a file is."""
        newest = self.tr("Take the newest: {file}").format(file=state.newest)
        self._newest.set_label(newest if state.newest else "")
        self._again.setVisible(bool(state.newest))
        self._list.setChecked(state.is_list)
        self._list_remark.setText(
            self.tr("Choose the file: you see what it holds before any number is silenced, and that is for good.")
            if state.is_list
            else self.tr("Your own do-not-call list: its numbers stay silent for every lead, also of later files.")
        )

    def _make_drop(self) -> QWidget:
        look = self._look
        zone = _DropZone(look)
        inside = QVBoxLayout(zone)
        inside.setContentsMargins(32, 28, 32, 28)
        inside.setSpacing(12)
        centre = Qt.AlignmentFlag.AlignHCenter
        inside.addStretch(1)
        inside.addWidget(Sign(look, "file-spreadsheet", "accent", 32), 0, centre)
        inside.addWidget(PlainLabel(look, self.tr("Drop a file here"), "title_medium"), 0, centre)
        kinds = WrapLabel(look, self.tr("CSV, Excel or vCard from any CRM, address book or spreadsheet"), tone="muted")
        kinds.setAlignment(centre)
        inside.addWidget(kinds)
        self._path.setMaximumWidth(look.theme.px(560))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._path, 6)
        line.addStretch(1)
        inside.addSpacing(4)
        inside.addLayout(line)
        inside.addStretch(1)
        return zone

    def _make_again(self) -> Card:
        self._again = Card(self._look)
        self._again.set_heading(self.tr("From the same place again"))
        self._again.body.addWidget(self._newest, 0, Qt.AlignmentFlag.AlignLeft)
        self._again.hide()
        return self._again

    def _make_list(self) -> Card:
        card = Card(self._look)
        card.body.setSpacing(0)
        card.body.addWidget(self._list, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self._list_remark)
        return card


class _DropZone(QWidget):
    """A dashed box; the whole window takes the file, wherever it falls."""

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._look = look
        look.changed.connect(self._apply_look)
        self._apply_look()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.begin(self)
        theme = self._look.theme
        paint.box(painter, self.rect(), 12, fill=theme.colour("surface"))
        painter.setPen(QPen(theme.colour("line"), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 12, 12)
        painter.end()

    def _apply_look(self) -> None:
        self.setMinimumHeight(self._look.theme.px(DROP_HEIGHT))
        self.update()
