"""The sections Wins, Warm-ups and Serve first, worked by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.domain.serve import QUESTIONS, in_turn
from lch_desktop.domain.session import FocusSession
from lch_desktop.domain.warm_ups import WarmUpKind
from lch_desktop.services.bundle import Services
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.practice import serve, warm_ups, wins
from lch_desktop.ui.practice.serve_state import ALL_SAID, NOBODY, ROUND
from lch_desktop.ui.practice.warm_ups_state import IN_THE_HOUR, MEANS
from lch_desktop.ui.practice.wins_state import EMPTY, PAGE
from tests.fakes import START, FakeClock
from tests.ui.pages_kit import add_all, make_services, opener, person

T = TypeVar("T", bound=QWidget)


@dataclass
class Told:
    """What the window would show at its foot."""

    sentences: list[str] = field(default_factory=list)
    undo: Callable[[], object] = lambda: None

    def offer(self, sentence: str, undo: Callable[[], object]) -> None:
        self.sentences.append(sentence)
        self.undo = undo


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    yield made
    made.store.close()


@pytest.fixture
def told(context: UiContext) -> Told:
    made = Told()
    context.hub.undo_offered.connect(made.offer)
    return made


def in_front(qtbot: QtBot, open_one: Callable[[], T]) -> Callable[[], T]:
    """What opens a section and gives its window the keyboard."""

    def opened() -> T:
        page = open_one()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return opened


def named(page: QWidget, name: str, kind: type[T]) -> T:
    (found,) = [each for each in page.findChildren(kind) if each.accessibleName() == name]
    return found


def says(page: QWidget) -> list[str]:
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible() and each.text()]


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key) -> None:
    qtbot.keyClick(widget, key)


def keep_hours(services: Services, *worked: str) -> None:
    for back, words in enumerate(worked):
        at = START - timedelta(days=len(worked) - back)
        services.store.sessions.add(
            FocusSession(
                started_at=at, zone="America/Chicago", utc_offset_min=-360, local_on=at.date(), planned_s=3600,
                ends_at=at + timedelta(hours=1), heartbeat_at=at, finished_at=at + timedelta(hours=1), worked=words,
            )
        )  # fmt: skip


# Wins


@pytest.fixture
def open_wins(qtbot: QtBot, context: UiContext) -> Callable[[], wins.WinsSection]:
    return in_front(qtbot, opener(qtbot, context, wins.make_section))


TIP_NAME = "Your tip to yourself"


def lines_of(page: QWidget) -> list[str]:
    QApplication.processEvents()  # what was just added is shown and placed by the layout
    found = [
        each for each in page.findChildren(QPlainTextEdit) if each.isVisible() and each.accessibleName() != TIP_NAME
    ]
    return [each.toPlainText() for each in sorted(found, key=lambda each: each.mapTo(page, each.pos()).y())]


def test_an_empty_jar_says_what_fills_it(open_wins: Callable[[], wins.WinsSection]) -> None:
    page = open_wins()
    assert EMPTY in says(page)
    assert not page.search.isVisible()


def test_wins_are_shown_newest_first_and_found_letter_by_letter(
    qtbot: QtBot, services: Services, open_wins: Callable[[], wins.WinsSection]
) -> None:
    keep_hours(services, "Standing up", "Silence after the ask", "The first line")
    page = open_wins()
    assert lines_of(page) == ["The first line", "Silence after the ask", "Standing up"]
    assert "3 wins" in says(page)
    qtbot.keyClicks(page, "/")
    assert page.search.hasFocus()
    qtbot.keyClicks(page.search, "si")
    assert lines_of(page) == ["Silence after the ask"]
    assert "1 of 3" in says(page)
    qtbot.keyClicks(page.search, "x")
    assert "Nothing in the jar has all of these words." in says(page)
    press(qtbot, page.search, Qt.Key.Key_Escape)
    assert len(lines_of(page)) == 3
    press(qtbot, page.search, Qt.Key.Key_Escape)
    assert not page.search.hasFocus()


def test_a_win_is_changed_where_it_stands_and_taken_back(
    qtbot: QtBot, services: Services, told: Told, open_wins: Callable[[], wins.WinsSection]
) -> None:
    keep_hours(services, "Standing up", "The first line")
    page = open_wins()
    line = named(page, "What worked on Sun 22 Nov", QPlainTextEdit)
    line.setFocus()
    qtbot.keyClicks(line, ", slowly")
    press(qtbot, line, Qt.Key.Key_Return)
    assert services.wins_jar.all()[0].words == "The first line, slowly"
    assert told.sentences == ["Changed in the jar."]
    told.undo()
    assert lines_of(page) == ["The first line", "Standing up"]


@pytest.mark.parametrize("by_emptying", [True, False])
def test_a_win_is_taken_out_and_comes_back(
    qtbot: QtBot, services: Services, told: Told, open_wins: Callable[[], wins.WinsSection], by_emptying: bool
) -> None:
    keep_hours(services, "Standing up", "Silence", "The first line")
    page = open_wins()
    if by_emptying:
        line = named(page, "What worked on Sat 21 Nov", QPlainTextEdit)
        line.setFocus()
        line.selectAll()
        press(qtbot, line, Qt.Key.Key_Delete)
        press(qtbot, line, Qt.Key.Key_Return)
    else:
        button = named(page, "Take out: Sat 21 Nov", QAbstractButton)
        button.setFocus()
        press(qtbot, button, Qt.Key.Key_Return)
        assert named(page, "Take out: Fri 20 Nov", QAbstractButton).hasFocus()  # the next one is at hand
    assert lines_of(page) == ["The first line", "Standing up"]
    assert told.sentences == ["Taken out of the jar."]
    told.undo()
    assert lines_of(page) == ["The first line", "Silence", "Standing up"]


@pytest.mark.parametrize("worked", [(), ("Standing up",)], ids=["without a win", "with one"])
def test_the_tip_is_seen_and_changed_with_the_wins(
    qtbot: QtBot, services: Services, told: Told, open_wins: Callable[[], wins.WinsSection], worked: tuple[str, ...]
) -> None:
    keep_hours(services, *worked)
    services.wins_jar.keep_tip("Dial first")
    page = open_wins()
    field = named(page, TIP_NAME, QPlainTextEdit)
    assert field.toPlainText() == "Dial first"
    field.setFocus()
    qtbot.keyClicks(field, ", read later")
    press(qtbot, field, Qt.Key.Key_Return)
    assert services.rep.settings.tip == "Dial first, read later"
    assert told.sentences == ["Your tip is kept."]
    field.selectAll()
    press(qtbot, field, Qt.Key.Key_Delete)
    press(qtbot, field, Qt.Key.Key_Return)
    assert (services.rep.settings.tip, told.sentences[-1]) == ("", "Your tip is taken out.")
    told.undo()
    assert services.rep.settings.tip == "Dial first, read later"
    assert field.toPlainText() == "Dial first, read later"


def test_years_of_wins_are_shown_by_the_page(
    qtbot: QtBot, services: Services, open_wins: Callable[[], wins.WinsSection]
) -> None:
    keep_hours(services, *(f"Win {n}" for n in range(PAGE + 7)))
    page = open_wins()
    assert len(lines_of(page)) == PAGE
    more = named(page, "Show 7 more", QAbstractButton)
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert lines_of(page)[-1] == "Win 0"
    assert not more.isVisible()


def test_words_being_typed_stay_when_something_changes_elsewhere(
    qtbot: QtBot, context: UiContext, services: Services, open_wins: Callable[[], wins.WinsSection]
) -> None:
    keep_hours(services, "Standing up")
    page = open_wins()
    line = named(page, "What worked on Sun 22 Nov", QPlainTextEdit)
    line.setFocus()
    qtbot.keyClicks(line, " straight")
    context.hub.changed.emit()
    assert line.hasFocus()
    assert line.toPlainText() == "Standing up straight"


# Warm-ups


@pytest.fixture
def open_warm_ups(qtbot: QtBot, context: UiContext) -> Callable[[], warm_ups.WarmUpsSection]:
    return in_front(qtbot, opener(qtbot, context, warm_ups.make_section))


CALL = "Call somebody you like"
TO_WHOM = f"To whom: {CALL}"


def test_off_it_says_what_they_are_and_can_be_turned_on(
    qtbot: QtBot, services: Services, told: Told, open_warm_ups: Callable[[], warm_ups.WarmUpsSection]
) -> None:
    page = open_warm_ups()
    assert MEANS in says(page)
    assert not named(page, CALL, QAbstractButton).isVisible()
    page.turn_on.setFocus()
    press(qtbot, page.turn_on, Qt.Key.Key_Return)
    assert services.rep.settings.warm_ups
    assert named(page, CALL, QAbstractButton).hasFocus()
    page.turn_off.setFocus()
    press(qtbot, page.turn_off, Qt.Key.Key_Return)
    assert not services.rep.settings.warm_ups
    assert told.sentences == ["Warm-ups are off."]
    told.undo()
    assert services.rep.settings.warm_ups


@pytest.fixture
def page_on(services: Services, open_warm_ups: Callable[[], warm_ups.WarmUpsSection]) -> warm_ups.WarmUpsSection:
    services.warm_ups.switch(True)
    return open_warm_ups()


def test_a_tick_does_it_and_a_second_one_takes_it_back(
    qtbot: QtBot, services: Services, told: Told, page_on: warm_ups.WarmUpsSection
) -> None:
    check, note = named(page_on, CALL, QAbstractButton), named(page_on, TO_WHOM, QPlainTextEdit)
    note.setFocus()
    qtbot.keyClicks(note, "my uncle")
    check.setFocus()  # the words wait for the tick
    assert services.store.warm_ups.all() == []
    press(qtbot, check, Qt.Key.Key_Space)
    assert [(each.kind, each.note) for each in services.store.warm_ups.all()] == [(WarmUpKind.CALL, "my uncle")]
    assert {"One today. That is plenty.", "1 call so far"} <= set(says(page_on))
    press(qtbot, check, Qt.Key.Key_Space)
    assert services.store.warm_ups.all() == []
    assert told.sentences == ["Not done after all."]
    told.undo()
    assert check.isChecked()
    assert note.toPlainText() == "my uncle"


def test_enter_behind_the_words_does_it_too(qtbot: QtBot, services: Services, page_on: warm_ups.WarmUpsSection) -> None:
    note = named(page_on, TO_WHOM, QPlainTextEdit)
    note.setFocus()
    press(qtbot, note, Qt.Key.Key_Return)  # nothing said, nothing done
    assert services.store.warm_ups.all() == []
    qtbot.keyClicks(note, "Kim")
    press(qtbot, note, Qt.Key.Key_Return)
    press(qtbot, note, Qt.Key.Key_Return)
    assert [each.note for each in services.store.warm_ups.all()] == ["Kim"]
    qtbot.keyClicks(note, " Boone")
    named(page_on, CALL, QAbstractButton).setFocus()
    assert [each.note for each in services.store.warm_ups.all()] == ["Kim Boone"]


def test_the_next_day_begins_empty(
    services: Services, context: UiContext, clock: FakeClock, page_on: warm_ups.WarmUpsSection
) -> None:
    services.warm_ups.do(WarmUpKind.CALL, "Kim")
    context.hub.changed.emit()
    note = named(page_on, TO_WHOM, QPlainTextEdit)
    assert note.toPlainText() == "Kim"
    clock.advance(24 * 3600)
    context.hub.changed.emit()
    assert note.toPlainText() == ""
    assert not named(page_on, CALL, QAbstractButton).isChecked()
    assert "1 call so far" in says(page_on)


def test_during_the_hour_they_wait(services: Services, context: UiContext, page_on: warm_ups.WarmUpsSection) -> None:
    services.store.sessions.add(
        FocusSession(
            started_at=START, zone="America/Chicago", utc_offset_min=-360, local_on=START.date(), planned_s=3600,
            ends_at=START + timedelta(hours=1), heartbeat_at=START,
        )
    )  # fmt: skip
    context.hub.changed.emit()
    assert IN_THE_HOUR in says(page_on)
    assert not named(page_on, CALL, QAbstractButton).isVisible()


# Serve first


@pytest.fixture
def open_serve(qtbot: QtBot, context: UiContext) -> Callable[[], serve.ServeSection]:
    return in_front(qtbot, opener(qtbot, context, serve.make_section))


def three(services: Services) -> list[int]:
    people = (
        person("Dana Ruiz", "5125550143", last_talk="two chairs", personal="a daughter", notes="x " * 300),
        person("Kim Boone", "5125550144", company="Boone"),
        person("Jo Bauer", "5125550145", may_need="a lamp"),
        person("Al Poe", "5125550146"),
    )
    return [lead.id for lead in add_all(services, people)]


def test_one_lead_after_the_other_gets_its_line_by_enter(
    qtbot: QtBot, services: Services, told: Told, open_serve: Callable[[], serve.ServeSection]
) -> None:
    dana, kim, _, al = three(services)
    page = open_serve()
    shown = says(page.need)
    assert in_turn(QUESTIONS, services.rep.today().toordinal()) in shown
    assert {"Dana Ruiz", "3 leads have no line yet.", "Last talk: two chairs"} <= set(shown)
    assert any(text.startswith("From your notes: x x") and text.endswith("…") for text in shown)
    line = page.need.field
    line.setFocus()
    press(qtbot, line, Qt.Key.Key_Return)  # without a word nobody is passed over
    assert "Dana Ruiz" in says(page.need)
    for words, name in (("new lamps", "Kim Boone"), ("a second chair", "Al Poe")):
        qtbot.keyClicks(line, words)
        press(qtbot, line, Qt.Key.Key_Return)
        assert name in says(page.need)
        assert (line.text(), line.hasFocus()) == ("", True)
    assert told.sentences == ["Kept for Dana Ruiz.", "Kept for Kim Boone."]
    assert [lead.may_need for lead in services.store.leads.many([dana, kim, al])] == ["new lamps", "a second chair", ""]
    told.undo()
    assert "Kim Boone" in says(page.need)
    assert "2 leads have no line yet." in says(page.need)
    assert services.store.leads.many([kim])[0].may_need == ""


def test_who_is_passed_over_comes_again_when_the_section_is_opened_anew(
    qtbot: QtBot, services: Services, open_serve: Callable[[], serve.ServeSection]
) -> None:
    three(services)
    page = open_serve()
    for name in ("Kim Boone", "Al Poe"):
        qtbot.mouseClick(page.need.skip, Qt.MouseButton.LeftButton)
        assert name in says(page.need)
    qtbot.mouseClick(page.need.skip, Qt.MouseButton.LeftButton)
    assert ROUND in says(page.need)
    page.hide()
    page.show()
    page.on_shown()
    assert "Dana Ruiz" in says(page.need)


def test_words_stay_while_the_list_changes_around_them(
    qtbot: QtBot, services: Services, context: UiContext, open_serve: Callable[[], serve.ServeSection]
) -> None:
    three(services)
    page = open_serve()
    page.need.field.setFocus()
    qtbot.keyClicks(page.need.field, "half a th")
    starred = services.store.leads.add(person("Zed First", "5125550147"))
    services.book.call_today([starred.id])
    context.hub.changed.emit()
    assert "Dana Ruiz" in says(page.need)
    assert page.need.field.text() == "half a th"


def test_who_was_deleted_meanwhile_is_passed_over(
    qtbot: QtBot, context: UiContext, services: Services, open_serve: Callable[[], serve.ServeSection]
) -> None:
    dana, *_ = three(services)
    page = open_serve()
    failed: list[object] = []
    context.hub.failed.connect(failed.append)
    services.book.delete([dana])
    page.need.field.setFocus()
    qtbot.keyClicks(page.need.field, "lamps")
    press(qtbot, page.need.field, Qt.Key.Key_Return)
    assert len(failed) == 1
    assert "Kim Boone" in says(page.need)


def test_nobody_to_think_about(services: Services, open_serve: Callable[[], serve.ServeSection]) -> None:
    assert NOBODY in says(open_serve().need)
    add_all(services, [person("Jo Bauer", "5125550145", may_need="a lamp")])
    assert ALL_SAID in says(open_serve().need)


def test_questions_are_changed_taken_out_added_and_ours_again(
    qtbot: QtBot, services: Services, told: Told, open_serve: Callable[[], serve.ServeSection]
) -> None:
    page = open_serve()
    card = page.questions
    assert not card.ours.isVisible()
    first = named(card, "Question 1", QPlainTextEdit)
    first.setFocus()
    first.selectAll()
    qtbot.keyClicks(first, "What breaks next?")
    press(qtbot, first, Qt.Key.Key_Return)
    assert services.serve.questions() == ("What breaks next?", *QUESTIONS[1:])
    qtbot.mouseClick(named(card, "Take out question 2", QAbstractButton), Qt.MouseButton.LeftButton)
    assert services.serve.questions() == ("What breaks next?", *QUESTIONS[2:])
    told.undo()
    assert services.serve.questions() == ("What breaks next?", *QUESTIONS[1:])
    add = named(card, "Add a question", QLineEdit)
    add.setFocus()
    qtbot.keyClicks(add, "Who pays for it?")
    press(qtbot, add, Qt.Key.Key_Return)
    assert services.serve.questions()[-1] == "Who pays for it?"
    assert add.text() == ""
    qtbot.mouseClick(card.ours, Qt.MouseButton.LeftButton)
    assert services.rep.settings.serve_questions == ()
    assert told.sentences == ["Question changed.", "Question taken out.", "Our questions are back."]
    told.undo()
    assert services.serve.questions()[-1] == "Who pays for it?"


def test_the_last_question_stays(
    qtbot: QtBot, services: Services, open_serve: Callable[[], serve.ServeSection]
) -> None:
    services.serve.keep_questions(["Only one?"])
    card = open_serve().questions
    line = named(card, "Question 1", QPlainTextEdit)
    assert not named(card, "Take out question 1", QAbstractButton).isEnabled()
    line.setFocus()
    line.selectAll()
    press(qtbot, line, Qt.Key.Key_Delete)
    press(qtbot, line, Qt.Key.Key_Return)
    assert services.serve.questions() == ("Only one?",)
