"""The key guards of design/product.md section 4, each at its edge."""

from __future__ import annotations

import pytest

from lch_desktop.ui.focus.guards import KeyGuards
from tests.fakes import FakeClock


@pytest.fixture
def guards(clock: FakeClock) -> KeyGuards:
    return KeyGuards(clock.elapsed_s)


@pytest.mark.parametrize(("after_s", "counts"), [(0.0, False), (0.5, False), (0.79, False), (0.81, True), (60.0, True)])
def test_call_ignores_enter_in_the_first_800_ms_of_a_card(
    guards: KeyGuards, clock: FakeClock, after_s: float, counts: bool
) -> None:
    clock.advance(10)
    guards.card_shown()
    clock.advance(after_s)
    assert guards.allows_call() is counts


@pytest.mark.parametrize(("after_s", "counts"), [(0.0, False), (0.39, False), (0.41, True)])
def test_slots_ignore_keys_for_400_ms(guards: KeyGuards, clock: FakeClock, after_s: float, counts: bool) -> None:
    clock.advance(10)
    guards.strip_shown()
    clock.advance(after_s)
    assert guards.allows_slot() is counts


def test_before_anything_is_shown_nothing_is_held_back(guards: KeyGuards) -> None:
    assert guards.allows_call()
    assert guards.allows_slot()
    assert guards.allows_outcome("no-answer")


@pytest.mark.parametrize(
    ("second", "after_s", "counts"),
    [
        ("no-answer", 0.0, False),
        ("no-answer", 0.24, False),
        ("no-answer", 0.26, True),
        ("left-voicemail", 0.0, True),
    ],
)
def test_the_same_outcome_key_within_250_ms_is_ignored(
    guards: KeyGuards, clock: FakeClock, second: str, after_s: float, counts: bool
) -> None:
    guards.key_pressed()
    assert guards.allows_outcome("no-answer")
    clock.advance(after_s)
    guards.key_pressed()
    assert guards.allows_outcome(second) is counts


def test_a_bouncing_key_is_ignored_as_long_as_it_bounces(guards: KeyGuards, clock: FakeClock) -> None:
    guards.key_pressed()
    assert guards.allows_outcome("no-answer")
    for _ in range(5):
        clock.advance(0.2)
        guards.key_pressed()
        assert not guards.allows_outcome("no-answer")


@pytest.mark.parametrize(
    ("went_down_s", "dealt_with_s", "counts"),
    [
        (0.6, 0.1, True),  # two presses, the program was busy during the first
        (0.25, 0.0, True),
        (0.02, 1.4, False),  # one press that bounced, the program was busy in between
        (0.24, 0.24, False),
        (-900.0, 0.1, False),  # the window system's clock began anew: ours tells
        (-900.0, 0.3, True),
    ],
)
def test_a_bounce_is_told_by_when_the_key_went_down(
    guards: KeyGuards, clock: FakeClock, went_down_s: float, dealt_with_s: float, counts: bool
) -> None:
    guards.key_pressed(1000.0)
    assert guards.allows_outcome("no-answer")
    clock.advance(dealt_with_s)
    guards.key_pressed(1000.0 + went_down_s)
    assert guards.allows_outcome("no-answer") is counts


@pytest.mark.parametrize(
    ("released", "after_s", "confirmed"),
    [(True, 0.5, True), (True, 2.9, True), (True, 3.1, False), (False, 0.5, False), (False, 2.9, False)],
)
def test_do_not_call_needs_a_release_and_a_second_press_within_3_s(
    guards: KeyGuards, clock: FakeClock, released: bool, after_s: float, confirmed: bool
) -> None:
    assert not guards.confirms()
    if released:
        guards.key_released()
    clock.advance(after_s)
    assert guards.confirms() is confirmed


def test_a_late_second_press_begins_anew(guards: KeyGuards, clock: FakeClock) -> None:
    guards.confirms()
    guards.key_released()
    clock.advance(3.5)
    assert not guards.armed
    assert not guards.confirms()
    assert guards.armed
    guards.key_released()
    assert guards.confirms()


@pytest.mark.parametrize("how", ["another key", "another card"])
def test_another_key_or_card_disarms(guards: KeyGuards, how: str) -> None:
    guards.confirms()
    guards.key_released()
    if how == "another key":
        guards.disarm()
    else:
        guards.card_shown()
    assert not guards.armed
    assert not guards.confirms()


def test_confirmed_once_is_not_confirmed_for_the_next_lead(guards: KeyGuards) -> None:
    guards.confirms()
    guards.key_released()
    assert guards.confirms()
    assert not guards.confirms()


def test_the_mouse_needs_two_clicks_and_no_release(guards: KeyGuards) -> None:
    assert not guards.confirms(by_key=False)
    assert guards.confirms(by_key=False)


@pytest.mark.parametrize(
    ("gaps", "seconds"),
    [
        ((0.0,), [False]),
        ((0.0, 0.3), [False, True]),
        ((0.0, 1.0), [False, True]),
        ((0.0, 1.1), [False, False]),
        ((0.0, 1.1, 0.5), [False, False, True]),
        ((0.0, 0.3, 0.3), [False, True, False]),
        ((0.0, 0.3, 0.3, 0.3), [False, True, False, True]),
    ],
)
def test_esc_twice_within_a_second(
    guards: KeyGuards, clock: FakeClock, gaps: tuple[float, ...], seconds: list[bool]
) -> None:
    found = []
    for gap_s in gaps:
        clock.advance(gap_s)
        found.append(guards.is_second_esc())
    assert found == seconds


def test_a_set_wall_clock_opens_no_guard(guards: KeyGuards, clock: FakeClock) -> None:
    guards.card_shown()
    guards.strip_shown()
    clock.jump(3600)
    assert not guards.allows_call()
    assert not guards.allows_slot()


@pytest.mark.parametrize(("after_s", "waits"), [(0.3, True), (1.9, True), (2.1, False)])
def test_an_hour_that_came_by_itself_takes_no_key_at_first(
    guards: KeyGuards, clock: FakeClock, after_s: float, waits: bool
) -> None:
    guards.be_wary()
    clock.advance(after_s)
    assert guards.is_wary() is waits


def test_typing_goes_on_being_meant_for_the_other_window_until_it_stops(guards: KeyGuards, clock: FakeClock) -> None:
    guards.be_wary()
    for _ in range(10):
        clock.advance(1.0)
        assert guards.is_wary()
    clock.advance(1.6)
    assert not guards.is_wary()
    assert not guards.is_wary()  # then all keys count, however quick


def test_an_hour_that_was_started_by_hand_is_not_wary(guards: KeyGuards) -> None:
    assert not guards.is_wary()
