"""Which theme the settings ask for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication

from lch_desktop.ui.theme import Theme, make_theme

if TYPE_CHECKING:
    from lch_desktop.domain.settings import Settings

LEAST_ROOM = (1120, 660)  # px in which the hour is whole at 100 %


def shell_theme(settings: Settings) -> Theme:
    """The theme of the pages outside the hour: the chosen one, else the system's."""
    return _make(_palette(settings.theme), settings)


def focus_theme(settings: Settings, room: QSize | None = None) -> Theme:
    """The theme of the hour, always the sky's. `room` is the screen it will fill: the text grows only as far
    as the card, the keys and the strip still fit in it together."""
    if room is not None:
        fits = min(100 * room.width() // LEAST_ROOM[0], 100 * room.height() // LEAST_ROOM[1])
        settings = replace(settings, text_size=max(100, min(settings.text_size, fits)))
    return _make("focus", settings)


def _palette(chosen: str) -> str:
    if chosen in ("light", "dark"):
        return chosen
    scheme = QGuiApplication.styleHints().colorScheme()
    return "dark" if scheme is Qt.ColorScheme.Dark else "light"


def _make(palette: str, settings: Settings) -> Theme:
    return make_theme(
        palette,
        scale=settings.text_size,
        reduced_motion=settings.reduced_motion,
        high_contrast=settings.high_contrast,
    )
