"""Review's presenter: which week is shown, worked out off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lch_desktop.domain.errors import LchError
from lch_desktop.ui.review.state import WEEK, ReviewState, build_state

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from lch_desktop.domain.ports import Store
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
        self._asked = 0
        self._experiment = 0

    @property
    def file_name(self) -> str:
        """What a saved review is called."""
        week = self._data.week.monday.isoformat() if self._data else "week"
        return f"review-{week}.png"

    def refresh(self) -> None:
        """Work the week out and show it; an answer that was overtaken by a newer question is dropped."""
        self._asked += 1
        asked, week, review = self._asked, self._week, self._context.services.review

        def work(store: Store) -> ReviewData:
            return review.on(store).page(week)

        self._context.tasks.run(work, lambda data: self._take(asked, data))

    def go_earlier(self) -> None:
        self._go(-1)

    def go_later(self) -> None:
        self._go(1)

    def take_another(self) -> None:
        """Propose another experiment."""
        self._experiment += 1
        self._build()

    def save(self, path: Path, picture: QWidget, charts: Sequence[Chart]) -> None:
        """Write the review to `path` and say where it is."""
        from lch_desktop.ui.review.saving import save_review

        try:
            target = save_review(path, picture, charts)
        except LchError as error:
            self._context.hub.failed.emit(error)
            return
        self._context.hub.told.emit(f"Saved as {target.name}.")

    def _go(self, weeks: int) -> None:
        if self._data is None:
            return
        shown = self._data.week.monday + weeks * WEEK
        self._week = None if shown >= self._data.running_week else max(shown, self._data.first_week)
        self.refresh()

    def _take(self, asked: int, data: ReviewData) -> None:
        if asked == self._asked:
            self._data = data
            self._build()

    def _build(self) -> None:
        if self._data is not None:
            hide = self._context.services.rep.settings.hide_streak
            self._show(build_state(self._data, hide_streak=hide, experiment=self._experiment))
