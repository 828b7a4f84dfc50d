"""The plan of the week on a real store: starts, the picture, days off with their promises, holidays, travel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.days_off import DayRange
from lch_desktop.domain.errors import InputError, LchError
from lch_desktop.domain.holidays import HolidayCountry, Holidays
from lch_desktop.domain.leads import FollowUp
from lch_desktop.domain.morning import Step
from lch_desktop.domain.session import FocusSession
from lch_desktop.domain.streak import Mark
from lch_desktop.services.bundle import Services
from lch_desktop.services.rep import Rep
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.services.schedule import Why, ZoneQuestion
from tests.fakes import FakeClock
from tests.ui.pages_kit import ZONE, add_all, make_services, person

MONDAY = date(2026, 11, 23)  # of the clock: 10:30 in Chicago


class TwoCountries:
    """A book of two: in one of them every first of a month is free, in the other Thanksgiving."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[int, ...]]] = []

    def countries(self) -> tuple[HolidayCountry, ...]:
        return (HolidayCountry("DE", (("BY", "Bayern"),)), HolidayCountry("US"))

    def of(self, country: str, years: Iterable[int]) -> Holidays:
        kept = tuple(years)
        self.asked.append((country, kept))
        if country.startswith("DE"):
            return tuple((date(year, month, 1), "The First") for year in kept for month in range(1, 13))
        if country == "US":
            return tuple((date(year, 11, 26), "Thanksgiving Day") for year in kept)
        raise InputError("unknown-country", text=country)


@pytest.fixture
def book() -> TwoCountries:
    return TwoCountries()


@pytest.fixture
def services(data_dir: Path, clock: FakeClock, book: TwoCountries) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    made._holiday_book = lambda: book
    made.morning.begin()
    yield made
    made.store.close()


def days(first: str, last: str = "") -> DayRange:
    return DayRange(date.fromisoformat(first), date.fromisoformat(last or first))


def chicago(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}-06:00").astimezone(UTC)


def starts(services: Services, count: int = 5) -> list[str]:
    return [start.isoformat(timespec="minutes") for start in services.schedule.next(count)]


# the week


def test_the_plan_is_kept_and_read_again(services: Services) -> None:
    usual = services.schedule.choice().with_usual(at="07:30", minutes=45)
    choice = replace(usual, days=(0, 2)).with_day(2, "09:00", 30)
    services.schedule.keep(choice)
    services.rep.reload()
    assert services.schedule.choice() == choice
    assert starts(services, 3) == ["2026-11-25T09:00-06:00", "2026-11-30T07:30-06:00", "2026-12-02T09:00-06:00"]


def test_what_is_no_plan_leaves_the_plan_as_it_was(services: Services) -> None:
    before = services.rep.settings
    for bad in (
        replace(services.schedule.choice(), days=()),
        replace(services.schedule.choice(), minutes=200),
        replace(services.schedule.choice(), zone="Nowhere/Else"),
        replace(services.schedule.choice(), at="8 o'clock"),
    ):
        with pytest.raises(LchError):
            services.schedule.keep(bad)
    assert services.store.settings.load() == services.rep.settings == before


def test_a_plan_for_earlier_today_starts_nothing_by_itself(services: Services) -> None:
    services.schedule.keep(services.schedule.choice().with_usual(at="10:20"))
    assert services.morning.decide().step is Step.WAIT
    assert starts(services, 1) == ["2026-11-24T10:20-06:00"]


def test_another_zone_moves_the_starts(services: Services) -> None:
    services.schedule.keep(replace(services.schedule.choice(), zone="Europe/Berlin"))
    assert starts(services, 1) == ["2026-11-24T08:00+01:00"]


def kept_days(services: Services, *on: date) -> None:
    """An hour on each of `on`."""
    for day in on:
        at = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=14)
        services.store.sessions.add(
            FocusSession(
                started_at=at, zone=ZONE, utc_offset_min=-360, planned_s=3600, local_on=day, focus_s=3600,
                ends_at=at + timedelta(hours=1), heartbeat_at=at, finished_at=at + timedelta(hours=1),
                queue_emptied=True,
            )
        )  # fmt: skip


