"""What leafing back, forgetting a person and the twelve weeks' edge leave of a review: the past stays what it was."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from lch_desktop.app import build_services
from lch_desktop.cli.review import week_json
from lch_desktop.domain.calls import Call, Outcome
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.metrics import Pursuit, attempts_curve
from lch_desktop.domain.session import FocusSession, Goals
from lch_desktop.domain.streak import Mark, fold
from lch_desktop.services.bundle import Services
from lch_desktop.services.habit import Habit
from tests.fakes import FakeClock
from tests.integration.cli_runner import CHICAGO, Lch

NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo(CHICAGO))  # a Tuesday
TODAY = NOON.date()
MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)
WEEK = timedelta(days=7)


@pytest.fixture
def services(data_dir: Path) -> Iterator[Services]:
    built = build_services(data_dir, FakeClock(NOON), CHICAGO)
    yield built
    built.store.close()


def at(on: date, hour: int) -> datetime:
    return datetime(on.year, on.month, on.day, hour, tzinfo=ZoneInfo(CHICAGO)).astimezone(UTC)


def lead(services: Services, name: str = "Ana", zone: str = "") -> int:
    return services.store.leads.add(Lead(name=name, zone=zone)).id


def call(
    services: Services, lead_id: int, on: date, outcome: Outcome = Outcome.NO_ANSWER, session_id: int | None = None,
    **more: object,
) -> Call:  # fmt: skip
    given: dict[str, object] = {"ended_at": at(on, 8) + timedelta(minutes=5), **more}
    return services.store.calls.add(
        Call(lead_id=lead_id, session_id=session_id, outcome=outcome, local_on=on, **given)  # type: ignore[arg-type]
    )


def hour(services: Services, on: date, leads: Sequence[int] = (), dials: int = 20, starts: int = 8) -> FocusSession:
    """A full hour; the first calls are with `leads`, the rest with somebody."""
    start = at(on, starts)
    end = start + timedelta(hours=1)
    session = services.store.sessions.add(
        FocusSession(
            started_at=start, zone=CHICAGO, utc_offset_min=-360, local_on=on, planned_s=3600, focus_s=3600,
            ends_at=end, heartbeat_at=end, finished_at=end, end_reason="time", goals=Goals(20, 4, 2, 2),
            day_calls=20, debriefed_at=end,
        )
    )  # fmt: skip
    for lead_id in [*leads, *(lead(services) for _ in range(dials - len(leads)))]:
        call(services, lead_id, on, session_id=session.id)
    return session


def test_a_past_week_is_over_to_its_last_day(services: Services) -> None:
    sunday_to_thursday = (0, 1, 2, 3, 6)
    services.rep.save(replace(services.rep.settings, work_week=sunday_to_thursday))
    for after in (0, 1):
        hour(services, MONDAY + timedelta(days=after))
    week = services.review.week(MONDAY)
    assert [day.mark for day in week.days] == [
        Mark.FULL, Mark.FULL, Mark.SPARED, Mark.MISSED, Mark.OFF, Mark.OFF, Mark.MISSED,
    ]  # fmt: skip
    assert (week.kept, week.required_so_far, week.habit.streak, week.habit.best_streak) == (2, 5, 0, 2)
    assert week.habit.days[-1].on == SUNDAY
    assert week.habit.strength == pytest.approx(services.habit.state().days[-3].strength)


def test_what_was_made_up_later_shows_in_its_week_and_in_the_map_alike(
    services: Services, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hour(services, MONDAY)
    hour(services, MONDAY + timedelta(days=1))
    hour(services, MONDAY + timedelta(days=3))  # Wednesday takes the spare day
    for starts in (8, 10):
        hour(services, MONDAY + WEEK, starts=starts)
    past, now = services.review.page(MONDAY), services.review.page()
    friday = past.week.days[4]
    assert (friday.mark, friday.made_up, past.week.days[2].made_up) == (Mark.SPARED, True, False)
    assert {friday, past.week.days[2]} <= set(now.heat)
    assert (past.week.habit.streak, past.week.habit.spare_days, now.week.habit.streak) == (3, 0, 4)
    said = Lch(data_dir, capsys).run("review", "--week", MONDAY.isoformat(), now=NOON.isoformat()).out
    assert "Fri spared (made up)" in said
    assert "Wed spared," in said


def test_a_week_to_come_has_the_habit_of_today(services: Services) -> None:
    for after in range(5):
        hour(services, MONDAY + timedelta(days=after))
    week = services.review.week(TODAY + 3 * WEEK)
    assert week.habit == services.habit.state()
    assert {day.mark for day in week.days} == {Mark.FUTURE}
    assert week.habit.streak == 5


def test_before_the_first_hour_there_was_no_habit(services: Services) -> None:
    hour(services, MONDAY)
    page = services.review.page(MONDAY - 3 * WEEK)
    assert (page.week.habit.streak, page.week.habit.strength, page.habit_began) == (0, 0.0, False)
    assert {day.mark for day in page.week.days} <= {Mark.FUTURE, Mark.OFF}


def test_deleting_a_person_for_good_rewrites_no_day(services: Services) -> None:
    gone = lead(services, "Dana Quillfeather", "America/New_York")
    days = [MONDAY + timedelta(days=after) for after in (0, 1, 2, 3)]
    sessions = [hour(services, on, dials=4) for on in days]  # too few for a full day
    for on, session in zip(days, sessions, strict=True):
        for _ in range(8):
            call(services, gone, on, session_id=session.id)
    session = sessions[-1]
    sold = call(
        services, gone, days[3], Outcome.SOLD, session.id, asks=2, next_call_at=NOON, talk_s=240, note="secretive"
    )  # fmt: skip
    call(services, gone, TODAY)  # outside an hour
    before = services.review.week(MONDAY), services.review.week(), services.habit.results()
    tallies, work = services.store.calls.session_tallies(MONDAY), services.store.history.worked(MONDAY)
    assert before[0].habit.streak == 4
    services.persons.forget(gone)
    assert services.store.calls.get(sold.id) is None
    assert [week_json(week) for week in (services.review.week(MONDAY), services.review.week())] == [
        week_json(week) for week in before[:2]
    ]
    assert services.habit.results() == before[2]
    assert services.store.calls.session_tallies(MONDAY) == tallies
    assert services.store.calls.tally(session.id) == tallies[session.id]
    assert services.store.history.worked(MONDAY) == work
    rows = services.store._db.rows("SELECT * FROM forgotten_call WHERE at % 900000 <> 0 OR zone NOT LIKE '%New_York'")  # type: ignore[attr-defined]
    assert rows == []


def test_a_second_person_is_another_pursuit(services: Services) -> None:
    people = [lead(services), lead(services)]
    for on in (MONDAY, MONDAY + timedelta(days=1)):
        for one in people:
            call(services, one, on)
    before = services.review.week(MONDAY).attempts
    for one in people:
        services.persons.forget(one)
    assert services.review.week(MONDAY).attempts == before
    assert [point.at_risk for point in before] == [2, 2]


def test_attempts_from_before_the_twelve_weeks_are_known(services: Services) -> None:
    first = MONDAY - 11 * WEEK
    old, new, met = (lead(services) for _ in range(3))
    for back in range(5, 0, -1):
        call(services, old, first - timedelta(days=back))
    call(services, met, first - timedelta(days=9))
    call(services, met, first - timedelta(days=8), Outcome.CONNECTED)  # its pursuit ended there
    call(services, met, first - timedelta(days=7), Outcome.WRONG_NUMBER)  # no attempt
    call(services, met, first - timedelta(days=6))
    call(services, old, first, Outcome.CONNECTED)
    call(services, new, first)
    call(services, met, MONDAY)
    curve = services.review.week(MONDAY).attempts
    assert [(point.attempt, point.at_risk, point.reached) for point in curve] == [
        (1, 1, 0.0), (2, 1, 0.0), (3, 0, 0.0), (4, 0, 0.0), (5, 0, 0.0), (6, 1, 1.0),
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_the_twelve_weeks_tell_what_the_whole_history_tells_of_them(services: Services, seed: int) -> None:
    chance, first = random.Random(seed), MONDAY - 11 * WEEK
    people = [lead(services) for _ in range(8)]
    outcomes = [Outcome.NO_ANSWER] * 5 + [Outcome.CONNECTED, Outcome.WRONG_NUMBER]
    log = sorted((chance.randrange(-60, 84), chance.choice(people), chance.choice(outcomes)) for _ in range(150))
    for days, who, outcome in log:
        call(services, who, first + timedelta(days=days), outcome)
    open_, kept = dict[int, list[int]](), list[Pursuit]()  # lead -> on which days it was tried since the last contact
    for days, who, outcome in log:
        if outcome is not Outcome.WRONG_NUMBER:
            open_.setdefault(who, []).append(days)
        if outcome is Outcome.CONNECTED:
            tried = open_.pop(who)
            kept.append(Pursuit(len(tried), True, sum(day < 0 for day in tried)))
    kept += [Pursuit(len(tried), False, sum(day < 0 for day in tried)) for tried in open_.values()]
    assert services.review.week(MONDAY).attempts == attempts_curve(kept)


def test_own_attempts_are_those_of_pursuits_that_were_let_go(services: Services) -> None:
    assert services.review.week(MONDAY).own_attempts is None
    for tries, due_on in ((1, None), (4, TODAY - timedelta(days=1)), (2, None), (9, TODAY)):
        one = services.store.leads.get(lead(services))
        assert one is not None
        services.store.leads.save_follow(one.id, replace(one.follow, due_on=due_on))
        for _ in range(tries):
            call(services, one.id, MONDAY)
    call(services, lead(services), MONDAY, Outcome.CONNECTED)
    assert services.review.week(MONDAY).own_attempts == 2  # of 1, 4 and 2; who has a next call is not let go


def test_what_is_known_is_read_again_from_the_day_that_changed(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    for after in range(8):
        hour(services, MONDAY + timedelta(days=after))
    services.habit.state()
    read: list[date] = []
    history, worked = services.store.history, services.store.history.worked

    def reading(since: date) -> object:
        read.append(since)
        return worked(since)

    monkeypatch.setattr(type(history), "worked", lambda _self, since: reading(since))
    recent = TODAY - timedelta(days=7)
    for on, since in ((TODAY, recent), (MONDAY, date.min), (TODAY, recent)):
        call(services, lead(services), on, session_id=hour(services, on).id)
        state = services.habit.state()
        assert read[-1] == since
        assert state == Habit(services.store, services.rep).state()
        earlier = {day: result for day, result in services.habit.results().items() if day < TODAY}
        assert services.habit.before_today() == fold(earlier, services.habit.calendar(), TODAY)
        read.clear()
    with services.store.ledger.recording("star", NOON):
        services.store.leads.save_follow(1, replace(services.store.leads.many([1])[0].follow, goal="more"))
    services.habit.state()
    assert read == []  # a star is no call
    session = services.store.sessions.since(MONDAY, MONDAY)[0]
    made = services.store.calls.of_session(session.id)[0]
    with services.store.ledger.recording("edit", NOON) as entry:
        services.store.calls.save(replace(made, outcome=Outcome.SOLD, talk_s=3600))
    assert services.habit.state() == Habit(services.store, services.rep).state()
    services.store.ledger.undo(entry)
    assert services.habit.state() == Habit(services.store, services.rep).state()
    assert read.count(date.min) == 4
