"""The door sign on the screen and on paper: its words, its type, and what it does not take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from lch_desktop.domain.errors import FileError
from lch_desktop.ui import fonts
from lch_desktop.ui.cover.door_sign import DoorSign
from lch_desktop.ui.cover.lettering import LINE, fitted, inter
from lch_desktop.ui.cover.sign import PaperSign, paper_of
from lch_desktop.ui.sky import sky_at
from lch_desktop.ui.theme import ThemeHolder, make_theme
from lch_desktop.ui.tokens import FOCUS, contrast

ENGLISH = "On calls until 8:30"
GERMAN = "In Kundengesprächen bis voraussichtlich 8:30 Uhr"
PAGE = QRectF(0, 0, 1000, 700)


@pytest.fixture(autouse=True)
def typeface(qapp: QApplication) -> None:
    fonts.load_fonts()


@pytest.fixture
def sign(qtbot: QtBot) -> Iterator[DoorSign]:
    made = DoorSign(ThemeHolder(make_theme("focus")), ENGLISH)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    yield made
    made.close()


def as_wide_as_long(text: str) -> float:
    """Every letter half as wide as it is high."""
    return len(text) / 2


@pytest.mark.parametrize(
    ("words", "width", "height", "lines"),
    [
        ("On calls until 8:30", 1900, 1000, ("On calls until 8:30",)),
        ("On calls until 8:30", 500, 1900, ("On calls", "until 8:30")),
        ("On calls until 12:30\N{NO-BREAK SPACE}pm", 500, 1900, ("On calls", "until", "12:30 pm")),
        ("8:30", 100, 100, ("8:30",)),
    ],
)
def test_lines_break_only_where_the_type_gets_much_larger(
    words: str, width: float, height: float, lines: tuple[str, ...]
) -> None:
    found = fitted(words, width, height, 110, as_wide_as_long)
    assert found.lines == lines
    assert found.height <= height
    assert max(as_wide_as_long(line) for line in found.lines) * found.size <= width


def test_type_is_never_larger_than_asked() -> None:
    assert fitted("8:30", 10_000, 10_000, 120, as_wide_as_long).size == 120


@pytest.mark.parametrize("words", [ENGLISH, GERMAN])
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (2560, 1440), (1080, 1920), (800, 480), (3440, 1440)])
def test_the_words_stand_on_the_sky_whole_and_large(words: str, size: tuple[int, int], qtbot: QtBot) -> None:
    shown = DoorSign(ThemeHolder(make_theme("focus")), words)
    qtbot.addWidget(shown)
    shown.resize(*size)
    image = shown.grab().toImage()
    ink = letters(image)
    assert ink.left() >= size[0] * 0.05
    assert ink.right() <= size[0] * 0.95
    assert ink.bottom() < round(size[1] * 0.74) - 84 * size[1] / 1080, "the sky above the horizon stays empty"
    assert abs(ink.center().x() - size[0] / 2) < size[0] * 0.01, "not in the middle"
    assert ink.height() > min(size) * 0.05, "too small to be read from the door"


def letters(image: QImage) -> QRectF:
    """The box around everything as light as the words, above the ground."""
    xs, ys = [], []
    for y in range(0, int(image.height() * 0.72), 2):
        for x in range(0, image.width(), 2):
            if image.pixelColor(x, y).lightness() > 200:
                xs.append(x)
                ys.append(y)
    return QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


@pytest.mark.parametrize("f", [0.0, 0.25, 0.5, 0.75, 1.0])
def test_the_words_can_be_read_all_through_the_hour(f: float) -> None:
    stops = sky_at(f)
    for part in (stops.zenith, stops.middle, stops.horizon):
        assert contrast(FOCUS.sky_text, "#{:02X}{:02X}{:02X}".format(*part)) > 5


def test_it_wants_no_keyboard_and_no_place_above_others(sign: DoorSign) -> None:
    flags = sign.windowFlags()
    assert flags & Qt.WindowType.WindowDoesNotAcceptFocus
    assert flags & Qt.WindowType.FramelessWindowHint
    assert not flags & Qt.WindowType.WindowStaysOnTopHint
    assert sign.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert not sign.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    assert sign.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_esc_and_a_click_leave_it_where_it_is(sign: DoorSign, qtbot: QtBot) -> None:
    qtbot.keyClick(sign, Qt.Key.Key_Escape)
    qtbot.mouseClick(sign, Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(sign, Qt.MouseButton.LeftButton)
    assert sign.isVisible()


def test_a_key_that_it_is_given_is_handed_on(sign: DoorSign, qtbot: QtBot) -> None:
    heard: list[int] = []
    sign.got_key.connect(lambda event: heard.append(event.key()))
    qtbot.keyClick(sign, Qt.Key.Key_4)
    assert heard == [Qt.Key.Key_4, Qt.Key.Key_4], "pressed and let go"


def test_closing_it_is_told(sign: DoorSign, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sign.put_away, timeout=1000):
        sign.close()


def test_a_screen_reader_finds_its_words(sign: DoorSign) -> None:
    assert sign.accessibleName() == "Door sign"
    assert sign.windowTitle() == ENGLISH
    assert [label.text() for label in sign.findChildren(QLabel)] == [ENGLISH]


def test_the_sun_moves_with_the_hour(sign: DoorSign) -> None:
    before = sign.grab().toImage()
    sign.set_fraction(0.5)
    assert sign.grab().toImage() != before


# on paper


def drawn(until: str, dots_per_inch: int = 96) -> QImage:
    image = QImage(1000, 700, QImage.Format.Format_RGB32)
    for set_resolution in (image.setDotsPerMeterX, image.setDotsPerMeterY):
        set_resolution(round(dots_per_inch / 0.0254))
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    PaperSign(until, QLocale("en_US")).paint(painter, PAGE)
    painter.end()
    return image


def ink_between(image: QImage, top: float, bottom: float) -> int:
    rows = range(int(image.height() * top), int(image.height() * bottom))
    return sum(image.pixelColor(x, y).lightness() < 128 for y in rows for x in range(0, image.width(), 2))


@pytest.mark.parametrize(
    ("locale", "letter"), [("en_US", True), ("en_CA", True), ("es_MX", True), ("en_GB", False), ("de_DE", False)]
)
def test_the_page_is_the_paper_of_the_place(locale: str, letter: bool) -> None:
    size = paper_of(QLocale(locale)).definitionSize()
    assert (round(size.width(), 1) == 8.5) == letter


@pytest.mark.parametrize("until", ["8:30", "12:30 pm", "", "voraussichtlich 8:30 Uhr"])
def test_the_paper_is_black_on_white_and_holds_everything(until: str) -> None:
    image = drawn(until)
    edges = [image.pixelColor(x, y) for x in (0, 999) for y in range(500)]
    assert all(colour == QColor(Qt.GlobalColor.white) for colour in edges), "the words run off the page"
    assert ink_between(image, 0.05, 0.18), "On calls until"
    assert bool(ink_between(image, 0.25, 0.65)) == bool(until), "the time, or room to write it"
    assert ink_between(image, 0.745, 0.75) > 450, "the horizon, which is the line to write on"
    assert ink_between(image, 0.8, 0.9), "Please come back after."
    assert ink_between(image, 0.95, 1), "Lead Conversion Hour"


def test_letters_stand_as_far_apart_on_paper_as_on_the_screen() -> None:
    """Qt widens or narrows a tracking in px with the resolution of what is painted on."""

    def edges(image: QImage) -> tuple[int, int]:
        inked = [x for x in range(1000) if any(image.pixelColor(x, y).lightness() < 128 for y in range(40, 125))]
        return min(inked), max(inked)

    screen, paper = edges(drawn("8:30")), edges(drawn("8:30", dots_per_inch=1200))
    assert paper == pytest.approx(screen, abs=4)


def test_the_time_is_huge() -> None:
    image = drawn("8:30")
    rows = [y for y in range(150, 500) if any(image.pixelColor(x, y).lightness() < 128 for x in range(0, 1000, 3))]
    assert max(rows) - min(rows) > 0.35 * 700


def test_the_pdf_is_one_page_with_our_typeface(tmp_path: Path) -> None:
    path = tmp_path / "door sign.pdf"
    PaperSign("8:30", QLocale("en_US")).save(path)
    content = path.read_bytes()
    assert content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", content)) == 1
    box = re.search(rb"/MediaBox \[0 0 (\d+)\.?\d* (\d+)", content)
    assert box is not None
    assert (int(box[1]), int(box[2])) == (792, 612), "letter paper on its side, in points"
    assert b"InterLCH" in content or b"Inter" in content, "the typeface is not in the file"


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileError) as failure:
        PaperSign("8:30", QLocale("en_US")).save(tmp_path / "no folder" / "sign.pdf")
    assert failure.value.code == "sign-not-saved"


def test_without_a_printer_it_is_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = PaperSign("8:30", QLocale("en_US"))
    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinterInfo.availablePrinterNames", list)
    monkeypatch.setattr(paper, "ask_where", lambda: tmp_path / "sign.pdf")
    assert paper.give() == "Saved as sign.pdf."
    assert (tmp_path / "sign.pdf").stat().st_size > 1000
    monkeypatch.setattr(paper, "ask_where", lambda: None)
    assert paper.give() == ""


def test_with_a_printer_it_goes_there(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = PaperSign("", QLocale("en_US"))
    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinterInfo.availablePrinterNames", lambda: ["Laser"])
    monkeypatch.setattr(paper, "print_out", lambda: True)
    assert paper.give() == "Sent to the printer."


def test_words_are_measured_in_the_face_they_are_set_in() -> None:
    assert 7 < inter(ENGLISH) < 12
    assert LINE > 1
