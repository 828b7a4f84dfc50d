"""A machine with switches, barriers that move them, and a way to be killed at any call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import Found, Order, Raised, Standing, State
from lch_desktop.shield.journal import FileJournal


class Killed(BaseException):
    """What a kill -9 looks like from inside: nothing that handles errors may handle it."""


@dataclass
class Machine:
    """The switches that barriers move, and every call that was made, in order."""

    switches: dict[str, str] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    killed_at: int = -1  # the number of the call that never returns
    killed_after: bool = False  # after its work instead of before

    def step(self, call: str, work: Callable[[], None] | None = None) -> None:
        """Note the call and do its work, unless this is where the program dies."""
        is_last = len(self.calls) == self.killed_at
        self.calls.append(call)
        if is_last and not self.killed_after:
            raise Killed(call)
        if work is not None:
            work()
        if is_last:
            raise Killed(call)


@dataclass
class FakeBarrier:
    """A Barrier that turns one switch of the machine "off". `fails_at` maps a method to the failure it raises."""

    machine: Machine
    name: str
    limits: str = "none"
    state: State = State.READY
    leaves_nothing: bool = False  # raising it leaves nothing that a journal would have to know
    fails_at: dict[str, Exception] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.machine.switches.setdefault(self.name, "as found")

    def standing(self, order: Order) -> Standing:
        self._step("standing")
        return Standing(self.name, self.state)

    def find(self, order: Order) -> Found | None:
        self._step("find")
        return None if self.leaves_nothing else {"was": self.machine.switches[self.name]}

    def raise_until(self, order: Order, found: Found) -> None:
        self._step("raise", lambda: self._turn("off"))

    def lower(self, found: Found) -> None:
        self._step("lower", lambda: self._turn(found.get("was", "as found")))

    def verify(self, order: Order) -> Standing:
        self._step("verify")
        return Standing(self.name, State.VERIFIED)

    def _turn(self, value: str) -> None:
        self.machine.switches[self.name] = value

    def _step(self, method: str, work: Callable[[], None] | None = None) -> None:
        self.machine.step(f"{self.name}.{method}", work)
        if method in self.fails_at:
            raise self.fails_at[method]


@dataclass
class FakeGuard:
    """A Guard that remembers what it was told."""

    machine: Machine
    until: datetime | None = None
    fails: bool = False
    dropped: bool = False

    @property
    def alive(self) -> bool:
        return self.until is not None

    def take_dropped(self) -> bool:
        return self.dropped

    def watch(self, until: datetime) -> None:
        self.machine.step("guard.watch")
        if self.fails:
            raise ShieldError("guard-not-started")
        self.until = until

    def beat(self, window_id: int) -> None:
        self.machine.step("guard.beat")

    def hurry(self) -> None:
        self.machine.step("guard.hurry")

    def dismiss(self) -> None:
        self.machine.step("guard.dismiss")
        self.until = None


class WatchedJournal(FileJournal):
    """A real journal file that outlives the program, each write a step at which the program can die."""

    def __init__(self, machine: Machine, path: Path) -> None:
        super().__init__(path)
        self._machine = machine
        self._file = path
        self.unwritable = False

    def damage(self) -> None:
        """What a broken disk leaves."""
        self._file.write_bytes(b"{ torn")

    def add(self, raised: Raised) -> None:
        if self.unwritable:
            raise ShieldError("journal-not-written")
        self._machine.step(f"journal.add {raised.barrier}", lambda: FileJournal.add(self, raised))

    def remove(self, barrier: str) -> None:
        self._machine.step(f"journal.remove {barrier}", lambda: FileJournal.remove(self, barrier))
