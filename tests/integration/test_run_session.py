"""The hour on the real store: heartbeat, pause, crash and return (product.md section 3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.calls import Outcome
from lch_desktop.domain.errors import InputError, RuleError
from lch_desktop.domain.outcomes import Report
from lch_desktop.domain.session import FocusSession, Goals
from lch_desktop.domain.stored import OpenCard
from lch_desktop.services.bundle import Services
from lch_desktop.services.call_log import Logged
from lch_desktop.services.run_session import PlannedHour
from tests.fakes import START, FakeClock
from tests.integration.wired import Maker, close_all, wired

PLAN = PlannedHour(60, Goals(calls=15, people=4, asks=2, appointments=2))
THREE_HOURS_S = 3 * 3600


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    yield wired(data_dir, clock)
    close_all()


def run(services: Services, clock: FakeClock, seconds: int, live: bool = False) -> None:
    """The window's timer: a tick each second."""
    for _ in range(seconds):
        clock.advance(1)
        services.hour.tick(live)


def back(services: Services, data_dir: Path, clock: FakeClock, dead_s: float) -> tuple[Services, FocusSession]:
    """Kill the process and start it again after `dead_s` seconds."""
    services.store.close()
    clock.advance(dead_s)
    again = wired(data_dir, clock)
    session = again.hour.restore()
    assert session is not None
    return again, session


def log(services: Services, card: OpenCard, report: Report, goal: str = "") -> Logged:
    """Log the open card's call; no card follows."""
    return services.hour.log(card, report, goal, lambda _: OpenCard())


def left_s(services: Services) -> float:
    assert services.hour.timer is not None
    return services.hour.timer.left_s


@pytest.mark.parametrize(("calls", "leads", "day_calls"), [(15, 40, 15), (15, 9, 9), (15, 1, 3), (0, 40, 3)])
def test_start_stores_the_plan_and_the_days_number_of_calls(
    calls: int, leads: int, day_calls: int, services: Services
) -> None:
    session = services.hour.start(replace(PLAN, goals=Goals(calls=calls), pinned=(3, 1)), leads)
    stored = services.store.sessions.get(session.id)
    assert stored is not None
    assert (stored.started_at, stored.planned_s, stored.day_calls) == (START, 3600, day_calls)
    assert (stored.ends_at, stored.zone) == (START + timedelta(hours=1), "America/Chicago")
    assert stored.utc_offset_min == -360
    assert services.hour.pinned() == (3, 1)


@pytest.mark.parametrize("minutes", [14, 181, 0, -5])
def test_an_hour_has_a_shortest_and_a_longest(minutes: int, services: Services) -> None:
    with pytest.raises(InputError):
        services.hour.start(replace(PLAN, minutes=minutes), 20)
    assert services.store.sessions.running() is None


def test_one_hour_at_a_time(services: Services) -> None:
    services.hour.start(PLAN, 20)
    with pytest.raises(RuleError) as failure:
        services.hour.start(PLAN, 20)
    assert failure.value.code == "session-running"


def test_the_heartbeat_is_on_disk_every_fifteen_seconds(services: Services, clock: FakeClock) -> None:
    session = services.hour.start(PLAN, 20)
    for second in range(1, 61):
        run(services, clock, 1)
        stored = services.store.sessions.get(session.id)
        assert stored is not None
        assert clock.now() - stored.heartbeat_at < timedelta(seconds=15)
        assert stored.focus_s == second // 15 * 15


def test_a_crash_loses_at_most_fifteen_seconds_and_the_card_stays(
    services: Services, data_dir: Path, clock: FakeClock
) -> None:
    services.hour.start(PLAN, 20)
    run(services, clock, 100)
    card = OpenCard(lead_id=4, note="half a li", asks=1, strip="connected", follow_on='{"next": "tue 2p"}')
    services.hour.save_card(card)
    run(services, clock, 4)
    again, session = back(services, data_dir, clock, 600)
    assert (session.running, session.focus_s, left_s(again)) == (True, 90, 3600 - 704)
    assert again.hour.card() == card


