"""Line icons (Lucide, ISC) painted in a token's colour, cached by name, colour, size and pixel ratio."""

from __future__ import annotations

import re

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from lch_desktop.ui import resources

STROKE = 1.75
TICK_STROKE = 2.25
TICKS = frozenset({"check"})

_STROKE_WIDTH = re.compile(r'stroke-width="[^"]*"')


def icon_svg(name: str, colour: QColor, *, stroke: float | None = None, filled: bool = False) -> str:
    """The drawing of icon `name` with its colour and stroke written in.

    QtSvg paints `currentColor` black, so the word is replaced before the renderer sees it.
    An unknown name raises FileNotFoundError.
    """
    width = stroke or (TICK_STROKE if name in TICKS else STROKE)
    svg = _STROKE_WIDTH.sub(f'stroke-width="{width}"', resources.read_text(f"icons/{name}.svg"))
    if filled:
        svg = svg.replace('fill="none"', 'fill="currentColor"', 1)
    return svg.replace("currentColor", colour.name())


class Icons:
    """Makes and keeps icon pixmaps. One per app; a `ThemeHolder` hands it out."""

    def __init__(self) -> None:
        self._pixmaps: dict[tuple[str, int, int, float, float | None, bool], QPixmap] = {}

    def pixmap(
        self,
        name: str,
        colour: QColor,
        size: int,
        dpr: float = 1.0,
        *,
        stroke: float | None = None,
        filled: bool = False,
    ) -> QPixmap:
        """Icon `name` as a `size` px square for a screen of pixel ratio `dpr`."""
        key = (name, colour.rgba(), size, dpr, stroke, filled)
        found = self._pixmaps.get(key)
        if found is None:
            svg = icon_svg(name, colour, stroke=stroke, filled=filled)
            found = svg_pixmap(svg, QSize(size, size), dpr, colour.alphaF())
            self._pixmaps[key] = found
        return found

    def icon(self, name: str, colour: QColor, size: int = 18, dpr: float = 1.0) -> QIcon:
        """Icon `name` for menus and item views."""
        return QIcon(self.pixmap(name, colour, size, dpr))


def svg_pixmap(svg: str, size: QSize, dpr: float = 1.0, opacity: float = 1.0) -> QPixmap:
    """`svg` drawn into a transparent pixmap of `size` (logical px), its proportions kept."""
    from PySide6.QtSvg import QSvgRenderer  # late: costs start-up time, and the first paint may need none

    renderer = QSvgRenderer(QByteArray(svg.encode()))
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    pixmap = QPixmap(size * dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    pixmap.setDevicePixelRatio(dpr)  # after the fill, which may change the format and lose the ratio
    painter = QPainter(pixmap)
    painter.setOpacity(opacity)
    renderer.render(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    return pixmap
