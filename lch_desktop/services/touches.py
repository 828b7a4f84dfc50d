"""A touch with its person, and what becomes of it in the store. Light: the first look at Today reads it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lch_desktop.domain.calls import Touch, TouchStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

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


def open_touches(store: Store, until: datetime, limit: int = 100) -> list[DueTouch]:
    """What is open and due at or before `until`, soonest first."""
    return with_leads(store, store.touches.open_until(until, limit))


def save_status(store: Store, rep: Rep, touch: Touch, status: TouchStatus, *, only_open: bool = False) -> bool:
    """Store `touch` as `status`, and let the altitude follow (product.md section 6).

    `only_open`: False, and nothing is written, where it is not open any more; looked up and written in one step.
    """
    done_at = rep.now() if status is TouchStatus.SENT else None
    with store.transaction():  # holds the lock from its beginning: nobody writes between the look and the write
        now = store.touches.get(touch.id) if only_open else touch
        if now is None or (only_open and now.status is not TouchStatus.OPEN):
            return False
        store.touches.save(replace(touch, status=status, done_at=done_at))
        lead = store.leads.get(touch.lead_id)
        if lead is not None and lead.follow.talk is not None:
            talk = rep.model.lifted_by(lead.follow.talk, store.touches.of_lead(lead.id))
            store.leads.save_follow(lead.id, replace(lead.follow, talk=talk))
    return True
