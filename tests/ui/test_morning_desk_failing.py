"""The desk where something fails: nothing is said twice for it, the page comes all the same, and the looks go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from pytestqt.qtbot import QtBot

from lch_desktop.domain.errors import LchError, StoreError
from lch_desktop.domain.ports import Store
from lch_desktop.services.bundle import Services
from lch_desktop.ui.context import UiContext
from tests.fakes import FakeClock
from tests.ui.pages_kit import add_all, make_services, person
from tests.ui.test_morning_desk import MIN, PLANNED, Morning

T = TypeVar("T")


class DeafTasks:
    """A worker that is busy for ever."""

    def run(
        self, work: Callable[[Store], T], done: Callable[[T], None], failed: Callable[[LchError], None] | None = None
    ) -> None: ...


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(PLANNED - timedelta(hours=1))


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    made.morning.begin()
    add_all(made, [person("Dana Ruiz", "5125550143"), person("Ann Lee", "5125550146")])
    yield made
    made.store.close()


@pytest.fixture
def morning(qtbot: QtBot, context: UiContext, clock: FakeClock) -> Morning:
    made = Morning(context, clock)
    made.desk.look()
    return made


@pytest.fixture
def full_disk(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise StoreError("disk-full", path="lch.db")

    monkeypatch.setattr(services.store.mornings, "save", refuse)


def each_minute(morning: Morning, minutes: int) -> None:
    for _ in range(minutes):
        morning.at(morning.clock.now() + MIN)


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_brings_no_stream_of_notices_and_the_page_all_the_same(morning: Morning) -> None:
    morning.at(PLANNED - 10 * MIN)
    each_minute(morning, 9)
    assert morning.titles == ["Lead Conversion Hour in 10 minutes"]
    morning.run_to(PLANNED + 10 * MIN)
    assert morning.asked.count("ready_requested") == 1
    morning.desk.opened()
    each_minute(morning, 200)
    assert morning.asked.count("ready_requested") == 1
    assert morning.titles[1:] in ([], ["Your hour was planned for 8:00"])
    assert set(morning.failed) == {"disk-full"}


def test_a_fault_that_nobody_thought_of_does_not_end_the_looks(
    morning: Morning, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down() -> None:
        raise OSError("a fault of our own")

    monkeypatch.setattr(services.morning, "decide", break_down)
    before = len(morning.looks)
    with pytest.raises(OSError, match="of our own"):
        morning.at(PLANNED - 5 * MIN)
    assert morning.looks[before:] == [morning.clock.now() + MIN]


def test_a_worker_that_is_busy_does_not_open_the_page_into_a_call(
    qtbot: QtBot, services: Services, clock: FakeClock, context: UiContext
) -> None:
    object.__setattr__(context, "tasks", DeafTasks())
    morning = Morning(context, clock)
    morning.presence.what = "camera"
    morning.at(PLANNED)
    for _ in range(10):
        morning.at(clock.now() + timedelta(seconds=2))
    assert "ready_requested" not in morning.asked
    assert morning.titles[-1] == "It is 8:00: your Lead Conversion Hour"
