"""One picture out of a few, side by side. Arrow keys move the choice, as with radio buttons."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPixmap
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import paint
from lch_desktop.ui.widgets.art import creature_pixmap
from lch_desktop.ui.widgets.buttons import Button, Form

WIDE, HIGH = 132, 148
PICTURE = (112, 92)
_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class PictureOption(Button):
    """A creature with its word under it."""

    form = Form(HIGH, "body_medium", 10, 0, 0, 0)

    def __init__(self, look: ThemeHolder, kind: str, words: str) -> None:
        self._kind = kind
        self._drawn: tuple[tuple[int, float], QPixmap] | None = None
        super().__init__(look, words)
        self.setObjectName(kind)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        px = self._look.theme.px
        return QSize(px(WIDE), px(HIGH))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = paint.begin(self)
        on = self.isChecked()
        fill = theme.colour("selected") if on else theme.colour("raised") if self.underMouse() else None
        ring = theme.colour("accent" if on else "line")
        paint.box(painter, self.rect(), self.form.radius, fill=fill, ring=ring, width=2 if on else 1)
        wide, high = theme.px(PICTURE[0]), theme.px(PICTURE[1])
        left, top = (self.width() - wide) / 2, theme.px(12)
        painter.drawPixmap(QRectF(left, top, wide, high).toRect(), self._picture(wide, high))
        under = QRectF(0, top + high, self.width(), self.height() - top - high)
        mark = theme.px(18) if on else 0
        words = paint.width_of(self._label, theme.font("body_medium"))
        start = (self.width() - words - mark) / 2
        if on:  # a tick beside the word: the ring's colour alone would carry the meaning
            tick = self._look.icon("check", "accent", 14, self.devicePixelRatioF())
            painter.drawPixmap(round(start), round(under.center().y() - theme.px(14) / 2), tick)
        ink = theme.colour("text" if on else "muted")
        rect = QRectF(start + mark, under.top(), words, under.height())
        paint.words(painter, rect, self._label, theme.font("body_medium"), ink)
        painter.end()

    def _picture(self, wide: int, high: int) -> QPixmap:
        wanted = (wide, self.devicePixelRatioF())
        if self._drawn is None or self._drawn[0] != wanted:
            self._drawn = (wanted, creature_pixmap(wide, high, wanted[1], kind=self._kind))
        return self._drawn[1]


class PictureChoice(QWidget):
    """`options`: kind -> words. The chosen one has the Tab stop."""

    chosen = Signal(str)

    def __init__(self, look: ThemeHolder, name: str, options: Mapping[str, str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._options = {kind: PictureOption(look, kind, words) for kind, words in options.items()}
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        for kind, option in self._options.items():
            group.addButton(option)
            option.installEventFilter(self)
            option.clicked.connect(partial(self._choose, kind))
            row.addWidget(option)
        row.addStretch(1)

    def set_value(self, kind: str) -> None:
        """Show which one is chosen; KeyError for an unknown one."""
        self._options[kind].setChecked(True)

    def value(self) -> str:
        """The kind chosen, "" for none."""
        return next((kind for kind, option in self._options.items() if option.isChecked()), "")

    def eventFilter(self, watched: object, event: object) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            move = _MOVES.get(Qt.Key(event.key()))
            if move is not None:
                self._move(move)
                return True
        return False

    def _choose(self, kind: str, _on: bool = True) -> None:
        self.chosen.emit(kind)

    def _move(self, by: int) -> None:
        kinds = list(self._options)
        focused = next((at for at, kind in enumerate(kinds) if self._options[kind].hasFocus()), 0)
        option = self._options[kinds[(focused + by) % len(kinds)]]
        option.setFocus(Qt.FocusReason.TabFocusReason)
        option.click()
