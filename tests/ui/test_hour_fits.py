"""The hour's page in rooms of every size: its text, its minutes, its lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lch_desktop.ui.appearance import focus_theme
from lch_desktop.ui.focus.card_parts import Advice, phone_role
from lch_desktop.ui.theme import ThemeHolder
from tests.fakes import FakeClock
from tests.ui.focus_kit import Hour, running


@pytest.fixture
def hour(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> Iterator[Hour]:
    with running(data_dir, clock, text_size=150) as made:
        yield made


def draw(hour: Hour, width: int, height: int) -> None:
    """On a screen of that size, with the largest text that it allows."""
    hour.app.context.focus_look.set_theme(focus_theme(hour.services.rep.settings, QSize(width, height)))
    hour.draw_at(width, height)


class Screen:
    def __init__(self, width: int, height: int) -> None:
        self._size = QSize(width, height)

    def size(self) -> QSize:
        return self._size


def test_another_screen_fits_the_text_anew(hour: Hour, monkeypatch: pytest.MonkeyPatch) -> None:
    look = hour.app.context.focus_look
    for size, scale in (((1280, 720), 109), ((1920, 1080), 150), ((1120, 660), 100)):
        screen = Screen(*size)
        monkeypatch.setattr(hour.page, "screen", lambda screen=screen: screen)
        hour.draw_at(*size)
        assert look.theme.scale == scale


@pytest.mark.parametrize(("width", "height"), [(1100, 700), (1280, 720), (1280, 800), (1440, 900), (1920, 1080)])
@pytest.mark.parametrize("key", ["", "1", "2", "9"])
def test_the_minutes_left_are_always_to_be_seen(hour: Hour, width: int, height: int, key: str) -> None:
    draw(hour, width, height)
    if key:
        hour.press(key)
    hour.p.tick()
    QApplication.processEvents()
    page = hour.page
    under_sun, beside_clock = page.time_left.isVisible(), page.ends.left.isVisible()
    assert under_sun != beside_clock
    shown = page.ends.left if beside_clock else page.time_left.text
    assert shown.text() == "60 min left"
    if under_sun:
        assert page.time_left.geometry().bottom() <= page.ground.y() + page.panels.y()
    if not key:
        hour.press("H")
        assert (page.ends.left.text(), page.time_left.text.text()) == ("", "")


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1280, 700), (1280, 760), (1920, 1080)])
def test_there_is_one_line_between_sky_and_ground(hour: Hour, width: int, height: int) -> None:
    draw(hour, width, height)
    for key in ("", "1"):
        if key:
            hour.press(key)
        page = hour.page
        assert page.ground.raised == (page.ground.y() < page.sky.horizon_y())


@pytest.mark.parametrize(
    ("number", "name_role", "tight", "by_hand", "role"),
    [
        ("(614) 555-0143", "name", False, False, "phone"),
        ("(614) 555-0143", "name_small", True, False, "headline"),
        ("(614) 555-0143", "name", False, True, "phone_large"),
        ("(614) 555-0143", "name_small", False, True, "phone"),
        ("(614) 555-0143", "name_small", True, True, "phone"),
        ("(614) 555-0143  ext. 5512", "name", False, True, "phone"),
    ],
)
def test_the_number_is_never_louder_than_the_name(
    number: str, name_role: str, tight: bool, by_hand: bool, role: str
) -> None:
    assert phone_role(number, name_role, tight=tight, by_hand=by_hand) == role


def test_the_voicemail_advice_keeps_its_number_where_it_is_narrow(hour: Hour, qtbot: QtBot) -> None:
    look: ThemeHolder = hour.app.context.focus_look
    words = ("If voicemail: leave message 1 of 2", "Leave message 1 of 2")
    advice, short = (Advice(look, text, "body", "muted") for text in words)
    for each in (advice, short):
        qtbot.addWidget(each)
        each.resize(short.sizeHint().width() + 4, look.theme.line("body"))
    assert advice.grab().toImage() == short.grab().toImage()
    assert advice.text() == "If voicemail: leave message 1 of 2"
