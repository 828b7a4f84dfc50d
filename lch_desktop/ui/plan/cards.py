"""The right column of Plan: how long, how many, and what to do when Resistance shows up."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from lch_desktop.domain.settings import RANGES
from lch_desktop.services.planning import Proposal
from lch_desktop.ui.plan.first_lines import FIRST_LINES, MOST_LINES
from lch_desktop.ui.plan.state import USUAL_MINUTES
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Card, Check, EditLine, Field, PlainLabel, QuietButton, Segment, Stepper
from lch_desktop.ui.widgets.labels import plain_tip

MOST_GOALS = 200
OWN = "own"


class NumbersCard(Card):
    """Minutes and the four numbers."""

    length_chosen = Signal(str)  # "30", "60" or "own"
    minutes_changed = Signal(int)
    number_changed = Signal(str, int)

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        self.setAccessibleName(self.tr("How long"))
        low, high = RANGES["minutes"]
        usual = [(str(minutes), str(minutes)) for minutes in USUAL_MINUTES]
        self._length = Segment(look, self.tr("How long"), [*usual, (OWN, self.tr("Own"))])
        self._length.value_changed.connect(self.length_chosen)
        self._minutes = Stepper(
            look,
            self.tr("Minutes"),
            low,
            low,
            high,
            fewer=self.tr("Fewer minutes"),
            more=self.tr("More minutes"),
        )
        self._minutes.value_changed.connect(self.minutes_changed)
        self._numbers = self._make_numbers(look)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel(look, self.tr("How long"), "large_strong"), 1)
        head.addWidget(self._length)
        head.addWidget(PlainLabel(look, self.tr("min"), "body", "muted"))
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self.body.addSpacing(8)
        self.body.addWidget(self._minutes)
        for stepper in self._numbers.values():
            self.body.addWidget(stepper)

    def show_plan(self, plan: Proposal, own_length: bool) -> None:
        """Show the numbers."""
        self._length.blockSignals(True)
        self._length.set_value(OWN if own_length else str(plan.minutes))
        self._length.blockSignals(False)
        self._minutes.setVisible(own_length)
        self._minutes.set_value(plan.minutes)
        for name, stepper in self._numbers.items():
            stepper.set_value(getattr(plan.goals, name))

    def _make_numbers(self, look: ThemeHolder) -> dict[str, Stepper]:
        tr = self.tr
        words = {
            "calls": (tr("Calls"), tr("Fewer calls"), tr("More calls")),
            "people": (tr("Conversations to reach"), tr("Fewer conversations"), tr("More conversations")),
            "asks": (tr("Times I ask for the order"), tr("Fewer asks"), tr("More asks")),
            "appointments": (tr("Appointments"), tr("Fewer appointments"), tr("More appointments")),
        }
        steppers: dict[str, Stepper] = {}
        for name, (label, fewer, more) in words.items():
            least = 1 if name == "calls" else 0
            stepper = Stepper(look, label, least, least, MOST_GOALS, fewer=fewer, more=more)
            stepper.value_changed.connect(partial(self.number_changed.emit, name))
            steppers[name] = stepper
        return steppers


class IfThenCard(Card):
    """Up to two if-then lines, to be read aloud once."""

    lines_changed = Signal(tuple)  # of (if, then)
    line_added = Signal()
    read_aloud_changed = Signal(bool)
    field_left = Signal()

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        self.set_heading(self.tr("When Resistance shows up"))
        names = (
            (self.tr("If"), self.tr("then")),
            (self.tr("If, second line"), self.tr("then, second line")),
        )
        self._lines = [_Line(look, *pair) for pair in names]
        for line in self._lines:
            line.edited.connect(self._tell)
            line.left.connect(self.field_left)
            self.body.addWidget(line)
        self._add = QuietButton(look, self.tr("Add a second line"))
        self._add.clicked.connect(self.line_added)
        self._read = Check(look, self.tr("Read aloud once"))
        self._read.clicked.connect(self.read_aloud_changed)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self._read)
        foot.addStretch(1)
        foot.addWidget(self._add)
        self.body.addLayout(foot)

    def show_lines(self, lines: tuple[tuple[str, str], ...], rehearsal: bool | None) -> None:
        """Show one or two lines; a field being typed in is left alone. `rehearsal`: None does not ask for it."""
        for at, line in enumerate(self._lines):
            line.setVisible(at < len(lines))
            line.show_line(*(lines[at] if at < len(lines) else ("", "")))
        self._add.setVisible(len(lines) < MOST_LINES)
        self._read.setVisible(rehearsal is not None)
        self._read.setChecked(bool(rehearsal))

    def _tell(self) -> None:
        shown = [line for line in self._lines if not line.isHidden()]
        self.lines_changed.emit(tuple(line.words() for line in shown))


class _Line(QWidget):
    """If ..., then ..., and a list to pick one from."""

    edited = Signal()
    left = Signal()

    def __init__(self, look: ThemeHolder, if_name: str, then_name: str) -> None:
        super().__init__()
        self._if = Field(look, if_name, self.tr("what it says"), kind="underline", role="body_medium")
        self._then = EditLine(
            look, then_name, self.tr("what I do"), kind="underline", role="body_medium", lines=(1, 3), one_line=40
        )
        self._then.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # the card's width is given
        self._pick = QuietButton(look, self.tr("Pick"))
        self._pick.setToolTip(self.tr("Pick one of the first lines"))
        self._pick.clicked.connect(self._open_list)
        self._if.editingFinished.connect(self.edited)
        self._then.committed.connect(self.edited)
        self._then.submitted.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        fields: tuple[tuple[str, Field | EditLine], ...] = ((self.tr("If"), self._if), (self.tr("then"), self._then))
        for word, field in fields:
            field.left.connect(self.left)
            row = QHBoxLayout()
            row.setSpacing(12)
            label = PlainLabel(look, word, "body", "muted")
            label.setBuddy(field)
            label.setMinimumWidth(look.theme.px(32))
            row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(field, 1)
            if field is self._if:
                row.addWidget(self._pick)
            column.addLayout(row)

    def show_line(self, when: str, then: str) -> None:
        """Show a line."""
        if not self._if.hasFocus() and self._if.text() != when:
            self._if.setText(when)
            self._if.setCursorPosition(0)
        self._if.setToolTip(plain_tip(when))
        self._if.setAccessibleDescription(when)  # else it would be the tooltip with its markup
        self._then.show_text(then)

    def words(self) -> tuple[str, str]:
        """The line as it is typed."""
        return self._if.text(), self._then.text()

    def _open_list(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for when, then in FIRST_LINES:
            menu.addAction(when).triggered.connect(partial(self._take, when, then))
        menu.popup(self._pick.mapToGlobal(QPoint(0, self._pick.height())))

    def _take(self, when: str, then: str, _checked: bool = False) -> None:
        self._if.setText(when)
        self._then.set_text(then)
        self.edited.emit()
