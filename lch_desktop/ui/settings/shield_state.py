"""What the shield's cards in the settings show. Pure."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lch_desktop.ui.shield.names import BARRIERS, barrier_name
from lch_desktop.ui.shield.ring import RingState, Stage, build_ring
from lch_desktop.ui.shield.work_state import Tick, WorkState, build_work, program_ticks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lch_desktop.domain.settings import Settings
    from lch_desktop.ui.shield.desk import ShieldDesk

OWN_LIMITS = {  # of the barriers that are windows of our own
    "cover": "Never kept on top: what you bring to the front stays there. Only monitors named below stay free.",
    "watch": "Goes by the program in front and a browser's title; where the system does not tell, it says so.",
}
SYSTEM_WIDE = "sites-hosts"  # has a card of its own


@dataclass(frozen=True, slots=True)
class BrowserLine:
    """One browser: how the extension stands there, and the steps that are still to be done."""

    name: str
    state: str
    steps: tuple[str, ...] = ()

    @property
    def works(self) -> bool:
        """Whether nothing is left to do."""
        return not self.steps


@dataclass(frozen=True, slots=True)
class Known:
    """What the desk has answered so far; None: not yet."""

    running: tuple[tuple[str, str], ...] | None = None
    browsers: tuple[tuple[str, str, str], ...] | None = None  # those that have answered
    prepared: tuple[tuple[str, str, str], ...] = ()  # those that were told where the program is, with their steps
    system_wide: bool | None = None
    ring: Stage = Stage.IDLE


@dataclass(frozen=True, slots=True, kw_only=True)
class ShieldState:
    """All cards of the shield."""

    barriers: tuple[Tick, ...]  # remark: what it cannot do
    cover_all: bool
    is_up: bool
    work: WorkState
    lists: tuple[Tick, ...]
    own_sites: tuple[str, ...]
    apps: tuple[Tick, ...]
    apps_looked: bool
    conflicts: tuple[str, ...]
    browsers: tuple[BrowserLine, ...] | None
    installed: bool | None  # the root helper; None: not known yet
    system_wide: bool
    ring: RingState


def build_shield(settings: Settings, desk: ShieldDesk, known: Known) -> ShieldState:
    """The cards for the settings and what is known of this computer."""
    limits = desk.limits()
    on = settings.barriers
    return ShieldState(
        barriers=tuple(
            Tick(name, barrier_name(name), name in on, limits.get(name) or OWN_LIMITS.get(name, ""))
            for name in BARRIERS
            if name != SYSTEM_WIDE
        ),
        cover_all=settings.cover_all,
        is_up=desk.raised() and known.ring is Stage.IDLE,  # the ring test has quiet up
        work=build_work(settings, known.running, desk.screens()),
        lists=tuple(
            Tick(name, list_words(label, sites), name in settings.block_lists) for name, label, sites in desk.lists()
        ),
        own_sites=settings.block_sites,
        apps=program_ticks(settings.block_apps, _without(known.running, settings.work_programs)),
        apps_looked=known.running is not None,
        conflicts=desk.conflicts(settings),
        browsers=browser_lines(known.browsers, known.prepared),
        installed=known.system_wide,
        system_wide=SYSTEM_WIDE in on,
        ring=build_ring(settings, known.ring),
    )


def list_words(label: str, sites: int) -> str:
    """ "Social, 23 sites"."""
    return f"{label}, {sites} {'site' if sites == 1 else 'sites'}"


def browser_lines(
    browsers: Sequence[tuple[str, str, str]] | None, prepared: Sequence[tuple[str, str, str]] = ()
) -> tuple[BrowserLine, ...] | None:
    """The browsers with their steps, one line of what to do is one step; those that answer come first."""
    if browsers is None:
        return None
    answering = {name for name, _, _ in browsers}
    return tuple(
        BrowserLine(name, state, tuple(line.strip() for line in todo.splitlines() if line.strip()))
        for name, state, todo in (*browsers, *(each for each in prepared if each[0] not in answering))
    )


def install_command(verb: str = "install", platform: str = sys.platform) -> str:
    """What an administrator types; on Windows the terminal itself is opened as one."""
    return f"lch shield {verb}" if platform == "win32" else f"sudo lch shield {verb}"


def _without(running: tuple[tuple[str, str], ...] | None, work: Sequence[str]) -> tuple[tuple[str, str], ...] | None:
    """What runs and is not work: work is not offered to be closed."""
    return None if running is None else tuple(each for each in running if each[0] not in work)
