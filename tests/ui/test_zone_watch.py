"""A flight: the computer's zone changes while the program waits, and whoever asks hears of it once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lch_desktop.domain.errors import PlatformError
from lch_desktop.services.bundle import Services
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.morning.zone_watch import ZoneWatch
from tests.fakes import FakeClock
from tests.ui.pages_kit import ZONE, make_services


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    yield made
    made.store.close()


def test_another_zone_is_told_once(qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock) -> None:
    zones, plans, changes = [ZONE], list[tuple[str, datetime | None]](), list[int]()
    context.hub.changed.connect(lambda: changes.append(1))
    watch = ZoneWatch(context, lambda: zones[-1], lambda *plan: plans.append(plan))
    watch.look()
    assert changes == []
    assert plans == [("zone", clock.now() + timedelta(minutes=5))]
    zones.append("America/Denver")
    watch.look()
    watch.look()
    assert changes == [1]
    assert services.rep.system_zone == "America/Denver"
    assert services.rep.zone_name == "America/Denver"


@pytest.mark.parametrize("error", [PlatformError("zone-unknown"), LookupError("a bug of ours")])
def test_after_a_failure_it_looks_again(qtbot: QtBot, context: UiContext, services: Services, error: Exception) -> None:
    zones: list[str | Exception] = ["America/Denver", error]

    def read() -> str:
        zone = zones.pop()
        if isinstance(zone, Exception):
            raise zone
        return zone

    watch = ZoneWatch(context, read, lambda *_: None)
    with suppress(LookupError):  # what is not expected is raised, and shown
        watch.look()
    watch.look()
    assert services.rep.zone_name == "America/Denver"
