"""The sunrise rule (look.md, section 5)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPaintEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lch_desktop.ui import sky
from lch_desktop.ui.theme import ThemeHolder, make_theme
from lch_desktop.ui.tokens import LIGHT


def hexed(rgb: sky.Rgb) -> str:
    return "#{:02X}{:02X}{:02X}".format(*rgb)


@pytest.mark.parametrize(
    ("f", "zenith", "middle", "horizon", "top", "bottom", "alpha"),
    [
        (0, "#090C16", "#0D1122", "#171B38", "#090B13", "#06080D", 0.10),
        (0.25, "#0A0E1B", "#12163A", "#2A2650", "#0B0C17", "#07080F", 0.20),
        (0.5, "#0C1122", "#1B1C44", "#46335A", "#0E0D1A", "#080911", 0.32),
        (0.75, "#0F152A", "#29234C", "#623F59", "#110F1C", "#0A0A13", 0.42),
        (1, "#141B33", "#37294E", "#7D5050", "#15121E", "#0C0B14", 0.52),
        (8 / 60, "#0A0D19", "#10142F", "#212145", "#0A0C15", "#07080E", 0.153),
        (23 / 60, "#0B101F", "#17193F", "#392D55", "#0D0D19", "#080910", 0.264),
        (52 / 60, "#11182E", "#30264D", "#6F4755", "#13101D", "#0B0A13", 0.467),
        (-1, "#090C16", "#0D1122", "#171B38", "#090B13", "#06080D", 0.10),
        (2, "#141B33", "#37294E", "#7D5050", "#15121E", "#0C0B14", 0.52),
    ],
)
def test_colours_of_the_moment(
    f: float, zenith: str, middle: str, horizon: str, top: str, bottom: str, alpha: float
) -> None:
    stops = sky.sky_at(f)
    found = (stops.zenith, stops.middle, stops.horizon, stops.ground_top, stops.ground_bottom)
    for colour, expected in zip(found, (zenith, middle, horizon, top, bottom), strict=True):
        wanted = QColor(expected)
        pairs = zip(colour, (wanted.red(), wanted.green(), wanted.blue()), strict=True)
        assert all(abs(have - want) <= 1 for have, want in pairs), (hexed(colour), expected)
    assert stops.glow_alpha == pytest.approx(alpha, abs=0.001)


@pytest.mark.parametrize(
    ("f", "x", "radius_x", "radius_y"), [(0, 0, 480, 90), (8 / 60, 256, 541, 95.6), (1, 1920, 940, 132)]
)
def test_the_glow_travels_and_grows(f: float, x: float, radius_x: float, radius_y: float) -> None:
    glow = sky.glow_at(f, 1920)
    assert (glow.x, glow.radius_x, glow.radius_y) == pytest.approx((x, radius_x, radius_y), abs=0.5)


def test_the_glow_scales_with_the_sky() -> None:
    small = sky.glow_at(0.25, 244, 89)
    assert (small.x, small.radius_x, small.radius_y) == pytest.approx((61, 75.6, 11.2), abs=0.1)


@pytest.fixture
def page(qtbot: QtBot) -> sky.SkyWidget:
    widget = sky.SkyWidget(ThemeHolder(make_theme("focus")))
    qtbot.addWidget(widget)
    widget.resize(1000, 500)
    return widget


def picture(widget: sky.SkyWidget | sky.SkyBand) -> QImage:
    return widget.grab().toImage()


def test_the_page_has_its_horizon_at_74_percent(page: sky.SkyWidget) -> None:
    page.set_fraction(0.5)
    image = picture(page)
    assert page.horizon_y() == 370
    assert page.sun_x() == 500
    assert image.pixelColor(5, 0).name().upper() == "#0C1122"
    assert image.pixelColor(5, 372).name().upper() == "#0E0D1A"
    assert image.pixelColor(500, 366).name().upper() == "#FFD9AC"  # the sun
    assert image.pixelColor(480, 369).red() > 200  # the passed part of the line
    assert image.pixelColor(900, 369).red() < 140  # what is ahead


def test_the_sky_is_painted_anew_once_a_minute_only(page: sky.SkyWidget) -> None:
    picture(page)
    page.set_fraction(10 / 3600)
    picture(page)
    assert page._painted_f == 0.0
    page.set_fraction(61 / 3600)
    picture(page)
    assert page._painted_f == 61 / 3600


def test_the_sun_moves_between_the_repaints(page: sky.SkyWidget, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.sun_moved, timeout=15000):
        page.set_fraction(0.01)
    assert page.sun_x() == 10
    assert picture(page).pixelColor(10, 366).name().upper() == "#FFD9AC"


def test_high_contrast_leaves_the_line_alone(qtbot: QtBot) -> None:
    page = sky.SkyWidget(ThemeHolder(make_theme("focus", high_contrast=True)))
    qtbot.addWidget(page)
    page.resize(1000, 500)
    page.set_fraction(0.25)
    image = picture(page)
    assert {image.pixelColor(700, y).name().upper() for y in (0, 200, 360, 380, 499)} == {"#0E1318"}
    assert image.pixelColor(700, 369).name().upper() == "#73838F"


@pytest.mark.parametrize(("palette", "top"), [("light", "#EAF1F8"), ("dark", "#0B0F1F")])
def test_the_band_has_a_night_and_a_pale_morning(qtbot: QtBot, palette: str, top: str) -> None:
    band = sky.SkyBand(ThemeHolder(make_theme(palette)))
    qtbot.addWidget(band)
    band.resize(QSize(1000, 208))
    image = picture(band)
    wanted, found = QColor(top), image.pixelColor(500, 1)
    assert all(abs(a - b) <= 2 for a, b in zip(wanted.getRgb()[:3], found.getRgb()[:3], strict=True))  # type: ignore[index]
    assert image.pixelColor(42, 160).name().upper() == ("#E79A4B" if palette == "light" else "#FFD9AC")
    if palette == "light":
        assert image.pixelColor(500, 190).name().upper() == LIGHT.surface


def test_the_debrief_sun_stands_at_the_right(qtbot: QtBot) -> None:
    band = sky.SkyBand(ThemeHolder(make_theme("dark")), sky.DEBRIEF_BAND, 1.0)
    qtbot.addWidget(band)
    band.resize(1440, 216)
    assert (band.sun_x(), band.horizon_y()) == (1344, 216)
    assert picture(band).pixelColor(1344, 205).name().upper() == "#FFD9AC"


def test_a_new_minute_comes_to_the_screen_in_bands(page: sky.SkyWidget, qtbot: QtBot) -> None:
    seen: list[QRect] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if isinstance(event, QPaintEvent):
                seen.append(event.rect())
            return False

    page.show()
    qtbot.waitExposed(page)
    QApplication.processEvents()
    watch = Watch()
    page.installEventFilter(watch)
    page.set_fraction(2 / 60)
    qtbot.waitUntil(lambda: bool(seen) and seen[-1].bottom() == page.height() - 1, timeout=2000)
    assert len(seen) == sky.BANDS
    assert [rect.top() for rect in seen] == [0, 125, 250, 375]
    assert all(rect.height() == 125 for rect in seen)
    in_bands = picture(page)
    page._cache = None
    assert picture(page) == in_bands
