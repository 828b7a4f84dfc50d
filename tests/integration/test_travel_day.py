"""A flight over the date line on a real store: the date that went by is offered once, and asks for nothing then."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lch_desktop.cli.review import week_json
from lch_desktop.domain.session import Goals
from lch_desktop.domain.streak import Mark
from lch_desktop.exchange.lazy import FileInward
from lch_desktop.exchange.outward import FileOutward
from lch_desktop.platforms.dialer import NullDialer
from lch_desktop.services.bundle import Services
from lch_desktop.services.rep import Rep
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.services.schedule import ZoneQuestion
from lch_desktop.ui.review.charts import mark_words
from tests.fakes import FakeClock
from tests.integration.wired import ZONE, close_all, wired
from tests.ui.review_kit import work

SYDNEY = "Australia/Sydney"
MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))
LEFT = datetime(2026, 11, 24, 4, tzinfo=UTC)  # Monday 22:00 in Chicago
LANDED = datetime(2026, 11, 24, 21, tzinfo=UTC)  # Wednesday 8:00 in Sydney, Tuesday 15:00 in Chicago


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(LEFT)


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    """In Chicago on Monday evening, with an hour behind."""
    made = wired(data_dir, clock)
    made.rep.save(replace(made.rep.settings, planned_since=1))
    made.schedule.settle_zone()
    work(made, MONDAY)
    yield made
    close_all()


def land(services: Services, clock: FakeClock, zone: str = SYDNEY) -> None:
    services.rep.move_to(ZONE)
    clock.jump((LANDED - clock.now()).total_seconds())
    services.rep.move_to(zone)


def test_the_date_that_went_by_is_offered_once_the_plan_follows(services: Services, clock: FakeClock) -> None:
    land(services, clock)
    assert services.schedule.zone_question() == ZoneQuestion(ZONE, SYDNEY)
    assert services.schedule.travel.offered() is None  # one question after the other
    services.schedule.answer_zone(follow=True)
    assert (services.rep.today(), services.schedule.travel.offered()) == (WEDNESDAY, TUESDAY)
    assert services.morning.missed_untold() == TUESDAY
    assert services.habit.state().day(TUESDAY).mark is Mark.SPARED  # type: ignore[union-attr]
    services.schedule.travel.answer(is_one=True)
    assert services.schedule.travel.offered() is None
    assert services.morning.missed_untold() is None
    state = services.habit.state()
    assert (state.day(TUESDAY).mark, state.streak, state.spare_days) == (Mark.EXCUSED, 1, 1)  # type: ignore[union-attr]


def test_it_is_called_a_travel_day_wherever_the_week_is_told(services: Services, clock: FakeClock) -> None:
    land(services, clock)
    services.schedule.answer_zone(follow=True)
    services.schedule.travel.answer(is_one=True)
    week = services.review.week()
    assert mark_words(week.days[1]) == "travel day"
    assert json.loads(json.dumps(week_json(week)))["days"][1] == {
        "date": "2026-11-24", "result": "excused", "value": None,
    }  # fmt: skip
    assert services.store.mornings.travelled() == services.store.mornings.excused() == {TUESDAY}
    assert (TUESDAY, True) in services.schedule.sick_days()


def test_taken_back_it_is_offered_again_and_only_where_it_is_still_one(services: Services, clock: FakeClock) -> None:
    land(services, clock)
    travel = services.schedule.travel
    services.schedule.answer_zone(follow=True)
    travel.answer(is_one=True)
    assert travel.take_back(TUESDAY)
    assert travel.offered() == TUESDAY
    assert services.habit.state().day(TUESDAY).mark is Mark.SPARED  # type: ignore[union-attr]
    assert not travel.take_back(TUESDAY)
    services.schedule.set_sick(TUESDAY, True)  # sick it was: that asks for nothing either
    assert travel.offered() is None
    assert services.store.mornings.travelled() == frozenset()


def test_a_no_is_a_no(services: Services, clock: FakeClock) -> None:
    land(services, clock)
    services.schedule.answer_zone(follow=True)
    services.schedule.travel.answer(is_one=False)
    assert services.schedule.travel.offered() is None
    assert services.store.mornings.excused() == frozenset()


def test_the_plan_that_stays_at_home_has_no_travel_day(services: Services, clock: FakeClock) -> None:
    land(services, clock)
    services.schedule.answer_zone(follow=False)
    assert services.rep.today() == TUESDAY
    assert services.schedule.travel.offered() is None


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Los_Angeles", "Asia/Tokyo"])
def test_no_other_journey_asks(services: Services, clock: FakeClock, zone: str) -> None:
    """To Tokyo it is Wednesday morning too; only there Tuesday went by."""
    land(services, clock, zone)
    services.schedule.answer_zone(follow=True)
    assert services.schedule.travel.offered() == (TUESDAY if zone == "Asia/Tokyo" else None)


@pytest.mark.parametrize("days_later", [0, 1, 3])
def test_a_late_answer_asks_about_the_day_of_the_flight(services: Services, clock: FakeClock, days_later: int) -> None:
    """Since the computer was seen in Sydney its days are those of the rep."""
    land(services, clock)
    for _ in range(days_later):
        clock.jump(86_400)
        services.rep.move_to(SYDNEY)
    services.schedule.answer_zone(follow=True)
    assert services.schedule.travel.offered() == TUESDAY


def test_a_late_answer_after_a_flight_on_a_day_off_asks_nothing(services: Services, clock: FakeClock) -> None:
    services.rep.save(replace(services.rep.settings, days_off=(TUESDAY.isoformat(),)))
    land(services, clock)
    clock.jump(86_400)
    services.schedule.answer_zone(follow=True)
    assert services.schedule.travel.offered() is None


def test_a_plan_that_was_fixed_loses_the_date_at_the_answer(services: Services, clock: FakeClock) -> None:
    """Until then the rep's days were those of Chicago, in Sydney too."""
    services.rep.save(replace(services.rep.settings, zone=ZONE))
    land(services, clock)
    clock.jump(3 * 86_400)
    assert services.rep.today() == date(2026, 11, 27)
    services.schedule.answer_zone(follow=True)
    assert (services.rep.today(), services.schedule.travel.offered()) == (date(2026, 11, 28), date(2026, 11, 27))


