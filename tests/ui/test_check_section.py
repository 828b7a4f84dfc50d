"""The Resistance check, by the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from lch_desktop.domain.resistance_check import STATEMENTS, Scale
from lch_desktop.services.bundle import Services
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.practice.check import CheckSection, make_section
from lch_desktop.ui.practice.check_state import ANSWERS
from lch_desktop.ui.theme import apply_theme
from lch_desktop.ui.widgets import ShareBar
from tests.fakes import FakeClock
from tests.ui.pages_kit import make_context, make_services

MIXED = dict(enumerate([4, 3, 4, 2, 2, 5, 3, 3, 3, 2, 4, 3], start=1))


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    made.rep.save(replace(made.rep.settings, start="23:00"))  # no hour near, whatever the clock of the tests
    yield made
    made.store.close()


@pytest.fixture
def scroll(qtbot: QtBot) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    qtbot.addWidget(area)
    area.resize(1000, 700)
    return area


@pytest.fixture
def section(context: UiContext, scroll: QScrollArea) -> CheckSection:
    made = make_section(context)
    scroll.setWidget(made)
    apply_theme(scroll, context.look.theme)
    scroll.show()
    scroll.activateWindow()
    made.on_shown()
    made.begin.setFocus()
    QApplication.processEvents()
    return made


def press(*keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Each key where the keyboard is."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, held)


def digits(section: CheckSection, answers: dict[int, int]) -> None:
    """Begin and answer each statement with its digit."""
    press(Qt.Key.Key_Return)
    for number in sorted(answers):
        press(Qt.Key(ord(str(answers[number]))))
    assert section.ask.statements.answers() == answers


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def buttons(widget: QWidget) -> list[str]:
    return [button.text() for button in widget.findChildren(QPushButton) if button.isVisible()]


def test_it_says_what_it_is_before_it_asks(section: CheckSection) -> None:
    said = " ".join(texts(section.intro))
    for words in ("A mirror, not a test", "not validated", "two minutes", "Think of your last two working weeks.",
                  "stays on this computer", "left out of exports"):  # fmt: skip
        assert words in said
    assert section.result.isHidden()
    assert section.history.isHidden()


def test_twelve_digits_and_ctrl_enter(section: CheckSection, services: Services) -> None:
    digits(section, MIXED)
    press(Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    (entry,) = services.check.history()
    assert entry.check.answers == MIXED
    said = texts(section.result)
    for words in ("62 of 100", "Stuck often", "Approach nerves", "56, often in the way",
                  "81, nearly always in the way", "50, often in the way"):  # fmt: skip
        assert words in said
    assert section.ask.isHidden()
    assert section.ask.statements.answers() == {}


def test_enter_after_the_result_begins_and_accepts_nothing(section: CheckSection, services: Services) -> None:
    before = services.rep.settings
    digits(section, MIXED)
    press(Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert len(services.check.history()) == 1
    assert section.ask.isHidden()
    assert services.rep.settings == before


def test_every_statement_is_there_in_its_order(section: CheckSection) -> None:
    press(Qt.Key.Key_Return)
    rows = section.ask.statements.rows
    assert [row.accessibleName() for row in rows] == [f"{each.number}. {each.text}" for each in STATEMENTS]
    assert all(row.accessibleDescription() == "No answer yet" for row in rows)
    for row in rows:
        assert [button.accessibleName() for button in row.findChildren(QPushButton)] == list("12345")


@pytest.mark.parametrize(
    ("keys", "answer", "word"),
    [
        ([Qt.Key.Key_Right], 1, "Never"),
        ([Qt.Key.Key_Left], 5, "Almost always"),
        ([Qt.Key.Key_Right] * 3, 3, "Sometimes"),
        ([Qt.Key.Key_Right] * 9, 5, "Almost always"),
        ([Qt.Key.Key_Left] * 9, 1, "Never"),
        ([Qt.Key.Key_Right, Qt.Key.Key_Delete], 0, "No answer yet"),
        ([Qt.Key.Key_Right, Qt.Key.Key_Backspace], 0, "No answer yet"),
        ([Qt.Key.Key_6], 0, "No answer yet"),
        ([Qt.Key.Key_0], 0, "No answer yet"),
        ([Qt.Key.Key_X], 0, "No answer yet"),
    ],
)
def test_arrows_change_an_answer_in_its_row(section: CheckSection, keys: list[Qt.Key], answer: int, word: str) -> None:
    press(Qt.Key.Key_Return)
    row = section.ask.statements.rows[0]
    press(*keys)
    assert row.hasFocus()
    assert (row.answer, row.accessibleDescription()) == (answer, word)
    assert not answer or ANSWERS[answer - 1] == word


def test_up_down_tab_and_enter_go_from_row_to_row(section: CheckSection) -> None:
    press(Qt.Key.Key_Return)
    rows = section.ask.statements.rows
    press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up)
    assert rows[1].hasFocus()
    press(Qt.Key.Key_Tab)
    assert rows[2].hasFocus(), "a row is one stop, not five"
    press(Qt.Key.Key_Return)
    assert rows[3].hasFocus()
    rows[0].setFocus()
    press(Qt.Key.Key_Up)
    assert rows[0].hasFocus()


def test_a_digit_that_is_held_answers_once(section: CheckSection) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    press(Qt.Key.Key_Return)
    row = section.ask.statements.rows[0]
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_3, Qt.KeyboardModifier.NoModifier, "3", True)
    QApplication.sendEvent(row, held)
    assert row.answer == 0


def test_the_row_with_the_keyboard_is_on_the_screen(section: CheckSection, scroll: QScrollArea) -> None:
    scroll.resize(1000, 300)
    digits(section, MIXED)
    QApplication.processEvents()
    seen = scroll.viewport().rect()
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton), "after the last statement the button has it"
    assert seen.contains(focused.mapTo(scroll.viewport(), focused.rect().center()))
    section.ask.statements.rows[5].setFocus(Qt.FocusReason.TabFocusReason)
    row = section.ask.statements.rows[5]
    assert seen.contains(row.mapTo(scroll.viewport(), row.rect().center()))


@pytest.mark.parametrize(
    ("left_out", "kept", "words"),
    [
        ((), True, ""),
        ((1, 2), True, ""),
        ((2, 8), False, "2 statements are without an answer, and they belong together"),
        ((1, 2, 4), False, "3 statements are without an answer; at most two may stay open."),
    ],
)
def test_some_may_stay_open(
    section: CheckSection, services: Services, left_out: tuple[int, ...], kept: bool, words: str
) -> None:
    press(Qt.Key.Key_Return)
    for number, row in enumerate(section.ask.statements.rows, start=1):
        row.set_answer(0 if number in left_out else MIXED[number])
    press(Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    assert bool(services.check.history()) is kept
    if not kept:
        assert words in " ".join(texts(section.ask))
        assert section.ask.statements.rows[left_out[0] - 1].hasFocus()


def test_all_the_same_is_asked_about_gently(section: CheckSection, services: Services) -> None:
    digits(section, dict.fromkeys(range(1, 13), 3))
    press(Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    assert services.check.history() == []
    assert "All twelve answers are the same. Want to look again?" in texts(section.ask)
    press(Qt.Key.Key_Return)  # Look again
    assert section.ask.statements.rows[0].hasFocus()
    assert section.ask.question.isHidden()
    press(Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Tab, Qt.Key.Key_Space)  # Keep them
    (entry,) = services.check.history()
    assert entry.score.total == 50


def test_esc_leaves_it_and_it_goes_on_where_it_was(section: CheckSection, services: Services) -> None:
    press(Qt.Key.Key_Return, Qt.Key.Key_4, Qt.Key.Key_2, Qt.Key.Key_Escape)
    assert section.ask.isHidden()
    assert section.begin.hasFocus()
    assert section.begin.label == "Go on"
    assert services.check.history() == []
    press(Qt.Key.Key_Return)
    assert section.ask.statements.answers() == {1: 4, 2: 2}
    assert section.ask.statements.rows[2].hasFocus()


def test_what_is_answered_stays_when_something_changes_elsewhere(section: CheckSection, context: UiContext) -> None:
    press(Qt.Key.Key_Return, Qt.Key.Key_4)
    section.on_shown()
    assert section.ask.isVisible()
    assert section.ask.statements.answers() == {1: 4}
    assert section.result.isHidden()


def test_before_the_hour_it_says_when(section: CheckSection, services: Services, clock: FakeClock) -> None:
    soon = services.rep.local() + timedelta(minutes=9)
    day = tuple(range(7))
    services.rep.save(replace(services.rep.settings, start=f"{soon:%H:%M}", work_week=day, planned_since=1))
    section.on_shown()
    assert not section.begin.isEnabled()
    assert any(text.startswith("Your hour begins at ") and text.endswith("after the hour.") for text in
               texts(section.intro))  # fmt: skip


def test_the_hour_comes_near_while_the_page_is_open(section: CheckSection, services: Services) -> None:
    soon = services.rep.local() + timedelta(minutes=9)
    services.rep.save(replace(services.rep.settings, start=f"{soon:%H:%M}", work_week=tuple(range(7)), planned_since=1))
    press(Qt.Key.Key_Return)
    assert section.ask.isHidden()
    assert not section.begin.isEnabled()


# the result


@pytest.fixture
def answered(section: CheckSection, services: Services, clock: FakeClock) -> CheckSection:
    services.store.checks.add(clock.now() - timedelta(days=30), services.rep.today() - timedelta(days=30),
                              dict.fromkeys(range(1, 13), 5))  # fmt: skip
    services.check.save(MIXED)
    section.on_shown()
    return section


def test_the_result_comes_first_and_the_next_check_is_a_quiet_button_beside_it(
    answered: CheckSection, services: Services
) -> None:
    QApplication.processEvents()
    tops = [card.y() for card in (answered.result, answered.offers, answered.intro, answered.history)]
    assert tops == sorted(tops)
    assert not answered.begin.isVisible()
    answered.again.click()
    assert answered.ask.isVisible()
    press(Qt.Key.Key_3, Qt.Key.Key_Escape)
    assert answered.again.hasFocus()
    assert answered.again.label == "Go on"
    soon = services.rep.local() + timedelta(minutes=9)
    services.rep.save(replace(services.rep.settings, start=f"{soon:%H:%M}", work_week=tuple(range(7)), planned_since=1))
    answered.on_shown()
    assert not answered.again.isEnabled()
    assert any(text.startswith("Your hour begins at ") for text in texts(answered.result))


def test_after_a_check_the_page_stands_at_its_top(section: CheckSection, scroll: QScrollArea) -> None:
    scroll.resize(1000, 400)
    digits(section, MIXED)
    press(Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert scroll.verticalScrollBar().maximum() > 0
    assert scroll.verticalScrollBar().value() == 0
    assert section.result.y() == 0


def test_no_score_is_ever_red(answered: CheckSection, context: UiContext) -> None:
    bars = answered.result.findChildren(ShareBar)
    assert len(bars) == len(Scale)
    theme = context.look.theme
    red = QColor(theme.colour("err")).rgb()
    for bar in bars:
        assert bar.accessibleName()
        image = bar.grab().toImage()
        colours = {image.pixel(x, image.height() // 2) for x in range(image.width())}
        assert red not in colours
        assert QColor(theme.colour("accent")).rgb() in colours


def test_each_offer_is_accepted_by_itself_and_taken_back(
    answered: CheckSection, services: Services, context: UiContext, qtbot: QtBot
) -> None:
    lines = [line for line in answered.offers.lines if not line.isHidden()]
    before = services.rep.settings
    held = [line.held.text() for line in lines]
    assert (held.count("On already"), held.count("Chosen already")) == (1, 1)  # the time to read, and closing
    lines[0].button.setFocus()
    with qtbot.waitSignal(context.hub.undo_offered) as offered, qtbot.waitSignal(context.hub.changed):
        press(Qt.Key.Key_Return)
    assert services.rep.settings == replace(before, minutes=45, sets=3)
    assert lines[0].held.text() == "On already"
    assert lines[0].button.isHidden()
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.isVisible()
    words, undo = offered.args
    assert words == "45 minutes in 3 sets of 15: on."
    undo()
    assert services.rep.settings == before
    assert lines[0].button.isVisible()


def test_an_offer_that_leads_somewhere_goes_there(
    answered: CheckSection, services: Services, context: UiContext, qtbot: QtBot
) -> None:
    before = services.rep.settings
    found = next(line for line in answered.offers.lines if line.button.label == "Open Plan")
    with qtbot.waitSignal(context.hub.page_requested) as asked:
        found.button.click()
    assert asked.args == ["Plan"]
    nerves = {1: 1, 2: 5, 3: 1, 4: 1, 5: 5, 6: 1, 7: 1, 8: 5, 9: 5, 10: 5, 11: 5, 12: 5}
    services.check.save(nerves)
    answered.on_shown()
    opener = next(line for line in answered.offers.lines if line.button.label == "Open Scripts")
    with qtbot.waitSignal(answered.section_requested) as section:
        opener.button.click()
    assert section.args == ["scripts"]
    assert services.rep.settings == before


EASY = dict.fromkeys((5, 9, 10), 5) | dict.fromkeys((1, 2, 3, 4, 6, 7, 8, 11, 12), 1)
STUCK = dict.fromkeys((5, 9, 10), 1) | dict.fromkeys((1, 2, 3, 4, 6, 7, 8, 11, 12), 5)


def test_a_tip_is_written_right_there_and_taken_back(
    section: CheckSection, services: Services, context: UiContext, qtbot: QtBot
) -> None:
    services.check.save(EASY)
    section.on_shown()
    QApplication.processEvents()
    (field,) = [each for each in section.offers.findChildren(QPlainTextEdit) if each.isVisible()]
    assert field.accessibleName() == "Your tip"
    field.setFocus()
    QTest.keyClicks(field, "Dial first,  read later")
    with qtbot.waitSignal(context.hub.undo_offered) as offered:
        press(Qt.Key.Key_Return)
    assert services.rep.settings.tip == "Dial first, read later"
    assert offered.args[0] == "Your tip is kept."
    assert field.toPlainText() == "Dial first, read later"
    offered.args[1]()
    assert services.rep.settings.tip == ""
    assert field.toPlainText() == ""


def test_a_word_of_advice_has_no_button(section: CheckSection, services: Services) -> None:
    services.check.save(STUCK)
    section.on_shown()
    (line,) = [each for each in section.offers.lines if each._title.text().startswith("Talk it over")]
    assert line.isVisible()
    assert buttons(line) == []
    assert line.held.isHidden()


def test_a_row_that_asked_for_words_asks_no_more_for_another_offer(section: CheckSection, services: Services) -> None:
    services.check.save(EASY)
    section.on_shown()
    services.check.save(STUCK)
    section.on_shown()
    QApplication.processEvents()
    assert [each for each in section.offers.findChildren(QPlainTextEdit) if each.isVisible()] == []


def test_the_history_has_each_and_one_can_be_removed_with_a_way_back(
    answered: CheckSection, services: Services, context: UiContext, qtbot: QtBot
) -> None:
    assert "13 points less" in texts(answered.history)
    assert buttons(answered.history) == ["Remove", "Remove"]
    answered.history.findChildren(QPushButton)[0].setFocus()
    with qtbot.waitSignal(context.hub.undo_offered) as offered:
        press(Qt.Key.Key_Return)
    assert [entry.score.total for entry in services.check.history()] == [75]
    assert buttons(answered.history) == ["Remove"]
    focused = QApplication.focusWidget()
    assert focused is not None
    assert answered.history.isAncestorOf(focused)
    offered.args[1]()
    assert [entry.score.total for entry in services.check.history()] == [62, 75]
    assert "13 points less than the time before." in texts(answered.result)


def test_small_changes_are_about_the_same(section: CheckSection, services: Services, clock: FakeClock) -> None:
    services.check.save(MIXED)
    clock.advance(86_400)
    services.check.save({**MIXED, 1: 1})
    section.on_shown()
    assert "About the same as the time before." in texts(section.result)
    assert "About the same" in texts(section.history)


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("wide", [760, 1056])
def test_nothing_is_cut_off(
    services: Services, qtbot: QtBot, scroll: QScrollArea, scale: int, wide: int,
    opened: Callable[[UiContext], CheckSection],
) -> None:  # fmt: skip
    services.check.save(MIXED)
    context = make_context(services, "light", scale)
    made = opened(context)
    scroll.resize(wide, 700)
    QApplication.processEvents()
    assert made.width() <= scroll.viewport().width(), "the result"
    made._part.begin()
    QApplication.processEvents()
    assert made.width() <= scroll.viewport().width()
    for button in made.findChildren(QPushButton):
        if button.isVisible():
            assert button.width() >= button.minimumSizeHint().width()
            right = button.mapTo(made, button.rect().topRight()).x()
            assert right <= made.width(), button.text()


@pytest.fixture
def opened(scroll: QScrollArea) -> Callable[[UiContext], CheckSection]:
    def make(context: UiContext) -> CheckSection:
        made = make_section(context)
        scroll.setWidget(made)
        apply_theme(scroll, context.look.theme)
        scroll.show()
        made.on_shown()
        return made

    return make
