"""What another program writes during the hour: `lch log` may take the lead that is on the card."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lch_desktop.ui.focus.presenter import FocusPresenter


class Outside:
    """Compares the store's version with the one that was seen last."""

    def __init__(self, presenter: FocusPresenter) -> None:
        self._p = presenter
        self._seen = 0

    def begin(self) -> None:
        """What was written before the hour is known."""
        self._seen = self._p.services.store.version()

    def took_the_card(self) -> bool:
        """Look whether another program has written since: its word may have been lost, its row is not."""
        p = self._p
        version, seen = p.services.store.version(), self._seen
        self._seen = version
        lead_id = p.card.lead_id
        if version != seen:
            self.look()
        return p.card.lead_id != lead_id

    def look(self) -> None:
        """If the open card's lead was logged, the card is dropped and its note kept."""
        p = self._p
        if p.mode == "over" or p.lead is None:
            return
        found = p.services.store.leads.get(p.lead.id)
        if found is not None and found.follow.last_call_at == p.lead.follow.last_call_at:
            p.list.refresh()
            return
        if found is not None and p.card.note.strip():
            p.typed.note_to_lead(found, p.card.note)
        name = p.lead.shown_name
        if p.mode != "paused":  # nobody's name on that screen
            p.screen.tell(p.tr("{0} was logged elsewhere. Your note is kept on the lead.").format(name))
        p.list.refresh()
        p.open_next(p.deck.next(p.lead.id))
