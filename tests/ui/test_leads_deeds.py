"""What can be done on the Leads page with one lead, with two, and with many; every step taken back with Ctrl+Z."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QLabel, QLineEdit, QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot

from lch_desktop.domain.imports import ParsedRow
from lch_desktop.domain.leads import FollowUp, Lead, PhoneStatus, Stage
from lch_desktop.services.bundle import Services
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.leads import LeadsPage
from lch_desktop.ui.leads.menu import LeadMenu
from lch_desktop.ui.tasks import ThreadTasks
from tests.fakes import START, FakeClock
from tests.ui.leads_kit import SAVED, named, names, open_first, open_page, page_of, search, show_all, texts
from tests.ui.pages_kit import add_all, make_context, make_services, person

DAY = timedelta(days=1)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    leads = [
        person("Ada Moss", "5125550101", company="Moss & Sons", notes="tall"),
        person("Ben Cole", "5125550102", email="ben@example.com", notes="kind"),
        person("Cleo Hart"),
        person("Dan Late", "5125550104", follow=FollowUp(promise_at=START - 3 * DAY)),
        person("Eve Late", "5125550105", follow=FollowUp(promise_at=START - 2 * DAY)),
    ]
    add_all(made, leads)
    yield made
    made.store.close()


@pytest.fixture
def page(qtbot: QtBot, context: UiContext) -> LeadsPage:
    return open_first(qtbot, context)


def lead(services: Services, lead_id: int) -> Lead:
    found = services.store.leads.get(lead_id)
    assert found is not None
    return found


def choose(page: LeadsPage, *rows: int) -> None:
    page.table.selectRow(rows[0])
    flags = QItemSelectionModel.SelectionFlag
    for row in rows[1:]:
        page.table.selectionModel().select(page.table.model().index(row, 0), flags.Select | flags.Rows)


def press(page: LeadsPage, name: str) -> None:
    named(page, name, QAbstractButton).click()


def in_front(qtbot: QtBot, page: LeadsPage) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.table.setFocus()


def starred(services: Services) -> list[int]:
    return [each.id for each in services.store.leads.many(range(1, 9)) if each.follow.starred_on is not None]


# many


def test_several_chosen_leads_have_a_pane_of_their_own(page: LeadsPage) -> None:
    choose(page, 0, 2)
    assert "2 leads chosen" in texts(page)
    choose(page, 1)
    assert named(page, "Lead name", QLabel).accessibleDescription() == "Ben Cole"


def test_a_step_with_many_is_taken_back_with_one_key(qtbot: QtBot, page: LeadsPage, services: Services) -> None:
    in_front(qtbot, page)
    choose(page, 0, 1)
    press(page, "Star for today")
    assert starred(services) == [1, 2]
    assert "2 leads chosen" in texts(page)  # still chosen: the next step is for them too
    press(page, "Call today")
    assert lead(services, 2).follow.due_on == services.rep.today()
    for _ in range(2):
        qtbot.keyClick(page.table, Qt.Key.Key_Z, CTRL)
    assert starred(services) == []
    assert lead(services, 2).follow.due_on is None


def test_ctrl_a_is_for_everybody_who_was_found(
    qtbot: QtBot, services: Services, context: UiContext, clock: FakeClock
) -> None:
    services.store.leads.add_many([person(f"Lead {n:04}", f"512{n:07}") for n in range(1_000)])
    tasks = ThreadTasks(services.store)
    page = page_of(replace(context, tasks=tasks))
    qtbot.addWidget(page)
    context.hub.changed.connect(page.on_shown)
    page.show()
    page.on_shown()
    qtbot.waitUntil(lambda: page.table.model().rowCount() > 0, timeout=15000)
    search(qtbot, page, "lead")
    in_front(qtbot, page)
    qtbot.keyClick(page.table, Qt.Key.Key_A, CTRL)
    qtbot.waitUntil(lambda: "1,000 leads chosen" in texts(page), timeout=15000)
    told: list[tuple[int, int]] = []
    page._deeds.worked.connect(lambda done, total: told.append((done, total)))
    with qtbot.waitSignal(context.hub.undo_offered, timeout=30000) as offered:
        press(page, "Star for today")
        assert not named(page, "Star for today", QAbstractButton).isEnabled()
    assert offered.args[0] == "1,000 leads starred for today."
    assert told[0] == (0, 1000)
    assert len(services.store.leads.many(range(6, 1006))) == 1_000
    assert all(each.follow.starred_on for each in services.store.leads.many(range(6, 1006)))
    with qtbot.waitSignal(context.hub.told, timeout=30000):
        offered.args[1]()
    assert starred(services) == []
    tasks.close()


def test_stage_of_many(page: LeadsPage, services: Services) -> None:
    choose(page, 0, 1)
    box = named(page, "Stage of all", QComboBox)
    box.setCurrentIndex(box.findData("nurture"))
    box.activated.emit(box.currentIndex())
    assert [lead(services, n).follow.stage for n in (1, 2, 3)] == [Stage.NURTURE, Stage.NURTURE, Stage.NEW]


def test_deleted_leads_are_gone_and_come_back(qtbot: QtBot, page: LeadsPage) -> None:
    in_front(qtbot, page)
    choose(page, 0, 1)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert names(page) == ["Cleo Hart", "Dan Late", "Eve Late"]
    assert named(page, "Lead name", QLabel).accessibleDescription() == "Cleo Hart"
    qtbot.keyClick(page.table, Qt.Key.Key_Z, CTRL)
    assert len(names(page)) == 5


@pytest.mark.parametrize("answer", ["Do not call", "Cancel"])
def test_do_not_call_asks_once_more(page: LeadsPage, services: Services, answer: str) -> None:
    page._act("never")
    assert "Never call Ada Moss again? 1 number is blocked for everybody." in texts(page)
    assert not lead(services, 1).do_not_call
    page.pane.confirm.findChildren(QAbstractButton)[0 if answer == "Do not call" else 1].click()
    assert lead(services, 1).do_not_call == (answer == "Do not call")
    assert page.pane.confirm.isHidden()


def test_another_choice_withdraws_the_question(page: LeadsPage) -> None:
    page._act("never")
    choose(page, 0, 1)
    assert page.pane.confirm.isHidden()


# keys and the menu


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_S])
def test_a_key_stars_and_takes_the_star_off(qtbot: QtBot, page: LeadsPage, services: Services, key: Qt.Key) -> None:
    in_front(qtbot, page)
    qtbot.keyClick(page.table, key)
    assert starred(services) == [1]
    qtbot.keyClick(page.table, key)
    assert starred(services) == []


def test_snooze_by_key_and_typed_day(qtbot: QtBot, page: LeadsPage, services: Services) -> None:
    in_front(qtbot, page)
    qtbot.keyClick(page.table, Qt.Key.Key_J)
    assert "Leave Ada Moss alone until" in texts(page)
    field = named(page, "Another day", QLineEdit)
    qtbot.keyClicks(field, "yesterday")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "is not a time" in texts(page)
    field.clear()
    qtbot.keyClicks(field, "27 nov")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert str(lead(services, 1).follow.snoozed_until) == "2026-11-27"
    assert page.pane.shows_one


def test_escape_leaves_the_form(qtbot: QtBot, page: LeadsPage) -> None:
    page._act("snooze")
    qtbot.keyClick(named(page, "Another day", QLineEdit), Qt.Key.Key_Escape)
    assert page.pane.shows_one


def test_the_menu_says_what_can_be_done(qtbot: QtBot, page: LeadsPage) -> None:
    page._open_menu(page.mapToGlobal(page.rect().center()))
    menu = page.findChild(LeadMenu)
    words = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    assert words == [
        "Call", "Star for today", "Call today", "Snooze ...", "Stage", "Merge with ...", "Do not call", "Delete",
        "Delete for good ...",
    ]  # fmt: skip
    menu.close()


# one field, one number


def write(qtbot: QtBot, page: LeadsPage, name: str, text: str) -> None:
    line = named(page, name, QPlainTextEdit)
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("name", "text", "field", "expected"),
    [
        ("Name", "Ada Lovelace", "name", "Ada Lovelace"),
        ("Company", "Engines", "company", "Engines"),
        ("Title", "Countess", "title", "Countess"),
        ("E-mail", "ada@example.com", "email", "ada@example.com"),
        ("Value", "38,500", "value", 38500.0),
        ("Time zone", "Europe/London", "zone", "Europe/London"),
        ("Notes", "likes tea", "notes", "likes tea"),
    ],
)
def test_facts_are_changed_where_they_stand(
    qtbot: QtBot, page: LeadsPage, services: Services, name: str, text: str, field: str, expected: object
) -> None:
    before = getattr(lead(services, 1), field)
    write(qtbot, page, name, text)
    assert getattr(lead(services, 1), field) == expected
    page._deeds.undo()
    assert getattr(lead(services, 1), field) == before


@pytest.mark.parametrize(("name", "text"), [("Value", "much"), ("Time zone", "Atlantis")])
def test_what_cannot_be_meant_is_refused(
    qtbot: QtBot, page: LeadsPage, context: UiContext, name: str, text: str
) -> None:
    shown = named(page, name, QPlainTextEdit).toPlainText()
    with qtbot.waitSignal(context.hub.failed, timeout=15000):
        write(qtbot, page, name, text)
    assert named(page, name, QPlainTextEdit).toPlainText() == shown


def test_the_stage_of_one(page: LeadsPage, services: Services) -> None:
    box = named(page, "Stage of this lead", QComboBox)
    box.setCurrentIndex(box.findData("talking"))
    box.activated.emit(box.currentIndex())
    assert lead(services, 1).follow.stage is Stage.TALKING


def test_a_number_is_added(qtbot: QtBot, page: LeadsPage, services: Services) -> None:
    press(page, "Add a number")
    field = named(page, "Number", QLineEdit)
    qtbot.keyClicks(field, "12")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "“12” is no number that can be dialled." in texts(page)
    field.clear()
    qtbot.keyClicks(field, "512 555 0177")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert [phone.e164 for phone in lead(services, 1).phones] == ["+15125550101", "+15125550177"]
    assert not field.isVisibleTo(page)


def test_a_number_has_a_menu_of_its_own(qtbot: QtBot, page: LeadsPage, services: Services) -> None:
    def act(words: str) -> None:
        press(page, "Change (512) 555-0101")
        menu = page.detail.numbers.findChildren(QMenu)[-1]
        next(action for action in menu.actions() if action.text() == words).trigger()
        menu.close()
        menu.deleteLater()
        qtbot.waitUntil(lambda: not page.detail.numbers.findChildren(QMenu))

    act("Wrong number")
    assert lead(services, 1).phones[0].status is PhoneStatus.WRONG
    assert not named(page, "Call", QAbstractButton).isEnabled()
    act("It is right after all")
    assert lead(services, 1).phones[0].usable
    act("Change")
    field = named(page, "Number", QLineEdit)
    assert field.text() == "5125550101"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    act("Remove")
    assert lead(services, 1).needs_number


def test_the_file_a_lead_came_from_shows_its_cells(page: LeadsPage, services: Services, context: UiContext) -> None:
    imports = services.store.imports
    import_id = imports.add(START, "mine.csv", "hubspot", {})
    cells = {"First Name": "Ada", "Phone": "512.555.0101", "Empty": ""}
    imports.add_row(import_id, ParsedRow(12, lead(services, 1), cells), 1, "created", {})
    imports.finish(import_id, {"created": 1})
    context.hub.changed.emit()
    assert "mine.csv, row 12" in texts(page)
    assert "512.555.0101" not in texts(page)
    press(page, "Show its cells")
    assert "First Name: Ada\nPhone: 512.555.0101" in texts(page)


# two that are one


def test_merge_with_somebody_found(qtbot: QtBot, page: LeadsPage, services: Services) -> None:
    page._act("merge")
    field = named(page, "Merge with", QLineEdit)
    qtbot.keyClicks(field, "ben")
    press(page, "Ben Cole, (512) 555-0102")
    assert "Ben Cole becomes part of Ada Moss" in texts(page)
    assert "ben@example.com" in texts(page)
    assert services.store.leads.count() == 5
    press(page, "Keep the other one")
    assert "Ada Moss becomes part of Ben Cole" in texts(page)
    press(page, "Merge")
    assert services.store.leads.get(1) is None
    assert lead(services, 2).company == "Moss & Sons"
    assert named(page, "Lead name", QLabel).accessibleDescription() == "Ben Cole"
    page._deeds.undo()
    assert services.store.leads.count() == 5


def test_two_chosen_leads_are_merged_into_the_first(page: LeadsPage, services: Services) -> None:
    choose(page, 1, 0)
    press(page, "Merge the two ...")
    assert "Ben Cole becomes part of Ada Moss" in texts(page)
    press(page, "Cancel")
    assert services.store.leads.count() == 5


# promises that piled up


def test_the_deck_is_cleared(qtbot: QtBot, page: LeadsPage, services: Services) -> None:
    press(page, "Clear the deck: 2 overdue")
    assert names(page) == ["Dan Late", "Eve Late"]
    assert "2 leads chosen" in texts(page)
    press(page, "Promise again")
    again = [lead(services, n).follow.promise_at for n in (4, 5)]
    assert all(at is not None and at > START for at in again)
    assert "No promise is overdue. The deck is clear." in texts(page)
    page._deeds.undo()
    assert names(page) == ["Dan Late", "Eve Late"]


@pytest.mark.parametrize(("button", "due"), [("Call them today", 0), ("Let them go", 30)])
def test_old_promises_become_calls(page: LeadsPage, services: Services, button: str, due: int) -> None:
    press(page, "Clear the deck: 2 overdue")
    press(page, button)
    follow = lead(services, 4).follow
    assert follow.promise_at is None
    assert follow.due_on == services.rep.today() + due * DAY


# for good


def test_deleting_for_good_saves_what_is_kept_and_asks_twice(
    qtbot: QtBot, page: LeadsPage, services: Services, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page._act("forget")
    assert "Delete Ada Moss for good" in texts(page)
    assert "No backup holds the person." in texts(page)
    assert not named(page, "Delete for good", QAbstractButton).isEnabled()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "ada"), ""))
    press(page, "Save what is kept ...")
    assert SAVED["ada.json"]["facts"]["name"] == "Ada Moss"
    assert "Saved as ada.json" in texts(page)
    press(page, "Delete for good")
    press(page, "Press again to delete for good")  # a double click is one press
    assert services.store.leads.count() == 5
    monkeypatch.setattr(QElapsedTimer, "hasExpired", lambda *_: True)
    press(page, "Press again to delete for good")
    assert services.store.leads.get(1) is None
    assert named(page, "Lead name", QLabel).accessibleDescription() == "Ben Cole"


def test_a_copy_may_be_unwanted(page: LeadsPage) -> None:
    page._act("forget")
    press(page, "No copy is wanted")
    assert named(page, "Delete for good", QAbstractButton).isEnabled()


# filters that leave nobody


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Due 0", "Nobody is due today."),
        ("Starred 0", "Nobody is starred for today."),
        ("Will never be called 0", "There is nobody who will never be called."),
    ],
)
def test_an_empty_filter_says_why(page: LeadsPage, label: str, words: str) -> None:
    press(page, label)
    assert words in texts(page)
    press(page, "Show all leads")
    assert len(names(page)) == 5


@pytest.mark.parametrize("size", [(700, 900), (1056, 720), (1216, 900), (2336, 1440)])
@pytest.mark.parametrize("scale", [100, 150])
def test_nothing_is_cut_off_sideways(qtbot: QtBot, services: Services, size: tuple[int, int], scale: int) -> None:
    page = open_page(qtbot, make_context(services, "light", scale), size)
    show_all(page)
    buttons = [one for one in page.bar.findChildren(QAbstractButton) if one.isVisibleTo(page)]
    assert len(buttons) >= 8

    def fits(button: QAbstractButton) -> bool:
        right = button.mapTo(page, button.rect().topRight()).x()
        return right <= page.width() and button.width() >= min(button.sizeHint().width(), page.bar.width())

    qtbot.waitUntil(lambda: all(fits(button) for button in buttons), timeout=5000)
