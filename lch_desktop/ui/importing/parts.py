"""Small parts of the import page: the steps, an icon, a narrow select, a row with a hairline, a line of progress."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import ElidedLabel, PlainLabel, QuietButton, Select, paint

DISC, DISC_GAP, STEP_GAP, LINE = 24, 10, 12, 32
PATIENCE_MS = 300  # work that is shorter says nothing
HUNDRED = 100
SIDE_WIDTH, NARROW_SIDE, LEAST_SIDE = 400, 336, 240
ROOMY_FROM = 1080  # width of the steps from which the side has its whole width
UNBOUND = 16_777_215  # Qt's own word for "no widest"


class StepMarks(QLabel):
    """Where the page is, as discs with words; where there is no room, only the present step has its word."""

    def __init__(self, look: ThemeHolder, names: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._names = look, names
        self._step, self._skipped = 0, frozenset[int]()
        self._at_left = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._apply_look)
        self.show_step(0)

    def show_step(self, step: int, skipped: frozenset[int] = frozenset()) -> None:
        """`step` is the present one; `skipped` ones are not shown."""
        self._step, self._skipped = step, skipped
        shown = self._shown()
        place = self.tr("Step {n} of {all}: {name}").format(
            n=shown.index(step) + 1, all=len(shown), name=self._names[step]
        )
        self.setAccessibleName(place)
        self._apply_look()

    def set_at_left(self, at_left: bool) -> None:
        """Begin at the left, below the title, or end at the right, beside it."""
        self._at_left = at_left
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._width(self._shown()), self._look.theme.px(DISC))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width([self._step]), self._look.theme.px(DISC))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = paint.begin(self)
        shown = self._shown()
        worded = shown if self._width(shown) <= self.width() else [self._step]
        left = 0.0 if self._at_left else float(self.width() - self._width(worded))
        for number, step in enumerate(shown, start=1):
            if step != shown[0]:
                painter.fillRect(QRectF(left, round(self.height() / 2), theme.px(LINE), 1), theme.colour("edge"))
                left += theme.px(LINE + STEP_GAP)
            self._paint_disc(painter, left, number, step)
            left += theme.px(DISC + DISC_GAP if step in worded else DISC)
            if step in worded:
                font, wide = theme.font("body_medium"), self._word_width(step)
                ink = theme.colour("text" if step == self._step else "muted")
                paint.words(painter, QRectF(left, 0, wide, self.height()), self._names[step], font, ink)
                left += wide
            left += theme.px(STEP_GAP)
        painter.end()

    def _paint_disc(self, painter: QPainter, left: float, number: int, step: int) -> None:
        theme = self._look.theme
        side = theme.px(DISC)
        disc = QRectF(left, round((self.height() - side) / 2), side, side)
        if step < self._step:
            paint.box(painter, disc, side / 2, fill=theme.colour("raised"))
            tick, size = self._look.icon("check", "ok", 14, self.devicePixelRatioF()), theme.px(14)
            inset = round((side - size) / 2)
            painter.drawPixmap(round(disc.left()) + inset, round(disc.top()) + inset, tick)
            return
        now = step == self._step
        ring = None if now else theme.colour("edge")
        paint.box(painter, disc, side / 2, fill=theme.colour("primary") if now else None, ring=ring, width=1.5)
        ink = theme.colour("on_primary" if now else "muted")
        paint.words(painter, disc, str(number), theme.font("caption"), ink, Qt.AlignmentFlag.AlignCenter)

    def _shown(self) -> list[int]:
        return [step for step in range(len(self._names)) if step not in self._skipped]

    def _width(self, worded: list[int]) -> int:
        theme, count = self._look.theme, len(self._shown())
        words = sum(self._word_width(step) + theme.px(DISC_GAP) for step in worded)
        return words + theme.px(DISC) * count + theme.px(LINE + 2 * STEP_GAP) * (count - 1)

    def _word_width(self, step: int) -> int:
        return paint.width_of(self._names[step], self._look.theme.font("body_medium"))

    def _apply_look(self) -> None:
        self.updateGeometry()
        self.update()


class Sign(QLabel):
    """One icon, with a word for those who do not see it."""

    def __init__(
        self, look: ThemeHolder, icon: str = "", tone: str = "muted", size: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._icon, self._tone, self._side = look, icon, tone, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def set_sign(self, icon: str, tone: str, name: str) -> None:
        """Change what it shows; no icon keeps the place empty."""
        self._icon, self._tone = icon, tone
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        side = self._look.theme.px(self._side)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._icon:
            painter = paint.begin(self)
            pixmap = self._look.icon(self._icon, self._tone, self._side, self.devicePixelRatioF())
            painter.drawPixmap(0, 0, pixmap)
            painter.end()


class NarrowSelect(Select):
    """A select of a row, 32 high. The wheel scrolls the page: a choice is never changed by passing over it."""

    _width = 0  # px at 100 %; 0 is as wide as the words

    def set_name(self, name: str) -> None:
        """What it chooses. On Linux Qt tells screen readers the choice in place of the name: the name describes it."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(name)

    def set_width(self, width: int) -> None:
        """Be so wide, whatever there is to choose: sixty of them that measure every word take their time."""
        self._width = width
        self._apply_look()

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        return QSize(theme.px(self._width) if self._width else super().sizeHint().width(), theme.px(32))

    def minimumSizeHint(self) -> QSize:
        theme = self._look.theme
        return QSize(theme.px(self._width) if self._width else super().minimumSizeHint().width(), theme.px(32))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class HairRow(QWidget):
    """A row of a card with a hairline above it."""

    def __init__(self, look: ThemeHolder, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._least = look, height
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 1, 0, 0)
        self.row.setSpacing(12)
        look.changed.connect(self._apply_look)
        self._apply_look()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, self._look.theme.colour("hair"))
        painter.end()

    def _apply_look(self) -> None:
        self.setMinimumHeight(self._look.theme.px(self._least))
        self.update()


