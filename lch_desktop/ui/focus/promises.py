"""The promises of the hour on its page: who comes at which minute, who is late, and the word for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from lch_desktop.services import drafts
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.focus.state import PromisedName, late_words, promised_names
from lch_desktop.ui.focus.view import FocusPage

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead
    from lch_desktop.ui.focus.presenter import FocusPresenter

COPIED = "Copied for {0}: “running 10 minutes late”."
NOBODY_LATE = "Nobody is waiting for a promised call."


class Promises:
    """Looks once a second: a minute may come, or pass, while a call is in hand."""

    def __init__(self, context: UiContext, page: FocusPage) -> None:
        self._context = context
        self._page = page
        self._late: Lead | None = None
        self._known: Lead | None = None  # read once for each card, not each second
        self._listed: tuple[int, ...] = ()

    def listed(self, p: FocusPresenter) -> tuple[PromisedName, ...]:
        """Those whose minute is still ahead, as the side of the page names them."""
        found = p.deck.promised(p.card.lead_id)
        self._listed = tuple(entry.lead_id for entry in found)
        rep = self._context.services.rep
        return promised_names(found, rep.zone, self._context.style)

    def is_listed_anew(self, p: FocusPresenter) -> bool:
        """Whether a minute has come since `listed`."""
        return self._listed != tuple(entry.lead_id for entry in p.deck.promised(p.card.lead_id))

    def show_card(self, p: FocusPresenter) -> None:
        """Another card: whoever was late may have been rung meanwhile, and the list not know it yet."""
        self._known = None
        self.show_late(p)

    def show_late(self, p: FocusPresenter) -> None:
        """The chip: who waits the longest. Whoever is on the telephone already waits no more."""
        rep, style = self._context.services.rep, self._context.style
        self._late, words = None, ""
        for lead in (self._other(p), p.lead if not p.live else None):
            said = late_words(lead, rep.now(), rep.zone_name, style) if lead is not None else ""
            if said and (self._late is None or _promise(lead) < _promise(self._late)):
                self._late, words = lead, said
        has_key = p.mode == "card" and not self._page.typing
        self._page.set_late(words, has_key=has_key)

    def clear(self) -> None:
        """Nobody is on the card, nobody is late."""
        self._late = None
        self._page.set_late("")

    def copy_word(self, p: FocusPresenter) -> None:
        """Hand over the drafted text by copying it: nothing of the notes is in it."""
        lead = self._late
        if lead is None:
            p.screen.tell(NOBODY_LATE)
            return
        rep = self._context.services.rep
        QGuiApplication.clipboard().setText(drafts.text_running_late(lead, rep.name, rep.settings.templates))
        phone = lead.phone
        whom = f"{lead.greeting_name}, {phone.shown or phone.e164}" if phone else lead.greeting_name
        p.screen.tell(COPIED.format(whom))

    def read_holidays(self, p: FocusPresenter) -> None:
        """Those of the lead's country, before a slot is asked for: on a worker, once for each country."""
        openings = self._context.services.openings
        country = openings.unread(p.lead) if p.lead is not None else ""
        if country:
            self._context.background.run(lambda _: openings.read(country), lambda _: None)

    def _other(self, p: FocusPresenter) -> Lead | None:
        """Who waits while this card is open."""
        entry = p.deck.late(p.card.lead_id) if p.lead is not None else None
        if entry is None:
            return None
        if self._known is None or self._known.id != entry.lead_id:
            self._known = self._context.services.store.leads.get(entry.lead_id)
        return self._known


def _promise(lead: Lead | None) -> float:
    at = lead.follow.promise_at if lead is not None else None
    return at.timestamp() if at is not None else 0.0
