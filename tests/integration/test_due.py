"""What comes due outside the hour: found once, within calling hours, by its index, and never around the hour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.calls import Touch, TouchKind, TouchStatus
from lch_desktop.domain.leads import FollowUp, Lead, Stage
from lch_desktop.domain.notices import Delivery, Way
from lch_desktop.domain.session import Goals
from lch_desktop.services.bundle import Services
from lch_desktop.services.due import Due, Found
from lch_desktop.services.run_session import PlannedHour
from tests.fakes import START, FakeClock
from tests.integration.wired import Maker, close_all, wired

MINUTE = timedelta(minutes=1)
PLAN = PlannedHour(60, Goals(calls=15, people=4, asks=2, appointments=2))


@pytest.fixture
def services(tmp_path: Path, clock: FakeClock) -> Iterator[Services]:
    made = wired(tmp_path, clock)
    made.morning.begin()
    yield made
    close_all()


def promise(services: Services, minutes: float, *, asked: bool = False, **more: object) -> Lead:
    """A lead promised a call so many minutes from the start, in Chicago unless said."""
    follow = FollowUp(stage=Stage.TALKING, promise_at=START + minutes * MINUTE, promise_asked=asked)
    return Maker(services, services.store.leads.count()).lead(follow=follow, **more)  # type: ignore[arg-type]


def touch(services: Services, lead: Lead, minutes: float, kind: TouchKind = TouchKind.TEXT) -> Touch:
    return services.store.touches.add(Touch(lead_id=lead.id, kind=kind, due_at=START + minutes * MINUTE))


def find(services: Services, since: datetime = START) -> Found:
    return Due(services.store, services.rep).find(since)


def names(found: Found) -> list[str]:
    return [item.lead.name for item in found.items]


def told(services: Services) -> None:
    services.morning.record(Delivery("due", "Jun Park, promised 14:00", Way.PLAIN))


def change(services: Services, lead: Lead, **fields: object) -> None:
    services.store.leads.save_fields(lead.id, fields, by_rep=True)


def test_calls_first_then_touches_the_oldest_first(services: Services, clock: FakeClock) -> None:
    late, early = promise(services, 3, name="Late"), promise(services, 1, name="Early")
    touch(services, late, 2)
    touch(services, early, 0.5, TouchKind.VIDEO)
    promise(services, 30, name="Later")
    clock.advance(5 * 60)
    found = find(services)
    assert names(found) == ["Early", "Late", "Early", "Late"]
    assert [item.touch is not None for item in found.items] == [False, False, True, True]
    assert found.look_at == START + 30 * MINUTE


def test_the_next_look_is_the_next_promise_or_touch(services: Services, clock: FakeClock) -> None:
    assert find(services).look_at is None
    lead = promise(services, 90)
    assert find(services).look_at == START + 90 * MINUTE
    touch(services, lead, 40)
    assert find(services).look_at == START + 40 * MINUTE


@pytest.mark.parametrize("fields", [{"do_not_call": True}, {"not_mine": True}], ids=["do not call", "someone else's"])
def test_whoever_is_not_called_is_not_told_of(services: Services, clock: FakeClock, fields: dict[str, bool]) -> None:
    lead = promise(services, 1)
    touch(services, lead, 1)
    clock.advance(120)
    assert len(find(services).items) == 2
    change(services, lead, **fields)
    assert find(services) == Found()


def test_neither_the_snoozed_nor_who_has_no_number(services: Services, clock: FakeClock) -> None:
    snoozed, bare = promise(services, 1, name="Snoozed"), promise(services, 1, name="Bare")
    follow = replace(snoozed.follow, snoozed_until=services.rep.today() + timedelta(days=3))
    services.store.leads.save_follow(snoozed.id, follow)
    services.book.remove_number(bare.id, bare.phones[0].id)
    touch(services, bare, 1, TouchKind.NOTE)
    clock.advance(120)
    found = find(services)
    assert [(item.lead.name, item.touch is not None) for item in found.items] == [("Bare", True)]


def test_a_touch_that_was_sent_or_dropped_is_not_due(services: Services, clock: FakeClock) -> None:
    lead = promise(services, 900)
    sent = touch(services, lead, 1)
    services.store.touches.save(replace(sent, status=TouchStatus.SENT))
    touch(services, lead, 1)
    services.store.touches.drop_open(lead.id)
    clock.advance(120)
    assert find(services).items == ()


def test_outside_their_hours_it_waits_until_they_open(tmp_path: Path) -> None:
    """Half past eleven in Chicago is 7:30 on Hawaii: promised by the rep, not asked for."""
    clock = FakeClock(START + 60 * MINUTE)
    services = wired(tmp_path, clock)
    services.morning.begin()
    lead = promise(services, 59, zone="Pacific/Honolulu")
    touch(services, lead, 59)
    found = find(services)
    assert found.items == ()
    assert len(found.standing) == 2
    assert found.look_at == START + 90 * MINUTE
    clock.advance(30 * 60)
    assert len(find(services).items) == 2
    close_all()


def test_who_asked_for_that_minute_passes_for_an_hour(tmp_path: Path) -> None:
    clock = FakeClock(START)
    services = wired(tmp_path, clock)
    services.morning.begin()
    lead = promise(services, 0, asked=True, zone="Pacific/Honolulu")
    touch(services, lead, 0)
    clock.advance(60)
    found = find(services, START - MINUTE)
    assert [item.touch for item in found.items] == [None], "a text was not asked for"
    clock.advance(61 * 60)
    assert find(services, START - MINUTE).items == ()
    close_all()


# the hour


def test_what_was_due_in_the_hour_is_the_hours_own(services: Services, clock: FakeClock) -> None:
    clock.advance(15 * 60)
    services.hour.start(PLAN, 20)
    for minutes, name in ((4, "Before"), (6, "Ten minutes before"), (30, "In it"), (50, "After it")):
        promise(services, minutes, name=name)
    clock.advance(30 * 60)
    services.hour.finish("meeting")
    clock.advance(10 * 60)
    assert names(find(services)) == ["Before", "After it"]


def test_quiet_in_the_ten_minutes_before_a_planned_hour(tmp_path: Path) -> None:
    eight = datetime.fromisoformat("2026-11-24T08:00:00-06:00")
    clock = FakeClock(START)
    services = wired(tmp_path, clock)
    services.morning.begin()
    clock.advance((eight - START).total_seconds() - 9 * 60)
    promise(services, (eight - START) / MINUTE - 10, zone="America/New_York")
    found = find(services)
    assert found.is_quiet
    assert found.items == ()
    assert found.look_at == eight
    services.morning.skip("travel")
    assert len(find(services).items) == 1, "skipped: nothing comes that it would disturb"
    close_all()


# once


def test_the_first_look_goes_back_five_minutes(services: Services) -> None:
    assert Due(services.store, services.rep).since() == START - 5 * MINUTE


def test_after_a_restart_what_was_told_is_not_told_again(tmp_path: Path, services: Services, clock: FakeClock) -> None:
    promise(services, 0)
    clock.advance(1)
    told(services)
    clock.advance(20 * 60)
    promise(services, 10, name="While it was off")
    again = wired(tmp_path, clock)
    due = Due(again.store, again.rep)
    assert due.since() == START + timedelta(seconds=1)
    assert names(due.find(due.since())) == ["While it was off"]


def test_a_notice_of_the_hour_is_none_of_these(services: Services, clock: FakeClock) -> None:
    told(services)
    clock.advance(3600)
    services.morning.record(Delivery("morning", "Lead Conversion Hour in 10 minutes", Way.PLAIN))
    assert Due(services.store, services.rep).since() == START


def test_a_clock_set_back_and_a_month_away(services: Services, clock: FakeClock) -> None:
    told(services)
    clock.jump(-3600)
    assert Due(services.store, services.rep).since() == clock.now()
    clock.jump(31 * 86400)
    assert Due(services.store, services.rep).since() == clock.now() - timedelta(days=7)


def test_the_record_of_a_notice_names_nobody(services: Services) -> None:
    told(services)
    assert [kept.delivery.title for kept in services.store.mornings.deliveries(5)] == [""]


# cost


def test_each_question_is_answered_by_its_partial_index(services: Services) -> None:
    asked: list[str] = []
    db = services.store.leads._db  # type: ignore[attr-defined]
    db.connection().set_trace_callback(asked.append)
    services.store.leads.promised_between(START, START + MINUTE)
    services.store.leads.next_promise(START)
    services.store.touches.open_between(START, START + MINUTE, 10)
    services.store.touches.next_open(START)
    db.connection().set_trace_callback(None)
    plans = [str(db.rows(f"EXPLAIN QUERY PLAN {sql}")) for sql in asked]
    indexes = ["lead_promise", "lead_promise", "touch_open", "touch_open"]
    assert [index for plan, index in zip(plans, indexes, strict=True) if f"INDEX {index}" in plan] == indexes, plans
    assert not any("TEMP B-TREE" in plan for plan in plans[:1]), plans
