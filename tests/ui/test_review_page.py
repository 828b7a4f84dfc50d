"""Review: the week in words, the charts and their tables, the way from week to week, and what can be saved."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lch_desktop.domain.days_off import DayRange
from lch_desktop.domain.errors import StoreError
from lch_desktop.services.bundle import Services
from lch_desktop.ui.charts.table import MOST_ROWS, ROW, ChartTable
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.review import ReviewPage, make_page
from lch_desktop.ui.review.saving import every_row, image_of, page_breaks, save_review, uncut
from lch_desktop.ui.theme import apply_theme
from tests.ui.review_kit import TODAY, friday, page_of_four_days, work


@pytest.fixture
def services(data_dir: Path) -> Iterator[Services]:
    yield from friday(data_dir)


@pytest.fixture
def page(qtbot: QtBot, context: UiContext, services: Services) -> ReviewPage:
    return page_of_four_days(qtbot, context, services)


def words(page: ReviewPage) -> str:
    return page.head._sentence.text()


def test_the_sentence_comes_first(page: ReviewPage) -> None:
    assert page.head.title.text() == "Week of 16 Nov"
    assert words(page).startswith("2 of 5 workdays kept, 118 focus minutes, 0 appointments, strength ")
    assert [mark.accessibleName() for mark in page.head._marks][3:6] == [
        "Thursday, 19 Nov: full", "Friday, 20 Nov: full", "Saturday, 21 Nov: ahead",
    ]  # fmt: skip


def test_a_week_that_only_begins_has_no_noughts(page: ReviewPage, services: Services) -> None:
    services.rep.clock.jump(3 * 86_400 - 5 * 3600)  # type: ignore[attr-defined]  # Monday at seven
    page.on_shown()
    assert words(page).startswith("The week begins, strength ")


def test_every_chart_has_a_name_a_sentence_and_the_table_that_it_draws(page: ReviewPage) -> None:
    names = ["Strength, 26 weeks", "Each week", "53 weeks", "Goals reached", "Focus minutes", "What came between"]
    names += ["What Resistance said most", "Next steps and asks", "Following up", "Attempts to contact"]
    names += ["Contact rate by half-hour", "Contact rate by weekday", "The week's pace"]
    assert [chart.name for chart in page.charts] == names
    for card in (*page.front, *page.more):
        assert card.chart is not None
        assert card.drawn.accessibleName() == card.chart.name
        assert card.drawn.accessibleDescription() == card.chart.sentence != ""
        assert card.chart.table.rows
        assert all(len(row) == len(card.chart.table.heads) for row in card.chart.table.rows)


def test_week_by_week_back_to_the_first_and_no_further(page: ReviewPage, qtbot: QtBot) -> None:
    assert not page.head.later.isEnabled()
    qtbot.keyClick(page, Qt.Key.Key_Left)
    assert page.head.title.text() == "Week of 9 Nov"
    assert words(page).startswith("2 of 2 workdays kept")
    assert not page.head.earlier.isEnabled()
    qtbot.keyClick(page, Qt.Key.Key_Left)
    assert page.head.title.text() == "Week of 9 Nov"
    qtbot.keyClick(page, Qt.Key.Key_Right)
    assert page.head.title.text() == "Week of 16 Nov"


def test_the_first_week_says_on_which_day_it_began(page: ReviewPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page, Qt.Key.Key_Left)
    assert words(page).startswith("2 of 2 workdays kept (began on Thu), ")
    names = [mark.accessibleName() for mark in page.head._marks]
    assert names[0] == "Monday, 9 Nov: before your first hour"
    qtbot.keyClick(page, Qt.Key.Key_Right)
    assert "began" not in words(page)


def test_a_week_off_with_a_bonus_hour_is_a_week_off(page: ReviewPage, services: Services, qtbot: QtBot) -> None:
    services.schedule.add_days_off(DayRange(date(2026, 11, 23), date(2026, 11, 27)))
    work(services, date(2026, 11, 28))
    services.rep.clock.jump(8 * 86_400)  # type: ignore[attr-defined]  # Saturday, 28 November
    page.on_shown()
    assert not words(page).startswith("0 of 0")
    services.rep.clock.jump(2 * 86_400)  # type: ignore[attr-defined]  # the Monday after
    page.on_shown()
    qtbot.keyClick(page, Qt.Key.Key_Left)
    assert words(page).startswith("A week off, 59 focus minutes, ")


def test_what_is_behind_more(page: ReviewPage) -> None:
    assert not any(card.isVisible() for card in page.more)
    page.more_button.click()
    assert all(card.isVisible() for card in page.more)
    assert page.more_button.label == "Less"
    page.more_button.click()
    assert not any(card.isVisible() for card in page.more)


def test_another_experiment_is_proposed_and_one_is_taken(
    page: ReviewPage, services: Services, context: UiContext, qtbot: QtBot
) -> None:
    first = page.next.words.text()
    page.next.another.click()
    second = page.next.words.text()
    assert second not in ("", first)
    with qtbot.waitSignal(context.hub.undo_offered) as offered:
        page.next.take.click()
    assert services.rep.settings.experiment == (second, "2026-11-23")
    assert (page.next.label.text(), page.next.words.text()) == ("Next week you try", second)
    assert not page.next.take.isVisible()
    assert not page.tried.isVisible()  # its week has not begun
    offered.args[1]()
    assert services.rep.settings.experiment == ("", "")
    assert page.next.label.text() == "Try next week"


def test_what_is_tried_this_week_stands_on_top_and_is_asked_about_on_friday(
    page: ReviewPage, services: Services
) -> None:
    services.rep.save(replace(services.rep.settings, experiment=("Stand up for every dial", "2026-11-16")))
    page.on_shown()
    assert page.tried.isVisible()
    assert page.tried.accessibleName() == "This week you try: Stand up for every dial"
    assert [button.label for button in page.tried.buttons if button.isVisible()] == ["Yes", "No", "Not tried"]
    services.rep.clock.jump(-86_400)  # type: ignore[attr-defined]  # Thursday
    page.on_shown()
    assert page.tried.isVisible()
    assert not page.tried.buttons[0].isVisible()


@pytest.mark.parametrize(("answer", "kept"), [(0, True), (1, False), (2, True)])
def test_the_answer_ends_it_or_keeps_it_for_a_week(
    page: ReviewPage, services: Services, context: UiContext, qtbot: QtBot, answer: int, kept: bool
) -> None:
    was = ("Stand up for every dial", "2026-11-16")
    services.rep.save(replace(services.rep.settings, experiment=was))
    page.on_shown()
    with qtbot.waitSignal(context.hub.undo_offered) as offered:
        page.tried.buttons[answer].click()
    assert services.rep.settings.experiment == ((was[0], "2026-11-23") if kept else ("", ""))
    assert not page.tried.isVisible()
    assert page.next.take.isVisible() is not kept
    offered.args[1]()
    assert services.rep.settings.experiment == was
    assert page.tried.isVisible()


def test_it_is_asked_for_until_there_is_an_answer(page: ReviewPage, services: Services) -> None:
    services.rep.save(replace(services.rep.settings, experiment=("Stand up for every dial", "2026-11-02")))
    page.on_shown()
    assert page.tried.accessibleName().startswith("In the week of 2 Nov you tried: ")
    assert page.tried.buttons[0].isVisible()


def test_who_the_rep_is_and_never_less(page: ReviewPage, services: Services) -> None:
    assert page.head._identity.text() == "4 mornings. You follow up."
    services.rep.clock.jump(21 * 86_400)  # type: ignore[attr-defined]  # a long break takes nothing of it away
    services.rep.save(replace(services.rep.settings, hide_streak=True))
    page.on_shown()
    assert page.head._identity.text() == "4 mornings. You follow up."
    assert page.head._identity.isVisible()


def test_a_hidden_streak_is_hidden(page: ReviewPage, services: Services) -> None:
    assert page.head._habit.isVisible()
    services.rep.save(replace(services.rep.settings, hide_streak=True))
    page.on_shown()
    assert not page.head._habit.isVisible()


def test_after_a_break_no_nought_is_shown(page: ReviewPage, services: Services) -> None:
    services.rep.clock.jump(14 * 86_400)  # type: ignore[attr-defined]
    page.on_shown()
    assert page.head._habit.text().startswith("Best 2 workdays, strength ")


def test_without_an_hour_there_is_one_sentence_and_the_way_to_today(qtbot: QtBot, context: UiContext) -> None:
    empty = make_page(context)
    qtbot.addWidget(empty)
    empty.show()
    empty.on_shown()
    assert not empty.head.isVisible()
    with qtbot.waitSignal(context.hub.page_requested) as asked:
        empty.home_requested.emit()
    assert asked.args == ["Today"]


def test_saved_as_picture_page_and_figures(page: ReviewPage, tmp_path: Path) -> None:
    picture = save_review(tmp_path / "week", page.picture, page.charts)
    assert picture.name == "week.png"
    assert QImage(str(picture)).width() == page.picture.width()
    pdf = save_review(tmp_path / "week.pdf", page.picture, page.charts)
    assert pdf.read_bytes().startswith(b"%PDF")
    figures = save_review(tmp_path / "week.csv", page.picture, page.charts)
    rows = list(csv.reader(figures.read_text(encoding="utf-8-sig").splitlines()))
    assert ["Each week"] in rows
    assert ["2026-11-16", "20", "30", "4", "0"] in rows


@pytest.mark.parametrize(
    ("rows", "height", "pages"),
    [
        ([], 90, [(0, 90)]),
        ([(10, 40), (50, 80)], 90, [(0, 90)]),
        ([(10, 60), (70, 130), (140, 190)], 200, [(0, 70), (70, 140), (140, 200)]),
        ([(10, 40), (50, 90), (95, 150)], 160, [(0, 95), (95, 160)]),
        ([(10, 250)], 260, [(0, 10), (10, 110), (110, 210), (210, 260)]),  # higher than a page: cut
        ([(0, 50)], 210, [(0, 100), (100, 200), (200, 210)]),
    ],
)
def test_pages_end_between_cards(rows: list[tuple[int, int]], height: int, pages: list[tuple[int, int]]) -> None:
    assert page_breaks(rows, height, 100) == pages


def test_a_page_to_print_holds_what_is_behind_more_once_it_is_open(page: ReviewPage, tmp_path: Path) -> None:
    def pages() -> int:
        QApplication.processEvents()
        return len(re.findall(rb"/Type\s*/Page\b", save_review(tmp_path / "week.pdf", page.picture, []).read_bytes()))

    front = pages()
    page.show_more(True)
    assert front < pages() <= 8


@pytest.fixture
def long_tables(page: ReviewPage, services: Services, context: UiContext) -> ReviewPage:
    """Tables of which the window shows fourteen rows, scrolled to somewhere."""
    apply_theme(page, context.look.theme)
    for back in range(14, 100, 7):
        work(services, TODAY - timedelta(days=back))
    page.on_shown()
    page.toggle_table()
    QApplication.processEvents()
    page._scroll.verticalScrollBar().setValue(200)
    table = page.front[2].table
    assert table is not None
    table.verticalScrollBar().setValue(40)
    return page


def _tables(page: ReviewPage) -> list[tuple[int, int, int]]:
    """The rows, the height and the place of each table."""
    return [(t.rowCount(), t.height(), t.verticalScrollBar().value()) for t in page.findChildren(ChartTable)]


@pytest.mark.parametrize("name", ["week.png", "week.pdf"])
def test_a_saved_table_has_every_row_and_the_page_stays_as_it_was(
    long_tables: ReviewPage, tmp_path: Path, name: str
) -> None:
    page, before = long_tables, _tables(long_tables)
    assert [rows > MOST_ROWS for rows, _, _ in before] == [True, False, True]
    high = page.picture.height()
    more = sum((rows - MOST_ROWS) * ROW for rows, _, _ in (before[0], before[2]))
    saved = save_review(tmp_path / name, page.picture, page.charts)
    for _ in range(2):
        assert _tables(page) == before
        assert (page.picture.height(), page._scroll.verticalScrollBar().value()) == (high, 200)
        QApplication.processEvents()
    if saved.suffix == ".png":
        assert abs(QImage(str(saved)).height() - high - more) < 4 * ROW  # beside the first stood a shorter one
    else:
        pages = len(re.findall(rb"/Type\s*/Page\b", saved.read_bytes()))
        assert pages >= (high + more) / page.picture.width() / 0.7  # A4 lies on its side


def test_a_long_table_is_cut_between_its_rows(long_tables: ReviewPage) -> None:
    page = long_tables
    with every_row(page.picture):
        table = page.front[2].table
        assert table is not None
        top = table.mapTo(page.picture, QPoint()).y()
        ends = [top + table.visualItemRect(table.item(n, 0)).bottom() + 1 + ROW for n in range(table.rowCount())]
        cuts = [bottom for _, bottom in uncut(page.picture)]
        assert set(ends) <= set(cuts)
        assert max(bottom - top for top, bottom in uncut(page.picture)) < 400


def test_a_picture_is_no_higher_than_qt_can_paint(page: ReviewPage, monkeypatch: pytest.MonkeyPatch) -> None:
    sharp = image_of(page.picture)
    assert sharp.height() == page.picture.height()
    assert sharp.pixelColor(1, 1) == page.picture.palette().color(QPalette.ColorRole.Window)
    monkeypatch.setattr("lch_desktop.ui.review.saving.HIGHEST", 500)
    assert image_of(page.picture).height() <= 500


def test_a_place_that_cannot_be_written_gets_one_sentence(page: ReviewPage, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        save_review(tmp_path / "nowhere" / "week.png", page.picture, page.charts)
    assert refused.value.code == "review-not-saved"


@pytest.mark.parametrize(("width", "widest"), [(1216, 1136), (2336, 1136), (900, 820)])
def test_the_content_is_no_wider_than_that_of_the_other_pages(
    page: ReviewPage, qtbot: QtBot, width: int, widest: int
) -> None:
    page.resize(width, 900)
    assert page.front[2].width() <= widest
    assert page.front[2].width() >= widest - 20  # a scroll bar
    assert page.picture.width() <= 1136 + 80  # no empty room in a saved picture


def test_nothing_of_the_copy_frightens(page: ReviewPage, services: Services) -> None:
    services.rep.clock.jump(14 * 86_400)  # type: ignore[attr-defined]
    page.on_shown()
    said = [page.head._sentence.text(), page.head._habit.text(), page.head._identity.text()]
    said += [f"{chart.sentence} {chart.table.rows}" for chart in page.charts]
    for word in ("risk", "lose", "lost", "fail", "0 workdays in a row", "streak 0", "broken", "!"):
        assert not [each for each in said if word in each.lower()], word