def test_back_after_the_end_the_hour_is_closed_and_its_debrief_owed(
    services: Services, data_dir: Path, clock: FakeClock
) -> None:
    services.hour.start(PLAN, 20)
    run(services, clock, 900)
    again, session = back(services, data_dir, clock, 2 * 3600)
    assert (session.running, session.end_reason, session.focus_s) == (False, "time", 900)
    assert again.hour.timer is None
    owed = again.hour.owed_debrief()
    assert owed is not None
    again.hour.close_debrief(owed, " the pause before the price ")
    assert again.hour.owed_debrief() is None
    assert again.store.sessions.wins(5) == [(session.local_on, "the pause before the price")]


def test_a_debrief_is_not_owed_the_next_day(services: Services, clock: FakeClock) -> None:
    services.hour.start(PLAN, 20)
    services.hour.finish("meeting")
    assert services.hour.owed_debrief() is not None
    clock.advance(86_400)
    assert services.hour.owed_debrief() is None


@pytest.mark.parametrize("jump_s", [THREE_HOURS_S, -THREE_HOURS_S])
def test_a_clock_set_in_the_hour_is_forgotten_by_the_restart(
    jump_s: int, services: Services, data_dir: Path, clock: FakeClock
) -> None:
    services.hour.start(PLAN, 20)
    run(services, clock, 600)
    clock.jump(jump_s)
    run(services, clock, 30)
    assert left_s(services) == 2970
    again, _ = back(services, data_dir, clock, 60)
    assert left_s(again) == pytest.approx(2910, abs=0.01)


def test_a_crash_in_a_pause_comes_back_to_it(services: Services, data_dir: Path, clock: FakeClock) -> None:
    services.hour.start(PLAN, 20)
    run(services, clock, 600)
    services.hour.pause(4)
    run(services, clock, 20)
    again, session = back(services, data_dir, clock, 7200)
    assert session.paused_at is not None
    again.hour.go_on("door")
    assert left_s(again) == 3000
    (pause,) = again.store.sessions.interruptions(session.id)
    assert (pause.kind, pause.reason, pause.lead_id) == ("pause", "door", 4)
    assert pause.ended_at == clock.now()


def test_ending_the_hour_in_a_pause_closes_the_pause(services: Services, clock: FakeClock) -> None:
    session = services.hour.start(PLAN, 20)
    services.hour.pause(4)
    run(services, clock, 90)
    services.hour.finish("emergency")
    (pause,) = services.store.sessions.interruptions(session.id)
    assert pause.ended_at == clock.now()
    assert services.debrief.of(services.store.sessions.recent(1)[0]).away_s == 90


def test_a_logged_call_is_on_disk_with_the_heartbeat_and_a_clean_card(
    services: Services, data_dir: Path, clock: FakeClock
) -> None:
    lead = Maker(services).lead()
    session = services.hour.start(PLAN, 20)
    card = OpenCard(lead_id=lead.id, phone_id=lead.phones[0].id, note="hm")
    services.hour.save_card(card)
    card = services.hour.dialled(card)
    run(services, clock, 8, live=True)
    log(services, card, Report(outcome=Outcome.NO_ANSWER), "Get one date")
    again, found = back(services, data_dir, clock, 0)
    assert (found.heartbeat_at, found.focus_s) == (START + timedelta(seconds=8), 8)
    assert again.hour.card() == OpenCard()
    (call,) = again.store.calls.of_session(session.id)
    assert (call.started_at, call.goal, call.e164) == (START, "Get one date", lead.phones[0].e164)


def test_a_refused_report_leaves_the_card_open(services: Services) -> None:
    lead = Maker(services).lead()
    services.hour.start(PLAN, 20)
    card = OpenCard(lead_id=lead.id, note="so")
    services.hour.save_card(card)
    with pytest.raises(InputError):
        log(services, card, Report(outcome=Outcome.CONNECTED))
    assert services.hour.card() == card
    assert services.hour.tally().dials == 0