class Scroll(QScrollArea):
    """A scroll area inside another one: whoever gets the keyboard in it comes into sight, wherever Tab came from."""

    def __init__(self, body: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        body.setObjectName("scroll_body")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(body)
        qt = QApplication.instance()
        assert isinstance(qt, QApplication)
        qt.focusChanged.connect(self._show_focused)

    def _show_focused(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            self.ensureWidgetVisible(new, 0, self._margin())

    def _margin(self) -> int:
        return self.fontMetrics().height()


class SideColumn(Scroll):
    """Cards beside something larger, scrolled by themselves; below it where the page is narrow, and whole."""

    def __init__(self, look: ThemeHolder, cards: tuple[QWidget, ...], parent: QWidget | None = None) -> None:
        body = QWidget()
        super().__init__(body, parent)
        self._look = look
        column = self._column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)

    def fit(self, *, wide: bool, narrow: bool) -> None:
        """Take a fixed width beside, a smaller one where it is `narrow`; all of the width and the height below."""
        theme = self._look.theme
        beside = theme.px(NARROW_SIDE if narrow else SIDE_WIDTH)
        self.setMinimumWidth(beside if wide else 0)
        self.setMaximumWidth(beside if wide else UNBOUND)
        whole = max(self._column.totalHeightForWidth(self.width()), self._column.totalMinimumSize().height())
        self.setMinimumHeight(theme.px(LEAST_SIDE) if wide else whole)


class ProgressLine(QWidget):
    """What is being done, how far it is, and Cancel. It appears only where the work takes its time."""

    cancel_requested = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ElidedLabel(look)
        self._percent = PlainLabel(look, tone="muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self.cancel = QuietButton(look, self.tr("Cancel"), self.tr("Esc"))
        self.cancel.clicked.connect(self.cancel_requested)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._words, 1)
        line.addWidget(self._percent)
        line.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self._bar)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        self.hide()

    def show_work(self, words: str, *, can_stop: bool) -> None:
        """Say what is being done; "" when nothing is."""
        if not words:
            self._patience.stop()
            self.hide()
        elif words != self._words.text() or self.isHidden():
            self._bar.setRange(0, 0)
            self._percent.setText("")
            if self.isHidden() and not self._patience.isActive():
                self._patience.start()
        self._words.setText(words)
        self.cancel.setEnabled(can_stop)

    def show_progress(self, done: int, of: int) -> None:
        """So many rows of so many; 0 of 0 is not known yet."""
        self._bar.setRange(0, of)
        self._bar.setValue(min(done, of))
        rows = self.tr("{done} of {all} rows, {percent}%")
        percent = HUNDRED * done // of if of else 0
        self._percent.setText(rows.format(done=f"{done:,}", all=f"{of:,}", percent=percent) if of else "")
