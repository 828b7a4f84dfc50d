"""A rep's book of years, invented: as many leads, calls and hours as asked for, the same in every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from lch_desktop.domain.calls import Call, Outcome
from lch_desktop.domain.clock import StartedAtClock
from lch_desktop.domain.leads import FollowUp, Lead, Phone, Stage, Talk
from lch_desktop.domain.session import FocusSession, Goals
from lch_desktop.domain.settings import Settings
from lch_desktop.store.rows import CallRow
from lch_desktop.store.store import SqliteStore, open_store
from lch_desktop.store.writes import Writer, fields_of
from tests.fakes import START

T = TypeVar("T")
ZONE = "America/Chicago"
TODAY = START.date()
SEED = 20261123
AT_ONCE = 5_000  # rows in one statement
CALLS_IN_AN_HOUR = 15

FIRST = "Ada Bela Cora Dion Elsa Finn Gwen Hugo Iris Jens Kira Lars Mona Nils Oda Piet Rosa Sven Tove Uwe".split()
MIDDLE = "Ash Birk Dale Elm Fern Grove Hale Ivy Kent Lake Marsh North Oak Penn Reed Stone Thorn Vale Wood Yew".split()
LAST = "berg borough bridge bury by dale field ford ham land lund man mere more shaw ston ton well wick worth".split()
TRADE = "Bakery Dental Garage Homes Landscaping Optics Plumbing Roofing Solar Tile".split()
PLACES = (  # city, state, zone, area code
    ("Austin", "TX", "America/Chicago", 512),
    ("Chicago", "IL", "America/Chicago", 312),
    ("Columbus", "OH", "America/New_York", 614),
    ("Denver", "CO", "America/Denver", 303),
    ("Portland", "OR", "America/Los_Angeles", 503),
    ("Raleigh", "NC", "America/New_York", 919),
)
NOTE = "Wanted the numbers for two sites, asked to speak after the board has met, prefers mornings."


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """How much there is. What the queue lists today is counted by itself, so that two books of
    different sizes can have as many due."""

    leads: int = 100_000
    calls: int = 60_000
    due: int = 600
    promised: int = 12
    fresh: int = 4
    starred: int = 8
    new: int = 2_000

    @property
    def listed(self) -> int:
        return self.due + self.promised + self.fresh + self.starred + self.new


def write_book(path: Path, book: Book) -> None:
    """Make the database `path` and put `book` into it."""
    store = open_store(path, StartedAtClock(START))
    try:
        chance = random.Random(SEED)
        for some in _in_parts(list(_leads(book, chance))):
            store.leads.add_many(some)
        store.settings.save(Settings(rep_name="Sam Reed", setup_done=True))
        hours = _write_hours(store, book)
        writer = Writer(store._db)
        for calls in _in_parts(list(_calls(book, hours, chance))):
            writer.insert_many(CallRow, (fields_of(CallRow, call) for call in calls))
        store._db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        store.close()


def _leads(book: Book, chance: random.Random) -> Iterator[Lead]:
    follows = [*_listed(book, chance), *(_resting(n) for n in range(book.leads - book.listed))]
    chance.shuffle(follows)
    for number, follow in enumerate(follows):
        city, state, zone, area = PLACES[number % len(PLACES)]
        first = FIRST[number % len(FIRST)]
        last = MIDDLE[number // 20 % len(MIDDLE)] + LAST[number // 400 % len(LAST)]
        e164 = f"+1{area}{2_000_000 + number:07d}"
        yield Lead(
            name=f"{first} {last}",
            first_name=first,
            last_name=last,
            company=f"{last} {TRADE[number % len(TRADE)]}",
            email=f"{first}.{last}.{number}@example.com".lower(),
            city=city,
            state=state,
            country="US",
            zone=zone,
            value=float(number % 97 * 500) if number % 3 else None,
            notes=NOTE if number % 4 == 0 else "",
            last_talk=NOTE if follow.talk else "",
            created_at=START - timedelta(days=number % 900 + 1),
            phones=(Phone(e164=e164, raw=e164, shown=f"({area}) {e164[5:8]}-{e164[8:]}", kind="mobile", region="US"),),
            follow=follow,
        )


def _listed(book: Book, chance: random.Random) -> Iterator[FollowUp]:
    """Those that today's queue has to look at."""
    for number in range(book.due):
        called_at = START - timedelta(days=2 + number % 5, minutes=number)
        talk = Talk(called_at, 0.8) if number % 2 else None
        yield FollowUp(
            stage=Stage.TALKING if talk else Stage.TRYING,
            attempts=number % 5 + 1,
            due_on=TODAY - timedelta(days=number % 3),
            talk=talk,
            last_call_at=called_at,
            last_call_on=called_at.date(),
            last_outcome=Outcome.CONNECTED if talk else Outcome.NO_ANSWER,
        )
    for number in range(book.promised):
        yield FollowUp(stage=Stage.TALKING, promise_at=START + timedelta(minutes=4 + 4 * number))
    for number in range(book.fresh):
        yield FollowUp(stage=Stage.TALKING, fresh_at=START - timedelta(hours=1 + number))
    for _ in range(book.starred):
        yield FollowUp(stage=Stage.TALKING, due_on=TODAY + timedelta(days=chance.randint(2, 9)), starred_on=TODAY)
    for _ in range(book.new):
        yield FollowUp()


