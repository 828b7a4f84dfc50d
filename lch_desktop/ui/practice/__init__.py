"""Practice: the script book, learning it by heart, and what else keeps the rep in shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lch_desktop.ui.practice.page import PracticePage

if TYPE_CHECKING:
    from lch_desktop.ui.context import UiContext

__all__ = ["PracticePage", "make_page"]


def make_page(context: UiContext) -> PracticePage:
    """The page."""
    return PracticePage(context)
