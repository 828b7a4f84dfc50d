"""Who rings: most likely somebody who was called today and did not answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lch_desktop.domain.calls import Outcome

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.rep import Rep

LEAST_LETTERS = 3
LOOKED_AT = 20  # of those that match, whoever was called today in vain comes first


class Callers:
    """What is asked for as the rep types."""

    def __init__(self, store: Store, rep: Rep) -> None:
        self._store = store
        self._rep = rep

    def tried(self, limit: int) -> list[Lead]:
        """Called today without a connect, latest first. A wrong number will not ring."""
        return self._store.leads.many(self._tried()[:limit])

    def found(self, text: str, limit: int) -> list[Lead]:
        """Names that begin with `text`, or numbers that end in its digits; those who were tried today come first.

        With fewer than three letters they are all there is.
        """
        wanted = text.strip()
        if len(wanted) < LEAST_LETTERS:
            return self.tried(limit)
        tried = {lead_id: place for place, lead_id in enumerate(self._tried())}
        fits = self._store.leads.ringing(wanted, LOOKED_AT)
        return sorted(fits, key=lambda lead: tried.get(lead.id, len(tried)))[:limit]

    def _tried(self) -> list[int]:
        calls = self._store.calls.without_connect(self._rep.today())
        return list(dict.fromkeys(call.lead_id for call in calls if call.outcome is not Outcome.WRONG_NUMBER))
