"""The shield: what a barrier is, what it is told, and how it stands (design/shield.md).

A barrier changes something outside our own folder. What it found there is written to the journal, and synced,
before it changes anything; with that, and with nothing else, it can be lowered again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from lch_desktop.domain.errors import LchError

LONGEST_H = 4  # no block is ever asked for longer

Found = Mapping[str, str]  # what a barrier found before it changed anything, in its own words


class State(StrEnum):
    """How a barrier stands. Never more is claimed than a probe has shown."""

    READY = "ready"  # can be raised
    VERIFIED = "verified"  # raised, and a real probe says that it holds
    RAISED = "raised"  # raised; nothing on this computer tells whether it holds
    LEAKING = "leaking"  # raised, and the probe got through
    NOT_AVAILABLE = "not-available"  # cannot be had here; the detail says why
    OFF = "off"  # the rep has not asked for it


@dataclass(frozen=True, slots=True)
class Standing:
    """How one barrier stands now. `detail` says it in a few words, `advice` what the rep can do about it.

    `problem`: the failure that is behind it, whose sentence says both.
    """

    barrier: str
    state: State
    detail: str = ""
    advice: str = ""
    problem: LchError | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What one hour is shielded from, work taken out already; and until when, an aware UTC instant."""

    until: datetime
    sites: tuple[str, ...] = ()  # host names, or host/path; sub-domains are meant too
    apps: tuple[str, ...] = ()  # executable names, exactly: asked to close
    front_apps: tuple[str, ...] = ()  # called back when they are in front; those of `apps` among them
    work_sites: tuple[str, ...] = ()  # win over everything
    work_apps: tuple[str, ...] = ()
    wanted: frozenset[str] = frozenset()  # names of the barriers that the rep has switched on
    words: Mapping[str, str] = field(default_factory=dict)  # for the block page: "back_to", "calls_to_go"


class Barrier(Protocol):
    """One barrier. Every method may take long (a process, a bus), so none is called on the GUI thread.

    A failure is a ShieldError whose sentence the rep reads; it stops neither the hour nor another barrier.
    """

    @property
    def name(self) -> str:
        """Its name in the journal and in settings: quiet, sites-hosts, sites-browser, apps."""
        ...

    @property
    def limits(self) -> str:
        """What it cannot do, in one sentence."""
        ...

    def standing(self, order: Order) -> Standing:
        """READY, NOT_AVAILABLE or OFF, before it is raised. Changes nothing."""
        ...

    def find(self, order: Order) -> Found | None:
        """What is there now, as much as `lower` needs; None where raising leaves nothing to lower. Changes nothing."""
        ...

    def raise_until(self, order: Order, found: Found) -> None:
        """Raise it, or move its deadline where it is up already."""
        ...

    def lower(self, found: Found) -> None:
        """Put back what was found. Any number of times, also where it was never raised, or was half raised."""
        ...

    def verify(self, order: Order) -> Standing:
        """VERIFIED, RAISED or LEAKING, by a real probe. Changes nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Raised:
    """One line of the journal: a barrier that may be up, and what it needs to be lowered."""

    barrier: str
    found: Found
    until: datetime


class Journal(Protocol):
    """What may be up, on disk and synced before `add` returns; it needs no database."""

    def entries(self) -> tuple[Raised, ...]:
        """What may be up, oldest first. An unreadable journal names no entries and is `damaged`."""
        ...

    @property
    def damaged(self) -> bool:
        """Whether the file is there and cannot be read: then everything has to be lowered by itself."""
        ...

    def add(self, raised: Raised) -> None:
        """Write it, in place of the barrier's former line; what was found first is kept."""
        ...

    def remove(self, barrier: str) -> None:
        """The barrier is down."""
        ...


class Guard(Protocol):
    """A small process of its own that outlives the program: it lowers what is up at the deadline, and drops a
    full screen whose window has not beaten for some seconds."""

    def watch(self, until: datetime) -> None:
        """Begin, or move the deadline."""
        ...

    @property
    def alive(self) -> bool:
        """Whether it is there."""
        ...

    def take_dropped(self) -> bool:
        """Whether it has dropped a full screen since the last call. Asks nobody: memory only."""
        ...

    def beat(self, window_id: int) -> None:
        """The event loop lives, and its full-screen window has this native id (0: none is full screen)."""
        ...

    def hurry(self) -> None:
        """Something did not come down: the guard that is there tries now, again and again. None is started for it."""
        ...

    def dismiss(self) -> None:
        """Everything is down: the guard may go."""
        ...


def split_sites(entries: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """`entries` as whole hosts and as host/path entries; only a browser can block the second kind."""
    hosts = tuple(entry for entry in entries if "/" not in entry)
    return hosts, tuple(entry for entry in entries if "/" in entry)


def is_under(host: str, entry: str) -> bool:
    """Whether `host` is the host of `entry` (host or host/path) or one of its sub-domains, never a look-alike."""
    wanted = entry.partition("/")[0]
    return host == wanted or host.endswith(f".{wanted}")
