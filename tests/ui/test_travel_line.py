"""Today after a flight over the date line: one quiet question, its answer, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lch_desktop.domain.streak import Mark
from lch_desktop.services.bundle import Services
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.today import TodayPage, make_page
from lch_desktop.ui.today.notices import Act, MorningFacts, build_morning
from lch_desktop.ui.widgets import DayMark
from lch_desktop.words import Style
from tests.fakes import FakeClock
from tests.integration.test_travel_day import LANDED, LEFT, MONDAY, SYDNEY, TUESDAY
from tests.ui.pages_kit import ZONE, add_all, make_services, opener, person
from tests.ui.review_kit import work
from tests.ui.test_today_morning import buttons, press, shown

ASKED = "24 November went by on the way. A travel day?"
MISSED = "Yesterday went by without its hour."


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(LEFT)


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    add_all(made, [person("Ada Moss", "5125550101")])
    made.rep.save(replace(made.rep.settings, newer_files="no", setup_done=True, planned_since=1))
    work(made, MONDAY)
    yield made
    made.store.close()


@pytest.fixture
def page(qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock) -> TodayPage:
    """In Sydney, with the plan moved there."""
    show: Callable[[], TodayPage] = opener(qtbot, context, make_page)
    made = show()
    services.rep.move_to(ZONE)
    clock.jump((LANDED - clock.now()).total_seconds())
    services.rep.move_to(SYDNEY)
    made.on_shown()
    assert ASKED not in shown(made)  # the zone first
    press(made, "Move it")
    return made


def mark_of(services: Services) -> Mark:
    day = services.habit.state().day(TUESDAY)
    assert day is not None
    return day.mark


def test_it_is_asked_once_with_two_buttons(page: TodayPage) -> None:
    assert ASKED in shown(page)
    assert MISSED not in shown(page)
    names = buttons(page)
    assert names.index("No") == names.index("Travel day") + 1


def test_a_travel_day_is_said_so_and_can_be_taken_back(
    page: TodayPage, services: Services, context: UiContext, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(context.hub.undo_offered) as offered:
        press(page, "Travel day")
    assert offered.args[0] == "Tue 24 Nov is a travel day."
    assert not {ASKED, MISSED} & set(shown(page))
    assert mark_of(services) is Mark.EXCUSED
    assert "Tuesday: Travel day" in [mark.accessibleName() for mark in page.findChildren(DayMark)]
    offered.args[1]()
    page.on_shown()
    assert mark_of(services) is Mark.SPARED
    assert ASKED in shown(page)


def test_a_no_asks_nothing_more(page: TodayPage, services: Services) -> None:
    press(page, "No")
    page.on_shown()
    assert not {ASKED, MISSED} & set(shown(page))
    assert mark_of(services) is Mark.SPARED


def test_the_question_comes_before_what_was_missed() -> None:
    facts = MorningFacts(travel=date(2026, 11, 21), missed=date(2026, 11, 21), planned_at=datetime(2026, 11, 22, 8))
    state = build_morning(facts, date(2026, 11, 22), Style())
    assert state.sentence == "21 November went by on the way. A travel day?"
    assert state.acts == (Act.TRAVEL, Act.NO)
