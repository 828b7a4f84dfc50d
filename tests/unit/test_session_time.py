"""The hour on two clocks: every line of product.md section 3, "Time"."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lch_desktop.domain.session import GAP_S, FocusSession, Goals, HourTimer, Reading, begin, resume, sets_in, sets_over
from tests.fakes import FakeClock

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
HOUR_S = 3600
THREE_HOURS_S = 3 * 3600


class Process:
    """The living process: it ticks on a clock, stores, dies and comes back."""

    def __init__(self, planned_s: int = HOUR_S) -> None:
        self.clock = FakeClock(START)
        self.timer: HourTimer = begin(
            self.reading(),
            zone="UTC",
            utc_offset_min=0,
            local_on=date(2026, 11, 23),
            planned_s=planned_s,
            goals=Goals(),
            day_calls=3,
        )
        self.disk: FocusSession = self.timer.stored()

    def reading(self) -> Reading:
        return Reading(self.clock.now(), self.clock.elapsed_s())

    def tick(self, live: bool = False) -> HourTimer:
        self.timer = self.timer.tick(self.reading(), live)
        return self.timer

    def run(self, seconds: float, live: bool = False) -> HourTimer:
        """Let `seconds` pass awake: one tick each second, then the rest."""
        for _ in range(int(seconds)):
            self.clock.advance(1)
            self.tick(live)
        if seconds % 1:
            self.clock.advance(seconds % 1)
            self.tick(live)
        return self.timer

    def pass_at_once(self, seconds: float) -> HourTimer:
        """Let `seconds` pass between two ticks: sleep, or a frozen machine."""
        self.clock.advance(seconds)
        return self.tick()

    def store(self) -> None:
        self.disk = self.timer.stored()

    def die_and_return(self, dead_s: float) -> HourTimer:
        """What is on disk is all that is left."""
        self.clock.advance(dead_s)
        self.timer = resume(self.disk, self.reading())
        return self.timer


@pytest.fixture
def hour() -> Process:
    return Process()


def test_an_hour_as_planned(hour: Process) -> None:
    assert (hour.timer.left_s, hour.timer.fraction, hour.timer.over) == (HOUR_S, 0.0, False)
    timer = hour.run(900)
    assert (timer.left_s, timer.fraction, timer.session.focus_s) == (2700, 0.25, 900)
    timer = hour.run(2700)
    assert (timer.left_s, timer.over, timer.session.focus_s) == (0, True, HOUR_S)


# Sleep, and a clock that somebody sets


def test_sleep_uses_up_the_hour_and_is_no_focus(hour: Process) -> None:
    hour.run(600)
    timer = hour.pass_at_once(1800)
    assert (timer.left_s, timer.session.focus_s) == (1200, 600)
    timer = hour.pass_at_once(5 * 3600)
    assert (timer.left_s, timer.over, timer.session.focus_s) == (0, True, 600)


@pytest.mark.parametrize("jump_s", [THREE_HOURS_S, -THREE_HOURS_S, 90, -90])
def test_a_set_clock_is_ignored_while_the_process_lives(hour: Process, jump_s: float) -> None:
    hour.run(600)
    hour.clock.jump(jump_s)
    timer = hour.tick()
    assert (timer.left_s, timer.session.focus_s) == (3000, 600)
    assert hour.run(60).left_s == 2940


@pytest.mark.parametrize("jump_s", [THREE_HOURS_S, -THREE_HOURS_S, 90, -90])
def test_after_a_restart_the_time_left_is_right_though_the_clock_was_set(hour: Process, jump_s: float) -> None:
    hour.run(600)
    hour.clock.jump(jump_s)
    hour.run(10)
    hour.store()
    timer = hour.die_and_return(30)
    assert timer.left_s == pytest.approx(2960)
    assert timer.session.focus_s == pytest.approx(610)
    assert hour.run(60).left_s == pytest.approx(2900)


@pytest.mark.parametrize("jump_s", [THREE_HOURS_S, -THREE_HOURS_S])
def test_a_clock_set_twice_and_back_leaves_nothing_behind(hour: Process, jump_s: float) -> None:
    for jump in (jump_s, -jump_s):
        hour.clock.jump(jump)
        hour.run(20)
        hour.store()
    assert hour.disk.ends_at == START + timedelta(hours=1)
    assert hour.die_and_return(5).left_s == pytest.approx(3555)


@pytest.mark.parametrize(("gap_s", "focus_s"), [(15.0, 115.0), (15.1, 100.0), (0.0, 100.0), (14.9, 114.9)])
def test_a_gap_of_up_to_fifteen_seconds_is_focus(hour: Process, gap_s: float, focus_s: float) -> None:
    hour.run(100)
    timer = hour.pass_at_once(gap_s)
    assert timer.session.focus_s == pytest.approx(focus_s, abs=2.1)
    assert timer.left_s == pytest.approx(HOUR_S - 100 - gap_s)


# Pause


def test_a_pause_moves_the_end_and_is_no_focus(hour: Process) -> None:
    hour.run(600)
    hour.timer = hour.timer.pause()
    assert hour.run(120).left_s == 3000
    hour.timer = hour.timer.go_on()
    session = hour.timer.session
    assert (session.paused_s, session.focus_s, hour.timer.left_s) == (120, 600, 3000)
    assert session.ends_at == START + timedelta(seconds=HOUR_S + 120)
    assert hour.run(60).session.focus_s == 660


def test_a_pause_across_the_end_ends_nothing(hour: Process) -> None:
    hour.run(3500)
    hour.timer = hour.timer.pause()
    timer = hour.run(400)
    assert (timer.over, timer.left_s) == (False, 100)
    hour.timer = timer.go_on()
    assert (hour.timer.over, hour.timer.left_s) == (False, 100)
    assert hour.run(100).over


def test_pausing_twice_is_pausing_once(hour: Process) -> None:
    hour.run(60)
    once = hour.timer.pause()
    hour.timer = once
    hour.run(10)
    assert hour.timer.pause().session.paused_at == once.session.paused_at
    assert hour.timer.go_on().go_on().session.paused_s == 10


@pytest.mark.parametrize("jump_s", [THREE_HOURS_S, -THREE_HOURS_S])
def test_the_clock_set_in_a_pause_moves_nothing(hour: Process, jump_s: float) -> None:
    hour.run(600)
    hour.timer = hour.timer.pause()
    hour.run(60)
    hour.clock.jump(jump_s)
    hour.run(60)
    hour.store()
    assert (hour.timer.left_s, hour.timer.go_on().left_s) == (3000, 3000)
    assert hour.timer.go_on().session.paused_s == 120
    hour.die_and_return(30)
    assert hour.timer.left_s == pytest.approx(3000)
    assert hour.timer.go_on().left_s == pytest.approx(3000)
    assert hour.timer.go_on().session.paused_s == pytest.approx(150)


def test_a_crash_in_a_pause_comes_back_to_the_pause(hour: Process) -> None:
    hour.run(600)
    hour.timer = hour.timer.pause()
    hour.run(30)
    hour.store()
    timer = hour.die_and_return(2 * 3600)
    assert timer.session.running
    assert timer.session.paused_at is not None
    assert (timer.over, timer.left_s, timer.session.focus_s) == (False, 3000, 600)
    hour.timer = timer.go_on()
    assert (hour.timer.left_s, hour.timer.session.paused_s) == (3000, 7230)
    assert hour.run(60).left_s == 2940


def test_a_clock_set_back_in_a_crash_in_a_pause_makes_no_pause_shorter_than_none(hour: Process) -> None:
    hour.run(600)
    hour.timer = hour.timer.pause()
    hour.store()
    hour.clock.jump(-600)
    timer = hour.die_and_return(0).go_on()
    assert (timer.left_s, timer.session.paused_s) == (3000, 0)


# Crash and return


def test_killed_and_back_before_the_end(hour: Process) -> None:
    hour.run(600)
    hour.store()
    timer = hour.die_and_return(300)
    assert (timer.left_s, timer.session.focus_s, timer.session.running) == (2700, 600, True)
    assert timer.session.ends_at == START + timedelta(hours=1)
    assert hour.run(60).session.focus_s == 660


@pytest.mark.parametrize(("dead_s", "focus_s"), [(5, 605), (15, 615), (16, 600)])
def test_a_quick_restart_is_a_gap_like_any_other(hour: Process, dead_s: float, focus_s: float) -> None:
    hour.run(600)
    hour.store()
    assert hour.die_and_return(dead_s).session.focus_s == focus_s


@pytest.mark.parametrize("dead_s", [3000, 3001, 4 * 3600])
def test_back_after_the_end_closes_with_the_focus_up_to_the_heartbeat(hour: Process, dead_s: float) -> None:
    hour.run(600)
    hour.store()
    timer = hour.die_and_return(dead_s)
    session = timer.session
    assert (session.running, session.end_reason, session.focus_s) == (False, "time", 600)
    assert session.finished_at == START + timedelta(hours=1)
    assert timer.left_s == 0


def test_back_right_after_the_end_adds_no_focus(hour: Process) -> None:
    hour.run(3595)
    hour.store()
    session = hour.die_and_return(10).session
    assert (session.running, session.focus_s) == (False, 3595)


def test_a_clock_that_runs_before_the_start_leaves_the_whole_hour_at_most(hour: Process) -> None:
    hour.run(600)
    hour.store()
    hour.clock.jump(-86_400)
    timer = hour.die_and_return(0)
    assert timer.left_s == HOUR_S
    assert timer.session.focus_s == 600


def test_a_finished_hour_stays_as_it_is(hour: Process) -> None:
    hour.run(600)
    hour.disk = hour.timer.finish("meeting").stored()
    assert hour.die_and_return(5).session == hour.disk


# The end


def test_focus_stops_at_the_planned_time(hour: Process) -> None:
    timer = hour.run(HOUR_S + 120)
    assert (timer.over, timer.session.focus_s) == (True, HOUR_S)


def test_a_live_call_over_the_end_is_focus_and_is_not_cut(hour: Process) -> None:
    hour.run(3590)
    timer = hour.run(130, live=True)
    assert (timer.session.focus_s, timer.left_s, timer.session.running) == (3720, 0, True)
    assert hour.run(30).session.focus_s == 3720  # the call is over
    assert hour.timer.finish("time").session.focus_s == 3720


def test_a_live_call_over_the_end_survives_a_crash(hour: Process) -> None:
    hour.run(3590)
    hour.run(60, live=True)
    hour.store()
    session = hour.die_and_return(20).session
    assert session.focus_s == 3650
    assert session.finished_at == START + timedelta(seconds=3650)


def test_ending_early_keeps_what_was_done(hour: Process) -> None:
    hour.run(600)
    session = hour.timer.finish("meeting", queue_emptied=True).session
    assert (session.running, session.end_reason, session.focus_s, session.queue_emptied) == (
        False,
        "meeting",
        600,
        True,
    )
    assert session.finished_at == START + timedelta(seconds=600)


def test_ending_in_a_pause_ends_the_pause(hour: Process) -> None:
    hour.run(600)
    hour.timer = hour.timer.pause()
    hour.run(90)
    session = hour.timer.finish("emergency").session
    assert (session.paused_at, session.paused_s, session.running) == (None, 90, False)


def test_elapsed_seconds_that_run_backwards_count_as_nothing(hour: Process) -> None:
    hour.run(60)
    timer = hour.timer.tick(Reading(hour.clock.now(), 0.0))
    assert (timer.left_s, timer.session.focus_s) == (3540, 60)


# Any sequence of events

_events = st.one_of(
    st.tuples(st.just("run"), st.integers(0, 900)),
    st.tuples(st.just("sleep"), st.floats(0, 7200)),
    st.tuples(st.just("jump"), st.floats(-20_000, 20_000)),
    st.tuples(st.just("live"), st.integers(0, 300)),
    st.tuples(st.just("pause"), st.just(0)),
    st.tuples(st.just("go on"), st.just(0)),
    st.tuples(st.just("store"), st.just(0)),
    st.tuples(st.just("die"), st.floats(0, 4000)),
)


def happen(hour: Process, event: str, size: float) -> None:
    """One event; between two ticks of "run" and "live" ten seconds pass."""
    match event:
        case "run" | "live":
            for _ in range(int(size) // 10):
                hour.clock.advance(10)
                hour.tick(event == "live")
        case "sleep":
            hour.pass_at_once(size)
        case "jump":
            hour.clock.jump(size)
        case "pause":
            hour.timer = hour.tick().pause()
        case "go on":
            hour.timer = hour.tick().go_on()
        case "store":
            hour.tick()
            hour.store()
        case "die":
            hour.die_and_return(size)
            hour.store()


@settings(max_examples=40)
@given(st.lists(_events, max_size=25), st.sampled_from((900, 1800, 3600)))
def test_whatever_happens_the_time_left_and_the_focus_stay_within_bounds(
    events: list[tuple[str, float]], planned_s: int
) -> None:
    hour, live_s, deaths = Process(planned_s), 0.0, 0
    for event, size in events:
        before = hour.timer.session
        happen(hour, event, size)
        if not hour.timer.session.running:
            break
        timer = hour.timer
        live_s += size if event == "live" else 0
        deaths += event == "die"
        focus_s = timer.session.focus_s
        assert 0 <= timer.left_s <= planned_s
        assert 0 <= timer.fraction <= 1
        # Over a restart only the wall clock tells: one set in between passes for a gap, but a short one.
        assert focus_s <= hour.clock.elapsed_s() + deaths * GAP_S + 1e-6
        assert focus_s <= planned_s + live_s + 1e-6
        assert event == "die" or focus_s >= before.focus_s
    assert 0 <= hour.timer.left_s <= planned_s


@settings(max_examples=40)
@given(st.lists(_events.filter(lambda event: event[0] in ("run", "jump", "pause", "go on", "store")), max_size=15))
def test_a_restart_at_once_changes_nothing(events: list[tuple[str, float]]) -> None:
    hour = Process()
    for event, size in events:
        happen(hour, event, size)
    hour.tick()
    left_s, focus_s = hour.timer.left_s, hour.timer.session.focus_s
    hour.store()
    timer = hour.die_and_return(0)
    assert timer.left_s == pytest.approx(left_s, abs=2.1)  # the drift that is no set clock
    assert timer.session.focus_s == pytest.approx(focus_s, abs=2.1)


@pytest.mark.parametrize(
    ("focus_s", "planned_s", "sets", "over"),
    [
        (0, 2700, 3, 0),
        (899.9, 2700, 3, 0),
        (900, 2700, 3, 1),
        (1799, 2700, 3, 1),
        (1800, 2700, 3, 2),
        (2700, 2700, 3, 2),  # the last ends with the hour
        (9000, 2700, 3, 2),
        (2000, 2700, 1, 0),
        (2000, 2700, 0, 0),
        (10, 0, 3, 0),
        (890, 900, 3, 0),  # a short hour is not cut up
        (1790, 1799, 4, 0),
        (900, 1800, 4, 1),
        (2400, 2700, 4, 2),
        (2700, 3600, 4, 3),
    ],
)
def test_sets_are_equal_parts_of_the_planned_focus(focus_s: float, planned_s: int, sets: int, over: int) -> None:
    session = replace(Process(planned_s).timer.session, focus_s=focus_s)
    assert sets_over(session, sets) == over


@pytest.mark.parametrize(
    ("minutes", "sets", "count"),
    [(0, 3, 1), (5, 3, 1), (15, 3, 1), (29, 2, 1), (30, 3, 2), (45, 3, 3), (45, 4, 3), (60, 4, 4), (60, 1, 1)],
)
def test_no_set_is_shorter_than_fifteen_minutes(minutes: int, sets: int, count: int) -> None:
    assert sets_in(minutes * 60, sets) == count