def test_undo_in_the_hour_takes_back_this_hours_steps_only(services: Services, clock: FakeClock) -> None:
    make = Maker(services)
    before, during = make.lead(), make.lead()
    services.hour.start(PLAN, 20)
    log(services, OpenCard(lead_id=during.id), Report(outcome=Outcome.NO_ANSWER))
    session_id = services.hour.session.id
    services.hour.finish("meeting")
    services.hour.start(PLAN, 20)
    log(services, OpenCard(lead_id=before.id), Report(outcome=Outcome.NO_ANSWER))
    second = services.hour.session.id
    assert services.log.undo(second).entry.lead_id == before.id
    with pytest.raises(RuleError):
        services.log.undo(second)
    assert services.store.calls.tally(session_id).dials == 1


def test_resistance_recovers_with_the_next_dial(services: Services, clock: FakeClock) -> None:
    services.hour.start(PLAN, 20)
    services.hour.resistance(4)
    run(services, clock, 25)
    services.hour.dialled(OpenCard(lead_id=4))
    run(services, clock, 25)
    services.hour.dialled(OpenCard(lead_id=5))
    assert [visit.recovery_s for visit in services.hour.visits()] == [25]


def test_skip_snooze_and_called_back_move_the_list_and_are_undone(services: Services, clock: FakeClock) -> None:
    make = Maker(services)
    one, two, three = make.lead(), make.lead(), make.lead()
    services.hour.start(PLAN, 20)
    for lead in (one, two, one):
        services.hour.skip(lead.id)
    assert list(services.hour.skipped()) == [two.id, one.id]
    services.hour.called_back(three.id)
    assert services.queueing.build().queue.entries[0].lead_id == three.id
    services.hour.snooze(three.id, services.rep.today() + timedelta(days=2))
    assert not services.queueing.still_stands(three.id, services.queueing.build().rules)
    services.log.undo(services.hour.session.id)
    assert services.queueing.build().queue.entries[0].lead_id == three.id
    for _ in range(2):
        services.log.undo(services.hour.session.id)
    assert list(services.hour.skipped()) == [one.id, two.id]


def test_a_snoozed_promise_does_not_come_straight_back(services: Services, clock: FakeClock) -> None:
    lead = Maker(services).lead()
    services.hour.start(PLAN, 20)
    later = Report(outcome=Outcome.CALL_BACK_LATER, next_call_at=clock.now() + timedelta(minutes=1))
    log(services, OpenCard(lead_id=lead.id), later)
    assert [entry.lead_id for entry in services.queueing.build().queue.entries] == [lead.id]
    services.hour.snooze(lead.id, services.rep.today() + timedelta(days=2))
    assert services.queueing.build().queue.entries == ()


def test_the_day_counts_what_the_hour_was(services: Services, clock: FakeClock) -> None:
    make = Maker(services)
    services.hour.start(replace(PLAN, minutes=30), 20)
    for _ in range(8):
        log(services, OpenCard(lead_id=make.lead().id), Report(outcome=Outcome.NO_ANSWER))
        run(services, clock, 200)
    services.hour.finish("dry", queue_emptied=True)
    state = services.habit.state()
    assert (state.streak, state.best_streak) == (1, 1)
    assert services.status.report()["session"] is None


def test_without_an_hour_nothing_can_be_counted(services: Services) -> None:
    with pytest.raises(RuleError) as failure:
        services.hour.resistance(1)
    assert failure.value.code == "no-session"
    assert services.hour.restore() is None


def test_the_next_card_is_on_disk_in_the_same_commit(services: Services, data_dir: Path, clock: FakeClock) -> None:
    make = Maker(services)
    first, second = make.lead(), make.lead()
    services.hour.start(PLAN, 20)
    no_answer = Report(outcome=Outcome.NO_ANSWER)
    services.hour.log(OpenCard(lead_id=first.id), no_answer, "", lambda _: OpenCard(lead_id=second.id))
    again, _ = back(services, data_dir, clock, 0)
    assert again.hour.card().lead_id == second.id


def test_when_the_next_card_fails_the_call_is_not_half_logged(services: Services) -> None:
    lead = Maker(services).lead()
    services.hour.start(PLAN, 20)

    def fails(_: Logged) -> OpenCard:
        raise RuleError("nobody-callable")

    with pytest.raises(RuleError):
        services.hour.log(OpenCard(lead_id=lead.id), Report(outcome=Outcome.NO_ANSWER), "", fails)
    assert services.store.calls.count() == 0
    assert services.store.leads.get(lead.id) == lead
