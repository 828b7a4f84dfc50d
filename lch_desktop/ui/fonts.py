"""The one typeface, Inter, and its type roles. Digits are tabular everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

from lch_desktop.ui import resources

FAMILIES = ("Inter LCH", "Segoe UI", "Helvetica Neue", "Noto Sans", "sans-serif")
FILES = ("fonts/InterLCH-Regular.ttf", "fonts/InterLCH-Medium.ttf", "fonts/InterLCH-SemiBold.ttf")
SMALLEST_PX = 12


@dataclass(frozen=True, slots=True)
class Role:
    """One line of the type table: size and line height in px at 100 %, weight, tracking in percent."""

    size: int
    line: int
    weight: int
    tracking: float = 0.0


ROLES: dict[str, Role] = {
    "name": Role(64, 72, 600, -2.8),
    "name_small": Role(40, 48, 600, -2.2),
    "phone": Role(40, 48, 500, -1.0),
    "phone_large": Role(52, 60, 500, -1.4),
    "hour": Role(40, 48, 600, -2.2),
    "headline": Role(28, 36, 600, -1.8),
    "title": Role(20, 28, 600, -1.2),
    "title_medium": Role(20, 28, 500, -1.2),
    "sub": Role(20, 28, 400, -1.2),
    "large": Role(16, 24, 400),
    "large_medium": Role(16, 24, 500),
    "large_strong": Role(16, 24, 600),
    "body": Role(14, 20, 400),
    "body_medium": Role(14, 20, 500),
    "caption": Role(12, 16, 500),
    "caption_plain": Role(12, 16, 400),
}


def load_fonts() -> bool:
    """Make Inter known to Qt; False when a file did not load and a system face stands in."""
    return all([_load(name) for name in FILES])


def font(size_px: int, weight: int = 400, tracking_percent: float = 0.0, scale_percent: int = 100) -> QFont:
    """A copy of the app's face at `size_px` (scaled, never below 12), with tabular digits."""
    return QFont(_font(max(SMALLEST_PX, round(size_px * scale_percent / 100)), weight, tracking_percent))


def role_font(role: str, scale_percent: int = 100) -> QFont:
    """The font of a line of the type table; an unknown role raises KeyError."""
    line = ROLES[role]
    return font(line.size, line.weight, line.tracking, scale_percent)


@lru_cache(maxsize=4096)
def width(text: str, role: str, scale_percent: int) -> int:
    """The width of one line of `text` in a type role, never less than it needs. Kept: a layout and a painter ask
    for the same ones again and again."""
    return QFontMetrics(role_font(role, scale_percent)).horizontalAdvance(text) + (1 if text else 0)


@cache
def height(role: str, scale_percent: int) -> int:
    """How high the letters of a type role are, from the top of the highest to the end of the longest tail."""
    return QFontMetrics(role_font(role, scale_percent)).height()


@cache
def _font(size_px: int, weight: int, tracking_percent: float) -> QFont:
    made = QFont(list(FAMILIES))
    made.setPixelSize(size_px)
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    if tracking_percent:
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, size_px * tracking_percent / 100)
    return made


def _load(name: str) -> bool:
    path = resources.path_of(name)
    if path is not None:  # a file is mapped by Qt; bytes would be read and copied, some 5 ms more
        return QFontDatabase.addApplicationFont(str(path)) != -1
    return QFontDatabase.addApplicationFontFromData(QByteArray(resources.read_bytes(name))) != -1
