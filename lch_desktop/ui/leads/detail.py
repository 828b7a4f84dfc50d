"""One lead beside the table, in the order of the call card; every text is changed where it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lch_desktop.ui.leads.state import Altitude, Detail, PhoneLine
from lch_desktop.ui.leads.timeline import Timeline
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import (
    AltitudeGauge,
    Chip,
    EditLine,
    PlainLabel,
    PrimaryButton,
    Rule,
    StarToggle,
    WrapLabel,
)

PHONES = 6
WIDE = 400
GAUGE = 160


class DetailPane(QWidget):
    """Shows a Detail."""

    star_changed = Signal(bool)
    call_requested = Signal()
    field_changed = Signal(int, str, str)  # lead, field, text
    left = Signal()

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._lead_id = 0
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

    def show_detail(self, detail: Detail) -> None:
        """Show one lead."""
        same = detail.lead_id == self._lead_id
        if not same:
            for line in self._lines.values():
                line.commit()  # what was typed belongs to the lead before
            self._by_hand.hide()
            self._scroll.verticalScrollBar().setValue(0)
        self._lead_id = detail.lead_id
        self._show_head(detail)
        self._show_altitude(detail.altitude)
        texts = {
            "goal": detail.goal,
            "personal": detail.personal,
            "last_talk": detail.last_talk,
            "may_need": detail.may_need,
        }
        self._lines["goal"].setPlaceholderText(detail.goal_hint)
        for name, line in self._lines.items():
            line.show_text(texts[name], same=same)
        self._notes.setText(detail.notes)
        self._notes.setVisible(bool(detail.notes))
        self._notes_caption.setVisible(bool(detail.notes))
        self._timeline.show_events(detail.events)
        self._timeline.setVisible(bool(detail.events))
        self._no_calls.setVisible(not detail.events)
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
        self._show_phones(detail.phones)
        self._place.setText(detail.place)
        self._call.setEnabled(detail.can_call)
        self._problem.setVisible(bool(detail.hours) or not detail.can_call)
        self._problem.set_chip("problem", detail.hours or detail.next_call)
        self._next.setText(self.tr("Next call: {when}").format(when=detail.next_call))

    def _show_phones(self, phones: tuple[PhoneLine, ...]) -> None:
        for place, (number, remark) in enumerate(self._phones):
            line = phones[place] if place < len(phones) else None
            number.setVisible(line is not None)
            remark.setVisible(line is not None and bool(line.remark))
            if line is not None:
                number.setText(line.text)
                number.setAccessibleDescription(line.text)
                number.set_tone("text" if line.usable else "muted")
                remark.setText(line.remark)

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
        self._call = PrimaryButton(look, self.tr("Call"), "Ctrl Enter", icon="phone")
        self._call.clicked.connect(self.call_requested)
        self._phones = [(WrapLabel(look, role="title_medium"), WrapLabel(look, tone="muted")) for _ in range(PHONES)]
        for number, _ in self._phones:
            number.setAccessibleName(self.tr("Phone"))
        self._place = WrapLabel(look, tone="muted")
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
        }
        empty = self.tr("Nothing yet")
        self._lines = {name: EditLine(look, caption, empty) for name, caption in self._captions.items()}
        for name, line in self._lines.items():
            line.committed.connect(lambda text, name=name: self.field_changed.emit(self._lead_id, name, text))
            line.submitted.connect(self.left)
            line.left.connect(self.left)
        self._notes_caption = PlainLabel(look, self.tr("Notes"), "caption", "muted")
        self._notes = WrapLabel(look)
        self._timeline = Timeline(look)
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
        numbers = QVBoxLayout()
        numbers.setSpacing(0)
        for number, remark in self._phones:
            numbers.addWidget(number)
            numbers.addWidget(remark)
        numbers.addWidget(self._place)
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
        for name, line in self._lines.items():
            column.addWidget(PlainLabel(self._look, self._captions[name], "caption", "muted"))
            column.addWidget(line)
            column.addSpacing(6)
        column.addWidget(self._notes_caption)
        column.addWidget(self._notes)
        self._rule(column)
        for widget in (self._timeline, self._no_calls):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(self._facts)
        column.addStretch(1)

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
