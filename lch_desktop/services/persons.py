"""One person in the book: two leads that are the same, everything that is kept, and deleting for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from lch_desktop.domain.errors import InputError, RuleError
from lch_desktop.domain.joining import Joined, join
from lch_desktop.services.lead_book import LeadBook, Step

if TYPE_CHECKING:
    from lch_desktop.domain.persons import Forgotten, Holdings
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.rep import Rep

DOCUMENT, VERSION = "lead-conversion-hour/person", 1
ALL_CALLS = 1_000_000


class Persons:
    """Merges, exports and deletes single persons; `on` gives the same on a worker's connection."""

    def __init__(self, store: Store, rep: Rep) -> None:
        self._store = store
        self._rep = rep
        self._book = LeadBook(store, rep)

    def on(self, store: Store) -> Persons:
        """The same on another connection, for a worker thread."""
        return Persons(store, self._rep)

    def joined(self, kept_id: int, other_id: int) -> Joined:
        """What the two would become, nothing stored. Raises InputError "merge-with-itself"."""
        if kept_id == other_id:
            raise InputError("merge-with-itself")
        return join(self._book.lead(kept_id), self._book.lead(other_id))

    def merge(self, kept_id: int, other_id: int) -> Step:
        """Make one lead of two: calls, touches, promises, numbers and imports move over; undone as a whole.

        Raises RuleError "lead-open" where one of them is the card of the running hour.
        """
        joined = self.joined(kept_id, other_id)
        self._book.refuse_open_card((kept_id, other_id))
        with self._store.ledger.recording("merge", self._rep.now(), lead_id=kept_id) as entry_id:
            self._store.book.take_over(joined, other_id)
        return Step(entry_id, 2)

    def holdings(self, lead_id: int) -> Holdings:
        """Where the person is found beside their own rows: backups, suppressed numbers, notes of others."""
        self._book.lead(lead_id)
        return self._store.forgetting.holdings(lead_id)

    def data(self, lead_id: int) -> dict[str, Any]:
        """Everything that is kept on one person, as plain values that JSON can hold."""
        lead = self._book.lead(lead_id)
        store = self._store
        facts = plain(lead)
        numbers, follow = facts.pop("phones"), facts.pop("follow")
        return {
            "document": DOCUMENT,
            "version": VERSION,
            "made_at": self._rep.now().isoformat(),
            "facts": facts,
            "edited_by_the_rep": sorted(store.leads.edited_fields(lead_id)),
            "said_by_the_source": store.leads.source_values(lead_id),
            "follow_up": follow,
            "numbers": numbers,
            "never_to_be_called": sorted(store.suppressions.among(p.e164 for p in lead.phones if p.e164)),
            "calls": [plain(call) for call in store.calls.of_lead(lead_id, ALL_CALLS)],
            "touches": [plain(touch) for touch in store.touches.of_lead(lead_id)],
            "imported_from": [plain(record) for record in store.book.imports_of(lead_id)],
        }

    def forget(self, lead_id: int) -> Forgotten:
        """Delete a person for good, from undo, imports and free space too. It cannot be taken back.

        A number that is never to be called stays on that list, as a number alone. Raises RuleError "lead-open".
        """
        self._book.lead(lead_id)
        self._book.refuse_open_card((lead_id,))
        if self._store.sessions.running() is not None:
            raise RuleError("forget-in-the-hour")
        return self._store.forgetting.forget(lead_id)


def plain(value: Any) -> Any:
    """A value of the domain as JSON has it: dataclasses as objects, instants and days as ISO 8601 text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)