def test_another_work_week_leaves_the_past_as_it_was(services: Services) -> None:
    kept_days(services, *(MONDAY - timedelta(days=n) for n in (3, 4, 5, 6, 7)))
    assert services.habit.calendar().free_mark(MONDAY - timedelta(days=2)) is Mark.OFF
    services.schedule.keep(replace(services.schedule.choice(), days=(0, 1, 2, 3, 4, 5)))
    calendar = services.habit.calendar()
    assert calendar.free_mark(MONDAY - timedelta(days=2)) is Mark.OFF  # last Saturday was never asked for
    assert calendar.free_mark(MONDAY + timedelta(days=5)) is None
    services.schedule.keep(replace(services.schedule.choice(), days=(1, 2, 3, 4)))
    calendar = services.habit.calendar()
    assert calendar.free_mark(MONDAY) is None  # it has begun: what was asked for stays so
    assert calendar.free_mark(MONDAY + timedelta(days=7)) is Mark.OFF
    assert calendar.free_mark(MONDAY + timedelta(days=5)) is Mark.OFF


# the picture


def test_the_picture_shows_each_start_or_why_there_is_none(services: Services) -> None:
    schedule = services.schedule
    schedule.set_holidays("US", schedule.look_up("US"))
    schedule.add_days_off(days("2026-12-01"))
    schedule.keep(schedule.choice().with_day(4, "09:00", 45))
    picture = schedule.picture()
    assert [each.on for each in picture] == [MONDAY + timedelta(days=n) for n in range(14)]
    shown = [f"{each.start:%H:%M}/{each.minutes}" if each.start else str(each.why) for each in picture]
    week = ["08:00/60", "08:00/60", "08:00/60", "holiday", "09:00/45", "free", "free"]
    assert shown == [*week, "08:00/60", "off", "08:00/60", "08:00/60", "09:00/45", "free", "free"]
    assert picture[3].name == "Thanksgiving Day"


def test_today_sick_or_skipped_is_shown(services: Services) -> None:
    services.morning.skip("travel")
    assert (services.schedule.today().why, services.schedule.today().name) == (Why.SKIPPED, "travel")
    services.schedule.set_sick(MONDAY, True)
    assert services.schedule.today().why is Why.SICK


# what a start means


def test_what_a_start_means(services: Services) -> None:
    zones = ["America/Chicago"] * 3 + ["America/New_York"] * 5 + ["America/Los_Angeles"] * 4
    leads = [person(f"P {n}", f"512555{n:04d}", zone=zone) for n, zone in enumerate(zones)]
    add_all(services, [*leads, person("Never", "5125559999", do_not_call=True), person("Numberless")])
    choice = services.schedule.choice()
    reach = services.schedule.reach(choice.with_usual(at="07:30"))[0]
    assert (reach.open, reach.total) == (5, 12)  # 8:30 in New York
    assert reach.better_at is not None
    assert (f"{reach.better_at:%H:%M}", reach.better_open) == ("08:00", 8)
    late = services.schedule.reach(choice.with_usual(at="20:10"))[0]
    assert (late.open, late.better_open) == (7, 12)
    assert f"{late.better_at:%H:%M}" == "19:30"
    best = services.schedule.reach(choice.with_usual(at="10:00"))[0]
    assert (best.open, best.better_at) == (12, None)


def test_each_different_start_is_told_once(services: Services) -> None:
    add_all(services, [person("Ada Moss", "5125550101")])
    choice = services.schedule.choice().with_day(2, "09:00", 45).with_day(3, "09:00", 30)
    assert [f"{each.at:%H:%M}" for each in services.schedule.reach(choice)] == ["08:00", "09:00"]


def test_without_leads_a_start_means_nothing(services: Services) -> None:
    assert services.schedule.reach() == ()


# days off


def test_days_off_are_ranges_and_go_again(services: Services) -> None:
    schedule = services.schedule
    schedule.add_days_off(days("2026-11-24", "2026-11-27"))
    schedule.add_days_off(days("2026-12-24"))
    assert schedule.days_off() == (days("2026-11-24", "2026-11-27"), days("2026-12-24"))
    assert starts(services, 1) == ["2026-11-30T08:00-06:00"]
    schedule.remove_days_off(days("2026-11-25", "2026-11-27"))
    assert schedule.days_off() == (days("2026-11-24"), days("2026-12-24"))
    assert starts(services, 1) == ["2026-11-25T08:00-06:00"]


def test_a_day_off_that_has_begun_stays(services: Services, clock: FakeClock) -> None:
    services.schedule.add_days_off(days("2026-11-24", "2026-11-26"))
    clock.advance(2 * 24 * 3600)
    services.schedule.remove_days_off(days("2026-11-24", "2026-11-26"))
    assert services.rep.settings.days_off == ("2026-11-24", "2026-11-25")


