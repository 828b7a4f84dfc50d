"""What a card is made of besides its lead, gathered from the services."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lch_desktop.ui.focus.state import Facts, worked_before

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead
    from lch_desktop.services.resistance import MomentWords
    from lch_desktop.ui.focus.presenter import FocusPresenter


def why_now(p: FocusPresenter) -> tuple[str, ...]:
    """The reasons of the open card's place in the list; none while the list is not there yet."""
    entry, snapshot = p.deck.entry_of(p.card.lead_id), p.deck.snapshot
    if entry is None or snapshot is None:
        return ()
    return snapshot.reasons(entry, p.services.rep, p.context.style)


def moment_words(p: FocusPresenter) -> MomentWords:
    """What stands on the Resistance moment; on a hard morning with something that worked before."""
    words, win = p.services.resistance.words_for(p.hour.visits()), p.services.wins.for_hard_morning()
    return replace(words, visits=f"{words.visits} {worked_before(win)}") if win else words


def facts_of(p: FocusPresenter, lead: Lead) -> Facts:
    """Everything beside the lead that its card shows, as it stands now."""
    services = p.services
    return Facts(
        now=services.rep.now(),
        rep_zone=services.rep.zone_name,
        style=p.context.style,
        model=services.rep.model,
        cadences=services.rep.cadences,
        script=p.screen.spoken.of(lead),
        calls=tuple(services.store.calls.of_lead(lead.id, 1)),
        why=why_now(p),
        question=services.serve.question_for(lead),
        goals=services.rep.own_goals,
    )
