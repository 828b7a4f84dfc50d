"""Behind merging two leads and deleting one for good."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from lch_desktop.domain.errors import LchError
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.ports import Store
from lch_desktop.domain.stored import LeadFilter
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.leads.merging import CANDIDATES, Candidate, preview_of
from lch_desktop.ui.leads.presenter import reading_of
from lch_desktop.ui.leads.state import spoken

WriteDocument = Callable[[Path, dict[str, Any]], None]


class PersonDeeds(QObject):
    """Looks for the other lead, says what a merge comes to, saves what is kept, deletes."""

    found = Signal(object)  # Candidates
    preview_ready = Signal(object)  # a MergePreview
    holdings_ready = Signal(object)  # Holdings
    saved = Signal(str)  # a file's name
    forgotten = Signal()
    busy_changed = Signal(bool)

    def __init__(self, context: UiContext, write: WriteDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._write = write
        self._asked = 0

    def search(self, but: int, text: str) -> None:
        """Offer leads that `text` finds, without `but`; the newest question is answered."""
        self._asked += 1
        asked = self._asked
        if not text.strip():
            self.found.emit(())
            return

        def work(store: Store) -> tuple[Candidate, ...] | None:
            if asked != self._asked:
                return None
            ids = store.leads.first_found(LeadFilter(search=text), CANDIDATES + 1).ids
            leads = [lead for lead in store.leads.many(ids) if lead.id != but]
            return tuple(Candidate(lead.id, _told(lead)) for lead in leads[:CANDIDATES])

        def done(found: tuple[Candidate, ...] | None) -> None:
            if found is not None and asked == self._asked:
                self.found.emit(found)

        self._context.tasks.run(work, done, self._context.hub.failed.emit)

    def preview(self, kept_id: int, other_id: int) -> None:
        """Say what the two become."""
        self._asked += 1
        services = self._context.services
        try:
            joined = services.persons.joined(kept_id, other_id)
        except LchError as error:
            self._context.hub.failed.emit(error)
            return
        store, other = services.store, services.book.lead(other_id)
        ids = (kept_id, other_id)
        calls = sum(len(store.calls.of_lead(lead_id)) for lead_id in ids)
        touches = sum(len(store.touches.of_lead(lead_id)) for lead_id in ids)
        how = reading_of(self._context)
        self.preview_ready.emit(preview_of(joined, other_id, other.shown_name, calls, touches, how))

    def look_for(self, lead_id: int) -> None:
        """Where else the person is found."""
        persons = self._context.services.persons
        self._context.tasks.run(
            lambda store: persons.on(store).holdings(lead_id), self.holdings_ready.emit, self._context.hub.failed.emit
        )

    def save(self, lead_id: int, path: str) -> None:
        """Write everything that is kept on the person to `path`."""
        try:
            self._write(Path(path), self._context.services.persons.data(lead_id))
        except LchError as error:
            self._context.hub.failed.emit(error)
        else:
            self.saved.emit(Path(path).name)

    def forget(self, lead_id: int) -> None:
        """Delete the person for good."""
        persons, hub = self._context.services.persons, self._context.hub

        def done(gone: Any) -> None:
            self.busy_changed.emit(False)
            self.forgotten.emit()
            self._context.services.rep.reload()  # lines of the rep's own may have lost the name
            hub.changed.emit()
            log = "" if gone.log_cleared else " The last traces in its log go when the program is closed."
            hub.told.emit(f"{gone.name} was deleted for good.{log}")

        def failed(error: LchError) -> None:
            self.busy_changed.emit(False)
            hub.failed.emit(error)

        self.busy_changed.emit(True)
        self._context.tasks.run(lambda store: persons.on(store).forget(lead_id), done, failed)


def _told(lead: Lead) -> str:
    number = spoken(lead.phones[0]) if lead.phones else ""
    company = lead.company if lead.name else ""
    return ", ".join(part for part in (lead.shown_name, company, number) if part)
