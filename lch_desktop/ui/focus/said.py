"""What did it say? One key each, on the Resistance moment: optional, and never in the way of Enter."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from lch_desktop.ui.sky import with_alpha
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import PlainLabel, paint
from lch_desktop.ui.widgets.buttons import Button, Form
from lch_desktop.ui.widgets.labels import plain_tip

MOST = 4
WIDEST, NARROWEST = 440, 200
GROUND = 0.09  # of white over the sky: `text` stays readable on it at any minute


class SaidKey(Button):
    """A key and what it stands for; chosen, its cap is filled."""

    form = Form(32, "body", 6, 0, 0, 10)

    def __init__(self, look: ThemeHolder, cap: str) -> None:
        super().__init__(look, "", cap)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the page's, also with the keyboard on this key: it always leads back to the card."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _cap_state(self) -> str:
        return "pressed" if self.isChecked() or self._is_pressed() else "rest"

    def _paint_content(self, painter: QPainter, rect: QRectF) -> None:
        theme = self._look.theme
        paint.cap(painter, theme, rect.left(), rect.center().y(), self._cap, state=self._cap_state())
        left = paint.cap_width(theme, self._cap) + theme.px(self.form.gap)
        role = "body_medium" if self.isChecked() else "body"
        words = rect.adjusted(left, 0, 0, 0)
        paint.words(painter, words, self._label, theme.font(role), theme.colour("text"))


class SaidKeys(QWidget):
    """Up to four of the rep's own conditions. Pressing the chosen one again takes it back."""

    said = Signal(str)  # the condition, "" where it was taken back

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(self.tr("What did it say?"))
        self._head = PlainLabel(look, self.tr("What did it say?"), "body", "text")
        self._keys = [SaidKey(look, str(place + 1)) for place in range(MOST)]
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._head)
        for key in self._keys:
            key.clicked.connect(lambda _on, key=key: self._take(key))
            self._column.addWidget(key)
        look.changed.connect(self._apply_look)
        self._apply_look()

    def show_labels(self, labels: tuple[str, ...]) -> None:
        """Offer `labels`, none of them chosen."""
        for place, key in enumerate(self._keys):
            words = labels[place] if place < len(labels) else ""
            key.set_label(words)
            key.setToolTip(plain_tip(words))
            key.setChecked(False)
            key.setVisible(bool(words))
        self.setVisible(bool(labels))
        self.updateGeometry()

    def press(self, digit: str) -> bool:
        """The key with that digit, by the keyboard; returns whether it stands for something."""
        key = next((each for each in self._keys if each.label and each.isVisible() and each._cap == digit), None)
        if key is None:
            return False
        key.toggle()
        self._take(key)
        return True

    def wanted(self) -> QSize:
        """The room that it would take."""
        theme = self._look.theme
        side = theme.px(18)
        words = [paint.width_of(each.label, theme.font("body_medium")) for each in self._keys if each.label]
        cap = paint.cap_width(theme, "1") + theme.px(10)
        widest = max([paint.width_of(self._head.text(), self._head.font()), *(cap + each for each in words)])
        wide = min(theme.px(WIDEST), max(theme.px(NARROWEST), widest + 2 * side))
        return QSize(wide, self._column.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.begin(self)
        ground = with_alpha(self._look.theme.colour("on_primary"), GROUND)
        paint.box(painter, self.rect(), 14, fill=ground)
        painter.end()

    def _take(self, key: SaidKey) -> None:
        for other in self._keys:
            if other is not key:
                other.setChecked(False)
        self.said.emit(key.label if key.isChecked() else "")

    def _apply_look(self) -> None:
        px = self._look.theme.px
        self._column.setContentsMargins(px(18), px(10), px(18), px(10))
        self._column.setSpacing(px(2))
        self._column.activate()
        self.update()
