"""What the card "Goals that are proposed" shows. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lch_desktop.domain.goals import AFTER, KEYS, default_goal
from lch_desktop.domain.leads import Stage
from lch_desktop.domain.new_value import soft_question
from lch_desktop.words import OUTCOMES

if TYPE_CHECKING:
    from lch_desktop.domain.settings import Settings

LONGEST = 120
STAGE_MEANS: dict[Stage, tuple[str, str]] = {
    Stage.NEW: ("New", "Never called from here."),
    Stage.TRYING: ("Trying", "Called, and not spoken with yet."),
    Stage.TALKING: ("Talking", "Spoken with."),
    Stage.NURTURE: ("Nurture", "Not now: something useful from time to time."),
    Stage.SOLD: ("Sold", ""),
}
AS_THE_STAGE = "Same as the stage"


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One goal that may be written. `ours` stands where `text` is empty; `remark` may be the soft question."""

    key: str
    label: str
    text: str
    ours: str
    remark: str


@dataclass(frozen=True, slots=True)
class GoalsState:
    """The card: by stage, then by how the last call ended."""

    stages: tuple[GoalLine, ...]
    after: tuple[GoalLine, ...]
    has_own: bool
    can_take_back: bool = False  # the rep's own were put away a moment ago


def build_goals(settings: Settings, *, can_take_back: bool = False) -> GoalsState:
    """The card for the settings as they are stored."""
    own = dict(settings.goals)
    stages = tuple(_line(stage.value, *STAGE_MEANS[stage], own) for stage in STAGE_MEANS)
    after = tuple(_line(outcome.value, f"After “{OUTCOMES[outcome].lower()}”", "", own) for outcome in AFTER)
    return GoalsState(stages, after, bool(own), can_take_back)


def with_goal(settings: Settings, key: str, text: str) -> Settings:
    """`settings` with the rep's goal for one of `goals.KEYS`; an empty one, or ours, is not the rep's own."""
    goal = " ".join(text.split())[:LONGEST].strip()
    own = {name: words for name, words in settings.goals if name in KEYS and name != key}
    if goal and goal != default_goal(key):
        own[key] = goal
    return replace(settings, goals=tuple((name, own[name]) for name in KEYS if name in own))


def _line(key: str, label: str, means: str, own: dict[str, str]) -> GoalLine:
    text = own.get(key, "")
    return GoalLine(key, label, text, default_goal(key) or AS_THE_STAGE, soft_question(text) or means)
