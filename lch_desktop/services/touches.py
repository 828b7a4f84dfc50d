"""A touch with its person, and what becomes of it in the store. Light: the first look at Today reads it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lch_desktop.domain.calls import Touch, TouchStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lch_desktop.domain.leads import Lead
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.rep import Rep


@dataclass(frozen=True, slots=True)
class DueTouch:
    """A touch with the person it goes to."""

    touch: Touch
    lead: Lead


def with_leads(store: Store, touches: Sequence[Touch]) -> list[DueTouch]:
    """The touches with their leads, in the same order; one whose lead is gone is left out."""
    leads = {lead.id: lead for lead in store.leads.many(list({touch.lead_id for touch in touches}))}
    return [DueTouch(touch, leads[touch.lead_id]) for touch in touches if touch.lead_id in leads]


def save_status(store: Store, rep: Rep, touch: Touch, status: TouchStatus) -> None:
    """Store `touch` as `status`, and let the altitude follow (product.md section 6)."""
    done_at = rep.now() if status is TouchStatus.SENT else None
    with store.transaction():
        store.touches.save(replace(touch, status=status, done_at=done_at))
        lead = store.leads.get(touch.lead_id)
        if lead is not None and lead.follow.talk is not None:
            talk = rep.model.lifted_by(lead.follow.talk, store.touches.of_lead(lead.id))
            store.leads.save_follow(lead.id, replace(lead.follow, talk=talk))
