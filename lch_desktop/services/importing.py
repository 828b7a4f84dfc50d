"""Bringing a file of leads in: one transaction, every row accounted for, undone in one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from lch_desktop.domain.errors import InputError, RuleError
from lch_desktop.domain.imports import ImportOptions, ImportReport, ParsedFile, ParsedRow
from lch_desktop.domain.leads import Lead, PhoneStatus
from lch_desktop.domain.merge import match, match_keys, merge
from lch_desktop.domain.ports import MatchKeys, Store

if TYPE_CHECKING:
    from lch_desktop.services.rep import Rep


class ReadsLeads(Protocol):
    """Turns a file into rows (lch_desktop.exchange)."""

    def __call__(self, path: Path, options: ImportOptions, *, now: datetime) -> ParsedFile: ...


@dataclass
class _Counts:
    """What became of the rows so far."""

    seen: Counter[str] = field(default_factory=Counter)
    touched: dict[int, Lead] = field(default_factory=dict)


class _DryRun(Exception):
    def __init__(self, report: ImportReport) -> None:
        super().__init__("dry run")
        self.report = report


class Importing:
    """Imports and takes them back."""

    def __init__(self, store: Store, rep: Rep, read: ReadsLeads) -> None:
        self._store = store
        self._rep = rep
        self._read = read

    def on(self, store: Store) -> Importing:
        """The same on another connection, for a worker thread."""
        return Importing(store, self._rep, self._read)

    def bring_in(
        self, path: Path, options: ImportOptions, progress: Callable[[int, int], None] | None = None
    ) -> ImportReport:
        """Read `path` and merge it in, all or nothing. With `dry_run` nothing stays.

        `progress` is told (rows done, rows in all). Raises FileError and InputError; then nothing is in.
        """
        now = self._rep.now()
        parsed = self._read(path, options, now=now)
        try:
            with self._store.transaction():
                report = self._store_rows(path, parsed, now, progress)
                if options.dry_run:
                    raise _DryRun(replace(report, import_id=0))
        except _DryRun as rehearsal:
            return rehearsal.report
        return report

    def undo(self, import_id: int) -> tuple[int, int]:
        """Take an import back: (leads removed, leads that stay because they were called since)."""
        found = self._store.imports.get(import_id)
        if found is None:
            raise InputError("unknown-import", import_id=import_id)
        if found.undone:
            raise RuleError("import-undone", import_id=import_id)
        return self._store.imports.undo(import_id, self._rep.now())

    def _store_rows(
        self, path: Path, parsed: ParsedFile, now: datetime, progress: Callable[[int, int], None] | None
    ) -> ImportReport:
        import_id = self._store.imports.add(now, _storable(path.name), parsed.format, parsed.mapping)
        index = _Index(self._store, parsed.rows)
        counts = _Counts()
        for place, row in enumerate(parsed.rows, start=1):
            self._store_row(import_id, row, index, counts, now)
            if progress is not None and place % 200 == 0:
                progress(place, len(parsed.rows))
        self._store.imports.add_skipped(import_id, parsed.skipped)
        leads = list(counts.touched.values())
        report = ImportReport(
            format=parsed.format,
            rows=parsed.rows_read,
            created=counts.seen["created"],
            merged=counts.seen["merged"],
            unchanged=counts.seen["unchanged"],
            needs_number=sum(lead.needs_number for lead in leads),
            do_not_call=sum(lead.do_not_call for lead in leads),
            skipped=parsed.skipped,
            import_id=import_id,
            owners=_owners(parsed),
        )
        self._store.imports.finish(import_id, dict(counts.seen))
        return report

    def _store_row(self, import_id: int, row: ParsedRow, index: _Index, counts: _Counts, now: datetime) -> None:
        parsed = index.with_suppressions(row.lead)
        known = match(parsed, index.candidates(parsed))
        before: dict[str, object] = {}
        action, before = "created", dict[str, object]()
        if known is None:
            lead = self._store.leads.add(replace(parsed, created_at=parsed.created_at or now))
        else:
            lead, action, before = self._merge(known, parsed)
        index.put(lead)
        counts.seen[action] += 1
        counts.touched[lead.id] = lead
        self._store.imports.add_row(import_id, row, lead.id, action, before)

    def _merge(self, known: Lead, parsed: Lead) -> tuple[Lead, str, dict[str, object]]:
        leads = self._store.leads
        result = merge(known, parsed, leads.edited_fields(known.id), leads.source_values(known.id) or None)
        if not result.changed:
            return known, "unchanged", {}
        fields = {name: after for name, (_, after) in result.changed.items() if name not in ("stage", "phones")}
        before = {name: was for name, (was, _) in result.changed.items() if name != "phones"}
        if fields:
            leads.save_fields(known.id, fields, by_rep=False)
        if "stage" in result.changed:
            leads.save_follow(known.id, result.lead.follow)
        if result.new_phones:
            leads.add_phones(known.id, result.new_phones)
        return leads.get(known.id) or result.lead, "merged", before


class _Index:
    """The leads that the rows of one file may be: looked up once, then kept as rows are stored."""

    def __init__(self, store: Store, rows: tuple[ParsedRow, ...]) -> None:
        e164s = frozenset(p.e164 for row in rows for p in row.lead.phones if p.e164)
        emails = frozenset(row.lead.email.lower() for row in rows if row.lead.email)
        names = frozenset(row.lead.name for row in rows if row.lead.name)
        self._suppressed = store.suppressions.among(e164s)
        self._leads: dict[int, Lead] = {}
        self._by_key: dict[str, dict[int, None]] = {}
        for lead in store.leads.matching(MatchKeys(e164s, emails, names)):
            self.put(lead)

    def put(self, lead: Lead) -> None:
        """Know `lead` from now on."""
        self._leads[lead.id] = lead
        for key in match_keys(lead):
            self._by_key.setdefault(key, {})[lead.id] = None

    def candidates(self, parsed: Lead) -> list[Lead]:
        """Who `parsed` may be, oldest first."""
        found: dict[int, None] = {}
        for key in match_keys(parsed):
            found.update(self._by_key.get(key, {}))
        return [self._leads[lead_id] for lead_id in sorted(found)]

    def with_suppressions(self, lead: Lead) -> Lead:
        """`lead` with every number that was suppressed before marked so."""
        if not any(phone.e164 in self._suppressed for phone in lead.phones):
            return lead
        phones = tuple(
            replace(phone, status=PhoneStatus.DO_NOT_CALL) if phone.e164 in self._suppressed else phone
            for phone in lead.phones
        )
        never = lead.do_not_call or not any(phone.usable for phone in phones)
        return replace(lead, phones=phones, do_not_call=never)


def _owners(parsed: ParsedFile) -> tuple[tuple[str, int], ...]:
    owners = Counter(row.lead.owner for row in parsed.rows if row.lead.owner)
    return tuple(owners.most_common()) if len(owners) > 1 else ()


def _storable(name: str) -> str:
    """A file name as text: bytes of it that are no UTF-8 (an old archive's umlauts) become question marks."""
    return name.encode("utf-8", "replace").decode("utf-8")
