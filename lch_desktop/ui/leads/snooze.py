"""Until when to leave leads alone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop import words
from lch_desktop.domain.errors import InputError
from lch_desktop.domain.slots import parse_time
from lch_desktop.messages import sentence
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Field, PlainLabel, PrimaryButton, QuietButton, SecondaryButton, WrapLabel


def near_days(today: date) -> tuple[tuple[str, date], ...]:
    """The days that are asked for most: tomorrow, the next Monday that is not tomorrow, in a month."""
    tomorrow = today + timedelta(days=1)
    monday = today + timedelta(days=7 - today.weekday())
    monday = monday if monday != tomorrow else monday + timedelta(days=7)
    month = today + timedelta(days=30)
    return (
        (f"Tomorrow, {words.day(tomorrow)}", tomorrow),
        (f"Monday, {words.day(monday).removeprefix('Mon ')}", monday),
        (f"In a month, {words.day(month)}", month),
    )


def typed_day(text: str, now: datetime) -> date:
    """The day that `text` means at `now` (local). Raises InputError."""
    try:
        day = parse_time(text, now, time(0)).date()  # at its first minute, so that "mon" on a Monday is the next one
    except InputError as error:
        if error.code != "next-call-in-the-past":
            raise
        day = now.date()
    if day <= now.date():
        raise InputError("snooze-in-the-past", day=text.strip())
    return day


class SnoozePane(QWidget):
    """Three days at hand and a field for any other. Esc leaves."""

    chosen = Signal(object)  # a date
    left = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scroll_body")
        self._now: datetime | None = None
        self._title = WrapLabel(look, role="title")
        self._days = [SecondaryButton(look, "") for _ in range(3)]
        self._values: list[date] = []
        for place, button in enumerate(self._days):
            button.clicked.connect(lambda _=False, place=place: self.chosen.emit(self._values[place]))
        self._field = Field(look, self.tr("Another day"), self.tr("tue, 24 nov, in 3 weeks"))
        self._field.left.connect(self.left)
        self._problem = WrapLabel(look, role="caption_plain", tone="warn")
        save = PrimaryButton(look, self.tr("Snooze"), self.tr("Enter"))
        save.clicked.connect(self._take)
        cancel = QuietButton(look, self.tr("Cancel"), "Esc")
        cancel.clicked.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(self._title)
        for button in self._days:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        column.addWidget(PlainLabel(look, self.tr("Another day"), "caption", "muted"))
        column.addWidget(self._field)
        column.addWidget(self._problem)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(save)
        row.addWidget(cancel)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def begin(self, who: str, now: datetime) -> None:
        """Ask for the day; `now` is on the rep's clock."""
        self._now = now
        self._title.setText(self.tr("Leave {who} alone until").format(who=who))
        near = near_days(now.date())
        for button, (label, _) in zip(self._days, near, strict=True):
            button.set_label(label)
        self._values = [day for _, day in near]
        self._field.clear()
        self._show_problem("")
        self._days[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            if not event.isAutoRepeat():
                self._take()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _take(self) -> None:
        if self._now is None:
            return
        try:
            day = typed_day(self._field.text(), self._now)
        except InputError as error:
            self._show_problem(sentence(error))
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.chosen.emit(day)

    def _show_problem(self, words_: str) -> None:
        self._problem.setText(words_)
        self._problem.setVisible(bool(words_))
