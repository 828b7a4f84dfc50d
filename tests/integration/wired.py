"""Every service on a real store in a folder, as the composition root wires them, without Qt."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

from lch_desktop.domain.clock import Clock
from lch_desktop.domain.imports import Inward
from lch_desktop.domain.leads import FollowUp, Lead, Phone, Stage
from lch_desktop.exchange.lazy import FileInward
from lch_desktop.exchange.outward import FileOutward
from lch_desktop.platforms.dialer import NullDialer
from lch_desktop.services.bundle import Services
from lch_desktop.services.rep import Rep
from lch_desktop.store.store import open_store

ZONE = "America/Chicago"
DATABASE = "lch.db"
NOT_COMPARED = ("ledger", "sqlite_sequence")  # the book of the steps itself
OPENED: list[Services] = []


def wired(folder: Path, clock: Clock, *, inward: Inward | None = None, sample: str = "[]") -> Services:
    """The services on the database in `folder`; `close_all` closes them."""
    store = open_store(folder / DATABASE, clock)
    rep = Rep(store, clock, ZONE)
    services = Services(store, rep, inward or FileInward(), NullDialer(), lambda: sample, FileOutward())
    OPENED.append(services)
    return services


def close_all() -> None:
    """Close every store that a test opened."""
    while OPENED:
        OPENED.pop().store.close()


def dump(folder: Path) -> list[str]:
    """Every row of the database but the ledger's, as text, sorted."""
    connection = sqlite3.connect(folder / DATABASE)
    try:
        listed = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        tables = [name for (name,) in listed if name not in NOT_COMPARED]
        rows = [(name, row) for name in tables for row in connection.execute(f'SELECT * FROM "{name}"')]
        return sorted(f"{name}: {row}" for name, row in rows)
    finally:
        connection.close()


def phone(number: str) -> Phone:
    return Phone(e164=number, raw=number, shown=number)


@dataclass
class Maker:
    """Puts leads into a store; each gets a number of its own."""

    services: Services
    made: int = field(default=0)

    def lead(self, *numbers: str, follow: FollowUp | None = None, **more: str) -> Lead:
        """A stored lead in Chicago, by default a first call."""
        self.made += 1
        given = {"name": f"Lead {self.made}", "first_name": "Lead", "zone": ZONE, **more}
        listed = tuple(phone(number) for number in numbers or (f"+15125550{100 + self.made}",))
        lead = Lead(phones=listed, follow=follow or FollowUp(stage=Stage.NEW), **given)  # type: ignore[arg-type]
        return self.services.store.leads.add(lead)
