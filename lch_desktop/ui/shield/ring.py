"""The ring test: quiet holds notices back and never a call. The rep tries it once, with another phone. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from lch_desktop.words import day

if TYPE_CHECKING:
    from lch_desktop.domain.settings import Settings

RANG, SILENT = "yes", "no"
BY_HAND = "hand"  # the dialer that is no program of this computer
CALL = "Call this computer from another phone now. Does your dialer ring?"
QUIET_NOW = "Notices are held back, for two minutes."
NOT_QUIET = "Notices could not be held back from here: turn on do-not-disturb as you do for the hour."
LET_THROUGH = "Let its calls through in the system's do-not-disturb settings, then ring again."


class Stage(StrEnum):
    """How far the test is."""

    IDLE = "idle"
    WAITING = "waiting"  # quiet goes up
    ASKING = "asking"
    ASKING_LOUD = "asking-loud"  # quiet could not go up


@dataclass(frozen=True, slots=True)
class RingState:
    """What is shown: words, and which buttons."""

    words: str
    can_begin: bool = False
    asking: bool = False


def build_ring(settings: Settings, stage: Stage) -> RingState:
    """The test as it stands."""
    if stage is Stage.WAITING:
        return RingState("One moment …")
    if stage is Stage.IDLE:
        return RingState(result_words(settings), can_begin=True)
    return RingState(f"{QUIET_NOW if stage is Stage.ASKING else NOT_QUIET} {CALL}", asking=True)


def result_words(settings: Settings) -> str:
    """What came of it last, with its day."""
    on = _day_of(settings.ring_on)
    if settings.ring == RANG:
        return f"It rang{on}."
    if settings.ring == SILENT:
        return f"It stayed silent{on}. {LET_THROUGH}"
    return "Not tried yet: does your dialer ring while notices are held back?"


def with_answer(settings: Settings, rang: bool, today: date) -> Settings:
    """`settings` with the answer of `today`."""
    return replace(settings, ring=RANG if rang else SILENT, ring_on=today.isoformat())


def is_owed(settings: Settings) -> bool:
    """Whether the test is still to be done, or found the dialer silent. A phone on the desk needs none."""
    return "quiet" in settings.barriers and settings.dialer != BY_HAND and settings.ring != RANG


def _day_of(iso: str) -> str:
    try:
        return f" on {day(date.fromisoformat(iso))}"
    except ValueError:  # a settings file edited by hand
        return ""
