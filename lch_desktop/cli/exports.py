"""`lch export`: calls, leads, the calendar or everything into a file that other programs read."""

from __future__ import annotations

from pathlib import Path

from lch_desktop.cli.invocation import Invocation, print_json
from lch_desktop.cli.text import one_line, say
from lch_desktop.domain.outward import FORMATS, Kind
from lch_desktop.words import counted

_COUNTED = {
    Kind.CALLS: ("call", "calls"),
    Kind.LEADS: ("lead", "leads"),
    Kind.CALENDAR: ("calendar event", "calendar events"),
    Kind.ALL: ("lead", "leads"),
}


def run_export(call: Invocation) -> int:
    """Write the file. With `--pending` it is a handover: only what the CRM was not given yet, and remembered."""
    given = call.given
    kind = Kind(given.kind)
    format_name = given.format or FORMATS[kind][0]
    path = Path(given.output)
    is_named = False  # whether a setting was made that the window has to know of
    with call.services() as services:
        if given.pending:
            records = services.handing_back.save(format_name, path, overwrite=given.force).calls
        else:
            is_named = kind is Kind.CALENDAR and services.calendar.prepare()
            records = services.exporting.export(
                kind, format_name, path, replace=given.force, with_checks=given.with_checks
            )
    if given.pending or is_named:
        call.tell_window()
    if call.as_json:
        print_json({"kind": kind.value, "format": format_name, "file": str(path), "records": records})
        return 0
    one, many = _COUNTED[kind]
    more = " with their calls and hours" if kind is Kind.ALL else ""
    say(f"{counted(records, one, many)}{more} written to {one_line(path.name)}.")
    return 0
