"""The Leads page on a real store: search, filters, paging, the detail pane, a new lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QTableView
from pytestqt.qtbot import QtBot

from lch_desktop.domain.leads import FollowUp, Talk
from lch_desktop.services.bundle import Services
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.leads import LeadsPage
from lch_desktop.ui.leads.presenter import Found
from lch_desktop.ui.leads.state import LeadRow
from lch_desktop.ui.leads.table import PAGE, LeadTable
from lch_desktop.ui.leads.view import LeadsView
from lch_desktop.ui.tasks import ThreadTasks
from tests.fakes import FakeClock
from tests.ui.leads_kit import named, names, open_page, page_of, search, texts
from tests.ui.pages_kit import RememberingDialer, add_all, make_context, make_services, person


@pytest.fixture
def dialer() -> RememberingDialer:
    return RememberingDialer()


@pytest.fixture
def services(data_dir: Path, clock: FakeClock, dialer: RememberingDialer) -> Iterator[Services]:
    made = make_services(data_dir, clock, dialer)
    now, today = clock.now(), clock.now().date()
    add_all(
        made,
        [
            person(
                "Ada Moss",
                "5125550101",
                company="Moss & Sons",
                personal="Two cats",
                follow=FollowUp(talk=Talk(now - timedelta(hours=5)), promise_at=now + timedelta(minutes=10)),
            ),
            person("Ben Cole", "5125550102", follow=FollowUp(due_on=today, attempts=2, last_call_at=now)),
            person("Cleo Hart", follow=FollowUp(starred_on=today)),
            person("Dan <b>Bold</b>", "5125550104", do_not_call=True),
        ],
    )
    yield made
    made.store.close()


@pytest.fixture
def opened(qtbot: QtBot, context: UiContext) -> LeadsPage:
    """As it opens: on the one lead that is due."""
    return open_page(qtbot, context)


@pytest.fixture
def page(opened: LeadsPage) -> LeadsPage:
    """With all leads, the first of them open."""
    named(opened, "All 4", QAbstractButton).click()
    opened.findChild(QTableView).selectRow(0)
    return opened


def test_everyone_is_listed_and_the_first_is_open(page: LeadsPage) -> None:
    assert names(page)[0] == "Ada Moss, Moss & Sons"
    assert len(names(page)) == 4
    assert "Two cats" in named(page, "What they told you", QPlainTextEdit).text()


def test_the_page_opens_on_whoever_is_due(opened: LeadsPage) -> None:
    assert names(opened) == ["Ben Cole"]
    assert named(opened, "Due 1", QAbstractButton).isChecked()
    assert named(opened, "Lead name", QLabel).accessibleDescription() == "Ben Cole"


def test_it_opens_on_everyone_when_nobody_is_due(opened: LeadsPage, services: Services) -> None:
    services.store.leads.save_follow(2, FollowUp())
    again = page_of(make_context(services))
    again.on_shown()
    assert len(names(again)) == 4
    opened.on_shown()  # the page that is open already stays where it is
    assert named(opened, "Due 0", QAbstractButton).isChecked()
    again.deleteLater()


def test_a_search_is_among_all_leads_until_a_filter_is_chosen(qtbot: QtBot, opened: LeadsPage) -> None:
    search(qtbot, opened, "moss")
    assert names(opened) == ["Ada Moss, Moss & Sons"]
    named(opened, "Due 0", QAbstractButton).click()
    assert names(opened) == []


def rows_of(ids: Sequence[int]) -> tuple[LeadRow, ...]:
    return tuple(LeadRow(n, f"Lead {n}", "", False, None, 0, "", "", False, 0) for n in ids)


def test_a_row_that_is_still_being_read_stays_chosen(qtbot: QtBot, context: UiContext) -> None:
    late: list[Callable[[], None]] = []
    model = LeadTable(lambda ids, done: late.append(lambda: done(rows_of(ids))))
    view = LeadsView(context.look, model)
    qtbot.addWidget(view)
    chosen: list[int] = []
    view.lead_chosen.connect(chosen.append)
    view.show()
    ids = tuple(range(1, 10 * PAGE + 1))
    view.show_found(Found("all", ids[:60], rows_of(ids[:60]), len(ids), whole=False, same=False))
    view.show_rest(ids)
    table = view.findChild(QTableView)
    for row in (0, 5 * PAGE):
        table.setCurrentIndex(model.index(row, 1))
        while late:
            late.pop()()
        assert table.currentIndex().row() == row
        assert chosen[-1] == row + 1


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Due 1", ["Ben Cole"]),
        ("Starred 1", ["Cleo Hart, starred"]),
        ("Promised 1", ["Ada Moss, Moss & Sons"]),
        ("Needs a number 1", ["Cleo Hart, starred"]),
    ],
)
def test_filters_say_their_number_and_filter(qtbot: QtBot, page: LeadsPage, label: str, expected: list[str]) -> None:
    qtbot.mouseClick(named(page, label, QAbstractButton), Qt.MouseButton.LeftButton)
    assert names(page) == expected


@pytest.mark.parametrize(("text", "expected"), [("ben", 1), ("moss", 1), ("0101", 1), ("5550", 3), ("zz", 0)])
def test_search_as_you_type(qtbot: QtBot, page: LeadsPage, text: str, expected: int) -> None:
    search(qtbot, page, text)
    assert len(names(page)) == expected


def test_nothing_found_is_one_sentence_and_one_button(qtbot: QtBot, page: LeadsPage) -> None:
    search(qtbot, page, "zz")
    assert "Nobody matches this search." in texts(page)
    qtbot.mouseClick(named(page, "Show all leads", QAbstractButton), Qt.MouseButton.LeftButton)
    assert len(names(page)) == 4


def test_slash_leads_to_the_search_and_down_to_the_table(qtbot: QtBot, page: LeadsPage) -> None:
    table = page.findChild(QTableView)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Slash)
    field = named(page, "Search", QLineEdit)
    assert field.hasFocus()
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert table.hasFocus()


def test_down_opens_the_next_lead_and_f2_its_goal(qtbot: QtBot, page: LeadsPage) -> None:
    table = page.findChild(QTableView)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert "Ben Cole" in texts(page)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    goal = named(page, "Goal for the next call", QPlainTextEdit)
    assert goal.hasFocus()
    qtbot.keyClick(goal, Qt.Key.Key_Escape)
    assert table.hasFocus()


def test_a_changed_line_is_kept_as_the_reps_and_can_be_taken_back(
    qtbot: QtBot, page: LeadsPage, context: UiContext, services: Services
) -> None:
    line = named(page, "They may need next", QPlainTextEdit)
    with qtbot.waitSignal(context.hub.undo_offered, timeout=15000) as offered:
        qtbot.keyClicks(line, "City permit")
        qtbot.keyClick(line, Qt.Key.Key_Return)
    lead = services.store.leads.get(1)
    assert lead is not None
    assert lead.may_need == "City permit"
    assert "may_need" in services.store.leads.edited_fields(1)
    offered.args[1]()
    lead = services.store.leads.get(1)
    assert lead is not None
    assert lead.may_need == ""
    assert line.text() == ""


def test_what_was_typed_stays_with_its_lead(qtbot: QtBot, page: LeadsPage, services: Services) -> None:
    line = named(page, "Goal for the next call", QPlainTextEdit)
    qtbot.keyClicks(line, "Agree on Tuesday")
    page.findChild(QTableView).selectRow(1)
    first, second = services.store.leads.many([1, 2])
    assert (first.follow.goal, second.follow.goal) == ("Agree on Tuesday", "")
    assert line.text() == ""


def test_reading_again_keeps_the_half_typed_line(qtbot: QtBot, page: LeadsPage) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    line = named(page, "Goal for the next call", QPlainTextEdit)
    line.setFocus()
    qtbot.keyClicks(line, "Agree")
    page.on_shown()
    assert line.text() == "Agree"


def test_call_shows_the_number_large_until_a_test_has_passed(
    qtbot: QtBot, page: LeadsPage, dialer: RememberingDialer
) -> None:
    qtbot.mouseClick(named(page, "Call", QAbstractButton), Qt.MouseButton.LeftButton)
    assert dialer.dialled == []
    assert named(page, "Number to dial", QLabel).accessibleDescription() == "(512) 555-0101"


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_enter_hands_the_number_to_the_dialer(
    qtbot: QtBot, page: LeadsPage, services: Services, dialer: RememberingDialer, held: Qt.KeyboardModifier
) -> None:
    services.calling.keep_test(passed=True)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    table = page.findChild(QTableView)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return, held)
    assert dialer.dialled == ["tel:+15125550101"]


def test_do_not_call_is_said_and_cannot_be_called(page: LeadsPage) -> None:
    page.findChild(QTableView).selectRow(3)
    assert not named(page, "Call", QAbstractButton).isEnabled()
    assert "Do not call" in texts(page)
    name = named(page, "Lead name", QLabel)
    assert name.accessibleDescription() == "Dan <b>Bold</b>"
    assert name.textFormat() is Qt.TextFormat.PlainText


def test_the_star_is_for_today(qtbot: QtBot, page: LeadsPage, services: Services, clock: FakeClock) -> None:
    qtbot.mouseClick(named(page, "Star for today", QAbstractButton), Qt.MouseButton.LeftButton)
    lead = services.store.leads.get(1)
    assert lead is not None
    assert lead.follow.starred_on == clock.now().date()


def type_new(qtbot: QtBot, page: LeadsPage, **typed: str) -> None:
    qtbot.mouseClick(named(page, "New lead", QAbstractButton), Qt.MouseButton.LeftButton)
    for name, text in typed.items():
        qtbot.keyClicks(named(page, name.replace("_", " "), QLineEdit), text)
    qtbot.mouseClick(named(page, "Save", QAbstractButton), Qt.MouseButton.LeftButton)


def test_a_new_lead_is_added_and_open(qtbot: QtBot, page: LeadsPage, services: Services) -> None:
    type_new(qtbot, page, Name="Eve Stone", Phone_number="512 555 0177")
    lead = services.store.leads.get(5)
    assert lead is not None
    assert (lead.first_name, lead.last_name, lead.phones[0].e164) == ("Eve", "Stone", "+15125550177")
    assert named(page, "Lead name", QLabel).accessibleDescription() == "Eve Stone"


def test_an_empty_new_lead_is_refused_in_a_sentence(qtbot: QtBot, page: LeadsPage, services: Services) -> None:
    type_new(qtbot, page)
    assert "Give a name, a company, a phone or an e-mail." in texts(page)
    assert services.store.leads.count() == 4


def test_a_number_that_somebody_has_is_asked_about_once(qtbot: QtBot, page: LeadsPage, services: Services) -> None:
    type_new(qtbot, page, Name="Eve Stone", Phone_number="5125550101")
    assert "Ada Moss has this number already" in texts(page)
    assert services.store.leads.count() == 4
    qtbot.mouseClick(named(page, "Save", QAbstractButton), Qt.MouseButton.LeftButton)
    assert services.store.leads.count() == 5


def test_a_suppressed_number_makes_nobody_to_call(
    qtbot: QtBot, page: LeadsPage, services: Services, clock: FakeClock
) -> None:
    services.store.suppressions.add("+15125550178", clock.now(), "call 1")
    type_new(qtbot, page, Name="Eve Stone", Phone_number="5125550178")
    lead = services.store.leads.get(5)
    assert lead is not None
    assert lead.do_not_call


def test_without_leads_the_page_offers_the_import(qtbot: QtBot, data_dir: Path, clock: FakeClock) -> None:
    bare = make_services(data_dir, clock)
    context = make_context(bare)
    page = page_of(context)
    qtbot.addWidget(page)
    page.show()
    page.on_shown()
    with qtbot.waitSignal(context.hub.import_requested, timeout=15000) as asked:
        qtbot.mouseClick(named(page, "Import a file", QAbstractButton), Qt.MouseButton.LeftButton)
    assert asked.args == [""]
    bare.store.close()


def test_only_pages_in_sight_are_read() -> None:
    asked: list[int] = []

    def fetch(ids: Sequence[int], done: Callable[[tuple[LeadRow, ...]], None]) -> None:
        asked.append(ids[0])
        done(rows_of(ids))

    model = LeadTable(fetch)
    model.ask_anew(range(1, 100_001))
    assert model.rowCount() == 100_000
    assert asked == []
    row = model.row(50_123)
    assert row is not None
    assert row.lead_id == 50_124
    assert asked == [50_123 // PAGE * PAGE + 1]
    assert model.row(50_124) is not None
    assert len(asked) == 1


def test_an_answer_to_an_old_question_is_dropped() -> None:
    late: list[Callable[[tuple[LeadRow, ...]], None]] = []
    model = LeadTable(lambda _ids, done: late.append(done))
    model.ask_anew([1])
    assert model.row(0) is None
    model.ask_anew([1])
    late[0](rows_of([1]))
    assert model.row(0) is None


def test_the_rows_come_from_a_worker_thread_too(qtbot: QtBot, services: Services) -> None:
    tasks = ThreadTasks(services.store)
    made = page_of(replace(make_context(services), tasks=tasks))
    qtbot.addWidget(made)
    made.show()
    made.on_shown()
    qtbot.waitUntil(lambda: names(made) == ["Ben Cole"], timeout=15000)
    qtbot.waitUntil(lambda: "(512) 555-0102" in texts(made), timeout=15000)
    tasks.close()


def test_every_control_has_a_name(page: LeadsPage) -> None:
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QTableView)
    controls = [one for kind in kinds for one in page.findChildren(kind) if one.isVisibleTo(page)]
    assert [one for one in controls if not one.accessibleName()] == []


def ctrl_enter(qtbot: QtBot, page: LeadsPage) -> None:
    field = named(page, "Search", QLineEdit)
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def in_search(qtbot: QtBot, page: LeadsPage) -> QLineEdit:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.focus_search()
    field = named(page, "Search", QLineEdit)
    assert field.hasFocus()
    return field


def test_a_search_opens_its_first_hit_and_calls_nobody_else(
    qtbot: QtBot, page: LeadsPage, services: Services, dialer: RememberingDialer
) -> None:
    services.calling.keep_test(passed=True)
    field = in_search(qtbot, page)
    qtbot.keyClicks(field, "ben")
    ctrl_enter(qtbot, page)  # before the answer: Ada is still open
    assert dialer.dialled == []
    qtbot.waitUntil(lambda: names(page) == ["Ben Cole"])
    assert named(page, "Lead name", QLabel).accessibleDescription() == "Ben Cole"
    assert field.hasFocus()
    ctrl_enter(qtbot, page)
    assert dialer.dialled == ["tel:+15125550102"]


def test_a_search_that_still_has_the_open_lead_keeps_it(qtbot: QtBot, page: LeadsPage) -> None:
    page.findChild(QTableView).selectRow(1)
    search(qtbot, page, "5550")
    assert len(names(page)) == 3
    assert named(page, "Lead name", QLabel).accessibleDescription() == "Ben Cole"


def test_without_a_hit_nobody_is_open_or_called(
    qtbot: QtBot, page: LeadsPage, services: Services, dialer: RememberingDialer
) -> None:
    services.calling.keep_test(passed=True)
    in_search(qtbot, page)
    search(qtbot, page, "zz")
    assert names(page) == []
    assert not page.detail.isVisibleTo(page)
    ctrl_enter(qtbot, page)
    assert dialer.dialled == []


def test_a_lead_that_has_left_the_list_makes_way_for_the_first(
    opened: LeadsPage, services: Services, clock: FakeClock
) -> None:
    services.store.leads.save_follow(2, FollowUp())
    services.store.leads.save_follow(1, FollowUp(due_on=clock.now().date(), last_call_at=clock.now()))
    opened.on_shown()
    assert names(opened) == ["Ada Moss, Moss & Sons"]
    assert named(opened, "Lead name", QLabel).accessibleDescription() == "Ada Moss"


def test_a_search_leaves_a_half_typed_lead_alone(qtbot: QtBot, page: LeadsPage) -> None:
    qtbot.mouseClick(named(page, "New lead", QAbstractButton), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(named(page, "Name", QLineEdit), "Eve")
    search(qtbot, page, "ben")
    assert named(page, "Name", QLineEdit).text() == "Eve"


def test_enter_presses_the_button_with_the_keyboard(qtbot: QtBot, page: LeadsPage, context: UiContext) -> None:
    button = named(page, "Import", QAbstractButton)
    with qtbot.waitSignal(context.hub.import_requested, timeout=15000):
        qtbot.keyClick(button, Qt.Key.Key_Return)
