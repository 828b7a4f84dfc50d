"""Controls that hold a choice: check box, select, star, segment, and the buttons of the shell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QWidget,
)

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import paint
from lch_desktop.ui.widgets.buttons import Button, Form

BOX = 20


class Check(QCheckBox):
    """A check box of 20 in a row at least 40 high, with an optional key cap after its words."""

    def __init__(self, look: ThemeHolder, text: str, key_cap: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._cap, self._label = look, key_cap, ""
        self._cap_off = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_label(text)
        look.changed.connect(self._apply_look)

    def set_label(self, text: str) -> None:
        """Change the words."""
        self._label = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_cap_text(self, text: str) -> None:
        """Change the key cap; empty hides it."""
        self._cap = text
        self._apply_look()

    def set_cap_off(self, off: bool) -> None:
        """Fade the letter while its key means something else, as where a text field has the keyboard."""
        if off != self._cap_off:
            self._cap_off = off
            self.update()

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        width = theme.px(BOX) + 4
        if self._label:
            width += theme.px(12) + paint.width_of(self._label, theme.font("body"))
        if self._cap:
            width += theme.px(12) + paint.cap_width(theme, self._cap)
        return QSize(width, theme.px(40))

    def minimumSizeHint(self) -> QSize:
        wanted = self.sizeHint()
        return QSize(min(wanted.width(), self._look.theme.px(120)), wanted.height())

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = paint.begin(self)
        side = theme.px(BOX)
        mark = QRectF(0, round((self.height() - side) / 2), side, side)
        self._paint_box(painter, mark)
        cap_room = theme.px(12) + paint.cap_width(theme, self._cap) if self._cap else 0
        left = side + theme.px(12)
        ink = theme.colour("text" if self.isEnabled() else "disabled")
        room = self.width() - left - cap_room
        font = theme.font("body")
        paint.words(painter, QRectF(left, 0, room, self.height()), self._label, font, ink)
        cap_left = left + min(room, paint.width_of(self._label, font)) + theme.px(12)
        state = "off" if self._cap_off else "rest"
        paint.cap(painter, theme, cap_left, self.height() / 2, self._cap, state=state)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._look.show_ring(self, 2)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._look.hide_ring(self)

    def _paint_box(self, painter: QPainter, mark: QRectF) -> None:
        theme = self._look.theme
        if self.checkState() == Qt.CheckState.Unchecked:
            ring = theme.colour("text" if self.underMouse() and self.isEnabled() else "line")
            paint.box(painter, mark, 5, ring=ring, width=1.5)
            return
        paint.box(painter, mark, 5, fill=theme.colour("primary" if self.isEnabled() else "edge"))
        size = 14
        name = "check" if self.checkState() == Qt.CheckState.Checked else "minus"
        tick = self._look.icon(name, "on_primary", size, self.devicePixelRatioF())
        lift = (mark.width() - theme.px(size)) / 2
        painter.drawPixmap(round(mark.left() + lift), round(mark.top() + lift), tick)

    def _apply_look(self) -> None:
        self.updateGeometry()
        self.update()


class Select(QComboBox):
    """A drop-down list, 40 high; long entries end with an ellipsis."""

    def __init__(self, look: ThemeHolder, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        look.changed.connect(self._apply_look)
        self._apply_look()

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        font = theme.font("body")
        widest = max([paint.width_of(self.itemText(row), font) for row in range(self.count())], default=0)
        return QSize(min(theme.px(320), widest + theme.px(52)), theme.px(40))

    def minimumSizeHint(self) -> QSize:
        theme = self._look.theme
        return QSize(min(self.sizeHint().width(), theme.px(96)), theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = paint.begin(self)
        focused = self.hasFocus()
        ring = theme.colour("accent" if focused else "line" if self.isEnabled() else "edge")
        paint.box(painter, self.rect(), 8, fill=theme.colour("field"), ring=ring, width=2 if focused else 1)
        arrow = self._look.icon("chevron-down", "muted", 16, self.devicePixelRatioF())
        side = theme.px(16)
        painter.drawPixmap(self.width() - side - theme.px(12), round((self.height() - side) / 2), arrow)
        room = self.width() - side - theme.px(32)
        ink = theme.colour("text" if self.isEnabled() else "disabled")
        rect = QRect(theme.px(12), 0, room, self.height())
        paint.words(painter, rect, self.currentText() or self.placeholderText(), theme.font("body"), ink)
        painter.end()

    def _apply_look(self) -> None:
        self.setFont(self._look.theme.font("body"))
        self.updateGeometry()
        self.update()


class StarToggle(Button):
    """Highest-value target or not. `name` says of whom, for the tooltip and screen readers."""

    form = Form(40, "body", 8, 0, 0, 0, icon=18)

    def __init__(self, look: ThemeHolder, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, "", icon="star", parent=parent)
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        return QSize(theme.px(40), theme.px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _paint_content(self, painter: QPainter, rect: QRectF) -> None:
        lit = self.isChecked()
        tone = "sun" if lit else "muted" if self.underMouse() else "line"
        pixmap = self._look.icon("star", tone, 18, self.devicePixelRatioF(), filled=lit)
        lift = (rect.width() - self._look.theme.px(18)) / 2
        painter.drawPixmap(round(lift), round(lift), pixmap)


class NavButton(Button):
    """A page of the sidebar."""

    form = Form(40, "body_medium", 8, 12, 12, 12, icon=18)

    def __init__(
        self, look: ThemeHolder, icon: str, text: str, *, key_cap: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(look, text, key_cap, icon=icon, parent=parent)
        self._current = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def is_current(self) -> bool:
        """Whether its page is on screen."""
        return self._current

    def set_current(self, current: bool) -> None:
        """Say whether its page is on screen; told to screen readers as well."""
        self._current = current
        self.setAccessibleDescription(self.tr("current page") if current else "")
        self.update()

    def _ink(self) -> str:
        return "text" if self._current or self.underMouse() else "muted"

    def _icon_ink(self) -> str:
        return "accent" if self._current else self._ink()

    def _paint_ground(self, painter: QPainter) -> None:
        if self._current:
            paint.box(painter, self.rect(), 8, fill=self._look.theme.colour("nav_on"))

    def _paint_content(self, painter: QPainter, rect: QRectF) -> None:
        theme, form = self._look.theme, self.form
        side = theme.px(form.icon)
        pixmap = self._look.icon(self._icon, self._icon_ink(), form.icon, self.devicePixelRatioF())
        painter.drawPixmap(theme.px(form.left), round((rect.height() - side) / 2), pixmap)
        left = theme.px(form.left) + side + theme.px(form.gap)
        text_rect = rect.adjusted(left, 0, -theme.px(form.right), 0)
        paint.words(painter, text_rect, self._label, theme.font(form.role), theme.colour(self._ink()))


class FilterButton(Button):
    """A filter of a list with the number it leaves."""

    form = Form(40, "body_medium", 8, 14, 14, 8)

    def __init__(self, look: ThemeHolder, text: str, count: str = "", parent: QWidget | None = None) -> None:
        self._count = count
        super().__init__(look, text, parent=parent)
        self.setCheckable(True)
        self.set_count(count)

    def set_count(self, count: str) -> None:
        """Change the number after the words."""
        self._count = count
        self.setAccessibleName(f"{self._label} {count}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        theme = self._look.theme
        more = paint.width_of(self._count, theme.font("body_medium"))
        return QSize(hint.width() + (theme.px(self.form.gap) + more if self._count else 0), hint.height())

    def _ink(self) -> str:
        return "text" if self.isChecked() or self.underMouse() else "muted"

    def _paint_ground(self, painter: QPainter) -> None:
        if self.isChecked():
            paint.box(painter, self.rect(), 8, fill=self._look.theme.colour("raised"))

    def _paint_content(self, painter: QPainter, rect: QRectF) -> None:
        theme, font = self._look.theme, self._look.theme.font("body_medium")
        inner = rect.adjusted(theme.px(14), 0, -theme.px(14), 0)
        paint.words(painter, inner, self._label, font, theme.colour(self._ink()))
        used = paint.width_of(self._label, font) + theme.px(8)
        paint.words(painter, inner.adjusted(used, 0, 0, 0), self._count, font, theme.colour("muted"))


class _Option(Button):
    form = Form(32, "body_medium", 6, 12, 12, 0)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(max(self._look.theme.px(56), hint.width()), hint.height())

    def _ink(self) -> str:
        if not self.isEnabled():
            return "disabled"
        return "on_primary" if self.isChecked() else "text" if self.underMouse() else "muted"

    def _paint_ground(self, painter: QPainter) -> None:
        if self.isChecked():
            paint.box(painter, self.rect(), 6, fill=self._look.theme.colour("primary"))


class Segment(QWidget):
    """One choice out of a few, side by side. `options` are (value, words); arrow keys move the choice."""

    value_changed = Signal(str)

    def __init__(
        self,
        look: ThemeHolder,
        name: str,
        options: Sequence[tuple[str, str]],
        value: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._buttons: dict[str, Button] = {}
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(4)
        for key, text in options:
            button = _Option(look, text)
            button.setCheckable(True)
            button.setObjectName(key)
            group.addButton(button)
            row.addWidget(button)
            self._buttons[key] = button
        self.set_value(value or options[0][0])
        group.buttonToggled.connect(self._tell)
        look.changed.connect(self.update)

    def value(self) -> str:
        """The value chosen."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def set_value(self, value: str) -> None:
        """Choose `value`; an unknown value raises KeyError."""
        self._buttons[value].setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.begin(self)
        paint.box(painter, self.rect(), 8, fill=self._look.theme.colour("raised"))
        painter.end()

    def _tell(self, button: Button, checked: bool) -> None:
        if checked:
            self.value_changed.emit(button.objectName())
