"""Before an e-mail goes: "Called first?" Asked once for each touch, and only who wants it is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lch_desktop.domain.calls import TouchStatus
from lch_desktop.domain.errors import RuleError

if TYPE_CHECKING:
    from lch_desktop.domain.handoff import HandOff
    from lch_desktop.services.follow_through import DueTouch
    from lch_desktop.ui.context import UiContext

ASKS = "Called first? An e-mail works best after a call."


class CalledFirst(QObject):
    """Remembers what it asked about, until the program ends. `guarded` runs what may be refused: the sheet says why,
    and shows how the touch stands now."""

    asked = Signal(str)  # the question, in words
    called = Signal(int, str)  # a lead, what was done

    def __init__(
        self, context: UiContext, guarded: Callable[[Callable[[], None]], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._guarded = context, guarded
        self._asked: set[int] = set()
        self._about: tuple[int, HandOff] | None = None  # the touch that waits for the answer

    def asks(self, due: DueTouch, way: HandOff) -> bool:
        """Ask, where there is somebody to call before `due` goes; False where it may go."""
        if due.touch.id in self._asked or self._context.services.follow_through.call_first(due, way) is None:
            return False
        self._asked.add(due.touch.id)
        self._about = (due.touch.id, way)
        self.asked.emit(ASKS)
        return True

    def call(self) -> None:
        """Hand the number to the dialer, or say which it is. Who it is, and whether they may be called, is looked up
        anew: the question may have stood there for hours."""
        if self._about is not None:
            about = self._about
            self._guarded(lambda: self._call(*about))

    def _call(self, touch_id: int, way: HandOff) -> None:
        follow, calling = self._context.services.follow_through, self._context.services.calling
        due = follow.check(touch_id, way)
        lead, phone = due.lead, follow.call_first(due, way)
        if due.touch.status is not TouchStatus.OPEN:  # also after "do not call", which drops what is open
            raise RuleError("touch-closed")
        if phone is None:
            raise RuleError("no-call-first", name=lead.shown_name)
        said = f"Dial {phone.shown or phone.e164}."

        def dial() -> None:
            nonlocal said
            if calling.call(phone):
                said = f"Calling {lead.shown_name}."

        if self._context.hub.tried(dial):
            self.called.emit(lead.id, said)
