"""The part of the walk through the book of leads: after an import, with promises that were not kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tour_hands import Hands
from tour_world import break_promises, write_newer_export

from lch_desktop.app import App
from lch_desktop.domain.stored import LeadFilter
from lch_desktop.ui.leads import LeadsPage

KNOWN = "Dana Ruiz"  # of the samples, the hour and the import: calls, cells, two numbers
TWINS = ("Ida Lund", "Lucía Peña")
CHOSEN = 6


class Book:
    """Goes through the Leads page as a rep does after an import."""

    def __init__(self, hands: Hands, app: App) -> None:
        self._hands, self._app = hands, app
        page = app.window.page("Leads")
        assert isinstance(page, LeadsPage)
        self._page = page

    def go_through(self) -> None:
        """One lead, many, two, none; each picture begins where the one before ended."""
        break_promises(self._app.context.services)
        self._app.window.show_page("Leads")
        self._one()
        self._many()
        self._two()
        self._deck()
        self._search("")

    def newer_file(self, export: Path) -> None:
        """The next morning: another file lies where the last one came from."""
        services = self._app.context.services
        write_newer_export(export, services.rep.now() + timedelta(minutes=1))
        services.newer_files.set_answer("yes")
        self._app.window.show_page("Today")
        self._hands.shoot("today-newer-file")

    def _one(self) -> None:
        hands = self._hands
        self._search("ruiz")
        hands.shoot("leads-search")
        self._search(KNOWN)
        hands.click("Show its cells")
        hands.bring_into_view("Hide its cells")
        hands.shoot("leads-timeline")
        self._search("lakeshore")
        self._page.act_requested.emit("forget", self._page.chosen_ids())
        hands.shoot("leads-forget")
        hands.click("Cancel")

    def _many(self) -> None:
        self._search("")
        self._page.table.selectRow(0)
        for _ in range(CHOSEN - 1):
            self._hands.press("Shift+Down")
        self._hands.shoot("leads-many")

    def _two(self) -> None:
        store = self._app.context.services.store
        ids = [lead.id for name in TWINS for lead in store.leads.find(LeadFilter(search=name), 1)]
        self._page.act_requested.emit("merge", ids)
        self._hands.shoot("leads-merge")
        self._hands.click("Cancel")

    def _deck(self) -> None:
        self._page.clear_the_deck()
        self._hands.shoot("leads-deck")
        self._hands.click("Let them go")
        self._hands.shoot("leads-deck-clear")

    def _search(self, text: str) -> None:
        """Everybody whom `text` finds."""
        self._page.bar.ask_for("all", search=text)
        self._hands.settle()
        self._page.focus_table()
        self._hands.settle()
