"""`lch schedule` while no window is open: the system's entry follows the plan all the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from lch_desktop import app
from lch_desktop.app import build_services
from lch_desktop.domain.errors import PlatformError
from lch_desktop.domain.recurrence import WeekPlan
from lch_desktop.services.there import Entry, Found, NoEntry
from tests.fakes import FakeClock
from tests.integration.cli_runner import CHICAGO, Lch


class Starter(NoEntry):
    """An entry of ours that remembers the plans it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.plans: list[WeekPlan] = []
        self.refuses = False

    def entry(self) -> Entry:
        return Entry(Found.HERE)

    def write(self, plan: WeekPlan, now: datetime) -> bool:
        if self.refuses:
            raise PlatformError("start-not-written", why="no bus")
        self.plans.append(plan)
        return True


@pytest.fixture
def starter(monkeypatch: pytest.MonkeyPatch) -> Starter:
    made = Starter()
    monkeypatch.setattr(app, "make_entries", lambda *_: (NoEntry(), made))
    return made


@pytest.fixture
def lch(data_dir: Path, capsys: pytest.CaptureFixture[str], clock: FakeClock, starter: Starter) -> Lch:
    services = build_services(data_dir, clock, CHICAGO)
    services.rep.save(replace(services.rep.settings, os_starter=True))
    services.store.close()
    return Lch(data_dir, capsys)


def test_the_entry_follows(lch: Lch, starter: Starter) -> None:
    lch.text("schedule", "--at", "07:15")
    assert [plan.starts[0].at.isoformat() for plan in starter.plans] == ["07:15:00"]
    lch.text("schedule")
    assert len(starter.plans) == 1


def test_a_system_that_refuses_does_not_stop_the_plan(lch: Lch, starter: Starter) -> None:
    starter.refuses = True
    assert lch.json("schedule", "--at", "07:15")["at"] == "07:15"


def test_nothing_is_written_for_a_rep_who_did_not_ask(
    data_dir: Path, capsys: pytest.CaptureFixture[str], starter: Starter
) -> None:
    Lch(data_dir, capsys).text("schedule", "--at", "07:15")
    assert starter.plans == []
