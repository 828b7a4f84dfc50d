"""The outcome keys of the call card and the time slots of the strip."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import paint
from lch_desktop.ui.widgets.buttons import Button, Form

CONFIRM_MS = 3000
_KEY = Form(88, "large_medium", 10, 16, 14, 8, icon=20)
_SMALL_KEY = Form(72, "body_medium", 10, 10, 8, 8, icon=18)
_SLOT = Form(64, "large_medium", 10, 12, 10, 8)


def tint(colour: QColor, percent: float) -> QColor:
    """`colour` at `percent` opacity."""
    made = QColor(colour)
    made.setAlphaF(percent / 100)
    return made


class OutcomeKey(Button):
    """One outcome: icon top left, key cap top right, label at the bottom. `tone` is the icon's token."""

    form = _KEY
    lapsed = Signal()  # the question "Press 8 again" was not answered

    def __init__(
        self,
        look: ThemeHolder,
        icon: str,
        tone: str,
        label: str,
        key_cap: str,
        parent: QWidget | None = None,
    ) -> None:
        self._tone = tone
        self._caps_off = False
        self._asking = ""
        self._ask_timer: QTimer | None = None
        super().__init__(look, label, key_cap, icon=icon, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.flash)

    @property
    def is_asking(self) -> bool:
        """Whether the key waits for a second press."""
        return bool(self._asking)

    def ask_again(self, question: str, ms: int = CONFIRM_MS) -> None:
        """Show `question` in place of the label for `ms`, then settle and emit `lapsed`."""
        if self._ask_timer is None:
            self._ask_timer = QTimer(self, singleShot=True)
            self._ask_timer.timeout.connect(self._lapse)
        self._asking = question
        self._ask_timer.start(ms)
        self.setAccessibleDescription(question)  # the name stays: it is what the key does
        self.update()

    def settle(self) -> None:
        """Go back to the label."""
        if self._ask_timer is not None:
            self._ask_timer.stop()
        self._asking = ""
        self.setAccessibleDescription("")
        self.update()

    def set_small(self, small: bool) -> None:
        """Lower, with smaller words: where nine keys share a narrow or a low window."""
        self.form = _SMALL_KEY if small else _KEY
        self.updateGeometry()
        self.update()

    def set_caps_off(self, off: bool) -> None:
        """Grey the cap out: the keys go to another window for now."""
        if off != self._caps_off:
            self._caps_off = off
            self.update()

    def sizeHint(self) -> QSize:
        theme, form = self._look.theme, self.form
        words = theme.width(self._label, form.role)
        return QSize(max(theme.px(148), words + theme.px(form.left + form.right)), theme.px(form.height))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.theme.px(104), self._look.theme.px(self.form.height))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.begin(self)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        self._paint_ground(painter)
        self._paint_content(painter, QRectF(self.rect()))
        painter.end()

    def _lapse(self) -> None:
        self.settle()
        self.lapsed.emit()

    def _is_pressed(self) -> bool:
        return self.isEnabled() and super()._is_pressed()

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._look.theme
        fill, ring, width = theme.colour("key_fill"), theme.colour("key_ring"), 1
        if self._asking:
            fill, ring, width = theme.colour("err_fill"), theme.colour("err"), 2
        elif self._is_pressed():
            own = theme.colour(self._tone)
            fill, ring, width = tint(own, 16), own, 2
        elif self.isEnabled() and self.underMouse():
            fill, ring = theme.colour("key_hover"), theme.colour("key_hover_ring")
        paint.box(painter, self.rect(), self.form.radius, fill=fill, ring=ring, width=width)

    def _paint_content(self, painter: QPainter, rect: QRectF) -> None:
        theme, form = self._look.theme, self.form
        left, top = theme.px(form.left), theme.px(form.right)
        pixmap = self._look.icon(self._icon, self._tone, form.icon, self.devicePixelRatioF())
        painter.drawPixmap(left, top, pixmap)
        cap_left = rect.width() - theme.px(form.right) - paint.cap_width(theme, self._cap)
        state = "off" if self._caps_off else "rest"
        paint.cap(painter, theme, cap_left, top + theme.px(10), self._cap, state=state)
        line = theme.px(20)
        below = theme.px(12 if form is _KEY else 8)
        under = QRectF(left, rect.height() - below - line, rect.width() - left - theme.px(4), line)
        text = self._asking or self._label
        paint.words(painter, under, text, theme.font(form.role), theme.colour("text"))


