"""Room for a script on a page that scrolls: what is too long for the window scrolls by itself, and the buttons
under it stay in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from lch_desktop.ui.theme import ThemeHolder

LEAST = 80  # px at 100 %: two lines, however low the window
RING = 4  # px around the words, where the focus ring lies
PAGE_FOOT = 32  # what the page keeps below its last card


class WordsRoom(QScrollArea):
    """As high as `words`, and at most what the page's window leaves beside the rest of `card`."""

    def __init__(self, look: ThemeHolder, words: QWidget, card: QWidget) -> None:
        super().__init__(card)
        self._look, self._words, self._card = look, words, card
        self._page: QScrollArea | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("scroll_body")
        column = QVBoxLayout(inside)
        column.setContentsMargins(RING, RING, RING, RING)
        column.addWidget(words)
        self.setWidget(inside)
        card.installEventFilter(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # the arrow keys are the card's

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        page = _page_of(self._card)
        if page is not None and page is not self._page:
            page.viewport().installEventFilter(self)
        self._page = page
        QTimer.singleShot(0, self, self.fit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            QTimer.singleShot(0, self, self.fit)  # never amid a layout's own work: it would be asked anew in the middle
        return False

    def fit(self) -> None:
        """Take the height there is for the words as they are now."""
        layout = self._card.layout()
        if layout is None or not self.isVisible():
            return
        wide = self._words.maximumWidth() + 2 * RING
        needed = self._words.heightForWidth(min(self.width(), wide) - 2 * RING) + 2 * RING
        most = needed
        inside = self._page.widget() if self._page is not None else None
        if self._page is not None and inside is not None:
            top = self._card.mapTo(inside, self._card.rect().topLeft()).y()
            rest = layout.totalHeightForWidth(self._card.width()) - self.height()
            most = self._page.viewport().height() - top - rest - PAGE_FOOT
        height = min(needed, max(most, self._look.theme.px(LEAST)))
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)


def _page_of(widget: QWidget) -> QScrollArea | None:
    """The scroll area that holds `widget`."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above
