"""The card "Your mornings": the week and its picture, days off, holidays, sick days."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lch_desktop.ui.settings.rows import SettingField, SettingRow
from lch_desktop.ui.settings.schedule_picture import WeeksPicture
from lch_desktop.ui.shield.parts import Block, CheckFlow
from lch_desktop.ui.widgets import (
    Card,
    Check,
    FoldBox,
    PlainLabel,
    ProblemLine,
    QuietButton,
    Select,
    WrapLabel,
)
from lch_desktop.ui.widgets.add_line import AddLine
from lch_desktop.words import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lch_desktop.ui.settings.schedule_state import DayLine, OffLine, ScheduleState
    from lch_desktop.ui.theme import ThemeHolder

LARGEST_IN_ONE_LINE = 120  # percent of text size at which the seven days still fit a window of 1280


class ScheduleCard(Card):
    """Shows a ScheduleState and reports each change."""

    start_given = Signal(str)
    start_typing = Signal(str)
    minutes_given = Signal(str)
    grows_ticked = Signal(bool)
    days_ticked = Signal(object)
    same_ticked = Signal(bool)
    day_given = Signal(int, str, str)
    day_typing = Signal(int, str)
    zone_given = Signal(str)
    off_given = Signal(str)
    off_removed = Signal(str)
    move_requested = Signal(str)
    country_chosen = Signal(str)
    sick_ticked = Signal(str, bool)

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__(look)
        self._look = look
        self.set_heading(self.tr("Your mornings"))
        self._rows: dict[str, SettingRow | Block] = {}
        self._make_week(look)
        self._make_zone(look)
        self._reach = WrapLabel(look, "", tone="muted")
        self._reach.hide()
        self._picture = WeeksPicture(look)
        self.body.addWidget(self._reach)
        self.body.addWidget(self._picture)
        self._make_days_off(look)
        self._make_holidays(look)
        self._make_sick(look)

    def show_state(self, state: ScheduleState) -> None:
        """Show `state`."""
        for row in self._rows.values():
            row.show_problem("")
        self.set_remark(state.next_line)
        self._start.show_text(state.at)
        self._minutes.show_text(state.minutes)
        self._grows.setChecked(bool(state.grows))
        self._grows.setVisible(state.grows is not None)
        for weekday, check in enumerate(self._checks):
            check.setChecked(weekday in state.days)
        self._same.setChecked(not state.by_day)
        for row in (self._rows["start"], self._rows["minutes"]):
            row.setVisible(not state.by_day)
        self._rows["by_day"].setVisible(state.by_day)
        self._by_day.show_lines(state.lines)
        self._zone.show_text(state.zone)
        self._zone.setPlaceholderText(state.zone_hint)
        self._picture.show_cells(state.cells)
        self._off.show_lines(state.days_off)
        self._country.show_choice(state.country, state.countries)
        self._part.show_choice(state.part, state.parts)
        self._part.setVisible(bool(state.parts))
        self._sick.show_ticks(state.sick)
        self._rows["sick"].setVisible(bool(state.sick))

    def put_with_minutes(self, row: QWidget) -> None:
        """Put `row` below how long the hour is."""
        self.body.insertWidget(self.body.indexOf(self._rows["by_day"]) + 1, row)

    def show_reach(self, words: str) -> None:
        """Say what the start means; "" where there is no lead."""
        self._reach.setText(words)
        self._reach.setVisible(bool(words))

    def show_problem(self, name: str, sentence: str) -> None:
        """Say why the field `name` was refused; "" takes it back."""
        self._rows[name].show_problem(sentence)
        if name == "days_off" and not sentence:
            self._off.taken()

    # parts

    def _make_week(self, look: ThemeHolder) -> None:
        self._start = SettingField(look, self.tr("Start"), size="time")
        self._start.chosen.connect(self.start_given)
        self._start.textEdited.connect(self.start_typing)
        self._minutes = SettingField(look, self.tr("Minutes"), size="number")
        self._minutes.chosen.connect(self.minutes_given)
        self._grows = Check(look, self.tr("Offer 5 minutes more after each kept week, up to 60"))
        self._grows.clicked.connect(self.grows_ticked)
        week = QWidget()
        self._days_grid = QGridLayout(week)
        self._days_grid.setContentsMargins(0, 0, 0, 0)
        self._days_grid.setHorizontalSpacing(12)
        self._days_grid.setVerticalSpacing(0)
        self._checks = [Check(look, name) for name in WEEKDAYS]
        for check in self._checks:
            check.clicked.connect(self._tell_days)
        self._place_days()
        look.changed.connect(self._place_days)
        self._same = Check(look, self.tr("The same every day"))
        self._same.clicked.connect(self.same_ticked)
        self._by_day = _DayLines(look)
        self._by_day.given.connect(self.day_given)
        self._by_day.typing.connect(self.day_typing)
        self._rows["start"] = SettingRow(look, self.tr("Start"), self._start)
        self._rows["minutes"] = SettingRow(look, self.tr("Minutes"), self._minutes)
        self._rows["days"] = SettingRow(look, self.tr("Work week"), week)
        self._rows["by_day"] = Block(look, "", "", self._by_day)
        for name in ("start", "minutes", "by_day"):
            self.body.addWidget(self._rows[name])
        self.body.addWidget(self._grows, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._same, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._rows["days"])

    def _make_zone(self, look: ThemeHolder) -> None:
        self._zone = SettingField(look, self.tr("Time zone"))
        self._zone.chosen.connect(self.zone_given)
        remark = self.tr("Empty follows this computer; where it travels, you are asked once.")
        self._rows["zone"] = SettingRow(look, self.tr("Time zone"), self._zone, remark)
        self.body.addWidget(self._rows["zone"])

    def _make_days_off(self, look: ThemeHolder) -> None:
        self._off = _DaysOff(look)
        self._off.given.connect(self.off_given)
        self._off.removed.connect(self.off_removed)
        self._off.move_requested.connect(self.move_requested)
        self._rows["days_off"] = Block(look, self.tr("Days off"), "", self._off)
        self.body.addWidget(self._rows["days_off"])

    def _make_holidays(self, look: ThemeHolder) -> None:
        self._country = _Choice(look, self.tr("Holidays of"), self.tr("None: I call on holidays"))
        self._country.chosen.connect(self.country_chosen)
        self._part = _Choice(look, self.tr("Part of the country"), self.tr("The whole country"))
        self._part.chosen.connect(self._tell_part)
        self._part.hide()
        both = FoldBox(look, spacing=8, folded_spacing=8)
        both.add(self._country)
        both.add(self._part)
        remark = self.tr("No hour comes on them. Past days stay as they were.")
        self._rows["country"] = Block(look, self.tr("Holidays"), remark, both)
        self._holidays = both
        self.body.addWidget(self._rows["country"])

    def _make_sick(self, look: ThemeHolder) -> None:
        self._sick = CheckFlow(look, self.tr("Sick days"))
        self._sick.ticked.connect(self.sick_ticked)
        remark = self.tr("Today and up to seven days back. A sick day costs nothing.")
        self._rows["sick"] = Block(look, self.tr("Sick days"), remark, self._sick)
        self.body.addWidget(self._rows["sick"])

    def _place_days(self) -> None:
        """In one line, or in two where large text would make the page wider than a small screen."""
        columns = len(self._checks) if self._look.theme.scale <= LARGEST_IN_ONE_LINE else 4
        for n, check in enumerate(self._checks):
            self._days_grid.addWidget(check, n // columns, n % columns)

    def _tell_days(self) -> None:
        self.days_ticked.emit(tuple(day for day, check in enumerate(self._checks) if check.isChecked()))

    def _tell_part(self, part: str) -> None:
        country = self._country.choice
        self.country_chosen.emit(f"{country}-{part}" if part else country)


class _DayLines(QWidget):
    """A line for each weekday of the plan, with a start and a length of its own."""

    given = Signal(int, str, str)
    typing = Signal(int, str)

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._look = look
        self._fields: dict[int, tuple[SettingField, SettingField]] = {}
        self._parts: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self.hide()

    def show_lines(self, lines: Sequence[DayLine]) -> None:
        """Show `lines`."""
        if [line.weekday for line in lines] != list(self._fields):
            self._make(lines)
        for line in lines:
            start, minutes = self._fields[line.weekday]
            start.show_text(line.at)
            minutes.show_text(line.minutes)
        self.setVisible(bool(lines))

    def _make(self, lines: Sequence[DayLine]) -> None:
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._fields, self._parts = {}, []
        for row, line in enumerate(lines):
            label = PlainLabel(self._look, line.name)
            start = SettingField(self._look, self.tr("{day}: start").format(day=line.name), size="time")
            minutes = SettingField(self._look, self.tr("{day}: minutes").format(day=line.name), size="number")
            start.textEdited.connect(partial(self.typing.emit, line.weekday))
            for field in (start, minutes):
                field.chosen.connect(partial(self._tell, line.weekday))
            self._fields[line.weekday] = start, minutes
            parts: list[QWidget] = [label, start, minutes, PlainLabel(self._look, self.tr("min"), tone="muted")]
            for column, part in enumerate(parts):
                self._grid.addWidget(part, row, column)
            self._parts += parts

    def _tell(self, weekday: int, _: str) -> None:
        start, minutes = self._fields[weekday]
        self.given.emit(weekday, start.text(), minutes.text())


class _DaysOff(QWidget):
    """The days off as a list, what is promised in them, and a field for more."""

    given = Signal(str)
    removed = Signal(str)
    move_requested = Signal(str)

    def __init__(self, look: ThemeHolder) -> None:
        super().__init__()
        self._look = look
        self._shown: tuple[OffLine, ...] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self._line = AddLine(look, self.tr("Days off"), self.tr("Such as 24 Dec to 2 Jan"), self.tr("Add days off"))
        self._line.given.connect(self.given)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._lines)
        column.addWidget(self._line)

    def show_lines(self, lines: tuple[OffLine, ...]) -> None:
        """Show `lines`."""
        if lines == self._shown:
            return
        self._shown = lines
        while (item := self._lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for line in lines:
            self._put(self._make_line(line))
            if line.promised:
                problem = ProblemLine(self._look, line.promised, self.tr("Move them"))
                problem.fix_requested.connect(partial(self.move_requested.emit, line.key))
                self._put(problem)

    def taken(self) -> None:
        """What was typed is among the days off now."""
        self._line.taken()

    def _put(self, part: QWidget) -> None:
        self._lines.addWidget(part)
        part.show()

    def _make_line(self, line: OffLine) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        remove = QuietButton(self._look, self.tr("Remove"))
        remove.setAccessibleDescription(line.words)
        remove.clicked.connect(lambda: self.removed.emit(line.key))
        row.addWidget(PlainLabel(self._look, line.words))
        row.addWidget(remove)
        row.addStretch(1)
        return box


class _Choice(Select):
    """A list of codes by their names, with "none" on top."""

    chosen = Signal(str)

    def __init__(self, look: ThemeHolder, name: str, none: str) -> None:
        super().__init__(look, name)
        self._none = none
        self._options: tuple[tuple[str, str], ...] | None = None
        self.activated.connect(lambda _: self.chosen.emit(self.choice))

    @property
    def choice(self) -> str:
        """The code that is chosen, "" for none."""
        return str(self.currentData() or "")

    def show_choice(self, code: str, options: tuple[tuple[str, str], ...]) -> None:
        """Show `options` with `code` chosen."""
        if options != self._options:
            self._options = options
            self.clear()
            self.addItem(self._none, "")
            for each, name in options:
                self.addItem(name, each)
            self.updateGeometry()
        self.setCurrentIndex(max(0, self.findData(code)))
