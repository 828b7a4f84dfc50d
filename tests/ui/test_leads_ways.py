"""The ways in and out of the Leads page: Export, Copy for CRM in the timeline, the newest file again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from pytestqt.qtbot import QtBot

from lch_desktop.domain.calls import Call, Outcome
from lch_desktop.domain.imports import ImportOptions, ParsedRow
from lch_desktop.services.bundle import Services
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.exporting import ExportMenu
from lch_desktop.ui.leads import LeadsPage
from tests.fakes import START, FakeClock
from tests.ui.leads_kit import named, open_first, open_page
from tests.ui.pages_kit import CannedFile, add_all, make_context, make_services, person

AGAIN = "Newest file again"


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    read = CannedFile((ParsedRow(2, person("Fay Import", "5125550109"), {"Name": "Fay Import"}),), format="hubspot")
    made = make_services(data_dir, clock, read=read)
    ada, ben = add_all(made, [person("Ada Moss", "5125550101", company="Moss & Sons"), person("Ben Cole")])
    for lead, note in ((ada, "wants both floors"), (ben, "")):
        made.store.calls.add(
            Call(
                lead_id=lead.id,
                outcome=Outcome.CONNECTED if note else Outcome.NO_ANSWER,
                note=note,
                started_at=START,
                ended_at=START + timedelta(minutes=5),
                talk_s=300 if note else 0,
                local_on=START.date(),
            )
        )
    yield made
    made.store.close()


@pytest.fixture
def page(qtbot: QtBot, context: UiContext) -> LeadsPage:
    return open_first(qtbot, context)


def menu_of(qtbot: QtBot, page: LeadsPage) -> ExportMenu:
    """The menu under Export, open."""
    qtbot.mouseClick(named(page, "Export", QAbstractButton), Qt.MouseButton.LeftButton)
    return page.findChild(ExportMenu)


def lines(menu: ExportMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.isVisible() and not action.isSeparator()]


def test_export_opens_its_menu_under_the_button(qtbot: QtBot, page: LeadsPage) -> None:
    menu = menu_of(qtbot, page)
    button = named(page, "Export", QAbstractButton)

    assert menu.isVisible()
    assert menu.y() == button.mapToGlobal(QPoint(0, button.height())).y()
    assert lines(menu) == [
        "Leads as a table (CSV)",
        "Leads as an address book (vCard)",
        "Calls as a table (CSV)",
        "Calendar (.ics)",
        "Everything (JSON)",
        "2 calls for your CRM: Save file",
        "2 calls for your CRM: Copy",
    ]
    menu.close()


def test_the_calls_for_the_crm_are_copied_once_and_wait_again_after_undo(
    qtbot: QtBot, page: LeadsPage, context: UiContext
) -> None:
    offered: list[object] = []
    context.hub.undo_offered.connect(lambda said, undo: offered.extend((said, undo)))
    menu = menu_of(qtbot, page)
    next(action for action in menu.actions() if action.text().endswith("Copy")).trigger()

    assert "wants both floors" in QGuiApplication.clipboard().text()
    assert offered[0] == "2 calls copied for your CRM."
    menu.aboutToShow.emit()
    assert not [line for line in lines(menu) if line.endswith("Copy")]
    offered[1]()  # type: ignore[operator]
    menu.aboutToShow.emit()
    assert "2 calls for your CRM: Copy" in lines(menu)
    menu.close()


def test_leads_are_written_where_the_rep_says(
    qtbot: QtBot, page: LeadsPage, context: UiContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    context.hub.told.connect(told.append)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine.csv"), ""))
    menu = menu_of(qtbot, page)
    menu.actions()[0].trigger()

    assert "Ada Moss" in (tmp_path / "mine.csv").read_text(encoding="utf-8-sig")
    assert told == ["2 leads written to mine.csv."]
    menu.close()


def test_one_call_is_copied_from_the_timeline(page: LeadsPage, services: Services, context: UiContext) -> None:
    offered: list[str] = []
    context.hub.undo_offered.connect(lambda said, _undo: offered.append(said))
    name = next(
        one.accessibleName()
        for one in page.findChildren(QAbstractButton)
        if one.accessibleName().startswith("Copy for CRM") and one.isVisibleTo(page)
    )
    named(page, name, QAbstractButton).click()

    assert name.startswith("Copy for CRM: Connected, 5 min, ")
    text = QGuiApplication.clipboard().text()
    assert "Ada Moss" in text
    assert "wants both floors" in text
    assert offered == ["1 call copied for your CRM."]
    assert services.handing_back.pending().count == 1


def test_what_came_with_a_file_has_nothing_to_copy(page: LeadsPage, services: Services, context: UiContext) -> None:
    services.importing.bring_in(Path("leads.csv"), ImportOptions())
    context.hub.changed.emit()
    page.select_lead(services.store.leads.who_has("+15125550109")[0])

    copies = [one for one in page.findChildren(QAbstractButton) if one.accessibleName().startswith("Copy for CRM")]
    assert not [one for one in copies if one.isVisibleTo(page)]
    assert named(page, "Show its cells", QAbstractButton)


def test_the_newest_file_is_offered_once_a_file_was_brought_in(
    qtbot: QtBot, page: LeadsPage, services: Services, context: UiContext
) -> None:
    shown = [one for one in page.findChildren(QAbstractButton) if one.accessibleName() == AGAIN]
    assert [one.isVisibleTo(page) for one in shown] == [False]

    report = services.importing.bring_in(Path("leads.csv"), ImportOptions())
    context.hub.changed.emit()
    said: list[str] = []
    context.hub.told.connect(said.append)
    with qtbot.waitSignal(context.hub.newer_file_requested, timeout=1000):
        qtbot.mouseClick(named(page, AGAIN, QAbstractButton), Qt.MouseButton.LeftButton)
    assert said == ["Looking where the last file came from ..."]

    services.importing.undo(report.import_id)
    context.hub.changed.emit()
    assert not shown[0].isVisibleTo(page)


@pytest.mark.parametrize("width", [1216, 700, 420])
@pytest.mark.parametrize("scale", [100, 150])
def test_the_buttons_fit_any_page(qtbot: QtBot, services: Services, width: int, scale: int) -> None:
    services.importing.bring_in(Path("leads.csv"), ImportOptions())
    page = open_page(qtbot, make_context(services, scale=scale), (width, 900))

    for name in (AGAIN, "Import", "Export", "New lead"):
        button = named(page, name, QAbstractButton)
        left = button.mapTo(page, QPoint(0, 0)).x()
        assert left >= 0
        assert left + button.sizeHint().width() <= page.width()
        assert button.width() == button.sizeHint().width()
