"""Bringing a file of leads in: one transaction, every row accounted for, undone in one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from lch_desktop.domain.errors import FileError, InputError, RuleError
from lch_desktop.domain.imports import (
    FileLook,
    HasOwnRecords,
    ImportOptions,
    ImportReport,
    ListReport,
    NumberRow,
    ParsedRow,
    Progress,
    Rehearsal,
    SeenRow,
    SkippedRow,
)
from lch_desktop.domain.ports import Store
from lch_desktop.domain.stored import ImportOrigin
from lch_desktop.services.import_run import Hear, ImportRun

if TYPE_CHECKING:
    from lch_desktop.domain.imports import Inward, LeadFile
    from lch_desktop.domain.leads import Lead
    from lch_desktop.services.rep import Rep

T = TypeVar("T")
HEADINGS = ("created", "merged", "unchanged", "needs_number", "do_not_call", "odd", "skipped")
LISTED = 500  # records under a heading
_NUMBERS_AT_ONCE = 500


class _RolledBack(Exception):
    """No failure: how a rehearsal leaves its transaction without a trace."""


class Importing:
    """Looks at files, imports them, and takes imports back. `back_up` is called before anything is written."""

    def __init__(self, store: Store, rep: Rep, inward: Inward, back_up: Callable[[], object] | None = None) -> None:
        self._store = store
        self._rep = rep
        self._inward = inward
        self._back_up = back_up

    def on(self, store: Store) -> Importing:
        """The same on another connection, for a worker thread."""
        return Importing(store, self._rep, self._inward, self._back_up)

    def look(self, path: Path, options: ImportOptions | None = None, progress: Progress | None = None) -> FileLook:
        """What the file is; nothing is written. Without `options`, those chosen for the last file like it count.

        Raises FileError and InputError.
        """
        chosen, remembered = options or ImportOptions(region=self._rep.settings.region), False
        file = self._open(path, chosen)
        if options is None:
            kept = self._store.imports.choice(file.header_key)
            if kept is not None:
                chosen, remembered = kept, True
                file = self._open(path, chosen)
        same_as = self._store.imports.of_digest(file.digest)
        return replace(file.look(progress), options=chosen, remembered=remembered, same_as=same_as)

    def rehearse(self, path: Path, options: ImportOptions, progress: Progress | None = None) -> Rehearsal:
        """What `bring_in` would come to, by doing all of it and taking it back before anybody sees it."""
        lists: dict[str, list[SeenRow]] = {heading: [] for heading in HEADINGS}
        file, hear = self._open(path, options), _listing(lists)
        report = self._all_or_nothing(lambda: self._run(file, path, options, progress, hear), keep=False)
        return Rehearsal(report, {heading: tuple(rows) for heading, rows in lists.items()})

    def bring_in(self, path: Path, options: ImportOptions, progress: Progress | None = None) -> ImportReport:
        """Read `path` and merge it in, all or nothing. With `dry_run` nothing stays.

        `progress` is told (rows done, rows in all); an error that it raises leaves nothing behind. Raises
        FileError and InputError; then nothing is in.
        """
        file = self._open(path, options)
        if not options.dry_run:
            self._back_up_first()
        return self._all_or_nothing(lambda: self._run(file, path, options, progress), keep=not options.dry_run)

    def undo(self, import_id: int) -> tuple[int, int]:
        """Take an import back: (leads removed, leads that stay because they were called since)."""
        found = self._store.imports.get(import_id)
        if found is None:
            raise InputError("unknown-import", import_id=import_id)
        if found.undone:
            raise RuleError("import-undone", import_id=import_id)
        return self._store.imports.undo(import_id, self._rep.now())

    def write_problems(self, path: Path, options: ImportOptions, target: Path, progress: Progress | None = None) -> int:
        """Write the rows that would be left out or that are odd to `target`, as CSV with their own cells and a
        column "Reason"; returns how many. Raises FileError."""
        if target.resolve() == path.resolve():
            raise FileError("problems-over-source", name=path.name)
        file = self._open(path, options)
        with self._inward.problem_file(target, list(file.mapping)) as write:
            count = 0

            def hear(action: str, row: ParsedRow | SkippedRow, _lead: Lead | None, words: str) -> None:
                nonlocal count
                reason = words if action == "skipped" else getattr(row, "odd", "")
                if reason:
                    write(row.cells, reason)
                    count += 1

            self._all_or_nothing(lambda: self._run(file, path, options, progress, hear), keep=False)
        return count

    def bring_in_numbers(self, path: Path, options: ImportOptions, progress: Progress | None = None) -> ListReport:
        """Suppress every number in a list, for good: also for leads that come later. All or nothing.

        Raises FileError and InputError.
        """
        if not options.dry_run:
            self._back_up_first()
        return self._all_or_nothing(lambda: self._suppress(path, options, progress), keep=not options.dry_run)

    def _open(self, path: Path, options: ImportOptions) -> LeadFile:
        return self._inward.leads(path, options, now=self._rep.now())

    def _back_up_first(self) -> None:
        if self._back_up is not None:
            self._back_up()

    def _all_or_nothing(self, work: Callable[[], T], *, keep: bool) -> T:
        """What `work` gives, done within one transaction; without `keep` nothing of it stays."""
        results: list[T] = []
        with suppress(_RolledBack), self._store.transaction():
            results.append(work())
            if not keep:
                raise _RolledBack
        return results[0]

    def _run(
        self, file: LeadFile, path: Path, options: ImportOptions, progress: Progress | None, hear: Hear | None = None
    ) -> ImportReport:
        imports = self._store.imports
        origin = ImportOrigin(_storable(str(path.absolute().parent)), file.digest, file.header_key)
        import_id = imports.add(self._rep.now(), _storable(path.name), file.format, file.mapping, origin)
        run = ImportRun(self._store, options, import_id, hear)
        run.take(file.records(progress))
        if isinstance(file, HasOwnRecords):
            from lch_desktop.services.own_records import take_own_records  # only for our own document

            take_own_records(self._store, file.own_records(), self._rep.today())
        imports.finish(import_id, {name: run.counts[name] for name in ("rows", "created", "merged", "unchanged")})
        imports.save_choice(file.header_key, options, self._rep.now())
        needs_number, do_not_call = imports.standing(import_id)
        return ImportReport(
            format=file.format,
            rows=run.counts["rows"],
            created=run.counts["created"],
            merged=run.counts["merged"],
            unchanged=run.counts["unchanged"],
            needs_number=needs_number,
            do_not_call=do_not_call,
            skipped=tuple(run.skipped),
            import_id=0 if options.dry_run or hear else import_id,
            owners=tuple(run.owners.most_common()) if len(run.owners) > 1 else (),
            unknown_statuses=tuple(run.statuses.most_common()),
            odd=run.counts["odd"],
        )

    def _suppress(self, path: Path, options: ImportOptions, progress: Progress | None) -> ListReport:
        counts: Counter[str] = Counter()
        skipped: list[SkippedRow] = []
        leads: set[int] = set()
        source = f"list {_storable(path.name)}"
        for rows in _in_batches(self._inward.numbers(path, options, progress)):
            listed = [row for row in rows if isinstance(row, NumberRow)]
            skipped += [SkippedRow(row.row, row.reason) for row in rows if isinstance(row, SkippedRow)]
            numbers = [e164 for row in listed for e164 in row.e164s]
            new, lead_ids = self._store.suppressions.add_many(numbers, self._rep.now(), source)
            left = set(new)
            for row in listed:  # a number that stands twice is new once
                counts["added" if left.intersection(row.e164s) else "known"] += 1
                left.difference_update(row.e164s)
            leads |= lead_ids
        rows_read = counts["added"] + counts["known"] + len(skipped)
        return ListReport(rows_read, counts["added"], counts["known"], len(leads), tuple(skipped))


def _in_batches(rows: Iterator[NumberRow | SkippedRow]) -> Iterator[list[NumberRow | SkippedRow]]:
    batch: list[NumberRow | SkippedRow] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _NUMBERS_AT_ONCE:
            yield batch
            batch = []
    yield batch


def _listing(lists: Mapping[str, list[SeenRow]]) -> Hear:
    """What puts each row under its headings, while there is room."""

    def note(heading: str, row: int, name: str, detail: str) -> None:
        if len(lists[heading]) < LISTED:
            lists[heading].append(SeenRow(row, name, detail))

    def hear(action: str, row: ParsedRow | SkippedRow, lead: Lead | None, words: str) -> None:
        name = lead.shown_name if lead is not None else next(iter(row.cells.values()), "")
        note(action, row.row, name, words or _about(lead))
        if isinstance(row, ParsedRow) and row.odd:
            note("odd", row.row, name, row.odd)
        if lead is not None and lead.needs_number:
            note("needs_number", row.row, name, "")
        if lead is not None and lead.do_not_call:
            note("do_not_call", row.row, name, "")

    return hear


def _about(lead: Lead | None) -> str:
    """What tells a lead from others of its name: company and first number."""
    if lead is None:
        return ""
    number = next((phone.shown or phone.raw for phone in lead.phones), "")
    return ", ".join(part for part in (lead.company if lead.name else "", number) if part)


def _storable(name: str) -> str:
    """A file name as text: bytes of it that are no UTF-8 (an old archive's umlauts) become question marks."""
    return name.encode("utf-8", "replace").decode("utf-8")
