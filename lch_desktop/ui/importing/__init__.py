"""Import: from a file to leads, in four steps."""

from __future__ import annotations

from lch_desktop.ui.context import UiContext
from lch_desktop.ui.importing.page import ImportPage

__all__ = ["ImportPage", "make_page"]


def make_page(context: UiContext) -> ImportPage:
    """The page, to be shown by the main window."""
    return ImportPage(context)