class SlotButton(Button):
    """A proposed time: title, the rep's clock, the lead's clock in a muted tone, and its key."""

    form = _SLOT

    def __init__(
        self,
        look: ThemeHolder,
        title: str,
        second: str = "",
        muted: str = "",
        key_cap: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._second, self._muted, self._brief = second, muted, ""
        self._cap_else = ""  # a key that stands in for the cap while a line has the keyboard
        super().__init__(look, title, key_cap, parent=parent)
        self._chosen = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_slot(title, second, muted)

    @property
    def chosen(self) -> bool:
        """Whether it is the one picked."""
        return self._chosen

    def set_chosen(self, chosen: bool) -> None:
        """Show it as the one picked. It stays a plain button: a press always means "this one"."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.update()

    def set_typing(self, key_cap: str) -> None:
        """While a line has the keyboard the key is `key_cap`; where that is too wide, its own fades. "" ends it."""
        if key_cap != self._cap_else:
            self._cap_else = key_cap
            self.update()

    def set_slot(self, title: str, second: str = "", muted: str = "", brief: str = "") -> None:
        """Change what is proposed. `brief` stands for `muted` where that would be cut."""
        self._second, self._muted, self._brief = second, muted, brief
        self.set_label(title)
        self.setAccessibleName(", ".join(part for part in (title, second, muted) if part))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme, form = self._look.theme, self.form
        gap = theme.px(4) if self._second and self._muted else 0
        below = theme.width(self._second, "body") + gap + theme.width(self._muted, "body")
        above = theme.width(self._label, "large_strong") + theme.px(form.gap)
        above += paint.cap_width(theme, self._cap)
        width = max(theme.px(160), max(above, below) + theme.px(form.left + form.right))
        return QSize(width, theme.px(form.height))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.theme.px(112), self._look.theme.px(self.form.height))

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._look.theme
        fill, ring, width = theme.colour("key_fill"), theme.colour("key_ring"), 1
        if self._chosen:
            fill, ring, width = theme.colour("selected"), theme.colour("accent"), 2
        elif self.isEnabled() and (self.underMouse() or self._is_pressed()):
            fill, ring = theme.colour("key_hover"), theme.colour("key_hover_ring")
        paint.box(painter, self.rect(), self.form.radius, fill=fill, ring=ring, width=width)

    def _paint_content(self, painter: QPainter, rect: QRectF) -> None:
        theme, form = self._look.theme, self.form
        left, width = theme.px(form.left), rect.width() - theme.px(form.left + form.right)
        upper = QRectF(left, theme.px(8), width, theme.px(24))
        if not (self._second or self._muted):  # one word stands in the middle
            upper.moveTop((rect.height() - upper.height()) / 2)
        cap, state = self._shown_cap(width)
        cap_room = paint.cap_width(theme, cap)
        title_rect = upper.adjusted(0, 0, -cap_room - theme.px(form.gap), 0)
        paint.words(painter, title_rect, self._label, theme.font(_SLOT.role), theme.colour(self._ink()))
        cap_left = rect.width() - theme.px(form.right) - cap_room
        paint.cap(painter, theme, cap_left, upper.center().y(), cap, state=state)
        lower = QRectF(left, upper.bottom(), width, theme.px(24))
        body = theme.font("body")
        paint.words(painter, lower, self._second, body, theme.colour(self._ink()))
        used = theme.width(self._second, "body") + (theme.px(4) if self._second else 0)
        is_cut = used + theme.width(self._muted, "body") > width
        muted = self._brief if is_cut and self._brief else self._muted
        paint.words(painter, lower.adjusted(used, 0, 0, 0), muted, body, theme.colour("muted"))

    def _shown_cap(self, width: float) -> tuple[str, str]:
        """The cap and its state: while a line has the keyboard the key that works there, if the title leaves room."""
        theme = self._look.theme
        room = width - theme.width(self._label, _SLOT.role) - theme.px(_SLOT.gap)
        if self._cap_else and paint.cap_width(theme, self._cap_else) <= room:
            return self._cap_else, "rest"
        return self._cap, "off" if self._cap_else else "rest"
