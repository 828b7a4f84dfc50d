"""The card "Goals that are proposed": written, asked softly about, put back and taken again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from lch_desktop.services.bundle import Services
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.settings import SettingsPage
from lch_desktop.ui.settings import make_page as make_settings
from lch_desktop.ui.settings.goals_card import GoalsCard
from tests.fakes import FakeClock
from tests.ui.pages_kit import make_services, opener


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    yield made
    made.store.close()


@pytest.fixture
def opens(qtbot: QtBot, context: UiContext, tmp_path: Path) -> Callable[[], SettingsPage]:
    return opener(qtbot, context, lambda given: make_settings(given, tmp_path))


def card(page: SettingsPage) -> GoalsCard:
    (found,) = page.findChildren(GoalsCard)
    return found


def field(page: SettingsPage, name: str) -> QLineEdit:
    return next(each for each in card(page).findChildren(QLineEdit) if each.accessibleName() == name)


def write(page: SettingsPage, name: str, text: str) -> None:
    line = field(page, name)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    line.editingFinished.emit()


def press(page: SettingsPage, name: str) -> None:
    button = next(each for each in card(page).findChildren(QAbstractButton) if each.accessibleName() == name)
    assert button.isVisibleTo(page)
    button.click()


def shown(page: SettingsPage) -> list[str]:
    return [label.text() for label in card(page).findChildren(QLabel) if label.isVisibleTo(page) and label.text()]


def test_ours_stand_behind_each_empty_line(opens: Callable[[], SettingsPage]) -> None:
    page = opens()
    assert field(page, "Trying").placeholderText() == "Get two minutes and one date"
    assert field(page, "After “no answer”").placeholderText() == "Same as the stage"
    assert not any(button.isVisibleTo(page) for button in card(page).findChildren(QAbstractButton))


def test_a_goal_is_written_put_back_and_taken_again(opens: Callable[[], SettingsPage], services: Services) -> None:
    page = opens()
    write(page, "Trying", "Offer two times")
    write(page, "After “no answer”", "Ask who answers")
    own = (("trying", "Offer two times"), ("no-answer", "Ask who answers"))
    assert services.rep.settings.goals == own
    press(page, "Use our goals again")
    assert services.rep.settings.goals == ()
    assert field(page, "Trying").text() == ""
    press(page, "Take my own goals again")
    assert services.rep.settings.goals == own
    assert field(page, "Trying").text() == "Offer two times"


def test_a_goal_that_brings_nothing_is_asked_about_and_kept(
    opens: Callable[[], SettingsPage], services: Services
) -> None:
    page = opens()
    write(page, "Nurture", "Checking in")
    assert services.rep.settings.goals == (("nurture", "Checking in"),)
    assert "What do you bring them?" in shown(page)


@pytest.mark.parametrize(("typed", "kept", "said"), [("60", 60, False), ("5", 45, True), ("soon", 45, True)])
def test_the_reading_time_is_a_number_of_seconds(
    opens: Callable[[], SettingsPage], services: Services, typed: str, kept: int, said: bool
) -> None:
    page = opens()
    page.changed.emit("prep_s", typed)
    assert services.rep.settings.prep_s == kept
    assert bool(page._rows["prep_s"].problem) is said
