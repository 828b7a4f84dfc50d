"""Review: the week in words, the charts and their tables, the way from week to week, and what can be saved."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from lch_desktop.domain.calls import Call, Outcome
from lch_desktop.domain.errors import StoreError
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.session import FocusSession, Goals
from lch_desktop.services.bundle import Services
from lch_desktop.ui.charts.table import ChartTable
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.review import ReviewPage, make_page
from lch_desktop.ui.review.saving import save_review
from lch_desktop.ui.theme import make_theme
from tests.fakes import FakeClock
from tests.integration.wired import ZONE, close_all, wired

FRIDAY = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo(ZONE))
TODAY = FRIDAY.date()
OUTCOMES = [Outcome.CONNECTED] * 2 + [Outcome.NO_ANSWER] * 8


@pytest.fixture
def services(data_dir: Path) -> Iterator[Services]:
    yield wired(data_dir, FakeClock(FRIDAY))
    close_all()


def work(services: Services, on: date) -> None:
    """A full hour of ten dials at eight."""
    start = datetime(on.year, on.month, on.day, 8, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
    end = start + timedelta(hours=1)
    session = services.store.sessions.add(
        FocusSession(
            started_at=start, zone=ZONE, utc_offset_min=-360, local_on=on, planned_s=3600, focus_s=3540, ends_at=end,
            heartbeat_at=end, finished_at=end, end_reason="time", goals=Goals(15, 4, 2, 2), day_calls=15,
            debriefed_at=end,
        )
    )  # fmt: skip
    for number, outcome in enumerate(OUTCOMES):
        lead = services.store.leads.add(Lead(name=f"Lead {on} {number}"))
        call = Call(lead_id=lead.id, session_id=session.id, outcome=outcome, ended_at=start, local_on=on)
        services.store.calls.add(call)


@pytest.fixture
def page(qtbot: QtBot, context: UiContext, services: Services) -> ReviewPage:
    for back in (0, 1, 7, 8):
        work(services, TODAY - timedelta(days=back))
    made = make_page(context)
    qtbot.addWidget(made)
    made.resize(1216, 900)
    made.show()
    made.on_shown()
    return made


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
    names = ["Strength, 26 weeks", "Each week", "53 weeks", "Goals reached"]
    names += ["Focus minutes", "Attempts to contact", "Contact rate by half-hour"]
    assert [chart.name for chart in page.charts] == names
    for card in (*page.front, *page.more):
        assert card.chart is not None
        assert card.drawn.accessibleName() == card.chart.name
        assert card.drawn.accessibleDescription() == card.chart.sentence != ""
        assert card.chart.table.rows
        assert all(len(row) == len(card.chart.table.heads) for row in card.chart.table.rows)


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
    assert tables[2].rowCount() == 14
    assert page.front[2]._sentence.text().startswith("The newest 14 of ")
    qtbot.keyClick(page, Qt.Key.Key_T)
    assert all(card.drawn.isVisible() for card in page.front)


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


def test_what_is_behind_more(page: ReviewPage) -> None:
    assert not any(card.isVisible() for card in page.more)
    page.more_button.click()
    assert all(card.isVisible() for card in page.more)
    assert page.more_button.label == "Less"
    page.more_button.click()
    assert not any(card.isVisible() for card in page.more)


def test_another_experiment(page: ReviewPage) -> None:
    before = page._experiment.text()
    page.experiment_requested.emit()
    assert page._experiment.text() not in ("", before)


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


def test_a_place_that_cannot_be_written_gets_one_sentence(page: ReviewPage, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        save_review(tmp_path / "nowhere" / "week.png", page.picture, page.charts)
    assert refused.value.code == "review-not-saved"


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize("scale", [100, 150])
def test_every_theme_and_size_paints_something_else_than_its_ground(
    page: ReviewPage, context: UiContext, palette: str, scale: int
) -> None:
    context.look.set_theme(make_theme(palette, scale=scale))
    for card in page.front:
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
