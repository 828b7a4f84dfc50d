"""An importer that answers what it was told to, and remembers what it was asked: the page's other side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from lch_desktop.domain.errors import LchError
from lch_desktop.domain.imports import (
    ColumnLook,
    Duplicates,
    FileLook,
    ImportOptions,
    ImportReport,
    ListReport,
    Progress,
    Rehearsal,
    SeenRow,
    SkippedRow,
)
from tests.ui.pages_kit import person

HUBSPOT = (
    ColumnLook("First Name", "first_name", ("Dana", "Kwame", "Priya")),
    ColumnLook("Last Name", "last_name", ("Ruiz", "Osei", "Nair")),
    ColumnLook("Company Name", "company", ("Ruiz Dental", "Osei Logistics", "Lakeside Pediatrics")),
    ColumnLook("Job Title", "title", ("Owner", "Head of fleet")),
    ColumnLook("Phone Number", "phone", ("(512) 555-0143", "(404) 555-0126")),
    ColumnLook("Mobile Phone Number", "phone", ("+1 512 555 0151",)),
    ColumnLook("Email", "email", ("dana@ruizdental.example",)),
    ColumnLook("City", "city", ("Austin", "Atlanta", "Chicago")),
    ColumnLook("Last Activity Date", "last_activity", ("2026-11-19 14:10",)),
    ColumnLook("Lead Status", "stage", ("OPEN_DEAL", "NEW")),
    ColumnLook("Contact owner", "owner", ("Sam Rivera",)),
    ColumnLook("Shoe size", "ignore", ("44", "38")),
)
PEOPLE = (
    person("Dana Ruiz", "5125550143", company="Ruiz Dental", city="Austin", state="TX"),
    person("Kwame Osei", "4045550126", company="Osei Logistics", city="Atlanta", state="GA"),
    person("Priya Nair", "3125550118", company="Lakeside Pediatrics", city="Chicago", state="IL"),
    person("Tomás Beltrán", company="Beltrán Bakery Group", city="San Antonio"),
)


def file_look(**changes: object) -> FileLook:
    """A HubSpot file of 412 rows, two owners, two unknown status words."""
    values: dict[str, object] = {
        "name": "contacts-2026-11-19.csv",
        "format": "hubspot",
        "confidence": 0.96,
        "encoding": "utf-8",
        "layout": "commas",
        "rows": 412,
        "columns": HUBSPOT,
        "header_key": "h",
        "digest": "d",
        "owners": (("Sam Rivera", 260), ("Ines Roth", 152)),
        "unknown_statuses": (("OPEN_DEAL", 31), ("PARKED", 4)),
        "preview": PEOPLE,
        **changes,
    }
    return FileLook(**values)  # type: ignore[arg-type]


def report(**changes: object) -> ImportReport:
    """6 new, 12 merged, 2 unchanged, 2 left out."""
    values: dict[str, object] = {
        "format": "hubspot",
        "rows": 22,
        "created": 6,
        "merged": 12,
        "unchanged": 2,
        "needs_number": 3,
        "do_not_call": 1,
        "skipped": (SkippedRow(7, "no name, no number, no e-mail"), SkippedRow(9, "Ines Roth's lead")),
        "import_id": 5,
        "odd": 2,
        **changes,
    }
    return ImportReport(**values)  # type: ignore[arg-type]


def rehearsal(**changes: object) -> Rehearsal:
    """A rehearsal with the records of each heading."""
    lists = {
        "created": tuple(SeenRow(row, f"New Person {row}") for row in range(2, 8)),
        "merged": tuple(SeenRow(row, f"Known Person {row}", "Company, Job title") for row in range(8, 20)),
        "unchanged": (SeenRow(20, "Same Person"),),
        "needs_number": (SeenRow(3, "New Person 3", "no number in the row"),),
        "do_not_call": (SeenRow(4, "New Person 4", "Do Not Call is 1"),),
        "odd": (SeenRow(5, "New Person 5", "number too short: 555-01"),),
        "skipped": (SeenRow(7, "", "no name, no number, no e-mail"), SeenRow(9, "<b>Bo</b>", "Ines Roth's lead")),
    }
    return Rehearsal(report(import_id=0, **changes), lists)


@dataclass
class FakeImporting:
    """Every method of the service that the page uses. `before` is called at the start of each piece of work."""

    looks: FileLook = field(default_factory=file_look)
    rehearsal: Rehearsal = field(default_factory=rehearsal)
    report: ImportReport = field(default_factory=report)
    numbers: ListReport = field(
        default_factory=lambda: ListReport(5, 3, 1, 2, (SkippedRow(4, "no number", {"A": "x"}),))
    )
    failure: LchError | None = None
    before: Callable[[str, Progress | None], None] | None = None
    asked: list[tuple[str, ImportOptions | None]] = field(default_factory=list)
    undone: list[int] = field(default_factory=list)
    saved: list[Path] = field(default_factory=list)

    def on(self, store: object) -> FakeImporting:
        return self

    def look(self, path: Path, options: ImportOptions | None, progress: Progress | None = None) -> FileLook:
        self._begin("look", options, progress)
        used = options or self.looks.options
        columns = tuple(replace(c, field=used.mapping.get(c.header, c.field)) for c in self.looks.columns)
        return replace(self.looks, name=path.name, options=used, columns=columns)

    def rehearse(self, path: Path, options: ImportOptions, progress: Progress | None = None) -> Rehearsal:
        self._begin("rehearse", options, progress)
        if options.duplicates is Duplicates.MERGE:
            return self.rehearsal
        return replace(self.rehearsal, report=replace(self.rehearsal.report, merged=0, unchanged=0, created=20))

    def bring_in(self, path: Path, options: ImportOptions, progress: Progress | None = None) -> ImportReport:
        self._begin("bring_in", options, progress)
        return self.report

    def undo(self, import_id: int) -> tuple[int, int]:
        self._begin("undo", None, None)
        self.undone.append(import_id)
        return (6, 0)

    def write_problems(self, path: Path, options: ImportOptions, target: Path, progress: Progress | None = None) -> int:
        self._begin("write_problems", options, progress)
        self.saved.append(target)
        return 4

    def bring_in_numbers(self, path: Path, options: ImportOptions, progress: Progress | None = None) -> ListReport:
        self._begin("numbers", options, progress)
        return self.numbers

    @property
    def last_options(self) -> ImportOptions:
        """What the newest piece of work was given."""
        options = self.asked[-1][1]
        assert options is not None
        return options

    def kinds(self) -> list[str]:
        """What was asked, in order."""
        return [kind for kind, _ in self.asked]

    def _begin(self, kind: str, options: ImportOptions | None, progress: Progress | None) -> None:
        self.asked.append((kind, options))
        if self.before is not None:
            self.before(kind, progress)
        if self.failure is not None:
            raise self.failure
