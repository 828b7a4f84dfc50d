"""What the guard decides, step by step, with clocks that move when told to."""

from __future__ import annotations

import itertools
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from lch_desktop.shield import guard_process
from lch_desktop.shield.guard_process import Deadline, Guard, Lock, Pulse, Restore

HOUR_S = 3600.0


@dataclass
class FakeClocks:
    """Three clocks: `pass_s` moves all, `sleep_s` all but the one that stops in sleep, `set_wall_s` the wall only."""

    wall: float = 1_000_000.0
    elapsed: float = 500.0
    awake: float = 100.0

    def wall_s(self) -> float:
        return self.wall

    def elapsed_s(self) -> float:
        return self.elapsed

    def awake_s(self) -> float:
        return self.awake

    def pass_s(self, seconds: float) -> None:
        self.sleep_s(seconds)
        self.awake += seconds

    def sleep_s(self, seconds: float) -> None:
        self.wall += seconds
        self.elapsed += seconds

    def set_wall_s(self, seconds: float) -> None:
        self.wall += seconds


@dataclass
class FakeProcess:
    """A restore command; `code` is None while it runs."""

    code: int | None = 0
    returncode: int | None = None
    killed: bool = False

    def poll(self) -> int | None:
        self.returncode = self.code
        return self.code

    def kill(self) -> None:
        self.killed, self.code = True, -9

    def wait(self) -> int | None:
        return self.poll()


@dataclass
class World:
    """A guard, and everything around it."""

    journal: Path
    clocks: FakeClocks = field(default_factory=FakeClocks)
    started: list[FakeProcess] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    hangs: bool = False
    fails: bool = False

    def start(self, _: Any) -> FakeProcess:
        if self.fails:
            raise FileNotFoundError("uninstalled")
        self.started.append(FakeProcess(None if self.hangs else 0))
        return self.started[-1]

    def guard(self, left_s: float | None = HOUR_S) -> Guard:
        lock = Lock(str(self.journal.with_name("shield.guard")))
        lock.claim()
        restore = Restore(["restore"], self.clocks)
        deadline = None if left_s is None else Deadline(self.clocks, left_s)
        pulse = Pulse(self.clocks)
        return Guard(str(self.journal), restore, lock, self.clocks, self.dropped.append, pulse, deadline)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    made = World(tmp_path / "shield.json")
    monkeypatch.setattr(guard_process, "_start_quietly", made.start)
    return made


def raised(world: World) -> World:
    world.journal.write_text("{}", encoding="utf-8")
    return world


def gone(guard: Guard) -> None:
    guard.hear(guard_process._GONE)


def test_before_the_deadline_nothing_is_done_and_at_it_the_command_runs(world: World) -> None:
    guard = raised(world).guard()
    world.clocks.pass_s(HOUR_S - 1)
    assert guard.step()
    assert not world.started
    world.clocks.pass_s(1)
    assert guard.step()
    assert len(world.started) == 1


@pytest.mark.parametrize("set_s", [-HOUR_S, -50 * HOUR_S, 0.0])
def test_a_clock_set_back_prolongs_nothing(world: World, set_s: float) -> None:
    guard = raised(world).guard()
    world.clocks.set_wall_s(set_s)
    world.clocks.pass_s(HOUR_S)
    guard.step()
    assert len(world.started) == 1


def test_a_clock_set_on_past_the_deadline_lowers(world: World) -> None:
    guard = raised(world).guard()
    world.clocks.set_wall_s(HOUR_S)
    guard.step()
    assert len(world.started) == 1


def test_a_deadline_that_passed_in_sleep_is_past_on_waking(world: World) -> None:
    guard = raised(world).guard()
    world.clocks.sleep_s(HOUR_S)
    guard.step()
    assert len(world.started) == 1


def test_a_moved_deadline_counts(world: World) -> None:
    guard = raised(world).guard()
    guard.hear(json.dumps({"left_s": 2 * HOUR_S}))
    world.clocks.pass_s(HOUR_S + 1)
    guard.step()
    assert not world.started


def test_the_command_runs_again_with_longer_waits_until_the_journal_is_gone(world: World) -> None:
    guard = raised(world).guard(0)
    gone(guard)
    at = []
    for second in range(40):
        before = len(world.started)
        assert guard.step()
        if len(world.started) > before:
            at.append(second)
        world.clocks.pass_s(1)
    gaps = [later - earlier for earlier, later in itertools.pairwise(at)]
    assert len(at) >= 4
    assert gaps == sorted(gaps)
    assert gaps[-1] > 2 * gaps[0]
    world.journal.unlink()
    while guard.restore.running:
        guard.step()
    assert not guard.step()


def test_a_command_that_hangs_is_ended_and_run_again(world: World) -> None:
    world.hangs = True
    guard = raised(world).guard(0)
    guard.step()
    world.clocks.pass_s(61)
    guard.step()
    assert world.started[0].killed
    world.clocks.pass_s(2)
    guard.step()
    assert len(world.started) == 2


def test_a_command_that_is_not_there_is_tried_again(world: World) -> None:
    world.fails = True
    guard = raised(world).guard(0)
    assert guard.step()
    world.fails = False
    world.clocks.pass_s(2)
    guard.step()
    assert len(world.started) == 1


def test_with_the_program_gone_and_nothing_up_it_ends(world: World) -> None:
    guard = world.guard()
    assert guard.step()
    gone(guard)
    assert not guard.step()


def test_with_the_program_gone_and_something_up_it_stays_until_the_deadline(world: World) -> None:
    guard = raised(world).guard()
    gone(guard)
    world.clocks.pass_s(HOUR_S - 1)
    assert guard.step()
    assert not world.started
    world.clocks.pass_s(1)
    guard.step()
    assert world.started


