"""Cards and the small things that stand on them: rule, chip, problem line."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import paint
from lch_desktop.ui.widgets.buttons import SMALL, SecondaryButton
from lch_desktop.ui.widgets.labels import ElidedLabel, PlainLabel, WrapLabel

CHIP_ICONS = {"reason": ("", ""), "promise": ("clock", "sun"), "problem": ("triangle-alert", "warn")}

HEAD_REACH = 8  # px above and below its line that a control in a card's head may take: the air there is


class _HeadRow(QHBoxLayout):
    """As high as the heading's line: a control beside it reaches into the card's air, so that headings of cards
    side by side stand level, with a control or without."""

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._look = look
        self.setContentsMargins(0, 0, 0, 0)

    def sizeHint(self) -> QSize:
        return self._lowered(super().sizeHint())

    def minimumSize(self) -> QSize:
        return self._lowered(super().minimumSize())

    def setGeometry(self, rect: QRect) -> None:
        over = max(0, super().sizeHint().height() - rect.height())
        super().setGeometry(rect.adjusted(0, -(over // 2), 0, over - over // 2))

    def _lowered(self, wish: QSize) -> QSize:
        margins = self.contentsMargins()
        around = margins.top() + margins.bottom()
        line, high = self._look.theme.line("large_strong"), wish.height() - around
        return QSize(wish.width(), around + max(min(high, line), high - 2 * HEAD_REACH))


class Card(QFrame):
    """A surface with an optional heading and a muted remark at the right end of its line.

    Add rows to `body`. `padding` is (sides, top); the bottom takes the top's.
    """

    def __init__(
        self,
        look: ThemeHolder,
        heading: str = "",
        remark: str = "",
        *,
        padding: tuple[int, int] = (24, 20),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", "plain")
        if heading:
            self.setAccessibleName(heading)
        self._heading = PlainLabel(look, heading, "large_strong")
        self._remark = ElidedLabel(look, remark, "body", "muted")
        self._remark.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._head = _HeadRow(look)
        self._head.setSpacing(16)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding[0], padding[1], padding[0], padding[1])
        self.body.setSpacing(8)
        self.body.addLayout(self._head)
        self._head.addWidget(self._heading)
        self._head.addWidget(self._remark, 1)
        self._show_head()

    def add_to_head(self, widget: QWidget) -> None:
        """Put `widget` at the right end of the heading's line."""
        self._head.addWidget(widget)
        self._show_head()

    def set_heading(self, text: str) -> None:
        """Change the heading."""
        self._heading.setText(text)
        self.setAccessibleName(text)
        self._show_head()

    def set_remark(self, text: str) -> None:
        """Change the remark."""
        self._remark.setText(text)
        self._show_head()

    def _show_head(self) -> None:
        has_more = self._head.count() > 2
        is_shown = has_more or bool(self._heading.text() or self._remark.text())
        self._heading.setVisible(is_shown)
        self._remark.setVisible(is_shown)


class Rule(QFrame):
    """A hairline, lying or, with `upright`, standing."""

    def __init__(self, *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("rule", "line")
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


class Chip(QLabel):
    """A few words in a small box. Kinds: reason, promise (clock), problem (triangle)."""

    def __init__(self, look: ThemeHolder, kind: str = "reason", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._icon, self._icon_tone = CHIP_ICONS[kind]
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_chip(kind, text)
        look.changed.connect(self._apply_look)

    def set_chip(self, kind: str, text: str) -> None:
        """Change kind and words; an unknown kind raises KeyError."""
        self._icon, self._icon_tone = CHIP_ICONS[kind]
        self.setText(text)
        self._apply_look()

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        width = 2 * theme.px(8) + paint.width_of(self.text(), theme.font("caption"))
        return QSize(width + (theme.px(20) if self._icon else 0), theme.px(24))

    def minimumSizeHint(self) -> QSize:
        wanted = self.sizeHint()
        return QSize(min(wanted.width(), self._look.theme.px(64)), wanted.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = paint.begin(self)
        paint.box(painter, self.rect(), 6, fill=theme.colour("raised"))
        left = theme.px(8)
        if self._icon:
            pixmap = self._look.icon(self._icon, self._icon_tone, 14, self.devicePixelRatioF())
            painter.drawPixmap(left, round((self.height() - theme.px(14)) / 2), pixmap)
            left += theme.px(20)
        rect = QRectF(left, 0, self.width() - left - theme.px(8), self.height())
        ink = theme.colour("text" if self._icon else "muted")
        paint.words(painter, rect, self.text(), theme.font("caption"), ink)
        painter.end()

    def _apply_look(self) -> None:
        self.updateGeometry()
        self.update()


class _StateIcon(QLabel):
    """The icon at the head of a problem line."""

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._look = look
        self._name, self._tone = "triangle-alert", "warn"

    def set_state(self, name: str, tone: str) -> None:
        self._name, self._tone = name, tone
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        return QSize(theme.px(20), theme.px(18))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.begin(self)
        pixmap = self._look.icon(self._name, self._tone, 18, self.devicePixelRatioF())
        painter.drawPixmap(1, round((self.height() - self._look.theme.px(18)) / 2), pixmap)
        painter.end()


class ProblemLine(QWidget):
    """One sentence about what is wrong and one button that fixes it. Fixed, it becomes an ok line."""

    fix_requested = Signal()

    def __init__(self, look: ThemeHolder, text: str = "", button: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._wrong = True
        self._icon = _StateIcon(look)
        self._text = WrapLabel(look, text)
        self._button = SecondaryButton(look, button, form=SMALL)
        self._button.clicked.connect(self.fix_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.set_problem(text, button)
        look.changed.connect(self.update)

    def set_problem(self, text: str, button: str = "") -> None:
        """Say what is wrong; without `button` there is nothing to press."""
        self._wrong = True
        self._icon.set_state("triangle-alert", "warn")
        self._text.setText(text)
        self._button.set_label(button)
        self._button.setVisible(bool(button))
        self.update()

    def set_fixed(self, text: str) -> None:
        """Say that it is well now."""
        self._wrong = False
        self._icon.set_state("check", "ok")
        self._text.setText(text)
        self._button.setVisible(False)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.begin(self)
        fill = self._look.theme.colour("warn_fill" if self._wrong else "ok_fill")
        paint.box(painter, self.rect(), 8, fill=fill)
        painter.end()
