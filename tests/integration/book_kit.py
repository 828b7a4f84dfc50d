"""The use cases that work on leads, on a real store, without files and without a window."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lch_desktop.domain.clock import Clock
from lch_desktop.services.call_log import CallLog
from lch_desktop.services.lead_book import LeadBook
from lch_desktop.services.persons import Persons
from lch_desktop.services.planning import Planning
from lch_desktop.services.rep import Rep
from lch_desktop.services.run_session import RunSession
from lch_desktop.store.store import SqliteStore, open_store


@dataclass(frozen=True)
class Desk:
    """What the tests of the lead book need."""

    store: SqliteStore
    rep: Rep
    book: LeadBook
    persons: Persons
    log: CallLog
    planning: Planning
    hour: RunSession


def open_desk(folder: Path, clock: Clock) -> Desk:
    """A desk on the database in `folder`."""
    store = open_store(folder / "lch.db", clock)
    rep = Rep(store, clock, "America/Chicago")
    log = CallLog(store, rep)
    return Desk(
        store, rep, LeadBook(store, rep), Persons(store, rep), log, Planning(store, rep), RunSession(store, rep, log)
    )
