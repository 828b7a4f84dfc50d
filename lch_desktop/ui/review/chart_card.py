"""One chart in its card, with the table that says the same."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from lch_desktop.ui.charts.legend import Entry, Legend
from lch_desktop.ui.charts.shapes import Chart
from lch_desktop.ui.charts.table import ChartTable, left_out
from lch_desktop.ui.charts.widget import ChartWidget
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Card, WrapLabel


class ChartCard(Card):
    """Heading, legend, the drawing or its table, and the sentence beneath."""

    def __init__(
        self, look: ThemeHolder, height: int, legend: tuple[Entry, ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(look, " ", parent=parent)
        self._look = look
        self.drawn = ChartWidget(look, height)
        self._chart: Chart | None = None
        self._table: ChartTable | None = None
        self._on_table = False
        self._sentence = WrapLabel(look, "", "body", "muted")
        if legend:
            self.add_to_head(Legend(look, legend))
        self.body.addWidget(self.drawn)
        self.body.addStretch(1)
        self.body.addWidget(self._sentence)

    @property
    def chart(self) -> Chart | None:
        """What is shown."""
        return self._chart

    def show_chart(self, chart: Chart) -> None:
        self._chart = chart
        self.set_heading(chart.name)
        self._say()
        self.drawn.show_chart(chart)
        if self._table is not None:
            self._table.show_table(chart.name, chart.table)

    def _say(self) -> None:
        chart = self._chart
        if chart is not None:
            self._sentence.setText((left_out(chart.table) if self._on_table else "") or chart.sentence)

    def show_as_table(self, on: bool) -> None:
        """The table instead of the drawing, or the drawing again."""
        if on and self._table is None:
            self._table = ChartTable(self._look)
            self.body.insertWidget(self.body.indexOf(self.drawn) + 1, self._table)
            if self._chart is not None:
                self._table.show_table(self._chart.name, self._chart.table)
        self.drawn.setVisible(not on)
        self._on_table = on
        self._say()
        if self._table is not None:
            self._table.setVisible(on)
