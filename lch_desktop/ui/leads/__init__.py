"""Leads: the table with its search, one lead beside it, and what can be done with one or with many."""

from __future__ import annotations

from lch_desktop.ui.context import UiContext
from lch_desktop.ui.leads.deeds import Typed
from lch_desktop.ui.leads.page import LeadsPage
from lch_desktop.ui.leads.persons import WriteDocument


def make_page(context: UiContext, typed: Typed, write: WriteDocument) -> LeadsPage:
    """The page; `typed` reads what the rep types, `write` keeps a document (both of lch_desktop.exchange)."""
    return LeadsPage(context, typed, write)


__all__ = ["LeadsPage", "Typed", "make_page"]
