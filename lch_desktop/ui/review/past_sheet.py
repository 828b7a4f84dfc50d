"""The sheet "A past day", over the review: add an hour that was worked without the program, remove one, or "sick"."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from lch_desktop.domain.by_hand import LEAST_MIN, MOST_COUNT, MOST_MIN
from lch_desktop.domain.calls import Tally
from lch_desktop.ui.review.past import PastDay, PastHour, PastState, Typed
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import (
    Card,
    Check,
    Field,
    PlainLabel,
    PrimaryButton,
    Problem,
    QuietButton,
    Select,
    Stepper,
    WrapLabel,
)
from lch_desktop.ui.widgets.veil import Veil

WIDTH = 600
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PastSheet(Veil):
    """Covers its parent while it is open. Holds no rule."""

    add_requested = Signal(object)  # a Typed
    remove_requested = Signal(int)
    sick_requested = Signal(object, bool)
    left = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.setAccessibleName(self.tr("A past day"))
        self._days: tuple[PastDay, ...] = ()
        self.day = Select(look, self.tr("Day"))
        self.start = Field(look, self.tr("Start"))
        self.minutes = Stepper(look, self.tr("Minutes"), 60, LEAST_MIN, MOST_MIN)
        names = {
            "dials": self.tr("Dials"), "connects": self.tr("Answered"), "conversations": self.tr("Conversations"),
            "asks": self.tr("Asks"), "appointments": self.tr("Appointments"),
        }  # fmt: skip
        self.counts = {key: Stepper(look, name, 0, 0, MOST_COUNT) for key, name in names.items()}
        self.sick = Check(look, self.tr("I was sick that day"))
        self.problem = Problem(look)
        self._hours = QVBoxLayout()
        self._card = self._make_card()
        self._scroll = self._make_scroll()
        self.day.currentIndexChanged.connect(self._show_day)
        self.sick.clicked.connect(self._tick_sick)
        self.start.left.connect(self.leave)

    def open_on(self, state: PastState, on: date | None = None) -> None:
        """Open the sheet with an empty form, on a day of `state` (default: today)."""
        self.start.setText(state.start)
        self.minutes.set_value(state.minutes)
        for stepper in self.counts.values():
            stepper.set_value(0)
        self.problem.say("")
        self.show_state(state, on)
        self.lie_over()
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: PastState, on: date | None = None) -> None:
        """Show what stands now; the form stays, and the day that is chosen too, unless `on` names another."""
        wanted = on or self.chosen
        self._days = state.days
        self.day.blockSignals(True)
        self.day.clear()
        self.day.addItems([day.words for day in state.days])
        places = [place for place, day in enumerate(state.days) if day.on == wanted]
        self.day.setCurrentIndex(places[0] if places else 0)
        self.day.blockSignals(False)
        self._show_day()

    @property
    def chosen(self) -> date | None:
        """The day that is chosen."""
        place = self.day.currentIndex()
        return self._days[place].on if 0 <= place < len(self._days) else None

    def submit(self) -> None:
        """Ask for the hour as it is typed."""
        on = self.chosen
        if on is not None and self.isVisible():
            self._take_what_is_typed()
            done = Tally(**{key: stepper.value() for key, stepper in self.counts.items()})
            self.add_requested.emit(Typed(on, self.start.text(), self.minutes.value(), done))

    def _take_what_is_typed(self) -> None:
        """A number counts once the keyboard leaves it, and a click does not take the keyboard everywhere."""
        for line in self.findChildren(QLineEdit):
            if line.hasFocus():
                self.setFocus(Qt.FocusReason.OtherFocusReason)
                line.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def leave(self) -> None:
        """Go away; the keyboard goes back to where it was."""
        if self.isVisible():
            self.go()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()  # nothing typed here is meant for the page behind
        if event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in _ENTER:
            self.submit()

    def stops(self) -> list[QWidget]:
        """Whatever can be reached, as it is read."""
        reached = (each for each in self.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus)
        return sorted(reached, key=self._reading_place)

    def show_stop(self, stop: QWidget) -> None:
        """See Veil."""
        self._scroll.ensureWidgetVisible(stop)

    def _reading_place(self, widget: QWidget) -> tuple[int, int]:
        place = widget.mapTo(self, widget.rect().center())
        return place.y(), place.x()

    def _make_card(self) -> Card:
        card = Card(self._look, self.tr("A past day"))
        why = self.tr("Add an hour you worked without the program. It counts, and stays marked as added by hand.")
        card.body.addWidget(WrapLabel(self._look, why, "body", "muted"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(4)
        places = [self._named(self.tr("Day"), self.day), self._named(self.tr("Start"), self.start)]
        places += [self.minutes, *self.counts.values()]
        for number, widget in enumerate(places):
            grid.addWidget(widget, number // 2, number % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        card.body.addWidget(self.problem)
        card.body.addWidget(self.sick)
        self._hours.setSpacing(0)
        card.body.addLayout(self._hours)
        card.body.addSpacing(8)
        card.body.addLayout(self._make_acts())
        return card

    def _make_acts(self) -> QHBoxLayout:
        self.add = PrimaryButton(self._look, self.tr("Add the hour"), self.tr("Enter"))
        self.back = QuietButton(self._look, self.tr("Back"), self.tr("Esc"), tone="muted")
        self.add.clicked.connect(self.submit)
        self.back.clicked.connect(self.leave)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.add)
        row.addWidget(self.back)
        row.addStretch(1)
        return row

    def _make_scroll(self) -> QScrollArea:
        """The card scrolls where the window is lower than it."""
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._card)
        return scroll

    def _named(self, label: str, control: QWidget) -> QWidget:
        named = QWidget()
        row = QHBoxLayout(named)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(PlainLabel(self._look, label))
        row.addSpacing(12)
        row.addWidget(control, 1)
        return named

    def _show_day(self) -> None:
        place = self.day.currentIndex()
        day = self._days[place] if 0 <= place < len(self._days) else None
        self.sick.setVisible(day is not None and day.sick is not None)
        self.sick.setChecked(bool(day and day.sick))
        travelled = day is not None and day.travelled
        self.sick.set_label(self.tr("It was a travel day") if travelled else self.tr("I was sick that day"))
        while (item := self._hours.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for hour in day.hours if day else ():
            self._hours.addWidget(self._hour(hour))
        if self.isVisible():
            self.place()

    def _hour(self, hour: PastHour) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(WrapLabel(self._look, self.tr("Added by hand: {}").format(hour.words), "body", "muted"), 1)
        remove = QuietButton(self._look, self.tr("Remove"))
        remove.setAccessibleDescription(hour.words)
        remove.clicked.connect(lambda: self.remove_requested.emit(hour.id))
        row.addWidget(remove)
        return line

    def _tick_sick(self, sick: bool) -> None:
        on = self.chosen
        if on is not None:
            self.sick_requested.emit(on, sick)

    def place(self) -> None:
        """The card in the middle, as high as it needs to be where there is room."""
        self.setGeometry(self._home.rect())
        width = min(self._look.theme.px(WIDTH), self.width() - 32)
        for part in self._card.findChildren(QLayout):
            part.invalidate()  # while it was hidden no change of the text size came up to the card
        layout = self._card.layout()
        high = layout.totalHeightForWidth(width) if isinstance(layout, QVBoxLayout) else 0
        high = min(max(high, self._card.minimumSizeHint().height()), self.height() - 32)
        self._scroll.setGeometry((self.width() - width) // 2, max(16, (self.height() - high) // 2), width, high)
