"""What each zone and scale offers: pure changes, each idempotent, nothing that the program cannot do."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain import if_then, offers
from lch_desktop.domain.offers import offer, offers_for
from lch_desktop.domain.resistance_check import Scale, Score, Zone
from lch_desktop.domain.settings import RANGES, Settings

KEYS = sorted(offers._OFFERS)
TOTALS = {Zone.EASY: 10, Zone.COMFORTABLE: 30, Zone.STUCK_OFTEN: 60, Zone.STUCK_NOW: 90}
BUSY = Settings(
    minutes=30, starts=((2, "09:00", 120),), calls=40, prep_s=120, queue_order="due", barriers=("quiet",),
    if_then=(("a", ""), ("b", "do b")), if_then_kept=(("c", "do c"),), cadence_gaps=(1, 2),
)  # fmt: skip


def found(total: int | None, highest: Scale | None = None) -> Score:
    points = {scale: 80 if scale is highest else 20 for scale in Scale}
    return Score(total, points if highest is not None else dict.fromkeys(Scale, 20), is_straight=False)


@pytest.mark.parametrize(
    ("zone", "keys"),
    [
        (Zone.EASY, ["minutes-60", "goals"]),
        (Zone.COMFORTABLE, ["minutes-60", "next-call", "one-line"]),
        (Zone.STUCK_OFTEN, ["minutes-45", "warm-ups", "prep", "two-lines"]),
        (Zone.STUCK_NOW, ["short", "serve"]),
    ],
)
def test_what_a_zone_offers(zone: Zone, keys: list[str]) -> None:
    assert found(TOTALS[zone]).zone is zone
    assert [each.key for each in offers_for(found(TOTALS[zone]))] == keys


@pytest.mark.parametrize(
    ("scale", "keys"),
    [
        (Scale.NERVES, ["opener", "serve"]),
        (Scale.SWAPS, ["prep", "closing", "door-sign"]),
        (Scale.FOLLOW, ["next-call", "best-first", "attempts"]),
    ],
)
def test_what_the_highest_scale_adds(scale: Scale, keys: list[str]) -> None:
    listed = [each.key for each in offers_for(found(10, scale))]
    assert listed == ["minutes-60", "goals", *keys]


def test_each_is_offered_once_and_without_a_score_none() -> None:
    listed = [each.key for each in offers_for(found(60, Scale.SWAPS))]
    assert listed.count("prep") == 1
    assert len(listed) == len(set(listed))
    assert offers_for(found(None)) == ()


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("settings", [Settings(), BUSY], ids=["fresh", "busy"])
def test_accepting_makes_it_hold_and_twice_is_once(key: str, settings: Settings) -> None:
    chosen = offer(key)
    once = chosen.apply(settings)
    assert chosen.apply(once) == once
    if chosen.page:
        assert once == settings, "it only leads somewhere"
        assert not chosen.holds(settings)
    else:
        assert chosen.holds(once)
        assert chosen.holds(settings) is (once == settings)


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("minutes-60", {"minutes", "starts"}),
        ("minutes-45", {"minutes", "starts"}),
        ("short", {"minutes", "starts", "calls"}),
        ("warm-ups", {"warm_ups"}),
        ("prep", {"prep_s"}),
        ("one-line", set()),
        ("two-lines", {"if_then"}),
        ("closing", {"barriers"}),
        ("best-first", {"queue_order"}),
        ("attempts", {"cadence_gaps"}),
        ("next-call", set()),
    ],
)
def test_it_changes_what_it_says_and_nothing_else(key: str, names: set[str]) -> None:
    after = offer(key).apply(BUSY)
    assert {each.name for each in fields(BUSY) if getattr(BUSY, each.name) != getattr(after, each.name)} == names
    for name, (low, high) in RANGES.items():
        assert low <= getattr(after, name) <= high


def test_days_with_a_length_of_their_own_follow() -> None:
    after = offer("short").apply(BUSY)
    assert (after.minutes, after.starts, after.calls) == (15, ((2, "09:00", 15),), 3)
    for minutes, calls in ((15, 3), (20, 5), (20, 3)):
        settings = replace(Settings(), minutes=minutes, calls=calls)
        assert offer("short").holds(settings)
        assert offer("short").apply(settings) == settings
    assert not offer("short").holds(replace(Settings(), minutes=20, calls=0))


def test_the_reps_own_line_is_taken_before_ours() -> None:
    after = offer("two-lines").apply(BUSY)
    assert after.if_then == (("a", if_then.SUGGESTIONS[0][1]), ("b", "do b")), "what was begun stays"
    assert after.if_then_kept == BUSY.if_then_kept
    aside = offer("two-lines").apply(replace(BUSY, if_then=(("b", "do b"), ("", ""))))
    assert aside.if_then == (("b", "do b"), ("c", "do c"))
    fresh = offer("two-lines").apply(replace(Settings(), if_then=()))
    assert len(fresh.if_then) == 2


def test_a_shorter_time_to_read_stays() -> None:
    assert offer("prep").apply(replace(Settings(), prep_s=30)).prep_s == 30
    assert offer("prep").apply(replace(Settings(), prep_s=90)).prep_s == 60


@given(st.sampled_from(KEYS), st.sampled_from(KEYS))
def test_any_two_in_any_order_hold_unless_they_are_two_lengths(one: str, other: str) -> None:
    lengths = {"minutes-60", "minutes-45", "short"}
    after = offer(other).apply(offer(one).apply(BUSY))
    if not {one, other} <= lengths and not offer(one).page:
        assert offer(one).holds(after)


@pytest.mark.parametrize("key", ["minutes-60", "minutes-45"])
def test_a_longer_hour_after_the_short_one_is_not_full_with_its_three_calls(key: str) -> None:
    assert offer(key).apply(offer("short").apply(Settings())).calls == 0
    own = replace(Settings(), minutes=30, calls=3)
    assert offer(key).apply(own).calls == 3, "a plan of the rep's own stays"


def test_a_longer_cadence_is_not_cut() -> None:
    longer = replace(Settings(), cadence_gaps=(1, 1, 2, 2, 3, 3, 5, 5))
    assert offer("attempts").holds(longer)
    assert offer("attempts").apply(longer) == longer
