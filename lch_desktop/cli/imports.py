"""`lch import`: a file of leads in, with every row accounted for, or an import taken back."""

from __future__ import annotations

from pathlib import Path

from lch_desktop.cli.invocation import Invocation, print_json
from lch_desktop.cli.text import facts, one_line, say
from lch_desktop.domain.imports import ImportOptions, ImportReport
from lch_desktop.words import counted

NO_REGISTER = (
    "No national do-not-call register is consulted; whether a number may be called is yours to know.",
    "Numbers that you mark “do not call” here are never dialled again, also after later imports.",
)


def run_import(call: Invocation) -> int:
    """Import the file, or undo an import; the window is told unless nothing was written."""
    if call.given.undo is not None:
        return _take_back(call)
    path = Path(call.given.file)
    with call.services() as services:
        is_first = services.store.imports.last() is None
        options = _options(call, services.rep.settings.region)
        report = services.importing.bring_in(path, options)
    if not options.dry_run:
        call.tell_window()
    if call.as_json:
        print_json(as_json(report))
    else:
        say(*_accounting(report, path.name, options.dry_run))
        if is_first:
            say("", *NO_REGISTER)
    return 0


def as_json(report: ImportReport) -> dict[str, object]:
    """The accounting, in the keys of section 11."""
    return {
        "format": report.format,
        "rows": report.rows,
        "created": report.created,
        "merged": report.merged,
        "unchanged": report.unchanged,
        "needs_number": report.needs_number,
        "do_not_call": report.do_not_call,
        "skipped": [{"row": skipped.row, "reason": skipped.reason} for skipped in report.skipped],
        "import_id": report.import_id,
    }


def _options(call: Invocation, region: str) -> ImportOptions:
    given = call.given
    return ImportOptions(
        format=given.format,
        mapping=given.map,
        region=given.region or region,
        owner=given.owner,
        dry_run=given.dry_run,
    )


def _take_back(call: Invocation) -> int:
    import_id: int = call.given.undo
    with call.services() as services:
        removed, kept = services.importing.undo(import_id)
    call.tell_window()
    if call.as_json:
        print_json({"import_id": import_id, "removed": removed, "kept": kept})
        return 0
    stay = f"; {counted(kept, 'stays', 'stay')}: calls or a later import need them" if kept else ""
    say(f"Import {import_id} is taken back: {counted(removed, 'lead', 'leads')} removed{stay}.")
    return 0


def _accounting(report: ImportReport, name: str, rehearsed: bool) -> list[str]:
    what = "would come in" if rehearsed else "read"
    lines = [f"{one_line(name)} ({report.format}): {counted(report.rows, 'row', 'rows')} {what}."]
    lines += facts(
        (
            ("New leads", str(report.created)),
            ("Merged with known ones", str(report.merged)),
            ("Known and unchanged", str(report.unchanged)),
            ("Skipped", str(len(report.skipped))),
        )
    )
    lines += [f"  row {skipped.row}: {one_line(skipped.reason)}" for skipped in report.skipped]
    if report.needs_number:
        lines.append(f"Need a number: {report.needs_number}.")
    if report.do_not_call:
        lines.append(f"Not to be called: {report.do_not_call}.")
    if report.owners:
        owners = ", ".join(f"{one_line(owner)} {rows}" for owner, rows in report.owners)
        lines.append(f"Several owners ({owners}); --owner NAME takes the rows of one.")
    lines.append(
        "Nothing was changed: this was a dry run."
        if rehearsed
        else f"To take it back: lch import --undo {report.import_id}"
    )
    return lines
