"""Small personal things that bring the phone back into the hand (method.md row 14); off by default."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class WarmUpKind(StrEnum):
    """One of each a day is plenty."""

    CALL = "call"  # somebody one likes
    EMAIL = "email"  # of one sentence
    NOTE = "note"  # by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class WarmUp:
    """One that was done. `note`: to whom, in the rep's own words; may be empty."""

    id: int = 0
    local_on: date
    kind: WarmUpKind
    at: datetime
    note: str = ""
