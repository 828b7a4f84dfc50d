"""Calls that nobody took, several in a row: the moment to stand up. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from lch_desktop.domain.calls import Outcome

SILENT = frozenset({Outcome.LEFT_VOICEMAIL, Outcome.NO_ANSWER})
RUN = 3


def silent_run(outcomes: Iterable[Outcome]) -> int:
    """How many of `outcomes`, newest first, were silent before one was not."""
    run = 0
    for outcome in outcomes:
        if outcome not in SILENT:
            break
        run += 1
    return run


def calls_for_standing_up(run: int) -> bool:
    """Whether a run of so many silences has just come to three, or to three more: said once for each three."""
    return run > 0 and run % RUN == 0
