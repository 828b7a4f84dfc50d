"""The parts of the call card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from lch_desktop.ui.sky import with_alpha
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import ElidedLabel, HintButton, PlainLabel, WrapLabel, paint
from lch_desktop.ui.widgets.qr_code import QrCode

if TYPE_CHECKING:
    from lch_desktop.domain.handoff import Modules
    from lch_desktop.ui.hotkeys import KeyMap

LABEL_GAP = 4
LONG_NUMBER = 18  # characters
BESIDE = 12  # between a label and the line beside it


class Line(QWidget):
    """A label above a text; gone when there is no text."""

    def __init__(self, look: ThemeHolder, label: str, role: str = "large", max_lines: int = 3) -> None:
        super().__init__()
        self.label = PlainLabel(look, label, "body", "muted")
        self.text = WrapLabel(look, "", role, max_lines=max_lines)
        self._most = max_lines
        self._in_row = False
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LABEL_GAP)
        self._head = QHBoxLayout()
        self._head.setSpacing(16)
        self._head.addWidget(self.label)
        self._head.addStretch(1)
        column.addLayout(self._head)
        column.addWidget(self.text, 1)

    def add_to_head(self, widget: QWidget) -> None:
        """Put `widget` behind the label."""
        self._head.insertWidget(1, widget)

    def set_text(self, text: str) -> None:
        """Say `text`; whether there is room for it is the card's to know."""
        self.text.setText(text)

    @property
    def says(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.text.text())

    def set_form(self, lines: int, *, in_row: bool) -> None:
        """At most so many lines under the label, or `in_row`: one line beside it, where every line counts."""
        self.text.set_max_lines(1 if in_row else lines)
        if in_row != self._in_row:
            self._in_row = in_row
            beside, under = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
            self._column.setDirection(beside if in_row else under)
            self._column.setSpacing(BESIDE if in_row else LABEL_GAP)

    def height_for(self, width: int) -> int:
        """How high it is when it is `width` px wide."""
        if self._in_row:
            return max(self.label.minimumHeight(), self.text.minimumSizeHint().height())
        return self.label.minimumHeight() + LABEL_GAP + self.text.heightForWidth(width)

    def height_under(self, width: int) -> int:
        """How high it would be with its text under the label, `width` px wide."""
        return self.label.minimumHeight() + LABEL_GAP + self.text.height_within(width, self._most)

    def fold(self, under: int, room: int) -> int:
        """The text under the label where the room holds that, else in one row; returns the height. `under`: as
        `height_under` has it."""
        self.set_form(self._most, in_row=under > room)
        return self.height_for(0) if self._in_row else under


class Beside(QWidget):
    """A quiet label beside a text that may go on under itself: it costs no line of the card."""

    def __init__(self, look: ThemeHolder, label: str, text: PlainLabel) -> None:
        super().__init__()
        self._look = look
        self.label = PlainLabel(look, label, "body", "muted")
        self.text = text
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(BESIDE)
        line.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(text, 1)
        look.changed.connect(self._size)
        self._size()

    @property
    def says(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.text.text())

    def height_for(self, width: int) -> int:
        """How high it is when it is `width` px wide."""
        beside = width - self.label.sizeHint().width() - BESIDE
        return self.text.heightForWidth(beside) if self.text.hasHeightForWidth() else self.text.minimumHeight()

    def _size(self) -> None:
        """The label stands in the middle of the text's first line."""
        self.label.setFixedHeight(self._look.theme.line(self.text.role))


class Advice(ElidedLabel):
    """ "If voicemail: leave message 1 of 2", or, where that would be cut, "Leave message 1 of 2"."""

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, said = self._look.theme, self.text()
        if theme.width(said, self.role) > self.width() + 1:
            short = said.partition(": ")[2]
            said = f"{short[:1].upper()}{short[1:]}" or said
        painter = QPainter(self)
        paint.words(painter, self.rect(), said, self.font(), theme.colour(self._tone), self.alignment())
        painter.end()


class QuestionRow(QWidget):
    """Where nobody knows yet what they may need next: a question to think about, and the key that answers it."""

    asked = Signal()

    def __init__(self, look: ThemeHolder, key: str) -> None:
        super().__init__()
        self.text = ElidedLabel(look, "", "large", "muted")
        self.answer = HintButton(look, key, self.tr("Answer"))
        self.answer.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.answer.clicked.connect(self.asked)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(self.text)
        line.addWidget(self.answer)
        line.addStretch(1)
        self._look = look
        look.changed.connect(self._size)
        self._size()

    def _size(self) -> None:
        high = self._look.theme.line("large")
        self.answer.setFixedHeight(high)
        self.setFixedHeight(high)


