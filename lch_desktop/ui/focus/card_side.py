"""The right column of the call card: altitude, attempts, and why now."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.focus.card_parts import block
from lch_desktop.ui.focus.state import CardState, Curve
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import AltitudeGauge, AttemptDots, PlainLabel, Rule, WrapLabel

GAP, GAP_CLOSE = 16, 8  # between the parts
UNDER_GAUGE, UNDER_DOTS, UNDER_LABEL = 8, 6, 4
GAUGE_SAYS = "Altitude is a model: it falls from the last talk, faster at first"


class CardSide(QWidget):
    """Shows its part of a CardState."""

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._look = look
        self._tight = self._has_curve = False
        self._reasons: tuple[str, ...] = ()
        self._room: int | None = None  # px of height; None until the card has told
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
        column.addLayout(block(UNDER_GAUGE, self.gauge, block(0, self.altitude, self.altitude_more)))
        column.addWidget(Rule())
        column.addLayout(block(UNDER_DOTS, dots, self.before))
        self._why_rule = Rule()
        column.addWidget(self._why_rule)
        column.addLayout(block(UNDER_LABEL, self.why_label, self.why))
        column.addStretch(1)

    def set_form(self, *, narrow: bool, tight: bool) -> None:
        """`narrow`: the window is under 1600 wide; `tight`: there is little height, and none for the gauge."""
        px = self._look.theme.px
        self._tight = tight
        self.setFixedWidth(px(240 if narrow else 272))
        self._fit()

    def fit(self, room: int) -> None:
        """Show what `room` px of height hold, and nothing in half: the gauge goes first, then the air between the
        parts, then reason after reason, then what was before."""
        self._room = room
        self._fit()

    def show_state(self, state: CardState) -> None:
        """Take one lead; `fit` is to follow, when it is known what room there is."""
        self._put_altitude(state.curve, state.altitude, state.altitude_more)
        words = (self.tr("Attempt {0} of 6") if state.attempt <= 6 else self.tr("Attempt {0}")).format(state.attempt)
        self.dots.set_attempt(state.attempt - 1, state.attempt, words)
        self.attempt.setText(words)
        self.before.setText(state.before)
        self._reasons = state.why

    def set_why(self, reasons: tuple[str, ...]) -> None:
        """Why this lead now; after a restart they come a moment later than the card."""
        self._reasons = reasons
        self._fit()

    def set_altitude(self, curve: Curve, first: str, second: str) -> None:
        """The gauge and its two lines."""
        self._put_altitude(curve, first, second)
        self._fit()

    def _put_altitude(self, curve: Curve, first: str, second: str) -> None:
        words = f"{first}, {second}. {GAUGE_SAYS}."
        if curve.past or curve.lifted:
            self.gauge.set_curve(curve.past, curve.now, curve.tomorrow, words, lifted=curve.lifted)
        else:
            self.gauge.clear_curve(words)
        self._has_curve = bool(curve.past or curve.lifted)
        self.altitude.setText(first)
        self.altitude_more.setText(second)

    def _fit(self) -> None:
        gauge, gap, reasons, before = next(form for form in self._forms() if self._fits(*form))
        self.gauge.setVisible(gauge)
        self.before.setVisible(before and bool(self.before.text()))
        self.why.setText("\n".join(self._reasons[:reasons]))
        for part in (self._why_rule, self.why_label, self.why):
            part.setVisible(reasons > 0)
        if self._column.spacing() != self._look.theme.px(gap):
            self._column.setSpacing(self._look.theme.px(gap))

    def _forms(self) -> Iterator[tuple[bool, int, int, bool]]:
        """Whether with the gauge, the gap, how many reasons, and whether with what was before: the fullest first."""
        every = len(self._reasons)
        if not self._tight:
            if self._has_curve:
                yield True, GAP, every, True
            yield False, GAP, every, True
        for reasons in range(every, -1, -1):
            yield False, GAP_CLOSE, reasons, True
        yield False, GAP_CLOSE, 0, False

    def _fits(self, gauge: bool, gap: int, reasons: int, before: bool) -> bool:
        """Whether the room holds that much; the least is shown in any."""
        if self._room is None or not before:
            return True
        wide, px = self.width(), self._look.theme.px
        high = max(self.altitude.minimumHeight(), self.altitude.sizeHint().height())
        high += self.altitude_more.heightForWidth(wide)
        high += self.gauge.sizeHint().height() + UNDER_GAUGE if gauge else 0
        high += max(self.dots.sizeHint().height(), self.attempt.sizeHint().height(), self.attempt.minimumHeight())
        if self.before.text():
            high += UNDER_DOTS + self.before.heightForWidth(wide)
        gaps, rules = (4, 2) if reasons else (2, 1)
        if reasons:
            self.why.setText("\n".join(self._reasons[:reasons]))
            high += max(self.why_label.minimumHeight(), self.why_label.sizeHint().height()) + UNDER_LABEL
            high += self.why.heightForWidth(wide)
        return high + px(gap) * gaps + rules <= self._room
