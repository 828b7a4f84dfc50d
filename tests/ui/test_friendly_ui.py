"""Friends and recent talks where the rep meets them: in Plan, among the warm-ups, under Settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.domain.calls import Outcome
from lch_desktop.domain.leads import FollowUp, Stage, Talk
from lch_desktop.domain.outcomes import Report
from lch_desktop.services.bundle import Services
from lch_desktop.services.call_log import Dial
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.plan import make_page as make_plan
from lch_desktop.ui.practice import warm_ups
from lch_desktop.ui.practice.warm_ups_state import friends_line
from lch_desktop.ui.settings import make_page as make_settings
from tests.fakes import START, FakeClock
from tests.ui.pages_kit import add_all, make_services, opener, person, show_page


def talked(days_ago: float, **more: object) -> FollowUp:
    at = START - timedelta(days=days_ago)
    given: dict[str, object] = {
        "stage": Stage.TALKING,
        "talk": Talk(at, 0.8),
        "last_call_at": at,
        "last_call_on": at.date(),
        "due_on": START.date() + timedelta(days=30),
    }
    return FollowUp(**{**given, **more})  # type: ignore[arg-type]


LATELY = talked(0.9, last_call_on=START.date() - timedelta(days=1), due_on=START.date())


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    add_all(
        made,
        [
            person("Kwame Osei", "5125550145"),
            person("Maya Cohen", "5125550146", follow=FollowUp(starred_on=made.rep.today())),
            person("Dana Ruiz", "5125550143", follow=talked(20)),
            person("Jun Park", "5125550144", follow=talked(30)),
            person("Olivia Grant", "5125550147", follow=LATELY),
        ],
    )
    yield made
    made.store.close()


def choose(services: Services, **chosen: bool) -> None:
    services.rep.save(replace(services.rep.settings, **chosen))  # type: ignore[arg-type]


def says(page: QWidget) -> list[str]:
    QApplication.processEvents()
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible() and each.text()]


@pytest.mark.parametrize(
    ("chosen", "order"),
    [
        ({}, "Maya Olivia Kwame"),
        ({"friendly_first": True}, "Olivia Dana Maya Kwame"),  # who is due anyway comes before who rests
        ({"speed_first": True}, "Olivia Maya Kwame"),
        ({"friendly_first": True, "speed_first": True}, "Olivia Dana Maya Kwame"),
    ],
)
def test_plan_shows_the_order_of_the_hour(
    qtbot: QtBot, services: Services, context: UiContext, chosen: dict[str, bool], order: str
) -> None:
    choose(services, **chosen)
    page = show_page(qtbot, make_plan(context))
    page.on_shown()
    rows = [row.goal.accessibleName().removeprefix("Goal for ").split()[0] for row in page.list.rows()]
    assert " ".join(rows) == order
    assert ("Friendly" in says(page)) == ("friendly_first" in chosen)
    is_told = any("Talked within 24 hours" in words for words in says(page))
    assert is_told == (chosen == {"speed_first": True})


@pytest.fixture
def page(qtbot: QtBot, services: Services, context: UiContext) -> warm_ups.WarmUpsSection:
    services.warm_ups.switch(True)
    open_one: Callable[[], warm_ups.WarmUpsSection] = opener(qtbot, context, warm_ups.make_section)
    return open_one()


def test_the_warm_ups_name_them_until_they_were_called(
    services: Services, context: UiContext, page: warm_ups.WarmUpsSection
) -> None:
    assert "Olivia Grant and Dana Ruiz were glad of your last talk." in says(page)
    for lead_id in (5, 3):
        services.log.log(lead_id, Report(outcome=Outcome.NO_ANSWER), Dial())
    context.hub.changed.emit()
    assert "Jun Park was glad of your last talk." in says(page)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((), ""),
        (("Dana Ruiz",), "Dana Ruiz was glad of your last talk."),
        (("Dana Ruiz", "Jun Park"), "Dana Ruiz and Jun Park were glad of your last talk."),
    ],
)
def test_the_line_of_friends(names: tuple[str, ...], said: str) -> None:
    assert friends_line(names) == said


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Begin with two who were glad of the last talk", "friendly_first"),
        ("Talked within 24 hours: right after what is promised", "speed_first"),
        ("Before an e-mail goes, ask: called first?", "phone_first"),
    ],
)
def test_each_is_switched_under_settings(
    qtbot: QtBot, services: Services, context: UiContext, data_dir: Path, label: str, name: str
) -> None:
    page = show_page(qtbot, make_settings(context, data_dir))
    context.hub.changed.connect(page.on_shown)
    page.on_shown()
    check = next(one for one in page.findChildren(QAbstractButton) if one.accessibleName() == label)
    assert not check.isChecked()
    for on in (True, False):
        qtbot.keyClick(check, Qt.Key.Key_Space)
        assert getattr(services.store.settings.load(), name) is on
        assert check.isChecked() is on
    choose(services, **{name: True})  # accepted elsewhere
    page.on_shown()
    assert check.isChecked()
