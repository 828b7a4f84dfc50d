"""The services in one folder at an instant that is set, for the tests of the mornings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from lch_desktop.domain.morning import MorningDay, Step
from lch_desktop.domain.recurrence import WeekPlan
from lch_desktop.domain.session import Goals
from lch_desktop.services.bundle import Services
from lch_desktop.services.run_session import PlannedHour
from tests.fakes import FakeClock
from tests.integration.wired import ZONE, wired

CHICAGO = ZoneInfo(ZONE)
MONDAY = date(2026, 11, 23)
SATURDAY = MONDAY + timedelta(days=5)


def at(clock: str, on: date = MONDAY) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime.combine(on, time(hour, minute), CHICAGO).astimezone(UTC)


class Office:
    """The services at an instant that is set, as two programs may have them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = FakeClock(at("7:00"))
        self.services = self.another()
        self.services.morning.begin()

    def another(self) -> Services:
        """The same folder, opened by another process."""
        return wired(self.folder, self.clock)

    def go(self, clock: str, on: date = MONDAY) -> None:
        self.clock.jump((at(clock, on) - self.clock.now()).total_seconds())

    def step(self) -> Step:
        return self.services.morning.decide().step

    def choose(self, **more: object) -> WeekPlan:
        """Change the plan in the settings; returns the one before."""
        before = self.services.planning.week_plan()
        rep = self.services.rep
        rep.save(replace(rep.settings, **more))  # type: ignore[arg-type]
        return before

    def start_hour(self) -> None:
        self.services.hour.start(PlannedHour(60, Goals(5, 2, 1, 1)), 5)

    def kept(self, on: date = MONDAY) -> MorningDay:
        found = self.services.store.mornings.get(on)
        assert found is not None
        return found
