"""The door sign on paper: one page, black on white, with the hour's end or a line to write it on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QObject, QRectF, QStandardPaths, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QFileDialog, QWidget

from lch_desktop.domain.errors import FileError
from lch_desktop.ui import fonts
from lch_desktop.ui.cover.door_sign import paint_lines
from lch_desktop.ui.cover.lettering import WEIGHT, fitted
from lch_desktop.ui.sky import paint_sun

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

MARGIN_MM = 14.0
DOTS_PER_INCH = 600
# Where letter paper is in use (CLDR, supplementalData.xml, measurementData: paperSize US-Letter).
LETTER_LANDS = frozenset("BZ CA CL CO CR GT MX NI PA PH PR SV US VE".split())
_TRACKED = 96  # percent of a letter's own width
_MEASURED_PX = 100
_INK = QColor(Qt.GlobalColor.black)
# Heights of what stands on the page, from its top, as shares of its height; and how large it is.
_OPENING_AT, _OPENING = 0.115, 0.125
_TIME_AT, _TIME, _WIDEST = 0.45, 0.54, 0.96
_HORIZON_AT, _HORIZON = 0.745, 0.004  # also the line that a time is written on
_SUN, _SUN_AT = 0.085, 0.93  # at the right, where the hour ends; of the width
_CLOSING_AT, _CLOSING = 0.85, 0.06
_NAME_AT, _NAME = 0.975, 0.026


def paper_of(locale: QLocale) -> QPageSize:
    """Letter where it is in use, else A4."""
    letter = QLocale.territoryToCode(locale.territory()) in LETTER_LANDS
    return QPageSize(QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4)


class PaperSign(QObject):
    """Makes the page for `until`, the hour's end as the rep writes times; "" leaves the line for a pen."""

    def __init__(self, until: str, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._until, self._locale, self._parent = until, locale, parent

    def give(self) -> str:
        """Print it, or save it as PDF where there is no printer; returns what was done, "" where the rep left it.

        Raises FileError "sign-not-saved".
        """
        from PySide6.QtPrintSupport import QPrinterInfo  # needed by few, on few days

        if not QPrinterInfo.availablePrinterNames():
            path = self.ask_where()
            if path is None:
                return ""
            self.save(path)
            return self.tr("Saved as {0}.").format(path.name)
        return self.tr("Sent to the printer.") if self.print_out() else ""

    def print_out(self) -> bool:
        """By the system's dialog; False where the rep left it."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(self.layout_on(paper_of(self._locale)))
        printer.setDocName(self.tr("Door sign"))
        dialog = QPrintDialog(printer, self._parent)
        return bool(dialog.exec()) and self._draw(printer)

    def ask_where(self) -> Path | None:
        """Where the page is to be saved; None where the rep left it."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(Path(folder) / self.tr("door sign.pdf"))
        chosen, _ = QFileDialog.getSaveFileName(self._parent, self.tr("Save the sign"), start, "PDF (*.pdf)")
        if not chosen:
            return None
        return Path(chosen) if Path(chosen).suffix else Path(chosen).with_suffix(".pdf")

    def save(self, path: Path) -> None:
        """Write the page as PDF. Raises FileError "sign-not-saved"."""
        try:
            path.write_bytes(self.pdf())
        except OSError as error:
            raise FileError("sign-not-saved", path=path, why=error.strerror or str(error)) from error

    def pdf(self) -> bytes:
        """The page as a PDF file's content."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setResolution(DOTS_PER_INCH)
        writer.setTitle(self.tr("Door sign"))
        writer.setCreator(self.tr("Lead Conversion Hour"))
        writer.setPageLayout(self.layout_on(paper_of(self._locale)))
        self._draw(writer)
        return bytes(buffer.data().data())

    @staticmethod
    def layout_on(paper: QPageSize) -> QPageLayout:
        """The page on its side: the time is wider than it is high."""
        margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
        return QPageLayout(paper, QPageLayout.Orientation.Landscape, margins, QPageLayout.Unit.Millimeter)

    def paint(self, painter: QPainter, page: QRectF) -> None:
        """Draw the sign into `page`, in whatever unit: everything is a share of it."""
        painter.setPen(_INK)
        self._say(painter, page, self.tr("On calls until"), _OPENING_AT, _OPENING)
        self._say(painter, page, self._until, _TIME_AT, _TIME)
        horizon = page.top() + page.height() * _HORIZON_AT
        painter.fillRect(QRectF(page.left(), horizon, page.width(), page.height() * _HORIZON), _INK)
        paint_sun(painter, page.left() + page.width() * _SUN_AT, horizon, page.height() * _SUN, _INK)
        self._say(painter, page, self.tr("Please come back after."), _CLOSING_AT, _CLOSING, QFont.Weight.Medium)
        self._say(painter, page, self.tr("Lead Conversion Hour"), _NAME_AT, _NAME, QFont.Weight.Normal)

    def _draw(self, device: QPdfWriter | QPrinter) -> bool:
        painter = QPainter()
        if not painter.begin(device):
            return False
        try:
            self.paint(painter, QRectF(painter.viewport()))
        finally:
            done = painter.end()
        return done

    @staticmethod
    def _say(painter: QPainter, page: QRectF, words: str, at: float, share: float, weight: int = WEIGHT) -> None:
        """`words` on one line around the height `at`, smaller where they would be too wide."""
        room = (page.width() * _WIDEST, page.height())
        set_in = fitted(words, *room, page.height() * share, _width, most_lines=1)
        painter.setFont(_font(set_in.size, weight))
        paint_lines(painter, page, (words,), set_in.size, at)


def _font(size: int, weight: int) -> QFont:
    """Tracked by a share of each letter: Qt multiplies a tracking in px by the paper's resolution over the screen's."""
    made = fonts.font(size, weight)
    made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, _TRACKED)
    return made


def _width(text: str) -> float:
    return QFontMetricsF(_font(_MEASURED_PX, WEIGHT)).horizontalAdvance(text) / _MEASURED_PX
