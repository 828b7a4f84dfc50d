"""Altitude: how warm the last talk still is. A model, and the screen says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.calls import Touch, TouchKind, TouchStatus

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Talk

DAY_H = 24.0


@dataclass(frozen=True, slots=True)
class AltitudeModel:
    """`a(t) = A0 * (1 + t/scale_h) ** -exponent`, t in hours since the last two-way contact.

    The exponent is that of the 60-fold fall from 1 h to 24 h in Oldroyd, McElheran and Elkington, "The
    Short Life of Online Sales Leads", Harvard Business Review, March 2011, read as a power law; the
    24 h scale and the shifted form are ours (design/product.md section 6).
    """

    scale_h: float = 24.0
    exponent: float = 1.29
    restore_text: float = 0.25
    restore_video: float = 0.5

    def at_age(self, level: float, age_h: float) -> float:
        """Altitude of a talk of `level` (0..1) at `age_h` hours; an age below 0 counts as 0."""
        return float(level * (1 + max(0.0, age_h) / self.scale_h) ** -self.exponent)

    def age_of(self, level: float, altitude: float) -> float:
        """The age in hours at which a talk of `level` has fallen to `altitude` (0 < altitude <= level)."""
        return float(self.scale_h * ((altitude / level) ** (-1 / self.exponent) - 1))

    def now(self, talk: Talk, now: datetime) -> float:
        """Altitude in 0..1 at `now`."""
        return self.at_age(talk.level, _age_h(talk, now))

    def tomorrow(self, talk: Talk, now: datetime) -> float:
        """Altitude 24 hours after `now`."""
        return self.now(talk, now + timedelta(hours=DAY_H))

    def lifted(self, talk: Talk, now: datetime, restore: float) -> Talk:
        """The talk after a touch at `now` that restores the share `restore` of what was lost.

        `a' = a + r (A0 - a)`, going on from the age whose altitude is a'.
        """
        age_h = max(0.0, _age_h(talk, now))
        before = self.at_age(talk.level, age_h)
        after = before + restore * (talk.level - before)
        return replace(talk, lift_h=talk.lift_h + age_h - self.age_of(talk.level, after))

    def lifted_by(self, talk: Talk, touches: Iterable[Touch]) -> Talk:
        """The talk with the lift of every touch sent since, counted anew: one taken back lifts no more."""
        restores = {TouchKind.TEXT: self.restore_text, TouchKind.VIDEO: self.restore_video}
        sent = [
            (touch.done_at, restores[touch.kind])
            for touch in touches
            if touch.status is TouchStatus.SENT and touch.done_at is not None and touch.kind in restores
        ]
        lifted = replace(talk, lift_h=0.0)
        for at, restore in sorted(sent):
            lifted = self.lifted(lifted, at, restore) if at >= talk.at else lifted
        return lifted


def _age_h(talk: Talk, now: datetime) -> float:
    return (now - talk.at).total_seconds() / 3600 - talk.lift_h


def word(altitude: float) -> str:
    """The band of an altitude in 0..1: high, warm, cooling or cold."""
    for floor, name in ((0.75, "high"), (0.5, "warm"), (0.25, "cooling")):
        if altitude >= floor:
            return name
    return "cold"
