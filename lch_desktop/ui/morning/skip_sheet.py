"""Skip today: the reason in one key, over whatever page is in front."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from lch_desktop.ui.morning.words import REASONS
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Card, QuietButton, SecondaryButton, WrapLabel
from lch_desktop.ui.widgets.veil import Veil

SETTLE_S = 0.4  # the key that was meant for the page under the sheet
WIDTH = 440
_PRESSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class SkipSheet(Veil):
    """Covers its parent while it asks. `elapsed_s` is the app's clock."""

    chosen = Signal(str)  # one of SKIP_REASONS
    left = Signal()
    short_requested = Signal()  # rather a short hour than none

    def __init__(self, look: ThemeHolder, elapsed_s: Callable[[], float], parent: QWidget) -> None:
        super().__init__(look, parent)
        self.setAccessibleName(self.tr("Skip today"))
        self._elapsed_s = elapsed_s
        self._shown_s = elapsed_s()
        self._buttons: dict[str, SecondaryButton] = {}
        self._card = self._make_card()

    def ask(self) -> None:
        """Ask for the reason; the keyboard goes back to where it was afterwards."""
        self._shown_s = self._elapsed_s()
        self.lie_over()
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # no button: Enter is no answer

    def leave(self) -> None:
        """Go away without an answer."""
        self.go()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()  # nothing typed here is meant for the page behind
        if event.isAutoRepeat() or self._elapsed_s() - self._shown_s < SETTLE_S:
            return
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        reason = self._reason_of(event)
        if reason:
            self._buttons[reason].flash()
            self._choose(reason)

    def stops(self) -> list[QWidget]:
        """See Veil."""
        return [*self._buttons.values(), self._short, self._back]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._home:
            return super().eventFilter(watched, event)
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or event.key() not in _PRESSES:
            return False
        self._press(watched, event)
        return True

    def _make_card(self) -> Card:
        card = Card(self._look, self.tr("Skip today"))
        card.setParent(self)
        why = WrapLabel(
            self._look, self.tr("Why? “Sick” excuses the day; after the others you can still start it by hand.")
        )
        why.set_tone("muted")
        card.body.addWidget(why)
        card.body.addSpacing(8)
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, (reason, label) in enumerate(REASONS.items()):
            button = SecondaryButton(self._look, label, str(place + 1))
            button.clicked.connect(lambda _=False, reason=reason: self._choose(reason))
            button.installEventFilter(self)
            self._buttons[reason] = button
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            grid.addWidget(button, place // 2, place % 2)
        card.body.addLayout(grid)
        card.body.addSpacing(8)
        self._short = QuietButton(self._look, self.tr("15 minutes and 3 calls count too: start them"))
        self._short.clicked.connect(self._take_short)
        self._short.installEventFilter(self)
        card.body.addWidget(self._short, 0, Qt.AlignmentFlag.AlignLeft)
        self._back = QuietButton(self._look, self.tr("Back"), self.tr("Esc"), tone="muted")
        self._back.clicked.connect(self.leave)
        self._back.installEventFilter(self)
        card.body.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _reason_of(self, event: QKeyEvent) -> str:
        """The reason of a digit's or a letter's key, "" for none."""
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return ""
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(REASONS):
            return list(REASONS)[number]
        letter = event.text().lower()
        return next((reason for reason, label in REASONS.items() if letter and label.lower().startswith(letter)), "")

    def _press(self, watched: QObject, event: QKeyEvent) -> None:
        """Enter and Space on a button, under the same guard as the other keys."""
        if event.isAutoRepeat() or self._elapsed_s() - self._shown_s < SETTLE_S:
            return
        if isinstance(watched, SecondaryButton | QuietButton):
            watched.click()

    def _choose(self, reason: str) -> None:
        if self.isVisible():
            self.go()
            self.chosen.emit(reason)

    def _take_short(self) -> None:
        if self.isVisible():
            self.go()
            self.short_requested.emit()

    def place(self) -> None:
        """See Veil."""
        self.setGeometry(self._home.rect())
        width = min(self._look.theme.px(WIDTH), self.width() - 32)
        layout = self._card.layout()
        high = layout.totalHeightForWidth(width) if isinstance(layout, QVBoxLayout) else self._card.sizeHint().height()
        high = max(high, self._card.sizeHint().height())
        self._card.setGeometry((self.width() - width) // 2, max(16, (self.height() - high) // 2), width, high)
