"""Plan: two minutes before the hour."""

from __future__ import annotations

from lch_desktop.ui.context import UiContext
from lch_desktop.ui.plan.page import PlanPage

__all__ = ["PlanPage", "make_page"]


def make_page(context: UiContext) -> PlanPage:
    """The page, to be shown by the main window."""
    return PlanPage(context)
