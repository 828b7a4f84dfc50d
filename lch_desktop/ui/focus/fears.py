"""What the rep feared of somebody, at R, and how they took the call: noted where the rep wants to know."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lch_desktop.domain.calls import Outcome

if TYPE_CHECKING:
    from lch_desktop.domain.stored import ResistanceVisit
    from lch_desktop.ui.focus.fear_row import FearRow
    from lch_desktop.ui.focus.presenter import FocusPresenter

ANSWERED = frozenset({Outcome.CONNECTED, Outcome.NOT_INTERESTED, Outcome.SOMEONE_ELSE})


class Fears:
    """Lead -> the visit of Resistance at that lead's card that is still to be answered. Counted along: no key press
    reads for it."""

    def __init__(self, presenter: FocusPresenter) -> None:
        self._p = presenter
        self._open: dict[int, ResistanceVisit] = {}

    def begin(self) -> None:
        """The hour begins or goes on: what was feared and not answered before."""
        self._open.clear()
        p = self._p
        if not p.services.rep.settings.fear_log:
            return
        for visit in p.hour.visits():
            self.note(visit, visit.said)
        for call in p.services.store.calls.of_session(p.hour.session.id):
            visited = self._open.get(call.lead_id)
            if visited is not None and call.outcome in ANSWERED and call.ended_at >= visited.at:
                del self._open[call.lead_id]

    def note(self, visit: ResistanceVisit, said: str) -> None:
        """The voice said this at that card; "" takes it back."""
        if not visit.lead_id or not self._p.services.rep.settings.fear_log:
            return
        if said:
            self._open[visit.lead_id] = replace(visit, said=said)
        else:
            self._open.pop(visit.lead_id, None)

    def show(self, row: FearRow) -> None:
        """Ask about the lead in hand, if something was feared of it."""
        lead = self._p.lead
        visit = self._open.get(lead.id) if lead is not None else None
        row.show_fear(visit.said if visit else "", visit.reaction if visit else "")

    def answer(self, reaction: str) -> None:
        """As feared, better, or neither any more."""
        lead = self._p.lead
        visit = self._open.get(lead.id) if lead is not None else None
        if visit is not None and self._p.context.hub.tried(lambda: self._p.hour.note_reaction(visit.id, reaction)):
            self._open[visit.lead_id] = replace(visit, reaction=reaction)

    def logged(self, lead_id: int, outcome: Outcome) -> None:
        """They answered, and the call is over: it is not asked again."""
        if outcome in ANSWERED:
            self._open.pop(lead_id, None)
