"""The short hour on a real store: what a week of hours offers on the Monday after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.offers import offer
from lch_desktop.domain.session import FocusSession
from lch_desktop.domain.short_hour import Growth
from lch_desktop.services.bundle import Services
from tests.fakes import FakeClock
from tests.integration.wired import close_all, wired

MONDAY = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)  # 6:00 in Chicago
DAY_S = 86_400


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(MONDAY)


@pytest.fixture
def services(tmp_path: Path, clock: FakeClock) -> Iterator[Services]:
    made = wired(tmp_path, clock)
    made.check.accept(offer("short"))
    yield made
    close_all()


def hours(services: Services, *days: int) -> None:
    """A short hour on each of `days` after the first Monday."""
    for day in days:
        at = MONDAY + timedelta(days=day, hours=2)
        services.store.sessions.add(
            FocusSession(
                started_at=at, zone="America/Chicago", utc_offset_min=-360, local_on=at.date(), planned_s=900,
                focus_s=900.0, ends_at=at + timedelta(minutes=15), heartbeat_at=at, queue_emptied=True,
                finished_at=at + timedelta(minutes=15), end_reason="dry",
            )
        )  # fmt: skip


def offered(services: Services) -> Growth | None:
    return services.short_hour.offered(services.habit.state())


def test_a_kept_week_offers_five_minutes_on_monday(services: Services, clock: FakeClock) -> None:
    hours(services, 0, 1, 2, 3, 4)
    assert offered(services) is None, "the week is not over"
    clock.advance(7 * DAY_S)
    assert offered(services) == Growth(15, 20)
    take_back = services.short_hour.grow()
    assert take_back is not None
    assert (services.rep.settings.minutes, services.rep.settings.calls) == (20, 4)
    assert services.planning.proposal().minutes == 20
    assert offered(services) is None
    assert services.short_hour.grow() is None, "once a week"
    assert take_back()
    assert services.rep.settings.minutes == 15
    assert offered(services) == Growth(15, 20)


@pytest.mark.parametrize("days", [(0, 1, 2, 3), (0, 1, 3, 4), ()])
def test_a_week_with_a_hole_offers_nothing(services: Services, clock: FakeClock, days: tuple[int, ...]) -> None:
    hours(services, *days)
    clock.advance(7 * DAY_S)
    assert offered(services) is None


def test_a_sick_day_breaks_no_week_and_a_week_off_offers_nothing(services: Services, clock: FakeClock) -> None:
    hours(services, 0, 1, 2, 3)
    clock.advance(7 * DAY_S)
    services.morning.set_sick((MONDAY + timedelta(days=4)).date(), True)
    assert offered(services) == Growth(15, 20)
    clock.advance(7 * DAY_S)
    off = tuple((MONDAY + timedelta(days=7 + each)).date().isoformat() for each in range(5))
    services.rep.save(replace(services.rep.settings, days_off=off))
    assert offered(services) is None


def test_staying_and_the_first_hour_of_the_week_end_the_question(services: Services, clock: FakeClock) -> None:
    hours(services, 0, 1, 2, 3, 4)
    clock.advance(7 * DAY_S)
    take_back = services.short_hour.stay()
    assert offered(services) is None
    assert take_back is not None
    take_back()
    assert offered(services) is not None
    hours(services, 7)
    clock.advance(DAY_S)
    assert offered(services) is None


def test_growing_is_switched_off_and_on(services: Services) -> None:
    assert services.short_hour.grows is True
    services.short_hour.switch(on=False)
    assert (services.short_hour.grows, services.rep.settings.growing_since) == (False, "")
    services.short_hour.switch(on=True)
    assert services.rep.settings.growing_since == "2026-11-16"
    services.short_hour.switch(on=False)
    services.rep.save(replace(services.rep.settings, minutes=60))
    assert services.short_hour.grows is None, "a full hour has nothing to grow"
