"""Every file that leaves, behind one object: the Outward port."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from lch_desktop.domain.calendar_file import CalendarContent
    from lch_desktop.domain.leads import Lead
    from lch_desktop.domain.outward import CrmCall, CrmStyle, Everything


class FileOutward:
    """The Outward port on files. Each format's module is read when it is first asked for."""

    def has_contact(self, system: str, call: CrmCall) -> bool:
        """See the port."""
        from lch_desktop.exchange.crm_calls import has_contact

        return has_contact(system, call)

    def save_crm_calls(self, system: str, calls: Iterable[CrmCall], how: CrmStyle, path: Path, *, replace: bool) -> int:
        from lch_desktop.exchange.crm_calls import crm_records, has_bom
        from lch_desktop.exchange.csv_out import write_table

        return write_table(path, crm_records(system, calls, how), replace=replace, bom=has_bom(system))

    def save_calls(self, calls: Iterable[CrmCall], zone: ZoneInfo, path: Path, *, replace: bool) -> int:
        from lch_desktop.exchange.csv_out import call_records, write_table

        return write_table(path, call_records(calls, zone), replace=replace)

    def save_leads(self, leads: Iterable[Lead], phones: int, path: Path, *, replace: bool) -> int:
        """See the port."""
        from lch_desktop.exchange.csv_out import lead_records, write_table

        return write_table(path, lead_records(leads, phones), replace=replace)

    def save_cards(self, leads: Iterable[Lead], path: Path, *, replace: bool) -> int:
        from lch_desktop.exchange.vcard_out import write_cards

        return write_cards(path, leads, replace=replace)

    def save_everything(self, everything: Everything, path: Path, *, replace: bool) -> int:
        from lch_desktop.exchange.json_out import write_everything

        return write_everything(path, everything, replace=replace)

    def save_calendar(self, content: CalendarContent, path: Path, *, replace: bool) -> int:
        from lch_desktop.exchange.ics import write_calendar

        return write_calendar(path, content, replace=replace)

    def keep_calendar(self, content: CalendarContent, path: Path, *, make_folder: bool) -> bool:
        """See the port."""
        from lch_desktop.exchange.ics import keep_calendar

        return keep_calendar(path, content, make_folder=make_folder)