@pytest.mark.parametrize(
    "wanted", [days("2026-11-23"), days("2026-12-24", "2026-12-20"), days("2026-12-01", "2028-12-01")]
)
def test_what_may_not_be_off_changes_nothing(services: Services, wanted: DayRange) -> None:
    with pytest.raises(LchError):
        services.schedule.add_days_off(wanted)
    assert services.rep.settings.days_off == ()


def test_a_year_off_is_said_and_not_endless(services: Services) -> None:
    services.schedule.add_days_off(days("2026-11-24", "2027-11-24"))
    services.schedule.add_days_off(days("2027-11-25", "2028-11-24"))
    assert services.schedule.next(3) == ()
    assert all(each.start is None for each in services.schedule.picture()[1:])


def promised(services: Services, *at: str) -> list[int]:
    people = [
        person(f"P {n}", f"512555{n:04d}", follow=FollowUp(promise_at=chicago(text), promise_asked=True))
        for n, text in enumerate(at)
    ]
    return [lead.id for lead in add_all(services, people)]


def promises(services: Services, ids: list[int]) -> list[str]:
    found = [lead.follow.promise_at for lead_id in ids if (lead := services.store.leads.get(lead_id)) is not None]
    return [f"{services.rep.local(at):%a %d %H:%M}" for at in found if at is not None]


def test_the_promises_of_days_off_move_to_the_next_workday(services: Services) -> None:
    ids = promised(services, "2026-12-23T09:00", "2026-12-24T09:00", "2026-12-28T09:00", "2026-12-31T14:20",
                   "2027-01-04T09:00", "2027-01-04T09:10")  # fmt: skip
    away = days("2026-12-24", "2027-01-03")
    services.schedule.add_days_off(away)
    assert services.schedule.promised_in(away) == tuple(ids[1:4])
    step = services.schedule.move_promises(away)
    assert step.leads == 3
    moved = ["Wed 23 09:00", "Mon 04 09:20", "Mon 04 09:30", "Mon 04 14:20", "Mon 04 09:00", "Mon 04 09:10"]
    assert promises(services, ids) == moved  # no minute is promised twice
    assert services.schedule.promised_in(away) == ()
    services.schedule.undo(step)
    assert promises(services, ids)[1:4] == ["Thu 24 09:00", "Mon 28 09:00", "Thu 31 14:20"]


def test_promises_move_past_the_weekend_and_a_holiday(services: Services) -> None:
    services.schedule.set_holidays("DE", services.schedule.look_up("DE"))
    ids = promised(services, "2027-01-29T09:00")  # a Friday; Monday is the First
    services.schedule.move_promises(days("2027-01-29"))
    assert promises(services, ids) == ["Tue 02 09:00"]


def test_who_is_never_to_be_called_is_not_promised(services: Services) -> None:
    follow = FollowUp(promise_at=chicago("2026-12-24T09:00"))
    add_all(services, [person("Ada", "5125550101", do_not_call=True, follow=follow)])
    assert services.schedule.promised_in(days("2026-12-24")) == ()


# holidays


def test_holidays_of_a_country_are_kept_some_years_ahead(services: Services, book: TwoCountries) -> None:
    schedule = services.schedule
    schedule.set_holidays("us", schedule.look_up("us"))
    assert book.asked == [("US", (2026, 2027, 2028, 2029))]
    assert services.rep.settings.holiday_country == "US"
    assert [day for day, _ in services.rep.settings.holidays] == [f"{year}-11-26" for year in (2026, 2027, 2028, 2029)]
    assert "2026-11-26" not in str(starts(services, 10))


def test_past_holidays_stay_when_the_country_changes(services: Services, clock: FakeClock) -> None:
    schedule = services.schedule
    schedule.set_holidays("US", schedule.look_up("US"))
    clock.advance(5 * 24 * 3600)
    schedule.set_holidays("", schedule.look_up(""))
    assert services.rep.settings.holidays == (("2026-11-26", "Thanksgiving Day"),)
    assert services.habit.calendar().free_mark(date(2026, 11, 26)) is Mark.HOLIDAY


def test_an_unknown_country_changes_nothing(services: Services) -> None:
    with pytest.raises(InputError) as refused:
        services.schedule.look_up("XX")
    assert refused.value.code == "unknown-country"
    assert services.rep.settings.holiday_country == ""


