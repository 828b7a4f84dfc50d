"""The settings: each change is kept at once, what cannot be chosen is refused in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.domain.settings import Settings
from lch_desktop.services.bundle import Services
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.settings import SettingsPage, make_page
from lch_desktop.ui.settings.rules import RefusedError, changed, with_key
from lch_desktop.ui.theme import apply_theme
from tests.fakes import FakeClock
from tests.ui.pages_kit import RememberingDialer, add_all, make_context, make_services, person, show_page

DEFAULTS = Settings()


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("rep_name", "  Sam   Rivera ", "Sam Rivera"),
        ("region", "de", "DE"),
        ("calls", "0", 0),
        ("calling_from", "7.30", "07:30"),
        ("calling_until", "24:00", "24:00"),
        ("cadence_gaps", "1 2,3; 4 5", (1, 2, 3, 4, 5)),
        ("nurture_days", "30, 60, 120", (30, 60, 120)),
        ("dialer", "sip:{e164}", "sip:{e164}"),
        ("text_size", 125, 125),
    ],
)
def test_what_may_be_chosen(name: str, typed: object, kept: object) -> None:
    assert getattr(changed(DEFAULTS, name, typed), name) == kept


@pytest.mark.parametrize(
    ("name", "typed", "part"),
    [
        ("region", "Germany", "two letters"),
        ("list_size", "101", "Calls in the list must lie between 1 and 100."),
        ("list_size", "-5", "Calls in the list must lie"),
        ("list_size", "", "Calls in the list must lie"),
        ("calling_from", "8:60", "no time of day"),
        ("list_size", "0", "Calls in the list must lie between 1 and 100."),
        ("calling_until", "7:00", "must end after they begin"),
        ("cadence_gaps", "1, 2", "five numbers"),
        ("cadence_gaps", "0, 2, 3, 3, 5", "five numbers"),
        ("nurture_days", "90, 30", "rising"),
        ("dialer", "file:///x{e164}", "no dialer"),
    ],
)
def test_what_is_refused_says_why_in_one_sentence(name: str, typed: object, part: str) -> None:
    with pytest.raises(RefusedError, match=r".+") as refused:
        changed(DEFAULTS, name, typed)
    assert part in str(refused.value)
    assert str(refused.value).endswith(".")


def test_another_dialer_has_to_be_tested_anew() -> None:
    tested = replace(DEFAULTS, dialer_tested=True)
    assert not changed(tested, "dialer", "sip:{e164}").dialer_tested
    assert changed(tested, "dialer", tested.dialer).dialer_tested


def test_keys_are_remapped_switched_off_and_never_doubled() -> None:
    remapped = with_key(DEFAULTS, "undo", "K")
    assert remapped.keys == (("undo", "K"),)
    assert with_key(remapped, "undo", "Z").keys == ()
    assert with_key(DEFAULTS, "skip", "").keys == (("skip", ""),)
    with pytest.raises(RefusedError, match="“Skip” already"):
        with_key(DEFAULTS, "undo", "S")
    assert with_key(with_key(DEFAULTS, "skip", ""), "undo", "S").keys == (("skip", ""), ("undo", "S"))


@pytest.fixture
def dialer() -> RememberingDialer:
    return RememberingDialer()


@pytest.fixture
def services(data_dir: Path, clock: FakeClock, dialer: RememberingDialer) -> Iterator[Services]:
    made = make_services(data_dir, clock, dialer)
    add_all(made, [person("Ada Moss", "5125550101", sample=True), person("Ben Cole", "5125550102")])
    yield made
    made.store.close()


@pytest.fixture
def page(qtbot: QtBot, context: UiContext, data_dir: Path) -> SettingsPage:
    return show_page(qtbot, make_page(context, data_dir))


def named(page: SettingsPage, name: str, kind: type) -> QWidget:
    return next(one for one in page.findChildren(kind) if one.accessibleName() == name)


def texts(page: SettingsPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def type_in(qtbot: QtBot, page: SettingsPage, name: str, text: str) -> None:
    field = named(page, name, QLineEdit)
    field.clear()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_typed_value_is_on_disk_at_once(qtbot: QtBot, page: SettingsPage, services: Services) -> None:
    type_in(qtbot, page, "Minutes", "30")
    assert services.store.settings.load().minutes == 30


def test_a_value_out_of_range_is_refused_at_its_field(qtbot: QtBot, page: SettingsPage, services: Services) -> None:
    type_in(qtbot, page, "Minutes", "500")
    assert "An hour lasts 15 to 180 minutes, not 500." in texts(page)
    assert services.store.settings.load().minutes == 60
    type_in(qtbot, page, "Minutes", "50")
    assert "must lie" not in texts(page)


def test_the_look_is_changed_at_once(qtbot: QtBot, page: SettingsPage, context: UiContext, services: Services) -> None:
    with qtbot.waitSignals([context.hub.look_changed, context.hub.changed], timeout=15000):
        qtbot.mouseClick(named(page, "Light", QAbstractButton), Qt.MouseButton.LeftButton)
    assert services.store.settings.load().theme == "light"


def test_showing_again_changes_nothing(qtbot: QtBot, page: SettingsPage, context: UiContext) -> None:
    with qtbot.assertNotEmitted(context.hub.changed):
        page.on_shown()


def test_a_check_and_a_weekday(qtbot: QtBot, page: SettingsPage, services: Services) -> None:
    qtbot.mouseClick(named(page, "Hide the streak", QAbstractButton), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(named(page, "Fri", QAbstractButton), Qt.MouseButton.LeftButton)
    warm_ups = "Warm-ups in Practice: a call, an e-mail, a note by hand"
    qtbot.mouseClick(named(page, warm_ups, QAbstractButton), Qt.MouseButton.LeftButton)
    stored = services.store.settings.load()
    assert stored.hide_streak
    assert stored.warm_ups
    assert stored.work_week == (0, 1, 2, 3)


def test_the_dialer_is_tried_with_the_reps_own_number(
    qtbot: QtBot, page: SettingsPage, services: Services, dialer: RememberingDialer
) -> None:
    qtbot.mouseClick(named(page, "Test", QAbstractButton), Qt.MouseButton.LeftButton)
    assert "with its country code" in texts(page)
    qtbot.keyClicks(named(page, "Your own number", QLineEdit), "+1 512 555 0143")
    qtbot.mouseClick(named(page, "Test", QAbstractButton), Qt.MouseButton.LeftButton)
    assert dialer.dialled == ["tel:+15125550143"]
    qtbot.mouseClick(named(page, "It rang", QAbstractButton), Qt.MouseButton.LeftButton)
    assert services.store.settings.load().dialer_tested
    assert "The test has passed" in texts(page)


def test_dialling_by_hand_needs_no_test(page: SettingsPage, services: Services) -> None:
    select = named(page, "What do you call with?", QComboBox)
    assert isinstance(select, QComboBox)
    place = select.findText("I dial by hand")
    select.setCurrentIndex(place)
    select.activated.emit(place)
    assert services.store.settings.load().dialer == "hand"
    assert "Try it with your own number" not in texts(page)


def test_a_key_is_taken_by_pressing_it(qtbot: QtBot, page: SettingsPage, services: Services) -> None:
    button = named(page, "Undo: Z", QAbstractButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(button, Qt.Key.Key_S)
    assert "“Skip” already" in texts(page)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(button, Qt.Key.Key_K)
    assert services.store.settings.load().keys == (("undo", "K"),)
    assert button.accessibleName() == "Undo: K"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(button, Qt.Key.Key_Delete)
    assert button.accessibleName() == "Undo: off"


def test_sample_leads_go_in_one_click(qtbot: QtBot, page: SettingsPage, services: Services) -> None:
    button = named(page, "Remove the sample leads", QAbstractButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert services.store.leads.count() == 1
    assert not button.isEnabled()


def test_the_promises_about_data_are_said(page: SettingsPage, data_dir: Path) -> None:
    said = texts(page)
    assert "Offline, no account, no telemetry, nobody but you sees the data." in said
    assert "No national do-not-call register is consulted." in said
    assert str(data_dir) in said


def test_every_control_has_a_name(page: SettingsPage) -> None:
    kinds = (QAbstractButton, QLineEdit, QComboBox)
    controls = [one for kind in kinds for one in page.findChildren(kind)]
    assert [one for one in controls if not one.accessibleName()] == []


def test_page_keys_scroll_the_settings(qtbot: QtBot, page: SettingsPage) -> None:
    page.resize(900, 480)
    bar = page.findChild(QScrollArea).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.keyClick(page, Qt.Key.Key_PageDown)
    assert 0 < bar.value() < bar.maximum()
    qtbot.keyClick(page, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    field = named(page, "Your name", QLineEdit)
    qtbot.keyClick(field, Qt.Key.Key_Home)  # the caret's, not the page's
    assert bar.value() == bar.maximum()


def test_what_the_resistance_check_offers_for_the_hour_can_be_switched_off_again(
    page: SettingsPage, services: Services
) -> None:
    for label, name in (
        ("At 0 the ring dials by itself (with a tested dialer)", "dial_next"),
        ("After a feared call, ask: as feared, or better?", "fear_log"),
    ):
        check = named(page, label, QAbstractButton)
        for on in (True, False):
            check.click()  # type: ignore[attr-defined]
            assert getattr(services.rep.settings, name) is on


def test_the_hour_in_sets_stands_with_its_minutes(page: SettingsPage, services: Services) -> None:
    sets = named(page, "Sets in the hour", QWidget)
    for number in (3, 1):
        sets.findChild(QAbstractButton, str(number)).click()
        assert services.rep.settings.sets == number
    minutes = named(page, "Minutes", QLineEdit)
    work_week = next(label for label in page.findChildren(QLabel) if label.text() == "Work week")
    at = [one.mapTo(page, one.rect().topLeft()).y() for one in (minutes, sets, work_week)]
    assert at == sorted(at)


def test_at_the_largest_text_nothing_stands_beyond_the_right_edge(
    qtbot: QtBot, services: Services, data_dir: Path
) -> None:
    context = make_context(services, "light", 150)
    page = show_page(qtbot, make_page(context, data_dir))
    apply_theme(page, context.look.theme)
    page.resize(944, 720)  # the least window at that text
    QApplication.processEvents()
    area = next(each for each in page.findChildren(QScrollArea) if each.widget() is not None)
    held = area.widget()
    assert held is not None
    assert held.width() <= area.viewport().width()
