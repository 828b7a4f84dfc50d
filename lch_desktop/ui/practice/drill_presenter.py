"""The presenter of practice: which script, which step; every repetition is kept the moment it is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from lch_desktop.domain.errors import LchError
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.practice import step_after
from lch_desktop.domain.script_words import fits
from lch_desktop.ui.practice.drill_state import DrillState, ListState, build_drill, build_list, ended_words

if TYPE_CHECKING:
    from lch_desktop.services.scripts import Entry
    from lch_desktop.ui.context import UiContext

LEAST_S = 0.8  # nobody says a sentence in less: a second press this soon is one press that bounced
NOBODY = Lead(
    name="Dana Ruiz", first_name="Dana", company="your company", last_talk="what you want to change"
)  # where there is no lead yet


class DrillPresenter:
    """Goes through the scripts of a round, one after the other."""

    def __init__(
        self,
        context: UiContext,
        show_list: Callable[[ListState], None],
        show_drill: Callable[[DrillState], None],
    ) -> None:
        self._context = context
        self._show_list = show_list
        self._show_drill = show_drill
        self._examples: list[Lead] | None = None
        self._round: list[int] = []
        self._at = 0
        self._entry: Entry | None = None
        self._words = ""  # of the script in front, filled in once: they must not change from step to step
        self._step = 0
        self._shown_s = 0.0
        self._ended_s = -LEAST_S
        self._done: list[int] = []

    @property
    def drilling(self) -> bool:
        """Whether a script is in front."""
        return self._entry is not None

    def refresh(self) -> None:
        """Show the list again; a script that is being said is left alone."""
        if not self.drilling:
            book, today = self._context.services.scripts, self._context.services.rep.today()
            entries = book.all()
            self._show_list(build_list(book.today(entries), book.by_need(entries), today, self._say))

    def look_for_leads(self) -> None:
        """Have leads at hand to say the words to: a worker finds them."""
        self._context.tasks.run(self._context.services.scripts.examples, self._take_examples)

    def begin(self) -> None:
        """Go through what the day asks for. The press that ended a round does not begin the next one as well."""
        if self._now_s() - self._ended_s >= LEAST_S:
            self._start([entry.script.id for entry in self._context.services.scripts.today().entries])

    def practise(self, script_id: int) -> None:
        """Go through one script, whether it is due or not."""
        self._start([script_id])

    def said(self) -> None:
        """It was said: fewer words, or the next script."""
        entry = self._entry
        if entry is None or self._too_soon():
            return
        if not self._count(entry, knew=True):
            return
        if self._step < entry.steps:
            self._go_to(step_after(self._step, entry.steps, knew=True))
            return
        self._done.append(entry.script.id)
        self._at += 1
        self._open()

    def looked(self) -> None:
        """The rep had to look: one step back, with more words."""
        entry = self._entry
        if entry is None or self._step == 0 or self._too_soon():
            return
        if self._count(entry, knew=False):
            self._go_to(step_after(self._step, entry.steps, knew=False))

    def leave(self) -> None:
        """Back to the list at once; what was counted stays."""
        self._entry = None
        self.refresh()

    def _start(self, script_ids: list[int]) -> None:
        """Begin a round as soon as there is somebody to say the words to."""
        self._round, self._at, self._done = script_ids, 0, []
        if self._examples is None:
            self._context.tasks.run(self._context.services.scripts.examples, self._begin_with)
        else:
            self._open()

    def _begin_with(self, leads: list[Lead]) -> None:
        self._examples = leads
        if not self.drilling:  # a second press while they were looked for
            self._open()

    def _open(self) -> None:
        """The script whose turn it is, or the end of the round."""
        if self._at >= len(self._round):
            self._end()
            return
        try:
            entry = self._entry = self._context.services.scripts.get(self._round[self._at])
        except LchError as error:
            self._context.hub.failed.emit(error)
            self.leave()
            return
        self._words = self._say(entry.script.words)
        self._go_to(entry.step)

    def _end(self) -> None:
        book, today = self._context.services.scripts, self._context.services.rep.today()
        words = ended_words([book.get(script_id) for script_id in self._done], today)
        self._ended_s = self._now_s()
        self.leave()
        if words:
            self._context.hub.told.emit(words)

    def _go_to(self, step: int) -> None:
        entry = self._entry
        assert entry is not None
        self._step = step
        self._shown_s = self._now_s()
        place = f"{self._at + 1} of {len(self._round)}" if len(self._round) > 1 else ""
        self._show_drill(build_drill(entry, step, self._words, place))

    def _count(self, entry: Entry, *, knew: bool) -> bool:
        """Keep a repetition; False where the script is gone, or the disk refuses: the list is shown then."""
        try:
            self._entry = self._context.services.scripts.practised(entry.script.id, self._step, knew)
        except LchError as error:
            self._context.hub.failed.emit(error)
            self.leave()
            return False
        return True

    def _too_soon(self) -> bool:
        return self._now_s() - self._shown_s < LEAST_S

    def _now_s(self) -> float:
        return self._context.services.rep.clock.elapsed_s()

    def _say(self, words: str) -> str:
        """`words` as they are said to a lead that they fit."""
        lead = next((lead for lead in self._examples or () if fits(words, lead)), NOBODY)
        return self._context.services.scripts.said_to(words, lead)

    def _take_examples(self, leads: list[Lead]) -> None:
        self._examples = leads
