"""The import flow: words of the result, the owners' question, one-click undo, failures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QLabel, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.domain.errors import FileError
from lch_desktop.domain.imports import ImportOptions, ImportReport, ParsedRow, SkippedRow
from lch_desktop.services.bundle import Services
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.importing import ImportFlow
from lch_desktop.ui.importing.state import NO_REGISTER, build_state, possessive, undone_words
from lch_desktop.ui.tasks import ThreadTasks
from tests.fakes import FakeClock
from tests.ui.pages_kit import CannedFile, make_context, make_services, person


def report(**changes: object) -> ImportReport:
    values: dict[str, object] = {
        "format": "table",
        "rows": 10,
        "created": 1,
        "merged": 3,
        "unchanged": 4,
        "needs_number": 2,
        "do_not_call": 1,
        "skipped": (SkippedRow(7, "no name, no number, no e-mail"), SkippedRow(9, "<b>")),
        "import_id": 5,
        **changes,
    }
    return ImportReport(**values)  # type: ignore[arg-type]


def test_the_result_is_told_in_words() -> None:
    state = build_state("leads.csv", report(), rep_name="", first=True)
    assert state.headline == "leads.csv: 10 rows read"
    assert state.lines == (
        "1 new lead",
        "3 leads that were here are up to date",
        "4 were here already, unchanged",
        "2 need a number",
        "1 will never be called",
    )
    assert state.skipped == ("Row 7: no name, no number, no e-mail", "Row 9: <b>")
    assert state.note == NO_REGISTER


@pytest.mark.parametrize(
    ("rep_name", "question", "first"),
    [
        ("Sam Rivera", "Only Sam's? 6 of 10 are yours.", "Sam Rivera"),
        ("sam", "Only Sam's? 6 of 10 are yours.", "Sam Rivera"),
        ("Kim", "The rows belong to 2 owners. Keep only one's?", "Ines Roth"),
        ("", "The rows belong to 2 owners. Keep only one's?", "Ines Roth"),
    ],
)
def test_the_owner_question_knows_the_rep(rep_name: str, question: str, first: str) -> None:
    owners = (("Ines Roth", 4), ("Sam Rivera", 6))
    asked = build_state("x.csv", report(owners=owners), rep_name=rep_name, first=False).owners
    assert asked is not None
    assert (asked.question, asked.owners[0][0]) == (question, first)


@pytest.mark.parametrize(("name", "expected"), [("Sam", "Sam's"), ("James", "James'")])
def test_possessive(name: str, expected: str) -> None:
    assert possessive(name) == expected


def test_undo_says_who_stays() -> None:
    assert undone_words(411, 0) == "Import taken back: 411 leads removed."
    assert undone_words(1, 1) == "Import taken back: 1 lead removed. 1 stays, it was called since."


@pytest.fixture
def file() -> CannedFile:
    people = [("Ada Moss", "Sam Rivera"), ("Ben Cole", "Sam Rivera"), ("Cleo Hart", "Ines Roth")]
    rows = [
        ParsedRow(row, person(name, f"512555010{row}", owner=owner))
        for row, (name, owner) in enumerate(people, start=2)
    ]
    return CannedFile(tuple(rows))


@pytest.fixture
def services(data_dir: Path, clock: FakeClock, file: CannedFile) -> Iterator[Services]:
    made = make_services(data_dir, clock, read=file)
    yield made
    made.store.close()


@pytest.fixture
def context(services: Services) -> UiContext:
    return make_context(services)


@pytest.fixture
def flow(qtbot: QtBot, context: UiContext) -> ImportFlow:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return ImportFlow(context, window)


def button(flow: ImportFlow, name: str) -> QAbstractButton:
    return next(one for one in flow.panel.findChildren(QAbstractButton) if one.accessibleName() == name)


def texts(flow: ImportFlow) -> str:
    shown = [label.text() for label in flow.panel.findChildren(QLabel) if label.isVisibleTo(flow.panel)]
    return "\n".join(shown)


def test_a_file_comes_in_and_is_told(flow: ImportFlow, services: Services, file: CannedFile) -> None:
    flow.take("/somewhere/leads.csv")
    assert services.store.leads.count() == 3
    assert file.asked == [ImportOptions(region="US")]
    assert flow.panel.isVisible()
    assert not flow.panel.busy
    assert "3 new leads" in texts(flow)
    assert NO_REGISTER in texts(flow)


def test_the_register_sentence_comes_with_the_first_import_only(flow: ImportFlow) -> None:
    flow.take("/somewhere/leads.csv")
    flow.take("/somewhere/leads.csv")
    assert "3 were here already, unchanged" in texts(flow)
    assert NO_REGISTER not in texts(flow)


@pytest.mark.parametrize("made", [True, False])
def test_the_dialog_starts_in_downloads_or_at_home(
    flow: ImportFlow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: bool
) -> None:
    downloads, home, asked = tmp_path / "Downloads", tmp_path, []
    if made:
        downloads.mkdir()
    places = {QStandardPaths.StandardLocation.DownloadLocation: downloads}
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda place: str(places.get(place, home)))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: asked.append(given[2]) or ("", ""))
    flow.choose()
    assert asked == [str(downloads if made else home)]


def test_one_click_takes_it_back(qtbot: QtBot, flow: ImportFlow, context: UiContext, services: Services) -> None:
    flow.take("/somewhere/leads.csv")
    with qtbot.waitSignal(context.hub.told, timeout=15000) as told:
        qtbot.mouseClick(button(flow, "Undo"), Qt.MouseButton.LeftButton)
    assert told.args == ["Import taken back: 3 leads removed."]
    assert services.store.leads.count() == 0
    assert not flow.panel.isVisible()


def test_only_one_owners_leads_are_kept(qtbot: QtBot, flow: ImportFlow, services: Services) -> None:
    flow.take("/somewhere/leads.csv")
    assert "The rows belong to 2 owners" in texts(flow)
    assert flow.panel.findChild(QComboBox).currentData() == "Sam Rivera"
    qtbot.mouseClick(button(flow, "Keep only these"), Qt.MouseButton.LeftButton)
    assert services.store.leads.count() == 2
    assert "2 new leads" in texts(flow)


def test_a_failure_is_handed_up_as_one(
    qtbot: QtBot, flow: ImportFlow, context: UiContext, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise FileError("not-a-table", path="x")

    monkeypatch.setattr(services.importing, "_read", refuse)
    with qtbot.waitSignal(context.hub.failed, timeout=15000) as failed:
        flow.take("/somewhere/leads.csv")
    assert failed.args[0].code == "not-a-table"
    assert not flow.panel.isVisible()


def test_skipped_rows_are_listed_plainly(qtbot: QtBot, flow: ImportFlow) -> None:
    flow.panel.show_state(build_state("x.csv", report(), rep_name="", first=False))
    flow.panel.show()
    listed = flow.panel.findChild(QListWidget)
    assert [listed.item(row).text() for row in range(listed.count())][1] == "Row 9: <b>"


def test_the_panel_cannot_be_closed_while_a_file_comes_in(qtbot: QtBot, flow: ImportFlow) -> None:
    flow.panel.show_reading("leads.csv")
    flow.panel.show()
    qtbot.keyClick(flow.panel, Qt.Key.Key_Escape)
    assert flow.panel.isVisible()
    flow.panel.show_progress(400, 1200)
    assert "400 of 1,200 rows" in texts(flow)
    flow.panel.show_state(build_state("x.csv", report(), rep_name="", first=False))
    qtbot.keyClick(flow.panel, Qt.Key.Key_Escape)
    assert not flow.panel.isVisible()


def test_a_file_comes_in_on_a_worker_thread(qtbot: QtBot, services: Services) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    tasks = ThreadTasks(services.store)
    flow = ImportFlow(replace(make_context(services), tasks=tasks), window)
    with qtbot.waitSignal(flow.finished, timeout=15000) as finished:
        flow.take("/somewhere/leads.csv")
    assert finished.args[0].created == 3
    assert services.store.leads.count() == 3
    tasks.close()
