"""The app's own drawings: the mark, the app icon and the three creatures."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPixmap

from lch_desktop.ui import resources
from lch_desktop.ui.icons import svg_pixmap
from lch_desktop.ui.theme import ThemeHolder

ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)
CREATURE_ART = {
    "coffee": "art/creature.svg",
    "cloud": "art/creature_cloud.svg",
    "sofa": "art/creature_sofa.svg",
}


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


def creature_art(kind: str = "coffee") -> str:
    """The resource with the drawing of that kind (coffee, cloud, sofa); the first for any other word."""
    return CREATURE_ART.get(kind, CREATURE_ART["coffee"])


def creature_pixmap(width: int = 92, height: int = 88, dpr: float = 1.0, *, kind: str = "coffee") -> QPixmap:
    """The creature of that kind standing, without its plank."""
    return svg_pixmap(resources.read_text(creature_art(kind)), QSize(width, height), dpr)
