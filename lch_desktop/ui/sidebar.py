"""The sidebar: where to go, and whose hour it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import paint
from lch_desktop.ui.widgets.art import logo_pixmap
from lch_desktop.ui.widgets.cards import Rule
from lch_desktop.ui.widgets.choices import NavButton
from lch_desktop.ui.widgets.labels import ElidedLabel, PlainLabel

WIDTH = 224
PLACES = (("sun", "Today"), ("users", "Leads"), ("chart-no-axes-column", "Review"), ("mic", "Practice"))
FOOT = (("settings", "Settings"),)
LOGO_SIZE = 24
DISC = 32


class Initials(QLabel):
    """The first letters of a name in a disc; gone without a name."""

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._look = look
        self._letters = ""
        side = look.theme.px(DISC)
        self.setFixedSize(side, side)

    def set_name(self, name: str) -> None:
        """ "Sam Rivera" becomes SR."""
        words = name.split()
        chosen = words if len(words) < 2 else [words[0], words[-1]]
        self._letters = "".join(word[0] for word in chosen).upper()
        self.setVisible(bool(self._letters))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        paint.box(painter, self.rect(), self.width() // 2, fill=theme.colour("nav_on"))
        centred = Qt.AlignmentFlag.AlignCenter
        paint.words(painter, self.rect(), self._letters, theme.font("caption"), theme.colour("muted"), centred)
        painter.end()


class Sidebar(QFrame):
    """Goes from page to page; tells which one was asked for."""

    page_requested = Signal(str)

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self._look = look
        self.buttons: dict[str, NavButton] = {}
        self._logo = QLabel()
        self._brand = PlainLabel(look, self.tr("Lead Conversion Hour"), "body_medium")
        self._name = ElidedLabel(look, "", "body_medium")
        self._hour = ElidedLabel(look, "", "caption_plain", "muted")
        self._initials = Initials(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 24, 12, 20)
        column.setSpacing(2)
        column.addLayout(self._head())
        column.addSpacing(16)
        for icon, name in PLACES:
            column.addWidget(self._button(icon, name))
        column.addStretch(1)
        for icon, name in FOOT:
            column.addWidget(self._button(icon, name))
        column.addSpacing(12)
        column.addWidget(Rule())
        column.addLayout(self._foot())
        look.changed.connect(self._apply_look)
        self._apply_look()

    def show_page(self, name: str) -> None:
        """Mark the page in front."""
        for place, button in self.buttons.items():
            button.set_current(place == name)

    def show_rep(self, name: str, hour: str) -> None:
        """Who, and when."""
        self._name.setText(name)
        self._name.setVisible(bool(name))
        self._initials.set_name(name)
        self._hour.setText(hour)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(10, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._logo)
        row.addWidget(self._brand, 1)
        return row

    def _foot(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._hour)
        row = QHBoxLayout()
        row.setContentsMargins(10, 16, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._initials)
        row.addLayout(words, 1)
        return row

    def _button(self, icon: str, name: str) -> NavButton:
        button = NavButton(self._look, icon, self.tr(name))
        button.clicked.connect(lambda: self.page_requested.emit(name))
        self.buttons[name] = button
        return button

    def _apply_look(self) -> None:
        self._logo.setPixmap(logo_pixmap(self._look, LOGO_SIZE, self.devicePixelRatioF()))
        self.setFixedWidth(self._look.theme.px(WIDTH))