def test_holidays_are_asked_for_again_when_they_run_out(services: Services, clock: FakeClock) -> None:
    schedule = services.schedule
    assert schedule.needs_holidays() == ""
    schedule.set_holidays("US", schedule.look_up("US"))
    assert schedule.needs_holidays() == ""
    clock.advance(2.1 * 365 * 24 * 3600)
    assert schedule.needs_holidays() == "US"
    schedule.set_holidays("US", schedule.look_up("US"))
    assert schedule.needs_holidays() == ""


# sick days


def test_a_sick_day_may_be_declared_for_a_week_back(services: Services) -> None:
    kept_days(services, date(2026, 11, 20))
    offered = dict(services.schedule.sick_days())
    # The weekend asks for nothing, and Friday had its hour.
    assert sorted(offered) == [date(2026, 11, day) for day in (16, 17, 18, 19, 23)]
    services.schedule.set_sick(date(2026, 11, 18), True)
    assert dict(services.schedule.sick_days())[date(2026, 11, 18)]
    assert services.habit.calendar().free_mark(date(2026, 11, 18)) is Mark.EXCUSED
    services.schedule.set_sick(date(2026, 11, 18), False)
    assert not any(sick for _, sick in services.schedule.sick_days())
    with pytest.raises(LchError):
        services.schedule.set_sick(date(2026, 11, 15), True)


# travel


def moved_to(services: Services, zone: str) -> Services:
    """The same folder on a computer whose clock shows `zone`."""
    rep = Rep(services.store, services.rep.clock, zone)
    return Services(services.store, rep, services._inward, services._dialer, lambda: "[]", services._outward)


def test_the_first_start_asks_nothing(services: Services) -> None:
    services.schedule.settle_zone()
    assert services.rep.settings.seen_zone == ZONE
    assert services.schedule.zone_question() is None


def test_another_zone_is_asked_about_once_and_followed(services: Services) -> None:
    services.schedule.settle_zone()
    there = moved_to(services, "America/New_York")
    there.schedule.settle_zone()
    assert there.schedule.zone_question() == ZoneQuestion(ZONE, "America/New_York")
    assert starts(there, 1) == ["2026-11-24T08:00-06:00"]  # until it is answered
    there.schedule.answer_zone(follow=True)
    assert there.schedule.zone_question() is None
    assert starts(there, 1) == ["2026-11-24T08:00-05:00"]


def test_the_plan_may_stay_and_the_next_trip_asks_again(services: Services) -> None:
    services.schedule.settle_zone()
    there = moved_to(services, "Europe/Berlin")
    there.schedule.answer_zone(follow=False)
    assert there.schedule.zone_question() is None
    assert starts(there, 1) == ["2026-11-24T08:00-06:00"]
    home = moved_to(services, ZONE)
    home.schedule.settle_zone()
    assert home.schedule.zone_question() is None
    again = moved_to(services, "Europe/Berlin")
    again.schedule.settle_zone()
    assert again.schedule.zone_question() == ZoneQuestion(ZONE, "Europe/Berlin")


def test_another_name_of_the_same_clock_asks_nothing(services: Services) -> None:
    services.schedule.settle_zone()
    assert moved_to(services, "US/Central").schedule.zone_question() is None


def test_followed_after_its_minute_the_hour_is_offered_late(services: Services, clock: FakeClock) -> None:
    clock.jump(24 * 3600 - 2.75 * 3600)  # Tuesday, 7:45 in Chicago, 8:45 in New York
    services.schedule.settle_zone()
    there = moved_to(services, "America/New_York")
    there.schedule.answer_zone(follow=True)
    decision = there.morning.decide()
    assert (decision.step, decision.is_late) == (Step.OFFER, True)


def test_an_hour_that_was_worked_does_not_come_again_in_the_west(services: Services, clock: FakeClock) -> None:
    add_all(services, [person("Ada Moss", "5125550101")])
    clock.jump(24 * 3600 - 2.5 * 3600)
    services.schedule.settle_zone()
    services.hour.start(PlannedHour(60, services.planning.proposal().goals), 1)
    services.hour.finish("meeting")
    there = moved_to(services, "America/Los_Angeles")
    there.schedule.answer_zone(follow=True)
    clock.advance(2 * 3600)
    assert there.morning.decide().step is Step.WAIT
