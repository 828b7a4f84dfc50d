"""Buttons that paint themselves: label, optional icon, optional key cap, focus ring outside."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import paint

FLASH_MS = 150
LONGEST = 240  # a button may be squeezed down to this width at 100 % before its words are cut


@dataclass(frozen=True, slots=True)
class Form:
    """The measures of a button in px at 100 %."""

    height: int
    role: str
    radius: int
    left: int
    right: int
    gap: int
    icon: int = 16
    large_cap: bool = False


SMALL = Form(32, "body_medium", 6, 12, 12, 8)
NORMAL = Form(40, "body_medium", 8, 16, 16, 10)
TALL = Form(48, "large_medium", 8, 20, 12, 14, icon=18)
LARGE = Form(56, "title_medium", 10, 24, 16, 15, icon=20, large_cap=True)


class Button(QPushButton):
    """Base of all painted buttons. The text is plain: `set_label` keeps an ampersand an ampersand."""

    form = NORMAL

    def __init__(
        self,
        look: ThemeHolder,
        text: str,
        key_cap: str = "",
        *,
        icon: str = "",
        form: Form | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._cap, self._icon = look, key_cap, icon
        self._label = ""
        self._flashing = False
        self._flash_timer: QTimer | None = None
        if form is not None:
            self.form = form
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_label(text)
        look.changed.connect(self._apply_look)

    @property
    def label(self) -> str:
        """The visible words, without the key cap."""
        return self._label

    def set_label(self, text: str) -> None:
        """Change the words; they are also what a screen reader says."""
        if text != self._label:
            self._label = text
            self.setText(text.replace("&", "&&"))  # a lone & would become a shortcut
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def set_cap_text(self, text: str) -> None:
        """Change the key cap; empty hides it."""
        if text != self._cap:
            self._cap = text
            self.updateGeometry()
            self.update()

    def set_icon_name(self, name: str) -> None:
        """Change the icon; empty hides it."""
        if name != self._icon:
            self._icon = name
            self.updateGeometry()
            self.update()

    def flash(self) -> None:
        """Look pressed for a moment, for a press that came by the keyboard."""
        span = self._look.theme.ms(FLASH_MS)
        if not span:
            return
        if self._flash_timer is None:
            self._flash_timer = QTimer(self, singleShot=True)
            self._flash_timer.timeout.connect(self._end_flash)
        self._flashing = True
        self._flash_timer.start(span)
        self.update()

    def sizeHint(self) -> QSize:
        theme, form = self._look.theme, self.form
        width = theme.px(form.left + form.right) + theme.width(self._label, form.role)
        if self._icon:
            width += theme.px(form.icon) + self._icon_gap()
        if self._cap:
            width += theme.px(form.gap) + paint.cap_width(theme, self._cap, large=form.large_cap)
        return QSize(width, theme.px(form.height))

    def minimumSizeHint(self) -> QSize:
        wanted = self.sizeHint()
        return QSize(min(wanted.width(), self._look.theme.px(LONGEST)), wanted.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.begin(self)
        self._paint_ground(painter)
        self._paint_content(painter, QRectF(self.rect()))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, and ends here: the page has an Enter of its own."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._look.show_ring(self, self.form.radius)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._look.hide_ring(self)

    def _is_pressed(self) -> bool:
        return self.isDown() or self._flashing

    def _ink(self) -> str:
        return "text" if self.isEnabled() else "disabled"

    def _icon_ink(self) -> str:
        return self._ink()

    def _cap_state(self) -> str:
        return "pressed" if self._is_pressed() else "rest"

    def _icon_gap(self) -> int:
        return self._look.theme.px(self.form.gap)

    def _paint_ground(self, painter: QPainter) -> None:
        """The box behind the words; plain buttons have none."""

    def _paint_content(self, painter: QPainter, rect: QRectF) -> None:
        theme, form = self._look.theme, self.form
        cap = self._cap if self.isEnabled() else ""
        cap_room = paint.cap_width(theme, cap, large=form.large_cap)
        cap_room += theme.px(form.gap) if cap else 0
        icon_room = theme.px(form.icon) + self._icon_gap() if self._icon else 0
        needed = theme.width(self._label, form.role) + icon_room + cap_room
        room = rect.width() - theme.px(form.left + form.right)
        left = rect.left() + theme.px(form.left) + max(0.0, room - needed) / 2
        middle = rect.center().y()
        if self._icon:
            pixmap = self._look.icon(self._icon, self._icon_ink(), form.icon, self.devicePixelRatioF())
            painter.drawPixmap(round(left), round(middle - theme.px(form.icon) / 2), pixmap)
        text_width = min(needed, room) - icon_room - cap_room
        text_rect = QRectF(left + icon_room, rect.top(), text_width, rect.height())
        paint.words(painter, text_rect, self._label, theme.font(form.role), theme.colour(self._ink()))
        cap_left = text_rect.right() + theme.px(form.gap)
        paint.cap(painter, theme, cap_left, middle, cap, state=self._cap_state(), large=form.large_cap)

    def _apply_look(self) -> None:
        self.updateGeometry()
        self.update()

    def _end_flash(self) -> None:
        self._flashing = False
        self.update()


class PrimaryButton(Button):
    """The one act of a screen: a verb and its key."""

    def _ink(self) -> str:
        return "on_primary" if self.isEnabled() else "disabled"

    def _cap_state(self) -> str:
        return "primary"

    def _paint_ground(self, painter: QPainter) -> None:
        if not self.isEnabled():
            fill = "raised"
        elif self._is_pressed():
            fill = "primary_pressed"
        else:
            fill = "primary_hover" if self.underMouse() else "primary"
        paint.box(painter, self.rect(), self.form.radius, fill=self._look.theme.colour(fill))


class SecondaryButton(Button):
    """A second act, ringed."""

    def _icon_gap(self) -> int:
        return self._look.theme.px(8)

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._look.theme
        fill = None
        if self.isEnabled() and self._is_pressed():
            fill = theme.colour("key_ring")
        elif self.isEnabled() and self.underMouse():
            fill = theme.colour("key_fill")
        ring = theme.colour("edge" if self.isEnabled() else "hair")
        paint.box(painter, self.rect(), self.form.radius, fill=fill, ring=ring)


class QuietButton(Button):
    """Words that act, without a box. `tone` is the colour token: accent, text, muted, sky_text or err."""

    form = Form(40, "body_medium", 6, 0, 0, 8)

    def __init__(
        self,
        look: ThemeHolder,
        text: str,
        key_cap: str = "",
        *,
        tone: str = "accent",
        icon: str = "",
        form: Form | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._tone = tone
        super().__init__(look, text, key_cap, icon=icon, form=form, parent=parent)

    def _ink(self) -> str:
        return self._tone if self.isEnabled() else "disabled"

    def _paint_ground(self, painter: QPainter) -> None:
        if not (self.isEnabled() and (self.underMouse() or self._is_pressed())) or not self._label:
            return
        theme, form = self._look.theme, self.form
        icon_room = theme.px(form.icon) + self._icon_gap() if self._icon else 0
        wide = theme.width(self._label, form.role)
        cap_room = paint.cap_width(theme, self._cap) + theme.px(form.gap) if self._cap else 0
        left = icon_room + max(0, self.width() - icon_room - cap_room - wide) / 2
        under = self.height() / 2 + theme.px(9)
        painter.fillRect(QRectF(left, round(under), wide, 1), theme.colour(self._tone))


class HintButton(Button):
    """A key and its word, as in the row under the outcome keys."""

    form = Form(40, "body", 6, 0, 0, 10)

    def __init__(self, look: ThemeHolder, key_cap: str, word: str, *, parent: QWidget | None = None) -> None:
        self._cap_off = False
        self._cap_room = 0
        super().__init__(look, word, key_cap, parent=parent)

    def set_cap_room(self, room_px: int) -> None:
        """Keep so much room for the cap, so that words under each other begin at one place."""
        self._cap_room = room_px
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        more = max(0, theme.px(self._cap_room) - paint.cap_width(theme, self._cap)) if self._cap_room else 0
        if not self._label:  # no gap to a word that is not there
            more -= theme.px(self.form.gap)
        return super().sizeHint() + QSize(more, 0)

    def set_cap_off(self, off: bool) -> None:
        """Fade the letter while its key means something else, as where a text field has the keyboard."""
        if off != self._cap_off:
            self._cap_off = off
            self.update()

    def _ink(self) -> str:
        if not self.isEnabled():
            return "disabled"
        return "text" if self.underMouse() else "muted"

    def _paint_content(self, painter: QPainter, rect: QRectF) -> None:
        theme = self._look.theme
        room = max(paint.cap_width(theme, self._cap), theme.px(self._cap_room))
        state = self._cap_state() if self.isEnabled() and not self._cap_off else "off"
        paint.cap(painter, theme, rect.left(), rect.center().y(), self._cap, state=state)
        left = room + theme.px(self.form.gap) if room else 0
        text_rect = rect.adjusted(left, 0, 0, 0)
        paint.words(painter, text_rect, self._label, theme.font(self.form.role), theme.colour(self._ink()))


class IconButton(Button):
    """A square with an icon only; `name` is what a screen reader and the tooltip say."""

    def __init__(
        self,
        look: ThemeHolder,
        icon: str,
        name: str,
        *,
        size: int = 40,
        raised: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._size, self._raised = size, raised
        radius = 6 if size <= 32 else 8
        form = Form(size, "body", radius, 0, 0, 0, icon=16 if size <= 32 else 18)
        super().__init__(look, "", icon=icon, form=form, parent=parent)
        self.set_name(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_name(self, name: str) -> None:
        """Change what the button is called."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def sizeHint(self) -> QSize:
        side = self._look.theme.px(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _ink(self) -> str:
        if not self.isEnabled():
            return "disabled"
        return "text" if self.underMouse() or self.isDown() else "muted"

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._look.theme
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            paint.box(painter, self.rect(), self.form.radius, fill=theme.colour("nav_on"))
        elif self._raised:
            paint.box(painter, self.rect(), self.form.radius, fill=theme.colour("raised"))

    def _paint_content(self, painter: QPainter, rect: QRectF) -> None:
        side = self._look.theme.px(self.form.icon)
        pixmap = self._look.icon(self._icon, self._ink(), self.form.icon, self.devicePixelRatioF())
        painter.drawPixmap(round(rect.center().x() - side / 2), round(rect.center().y() - side / 2), pixmap)
