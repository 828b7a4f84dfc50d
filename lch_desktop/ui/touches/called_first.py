"""Before an e-mail goes: "Called first?" Asked once for each touch, and only who wants it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from lch_desktop.domain.handoff import HandOff
    from lch_desktop.domain.leads import Lead, Phone
    from lch_desktop.services.follow_through import DueTouch
    from lch_desktop.ui.context import UiContext

ASKS = "Called first? An e-mail works best after a call."


class CalledFirst(QObject):
    """Remembers whom it asked about, until the program ends."""

    asked = Signal(str)  # the question, in words
    called = Signal(int, str)  # a lead, what was done

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked: set[int] = set()
        self._whom: tuple[Lead, Phone] | None = None

    def asks(self, due: DueTouch, way: HandOff) -> bool:
        """Ask, where there is somebody to call before `due` goes; False where it may go."""
        phone = self._context.services.follow_through.call_first(due, way)
        if phone is None or due.touch.id in self._asked:
            return False
        self._asked.add(due.touch.id)
        self._whom = (due.lead, phone)
        self.asked.emit(ASKS)
        return True

    def call(self) -> None:
        """Hand the number to the dialer, or say which it is."""
        if self._whom is None:
            return
        lead, phone = self._whom
        hub, calling = self._context.hub, self._context.services.calling
        said = f"Dial {phone.shown or phone.e164}."

        def dial() -> None:
            nonlocal said
            if calling.call(phone):
                said = f"Calling {lead.shown_name}."

        if hub.tried(dial):
            self.called.emit(lead.id, said)
