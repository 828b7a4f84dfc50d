"""Taking the shield down early: one reason, a calm ten seconds, no guilt. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING

from lch_desktop.messages import sentence
from lch_desktop.ui.shield.names import barrier_name

if TYPE_CHECKING:
    from lch_desktop.services.shield import Lowered

CALM_S = 10
REASONS = ("Door", "Urgent call", "Health", "Work site blocked", "Other")


class Stage(StrEnum):
    """How far it is."""

    ASKING = "asking"
    WAITING = "waiting"
    LOWERING = "lowering"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class LoweringState:
    """The sheet. `share` is how much of the ten seconds has passed, 0..1."""

    stage: Stage
    title: str
    line: str = ""
    share: float = 0.0


def asking() -> LoweringState:
    """The question."""
    return LoweringState(Stage.ASKING, "Take the shield down?", "Any time. One reason, for your own debrief.")


def waiting(reason: str, passed_s: float) -> LoweringState:
    """Ten seconds, so that the hand does not decide alone."""
    left = max(1, ceil(CALM_S - passed_s))
    share = min(1.0, max(0.0, passed_s / CALM_S))
    return LoweringState(Stage.WAITING, f"Going down in {left} s", reason, share)


def lowering(reason: str) -> LoweringState:
    """The barriers are coming down."""
    return LoweringState(Stage.LOWERING, "Going down …", reason, 1.0)


def down(result: Lowered) -> LoweringState:
    """It is down, or what is still up and why."""
    if not result.leftovers:
        return LoweringState(Stage.DOWN, "The machine is yours.", "The hour goes on as it is.")
    told = [f"{barrier_name(name)}: {sentence(error)}" for name, error in result.leftovers]
    told.append("It is tried again by itself; lch shield restore does it too.")
    return LoweringState(Stage.DOWN, "Not everything came down", "\n".join(told))
