"""The app's own drawings: the mark, the app icon and the small creature of the debrief."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPixmap

from lch_desktop.ui import resources
from lch_desktop.ui.icons import svg_pixmap
from lch_desktop.ui.theme import ThemeHolder

ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)


def logo_pixmap(look: ThemeHolder, size: int = 26, dpr: float = 1.0) -> QPixmap:
    """The mark, half a sun over a line, `size` px square at 100 % text size."""
    svg = resources.read_text("art/logo.svg")
    svg = svg.replace("currentColor", look.theme.colour("muted").name())
    side = look.theme.px(size)
    return svg_pixmap(svg, QSize(side, side), dpr)


def app_icon() -> QIcon:
    """The icon of windows, tray and notices."""
    svg = resources.read_text("art/app_icon.svg")
    icon = QIcon()
    for side in ICON_SIZES:
        icon.addPixmap(svg_pixmap(svg, QSize(side, side)))
    return icon


def creature_pixmap(width: int = 92, height: int = 88, dpr: float = 1.0) -> QPixmap:
    """The creature standing, without its plank."""
    return svg_pixmap(resources.read_text("art/creature.svg"), QSize(width, height), dpr)
