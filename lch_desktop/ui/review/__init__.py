"""The review: how the habit grows, week by week."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lch_desktop.ui.review.presenter import ReviewPresenter
from lch_desktop.ui.review.view import ReviewView

if TYPE_CHECKING:
    from datetime import date

    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.review.past_sheet import PastSheet


class ReviewPage(ReviewView):
    """The page with its presenter."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context.look)
        presenter = self._presenter = ReviewPresenter(context, self.show_state)
        self.earlier_requested.connect(presenter.go_earlier)
        self.later_requested.connect(presenter.go_later)
        self.next.taken.connect(presenter.take)
        self.next.another_requested.connect(presenter.take_another)
        self.tried.answered.connect(presenter.answer)
        self.past_requested.connect(self._open_past)
        self.head.day_requested.connect(self._open_past)
        self._context = context
        self._sheet: PastSheet | None = None
        self.save_requested.connect(self._save)
        self.home_requested.connect(lambda: context.hub.page_requested.emit("Today"))

    def on_shown(self) -> None:
        """Read again: the page came to the front, or something changed."""
        self._presenter.refresh()
        self.setFocus()

    @property
    def past_sheet(self) -> PastSheet | None:
        """The sheet "A past day", once it was opened."""
        return self._sheet

    def _open_past(self, on: date | None) -> None:
        if self._sheet is None:
            self._sheet = self._make_sheet()
        self._sheet.open_on(self._past.state(), on)

    def _make_sheet(self) -> PastSheet:
        from lch_desktop.ui.review.past import PastPresenter, Typed
        from lch_desktop.ui.review.past_sheet import PastSheet

        sheet = PastSheet(self._context.look, self)
        past = self._past = PastPresenter(self._context, lambda: sheet.show_state(past.state()))

        def add(typed: Typed) -> None:
            why_not = past.add(typed)
            sheet.problem.say(why_not)
            if not why_not:
                sheet.leave()
                self.setFocus()  # not the button: a second Enter would open the sheet anew

        sheet.add_requested.connect(add)
        sheet.remove_requested.connect(past.remove)
        sheet.sick_requested.connect(past.set_sick)
        return sheet

    def _save(self) -> None:
        from lch_desktop.ui.exporting.places import ask_path
        from lch_desktop.ui.review.saving import KINDS

        path = ask_path(self, self._presenter.file_name, KINDS)
        if path:
            self._presenter.save(Path(path), self.picture, self.charts)


def make_page(context: UiContext) -> ReviewPage:
    """The page."""
    return ReviewPage(context)
