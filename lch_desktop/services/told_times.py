"""Whether words of the rep's own still speak of a call that was meant for another time. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lch_desktop.words import MONTHS, WEEKDAYS, WEEKDAYS_LONG

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

_CLOCK = r"\b(\d{1,2})(?:[:.](\d{2}))?(?:\s*([ap])\.?m\b)?"


def other_time(words: str, told: Iterable[datetime], agreed: datetime | None) -> str:
    """The day or the time of one of `told` that stands in `words`, as it stands there, and is not that of `agreed`;
    "" for none. All are on the clock that the words speak of."""
    others = sorted(at for at in told if at != agreed)
    return next(filter(None, (_day_in(words, at, agreed) or _time_in(words, at, agreed) for at in others)), "")


def _day_in(words: str, at: datetime, agreed: datetime | None) -> str:
    if agreed is not None and at.date() == agreed.date():
        return ""
    if agreed is None or at.weekday() != agreed.weekday():
        named = re.search(rf"\b{WEEKDAYS_LONG[at.weekday()]}\b", words, re.IGNORECASE)
        found = named or re.search(rf"\b{WEEKDAYS[at.weekday()]}\b", words)  # "sun" in small letters is another word
        if found is not None:
            return found[0]
    dated = re.search(rf"\b{at.day} {MONTHS[at.month - 1]}|\b{MONTHS[at.month - 1]}[a-z]* {at.day}\b", words)
    return dated[0] if dated is not None else ""


def _time_in(words: str, at: datetime, agreed: datetime | None) -> str:
    for found in re.finditer(_CLOCK, words, re.IGNORECASE):
        meant = _minutes(found)
        if _minute_of(at) in meant and (agreed is None or _minute_of(agreed) not in meant):
            return found[0]
    return ""


def _minutes(found: re.Match[str]) -> set[int]:
    """The minutes of the day that a written time may mean; none for a bare number."""
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        return {(hour % 12 + (12 if half == "p" else 0)) * 60 + minute}
    return {hour * 60 + minute, (hour + 12) * 60 + minute} if found[2] else set()


def _minute_of(at: datetime) -> int:
    return at.hour * 60 + at.minute
