"""Behind the section "Serve first": one lead after the other, and the questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lch_desktop.domain.errors import LchError
from lch_desktop.domain.serve import in_turn
from lch_desktop.domain.stored import LeadFilter
from lch_desktop.ui.practice.serve_state import QuestionsState, build_need

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.lead_book import Step
    from lch_desktop.ui.context import UiContext

AHEAD = 30  # leads that are read at once
WITHOUT = LeadFilter(which="no-need")


@dataclass(frozen=True, slots=True)
class _Waiting:
    leads: tuple[Lead, ...]
    left: int  # who have no line, those passed over included
    in_all: int


class ServePart(QObject):
    """Holds who comes next; who was passed over comes again when the section is opened anew."""

    need_shown = Signal(object)  # a NeedState
    questions_shown = Signal(object)  # a QuestionsState

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._passed: set[int] = set()
        self._waiting = _Waiting((), 0, 0)
        self._first = 0  # who is to come first, 0 for whoever does
        self._asked = 0

    def open(self) -> None:
        """Begin anew with everybody."""
        self._passed.clear()
        self.refresh()

    def refresh(self) -> None:
        """Read again who has no line, off the GUI thread, and the questions."""
        self._asked += 1
        asked, passed, first = self._asked, frozenset(self._passed), self._first
        self._context.tasks.run(
            lambda store: _read(store, passed, first),
            lambda waiting: self._take(asked, waiting),
            self._context.hub.failed.emit,
        )
        settings, serve = self._context.services.rep.settings, self._context.services.serve
        self.questions_shown.emit(QuestionsState(serve.questions(), bool(settings.serve_questions)))

    def answer(self, lead_id: int, text: str) -> None:
        """Keep what the lead may need, and go on to the next."""
        words = " ".join(text.split())
        if not words or lead_id != self._shown_id:
            return
        lead, book, hub = self._waiting.leads[0], self._context.services.book, self._context.hub
        try:
            step = book.save_field(lead_id, "may_need", words)
        except LchError as error:
            hub.failed.emit(error)
            self.refresh()  # whoever was deleted meanwhile is gone from here too
            return
        self._go_on()
        hub.changed.emit()
        hub.undo_offered.emit(f"Kept for {lead.shown_name}.", lambda: self._take_back(step, lead_id))

    def skip(self) -> None:
        """The next one, without a line for this one."""
        if self._shown_id:
            self._passed.add(self._shown_id)
            self._go_on(kept=False)

    def keep_questions(self, questions: tuple[str, ...], said: str = "") -> None:
        """Ask these in turn; none asks ours. With `said` the former ones are offered again."""
        former = self._context.services.serve.questions()
        if self._try(lambda: self._context.services.serve.keep_questions(questions)) and said:
            self._context.hub.undo_offered.emit(said, lambda: self.keep_questions(former))

    # inside

    @property
    def _shown_id(self) -> int:
        return self._waiting.leads[0].id if self._waiting.leads else 0

    def _go_on(self, *, kept: bool = True) -> None:
        """Show the next one at once, where it is known; the rest is read behind it."""
        self._waiting = _Waiting(self._waiting.leads[1:], self._waiting.left - kept, self._waiting.in_all)
        self._first = self._shown_id
        if self._waiting.leads:
            self._show()
        self.refresh()

    def _take(self, asked: int, waiting: _Waiting) -> None:
        if asked == self._asked:
            self._waiting = waiting
            self._first = self._shown_id  # stays, whatever changes elsewhere
            self._show()

    def _show(self) -> None:
        rep, waiting = self._context.services.rep, self._waiting
        question = in_turn(self._context.services.serve.questions(), rep.today().toordinal())
        lead = waiting.leads[0] if waiting.leads else None
        self.need_shown.emit(
            build_need(question, lead, waiting.left, waiting.in_all, is_round=bool(self._passed) and waiting.left > 0)
        )

    def _take_back(self, step: Step, lead_id: int) -> None:
        """The lead comes to the front again."""
        self._passed.discard(lead_id)
        self._first = lead_id
        self._try(lambda: self._context.services.book.undo(step))

    def _try(self, act: Callable[[], object]) -> bool:
        if not self._context.hub.tried(act):
            return False
        self.refresh()
        self._context.hub.changed.emit()
        return True


def _read(store: Store, passed: frozenset[int], first: int) -> _Waiting:
    found = store.leads.find(WITHOUT, AHEAD + len(passed) + 1)
    leads = [lead for lead in found if lead.id not in passed and lead.id != first]
    front = [lead for lead in store.leads.many([first] if first else []) if not lead.may_need.strip()]
    return _Waiting(tuple((front + leads)[:AHEAD]), store.leads.count_found(WITHOUT), store.leads.count())
