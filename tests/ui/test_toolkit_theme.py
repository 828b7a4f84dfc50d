"""Resources, fonts, icons, style sheet and the theme holder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from lch_desktop.ui import fonts, resources, theme
from lch_desktop.ui.icons import Icons, icon_svg
from lch_desktop.ui.theme import ThemeHolder, apply_theme, make_theme, style_sheet
from lch_desktop.ui.tokens import PALETTES
from lch_desktop.ui.widgets import app_icon, creature_pixmap, logo_pixmap

UI = Path(theme.__file__).parent
ICON_NAMES = sorted(path.stem for path in (UI.parents[1] / "resources" / "icons").glob("*.svg"))


@pytest.mark.parametrize("name", ["icons/LICENSE-lucide.txt", "fonts/OFL-Inter.txt", *fonts.FILES])
def test_what_ships_is_there(name: str) -> None:
    assert resources.exists(name)
    assert len(resources.read_bytes(name)) > 500


@pytest.mark.parametrize("name", ["../pyproject.toml", "", "icons//sun.svg", "icons\\sun.svg"])
def test_only_resource_names_are_read(name: str) -> None:
    with pytest.raises(ValueError, match="not a resource name"):
        resources.read_bytes(name)


def test_a_missing_resource_is_an_error() -> None:
    assert not resources.exists("icons/no-such.svg")
    with pytest.raises(FileNotFoundError):
        resources.read_text("icons/no-such.svg")


def test_the_typeface_loads_with_tabular_digits(qapp: QApplication) -> None:
    assert fonts.load_fonts()
    for weight in (400, 500, 600):
        face = fonts.font(40, weight)
        assert QFontInfo(face).family() == "Inter LCH"
        metrics = QFontMetrics(face)
        assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


@pytest.mark.parametrize(("role", "scale", "pixels"), [("name", 100, 64), ("body", 150, 21), ("caption", 100, 12)])
def test_roles_have_their_size(qapp: QApplication, role: str, scale: int, pixels: int) -> None:
    assert fonts.role_font(role, scale).pixelSize() == pixels


def test_no_text_is_under_twelve_pixels(qapp: QApplication) -> None:
    assert fonts.font(9).pixelSize() == 12


def test_a_font_handed_out_can_be_changed_without_harm(qapp: QApplication) -> None:
    fonts.font(14).setWeight(QFont.Weight.Black)
    assert fonts.font(14).weight() == 400


@pytest.mark.parametrize("name", ICON_NAMES)
def test_every_icon_paints_in_its_colour(qapp: QApplication, name: str) -> None:
    image = Icons().pixmap(name, QColor("#6DB8F0"), 24).toImage()
    inked = [
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 200
    ]
    assert inked
    assert all(colour.blue() > 200 and 80 < colour.red() < 140 for colour in inked)


def test_strokes_are_thinner_than_drawn_and_ticks_bolder(qapp: QApplication) -> None:
    assert 'stroke-width="1.75"' in icon_svg("phone", QColor("red"))
    assert 'stroke-width="2.25"' in icon_svg("check", QColor("red"))
    assert 'fill="#ff0000"' in icon_svg("star", QColor("red"), filled=True)


def test_an_icon_is_painted_once_per_colour_size_and_ratio(qapp: QApplication) -> None:
    icons = Icons()
    first = icons.pixmap("phone", QColor("red"), 20, 2.0)
    assert icons.pixmap("phone", QColor("red"), 20, 2.0) is first
    assert icons.pixmap("phone", QColor("blue"), 20, 2.0) is not first
    assert (first.width(), first.devicePixelRatio()) == (40, 2.0)


@pytest.mark.parametrize("palette", PALETTES)
def test_the_style_sheet_is_filled_completely(palette: str) -> None:
    filled = style_sheet(make_theme(palette))
    assert "$" not in filled
    assert PALETTES[palette].accent in filled


def test_an_unknown_token_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "read_text", lambda name: "QLabel { color: $colour_of_the_day; }")
    with pytest.raises(KeyError):
        style_sheet.__wrapped__(make_theme("dark"))
    with pytest.raises(AttributeError):
        make_theme("dark").colour("colour_of_the_day")


def test_no_colour_is_written_in_a_control() -> None:
    literal = re.compile(r'"#[0-9A-Fa-f]{3,8}"|GlobalColor\.(?!transparent)|rgba?\(')
    for path in (UI / "widgets").glob("*.py"):
        assert not literal.search(path.read_text(encoding="utf-8")), path.name


def test_the_style_sheet_sets_no_font() -> None:
    assert "font" not in re.sub(r"/\*.*?\*/", "", resources.read_text("qss/app.qss"), flags=re.DOTALL)


@pytest.mark.parametrize(("asked", "given"), [(50, 100), (125, 125), (400, 150)])
def test_the_text_size_is_held_in_its_range(asked: int, given: int) -> None:
    assert make_theme("dark", scale=asked).scale == given


def test_reduced_motion_takes_no_time() -> None:
    assert make_theme("dark").ms(150) == 150
    assert make_theme("dark", reduced_motion=True).ms(150) == 0


def test_the_holder_tells_of_a_change_once(qtbot: QtBot) -> None:
    look = ThemeHolder(make_theme("dark"))
    with qtbot.waitSignal(look.changed, timeout=15000):
        look.set_theme(make_theme("light"))
    with qtbot.assertNotEmitted(look.changed):
        look.set_theme(make_theme("light"))


def test_our_drawings_are_drawn(qapp: QApplication) -> None:
    look = ThemeHolder(make_theme("dark"))
    for pixmap in (logo_pixmap(look), creature_pixmap(), app_icon().pixmap(64, 64)):
        image = pixmap.toImage()
        middle = image.pixelColor(image.width() // 2, image.height() // 2)
        assert middle.alpha() > 200


def _light_of(colour: QColor) -> float:
    parts = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("palette", ["focus", "dark", "light"])
@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_a_placeholder_can_be_read(qtbot: QtBot, kind: type[QLineEdit | QPlainTextEdit], palette: str) -> None:
    look = make_theme(palette)
    field = kind()
    qtbot.addWidget(field)
    apply_theme(field, look)
    field.ensurePolished()
    ink = field.palette().color(QPalette.ColorRole.PlaceholderText)
    assert ink.alpha() == 255
    for ground in {"focus": ("bg",), "dark": ("surface", "bg"), "light": ("surface", "bg")}[palette]:
        dark, light = sorted((_light_of(ink), _light_of(look.colour(ground))))
        assert (light + 0.05) / (dark + 0.05) >= 4.5
