"""Z and Shift+Z: the newest entry of this hour goes, or comes again, and its card with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lch_desktop.domain.calls import Outcome
from lch_desktop.services.call_log import Undone
from lch_desktop.words import OUTCOMES

if TYPE_CHECKING:
    from lch_desktop.domain.stored import LedgerEntry, OpenCard
    from lch_desktop.ui.focus.presenter import FocusPresenter

LINES = frozenset({"goal", "line"})  # entries of the ledger


class TakingBack:
    """Undo and redo of the running hour."""

    def __init__(self, presenter: FocusPresenter) -> None:
        self._p = presenter

    def undo(self) -> None:
        """Z: the newest entry goes, and its card comes back with its note."""
        p = self._p
        if p.strip is not None:
            self.leave_strip()
            return
        undone: Undone = p.services.log.undo(p.hour.session.id)
        p.silences.read()
        if _is_line_of(undone.entry, p.card):
            p.screen.refresh_card(p)
            self._say(undone)
            return
        p.typed.keep()
        call = undone.call
        lead = p.services.log.lead(undone.entry.lead_id)
        number = next((n for n in lead.phones if call and n.id == call.phone_id), lead.phone)
        if undone.entry.label == "called-back" and p.card.parked_lead_id:
            p.card = p.cards.parked(p.card)
        else:
            p.card = p.cards.of(lead, number)
        if call is not None:
            p.card = replace(p.card, note=call.note, asks=call.asks, dialled_at=call.started_at)
            p.dial_next.leave(p.card)
        p.hour.save_card(p.card)
        p.show_card()
        p.list.refresh()
        self._say(undone)

    def redo(self) -> None:
        """Shift+Z: what Z took back."""
        p = self._p
        entry = p.services.log.redo(p.hour.session.id)
        p.screen.tell(p.tr("Done again: {0}.").format(_label(entry.label)))
        p.silences.read()
        if _is_line_of(entry, p.card):
            p.screen.refresh_card(p)
            p.context.hub.changed.emit()
            return
        p.list.refresh()  # each lead of the list that there is now is looked at again before it is served
        if entry.lead_id == p.card.lead_id:
            p.open_next(p.deck.next(p.card.lead_id))
        p.context.hub.changed.emit()

    def _say(self, undone: Undone) -> None:
        p = self._p
        stays = p.tr(" A text that was already sent stays sent.") if undone.touch_stays else ""
        p.screen.tell(p.tr("Taken back: {0}.{1}").format(_label(undone.entry.label), stays), redo=True)
        p.context.hub.changed.emit()

    def leave_strip(self) -> None:
        """Back to the keys: nothing was logged yet, and the note stays."""
        p = self._p
        p.card = replace(p.card, strip="", follow_on="")
        p.hour.save_card(p.card)
        p.show_card()


def _is_line_of(entry: LedgerEntry, card: OpenCard) -> bool:
    """Whether a line of the card in hand was written, and nothing else: its call goes on."""
    return entry.label in LINES and entry.lead_id == card.lead_id


def _label(label: str) -> str:
    return OUTCOMES[Outcome(label)].lower() if label in OUTCOMES else label.replace("-", " ")
