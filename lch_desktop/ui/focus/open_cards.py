"""Which card is opened: a lead's own with what was half typed, the one parked underneath, the one after a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lch_desktop.domain.stored import OpenCard

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead, Phone
    from lch_desktop.services.call_log import Logged
    from lch_desktop.ui.focus.presenter import FocusPresenter


class OpenCards:
    """Makes the values; the presenter holds the one that is open."""

    def __init__(self, presenter: FocusPresenter) -> None:
        self._p = presenter
        self.coming: Lead | None = None  # read for the card that is stored with an outcome

    def of(self, lead: Lead, phone: Phone | None) -> OpenCard:
        """A card for `lead`, with what was half typed for that lead before."""
        p = self._p
        draft = p.typed.take(lead.id)
        return OpenCard(
            lead_id=lead.id,
            phone_id=phone.id if phone else 0,
            note=draft.note,
            asks=draft.asks,
            opened_at=p.services.rep.now(),
            parked_lead_id=p.card.parked_lead_id,
            parked_note=p.card.parked_note,
            parked_dialled_at=p.card.parked_dialled_at,
        )

    def parked(self, over: OpenCard) -> OpenCard:
        """The card that waits underneath `over`, with its note and timer."""
        draft = self._p.typed.take(over.parked_lead_id)
        return OpenCard(
            lead_id=over.parked_lead_id,
            phone_id=draft.phone_id,
            note=over.parked_note,
            asks=draft.asks,
            dialled_at=over.parked_dialled_at,
            opened_at=self._p.services.rep.now(),
        )

    def after(self, logged: Logged) -> OpenCard:
        """The card that is stored in the same commit: the next number, the parked card, or the next lead."""
        p = self._p
        done, parked = p.card, p.card.parked_lead_id
        p.card, self.coming = OpenCard(), None
        if logged.offer is not None:
            p.card = OpenCard(
                lead_id=done.lead_id,
                phone_id=logged.offer.id,
                opened_at=p.services.rep.now(),
                parked_lead_id=parked,
                parked_note=done.parked_note,
                parked_dialled_at=done.parked_dialled_at,
            )
        elif parked:
            p.card = self.parked(done)
        else:
            served = p.deck.next(done.lead_id)
            if served.entry is not None:
                self.coming = lead = p.services.log.lead(served.entry.lead_id)
                p.card = self.of(lead, lead.phone)
        return p.card
