"""The code on the card that dials from the rep's own phone, for reps who dial by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lch_desktop.domain.handoff import dial_code
from lch_desktop.services.calling import BY_HAND

if TYPE_CHECKING:
    from lch_desktop.domain.handoff import Modules
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.focus.card import CallCard
    from lch_desktop.ui.focus.presenter import FocusPresenter

MOST_KNOWN = 200


class DialCodes:
    """Makes codes on a worker, those of the next names beforehand: a card that comes up only looks its code up."""

    def __init__(self, context: UiContext, card: CallCard) -> None:
        self._context = context
        self._card = card
        self._known: dict[str, Modules] = {}
        self._asked: set[str] = set()  # on the worker's list, or made
        self._shown = ""

    @property
    def wanted(self) -> bool:
        """Whether the rep dials by hand."""
        return self._context.services.rep.settings.dialer == BY_HAND

    def show_card(self, p: FocusPresenter) -> None:
        """The code of the number on the card; one that is not there yet follows when it is made."""
        if not self.wanted:
            self._card.set_by_hand(False)
            return
        phone = p.phone()
        self._shown = dial_code(phone.e164, phone.extension) if phone is not None and phone.e164 else ""
        self._card.set_by_hand(True)
        self._card.show_code(self._known.get(self._shown, ()))

    def make_ahead(self, p: FocusPresenter) -> None:
        """Make what the card in hand still needs, and then the next names'."""
        if not self.wanted:
            return
        ahead = [entry.candidate for entry in p.deck.ahead(p.card.lead_id)]
        texts = [self._shown, *(dial_code(each.e164, each.extension) for each in ahead if each.e164)]
        missing = [text for text in dict.fromkeys(texts) if text and text not in self._asked]
        if missing:
            self._asked.update(missing)
            make = self._context.qr
            self._context.tasks.run(lambda _: {text: make(text) for text in missing}, self._take)

    def _take(self, made: dict[str, Modules]) -> None:
        if len(self._known) > MOST_KNOWN:
            self._known.clear()
            self._asked = {*made}
        self._known |= made
        if self._shown in made:
            self._card.show_code(made[self._shown])
