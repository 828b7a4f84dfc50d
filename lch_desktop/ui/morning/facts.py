"""What a notice of the hour tells of its calls; read on a worker."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from lch_desktop.domain.queue import Tier
from lch_desktop.services.morning import NoticeFacts
from lch_desktop.services.queueing import Queueing

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.rep import Rep


def facts_at(store: Store, rep: Rep, at: datetime) -> NoticeFacts:
    """The list of an hour that begins at `at`: its first name, its calls, how many of them are promised.

    `store` may be a worker's own connection.
    """
    queue = Queueing(store, rep).build(at=at).queue
    listed = (*queue.entries, *queue.waiting, *queue.opening)
    first = store.leads.get(listed[0].lead_id) if listed else None
    promised = sum(entry.tier is Tier.PROMISED for entry in listed)
    return NoticeFacts(first.shown_name if first else "", len(listed), promised)
