"""The proposed goal, the soft question, the questions of "serve first", and three silences in a row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lch_desktop.domain.calls import Outcome
from lch_desktop.domain.goals import AFTER, BY_STAGE, KEYS, default_goal, goal_of, proposed_goal
from lch_desktop.domain.leads import FollowUp, Lead, Stage
from lch_desktop.domain.new_value import QUESTION, soft_question
from lch_desktop.domain.queue import Candidate
from lch_desktop.domain.serve import QUESTIONS, in_turn
from lch_desktop.domain.settings import Settings
from lch_desktop.domain.silence import calls_for_standing_up, silent_run
from lch_desktop.ui.settings.goals_state import AS_THE_STAGE, build_goals, with_goal

SILENT, VOICEMAIL, CONNECTED, WRONG = (
    Outcome.NO_ANSWER,
    Outcome.LEFT_VOICEMAIL,
    Outcome.CONNECTED,
    Outcome.WRONG_NUMBER,
)
BACK_LATER, ELSE = "call-back-later", "someone-else"


@pytest.mark.parametrize(
    ("stage", "last", "own", "goal"),
    [
        (Stage.NEW, "", {}, "Find out what they want to change"),
        (Stage.TRYING, "no-answer", {}, "Get two minutes and one date"),
        (Stage.TRYING, "left-voicemail", {}, "Get two minutes and one date"),
        (Stage.TRYING, "wrong-number", {}, "Get two minutes and one date"),
        (Stage.TALKING, "connected", {}, "Get a yes to the next step"),
        (Stage.NURTURE, "not-interested", {}, "Give one useful thing"),
        (Stage.SOLD, "sold", {}, "Ask who else"),
        (Stage.NOT_A_LEAD, "", {}, "Give one useful thing"),
        (Stage.TRYING, ELSE, {}, AFTER[Outcome.SOMEONE_ELSE]),
        (Stage.TALKING, BACK_LATER, {}, AFTER[Outcome.CALL_BACK_LATER]),
        (Stage.TRYING, "no-answer", {"trying": "Get one date"}, "Get one date"),
        (Stage.TRYING, "no-answer", {"trying": "Get one date", "no-answer": "Offer two times"}, "Offer two times"),
        (Stage.TRYING, "", {"trying": "  "}, "Get two minutes and one date"),
        (Stage.TRYING, ELSE, {ELSE: "Ask for the best hour"}, "Ask for the best hour"),
        (Stage.SOLD, "sold", {"sold": "Ask for a letter"}, "Ask for a letter"),
    ],
)
def test_how_the_last_call_ended_then_the_stage(stage: Stage, last: str, own: dict[str, str], goal: str) -> None:
    lead = Lead(name="Dana", follow=FollowUp(stage=stage, last_outcome=last))
    candidate = Candidate(lead_id=1, name="Dana", stage=stage, last_outcome=last)
    assert proposed_goal(lead, last, own) == goal
    assert goal_of(lead, own) == goal_of(candidate, own) == goal
    written = replace(lead, follow=replace(lead.follow, goal="Send the plan"))
    assert goal_of(written, own) == "Send the plan"


def test_every_key_has_a_goal_or_the_stages() -> None:
    assert len(set(KEYS)) == len(KEYS) == len(BY_STAGE) - 1 + len(AFTER)
    assert {key for key in KEYS if not default_goal(key)} == {"left-voicemail", "no-answer", "not-interested"}


@pytest.mark.parametrize(
    "text",
    [
        "Just checking in",
        "CHECK IN with her",
        "check-in call",
        "Checking back in on the quote",
        "Touching base again",
        "touch\u2011base",
        "Circling back on this",
        "I'm just following up",
        "Only reaching out",
        "To see how things are going",
    ],
)
def test_what_brings_nothing_is_asked_softly(text: str) -> None:
    assert soft_question(text) == QUESTION == "What do you bring them?"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Check the invoice",
        "Check in the morning whether the crane fits",
        "Book the check-out time",
        "Follow up on the two prices",
        "Get a yes to the walk-through",
        "Touch the sample together",
        "Checkin' the roof",
    ],
)
def test_what_brings_something_is_not(text: str) -> None:
    assert soft_question(text) == ""


def test_each_question_comes_once_before_one_comes_again() -> None:
    asked = [in_turn(QUESTIONS, turn) for turn in range(2 * len(QUESTIONS))]
    assert asked[: len(QUESTIONS)] == list(QUESTIONS) == asked[len(QUESTIONS) :]
    assert all(question.endswith("?") for question in QUESTIONS)
    assert len(set(QUESTIONS)) == len(QUESTIONS)
    assert in_turn((), 3) == ""


@pytest.mark.parametrize(
    ("newest_first", "run"),
    [
        ([], 0),
        ([SILENT], 1),
        ([SILENT, VOICEMAIL, SILENT], 3),
        ([CONNECTED, SILENT, SILENT, SILENT], 0),
        ([SILENT, WRONG, SILENT, SILENT], 1),
        ([VOICEMAIL] * 6, 6),
    ],
)
def test_a_run_of_silences(newest_first: list[Outcome], run: int) -> None:
    assert silent_run(newest_first) == run


def test_once_for_each_three() -> None:
    assert [run for run in range(10) if calls_for_standing_up(run)] == [3, 6, 9]


# the card of the settings


def test_the_card_shows_the_reps_own_before_ours() -> None:
    state = build_goals(Settings(goals=(("trying", "Just checking in"), ("no-answer", "Offer two times"))))
    lines = {line.key: line for line in (*state.stages, *state.after)}
    assert tuple(lines) == KEYS
    assert (lines["trying"].text, lines["trying"].ours) == ("Just checking in", "Get two minutes and one date")
    assert lines["trying"].remark == "What do you bring them?"
    assert lines["new"].text == ""
    assert lines["left-voicemail"].ours == AS_THE_STAGE
    assert state.has_own
    assert not build_goals(Settings()).has_own


@pytest.mark.parametrize(
    ("before", "key", "text", "after"),
    [
        ((), "new", " Ask  about the roof ", (("new", "Ask about the roof"),)),
        ((), "new", "Find out what they want to change", ()),  # ours is nobody's own
        ((("new", "Ask"),), "new", "", ()),
        ((("no-answer", "Ask"),), "new", "Look", (("new", "Look"), ("no-answer", "Ask"))),
        ((("gone", "Ask"),), "new", "Look", (("new", "Look"),)),  # of another version
    ],
)
def test_a_goal_is_kept_put_back_or_ours(
    before: tuple[tuple[str, str], ...], key: str, text: str, after: tuple[tuple[str, str], ...]
) -> None:
    assert with_goal(Settings(goals=before), key, text).goals == after
