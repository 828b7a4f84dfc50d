"""The rows of Today's lists. A list keeps its row widgets and fills them anew, so a refresh is cheap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.touches.line_button import LineButton
from lch_desktop.ui.widgets import AltitudeBar, ElidedLabel, PlainLabel, Rule, StarToggle, WrapLabel

if TYPE_CHECKING:
    from lch_desktop.ui.theme import ThemeHolder
    from lch_desktop.ui.today.state import CallBackLine, LeadLine, PromiseLine, TouchLine

_LineT = TypeVar("_LineT")
COLUMN_GAP = 12
LEAST_SECOND = 0.4  # the share of a row's words that is left to its reason
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Row(QWidget):
    """A row of at least `height` px at 100 % text size with a hairline above."""

    def __init__(self, look: ThemeHolder, height: int, spacing: int) -> None:
        super().__init__()
        self._look, self._height = look, height
        self._content = QWidget()
        self.row = QHBoxLayout(self._content)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(spacing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        column.addWidget(self._content)
        look.changed.connect(self._apply_look)
        self._apply_look()

    def _apply_look(self) -> None:
        self._content.setFixedHeight(self._look.theme.px(self._height))


def shares(room: int, first: int, second: int) -> tuple[int, int]:
    """Widths of two columns in `room` that wish for so much. The second may wrap: it gives way first."""
    if first + second <= room:
        more = (room - first - second) // 2
        return first + more, room - first - more
    second = max(room - first, min(second, round(room * LEAST_SECOND)))
    return room - second, second


class TwoColumns(QWidget):
    """Two parts of a row, as wide in every row of a list."""

    def __init__(self, first: QWidget, second: QWidget) -> None:
        super().__init__()
        self._parts = (first, second)
        self._wishes = (0, 0)
        for part in self._parts:
            part.setParent(self)

    def share(self, first: int, second: int) -> None:
        """Divide the width between wishes of so many px."""
        self._wishes = (first, second)
        self._place()

    def minimumSizeHint(self) -> QSize:
        return QSize(sum(part.minimumSizeHint().width() for part in self._parts) + COLUMN_GAP, 0)

    def sizeHint(self) -> QSize:
        return QSize(sum(part.sizeHint().width() for part in self._parts) + COLUMN_GAP, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        first, second = shares(max(0, self.width() - COLUMN_GAP), *self._wishes)
        self._parts[0].setGeometry(0, 0, first, self.height())
        self._parts[1].setGeometry(first + COLUMN_GAP, 0, second, self.height())


class LeadRow(Row):
    """Name, company, reason, altitude where it is known, and the star."""

    star_toggled = Signal(int, bool)

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look, 56, 12)
        self._lead_id = 0
        self._name = ElidedLabel(look, "", "body_medium")
        self._company = ElidedLabel(look, "", "body", "muted")
        self._reason = WrapLabel(look, max_lines=2)
        self._bar = AltitudeBar(look)
        self._percent = PlainLabel(look, "", "body_medium")
        self._percent.setAlignment(_RIGHT)
        self._star = StarToggle(look, "")
        self._star.clicked.connect(lambda on: self.star_toggled.emit(self._lead_id, on))
        self._who = who = QWidget()
        self._words = TwoColumns(who, self._reason)
        column = QVBoxLayout(who)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._name)
        column.addWidget(self._company)
        column.addStretch(1)
        self.row.addWidget(self._words, 1)
        figures = QHBoxLayout()
        figures.setSpacing(0)  # the star has room of its own around it
        figures.addWidget(self._percent)
        figures.addWidget(self._star)
        self.row.addWidget(self._bar)
        self.row.addLayout(figures)
        self._fit()
        look.changed.connect(self._fit)

    def show_line(self, line: LeadLine) -> None:
        """Show another lead."""
        self._lead_id = line.lead_id
        self._name.setText(line.name)
        self._company.setText(line.company)
        self._company.setVisible(bool(line.company))
        self._reason.setText(line.reason)
        known = line.altitude is not None
        self._bar.setVisible(known)
        self._percent.setVisible(known)
        self._bar.set_altitude(line.altitude or 0.0, line.tomorrow, line.words)
        self._percent.setText(line.percent)
        star_name = self.tr("Star {name}").format(name=line.name)
        self._star.setAccessibleName(star_name)
        self._star.setToolTip(self.tr("One of today's highest-value targets"))
        self._star.setChecked(line.starred)

    def wishes(self) -> tuple[int, int]:
        """The widths in px that show the whole name and company, and the whole reason, on one line."""
        return self._who.sizeHint().width(), self._reason.sizeHint().width()

    def share(self, who: int, reason: int) -> None:
        """Divide the row's words as all rows of its list do."""
        self._words.share(who, reason)

    def _fit(self) -> None:
        self._percent.setFixedWidth(self._look.theme.px(36))


class PromiseRow(Row):
    """The minute, the name and the goal."""

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look, 40, 16)
        self._at = PlainLabel(look, "", "body_medium")
        self._name = ElidedLabel(look, "", "body_medium")
        self._goal = ElidedLabel(look, "", "body", "muted")
        self._goal.setAlignment(_RIGHT)
        self.row.addWidget(self._at)
        self.row.addWidget(self._name)
        self.row.addWidget(self._goal, 1)

    def show_line(self, line: PromiseLine) -> None:
        """Show another promise."""
        self._at.setText(line.at)
        self._at.setMinimumWidth(self._look.theme.px(36))
        self._name.setText(line.name)
        self._goal.setText(line.goal)


class TouchRow(Row):
    """What is due, to whom, and by when; pressed, its sheet comes."""

    pressed = Signal(int)  # a touch

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look, 40, 12)
        self._touch_id = 0
        self._line = LineButton(look, role="body")
        self._line.clicked.connect(lambda: self.pressed.emit(self._touch_id))
        self.row.addWidget(self._line)

    def show_line(self, line: TouchLine) -> None:
        """Show another touch."""
        self._touch_id = line.touch_id
        self._line.show_line(line.icon, line.text, line.due, soon=line.soon)


class CallBackRow(Row):
    """Who may ring, and from which number; pressed, their pane comes."""

    pressed = Signal(int)  # a lead

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look, 40, 16)
        self._lead_id = 0
        self._line = LineButton(look)
        self._line.clicked.connect(lambda: self.pressed.emit(self._lead_id))
        self.row.addWidget(self._line)

    def show_line(self, line: CallBackLine) -> None:
        """Show another person."""
        self._lead_id = line.lead_id
        self._line.show_line("", line.name, line.phone, remark=line.company)


_RowT = TypeVar("_RowT", bound=Row)


class Rows(QWidget, Generic[_RowT, _LineT]):
    """As many rows as there are lines."""

    def __init__(self, make_row: Callable[[], _RowT], fill: Callable[[_RowT, _LineT], None]) -> None:
        super().__init__()
        self._make_row, self._fill = make_row, fill
        self._rows: list[_RowT] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_lines(self, lines: Sequence[_LineT]) -> None:
        """Fill the rows, making more where they are too few."""
        while len(self._rows) < len(lines):
            row = self._make_row()
            self._rows.append(row)
            self._column.addWidget(row)
        for row, line in zip(self._rows, lines, strict=False):
            self._fill(row, line)
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(lines))

    def shown(self) -> list[_RowT]:
        """The rows that hold a line."""
        return [row for row in self._rows if not row.isHidden()]
