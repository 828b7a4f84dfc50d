"""Behind the card "Notices": a test notice goes out as each other one does, and what came of it is read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from lch_desktop.services.notice_words import TEST
from lch_desktop.ui.settings.notices_state import Test, build_notices

if TYPE_CHECKING:
    from lch_desktop.domain.notices import Delivery, StoredDelivery
    from lch_desktop.ui.context import UiContext

PATIENCE_MS = 12_000  # a notice's fate is told within ten seconds


class NoticesPart(QObject):
    """Part of the settings' presenter."""

    shown = Signal(object)  # a NoticesState

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._last: StoredDelivery | None = None
        self._test = Test.NOT_SENT
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._go_on(Test.LOST))

    def refresh(self) -> None:
        """Read what became of the last notice."""
        self._context.tasks.run(lambda store: store.mornings.deliveries(1), self._take)

    def left(self) -> None:
        """The page was left: what is said of a test is over."""
        self._patience.stop()
        self._test = Test.NOT_SENT

    def send(self) -> None:
        """Send a test notice."""
        self._go_on(Test.SENDING)
        self._patience.start()
        self._context.hub.notice_requested.emit(TEST, self._delivered, self._answered)

    def _delivered(self, delivery: Delivery) -> None:
        if self._test is Test.SENDING:
            self._patience.stop()
            self._test = Test.SHOWN
        self.refresh()  # it is noted before it is told

    def _answered(self, key: str, action: str) -> None:
        if self._test is Test.SHOWN:
            self._go_on(Test.SEEN)

    def _take(self, kept: list[StoredDelivery]) -> None:
        self._last = kept[0] if kept else None
        self._show()

    def _go_on(self, test: Test) -> None:
        self._test = test
        self._show()

    def _show(self) -> None:
        now, style = self._context.services.rep.local(), self._context.style
        self.shown.emit(build_notices(self._last, self._test, now, style))
