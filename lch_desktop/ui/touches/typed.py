"""What is typed on the sheet: stored at each pause, and held while the database is busy, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from lch_desktop.domain.errors import LchError
from lch_desktop.messages import sentence

if TYPE_CHECKING:
    from lch_desktop.services.follow_through import FollowThrough

PAUSE_MS = 400  # in typing, until it is stored


class Typed(QObject):
    """Words, subject and file of one touch. `follow` gives the service, which a restored backup exchanges."""

    problem_said = Signal(str)
    kept = Signal()

    def __init__(self, follow: Callable[[], FollowThrough], parent: QObject) -> None:
        super().__init__(parent)
        self.words, self.subject, self.file = "", "", ""
        self.touch_id = 0
        self.is_new = False  # something is typed that is not stored
        self._follow = follow
        self._held: dict[int, tuple[str, str]] = {}  # what could not be stored yet
        self._subjects: dict[int, str] = {}  # a subject has no row of its own: it is kept while the program runs
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.keep)

    def begin(self, touch_id: int, words: str, subject: str, file: str) -> None:
        """Another touch, or the same one anew."""
        self._pause.stop()
        self.touch_id, self.is_new = touch_id, touch_id in self._held
        self.words, self.subject, self.file = words, subject, file
        if self.is_new:
            self._pause.start()

    def held(self, touch_id: int) -> tuple[str, str] | None:
        """Words and file that are not stored yet; None for none."""
        return self._held.get(touch_id)

    def subject_of(self, touch_id: int) -> str:
        """As it was typed, "" for the draft's."""
        return self._subjects.get(touch_id, "")

    def type_subject(self, text: str) -> None:
        """The line above the words."""
        self.subject = text
        if self.touch_id:
            self._subjects[self.touch_id] = text

    def changed(self) -> None:
        """Words or file were typed."""
        self.is_new = True
        self._held[self.touch_id] = (self.words, self.file)
        self._pause.start()

    def keep(self) -> bool:
        """Store it; False where that fails, which is said, and it is held."""
        self._pause.stop()
        if not self.is_new or not self.touch_id:
            return True
        try:
            self._follow().keep(self.touch_id, self.words, self.file)
        except LchError as error:
            self.problem_said.emit(sentence(error))
            return False
        self.stored()
        self.kept.emit()
        return True

    def stored(self) -> None:
        """It is in the database now."""
        self._pause.stop()
        self.is_new = False
        self._held.pop(self.touch_id, None)

    def end(self) -> None:
        """Nothing is typed any more; what is held waits for the next time."""
        self._pause.stop()
        self.touch_id, self.is_new = 0, False
