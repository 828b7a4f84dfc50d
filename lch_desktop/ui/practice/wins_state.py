"""What the section "Wins" shows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lch_desktop import words
from lch_desktop.services.wins_jar import matching

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lch_desktop.services.wins_jar import Win

PAGE = 50  # lines that are shown at once, and how many more come with each press
EMPTY = (
    "After each hour the debrief asks for one thing that worked. It is kept here, "
    "and comes back on Ready and on a hard morning."
)


@dataclass(frozen=True, slots=True)
class WinLine:
    """One line, beside its day."""

    session_id: int
    day: str
    words: str


@dataclass(frozen=True, slots=True)
class WinsState:
    """The section. `count`: how many there are, or how many were found; `nothing`: why there is no line."""

    lines: tuple[WinLine, ...] = ()
    count: str = ""
    nothing: str = ""
    can_search: bool = False
    more: str = ""  # the words of the button that shows more, "" for none
    tip: str = ""  # the rep's, to the rep


def build_wins(wins: Sequence[Win], text: str, shown: int, today: date, tip: str = "") -> WinsState:
    """The section for all `wins`, newest first, of which those with `text` are asked for, at most `shown` of them."""
    if not wins:
        return WinsState(nothing=EMPTY, tip=tip)
    found = matching(wins, text)
    lines = tuple(WinLine(win.session_id, _day(win.on, today), win.words) for win in found[:shown])
    count = f"{len(found)} of {len(wins)}" if text.strip() else words.counted(len(wins), "win", "wins")
    nothing = "" if found else "Nothing in the jar has all of these words."
    left = len(found) - len(lines)
    more = f"Show {min(left, PAGE)} more" if left else ""
    return WinsState(lines, count, nothing, can_search=True, more=more, tip=tip)


def _day(on: date, today: date) -> str:
    """ "Mon 23 Nov", with the year where it is another one."""
    return words.day(on) + (f" {on.year}" if on.year != today.year else "")
