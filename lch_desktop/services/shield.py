"""Raising and lowering the shield: every barrier for itself, the journal first, down in any case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from lch_desktop.domain.errors import LchError, ShieldError
from lch_desktop.domain.shield import LONGEST_H, Barrier, Guard, Journal, Order, Raised, Standing, State

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Lowered:
    """What lowering did: the names of the barriers that came down, and what is still up, with the failure."""

    down: tuple[str, ...] = ()
    leftovers: tuple[tuple[str, LchError], ...] = ()


class Shield:
    """All barriers behind one object. It needs no database, and its methods belong on a worker thread."""

    def __init__(
        self, barriers: Sequence[Barrier], journal: Journal, guard: Guard, now: Callable[[], datetime]
    ) -> None:
        self._barriers = {barrier.name: barrier for barrier in barriers}
        self._journal = journal
        self._guard = guard
        self._now = now
        self._unjournaled: set[str] = set()  # raised, with nothing to lower
        self._guarded = False  # a guard was started, and is still wanted

    def preflight(self, order: Order) -> tuple[Standing, ...]:
        """How each barrier stands before it is raised, in the order they are shown. Changes nothing."""
        return tuple(self._standing(barrier, order) for barrier in self._barriers.values())

    def raise_until(self, order: Order) -> tuple[Standing, ...]:
        """Raise every barrier that is switched on and can be had; then probe each. Also moves the deadline.

        One that fails is LEAKING with its reason; the others go up all the same.
        """
        if self._journal.damaged:
            self.lower()  # it cannot name what is up: nothing of that may be written over
        order = self._within_limit(order)
        standings = []
        ready = {each.barrier: each for each in self.preflight(order)}
        self._guard.watch(order.until)
        self._guarded = True
        for name, barrier in self._barriers.items():
            standing = ready[name]
            if standing.state is State.READY:
                standing = self._raise(barrier, order)
            standings.append(standing)
        return tuple(standings)

    def renew(self, order: Order) -> None:
        """Move the deadline of what is up; nothing else is raised, and what cannot be moved keeps its own."""
        order = self._within_limit(order)
        self._guard.watch(order.until)
        for entry in self._journal.entries():
            barrier = self._barriers.get(entry.barrier)
            if barrier is None:
                continue
            with suppress(LchError):
                self._journal.add(Raised(entry.barrier, entry.found, order.until))
                _without_bugs(barrier, partial(barrier.raise_until, order, entry.found))

    def keep_guarded(self, left_s: float) -> bool:
        """Start the guard again where it has died under a raised shield; whether it had. Raises ShieldError.

        `left_s`: to the deadline, by a clock that nobody sets. One that lives is not told: it counts by itself.
        """
        if not self._guarded or self._guard.alive:
            return False
        self._guard.watch(self._now() + timedelta(seconds=min(left_s, LONGEST_H * 3600)))
        return True

    def beat(self, window_id: int) -> None:
        """The event loop lives, its full-screen window is `window_id` (0: none). For the GUI thread: it never waits."""
        self._guard.beat(window_id)

    def take_dropped(self) -> bool:
        """Whether the guard has dropped the full screen of a window that stood still, since the last call."""
        return self._guard.take_dropped()

    def limits(self) -> dict[str, str]:
        """What each barrier cannot do, by its name."""
        return {name: barrier.limits for name, barrier in self._barriers.items()}

    def verify(self, order: Order) -> tuple[Standing, ...]:
        """Probe each barrier that is up; the others as `preflight` has them."""
        up = {entry.barrier for entry in self._journal.entries()} | self._unjournaled
        return tuple(
            _verified(barrier, order) if name in up else self._standing(barrier, order)
            for name, barrier in self._barriers.items()
        )

    def lower(self) -> Lowered:
        """Take down whatever the journal says may be up; with a damaged journal, everything there is."""
        for name in self._unjournaled:
            with suppress(LchError):
                _without_bugs(self._barriers[name], partial(self._barriers[name].lower, {}))
        self._unjournaled.clear()
        damaged = self._journal.damaged
        entries = self._journal.entries()
        if damaged:
            entries = tuple(Raised(name, {}, self._now()) for name in self._barriers)
        down, leftovers = [], list[tuple[str, LchError]]()
        for entry in reversed(entries):
            try:
                self._lower(entry, forget=not damaged)
            except LchError as error:
                leftovers.append((entry.barrier, error))
            else:
                down.append(entry.barrier)
        if damaged and not leftovers:  # any sooner, a kill would leave the rest up and nothing that says so
            leftovers.extend(self._forget_all())
        self._guarded = False
        if leftovers:
            self._guard.hurry()
        else:
            self._guard.dismiss()
        return Lowered(tuple(down), tuple(leftovers))

    @property
    def up(self) -> tuple[Raised, ...]:
        """What may be up, by the journal."""
        return self._journal.entries()

    @property
    def damaged(self) -> bool:
        """Whether the journal cannot be read: then anything may be up."""
        return self._journal.damaged

    def leftovers(self) -> tuple[Raised, ...]:
        """What is up past its deadline: nothing of it should be."""
        now = self._now()
        return tuple(entry for entry in self._journal.entries() if entry.until < now)

    def _within_limit(self, order: Order) -> Order:
        return replace(order, until=min(order.until, self._now() + timedelta(hours=LONGEST_H)))

    def _standing(self, barrier: Barrier, order: Order) -> Standing:
        if barrier.name not in order.wanted:
            return Standing(barrier.name, State.OFF)
        try:
            return _without_bugs(barrier, partial(barrier.standing, order))
        except LchError as error:
            return _failed(barrier.name, State.NOT_AVAILABLE, error)

    def _raise(self, barrier: Barrier, order: Order) -> Standing:
        try:
            known = {entry.barrier: entry.found for entry in self._journal.entries()}
            is_known = barrier.name in known
            found = known[barrier.name] if is_known else _without_bugs(barrier, partial(barrier.find, order))
            if found is None:
                self._unjournaled.add(barrier.name)
            else:
                self._journal.add(Raised(barrier.name, found, order.until))
            _without_bugs(barrier, partial(barrier.raise_until, order, found or {}))
        except LchError as error:
            return _failed(barrier.name, State.LEAKING, error)
        return _verified(barrier, order)

    def _forget_all(self) -> list[tuple[str, LchError]]:
        """Remove a damaged journal; what failed, if it did."""
        try:
            for name in self._barriers:
                self._journal.remove(name)
        except LchError as error:
            return [("journal", error)]
        return []

    def _lower(self, entry: Raised, forget: bool) -> None:
        barrier = self._barriers.get(entry.barrier)
        if barrier is None:  # written by a newer version: its own program knows how
            raise ShieldError("barrier-unknown", barrier=entry.barrier)
        _without_bugs(barrier, partial(barrier.lower, entry.found))
        if forget:
            self._journal.remove(entry.barrier)


def _verified(barrier: Barrier, order: Order) -> Standing:
    try:
        return _without_bugs(barrier, partial(barrier.verify, order))
    except LchError as error:
        return _failed(barrier.name, State.LEAKING, error)


def _without_bugs(barrier: Barrier, work: Callable[[], _T]) -> _T:
    """What `work` returns. A bug in one barrier must not keep the others up: it becomes a failure of that one."""
    try:
        return work()
    except LchError:
        raise
    except Exception as bug:
        raise ShieldError("barrier-bug", barrier=barrier.name, why=repr(bug)) from bug


def _failed(name: str, state: State, error: LchError) -> Standing:
    return Standing(name, state, problem=error)


class _NoGuard:
    alive = True  # none is missing

    def watch(self, until: datetime) -> None:
        """Nothing can be up."""

    def take_dropped(self) -> bool:
        return False

    def beat(self, window_id: int) -> None:
        """Nothing can be up."""

    def hurry(self) -> None:
        """Nothing can be up."""

    def dismiss(self) -> None:
        """Nothing can be up."""


class _NoJournal:
    damaged = False

    def entries(self) -> tuple[Raised, ...]:
        return ()

    def add(self, raised: Raised) -> None:
        raise ShieldError("journal-not-written", path="", why="")

    def remove(self, barrier: str) -> None:
        """Nothing is there."""


def no_shield(now: Callable[[], datetime]) -> Shield:
    """A shield without a barrier."""
    return Shield((), _NoJournal(), _NoGuard(), now)