def _resting(number: int) -> FollowUp:
    """One of the many that nothing calls for today."""
    called_at = START - timedelta(days=5 + number % 300)
    later = TODAY + timedelta(days=1 + number % 120)
    if number % 10 == 0:
        return FollowUp(stage=Stage.NOT_A_LEAD, last_call_at=called_at, last_call_on=called_at.date())
    stage = Stage.NURTURE if number % 3 == 0 else Stage.TRYING
    return FollowUp(stage=stage, attempts=2, due_on=later, last_call_at=called_at, last_call_on=called_at.date())


def _write_hours(store: SqliteStore, book: Book) -> list[FocusSession]:
    """The hours before today, oldest first: one each workday."""
    days = [TODAY - timedelta(days=n) for n in range(1, 600) if (TODAY - timedelta(days=n)).weekday() < 5]
    return [_hour(store, day) for day in reversed(days[: book.calls // CALLS_IN_AN_HOUR])]


def _hour(store: SqliteStore, day: date) -> FocusSession:
    begins_at = datetime.combine(day, START.time(), START.tzinfo)
    ends_at = begins_at + timedelta(hours=1)
    session = FocusSession(
        started_at=begins_at,
        zone=ZONE,
        utc_offset_min=-360,
        local_on=day,
        planned_s=3600,
        focus_s=3500.0,
        ends_at=ends_at,
        heartbeat_at=ends_at,
        finished_at=ends_at,
        end_reason="time",
        goals=Goals(15, 4, 2, 2),
        day_calls=15,
        debriefed_at=ends_at,
    )
    return store.sessions.add(session)


def _calls(book: Book, hours: list[FocusSession], chance: random.Random) -> Iterator[Call]:
    outcomes = (Outcome.NO_ANSWER, Outcome.NO_ANSWER, Outcome.LEFT_VOICEMAIL, Outcome.CONNECTED, Outcome.SOMEONE_ELSE)
    for number in range(book.calls):
        hour = hours[number * len(hours) // book.calls]
        outcome = outcomes[number % len(outcomes)]
        ended_at = hour.started_at + timedelta(seconds=number % 3600)
        yield Call(
            lead_id=chance.randint(1, book.leads),
            session_id=hour.id,
            e164="",
            outcome=outcome,
            asks=number % 2,
            note=NOTE if outcome is Outcome.CONNECTED else "",
            started_at=ended_at - timedelta(seconds=40),
            ended_at=ended_at,
            talk_s=120 if outcome is Outcome.CONNECTED else 0,
            local_on=hour.local_on,
        )


def _in_parts(rows: list[T]) -> Iterator[list[T]]:
    return (rows[at : at + AT_ONCE] for at in range(0, len(rows), AT_ONCE))
