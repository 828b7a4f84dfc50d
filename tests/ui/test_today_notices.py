"""The quiet lines of Today: a newer file, and promises that are overdue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.domain.errors import FileError, LchError
from lch_desktop.domain.imports import ImportOptions, ImportReport
from lch_desktop.domain.leads import FollowUp
from lch_desktop.domain.newer_files import NewerFile
from lch_desktop.platforms.folders import ThisComputersFolders
from lch_desktop.services.bundle import Services
from lch_desktop.services.newer_files import NewerFiles
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.today import TodayPage, make_page
from lch_desktop.ui.today.notices import Act, Newer, NoticeState, build_newer, build_overdue, what_came
from tests.fakes import FakeClock
from tests.integration.test_newer_files import FIRST, SECOND, put
from tests.integration.wired import close_all, wired
from tests.ui.pages_kit import add_all, opener, person

QUESTION = "May Lead Conversion Hour look for newer files in Downloads each morning?"
OFFER = "New HubSpot file in Downloads: 1 new, 1 changed. Bring in?"


def report(created: int, merged: int) -> ImportReport:
    rows = created + merged
    return ImportReport("hubspot", rows, created, merged, 0, 0, 0, (), 1)


def offer(format_name: str = "hubspot", created: int = 6, merged: int = 12) -> NewerFile:
    return NewerFile("/home/sam/Downloads/a.csv", "Downloads", format_name, "digest", report(created, merged))


@pytest.mark.parametrize(
    ("newer", "sentence", "acts"),
    [
        (Newer(), "", ()),
        (Newer(asks_folder="Downloads"), QUESTION, (Act.YES, Act.NO)),
        (
            Newer(offer=offer()),
            "New HubSpot file in Downloads: 6 new, 12 changed. Bring in?",
            (Act.BRING_IN, Act.LOOK_OVER, Act.NOT_NOW),
        ),
        (
            Newer(offer=offer("vcard", 1200, 0)),
            "New address book in Downloads: 1,200 new. Bring in?",
            (Act.BRING_IN, Act.LOOK_OVER, Act.NOT_NOW),
        ),
        (
            Newer(offer=replace(offer("table"), report=None)),
            "New file in Downloads. Bring in?",
            (Act.BRING_IN, Act.LOOK_OVER, Act.NOT_NOW),
        ),
        (Newer(offer=offer(), asks_folder="Downloads", busy="a.csv"), "Bringing in a.csv …", ()),
    ],
)
def test_what_the_line_about_a_newer_file_says(newer: Newer, sentence: str, acts: tuple[Act, ...]) -> None:
    state = build_newer(newer)
    assert (state.sentence, state.acts) == (sentence, acts)


def test_what_came_in_words() -> None:
    assert [what_came(*pair) for pair in ((0, 0), (0, 2), (1, 0))] == ["nothing new", "2 changed", "1 new"]


@pytest.mark.parametrize(
    ("overdue", "minutes", "said"),
    [
        (0, 60, ""),
        (4, 60, ""),
        (5, 60, "5 promised calls are overdue."),
        (9, 60, "9 promised calls are overdue."),
        (6, 90, ""),
        (7, 90, "7 promised calls are overdue."),
        (1, 15, ""),
        (2, 15, "2 promised calls are overdue."),
        (1234, 60, "1,234 promised calls are overdue."),
    ],
)
def test_more_overdue_than_the_hour_can_keep(overdue: int, minutes: int, said: str) -> None:
    assert build_overdue(overdue, minutes) == (NoticeState(said, "clock", (Act.CLEAR_DECK,)) if said else NoticeState())


# on the page


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    folder = tmp_path / "Downloads"
    folder.mkdir()
    return folder


@pytest.fixture
def services(data_dir: Path, clock: FakeClock, downloads: Path) -> Iterator[Services]:
    made = wired(data_dir, clock)
    first = put(downloads, "hubspot-contacts.csv", FIRST, hours=-72)
    made.importing.bring_in(first, ImportOptions())
    made.__dict__["newer_files"] = NewerFiles(made.store, made.rep, made.importing, ThisComputersFolders())
    yield made
    close_all()


@pytest.fixture
def show(qtbot: QtBot, context: UiContext) -> Callable[[], TodayPage]:
    return opener(qtbot, context, make_page)


def agreed(services: Services, answer: str = "yes") -> None:
    services.rep.save(replace(services.rep.settings, newer_files=answer))


def says(page: QWidget, sentence: str) -> bool:
    return any(label.text() == sentence and label.isVisibleTo(page) for label in page.findChildren(QLabel))


def buttons(page: QWidget) -> list[str]:
    return [one.accessibleName() for one in page.findChildren(QAbstractButton) if one.isVisibleTo(page)]


def press(page: QWidget, name: str) -> None:
    next(
        one for one in page.findChildren(QAbstractButton) if one.accessibleName() == name and one.isVisibleTo(page)
    ).click()


def test_it_asks_once(show: Callable[[], TodayPage], services: Services, downloads: Path) -> None:
    put(downloads, "hubspot-contacts (1).csv", SECOND)
    page = show()
    assert says(page, QUESTION)
    press(page, "No")
    assert not says(page, QUESTION)
    assert services.store.settings.load().newer_files == "no"
    page.on_shown()
    assert not says(page, QUESTION)
    assert not says(page, OFFER)


def test_after_yes_the_file_is_offered(show: Callable[[], TodayPage], downloads: Path) -> None:
    put(downloads, "hubspot-contacts (1).csv", SECOND)
    page = show()
    press(page, "Yes")
    assert says(page, OFFER)
    assert {"Bring in", "Look over", "Not now"} <= set(buttons(page))


def test_with_no_import_nothing_is_asked(services: Services, show: Callable[[], TodayPage]) -> None:
    last = services.store.imports.last()
    assert last is not None
    add_all(services, [person("Somebody Else", "5125550199")])
    services.importing.undo(last.id)
    assert not says(show(), QUESTION)


def test_bring_in_says_what_came_and_takes_it_back(
    show: Callable[[], TodayPage], services: Services, context: UiContext, downloads: Path
) -> None:
    agreed(services)
    put(downloads, "hubspot-contacts (1).csv", SECOND)
    page = show()
    offered: list[tuple[str, Callable[[], object]]] = []
    context.hub.undo_offered.connect(lambda words, undo: offered.append((words, undo)))
    press(page, "Bring in")
    assert services.store.leads.count() == 3
    ((words, undo),) = offered
    assert words == "hubspot-contacts (1).csv is in: 1 new, 1 changed."
    assert not says(page, OFFER)
    undo()
    assert services.store.leads.count() == 2


def test_not_now_is_never_again(show: Callable[[], TodayPage], services: Services, downloads: Path) -> None:
    agreed(services)
    put(downloads, "hubspot-contacts (1).csv", SECOND)
    page = show()
    press(page, "Not now")
    assert not says(page, OFFER)
    services.rep.clock.advance(24 * 3600)  # type: ignore[attr-defined]
    page.on_shown()
    assert not says(page, OFFER)


def test_look_over_opens_the_import_page(
    show: Callable[[], TodayPage], services: Services, context: UiContext, downloads: Path, qtbot: QtBot
) -> None:
    agreed(services)
    path = put(downloads, "hubspot-contacts (1).csv", SECOND)
    page = show()
    with qtbot.waitSignal(context.hub.import_requested) as asked:
        press(page, "Look over")
    assert asked.args == [str(path)]
    assert not says(page, OFFER)


def test_it_looks_once_a_day(show: Callable[[], TodayPage], services: Services, downloads: Path) -> None:
    agreed(services)
    page = show()
    put(downloads, "hubspot-contacts (1).csv", SECOND)
    page.on_shown()
    assert not says(page, OFFER)
    services.rep.clock.advance(24 * 3600)  # type: ignore[attr-defined]
    page.on_shown()
    assert says(page, OFFER)


def test_a_window_left_open_over_night_looks_in_the_morning(
    show: Callable[[], TodayPage], services: Services, downloads: Path
) -> None:
    agreed(services)
    page = show()
    put(downloads, "hubspot-contacts (1).csv", SECOND)
    page._presenter.minute_passed()
    assert not says(page, OFFER)
    services.rep.clock.advance(24 * 3600)  # type: ignore[attr-defined]
    page._presenter.minute_passed()
    assert says(page, OFFER)


def test_a_file_that_went_meanwhile_is_said(
    show: Callable[[], TodayPage], services: Services, context: UiContext, downloads: Path
) -> None:
    agreed(services)
    path = put(downloads, "hubspot-contacts (1).csv", SECOND)
    page = show()
    path.unlink()
    failures: list[LchError] = []
    context.hub.failed.connect(failures.append)
    press(page, "Bring in")
    assert [type(error) for error in failures] == [FileError]
    assert not says(page, OFFER)
    assert "Start the hour" in buttons(page)


def test_fetching_brings_in_what_is_newer_whatever_was_said_before(
    show: Callable[[], TodayPage], services: Services, context: UiContext, downloads: Path
) -> None:
    agreed(services, "no")
    page = show()
    told: list[str] = []
    context.hub.told.connect(told.append)
    page.fetch_newer_file()
    assert told == ["Nothing newer is there than what was brought in last."]
    put(downloads, "hubspot-contacts (1).csv", SECOND)
    page.fetch_newer_file()
    assert services.store.leads.count() == 3


def test_many_overdue_promises_offer_to_clear_the_deck(
    show: Callable[[], TodayPage], services: Services, context: UiContext, qtbot: QtBot
) -> None:
    agreed(services, "no")
    days_ago = services.rep.now() - timedelta(days=3)
    add_all(services, [person(f"P {n}", f"51255502{n:02}", follow=FollowUp(promise_at=days_ago)) for n in range(4)])
    page = show()
    assert "Clear the deck" not in buttons(page)
    add_all(services, [person("One More", "5125550299", follow=FollowUp(promise_at=days_ago))])
    page.on_shown()
    assert says(page, "5 promised calls are overdue.")
    with qtbot.waitSignal(context.hub.clear_deck_requested):
        press(page, "Clear the deck")
