"""Serve first: questions that find what a lead will need next and does not know yet. Pure."""

from __future__ import annotations

from collections.abc import Sequence

QUESTIONS: tuple[str, ...] = (
    "What will give them trouble by next spring?",
    "What changes for them within three months?",
    "What are their own customers about to ask of them?",
    "Which cost of theirs is on its way up?",
    "What deadline are they not watching?",
    "Who beside them will feel this first?",
    "What would make their week easier, even if you never sold it?",
    "What will they have to explain to somebody soon?",
    "What does somebody like them find out a year too late?",
    "What will they outgrow before the year is over?",
)
"""Ours, until `Settings.serve_questions` has the rep's own."""


def in_turn(questions: Sequence[str], turn: int) -> str:
    """The question of turn 0, 1, 2 ...: each comes once before one comes again; "" where there is none."""
    return questions[turn % len(questions)] if questions else ""
