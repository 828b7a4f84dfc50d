"""A rep's computer with a fake clock: slept, switched off, crashed, set and flown, and what the rep sees of it.

The desk here does what the window's does: it looks when it was told to, after every sleep and after every press, and
does the one step it is given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from lch_desktop.domain.errors import RuleError
from lch_desktop.domain.morning import MorningDay, Step
from lch_desktop.domain.ports import Store
from lch_desktop.domain.session import FocusSession
from lch_desktop.domain.settings import Settings
from lch_desktop.services.morning import SICK, Morning
from lch_desktop.services.planning import Planning
from lch_desktop.services.rep import Rep
from tests.fakes import FakeClock

CHICAGO = "America/Chicago"
MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)
NOTICE, READY, OFFER, HELD = "notice", "ready", "offer", "held"


def at(clock: str, on: date = MONDAY, zone: str = CHICAGO) -> datetime:
    """The instant of "8:00" on a wall clock."""
    hour, minute = map(int, clock.split(":"))
    return datetime.combine(on, time(hour, minute), ZoneInfo(zone)).astimezone(UTC)


T = at("8:00")


class MemoryStore:
    """As much of a store as the morning reads; it outlives the programs that use it."""

    def __init__(self) -> None:
        self.mornings = self.sessions = self.settings = self
        self.days: dict[date, MorningDay] = {}
        self.hours: list[FocusSession] = []
        self.chosen = Settings()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        yield

    def load(self) -> Settings:
        return self.chosen

    def save(self, value: Settings | MorningDay) -> None:
        if isinstance(value, Settings):
            self.chosen = value
        else:
            self.days[value.on] = value

    def get(self, on: date) -> MorningDay | None:
        return self.days.get(on)

    def doubt_after(self, today: date, now: datetime) -> None:
        for on, day in self.days.items():
            if on > today and day.start_at > now and day.opened_at is not None and day.opened_at > now:
                self.days[on] = replace(day, doubted_at=now)

    def since(self, day: date) -> list[FocusSession]:
        return [hour for hour in self.hours if hour.local_on >= day]

    def running(self) -> FocusSession | None:
        return next((hour for hour in self.hours if hour.running), None)


@dataclass
class World:
    """A rep's computer, switched on and off, with the program on it. `seen`: what came, for which date, and when."""

    starts_at: datetime = T - timedelta(minutes=30)
    start: str = "08:00"
    zone: str = CHICAGO  # the computer's
    store: MemoryStore = field(default_factory=MemoryStore)
    seen: list[tuple[str, date, datetime]] = field(default_factory=list)
    is_true: bool = True  # the clock
    dreamt: list[tuple[str, date, datetime]] = field(default_factory=list)  # seen while the clock was wrong
    in_a_call: bool = False
    dies_opening: bool = False
    is_on: bool = False
    look_at: datetime | None = None

    def __post_init__(self) -> None:
        self.clock = FakeClock(self.starts_at)
        long_ago = int((self.starts_at - timedelta(hours=1)).timestamp() * 1000)
        self.store.chosen = Settings(start=self.start, planned_since=long_ago, seen_zone=self.zone)
        self.boot()

    @property
    def now(self) -> datetime:
        return self.clock.now()

    # the computer

    def boot(self) -> None:
        """Start the program."""
        self.rep = Rep(cast("Store", self.store), self.clock, self.zone)
        self.morning = Morning(cast("Store", self.store), self.rep, Planning(cast("Store", self.store), self.rep))
        self.is_on = True
        self.wake()

    def wake(self) -> None:
        """What the scheduler does after a gap."""
        if self.is_on:
            self.morning.begin()
            self.look()

    def wait(self, minutes: float) -> None:
        """Let time pass, awake where the program runs."""
        end = self.now + timedelta(minutes=minutes)
        while self.now < end:
            is_due = self.is_on and self.look_at is not None and self.look_at <= end
            until = max(self.look_at, self.now) if is_due and self.look_at is not None else end
            self.clock.advance((until - self.now).total_seconds())
            if is_due:
                self.look()

    def wait_until(self, clock: str, on: date = MONDAY) -> None:
        """As `wait`, until the wall clock of Chicago."""
        self.wait((at(clock, on) - self.now).total_seconds() / 60)

    def sleep(self, minutes: float) -> None:
        """Close the lid, and open it again."""
        self.clock.advance(minutes * 60)
        self.wake()

    def off(self, minutes: float) -> None:
        """End the program, or die, and start it again."""
        self.is_on = False
        self.clock.advance(minutes * 60)
        self.boot()

    def set_clock(self, minutes: float) -> None:
        """Set the wall clock on, or back."""
        self.clock.jump(minutes * 60)
        self.is_true = not self.is_true
        self.wake()

    def fly(self, zone: str) -> None:
        """Land elsewhere and say yes to the one question."""
        self.zone = zone
        self.off(0)
        self.rep.save(replace(self.rep.settings, seen_zone=zone))
        self.wake()

    # the rep

    def begin_hour(self) -> None:
        """Press Start, wherever."""
        now = self.now
        self.store.hours.append(
            FocusSession(
                started_at=now, zone=self.zone, utc_offset_min=0, local_on=self.rep.today(), planned_s=3600,
                ends_at=now + timedelta(hours=1), heartbeat_at=now, finished_at=now + timedelta(hours=1),
            )
        )  # fmt: skip
        self.wake()

    def delay(self) -> bool:
        """Press In 5 minutes; whether it was taken."""
        try:
            self.morning.delay()
        except RuleError:
            return False
        self.look()
        return True

    def do(self, name: str, minutes: float) -> bool:
        """One of anything; whether the hour was put off by it."""
        if name == "dies":
            self.dies_opening = True
        elif name == "call":
            self.in_a_call = not self.in_a_call
        elif name in ("skip", "sick"):
            if self.morning.decide().day is not None:
                self.morning.skip("other" if name == "skip" else SICK)
        elif name == "unskip":
            self.morning.unskip()
        elif name == "begin":
            self.begin_hour()
        elif name == "delay":
            return self.delay()
        else:
            getattr(self, name)(minutes)
        self.wake()
        return False

    # the desk

    def look(self) -> None:
        decision = self.morning.decide()
        self.look_at = decision.look_at
        if decision.step is Step.WAIT:
            assert self.look_at is None or self.look_at > self.now
            return
        assert decision.day is not None
        on = decision.day.on
        if decision.step is Step.NOTICE:
            self.morning.noticed()
            self._see(NOTICE, on)
        elif decision.step is Step.OFFER:
            self.morning.offered()
            self._see(OFFER, on)
        elif self.in_a_call:
            if decision.day.told_at is None:
                self.morning.told()
                self._see(HELD, on)
        elif self.morning.starting():
            self._open(on)

    def _open(self, on: date) -> None:
        if self.dies_opening:
            self.dies_opening, self.is_on = False, False
            return
        self.morning.opened()
        self._see(READY, on)

    def _see(self, what: str, on: date) -> None:
        (self.seen if self.is_true else self.dreamt).append((what, on, self.now))
        if what != HELD:
            self.look()

    # what came of it

    def saw(self, what: str, on: date = MONDAY) -> list[datetime]:
        return [when for each, day, when in self.seen if (each, day) == (what, on)]

    def counts(self, on: date = MONDAY) -> dict[str, int]:
        return dict(Counter(each for each, day, _ in self.seen if day == on))


def minutes_after(moment: datetime) -> float:
    return (moment - T).total_seconds() / 60
