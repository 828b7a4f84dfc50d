"""The right column of the call card: altitude, attempts, and why now."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.focus.card_parts import block
from lch_desktop.ui.focus.state import CardState, Curve
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import AltitudeGauge, AttemptDots, PlainLabel, Rule, WrapLabel

GAUGE_SAYS = "Altitude is a model: it falls from the last talk, faster at first"


class CardSide(QWidget):
    """Shows its part of a CardState."""

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._look = look
        self._tight = self._has_curve = False
        self.gauge = AltitudeGauge(look)
        self.altitude = PlainLabel(look, "", "large_medium")
        self.altitude_more = WrapLabel(look, "", "body", "muted", max_lines=2)
        self.dots = AttemptDots(look)
        self.attempt = PlainLabel(look, "", "body_medium")
        self.before = WrapLabel(look, "", "body", "muted", max_lines=3)
        self.why_label = PlainLabel(look, self.tr("Why now"), "body", "muted")
        self.why = WrapLabel(look, "", "body", max_lines=3)
        dots = QHBoxLayout()
        dots.setSpacing(16)
        dots.addWidget(self.dots)
        dots.addWidget(self.attempt, 1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(block(8, self.gauge, block(0, self.altitude, self.altitude_more)))
        column.addWidget(Rule())
        column.addLayout(block(6, dots, self.before))
        column.addWidget(Rule())
        column.addLayout(block(4, self.why_label, self.why))
        column.addStretch(1)

    def set_form(self, *, narrow: bool, tight: bool) -> None:
        """`narrow`: the window is under 1600 wide; `tight`: there is little height, and none for the gauge."""
        px = self._look.theme.px
        self._tight = tight
        self._show_gauge()
        self._column.setSpacing(px(8 if tight else 16))
        self.setFixedWidth(px(240 if narrow else 272))

    def show_state(self, state: CardState) -> None:
        """Show one lead."""
        self.set_altitude(state.curve, state.altitude, state.altitude_more)
        words = (self.tr("Attempt {0} of 6") if state.attempt <= 6 else self.tr("Attempt {0}")).format(state.attempt)
        self.dots.set_attempt(state.attempt - 1, state.attempt, words)
        self.attempt.setText(words)
        self.before.setText(state.before)
        self.before.setVisible(bool(state.before))
        self.set_why(state.why)

    def set_why(self, reasons: tuple[str, ...]) -> None:
        """Why this lead now; after a restart they come a moment later than the card."""
        self.why.setText("\n".join(reasons))
        self.why_label.setVisible(bool(reasons))

    def set_altitude(self, curve: Curve, first: str, second: str) -> None:
        """The gauge and its two lines."""
        words = f"{first}, {second}. {GAUGE_SAYS}."
        if curve.past or curve.lifted:
            self.gauge.set_curve(curve.past, curve.now, curve.tomorrow, words, lifted=curve.lifted)
        else:
            self.gauge.clear_curve(words)
        self._has_curve = bool(curve.past or curve.lifted)
        self._show_gauge()
        self.altitude.setText(first)
        self.altitude_more.setText(second)

    def _show_gauge(self) -> None:
        self.gauge.setVisible(self._has_curve and not self._tight)