def test_a_program_that_died_before_it_said_a_deadline_leaves_nothing_up(world: World) -> None:
    guard = raised(world).guard(None)
    guard.step()
    assert not world.started
    gone(guard)
    guard.step()
    assert world.started


def test_a_deadline_with_nothing_up_runs_nothing(world: World) -> None:
    guard = world.guard(0)
    for _ in range(5):
        assert guard.step()
    assert not world.started


@pytest.mark.skipif(sys.platform == "win32", reason="no such folder rights")
def test_a_journal_that_cannot_be_looked_at_counts_as_there(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_: str) -> None:
        raise OSError(5, "the network folder is away")

    guard = world.guard()
    gone(guard)
    monkeypatch.setattr(guard_process.os, "lstat", away)
    assert guard.step()


@pytest.mark.parametrize("line", [b"", b"{", b"[]", b"3", b'{"left_s": "x"}', b'{"beat": null}', b"\xff\n", b"null"])
def test_a_line_that_says_nothing_changes_nothing(world: World, line: bytes) -> None:
    guard = raised(world).guard()
    guard.hear(line)
    assert guard.step()
    world.clocks.pass_s(HOUR_S)
    guard.step()
    assert len(world.started) == 1


def pulse_after(clocks: FakeClocks, window: int) -> Pulse:
    pulse = Pulse(clocks)
    pulse.beat(window)
    return pulse


def wait(clocks: FakeClocks, pulse: Pulse, seconds: float) -> list[int]:
    """What the pulse says at every half second."""
    said = []
    for _ in range(int(seconds * 2)):
        clocks.pass_s(0.5)
        said.append(pulse.stalled())
    return said


def test_five_seconds_without_a_beat_are_a_stall_said_once() -> None:
    clocks = FakeClocks()
    pulse = pulse_after(clocks, 77)
    assert not any(wait(clocks, pulse, 4.5))
    assert [window for window in wait(clocks, pulse, 60) if window] == [77]


def test_the_next_stall_is_said_again() -> None:
    clocks = FakeClocks()
    pulse = pulse_after(clocks, 77)
    wait(clocks, pulse, 10)
    pulse.beat(78)
    assert [window for window in wait(clocks, pulse, 10) if window] == [78]


def test_without_a_full_screen_there_is_nothing_to_drop() -> None:
    clocks = FakeClocks()
    assert not any(wait(clocks, pulse_after(clocks, 0), 30))


def test_the_sleep_of_the_machine_is_no_stall() -> None:
    clocks = FakeClocks()
    pulse = pulse_after(clocks, 77)
    clocks.pass_s(3600)  # a system whose every clock counts sleep: the guard's own gap tells
    assert pulse.stalled() == 0
    assert not any(wait(clocks, pulse, 4.5))
    assert any(wait(clocks, pulse, 1))


def test_a_stall_is_dropped_only_while_the_program_lives(world: World) -> None:
    guard = raised(world).guard()
    guard.hear(b'{"beat": 77}')
    for _ in range(11):
        world.clocks.pass_s(0.5)
        guard.step()
    assert world.dropped == [77]
    guard.hear(b'{"beat": 77}')
    gone(guard)
    for _ in range(20):
        world.clocks.pass_s(0.5)
        guard.step()
    assert world.dropped == [77]


def run(clocks: FakeClocks, guards: list[Guard], seconds: float) -> list[Guard]:
    """Let time pass; returns those still there. At no moment may two hold the lock."""
    left = list(guards)
    for _ in range(int(seconds * 2)):
        clocks.pass_s(0.5)
        left = [guard for guard in left if guard.step()]
        assert sum(guard.lock.held for guard in left) <= 1
    return left


def test_a_new_guard_takes_over_and_the_old_one_leaves(world: World) -> None:
    old = raised(world).guard()
    gone(old)
    run(world.clocks, [old], 1)
    new = world.guard(2 * HOUR_S)
    assert run(world.clocks, [old, new], 5) == [new]
    assert new.lock.held
    world.clocks.pass_s(HOUR_S)
    new.step()
    assert not world.started  # the old deadline is past and nobody acts on it


def test_where_the_new_guard_dies_at_once_the_old_one_stays(world: World) -> None:
    old = raised(world).guard()
    gone(old)
    run(world.clocks, [old], 1)
    world.guard()  # claims, and is never seen again
    assert run(world.clocks, [old], 5) == [old]
    world.clocks.pass_s(HOUR_S)
    run(world.clocks, [old], 1)
    assert world.started


def test_where_the_new_guard_is_killed_while_the_old_one_still_stands_by_the_old_one_acts(world: World) -> None:
    old = raised(world).guard()
    gone(old)
    run(world.clocks, [old], 1)
    new = world.guard()
    run(world.clocks, [old, new], 1)
    guard_process.os.close(new.lock._file)
    assert run(world.clocks, [old], 5) == [old]


def test_of_three_guards_the_newest_acts(world: World) -> None:
    first = raised(world).guard()
    gone(first)
    run(world.clocks, [first], 1)
    second = world.guard()
    gone(second)
    third = world.guard()
    assert run(world.clocks, [first, second, third], 8) == [third]


def test_an_old_guard_in_the_midst_of_lowering_is_not_disturbed(world: World) -> None:
    world.hangs = True
    old = raised(world).guard(0)
    gone(old)
    old.step()
    new = world.guard()
    assert len(run(world.clocks, [old, new], 3)) == 2
    assert old.lock.held
    world.started[0].code = 0
    assert run(world.clocks, [old, new], 8) == [new]
