"""What the desk has to know before it says or opens something; found out beside the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from lch_desktop.domain.errors import LchError
from lch_desktop.domain.morning import Step
from lch_desktop.ui.morning.facts import facts_at

if TYPE_CHECKING:
    from lch_desktop.domain.morning import MorningDay
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.morning import NoticeFacts
    from lch_desktop.services.rep import Rep

ANSWER_AFTER_S, ANSWER_UNTIL_S = 1.0, 5.0
"""How old, in seconds, a question to presence is when its answer counts."""


class Presence(Protocol):
    """Whether the rep is in a call or presents (platforms/presence.py)."""

    def refresh(self) -> None:
        """Look, on a thread of its own; returns at once."""
        ...

    def busy(self) -> str:
        """What the last look saw: "camera", "microphone", "presenting"; "" for none, and where nobody tells."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """What was found out. None: not in time, or it could not be read."""

    facts: NoticeFacts | None = None
    busy: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What a worker was asked, and when."""

    step: Step
    at_s: float


class Said:
    """What was said or opened about each day, for when the disk cannot keep it: nothing is said twice for that."""

    def __init__(self) -> None:
        self._said: set[tuple[date, str, datetime | None]] = set()

    def is_new(self, day: MorningDay, what: str, about: datetime | None) -> bool:
        """Whether `what` was not said of `day` yet, about this instant; from now on it was."""
        said = (day.on, what, about)
        is_new = said not in self._said
        self._said.add(said)
        return is_new


class AskedPresence:
    """A Presence that is asked in time: a first look may take longer than anybody should wait for it."""

    def __init__(self, presence: Presence, elapsed_s: Callable[[], float]) -> None:
        self._presence, self._elapsed_s = presence, elapsed_s
        self._asked_s: float | None = None

    def knows(self) -> bool:
        """Whether it was asked long enough ago, and not too long; asks where it was not."""
        asked_s, now_s = self._asked_s, self._elapsed_s()
        if asked_s is None or now_s - asked_s > ANSWER_UNTIL_S:
            self._asked_s = now_s
            self._presence.refresh()
            return False
        return now_s - asked_s >= ANSWER_AFTER_S

    def busy(self) -> str:
        """See Presence."""
        return self._presence.busy()


def find(store: Store, rep: Rep, at: datetime, presence: AskedPresence | None) -> Found:
    """What is known of an hour that begins at `at`; on a worker. Without `presence` it is not asked for."""
    try:
        facts = facts_at(store, rep, at)
    except LchError:  # a notice with less in it is better than none
        facts = None
    return Found(facts, presence.busy() if presence is not None else "")
