"""Leads, calls or everything into a file that other programs read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from lch_desktop.domain.errors import InputError
from lch_desktop.domain.outward import CRMS, FORMATS, CrmCall, CrmStyle, Everything, Kind

if TYPE_CHECKING:
    from lch_desktop.domain.calls import Call
    from lch_desktop.domain.leads import Lead
    from lch_desktop.domain.outward import Outward
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.rep import Rep

_TOGETHER = 500  # calls whose leads are read in one go
_EVERY = 200  # records between two words of progress

T = TypeVar("T")
Told = Callable[[int], None]  # how many records are written; an error that it raises ends the work


class Exporting:
    """Writes exports; memory stays flat however much there is."""

    def __init__(self, store: Store, rep: Rep, outward: Outward) -> None:
        self._store = store
        self._rep = rep
        self._outward = outward

    def on(self, store: Store) -> Exporting:
        """The same on another connection, for a worker thread."""
        return Exporting(store, self._rep, self._outward)

    def export(
        self,
        kind: Kind,
        format_name: str,
        path: Path,
        *,
        replace: bool = False,
        told: Told | None = None,
        with_checks: bool = False,
    ) -> int:
        """Write all of `kind` to `path` as `format_name`; returns how many records are in it (of "all" the leads, of
        "calendar" the events). The Resistance checks are the rep's own affair: "all" has them only `with_checks`.

        Raises InputError export-format, FileError export-exists and export-unwritable, StoreError disk-full.
        """
        if format_name not in FORMATS[kind]:
            raise InputError("export-format", kind=kind.value, format=format_name, known=", ".join(FORMATS[kind]))
        with self._store.everything.snapshot():
            if kind is Kind.CALLS:
                return self._save_calls(format_name, path, replace, told)
            if kind is Kind.LEADS:
                return self._save_leads(format_name, path, replace, told)
            if kind is Kind.CALENDAR:
                return self._save_calendar(path, replace)
            return self._outward.save_everything(self._everything(told, with_checks), path, replace=replace)

    def _save_calls(self, format_name: str, path: Path, replace: bool, told: Told | None) -> int:
        calls = counted(self._crm_calls(format_name), told)
        if format_name == "csv":
            return self._outward.save_calls(calls, self._rep.zone, path, replace=replace)
        return self._outward.save_crm_calls(format_name, calls, crm_style(self._rep), path, replace=replace)

    def _save_leads(self, format_name: str, path: Path, replace: bool, told: Told | None) -> int:
        everything = self._store.everything
        leads = counted(everything.leads(), told)
        if format_name == "vcard":
            return self._outward.save_cards(leads, path, replace=replace)
        return self._outward.save_leads(leads, everything.most_phones(), path, replace=replace)

    def _save_calendar(self, path: Path, replace: bool) -> int:
        from lch_desktop.services.calendar import CalendarFile

        content = CalendarFile(self._store, self._rep, self._outward).content()
        return self._outward.save_calendar(content, path, replace=replace)

    def _crm_calls(self, format_name: str) -> Iterator[CrmCall]:
        """Every call; for a CRM none to the invented people, and with the cells of that CRM's own file."""
        for page in pages(self._store.everything.calls(), _TOGETHER):
            found = with_leads(self._store, page, format_name)
            yield from (one for one in found if format_name not in CRMS or not one.lead.sample)

    def _everything(self, told: Told | None, with_checks: bool) -> Everything:
        whole = self._store.everything
        return Everything(
            exported_at=self._rep.now(),
            settings=self._store.settings.load(),
            leads=counted(whole.lead_records(), told),
            calls=whole.calls(),
            touches=whole.touches(),
            sessions=whole.sessions(),
            later=self._store.sessions.later(None),
            suppressions=whole.suppressions(),
            mornings=self._store.mornings.all(),
            scripts=whole.scripts(),
            warm_ups=self._store.warm_ups.all(),
            checks=self._store.checks.all() if with_checks else None,
        )


def crm_style(rep: Rep) -> CrmStyle:
    """How the rep's CRM reads times: on the rep's clock, as the rep's region writes dates."""
    return CrmStyle(rep.zone, rep.settings.region)


def with_leads(store: Store, calls: list[Call], format_name: str) -> list[CrmCall]:
    """`calls` with their leads and, for a CRM, the raw cells of the newest file it wrote about them."""
    ids = list(dict.fromkeys(call.lead_id for call in calls))
    leads: dict[int, Lead] = {lead.id: lead for lead in store.leads.many(ids)}
    cells = store.handovers.cells(ids, format_name) if format_name in CRMS else {}
    return [CrmCall(call, leads[call.lead_id], cells.get(call.lead_id, {})) for call in calls if call.lead_id in leads]


def pages(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """`items` in lists of at most `size`."""
    page: list[T] = []
    for item in items:
        page.append(item)
        if len(page) == size:
            yield page
            page = []
    if page:
        yield page


def counted(items: Iterable[T], told: Told | None) -> Iterator[T]:
    """`items`, their number told now and then."""
    for number, item in enumerate(items, start=1):
        yield item
        if told is not None and number % _EVERY == 0:
            told(number)
