"""A plan that changes, days that are missed, and clocks that were ahead, on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.errors import InputError, RuleError
from lch_desktop.domain.morning import Step
from lch_desktop.domain.streak import Mark
from tests.fakes import FakeClock
from tests.integration.morning_kit import MONDAY, SATURDAY, Office, at
from tests.integration.wired import close_all, wired


@pytest.fixture
def office(data_dir: Path) -> Iterator[Office]:
    yield Office(data_dir)
    close_all()


# The plan changes


@pytest.mark.parametrize(
    ("now", "change", "step"),
    [
        pytest.param("8:30", {"start": "08:15"}, Step.WAIT, id="moved to a minute that is past"),
        pytest.param("8:30", {"start": "07:00"}, Step.WAIT, id="moved further back"),
        pytest.param("8:30", {"start": "08:35"}, Step.NOTICE, id="moved to a minute to come"),
        pytest.param("8:30", {"start": "08:30"}, Step.READY, id="moved to this minute"),
        pytest.param("8:10", {"starts": ((4, "09:00", 60),)}, Step.READY, id="another day: today's is left alone"),
        pytest.param("8:30", {"minutes": 30}, Step.OFFER, id="shorter: today's is left alone"),
        pytest.param("9:00", {"days_off": ("2026-11-27",)}, Step.OFFER, id="a day off later"),
        pytest.param("8:10", {"days_off": ("2026-11-23",)}, Step.WAIT, id="today off"),
        pytest.param("7:30", {"start": "07:45"}, Step.WAIT, id="earlier, still to come"),
        pytest.param("7:30", {"work_week": ()}, Step.WAIT, id="no day at all"),
    ],
)
@pytest.mark.parametrize("known", [True, False])
def test_a_plan_that_changes_in_the_morning(
    office: Office, now: str, change: dict[str, object], step: Step, known: bool
) -> None:
    office.go(now)
    if office.step() is Step.OFFER:
        office.services.morning.offered()
    elif office.step() is Step.READY:
        office.services.morning.told()
    before = office.choose(**change)
    office.services.morning.plan_changed(before if known else None)
    found = office.step()
    assert found is (Step.WAIT if step is Step.OFFER else step)
    assert office.services.morning.decide().is_late is (step is Step.OFFER)  # offered already, and still on offer


def test_a_day_that_was_never_planned_is_not_missed(office: Office) -> None:
    office.go("10:00", SATURDAY + timedelta(days=1))
    before = office.choose(work_week=(0, 1, 2, 3, 4, 5))
    office.services.morning.plan_changed(before)
    assert office.services.morning.missed_untold() is None


def test_a_plan_that_changes_after_the_morning_leaves_it_missed(office: Office) -> None:
    office.go("14:00")
    office.choose(minutes=30)
    office.services.morning.plan_changed()
    office.go("7:00", MONDAY + timedelta(days=1))
    assert office.services.morning.missed_untold() == MONDAY


def test_a_plan_put_back_in_the_same_minute_still_comes(office: Office) -> None:
    office.go("7:40")
    for start in ("09:00", "08:00"):
        office.services.morning.plan_changed(office.choose(start=start))
    office.go("7:50")
    assert office.step() is Step.NOTICE


def test_a_moved_hour_is_noticed_anew_and_a_page_that_was_there_is_not(office: Office) -> None:
    morning = office.services.morning
    office.go("7:50")
    morning.noticed()
    morning.plan_changed(office.choose(start="09:00"))
    office.go("8:50")
    assert office.step() is Step.NOTICE
    office.go("9:00")
    morning.starting()
    morning.opened()
    morning.plan_changed(office.choose(start="10:00"))
    office.go("10:00")
    assert office.step() is Step.WAIT


def test_no_day_and_every_day_off(office: Office) -> None:
    office.choose(work_week=())
    office.go("8:00")
    assert office.step() is Step.WAIT
    assert office.services.morning.decide().look_at is None
    assert office.services.morning.missed_untold() is None
    with pytest.raises(RuleError):
        office.services.morning.skip("other")


def test_a_zone_that_does_not_exist_is_said(office: Office) -> None:
    office.choose(zone="Europe/Atlantis")
    with pytest.raises(InputError, match="unknown-zone"):
        office.services.morning.decide()


def test_the_first_start_of_the_program_plans_nothing_back(data_dir: Path) -> None:
    clock = FakeClock(at("8:10"))
    services = wired(data_dir, clock)
    services.morning.begin()
    assert services.morning.decide().step is Step.WAIT
    clock.advance(60)
    services.morning.begin()
    assert services.rep.settings.planned_since == int(at("8:10").timestamp() * 1000)
    clock.jump(24 * 3600)
    assert services.morning.missed_untold() is None
    close_all()


# Missed


def test_a_missed_day_is_told_once_and_a_day_with_an_hour_never(office: Office) -> None:
    tuesday = MONDAY + timedelta(days=1)
    office.go("8:05")
    office.services.morning.starting()
    office.services.morning.opened()
    office.go("7:00", tuesday)
    assert office.services.morning.missed_untold() == MONDAY
    office.services.morning.tell_missed(MONDAY)
    assert office.another().morning.missed_untold() is None
    assert office.kept().opened_at is not None
    office.go("8:05", tuesday)
    office.start_hour()
    office.services.hour.finish("time")
    office.go("7:00", tuesday + timedelta(days=1))
    assert office.services.morning.missed_untold() is None


def test_a_day_is_not_missed_while_its_hour_is_offered(office: Office) -> None:
    office.choose(start="23:50", rollover_h=0)
    tuesday = MONDAY + timedelta(days=1)
    office.go("0:30", tuesday)
    assert office.services.rep.today() == tuesday
    assert office.services.morning.missed_untold() is None
    office.go("1:50", tuesday)
    assert office.services.morning.missed_untold() == MONDAY


def test_a_day_is_missed_by_the_habit_as_well(office: Office) -> None:
    office.go("8:05")
    office.start_hour()
    office.services.hour.finish("time")
    wednesday = MONDAY + timedelta(days=2)
    office.go("7:00", wednesday)
    missed = office.services.morning.missed_untold()
    assert missed == MONDAY + timedelta(days=1)
    folded = office.services.habit.state().day(missed)
    assert folded is not None
    assert folded.mark is Mark.MISSED


# A clock that was ahead


def test_what_was_opened_on_a_day_to_come_is_doubted(office: Office) -> None:
    tuesday = MONDAY + timedelta(days=1)
    office.go("8:00", tuesday)
    office.services.morning.starting()
    office.services.morning.opened()
    office.go("9:00")
    office.services.morning.begin()
    assert office.kept(tuesday).doubted_at == at("9:00")
    office.go("7:50", tuesday)
    assert office.step() is Step.NOTICE
    office.services.morning.noticed()
    office.go("8:00", tuesday)
    assert office.services.morning.starting()
    office.services.morning.opened()
    assert office.step() is Step.WAIT


def test_a_clock_that_was_behind_doubts_in_vain(office: Office) -> None:
    office.go("8:00")
    office.services.morning.starting()
    office.services.morning.opened()
    office.go("8:00", MONDAY - timedelta(days=1000))
    office.services.morning.begin()
    office.go("8:04")
    assert office.step() is Step.WAIT
    assert not office.services.morning.starting()
