"""The week of habit.md section 2, through the real store and `lch review --json`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from lch_desktop.app import build_services
from lch_desktop.domain.calls import Call, Outcome
from lch_desktop.domain.days import monday_of
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.session import FocusSession, Goals
from lch_desktop.services.bundle import Services
from lch_desktop.services.habit import day_input
from tests.fakes import FakeClock
from tests.integration.cli_runner import CHICAGO, Lch

SATURDAY_NOON = datetime(2026, 11, 21, 12, tzinfo=ZoneInfo(CHICAGO))
NOW = SATURDAY_NOON.isoformat()
MONDAY = date(2026, 11, 16)
GOALS = Goals(calls=20, people=6, asks=5)


@dataclass(frozen=True)
class Day:
    """One hour of the table: dials, contacts, conversations, asks, appointments, focus and planned minutes."""

    after: int  # days after Monday
    dials: int
    contacts: int
    conversations: int
    asks: int
    appointments: int
    focus_min: int
    planned_min: int
    interruptions: int
    resistance: int
    goals: Goals


HOURS = (
    Day(0, 20, 6, 5, 4, 2, 58, 60, 1, 3, GOALS),
    Day(1, 12, 2, 2, 1, 0, 41, 60, 4, 5, GOALS),
    Day(5, 8, 4, 4, 4, 2, 30, 30, 0, 0, Goals()),
)


@pytest.fixture
def services(data_dir: Path) -> Iterator[Services]:
    built = build_services(data_dir, FakeClock(SATURDAY_NOON), CHICAGO)
    free = {"holidays": (("2026-11-18", "A holiday"),), "days_off": ("2026-11-20",)}
    built.rep.save(replace(built.rep.settings, **free))  # type: ignore[arg-type]
    yield built
    built.store.close()


def work(services: Services, day: Day) -> None:
    """Store the hour of `day` with its calls."""
    on = MONDAY + timedelta(days=day.after)
    start = datetime(on.year, on.month, on.day, 8, tzinfo=ZoneInfo(CHICAGO)).astimezone(UTC)
    sessions, end = services.store.sessions, start + timedelta(minutes=day.planned_min)
    session = sessions.add(
        FocusSession(
            started_at=start, zone=CHICAGO, utc_offset_min=-360, local_on=on, planned_s=day.planned_min * 60,
            focus_s=day.focus_min * 60, ends_at=end, heartbeat_at=end, finished_at=end, end_reason="time",
            goals=day.goals, day_calls=max(3, day.goals.calls), debriefed_at=end,
        )
    )  # fmt: skip
    outcomes = [Outcome.CONNECTED] * day.conversations
    outcomes += [Outcome.SOMEONE_ELSE] * (day.contacts - day.conversations)
    outcomes += [Outcome.NO_ANSWER] * (day.dials - day.contacts)
    for number, outcome in enumerate(outcomes):
        services.store.calls.add(
            Call(
                lead_id=services.store.leads.add(Lead(name=f"Lead {day.after}.{number}")).id,
                session_id=session.id,
                outcome=outcome,
                asks=1 if number < day.asks else 0,
                next_call_at=end if number < day.appointments else None,
                ended_at=start,
                local_on=on,
            )
        )
    for _ in range(day.interruptions):
        sessions.add_interruption(session.id, "left", start, 0)
    for _ in range(day.resistance):
        sessions.add_resistance(session.id, 0, start)
    sessions.add_interruption(session.id, "lowered", start, 0)  # taking the shield down is none


def test_the_week_of_the_table(services: Services, capsys: pytest.CaptureFixture[str], data_dir: Path) -> None:
    for day in HOURS:
        work(services, day)
    review = Lch(data_dir, capsys).json("review", "--week", "2026-11-18", now=NOW)
    results = ["full", "short", "holiday", "spared", "off", "bonus", "future"]
    values = [1.0, 0.842, None, 0.0, None, None, None]
    assert review == {
        "week": "2026-11-16",
        "days": [
            {"date": f"2026-11-{16 + n}", "result": result, "value": value}
            for n, (result, value) in enumerate(zip(results, values, strict=True))
        ],
        "kept": 2, "required_so_far": 3, "dials": 40, "contacts": 12,
        "contact_rate": {"value": 0.3, "low": 0.181, "high": 0.454}, "conversations": 11, "appointments": 4,
        "next_step_rate": 0.364, "asks": 9, "ask_rate": 0.818, "focus_minutes": 129, "dials_per_hour": 18.6,
        "interruptions_per_hour": 2.33, "resistance_per_hour": 3.72, "goal_attainment": 0.628, "streak": 2,
        "best_streak": 2, "strength": 0.088, "spare_days": 0,
        "attempts_to_contact": [{"attempt": 1, "at_risk": 40, "reached": 0.3}],
        "by_half_hour": [{"at": "08:00", "dials": 40, "contacts": 12, "low": 0.181, "high": 0.454}],
    }  # fmt: skip


def test_what_each_hour_put_in_is_what_the_debrief_counts(services: Services) -> None:
    for day in HOURS:
        work(services, day)
    store = services.store
    tallies = store.calls.session_tallies(date.min)
    expected = {
        session.local_on: [day_input(session, tallies[session.id])] for session in store.sessions.since(date.min)
    }
    assert store.history.worked(date.min) == expected
    assert list(store.history.worked(MONDAY + timedelta(days=2))) == [MONDAY + timedelta(days=5)]


def test_what_was_worked_out_once_is_known_until_an_hour_changes(services: Services) -> None:
    work(services, HOURS[0])
    known = services.habit.results()
    with services.store.reader() as other:
        assert services.habit.on(other).results() is known
    session = services.store.sessions.since(date.min)[0]
    services.store.sessions.save(replace(session, focus_s=60))
    assert services.habit.results()[MONDAY].kept is False
    lead = services.store.leads.add(Lead(name="Ana"))
    sold = Call(lead_id=lead.id, session_id=session.id, outcome=Outcome.SOLD, ended_at=SATURDAY_NOON, local_on=MONDAY)
    services.store.sessions.save(replace(session, focus_s=900))
    services.store.calls.add(sold)
    assert services.habit.results()[MONDAY].kept is True


def test_a_state_is_never_of_other_results_than_those_it_is_kept_with(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(services, HOURS[0])
    session, habit, calendar = services.store.sessions.since(date.min)[0], services.habit, services.habit.calendar()

    def changed_meanwhile() -> object:
        services.store.sessions.save(replace(session, focus_s=60))
        habit.on(services.store).results()
        return calendar

    with monkeypatch.context() as at_the_same_time:
        at_the_same_time.setattr(habit, "calendar", changed_meanwhile)
        assert habit.state_on(MONDAY).streak == 1  # as it was when it was asked for
    assert habit.state_on(MONDAY).streak == 0


def test_a_week_before_the_first_hour_is_empty(lch: Lch) -> None:
    review = lch.json("review", "--week", "2026-10-05", now=NOW)
    assert (review["week"], review["dials"], review["contact_rate"], review["goal_attainment"]) == (
        "2026-10-05", 0, None, None,
    )  # fmt: skip
    assert (review["attempts_to_contact"], review["by_half_hour"], review["kept"]) == ([], [], 0)


def test_a_past_week_shows_the_habit_as_it_stood_then(services: Services) -> None:
    work(services, HOURS[0])
    work(services, replace(HOURS[0], after=-3))
    assert services.review.week(MONDAY - timedelta(days=7)).habit.streak == 1


def test_the_lead_clock_is_used_where_it_is_known(services: Services) -> None:
    lead = services.store.leads.add(Lead(name="Ana", zone="America/New_York"))
    at = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)  # 8:10 in Chicago, 9:10 in New York
    services.store.calls.add(
        Call(lead_id=lead.id, outcome=Outcome.NO_ANSWER, ended_at=at, local_on=MONDAY + timedelta(days=4))
    )
    week = services.review.week()
    assert [f"{half.at:%H:%M}" for half in week.half_hours] == ["09:00"]
    assert (week.figures.dials, week.figures.focus_min) == (1, 0)  # logged outside an hour: it counts, without time


def test_a_wrong_number_is_a_dial_and_no_attempt(services: Services) -> None:
    lead = services.store.leads.add(Lead(name="Ana"))
    for outcome in (Outcome.WRONG_NUMBER, Outcome.NO_ANSWER, Outcome.CONNECTED):
        services.store.calls.add(Call(lead_id=lead.id, outcome=outcome, ended_at=SATURDAY_NOON, local_on=MONDAY))
    week = services.review.week(MONDAY)
    assert [(point.attempt, point.at_risk, point.reached) for point in week.attempts] == [(1, 1, 0.0), (2, 1, 1.0)]
    assert [(half.rate.hits, half.rate.total) for half in week.half_hours] == [(1, 3)]
    assert week.figures.dials == 3


def test_in_words_and_a_day_that_is_none(lch: Lch) -> None:
    said = lch.text("review")
    assert "Week" in said
    assert "2026-11-23" in said
    wrong = lch.run("review", "--week", "tuesday")
    assert (wrong.code, wrong.out) == (2, "")
    assert "tuesday is no day" in wrong.err


@pytest.mark.parametrize(("day", "monday"), [(16, 16), (18, 16), (22, 16), (23, 23)])
def test_the_week_begins_on_monday(day: int, monday: int) -> None:
    assert monday_of(date(2026, 11, day)) == date(2026, 11, monday)


@pytest.fixture
def lch(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Lch:
    return Lch(data_dir, capsys)
