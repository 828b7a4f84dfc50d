"""The Resistance check: twelve statements, on request (design/habit.md section 3).

Ours and not validated: a mirror, not a test. Answers run from 1 (never) to 5 (almost always).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

LEAST, MOST = 1, 5
NOTICEABLE = 12
"""Points by which a score must differ before it is called a change (habit.md: small changes are noise)."""

MOST_MISSING, MOST_MISSING_IN_SCALE = 2, 1


class Scale(StrEnum):
    """What a statement is about."""

    NERVES = "nerves"  # A: approach nerves
    SWAPS = "swaps"  # B: comfort swaps
    FOLLOW = "follow"  # C: follow-through


class Zone(StrEnum):
    """The total in words."""

    EASY = "easy"
    COMFORTABLE = "comfortable"
    STUCK_OFTEN = "stuck-often"
    STUCK_NOW = "stuck-now"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement. `reversed`: agreeing is the good answer."""

    number: int
    text: str
    scale: Scale
    reversed: bool = False


STATEMENTS = (
    Statement(
        1, "I keep reading a lead's record or tidying my notes after I already know enough to dial.", Scale.SWAPS
    ),
    Statement(2, "I put off a follow-up because I picture the person sighing when they see my number.", Scale.NERVES),
    Statement(3, "I write an email where a phone call would clearly move things further.", Scale.SWAPS),
    Statement(4, "When a first try goes unanswered, that lead quietly slides off my list.", Scale.FOLLOW),
    Statement(5, "My good conversations end with a day and time for the next one.", Scale.FOLLOW, reversed=True),
    Statement(6, "During calling time I find myself in my inbox, my messages or the web.", Scale.SWAPS),
    Statement(7, "More than a day passes between a promising talk and my first follow-up.", Scale.FOLLOW),
    Statement(
        8, "I hesitate because I don't know how I'd open in my own words or what new thing I'd bring.", Scale.NERVES
    ),
    Statement(9, "I start a call from something this particular person told me.", Scale.FOLLOW, reversed=True),
    Statement(10, "I begin calling at the time I planned, before other tasks get a turn.", Scale.SWAPS, reversed=True),
    Statement(11, "I let a conversation close without asking for a clear yes to something.", Scale.NERVES),
    Statement(12, "I decide for people that they have lost interest, and skip them.", Scale.NERVES),
)


@dataclass(frozen=True, slots=True)
class Score:
    """Each within 0..100, higher is more Resistance. None: too few answers for it."""

    total: int | None
    scales: Mapping[Scale, int | None]
    is_straight: bool  # every answer the same: worth another look

    @property
    def zone(self) -> Zone | None:
        return None if self.total is None else zone_of(self.total)

    @property
    def highest(self) -> Scale | None:
        """The scale with the most points; None where two share that place or one has no score."""
        known = [(points, scale) for scale, points in self.scales.items() if points is not None]
        if len(known) < len(Scale):
            return None
        known.sort(key=lambda pair: -pair[0])
        return known[0][1] if known[0][0] > known[1][0] else None


def score(answers: Mapping[int, int]) -> Score:
    """The score of `answers` (statement -> 1..5); one that is missing is not in it.

    Up to two in all and one in a scale may be missing: the others then stand for them. Raises ValueError for an
    answer out of range or to no statement.
    """
    known = {each.number for each in STATEMENTS}
    if any(number not in known or not LEAST <= answer <= MOST for number, answer in answers.items()):
        raise ValueError(f"no answers to this check: {dict(answers)}")
    scales = {scale: _points(answers, [each for each in STATEMENTS if each.scale is scale]) for scale in Scale}
    missing = len(STATEMENTS) - len(answers)
    whole = missing <= MOST_MISSING and all(points is not None for points in scales.values())
    total = _share(answers, STATEMENTS) if whole else None
    return Score(total, scales, len(answers) == len(STATEMENTS) and len(set(answers.values())) == 1)


def zone_of(total: int) -> Zone:
    """The zone of a total within 0..100; each begins at its lower bound."""
    if total < 25:
        return Zone.EASY
    if total < 50:
        return Zone.COMFORTABLE
    return Zone.STUCK_OFTEN if total < 75 else Zone.STUCK_NOW


def change(before: int, now: int) -> int:
    """The difference `now - before` where it is more than noise, else 0."""
    return now - before if abs(now - before) >= NOTICEABLE else 0


def _points(answers: Mapping[int, int], statements: list[Statement]) -> int | None:
    missing = sum(each.number not in answers for each in statements)
    return _share(answers, statements) if missing <= MOST_MISSING_IN_SCALE else None


def _share(answers: Mapping[int, int], statements: tuple[Statement, ...] | list[Statement]) -> int:
    """The points of the answered ones in percent of what they could come to; half rounds to even."""
    given = [(each, answers[each.number]) for each in statements if each.number in answers]
    points = sum(MOST - answer if each.reversed else answer - LEAST for each, answer in given)
    return round(100 * points / (len(given) * (MOST - LEAST)))