def test_after_a_restart_the_first_hour_there_tells_when_it_was(
    services: Services, clock: FakeClock, data_dir: Path
) -> None:
    land(services, clock)
    begun = services.hour.start(PlannedHour(15, Goals(calls=3)), callable_leads=9)
    assert (begun.zone, begun.local_on) == (SYDNEY, WEDNESDAY)
    services.hour.finish("rep")
    clock.jump(3 * 86_400)
    anew = Services(services.store, Rep(services.store, clock, SYDNEY), FileInward(), NullDialer(), str, FileOutward())
    anew.schedule.answer_zone(follow=True)
    assert anew.schedule.travel.offered() == TUESDAY


def test_a_second_flight_leaves_the_question_open(services: Services, clock: FakeClock) -> None:
    land(services, clock, "Asia/Tokyo")
    services.schedule.answer_zone(follow=True)
    clock.jump(36_000)
    services.rep.move_to("Asia/Tokyo")
    services.rep.move_to(SYDNEY)
    services.schedule.answer_zone(follow=True)
    assert services.schedule.travel.offered() == TUESDAY


def test_days_between_two_flights_were_lived(services: Services, clock: FakeClock) -> None:
    """Nobody answered in Tokyo, where Wednesday to Friday were spent."""
    land(services, clock, "Asia/Tokyo")
    clock.jump(3 * 86_400)
    services.rep.move_to("Asia/Tokyo")
    services.rep.move_to(SYDNEY)
    services.schedule.answer_zone(follow=True)
    assert services.schedule.travel.offered() == TUESDAY


@pytest.mark.parametrize("sick", [True, False])
def test_a_travel_day_is_unticked_under_settings(services: Services, clock: FakeClock, sick: bool) -> None:
    land(services, clock)
    services.schedule.answer_zone(follow=True)
    services.schedule.travel.answer(is_one=True)
    services.schedule.set_sick(TUESDAY, sick)
    assert services.store.mornings.travelled() == frozenset()
    assert dict(services.schedule.sick_days())[TUESDAY] is sick


def test_what_is_no_travel_day_any_more_stays_sick(services: Services, clock: FakeClock) -> None:
    land(services, clock)
    services.schedule.set_sick(TUESDAY, True)
    services.schedule.travel.mark(TUESDAY, False)
    assert services.store.mornings.excused() == {TUESDAY}


def test_an_hour_that_is_added_afterwards_ends_the_question(services: Services, clock: FakeClock) -> None:
    land(services, clock)
    services.schedule.answer_zone(follow=True)
    work(services, TUESDAY)
    assert services.schedule.travel.offered() is None
    services.schedule.travel.answer(is_one=True)
    assert services.store.mornings.excused() == frozenset()


def test_after_a_week_nobody_asks_any_more(services: Services, clock: FakeClock) -> None:
    land(services, clock)
    services.schedule.answer_zone(follow=True)
    clock.jump(8 * 86_400)
    assert services.schedule.travel.offered() is None
