"""Codes are read back by a decoder, from the widget's own pixels, as a camera would see them."""

from __future__ import annotations

import pytest
import zxingcpp
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.domain.errors import InputError
from lch_desktop.domain.handoff import LONGEST_CODE, dial_code, text_code
from lch_desktop.messages import sentence
from lch_desktop.platforms.qr import qr_modules
from lch_desktop.ui.widgets.qr_code import QUIET, SMALLEST_MODULE, QrCode

NUMBER = "+15125550143"
LONGEST_TEXT = "a" * (LONGEST_CODE - len(text_code(NUMBER, "")))
CODES = {
    "a number": dial_code(NUMBER),
    "a number with an extension": dial_code("+493012345678", "204"),
    "the text after a talk": text_code(NUMBER, "Thank you, Dana. I'll call Tuesday at 9:40 am your time. Sam Ode"),
    "umlauts and more": text_code(NUMBER, "Grüße, Zoë! Çok teşekkürler. Дякую. 谢谢 \U0001f305"),
    "lines and colons": text_code(NUMBER, "Hi Dana,\n\nnote: 9:40; fine\n\nSam"),
    "braces": text_code(NUMBER, "{first_name} {0} %s"),
    "the longest": text_code(NUMBER, LONGEST_TEXT),
}


def read_back(picture: QImage) -> str:
    """What a decoder finds in `picture`; fails where it finds none or several."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = memoryview(grey.constBits()).cast("B", (grey.height(), grey.bytesPerLine()))
    found = zxingcpp.read_barcodes(pixels)
    assert len(found) == 1
    assert found[0].format == zxingcpp.BarcodeFormat.QRCode
    return str(found[0].text)


def on_a_page(qtbot: QtBot, text: str, ground: str) -> QWidget:
    page = QWidget()
    page.setAutoFillBackground(True)
    palette = page.palette()
    palette.setColor(palette.ColorRole.Window, QColor(ground))
    page.setPalette(palette)
    code = QrCode()
    code.setAccessibleName("Code for your phone")
    code.show_code(qr_modules(text))
    QVBoxLayout(page).addWidget(code)
    page.setFixedSize(QSize(400, 400))
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.mark.parametrize("ground", ["#0E1318", "#FFFFFF"], ids=["dark theme", "light theme"])
@pytest.mark.parametrize("text", CODES.values(), ids=CODES.keys())
def test_a_code_is_read_back_at_the_size_it_is_painted(qtbot: QtBot, text: str, ground: str) -> None:
    assert read_back(on_a_page(qtbot, text, ground).grab().toImage()) == text


@pytest.mark.parametrize(
    "word",
    ["é", "ü", "ß", "Å", "ş", "Łukasz", "Đorđe", "Иван", "李雷", "さくら", "ﾃｽﾄ", "한국", "محمد", "“x”", "…", "€", "½"],
)
def test_a_single_letter_is_read_as_what_it_is(qtbot: QtBot, word: str) -> None:
    text = text_code(NUMBER, word)
    assert read_back(on_a_page(qtbot, text, "#FFFFFF").grab().toImage()) == text


@pytest.mark.parametrize("scale", [1.25, 1.5, 2.0])
def test_a_code_is_read_back_on_a_finer_screen(qtbot: QtBot, scale: float) -> None:
    text = CODES["the text after a talk"]
    page = on_a_page(qtbot, text, "#0E1318")
    picture = QImage(page.size() * scale, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(scale)
    page.render(picture)
    assert read_back(picture) == text


@pytest.mark.parametrize("share", [0.8, 1.3, 2.7])
def test_the_longest_code_is_read_from_nearer_and_further_away(qtbot: QtBot, share: float) -> None:
    picture = on_a_page(qtbot, CODES["the longest"], "#0E1318").grab().toImage()
    seen = picture.scaled(picture.size() * share, mode=Qt.TransformationMode.SmoothTransformation)
    assert read_back(seen) == CODES["the longest"]


def test_its_quiet_zone_and_its_modules_are_whole(qtbot: QtBot) -> None:
    code = QrCode()
    qtbot.addWidget(code)
    modules = qr_modules(CODES["the longest"])
    code.show_code(modules)
    across = len(modules) + 2 * QUIET
    assert code.width() == code.height()
    assert code.width() % across == 0
    assert code.width() >= across * SMALLEST_MODULE
    picture = code.grab().toImage()
    rim = QUIET * (code.width() // across)
    edge = {picture.pixelColor(x, y).name() for x in range(rim) for y in range(code.height())}
    assert edge == {"#ffffff"}


def test_what_is_too_long_is_said_and_not_drawn() -> None:
    with pytest.raises(InputError) as refused:
        qr_modules(text_code(NUMBER, LONGEST_TEXT + "a"))
    assert refused.value.code == "code-too-long"
    assert sentence(refused.value).endswith("copy them instead.")


def test_an_empty_code_takes_no_room(qtbot: QtBot) -> None:
    code = QrCode()
    qtbot.addWidget(code)
    code.show_code(qr_modules("tel:+1"))
    assert code.width() > 0
    code.show_code(())
    assert (code.width(), code.height()) == (0, 0)
    code.grab()


def test_a_short_code_is_never_a_micro_code() -> None:
    assert len(qr_modules("1")) == 21
