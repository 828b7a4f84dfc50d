"""Which monitors get the door sign while the hour runs. Pure: the window asks again whenever a monitor comes or goes.

Work wins: a monitor that the rep named for work is left alone, unless all are to be covered; so is one that shows the
same picture as Focus. Where the windows of a named program or site stand is not known: the words promise no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lch_desktop.domain.settings import Settings
from lch_desktop.domain.shield import Standing, State

BARRIER = "cover"
READY_SIGNS = "sign on the others"
NONE_NAMED = "sign on all others"  # a program or a site is work, but no monitor was named for it
SOME_SIGNS = "sign on {} of {} others"
ONE_MONITOR = "one monitor"
ALL_WORK = "the others are work"
NOT_ANSWERED = "the others stay free"
ASK = "Say in Settings what is work, and the other monitors get the sign."


@dataclass(frozen=True, slots=True)
class Monitor:
    """One monitor as the system has it. Two of one make may bear the same name; `area` is x, y, width, height."""

    name: str
    is_focus: bool = False
    area: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class CoverRules:
    """What the rep chose about the cover."""

    wanted: bool = True
    work_screens: tuple[str, ...] = ()
    everywhere: bool = False  # the sign also where work was named
    answered: bool = True  # the rep has said what is work: before that, a sign might stand over the CRM


def cover_rules(settings: Settings) -> CoverRules:
    """The rep's choice, from the settings."""
    answered = bool(settings.work_screens or settings.work_programs or settings.work_sites)
    return CoverRules(BARRIER in settings.barriers, settings.work_screens, settings.cover_all, answered)


def signs(monitors: Sequence[Monitor], rules: CoverRules) -> tuple[str, ...]:
    """The names of the monitors that get the sign, in the order given; never the one with Focus."""
    if not rules.wanted or not (rules.answered or rules.everywhere):
        return ()
    kept = () if rules.everywhere else rules.work_screens
    return tuple(each.name for each in others(monitors) if each.name not in kept)


def others(monitors: Sequence[Monitor]) -> tuple[Monitor, ...]:
    """The monitors beside the one with Focus that show another picture than it."""
    focus = [each for each in monitors if each.is_focus]
    return tuple(
        each for each in monitors if not each.is_focus and not any(_overlap(each.area, one.area) for one in focus)
    )


def before_raising(monitors: Sequence[Monitor], rules: CoverRules) -> Standing:
    """How the cover stands in the pre-flight."""
    if not rules.wanted:
        return Standing(BARRIER, State.OFF)
    covered, beside = len(signs(monitors, rules)), len(others(monitors))
    if covered:
        whole = READY_SIGNS if rules.work_screens or rules.everywhere else NONE_NAMED
        return Standing(BARRIER, State.READY, whole if covered == beside else SOME_SIGNS.format(covered, beside))
    if not beside:
        return Standing(BARRIER, State.READY, ONE_MONITOR)
    if not rules.answered:
        return Standing(BARRIER, State.READY, NOT_ANSWERED, ASK)
    return Standing(BARRIER, State.READY, ALL_WORK)


def _overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    """Whether two areas share any point: a mirrored monitor, or one that is seen in part."""
    across = one[0] < other[0] + other[2] and other[0] < one[0] + one[2]
    return across and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]
