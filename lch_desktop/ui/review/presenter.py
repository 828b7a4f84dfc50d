"""Review's presenter: which week is shown, worked out off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lch_desktop.domain.errors import LchError
from lch_desktop.ui.review.state import WEEK, ReviewState, build_state, next_state

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from lch_desktop.domain.ports import Store
    from lch_desktop.domain.settings import Settings
    from lch_desktop.services.experiments import Helped
    from lch_desktop.services.review_series import ReviewData
    from lch_desktop.ui.charts.shapes import Chart
    from lch_desktop.ui.context import UiContext


class ReviewPresenter:
    """Shows the running week first; remembers the week that was gone to while the page lives."""

    def __init__(self, context: UiContext, show: Callable[[ReviewState], None]) -> None:
        self._context = context
        self._show = show
        self._week: date | None = None  # None: the running one, whichever that is
        self._data: ReviewData | None = None
        self._state: ReviewState | None = None
        self._asked = 0
        self._turn = 0  # how often another experiment was asked for

    @property
    def file_name(self) -> str:
        """What a saved review is called."""
        week = self._data.week.monday.isoformat() if self._data else "week"
        return f"review-{week}.png"

    def refresh(self) -> None:
        """Work the week out and show it; an answer that was overtaken by a newer question is dropped."""
        self._asked += 1
        asked, week, review, rep = self._asked, self._week, self._context.services.review, self._context.services.rep
        hide, today, proposed, keeps = rep.settings.hide_streak, rep.today(), self._proposed, self._turn == 0

        def work(store: Store) -> tuple[ReviewData, ReviewState]:
            data = review.on(store).page(week)
            # Here, not in the window's thread: a year of days in words takes longer than half a frame.
            return data, build_state(data, hide_streak=hide, today=today, proposed=proposed, keeps=keeps)

        self._context.tasks.run(work, lambda found: self._take(asked, *found))

    def go_earlier(self) -> None:
        self._go(-1)

    def go_later(self) -> None:
        self._go(1)

    def take_another(self) -> None:
        """Propose another experiment; what was chosen stays chosen until another one is taken."""
        self._turn += 1
        if self._state is not None:
            self._state = replace(self._state, experiment=next_state(None, self._proposed))
            self._show(self._state)

    def take(self) -> None:
        """Try what is proposed, next week."""
        before = self._context.services.rep.settings
        self._context.services.experiments.choose(self._proposed)
        self._said("Next week you try it; the review asks whether it helped.", before)

    def answer(self, helped: Helped) -> None:
        """Whether this week's experiment helped."""
        before = self._context.services.rep.settings
        kept = self._context.services.experiments.answer(helped)
        self._said("It stays for next week." if kept else "It is dropped; another one is proposed below.", before)

    def save(self, path: Path, picture: QWidget, charts: Sequence[Chart]) -> None:
        """Write the review to `path` and say where it is."""
        from lch_desktop.ui.review.saving import save_review

        try:
            target = save_review(path, picture, charts)
        except LchError as error:
            self._context.hub.failed.emit(error)
            return
        self._context.hub.told.emit(f"Saved as {target.name}.")

    @property
    def _proposed(self) -> str:
        return self._context.services.experiments.proposed(self._turn)

    def _said(self, words: str, before: Settings) -> None:
        """Say what the choice came to, show it, and offer the one from before."""

        def undo() -> None:
            self._context.services.experiments.put_back(before)
            self.refresh()

        self._turn = 0
        self._context.hub.undo_offered.emit(words, undo)
        self.refresh()

    def _go(self, weeks: int) -> None:
        if self._data is None:
            return
        shown = self._data.week.monday + weeks * WEEK
        self._week = None if shown >= self._data.running_week else max(shown, self._data.first_week)
        self.refresh()

    def _take(self, asked: int, data: ReviewData, state: ReviewState) -> None:
        if asked == self._asked:
            self._data, self._state = data, state
            self._show(state)
