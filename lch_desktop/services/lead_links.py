"""The lead's own pages, for one look during the call."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from lch_desktop.domain.errors import RuleError
from lch_desktop.domain.links import links_in

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead
    from lch_desktop.domain.ports import Store


class LeadLinks:
    """Finds web addresses in what files brought and in the notes, and hands one to the browser.

    `open_page` is given an http or https address, and returns whether some program took it.
    """

    def __init__(self, store: Store, open_page: Callable[[str], bool]) -> None:
        self._store = store
        self._open_page = open_page

    def of(self, lead: Lead) -> tuple[str, ...]:
        """The addresses, the one that says most about the person first."""
        imports = self._store.book.imports_of(lead.id)
        cells = [text for each in imports if not each.undone for text in each.cells.values()]
        return links_in([*cells, lead.notes, lead.personal, lead.last_talk])

    def best(self, lead: Lead) -> str:
        """The address to open. Raises RuleError "no-page"."""
        found = self.of(lead)
        if not found:
            raise RuleError("no-page", name=lead.shown_name)
        return found[0]

    def open(self, address: str) -> None:
        """Show `address` in the browser. Raises RuleError "page-not-opened"."""
        if not self._open_page(address):
            raise RuleError("page-not-opened")
