"""What happened with a lead, newest first."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.leads.timeline_state import Event
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import ElidedLabel, Mark, PlainLabel, QuietButton, WrapLabel, paint


class Timeline(QWidget):
    """Rows that are used again for the next lead: a long history is not built anew at each step."""

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rows: list[_EventRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def show_events(self, events: tuple[Event, ...]) -> None:
        """Show `events`."""
        while len(self._rows) < len(events):
            row = _EventRow(self._look)
            self._rows.append(row)
            self._column.addWidget(row)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(events))
            if place < len(events):
                row.show_event(events[place])


class _EventRow(QWidget):
    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._mark = _EventMark(look)
        self._title = ElidedLabel(look, role="body_medium")
        self._when = PlainLabel(look, role="caption_plain", tone="muted")
        self._note = WrapLabel(look, tone="muted")
        self._cells = WrapLabel(look, role="caption_plain", tone="muted")
        self._open = QuietButton(look, self.tr("Show its cells"))
        self._open.clicked.connect(lambda: self._show_cells(self._cells.isHidden()))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title, 1)
        head.addWidget(self._when)
        told = QVBoxLayout()
        told.setContentsMargins(0, 4, 0, 0)
        told.setSpacing(0)
        told.addLayout(head)
        told.addWidget(self._note)
        told.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        told.addWidget(self._cells)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(told, 1)

    def show_event(self, event: Event) -> None:
        self._mark.set_event(event.icon, event.tone)
        self._title.setText(event.title)
        self._when.setText(event.when)
        self._note.setText(event.note)
        self._note.setVisible(bool(event.note))
        self._open.setVisible(bool(event.cells))
        cells = "\n".join(f"{header}: {text}" for header, text in event.cells)
        if cells != self._cells.text() or not cells:
            self._cells.setText(cells)
            self._show_cells(False)

    def _show_cells(self, shown: bool) -> None:
        """The cells of the file as they came, for whom asks."""
        self._cells.setVisible(shown)
        self._open.set_label(self.tr("Hide its cells") if shown else self.tr("Show its cells"))


class _EventMark(Mark):
    """The icon of an event on a disc of 28."""

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look, 28, 28)
        self._icon, self._tone = "phone", "muted"

    def set_event(self, icon: str, tone: str) -> None:
        self._icon, self._tone = icon, tone
        self.update()

    def _paint_mark(self, painter: QPainter, width: float, height: float) -> None:
        theme = self._look.theme
        paint.box(painter, QRectF(0, 0, 28, 28), 14, fill=theme.colour("raised"))
        pixmap = self._look.icon(self._icon, self._tone, 16, self.devicePixelRatioF())
        painter.resetTransform()
        lift = round((self.width() - theme.px(16)) / 2)
        painter.drawPixmap(lift, lift, pixmap)
