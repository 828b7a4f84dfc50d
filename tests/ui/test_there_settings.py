"""The card "There in the morning": what the system has is shown as it is, and changed only by a press."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from lch_desktop.domain.errors import PlatformError
from lch_desktop.domain.recurrence import WeekPlan
from lch_desktop.domain.settings import Settings
from lch_desktop.services.bundle import Services
from lch_desktop.services.there import Entry, Found, NoEntry, Presence, There
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.settings import SettingsPage
from lch_desktop.ui.settings import make_page as make_settings
from lch_desktop.ui.settings.there_cards import ThereCard
from lch_desktop.ui.settings.there_state import AT_ONCE, LOGIN, STARTER, TRAY, WORDS, build_there
from lch_desktop.ui.starter_keeper import StarterKeeper
from tests.fakes import FakeClock
from tests.ui.pages_kit import make_context, make_services, opener


class FakeEntry:
    """Both ports, on a system that does what it is told."""

    def __init__(self) -> None:
        self.found = Entry(Found.NONE)
        self.plans: list[WeekPlan] = []
        self.refuses = False

    def entry(self) -> Entry:
        return self.found

    def install(self) -> None:
        self._put()

    def write(self, plan: WeekPlan, now: datetime) -> bool:
        self._put()
        self.plans.append(plan)
        return True

    def remove(self) -> None:
        if self.refuses:
            raise PlatformError("start-not-removed", path="entry", why="Read-only file system")
        self.found = Entry(Found.NONE)

    def _put(self) -> None:
        if self.refuses:
            raise PlatformError("start-not-written", why="Read-only file system")
        self.found = Entry(Found.HERE)


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    yield made
    made.store.close()


@pytest.fixture
def login() -> FakeEntry:
    return FakeEntry()


@pytest.fixture
def starter() -> FakeEntry:
    return FakeEntry()


@pytest.fixture
def context(services: Services, login: FakeEntry, starter: FakeEntry) -> UiContext:
    services.there = There(services.rep, services.planning, login, starter)
    return make_context(services)


@pytest.fixture
def opens(qtbot: QtBot, context: UiContext, tmp_path: Path) -> Callable[[], SettingsPage]:
    return opener(qtbot, context, lambda given: make_settings(given, tmp_path))


def card(page: SettingsPage) -> ThereCard:
    (found,) = page.findChildren(ThereCard)
    return found


def check(page: SettingsPage, key: str) -> QCheckBox:
    return next(box for box in card(page).findChildren(QCheckBox) if box.accessibleName() == WORDS[key])


def shown(page: SettingsPage) -> list[str]:
    return [label.text() for label in card(page).findChildren(QLabel) if label.isVisibleTo(page) and label.text()]


def kept(services: Services) -> Settings:
    return services.rep.settings


@pytest.mark.parametrize("key", [LOGIN, STARTER])
def test_on_and_off_again(
    key: str, opens: Callable[[], SettingsPage], services: Services, login: FakeEntry, starter: FakeEntry
) -> None:
    page, entry = opens(), login if key == LOGIN else starter
    assert not check(page, key).isChecked()
    check(page, key).click()
    assert entry.found.found is Found.HERE
    assert getattr(kept(services), key) is True
    assert check(page, key).isChecked()
    check(page, key).click()
    assert entry.found.found is Found.NONE
    assert getattr(kept(services), key) is False
    assert not check(page, key).isChecked()


@pytest.mark.parametrize("key", [LOGIN, STARTER])
def test_a_system_that_refuses_is_quoted_and_nothing_is_kept(
    key: str, opens: Callable[[], SettingsPage], services: Services, login: FakeEntry, starter: FakeEntry
) -> None:
    page = opens()
    login.refuses = starter.refuses = True
    check(page, key).click()
    assert not check(page, key).isChecked()
    assert getattr(kept(services), key) is False
    assert any("Read-only file system" in words for words in shown(page))
    login.refuses = starter.refuses = False
    check(page, key).click()
    assert check(page, key).isChecked()
    assert not any("Read-only file system" in words for words in shown(page))


@pytest.mark.parametrize(("key", "before"), [(TRAY, True), (AT_ONCE, False)])
def test_the_two_that_are_ours_alone(
    key: str, before: bool, opens: Callable[[], SettingsPage], services: Services
) -> None:
    page = opens()
    assert check(page, key).isChecked() is before
    check(page, key).click()
    assert getattr(kept(services), key) is not before


def test_without_a_tray_it_says_so(opens: Callable[[], SettingsPage]) -> None:
    assert any(words.startswith("This desktop has no tray") for words in shown(opens()))  # offscreen has none


def test_what_the_rep_removed_in_the_system_is_asked_for_anew_each_time(
    opens: Callable[[], SettingsPage], login: FakeEntry
) -> None:
    page = opens()
    check(page, LOGIN).click()
    login.found = Entry(Found.OFF)
    page.hide()
    page.show()
    page.on_shown()
    assert not check(page, LOGIN).isChecked()
    assert any(words.startswith("Switched off in the system's own settings") for words in shown(page))
    assert login.found.found is Found.OFF  # looking brings nothing back


@pytest.mark.parametrize(
    ("wanted", "entry", "on", "can", "begins", "wrong"),
    [
        (False, None, False, False, "Looking", False),
        (True, None, True, False, "Looking", False),
        (True, Entry(Found.HERE), True, True, "It waits in the tray", False),
        (False, Entry(Found.HERE), False, True, "The entry is still there", True),
        (True, Entry(Found.NONE), False, True, "The entry is gone", True),
        (False, Entry(Found.NONE), False, True, "It waits in the tray", False),
        (True, Entry(Found.OFF), False, True, "Switched off", True),
        (False, Entry(Found.OFF), False, True, "It waits in the tray", False),
        (True, Entry(Found.ELSEWHERE, command="/x --tray"), False, True, "Another copy is there now: /x --tray", True),
        (True, Entry(Found.NONE, why_not="Not here."), False, False, "Not here.", False),
    ],
)
def test_each_state_of_an_entry(
    wanted: bool, entry: Entry | None, on: bool, can: bool, begins: str, wrong: bool
) -> None:
    found = None if entry is None else Presence(entry, Entry(Found.NONE))
    line = build_there(Settings(login_start=wanted), found, has_tray=True).lines[0]
    assert (line.key, line.on, line.can_switch, line.is_wrong) == (LOGIN, on, can, wrong)
    assert line.remark.startswith(begins)


def test_in_tests_and_tours_the_system_is_left_alone(data_dir: Path, clock: FakeClock) -> None:
    services = make_services(data_dir, clock)
    assert services.there.look() == Presence(NoEntry().entry(), NoEntry().entry())
    services.store.close()


# the keeper of the plan


def keep(context: UiContext, **changes: object) -> None:
    rep = context.services.rep
    rep.save(replace(rep.settings, **changes))  # type: ignore[arg-type]
    context.hub.changed.emit()


@pytest.mark.usefixtures("qapp")
def test_the_entry_follows_the_plan(context: UiContext, starter: FakeEntry, clock: FakeClock) -> None:
    keeper = StarterKeeper(context)
    assert starter.plans == []  # nobody asked for it
    starter.found = Entry(Found.HERE)
    keep(context, os_starter=True)
    keep(context, start="09:00")
    assert [plan.starts[0].at.hour for plan in starter.plans] == [8, 9]
    context.hub.changed.emit()
    assert len(starter.plans) == 2
    clock.advance(24 * 3600)
    context.hub.changed.emit()
    assert len(starter.plans) == 3
    keeper.deleteLater()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("found", [Found.NONE, Found.OFF, Found.ELSEWHERE])
def test_what_the_rep_took_away_stays_away(found: Found, context: UiContext, starter: FakeEntry) -> None:
    starter.found = Entry(found)
    keep(context, os_starter=True)
    keeper = StarterKeeper(context)
    keep(context, start="09:00")
    assert starter.plans == []
    keeper.deleteLater()


@pytest.mark.usefixtures("qapp")
def test_a_refusal_is_said(context: UiContext, starter: FakeEntry) -> None:
    heard: list[str] = []
    context.hub.failed.connect(lambda error: heard.append(error.code))
    starter.found, starter.refuses = Entry(Found.HERE), True
    keep(context, os_starter=True)
    keeper = StarterKeeper(context)
    assert heard == ["start-not-written"]
    keeper.deleteLater()
