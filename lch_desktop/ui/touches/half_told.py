"""What is typed while somebody rings, before it is logged: at each pause it goes to the person's own notes.

There it survives a crash. Once the talk is logged it is taken out again, as the call has it then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from lch_desktop.domain.errors import LchError

if TYPE_CHECKING:
    from lch_desktop.ui.context import UiContext

PAUSE_MS = 400


def with_draft(notes: str, old: str, new: str) -> str:
    """`notes` with `new` at their end, in place of `old` where that is still there."""
    if old and notes == old:
        notes = ""
    elif old and notes.endswith(f"\n{old}"):
        notes = notes[: -len(old) - 1]
    return "\n".join(part for part in (notes, new) if part)


class HalfTold(QObject):
    """One person's line at a time."""

    def __init__(self, context: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._kept: dict[int, str] = {}  # what stands in whose notes
        self._new: tuple[int, str] | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.keep)

    def write(self, lead_id: int, note: str) -> None:
        """It is typed."""
        self._new = (lead_id, note.strip())
        self._pause.start()

    def keep(self) -> None:
        """Put it there now; a database that is busy has it at the next pause."""
        self._pause.stop()
        if self._new is None:
            return
        try:
            self._put(*self._new)
        except LchError:
            self._pause.start()
            return
        self._new = None

    def logged(self, lead_id: int) -> None:
        """The call has it: not twice."""
        self.write(lead_id, "")
        self.keep()

    def _put(self, lead_id: int, note: str) -> None:
        store = self._context.services.store
        old = self._kept.get(lead_id, "")
        if note == old:
            return
        with store.transaction():
            lead = store.leads.get(lead_id)
            if lead is not None:
                store.leads.save_fields(lead_id, {"notes": with_draft(lead.notes, old, note)}, by_rep=True)
        self._kept[lead_id] = note
