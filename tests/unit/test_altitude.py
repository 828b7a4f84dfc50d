"""Altitude: product.md section 6, checked against the formula written out anew."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain.altitude import AltitudeModel, word
from lch_desktop.domain.calls import Touch, TouchKind, TouchStatus
from lch_desktop.domain.leads import Talk

NOW = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
MODEL = AltitudeModel()


def expected(hours: float, level: float = 1.0) -> float:
    """a(t) = A0 * (1 + t/24)^-1.29, by logarithms rather than by powers."""
    return level * math.exp(-1.29 * math.log1p(hours / 24))


def talk(hours_ago: float, level: float = 1.0) -> Talk:
    return Talk(NOW - timedelta(hours=hours_ago), level)


@pytest.mark.parametrize(
    ("hours", "printed"), [(1, 0.949), (4, 0.820), (17, 0.501), (24, 0.409), (48, 0.242), (168, 0.068)]
)
def test_the_printed_values(hours: float, printed: float) -> None:
    assert MODEL.now(talk(hours), NOW) == pytest.approx(expected(hours))
    assert round(MODEL.now(talk(hours), NOW), 3) == printed


@given(st.floats(0, 5000), st.sampled_from((0.2, 0.4, 0.6, 0.8, 1.0)))
def test_it_only_falls_and_scales_with_the_talk(hours: float, level: float) -> None:
    now, tomorrow = MODEL.now(talk(hours, level), NOW), MODEL.tomorrow(talk(hours, level), NOW)
    assert now == pytest.approx(expected(hours, level), rel=1e-6)
    assert tomorrow == pytest.approx(expected(hours + 24, level), rel=1e-6)
    assert 0 < tomorrow < now <= level


@pytest.mark.parametrize("hours", [-0.001, -24, -1000])
def test_a_talk_later_than_now_counts_as_now(hours: float) -> None:
    assert MODEL.now(talk(hours, 0.8), NOW) == 0.8


@pytest.mark.parametrize("restore", [0.25, 0.5])
@pytest.mark.parametrize("hours", [1.0, 17.0, 200.0])
def test_a_touch_lifts_and_goes_on_from_the_age_of_the_new_altitude(restore: float, hours: float) -> None:
    before = talk(hours, 0.8)
    lifted = MODEL.lifted(before, NOW, restore)
    a = expected(hours, 0.8)
    a_lifted = a + restore * (0.8 - a)
    assert MODEL.now(lifted, NOW) == pytest.approx(a_lifted)
    age = 24 * ((a_lifted / 0.8) ** (-1 / 1.29) - 1)
    for later in (1, 24, 72):
        assert MODEL.now(lifted, NOW + timedelta(hours=later)) == pytest.approx(expected(age + later, 0.8))


def test_the_restores_of_a_text_and_a_video() -> None:
    assert (MODEL.restore_text, MODEL.restore_video) == (0.25, 0.5)


def test_two_touches_one_after_the_other() -> None:
    once = MODEL.lifted(talk(48), NOW, 0.25)
    twice = MODEL.lifted(once, NOW, 0.5)
    a = expected(48) + 0.25 * (1 - expected(48))
    assert MODEL.now(twice, NOW) == pytest.approx(a + 0.5 * (1 - a))


def test_a_touch_before_the_talk_changes_nothing() -> None:
    assert MODEL.lifted(talk(-3), NOW, 0.5) == talk(-3)


@given(st.floats(0, 1000), st.floats(0, 1))
def test_a_touch_never_lowers_nor_passes_the_talk(hours: float, restore: float) -> None:
    lifted = MODEL.now(MODEL.lifted(talk(hours, 0.8), NOW, restore), NOW)
    assert MODEL.now(talk(hours, 0.8), NOW) <= lifted + 1e-9
    assert lifted <= 0.8 + 1e-9


def test_scale_and_exponent_are_settings() -> None:
    assert AltitudeModel(scale_h=12, exponent=2).at_age(1.0, 12) == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("altitude", "band"),
    [
        (1.0, "high"),
        (0.75, "high"),
        (0.7499, "warm"),
        (0.5, "warm"),
        (0.4999, "cooling"),
        (0.25, "cooling"),
        (0.2499, "cold"),
        (0.0, "cold"),
    ],
)
def test_bands(altitude: float, band: str) -> None:
    assert word(altitude) == band


def touch(hours_ago: float, kind: TouchKind, status: TouchStatus = TouchStatus.SENT) -> Touch:
    at = NOW - timedelta(hours=hours_ago)
    return Touch(kind=kind, due_at=at, status=status, done_at=at if status is TouchStatus.SENT else None)


def test_only_texts_and_videos_sent_since_the_talk_lift_it() -> None:
    nothing = [
        touch(60, TouchKind.TEXT),
        touch(20, TouchKind.VIDEO, TouchStatus.OPEN),
        touch(20, TouchKind.TEXT, TouchStatus.DROPPED),
        touch(10, TouchKind.EMAIL),
        touch(10, TouchKind.NOTE),
    ]
    assert MODEL.lifted_by(talk(48), nothing) == talk(48)
    text, video = touch(40, TouchKind.TEXT), touch(24, TouchKind.VIDEO)
    wanted = MODEL.lifted(MODEL.lifted(talk(48), text.due_at, 0.25), video.due_at, 0.5)
    assert MODEL.lifted_by(talk(48), [video, *nothing, text]) == wanted
    assert MODEL.lifted_by(wanted, []) == talk(48)  # ticks taken back
