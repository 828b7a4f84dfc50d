"""The import page: its four steps, by key and by button, with an importer that answers what it was told to."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from lch_desktop.domain.errors import FileError
from lch_desktop.domain.imports import ColumnLook, Duplicates, ImportOptions, Progress
from lch_desktop.domain.leads import Stage
from lch_desktop.services.bundle import Services
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.importing import ImportPage, make_page
from lch_desktop.ui.importing.outcome import NO_REGISTER
from lch_desktop.ui.importing.seen_list import SeenList
from lch_desktop.ui.tasks import ThreadTasks
from lch_desktop.ui.widgets import Check
from lch_desktop.ui.widgets.buttons import Button
from tests.fakes import FakeClock
from tests.ui.import_kit import HUBSPOT, FakeImporting, file_look, rehearsal, report
from tests.ui.pages_kit import make_context, make_services, show_page

FILE = "/somewhere/contacts.csv"
LIMIT_MS = 15000


@pytest.fixture
def importer() -> FakeImporting:
    return FakeImporting()


@pytest.fixture
def services(data_dir: Path, clock: FakeClock, importer: FakeImporting) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    made.__dict__["importing"] = importer
    made.rep.save(replace(made.rep.settings, rep_name="Sam Rivera", import_folder=str(data_dir)))
    yield made
    made.store.close()


@pytest.fixture
def page(qtbot: QtBot, context: UiContext) -> ImportPage:
    return show_page(qtbot, make_page(context))


def button(page: QWidget, name: str) -> QAbstractButton:
    return next(one for one in page.findChildren(QAbstractButton) if one.accessibleName() == name and one.isVisible())


def has_button(page: QWidget, name: str) -> bool:
    return any(one.accessibleName() == name and one.isVisible() for one in page.findChildren(QAbstractButton))


def press(qtbot: QtBot, page: QWidget, name: str) -> None:
    qtbot.mouseClick(button(page, name), Qt.MouseButton.LeftButton)


def key(qtbot: QtBot, page: QWidget, name: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget() or page, name)


def texts(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def select(page: QWidget, name: str) -> QComboBox:
    return next(one for one in page.findChildren(QComboBox) if one.accessibleName() == name and one.isVisible())


def choose(box: QComboBox, words: str) -> None:
    """As a hand does it: the choice is told only where somebody made it."""
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def step(page: QWidget) -> str:
    marks = [x for x in page.findChildren(QLabel) if x.accessibleName().startswith("Step ")]
    return marks[0].accessibleName()


def at_look_over(qtbot: QtBot, page: ImportPage) -> None:
    page.open(FILE)
    key(qtbot, page, Qt.Key.Key_Return)


# the whole way


def test_by_enter_alone_a_file_comes_in(
    qtbot: QtBot, page: ImportPage, context: UiContext, importer: FakeImporting
) -> None:
    field = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == "File")
    field.setFocus()
    qtbot.keyClicks(field, FILE)
    key(qtbot, page, Qt.Key.Key_Return)
    assert step(page) == "Step 2 of 4: Check columns"
    key(qtbot, page, Qt.Key.Key_Return)
    assert step(page) == "Step 3 of 4: Look over"
    with qtbot.waitSignal(context.hub.changed, timeout=LIMIT_MS):
        key(qtbot, page, Qt.Key.Key_Return)
    assert step(page) == "Step 4 of 4: Done"
    assert "6 new leads are in" in texts(page)
    with qtbot.waitSignal(context.hub.page_requested, timeout=LIMIT_MS) as asked:
        key(qtbot, page, Qt.Key.Key_Return)
    assert asked.args == ["Leads"]
    assert importer.kinds() == ["look", "rehearse", "bring_in"]


def test_esc_goes_back_step_by_step_to_the_leads(qtbot: QtBot, page: ImportPage, context: UiContext) -> None:
    at_look_over(qtbot, page)
    key(qtbot, page, Qt.Key.Key_Escape)
    assert step(page).endswith("Check columns")
    key(qtbot, page, Qt.Key.Key_Escape)
    assert step(page).endswith("File")
    assert has_button(page, "Go on with contacts.csv")
    key(qtbot, page, Qt.Key.Key_Return)
    assert step(page).endswith("Check columns")
    key(qtbot, page, Qt.Key.Key_Escape)
    with qtbot.waitSignal(context.hub.page_requested, timeout=LIMIT_MS) as asked:
        key(qtbot, page, Qt.Key.Key_Escape)
    assert asked.args == ["Leads"]


def test_esc_in_the_path_leaves_the_page(qtbot: QtBot, page: ImportPage, context: UiContext) -> None:
    field = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == "File")
    field.setFocus()
    with qtbot.waitSignal(context.hub.page_requested, timeout=LIMIT_MS):
        key(qtbot, page, Qt.Key.Key_Escape)


def test_a_held_enter_goes_one_step_only(qtbot: QtBot, page: ImportPage, importer: FakeImporting) -> None:
    page.open(FILE)
    for repeats in (False, True, True):
        event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", repeats)
        QApplication.sendEvent(page, event)
    assert step(page).endswith("Look over")
    assert "bring_in" not in importer.kinds()


# the file


@pytest.mark.parametrize("made", [True, False])
def test_the_dialog_starts_in_downloads_or_at_home(
    page: ImportPage, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: bool
) -> None:
    downloads, asked = tmp_path / "Downloads", []
    services.rep.save(replace(services.rep.settings, import_folder=str(tmp_path / "gone")))
    if made:
        downloads.mkdir()
    places = {QStandardPaths.StandardLocation.DownloadLocation: downloads}
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda place: str(places.get(place, tmp_path)))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: asked.append(given[2:]) or ("", ""))
    page.choose()
    assert asked[0][0] == str(downloads if made else tmp_path)
    for kind in ("*.csv", "*.tsv", "*.txt", "*.xlsx", "*.vcf"):
        assert kind in asked[0][1]


def test_the_folder_of_a_file_is_remembered(page: ImportPage, services: Services, tmp_path: Path) -> None:
    folder = tmp_path / "exports ünd more"
    folder.mkdir()
    page.open(str(folder / "a.csv"))
    assert services.rep.settings.import_folder == str(folder)
    page.open("/no such folder/a.csv")
    assert services.rep.settings.import_folder == str(folder)


def test_the_newest_file_of_the_same_place_is_one_click_away(
    qtbot: QtBot, page: ImportPage, services: Services, tmp_path: Path, importer: FakeImporting
) -> None:
    for age, name in enumerate(("old.csv", "new.xlsx", "newer.png", ".hidden.csv")):
        (tmp_path / name).write_text("x", encoding="utf-8")
        os.utime(tmp_path / name, (1_700_000_000 + age, 1_700_000_000 + age))
    services.rep.save(replace(services.rep.settings, import_folder=str(tmp_path)))
    page.on_shown()
    press(qtbot, page, "Take the newest: new.xlsx")
    assert "new.xlsx, 412 rows" in texts(page)


@pytest.mark.parametrize(
    ("typed", "path"),
    [('"/a b/c.csv"', "/a b/c.csv"), ("  /a/c.csv ", "/a/c.csv"), ("file:///a%20b/c.csv", "/a b/c.csv")],
)
def test_a_pasted_path_is_understood(typed: str, path: str) -> None:
    from lch_desktop.ui.importing.places import typed_path

    assert typed_path(typed) == Path(path)


def test_a_failure_is_one_sentence_with_a_way_on(qtbot: QtBot, page: ImportPage, importer: FakeImporting) -> None:
    importer.failure = FileError("file-no-table", name="photo.csv")
    page.open("/somewhere/photo.csv")
    assert "photo.csv holds no table of leads" in texts(page)
    assert step(page).endswith("File")
    importer.failure = None
    press(qtbot, page, "Other file")
    assert "holds no table" not in texts(page)
    page.open(FILE)
    assert step(page).endswith("Check columns")


# the columns


def test_columns_show_header_field_and_values(page: ImportPage) -> None:
    page.open(FILE)
    assert "HubSpot export" in texts(page)
    assert "11 of 12 recognised, every original cell is kept" in texts(page)
    assert select(page, "First Name").currentText() == "First name"
    assert select(page, "Shoe size").currentText() == "Leave out"
    assert "44 · 38" in texts(page)
    assert "Dana Ruiz" in texts(page)
    assert "(512) 555-0143" in texts(page)


def test_a_column_is_mapped_by_hand(page: ImportPage, importer: FakeImporting) -> None:
    page.open(FILE)
    choose(select(page, "Shoe size"), "Value")
    assert importer.kinds() == ["look", "rehearse", "look", "rehearse"]
    assert dict(importer.last_options.mapping) == {"Shoe size": "value"}
    assert select(page, "Shoe size").currentText() == "Value"


def test_the_default_country_is_chosen(page: ImportPage, importer: FakeImporting) -> None:
    page.open(FILE)
    assert select(page, "Default country").currentText() == "United States"
    choose(select(page, "Default country"), "Germany")
    assert importer.last_options.region == "DE"


def test_questions_are_answered_one_after_the_other(qtbot: QtBot, page: ImportPage, importer: FakeImporting) -> None:
    page.open(FILE)
    assert "Only Sam's? 260 of 412 are yours." in texts(page)
    press(qtbot, page, "Only Sam's")
    assert "Do you call people marked OPEN_DEAL?" in texts(page)
    press(qtbot, page, "Leave out")
    press(qtbot, page, "Not a lead")
    assert "Do you call" not in texts(page)
    assert importer.last_options.owner == "Sam Rivera"
    assert dict(importer.last_options.statuses) == {"OPEN_DEAL": None, "PARKED": Stage.NOT_A_LEAD}
    press(qtbot, page, "Ask again")
    assert "Only Sam's?" in texts(page)


def test_a_question_is_answered_by_key_and_the_next_takes_the_keyboard(qtbot: QtBot, page: ImportPage) -> None:
    page.open(FILE)
    button(page, "Everybody's").setFocus()
    key(qtbot, page, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "A lead to call"
    key(qtbot, page, Qt.Key.Key_Return)
    assert "PARKED" in texts(page)


def test_whose_leads_is_chosen_where_the_rep_is_not_among_them(
    qtbot: QtBot, page: ImportPage, services: Services, importer: FakeImporting
) -> None:
    services.rep.save(replace(services.rep.settings, rep_name="Kim Boone"))
    page.open(FILE)
    select(page, "Whose leads").setCurrentIndex(1)
    press(qtbot, page, "Only these")
    assert importer.last_options.owner == "Ines Roth"


def test_sixty_columns_with_long_names_scroll(qtbot: QtBot, page: ImportPage, importer: FakeImporting) -> None:
    long = tuple(
        ColumnLook(f"A header <b>that</b> goes on and on, number {n}", "ignore", ("x" * 900,)) for n in range(48)
    )
    importer.looks = file_look(columns=HUBSPOT + long)
    page.resize(1056, 720)
    page.open(FILE)
    qtbot.waitUntil(lambda: sum(box.isVisible() for box in page.findChildren(QComboBox)) > 60, timeout=LIMIT_MS)
    areas = [area for area in page.findChildren(QScrollArea) if area.isVisible()]
    assert all(area.horizontalScrollBar().maximum() == 0 for area in areas)
    assert page.minimumSizeHint().width() <= 1056
    assert select(page, long[-1].header).currentText() == "Leave out"
    importer.looks = file_look()
    page.open(FILE)
    assert sum(box.isVisible() for box in page.findChildren(QComboBox)) < 20


def test_tab_goes_through_the_columns_in_order_then_on(qtbot: QtBot, page: ImportPage) -> None:
    page.open(FILE)
    seen = []
    for _ in range(24):
        key(qtbot, page, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget().accessibleName())  # type: ignore[union-attr]
    wanted = ["Other file", *(column.header for column in HUBSPOT), "Only Sam's", "Everybody's", "Default country"]
    assert seen[: len(wanted)] == wanted
    assert seen[len(wanted) + 1 :][:2] == ["Back", "Continue with 412 rows"]


def test_whatever_has_the_keyboard_is_in_sight(qtbot: QtBot, page: ImportPage) -> None:
    page.resize(1056, 720)
    page.open(FILE)
    button(page, "Only Sam's").setFocus()
    qtbot.keyClick(button(page, "Only Sam's"), Qt.Key.Key_Backtab)
    last = select(page, "Shoe size")
    assert last.hasFocus()
    assert last.visibleRegion().boundingRect().height() == last.height()


def test_the_wheel_changes_no_choice(page: ImportPage) -> None:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    page.open(FILE)
    box = select(page, "First Name")
    at = QPointF(box.rect().center())
    modifiers, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(
        at, QPointF(box.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, modifiers,
        phase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, wheel)
    assert box.currentText() == "First name"


# looking over


def test_each_list_opens_and_says_why(qtbot: QtBot, page: ImportPage) -> None:
    at_look_over(qtbot, page)
    press(qtbot, page, "Left out 2")
    rows = page.findChild(SeenList).model()
    shown = [[str(rows.index(row, column).data()) for column in range(3)] for row in range(rows.rowCount())]
    assert shown == [["7", "", "no name, no number, no e-mail"], ["9", "<b>Bo</b>", "Ines Roth's lead"]]
    press(qtbot, page, "Merge with leads you have 12")
    assert rows.rowCount() == 12


def test_another_choice_is_rehearsed_anew(qtbot: QtBot, page: ImportPage, importer: FakeImporting) -> None:
    at_look_over(qtbot, page)
    press(qtbot, page, "Keep both")
    assert importer.kinds() == ["look", "rehearse", "rehearse"]
    assert importer.last_options.duplicates is Duplicates.KEEP_BOTH
    assert has_button(page, "New leads 20")
    assert has_button(page, "Bring in 20 leads")
    press(qtbot, page, "Bring in 20 leads")
    assert importer.last_options.duplicates is Duplicates.KEEP_BOTH


def test_the_problem_rows_are_saved(
    qtbot: QtBot, page: ImportPage, importer: FakeImporting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, offered = tmp_path / "problems.csv", []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: offered.append(given[2]) or (str(target), ""))
    at_look_over(qtbot, page)
    press(qtbot, page, "Save problem rows as CSV")
    assert Path(offered[0]).name == "contacts - problem rows.csv"
    assert importer.saved == [target]
    assert "4 rows are in problems.csv." in texts(page)


def test_the_same_file_again_is_told_kindly(qtbot: QtBot, page: ImportPage, importer: FakeImporting) -> None:
    importer.looks = file_look(owners=(), unknown_statuses=(), same_as=3)
    importer.rehearsal = rehearsal(created=0, merged=0, unchanged=160, rows=160, skipped=())
    importer.report = report(created=0, merged=0, unchanged=160, rows=160, skipped=())
    at_look_over(qtbot, page)
    assert "brought in before" in texts(page)
    assert "Nothing new: 160 unchanged." in texts(page)
    press(qtbot, page, "Go on")
    assert "Nothing new: 160 unchanged" in texts(page)


def test_a_failure_at_the_end_loses_nothing(qtbot: QtBot, page: ImportPage, importer: FakeImporting) -> None:
    at_look_over(qtbot, page)
    importer.failure = FileError("file-missing", name="contacts.csv")
    press(qtbot, page, "Bring in 18 leads")
    assert step(page).endswith("Look over")
    assert "There is no file contacts.csv" in texts(page)
    importer.failure = None
    press(qtbot, page, "Bring in 18 leads")
    assert step(page).endswith("Done")


# done


def test_the_register_sentence_comes_with_the_first_import_only(
    qtbot: QtBot, page: ImportPage, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_look_over(qtbot, page)
    key(qtbot, page, Qt.Key.Key_Return)
    assert NO_REGISTER in texts(page)
    monkeypatch.setattr(type(services.store.imports), "last", lambda _: object())
    at_look_over(qtbot, page)
    key(qtbot, page, Qt.Key.Key_Return)
    assert step(page).endswith("Done")
    assert NO_REGISTER not in texts(page)


def test_one_click_takes_it_back_and_one_more_brings_it_again(
    qtbot: QtBot, page: ImportPage, context: UiContext, importer: FakeImporting
) -> None:
    page.open(FILE)
    choose(select(page, "Shoe size"), "Value")
    key(qtbot, page, Qt.Key.Key_Return)
    key(qtbot, page, Qt.Key.Key_Return)
    with qtbot.waitSignal(context.hub.changed, timeout=LIMIT_MS):
        press(qtbot, page, "Undo")
    assert importer.undone == [5]
    assert "Import taken back: 6 leads removed." in texts(page)
    assert not has_button(page, "Undo")
    press(qtbot, page, "Bring it in again")
    assert step(page).endswith("Check columns")
    assert select(page, "Shoe size").currentText() == "Value"


def test_import_pressed_once_more_begins_anew(qtbot: QtBot, page: ImportPage) -> None:
    at_look_over(qtbot, page)
    page.open("")
    assert step(page).endswith("Look over")
    key(qtbot, page, Qt.Key.Key_Return)
    page.open("")
    assert step(page).endswith("File")


# numbers never to call


def test_a_list_of_numbers_is_shown_before_it_is_for_good(
    qtbot: QtBot, page: ImportPage, importer: FakeImporting
) -> None:
    press(qtbot, page, "A list of numbers never to call")
    page.open("/somewhere/dnc.txt")
    assert step(page) == "Step 2 of 3: Look over"
    assert importer.last_options.dry_run
    assert "This is for good" in texts(page)
    press(qtbot, page, "Never call 3 numbers")
    assert not importer.last_options.dry_run
    assert step(page) == "Step 3 of 3: Done"
    assert "3 numbers will never be called" in texts(page)
    assert not has_button(page, "Undo")


# work beside the window


@pytest.fixture
def threads(services: Services) -> Iterator[ThreadTasks]:
    made = ThreadTasks(services.store)
    yield made
    made.close()


@pytest.fixture
def slow_page(qtbot: QtBot, context: UiContext, threads: ThreadTasks) -> ImportPage:
    made = make_page(replace(context, tasks=threads))
    qtbot.addWidget(made)
    made.resize(1216, 900)
    made.show()
    return made


class Gate:
    """Holds the importer at the start of a kind of work until it is opened; then tells some progress."""

    def __init__(self, importer: FakeImporting, kind: str) -> None:
        self.reached, self.opened, self._kind = threading.Event(), threading.Event(), kind
        importer.before = self._hold

    def _hold(self, kind: str, progress: Progress | None) -> None:
        if kind == self._kind:
            assert progress is not None
            progress(200, 1000)
            self.reached.set()
            assert self.opened.wait(LIMIT_MS / 1000)
            progress(400, 1000)


def until_step(qtbot: QtBot, page: ImportPage, name: str) -> None:
    qtbot.waitUntil(lambda: step(page).endswith(name), timeout=LIMIT_MS)


def test_progress_is_shown_and_enter_does_nothing_meanwhile(
    qtbot: QtBot, slow_page: ImportPage, importer: FakeImporting
) -> None:
    gate = Gate(importer, "bring_in")
    slow_page.open(FILE)
    until_step(qtbot, slow_page, "Check columns")
    key(qtbot, slow_page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: has_button(slow_page, "Bring in 18 leads"), timeout=LIMIT_MS)
    key(qtbot, slow_page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "200 of 1,000 rows, 20%" in texts(slow_page), timeout=LIMIT_MS)
    assert "Bringing contacts.csv in" in texts(slow_page)
    key(qtbot, slow_page, Qt.Key.Key_Return)
    slow_page.open("/somewhere/another.csv")
    press(qtbot, slow_page, "Skip")
    press(qtbot, slow_page, "Other file")
    assert button(slow_page, "Merge").isChecked()
    gate.opened.set()
    until_step(qtbot, slow_page, "Done")
    assert importer.kinds().count("bring_in") == 1


def test_cancel_stops_the_import_and_keeps_the_place(
    qtbot: QtBot, slow_page: ImportPage, importer: FakeImporting, services: Services
) -> None:
    gate = Gate(importer, "bring_in")
    slow_page.open(FILE)
    until_step(qtbot, slow_page, "Check columns")
    key(qtbot, slow_page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: has_button(slow_page, "Bring in 18 leads"), timeout=LIMIT_MS)
    key(qtbot, slow_page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: has_button(slow_page, "Cancel"), timeout=LIMIT_MS)
    key(qtbot, slow_page, Qt.Key.Key_Escape)
    assert "Stopping" in texts(slow_page)
    gate.opened.set()
    qtbot.waitUntil(lambda: "Cancelled: nothing came in." in texts(slow_page), timeout=LIMIT_MS)
    assert step(slow_page).endswith("Look over")
    assert has_button(slow_page, "Bring in 18 leads")


def test_a_new_choice_ends_the_count_that_runs(qtbot: QtBot, slow_page: ImportPage, importer: FakeImporting) -> None:
    gate = Gate(importer, "rehearse")
    slow_page.open(FILE)
    until_step(qtbot, slow_page, "Check columns")
    assert gate.reached.wait(LIMIT_MS / 1000)
    press(qtbot, slow_page, "Skip")
    importer.before = None
    gate.opened.set()
    key(qtbot, slow_page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: has_button(slow_page, "New leads 20"), timeout=LIMIT_MS)
    assert importer.last_options.duplicates is Duplicates.SKIP
    assert importer.kinds() == ["look", "rehearse", "rehearse"]


def test_leaving_the_page_lets_the_store_go(qtbot: QtBot, slow_page: ImportPage, importer: FakeImporting) -> None:
    gate = Gate(importer, "rehearse")
    slow_page.open(FILE)
    until_step(qtbot, slow_page, "Check columns")
    assert gate.reached.wait(LIMIT_MS / 1000)
    slow_page.hide()
    importer.before = None
    gate.opened.set()
    slow_page.show()
    slow_page.on_shown()
    key(qtbot, slow_page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: has_button(slow_page, "Bring in 18 leads"), timeout=LIMIT_MS)


def test_what_ends_behind_another_page_is_told(qtbot: QtBot, page: ImportPage, context: UiContext) -> None:
    at_look_over(qtbot, page)
    page.hide()
    with qtbot.waitSignal(context.hub.told, timeout=LIMIT_MS) as told:
        page.go_on_requested.emit()
    assert told.args == ["contacts.csv: 6 new leads are in."]


def test_a_bug_in_the_importer_leaves_the_page_usable(qtbot: QtBot, page: ImportPage, importer: FakeImporting) -> None:
    def break_down(kind: str, _: Progress | None) -> None:
        raise ZeroDivisionError(kind)

    importer.before = break_down
    with pytest.raises(ZeroDivisionError):
        page.open(FILE)
    importer.before = None
    page.open(FILE)
    assert step(page).endswith("Check columns")


# names


def showing(page: QWidget) -> list[QWidget]:
    kinds = (QAbstractButton, QLineEdit, QComboBox)
    return [widget for kind in kinds for widget in page.findChildren(kind) if widget.isVisible()]


@pytest.mark.parametrize("place", ["file", "columns", "look over", "done"])
def test_every_control_has_a_name_and_is_reached_by_tab(qtbot: QtBot, page: ImportPage, place: str) -> None:
    if place != "file":
        page.open(FILE)
    if place in ("look over", "done"):
        key(qtbot, page, Qt.Key.Key_Return)
    if place == "done":
        key(qtbot, page, Qt.Key.Key_Return)
    found = showing(page)
    assert found
    for widget in found:
        name = widget.accessibleName()
        assert name.strip(), widget
        assert name != "Import"
        label = widget.text().replace("&&", "&") if isinstance(widget, Button | Check) else ""
        assert name.startswith(label)
        if widget.isEnabled():
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, name


def test_the_page_is_a_panel_named_import(page: ImportPage) -> None:
    assert isinstance(page, QFrame)
    interface = QAccessible.queryAccessibleInterface(page)
    assert (page.accessibleName(), interface.role()) == ("Import", QAccessible.Role.Border)  # AT-SPI: panel


@pytest.mark.parametrize(("width", "height", "scale"), [(1056, 720, 100), (944, 720, 150), (2336, 1440, 100)])
def test_no_step_is_wider_than_the_window(
    qtbot: QtBot, services: Services, width: int, height: int, scale: int
) -> None:
    page = make_page(make_context(services, "light", scale))
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    page.on_shown()
    for go in (lambda: None, lambda: page.open(FILE), page.go_on_requested.emit, page.go_on_requested.emit):
        go()
        assert page.minimumSizeHint().width() <= width
        for area in page.findChildren(QScrollArea):
            if area.isVisible():
                inside = area.widget()
                assert inside.minimumSizeHint().width() <= area.viewport().width(), step(page)


def test_options_of_a_remembered_file_are_shown(page: ImportPage, importer: FakeImporting) -> None:
    kept = ImportOptions(region="AT", mapping={"Shoe size": "value"}, duplicates=Duplicates.SKIP)
    importer.looks = file_look(options=kept, remembered=True)
    page.open(FILE)
    assert "columns as you chose them last time" in texts(page)
    assert select(page, "Default country").currentText() == "Austria"
    assert button(page, "Skip").isChecked()
