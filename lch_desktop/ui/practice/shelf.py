"""The section "Shelf": short stories of customers in the same position, one of them pinned to the card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lch_desktop.ui.practice.book import BookSection
from lch_desktop.ui.practice.state import SHELF

if TYPE_CHECKING:
    from lch_desktop.ui.context import UiContext


def make_section(context: UiContext) -> BookSection:
    """The stories."""
    intro = "Customers who stood where your lead stands now. The one you choose is on the card during the hour."
    return BookSection(context, SHELF, intro)
