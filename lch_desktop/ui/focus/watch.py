"""Asks once a second which window is in front, calls the rep back gently, and counts leaving."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from lch_desktop.domain.errors import LchError
from lch_desktop.domain.watching import CallBack, Event, Front, FrontWindow, Verdict, Watched, Watching, classify
from lch_desktop.ui.tasks import Job

if TYPE_CHECKING:
    from lch_desktop.services.watch import WatchBook

LOOK_MS = 1000
_END_WITHIN_MS = 500


class WatchTimer(QObject):
    """Watches from `start` to `stop`. It takes no focus: whoever hears `called_back` brings the window to the front.

    `elapsed_s`: the clock that never jumps; `is_live`: whether a call is live; `lead_id`: of the card, 0 for none.
    """

    called_back = Signal(str)  # the entry of the block list that is in front
    failed = Signal(object)  # an LchError: it could not be written; the watching goes on

    def __init__(
        self,
        front: FrontWindow,
        watched: Watched,
        book: WatchBook,
        *,
        elapsed_s: Callable[[], float],
        is_live: Callable[[], bool],
        lead_id: Callable[[], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._front = front
        self._watched = watched
        self._book = book
        self._elapsed_s = elapsed_s
        self._is_live = is_live
        self._lead_id = lead_id
        self._watching = Watching()
        self._looks = _Looks(self._seen, self)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    @property
    def reason(self) -> str:
        """Why nothing is watched here, in words; "" where it is."""
        return self._front.reason

    @property
    def is_watching(self) -> bool:
        """Between `start` and `stop`, where the front window can be known."""
        return self._timer.isActive()

    @property
    def is_asking(self) -> bool:
        """Whether a look is under way."""
        return self._looks.asking

    def start(self) -> None:
        """The hour begins, or goes on after a pause."""
        if not self._front.reason:
            self._timer.start()

    def stop(self) -> None:
        """The hour pauses or ends: what was being counted ends here."""
        if not self.is_watching:
            return
        self._timer.stop()
        self._looks.forget()
        at_s = self._elapsed_s()
        self._watching, events = self._watching.stopped(at_s)
        self._tell(events, at_s)

    def close(self) -> None:
        """Stop for good and let go of the system."""
        self.stop()
        if self._looks.close():
            self._front.close()

    def look(self) -> None:
        """Ask which window is in front, unless the last question is still unanswered."""
        self._looks.ask(self._front, self._watched)

    def _seen(self, verdict: Verdict) -> None:
        at_s = self._elapsed_s()
        self._watching, events = self._watching.seen(verdict, at_s, self._is_live())
        self._tell(events, at_s)

    def _tell(self, events: tuple[Event, ...], at_s: float) -> None:
        try:
            self._book.write(events, at_s, self._lead_id())
        except LchError as error:
            self.failed.emit(error)
        for event in events:
            if isinstance(event, CallBack):
                self.called_back.emit(event.entry)


class _Looks(QObject):
    """One question at a time, on a thread of its own: a display that does not answer holds nobody up."""

    answered = Signal(int, object)

    def __init__(self, seen: Callable[[Verdict], None], parent: QObject) -> None:
        super().__init__(parent)
        self._seen = seen
        self._round = 0
        self.asking = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)
        self.answered.connect(self._deliver)

    def ask(self, front: FrontWindow, watched: Watched) -> None:
        """Look and classify; the title goes no further than that."""
        if self.asking:
            return
        self.asking = True
        asked = self._round

        def job() -> None:
            seen: Front | None = None
            try:
                seen = front.look()
            finally:
                self.answered.emit(asked, classify(seen, watched))

        self._pool.start(Job(job))

    def forget(self) -> None:
        """The answer that is under way is not wanted any more."""
        self._round += 1

    def close(self) -> bool:
        """Whether nothing is under way any more."""
        self.forget()
        return self._pool.waitForDone(_END_WITHIN_MS)

    def _deliver(self, asked: int, verdict: Verdict) -> None:
        self.asking = False
        if asked == self._round:
            self._seen(verdict)
