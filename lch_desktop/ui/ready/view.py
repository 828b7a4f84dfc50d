"""Ready, drawn: the sky before sunrise, one name, one sentence to say aloud, one button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.ready.state import ReadyState
from lch_desktop.ui.sky import SkyWidget
from lch_desktop.ui.theme import ThemeHolder, apply_theme
from lch_desktop.ui.widgets import LARGE, ElidedLabel, PlainLabel, PrimaryButton, QuietButton, WrapLabel

COLUMN_WIDTH = 880
NARROW_PX, LONG_NAME = 1600, 22  # under the one or over the other the name is set smaller
SIDE_PX = 48
LEAST_CLEAR = 16
CLEAR_ABOVE_HORIZON = 84  # design/look.md section 5
_MODIFIERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
_MOUSE = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReadyView(QFrame):
    """Shows a ReadyState and reports keys and presses. `key_pressed` is answered by the presenter."""

    start_requested = Signal()
    back_requested = Signal()
    delay_requested = Signal()
    skip_requested = Signal()
    key_pressed = Signal(int)  # 0: a key that is held down, which is typing and nothing else
    painted = Signal()  # it is on the screen

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(self.tr("Ready"))
        self._look = look
        self.mouse_counts: Callable[[], bool] = lambda: True  # set by the page
        self._sky = SkyWidget(look, self)
        self._time = PlainLabel(look, "", "headline", "sky_muted")
        self._name = ElidedLabel(look, "", "name", "sky_text")
        self._company = ElidedLabel(look, "", "sub", "sky_muted")
        self._nobody = WrapLabel(look, "", "title_medium", "sky_text")
        self._aloud = PlainLabel(look, self.tr("Say it aloud once"), "caption", "sky_muted")
        self._opener = WrapLabel(look, "", "title_medium", "sky_text")
        self._worked = PlainLabel(look, "", "caption", "sky_muted")
        self._win = WrapLabel(look, "", "large", "sky_text")
        self._tip_head = PlainLabel(look, self.tr("Your tip to yourself"), "caption", "sky_muted")
        self._tip = WrapLabel(look, "", "large", "sky_text")
        self._memories = ((self._worked, self._win), (self._tip_head, self._tip))
        self._numbers = [
            (PlainLabel(look, "", "title", "sky_text"), PlainLabel(look, "", "caption", "sky_muted")) for _ in range(4)
        ]
        self._start = PrimaryButton(look, self.tr("Start the hour"), self.tr("Enter"), form=LARGE)
        self._start.clicked.connect(self.start_requested)
        self._back = QuietButton(look, self.tr("Not now"), self.tr("Esc"), tone="sky_text")
        self._back.clicked.connect(self.back_requested)
        self._delay = QuietButton(look, self.tr("In 5 minutes"), tone="sky_text")
        self._delay.clicked.connect(self.delay_requested)
        self._skip = QuietButton(look, self.tr("Skip today"), tone="sky_text")
        self._skip.clicked.connect(self.skip_requested)
        self._buttons = (self._start, self._back, self._delay, self._skip)
        for watched in (*self._buttons, self._sky):
            watched.installEventFilter(self)
        self._words = self._make_words()
        self._acts = self._make_acts()
        look.changed.connect(self._apply_look)
        self._apply_look()

    def show_state(self, state: ReadyState) -> None:
        """Show the whole page."""
        self._time.setText(state.time)
        self._name.setText(state.name)
        self._company.setText(state.company)
        self._nobody.setText(state.nobody)
        self._opener.setText(state.opener)
        self._win.setText(state.win)
        self._tip.setText(state.tip)
        self._worked.setText(state.win_head)
        self._delay.setVisible(state.may_delay)
        self._skip.setVisible(state.may_skip)
        for part, text in (
            (self._name, state.name),
            (self._company, state.company),
            (self._nobody, state.nobody),
            (self._aloud, state.opener),
            (self._opener, state.opener),
        ):
            part.setVisible(bool(text))
        for (figure, word), (number, name) in zip(self._numbers, state.numbers, strict=False):
            figure.setText(number)
            word.setText(name)
        self._fit()

    def act_on(self, key: int) -> None:
        """Carry out a key that counts."""
        focused = next((button for button in self._buttons if button.hasFocus()), None)
        if key == Qt.Key.Key_Escape:
            self._back.click()
        elif focused not in (None, self._start) and key in (*_ENTER, Qt.Key.Key_Space):
            assert focused is not None
            focused.click()
        elif key in _ENTER or (key == Qt.Key.Key_Space and focused is self._start):
            self._start.flash()
            self._start.click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()  # nothing typed here may reach anything else
        if event.key() in _MODIFIERS:  # the beginning of a shortcut, or of a letter that comes next
            return
        self.key_pressed.emit(0 if event.isAutoRepeat() else event.key())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys on a focused button are guarded like all others, and so is the mouse; Tab goes its way."""
        if watched is self._sky:
            if event.type() == QEvent.Type.Paint:
                self.painted.emit()
            return False
        if event.type() in _MOUSE:
            return not self.mouse_counts()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                return False
            self.keyPressEvent(event)
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sky.setGeometry(self.rect())
        self._fit()

    def _make_words(self) -> QWidget:
        words = QWidget(self)
        column = self._column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addStretch(2)
        for label in (self._time, self._name, self._company, self._nobody):
            column.addWidget(label)
        column.addSpacing(32)
        for label in (self._aloud, self._opener):
            column.addWidget(label)
        column.addSpacing(24)
        column.addLayout(self._make_numbers())
        column.addSpacing(24)
        column.addLayout(self._make_memories())
        column.addStretch(3)
        return words

    def _make_memories(self) -> QHBoxLayout:
        """What worked and the tip, beside each other; one alone has the whole width."""
        row = self._beside = QHBoxLayout()
        row.setSpacing(40)
        self._pairs = [QVBoxLayout() for _ in self._memories]
        for pair, (head, words) in zip(self._pairs, self._memories, strict=True):
            pair.setSpacing(0)
            pair.addWidget(head)
            pair.addWidget(words)
            pair.addStretch(1)
            row.addLayout(pair, 1)
        return row

    def _make_numbers(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(40)
        for figure, word in self._numbers:
            pair = QVBoxLayout()
            pair.setSpacing(0)
            pair.addWidget(figure)
            pair.addWidget(word)
            row.addLayout(pair)
        row.addStretch(1)
        return row

    def _make_acts(self) -> QWidget:
        acts = QWidget(self)
        row = QHBoxLayout(acts)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(32)
        for button in self._buttons:
            row.addWidget(button)
        row.addStretch(1)
        return acts

    def _fit(self) -> None:
        """The words stand on the sky, well above the horizon; the button on the ground."""
        narrow = self.width() < NARROW_PX or len(self._name.text()) > LONG_NAME
        self._name.set_role("name_small" if narrow else "name")
        width = min(self._look.theme.px(COLUMN_WIDTH), self.width() - 2 * SIDE_PX)
        left = (self.width() - width) // 2
        horizon = self._sky.horizon_y()
        self._fit_words(left, width, horizon - SIDE_PX)
        high = self._acts.sizeHint().height()
        top = horizon + max(0, (self.height() - horizon - high) // 2)
        self._acts.setGeometry(left - 4, top, width + 8, high)

    def _fit_words(self, left: int, width: int, room: int) -> None:
        """Where the sky is too low for all, first the clear band above the horizon gives way, then the tip, then the
        win."""
        for place, (_, words) in enumerate(self._memories):
            self._show_memory(place, bool(words.text()))
        high = self._needed_height(width)
        for place in reversed(range(len(self._memories))):
            if high > room - LEAST_CLEAR:
                self._show_memory(place, False)
                high = self._needed_height(width)
        self._words.setGeometry(left, SIDE_PX, width, max(room - CLEAR_ABOVE_HORIZON, min(high, room)))

    def _show_memory(self, place: int, shown: bool) -> None:
        for part in self._memories[place]:
            part.setVisible(shown)
        self._beside.setStretch(place, int(shown))  # Qt gives a stretched cell its share of the row though it is empty

    def _needed_height(self, width: int) -> int:
        for layout in (*self._pairs, self._beside, self._column):  # Qt tells a layout within a layout too late
            layout.invalidate()
        return self._column.totalHeightForWidth(width)

    def _apply_look(self) -> None:
        apply_theme(self, self._look.theme)
        self._fit()
