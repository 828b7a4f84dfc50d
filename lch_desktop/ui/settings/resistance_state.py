"""What the card "Resistance" shows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lch_desktop.domain.if_then import MOST_IN_USE, KnownLine
from lch_desktop.words import day_near

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lch_desktop.domain.if_then import Line

CREATURE_WORDS = {"coffee": "Coffee", "cloud": "Cloud", "sofa": "Sofa"}
REHEARSE, CHANGE, USE, ASIDE, REMOVE = "rehearse", "change", "use", "aside", "remove"


@dataclass(frozen=True, slots=True)
class Act:
    """A button of a line. `instead_of`: the condition that makes room."""

    kind: str
    label: str
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class LineState:
    """One line. `remark` says when it was rehearsed, or that it is set aside; `is_due`: it wants to be rehearsed."""

    condition: str
    act: str
    sentence: str
    remark: str
    in_use: bool
    is_due: bool
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class ResistanceState:
    """The card."""

    creature: str
    name: str
    lines: tuple[LineState, ...]
    suggestions: tuple[Line, ...]
    add_remark: str


def build_resistance(
    creature: str, name: str, lines: Sequence[KnownLine], suggestions: tuple[Line, ...], today: date
) -> ResistanceState:
    """The card; `name` is "" where the rep gave none, `lines` begin with those in use."""
    used = [line for line in lines if line.in_use]
    is_full = len(used) >= MOST_IN_USE
    shown = tuple(_line(line, used, is_full=is_full, today=today) for line in lines)
    remark = "Two are in use: a new line is set aside until you swap it in." if is_full else ""
    return ResistanceState(creature, name, shown, suggestions, remark)


def _line(line: KnownLine, used: list[KnownLine], *, is_full: bool, today: date) -> LineState:
    acts = [Act(REHEARSE, "Rehearse"), Act(CHANGE, "Change")] if line.in_use else [Act(CHANGE, "Change")]
    if line.in_use:
        acts.append(Act(ASIDE, "Set aside"))
        remark = f"Line {used.index(line) + 1}. {_rehearsed(line, today)}"
    else:
        remark = "Set aside"
        if is_full:
            acts += [Act(USE, f"Swap with line {at + 1}", other.condition) for at, other in enumerate(used)]
        else:
            acts.append(Act(USE, "Use"))
    acts.append(Act(REMOVE, "Remove"))
    return LineState(line.condition, line.act, line.sentence, remark, line.in_use, line.is_stale(today), tuple(acts))


def _rehearsed(line: KnownLine, today: date) -> str:
    if line.rehearsed_on is None:
        return "Not rehearsed yet: type it or read it aloud once."
    again = " Once more?" if line.is_stale(today) else ""
    return f"Rehearsed {_when(line.rehearsed_on, today)}.{again}"


def _when(on: date, today: date) -> str:
    """ "today", "on Thursday", "on 3 Nov"."""
    near = day_near(on, today)
    return near if near in ("today", "yesterday", "tomorrow") else f"on {near}"
