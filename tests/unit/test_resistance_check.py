"""The scores of habit.md section 3."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain.resistance_check import STATEMENTS, Scale, Zone, change, score, zone_of

BEST = {each.number: 5 if each.reversed else 1 for each in STATEMENTS}
WORST = {each.number: 1 if each.reversed else 5 for each in STATEMENTS}
MIXED = dict(enumerate([4, 3, 4, 2, 2, 5, 3, 3, 3, 2, 4, 3], start=1))


def _all(answer: int) -> dict[int, int]:
    return dict.fromkeys(range(1, 13), answer)


@pytest.mark.parametrize(
    ("answers", "total"), [(_all(1), 25), (_all(3), 50), (_all(5), 75), (BEST, 0), (WORST, 100), (MIXED, 62)]
)
def test_the_total(answers: dict[int, int], total: int) -> None:
    assert score(answers).total == total


def test_the_scales() -> None:
    found = score(MIXED)
    assert found.scales == {Scale.NERVES: 56, Scale.SWAPS: 81, Scale.FOLLOW: 50}
    assert (found.highest, found.zone, found.is_straight) == (Scale.SWAPS, Zone.STUCK_OFTEN, False)
    assert all(sum(each.scale is scale for each in STATEMENTS) == 4 for scale in Scale)


@pytest.mark.parametrize(
    ("left_out", "has_total", "without"),
    [((), True, ()), ((2,), True, ()), ((2, 1), True, ()), ((2, 8), False, (Scale.NERVES,)), ((2, 1, 4), False, ())],
)
def test_what_is_missing_is_made_up_from_the_rest_up_to_a_point(
    left_out: tuple[int, ...], has_total: bool, without: tuple[Scale, ...]
) -> None:
    found = score({number: answer for number, answer in _all(3).items() if number not in left_out})
    assert (found.total == 50) is has_total
    assert tuple(scale for scale, points in found.scales.items() if points is None) == without


def test_answers_that_are_all_the_same_ask_for_another_look() -> None:
    assert score(_all(3)).is_straight
    assert score(_all(3)).highest is None


@pytest.mark.parametrize("answers", [{1: 0}, {1: 6}, {13: 3}])
def test_no_answer_of_another_kind(answers: dict[int, int]) -> None:
    with pytest.raises(ValueError, match="no answers"):
        score(answers)


@pytest.mark.parametrize(
    ("total", "zone"),
    [
        (0, Zone.EASY),
        (24, Zone.EASY),
        (25, Zone.COMFORTABLE),
        (49, Zone.COMFORTABLE),
        (50, Zone.STUCK_OFTEN),
        (74, Zone.STUCK_OFTEN),
        (75, Zone.STUCK_NOW),
        (100, Zone.STUCK_NOW),
    ],
)
def test_the_zones(total: int, zone: Zone) -> None:
    assert zone_of(total) is zone


@pytest.mark.parametrize(("before", "now", "told"), [(50, 61, 0), (50, 62, 12), (50, 38, -12), (50, 39, 0)])
def test_a_small_change_is_none(before: int, now: int, told: int) -> None:
    assert change(before, now) == told


@given(st.fixed_dictionaries({number: st.integers(1, 5) for number in range(1, 13)}))
def test_a_score_is_within_its_bounds_and_its_mirror_makes_a_hundred(answers: dict[int, int]) -> None:
    total = score(answers).total
    mirrored = score({number: 6 - answer for number, answer in answers.items()}).total
    assert total is not None
    assert mirrored is not None
    assert 0 <= total <= 100
    assert 99 <= total + mirrored <= 101
