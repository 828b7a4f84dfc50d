"""The sidebar: where to go, and whose hour it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets.art import logo_pixmap
from lch_desktop.ui.widgets.choices import NavButton
from lch_desktop.ui.widgets.labels import ElidedLabel, PlainLabel

WIDTH = 224
PLACES = (("sun", "Today"), ("users", "Leads"))
FOOT = (("settings", "Settings"),)
LOGO_SIZE = 24


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
        column.addWidget(self._name)
        column.addWidget(self._hour)
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
        self._hour.setText(hour)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(10, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._logo)
        row.addWidget(self._brand, 1)
        return row

    def _button(self, icon: str, name: str) -> NavButton:
        button = NavButton(self._look, icon, self.tr(name))
        button.clicked.connect(lambda: self.page_requested.emit(name))
        self.buttons[name] = button
        return button

    def _apply_look(self) -> None:
        self._logo.setPixmap(logo_pixmap(self._look, LOGO_SIZE, self.devicePixelRatioF()))
        self.setFixedWidth(self._look.theme.px(WIDTH))
