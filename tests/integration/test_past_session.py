"""An hour added by hand: it counts wherever a logged one does, is marked, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lch_desktop.app import build_services
from lch_desktop.domain.by_hand import as_text
from lch_desktop.domain.calls import Call, Outcome, Tally
from lch_desktop.domain.days import result_of_sessions
from lch_desktop.domain.errors import RuleError
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.session import FocusSession, Goals
from lch_desktop.domain.streak import HabitState, Mark, fold
from lch_desktop.services.bundle import Services
from lch_desktop.services.debrief import work_of_day
from lch_desktop.services.habit import Habit, day_input
from tests.fakes import FakeClock
from tests.integration.cli_runner import CHICAGO, Lch

NOON = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo(CHICAGO))  # a Friday
TODAY = NOON.date()
WEDNESDAY = TODAY - timedelta(days=2)
EIGHT = time(8)
GOOD = Tally(dials=12, connects=4, conversations=3, asks=2, appointments=1)


@pytest.fixture
def services(data_dir: Path) -> Iterator[Services]:
    built = build_services(data_dir, FakeClock(NOON), CHICAGO)
    yield built
    built.store.close()


def logged(
    services: Services, on: date, *, dials: int = 10, minutes: int = 60, planned: int = 60, calls: int = 15
) -> FocusSession:
    """An hour with calls of its own, at six."""
    start = datetime(on.year, on.month, on.day, 6, tzinfo=ZoneInfo(CHICAGO)).astimezone(UTC)
    end = start + timedelta(minutes=minutes)
    session = services.store.sessions.add(
        FocusSession(
            started_at=start, zone=CHICAGO, utc_offset_min=-360, local_on=on, planned_s=planned * 60,
            focus_s=minutes * 60, ends_at=end, heartbeat_at=end, finished_at=end, end_reason="time",
            goals=Goals(15, 4, 2, 2), day_calls=calls, debriefed_at=end,
        )
    )  # fmt: skip
    for _ in range(dials):
        lead = services.store.leads.add(Lead(name="Ana"))
        services.store.calls.add(
            Call(lead_id=lead.id, session_id=session.id, outcome=Outcome.NO_ANSWER, ended_at=start, local_on=on)
        )
    return session


def state(services: Services) -> HabitState:
    """The habit, worked out anew and not from what is known."""
    return Habit(services.store, services.rep).state()


def test_it_counts_wherever_a_logged_hour_does(services: Services) -> None:
    added = services.past_session.add(WEDNESDAY, EIGHT, 60, GOOD)
    assert services.habit.state().marks[WEDNESDAY] is Mark.FULL
    week = services.review.week()
    assert (week.figures.dials, week.figures.conversations, week.figures.focus_min) == (12, 3, 60)
    assert services.store.calls.tally(added.id) == GOOD
    assert services.store.calls.session_tallies(WEDNESDAY, WEDNESDAY) == {added.id: GOOD}
    work = work_of_day(services.store, WEDNESDAY)
    assert services.store.history.worked(WEDNESDAY) == {WEDNESDAY: [work]}
    assert week.figures.goal_attainment is None  # nobody set goals for it


def test_it_is_marked_in_the_week_and_the_map(services: Services) -> None:
    logged(services, TODAY)
    services.past_session.add(WEDNESDAY, EIGHT, 60, GOOD)
    page = services.review.page()
    assert [day.on for day in page.week.days if day.by_hand] == [WEDNESDAY]
    assert [day.on for day in page.heat if day.by_hand] == [WEDNESDAY]
    assert page.mornings == 2


def test_review_and_status_agree(data_dir: Path, capsys: pytest.CaptureFixture[str], services: Services) -> None:
    services.past_session.add(TODAY, EIGHT, 45, GOOD)
    lch = Lch(data_dir, capsys)
    review = lch.json("review", now=NOON.isoformat())
    today = lch.json("status", now=NOON.isoformat())["today"]
    friday = review["days"][4]
    assert (friday["date"], friday["result"], friday["value"]) == (today["date"], today["result"], today["value"])
    assert (today["dials"], today["focus_minutes"], review["focus_minutes"]) == (12, 45, 45)
    assert "Fri full (added by hand)" in lch.run("review", now=NOON.isoformat()).out


def test_after_a_break_neither_program_says_nought(
    data_dir: Path, capsys: pytest.CaptureFixture[str], services: Services
) -> None:
    services.past_session.add(TODAY - timedelta(days=7), EIGHT, 60, GOOD)
    lch, now = Lch(data_dir, capsys), NOON.isoformat()
    assert lch.json("review", now=now)["streak"] == 0  # the file of figures says what is
    for command in ("review", "status"):
        streak = next(line for line in lch.run(command, now=now).out.splitlines() if line.startswith("Streak"))
        assert "est 1" in streak
        assert " 0" not in streak
    services.rep.save(replace(services.rep.settings, hide_streak=True))
    assert "Streak" not in lch.run("review", now=now).out


def test_the_hour_stands_where_it_was_worked(services: Services) -> None:
    session = services.past_session.add(WEDNESDAY, time(7, 30), 50, GOOD)
    assert services.rep.local(session.started_at) == datetime(2026, 11, 18, 7, 30, tzinfo=ZoneInfo(CHICAGO))
    assert (session.local_on, session.utc_offset_min, session.planned_s, session.focus_s) == (
        WEDNESDAY, -360, 3000, 3000.0,
    )  # fmt: skip
    assert not session.running
    assert session.debriefed_at is not None


def test_after_midnight_belongs_to_the_day_before(services: Services) -> None:
    session = services.past_session.add(WEDNESDAY, time(1, 0), 30, GOOD)
    assert services.rep.local(session.started_at).date() == WEDNESDAY + timedelta(days=1)
    assert services.rep.today(session.started_at) == session.local_on == WEDNESDAY


def test_no_debrief_is_owed_and_no_plan_follows_it(services: Services) -> None:
    real = logged(services, TODAY)
    services.past_session.add(TODAY, EIGHT, 60, GOOD)
    assert services.store.sessions.last() == real
    assert services.store.sessions.recent(9) == [real]
    assert services.hour.owed_debrief() is None


@pytest.mark.parametrize(
    ("on", "started", "minutes", "done", "code"),
    [
        (TODAY - timedelta(days=8), EIGHT, 60, GOOD, "past-hour-day"),
        (TODAY + timedelta(days=1), EIGHT, 60, GOOD, "past-hour-day"),
        (TODAY, time(11, 30), 60, GOOD, "past-hour-not-over"),
        (WEDNESDAY, EIGHT, 1, GOOD, "past-hour-length"),
        (WEDNESDAY, EIGHT, 60, Tally(1, 2, 0), "past-hour-counts"),
        (TODAY, time(6, 30), 60, GOOD, "past-hour-taken"),
    ],
)
def test_what_is_refused_changes_nothing(
    services: Services, on: date, started: time, minutes: int, done: Tally, code: str
) -> None:
    logged(services, TODAY)
    with pytest.raises(RuleError) as refused:
        services.past_session.add(on, started, minutes, done)
    assert refused.value.code == code
    assert services.past_session.added() == []


@pytest.mark.parametrize(
    ("minute", "refused"), [(7 * 60 + 59, False), (8 * 60, True), (8 * 60 + 59, True), (9 * 60, False)]
)
def test_minutes_with_calls_outside_an_hour_count_once(services: Services, minute: int, refused: bool) -> None:
    midnight = datetime(WEDNESDAY.year, WEDNESDAY.month, WEDNESDAY.day, tzinfo=ZoneInfo(CHICAGO))
    lead = services.store.leads.add(Lead(name="Ana"))
    at = (midnight + timedelta(minutes=minute)).astimezone(UTC)
    services.store.calls.add(Call(lead_id=lead.id, outcome=Outcome.NO_ANSWER, ended_at=at, local_on=WEDNESDAY))
    with pytest.raises(RuleError, match="past-hour-logged") if refused else nullcontext():
        services.past_session.add(WEDNESDAY, EIGHT, 60, GOOD)
    assert services.review.week().figures.dials == (1 if refused else 13)


def test_seven_days_back_is_the_last(services: Services) -> None:
    services.past_session.add(TODAY - timedelta(days=7), EIGHT, 60, GOOD)
    assert len(services.past_session.days()) == 8
    assert [each.local_on for each in services.past_session.added()] == [TODAY - timedelta(days=7)]


def test_it_can_be_taken_back_and_removed_and_brought_back(services: Services) -> None:
    past = services.past_session
    past.add(WEDNESDAY, EIGHT, 60, GOOD)
    past.take_back()
    assert past.added() == []
    assert services.habit.state().day(WEDNESDAY) is None
    session = past.add(WEDNESDAY, EIGHT, 60, GOOD)
    past.remove(session.id)
    assert past.added() == []
    past.take_back()
    assert past.added() == [session]
    assert services.habit.state().marks[WEDNESDAY] is Mark.FULL
    past.take_back()  # a second time does nothing
    assert past.added() == [session]


def test_a_logged_hour_cannot_be_removed(services: Services) -> None:
    real = logged(services, TODAY)
    services.past_session.remove(real.id)
    assert services.store.sessions.get(real.id) == real


def test_a_false_start_does_not_keep_the_day_short(services: Services) -> None:
    logged(services, WEDNESDAY, dials=0, minutes=2, planned=15, calls=4)
    services.past_session.add(WEDNESDAY, EIGHT, 60, GOOD)
    assert services.habit.state().marks[WEDNESDAY] is Mark.FULL


def test_two_full_hours_by_hand_make_a_day_up(services: Services) -> None:
    logged(services, TODAY - timedelta(days=4))  # Monday; Tuesday takes the spare day, Wednesday breaks
    services.past_session.add(TODAY - timedelta(days=1), EIGHT, 60, GOOD)
    assert services.habit.state().marks[WEDNESDAY] is Mark.MISSED
    services.past_session.add(TODAY - timedelta(days=1), time(10), 60, GOOD)
    assert services.habit.state().marks[WEDNESDAY] is Mark.SPARED


_edits = st.lists(
    st.tuples(
        st.sampled_from(["add", "remove", "undo", "sick", "outcome"]),
        st.integers(0, 7),
        st.integers(0, 40),
        st.integers(5, 90),
    ),
    max_size=10,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_edits)
def test_editing_any_day_is_the_fold_of_the_edited_history(
    services: Services, edits: list[tuple[str, int, int, int]]
) -> None:
    _begin(services)
    for kind, back, dials, minutes in edits:
        _edit(services, kind, TODAY - timedelta(days=back), dials, minutes)
        sessions = services.store.sessions.since(date.min)
        hours: dict[date, list[FocusSession]] = {}
        for session in sessions:
            hours.setdefault(session.local_on, []).append(session)
        results = {
            on: result
            for on, listed in hours.items()
            if (result := result_of_sessions(day_input(one, services.store.calls.tally(one.id)) for one in listed))
        }
        expected = fold(results, services.habit.calendar(), TODAY)
        assert services.habit.state() == state(services) == expected
        assert all(0.0 <= day.strength <= 1.0 for day in expected.days)


def test_another_hour_in_the_place_of_one_is_noticed_without_the_ledger(services: Services) -> None:
    session = services.past_session.add(WEDNESDAY, EIGHT, 60, GOOD)
    assert services.habit.results()[WEDNESDAY].kept
    services.store.sessions.remove(session.id)
    services.store.sessions.add(replace(session, id=0, by_hand=as_text(Tally(dials=1))))
    assert not services.habit.results()[WEDNESDAY].kept


@example(real=(5, 30, 30, 10), dials=0, minutes=180)  # a longer hour asks for more calls than the day did
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    real=st.tuples(st.integers(0, 30), st.integers(1, 60), st.sampled_from([15, 30, 60]), st.integers(3, 20)),
    dials=st.integers(0, 30),
    minutes=st.integers(5, 180),
)
def test_an_hour_that_is_added_never_makes_a_day_or_the_habit_less(
    services: Services, real: tuple[int, int, int, int], dials: int, minutes: int
) -> None:
    _begin(services)
    made, focus, planned, calls = real
    logged(services, WEDNESDAY, dials=made, minutes=min(focus, planned), planned=planned, calls=calls)
    before = state(services)
    figures = services.review.week(TODAY).figures
    services.past_session.add(WEDNESDAY, time(9), minutes, Tally(dials=dials))
    after = state(services)
    day, better = before.day(WEDNESDAY), after.day(WEDNESDAY)
    assert day is not None
    assert better is not None
    assert (better.value or 0.0) >= (day.value or 0.0)
    assert after.strength >= before.strength
    assert (after.streak, after.best_streak) >= (before.streak, before.best_streak)
    grown = services.review.week(TODAY).figures
    for name in ("dials", "contacts", "conversations", "appointments", "asks", "focus_min", "planned_min"):
        assert getattr(grown, name) >= getattr(figures, name), name
    assert grown.goal_attainment == figures.goal_attainment  # it has no goals


def _begin(services: Services) -> None:
    """Two logged days, and nothing else: each example begins here."""
    db = services.store._writer.db  # type: ignore[attr-defined]
    for table in ("call", "session", "ledger", "morning"):
        db.execute_sql(f"DELETE FROM {table}")
    for back in (3, 4):
        logged(services, TODAY - timedelta(days=back))


def _edit(services: Services, kind: str, on: date, dials: int, minutes: int) -> None:
    past = services.past_session
    try:
        if kind == "add":
            past.add(on, time(1 + dials % 8), minutes, Tally(dials=dials))
        elif kind == "remove":
            for session in past.added()[:1]:
                past.remove(session.id)
        elif kind == "undo":
            past.take_back()
        elif kind == "sick":
            services.schedule.set_sick(on, bool(dials % 2))
        else:
            _edit_session(services, minutes)
    except RuleError:
        pass  # refused: then nothing may have changed


def _edit_session(services: Services, minutes: int) -> None:
    session = services.store.sessions.since(date.min)[0]
    services.store.sessions.save(replace(session, focus_s=minutes * 60.0))
