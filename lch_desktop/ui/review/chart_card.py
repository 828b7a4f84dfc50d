"""One chart in its card, with the table that says the same."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from lch_desktop.ui.charts.legend import Entry, Legend
from lch_desktop.ui.charts.shapes import Chart
from lch_desktop.ui.charts.table import ChartTable
from lch_desktop.ui.charts.widget import ChartWidget
from lch_desktop.ui.theme import ThemeHolder
from lch_desktop.ui.widgets import Card, Check, WrapLabel


class ChartCard(Card):
    """Heading, legend, the drawing or its table, and the sentence beneath.

    `study` names the tick that shows the chart beside a figure from outside, where it has one; off at first.
    """

    def __init__(
        self,
        look: ThemeHolder,
        height: int,
        legend: tuple[Entry, ...] = (),
        parent: QWidget | None = None,
        *,
        study: str = "",
    ) -> None:
        super().__init__(look, " ", parent=parent)
        self._look = look
        self.drawn = ChartWidget(look, height)
        self._chart: Chart | None = None
        self._table: ChartTable | None = None
        self.study = Check(look, study) if study else None
        self._sentence = WrapLabel(look, "", "body", "muted")
        if legend:
            self.add_to_head(Legend(look, legend))
        self.body.addWidget(self.drawn)
        self.body.addStretch(1)
        self.body.addWidget(self._sentence)
        if self.study is not None:
            self.body.addWidget(self.study)  # not in the head: it is higher than one
            self.study.toggled.connect(self._show)

    @property
    def chart(self) -> Chart | None:
        """What is shown."""
        asked = self.study is not None and self.study.isChecked()
        return (self._chart.beside_study if asked and self._chart is not None else None) or self._chart

    @property
    def table(self) -> ChartTable | None:
        """The figures, once they were asked for."""
        return self._table

    def show_chart(self, chart: Chart) -> None:
        self._chart = chart
        self._show()

    def show_as_table(self, on: bool) -> bool:
        """The table instead of the drawing, or the drawing again; the keyboard goes with it. Whether it did."""
        table = self._table
        if table is None:
            if not on:
                return False
            table = self._table = self._make_table()
        if on and self.chart is not None:
            table.show_table(self.chart.name, self.chart.table)
        shown, hidden = (table, self.drawn) if on else (self.drawn, table)
        had_it = hidden.hasFocus()
        shown.show()
        if had_it:
            shown.setFocus()
        hidden.hide()
        return had_it

    def _make_table(self) -> ChartTable:
        table = ChartTable(self._look)
        self.body.insertWidget(self.body.indexOf(self.drawn) + 1, table)
        self.setTabOrder(self.drawn, table)
        return table

    def _show(self) -> None:
        chart = self.chart
        if chart is None:
            return
        self.set_heading(chart.name)
        self._sentence.setText(chart.sentence)
        self.drawn.show_chart(chart)
        if self._table is not None and not self._table.isHidden():
            self._table.show_table(chart.name, chart.table)
        if self.study is not None and self._chart is not None:
            self.study.setVisible(self._chart.beside_study is not None)
