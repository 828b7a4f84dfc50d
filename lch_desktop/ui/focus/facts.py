"""What a card is made of besides its lead, gathered from the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lch_desktop.ui.focus.state import Facts

if TYPE_CHECKING:
    from lch_desktop.ui.focus.presenter import FocusPresenter


def why_now(p: FocusPresenter) -> tuple[str, ...]:
    """The reasons of the open card's place in the list; none while the list is not there yet."""
    entry, snapshot = p.deck.entry_of(p.card.lead_id), p.deck.snapshot
    if entry is None or snapshot is None:
        return ()
    return snapshot.reasons(entry, p.services.rep, p.context.style)


def facts_of(p: FocusPresenter) -> Facts:
    """Everything beside the lead that its card shows, as it stands now."""
    services, lead = p.services, p.lead
    return Facts(
        now=services.rep.now(),
        rep_zone=services.rep.zone_name,
        rep_name=services.rep.name,
        style=p.context.style,
        model=services.rep.model,
        cadences=services.rep.cadences,
        calls=tuple(services.store.calls.of_lead(lead.id, 1)) if lead else (),
        why=why_now(p),
    )
