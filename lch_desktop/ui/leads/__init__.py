"""Leads: the table with its search, and one lead beside it."""

from __future__ import annotations

from collections.abc import Callable

from lch_desktop.domain.leads import Phone
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.leads.presenter import LeadsPresenter
from lch_desktop.ui.leads.table import LeadTable
from lch_desktop.ui.leads.view import LeadsView


class LeadsPage(LeadsView):
    """The page with its presenter."""

    def __init__(self, context: UiContext, parse_phone: Callable[[str], Phone]) -> None:
        self._presenter = LeadsPresenter(context, parse_phone)
        model = LeadTable(self._presenter.fetch_page)
        super().__init__(context.look, model)
        presenter = self._presenter
        presenter.setParent(self)
        model.setParent(self)
        presenter.found.connect(self.show_found)
        presenter.detail_changed.connect(self.show_detail)
        presenter.dial_by_hand.connect(self.detail.show_number)
        presenter.lead_added.connect(self._show_added)
        presenter.lead_refused.connect(self.new_lead.show_problem)
        self.asked.connect(presenter.ask)
        self.lead_chosen.connect(presenter.open_lead)
        self.add_requested.connect(presenter.add)
        self.import_requested.connect(lambda: context.hub.import_requested.emit(""))
        self.detail.star_changed.connect(presenter.set_star)
        self.detail.field_changed.connect(presenter.save_field)
        self.call_requested.connect(presenter.call)

    def on_shown(self) -> None:
        """Read again: the page came to the front, or something changed."""
        self._presenter.refresh()

    def _show_added(self, lead_id: int) -> None:
        self.select_lead(lead_id)
        self._presenter.open_lead(lead_id)
        self.focus_table()


def make_page(context: UiContext, parse_phone: Callable[[str], Phone]) -> LeadsPage:
    """The page; `parse_phone` turns what the rep types into a number (lch_desktop.exchange)."""
    return LeadsPage(context, parse_phone)
