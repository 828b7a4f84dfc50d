"""One small thing to try next week: chosen in the review, asked about when its week ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from lch_desktop.domain.days import monday_of

if TYPE_CHECKING:
    from lch_desktop.services.rep import Rep

EXPERIMENTS = (
    "Call the starred names in the first ten minutes",
    "Ask one clear question in every talk",
    "Stand up for every dial",
    "Dial within a minute of reading the card",
    "Offer two times before the talk ends",
    "Say their last words back before anything new",
)
WEEK = timedelta(days=7)
FRIDAY = 4  # from this weekday on, one week can say whether it helped


class Helped(StrEnum):
    """The rep's answer."""

    YES = "yes"
    NO = "no"
    NOT_TRIED = "not-tried"


@dataclass(frozen=True, slots=True)
class Tried:
    """What was chosen for the week that begins on `monday`, seen on `today`."""

    words: str
    monday: date
    today: date

    @property
    def has_begun(self) -> bool:
        return self.monday <= self.today

    @property
    def is_asked(self) -> bool:
        """Whether the rep is asked now: from the Friday of its week on, until there is an answer."""
        return self.today >= self.monday + timedelta(days=FRIDAY)


class Experiments:
    """Keeps the one choice."""

    def __init__(self, rep: Rep) -> None:
        self._rep = rep

    def proposed(self, turn: int = 0) -> str:
        """One of the list for this week; `turn` counts how often another one was asked for."""
        week = self._rep.today().isocalendar().week
        return EXPERIMENTS[(week + turn) % len(EXPERIMENTS)]

    def choose(self, words: str) -> date:
        """Try `words` next week, in place of what was chosen before; returns that week's Monday."""
        monday = monday_of(self._rep.today()) + WEEK
        self._rep.save(replace(self._rep.settings, experiment=(words, monday.isoformat())))
        return monday

    def answer(self, helped: Helped) -> bool:
        """Take the answer: no ends it, yes and not tried keep it for next week; returns whether it is kept."""
        words, _ = self._rep.settings.experiment
        if helped is Helped.NO or not words:
            self._rep.save(replace(self._rep.settings, experiment=("", "")))
            return False
        self.choose(words)
        return True
