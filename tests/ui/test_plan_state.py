"""The order of the plan, and what its rows say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from lch_desktop.domain.queue import Candidate, Entry, Queue, QueueRules, Tier
from lch_desktop.services.queueing import Snapshot
from lch_desktop.ui.plan.first_lines import FIRST_LINES
from lch_desktop.ui.plan.state import (
    RowState,
    heading,
    kept_order,
    moved,
    natural_order,
    remark,
    shown_lines,
)

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def entry(lead_id: int, tier: Tier, *, promised_min: int | None = None, starred: bool = False) -> Entry:
    promise_at = NOW + timedelta(minutes=promised_min) if promised_min is not None else None
    candidate = Candidate(
        lead_id=lead_id, name=f"Lead {lead_id}", promise_at=promise_at, starred_on=TODAY if starred else None
    )
    return Entry(candidate, tier, 0.0)


def test_promises_by_their_minute_then_stars_then_the_queue() -> None:
    queue = Queue(
        entries=(
            entry(1, Tier.PROMISED, promised_min=1),
            entry(2, Tier.FRESH),
            entry(3, Tier.STARRED, starred=True),
            entry(4, Tier.DUE),
        ),
        waiting=(entry(5, Tier.PROMISED, promised_min=20), entry(6, Tier.PROMISED, promised_min=10)),
        opening=(entry(7, Tier.STARRED, starred=True), entry(8, Tier.NEW)),
    )
    snapshot = Snapshot(queue, QueueRules(now=NOW, today=TODAY, horizon=NOW + timedelta(hours=1)))
    assert [found.lead_id for found in natural_order(snapshot)] == [1, 6, 5, 3, 7, 2, 4, 8]


@pytest.mark.parametrize(
    ("order", "lead_id", "place", "after"),
    [
        ([1, 2, 3], 3, 0, [3, 1, 2]),
        ([1, 2, 3], 1, 3, [2, 3, 1]),
        ([1, 2, 3], 1, 2, [2, 1, 3]),
        ([1, 2, 3], 2, 1, [1, 2, 3]),
        ([1, 2, 3], 2, 2, [1, 2, 3]),
        ([1, 2, 3], 1, -1, [1, 2, 3]),
        ([1, 2, 3], 3, 9, [1, 2, 3]),
    ],
)
def test_a_row_is_put_before_what_stands_there(order: list[int], lead_id: int, place: int, after: list[int]) -> None:
    assert moved(order, lead_id, place) == after


@pytest.mark.parametrize(
    ("order", "found", "after"),
    [([], [1, 2], [1, 2]), ([3, 1], [1, 2, 3], [3, 1, 2]), ([3, 1], [1, 2], [1, 2]), ([1], [], [])],
)
def test_the_reps_order_is_kept_when_the_queue_changes(order: list[int], found: list[int], after: list[int]) -> None:
    assert kept_order(order, found) == after


def rows(count: int, starred: int) -> list[RowState]:
    return [RowState(lead_id=n, name="", company="", reason="", goal="", starred=n < starred) for n in range(count)]


@pytest.mark.parametrize(
    ("count", "starred", "head", "said"),
    [
        (14, 3, "14 calls, one goal each", "3 highest-value targets starred"),
        (1, 1, "1 call, one goal each", "1 highest-value target starred"),
        (2, 0, "2 calls, one goal each", "Star your highest-value targets"),
        (0, 0, "Nobody can be called right now", ""),
    ],
)
def test_heading_and_remark(count: int, starred: int, head: str, said: str) -> None:
    assert (heading(rows(count, starred)), remark(rows(count, starred))) == (head, said)


def test_one_or_two_lines_are_shown() -> None:
    pair = ("coffee calls", "I dial")
    assert shown_lines((), 1) == (("", ""),)
    assert shown_lines((pair,), 1) == (pair,)
    assert shown_lines((pair,), 2) == (pair, ("", ""))
    assert shown_lines((pair, pair, pair), 1) == (pair, pair)


def test_there_are_eight_first_lines_each_with_an_answer() -> None:
    assert len(FIRST_LINES) == 8
    assert all(when and then.startswith("I ") for when, then in FIRST_LINES)
