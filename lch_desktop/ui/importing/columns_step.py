"""Step 2: what each column means, the file's questions, and how the first people come out."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lch_desktop.ui.importing.build import PREVIEWED
from lch_desktop.ui.importing.cards import RIGHT, AlreadyCard, FileCard, PreviewCard
from lch_desktop.ui.importing.parts import ROOMY_FROM, HairRow, NarrowSelect, Scroll, SideColumn, Sign
from lch_desktop.ui.importing.question_line import QuestionLine
from lch_desktop.ui.importing.state import ColumnsState, ColumnState
from lch_desktop.ui.importing.terms import FIELDS, field_words
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Card, ElidedLabel, WrapLabel

TWO_COLUMNS_FROM = 920
ROW, HEADER_WIDTH, FIELD_WIDTH = 44, 176, 192
FIRST_ROWS, MORE_ROWS = 16, 8  # made at once: more than the first look shows
LEAST_TABLE = 232  # of the columns' own scroll area


class ColumnRow(HairRow):
    """A header, the field it is read as, its first values, and whether that is understood."""

    mapped = Signal(str, str)

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, ROW, parent)
        self._header = ElidedLabel(look)
        self._select = NarrowSelect(look, "")
        self._select.set_width(FIELD_WIDTH)
        self._select.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._samples = ElidedLabel(look, tone="muted")
        self._mark = Sign(look)
        for field, words in FIELDS.items():
            self._select.addItem(words, field)
        self._select.activated.connect(self._tell)
        self._header.setBuddy(self._select)
        self.row.addWidget(self._header, 3)
        self.row.addWidget(Sign(look, "arrow-right", "edge", 16))
        self.row.addWidget(self._select)
        self.row.addSpacing(8)
        self.row.addWidget(self._samples, 4)
        self.row.addWidget(self._mark)
        self._fit()
        look.changed.connect(self._fit)

    @property
    def select(self) -> QWidget:
        """What has the keyboard in this row."""
        return self._select

    def show_column(self, column: ColumnState) -> None:
        """Show one column of the file."""
        self._header.setText(column.header)
        self._select.set_name(column.header)
        self._samples.setText(column.samples)
        place = self._select.findData(column.field)
        if place < 0:
            self._select.addItem(field_words(column.field), column.field)
            place = self._select.count() - 1
        self._select.setCurrentIndex(place)
        signs = {
            "ok": ("check", "ok", self.tr("recognised")),
            "ask": ("triangle-alert", "warn", self.tr("a question is open")),
        }
        self._mark.set_sign(*signs.get(column.mark, ("", "muted", "")))

    def _tell(self, place: int) -> None:
        self.mapped.emit(self._header.text(), str(self._select.itemData(place)))

    def _fit(self) -> None:
        self._header.setMinimumWidth(self._look.theme.px(96))


class ColumnsCard(Card):
    """All columns, scrolled by themselves, with the question about them always in sight beneath."""

    mapped = Signal(str, str)

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self.set_heading(self.tr("Columns"))
        self.body.setContentsMargins(24, 20, 24, 16)
        self._look = look
        self._shown: tuple[ColumnState, ...] = ()
        self._rows: list[ColumnRow] = []
        self._filled = 0
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(lambda: self._fill(self._filled + MORE_ROWS))
        self.before: QWidget | None = None  # whom Tab leaves for the first column
        self.question = QuestionLine(look)
        body = QWidget()
        self._list = QVBoxLayout(body)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        self._table = Scroll(body)
        self.body.addWidget(self._table, 1)
        self.body.addWidget(self.question)
        self.body.addStretch()
        look.changed.connect(self._fit)

    def show_columns(self, columns: tuple[ColumnState, ...], remark: str) -> None:
        """Show the columns of a file; rows of the one before are used again."""
        self.set_remark(remark)
        if columns == self._shown:
            return
        if tuple(c.header for c in columns) != tuple(c.header for c in self._shown):
            self._table.verticalScrollBar().setValue(0)
        self._shown = columns
        for row in self._rows[len(columns) :]:
            row.hide()
        self._fit()
        self._fill_from_top()

    def _fill_from_top(self) -> None:
        """Rows that are there are shown at once."""
        self._filled = 0
        self._fill(max(FIRST_ROWS, len(self._rows)))

    def _fill(self, rows: int) -> None:
        """Show the first `rows` columns, make a few more, and the rest at the next turns: no turn takes long."""
        begun, self._filled = self._filled, min(rows, len(self._shown))
        for place in range(begun, self._filled):
            if place == len(self._rows):
                self._add_row()
            self._rows[place].show_column(self._shown[place])
            self._rows[place].show()
        if self._filled < len(self._shown):
            self._more.start()

    def _add_row(self) -> None:
        row = ColumnRow(self._look)
        row.mapped.connect(self.mapped)
        self._list.insertWidget(len(self._rows), row)
        before = self._rows[-1].select if self._rows else self.before
        if before is not None:
            QWidget.setTabOrder(before, row.select)
        self._rows.append(row)

    def put_question_first(self, first: bool) -> None:
        """Above the columns where the card is not whole in sight, so that nobody overlooks it."""
        is_first = self.body.indexOf(self.question) < self.body.indexOf(self._table)
        if first != is_first:
            self.body.removeWidget(self.question)
            self.body.insertWidget(self.body.indexOf(self._table) + (0 if first else 1), self.question)

    def _fit(self) -> None:
        theme = self._look.theme
        whole = len(self._shown) * theme.px(ROW)
        self._table.setMaximumHeight(max(1, whole))
        self._table.setMinimumHeight(min(whole, theme.px(LEAST_TABLE)))


class NeedsALookCard(Card):
    """What of the file is worth a look; the next step lists it."""

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self.set_heading(self.tr("Needs a look"))
        self.body.setSpacing(0)
        self.body.setContentsMargins(24, 20, 24, 8)
        self._head.setContentsMargins(0, 0, 0, 4)
        self._look = look
        self._rows: list[tuple[HairRow, ElidedLabel, ElidedLabel]] = []
        self._nothing = WrapLabel(look, tone="muted")
        self.body.addWidget(self._nothing)
        self.body.addStretch(1)

    def show_facts(self, facts: tuple[tuple[str, str], ...], count: str) -> None:
        """Show each kind with its number."""
        self.set_remark(count)
        counting = count == "…"
        self._nothing.setText(self.tr("Counting …") if counting else self.tr("Nothing: every row is clear."))
        self._nothing.setVisible(not facts)
        while len(self._rows) < len(facts):
            self._add_row()
        for place, (row, label, number) in enumerate(self._rows):
            row.setVisible(place < len(facts))
            if place < len(facts):
                label.setText(facts[place][0])
                number.setText(facts[place][1])

    def _add_row(self) -> None:
        row, label = HairRow(self._look, 30), ElidedLabel(self._look)
        number = ElidedLabel(self._look, tone="muted")
        number.setAlignment(RIGHT)
        row.row.addWidget(label)
        row.row.addWidget(number, 1)
        self.body.insertWidget(self.body.count() - 1, row)
        self._rows.append((row, label, number))


class ColumnsStep(QWidget):
    """The file at the top, its columns at the left, its people at the right; one below the other where narrow."""

    def __init__(self, look: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.file = FileCard(look)
        self.columns = ColumnsCard(look)
        self.columns.before = self.file.other
        self.preview = PreviewCard(look, PREVIEWED)
        self.already = AlreadyCard(look)
        self._needs = NeedsALookCard(look)
        self._side = SideColumn(look, (self.preview, self.already, self._needs))
        self._grid = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._grid.setSpacing(16)
        self._grid.addWidget(self.columns, 1)
        self._grid.addWidget(self._side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.file)
        column.addLayout(self._grid, 1)
        look.changed.connect(self._fit)

    def show_state(self, state: ColumnsState) -> None:
        """Show the file."""
        self.file.show_file(state.title, state.facts)
        self.columns.show_columns(state.columns, state.remark)
        self.columns.question.show_question(state.question, state.answers)
        self.preview.show_people(state.people, state.people_remark, state.region)
        self.already.show_already(state.already, state.duplicates)
        self._needs.show_facts(state.needs_a_look, state.look_count)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = self._look.theme
        wide = self.width() >= theme.px(TWO_COLUMNS_FROM)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._grid.setDirection(across if wide else down)
        self._side.fit(wide=wide, narrow=self.width() < theme.px(ROOMY_FROM))
        self.columns.put_question_first(not wide)
