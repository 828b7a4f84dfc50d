"""kill -9 of the root helper at every system call it makes: the file is as before or raised, and comes down.

strace's `when=N` counts each system call by its name, so `inject=all` would not reach every call: one traced run lists
them as (name, how-manyth), from the first line of the helper's own program on (before that it is Python starting, and
nothing of ours is open), and then one run each is killed as it enters that call. What a call has done is seen when
the next one is killed. `make test` kills at each call that can change something, `make fuzz` at every call there is.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence

import pytest

from lch_desktop.shield.helper.section import with_section
from tests.shield.helper_kit import (
    HOSTS,
    USER_ENV,
    Machine,
    calls_of,
    comes_true,
    kill_at,
    machine_at,
    needs_root,
    needs_strace,
)

pytestmark = [needs_root, needs_strace]

SITE = "shop.example"
RAISED = with_section(HOSTS, (SITE, f"www.{SITE}", f"m.{SITE}"))
OWN_CODE = "geteuid("  # the first thing that `posix.enter` asks
CHANGING = frozenset("openat write rename unlink mkdir ftruncate fchmod fchown fsync clone flock".split())


@pytest.fixture(scope="module", params=["replaceable", "bind mount"])
def machine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """Where the hosts file can be replaced, and where it is a mount of its own and cannot."""
    own_mount = request.param == "bind mount"
    with machine_at(tmp_path_factory.mktemp("machine"), own_mount=own_mount) as found:
        yield found
        found.end_watchers()


def comes_down(machine: Machine) -> bool:
    """Whether the helper's next start puts everything right."""
    return machine.helper("lower")[0] == 0 and machine.hosts.read_bytes() == HOSTS


EVERY = pytest.mark.parametrize(
    "every", [pytest.param(False, id="changing"), pytest.param(True, id="all", marks=pytest.mark.fuzz)]
)


def chosen(calls: Sequence[tuple[str, int]], every: bool) -> list[tuple[str, int]]:
    return [call for call in calls if every or call[0] in CHANGING]


@EVERY
def test_raise_killed_at_every_call(machine: Machine, every: bool) -> None:
    machine.reset()
    arguments = ["raise", SITE, str(machine.now() + 3600)]
    calls = chosen(calls_of(machine, arguments, OWN_CODE), every)
    assert CHANGING - {"ftruncate"} <= {name for name, _ in calls}
    raised = 0
    for call in calls:
        machine.reset()
        assert kill_at(machine, call, arguments), f"{call} was not reached"
        now = machine.hosts.read_bytes()
        assert now in (HOSTS, RAISED), f"half raised by a kill at {call}"
        if now == RAISED:  # then it also comes down by itself: the deadline is on disk, and someone waits for it
            raised += 1
            assert (machine.state / "journal.json").exists(), call
            assert len(machine.watchers()) == 1, call
        assert comes_down(machine), f"not lowered after a kill at {call}"
    assert 5 < raised < len(calls) - 10  # both sides of the change were reached


@EVERY
def test_lower_killed_at_every_call(machine: Machine, every: bool) -> None:
    machine.reset(RAISED)
    calls = chosen(calls_of(machine, ["lower"], OWN_CODE), every)
    torn = 0
    for call in calls:
        machine.reset(RAISED)
        assert kill_at(machine, call, ["lower"]), f"{call} was not reached"
        torn += machine.hosts.read_bytes() not in (HOSTS, RAISED)
        assert comes_down(machine), f"not lowered after a kill at {call}"
    in_place = machine.hosts.name == "hosts.bound"  # written, not yet cut to length: undone first
    assert torn == (0 if not in_place else 2 if every else 1)


def test_what_a_kill_left_half_written_is_whole_again_at_the_next_start_of_any_verb(machine: Machine) -> None:
    machine.reset(RAISED)
    calls = calls_of(machine, ["lower"], OWN_CODE)
    cut = [call for call in calls if call[0] == "ftruncate"]
    assert len(cut) == (machine.hosts.name == "hosts.bound")
    for call in cut:
        machine.reset(RAISED)
        assert kill_at(machine, call, ["lower"])
        assert machine.hosts.read_bytes() not in (HOSTS, RAISED)
        assert machine.helper("status", env={})[1]["raised"]
        assert machine.hosts.read_bytes() == RAISED


def test_killed_right_after_the_change_the_deadline_lowers_it_alone(machine: Machine) -> None:
    machine.reset()
    calls = calls_of(machine, ["raise", SITE, str(machine.now() + 3600)], OWN_CODE)
    last = [call for call in calls if call[0] == "openat"][-1]
    machine.reset()
    assert kill_at(machine, last, ["raise", SITE, str(machine.now() + 2)])
    assert machine.hosts.read_bytes() == RAISED
    assert comes_true(lambda: machine.hosts.read_bytes() == HOSTS)
    assert comes_true(lambda: not machine.watchers() and not (machine.state / "journal.json").exists())


@pytest.mark.parametrize("failure", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("verb", ["raise", "lower"])
def test_a_call_that_fails_leaves_the_file_whole(machine: Machine, failure: int, verb: str) -> None:
    name = errno.errorcode[failure]
    machine.reset()
    arguments = ["raise", SITE, str(machine.now() + 3600)] if verb == "raise" else ["lower"]
    before = HOSTS if verb == "raise" else RAISED
    machine.reset(before)
    calls = [call for call in calls_of(machine, arguments, OWN_CODE) if call[0] in ("write", "fsync", "ftruncate")]
    for call, which in calls:
        machine.reset(before)
        inject = ("-e", f"trace={call}", "-e", f"inject={call}:error={name}:when={which}")
        ended = machine.run("strace", "-o", "/dev/null", *inject, str(machine.launcher), *arguments, env=USER_ENV)
        now = machine.hosts.read_bytes()
        assert now in (HOSTS, RAISED), (call, which)
        assert ended.returncode == 1 or now != before or call == "write", (call, which)
        if now == RAISED and verb == "raise":
            assert (machine.state / "journal.json").exists(), (call, which)
            assert len(machine.watchers()) == 1, (call, which)
        assert comes_down(machine), (call, which)
