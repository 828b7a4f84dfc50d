"""The goal that is proposed for a call: by how the last call ended, else by where the lead stands."""

from __future__ import annotations

from collections.abc import Mapping

from lch_desktop.domain.calls import Outcome
from lch_desktop.domain.leads import Lead, Stage
from lch_desktop.domain.queue import Candidate, Entry

BY_STAGE: dict[Stage, str] = {
    Stage.NEW: "Find out what they want to change",
    Stage.TRYING: "Get two minutes and one date",
    Stage.TALKING: "Get a yes to the next step",
    Stage.NURTURE: "Give one useful thing",
    Stage.SOLD: "Ask who else",
    Stage.NOT_A_LEAD: "Give one useful thing",
}
"""design/product.md section 13."""

AFTER: dict[Outcome, str] = {
    Outcome.CALL_BACK_LATER: "Use the minute they gave you for one yes",
    Outcome.LEFT_VOICEMAIL: "",
    Outcome.NO_ANSWER: "",
    Outcome.NOT_INTERESTED: "",
    Outcome.SOMEONE_ELSE: "Find out when they can be reached",
}
"""Outcomes after which the next call may want a goal of its own; "" stands for the stage's."""

KEYS: tuple[str, ...] = (*(stage for stage in BY_STAGE if stage is not Stage.NOT_A_LEAD), *AFTER)
"""What `Settings.goals` may have a goal for, in the order in which they are shown."""


def default_goal(key: str) -> str:
    """Our goal for one of KEYS, "" where the stage's stands."""
    return AFTER[Outcome(key)] if key in set(AFTER) else BY_STAGE[Stage(key)]


def proposed_goal(lead: Lead | Candidate, last_outcome: str, own: Mapping[str, str]) -> str:
    """The goal for the next call with `lead`, never empty. `own`: the rep's goals by KEYS; an empty one counts as ours.

    How the last call ended says more than the stage does, so it comes first: the rep's goal for it, then ours.
    """
    stage = lead.follow.stage if isinstance(lead, Lead) else lead.stage
    after = {outcome.value: goal for outcome, goal in AFTER.items()}
    if last_outcome in after:
        chosen = own.get(last_outcome, "").strip() or after[last_outcome]
        if chosen:
            return chosen
    return own.get(stage.value, "").strip() or BY_STAGE[stage]


def goal_of(lead: Lead | Candidate | Entry, own: Mapping[str, str] | None = None) -> str:
    """The goal for the next call: the line that the rep wrote for this lead, else the proposed one."""
    if isinstance(lead, Entry):
        lead = lead.candidate
    follow = lead.follow if isinstance(lead, Lead) else lead
    return follow.goal or proposed_goal(lead, follow.last_outcome, own or {})
