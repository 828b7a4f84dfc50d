"""Serve first: a question that finds what the lead may need next, and the line that answers it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lch_desktop.domain.serve import QUESTIONS, in_turn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lch_desktop.domain.leads import Lead
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.rep import Rep


class Serve:
    """Asks in turn. Which question is next is known to this process only: a restart may begin anywhere."""

    def __init__(self, store: Store, rep: Rep) -> None:
        self._store = store
        self._rep = rep
        self._turn = rep.today().toordinal()  # another one each morning
        self._asked_about = 0

    def questions(self) -> tuple[str, ...]:
        """The rep's own, else ours."""
        return self._rep.settings.serve_questions or QUESTIONS

    def keep_questions(self, lines: Iterable[str]) -> None:
        """Ask these from now on, without empty and doubled ones; none at all, or ours unchanged, asks ours."""
        own = tuple(dict.fromkeys(" ".join(line.split()) for line in lines if line.strip()))
        kept = () if own == QUESTIONS else own
        self._rep.save(replace(self._rep.settings, serve_questions=kept))

    def question_for(self, lead: Lead) -> str:
        """What to think about before ringing `lead`; "" once it is known what they may need.

        It stays while the same lead is looked at and is another one for the next, unless there is only one.
        """
        if lead.may_need.strip():
            return ""
        if lead.id != self._asked_about:
            self._asked_about = lead.id
            self._turn += 1
        return in_turn(self.questions(), self._turn)

    def answer(self, lead_id: int, text: str, session_id: int | None = None) -> None:
        """Keep `text` as what the lead may need next, in the rep's own words; "" takes it away. Can be undone."""
        now = self._rep.now()
        with self._store.ledger.recording("line", now, session_id=session_id, lead_id=lead_id):
            self._store.leads.save_fields(lead_id, {"may_need": " ".join(text.split())}, by_rep=True)
