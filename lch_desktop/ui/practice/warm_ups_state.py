"""What the section "Warm-ups" shows. Pure. They are a pleasure: no line of it counts down, nags or praises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lch_desktop.domain.warm_ups import WarmUpKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lch_desktop.services.warm_ups import WarmUpOfToday

MEANS = "One call, one e-mail of one sentence, one note by hand: small things that bring the phone back into the hand."
IN_THE_HOUR = "They wait until the hour is over."
TITLES = {
    WarmUpKind.CALL: "Call somebody you like",
    WarmUpKind.EMAIL: "Write an e-mail of one sentence",
    WarmUpKind.NOTE: "Write one note by hand",
}
COUNTED = {
    WarmUpKind.CALL: ("call", "calls"),
    WarmUpKind.EMAIL: ("e-mail", "e-mails"),
    WarmUpKind.NOTE: ("note", "notes"),
}
_TODAY = (
    "None yet today, and that is fine. They count for nothing but themselves.",
    "One today. That is plenty.",
    "Two today. The third can wait.",
    "All three today. The phone is yours.",
)


@dataclass(frozen=True, slots=True)
class WarmUpLine:
    """One kind: whether it was done today, to whom, and how many there were so far."""

    kind: WarmUpKind
    title: str
    done: bool
    note: str
    ever: str


@dataclass(frozen=True, slots=True)
class WarmUpsState:
    """The section. Without lines it says why: switched off, or an hour is on."""

    is_on: bool = False
    says: str = MEANS
    lines: tuple[WarmUpLine, ...] = ()
    on: date | None = None  # the day of the lines
    friends: str = ""  # who would be good to call, under the first line


def build_warm_ups(
    today: Sequence[WarmUpOfToday], on: date, *, is_on: bool, is_time: bool, friends: Sequence[str] = ()
) -> WarmUpsState:
    """The section for what was done today, which is `on`; `is_time`: no hour is on. `friends` are names."""
    if not is_on:
        return WarmUpsState()
    if not is_time:
        return WarmUpsState(is_on=True, says=IN_THE_HOUR)
    done = sum(each.done is not None for each in today)
    return WarmUpsState(True, _TODAY[min(done, len(_TODAY) - 1)], tuple(map(_line, today)), on, friends_line(friends))


def friends_line(names: Sequence[str]) -> str:
    """ "Dana Ruiz and Jo Park were glad of your last talk." """
    if not names:
        return ""
    return f"{' and '.join(names)} {'was' if len(names) == 1 else 'were'} glad of your last talk."


def _line(each: WarmUpOfToday) -> WarmUpLine:
    one, many = COUNTED[each.kind]
    ever = f"{each.ever:,} {one if each.ever == 1 else many} so far" if each.ever else ""
    note = each.done.note if each.done is not None else ""
    return WarmUpLine(each.kind, TITLES[each.kind], each.done is not None, note, ever)
