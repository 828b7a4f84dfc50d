"""The hand-written note as a card to print: for whom it is, and the words in large type to copy by pen.

QtPrintSupport is imported here, when the first card is printed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QTextLayout, QTextOption

from lch_desktop.domain.errors import FileError
from lch_desktop.ui import fonts

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

WIDE_MM, HIGH_MM = 148.0, 105.0  # A6 lying: fits a C6 envelope
MARGIN_MM = 12.0
WORDS_PT, NAME_PT = 15.0, 9.0
LEAST_PT = 9.0
LINE = 1.5
GREY = "#5F6B76"


def save_card(path: str, name: str, words: str) -> None:
    """Write the card as a PDF of one page. Raises FileError "export-unwritable"."""
    from PySide6.QtPrintSupport import QPrinter

    try:  # Qt would only warn
        with Path(path).open("ab"):
            pass
    except OSError as error:
        raise FileError("export-unwritable", name=path, why=error.strerror or str(error)) from error
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(path)
    if not _put(printer, name, words):
        raise FileError("export-unwritable", name=path, why="the printer module refused")


def print_card(parent: QWidget, name: str, words: str) -> bool:
    """Ask for the printer and print; whether it was."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    _set_page(printer)
    dialog = QPrintDialog(printer, parent)
    return bool(dialog.exec()) and _put(printer, name, words)


def _set_page(printer: QPrinter) -> None:
    size = QPageSize(QSizeF(WIDE_MM, HIGH_MM), QPageSize.Unit.Millimeter, "A6")
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter))


def _put(printer: QPrinter, name: str, words: str) -> bool:
    _set_page(printer)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    room = QRectF(painter.viewport())
    draw_card(painter, room, printer.resolution(), name, words)
    return painter.end()


def draw_card(painter: QPainter, room: QRectF, dpi: int, name: str, words: str) -> None:
    """The card into `room`, in dots. Words that are too many for one page are set smaller, down to 9 pt."""
    small = _font(NAME_PT, dpi)
    painter.setFont(small)
    painter.setPen(QColor(GREY))
    head = NAME_PT * LINE * dpi / 72
    painter.drawText(QRectF(room.left(), room.top(), room.width(), head), Qt.AlignmentFlag.AlignLeft, name)
    painter.setPen(QColor("black"))
    inner = room.adjusted(0, head * 2, 0, 0)
    size = WORDS_PT
    while size > LEAST_PT and _lay_out(words, size, dpi, inner.width())[1] > inner.height():
        size -= 1
    layout, _ = _lay_out(words, size, dpi, inner.width())
    layout.draw(painter, inner.topLeft())


def _lay_out(words: str, size_pt: float, dpi: int, width: float) -> tuple[QTextLayout, float]:
    layout = QTextLayout(words.replace("\n", "\u2028"), _font(size_pt, dpi))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    step, high = size_pt * LINE * dpi / 72, 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        place = line.position()
        place.setY(high)
        line.setPosition(place)
        high += step
    layout.endLayout()
    return layout, high


def _font(size_pt: float, dpi: int) -> QFont:
    font = QFont(list(fonts.FAMILIES))
    font.setPixelSize(max(1, round(size_pt * dpi / 72)))
    return font
