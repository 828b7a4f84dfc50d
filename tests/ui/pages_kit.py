"""A real bundle of services on a temporary folder, with a dialer and a file reader that only remember."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.domain.clock import Clock
from lch_desktop.domain.imports import (
    ColumnLook,
    FileLook,
    ImportOptions,
    NumberRow,
    ParsedRow,
    Progress,
    SkippedRow,
    WritesProblems,
)
from lch_desktop.domain.leads import Lead, Phone
from lch_desktop.exchange.outward import FileOutward
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
    """The Inward port: any path holds the rows it was given. It is its own LeadFile."""

    rows: tuple[ParsedRow, ...] = ()
    asked: list[ImportOptions] = field(default_factory=list)
    numbers_listed: tuple[NumberRow | SkippedRow, ...] = ()
    written: list[tuple[Mapping[str, str], str]] = field(default_factory=list)
    format: str = "table"
    encoding: str = "utf-8"
    header_key: str = "key"
    digest: str = "digest"
    mapping: dict[str, str] = field(default_factory=lambda: {"Name": "name"})

    def leads(self, path: Path, options: ImportOptions, *, now: datetime) -> CannedFile:
        self.asked.append(options)
        rows = tuple(row for row in self.rows if not options.owner or row.lead.owner == options.owner)
        return replace(self, rows=rows)

    def look(self, progress: Progress | None = None) -> FileLook:
        owners = Counter(row.lead.owner for row in self.rows if row.lead.owner)
        statuses = Counter(row.unknown_status for row in self.rows if row.unknown_status)
        return FileLook(
            name="leads.csv", format=self.format, confidence=1.0, encoding=self.encoding, layout="commas",
            rows=len(self.rows), columns=tuple(ColumnLook(*pair) for pair in self.mapping.items()),
            header_key=self.header_key, digest=self.digest,
            owners=tuple(owners.most_common()) if len(owners) > 1 else (),
            unknown_statuses=tuple(statuses.most_common()), preview=tuple(row.lead for row in self.rows[:8]),
        )  # fmt: skip

    def records(self, progress: Progress | None = None) -> Iterator[ParsedRow | SkippedRow]:
        for done, row in enumerate(self.rows, start=1):
            yield row
            if progress is not None:
                progress(done, len(self.rows))

    def numbers(
        self, path: Path, options: ImportOptions, progress: Progress | None = None
    ) -> Iterator[NumberRow | SkippedRow]:
        yield from self.numbers_listed

    @contextmanager
    def problem_file(self, target: Path, headers: Sequence[str]) -> Iterator[WritesProblems]:
        yield lambda cells, reason: self.written.append((cells, reason))


def make_services(
    data_dir: Path, clock: Clock, dialer: RememberingDialer | None = None, read: CannedFile | None = None
) -> Services:
    """Every use case on `data_dir`."""
    store = open_store(data_dir / "lch.db", clock)
    rep = Rep(store, clock, ZONE)
    return Services(store, rep, read or CannedFile(), dialer or RememberingDialer(), lambda: SAMPLES, FileOutward())


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


class Shown(Protocol):
    """A page, as the window puts it in front."""

    def on_shown(self) -> None: ...


AnyPage = TypeVar("AnyPage", bound=Shown)


def show_page(qtbot: QtBot, page: AnyPage, size: tuple[int, int] = (1216, 900)) -> AnyPage:
    """`page` in front, as the window shows it; the test closes it at its end."""
    assert isinstance(page, QWidget)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.on_shown()
    return page


def opener(qtbot: QtBot, context: UiContext, make: Callable[[UiContext], AnyPage]) -> Callable[[], AnyPage]:
    """What makes such pages and shows them; each is told what changed, as the one in front is."""
    kept: list[AnyPage] = []  # pytest-qt holds none: a page collected while it is painted ends the program

    def open_one() -> AnyPage:
        page = make(context)
        kept.append(page)
        context.hub.changed.connect(page.on_shown)
        return show_page(qtbot, page)

    return open_one


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
