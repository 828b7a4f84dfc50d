"""The pre-flight card in Plan: asked off the page, folded, ticked by hand, and never in the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from lch_desktop.domain.shield import Standing, State
from lch_desktop.services.bundle import Services
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.plan import PlanPage, make_page
from lch_desktop.ui.shield.preflight_state import seen_of
from lch_desktop.ui.widgets import PrimaryButton
from tests.fakes import FakeClock
from tests.ui.pages_kit import add_all, make_services, opener, person
from tests.ui.shield_kit import READY, FakeDesk, press, shielded, shown

LEAKS = (*READY[:1], Standing("quiet", State.LEAKING, "a proxy is on", "Switch it off."), *READY[2:])


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    add_all(made, [person("Dana Ruiz", "5125550143"), person("Kwame Osei", "5125550145")])
    made.rep.save(replace(made.rep.settings, block_apps=("slack",)))
    yield made
    made.store.close()


@pytest.fixture
def context(services: Services, desk: FakeDesk) -> UiContext:
    return shielded(services, desk)


def open_plan(qtbot: QtBot, context: UiContext) -> PlanPage:
    page = opener(qtbot, context, make_page)()
    page.activateWindow()
    QApplication.processEvents()
    return page


def test_without_a_shield_there_is_no_card(qtbot: QtBot, services: Services) -> None:
    page = open_plan(qtbot, shielded(services, None))
    assert page.shield is None
    assert "Shield" not in shown(page)


def test_every_barrier_has_a_row(qtbot: QtBot, context: UiContext) -> None:
    page = open_plan(qtbot, context)
    said = shown(page)
    for words in (
        "Shield",
        "5 of 9 ready",
        "Notifications quiet",
        "23 sites, ready",
        "asks to close at start",
    ):
        assert words in said
    assert "Sites system-wide" not in said  # off: an option in the settings, not a gap


def test_the_desk_is_asked_once_until_something_of_the_shield_changes(
    qtbot: QtBot, context: UiContext, services: Services, desk: FakeDesk
) -> None:
    page = open_plan(qtbot, context)
    context.hub.changed.emit()
    assert desk.asked == ["preflight"]
    services.rep.save(replace(services.rep.settings, barriers=("quiet",)))
    context.hub.changed.emit()
    assert desk.asked == ["preflight"] * 2
    page.hide()
    page.show()
    page.on_shown()
    assert desk.asked == ["preflight"] * 3


def test_the_page_waits_for_no_answer(qtbot: QtBot, context: UiContext, desk: FakeDesk) -> None:
    desk.slow = True
    page = open_plan(qtbot, context)
    assert "looking …" in shown(page)
    with qtbot.waitSignal(context.hub.start_requested):
        qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.waiting.pop()()
    assert "5 of 9 ready" in shown(page)


def test_an_answer_of_older_settings_is_not_shown(
    qtbot: QtBot, context: UiContext, services: Services, desk: FakeDesk
) -> None:
    desk.slow = True
    page = open_plan(qtbot, context)
    desk.standings = LEAKS
    services.rep.save(replace(services.rep.settings, block_lists=()))
    context.hub.changed.emit()
    old, new = desk.waiting
    new()
    old()
    assert "Leaking: a proxy is on. Switch it off." in shown(page)


def test_what_is_raised_is_probed(qtbot: QtBot, context: UiContext, desk: FakeDesk) -> None:
    desk.up, desk.verified = True, (Standing("quiet", State.VERIFIED),)
    page = open_plan(qtbot, context)
    assert desk.asked == ["verify"]
    assert "verified" in shown(page)


def test_an_amber_row_blocks_nothing_and_can_be_tested_again(qtbot: QtBot, context: UiContext, desk: FakeDesk) -> None:
    desk.standings = LEAKS
    page = open_plan(qtbot, context)
    assert "Leaking: a proxy is on. Switch it off." in shown(page)
    with qtbot.waitSignal(context.hub.start_requested):
        qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.standings = READY
    press(page, "Test again")
    assert "5 of 9 ready" in shown(page)


def test_what_is_missing_leads_to_the_settings(qtbot: QtBot, context: UiContext, desk: FakeDesk) -> None:
    desk.standings = (Standing("sites-browser", State.NOT_AVAILABLE, "no extension", "Put it in once."),)
    page = open_plan(qtbot, context)
    with qtbot.waitSignal(context.hub.page_requested) as asked:
        press(page, "Set it up")
    assert asked.args == ["Settings"]


def test_one_key_unfolds_what_is_as_yesterday(
    qtbot: QtBot, context: UiContext, services: Services, desk: FakeDesk
) -> None:
    services.rep.save(replace(services.rep.settings, preflight_seen=seen_of(READY)))
    page = open_plan(qtbot, context)
    assert "Notifications quiet" not in shown(page)
    press(page, "5 as yesterday")
    assert "Notifications quiet" in shown(page)
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert "Notifications quiet" not in shown(page)


def test_ticks_are_kept_for_today(qtbot: QtBot, context: UiContext, services: Services, clock: FakeClock) -> None:
    page = open_plan(qtbot, context)
    checks = {box.accessibleName(): box for box in page.shield.findChildren(QCheckBox)}  # type: ignore[union-attr]
    assert list(checks) == ["Phone on ring-only", "Sign on the door", "Blinds closed", "Headset on"]
    checks["Headset on"].click()
    checks["Phone on ring-only"].click()
    assert services.rep.settings.hand_ticks == ("phone", "headset")
    assert services.rep.settings.hand_ticked_on == "2026-11-23"
    assert shown(page).count("ticked by hand") == 2
    assert "7 of 9 ready" in shown(page)
    clock.advance(24 * 3600)
    page.on_shown()
    assert not checks["Headset on"].isChecked()
    checks["Blinds closed"].click()
    assert services.rep.settings.hand_ticks == ("blinds",)


def test_the_sign_can_be_printed(qtbot: QtBot, context: UiContext, desk: FakeDesk) -> None:
    page = open_plan(qtbot, context)
    press(page, "Print one")
    assert desk.asked[-1] == "sign"


def test_the_card_never_widens_its_column(qtbot: QtBot, context: UiContext, desk: FakeDesk) -> None:
    long = "the extension does not answer in Chromium, which may be because it was closed in the meantime"
    desk.standings = (Standing("sites-browser", State.NOT_AVAILABLE, long, long),)
    page = open_plan(qtbot, context)
    assert page.shield is not None
    assert page.shield.width() <= page.if_then.width() <= 400


@pytest.mark.parametrize(("height", "is_second"), [(720, True), (1400, False)])
def test_in_a_low_window_the_shield_is_in_sight(
    qtbot: QtBot, context: UiContext, services: Services, height: int, is_second: bool
) -> None:
    services.rep.save(replace(services.rep.settings, preflight_seen=seen_of(READY, (), services.rep.settings)))
    page = open_plan(qtbot, context)
    page.resize(1056, height)
    page.resize(1280 - 224, height)
    assert page.shield is not None
    card = page.shield
    qtbot.waitUntil(lambda: (card.y() < page.if_then.y()) is is_second)
    qtbot.waitUntil(lambda: card.mapTo(page, card.rect().bottomLeft()).y() <= height)


def test_where_enough_of_the_shield_is_seen_the_cards_keep_their_order_and_scroll_by_themselves(
    qtbot: QtBot, context: UiContext
) -> None:
    page = open_plan(qtbot, context)
    page.resize(1056, 900)
    page.resize(1440 - 224, 900)
    card, bar = page.shield, page._side_scroll.verticalScrollBar()
    assert card is not None
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.waitUntil(lambda: page.numbers.y() < page.if_then.y() < card.y())
    listed = page._list_card
    assert listed.mapTo(page, listed.rect().bottomLeft()).y() <= 900, "the list is whole, with its foot"
    start = next(one for one in page.findChildren(PrimaryButton) if one.isVisible())
    ends = [part.mapTo(page, part.rect().topRight()).x() for part in (start, page.numbers, page.if_then, card)]
    assert len(set(ends)) == 1
