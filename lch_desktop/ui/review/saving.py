"""The review as a file: a picture, a page to print, or its figures."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QPoint, QSaveFile
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPalette, QPdfWriter, QRegion

from lch_desktop.domain.errors import StoreError
from lch_desktop.ui.charts.shapes import Chart
from lch_desktop.ui.charts.table import MOST_ROWS, ChartTable
from lch_desktop.ui.widgets import Card
from lch_desktop.ui.widgets.settle import settle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

KINDS = "PNG (*.png);;PDF (*.pdf);;CSV (*.csv)"
DPI = 150
WIDE = 900  # px: from this width on a page lies on its side
HIGHEST = 32_000  # px of a picture: Qt paints nothing beyond 32,767


def save_review(path: Path, picture: QWidget, charts: Sequence[Chart]) -> Path:
    """Write the review to `path` by its ending (.png without one); returns where it went, whole or not at all.

    Raises StoreError "review-not-saved".
    """
    target = path if path.suffix.lower() in (".png", ".pdf", ".csv") else path.with_name(f"{path.name}.png")
    file = QSaveFile(str(target))
    if not file.open(QSaveFile.OpenModeFlag.WriteOnly):
        raise StoreError("review-not-saved", path=str(target), why=file.errorString())
    kind = target.suffix.lower()
    if kind == ".csv":
        file.write(_csv(charts).encode("utf-8-sig"))
    else:
        with every_row(picture):
            if kind == ".png":
                image_of(picture).save(file, "PNG")  # type: ignore[call-overload]  # bytes, says the stub, and is wrong
            else:
                _write_pdf(file, picture)
    if not file.commit():
        raise StoreError("review-not-saved", path=str(target), why=file.errorString())
    return target


@contextmanager
def every_row(picture: QWidget) -> Iterator[None]:
    """The tables that are shown with all of their rows meanwhile; nothing is painted on the screen until it is over."""
    tables = [table for table in picture.findChildren(ChartTable) if table.isVisibleTo(picture)]
    places = [table.verticalScrollBar().value() for table in tables]

    def show(whole: bool) -> None:
        for table in tables:
            table.show_whole(whole)
        settle(tables, picture.parentWidget() or picture)

    show(True)
    try:
        yield
    finally:
        show(False)
        for table, place in zip(tables, places, strict=True):
            table.verticalScrollBar().setValue(place)


def image_of(picture: QWidget) -> QImage:
    """As sharp as the screen, or as its height leaves it."""
    ratio = min(picture.devicePixelRatioF(), HIGHEST / picture.height())
    image = QImage(picture.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(picture.palette().color(QPalette.ColorRole.Window))
    picture.render(image)
    return image


def _csv(charts: Sequence[Chart]) -> str:
    """Every table under the name of its chart, with an empty line between them; no cell is of a lead."""
    text = io.StringIO()
    writer = csv.writer(text)
    for chart in charts:
        writer.writerows([[chart.name], chart.table.heads, *chart.table.rows, []])
    return text.getvalue()


def page_breaks(rows: Sequence[tuple[int, int]], height: int, page_height: int) -> list[tuple[int, int]]:
    """Cut a picture of `height` into pages of at most `page_height`: from where to where each goes.

    `rows` are the top and bottom of what must not be cut, from the top down; one that is higher than a page is.
    """
    pages: list[tuple[int, int]] = []
    start = 0
    for top, bottom in sorted(rows):
        if bottom - start > page_height and top > start:
            pages.append((start, top))
            start = top
        while bottom - start > page_height:
            pages.append((start, start + page_height))
            start += page_height
    while height - start > page_height:
        pages.append((start, start + page_height))
        start += page_height
    return [*pages, (start, height)]


def _write_pdf(file: QSaveFile, picture: QWidget) -> None:
    """As wide as the page; no card is cut in two."""
    writer = QPdfWriter(file)
    writer.setResolution(DPI)
    kind = QPageLayout.Orientation
    turned = kind.Landscape if picture.width() >= WIDE else kind.Portrait
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), turned, QMarginsF(12, 12, 12, 12)))
    scale = writer.width() / picture.width()
    painter = QPainter(writer)
    for number, (top, bottom) in enumerate(page_breaks(uncut(picture), picture.height(), int(writer.height() / scale))):
        if number:
            writer.newPage()
        painter.resetTransform()
        painter.scale(scale, scale)
        picture.render(painter, QPoint(), QRegion(0, top, picture.width(), bottom - top))
    painter.end()


def uncut(picture: QWidget) -> list[tuple[int, int]]:
    """What must not be cut: the cards, with what is beside each other as one, and of one with a long table each row."""
    blocks: dict[int, int] = {}
    cuts: list[int] = []
    for card in picture.findChildren(Card):
        if card.isVisibleTo(picture):
            top = card.mapTo(picture, QPoint()).y()
            blocks[top] = max(blocks.get(top, 0), top + card.height())
            cuts += _long_rows(card, picture)
    found: list[tuple[int, int]] = []
    for top, bottom in blocks.items():
        ends = sorted({cut for cut in cuts if top < cut < bottom} | {bottom})
        found += zip([top, *ends], ends, strict=False)
    return sorted(found)


def _long_rows(card: Card, picture: QWidget) -> list[int]:
    """Where the rows end of a table in `card` that shows more of them than the window does."""
    for table in card.findChildren(ChartTable):
        if table.isVisibleTo(picture) and table.rowCount() > MOST_ROWS:
            top = table.mapTo(picture, QPoint()).y()
            return [top + bottom for bottom in table.row_bottoms()[1:]]
    return []
