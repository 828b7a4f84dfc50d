"""Ready: the moment before the hour."""

from __future__ import annotations

from lch_desktop.ui.context import UiContext
from lch_desktop.ui.ready.page import ReadyPage

__all__ = ["ReadyPage", "make_page"]


def make_page(context: UiContext) -> ReadyPage:
    """The page, to be shown full screen."""
    return ReadyPage(context)
