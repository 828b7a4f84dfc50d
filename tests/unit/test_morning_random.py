"""Mornings to which anything may happen: whatever comes, a page never opens twice, and one is never forgotten."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.morning_world import CHICAGO, HELD, NOTICE, OFFER, READY, T, World, at

_SPANS = st.sampled_from([0.5, 1, 4, 5, 9, 11, 19, 21, 45, 130, 300, 700, 1440])
_STEPS = st.tuples(
    st.sampled_from(["wait", "sleep", "off", "dies", "delay", "skip", "sick", "unskip", "begin", "call"]),
    _SPANS,
)


@settings(max_examples=150)
@given(st.sampled_from(["08:00", "02:30", "23:50"]), st.lists(_STEPS, max_size=14))
def test_never_twice_whatever_happens(start: str, steps: list[tuple[str, float]]) -> None:
    world = World(start=start, starts_at=at(start) - timedelta(minutes=12))
    put_off: Counter[date] = Counter()
    for name, minutes in steps:
        due = world.morning.decide().day
        if world.do(name, minutes) and due is not None:
            put_off[due.on] += 1
        if not world.is_on:
            world.boot()
        world.wait(1)
    assert set(put_off.values()) <= {1}
    for on in {on for _, on, _ in world.seen}:
        counts = world.counts(on)
        assert counts.get(OFFER, 0) <= 1
        assert all(counts.get(what, 0) <= 1 + put_off[on] for what in (NOTICE, READY, HELD)), world.seen


@settings(max_examples=150)
@given(st.lists(_STEPS, max_size=8), st.lists(st.tuples(st.sampled_from([-1, 1]), _SPANS), min_size=1, max_size=4))
def test_never_twice_on_a_date_by_any_clock(steps: list[tuple[str, float]], sets: list[tuple[int, float]]) -> None:
    """Within a date no set clock opens a page again, put off or not."""
    world = World()
    opened: Counter[date] = Counter()
    for n, (sign, minutes) in enumerate(sets):
        world.wait(15)
        today = world.now.astimezone(ZoneInfo(CHICAGO)).date()
        if (world.now + timedelta(minutes=sign * minutes)).astimezone(ZoneInfo(CHICAGO)).date() == today:
            world.set_clock(sign * minutes)
        for name, span in steps[n * 2 : n * 2 + 2]:
            if name != "delay":
                world.do(name, span)
            if not world.is_on:
                world.boot()
    for what, on, _ in (*world.seen, *world.dreamt):
        opened[on] += what == READY
    assert all(count <= 1 for count in opened.values()), (world.seen, world.dreamt)


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(["wait", "sleep", "off"]), st.integers(1, 70)), max_size=10))
def test_whenever_it_was_awake_it_came(steps: list[tuple[str, int]]) -> None:
    """Nobody touches anything: the page where the program ran in the first 20 minutes, else the offer until noon."""
    world = World(starts_at=at("7:45"))
    running = [world.now]  # instants at which it certainly ran
    for name, minutes in steps:
        begins = world.now
        getattr(world, name)(minutes)
        running += [begins + timedelta(minutes=n) for n in range(minutes)] if name == "wait" else []
        running.append(world.now)
    is_ready = any(T <= moment <= T + timedelta(minutes=20) for moment in running)
    is_offered = any(T + timedelta(minutes=20) < moment < at("12:00") for moment in running)
    assert len(world.saw(READY)) == is_ready
    assert len(world.saw(OFFER)) == (is_offered and not is_ready)
    assert len(world.saw(NOTICE)) == any(T - timedelta(minutes=10) <= moment < T for moment in running)
