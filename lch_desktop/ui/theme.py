"""The look in force: a frozen `Theme`, the `ThemeHolder` that widgets are given, and `apply_theme`.

There is no global theme. The shell has one holder (dark or light); the focus pages have their own
(always the focus palette), so both can be on screen at once.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from lch_desktop.ui import fonts, resources
from lch_desktop.ui.application import STYLE, Application
from lch_desktop.ui.icons import Icons
from lch_desktop.ui.tokens import PALETTES, Tokens

if TYPE_CHECKING:
    from lch_desktop.ui.widgets.focus_ring import FocusRing

STYLE_SHEET = "qss/app.qss"


@dataclass(frozen=True, slots=True)
class Theme:
    """A palette and how it is shown. `scale` is the text size in percent, 100..150."""

    tokens: Tokens
    scale: int = 100
    reduced_motion: bool = False
    high_contrast: bool = False

    @property
    def name(self) -> str:
        """The palette's name: focus, dark or light."""
        return self.tokens.name

    def colour(self, token: str) -> QColor:
        """The colour of a token (shared: do not change it); an unknown token raises AttributeError."""
        return _qcolor(getattr(self.tokens, token))

    def font(self, role: str) -> QFont:
        """The font of a type role, in the text size in force."""
        return fonts.role_font(role, self.scale)

    def width(self, text: str, role: str) -> int:
        """The width of one line of `text` in a type role, in the text size in force."""
        return fonts.width(text, role, self.scale)

    def line(self, role: str) -> int:
        """The line height of a type role in px."""
        return self.px(fonts.ROLES[role].line)

    def px(self, length: int) -> int:
        """`length` px at 100 %, in the text size in force: for whatever has to hold text."""
        return round(length * self.scale / 100)

    def ms(self, duration: int) -> int:
        """`duration` in milliseconds, or 0 when motion is reduced."""
        return 0 if self.reduced_motion else duration


class ThemeHolder(QObject):
    """Carries the theme to the widgets it is passed to and tells them when it changes."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ring: FocusRing | None = None
        self.icons = Icons()

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        return self._theme

    def set_theme(self, theme: Theme) -> None:
        """Put `theme` in force; nothing happens when it is the one in force already."""
        if theme != self._theme:
            self._theme = theme
            self.changed.emit()

    def icon(self, name: str, token: str, size: int, dpr: float = 1.0, *, filled: bool = False) -> QPixmap:
        """Icon `name` in the colour of `token`, `size` px square at 100 % text size."""
        return self.icons.pixmap(name, self._theme.colour(token), self._theme.px(size), dpr, filled=filled)

    def show_ring(self, target: QWidget, radius: int) -> None:
        """Draw the focus ring around `target`, whose corners have `radius` px."""
        from lch_desktop.ui.widgets.focus_ring import FocusRing

        if self._ring is None or not self._ring.is_alive():
            self._ring = FocusRing(self)
        self._ring.surround(target, radius)

    def hide_ring(self, target: QWidget) -> None:
        """Take the focus ring away if it is around `target`."""
        if self._ring is not None and self._ring.is_alive():
            self._ring.leave(target)


def make_theme(palette: str, *, scale: int = 100, reduced_motion: bool = False, high_contrast: bool = False) -> Theme:
    """The theme of a palette (focus, dark, light); an unknown name raises KeyError."""
    return Theme(PALETTES[palette], min(150, max(100, scale)), reduced_motion, high_contrast)


def prepare_app(app: QApplication, theme: Theme) -> None:
    """Once, before the first widget: one style on every system, our typeface, the colours of `theme`.

    The style sheet is for `apply_theme`, once the first window is built: under a sheet, Qt works the style
    of a whole part out anew each time that it is put into a larger one.
    """
    if not isinstance(app, Application):  # which begins with it
        app.setStyle(STYLE)
    fonts.load_fonts()
    _colour(app, theme)


def apply_theme(target: QApplication | QWidget, theme: Theme) -> None:
    """Give `target` the palette, base font and style sheet of `theme`; to be repeated on a change."""
    _colour(target, theme)
    target.setStyleSheet(style_sheet(theme))


def _colour(target: QApplication | QWidget, theme: Theme) -> None:
    target.setPalette(palette_of(theme))
    target.setFont(theme.font("body"))


@cache
def style_sheet(theme: Theme) -> str:
    """The app's style sheet with the tokens filled in; an unknown token raises KeyError."""
    lengths = {f"px{length}": str(theme.px(length)) for length in (20, 24, 32, 40)}
    return Template(resources.read_text(STYLE_SHEET)).substitute(asdict(theme.tokens) | lengths)


def palette_of(theme: Theme) -> QPalette:
    """The Qt palette that fits `theme`, for what no style sheet reaches."""
    role = QPalette.ColorRole
    uses = {
        role.Window: "bg",
        role.Base: "bg",
        role.AlternateBase: "raised",
        role.Button: "raised",
        role.ToolTipBase: "popup",
        role.Text: "text",
        role.WindowText: "text",
        role.ButtonText: "text",
        role.ToolTipText: "text",
        role.PlaceholderText: "muted",
        role.Highlight: "primary",
        role.HighlightedText: "on_primary",
        role.Link: "accent",
        role.Accent: "accent",
    }
    palette = QPalette()
    for which, token in uses.items():
        palette.setColor(which, theme.colour(token))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, theme.colour("disabled"))
    return palette


@cache
def _qcolor(text: str) -> QColor:
    return QColor(text)
