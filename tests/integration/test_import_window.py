"""The import page in the real window, with the real importer: how it opens, what comes in, what it leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from lch_desktop.domain.imports import ImportOptions
from lch_desktop.domain.leads import Stage
from lch_desktop.domain.stored import LeadFilter
from lch_desktop.ui.importing import ImportPage
from lch_desktop.ui.main_window import MainWindow
from tests.fakes import FakeClock
from tests.ui.focus_kit import opened
from tests.ui.pages_kit import person

TEXT = """\
First Name,Last Name,Company,Phone,Email,Lead Status,Contact owner,Worth to us
Dana,Ruiz,Ruiz Dental,(512) 555-0143,dana@example.com,PARKED,Sam Rivera,"$38,500"
Kwame,Osei,Osei Logistics,(404) 555-0126,kwame@example.com,NEW,Sam Rivera,7200
Priya,Nair,Lakeside Pediatrics,,priya@example.com,NEW,Sam Rivera,
Tom,Bell,Bell Bakery,(210) 555-0109,tom@example.com,NEW,Ines Roth,900
,,,,,,Sam Rivera,
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "my export.csv"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def window(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> Iterator[MainWindow]:
    with opened(data_dir, clock) as made:
        made.window.open_home()
        yield made.window


def page_of(window: MainWindow) -> ImportPage:
    page = window.page("Import")
    assert isinstance(page, ImportPage)
    return page


def texts(page: ImportPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def press(page: ImportPage, name: str) -> None:
    next(x for x in page.findChildren(QAbstractButton) if x.accessibleName() == name and x.isVisible()).click()


def drop(window: MainWindow, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(400, 300), copy, data, left, none))


def values(window: MainWindow) -> dict[str, float | None]:
    leads = window._context.services.store.leads
    return {lead.name: lead.value for lead in leads.find(LeadFilter(), 50)}


def test_a_dropped_file_opens_the_page_and_the_sidebar_stays_on_leads(window: MainWindow, file: Path) -> None:
    drop(window, file)
    assert window.front == "Import"
    assert window.sidebar.isVisible()
    assert window.sidebar.buttons["Leads"].is_current
    assert "my export.csv, 5 rows, UTF-8 with commas" in texts(page_of(window))


def test_two_files_at_once_are_not_taken(window: MainWindow, file: Path) -> None:
    drop(window, file, file)
    assert window.front == "Today"


@pytest.mark.parametrize("place", ["Ready", "Debrief"])
def test_a_file_dropped_where_the_window_is_busy_stays_outside(window: MainWindow, file: Path, place: str) -> None:
    window.show_page(place)
    drop(window, file)
    assert window.front == place


def test_nothing_comes_between_the_rep_and_the_hour(qtbot: QtBot, data_dir: Path, clock: FakeClock, file: Path) -> None:
    with opened(data_dir, clock) as hour:
        hour.store.leads.add(person("Lead 1", "5125550101"))
        hour.start()
        hour.window._context.hub.import_requested.emit(str(file))
        assert hour.window.room.in_hour
        assert hour.store.leads.count() == 1


def test_mapped_answered_brought_in_undone_and_in_again(window: MainWindow, file: Path) -> None:
    hub = window._context.hub
    hub.import_requested.emit("")
    hub.import_requested.emit(str(file))
    page = page_of(window)
    box = next(x for x in page.findChildren(QComboBox) if x.accessibleName() == "Worth to us")
    box.setCurrentIndex(box.findText("Value"))
    box.activated.emit(box.currentIndex())
    press(page, "Only Sam's")
    press(page, "Not a lead")
    press(page, "Continue with 5 rows")
    press(page, "Bring in 3 leads")
    assert values(window) == {"Dana Ruiz": 38500, "Kwame Osei": 7200, "Priya Nair": None}
    press(page, "Undo")
    assert values(window) == {}
    press(page, "Bring it in again")
    press(page, "Continue with 5 rows")
    press(page, "Bring in 3 leads")
    assert values(window)["Dana Ruiz"] == 38500
    kept = window._context.services.importing.look(file).options
    assert (dict(kept.mapping), kept.owner) == ({"Worth to us": "value"}, "Sam Rivera")
    assert dict(kept.statuses) == {"PARKED": Stage.NOT_A_LEAD}


def test_the_same_file_again_brings_nothing_and_says_so(window: MainWindow, file: Path) -> None:
    services = window._context.services
    services.importing.bring_in(file, ImportOptions(region="US"))
    window._context.hub.import_requested.emit(str(file))
    page = page_of(window)
    press(page, "Continue with 5 rows")
    assert "Nothing new: 4 unchanged." in texts(page)
    press(page, "Go on")
    assert "Nothing new: 4 unchanged" in texts(page)


def test_a_list_of_numbers_silences_for_good(window: MainWindow, file: Path, tmp_path: Path) -> None:
    services = window._context.services
    services.importing.bring_in(file, ImportOptions(region="US"))
    numbers = tmp_path / "never.txt"
    numbers.write_text("Phone\n(512) 555-0143\n(404) 555-0126\n", encoding="utf-8")
    window._context.hub.import_requested.emit("")
    page = page_of(window)
    press(page, "A list of numbers never to call")
    page.open(str(numbers))
    assert services.store.suppressions.count() == 0
    press(page, "Never call 2 numbers")
    assert services.store.suppressions.count() == 2
    assert "2 leads of yours have one of them" in texts(page)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("gone.csv", None, "There is no file gone.csv"),
        ("empty.csv", b"", "empty.csv is empty"),
        ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "photo.csv"),
    ],
)
def test_what_is_no_file_of_leads_is_one_sentence(
    window: MainWindow, tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    window._context.hub.import_requested.emit(str(path))
    page = page_of(window)
    assert says in texts(page)
    press(page, "Other file")
    assert says not in texts(page)


def test_problem_rows_are_written(window: MainWindow, file: Path, tmp_path: Path) -> None:
    window._context.hub.import_requested.emit(str(file))
    page = page_of(window)
    press(page, "Continue with 5 rows")
    target = tmp_path / "problems.csv"
    page._presenter.save_problems(str(target))
    assert "1 row is in problems.csv." in texts(page)
    assert target.read_text(encoding="utf-8-sig").splitlines()[0].endswith("Reason")
    page._presenter.save_problems(str(file))
    assert file.read_text(encoding="utf-8") == TEXT
    assert "my export.csv" in texts(page)
