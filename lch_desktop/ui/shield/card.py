"""The pre-flight of the shield, as it stands in the right column of Plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.shield.names import HAND
from lch_desktop.ui.shield.parts import StateMark
from lch_desktop.ui.shield.preflight_state import ACT_WORDS, Act, BarrierRow, HandRow, Mark, PreflightState
from lch_desktop.ui.widgets import (
    SMALL,
    Card,
    Check,
    ElidedLabel,
    Form,
    PlainLabel,
    QuietButton,
    SecondaryButton,
    WrapLabel,
    paint,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from lch_desktop.ui.theme import ThemeHolder

WIDTH = 368
ROW_HEIGHT = 36
MARK, GAP = 20, 12
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
OUTSIDE = 12  # an amber row reaches so far into the card's padding
FOLD_KEY = "Alt S"
LOW = Form(ROW_HEIGHT, "body_medium", 6, 0, 0, 8)


class PreflightCard(Card):
    """Shows a PreflightState. Holds no rule."""

    hand_ticked = Signal(str, bool)
    act_requested = Signal(str)
    print_requested = Signal()
    fold_toggled = Signal()

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look, padding=(24 - OUTSIDE, 16))
        self._head.setContentsMargins(OUTSIDE, 0, OUTSIDE, 0)
        self._look = look
        self._shown: tuple[BarrierRow, ...] = ()
        self.set_heading(self.tr("Shield"))
        self.body.setSpacing(0)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._fold = QuietButton(look, "", FOLD_KEY, tone="muted", icon="chevron-down", form=LOW)
        self._fold.clicked.connect(self.fold_toggled)
        self._fold.hide()
        self._hand = {key: _HandLine(look, key, words) for key, words in HAND.items()}
        self.body.addLayout(self._rows)
        fold = QHBoxLayout()
        fold.setContentsMargins(OUTSIDE, 0, OUTSIDE, 0)
        fold.addWidget(self._fold)
        fold.addStretch(1)
        self.body.addLayout(fold)
        for key, line in self._hand.items():
            line.check.clicked.connect(lambda on, key=key: self.hand_ticked.emit(key, on))
            line.print_one.clicked.connect(self.print_requested)
            self.body.addWidget(line)

    def sizeHint(self) -> QSize:
        """Its sentences wrap: they never make the column wider."""
        wanted = super().sizeHint()
        return QSize(min(wanted.width(), self._look.theme.px(WIDTH)), wanted.height())

    def show_state(self, state: PreflightState) -> None:
        """Show `state`."""
        self.set_remark(state.remark)
        if state.rows != self._shown:
            self._show_rows(state.rows)
        self._fold.setVisible(bool(state.folded))
        self._fold.set_label(state.fold_words)
        self._fold.set_icon_name("chevron-up" if state.all_shown else "chevron-down")
        for row in state.hand:
            self._hand[row.key].show_row(row)

    def _show_rows(self, rows: tuple[BarrierRow, ...]) -> None:
        self._shown = rows
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for row in rows:
            line = _ProblemRow(self._look, row) if row.more or not row.state else _ReadyRow(self._look, row)
            if isinstance(line, _ProblemRow):
                line.act_requested.connect(self.act_requested)
            self._rows.addWidget(line)
            line.show()  # at once: the layout alone would only do it with the next turn of the event loop


class _ReadyRow(QWidget):
    """A mark, the barrier, how it stands."""

    def __init__(self, look: ThemeHolder, row: BarrierRow) -> None:
        super().__init__()
        self.setAccessibleName(f"{row.words}: {row.state}")
        line = QHBoxLayout(self)
        line.setContentsMargins(OUTSIDE, 0, OUTSIDE, 0)
        line.setSpacing(GAP)
        self.setFixedHeight(look.theme.px(ROW_HEIGHT))
        line.addWidget(StateMark(look, row.mark))
        line.addWidget(PlainLabel(look, row.words))
        state = ElidedLabel(look, row.state, "body", "muted")
        state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(state, 1)


class _ProblemRow(QWidget):
    """What is not as it should be, why, and a button where something can be done. It never blocks the start."""

    act_requested = Signal(str)

    def __init__(self, look: ThemeHolder, row: BarrierRow) -> None:
        super().__init__()
        self._look, self._amber = look, row.mark is Mark.WARN
        self.setAccessibleName(": ".join(part for part in (row.words, row.more) if part))
        tone = "text" if self._amber else "muted"
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(StateMark(look, row.mark), 0, Qt.AlignmentFlag.AlignTop if not row.more else _MIDDLE)
        line.addWidget(WrapLabel(look, row.words, tone=tone), 1)
        if row.act is not Act.NOTHING:
            button = SecondaryButton(look, ACT_WORDS[row.act], form=SMALL)
            button.setAccessibleDescription(row.words)
            button.clicked.connect(lambda: self.act_requested.emit(row.act.value))
            line.addWidget(button, 0, _MIDDLE)
        column = QVBoxLayout(self)
        column.setContentsMargins(OUTSIDE, 8, OUTSIDE, 8)
        column.setSpacing(0)
        column.addLayout(line)
        if row.more:
            under = QHBoxLayout()
            under.setContentsMargins(look.theme.px(MARK) + GAP, 0, 0, 0)
            under.addWidget(WrapLabel(look, row.more, "caption_plain", "muted"))
            column.addLayout(under)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._amber:
            painter = paint.begin(self)
            paint.box(painter, self.rect().adjusted(0, 2, 0, -2), 8, fill=self._look.theme.colour("warn_fill"))
            painter.end()


class _HandLine(QWidget):
    """A tick of the rep's own, and that it is no more than that."""

    def __init__(self, look: ThemeHolder, key: str, words: str) -> None:
        super().__init__()
        self.check = Check(look, self.tr(words))
        self.print_one = QuietButton(look, self.tr("Print one"))
        self.print_one.setVisible(False)
        self._state = PlainLabel(look, "", "body", "muted")
        line = QHBoxLayout(self)
        line.setContentsMargins(OUTSIDE, 0, OUTSIDE, 0)
        line.setSpacing(GAP)
        self.setFixedHeight(look.theme.px(ROW_HEIGHT))
        line.addWidget(self.check, 1)
        line.addWidget(self._state)
        line.addWidget(self.print_one)

    def show_row(self, row: HandRow) -> None:
        """Show `row`."""
        self.check.setChecked(row.ticked)
        self._state.setText("" if row.printable else row.state)
        self._state.setVisible(bool(self._state.text()))
        self.print_one.setVisible(row.printable)
        self.check.setAccessibleDescription(row.state)
