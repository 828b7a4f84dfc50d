"""The band of Today: the hour, its one button, and the plan's numbers on the ground under the horizon."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lch_desktop.domain.settings import RANGES
from lch_desktop.ui.sky import BandForm, SkyBand
from lch_desktop.ui.widgets import (
    LARGE,
    ElidedLabel,
    FoldBox,
    PlainLabel,
    PrimaryButton,
    QuietButton,
    Stepper,
    WrapLabel,
)

if TYPE_CHECKING:
    from lch_desktop.ui.theme import ThemeHolder
    from lch_desktop.ui.today.state import BandState

SKY_HEIGHT = 164
WHOLE_GROUND = BandForm(ground=1000)  # painted down to wherever the band ends
MOST_GOALS = 200
RING = 4  # px around the buttons in which their focus ring lies


class HourBand(SkyBand):
    """A piece of sky as high as its words need: the horizon lies where the upper part ends."""

    start_requested = Signal()
    plan_requested = Signal()
    import_requested = Signal()
    samples_requested = Signal()
    short_requested = Signal()
    minutes_changed = Signal(int)
    goal_changed = Signal(str, int)

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, WHOLE_GROUND, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._make_buttons()
        self._sky = self._make_sky()
        self._ground = self._make_ground()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._sky)
        column.addWidget(self._ground)

    def horizon_y(self) -> int:
        return self._sky.height()

    @property
    def primary(self) -> PrimaryButton:
        """What Enter presses: Start the hour, or Import while there are no leads."""
        return self._start if not self._start.isHidden() else self._import

    def show_state(self, state: BandState) -> None:
        """Show the hour and the plan."""
        self._label.setText(state.label)
        self._hour.setText(state.hour)
        self._countdown.setText(state.countdown)
        self._show_parts(state.has_leads)
        self._minutes.set_value(state.plan.minutes)
        for name, stepper in self._goals.items():
            stepper.set_value(getattr(state.plan.goals, name))
        self._list_line.setText(state.list_line)
        self._nobody.setText(state.nobody)
        self._nobody.setVisible(bool(state.nobody))
        self._offer.setText(state.short_offer)
        self._short.setVisible(bool(state.short_offer))
        self._offer_box.setVisible(bool(state.short_offer))
        for box in (self._top, self._numbers, self._plan_row):
            box.refold()

    def _show_parts(self, has_leads: bool) -> None:
        """With leads the hour and its numbers, without them the two ways to get some."""
        with_leads: tuple[QWidget, ...] = (self._start, self._plan_first, self._plan_row)
        without: tuple[QWidget, ...] = (self._import, self._samples, self._invitation)
        for part in with_leads:
            part.setVisible(has_leads)
        for part in without:
            part.setVisible(not has_leads)

    def _make_buttons(self) -> None:
        look = self._look
        self._start = PrimaryButton(look, self.tr("Start the hour"), self.tr("Enter"), form=LARGE)
        self._start.clicked.connect(self.start_requested)
        self._plan_first = QuietButton(look, self.tr("Plan it first"), tone="sky_text")
        self._plan_first.clicked.connect(self.plan_requested)
        self._import = PrimaryButton(look, self.tr("Import"), self.tr("Enter"), form=LARGE)
        self._import.clicked.connect(self.import_requested)
        self._samples = QuietButton(look, self.tr("Try 25 sample leads"), tone="sky_text")
        self._samples.clicked.connect(self.samples_requested)

    def _make_sky(self) -> QWidget:
        look = self._look
        self._label = PlainLabel(look, "", "body_medium", "sky_muted")
        self._hour = ElidedLabel(look, "", "hour", "sky_text")
        self._countdown = ElidedLabel(look, "", "large", "sky_muted")
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for label in (self._label, self._hour, self._countdown):
            column.addWidget(label)
        acts = QWidget()
        row = QHBoxLayout(acts)
        row.setContentsMargins(0, RING, RING, RING)
        row.setSpacing(24)
        row.addStretch(1)  # what comes after it is put in order by `_order_acts`
        self._acts = row
        self._top = FoldBox(look, spacing=32, folded_spacing=16)
        self._top.add(words, 1)
        self._top.add(acts, 0, Qt.AlignmentFlag.AlignVCenter)
        self._top.turned.connect(self._order_acts)
        self._order_acts(folded=False)
        sky = QWidget()
        around = QHBoxLayout(sky)
        around.setContentsMargins(32, 28, 32 - RING, 28)
        around.addStrut(SKY_HEIGHT - 2 * 28)  # a minimum height of its own would hide that of its words
        around.addWidget(self._top)
        return sky

    def _order_acts(self, folded: bool) -> None:
        """The primary button ends a row at the right, and begins one at the left."""
        quiet, primary = (self._plan_first, self._samples), (self._start, self._import)
        buttons = (*primary, *quiet) if folded else (*quiet, *primary)
        for place, button in enumerate(buttons):
            self._acts.removeWidget(button)
            self._acts.insertWidget(place, button)
        for one, after in pairwise(buttons):
            QWidget.setTabOrder(one, after)

    def _make_ground(self) -> QWidget:
        look = self._look
        self._numbers = self._make_numbers()
        self._list_line = PlainLabel(look, "", "body", "muted")
        self._nobody = WrapLabel(look, "", "body", "muted")
        self._offer = PlainLabel(look, "", "body", "muted")
        self._short = QuietButton(look, self.tr("15 minutes and 3 calls count too"))
        self._short.clicked.connect(self.short_requested)
        self._offer_box = _row(self._offer, self._short)
        self._plan_row = FoldBox(look, spacing=32, folded_spacing=0)
        self._plan_row.add(self._numbers)
        self._plan_row.add(self._list_line, 1)
        self._invitation = WrapLabel(
            look, self.tr("Bring your leads: a CSV file from any CRM. They stay on this computer."),
            "body", "muted",
        )  # fmt: skip
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(32, 12, 32, 12)
        column.setSpacing(4)
        for part in (self._plan_row, self._nobody, self._offer_box, self._invitation):
            column.addWidget(part)
        return ground

    def _make_numbers(self) -> FoldBox:
        low, high = RANGES["minutes"]
        look, tr = self._look, self.tr
        self._minutes = Stepper(look, tr("Minutes"), low, low, high, fewer=tr("Fewer minutes"), more=tr("More minutes"))
        self._minutes.value_changed.connect(self.minutes_changed)
        self._goals = {
            "calls": Stepper(look, tr("Calls"), 1, 1, MOST_GOALS, fewer=tr("Fewer calls"), more=tr("More calls")),
            "people": Stepper(
                look,
                tr("People to reach"),
                1,
                0,
                MOST_GOALS,
                fewer=tr("Fewer people"),
                more=tr("More people"),
            ),
            "asks": Stepper(look, tr("Asks"), 1, 0, MOST_GOALS, fewer=tr("Fewer asks"), more=tr("More asks")),
        }
        for name, stepper in self._goals.items():
            stepper.value_changed.connect(lambda value, name=name: self.goal_changed.emit(name, value))
        steppers = [self._minutes, *self._goals.values()]
        numbers = FoldBox(look, spacing=28, folded_spacing=0)
        for pair in (steppers[:2], steppers[2:]):
            half = FoldBox(look, spacing=28, folded_spacing=0)
            for stepper in pair:
                stepper.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
                half.add(stepper)
            half.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            numbers.add(half, 0, Qt.AlignmentFlag.AlignLeft)
        numbers.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        return numbers


def _row(*parts: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return box
