"""Marks that are read at a glance. Each carries its words as accessible text and, where small, as tooltip."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lch_desktop.ui import fonts
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import paint

PREP_S = 45
ATTEMPTS = 6
_CENTRE = Qt.AlignmentFlag.AlignCenter
_SIXTEENTH = 16  # Qt counts arcs in sixteenths of a degree
_FEWEST_PX = 4  # a pip narrower than this is not countable, the bar is drawn whole
LEAST_BAR = 72  # px of a share at least


class Mark(QLabel):
    """Base: a painted label of a fixed size, so that screen readers find static text."""

    def __init__(self, look: ThemeHolder, width: int, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._width, self._height = look, width, height
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._apply_look)

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        return QSize(theme.px(self._width), theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = paint.begin(self)
        scale = self._look.theme.scale / 100
        painter.scale(scale, scale)
        self._paint_mark(painter, self.width() / scale, self.height() / scale)
        painter.end()

    def _paint_mark(self, painter: QPainter, width: float, height: float) -> None:
        """Draw in px at 100 % text size."""
        raise NotImplementedError

    def _tell(self, text: str) -> None:
        self.setAccessibleName(text)
        self.setToolTip(text)

    def _apply_look(self) -> None:
        self.updateGeometry()
        self.update()


class PrepRing(Mark):
    """The reading time before a dial: empties second by second, then says "dial" and stays."""

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, 64, 64, parent)
        self._left, self._total = PREP_S, PREP_S
        self.setAccessibleName(self.tr("Reading time"))

    def set_seconds(self, left: int, total: int = PREP_S) -> None:
        """Show `left` seconds of `total`; 0 and less is time to dial."""
        shown = max(0, left), max(1, total)
        if shown == (self._left, self._total):
            return
        self._left, self._total = shown
        self.setAccessibleName(self.tr("Reading time") if self._left else self.tr("Time to dial"))
        self.update()

    def _paint_mark(self, painter: QPainter, width: float, height: float) -> None:
        theme = self._look.theme
        circle = QRectF(4, 4, 56, 56)
        whole = QRectF(0, 0, 64, 64)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        sun = QPen(theme.colour("sun"), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        if not self._left:
            painter.setPen(sun)
            painter.drawEllipse(QRectF(1.5, 1.5, 61, 61))
            _figure(painter, whole, self.tr("dial"), 14, 600, theme.colour("text"), _CENTRE)
            return
        painter.setPen(QPen(theme.colour("track"), 3))
        painter.drawEllipse(circle)
        painter.setPen(sun)
        span = -360 * min(1.0, self._left / self._total)
        painter.drawArc(circle, 90 * _SIXTEENTH, round(span * _SIXTEENTH))
        self._paint_digits(painter)

    def _paint_digits(self, painter: QPainter) -> None:
        theme = self._look.theme
        digits, unit = str(self._left), self.tr("s")
        digits_width = _figure_width(digits, 20, 500)
        left = 32 - (digits_width + 2 + _figure_width(unit, 12, 400)) / 2
        place = QRectF(left, 0, digits_width + 1, 64)
        start = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        _figure(painter, place, digits, 20, 500, theme.colour("text"), start)
        small = QRectF(left + digits_width + 2, 0, 20, 64)
        _figure(painter, small, unit, 12, 400, theme.colour("muted"), start)


class AttemptDots(Mark):
    """Six attempts: done, current, ahead. Of size 6 (tables) all that were made are filled alike."""

    def __init__(self, look: ThemeHolder, size: int = 10, parent: QWidget | None = None) -> None:
        self._size, self._gap = size, 8 if size >= 10 else 4
        super().__init__(look, ATTEMPTS * size + (ATTEMPTS - 1) * self._gap, max(10, size), parent)
        self._done, self._current = 0, 0

    def set_attempt(self, done: int, current: int, text: str) -> None:
        """`done` attempts made, `current` (1..6, or 0 for none) is on; `text` says the same in words."""
        if (done, current) != (self._done, self._current):
            self._done, self._current = done, current
            self.update()
        self._tell(text)

    def _paint_mark(self, painter: QPainter, width: float, height: float) -> None:
        theme, size = self._look.theme, self._size
        for at in range(ATTEMPTS):
            dot = QRectF(at * (size + self._gap), (height - size) / 2, size, size)
            if at + 1 == self._current:
                fill, ring = theme.colour("accent_fill"), theme.colour("accent")
                paint.box(painter, dot, size / 2, fill=fill, ring=ring, width=2)
            elif at < self._done:
                paint.box(painter, dot, size / 2, fill=theme.colour("muted"))
            else:
                thin = 1.5 if size >= 10 else 1.0
                paint.box(painter, dot, size / 2, ring=theme.colour("attempt_ahead"), width=thin)


class GoalPips(Mark):
    """A goal of the hour: label, "2 of 6", and one short bar per unit."""

    def __init__(
        self, look: ThemeHolder, label: str, done: int = 0, goal: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, 200, 31, parent)
        self._label, self._done, self._goal = label, -1, 0  # nothing is shown yet
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_values(done, goal)

    def set_values(self, done: int, goal: int) -> None:
        """`done` of `goal` are reached; more than the goal is shown in the words."""
        if (done, goal) == (self._done, self._goal):
            return
        self._done, self._goal = done, goal
        self._words = self.tr("{done} of {goal}").format(done=done, goal=goal)
        self.setAccessibleName(f"{self._label}: {self._words}")
        self.update()

    def minimumSizeHint(self) -> QSize:
        theme = self._look.theme
        return QSize(theme.px(120), theme.px(self._height))

    def _paint_mark(self, painter: QPainter, width: float, height: float) -> None:
        theme = self._look.theme
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        room = _figure_width(self._words, 14, 500) + 8
        line = QRectF(0, 0, width, 20)
        start = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        text_rect = line.adjusted(0, 0, -room, 0)
        _figure(painter, text_rect, self._label, 14, 400, theme.colour("sky_muted"), start)
        _figure(painter, line, self._words, 14, 500, theme.colour("text"), right)
        self._paint_pips(painter, width)

    def _paint_pips(self, painter: QPainter, width: float) -> None:
        theme, goal = self._look.theme, max(1, self._goal)
        gap = 4.0
        each = (width - gap * (goal - 1)) / goal
        if each < _FEWEST_PX:
            share = min(1.0, self._done / goal)
            paint.box(painter, QRectF(0, 28, width, 3), 1.5, fill=theme.colour("pip_off"))
            paint.box(painter, QRectF(0, 28, width * share, 3), 1.5, fill=theme.colour("sun"))
            return
        for at in range(goal):
            token = "sun" if at < self._done else "pip_off"
            paint.box(painter, QRectF(at * (each + gap), 28, each, 3), 1.5, fill=theme.colour(token))


class ShareBar(Mark):
    """A bar 6 high. `tone` is a token; a notch may stand where a goal was passed."""

    def __init__(
        self, look: ThemeHolder, width: int = 140, tone: str = "accent", parent: QWidget | None = None
    ) -> None:
        super().__init__(look, width, 12, parent)
        self._share, self._notch, self._tone = 0.0, 0.0, tone
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Short enough to leave the words beside it their room."""
        wish = self.sizeHint()
        return QSize(min(wish.width(), self._look.theme.px(LEAST_BAR)), wish.height())

    def set_share(self, share: float, text: str, *, notch: float = 0.0, tone: str = "") -> None:
        """Fill `share` (0..1); `text` says the same in words; `notch` 0 draws none."""
        self._share, self._notch = min(1.0, max(0.0, share)), notch
        self._tone = tone or self._tone
        self._tell(text)
        self.update()

    def _paint_mark(self, painter: QPainter, width: float, height: float) -> None:
        theme = self._look.theme
        track = QRectF(0, 3, width, 6)
        paint.box(painter, track, 3, fill=theme.colour("heat0"))
        if self._share:
            filled = QRectF(0, 3, max(6.0, width * self._share), 6)
            paint.box(painter, filled, 3, fill=theme.colour(self._tone))
        if 0 < self._notch < 1:
            painter.fillRect(QRectF(round(width * self._notch), 0, 3, 12), theme.colour("surface"))


class StrengthBar(ShareBar):
    """The strength of the habit, 0..1, in accent."""


def goal_share(done: int, goal: int) -> tuple[float, float, str]:
    """Share, notch and tone of a goal's bar: `sun` when reached, `accent` when not; the notch marks a goal
    that was passed."""
    if goal <= 0:
        return (1.0 if done else 0.0), 0.0, "sun"
    if done >= goal:
        return 1.0, (goal / done if done > goal else 0.0), "sun"
    return done / goal, 0.0, "accent"


def _figure(
    painter: QPainter,
    rect: QRectF,
    text: str,
    size: int,
    weight: int,
    colour: QColor,
    align: Qt.AlignmentFlag,
) -> None:
    paint.words(painter, rect, text, fonts.font(size, weight), colour, align)


def _figure_width(text: str, size: int, weight: int) -> int:
    return paint.width_of(text, fonts.font(size, weight))