class CallPill(PlainLabel):
    """ "On the call 12 s" in a soft round frame at the top right of the card."""

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look, "", "large_medium")
        self.setAccessibleName(self.tr("Call timer"))

    def set_words(self, text: str) -> None:
        """What it says; the timer's digits are its accessible description."""
        self.setText(text)
        self.setAccessibleDescription(text)

    def sizeHint(self) -> QSize:
        px = self._look.theme.px
        icon_and_ends = px(14 + 20 + 10 + 16)
        return QSize(self._look.theme.width(self.text(), self.role) + icon_and_ends, px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        ground = with_alpha(theme.colour("connected"), 0.10)
        paint.box(painter, self.rect(), self.height() // 2, fill=ground)
        icon = self._look.icon("phone-call", "connected", 20, self.devicePixelRatioF())
        left = theme.px(14)
        painter.drawPixmap(left, (self.height() - theme.px(20)) // 2, icon)
        words = self.rect().adjusted(left + theme.px(30), 0, -theme.px(12), 0)
        paint.words(painter, words, self.text(), self.font(), theme.colour("text"))
        painter.end()


class RingWords(QWidget):
    """ "Read once, then dial" beside the ring, as high as the ring; or that it dials by itself."""

    def __init__(self, look: ThemeHolder, keys: KeyMap) -> None:
        super().__init__()
        self._look = look
        self._standing = self._dials = self._may_dial = False
        self._reading = self.tr("Read once,")
        self.first = first = PlainLabel(look, self._reading, "body", "text")
        self.second = second = PlainLabel(look, self.tr("then dial"), "body", "muted")
        ways_out = {keys.key("skip"): self.tr("{0} skips"), keys.key("pause"): self.tr("{0} pauses")}
        stops = ", ".join(words.format(key) for key, words in ways_out.items() if key)
        says = self.tr("Dials by itself at 0.") + (f"\n{stops}." if stops else "")
        self.itself = itself = WrapLabel(look, says, "body", "muted")
        itself.setMinimumHeight(0)
        itself.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        for label in (first, second, itself):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            column.addWidget(label)
        column.addStretch(1)
        look.changed.connect(self._size)
        self._size()

    def _size(self) -> None:
        self.setFixedHeight(self._look.theme.px(64))
        self.setMinimumWidth(self.wanted_width() if self._may_dial else 0)

    def set_standing(self, up: bool) -> None:
        """After three silences in a row: one line in their place, on this card only."""
        if up != self._standing:
            self._standing = up
            self.first.setText(self.tr("Stand up, smile, dial") if up else self._reading)
            self.first.set_tone("sun" if up else "text")
            self._show_parts()

    def set_dials(self, dials: bool, *, may: bool) -> None:
        """Whether the ring dials this card by itself at 0. `may`: it does on others, so the room for it stays."""
        if (dials, may) != (self._dials, self._may_dial):
            self._dials, self._may_dial = dials, may
            self._show_parts()
            self._size()

    def _show_parts(self) -> None:
        self.first.setVisible(self._standing or not self._dials)
        self.second.setVisible(not self._standing and not self._dials)
        self.itself.setVisible(self._dials)

    def wanted_width(self) -> int:
        """How wide it is with what it says."""
        labels = (self.first, self.second, self.itself) if self._may_dial else (self.first, self.second)
        return max(label.sizeHint().width() for label in labels)


def phone_role(number: str, name_role: str, *, tight: bool, by_hand: bool) -> str:
    """Dialled by hand a number is larger, unless it is too long for that; it never outshouts the name."""
    if not by_hand:
        return "headline" if tight else "phone"
    is_small = tight or name_role != "name" or len(number) > LONG_NUMBER
    return "phone" if is_small else "phone_large"


@contextmanager
def held(*layouts: QLayout | None) -> Iterator[None]:
    """Lay out once at the end: Qt would do so for each part that is shown meanwhile."""
    for layout in layouts:
        if layout is not None:
            layout.setEnabled(False)
    try:
        yield
    finally:
        for layout in layouts:
            if layout is not None:
                layout.setEnabled(True)


def fill(room: int, gap: int, heights: Iterable[tuple[QWidget, int]], folding: Line) -> None:
    """Show the parts that `room` px hold, `gap` px apart; 0 high is none. `folding` goes into one row where it would
    not fit, and after the first that does not fit no other is shown."""
    for part, height in heights:
        if part is folding and height:
            height = folding.fold(height, room - gap)
        fits = bool(height) and height + gap <= room
        part.setVisible(fits)
        if height:
            room = room - height - gap if fits else 0


def set_gap(layout: QBoxLayout, place: int, gap: int) -> None:
    """Make the spacing that is item `place` of `layout` `gap` px high."""
    item = layout.itemAt(place)
    spacer = item.spacerItem() if item is not None else None
    if spacer is not None:
        spacer.changeSize(0, gap, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)


def row(gap: int, *parts: QWidget | None) -> QHBoxLayout:
    """Parts side by side, `gap` px apart; None takes the room that is left."""
    line = QHBoxLayout()
    line.setSpacing(gap)
    for part in parts:
        if part is None:
            line.addStretch(1)
        else:
            line.addWidget(part)
    return line


def block(gap: int, *parts: QWidget | QLayout) -> QVBoxLayout:
    """Parts that belong together, `gap` px apart."""
    column = QVBoxLayout()
    column.setSpacing(gap)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    return column


class DialCode(QWidget):
    """Keeps the place of the code that dials from the rep's own phone, also while none is there: nothing jumps."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.code = QrCode(self)
        self.code.setAccessibleName(name)
        self.code.setToolTip(name)

    def set_side(self, side: int) -> None:
        """How many px of the card it takes."""
        self.setFixedSize(side, side)
        self.code.set_side(side)
        self._place()

    def show_code(self, modules: Modules) -> None:
        """The code; () for none."""
        self.code.setVisible(bool(modules))
        if modules:
            self.code.show_code(modules)
            self._place()

    def _place(self) -> None:
        """At the card's edge."""
        self.code.move(self.width() - self.code.width(), 0)
