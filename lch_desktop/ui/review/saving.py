"""The review as a file: a picture, a page to print, or its figures."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QPoint, QSaveFile
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from lch_desktop.domain.errors import StoreError
from lch_desktop.ui.charts.shapes import Chart

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

KINDS = "PNG (*.png);;PDF (*.pdf);;CSV (*.csv)"
DPI = 150


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
    elif kind == ".png":
        picture.grab().save(file, "PNG")
    else:
        _write_pdf(file, picture)
    if not file.commit():
        raise StoreError("review-not-saved", path=str(target), why=file.errorString())
    return target


def _csv(charts: Sequence[Chart]) -> str:
    """Every table under the name of its chart, with an empty line between them; no cell is of a lead."""
    text = io.StringIO()
    writer = csv.writer(text)
    for chart in charts:
        writer.writerows([[chart.name], chart.table.heads, *chart.table.rows, []])
    return text.getvalue()


def _write_pdf(file: QSaveFile, picture: QWidget) -> None:
    writer = QPdfWriter(file)
    writer.setResolution(DPI)
    landscape = (
        QPageLayout.Orientation.Landscape if picture.width() > picture.height() else QPageLayout.Orientation.Portrait
    )
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), landscape, QMarginsF(12, 12, 12, 12)))
    painter = QPainter(writer)
    scale = min(writer.width() / picture.width(), writer.height() / picture.height())
    painter.scale(scale, scale)
    picture.render(painter, QPoint())
    painter.end()
