"""The token tables keep the contrast the design promises (look.md, sections 2 and 5)."""

from __future__ import annotations

import re
from dataclasses import asdict

import pytest

from lch_desktop.ui.tokens import DARK, FOCUS, LIGHT, PALETTES, Tokens, channels, contrast, over, veil

OUTCOMES = (
    "connected",
    "call_back_later",
    "left_voicemail",
    "no_answer",
    "not_interested",
    "wrong_number",
    "sold",
    "do_not_call",
    "someone_else",
)
GROUNDS = (  # f, ground top, text on it, muted on it
    (0.0, "#090B13", 16.7, 9.5),
    (0.25, "#0B0C17", 16.5, 9.4),
    (0.5, "#0E0D1A", 16.3, 9.3),
    (0.75, "#110F1C", 16.1, 9.2),
    (1.0, "#15121E", 15.7, 8.9),
)


@pytest.mark.parametrize(
    ("front", "back", "ratio"),
    [("#000000", "#FFFFFF", 21.0), ("#FFFFFF", "#000000", 21.0), ("#767676", "#FFFFFF", 4.54)],
)
def test_contrast_follows_wcag(front: str, back: str, ratio: float) -> None:
    assert contrast(front, back) == pytest.approx(ratio, abs=0.005)


def test_a_translucent_colour_is_blended_first() -> None:
    assert over(veil(50), "#000000") == "#808080"
    assert over(veil(0), "#123456") == "#123456"
    assert contrast(veil(0), "#123456") == 1.0


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_every_token_is_a_colour(palette: Tokens) -> None:
    for token, value in asdict(palette).items():
        if token != "name":
            assert re.fullmatch(r"#(?:[0-9A-F]{2})?[0-9A-F]{6}", value), token


@pytest.mark.parametrize(
    ("palette", "front", "back", "ratio"),
    [
        (DARK, "muted", "side", 9.1),
        (DARK, "muted", "selected", 7.0),
        (DARK, "sun", "surface", 9.2),
        (DARK, "on_primary", "primary", 5.4),
        (DARK, "on_primary", "primary_hover", 4.7),
        (DARK, "disabled", "raised", 4.6),
        (DARK, "line", "surface", 4.3),
        (LIGHT, "muted", "side", 5.8),
        (LIGHT, "accent", "nav_on", 5.1),
        (LIGHT, "sun_text", "surface", 6.4),
        (LIGHT, "on_primary", "primary", 6.3),
        (LIGHT, "disabled", "raised", 4.6),
        (LIGHT, "line", "surface", 3.9),
    ],
)
def test_the_checked_pairs_hold(palette: Tokens, front: str, back: str, ratio: float) -> None:
    found = contrast(getattr(palette, front), getattr(palette, back))
    assert found == pytest.approx(ratio, abs=0.1)


@pytest.mark.parametrize(("front", "ratio"), [("text", 11.7), ("muted", 6.8)])
def test_words_on_a_problem_line(front: str, ratio: float) -> None:
    box = over(DARK.warn_fill, DARK.surface)
    assert contrast(getattr(DARK, front), box) == pytest.approx(ratio, abs=0.1)


def test_the_cap_inside_a_primary_button_is_dark() -> None:
    assert contrast(DARK.on_primary, over(DARK.primary_cap, DARK.primary)) == pytest.approx(7.7, abs=0.1)


@pytest.mark.parametrize(("f", "ground", "text", "muted"), GROUNDS)
def test_words_on_the_ground_of_the_hour(f: float, ground: str, text: float, muted: float) -> None:
    assert contrast(FOCUS.text, ground) == pytest.approx(text, abs=0.1), f
    assert contrast(FOCUS.muted, ground) == pytest.approx(muted, abs=0.1), f


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_outcome_icon_stands_out_on_its_key(outcome: str) -> None:
    for _, ground, _, _ in GROUNDS:
        key = over(FOCUS.key_fill, ground)
        assert contrast(getattr(FOCUS, outcome), key) >= 4.85, ground
    assert contrast(getattr(LIGHT, outcome), over(LIGHT.key_fill, LIGHT.surface)) >= 3.0


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_words_are_readable_on_every_plain_ground(palette: Tokens) -> None:
    bottom = "#15121E" if palette is FOCUS else palette.bg
    for ground in ("surface", "raised", "selected", "nav_on", "popup", "key_fill", "key_hover"):
        behind = over(getattr(palette, ground), bottom)
        assert contrast(palette.text, behind) >= 7.0, ground
        assert contrast(palette.muted, behind) >= 4.5, ground
    for mark in ("accent", "ok", "warn", "err", "sun_text"):
        assert contrast(getattr(palette, mark), over(palette.surface, bottom)) >= 4.5, mark
    for shape in ("line", "sun", "gauge_ahead"):
        assert contrast(getattr(palette, shape), over(palette.surface, bottom)) >= 3.0, shape


def test_no_palette_tells_a_missed_day_in_red() -> None:
    for palette in PALETTES.values():
        red, green, blue, _ = channels(palette.line)
        assert max(red, green, blue) - min(red, green, blue) < 40
