"""The morning's calls back into the CRM: each once, remembered, and once more where the rep asks for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lch_desktop.domain.errors import InputError, RuleError
from lch_desktop.domain.outward import CRMS, OTHER_CRM, CrmCall, Handover, crm_name, fingerprint
from lch_desktop.services import call_words
from lch_desktop.services.exporting import crm_style, with_leads

if TYPE_CHECKING:
    from lch_desktop.domain.calls import Call
    from lch_desktop.domain.outward import Outward
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.rep import Rep
    from lch_desktop.words import Style

FILE, COPY = "file", "copy"
_LOOKED_AT = 500  # calls handed over last that are looked at for edits; older ones are the CRM's by now
FORMER = 20  # handovers that are listed


@dataclass(frozen=True, slots=True)
class Pending:
    """What waits for `system`. `strangers` are those of the calls whose person it cannot find by id or e-mail,
    `edited` calls that were changed after it was told of them."""

    system: str
    calls: tuple[CrmCall, ...] = ()
    strangers: tuple[CrmCall, ...] = ()
    edited: tuple[CrmCall, ...] = ()

    @property
    def count(self) -> int:
        return len(self.calls)

    @property
    def name(self) -> str:
        """The system as people call it."""
        return crm_name(self.system)


class HandingBack:
    """Gives calls to the CRM, as a file to import or as text to paste."""

    def __init__(self, store: Store, rep: Rep, outward: Outward) -> None:
        self._store = store
        self._rep = rep
        self._outward = outward

    def on(self, store: Store) -> HandingBack:
        """The same on another connection, for a worker thread."""
        return HandingBack(store, self._rep, self._outward)

    def system(self) -> str:
        """The rep's CRM: the chosen one, else the one the last file came from, else "table"."""
        if self._rep.settings.crm in CRMS:
            return self._rep.settings.crm
        last = self._store.imports.last()
        return last.format if last is not None and last.format in CRMS else OTHER_CRM

    def pending(self, system: str = "") -> Pending:
        """The calls that were not handed to `system` (default: the rep's) yet, oldest first."""
        system = system or self.system()
        return self._looked_at(system, self._store.handovers.pending(system), self._edited(system))

    def again(self, handover_id: int) -> Pending:
        """The calls of a former handover that are still there, to be handed over once more."""
        former = self._former(handover_id)
        return self._looked_at(former.system, self._store.handovers.calls_of(former.id), ())

    def former(self, limit: int = FORMER) -> list[Handover]:
        """What was handed over before, newest first, with how much of it has changed since."""
        found = self._store.handovers.recent(limit)
        changed = {system: self._changed(system) for system in {one.system for one in found}}
        return [replace(one, edited=sum(h == one.id for h in changed[one.system].values())) for one in found]

    def save(self, system: str, path: Path, *, former_id: int = 0, overwrite: bool = False) -> Handover:
        """Write the waiting calls (or those of a former handover) to `path` and remember it.

        Raises RuleError nothing-to-hand-over; FileError and StoreError as Outward does: then nothing is remembered.
        """
        waiting = self._waiting(system, former_id)
        with self._store.transaction():
            handover = self._remember(waiting, FILE)
            self._outward.save_crm_calls(waiting.system, waiting.calls, crm_style(self._rep), path, replace=overwrite)
        return handover

    def copy(self, system: str, style: Style, *, former_id: int = 0) -> tuple[Handover, str]:
        """The waiting calls (or those of a former handover) as text, remembered as handed over."""
        waiting = self._waiting(system, former_id)
        return self._remember(waiting, COPY), self._text(waiting.calls, style)

    def copy_call(self, call_id: int, style: Style, system: str = "") -> tuple[Handover, str]:
        """One call as text, remembered as handed over, so that no file brings it a second time."""
        calls = with_leads(self._store, self._store.handovers.calls_by_id((call_id,)), OTHER_CRM)
        if not calls:
            raise InputError("unknown-call", call_id=call_id)
        waiting = Pending(system or self.system(), tuple(calls))
        return self._remember(waiting, COPY), self._text(waiting.calls, style)

    def text(self, system: str, style: Style) -> str:
        """The waiting calls as text; nothing is remembered."""
        return self._text(self.pending(system).calls, style)

    def text_of(self, call: CrmCall, style: Style) -> str:
        """One call as text; nothing is remembered."""
        return call_words.text(call, self._rep.zone, style)

    def take_back(self, handover_id: int) -> None:
        """Forget a handover: its calls wait again. What the CRM has, it has."""
        self._store.handovers.remove(self._former(handover_id).id)

    # inside

    def _former(self, handover_id: int) -> Handover:
        found = self._store.handovers.get(handover_id)
        if found is None:
            raise InputError("unknown-handover", handover_id=handover_id)
        return found

    def _waiting(self, system: str, former_id: int) -> Pending:
        waiting = self.again(former_id) if former_id else self.pending(system)
        if not waiting.calls:
            raise RuleError("nothing-to-hand-over", crm=waiting.name)
        return waiting

    def _remember(self, waiting: Pending, way: str) -> Handover:
        told = [(one.call.id, fingerprint(one.call)) for one in waiting.calls]
        at = self._rep.now()
        handover_id = self._store.handovers.add(at, waiting.system, way, told)
        return Handover(handover_id, at, waiting.system, way, len(told))

    def _looked_at(self, system: str, calls: list[Call], edited: tuple[CrmCall, ...]) -> Pending:
        found = tuple(with_leads(self._store, calls, system))
        strangers = tuple(one for one in found if not self._outward.has_contact(system, one))
        return Pending(system, found, strangers, edited)

    def _edited(self, system: str) -> tuple[CrmCall, ...]:
        changed = self._changed(system)
        return tuple(with_leads(self._store, self._store.handovers.calls_by_id(list(changed)), system))

    def _changed(self, system: str) -> dict[int, int]:
        """The calls that read otherwise than `system` was told, each with the handover that told it last."""
        told = self._store.handovers.told(system, _LOOKED_AT)
        calls = self._store.handovers.calls_by_id(list(told))
        return {call.id: told[call.id][1] for call in calls if fingerprint(call) != told[call.id][0]}

    def _text(self, calls: tuple[CrmCall, ...], style: Style) -> str:
        return "\n\n".join(self.text_of(one, style) for one in calls)
