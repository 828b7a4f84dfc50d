"""One small thing to try next week: chosen in the review, asked about when its week ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from lch_desktop.domain.days import monday_of

if TYPE_CHECKING:
    from lch_desktop.domain.settings import Settings
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
    """Keeps what is tried, and what comes after it."""

    def __init__(self, rep: Rep) -> None:
        self._rep = rep

    def proposed(self, turn: int = 0) -> str:
        """One of the list for this week; `turn` counts how often another one was asked for."""
        week = self._rep.today().isocalendar().week
        return EXPERIMENTS[(week + turn) % len(EXPERIMENTS)]

    @property
    def running(self) -> Tried | None:
        """What is being tried: its week has begun, and whether it helped was not answered."""
        tried = self._tried(self._rep.settings.experiment)
        return tried if tried is not None and tried.has_begun else None

    @property
    def coming(self) -> Tried | None:
        """What was chosen for a week to come, or waits until the one that is on is answered."""
        chosen = self._rep.settings
        return self._tried(chosen.experiment_next if self.running is not None else chosen.experiment)

    def choose(self, words: str) -> date:
        """Try `words` next week, in place of what was chosen for it before; returns that week's Monday.

        What is being tried stays until it is answered.
        """
        monday, kept = monday_of(self._rep.today()) + WEEK, self._rep.settings
        chosen = (words, monday.isoformat())
        if self.running is not None:
            self._rep.save(replace(kept, experiment_next=chosen))
        else:
            self._rep.save(replace(kept, experiment=chosen))
        return monday

    def answer(self, helped: Helped) -> bool:
        """Take the answer: no ends it, yes and not tried keep it for next week; returns whether it is kept.

        It is not kept where another one was chosen for next week: that takes its place.
        """
        chosen, running = self._rep.settings, self.running
        if running is None:
            return False
        following = chosen.experiment_next
        kept = helped is not Helped.NO and not following[0]
        self._rep.save(replace(chosen, experiment=following, experiment_next=("", "")))
        if kept:
            self.choose(running.words)
        return kept

    def put_back(self, before: Settings) -> None:
        """Undo a choice or an answer: both stand as they did in `before`."""
        now = self._rep.settings
        self._rep.save(replace(now, experiment=before.experiment, experiment_next=before.experiment_next))

    def _tried(self, chosen: tuple[str, str]) -> Tried | None:
        words, monday = chosen
        return Tried(words, date.fromisoformat(monday), self._rep.today()) if words and monday else None
