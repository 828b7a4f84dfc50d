"""The left column of the debrief: goals, streak and strength, Resistance."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lch_desktop.ui.debrief.state import DebriefState, Figure, GoalRow
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Card, Mark, PlainLabel, ShareBar, WrapLabel, creature_pixmap, goal_share

GOALS = 4
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Icon(Mark):
    """One icon of 18 beside the words that say the same."""

    def __init__(self, look: ThemeHolder, name: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(look, 18, 18, parent)
        self._name, self._tone = name, tone

    def set_icon(self, name: str, tone: str) -> None:
        """Change the icon; "" draws none, its place stays."""
        self._name, self._tone = name, tone
        self.update()

    def _paint_mark(self, painter: QPainter, width: float, height: float) -> None:
        if self._name:
            painter.resetTransform()
            painter.drawPixmap(0, 0, self._look.icon(self._name, self._tone, 18, self.devicePixelRatioF()))


class GoalsCard(Card):
    """The plan's numbers against what happened. A missed goal has no tick and no red."""

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent=parent)
        self.set_heading(self.tr("What you planned, what you did"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self._lines = [_GoalLine(look, self._grid, row) for row in range(GOALS)]

    def show_goals(self, goals: tuple[GoalRow, ...], day: str) -> None:
        """Show the four numbers and what the day has become."""
        self.set_remark(day)
        for line, goal in zip(self._lines, goals, strict=False):
            line.show_goal(goal)


class _GoalLine:
    """One row of the grid: name, bar, number, goal, tick."""

    def __init__(self, look: ThemeHolder, grid: QGridLayout, row: int) -> None:
        self._name = PlainLabel(look)
        self._bar = ShareBar(look, 120)
        self._done = PlainLabel(look, role="large_strong")
        self._done.setAlignment(_RIGHT)
        self._goal = PlainLabel(look, tone="muted")
        self._tick = Icon(look, "", "sun")
        for column, widget in enumerate((self._name, self._bar, self._done, self._goal, self._tick)):
            grid.addWidget(widget, row, column)
        grid.setRowMinimumHeight(row, look.theme.px(44))

    def show_goal(self, goal: GoalRow) -> None:
        share, notch, tone = goal_share(goal.done, goal.goal)
        of_goal = self._bar.tr("of {goal}").format(goal=goal.goal) if goal.goal else ""
        self._name.setText(goal.name)
        self._bar.set_share(share, f"{goal.name} {goal.done} {of_goal}".strip(), notch=notch, tone=tone)
        self._done.setText(str(goal.done))
        self._goal.setText(of_goal)
        self._tick.set_icon("check" if goal.reached else "", "sun")
        self._tick.setAccessibleName(self._bar.tr("Reached") if goal.reached else "")


class FigureCard(Card):
    """A caption, a large figure, and how it got there."""

    def __init__(self, look: ThemeHolder, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self.setAccessibleName(caption)
        self.body.setSpacing(2)
        self._value = PlainLabel(look, role="headline")
        self._below = WrapLabel(look, tone="muted")
        self.body.addWidget(PlainLabel(look, caption, "caption", "muted"))
        self.body.addWidget(self._value)
        self.body.addWidget(self._below)

    def show_figure(self, figure: Figure) -> None:
        """Show `figure`."""
        self._value.setText(figure.value)
        self._below.setText(figure.remark)


class ResistanceCard(Card):
    """The creature with what it cost: visits, and the time away."""

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, padding=(16, 10), parent=parent)
        self.setAccessibleName(self.tr("Resistance"))
        self._look = look
        self._picture = QLabel()
        self._visits = WrapLabel(look, role="large_strong")
        self._two_by_four = WrapLabel(look, tone="muted")
        self._away = WrapLabel(look, tone="muted")
        self._creature = "coffee"
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addStretch(1)
        for line in (self._visits, self._two_by_four, self._away):
            told.addWidget(line)
        told.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._picture)
        row.addLayout(told, 1)
        self.body.addLayout(row)
        look.changed.connect(self._draw)
        self._draw()

    def show_visits(self, state: DebriefState) -> None:
        """Show the visits and the interruptions in plain words."""
        self._visits.setText(state.resistance)
        for label, text in ((self._two_by_four, state.two_by_four), (self._away, state.interruptions)):
            label.setText(text)
            label.setVisible(bool(text))
        self._creature = state.creature
        self._draw()

    def _draw(self) -> None:
        theme = self._look.theme
        dpr = self.devicePixelRatioF()
        self._picture.setPixmap(creature_pixmap(theme.px(92), theme.px(88), dpr, kind=self._creature))
