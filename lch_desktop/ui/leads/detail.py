"""One lead beside the table, in the order of the call card; every text is changed where it stands."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lch_desktop.domain.leads import Stage
from lch_desktop.ui.leads.numbers import NumbersBox
from lch_desktop.ui.leads.state import STAGES, Altitude, Detail
from lch_desktop.ui.leads.timeline import Timeline, TouchAdder
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import (
    AltitudeGauge,
    Chip,
    EditLine,
    IconButton,
    PlainLabel,
    PrimaryButton,
    Rule,
    Select,
    StarToggle,
    WrapLabel,
)

WORDS = ("goal", "personal", "last_talk", "may_need", "notes")
FACTS = ("name", "company", "title", "email", "value", "zone")
WIDE = 400
GAUGE = 160


class DetailPane(QWidget):
    """Shows a Detail."""

    star_changed = Signal(bool)
    call_requested = Signal()
    field_changed = Signal(int, str, str)  # lead, field, text
    stage_chosen = Signal(int, str)  # lead, stage
    menu_requested = Signal(QPoint)  # on the screen
    copy_requested = Signal(int)  # a call
    touch_requested = Signal(int)  # its sheet
    touch_add_requested = Signal(int, str)  # a lead, a TouchKind
    left = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._lead_id = 0
        self._never = False
        self._make_head()
        self._make_words()
        body = QWidget()
        body.setObjectName("scroll_body")
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(4)
        self._fill(column)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(scroll)
        self._scroll = scroll

    def focus_first(self) -> None:
        """Begin to change the goal."""
        self._lines["goal"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def lead_id(self) -> int:
        """Whom the pane shows, 0 before the first."""
        return self._lead_id

    @property
    def can_call(self) -> bool:
        """Whether the lead that is shown has a number to call."""
        return self._call.isEnabled()

    @property
    def never_called(self) -> bool:
        """Whether the lead that is shown is never to be called."""
        return self._never

    def show_detail(self, detail: Detail) -> None:
        """Show one lead."""
        same = detail.lead_id == self._lead_id
        if not same:
            for line in self._lines.values():
                line.commit()  # what was typed belongs to the lead before
            self._by_hand.hide()
            self._scroll.verticalScrollBar().setValue(0)
        self._lead_id, self._never = detail.lead_id, detail.do_not_call
        self._show_head(detail)
        self.numbers.show_phones(detail.phones, same=same)
        self._show_altitude(detail.altitude)
        self._lines["goal"].setPlaceholderText(detail.goal_hint)
        self._lines["zone"].setPlaceholderText(detail.zone_hint)
        for name, line in self._lines.items():
            line.show_text(detail.texts[name], same=same)
        self._stage.setCurrentIndex(self._stage.findData(detail.stage.value))
        self._timeline.show_events(detail.events)
        self._timeline.setVisible(bool(detail.events))
        self._no_calls.setVisible(not detail.events)
        self._adder.setVisible(not detail.do_not_call)
        self._facts.setText(detail.facts)

    def show_number(self, number: str) -> None:
        """Show the number large, to be dialled by hand."""
        self._number.setText(number)
        self._number.setAccessibleDescription(number)
        self._by_hand.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a narrow pane the button stands under the number, and altitude is told in words alone."""
        theme = self._look.theme
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._dial.setDirection(across if self.width() >= theme.px(WIDE) else down)
        self._gauge.setFixedWidth(theme.px(GAUGE))
        self._gauge.setVisible(self._has_curve and self.width() >= theme.px(WIDE))

    def _show_head(self, detail: Detail) -> None:
        self._name.setText(detail.name)
        self._name.setAccessibleDescription(detail.name)
        self._subtitle.setText(detail.subtitle)
        self._subtitle.setVisible(bool(detail.subtitle))
        self._star.setChecked(detail.starred)
        self._place.setText(detail.place)
        self._call.setEnabled(detail.can_call)
        self._problem.setVisible(bool(detail.hours) or not detail.can_call)
        self._problem.set_chip("problem", detail.hours or detail.next_call)
        self._next.setText(self.tr("Next call: {when}").format(when=detail.next_call))

    def _show_altitude(self, altitude: Altitude) -> None:
        self._altitude_first.setText(altitude.first)
        self._altitude_second.setText(altitude.second)
        told = self.tr("Altitude, a model: {first}, {second}").format(
            first=altitude.first.lower(), second=altitude.second
        )
        self._has_curve = bool(altitude.curve)
        self._fit()
        if altitude.curve:
            self._gauge.set_curve(altitude.curve, altitude.now, altitude.tomorrow, told)

    def _make_head(self) -> None:
        look = self._look
        self._name = WrapLabel(look, role="title")
        self._name.setAccessibleName(self.tr("Lead name"))
        self._subtitle = WrapLabel(look, tone="muted")
        self._star = StarToggle(look, self.tr("Star for today"))
        self._star.clicked.connect(self.star_changed)
        self._call = PrimaryButton(look, self.tr("Call"), self.tr("Enter"), icon="phone")
        self._call.clicked.connect(self.call_requested)
        self._more = IconButton(look, "ellipsis", self.tr("More"))
        self._more.clicked.connect(
            lambda: self.menu_requested.emit(self._more.mapToGlobal(QPoint(0, self._more.height())))
        )
        self._place = WrapLabel(look, tone="muted")
        self.numbers = NumbersBox(look, self._place)
        self._problem = Chip(look, "problem")
        self._by_hand = QWidget()
        self._number = WrapLabel(look, role="phone")
        self._number.setAccessibleName(self.tr("Number to dial"))
        column = QVBoxLayout(self._by_hand)
        column.setContentsMargins(0, 12, 0, 8)
        column.setSpacing(4)
        column.addWidget(self._number)
        column.addWidget(PlainLabel(look, self.tr("Dial it by hand."), tone="muted"))
        self._by_hand.hide()
        self._altitude_first = WrapLabel(look, role="body_medium")
        self._altitude_second = WrapLabel(look, tone="muted")
        self._gauge = AltitudeGauge(look)
        self._gauge.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._has_curve = False
        self._next = WrapLabel(look, tone="muted")

    def _make_words(self) -> None:
        look = self._look
        self._captions = {
            "goal": self.tr("Goal for the next call"),
            "personal": self.tr("What they told you"),
            "last_talk": self.tr("Last time you talked about"),
            "may_need": self.tr("They may need next"),
            "notes": self.tr("Notes"),
            "name": self.tr("Name"),
            "company": self.tr("Company"),
            "title": self.tr("Title"),
            "email": self.tr("E-mail"),
            "value": self.tr("Value"),
            "zone": self.tr("Time zone"),
        }
        empty = self.tr("Nothing yet")
        self._lines = {
            name: EditLine(look, caption, empty, lines=(1, 12 if name == "notes" else 5))
            for name, caption in self._captions.items()
        }
        for name, line in self._lines.items():
            line.committed.connect(lambda text, name=name: self.field_changed.emit(self._lead_id, name, text))
            line.submitted.connect(self.left)
            line.left.connect(self.left)
        self._stage = Select(look, self.tr("Stage of this lead"))
        for stage, word in STAGES.items():
            self._stage.addItem(word, stage.value)
        self._stage.activated.connect(
            lambda: self.stage_chosen.emit(self._lead_id, str(self._stage.currentData() or Stage.NEW.value))
        )
        self._timeline = Timeline(look)
        self._timeline.copy_requested.connect(self.copy_requested)
        self._timeline.touch_requested.connect(self.touch_requested)
        self._adder = TouchAdder(look)
        self._adder.add_requested.connect(lambda kind: self.touch_add_requested.emit(self._lead_id, kind))
        self._no_calls = PlainLabel(look, self.tr("No calls so far."), tone="muted")
        self._facts = WrapLabel(look, role="caption_plain", tone="muted")

    def _fill(self, column: QVBoxLayout) -> None:
        head = QHBoxLayout()
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(self._name)
        titles.addWidget(self._subtitle)
        head.addLayout(titles, 1)
        head.addWidget(self._star, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        numbers = QVBoxLayout()
        numbers.setSpacing(0)
        numbers.addWidget(self.numbers)
        dial = self._dial = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        dial.setContentsMargins(0, 12, 0, 0)
        dial.setSpacing(12)
        dial.addLayout(numbers, 1)
        dial.addWidget(self._call, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addLayout(dial)
        column.addWidget(self._problem, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._by_hand)
        self._rule(column)
        self._fill_altitude(column)
        self._rule(column)
        for name in WORDS:
            self._add_line(column, name)
        self._rule(column)
        for widget in (self._adder, self._timeline, self._no_calls):
            column.addWidget(widget)
        self._rule(column)
        column.addWidget(PlainLabel(self._look, self.tr("Stage"), "caption", "muted"))
        column.addWidget(self._stage, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(6)
        for name in FACTS:
            self._add_line(column, name)
        column.addWidget(self._facts)
        column.addStretch(1)

    def _add_line(self, column: QVBoxLayout, name: str) -> None:
        column.addWidget(PlainLabel(self._look, self._captions[name], "caption", "muted"))
        column.addWidget(self._lines[name])
        column.addSpacing(6)

    def _fill_altitude(self, column: QVBoxLayout) -> None:
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addStretch(1)
        for widget in (self._altitude_first, self._altitude_second, self._next):
            told.addWidget(widget)
        told.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(told, 1)
        row.addWidget(self._gauge)
        column.addLayout(row)

    def _rule(self, column: QVBoxLayout) -> None:
        column.addSpacing(12)
        column.addWidget(Rule())
        column.addSpacing(12)
