"""The shield in the settings and on the set-up card: every answer is kept at once, refusals are one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.domain.errors import LchError, ShieldError
from lch_desktop.domain.settings import Settings
from lch_desktop.services.bundle import Services
from lch_desktop.services.shield import Lowered
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.settings import SettingsPage
from lch_desktop.ui.settings import make_page as make_settings
from lch_desktop.ui.settings.shield_state import browser_lines, install_command, list_words
from lch_desktop.ui.shield.ring import CALL, NOT_QUIET, QUIET_NOW
from lch_desktop.ui.today import TodayPage
from lch_desktop.ui.today import make_page as make_today
from tests.fakes import FakeClock
from tests.ui.pages_kit import add_all, make_context, make_services, opener, person
from tests.ui.shield_kit import FakeDesk, buttons, press, shielded, shown


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    add_all(made, [person("Dana Ruiz", "5125550143")])
    yield made
    made.store.close()


@pytest.fixture
def context(services: Services, desk: FakeDesk) -> UiContext:
    return shielded(services, desk)


@pytest.fixture
def settings(qtbot: QtBot, context: UiContext, tmp_path: Path) -> Callable[[], SettingsPage]:
    return opener(qtbot, context, lambda given: make_settings(given, tmp_path))


@pytest.fixture
def today(qtbot: QtBot, context: UiContext) -> Callable[[], TodayPage]:
    return opener(qtbot, context, make_today)


def type_into(qtbot: QtBot, page: QWidget, name: str, text: str) -> None:
    field = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == name)
    field.setText(text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def kept(services: Services) -> Settings:
    return services.rep.settings


def test_without_a_shield_nothing_of_it_is_shown(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    page = opener(qtbot, make_context(services), lambda given: make_settings(given, tmp_path))()
    assert not {"Shield", "Your work", "Blocked in the hour"} & set(shown(page))


def test_each_barrier_is_switched_and_says_what_it_cannot_do(
    services: Services, settings: Callable[[], SettingsPage]
) -> None:
    page = settings()
    assert "Phone calls still ring." in shown(page)
    press(page, "Notifications quiet")
    assert kept(services).barriers == ("cover", "watch", "sites-browser", "apps")
    press(page, "Notifications quiet")
    assert kept(services).barriers == ("cover", "quiet", "watch", "sites-browser", "apps")


def test_cover_all_is_a_choice(services: Services, settings: Callable[[], SettingsPage]) -> None:
    page = settings()
    name = "The door sign on every other monitor, also where work was named"
    press(page, name)
    assert kept(services).cover_all
    press(page, "Screens covered")
    assert not buttons(page, name)[0].isEnabled()


def test_work_is_chosen_from_what_runs(
    services: Services, desk: FakeDesk, settings: Callable[[], SettingsPage]
) -> None:
    page = settings()
    assert "programs" not in desk.asked
    press(page, "Choose from what runs now")
    press(page, "Zoom Workplace")
    assert kept(services).work_programs == ("zoom",)
    assert len(buttons(page, "Zoom Workplace")) == 1  # work is not offered to be closed
    press(page, "Zoom Workplace")
    assert kept(services).work_programs == ()


def test_where_nothing_runs_it_can_be_looked_for_again(desk: FakeDesk, settings: Callable[[], SettingsPage]) -> None:
    desk.programs = ()
    page = settings()
    press(page, "Choose from what runs now")
    assert shown(page).count("Nothing else was found. Open what you mean, then look again.") == 2
    desk.programs = (("zoom", "Zoom Workplace"),)
    press(page, "Look again")
    assert len(buttons(page, "Zoom Workplace")) == 2


def test_apps_are_chosen_from_what_runs(services: Services, settings: Callable[[], SettingsPage]) -> None:
    page = settings()
    press(page, "Choose from what runs now", 1)
    press(page, "Slack", 1)
    assert kept(services).block_apps == ("slack",)


def test_sites_of_work_go_in_and_out(qtbot: QtBot, services: Services, settings: Callable[[], SettingsPage]) -> None:
    page = settings()
    type_into(qtbot, page, "Sites for work", "https://App.HubSpot.com")
    assert kept(services).work_sites == ("app.hubspot.com",)
    field = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == "Sites for work")
    assert field.text() == ""
    press(page, "Remove app.hubspot.com")
    assert kept(services).work_sites == ()


def test_a_site_that_is_none_is_refused_in_one_sentence(
    qtbot: QtBot, services: Services, settings: Callable[[], SettingsPage]
) -> None:
    page = settings()
    type_into(qtbot, page, "Own entries", "you tube")
    assert any("you tube" in text for text in shown(page))
    assert kept(services).block_sites == ()
    field = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == "Own entries")
    assert field.text() == "you tube"  # to be corrected, not typed again
    type_into(qtbot, page, "Own entries", "reddit.com/r/sales")
    assert kept(services).block_sites == ("reddit.com/r/sales",)
    assert not any("you tube" in text for text in shown(page))


def test_lists_and_monitors_are_ticked(services: Services, settings: Callable[[], SettingsPage]) -> None:
    page = settings()
    press(page, "Video, 9 sites")
    press(page, "Chat, 1 site")
    assert kept(services).block_lists == ("social", "news", "shopping", "chat")
    press(page, "Built-in")
    assert kept(services).work_screens == ("eDP-1",)


def test_work_that_is_on_a_list_is_said(desk: FakeDesk, settings: Callable[[], SettingsPage]) -> None:
    desk.said = ("LinkedIn is on the block list and is work: work wins.",)
    assert desk.said[0] in shown(settings())


def test_the_extension_is_led_through_until_it_works(desk: FakeDesk, settings: Callable[[], SettingsPage]) -> None:
    page = settings()
    assert "No browser has it yet. Set it up shows the steps for yours." in shown(page)
    press(page, "Set it up")
    said = shown(page)
    assert "Chromium: prepared" in said
    assert "2. Turn the extension on." in said
    part = page._shield
    assert part is not None
    assert part._watch.isActive()
    part.look_at_browsers()
    assert "2. Turn the extension on." in shown(page)  # the steps stay until the extension answers
    desk.found = (("Chromium", "connected", ""),)
    part.look_at_browsers()
    assert "Chromium: connected" in shown(page)
    assert "2. Turn the extension on." not in shown(page)


def test_the_watch_ends_with_the_page(settings: Callable[[], SettingsPage]) -> None:
    page = settings()
    press(page, "Set it up")
    page.hide()
    assert page._shield is not None
    assert not page._shield._watch.isActive()


@pytest.mark.parametrize(("installed", "words"), [(False, "Not installed"), (True, "Installed")])
def test_system_wide_is_an_option_that_says_whether_it_is_there(
    services: Services, desk: FakeDesk, settings: Callable[[], SettingsPage], installed: bool, words: str
) -> None:
    desk.installed = installed
    page = settings()
    assert words in shown(page)
    name = "Block sites system-wide in the hour"
    assert bool(buttons(page, "Copy")) is not installed
    assert buttons(page, name)[0].isEnabled() is installed
    if installed:
        press(page, name)
        assert "sites-hosts" in kept(services).barriers


def test_outside_the_hour_it_comes_down_at_once(
    desk: FakeDesk, context: UiContext, settings: Callable[[], SettingsPage]
) -> None:
    told: list[str] = []
    context.hub.told.connect(told.append)
    desk.up = True
    page = settings()
    press(page, "Take the shield down")
    assert (desk.reasons, told) == ([""], ["The shield is down."])
    assert not buttons(page, "Take the shield down")


def test_what_does_not_come_down_is_told(
    desk: FakeDesk, context: UiContext, settings: Callable[[], SettingsPage]
) -> None:
    failed: list[LchError] = []
    context.hub.failed.connect(failed.append)
    desk.up, desk.lowered = True, Lowered((), (("quiet", ShieldError("barrier-unknown")),))
    page = settings()
    press(page, "Take the shield down")
    assert [error.code for error in failed] == ["barrier-unknown"]
    assert buttons(page, "Take the shield down")


def test_every_control_has_the_name_that_it_shows(settings: Callable[[], SettingsPage]) -> None:
    page = settings()
    press(page, "Choose from what runs now")
    for one in page.findChildren(QAbstractButton):
        assert one.accessibleName().strip(), (one, one.parent())


def test_words_of_lists_and_browsers() -> None:
    assert [list_words("Chat", 1), list_words("News", 30)] == ["Chat, 1 site", "News, 30 sites"]
    assert browser_lines(None) is None
    lines = browser_lines((("Firefox", "not set up", "One.\n\n Two. "), ("Chromium", "connected", "")))
    assert lines is not None
    assert [(line.name, line.steps, line.works) for line in lines] == [
        ("Firefox", ("One.", "Two."), False),
        ("Chromium", (), True),
    ]


def test_the_command_is_that_of_the_system() -> None:
    assert install_command("install", "linux") == "sudo lch shield install"
    assert install_command("uninstall", "win32") == "lch shield uninstall"


# the ring test


@pytest.mark.parametrize(("answer", "kept_as"), [("It rings", "yes"), ("It stays silent", "no")])
def test_ringing_yourself_holds_notices_back_asks_and_keeps_the_answer(
    services: Services, desk: FakeDesk, settings: Callable[[], SettingsPage], answer: str, kept_as: str
) -> None:
    page = settings()
    press(page, "Ring yourself")
    assert desk.asked[-1] == "begin-ring"
    assert f"{QUIET_NOW} {CALL}" in shown(page)
    assert not buttons(page, "Ring yourself")
    press(page, answer)
    assert desk.asked.count("end-ring") == 1
    assert (kept(services).ring, kept(services).ring_on) == (kept_as, "2026-11-23")
    assert any("on Mon 23 Nov." in text for text in shown(page))
    assert not buttons(page, answer)


def test_where_notices_cannot_be_held_back_it_says_so_and_asks_all_the_same(
    desk: FakeDesk, settings: Callable[[], SettingsPage]
) -> None:
    desk.rings_quietly = False
    page = settings()
    press(page, "Ring yourself")
    assert f"{NOT_QUIET} {CALL}" in shown(page)


@pytest.mark.parametrize("way", ["not now", "another page", "an answer too late"])
def test_a_ring_test_that_is_left_keeps_nothing_up(
    services: Services, desk: FakeDesk, settings: Callable[[], SettingsPage], way: str
) -> None:
    desk.slow = way == "an answer too late"
    page = settings()
    press(page, "Ring yourself")
    if way == "not now":
        press(page, "Not now")
    else:
        page.hide()
    if desk.slow:
        desk.waiting[-1]()
    assert desk.asked.count("end-ring") == 1
    assert kept(services).ring == ""
    page.show()
    page.on_shown()
    assert buttons(page, "Ring yourself")


# the third question on Today


def test_today_asks_for_the_work_list_quietly(
    qtbot: QtBot, services: Services, desk: FakeDesk, today: Callable[[], TodayPage]
) -> None:
    page = today()
    assert "Three questions, when you like" in shown(page)
    assert "programs" not in desk.asked
    press(page, "Choose")
    press(page, "Zoom Workplace")
    type_into(qtbot, page, "Sites for work", "app.hubspot.com")
    assert (kept(services).work_programs, kept(services).work_sites) == (("zoom",), ("app.hubspot.com",))
    assert "Zoom and app.hubspot.com" in shown(page)
    press(page, "That is all")
    assert not buttons(page, "Zoom Workplace")


def test_a_refused_site_on_today_stays_to_be_corrected(qtbot: QtBot, today: Callable[[], TodayPage]) -> None:
    page = today()
    press(page, "Choose")
    type_into(qtbot, page, "Sites for work", "you tube")
    assert any("you tube" in text for text in shown(page))
    field = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == "Sites for work")
    assert field.text() == "you tube"


def test_set_up_is_done_once_all_three_are_answered(services: Services, today: Callable[[], TodayPage]) -> None:
    services.rep.save(replace(kept(services), rep_name="Sam", dialer_tested=True))
    page = today()
    assert buttons(page, "Later")
    services.rep.save(replace(kept(services), work_sites=("app.hubspot.com",)))
    page.on_shown()
    assert buttons(page, "Done")


def test_without_a_shield_today_asks_two_questions(qtbot: QtBot, services: Services) -> None:
    page = opener(qtbot, make_context(services), make_today)()
    assert "Two questions, when you like" in shown(page)
    assert not buttons(page, "Choose")


def test_today_makes_no_desk_before_somebody_asks(qtbot: QtBot, services: Services) -> None:
    made: list[FakeDesk] = []

    def make() -> FakeDesk:
        made.append(FakeDesk())
        return made[0]

    page = opener(qtbot, replace(make_context(services), make_shield=make), make_today)()
    assert "Three questions, when you like" in shown(page)
    assert made == []
    press(page, "Choose")
    assert made
