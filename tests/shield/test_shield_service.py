"""Raising and lowering: every barrier for itself, the journal first, and nothing left behind wherever it is killed."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import LONGEST_H, Order, Raised, State
from lch_desktop.services.shield import Shield
from tests.fakes import START
from tests.shield.fake_barriers import FakeBarrier, FakeGuard, Killed, Machine, WatchedJournal

NAMES = ("quiet", "apps", "sites-hosts")
UNTIL = START + timedelta(hours=1)
ORDER = Order(UNTIL, wanted=frozenset(NAMES))
AS_FOUND = dict.fromkeys(NAMES, "as found")


@dataclass
class World:
    """One computer; `shield` is a program newly started on it."""

    machine: Machine = field(default_factory=Machine)
    faults: dict[str, dict[str, Exception]] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)
    leaving_nothing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        folder = Path(tempfile.mkdtemp(dir=os.environ["XDG_CACHE_HOME"]))  # goes with the tests' stand-in for home
        self.journal = WatchedJournal(self.machine, folder / "shield.json")
        self.guard = FakeGuard(self.machine)

    def shield(self) -> Shield:
        barriers = [
            FakeBarrier(
                self.machine,
                name,
                state=self.states.get(name, State.READY),
                leaves_nothing=name in self.leaving_nothing,
                fails_at=self.faults.get(name, {}),
            )
            for name in NAMES
        ]
        return Shield(barriers, self.journal, self.guard, lambda: START)

    @property
    def switches(self) -> dict[str, str]:
        return self.machine.switches

    def restarted(self) -> Shield:
        """The same computer after a kill: nothing is in memory."""
        self.machine.killed_at = -1
        return self.shield()


@pytest.fixture
def world() -> World:
    return World()


def by_name(standings: tuple[object, ...]) -> dict[str, State]:
    return {each.barrier: each.state for each in standings}  # type: ignore[attr-defined]


def test_raised_every_barrier_is_verified_and_lowered_everything_is_as_found(world: World) -> None:
    shield = world.shield()
    assert set(by_name(shield.raise_until(ORDER)).values()) == {State.VERIFIED}
    assert set(world.switches.values()) == {"off"}
    assert world.guard.until == UNTIL
    lowered = shield.lower()
    assert set(lowered.down) == set(NAMES)
    assert world.switches == AS_FOUND
    assert world.journal.entries() == ()
    assert world.guard.until is None


def test_the_journal_is_written_before_anything_is_changed_and_the_guard_before_both(world: World) -> None:
    world.shield().raise_until(ORDER)
    calls = world.machine.calls
    for name in NAMES:
        order = [f"{name}.find", f"journal.add {name}", f"{name}.raise"]
        assert [call for call in calls if call in order] == order
        assert calls.index("guard.watch") < calls.index(f"journal.add {name}")


@pytest.mark.parametrize("method", ["standing", "find", "raise", "verify"])
@pytest.mark.parametrize("name", NAMES)
def test_one_that_fails_stops_neither_the_others_nor_lowering(method: str, name: str) -> None:
    world = World(faults={name: {method: ShieldError("no-luck")}})
    standings = by_name(world.shield().raise_until(ORDER))
    assert standings.pop(name) in (State.LEAKING, State.NOT_AVAILABLE)
    assert set(standings.values()) == {State.VERIFIED}
    world.shield().lower()
    assert world.switches == AS_FOUND


@pytest.mark.parametrize("name", NAMES)
def test_one_that_cannot_be_lowered_is_kept_for_the_next_time(name: str) -> None:
    world = World()
    world.shield().raise_until(ORDER)
    world.faults = {name: {"lower": ShieldError("no-luck")}}
    lowered = world.shield().lower()
    assert [left for left, _ in lowered.leftovers] == [name]
    assert {entry.barrier for entry in world.journal.entries()} == {name}
    assert world.guard.until == UNTIL, "the guard stays while something is up"
    world.faults = {}
    assert world.shield().lower().leftovers == ()
    assert world.switches == AS_FOUND
    assert world.guard.until is None


@pytest.mark.parametrize("name", NAMES)
def test_a_bug_in_one_barrier_does_not_stop_the_others_from_coming_down(name: str) -> None:
    world = World()
    world.shield().raise_until(ORDER)
    world.faults = {name: {"lower": RuntimeError("a bug of ours")}}
    lowered = world.shield().lower()
    assert [left for left, _ in lowered.leftovers] == [name]
    world.faults = {}
    world.shield().lower()
    assert world.switches == AS_FOUND


@pytest.mark.parametrize("method", ["standing", "find", "raise", "verify"])
def test_a_bug_in_one_barrier_does_not_stop_the_others_from_going_up(method: str) -> None:
    world = World(faults={"quiet": {method: RuntimeError("a bug of ours")}})
    standings = by_name(world.shield().raise_until(ORDER))
    assert {standings[name] for name in NAMES[1:]} == {State.VERIFIED}
    world.shield().lower()
    assert world.switches == AS_FOUND


def killed_everywhere(what: str, after: bool) -> int:
    """Kill the program at every call of `what`, start it again, lower; returns how many calls there were."""
    for number in range(200):
        world = World()
        shield = world.shield()
        if what == "lower":
            shield.raise_until(ORDER)
        elif what == "damaged":
            shield.raise_until(ORDER)
            world.journal.damage()
        first = len(world.machine.calls)
        world.machine.killed_at, world.machine.killed_after = first + number, after
        try:
            shield.raise_until(ORDER) if what == "raise" else shield.lower()
        except Killed:
            world.restarted().lower()
            where = world.machine.calls[first + number]
            assert world.switches == AS_FOUND, f"killed at {where}"
            assert world.journal.entries() == (), f"killed at {where}"
            assert not world.journal.damaged
        else:
            return number
    raise AssertionError("it never came to an end")


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(("what", "least"), [("raise", 15), ("lower", 7), ("damaged", 4)])
def test_killed_at_any_call_the_next_start_leaves_nothing_up(what: str, least: int, after: bool) -> None:
    assert killed_everywhere(what, after) >= least


def test_what_was_found_first_is_kept_when_it_is_raised_again(world: World) -> None:
    shield = world.shield()
    shield.raise_until(ORDER)
    found = {entry.barrier: entry.found for entry in world.journal.entries()}
    world.shield().raise_until(Order(UNTIL + timedelta(hours=1), wanted=ORDER.wanted))
    assert {entry.barrier: entry.found for entry in world.journal.entries()} == found
    assert {entry.until for entry in world.journal.entries()} == {UNTIL + timedelta(hours=1)}
    world.shield().lower()
    assert world.switches == AS_FOUND


def test_a_journal_that_cannot_be_written_changes_nothing(world: World) -> None:
    world.journal.unwritable = True
    standings = by_name(world.shield().raise_until(ORDER))
    assert set(standings.values()) == {State.LEAKING}
    assert world.switches == AS_FOUND


def test_without_a_guard_nothing_is_changed(world: World) -> None:
    world.guard.fails = True
    with pytest.raises(ShieldError, match="guard-not-started"):
        world.shield().raise_until(ORDER)
    assert world.switches == AS_FOUND


def test_a_damaged_journal_lowers_everything_there_is(world: World) -> None:
    world.shield().raise_until(ORDER)
    world.journal.damage()
    lowered = world.shield().lower()
    assert set(lowered.down) == set(NAMES)
    assert world.switches == AS_FOUND


@pytest.mark.parametrize("name", NAMES)
def test_a_damaged_journal_is_kept_until_everything_is_down(name: str) -> None:
    world = World()
    world.shield().raise_until(ORDER)
    world.journal.damage()
    world.faults = {name: {"lower": ShieldError("no-luck")}}
    assert world.shield().lower().leftovers
    assert world.journal.damaged or name in {entry.barrier for entry in world.journal.entries()}


def test_raising_over_a_damaged_journal_forgets_nothing(world: World) -> None:
    world.shield().raise_until(ORDER)
    world.journal.damage()
    world.shield().raise_until(Order(UNTIL, wanted=frozenset({"quiet"})))
    world.shield().lower()
    assert world.switches == AS_FOUND


def test_lowering_any_number_of_times_is_the_same_as_once(world: World) -> None:
    assert world.shield().lower().down == ()
    world.shield().raise_until(ORDER)
    for _ in range(3):
        world.shield().lower()
        assert world.switches == AS_FOUND


def test_what_is_not_wanted_is_off_and_untouched(world: World) -> None:
    standings = by_name(world.shield().raise_until(Order(UNTIL, wanted=frozenset({"apps"}))))
    assert standings == {"quiet": State.OFF, "apps": State.VERIFIED, "sites-hosts": State.OFF}
    assert world.switches["quiet"] == "as found"


def test_what_cannot_be_had_is_not_raised(world: World) -> None:
    world.states = {"apps": State.NOT_AVAILABLE}
    assert by_name(world.shield().raise_until(ORDER))["apps"] is State.NOT_AVAILABLE
    assert world.switches["apps"] == "as found"


def test_one_that_fails_to_verify_later_does_not_hide_the_others(world: World) -> None:
    world.shield().raise_until(ORDER)
    world.faults = {"quiet": {"verify": ShieldError("no-luck")}}
    standings = by_name(world.shield().verify(ORDER))
    assert standings["apps"] is State.VERIFIED
    assert standings["quiet"] is State.LEAKING


def test_no_deadline_is_further_away_than_the_longest(world: World) -> None:
    world.shield().raise_until(Order(START + timedelta(hours=9), wanted=ORDER.wanted))
    longest = START + timedelta(hours=LONGEST_H)
    assert world.guard.until == longest
    assert {entry.until for entry in world.journal.entries()} == {longest}


def test_what_is_up_past_its_deadline_is_a_leftover(world: World) -> None:
    past = Raised("quiet", {}, START - timedelta(seconds=1))
    world.journal.add(past)
    world.journal.add(Raised("apps", {}, UNTIL))
    assert world.shield().leftovers() == (past,)
    assert len(world.shield().up) == 2


def test_a_barrier_of_a_newer_version_stays_in_the_journal(world: World) -> None:
    world.journal.add(Raised("new", {}, UNTIL))
    world.journal.add(Raised("quiet", {"was": "as found"}, UNTIL))
    lowered = world.shield().lower()
    assert [(name, error.code) for name, error in lowered.leftovers] == [("new", "barrier-unknown")]
    assert lowered.down == ("quiet",)


@pytest.mark.parametrize("bug", [None, RuntimeError("a bug of ours"), ShieldError("no-luck")])
def test_a_barrier_that_leaves_nothing_is_in_no_journal_and_holds_nobody_up(bug: Exception | None) -> None:
    world = World(leaving_nothing=("quiet",), faults={"quiet": {"lower": bug}} if bug else {})
    shield = world.shield()
    assert set(by_name(shield.raise_until(ORDER)).values()) == {State.VERIFIED}
    assert {entry.barrier for entry in world.journal.entries()} == {"apps", "sites-hosts"}
    assert shield.lower().leftovers == ()
    assert world.switches == AS_FOUND


def test_renewed_only_what_is_up_gets_the_new_deadline(world: World) -> None:
    shield = world.shield()
    shield.raise_until(Order(UNTIL, wanted=frozenset({"apps"})))
    shield.renew(Order(UNTIL + timedelta(hours=1), wanted=ORDER.wanted))
    assert [(entry.barrier, entry.until) for entry in world.journal.entries()] == [("apps", UNTIL + timedelta(hours=1))]
    assert world.guard.until == UNTIL + timedelta(hours=1)
    assert world.switches["quiet"] == "as found"


def test_renewing_one_that_fails_does_not_hold_up_the_others(world: World) -> None:
    world.shield().raise_until(ORDER)
    world.faults = {"quiet": {"raise": RuntimeError("a bug of ours")}}
    world.shield().renew(Order(UNTIL + timedelta(hours=1), wanted=ORDER.wanted))
    assert {entry.until for entry in world.journal.entries()} == {UNTIL + timedelta(hours=1)}


def test_a_guard_that_died_in_the_hour_is_started_again_with_the_time_that_is_left(world: World) -> None:
    shield = world.shield()
    shield.raise_until(ORDER)
    assert not shield.keep_guarded(1800)
    assert world.guard.until == UNTIL, "one that lives counts by itself: a clock that was set back gives it nothing"
    world.guard.until = None  # killed
    assert shield.keep_guarded(1800)
    assert world.guard.until == START + timedelta(seconds=1800)
    world.guard.until = None
    world.guard.fails = True
    with pytest.raises(ShieldError, match="guard-not-started"):
        shield.keep_guarded(1800)


def test_without_anything_to_guard_none_is_started(world: World) -> None:
    shield = world.shield()
    assert not shield.keep_guarded(1800)
    shield.raise_until(ORDER)
    shield.lower()
    assert not shield.keep_guarded(1800)
    assert world.guard.until is None
