"""Which monitors get the door sign (design/shield.md, Cover)."""

from __future__ import annotations

import pytest

from lch_desktop.domain.cover import CoverRules, Monitor, before_raising, cover_rules, signs
from lch_desktop.domain.settings import Settings
from lch_desktop.domain.shield import Standing, State

FOCUS = Monitor("DP-1", is_focus=True, area=(0, 0, 1920, 1080))
RIGHT = Monitor("DP-2", area=(1920, 0, 1920, 1080))
BEAMER = Monitor("HDMI-1", area=(3840, 0, 1280, 720))
MIRROR = Monitor("HDMI-2", area=(0, 0, 1280, 720))  # shows a part of Focus
TWIN_FOCUS = Monitor("DELL", is_focus=True, area=(0, 0, 1920, 1080))
TWIN = Monitor("DELL", area=(1920, 0, 1920, 1080))


@pytest.mark.parametrize(
    ("monitors", "rules", "expected"),
    [
        ((), CoverRules(), ()),
        ((FOCUS,), CoverRules(), ()),
        ((FOCUS,), CoverRules(everywhere=True), ()),
        ((FOCUS, RIGHT), CoverRules(), ("DP-2",)),
        ((RIGHT, FOCUS, BEAMER), CoverRules(), ("DP-2", "HDMI-1")),
        ((FOCUS, RIGHT), CoverRules(wanted=False), ()),
        ((FOCUS, RIGHT), CoverRules(wanted=False, everywhere=True), ()),
        ((FOCUS, RIGHT), CoverRules(work_screens=("DP-2",)), ()),
        ((FOCUS, RIGHT, BEAMER), CoverRules(work_screens=("DP-2",)), ("HDMI-1",)),
        ((FOCUS, RIGHT, BEAMER), CoverRules(work_screens=("DP-2",), everywhere=True), ("DP-2", "HDMI-1")),
        ((FOCUS, RIGHT), CoverRules(work_screens=("DP-1",)), ("DP-2",)),  # work named where Focus is: nothing to spare
        ((FOCUS, RIGHT), CoverRules(work_screens=("unplugged",)), ("DP-2",)),
        ((FOCUS, MIRROR), CoverRules(), ()),  # a sign there would cover Focus
        ((FOCUS, MIRROR, RIGHT), CoverRules(everywhere=True), ("DP-2",)),
        ((TWIN_FOCUS, TWIN), CoverRules(), ("DELL",)),
        ((TWIN_FOCUS, TWIN), CoverRules(work_screens=("DELL",)), ()),  # which of the two is not known: work wins
    ],
)
def test_the_sign_goes_where_no_work_was_named(
    monitors: tuple[Monitor, ...], rules: CoverRules, expected: tuple[str, ...]
) -> None:
    assert signs(monitors, rules) == expected


def test_monitors_that_only_touch_show_two_pictures() -> None:
    above = Monitor("DP-3", area=(0, -1080, 1920, 1080))
    assert signs((FOCUS, above, RIGHT), CoverRules()) == ("DP-3", "DP-2")


def test_the_rules_are_the_settings() -> None:
    chosen = Settings(work_screens=("DP-2",), cover_all=True, barriers=("cover", "quiet"))
    assert cover_rules(chosen) == CoverRules(wanted=True, work_screens=("DP-2",), everywhere=True)
    assert not cover_rules(Settings(barriers=("quiet",))).wanted


def test_before_the_rep_has_said_what_is_work_no_sign_may_stand_over_it() -> None:
    monitors = (Monitor("DP-1", True, (0, 0, 10, 10)), Monitor("DP-2", False, (10, 0, 10, 10)))
    assert signs(monitors, cover_rules(Settings())) == ()
    assert "what is work" in before_raising(monitors, cover_rules(Settings())).advice
    assert signs(monitors, cover_rules(Settings(work_programs=("linphone",)))) == ("DP-2",)
    assert signs(monitors, cover_rules(Settings(cover_all=True))) == ("DP-2",)


@pytest.mark.parametrize(
    ("monitors", "rules", "expected"),
    [
        ((FOCUS, RIGHT), CoverRules(), Standing("cover", State.READY, "sign on all others")),
        (
            (FOCUS, RIGHT),
            CoverRules(work_screens=("gone",)),
            Standing("cover", State.READY, "sign on the others"),
        ),
        (
            (FOCUS, RIGHT, BEAMER),
            CoverRules(work_screens=("DP-2",)),
            Standing("cover", State.READY, "sign on 1 of 2 others"),
        ),
        ((FOCUS,), CoverRules(), Standing("cover", State.READY, "one monitor")),
        ((FOCUS, MIRROR), CoverRules(), Standing("cover", State.READY, "one monitor")),
        ((FOCUS, RIGHT), CoverRules(work_screens=("DP-2",)), Standing("cover", State.READY, "the others are work")),
        ((FOCUS, RIGHT), CoverRules(wanted=False), Standing("cover", State.OFF)),
    ],
)
def test_the_pre_flight_says_what_will_be_covered(
    monitors: tuple[Monitor, ...], rules: CoverRules, expected: Standing
) -> None:
    assert before_raising(monitors, rules) == expected
