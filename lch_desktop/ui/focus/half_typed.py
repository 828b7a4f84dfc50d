"""What is typed and not logged yet: on disk at the next pause in typing, and never lost with its card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from lch_desktop.domain.leads import Lead
from lch_desktop.domain.stored import OpenCard

if TYPE_CHECKING:
    from lch_desktop.ui.focus.presenter import FocusPresenter

PAUSE_MS = 400


class HalfTyped:
    """The open card's note and strip, and the notes of cards that had to make room for another."""

    def __init__(self, presenter: FocusPresenter) -> None:
        self._p = presenter
        self._waiting: dict[int, OpenCard] = {}
        self._timer = QTimer(presenter, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.save)

    def begin(self) -> None:
        """Another hour: nothing waits."""
        self._waiting.clear()

    def stop(self, *, save: bool = False) -> None:
        """Stop waiting for a pause; with `save` what is typed goes to disk now."""
        if save and self._timer.isActive():
            self.save()
        self._timer.stop()

    def write_note(self, text: str) -> None:
        """The note of the call changed."""
        p = self._p
        if text == p.card.note:
            return
        p.card = replace(p.card, note=text)
        p.disarm()
        if p.strip is not None:
            p.strip.write(note=text)
        self._timer.start()

    def write_strip(self) -> None:
        """Something in the strip changed."""
        p = self._p
        if p.strip is not None:
            p.card = replace(p.card, follow_on=p.strip.keep())
            self._timer.start()

    def save(self) -> None:
        """Put the open card on disk."""
        p = self._p
        if p.hour.timer is not None and p.card.lead_id:
            p.hour.save_card(p.card)

    def keep(self) -> None:
        """Another card comes up before this one was logged: its note waits for it."""
        card = self._p.card
        if card.lead_id and (card.note or card.asks):
            self._waiting[card.lead_id] = card

    def take(self, lead_id: int) -> OpenCard:
        """What waits for this lead's card, which is empty for most."""
        return self._waiting.pop(lead_id, OpenCard())

    def to_leads(self) -> None:
        """The hour ends with notes typed for nobody's call: each goes to its own lead."""
        card = self._p.card
        notes = {lead_id: draft.note for lead_id, draft in self._waiting.items()}
        notes |= {card.parked_lead_id: card.parked_note, card.lead_id: card.note}
        for lead_id, note in notes.items():
            lead = self._p.services.store.leads.get(lead_id) if lead_id and note.strip() else None
            if lead is not None:
                self.note_to_lead(lead, note)

    def note_to_lead(self, lead: Lead, note: str) -> None:
        """A note whose call was never logged here is kept in the lead's own notes."""
        notes = "\n".join(part for part in (lead.notes, note.strip()) if part)
        self._p.services.store.leads.save_fields(lead.id, {"notes": notes}, by_rep=True)
