"""Review by keyboard: the values of each chart, its table beside it, and what assistive technology is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lch_desktop.services.bundle import Services
from lch_desktop.ui.charts.table import ChartTable
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.review import ReviewPage
from lch_desktop.ui.review.chart_card import ChartCard
from lch_desktop.ui.theme import make_theme
from tests.ui.review_kit import TODAY, friday, page_of_four_days, work


@pytest.fixture
def services(data_dir: Path) -> Iterator[Services]:
    yield from friday(data_dir)


@pytest.fixture
def page(qtbot: QtBot, context: UiContext, services: Services) -> ReviewPage:
    return page_of_four_days(qtbot, context, services)


def test_the_table_is_the_drawn_data(page: ReviewPage) -> None:
    weeks = page.front[1]
    assert weeks.chart is not None
    assert len(weeks.chart.table.rows) == len(weeks.drawn.drawing.spots) == 12
    assert weeks.chart.table.rows[-1] == ("2026-11-16", "20", "30", "4", "0")
    assert weeks.drawn.drawing.spots[-1].words == "Week of 16 Nov: 20 of 30 dials, 4 conversations, 0 appointments"


def test_t_shows_tables_and_t_again_the_charts(page: ReviewPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page, Qt.Key.Key_T)
    tables = [table for table in page.findChildren(ChartTable) if table.isVisible()]
    assert [table.accessibleName() for table in tables] == [card.chart.name for card in page.front if card.chart]
    assert not any(card.drawn.isVisible() for card in page.front)
    assert [tables[1].item(0, column).text() for column in (0, 1)] == ["Mon 16 Nov", "20"]  # the newest week first
    qtbot.keyClick(page, Qt.Key.Key_T)
    assert all(card.drawn.isVisible() for card in page.front)


def test_the_arrow_keys_walk_over_a_chart_and_say_what_is_there(page: ReviewPage, qtbot: QtBot) -> None:
    chart = page.front[1].drawn
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleDescription().startswith("Week of 16 Nov: 20 of 30 dials")
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.said.startswith("Week of 9 Nov")
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.said.startswith("Week of 31 Aug")
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert (chart.said, chart.accessibleDescription()) == ("", page.front[1].chart.sentence)  # type: ignore[union-attr]
    assert page.head.title.text() == "Week of 16 Nov"  # the arrows were the chart's


def test_the_map_is_walked_by_days_and_weeks(page: ReviewPage, qtbot: QtBot) -> None:
    chart = page.front[2].drawn
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert chart.said == "Fri 20 Nov: full"
    qtbot.keyClick(chart, Qt.Key.Key_Up)
    assert chart.said == "Thu 19 Nov: full"


def test_the_map_stays_where_there_is_no_day_a_week_before(page: ReviewPage, qtbot: QtBot) -> None:
    """The habit began on Thursday the 12th: a week before it there is nothing to stand on."""
    chart = page.front[2].drawn
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.said == "Thu 12 Nov: full"
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
        qtbot.keyClick(chart, key)
        assert chart.said == "Thu 12 Nov: full"
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.said == "Fri 13 Nov: full"
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.said == "Fri 20 Nov: full"
    assert page.front[2].chart is not None
    assert [row[0] for row in page.front[2].chart.table.rows[:2]] == ["2026-11-12", "2026-11-13"]


def test_every_table_holds_what_its_chart_shows(page: ReviewPage, services: Services, qtbot: QtBot) -> None:
    for back in range(14, 400, 7):
        work(services, TODAY - timedelta(days=back))
    page.on_shown()
    page.show_more(True)
    spots = {card: len(card.drawn.drawing.spots) for card in (*page.front, *page.more)}
    qtbot.keyClick(page, Qt.Key.Key_T)
    for card, count in spots.items():
        assert card.table is not None
        assert card.table.rowCount() == count, card.chart
    strength, days = page.front[0].table, page.front[2].table
    assert strength is not None
    assert days is not None
    assert (strength.rowCount(), days.rowCount()) == (182, 369)  # to Friday
    assert days.height() < 16 * days.rowHeight(0)  # not all at once
    days.setFocus()
    qtbot.keyClick(days, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert days.verticalScrollBar().value() == days.verticalScrollBar().maximum() > 0


def test_t_goes_from_a_chart_to_its_table_and_back(page: ReviewPage, qtbot: QtBot) -> None:
    chart = page.front[1].drawn
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_T)
    table = page.front[1].table
    assert page.window().focusWidget() is table
    assert table is not None
    assert (table.currentRow(), len(table.selectedItems())) == (0, table.columnCount())
    qtbot.keyClick(table, Qt.Key.Key_S)  # no search for it
    assert table.currentRow() == 0
    qtbot.keyClick(table, Qt.Key.Key_T)
    assert not table.isVisible()
    assert page.window().focusWidget() is chart


def test_what_is_behind_more_follows_once_it_is_open(page: ReviewPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page, Qt.Key.Key_T)
    assert all(card.table is None for card in page.more)
    page.show_more(True)
    assert all(card.table is not None and card.table.isVisible() for card in page.more)
    page.show_more(False)
    qtbot.keyClick(page, Qt.Key.Key_T)
    page.show_more(True)
    assert all(card.drawn.isVisible() for card in page.more)
    page.on_shown()  # other figures, while the tables are hidden
    qtbot.keyClick(page, Qt.Key.Key_T)
    table = page.front[1].table
    assert table is not None
    assert table.rowCount() == 12


def test_the_page_follows_the_keyboard_into_the_table(page: ReviewPage, qtbot: QtBot) -> None:
    page.resize(1216, 640)
    page.show_more(True)
    QApplication.processEvents()
    card = page.more[6]
    card.drawn.setFocus()
    for _ in range(2):
        focused = page.window().focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_T)
        qtbot.waitUntil(lambda: not page.visibleRegion().isEmpty() and in_sight(page, card))


def in_sight(page: ReviewPage, card: ChartCard) -> bool:
    return page.rect().contains(card.mapTo(page, card.rect().center()))


def test_the_wheel_is_the_pages_until_a_table_has_the_keyboard(
    page: ReviewPage, services: Services, qtbot: QtBot
) -> None:
    for back in range(14, 400, 7):
        work(services, TODAY - timedelta(days=back))
    page.on_shown()
    qtbot.keyClick(page, Qt.Key.Key_T)
    table = page.front[2].table
    assert table is not None
    for has_keyboard in (False, True):
        if has_keyboard:
            table.setFocus()
        at = QPointF(20, 60)
        turned = QWheelEvent(
            at, table.mapToGlobal(at), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(table.viewport(), turned)
        assert (table.verticalScrollBar().value() > 0) is has_keyboard


def test_what_is_under_the_cursor_is_announced(page: ReviewPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    def heard(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", heard)
    chart = page.front[1].drawn
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert [words[:14] for words in said] == ["Week of 16 Nov", "Week of 9 Nov:"]
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert len(said) == 2
    interface = QAccessible.queryAccessibleInterface(chart)
    assert interface.role() == QAccessible.Role.Chart
    assert interface.text(QAccessible.Text.Name) == "Each week"


def test_the_study_is_off_until_it_is_ticked_and_stays_while_the_page_lives(page: ReviewPage, qtbot: QtBot) -> None:
    page.show_more(True)
    card = next(card for card in page.more if card.study is not None)
    assert card.study is not None
    assert card.study.isVisible()
    assert "Oldroyd" not in card.drawn.accessibleDescription()
    card.study.click()
    assert card.drawn.accessibleDescription().endswith("as retold).")
    assert card.chart is not None
    assert "study: at least 6" in card.chart.table.rows[-1]
    page.on_shown()
    assert "Oldroyd" in card.drawn.accessibleDescription()
    card.study.click()
    assert "Oldroyd" not in card.drawn.accessibleDescription()


def test_figures_that_do_not_run_in_time_keep_their_order_in_the_table(page: ReviewPage, qtbot: QtBot) -> None:
    page.more_button.click()
    qtbot.keyClick(page, Qt.Key.Key_T)
    card = next(card for card in page.more if card.chart and card.chart.name == "Following up")
    assert card._table is not None
    assert card._table.item(0, 0).text() == "Answered"


def test_each_chart_is_walked_with_the_arrow_keys_and_says_what_its_spots_say(page: ReviewPage, qtbot: QtBot) -> None:
    page.more_button.click()
    for card in (*page.front, *page.more):
        chart, spots = card.drawn, card.drawn.drawing.spots
        if not spots:
            continue
        chart.setFocus()
        said = []
        qtbot.keyClick(chart, Qt.Key.Key_Home)
        for _ in range(min(4, len(spots))):
            said.append(chart.accessibleDescription())
            qtbot.keyClick(chart, Qt.Key.Key_Down if chart.drawing.columns else Qt.Key.Key_Right)
        assert said == [spot.words for spot in spots[: len(said)]], card.chart
        assert all(said)


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize("scale", [100, 150])
def test_every_theme_and_size_paints_something_else_than_its_ground(
    page: ReviewPage, context: UiContext, palette: str, scale: int
) -> None:
    context.look.set_theme(make_theme(palette, scale=scale))
    page.show_more(True)
    QApplication.processEvents()  # the layout
    for card in (*page.front, *page.more):
        image = card.drawn.grab().toImage()
        colours = {
            image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)
        }
        assert len(colours) > 2, card.chart


def test_the_pointer_is_told_what_is_under_it(page: ReviewPage) -> None:
    chart = page.front[1].drawn
    place = chart.drawing.spots[-1].place
    spot = chart._spot_at(place.x + 1, place.y + 1)
    assert spot is not None
    assert spot.words.startswith("Week of 16 Nov")
    assert chart._spot_at(-5, -5) is None


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("width", [1056, 1216])
def test_no_word_of_a_table_is_cut_off(
    page: ReviewPage, context: UiContext, qtbot: QtBot, width: int, scale: int
) -> None:
    context.look.set_theme(make_theme("light", scale=scale))
    page.resize(width, 900)
    page.show_more(True)
    qtbot.keyClick(page, Qt.Key.Key_T)
    QApplication.processEvents()
    for card in (*page.front, *page.more):
        table = card.table
        assert table is not None
        for column in range(table.columnCount()):
            wide = max(table.sizeHintForColumn(column), table.horizontalHeader().sectionSizeHint(column))
            assert table.columnWidth(column) >= wide, (card.chart, column)
        assert table.horizontalScrollBar().maximum() == 0, card.chart
        shown = min(14, table.rowCount())
        assert table.viewport().height() == shown * table.rowHeight(0)  # no row in half


def test_days_of_another_year_carry_it(page: ReviewPage, services: Services, qtbot: QtBot) -> None:
    work(services, TODAY - timedelta(days=365))
    page.on_shown()
    qtbot.keyClick(page, Qt.Key.Key_T)
    table = page.front[2].table
    assert table is not None
    assert table.item(0, 0).text() == "Fri 20 Nov"
    assert table.item(table.rowCount() - 1, 0).text() == "Thu 20 Nov 2025"
