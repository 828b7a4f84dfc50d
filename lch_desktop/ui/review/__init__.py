"""The review: how the habit grows, week by week."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lch_desktop.ui.review.presenter import ReviewPresenter
from lch_desktop.ui.review.view import ReviewView

if TYPE_CHECKING:
    from lch_desktop.ui.context import UiContext


class ReviewPage(ReviewView):
    """The page with its presenter."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context.look)
        presenter = self._presenter = ReviewPresenter(context, self.show_state)
        self.earlier_requested.connect(presenter.go_earlier)
        self.later_requested.connect(presenter.go_later)
        self.experiment_requested.connect(presenter.take_another)
        self.save_requested.connect(self._save)
        self.home_requested.connect(lambda: context.hub.page_requested.emit("Today"))

    def on_shown(self) -> None:
        """Read again: the page came to the front, or something changed."""
        self._presenter.refresh()
        self.setFocus()

    def _save(self) -> None:
        from lch_desktop.ui.exporting.places import ask_path
        from lch_desktop.ui.review.saving import KINDS

        path = ask_path(self, self._presenter.file_name, KINDS)
        if path:
            self._presenter.save(Path(path), self.picture, self.charts)


def make_page(context: UiContext) -> ReviewPage:
    """The page."""
    return ReviewPage(context)
