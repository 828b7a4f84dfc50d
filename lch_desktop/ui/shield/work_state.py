"""The work list as it is asked for: what the rep calls with and must see. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lch_desktop.ui.shield.names import program_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lch_desktop.domain.settings import Settings


@dataclass(frozen=True, slots=True)
class Tick:
    """One thing that can be chosen. `key` is what is kept, `words` what is shown."""

    key: str
    words: str
    on: bool
    remark: str = ""


@dataclass(frozen=True, slots=True)
class WorkState:
    """What was chosen so far, and what else there is to choose from."""

    programs: tuple[Tick, ...] = ()
    sites: tuple[str, ...] = ()
    screens: tuple[Tick, ...] = ()  # none where there is but one monitor
    looked: bool = False  # what runs now is listed


def program_ticks(chosen: Sequence[str], running: Sequence[tuple[str, str]] | None) -> tuple[Tick, ...]:
    """The chosen programs first, then what else runs, each by its name once."""
    named = dict(running or ())
    ticks = [Tick(program, named.get(program) or program_name(program), True) for program in chosen]
    rest = {program: name for program, name in named.items() if program not in chosen}
    others = sorted((name or program_name(program), program) for program, name in rest.items())
    return tuple(ticks) + tuple(Tick(program, name, False) for name, program in others)


def build_work(
    settings: Settings, running: Sequence[tuple[str, str]] | None, screens: Sequence[tuple[str, str]]
) -> WorkState:
    """The question with the answers so far. A monitor that was named and is not there now stays on the list."""
    known = dict(screens)
    gone = [(name, name) for name in settings.work_screens if name not in known]
    every = [*screens, *gone]
    return WorkState(
        programs=program_ticks(settings.work_programs, running),
        sites=settings.work_sites,
        screens=tuple(Tick(name, shown, name in settings.work_screens) for name, shown in every)
        if len(every) > 1
        else (),
        looked=running is not None,
    )


def with_entry(entries: Sequence[str], entry: str, on: bool) -> tuple[str, ...]:
    """`entries` with `entry` at their end, or without it."""
    rest = tuple(each for each in entries if each != entry)
    if not on:
        return rest
    return tuple(entries) if entry in entries else (*rest, entry)


def with_tick(settings: Settings, name: str, entry: str, on: bool) -> Settings:
    """`settings` in whose tuple `name` (work_programs, block_lists, ...) `entry` is, or is not."""
    entries = with_entry(getattr(settings, name), entry, on)
    return replace(settings, **{name: entries})  # type: ignore[arg-type]
