"""Which theme the settings ask for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from lch_desktop.domain.settings import Settings
from lch_desktop.ui.theme import Theme, make_theme


def shell_theme(settings: Settings) -> Theme:
    """The theme of the pages outside the hour: the chosen one, else the system's."""
    return _make(_palette(settings.theme), settings)


def focus_theme(settings: Settings) -> Theme:
    """The theme of the hour, always the sky's."""
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
