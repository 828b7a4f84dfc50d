"""What each zone and scale offers: pure changes, each idempotent, nothing that the program cannot do."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain import if_then, offers
from lch_desktop.domain.offers import offer, offers_for
from lch_desktop.domain.resistance_check import Scale, Score, Zone
from lch_desktop.domain.settings import RANGES, Settings
from lch_desktop.domain.short_hour import grown

KEYS = sorted(offers._OFFERS)
TODAY, MONDAY = date(2026, 11, 25), "2026-11-23"
TOTALS = {Zone.EASY: 10, Zone.COMFORTABLE: 30, Zone.STUCK_OFTEN: 60, Zone.STUCK_NOW: 90}
BUSY = Settings(
    minutes=30, starts=((2, "09:00", 120),), calls=40, prep_s=120, queue_order="due", barriers=("quiet",),
    if_then=(("a", ""), ("b", "do b")), if_then_kept=(("c", "do c"),), cadence_gaps=(1, 2), sets=2,
    people=8, asks=5, appointments=4,
)  # fmt: skip


def accepted(key: str, settings: Settings) -> Settings:
    """What accepting the offer called `key` makes of `settings`, on a Wednesday."""
    return offer(key).apply(settings, TODAY)


def found(total: int | None, highest: Scale | None = None) -> Score:
    points = {scale: 80 if scale is highest else 20 for scale in Scale}
    return Score(total, points if highest is not None else dict.fromkeys(Scale, 20), is_straight=False)


@pytest.mark.parametrize(
    ("zone", "keys"),
    [
        (Zone.EASY, ["minutes-60", "goals", "tip"]),
        (Zone.COMFORTABLE, ["minutes-60", "phone-first", "next-call", "one-line"]),
        (Zone.STUCK_OFTEN, ["minutes-45", "warm-ups", "friendly-first", "prep", "two-lines"]),
        (Zone.STUCK_NOW, ["short", "serve", "talk"]),
    ],
)
def test_what_a_zone_offers(zone: Zone, keys: list[str]) -> None:
    assert found(TOTALS[zone]).zone is zone
    assert [each.key for each in offers_for(found(TOTALS[zone]))] == keys


@pytest.mark.parametrize(
    ("scale", "keys"),
    [
        (Scale.NERVES, ["opener", "serve", "fear-log"]),
        (Scale.SWAPS, ["prep", "dial-next", "closing", "door-sign"]),
        (Scale.FOLLOW, ["next-call", "speed-first", "attempts"]),
    ],
)
def test_what_the_highest_scale_adds(scale: Scale, keys: list[str]) -> None:
    listed = [each.key for each in offers_for(found(10, scale))]
    assert listed == ["minutes-60", "goals", "tip", *keys]


def test_each_is_offered_once_and_without_a_score_none() -> None:
    listed = [each.key for each in offers_for(found(60, Scale.SWAPS))]
    assert listed.count("prep") == 1
    assert len(listed) == len(set(listed))
    assert offers_for(found(None)) == ()


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("settings", [Settings(), BUSY], ids=["fresh", "busy"])
def test_accepting_makes_it_hold_and_twice_is_once(key: str, settings: Settings) -> None:
    chosen = offer(key)
    once = accepted(key, settings)
    assert accepted(key, once) == once
    if chosen.page or chosen.asks or chosen.is_word:
        assert once == settings, "it leads somewhere, is written, or only said"
        assert not chosen.holds(settings)
    else:
        assert chosen.holds(once)
        assert chosen.holds(settings) is (once == settings)


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("minutes-60", {"minutes", "starts"}),
        ("minutes-45", {"minutes", "starts", "sets"}),
        ("short", {"minutes", "starts", "calls", "people", "asks", "appointments", "sets", "growing_since"}),
        ("warm-ups", {"warm_ups"}),
        ("friendly-first", {"friendly_first"}),
        ("phone-first", {"phone_first"}),
        ("speed-first", {"speed_first"}),
        ("dial-next", {"dial_next"}),
        ("fear-log", {"fear_log"}),
        ("prep", {"prep_s"}),
        ("one-line", set()),
        ("two-lines", {"if_then"}),
        ("closing", {"barriers"}),
        ("attempts", {"cadence_gaps"}),
        ("next-call", set()),
    ],
)
def test_it_changes_what_it_says_and_nothing_else(key: str, names: set[str]) -> None:
    after = accepted(key, BUSY)
    assert {each.name for each in fields(BUSY) if getattr(BUSY, each.name) != getattr(after, each.name)} == names
    for name, (low, high) in RANGES.items():
        assert low <= getattr(after, name) <= high


def test_days_with_a_length_of_their_own_follow() -> None:
    after = accepted("short", BUSY)
    assert (after.minutes, after.starts, after.calls) == (15, ((2, "09:00", 15),), 3)
    assert (after.sets, after.growing_since) == (1, MONDAY)


@pytest.mark.parametrize(("minutes", "calls", "stays"), [(15, 3, True), (20, 5, True), (20, 3, True), (20, 0, False)])
def test_an_hour_that_is_short_already_keeps_its_numbers_and_grows(minutes: int, calls: int, stays: bool) -> None:
    settings = replace(Settings(), minutes=minutes, calls=calls)
    assert not offer("short").holds(settings), "it does not grow yet"
    expected = replace(settings, growing_since=MONDAY) if stays else replace(settings, minutes=15, calls=3)
    assert accepted("short", settings) == replace(expected, growing_since=MONDAY)


def test_the_short_hour_is_offered_again_once_it_has_grown() -> None:
    grown = replace(Settings(), minutes=25, calls=5, growing_since=MONDAY)
    assert not offer("short").holds(grown)
    assert accepted("short", grown).minutes == 15


def test_three_sets_of_fifteen_are_one_offer() -> None:
    after = accepted("minutes-45", Settings())
    assert (after.minutes, after.sets) == (45, 3)
    assert not offer("minutes-45").holds(replace(after, sets=1))
    assert not offer("minutes-45").holds(replace(after, minutes=60))


@pytest.mark.parametrize(
    ("before", "sets"),
    [("minutes-45", 1), ("short", 1), ("", 2)],
    ids=["its sets go with it", "a short hour has one", "one's own stay"],
)
def test_an_hour_of_sixty_is_in_one_piece_unless_the_rep_chose_the_pieces(before: str, sets: int) -> None:
    settings = accepted(before, Settings()) if before else replace(Settings(), minutes=30, sets=2)
    after = accepted("minutes-60", settings)
    assert (after.minutes, after.sets, after.growing_since) == (60, sets, "")


def test_the_reps_own_line_is_taken_before_ours() -> None:
    after = accepted("two-lines", BUSY)
    assert after.if_then == (("a", if_then.SUGGESTIONS[0][1]), ("b", "do b")), "what was begun stays"
    assert after.if_then_kept == BUSY.if_then_kept
    aside = accepted("two-lines", replace(BUSY, if_then=(("b", "do b"), ("", ""))))
    assert aside.if_then == (("b", "do b"), ("c", "do c"))
    fresh = accepted("two-lines", replace(Settings(), if_then=()))
    assert len(fresh.if_then) == 2


def test_a_shorter_time_to_read_stays() -> None:
    assert accepted("prep", replace(Settings(), prep_s=30)).prep_s == 30
    assert accepted("prep", replace(Settings(), prep_s=90)).prep_s == 60


@given(st.sampled_from(KEYS), st.sampled_from(KEYS))
def test_any_two_in_any_order_hold_unless_they_are_two_lengths(one: str, other: str) -> None:
    lengths = {"minutes-60", "minutes-45", "short"}
    after = accepted(other, accepted(one, BUSY))
    if not {one, other} <= lengths and accepted(one, BUSY) != BUSY:
        assert offer(one).holds(after)


@pytest.mark.parametrize("key", ["minutes-60", "minutes-45"])
def test_a_longer_hour_after_the_short_one_is_not_full_with_its_three_calls(key: str) -> None:
    assert accepted(key, accepted("short", Settings())).calls == 0
    own = replace(Settings(), minutes=30, calls=3)
    assert accepted(key, own).calls == 3, "a plan of the rep's own stays"


@pytest.mark.parametrize("weeks", [1, 3])
@pytest.mark.parametrize("key", ["minutes-60", "minutes-45"])
def test_nor_is_one_after_the_short_hour_that_grew(key: str, weeks: int) -> None:
    settings = accepted("short", Settings())
    for week in range(1, weeks + 1):
        settings = grown(settings, TODAY + timedelta(days=7 * week))
    assert settings.calls > 3
    assert accepted(key, settings).calls == 0


def test_the_goals_of_a_long_hour_are_not_those_of_three_calls() -> None:
    after = accepted("short", BUSY)
    assert (after.calls, after.people, after.asks, after.appointments) == (3, 0, 0, 0)


def test_a_longer_cadence_is_not_cut() -> None:
    longer = replace(Settings(), cadence_gaps=(1, 1, 2, 2, 3, 3, 5, 5))
    assert offer("attempts").holds(longer)
    assert accepted("attempts", longer) == longer


def test_that_sites_are_closed_is_not_said_before_it_is_known() -> None:
    """The browser may not have the extension yet: the settings only say what is wanted."""
    closing = offer("closing")
    assert closing.holds(Settings())
    assert closing.held == "Chosen already"
    assert "Plan shows" in closing.says


def test_the_tip_holds_once_it_is_written() -> None:
    assert offer(offers.TIP).asks
    assert offer(offers.TIP).holds(replace(Settings(), tip="Dial first."))


def test_a_word_is_said_and_nothing_more() -> None:
    talk = offer("talk")
    assert (talk.title, talk.is_word) == ("Talk it over with a coach or your manager.", True)
