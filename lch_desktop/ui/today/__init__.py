"""Today: the home page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lch_desktop.ui.today.page import TodayPage

if TYPE_CHECKING:
    from lch_desktop.ui.context import UiContext

__all__ = ["TodayPage", "make_page"]


def make_page(context: UiContext) -> TodayPage:
    """The page, to be shown by the main window."""
    return TodayPage(context)
