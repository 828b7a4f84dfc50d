"""`lch import`: a file of leads in, with every row accounted for, or an import taken back."""

from __future__ import annotations

import sys
from pathlib import Path

from lch_desktop.cli.invocation import Invocation, print_json
from lch_desktop.cli.text import facts, one_line, say
from lch_desktop.domain.imports import Duplicates, ImportOptions, ImportReport, ListReport
from lch_desktop.words import counted

NO_REGISTER = (
    "No national do-not-call register is consulted; whether a number may be called is yours to know.",
    "Numbers that you mark “do not call” here are never dialled again, also after later imports.",
)


def run_import(call: Invocation) -> int:
    """Import the file, or undo an import; the window is told unless nothing was written."""
    if call.given.undo is not None:
        return _take_back(call)
    if call.given.do_not_call:
        return _suppress(call)
    path = Path(call.given.file)
    with call.services() as services, _Meter() as meter:
        is_first = services.store.imports.last() is None
        options = _options(call, services.rep.settings.region)
        if call.given.problems:  # before the leads are in: then each of them would be known already
            services.importing.write_problems(path, options, Path(call.given.problems), meter.show)
        report = services.importing.bring_in(path, options, meter.show)
    if not options.dry_run:
        call.tell_window()
    if call.as_json:
        print_json(as_json(report))
    else:
        say(*_accounting(report, path.name, options.dry_run))
        if is_first:
            say("", *NO_REGISTER)
    return 0


class _Meter:
    """How far it is, on one line of a terminal; anything else that stderr may be stays clean."""

    def __enter__(self) -> _Meter:
        self._shows = sys.stderr is not None and sys.stderr.isatty()
        self._shown = ""
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._write("")

    def show(self, done: int, total: int) -> None:
        """So many rows of so many are done."""
        words = f"{done:,} of about {total:,} rows"
        if self._shows and words != self._shown:
            self._write(words)

    def _write(self, words: str) -> None:
        print(f"\r{words.ljust(len(self._shown))}", end="" if words else "\r", file=sys.stderr, flush=True)
        self._shown = words


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
        statuses=given.status,
        duplicates=Duplicates(given.duplicates or Duplicates.MERGE),
    )


def _suppress(call: Invocation) -> int:
    """Read a list of numbers that are never to be called."""
    path = Path(call.given.file)
    with call.services() as services, _Meter() as meter:
        options = _options(call, services.rep.settings.region)
        report = services.importing.bring_in_numbers(path, options, meter.show)
    if not options.dry_run:
        call.tell_window()
    if call.as_json:
        print_json(
            {
                "rows": report.rows,
                "added": report.added,
                "known": report.known,
                "leads": report.leads,
                "skipped": [{"row": line.row, "reason": line.reason} for line in report.skipped],
            }
        )
    else:
        say(*_list_accounting(report, path.name, options.dry_run))
    return 0


def _list_accounting(report: ListReport, name: str, rehearsed: bool) -> list[str]:
    lines = [f"{one_line(name)}: {counted(report.rows, 'row', 'rows')} of numbers that are never to be called."]
    lines += facts(
        (
            ("New", str(report.added)),
            ("Known already", str(report.known)),
            ("Your leads among them", str(report.leads)),
            ("Skipped", str(len(report.skipped))),
        )
    )
    lines += [f"  row {skipped.row}: {one_line(skipped.reason)}" for skipped in report.skipped]
    lines.append(
        "Nothing was changed: this was a dry run."
        if rehearsed
        else "They stay so for good, for leads that come later too; taking an import back does not lift it."
    )
    return lines


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
    if report.unknown_statuses:
        words = ", ".join(f"{one_line(word)} {rows}" for word, rows in report.unknown_statuses)
        lines.append(f"Nobody said what these mean ({words}), so they came in as new; --status WORD=STAGE says it.")
    if report.odd:
        lines.append(f"Worth a look: {counted(report.odd, 'row', 'rows')}; --problems FILE writes them to a file.")
    lines.append(
        "Nothing was changed: this was a dry run."
        if rehearsed
        else f"To take it back: lch import --undo {report.import_id}"
    )
    return lines
