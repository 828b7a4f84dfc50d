"""What happened with a lead, newest first."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.domain.calls import TouchKind
from lch_desktop.ui.leads.timeline_state import Event
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.touches.wrap_row import WrapRow
from lch_desktop.ui.widgets import (
    ElidedLabel,
    FoldBox,
    Form,
    IconButton,
    Mark,
    PlainLabel,
    QuietButton,
    WrapLabel,
    paint,
)

ADDED: dict[TouchKind, str] = {
    TouchKind.TEXT: "A text",
    TouchKind.VIDEO: "A video",
    TouchKind.EMAIL: "An e-mail",
    TouchKind.NOTE: "A note",
}
ADDER_ROW = 32
DISC, GAP = 28, 6  # of a mark, and between it and the line to the next one


class Timeline(QWidget):
    """Rows that are used again for the next lead: a long history is not built anew at each step."""

    copy_requested = Signal(int)  # a call
    touch_requested = Signal(int)  # its sheet

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
            row.copy_requested.connect(self.copy_requested)
            row.touch_requested.connect(self.touch_requested)
            self._rows.append(row)
            self._column.addWidget(row)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(events))
            if place < len(events):
                row.show_event(events[place])
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line from each mark down to the next one."""
        theme = self._look.theme
        painter = QPainter(self)
        for upper, lower in pairwise(row for row in self._rows if not row.isHidden()):
            top, bottom = upper.y() + theme.px(DISC + GAP), lower.y() - theme.px(GAP)
            painter.fillRect(theme.px(DISC) // 2, top, 1, max(0, bottom - top), theme.colour("hair"))
        painter.end()


class TouchAdder(QWidget):
    """A touch of the rep's own: which kind."""

    add_requested = Signal(str)  # a TouchKind

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        caption = PlainLabel(look, self.tr("Send"), "body", "muted")
        caption.setMinimumHeight(look.theme.px(ADDER_ROW))
        parts: list[QWidget] = [caption]
        for kind, label in ADDED.items():
            button = QuietButton(look, self.tr(label), form=Form(ADDER_ROW, "body_medium", 6, 0, 0, 8))
            button.clicked.connect(lambda _=False, kind=kind: self.add_requested.emit(kind.value))
            parts.append(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(WrapRow(parts, 16))


class _EventRow(QWidget):
    copy_requested = Signal(int)
    touch_requested = Signal(int)

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._call_id = self._touch_id = 0
        self._sheet = QuietButton(look, self.tr("Open"), form=Form(24, "caption", 6, 0, 0, 8))
        self._sheet.clicked.connect(lambda: self.touch_requested.emit(self._touch_id))
        self._copy = IconButton(look, "copy", self.tr("Copy for CRM"), size=24)
        self._copy.clicked.connect(lambda: self.copy_requested.emit(self._call_id))
        self._mark = _EventMark(look)
        self._title = ElidedLabel(look, role="body_medium")
        self._when = PlainLabel(look, role="caption_plain", tone="muted")
        self._note = WrapLabel(look, tone="muted")
        self._cells = WrapLabel(look, role="caption_plain", tone="muted")
        self._open = QuietButton(look, self.tr("Show its cells"))
        self._open.clicked.connect(lambda: self._show_cells(self._cells.isHidden()))
        then = QWidget()
        beside = QHBoxLayout(then)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(12)
        beside.addWidget(self._when)
        beside.addWidget(self._copy)
        beside.addWidget(self._sheet)
        beside.addStretch(1)
        head = self._head = FoldBox(look, spacing=12, folded_spacing=0)
        head.add(self._title, 1)
        head.add(then)
        told = QVBoxLayout()
        told.setContentsMargins(0, 4, 0, 0)
        told.setSpacing(0)
        told.addWidget(head)
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
        self._call_id, self._touch_id = event.call_id, event.touch_id
        self._when.set_tone("sun_text" if event.tone == "sun" else "muted")
        self._sheet.setVisible(bool(event.touch_id))
        self._sheet.set_label(self.tr("Hand off") if event.is_open else self.tr("Open"))
        self._sheet.setAccessibleName(f"{self._sheet.label}: {event.title}, {event.when}")
        self._copy.setVisible(bool(event.call_id))
        self._copy.setAccessibleName(self.tr("Copy for CRM: {what}").format(what=f"{event.title}, {event.when}"))
        self._head.refold()
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
        super().__init__(look, DISC, DISC)
        self._icon, self._tone = "phone", "muted"

    def set_event(self, icon: str, tone: str) -> None:
        self._icon, self._tone = icon, tone
        self.update()

    def _paint_mark(self, painter: QPainter, width: float, height: float) -> None:
        theme = self._look.theme
        paint.box(painter, QRectF(0, 0, DISC, DISC), DISC / 2, fill=theme.colour("raised"))
        pixmap = self._look.icon(self._icon, self._tone, 16, self.devicePixelRatioF())
        painter.resetTransform()
        lift = round((self.width() - theme.px(16)) / 2)
        painter.drawPixmap(lift, lift, pixmap)
