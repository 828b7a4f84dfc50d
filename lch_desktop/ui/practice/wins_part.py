"""Behind the section "Wins": reads the jar, looks through it, changes a line, takes one out and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lch_desktop.domain.errors import LchError
from lch_desktop.ui.practice.tip import write_tip
from lch_desktop.ui.practice.wins_state import PAGE, build_wins

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.wins_jar import Win
    from lch_desktop.ui.context import UiContext


class WinsPart(QObject):
    """Holds the jar as it was read last, so that each letter of a search is answered at once."""

    shown = Signal(object)  # a WinsState

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._wins: list[Win] = []
        self._text = ""
        self._most = PAGE
        self._asked = 0

    def refresh(self) -> None:
        """Read the jar again, off the GUI thread."""
        self._asked += 1
        asked, jar = self._asked, self._context.services.wins_jar

        def work(store: Store) -> list[Win]:
            return jar.on(store).all()

        self._context.tasks.run(work, lambda wins: self._take(asked, wins), self._context.hub.failed.emit)

    def search(self, text: str) -> None:
        """Show those that have every word of `text`."""
        self._text, self._most = text, PAGE
        self._show()

    def show_more(self) -> None:
        """Show the next ones too."""
        self._most += PAGE
        self._show()

    def change(self, session_id: int, text: str) -> None:
        """Put a line better; one without a word is taken out."""
        if text.strip():
            self._write(session_id, text, "Changed in the jar.")
        else:
            self.remove(session_id)

    def remove(self, session_id: int) -> None:
        """Take a line out of the jar."""
        self._write(session_id, "", "Taken out of the jar.")

    def keep_tip(self, words: str) -> None:
        """Keep the tip; without a word there is none."""
        write_tip(self._context, words, self._tell)

    # inside

    def _tell(self) -> None:
        self.refresh()
        self._context.hub.changed.emit()

    def _take(self, asked: int, wins: list[Win]) -> None:
        if asked == self._asked:
            self._wins = wins
            self._show()

    def _show(self) -> None:
        services = self._context.services
        tip = services.wins_jar.tip
        self.shown.emit(build_wins(self._wins, self._text, self._most, services.rep.today(), tip))

    def _write(self, session_id: int, text: str, said: str) -> None:
        hub = self._context.hub
        try:
            entry_id = self._context.services.wins_jar.change(session_id, text)
        except LchError as error:
            hub.failed.emit(error)
            return
        self.refresh()
        if entry_id:
            hub.changed.emit()
            hub.undo_offered.emit(said, lambda: self._take_back(entry_id))

    def _take_back(self, entry_id: int) -> None:
        if not self._context.hub.tried(lambda: self._context.services.wins_jar.take_back(entry_id)):
            return
        self.refresh()
        self._context.hub.changed.emit()
