"""The rep's own words and how often they were said: values of the script book and of practice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class ScriptKind(StrEnum):
    """What a script is for."""

    OPENER = "opener"
    VOICEMAIL = "voicemail"
    ASK = "ask"
    ANSWER = "answer"  # to an objection, which is its title
    STORY = "story"  # of a customer in the same position: the shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """One piece of the book. `words` may hold {first_name}, {company}, {last_talk} and {rep}.

    `cue` is the one to five words that stand on the card once it is learned; "" takes its first words. At most one
    story is `pinned`: it stands on the card. `removed_at`: not in the book any more.
    """

    id: int = 0
    kind: ScriptKind
    title: str = ""
    words: str
    cue: str = ""
    position: int = 0
    pinned: bool = False
    created_at: datetime
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repetition:
    """A script said once. `step`: how much of it was hidden, 0 nothing; `knew`: whether it came without looking;
    `whole`: whether all of it was hidden, which its words alone tell at that time."""

    id: int = 0
    script_id: int
    at: datetime
    local_on: date
    step: int
    knew: bool = True
    whole: bool = False


class Try(NamedTuple):
    """What of a repetition tells how far a script is learned: there are many of them."""

    local_on: date
    step: int
    knew: bool
    whole: bool
