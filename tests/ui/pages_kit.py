"""A real bundle of services on a temporary folder, with a dialer and a file reader that only remember."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLocale

from lch_desktop.domain.clock import Clock
from lch_desktop.domain.imports import ImportOptions, ParsedFile, ParsedRow
from lch_desktop.domain.leads import Lead, Phone
from lch_desktop.services.bundle import Services
from lch_desktop.services.rep import Rep
from lch_desktop.store.store import open_store
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.hub import Hub
from lch_desktop.ui.tasks import DirectTasks
from lch_desktop.ui.theme import ThemeHolder, make_theme
from lch_desktop.words import Style

ZONE = "America/Chicago"
SAMPLES = "[]"


@dataclass
class RememberingDialer:
    """Takes every number and keeps the addresses."""

    dialled: list[str] = field(default_factory=list)
    opens: bool = True

    def dial(self, url: str) -> bool:
        self.dialled.append(url)
        return True

    def handles(self, url: str) -> bool:
        return self.opens


@dataclass
class CannedFile:
    """Reads any path as the rows it was given."""

    rows: tuple[ParsedRow, ...] = ()
    asked: list[ImportOptions] = field(default_factory=list)

    def __call__(self, path: Path, options: ImportOptions, *, now: datetime) -> ParsedFile:
        self.asked.append(options)
        rows = tuple(row for row in self.rows if not options.owner or row.lead.owner == options.owner)
        return ParsedFile("table", "utf-8", ("Name",), {"Name": "name"}, len(rows), rows, ())


def make_services(
    data_dir: Path, clock: Clock, dialer: RememberingDialer | None = None, read: CannedFile | None = None
) -> Services:
    """Every use case on `data_dir`."""
    store = open_store(data_dir / "lch.db", clock)
    return Services(
        store, Rep(store, clock, ZONE), read or CannedFile(), dialer or RememberingDialer(), lambda: SAMPLES
    )


def make_context(services: Services, palette: str = "dark", scale: int = 100) -> UiContext:
    """What a page is given; work runs at once, on the caller's thread."""
    return UiContext(
        services=services,
        hub=Hub(),
        tasks=DirectTasks(services.store),
        look=ThemeHolder(make_theme(palette, scale=scale)),
        focus_look=ThemeHolder(make_theme("focus", scale=scale)),
        locale=QLocale("en_US"),
        style=Style(twelve_hour=True),
    )


def person(name: str, number: str = "", **more: object) -> Lead:
    """A lead called `name` with one number of ten digits."""
    first, _, last = name.partition(" ")
    shown = f"({number[:3]}) {number[3:6]}-{number[6:]}"
    phones = (Phone(e164=f"+1{number}", raw=number, shown=shown, region="US"),) if number else ()
    values: dict[str, object] = {"zone": ZONE, "phones": phones, **more}
    return Lead(name=name, first_name=first, last_name=last, **values)  # type: ignore[arg-type]


def add_all(services: Services, leads: Iterable[Lead]) -> list[Lead]:
    """Store `leads`."""
    return [services.store.leads.add(lead) for lead in leads]
