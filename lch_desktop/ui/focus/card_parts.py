"""The parts of the call card."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from lch_desktop.ui.sky import with_alpha
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import PlainLabel, WrapLabel, paint

LABEL_GAP = 4


class Line(QWidget):
    """A label above a text; gone when there is no text."""

    def __init__(self, look: ThemeHolder, label: str, role: str = "large", max_lines: int = 3) -> None:
        super().__init__()
        self.label = PlainLabel(look, label, "body", "muted")
        self.text = WrapLabel(look, "", role, max_lines=max_lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LABEL_GAP)
        self._head = QHBoxLayout()
        self._head.setSpacing(16)
        self._head.addWidget(self.label)
        self._head.addStretch(1)
        column.addLayout(self._head)
        column.addWidget(self.text)

    def add_to_head(self, widget: QWidget) -> None:
        """Put `widget` behind the label."""
        self._head.insertWidget(1, widget)

    def set_text(self, text: str) -> None:
        """Say `text`; whether there is room for it is the card's to know."""
        self.text.setText(text)

    @property
    def says(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.text.text())

    def height_for(self, width: int) -> int:
        """How high it is when it is `width` px wide."""
        return self.label.minimumHeight() + LABEL_GAP + self.text.heightForWidth(width)


class CallPill(PlainLabel):
    """ "On the call 12 s" in a soft round frame at the top right of the card."""

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look, "", "large_medium")
        self.setAccessibleName(self.tr("Call timer"))

    def set_words(self, text: str) -> None:
        """What it says; the timer's digits are its accessible description."""
        self.setText(text)
        self.setAccessibleDescription(text)

    def sizeHint(self) -> QSize:
        px = self._look.theme.px
        icon_and_ends = px(14 + 20 + 10 + 16)
        return QSize(self._look.theme.width(self.text(), self.role) + icon_and_ends, px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        ground = with_alpha(theme.colour("connected"), 0.10)
        paint.box(painter, self.rect(), self.height() // 2, fill=ground)
        icon = self._look.icon("phone-call", "connected", 20, self.devicePixelRatioF())
        left = theme.px(14)
        painter.drawPixmap(left, (self.height() - theme.px(20)) // 2, icon)
        words = self.rect().adjusted(left + theme.px(30), 0, -theme.px(12), 0)
        paint.words(painter, words, self.text(), self.font(), theme.colour("text"))
        painter.end()


class RingWords(QWidget):
    """ "Read once, then dial" beside the ring, as high as the ring."""

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._look = look
        first = PlainLabel(look, self.tr("Read once,"), "body", "text")
        second = PlainLabel(look, self.tr("then dial"), "body", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        for label in (first, second):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            column.addWidget(label)
        column.addStretch(1)
        self.setFixedHeight(look.theme.px(64))


@contextmanager
def held(*layouts: QLayout | None) -> Iterator[None]:
    """Lay out once at the end: Qt would do so for each part that is shown meanwhile."""
    for layout in layouts:
        if layout is not None:
            layout.setEnabled(False)
    try:
        yield
    finally:
        for layout in layouts:
            if layout is not None:
                layout.setEnabled(True)


def block(gap: int, *parts: QWidget | QLayout) -> QVBoxLayout:
    """Parts that belong together, `gap` px apart."""
    column = QVBoxLayout()
    column.setSpacing(gap)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    return column
