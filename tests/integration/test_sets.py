"""The breaths between the sets, on the real store: kept like a pause, counted as none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lch_desktop.domain.errors import RuleError
from lch_desktop.domain.session import Goals
from lch_desktop.services.bundle import Services
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.services.sets import Sets
from tests.fakes import FakeClock
from tests.integration.wired import close_all, wired

PLAN = PlannedHour(45, Goals(calls=9))
SET_S = 15 * 60


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = wired(data_dir, clock)
    made.rep.save(replace(made.rep.settings, sets=3))
    made.hour.start(PLAN, 9)
    yield made
    close_all()


def sets_of(services: Services) -> Sets:
    sets = Sets(services.store, services.rep, services.hour)
    sets.begin()
    return sets


def run(services: Services, clock: FakeClock, seconds: int) -> None:
    for _ in range(seconds // 5):
        clock.advance(5)
        services.hour.tick()


def kinds(services: Services) -> list[tuple[str, str, bool]]:
    session = services.store.sessions.last()
    assert session is not None
    found = services.store.sessions.interruptions(session.id)
    return [(one.kind, one.reason, one.ended_at is not None) for one in found]


def test_each_set_but_the_last_is_followed_by_one_breath(services: Services, clock: FakeClock) -> None:
    sets, due = sets_of(services), []
    for _ in range(2):
        assert sets.due == 0
        run(services, clock, SET_S)
        due.append(sets.due)
        sets.breathe(0)
        assert sets.due == 0
        run(services, clock, 300)
        sets.go_on()
    run(services, clock, SET_S - 30)
    assert (due, sets.due) == ([1, 2], 0)
    timer = services.hour.tick()
    assert timer.session.paused_s == pytest.approx(600)
    assert timer.left_s == pytest.approx(30)
    assert kinds(services) == [("set", "1", True), ("set", "2", True)]


def test_a_call_over_two_ends_of_sets_is_followed_by_one_breath(services: Services, clock: FakeClock) -> None:
    sets = sets_of(services)
    run(services, clock, 2 * SET_S + 60)
    assert sets.due == 2
    sets.breathe(0)
    sets.go_on()
    assert sets.due == 0


@pytest.mark.parametrize("dead_s", [2, 600])
def test_a_kill_in_the_breath_comes_back_to_it(
    services: Services, data_dir: Path, clock: FakeClock, dead_s: float
) -> None:
    run(services, clock, SET_S)
    sets_of(services).breathe(7)
    left_s = services.hour.tick().left_s
    services.store.close()
    clock.advance(dead_s)
    again = wired(data_dir, clock)
    assert again.hour.restore() is not None
    sets = sets_of(again)
    assert (sets.breathing, sets.due) == (1, 0)
    sets.go_on()
    assert again.hour.tick().left_s == pytest.approx(left_s)
    assert kinds(again) == [("set", "1", True)]
    assert sets_of(again).breathing == 0


def test_a_kill_after_the_breath_does_not_bring_it_again(services: Services, data_dir: Path, clock: FakeClock) -> None:
    run(services, clock, SET_S)
    sets = sets_of(services)
    sets.breathe(0)
    sets.go_on()
    services.store.close()
    again = wired(data_dir, clock)
    assert again.hour.restore() is not None
    assert sets_of(again).due == 0


def test_the_hour_may_end_in_a_breath(services: Services, clock: FakeClock) -> None:
    run(services, clock, SET_S)
    sets_of(services).breathe(0)
    services.hour.finish("meeting")
    assert kinds(services) == [("set", "", True)]
    with pytest.raises(RuleError):
        services.hour.tick()


def test_a_pause_of_the_reps_own_is_no_breath(services: Services, clock: FakeClock) -> None:
    run(services, clock, SET_S)
    services.hour.pause(0)
    sets = sets_of(services)
    assert (sets.breathing, sets.due) == (0, 1)


def test_fewer_sets_in_the_middle_of_the_hour_bring_none(services: Services, clock: FakeClock) -> None:
    sets = sets_of(services)
    run(services, clock, SET_S)
    services.rep.save(replace(services.rep.settings, sets=1))
    assert sets.due == 0
